/*
 * The page for searching. What searches, Sphinx's own script, and the index of all words are loaded only for a query: they
 * are heavier than any page.
 */
import { besideScript, loadScript, make } from "./dom.js";

const found = document.querySelector(".mn-searching");

/** Let nothing be found that is not in the index: without this, the word "constructor" is, in every object. */
function onlyOwnWords(index) {
  const bare = Object.create(null, { hasOwnProperty: { value: Object.prototype.hasOwnProperty } });
  for (const part of Object.values(index)) {
    if (part && typeof part === "object" && !Array.isArray(part)) Object.setPrototypeOf(part, bare);
  }
  return index;
}

async function search() {
  try {
    await loadScript(besideScript("search.js"));
    const { setIndex } = Search;
    Search.setIndex = (index) => setIndex(onlyOwnWords(index));
    await loadScript(besideScript("../searchindex.js"));
  } catch {
    const sorry = make("p", "", "The index of the book could not be loaded, so nothing was searched. Check your connection, and search again.");
    sorry.setAttribute("role", "alert");
    found.replaceChildren(sorry);
  }
}

// Sphinx puts its results on the page one by one: its summary is what is read out, and not each of them.
new MutationObserver(() => found.querySelector(".search-summary")?.setAttribute("role", "status")).observe(found, { childList: true });

// A search leads to this page anew, with the words in its address.
if (new URLSearchParams(location.search).get("q")?.trim()) search();
