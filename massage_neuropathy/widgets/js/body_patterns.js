/*
 * Patterns that fill an area, as paths. They are worked out here and not left to SVG's own patterns: those are found by
 * an id, and the copy of a drawing that is printed would look for it in the part of the page that is hidden.
 */

/** Lines from both sides across an area, as the `d` of a path. The area is written as points: "x,y x,y". */
export function crossHatch(area, step = 22) {
  const corners = cornersOf(area);
  return [...slants(corners, step, 1), ...slants(corners, step, -1)].map(([from, to]) => `M${from}L${to}`).join("");
}

/** Dots all over an area, as the `d` of a path of points; they show where line ends are round. */
export function dots(area, step = 20) {
  const found = [];
  const corners = cornersOf(area);
  const [top, bottom] = span(corners.map(([, y]) => y));
  for (let row = Math.ceil(top / step); row * step <= bottom; row += 1) {
    const shift = row % 2 ? step / 2 : 0;
    for (const [from, to] of inside(corners, row * step)) {
      for (let n = Math.ceil((from - shift) / step); n * step + shift <= to; n += 1) found.push(`M${n * step + shift},${row * step}h0`);
    }
  }
  return found.join("");
}

/** Slanting lines, found as level ones in coordinates that are sheared: where y + slant * x stays the same. */
function slants(corners, step, slant) {
  const sheared = corners.map(([x, y]) => [x, y + slant * x]);
  const [top, bottom] = span(sheared.map(([, y]) => y));
  const found = [];
  for (let row = Math.ceil(top / step); row * step <= bottom; row += 1) {
    for (const ends of inside(sheared, row * step)) found.push(ends.map((x) => `${tenth(x)},${tenth(row * step - slant * x)}`));
  }
  return found;
}

/** Where a level line runs inside: pairs of x. A corner counts to the edge below it, so that it is never met twice. */
function inside(corners, y) {
  const met = [];
  corners.forEach(([x1, y1], n) => {
    const [x2, y2] = corners[(n + 1) % corners.length];
    if (y1 <= y === y2 <= y) return;
    met.push(x1 + ((y - y1) / (y2 - y1)) * (x2 - x1));
  });
  met.sort((a, b) => a - b);
  return Array.from({ length: met.length / 2 }, (_, n) => [met[2 * n], met[2 * n + 1]]);
}

function cornersOf(area) {
  return area.split(" ").map((corner) => corner.split(",").map(Number));
}

function span(numbers) {
  return [Math.min(...numbers), Math.max(...numbers)];
}

function tenth(number) {
  return Math.round(10 * number) / 10;
}
