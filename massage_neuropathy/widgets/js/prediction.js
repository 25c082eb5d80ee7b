/* The learner's own answer beside that of the screener, by the order of strictness in screening.yml. Pure functions of data. */
import { answerLine, answerWords } from "./outcome_words.js";

/** What can be predicted to wait, with ask-first. Until it is known, it is the whole session that waits. */
export const PREDICTED_WAITS = ["session", "area"];

/**
 * How a prediction, { answer, waits }, stands to a decision: above 0 where the screener is stricter, below 0 where it is
 * milder. Small forms of an answer, such as another day, cannot be predicted by themselves: the answer itself is right.
 */
export function strictnessBeside(predicted, { answer, waits }, screening) {
  const place = (one) => screening.strictness.findIndex((rank) => rank.answer === one.answer && (rank.waits ?? null) === (one.waits ?? null));
  const isSmallForm = answerWords(answer, screening).form_of === predicted.answer;
  const isTheSame = predicted.answer === answer && predicted.waits === (waits === "known" ? "session" : waits);
  return isSmallForm || isTheSame ? 0 : place(predicted) - place({ answer, waits });
}

/** How a prediction compares with the answer. */
export function comparedWords(predicted, decision, screening) {
  const difference = strictnessBeside(predicted, decision, screening);
  const found = answerWords(decision.answer, screening);
  const isSmall = found.form_of === predicted.answer;
  const same = isSmall ? `The screener says the same, in its small form “${found.say}”.` : "The screener says the same.";
  const verdict = difference === 0 ? same : `The screener is ${difference > 0 ? "stricter" : "milder"}: ${answerLine(decision, screening)}.`;
  return { isSame: difference === 0, words: `You said: ${answerLine(predicted, screening)}. ${verdict}` };
}
