/* A map of the body: what is left out, what waits, and how firmly the rest may be touched; and the same as a list. */
import { BODY_VIEWS } from "./body_outline.js";
import { crossHatch, dots } from "./body_patterns.js";
import { make } from "./dom.js";
import { areaWords, capital } from "./outcome_words.js";
import { svgNode } from "./svg.js";

const MARK_WORDS = { out: "Left out", waits: "Waits for a written answer", level: "Highest pressure level" };
const SWATCH = "2,2 58,2 58,38 2,38";

/**
 * A figure with a drawing and, as its legend, the same in words.
 *
 * @param marks a Map from the id of an area to { kind: "out" | "waits" | "level", level, says }. Areas that say the same
 * stand in one line; a level without `says` says itself. "affected_area" and "whole_body" stand in the list only.
 * @param words has the areas as `screening` has them: { areas: [{ id, say, holds }] }.
 */
export function bodyMap(marks, words) {
  const lists = Object.entries(MARK_WORDS).map(([kind, name]) => [kind, name, markedLines(marks, kind, words)]).filter(([, , lines]) => lines.length > 0);
  const legend = lists.map(([kind, name, lines]) => make(
    "div",
    "",
    make("p", "mn-body-kind", swatch(kind), make("strong", "", name)),
    make("ul", "", ...lines.map((line) => make("li", "", line))),
  ));
  const none = make("p", "", "Nothing is marked: no area is left out, waits or has a level.");
  const sides = make("p", "mn-hint", "The drawing marks both sides. Where only one is meant, write down which.");
  return make("figure", "mn-body-map", drawing(marks), make("figcaption", "", ...(legend.length > 0 ? [...legend, sides] : [none])));
}

/** What is marked in one way, areas that say the same together. */
function markedLines(marks, kind, words) {
  const said = new Map();
  for (const { id } of words.areas) {
    const mark = marks.get(id);
    if (mark?.kind !== kind) continue;
    const says = mark.says || (kind === "level" ? `level ${mark.level} at most` : "");
    said.set(says, [...(said.get(says) ?? []), id]);
  }
  return [...said].map(([says, ids]) => capital(areaWords(ids, words)) + (says ? `: ${says}` : ""));
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
