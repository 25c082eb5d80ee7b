/* The home page: where the learner left off. */
import { onStanding } from "./home.js";
import { expectLeftOff, showLeftOff } from "./left_off.js";

const place = document.querySelector(".mn-continue");
// A page opened from a file must not touch its storage this early; see storageReady in browser_host.js.
if (location.protocol !== "file:") expectLeftOff(place);
onStanding((standing, events) => showLeftOff(place, standing, events));
