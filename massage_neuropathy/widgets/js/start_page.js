/* The page with the starting check. */
import { fillParts } from "./book_part.js";
import { showStartingCheck } from "./starting_check.js";

fillParts("start", showStartingCheck);
