/* Where marks were lost, seen together with all that was practiced on the same objective. */
import { byTime } from "./events.js";
import { score } from "./marks.js";
import { plainWords, unsafeOrOpen } from "./result_words.js";

/**
 * The objectives in which a result lost marks, those with an unsafe choice first, then the weakest.
 *
 * gap = { objective, lesson, text, unsafe, ids: questions that lost marks, here: { sum, n }, practice: { sum, n },
 * set: practice questions on it }. In practice the first answer to each question counts.
 */
export function gapsOf(result, index, events) {
  const practiced = firstMarks(index.practice, events);
  const order = new Map(index.objectives.map(({ id }, place) => [id, place]));
  const texts = new Map(index.objectives.map((one) => [one.id, one]));
  const gaps = [];
  const { chosen: unsafe } = unsafeOrOpen(result);
  for (const [objective, here] of Object.entries(result.objectives)) {
    const lost = result.items.filter((item) => item.objective === objective && item.mark < 1);
    if (lost.length === 0) continue;
    const set = index.practice.filter((question) => question.objective === objective).map(({ id }) => id);
    const marks = set.filter((id) => practiced.has(id)).map((id) => practiced.get(id));
    gaps.push({
      objective,
      lesson: texts.get(objective).lesson,
      text: plainWords(texts.get(objective).text),
      unsafe: unsafe.some((id) => lost.some((item) => item.id === id)),
      ids: lost.map(({ id }) => id),
      here: { sum: here.sum, n: here.n },
      practice: { sum: marks.reduce((sum, mark) => sum + mark, 0), n: marks.length },
      set,
    });
  }
  const share = ({ here, practice }) => (here.sum + practice.sum) / (here.n + practice.n);
  return gaps.sort((a, b) => b.unsafe - a.unsafe || share(a) - share(b) || order.get(a.objective) - order.get(b.objective));
}

/** The mark of the first answer to each question, as the question reads now. */
function firstMarks(questions, events) {
  const known = new Map(questions.map((question) => [question.id, question]));
  const marks = new Map();
  for (const { kind, question, hash, options } of [...events].sort(byTime)) {
    const asked = known.get(question);
    if (kind === "answer" && asked?.hash === hash && options.length > 0 && !marks.has(question)) marks.set(question, score(asked.type, asked.right, options));
  }
  return marks;
}
