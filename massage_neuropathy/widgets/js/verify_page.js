/* The page on which a digital certificate is checked. */
import { fillParts } from "./book_part.js";
import { showVerify } from "./verify.js";

fillParts("verify", showVerify);
