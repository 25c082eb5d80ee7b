/* Stands inside a page, behind its first quiz, which answers while the rest of the page is still on its way. */
import { hydrateQuizzes } from "./quizzes.js";

hydrateQuizzes();
