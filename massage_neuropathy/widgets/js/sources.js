/* The sources of what is said, as links that lead somewhere in the book and in JupyterLab. */
import { make } from "./dom.js";

/** A line with sources as the shelf has them. `shelf` knows where their links lead; `words` stand before them. */
export function sourceLine(sources, shelf, words = sources.length === 1 ? "Source: " : "Sources: ") {
  const line = make("p", "mn-source", words);
  sources.forEach((source, place) => {
    line.append(sourceLink(source, shelf), place < sources.length - 1 ? "; " : ".");
  });
  return line;
}

/** One source as a link; its text where it leads nowhere. */
export function sourceLink(source, shelf) {
  const address = shelf.address(source);
  if (!address) return source.text;
  const link = make("a", "", source.text);
  link.href = address;
  if (/^https?:/.test(address)) Object.assign(link, { target: "_blank", rel: "noopener noreferrer" });
  return link;
}
