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
 * A final: for each slot a twin seen least often, of the wanted form where there is a choice. Then twins that were seen
 * as often change places, until the right answers keep the bounds of the blueprint, so that no answer is a good guess.
 */
export function drawFinal(index, seen, seed, form = null) {
  const ranked = rankedTwins(index, seen, seed, form);
  const drawn = new Map();
  for (const [slot, twins] of ranked) if (twins.length) drawn.set(slot, twins[0]);
  for (let swap = betterSwap(drawn, ranked, index.bounds, seen, seed); swap; swap = betterSwap(drawn, ranked, index.bounds, seen, seed)) {
    drawn.set(...swap);
  }
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

/** How far the numbers of right answers are from their bounds, all together. */
function outOfBounds(drawn, bounds) {
  const answers = [...drawn.values()].map((twin) => twin.answer);
  return Object.entries(bounds).reduce((sum, [answer, [least, most]]) => {
    const count = answers.filter((each) => each === answer).length;
    return sum + Math.max(0, least - count, count - most);
  }, 0);
}

/** The first slot and twin, as often seen as the one drawn, that bring the answers nearer to their bounds. */
function betterSwap(drawn, ranked, bounds, seen, seed) {
  const off = outOfBounds(drawn, bounds);
  const times = (twin) => seen.get(twin.id) ?? 0;
  // Slots of the starting check come last, since their form is lost when they are swapped.
  const hasForms = (slot) => Number(ranked.get(slot).some((twin) => twin.form));
  const slots = inRandomOrder([...drawn.keys()], `${seed}|swap`).sort((a, b) => hasForms(a) - hasForms(b));
  for (const slot of slots) {
    for (const twin of ranked.get(slot)) {
      if (times(twin) !== times(drawn.get(slot))) continue;
      if (outOfBounds(new Map(drawn).set(slot, twin), bounds) < off) return [slot, twin];
    }
  }
  return null;
}

function inOrder(drawn, seed) {
  return inRandomOrder([...drawn.keys()], `${seed}|order`).map((slot) => drawn.get(slot).id);
}
