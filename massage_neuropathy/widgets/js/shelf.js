/*
 * The shelf: questions, cards and the index of the course, fetched when they are needed. shelf.py says what is on it.
 *   get(name)      resolves to the data of that name; rejects with words for the learner
 *   node(entry)    a question as an element that is not on the page yet
 *   address(source)   where the link to a source leads, or null
 */
import { besideScript, loadScript } from "./dom.js";

/** In the book each item is a script beside the pages, since pages opened from files may fetch nothing. */
export class BookShelf {
  constructor() {
    this.asked = new Map();
  }

  get(name) {
    if (!this.asked.has(name)) this.asked.set(name, this.load(name));
    return this.asked.get(name);
  }

  async load(name) {
    try {
      await loadScript(besideScript(`../_study/${name.replace("/", "-")}.js`));
      return self.massageNeuropathyShelf[name];
    } catch {
      this.asked.delete(name);
      throw new Error("this part of the book could not be loaded. Check your connection, and try again");
    }
  }

  node(entry) {
    return questionNode(entry);
  }

  address({ href, link }) {
    return href?.replace(/\.md(?=#|$)/, ".html") ?? link;
  }
}

/** A question as an element. */
export function questionNode(entry) {
  const template = document.createElement("template");
  // The HTML comes from the package's own template, which escapes whatever authors wrote.
  template.innerHTML = entry.html;
  return template.content.firstElementChild;
}
