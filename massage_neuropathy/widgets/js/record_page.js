/* Pages that show what is kept of the learner. */
import { host } from "./book.js";
import { hydrateRecord } from "./record_panel.js";
import { forgetVisits } from "./visits.js";

forgetVisits(host);
for (const root of document.querySelectorAll(".mn-record")) hydrateRecord(root, host);
