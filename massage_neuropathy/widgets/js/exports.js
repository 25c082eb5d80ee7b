/* Files that a learner may hand in, each made only when asked for: a result for a provider, answers for a class. */
import { mix } from "./chance.js";
import { count, make, press } from "./dom.js";
import { finalForm } from "./draw.js";
import { byTime, newEvent } from "./events.js";
import { seenIn, sittingsOf } from "./sitting.js";

export const RESULT_FORMAT = "massage-neuropathy-result";
export const CLASS_FORMAT = "massage-neuropathy-class";

// Longer gaps between two events are taken as time away.
const LONGEST_PAUSE_MS = 5 * 60_000;
const CLASS_LABEL = "class-label";

// ------------------------------------------------------------------------------------ the result file

/** JSON with its keys in order and without spaces: the same text for the same data, in Python too. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
}

/** 32 hexadecimal digits that find accidents and careless edits. They are no signature. */
export function checksum({ checksum: _, ...data }) {
  const text = canonical(data);
  return [0, 1, 2, 3].map((part) => mix(`${part}|${text}`).toString(16).padStart(8, "0")).join("");
}

/** All that a provider needs to judge this sitting again. `events` are all of the record. */
export function resultFile({ name, sitting, result, index, events }) {
  const before = sittingsOf(events).filter(({ begun }) => begun < sitting.begun);
  const reserved = new Set(index.reserved.map(({ id }) => id));
  const seen = [...seenIn(before)].filter(([id, times]) => reserved.has(id) && times > 0);
  const own = new Map(events.filter(({ place }) => place === sitting.place).map((event) => [event.id, event]));
  const data = {
    format: RESULT_FORMAT,
    version: 1,
    course: { version: sitting.version, bank: sitting.bank },
    name: oneLine(name),
    seen: Object.fromEntries(seen.sort(([a], [b]) => (a < b ? -1 : 1))),
    form: finalForm(index, before),
    events: [...own.values()].sort(byTime),
    result: {
      total: toFour(result.total),
      passed: result.passed,
      bar: result.bar.state,
      unsafe: result.unsafe,
      groups: Object.fromEntries(result.groups.map(({ id, n, sum }) => [id, { n, sum: toFour(sum) }])),
    },
  };
  return { ...data, checksum: checksum(data) };
}

/** What somebody typed as a name, on one line and without stray spaces. */
export function oneLine(text) {
  return Array.from(text.replace(/\p{Surrogate}/gu, "").replace(/\s+/g, " ").trim()).slice(0, 100).join("");
}

/** Four decimals, so that thirds are written alike everywhere. */
function toFour(number) {
  return Math.round(number * 10_000) / 10_000;
}

// ------------------------------------------------------------------------------------- the class file

/** Eight hexadecimal digits that name nobody. */
export function newLabel() {
  return Array.from(crypto.getRandomValues(new Uint8Array(4)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The label this learner wants to keep, or null. */
export function keptLabel(events) {
  const settings = events.filter(({ kind, question }) => kind === "setting" && question === CLASS_LABEL).sort(byTime);
  return settings.pop()?.options[0] ?? null;
}

/**
 * Answers, certainty and time: no name, no date. Everywhere but in sittings the first answer to a question counts; in
 * the starting check and the final the one that was handed in, the first time the question was met. Second chances
 * are left out, since they follow an explanation.
 */
export function classFile(events, index, label) {
  const all = [...new Map(events.map((event) => [event.id, event])).values()].sort(byTime);
  const seconds = secondsBefore(all);
  const lessons = new Set(index.lessons.map(({ id }) => id));
  const answers = new Map();
  const take = (where, { id, question, hash, options, certainty }) => {
    const key = [where, question, hash].join("|");
    if (options.length > 0 && !answers.has(key)) answers.set(key, { question, hash, where, options, certainty, seconds: seconds.get(id) });
  };
  for (const event of all) {
    const where = event.kind === "answer" && whereOf(event.place, lessons);
    if (where) take(where, event);
  }
  for (const { kind, finished, ids, answers: given } of sittingsOf(all)) {
    if (kind === "practice" || !finished) continue;
    for (const id of ids) if (given.has(id)) take(kind, given.get(id));
  }
  return {
    format: CLASS_FORMAT,
    version: 1,
    course: { version: index.version, bank: index.bank },
    label,
    answers: [...answers.keys()].sort().map((key) => answers.get(key)),
    minutes: minutesByLesson(all, index),
  };
}

/** Where an answer was given, in a word; null for those that are taken from whole sittings. */
function whereOf(place, lessons) {
  if (place === "") return "lesson";
  if (lessons.has(place)) return "before";
  const kind = place.split("/")[0];
  return ["review", "practice"].includes(kind) ? kind : null;
}

/** Whole seconds since the event before, for each event by its id; null after a long gap or at the beginning. */
function secondsBefore(sorted) {
  return new Map(sorted.map(({ id, at }, number) => {
    const gap = number > 0 ? Date.parse(at) - Date.parse(sorted[number - 1].at) : Infinity;
    return [id, gap <= LONGEST_PAUSE_MS ? Math.round(gap / 1000) : null];
  }));
}

/** Minutes in each lesson that was begun, from the gaps between what was done there, long ones left out. */
export function minutesByLesson(sorted, index) {
  const times = new Map(index.lessons.map(({ id }) => [id, []]));
  const lessonOf = new Map([...index.practice.map(({ id, lesson }) => [id, lesson]), ...index.lessons.map(({ id }) => [id, id])]);
  for (const { at, place, question } of sorted) times.get(place === "" ? lessonOf.get(question) : place)?.push(Date.parse(at));
  const begun = [...times].filter(([, own]) => own.length > 0).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(begun.map(([lesson, own]) => {
    const gaps = own.slice(1).map((time, number) => time - own[number]).filter((gap) => gap <= LONGEST_PAUSE_MS);
    return [lesson, Math.round(gaps.reduce((sum, gap) => sum + gap, 0) / 6000) / 10];
  }));
}

// ------------------------------------------------------------------------------------------ on the page

/** Hand a file over to the browser's downloads. */
export function saveAs(name, data) {
  const link = make("a", "");
  link.href = URL.createObjectURL(new Blob([`${JSON.stringify(data, null, 1)}\n`], { type: "application/json" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

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
