/* A map of the body: what is left out, what waits, what may be touched and how firmly; and the same as a list. */
import { make } from "./dom.js";

/**
 * A map of the body, and the same in words. `marks` is a Map from the id of an area to
 * { kind: "out" | "waits" | "level", level, says }; `words` has the areas: [{ id, say }], as `screening` has them.
 */
export function bodyMap(marks, { areas }) {
  const items = areas
    .filter(({ id }) => marks.has(id))
    .map(({ id, say }) => make("li", "", make("strong", "", `${say[0].toUpperCase()}${say.slice(1)}: `), marks.get(id).says));
  return make("figure", "mn-body-map", make("ul", "mn-body-list", ...items));
}
