/* Where a learner stands, worked out from the record: what is answered of each lesson, and the best next step. */
import { score } from "./marks.js";

/**
 * What is answered of each lesson, in the order of the course. `lessons`: each with its `questions` ({ id, hash, type,
 * right }) and `enough`, how many answered ones make it done (null: all). `events`: the record or its outline, oldest
 * first.
 *
 * Each: { id, asked, answered, tried, right, state: "open" | "begun" | "done", newest, seen }. A question is answered by
 * an answer or a guess to what it says now, in its lesson. `right` of `tried` first answers were right; guesses are kept
 * apart from them, since they come before the reading. When something was last answered there is `newest`, and when the
 * page was last read or worked on `seen`; "" for never.
 */
export function standingOf(lessons, events) {
  const home = new Map(lessons.flatMap(({ id, questions }) => questions.map((question) => [question.id, { lesson: id, question }])));
  const found = new Map(lessons.map(({ id }) => [id, { answered: new Set(), first: new Map(), newest: "", seen: "" }]));
  for (const { kind, question, place, hash, options, at } of events) {
    if (kind === "visit" && found.has(question)) found.get(question).seen = at;
    if (!["answer", "guess"].includes(kind) || place !== "" || home.get(question)?.question.hash !== hash) continue;
    const lesson = found.get(home.get(question).lesson);
    lesson.answered.add(question);
    lesson.newest = lesson.seen = at;
    if (kind === "answer" && !lesson.first.has(question)) lesson.first.set(question, options);
  }
  return lessons.map(({ id, questions, enough }) => {
    const { answered, first, newest, seen } = found.get(id);
    const right = [...first].filter(([question, options]) => fullyRight(home.get(question).question, options)).length;
    const state = answered.size === 0 ? "open" : answered.size < (enough ?? questions.length) ? "begun" : "done";
    return { id, asked: questions.length, answered: answered.size, tried: first.size, right, state, newest, seen };
  });
}

/**
 * The best next step: { kind, ... }. The first rule that fits decides:
 *   1. sitting    a sitting is open: go on with it
 *   2. start      no lesson is begun: the short safety route; after a final with gaps, the first gap (again)
 *   3. finish     the lesson that was last worked on is not done
 *   4. review     something is due for review
 *   5. lesson     a lesson is open: the next after the one last worked on, else the first
 *   6. again      the last final has shown a gap, and its lesson was not opened since: read it again
 *   7. rest       a lesson was left half-way: finish it
 *   8. final      no final is passed: sit one, as soon as it is open
 *   9. done       nothing is left: come back for reviews
 * `lessons`: of standingOf. `sitting`: of sittingToGoOn. `due`: how many are due; null if not known. `gaps`: of
 * gapsLeft. `passed`: whether a final is passed; null before the first. `opens`: when the next may begin; null: now.
 */
export function nextStep({ lessons, sitting = null, due = null, gaps = [], passed = null, opens = null }) {
  if (sitting) return { kind: "sitting", sitting };
  const worked = lessons.filter(({ newest }) => newest);
  if (worked.length === 0) return gaps.length > 0 ? { kind: "again", ...gaps[0] } : { kind: "start" };
  const last = worked.reduce((one, other) => (other.newest > one.newest ? other : one));
  if (last.state === "begun") return { kind: "finish", lesson: last.id, left: last };
  if (due > 0) return { kind: "review", due };
  const open = lessons.filter(({ state }) => state === "open");
  const after = open.find((lesson) => lessons.indexOf(lesson) > lessons.indexOf(last));
  if (open.length > 0) return { kind: "lesson", lesson: (after ?? open[0]).id };
  if (gaps.length > 0) return { kind: "again", ...gaps[0] };
  const half = lessons.find(({ state }) => state === "begun");
  if (half) return { kind: "rest", lesson: half.id, left: half };
  if (!passed) return { kind: "final", opens, first: passed === null };
  return { kind: "done" };
}

/**
 * The sitting to go on with, or null: the newest final that is not over, or starting check that is not handed in. Whoever
 * has gone on to the lessons is done with the starting check. `sittings`: of sittingsOf.
 */
export function sittingToGoOn(sittings, lessons) {
  const newest = lessons.map((lesson) => lesson.newest).sort().pop() ?? "";
  const isOpen = ({ kind, begun, finished, closed }) => (kind === "final" ? !closed : kind === "start" && !finished && newest < begun);
  return sittings.filter(isOpen).pop() ?? null;
}

/** Of the gaps that a final has shown (see gaps.js) those whose lesson was not opened since. */
export function gapsLeft(gaps, lessons, since) {
  const seen = new Map(lessons.map((lesson) => [lesson.id, lesson.seen]));
  return gaps.filter(({ lesson }) => seen.get(lesson) <= since);
}

/** First tries at the questions of each objective: a map from its id to { right, tried }. Arguments as for standingOf. */
export function objectivesOf(questions, events) {
  const known = new Map(questions.map((question) => [question.id, question]));
  const found = new Map(questions.map(({ objective }) => [objective, { right: 0, tried: 0 }]));
  const met = new Set();
  for (const { kind, question, place, hash, options } of events) {
    const asked = known.get(question);
    if (kind !== "answer" || place !== "" || asked?.hash !== hash || met.has(question)) continue;
    met.add(question);
    found.get(asked.objective).tried += 1;
    if (fullyRight(asked, options)) found.get(asked.objective).right += 1;
  }
  return found;
}

function fullyRight({ type, right }, options) {
  return score(type, right, options) === 1;
}
