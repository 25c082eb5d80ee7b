/* The page with the review. */
import { host } from "./book.js";
import { fillParts } from "./book_part.js";
import { showReview } from "./review.js";
import { offerSaving } from "./saving.js";

fillParts("review", showReview);
offerSaving(host);
