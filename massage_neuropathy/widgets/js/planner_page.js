/* The page with the planner. */
import { fillParts } from "./book_part.js";
import { showPlanner } from "./planner.js";

fillParts("planner", showPlanner);
