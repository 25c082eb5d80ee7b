/* What of a page of the book is filled by a script. */
import { host } from "./book.js";
import { shelf } from "./book_shelf.js";
import { fill } from "./fill.js";

/** Fill every root of a kind ("final", "case"). */
export function fillParts(kind, show) {
  for (const root of document.querySelectorAll(`:is(.mn-study, .mn-tool)[data-mn="${kind}"]`)) fill(root, show, host, shelf);
}
