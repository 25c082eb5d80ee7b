/* The quizzes of a page of the book. */
import { host } from "./book.js";
import { hydrate } from "./quiz.js";

/** Bring to life those that are there by now and are not alive yet. */
export function hydrateQuizzes() {
  document.querySelectorAll(".mn-quiz").forEach((root, index) => hydrate(root, host, { showsNotices: index === 0 }));
}
