/* The page with the final self-assessment. */
import { fillParts } from "./book_part.js";
import { showFinal } from "./final.js";

fillParts("final", showFinal);
