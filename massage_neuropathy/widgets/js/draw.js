/* Which questions a sitting asks: the same seed, and the same questions seen before, draw the same ones. draw.py does
   the same in Python. `index` is that of the shelf, or anything with its groups, slots, reserved questions and bounds;
   `seen` a Map from ids of questions to how many sittings have shown them. */
import { inRandomOrder, mix } from "./chance.js";
import { baseline } from "./sitting.js";

/** The starting check, in one of its two forms: ids in the order to be asked. */
export function drawStart(index, seen, seed) {
  const ranked = rankedTwins(index, seen, seed, "AB"[mix(`${seed}|form`) % 2]);
  const drawn = new Map();
  for (const [slot, twins] of ranked) {
    const [first] = twins.filter((twin) => twin.form);
    if (first) drawn.set(slot, first);
  }
  return inOrder(drawn, seed);
}

/**
 * A final: for each slot a twin seen least often, and of the wanted form where there is a choice. Among those, they are
 * drawn so that each of the five answers is the right one as often as the blueprint says, or as nearly so as can be. No
 * answer is then a good guess.
 */
export function drawFinal(index, seen, seed, form = null) {
  const times = (twin) => seen.get(twin.id) ?? 0;
  const twins = new Map();
  for (const [slot, all] of rankedTwins(index, seen, seed, form)) {
    if (all.length) twins.set(slot, all.filter((twin) => times(twin) === times(all[0])));
  }
  // Slots of the starting check choose first, so that they keep their form.
  const hasForms = (slot) => Number(twins.get(slot).some((twin) => twin.form));
  const slots = inRandomOrder([...twins.keys()], `${seed}|answers`).sort((a, b) => hasForms(b) - hasForms(a));
  const { step, off } = countedAnswers(index.bounds);
  const steps = (slot) => [...new Set(twins.get(slot).map(step))];
  // Which sums of answers can be reached, and then, from the last slot to the first, what leads to the best.
  let reached = new Set([0]);
  for (const slot of slots) reached = eachWith(reached, steps(slot));
  const nearest = Math.min(...[...reached].map(off));
  const goals = [new Set([...reached].filter((end) => off(end) === nearest))];
  for (const slot of slots.slice(1).reverse()) goals.unshift(eachWith(goals[0], steps(slot).map((one) => -one)));
  const drawn = new Map();
  let now = 0;
  slots.forEach((slot, i) => {
    const chosen = twins.get(slot).find((twin) => goals[i].has(now + step(twin)));
    drawn.set(slot, chosen);
    now += step(chosen);
  });
  return inOrder(drawn, seed);
}

/** A fresh question in place of one that was answered unsafely; null if the sitting has shown all twins. */
export function drawChance(index, seen, seed, of, shown) {
  const slot = index.reserved.find((twin) => twin.id === of)?.slot;
  const fresh = index.reserved.filter((twin) => twin.slot === slot && twin.id !== of && !shown.includes(twin.id));
  return leastSeen(fresh.map((twin) => twin.id), seen, `${seed}|chance`)[0] ?? null;
}

/** Some of the ids, those seen least often first. */
export function drawSome(ids, seen, seed, count) {
  return leastSeen(ids, seen, seed).slice(0, count);
}

/** The form of a starting check, that of most of its questions; null for anything else. */
export function formOf(index, ids) {
  const counts = { A: 0, B: 0 };
  for (const twin of index.reserved) if (twin.form && ids.includes(twin.id)) counts[twin.form] += 1;
  return counts.A + counts.B ? (counts.A >= counts.B ? "A" : "B") : null;
}

/** The other one of the two forms; null for none. */
export function otherForm(form) {
  return { A: "B", B: "A" }[form] ?? null;
}

/** The form that a final should have: not that of the learner's starting check; null without one. */
export function finalForm(index, sittings) {
  return otherForm(formOf(index, baseline(sittings)?.ids ?? []));
}

/** How many reserved questions no sitting has shown, and how many slots of the final have such a question. */
export function freshLeft(index, seen) {
  const fresh = index.reserved.filter((twin) => !seen.get(twin.id));
  return { items: fresh.length, slots: new Set(fresh.map((twin) => twin.slot)).size };
}

function leastSeen(ids, seen, seed) {
  const times = (id) => seen.get(id) ?? 0;
  // Sorting keeps the order of equals.
  return inRandomOrder(ids, seed).sort((a, b) => times(a) - times(b));
}

/** For the id of each slot its twins, the preferred one first. */
function rankedTwins(index, seen, seed, form) {
  const rank = (twin) => [
    seen.get(twin.id) ?? 0, form !== null && twin.form !== form ? 1 : 0, mix(`${seed}|${twin.slot}|${twin.id}`), twin.id,
  ];
  const keyed = index.reserved.map((twin) => ({ twin, key: rank(twin) }));
  keyed.sort((a, b) => {
    const at = a.key.findIndex((part, i) => part !== b.key[i]);
    return at < 0 ? 0 : a.key[at] < b.key[at] ? -1 : 1;
  });
  return new Map(index.slots.map((slot) => [slot.id, keyed.map(({ twin }) => twin).filter((twin) => twin.slot === slot.id)]));
}

/** How often each answer is the right one, as one number that grows by a step with every question. */
function countedAnswers(bounds) {
  // A place for each answer, with room for 63 questions.
  const places = new Map(Object.keys(bounds).sort().map((answer, place) => [answer, 64 ** place]));
  return {
    step: (twin) => places.get(twin.answer) ?? 0,
    off: (total) => [...places].reduce((sum, [answer, place]) => {
      const count = Math.floor(total / place) % 64;
      const [least, most] = bounds[answer];
      return sum + Math.max(0, least - count, count - most);
    }, 0),
  };
}

function eachWith(totals, steps) {
  const found = new Set();
  for (const total of totals) for (const step of steps) found.add(total + step);
  return found;
}

function inOrder(drawn, seed) {
  return inRandomOrder([...drawn.keys()], `${seed}|order`).map((slot) => drawn.get(slot).id);
}
