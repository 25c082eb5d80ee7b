/*
 * Three from before: which questions of earlier lessons a lesson asks this learner again. three_before.py explains the
 * rule and does the same in JupyterLab; both are tested on the same cases.
 */
import { byTime } from "./events.js";
import { score } from "./marks.js";

const HOW_MANY = 3;

/**
 * The ids of the questions to ask in a lesson. `authored`: those the author chose. `lessons`: of the shelf, in the order
 * of the course. `events`: the record, or its outline, in any order.
 */
export function threeBefore(lesson, authored, lessons, events) {
  const here = Math.max(0, lessons.findIndex(({ id }) => id === lesson));
  const questions = new Map(lessons.slice(0, here).flatMap(({ id, questions: own }) => own.map((one) => [one.id, { ...one, lesson: id }])));
  const answers = events.filter(({ kind, question, options }) => kind === "answer" && questions.has(question) && options.length > 0).sort(byTime);
  const chosen = [...new Set(answers.filter(({ place }) => place === lesson).map(({ question }) => question))].slice(0, HOW_MANY);
  const last = new Map();
  for (const event of answers) {
    if (event.place !== lesson && event.hash === questions.get(event.question).hash) last.set(event.question, event);
  }
  const isRight = ({ question, options }) => score(questions.get(question).type, questions.get(question).right, options) === 1;
  const waiting = [...last.values()].filter(({ question }) => !chosen.includes(question)).sort((a, b) => isRight(a) - isRight(b) || byTime(a, b)).map(({ question }) => question);
  while (waiting.length > 0 && chosen.length < HOW_MANY) {
    const met = chosen.map((id) => questions.get(id).lesson);
    const fresh = waiting.findIndex((id) => !met.includes(questions.get(id).lesson));
    chosen.push(...waiting.splice(Math.max(0, fresh), 1));
  }
  chosen.push(...authored.filter((id) => !chosen.includes(id)).slice(0, HOW_MANY - chosen.length));
  if (chosen.length === authored.length && authored.every((id) => chosen.includes(id))) return [...authored];
  const order = [...questions.keys()];
  const rank = (id) => (questions.has(id) ? order.indexOf(id) : order.length);
  return chosen.sort((a, b) => rank(a) - rank(b));
}
