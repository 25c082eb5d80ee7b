/* Pages with questions of a lesson. The first of these may be alive already; see answer_page.js. */
import { askThree } from "./ask_three.js";
import { host } from "./book.js";
import { shelf } from "./book_shelf.js";
import { known } from "./home.js";
import { hydrateQuizzes } from "./quizzes.js";
import { offerSaving } from "./saving.js";
import { keepVisits } from "./visits.js";

hydrateQuizzes();
keepVisits(host);
offerSaving(host);
// Where it fails the author's three stay.
known.then(({ lessons, isBack }) => isBack && askThree(host, shelf, lessons)).catch(() => {});
