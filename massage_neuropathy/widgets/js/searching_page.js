/*
 * The page for searching. What searches, Sphinx's own script, and the index of all words are loaded only for a query: they
 * are heavier than any page.
 */
import { loadScript, make } from "./dom.js";

const found = document.querySelector(".mn-searching");

async function search() {
  try {
    await loadScript("_static/search.js");
    await loadScript("searchindex.js");
  } catch {
    found.replaceChildren(make("p", "", "The index of the book could not be loaded, so nothing was searched. Check your connection, and search again."));
  }
}

// A search leads to this page anew, with the words in its address.
if (new URLSearchParams(location.search).get("q")?.trim()) search();
