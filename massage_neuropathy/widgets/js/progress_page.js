/* The page with the learner's progress. */
import { fillParts } from "./book_part.js";
import { showProgress } from "./progress.js";

fillParts("progress", showProgress);
