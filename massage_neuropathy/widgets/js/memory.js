/*
 * What a learner is likely to remember, and on which day to ask again. memory.py explains it and computes the same;
 * both are tested on the same cases.
 *
 * The library is ts-fsrs. It is given, not imported: the book loads it only where something is reviewed, and in
 * JupyterLab the kernel computes.
 */
import { byTime } from "./events.js";
import { score } from "./marks.js";

const AGAIN = 1, HARD = 2, GOOD = 3, EASY = 4;
const RECALLED = new Map([["forgot", AGAIN], ["hard", HARD], ["good", GOOD], ["easy", EASY]]);
const DAY_MS = 86_400_000;
const LONGEST_DAYS = 365;
const LAST_DAY = Date.parse("9999-12-31");
const AT_ONCE = 2000;

/** The day (UTC) of a time in ISO 8601, as text. */
export function utcDay(at) {
  return at.slice(0, 10);
}

/** The day some days after a day. */
function dayAfter(day, days) {
  // A damaged clock may say the year 9999.
  return utcDay(new Date(Math.min(Date.parse(day) + days * DAY_MS, LAST_DAY)).toISOString());
}

/** How many days (UTC) lie between two days. */
export function daysBetween(from, to) {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/** What an event counts as; null if it is no review. `practice`: by id, the questions that come back. */
function gradeOf(event, practice) {
  const { kind, question, options, certainty, hash } = event;
  if (kind === "recall") return RECALLED.get(options[0]);
  const asked = practice.get(question);
  if (kind !== "answer" || asked?.hash !== hash) return null;
  const mark = score(asked.type, asked.right, options);
  if (mark < 1) return mark >= 0.5 ? HARD : AGAIN;
  return certainty === "guessing" ? HARD : certainty === "very-sure" ? EASY : GOOD;
}

/** After how many days an item of this stability (days) comes back. */
function intervalDays(stability) {
  return Math.min(LONGEST_DAYS, Math.max(1, Math.floor(stability + 0.5)));
}

/** Turns reviews into memory states: { stability, difficulty, last, due }, the days as text. */
class Remembering {
  constructor(practice, library) {
    this.practice = new Map(practice.map((question) => [question.id, question]));
    this.model = library.fsrs({ learning_steps: [], relearning_steps: [], enable_fuzz: false });
    this.states = new Map();
  }

  /** Take in an event, which must not be older than those before it. */
  take(event) {
    const grade = gradeOf(event, this.practice);
    if (grade === null) return;
    const day = utcDay(event.at);
    const before = this.states.get(event.question) ?? null;
    const elapsed = before ? Math.max(0, daysBetween(before.last, day)) : 0;
    const { stability, difficulty } = this.model.next_state(before, elapsed, grade);
    this.states.set(event.question, { stability, difficulty, last: day, due: dayAfter(day, intervalDays(stability)) });
  }
}

/**
 * Take in all events: afterwards `states` is a map from an item (a question's id, or "card:" and a term's) to its memory
 * state. The events may come in any order, and more than once. `practice` is that of the index.
 */
export async function remember(events, practice, library) {
  const remembering = new Remembering(practice, library);
  const once = [...new Map(events.map((event) => [event.id, event])).values()].sort(byTime);
  for (let start = 0; start < once.length; start += AT_ONCE) {
    // The page stays awake while years of reviews are read.
    if (start > 0) await new Promise((resolve) => { setTimeout(resolve); });
    for (const event of once.slice(start, start + AT_ONCE)) remembering.take(event);
  }
  return remembering;
}

/**
 * What is remembered now, in the book and in JupyterLab alike: { states, after }. `after(event)` resolves once the
 * states hold an event that was just recorded. Rejects with words for the learner.
 */
export async function memoryOf(host, shelf) {
  if (shelf.remembered) return kernelMemory(shelf);
  const [{ practice }, events, library] = await Promise.all([shelf.get("index"), host.all(), shelf.get("fsrs")]);
  const remembering = await remember(events, practice, library);
  return { states: remembering.states, after: async (event) => remembering.take(event) };
}

/** In JupyterLab the kernel computes, from its own record; it has read by then what was sent to it before. */
async function kernelMemory(shelf) {
  const memory = { states: new Map(), after };
  async function after() {
    memory.states = new Map(Object.entries((await shelf.remembered()).states));
  }
  await after();
  return memory;
}

/** The items to be asked again on a day (UTC, as text), those due longest first. */
export function dueItems(states, today) {
  const waiting = [...states].filter(([, { due }]) => due <= today);
  return waiting.sort(([a, one], [b, other]) => (one.due === other.due ? (a < b ? -1 : 1) : one.due < other.due ? -1 : 1)).map(([item]) => item);
}

/** What the review page offers on a day: items that are due and still in the course, those due longest first. */
export function dueForReview(states, index, today) {
  const known = new Set([...index.practice.map(({ id }) => id), ...index.cards.map(({ id }) => `card:${id}`)]);
  return dueItems(states, today).filter((item) => known.has(item));
}

/** The ids of the lessons that a learner has begun: opened, or answered a question of. */
export function lessonsBegun(events, index) {
  const home = new Map(index.practice.map(({ id, lesson }) => [id, lesson]));
  const named = new Set(events.map(({ kind, question }) => (kind === "visit" ? question : home.get(question))));
  return new Set(index.lessons.map(({ id }) => id).filter((id) => named.has(id)));
}
