/* The page with the screener. */
import { fillParts } from "./book_part.js";
import { showScreener } from "./screener.js";

fillParts("screener", showScreener);
