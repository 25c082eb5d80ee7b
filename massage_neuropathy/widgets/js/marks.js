/* Marks by the published rules, and numbers as people write them. */

/**
 * The mark for one answer, from 0 to 1. The rules are those of scoring.py; both are tested on the same cases.
 *
 * `right` and `chosen` hold ids of options; for matching "item:choice"; for ordering ids of steps in their order; for
 * numeric the smallest and the largest number that is right, and the number given.
 */
export function score(type, right, chosen) {
  const hits = new Set(chosen.filter((id) => right.includes(id))).size;
  const misses = new Set(chosen.filter((id) => !right.includes(id))).size;
  if (type === "single") return chosen.length === 1 && hits === 1 ? 1 : 0;
  if (type === "matching") return hits / right.length;
  if (type === "ordering") return sameOrder(chosen, right) ? 1 : neighborsSwapped(chosen, right) ? 0.5 : 0;
  if (type === "numeric") return chosen.length === 1 && within(chosen[0], ...right) ? 1 : 0;
  return Math.max(0, (hits - misses) / right.length);
}

export function sameOrder(one, other) {
  return one.length === other.length && one.every((id, index) => id === other[index]);
}

function neighborsSwapped(chosen, right) {
  return right.slice(1).some((_, i) => sameOrder(chosen, [...right.slice(0, i), right[i + 1], right[i], ...right.slice(i + 2)]));
}

/** Whether a number, kept as text, lies between two others, both ends included. */
export function within(text, low, high) {
  return /^-?\d+(\.\d+)?$/.test(text) && Number(low) <= Number(text) && Number(text) <= Number(high);
}

/**
 * The number that somebody typed, as text with a point and without spaces; null if it is none.
 *
 * "1,500" is fifteen hundred, as everywhere in the course; any other comma is a decimal point, as in much of the world.
 */
export function readNumber(typed, unit = "") {
  let text = typed.trim().replace(/[\u2212\u2013]/g, "-");
  if (unit && text.toLowerCase().endsWith(unit.toLowerCase())) text = text.slice(0, -unit.length);
  text = text.replace(/[\s%]/g, "").replace(/^\+/, "");
  if (/^-?[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/.test(text)) text = text.replaceAll(",", "");
  const [, sign, whole, decimals] = /^(-?)(\d*)(?:[.,](\d+))?$/.exec(text) ?? [];
  if (!whole && !decimals) return null;
  const [before, after] = [whole.replace(/^0+(?=\d)/, "") || "0", (decimals ?? "").replace(/0+$/, "")];
  return sign + before + (after ? `.${after}` : "");
}
