/* What a result says, in words, and no more than so few answers can bear. No part of a page is touched here. */
import { count } from "./dom.js";
import { CERTAINTY } from "./events.js";
import { FEWEST_FOR_A_SHARE, FEWEST_TO_TELL, MOST_CHANCES, interval } from "./judge.js";

// Honest reporting pays: "very sure" earns most above 80 right of 100.
export const VERY_SURE_LINE = 0.8;

/** A mark or a sum of marks, to one decimal: more would be false precision. Down, so that what reads 32 is 32. */
export function markWords(mark) {
  return String(Math.floor(mark * 10 + 1e-6) / 10);
}

/** A range of shares, as "65 to 90 in 100". */
export function rangeWords([low, high]) {
  return `${Math.round(100 * low)} to ${Math.round(100 * high)} in 100`;
}

/** A day as people here write it; `at` is the time of an event. */
export function dayWords(at) {
  return new Date(at).toLocaleDateString("en-US", { dateStyle: "long" });
}

/** Author's words without their signs of emphasis, and with the quotation marks of print. */
export function plainWords(text) {
  return text.replaceAll("*", "").replace(/"([^"]*)"/g, "\u201c$1\u201d");
}

/** What the safety bar says: a shape, a headline, and why. Null where there is no bar. */
export function barWords({ bar, unsafe, items }) {
  if (!bar) return null;
  const asked = items.filter(({ safety }) => safety).length;
  const first = unsafeWords(asked, unsafeOrOpen({ unsafe, items }));
  if (bar.state === "met" && unsafe.length === 0) {
    const [low] = interval(asked, asked);
    return {
      shape: "\u2713",
      headline: "Safety bar: met",
      why: `None of your answers to the ${asked} safety questions was unsafe. ${asked} of ${asked} allows a true level of ${Math.round(100 * low)} to 100 in 100, so go on looking and asking, every time.`,
    };
  }
  if (bar.state === "met") {
    return {
      shape: "\u2713",
      headline: `Safety bar: met, with ${count(unsafe.length, "second chance")}`,
      why: `${first}. On ${unsafe.length === 1 ? "a fresh question of the same kind" : "fresh questions of the same kinds"} you chose safely. Read once more what they were about; it is named below.`,
    };
  }
  if (bar.state === "open") {
    return { shape: "\u2026", headline: "Safety bar: not decided yet", why: `${first}. Second chances are waiting.` };
  }
  const why = {
    "too-many": `${first}. Up to ${MOST_CHANCES} can be put right with a second chance; more than that ends the sitting.`,
    "second-choice": `${first}, and an answer on a second chance was unsafe again.`,
    "not-taken": `${first}, and not every second chance was taken.`,
  }[bar.reason];
  return { shape: "\u2717", headline: "Safety bar: not met", why: `${why} This is what practice is for: each one is named below, with the section to read again.` };
}

/** What stands against the safety bar: questions with an unsafe choice, and those that were left open. */
export function unsafeOrOpen({ unsafe, items }) {
  const answered = new Set(items.filter((item) => item.answered).map(({ id }) => id));
  return { chosen: unsafe.filter((id) => answered.has(id)), open: unsafe.filter((id) => !answered.has(id)) };
}

function unsafeWords(asked, { chosen, open }) {
  const were = ({ length }) => `${length === 1 ? "was" : "were"}`;
  const left = `${were(open)} left open, which counts as unsafe`;
  if (chosen.length === 0) return `${open.length} of the ${asked} safety questions ${left}`;
  const rest = open.length > 0 ? `, and ${open.length} ${left}` : "";
  return `${chosen.length} of your answers to the ${asked} safety questions ${were(chosen)} unsafe${rest}`;
}

/** Whether it is a pass: a shape, a headline, and why. */
export function passWords({ passed, bar, stale, total, n, needed }, left = false) {
  const score = `${markWords(total)} of ${n}`;
  if (stale.length > 0) {
    return {
      shape: "\u2026",
      headline: `Score: ${score}`,
      why: `${count(stale.length, "question has", "questions have")} changed since you answered, and ${stale.length === 1 ? "is" : "are"} left out. So nothing is said about a pass.`,
    };
  }
  if (passed) return { shape: "\u2713", headline: `Passed: ${score}`, why: `A pass needs ${needed} and the safety bar.` };
  const headline = `Not passed: ${score}`;
  const early = left ? " You ended this sitting early; what was open counts as no mark." : "";
  if (passed === null || bar?.state === "open") return { shape: "\u2026", headline: `Score: ${score}`, why: `A pass needs ${needed} and the safety bar.${early}` };
  if (total >= needed - 1e-9) return { shape: "\u2717", headline, why: `The score is enough for a pass, which needs ${needed}; the safety bar is not met.` };
  return { shape: "\u2717", headline, why: `A pass needs ${needed}${bar.state === "met" ? "; the safety bar is met" : " and the safety bar"}.${early}` };
}

/** What one score can bear. */
export function scoreWords({ total, n, needed, bar, items }) {
  const answered = items.filter((item) => item.answered).length;
  if (answered === 0) return "There are no answers to read anything into.";
  // An open question earns no mark, but what somebody knows of it was not measured.
  if (answered < n) return `You answered ${answered} of the ${n} questions. On these, ${markWords(total)} of ${answered} allows a true level of ${rangeWords(interval(total, answered))}; of the open ones nothing is known.`;
  const range = interval(total, n);
  const blurred = bar?.state !== "failed" && range[0] < needed / n && needed / n < range[1];
  const near = blurred ? ` ${needed} of ${n} lies within that range: with other questions it could have gone the other way.` : "";
  return `A score of ${markWords(total)} of ${n} allows a true level of ${rangeWords(range)}.${near}`;
}

/** Each group of questions: what was reached on those that were answered, and what that allows. */
export function groupLevels({ items }, index) {
  const rows = new Map(index.slots.map(({ id, row }) => [id, row]));
  return index.groups.map((group) => {
    const own = items.filter(({ slot }) => group.rows.includes(rows.get(slot)));
    const answered = own.filter((item) => item.answered);
    const n = answered.length;
    const sum = answered.reduce((marks, { mark }) => marks + mark, 0);
    const [low, high] = n ? interval(sum, n) : [null, null];
    const reached = n === 0 ? (own.length ? "not answered" : "not asked") : `${markWords(sum)} of ${n}${n < own.length ? " answered" : ""}`;
    return { name: group.name, reached, allows: n ? rangeWords([low, high]) : "", share: n ? sum / n : null, low, high };
  });
}

/** The twelve twins before and after, and what such a change can mean. */
export function twinWords({ n, before, after, difference, clear }) {
  const more = Math.abs(difference);
  const change = difference === 0 ? "no change" : `${more} ${difference > 0 ? "more" : "fewer"}`;
  const meaning = clear
    ? `A change of ${FEWEST_TO_TELL} questions or more is larger than chance alone would often make it.`
    : `A change of fewer than ${FEWEST_TO_TELL} questions is within chance.`;
  const cause = "Some of a change comes from being asked a second time, and without people who took no course for comparison it is no proof that the course caused it.";
  return `Before: ${before} of ${n} right. Now, on twins of these questions: ${after} of ${n}, ${change}. ${meaning} ${cause}`;
}

/** How many very sure answers were wrong before, and how many are now; "" where certainty was not told both times. */
export function sureAndWrongWords({ slots }) {
  const told = slots.filter(({ before, after }) => before.certainty && after.certainty);
  if (told.length === 0) return "";
  const [before, after] = ["before", "after"].map((when) => told.filter((slot) => slot[when].certainty === "very-sure" && slot[when].mark < 1).length);
  return `Very sure and not right, among the ${told.length} where you told how sure you were both times: ${before} before, ${after} now.`;
}

/** How often answers were right at each certainty: `answers` are { certainty, right }. */
export function calibration(answers) {
  const levels = {};
  for (const level of Object.keys(CERTAINTY)) {
    const own = answers.filter(({ certainty }) => certainty === level);
    const right = own.filter((answer) => answer.right).length;
    const [low, high] = own.length ? interval(right, own.length) : [null, null];
    levels[level] = { n: own.length, right, low, high };
  }
  return levels;
}

/** One sentence on the answers at one certainty; under ten it is only a count. */
export function calibrationWords(level, { n, right, low, high }) {
  if (n === 0) return "";
  const were = `${right} ${right === 1 ? "was" : "were"} right`;
  const of = n === 1 ? "1 answer" : `${n} answers`;
  const begin = level === "guessing" ? `Of ${of} you guessed` : `Of ${of} you were ${CERTAINTY[level]} of`;
  if (n < FEWEST_FOR_A_SHARE) return `${begin}, ${were}.`;
  return `${begin}, ${were}; the range this allows runs from about ${Math.round(100 * low)} to ${Math.round(100 * high)} percent.${verdictOn(level, low, high)}`;
}

function verdictOn(level, low, high) {
  if (level === "guessing") return low > 2 / 3 ? " You know more of this than you think." : "";
  if (level === "fairly-sure") return "";
  if (high < VERY_SURE_LINE) return " That is below 80 in 100: you felt surer than your answers bear out. Before you press \u201cvery sure\u201d, look for one reason why you may be wrong.";
  if (low > VERY_SURE_LINE) return " That is above 80 in 100: being very sure was well placed.";
  return " 80 in 100 lies within that range, so this fits; more answers will tell more.";
}

/** The sentences under the picture of certainty, most certain first. */
export function calibrationSentences(levels) {
  const told = Object.keys(CERTAINTY).reverse().map((level) => calibrationWords(level, levels[level])).filter(Boolean);
  const few = Object.values(levels).some(({ n }) => n > 0 && n < FEWEST_FOR_A_SHARE);
  return [
    ...told,
    ...(few ? [`With fewer than ${FEWEST_FOR_A_SHARE} answers at a level, a count is all that can be said.`] : []),
    "Very sure answers should be right more than 80 times in 100.",
  ];
}

/** The marks by certainty, which never count. */
export function certaintyMarksWords({ n, marks }) {
  const rule = "A right answer earns 1, 2 or 3 marks for guessing, fairly sure and very sure; one that is not quite right loses 0, 2 or 6.";
  return `You told how sure you were for ${count(n, "answer")}. By certainty these earn ${markWords(marks).replace("-", "\u2212")} of at most ${3 * n} marks. ${rule} Saying honestly how sure you are earns most. These marks stand beside the score and never count.`;
}
