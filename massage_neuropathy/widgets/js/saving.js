/* Saving the record to a file, which another browser, or another page, can add. */
import { make, press } from "./dom.js";
import { FORMAT, asFile } from "./events.js";
import { saveAs } from "./files.js";

/** Save the record; resolves to what there is to say of it. */
export async function saveRecord(host) {
  try {
    const events = await host.all();
    if (events.length === 0) return "There is nothing to save yet.";
    const name = `${FORMAT}.json`;
    saveAs(name, asFile(events));
    return `Saved as ${name}, where your browser puts downloads. The file holds your answers, and no name.`;
  } catch (error) {
    return `Nothing was saved: ${error.message}.`;
  }
}

/** Offer it where no other page may know the answers, since this one was opened from a file; unless the page does so itself. */
export function offerSaving(host) {
  if (!host.load().isApart || document.querySelector(".mn-record")) return;
  const said = make("p", "mn-count");
  said.setAttribute("role", "status");
  const save = press("mn-save", "Save the answers of this page to a file", async () => { said.textContent = await saveRecord(host); });
  document.querySelector("[data-mn]").before(make("div", "mn-record", save, said));
}
