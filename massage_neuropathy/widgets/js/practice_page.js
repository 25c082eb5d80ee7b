/* The page with practice. */
import { host } from "./book.js";
import { fillParts } from "./book_part.js";
import { showPractice } from "./practice.js";
import { offerSaving } from "./saving.js";

fillParts("practice", showPractice);
offerSaving(host);
