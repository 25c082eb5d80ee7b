/* Sittings as the learner's record tells them: starting checks, finals and practice. sittings.py reads them in the same
   way, and describes what a sitting consists of. */
import { byTime } from "./events.js";

const SITTING_PLACE = /^(start|final|practice)\/[0-9a-f]{16}$/;

/**
 * All sittings that events tell of, the newest last. The events may come in any order; those that are there twice, and
 * those of places whose beginning is not there, are left out.
 */
export function sittingsOf(events) {
  const atPlaces = new Map();
  for (const event of events) {
    if (!SITTING_PLACE.test(event.place)) continue;
    if (!atPlaces.has(event.place)) atPlaces.set(event.place, new Map());
    const own = atPlaces.get(event.place);
    if (!own.has(event.id)) own.set(event.id, event);
  }
  const sittings = [];
  for (const [place, own] of atPlaces) {
    const ordered = [...own.values()].sort(byTime);
    if (ordered.some((event) => event.kind === "begin")) sittings.push(readSitting(place, ordered));
  }
  const key = (sitting) => `${sitting.begun} ${sitting.place}`;
  return sittings.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** For each question how many of the sittings have shown it, second chances included. */
export function seenIn(sittings) {
  const seen = new Map();
  for (const sitting of sittings) {
    for (const id of new Set([...sitting.ids, ...sitting.chances.map((chance) => chance.id)])) seen.set(id, (seen.get(id) ?? 0) + 1);
  }
  return seen;
}

/**
 * The sittings as the record told them when this one began. Its questions and its second chances are drawn from them,
 * whatever else is going on beside it, so that the draw can be worked out again.
 */
export function sittingsBefore(events, { begun }) {
  return sittingsOf(events.filter(({ at }) => at < begun));
}

/** The first starting check that was finished, which a final is compared with; null without one. */
export function baseline(sittings) {
  return sittings.find((sitting) => sitting.kind === "start" && sitting.finished && !sitting.left) ?? null;
}

/** When a sitting of this kind can be begun again: on the day after the last one, where the learner is. Null: at once. */
export function opensAt(sittings, kind) {
  const ends = sittings.filter((sitting) => sitting.kind === kind).map((sitting) => sitting.closed ?? sitting.finished).filter(Boolean);
  if (!ends.length) return null;
  const last = new Date(ends.sort().at(-1));
  return new Date(last.getFullYear(), last.getMonth(), last.getDate() + 1);
}

function readSitting(place, events) {
  const first = (kind) => events.find((event) => event.kind === kind);
  const [begin, finish, closed] = [first("begin"), first("finish"), first("closed")];
  const [kind, seed] = place.split("/");
  const plus = begin.hash.lastIndexOf("+");
  const asked = askedChances(events, begin.options);
  // The first to be told counts, should two machines have gone on with one sitting.
  const until = new Map(begin.options.map((id) => [id, finish]));
  for (const id of asked.values()) until.set(id, closed);
  const answers = new Map();
  for (const event of events) {
    const id = event.question;
    if (event.kind !== "answer" || !until.has(id) || event.at > (until.get(id)?.at ?? event.at)) continue;
    const toldAtOnce = kind === "practice" || !begin.options.includes(id);
    // In other words it is another question, and is asked again.
    if (!toldAtOnce || answers.get(id)?.hash !== event.hash) answers.set(id, event);
  }
  for (const [id, event] of [...answers]) if (!event.options.length) answers.delete(id);
  const flags = new Set();
  const hashes = new Map();
  let clock = false;
  for (const event of events) {
    if (event.kind === "flag") event.options.join() === "yes" ? flags.add(event.question) : flags.delete(event.question);
    if (event.kind === "chance") hashes.set(event.question, event.hash);
    if (event.kind === "setting" && event.question === "clock") clock = event.options.join() === "on";
  }
  return {
    place, seed, kind,
    begun: begin.at, finished: finish?.at ?? null, closed: closed?.at ?? null,
    left: finish?.options.includes("left") ?? false,
    version: begin.hash.slice(0, Math.max(plus, 0)), bank: begin.hash.slice(plus + 1),
    ids: begin.options, answers, flags,
    chances: [...asked].map(([of, id]) => ({ of, id, hash: hashes.get(id), event: answers.get(id) ?? null })),
    clock,
  };
}

/** The fresh question for each that was given one; the first that was asked for it. */
function askedChances(events, ids) {
  const asked = new Map();
  for (const event of events) {
    if (event.kind !== "chance" || ids.includes(event.question)) continue;
    const [of] = event.options;
    if (ids.includes(of) && !asked.has(of)) asked.set(of, event.question);
  }
  return asked;
}
