/* What all parts of a page of the book share: the learner's record. Nothing waits for it. */
import { BrowserHost } from "./browser_host.js";

performance.mark("course:start");
export const host = new BrowserHost();
host.ready.then(() => performance.mark("course:record"));
