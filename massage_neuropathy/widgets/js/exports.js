/* Saving what a learner may hand in, each file made only when it is asked for. */
import { CLASS_FORMAT, CLASS_LABEL, classFile, keptLabel, newLabel } from "./class_file.js";
import { count, make, press } from "./dom.js";
import { newEvent } from "./events.js";
import { saveAs } from "./files.js";
import { RESULT_FORMAT, oneLine, resultFile } from "./result_file.js";

/** A button that saves the result of a sitting for an approved provider. `name` is the field with the name. */
export function showResultFile(root, { sitting, result, index, events, name }) {
  const said = make("p", "mn-count");
  said.setAttribute("role", "status");
  const save = press("", "Save the result for a provider", () => {
    if (!oneLine(name.value)) {
      said.textContent = "Write your name first: a provider has to know whose result this is.";
      name.focus();
      return;
    }
    const file = `${RESULT_FORMAT}-${sitting.seed.slice(0, 8)}.json`;
    saveAs(file, resultFile({ name: name.value, sitting, result, index, events }));
    said.textContent = `Saved as ${file}, where your browser puts downloads.`;
  });
  root.append(
    make("p", "", "If an approved provider gives credit for this course, they ask you for this file and judge it again. It holds your name, the questions of this sitting with your answers, certainty and times, how often you had met each question, and the result. It holds a checksum that finds damage and careless edits; it is no signature. Nothing is sent: you hand the file over yourself, or not."),
    make("div", "mn-actions", save),
    said,
  );
}

/** What a learner may hand in to a class without a name. Fills the root. */
export function showClassFile(root, { host, shelf }) {
  const said = make("p", "mn-count");
  said.setAttribute("role", "status");
  const keep = make("input", "");
  Object.assign(keep, { type: "checkbox", autocomplete: "off", checked: keptLabel(host.load().events) !== null });
  keep.addEventListener("change", () => {
    host.record(newEvent("setting", CLASS_LABEL, { options: keep.checked ? [newLabel()] : [] }));
    said.textContent = keep.checked ? "From now on your files carry the same label." : "Every file has a new label again.";
  });
  const save = press("", "Save my answers for a class", async () => {
    said.textContent = "Putting the file together …";
    try {
      const [index, events] = [await shelf.get("index"), await host.all()];
      const label = keptLabel(events) ?? newLabel();
      const data = classFile(events, index, label);
      if (data.answers.length === 0) {
        said.textContent = "There are no answers to hand in yet.";
        return;
      }
      const file = `${CLASS_FORMAT}-${label}.json`;
      saveAs(file, data);
      said.textContent = `Saved as ${file}, where your browser puts downloads: ${count(data.answers.length, "answer")}, no name, no date.`;
    } catch (error) {
      said.textContent = `The file could not be made: ${error.message}.`;
    }
  });
  root.append(
    make("p", "", "A teacher may ask a class for answers without names, to see what the course teaches badly. The file holds your first answers with certainty and seconds, the answers of your starting check and final, and minutes for each lesson, without pauses of more than five minutes. It holds no name and no date, only a label drawn by chance. Nothing is sent: you hand the file over yourself, or not."),
    make("label", "mn-setting", keep, " Keep one label for all my files, so that I am counted once"),
    make("div", "mn-actions", save),
    said,
  );
}
