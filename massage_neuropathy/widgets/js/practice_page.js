/* The page with practice. */
import { fillParts } from "./book_part.js";
import { showPractice } from "./practice.js";

fillParts("practice", showPractice);
