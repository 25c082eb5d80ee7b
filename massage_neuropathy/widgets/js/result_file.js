/* The file of one final, for a provider who judges it again. */
import { mix } from "./chance.js";
import { finalForm } from "./draw.js";
import { byTime } from "./events.js";
import { seenIn, sittingsBefore } from "./sitting.js";

export const RESULT_FORMAT = "massage-neuropathy-result";

/** JSON with its keys in order and without spaces: the same text for the same data, in Python too. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
}

/** 32 hexadecimal digits that find accidents and careless edits. They are no signature. */
export function checksum({ checksum: _, ...data }) {
  const text = canonical(data);
  return [0, 1, 2, 3].map((part) => mix(`${part}|${text}`).toString(16).padStart(8, "0")).join("");
}

/** All that a provider needs to judge this sitting again. `events` are all of the record. */
export function resultFile({ name, sitting, result, index, events }) {
  const before = sittingsBefore(events, sitting);
  const reserved = new Set(index.reserved.map(({ id }) => id));
  const seen = [...seenIn(before)].filter(([id, times]) => reserved.has(id) && times > 0);
  const own = new Map(events.filter(({ place }) => place === sitting.place).map((event) => [event.id, event]));
  const data = {
    format: RESULT_FORMAT,
    version: 1,
    course: { version: sitting.version, bank: sitting.bank },
    name: oneLine(name),
    seen: Object.fromEntries(seen.sort(([a], [b]) => (a < b ? -1 : 1))),
    form: finalForm(index, before),
    events: [...own.values()].sort(byTime),
    result: {
      total: toFour(result.total),
      passed: result.passed,
      bar: result.bar.state,
      unsafe: result.unsafe,
      groups: Object.fromEntries(result.groups.map(({ id, n, sum }) => [id, { n, sum: toFour(sum) }])),
    },
  };
  return { ...data, checksum: checksum(data) };
}

/** What somebody typed as a name, on one line and without stray spaces. */
export function oneLine(text) {
  return Array.from(text.replace(/\p{Surrogate}/gu, "").replace(/\s+/g, " ").trim()).slice(0, 100).join("");
}

/** Four decimals, so that thirds are written alike everywhere. */
function toFour(number) {
  return Math.round(number * 10_000) / 10_000;
}
