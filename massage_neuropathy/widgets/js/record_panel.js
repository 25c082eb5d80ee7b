/* The record as a whole: to look at, to save, to add to, to delete. */
import { count, make, press } from "./dom.js";
import { readFile } from "./events.js";
import { saveRecord } from "./saving.js";

/** What is kept of the learner: how much, and buttons to save it to a file, to add one, and to delete it. */
export function hydrateRecord(root, host) {
  if ("live" in root.dataset) return;
  root.dataset.live = "";
  const held = root.querySelector(".mn-held");
  const said = make("p", "mn-count");
  said.setAttribute("role", "status");
  const file = make("input", "");
  Object.assign(file, { type: "file", accept: ".json,application/json" });
  // One thing after the other: a file is not added while a deletion is under way.
  let turn = Promise.resolve();
  const inTurn = (act) => () => { turn = turn.then(act, act); };
  const remove = press("mn-delete", "Delete everything", inTurn(ask));
  const undo = press("", "Undo deletion", inTurn(bringBack));
  undo.hidden = true;
  const bar = make("div", "mn-actions", press("mn-save", "Save to a file", inTurn(async () => { said.textContent = await saveRecord(host); })), make("label", "mn-file", "Add from a file ", file), remove, undo);
  root.append(bar, said);
  // What was deleted, until this page is left. Whatever else is pressed here, it can come back.
  let deleted = [];

  const update = () => {
    const { summary, notice } = host.load();
    const day = (at) => new Date(at).toLocaleDateString("en-US", { dateStyle: "long" });
    const words = summary.answers === 0 ? "No answers are kept yet." : `Answers to ${count(summary.questions, "question")}, ${span(day(summary.since), day(summary.until))}.`;
    held.textContent = [words, notice].filter(Boolean).join(" ");
  };

  const span = (since, until) => (since === until ? `on ${since}` : `from ${since} to ${until}`);

  file.addEventListener("change", inTurn(async () => {
    if (!file.files[0]) return;
    let failed = "Nothing was added";
    try {
      const { events, unread } = readFile(await file.files[0].text());
      const known = new Set((await host.all()).map(({ id }) => id));
      const added = events.filter(({ id }) => !known.has(id)).length;
      failed = "What was added may be lost";
      await host.add(events);
      const { unkept } = host.load();
      const lost = events.filter(({ id }) => unkept.has(id)).length;
      const rest = unread ? ` ${count(unread, "entry", "entries")} could not be read and ${unread === 1 ? "was" : "were"} left out.` : "";
      const short = lost ? ` ${count(lost, "entry", "entries")} could not be kept: ${lost === 1 ? "it lasts" : "they last"} until you leave this page. Keep the file.` : "";
      said.textContent = `${count(added, "entry", "entries")} added; ${events.length - added} ${events.length - added === 1 ? "was" : "were"} here already.${rest}${short}`;
    } catch (error) {
      said.textContent = `${failed}: ${error.message}.`;
    }
    file.value = "";
  }));

  async function ask() {
    try {
      await host.latest();
    } catch (error) {
      said.textContent = `Nothing can be deleted now: ${error.message}.`;
      return;
    }
    const yes = press("mn-delete", "Delete", inTurn(erase));
    const no = press("", "Keep everything", () => {
      said.textContent = "Nothing was deleted.";
      remove.focus();
    });
    const { summary, aside } = host.load();
    const files = aside ? ` Files that could not be read and were set aside are deleted, too (${aside}); they cannot be brought back.` : "";
    said.replaceChildren(`Delete everything that is kept here (${count(summary.entries, "entry", "entries")})?${files} `, yes, " ", no);
    no.focus();
  }

  async function erase() {
    said.textContent = "Deleting …";
    remove.focus();
    try {
      const { events, undo: back } = await host.deleteAll();
      deleted.push(back);
      undo.hidden = false;
      undo.focus();
      const left = host.load().summary.entries;
      said.textContent = left ? `Not everything could be deleted: ${count(left, "entry", "entries")} left.` : `${count(events.length, "entry", "entries")} deleted. Until you leave this page you can undo that.`;
    } catch (error) {
      said.textContent = `This was not deleted: ${error.message}.`;
    }
  }

  async function bringBack() {
    try {
      for (const back of deleted) await back();
      deleted = [];
      remove.focus();
      undo.hidden = true;
      said.textContent = host.load().unkept.size > 0 ? "Everything is back, but it could not be kept: it lasts until you leave this page. Save it to a file." : "Everything is back.";
    } catch (error) {
      said.textContent = `It is not back yet: ${error.message}.`;
    }
  }

  // In JupyterLab other notebooks add answers, too; whoever comes here sees them counted.
  for (const arrival of ["pointerenter", "focusin"]) root.addEventListener(arrival, () => host.latest().catch(() => {}));
  const start = () => {
    host.onChange(update);
    update();
  };
  host.ready.then(start);
}
