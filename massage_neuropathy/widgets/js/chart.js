/* Pictures of shares and of what so few answers allow: a dot for what was reached, a bar for the range. */
import { make } from "./dom.js";
import { CERTAINTY } from "./events.js";
import { FEWEST_FOR_A_SHARE } from "./judge.js";
import { VERY_SURE_LINE, calibration, calibrationSentences, rangeWords } from "./result_words.js";
import { svgNode } from "./svg.js";

const CHART_ROW = 48;
const CHART_TICKS = [0, 25, 50, 75, 100];

/**
 * A picture with one row for each share. Places along it are percents, and words keep their size, so that it can be
 * read on a phone as well as on paper.
 *
 * @param rows { name, note, share, low, high, line }, shares from 0 to 1; a row without a share (null) has words only;
 * `line` is a share to compare this row with, and may be left out.
 * @param name what the picture is, for those who hear it.
 * @param line what the lines mean; "" without any.
 */
export function intervalChart(rows, name, line = "") {
  const end = rows.length * CHART_ROW;
  const told = rows.map((row) => `${row.name}: ${row.note}${row.share === null ? "" : `, range ${rangeWords([row.low, row.high])}`}.`);
  const words = [`${name}.`, ...told, ...(line ? [`Dashed line: ${line}.`] : [])].join(" ");
  const picture = svgNode("svg", { class: "mn-chart", width: "100%", height: end + (line ? 58 : 40), role: "img", "aria-label": words });
  rows.forEach((row, number) => {
    const y = number * CHART_ROW + 32;
    for (const part of CHART_TICKS) picture.append(upright("mn-chart-grid", `${part}%`, y, 9));
    if (row.line) picture.append(upright("mn-chart-line", asPercent(row.line), y, 13));
    picture.append(svgNode("text", { class: "mn-chart-name", x: 0, y: y - 15 }, row.name));
    picture.append(svgNode("text", { class: "mn-chart-note", x: "100%", y: y - 15, "text-anchor": "end" }, row.note));
    if (row.share === null) return;
    picture.append(svgNode("line", { class: "mn-chart-range", x1: asPercent(row.low), x2: asPercent(row.high), y1: y, y2: y }));
    for (const limit of [row.low, row.high]) picture.append(upright("mn-chart-range", asPercent(limit), y, 6));
    picture.append(svgNode("circle", { class: "mn-chart-dot", cx: asPercent(row.share), cy: y, r: 6.5 }));
  });
  for (const part of CHART_TICKS) {
    const anchor = { 0: "start", 100: "end" }[part] ?? "middle";
    picture.append(svgNode("text", { class: "mn-chart-tick", x: `${part}%`, y: end + 13, "text-anchor": anchor }, part));
  }
  picture.append(svgNode("text", { class: "mn-chart-tick", x: "50%", y: end + 32, "text-anchor": "middle" }, "right in 100"));
  if (line) picture.append(svgNode("text", { class: "mn-chart-tick", x: "50%", y: end + 52, "text-anchor": "middle" }, `dashed line: ${line}`));
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
    const share = n >= FEWEST_FOR_A_SHARE ? right / n : null;
    const line = level === "very-sure" && share !== null ? VERY_SURE_LINE : undefined;
    return { name: capital(CERTAINTY[level]), note: n ? `${right} of ${n} right` : "no answers", share, low, high, line };
  });
  root.replaceChildren(
    intervalChart(rows, "How often you were right, by how sure you were", rows[0].line ? "80, for very sure answers" : ""),
    make("ul", "mn-plain", ...calibrationSentences(levels).map((words) => make("li", "", words))),
  );
}

/** What the signs of these pictures mean. */
export function chartKey() {
  return make("p", "mn-hint", "The dot is what you reached. The bar is the range of true levels that so few answers allow (a 95 percent interval).");
}

/** A short line that stands upright at a place along a row. */
function upright(name, x, y, half) {
  return svgNode("line", { class: name, x1: x, x2: x, y1: y - half, y2: y + half });
}

function asPercent(share) {
  return `${Math.round(1000 * share) / 10}%`;
}

function capital(text) {
  return text[0].toUpperCase() + text.slice(1);
}
