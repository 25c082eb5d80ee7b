/* Pages with cases. */
import { host } from "./book.js";
import { fillParts } from "./book_part.js";
import { showCase } from "./case.js";
import { offerSaving } from "./saving.js";

fillParts("case", showCase);
offerSaving(host);
