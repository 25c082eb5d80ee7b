/* The page with the review. */
import { fillParts } from "./book_part.js";
import { showReview } from "./review.js";

fillParts("review", showReview);
