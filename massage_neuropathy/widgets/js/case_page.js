/* Pages with cases. */
import { fillParts } from "./book_part.js";
import { showCase } from "./case.js";

fillParts("case", showCase);
