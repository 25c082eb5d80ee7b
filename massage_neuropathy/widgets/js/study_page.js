/* The script of pages that hold something made for one learner; they may hold all that lessons do, too. */
import { startBook } from "./book.js";
import { BookShelf } from "./shelf.js";
import { hydrateStudy } from "./study.js";

const host = startBook();
const shelf = new BookShelf();
for (const root of document.querySelectorAll(".mn-study")) hydrateStudy(root, host, shelf);
