/* A map of the body: what is left out, what waits, and how firmly the rest may be touched; and the same as a list. */
import { BODY_VIEWS } from "./body_outline.js";
import { crossHatch, dots } from "./body_patterns.js";
import { make } from "./dom.js";
import { areaWords, capital } from "./outcome_words.js";
import { svgNode } from "./svg.js";

const MARK_WORDS = { out: "Left out", waits: "Waits for a written answer", level: "Highest pressure level" };
const KEEP_OFF = "Keep off a place within it: no hand, strap or bolster";
const SWATCH = "2,2 58,2 58,38 2,38";

/**
 * A figure with a drawing and, as its legend, the same in words.
 *
 * @param marks a Map from the id of an area to { kind: "out" | "waits" | "level", level, says }. Areas that say the same
 * stand in one line; a level without `says` says itself. A mark may have `keepOff`, words about a place within the area
 * that no hand touches, with a kind or without. "affected_area" and "whole_body" stand in the list only.
 * @param words has the areas as `screening` has them: { areas: [{ id, say, holds }] }.
 */
export function bodyMap(marks, words) {
  const said = (kind) => ([, mark]) => (mark.kind === kind ? [mark.says || (kind === "level" ? `level ${mark.level} at most` : "")] : []);
  const lists = Object.entries(MARK_WORDS).map(([kind, name]) => [kind, name, markedLines(marks, said(kind), words)]);
  lists.push(["keep-off", KEEP_OFF, markedLines(marks, ([, { keepOff }]) => (keepOff ? [keepOff] : []), words)]);
  const legend = lists.filter(([, , lines]) => lines.length > 0).map(([kind, name, lines]) => {
    const list = make("div", "", make("p", "mn-body-kind", ...swatches(kind, marks), make("strong", "", name)), make("ul", "", ...lines.map((line) => make("li", "", line))));
    list.dataset.kind = kind;
    return list;
  });
  const none = make("p", "", "Nothing is marked: no area is left out, waits or has a level.");
  const sides = make("p", "mn-hint", "The drawing marks both sides. Where only one is meant, write down which.");
  return make("figure", "mn-body-map", drawing(marks), make("figcaption", "", ...(legend.length > 0 ? [...legend, sides] : [none])));
}

/** What `said` finds in marks, as [words] or [], areas that say the same together. */
function markedLines(marks, said, words) {
  const found = new Map();
  for (const { id } of words.areas) {
    if (!marks.has(id)) continue;
    for (const says of said([id, marks.get(id)])) found.set(says, [...(found.get(says) ?? []), id]);
  }
  return [...found].map(([says, ids]) => capital(areaWords(ids, words)) + (says ? `: ${says}` : ""));
}

function drawing(marks) {
  const label = "A person from the front and the back, and two soles, with the areas marked that are listed with it.";
  const views = BODY_VIEWS.map(({ name, middle, top, outline, lines, areas, signs }) => {
    const shapes = outline.map((points) => svgNode("polygon", { class: "mn-body-skin", points }));
    const marked = Object.entries(areas).filter(([id]) => marks.has(id));
    const fills = marked.filter(([id]) => marks.get(id).kind).flatMap(([id, parts]) => parts.flatMap((part) => filled(part, marks.get(id).kind)));
    const details = lines.map((points) => svgNode("polyline", { class: "mn-body-line", points }));
    const levels = marked.flatMap(([id]) => signs[id].map(([x, y]) => [x, y, marks.get(id).level])).filter(([, , level]) => level);
    const numbers = levels.map(([x, y, level]) => svgNode("text", { class: "mn-body-level", x, y: y + 17 }, String(level)));
    // Beside the number, where there is one.
    const kept = marked.filter(([id]) => marks.get(id).keepOff).flatMap(([id]) => signs[id].map(([x, y]) => noHand(x + (marks.get(id).level ? 42 : 0), y)));
    const caption = svgNode("text", { class: "mn-body-name", x: 0, y: 1130 - top }, name);
    return svgNode("g", { transform: `translate(${middle} ${top})` }, ...shapes, ...details, ...fills, ...numbers, ...kept, caption);
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

/** A sign for a place that no hand touches: a ring with a cross. */
function noHand(x, y, size = 20) {
  const arm = 0.55 * size;
  const cross = `M${x - arm},${y - arm}L${x + arm},${y + arm}M${x - arm},${y + arm}L${x + arm},${y - arm}`;
  return svgNode("g", { class: "mn-body-keep-off" }, svgNode("circle", { cx: x, cy: y, r: size }), svgNode("path", { d: cross }));
}

/** What a kind of mark looks like; of levels, each that occurs. */
function swatches(kind, marks) {
  const framed = (...nodes) => svgNode("svg", { class: "mn-body-swatch", viewBox: "0 0 60 40", "aria-hidden": "true" }, ...nodes);
  if (kind === "keep-off") return [framed(noHand(30, 20, 14))];
  if (kind !== "level") return [framed(...filled(SWATCH, kind, 15))];
  const levels = [...new Set([...marks.values()].filter((mark) => mark.kind === "level").map(({ level }) => level))].sort();
  return levels.map((level) => framed(...filled(SWATCH, kind, 15), svgNode("text", { class: "mn-body-level", x: 30, y: 30 }, String(level))));
}
