/* Pictures of shares and of what so few answers allow: a dot for what was reached, a bar for the range. */
import { make } from "./dom.js";
import { CERTAINTY } from "./events.js";
import { FEWEST_FOR_A_SHARE } from "./judge.js";
import { VERY_SURE_LINE, calibration, calibrationSentences, rangeWords } from "./result_words.js";

const CHART_ROW = 46;
const CHART_TOP = 8;

/**
 * A picture with one row for each share. Places along it are percents, and words keep their size, so that it can be
 * read on a phone as well as on paper.
 *
 * @param rows { name, note, share, low, high }, shares from 0 to 1; a row without a share (null) has words only.
 * @param name what the picture is, for those who hear it.
 * @param line { at, words }, a share to compare with, or null.
 */
export function intervalChart(rows, name, line = null) {
  const end = CHART_TOP + rows.length * CHART_ROW;
  const told = rows.map((row) => `${row.name}: ${row.note}${row.share === null ? "" : `, range ${rangeWords([row.low, row.high])}`}.`);
  const picture = svgNode("svg", { class: "mn-chart", width: "100%", height: end + (line ? 44 : 26), role: "img", "aria-label": [`${name}.`, ...told, ...(line ? [`A line at ${line.words}.`] : [])].join(" ") });
  for (const part of [0, 25, 50, 75, 100]) {
    const at = `${part}%`;
    picture.append(svgNode("line", { class: "mn-chart-grid", x1: at, x2: at, y1: CHART_TOP, y2: end }));
    picture.append(svgNode("text", { class: "mn-chart-tick", x: at, y: end + 16, "text-anchor": { 0: "start", 100: "end" }[part] ?? "middle" }, part === 100 ? "100 in 100" : part));
  }
  if (line) {
    const at = asPercent(line.at);
    picture.append(svgNode("line", { class: "mn-chart-line", x1: at, x2: at, y1: CHART_TOP, y2: end + 22 }));
    picture.append(svgNode("text", { class: "mn-chart-tick", x: at, y: end + 36, "text-anchor": line.at > 0.6 ? "end" : "start" }, line.words));
  }
  rows.forEach((row, number) => {
    const top = CHART_TOP + number * CHART_ROW;
    picture.append(svgNode("text", { class: "mn-chart-name", x: 0, y: top + 16 }, row.name));
    picture.append(svgNode("text", { class: "mn-chart-note", x: "100%", y: top + 16, "text-anchor": "end" }, row.note));
    if (row.share === null) return;
    const y = top + 31;
    picture.append(svgNode("line", { class: "mn-chart-range", x1: asPercent(row.low), x2: asPercent(row.high), y1: y, y2: y }));
    for (const limit of [row.low, row.high]) picture.append(svgNode("line", { class: "mn-chart-range", x1: asPercent(limit), x2: asPercent(limit), y1: y - 6, y2: y + 6 }));
    picture.append(svgNode("circle", { class: "mn-chart-dot", cx: asPercent(row.share), cy: y, r: 6 }));
  });
  return picture;
}

/** How often answers were right at each certainty: a picture, and what it allows in words. Fills the root. */
export function showCalibration(root, answers) {
  const told = answers.filter(({ certainty }) => certainty);
  if (told.length === 0) {
    root.replaceChildren(make("p", "", "You have not told yet how sure you were. Where you do, by the three check buttons, this shows how often you were right when you were very sure."));
    return;
  }
  const levels = calibration(told);
  const rows = Object.keys(CERTAINTY).reverse().map((level) => {
    const { n, right, low, high } = levels[level];
    const enough = n >= FEWEST_FOR_A_SHARE;
    return { name: capital(CERTAINTY[level]), note: n ? `${right} of ${n} right` : "no answers", share: enough ? right / n : null, low, high };
  });
  root.replaceChildren(
    intervalChart(rows, "How often you were right, by how sure you were", { at: VERY_SURE_LINE, words: "80 in 100, for very sure" }),
    make("ul", "mn-plain", ...calibrationSentences(levels).map((words) => make("li", "", words))),
  );
}

/** What the signs of these pictures mean. */
export function chartKey() {
  return make("p", "mn-hint", "The dot is what you reached. The bar is the range of true levels that so few answers allow (a 95 percent interval).");
}

function svgNode(tag, features, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(features)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

function asPercent(share) {
  return `${Math.round(1000 * share) / 10}%`;
}

function capital(text) {
  return text[0].toUpperCase() + text.slice(1);
}
