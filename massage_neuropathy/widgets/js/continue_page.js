/* The home page: where the learner left off. */
import { host } from "./book.js";
import { known, onStanding } from "./home.js";
import { clearLeftOff, expectLeftOff, showLeftOff } from "./left_off.js";

const place = document.querySelector(".mn-continue");
// A page opened from a file must not touch its storage this early; see storageReady in browser_host.js.
if (location.protocol !== "file:") expectLeftOff(place);
// What was expected may not come: the record is lost or locked, or the lessons are out of reach.
host.ready.then(() => {
  if (host.load().events.length === 0) clearLeftOff(place);
});
known.catch(() => clearLeftOff(place));
onStanding((standing, events) => showLeftOff(place, standing, events));
