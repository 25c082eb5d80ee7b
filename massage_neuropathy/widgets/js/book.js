/* What every page of the book starts. */
import { BrowserHost } from "./browser_host.js";
import { hydrateComparison } from "./compare.js";
import { hydrateExplorer } from "./explorers.js";
import { startHome } from "./home.js";
import { hydrate } from "./quiz.js";
import { hydrateRecord } from "./record_panel.js";
import { hydrateRegister } from "./register.js";

/** Called by the book's page once the HTML is there; returns the host. Nothing waits for the record. */
export function startBook() {
  performance.mark("course:start");
  const host = new BrowserHost();
  host.ready.then(() => performance.mark("course:record"));
  for (const root of document.querySelectorAll(".mn-register")) hydrateRegister(root);
  for (const root of document.querySelectorAll(".mn-explorer")) hydrateExplorer(root);
  document.querySelectorAll(".mn-quiz").forEach((root, index) => hydrate(root, host, { showsNotices: index === 0 }));
  for (const root of document.querySelectorAll(".mn-compare")) hydrateComparison(root);
  for (const root of document.querySelectorAll(".mn-record")) hydrateRecord(root, host);
  startHome(host);
  return host;
}
