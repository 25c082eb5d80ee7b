/* A map of the body: what is left out, what waits, and how firmly the rest may be touched; and the same as a list. */
import { BODY_VIEWS } from "./body_outline.js";
import { crossHatch, dots } from "./body_patterns.js";
import { make } from "./dom.js";
import { svgNode } from "./svg.js";

const MARK_WORDS = { out: "Left out", waits: "Waits for a written answer", level: "Highest pressure level" };
const SWATCH = "2,2 58,2 58,38 2,38";

/**
 * A figure with a drawing and, as its legend, the same in words.
 *
 * @param marks a Map from the id of an area to { kind: "out" | "waits" | "level", level, says }; the list says why, in
 * `says`, which may be left out. "affected_area" and "whole_body" stand in the list only.
 * @param words has the areas as `screening` has them: { areas: [{ id, say }] }.
 */
export function bodyMap(marks, { areas }) {
  const kinds = Object.keys(MARK_WORDS).filter((kind) => [...marks.values()].some((mark) => mark.kind === kind));
  const lists = kinds.map((kind) => {
    const marked = areas.filter(({ id }) => marks.get(id)?.kind === kind);
    const name = make("p", "mn-body-kind", swatch(kind), make("strong", "", MARK_WORDS[kind]));
    return make("div", "", name, make("ul", "", ...marked.map((area) => make("li", "", sentence(area, marks.get(area.id))))));
  });
  const none = make("p", "", "Nothing is marked: no entry leaves an area out, lets one wait or sets a level.");
  const sides = make("p", "mn-hint", "The drawing marks both sides. Where only one is meant, write down which.");
  const words = make("figcaption", "", ...(lists.length > 0 ? [...lists, sides] : [none]));
  return make("figure", "mn-body-map", drawing(marks), words);
}

function sentence({ say }, { level, says }) {
  const area = `${say[0].toUpperCase()}${say.slice(1)}`;
  return [level ? `${area}: level ${level}` : area, ...(says ? [says] : [])].join(level ? ". " : ": ");
}

function drawing(marks) {
  const label = "A person from the front and the back, and two soles, with the areas marked that are listed with it.";
  const views = BODY_VIEWS.map(({ name, middle, top, outline, lines, areas, signs }) => {
    const shapes = outline.map((points) => svgNode("polygon", { class: "mn-body-skin", points }));
    const marked = Object.entries(areas).filter(([id]) => marks.has(id));
    const fills = marked.flatMap(([id, parts]) => parts.flatMap((part) => filled(part, marks.get(id).kind)));
    const details = lines.map((points) => svgNode("polyline", { class: "mn-body-line", points }));
    const levels = marked.flatMap(([id]) => signs[id].map(([x, y]) => [x, y, marks.get(id).level])).filter(([, , level]) => level);
    const numbers = levels.map(([x, y, level]) => svgNode("text", { class: "mn-body-level", x, y: y + 17 }, String(level)));
    const caption = svgNode("text", { class: "mn-body-name", x: 0, y: 1130 - top }, name);
    return svgNode("g", { transform: `translate(${middle} ${top})` }, ...shapes, ...details, ...fills, ...numbers, caption);
  });
  return svgNode("svg", { class: "mn-body", viewBox: "-8 0 1192 1150", role: "img", "aria-label": label }, ...views);
}

/** An area with its pattern; no kind of mark is told by color alone. */
function filled(points, kind, step) {
  const shape = svgNode("polygon", { class: "mn-body-area", "data-kind": kind, points });
  if (kind === "level") return [shape];
  const d = kind === "out" ? crossHatch(points, step) : dots(points, step);
  return [shape, svgNode("path", { class: "mn-body-pattern", "data-kind": kind, d })];
}

function swatch(kind) {
  const number = kind === "level" ? [svgNode("text", { class: "mn-body-level", x: 30, y: 30 }, "2")] : [];
  return svgNode("svg", { class: "mn-body-swatch", viewBox: "0 0 60 40", "aria-hidden": "true" }, ...filled(SWATCH, kind, 15), ...number);
}
