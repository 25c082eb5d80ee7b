/* Answers of one learner without a name, for a class that wants to see what is hard. */
import { byTime, randomHex } from "./events.js";
import { sittingsOf } from "./sitting.js";

export const CLASS_FORMAT = "massage-neuropathy-class";
/** The setting that keeps a label. */
export const CLASS_LABEL = "class-label";

// Longer gaps between two events are taken as time away.
const LONGEST_PAUSE_MS = 5 * 60_000;

/** Eight hexadecimal digits that name nobody. */
export function newLabel() {
  return randomHex(4);
}

/** The label this learner wants to keep, or null. */
export function keptLabel(events) {
  const settings = events.filter(({ kind, question }) => kind === "setting" && question === CLASS_LABEL).sort(byTime);
  return settings.pop()?.options[0] ?? null;
}

/**
 * Answers, certainty and time: no name, no date. Everywhere but in sittings the first answer to a question counts; in
 * the starting check and the final the one that was handed in, the first time the question was met. Second chances
 * are left out, since they follow an explanation.
 */
export function classFile(events, index, label) {
  const all = [...new Map(events.map((event) => [event.id, event])).values()].sort(byTime);
  const seconds = secondsBefore(all);
  const lessons = new Set(index.lessons.map(({ id }) => id));
  const answers = new Map();
  const take = (where, { id, question, hash, options, certainty }) => {
    const key = [where, question, hash].join("|");
    if (options.length > 0 && !answers.has(key)) answers.set(key, { question, hash, where, options, certainty, seconds: seconds.get(id) });
  };
  for (const event of all) {
    const where = event.kind === "answer" && whereOf(event.place, lessons);
    if (where) take(where, event);
  }
  for (const { kind, finished, left, ids, answers: given } of sittingsOf(all)) {
    if (kind === "practice" || !finished || left) continue;
    for (const id of ids) if (given.has(id)) take(kind, given.get(id));
  }
  return {
    format: CLASS_FORMAT,
    version: 1,
    course: { version: index.version, bank: index.bank },
    label,
    answers: [...answers.keys()].sort().map((key) => answers.get(key)),
    minutes: minutesByLesson(all, index),
  };
}

/** Where an answer was given, in a word; null for those that are taken from whole sittings. */
function whereOf(place, lessons) {
  if (place === "") return "lesson";
  if (lessons.has(place)) return "before";
  const kind = place.split("/")[0];
  return ["review", "practice"].includes(kind) ? kind : null;
}

/** Whole seconds since the event before, for each event by its id; null after a long gap or at the beginning. */
function secondsBefore(sorted) {
  return new Map(sorted.map(({ id, at }, number) => {
    const gap = number > 0 ? Date.parse(at) - Date.parse(sorted[number - 1].at) : Infinity;
    return [id, gap <= LONGEST_PAUSE_MS ? Math.round(gap / 1000) : null];
  }));
}

/** Minutes in each lesson that was begun, from the gaps between what was done there, long ones left out. */
function minutesByLesson(sorted, index) {
  const times = new Map(index.lessons.map(({ id }) => [id, []]));
  const lessonOf = new Map([...index.practice.map(({ id, lesson }) => [id, lesson]), ...index.lessons.map(({ id }) => [id, id])]);
  for (const { at, place, question } of sorted) times.get(place === "" ? lessonOf.get(question) : place)?.push(Date.parse(at));
  const begun = [...times].filter(([, own]) => own.length > 0).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(begun.map(([lesson, own]) => {
    const gaps = own.slice(1).map((time, number) => time - own[number]).filter((gap) => gap <= LONGEST_PAUSE_MS);
    return [lesson, Math.round(gaps.reduce((sum, gap) => sum + gap, 0) / 6000) / 10];
  }));
}
