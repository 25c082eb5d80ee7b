/* How a sitting is judged: marks, the safety bar, groups with intervals, and certainty. judging.py does the same in
   Python, and describes what is returned. */
import { sameOrder, score, within } from "./marks.js";

/** The marks that pass a final, if the safety bar is met as well. */
export const PASS_MARK = 32;
/** How many second chances a final gives. */
export const MOST_CHANCES = 3;
/** So many twins must change between starting check and final to say more than chance does. */
export const FEWEST_TO_TELL = 5;
/** With fewer answers at a level of certainty, only their number is told. */
export const FEWEST_FOR_A_SHARE = 10;
/** The published marks of certainty: for a right answer, and for a wrong one. */
export const CERTAINTY_MARKS = { "guessing": [1, 0], "fairly-sure": [2, -2], "very-sure": [3, -6] };
// Marks are sums of thirds and the like, which a computer rounds.
const TOLERANCE = 1e-9;

/**
 * The 95 percent interval of a share, both ends from 0 to 1: by Wilson's method, and where all or none are right by the
 * exact one (Clopper and Pearson), since Wilson's then says too much. A mark lost never narrows it from that end.
 * intervals.py does the same.
 */
export function interval(total, n) {
  if (n < 1 || total < 0 || total > n) throw new RangeError(`no share can be made of ${total} marks and ${n} answers`);
  const lowOfAll = 0.025 ** (1 / n);
  if (total === 0) return [0, 1 - lowOfAll];
  if (total === n) return [lowOfAll, 1];
  const z = 1.959963984540054;
  const share = total / n;
  const middle = share + z ** 2 / (2 * n);
  const half = z * Math.sqrt((share * (1 - share)) / n + z ** 2 / (4 * n ** 2));
  const [low, high] = [(middle - half) / (1 + z ** 2 / n), (middle + half) / (1 + z ** 2 / n)];
  return [Math.min(low, lowOfAll), Math.max(high, 1 - lowOfAll)];
}

/** What is wrong with an answer: token, tag and error of each fault. It may be wrong without standing for any. */
export function faultsOf(entry, chosen) {
  const found = faultTokens(entry, chosen);
  return Object.keys(entry.faults).filter((token) => found.includes(token)).sort()
    .map((token) => ({ token, tag: entry.faults[token][0], error: entry.faults[token][1] }));
}

function faultTokens({ type, right, faults }, chosen) {
  if (type === "single" || type === "multiple") {
    return [...chosen, ...right.filter((id) => !chosen.includes(id)).map((id) => `-${id}`)];
  }
  if (type === "matching") {
    const wrong = chosen.filter((pair) => !right.includes(pair));
    return wrong.map((pair) => (Object.hasOwn(faults, pair) ? pair : `${pair.split(":")[0]}:*`));
  }
  if (type === "ordering" ? sameOrder(chosen, right) : score(type, right, chosen) === 1) return [];
  const known = Object.keys(faults).filter((token) => token !== "*");
  const shown = known.filter((token) => (type === "ordering" ? isTooEarly(token, chosen) : within(chosen[0], ...token.split(".."))));
  return shown.length ? shown : ["*"];
}

function isTooEarly(token, chosen) {
  const [early, before] = token.split("<").map((step) => chosen.indexOf(step));
  return early >= 0 && early < before;
}

/** Judge a sitting, at any time. `entries` is a Map from ids to questions. */
export function judge(sitting, index, entries) {
  const judged = (id, event) => judgeItem(entries.get(id), event);
  const stale = sitting.ids.filter((id) => isStale(entries.get(id), sitting.answers.get(id)));
  const items = sitting.ids.filter((id) => !stale.includes(id)).map((id) => judged(id, sitting.answers.get(id)));
  const unsafe = items.filter((item) => item.safety && isUnsafe(item)).map((item) => item.id);
  const total = items.reduce((sum, item) => sum + item.mark, 0);
  let bar = null;
  if (sitting.kind === "final") {
    const known = sitting.chances.filter((chance) => unsafe.includes(chance.of));
    stale.push(...known.filter((chance) => isStale(entries.get(chance.id), chance.event)).map((chance) => chance.id));
    bar = safetyBar(sitting, unsafe, stale, judged);
  }
  return {
    place: sitting.place,
    kind: sitting.kind,
    items,
    stale,
    total,
    n: items.length,
    needed: PASS_MARK,
    unsafe,
    overcautious: items.filter((item) => hasTag(item, "overcautious")).map((item) => item.id),
    bar,
    passed: stale.length ? null : hasPassed(sitting, total, bar),
    groups: judgeGroups(items, index),
    certainty: judgeCertainty(items),
    objectives: sumByObjective(items),
  };
}

/** A starting check and a final, question by question; see `compare_twins` in judging.py. */
export function compareTwins(before, after) {
  const bySlot = (result) => new Map(result.items.filter((item) => item.slot).map((item) => [item.slot, item]));
  const [then, now] = [bySlot(before), bySlot(after)];
  const slots = [...then.keys()].filter((slot) => now.has(slot));
  const right = (side) => slots.filter((slot) => isRight(side.get(slot))).length;
  const told = ({ id, mark, certainty }) => ({ id, mark, certainty });
  const difference = right(now) - right(then);
  return {
    n: slots.length,
    before: right(then),
    after: right(now),
    difference,
    clear: Math.abs(difference) >= FEWEST_TO_TELL,
    slots: slots.map((slot) => ({ slot, before: told(then.get(slot)), after: told(now.get(slot)) })),
  };
}

function judgeItem(entry, event) {
  const chosen = event?.options ?? [];
  return {
    id: entry.id,
    slot: entry.slot,
    lesson: entry.lesson,
    objective: entry.objective,
    safety: entry.safety,
    answered: Boolean(event),
    mark: score(entry.type, entry.right, chosen),
    faults: event ? faultsOf(entry, chosen) : [],
    certainty: event?.certainty ?? null,
  };
}

function hasTag(item, tag) {
  return item.faults.some((fault) => fault.tag === tag);
}

/** Whether an answer to a safety question is unsafe; to leave it open is. */
function isUnsafe(item) {
  return !item.answered || hasTag(item, "unsafe");
}

function isRight(item) {
  return item.mark > 1 - TOLERANCE;
}

/** Whether a question now reads in other words than those answered, or is gone. */
function isStale(entry, event) {
  return !entry || Boolean(event && event.hash !== entry.hash);
}

function safetyBar(sitting, unsafe, stale, judged) {
  if (!sitting.finished) return { state: "open", reason: null, chances: [] };
  if (unsafe.length > MOST_CHANCES) return { state: "failed", reason: "too-many", chances: [] };
  const chances = unsafe.map((of) => {
    const chance = sitting.chances.find((each) => each.of === of && !stale.includes(each.id));
    const state = !chance?.event ? "open" : isUnsafe(judged(chance.id, chance.event)) ? "unsafe" : "safe";
    return { of, id: chance?.id ?? null, state };
  });
  const some = (state) => chances.some((chance) => chance.state === state);
  if (some("unsafe")) return { state: "failed", reason: "second-choice", chances };
  if (some("open") && sitting.closed) return { state: "failed", reason: "not-taken", chances };
  return { state: some("open") ? "open" : "met", reason: null, chances };
}

function hasPassed(sitting, total, bar) {
  if (!bar || !sitting.finished) return null;
  if (total < PASS_MARK - TOLERANCE || bar.state === "failed") return false;
  return bar.state === "met" ? true : null;
}

function judgeGroups(items, index) {
  const rows = new Map(index.slots.map((slot) => [slot.id, slot.row]));
  return index.groups.map((group) => {
    const own = items.filter((item) => group.rows.includes(rows.get(item.slot)));
    const sum = own.reduce((marks, item) => marks + item.mark, 0);
    const [low, high] = own.length ? interval(sum, own.length) : [null, null];
    return { id: group.id, n: own.length, sum, share: own.length ? sum / own.length : null, low, high };
  });
}

function judgeCertainty(items) {
  const [levels, all] = [{}, { n: 0, marks: 0 }];
  for (const [level, [gain, loss]] of Object.entries(CERTAINTY_MARKS)) {
    const own = items.filter((item) => item.certainty === level);
    const right = own.filter(isRight).length;
    const [low, high] = own.length ? interval(right, own.length) : [null, null];
    levels[level] = { n: own.length, right, low, high };
    all.n += own.length;
    all.marks += right * gain + (own.length - right) * loss;
  }
  return { ...all, levels };
}

function sumByObjective(items) {
  const sums = {};
  for (const item of items) {
    const own = (sums[item.objective] ??= { sum: 0, n: 0 });
    own.sum += item.mark;
    own.n += 1;
  }
  return sums;
}
