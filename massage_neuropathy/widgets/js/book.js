/* What every page of the book starts. */
import { hydrateExplorer } from "./explorers.js";
import { BrowserHost, storageReady } from "./hosts.js";
import { hydrate } from "./quiz.js";
import { hydrateRecord } from "./record_panel.js";
import { hydrateRegister } from "./register.js";

/** Called by the book's page once the HTML is there; resolves to the host. */
export async function startBook() {
  for (const root of document.querySelectorAll(".mn-register")) hydrateRegister(root);
  for (const root of document.querySelectorAll(".mn-explorer")) hydrateExplorer(root);
  await storageReady();
  const host = new BrowserHost();
  document.querySelectorAll(".mn-quiz").forEach((root, index) => hydrate(root, host, { showsNotices: index === 0 }));
  for (const root of document.querySelectorAll(".mn-record")) hydrateRecord(root, host);
  return host;
}
