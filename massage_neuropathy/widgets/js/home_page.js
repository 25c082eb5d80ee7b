/* Every page of the book: ticks in the contents. */
import { onStanding } from "./home.js";
import { showTicks } from "./ticks.js";

onStanding(showTicks);
