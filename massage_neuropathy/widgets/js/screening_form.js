/* What stands on the screener's form, and the file it can be saved to. Pure functions of data. */
import { plain } from "./plain.js";
import { CATCH_ALL } from "./screening.js";

export const SCREENING_FORMAT = "massage-neuropathy-screening";
const SCREENING_VERSION = 1;
const SAID_WORDS = ["yes", "no", "unknown"];

export function noAnswers() {
  return { conditions: {}, rises: {}, where: {}, anything_else: null };
}

/** What a practice client says: no to every question and line that is not named in the record. */
export function answersOfClient(client, { conditions }) {
  const asked = conditions.filter(({ observed }) => !observed).map(({ id }) => [id, "no"]);
  return {
    conditions: { ...Object.fromEntries(asked), ...client.conditions },
    rises: Object.fromEntries(conditions.filter(({ id }) => client.conditions[id]).map(({ id, rises }) => {
      const lines = Object.fromEntries(rises.map((rise, number) => [number, "no"]));
      return [id, { ...lines, ...client.rises[id] }];
    })),
    where: structuredClone(client.where),
    anything_else: client.anything_else,
  };
}

/** The parts of the form in their order: the groups, what is asked after a session, what the therapist notices. */
export function formParts({ conditions, screening }) {
  const parts = screening.groups.map(({ id, title }) => ({
    id,
    title,
    hint: "",
    conditions: conditions.filter((each) => each.group === id && !each.observed && each.kind !== "after-session"),
  }));
  parts.push({
    id: "after",
    title: "After the last session",
    hint: screening.kinds["after-session"],
    conditions: conditions.filter((each) => each.kind === "after-session" && !each.observed),
  });
  parts.push({
    id: "observed",
    title: "What you notice yourself",
    hint: "Nobody is asked about these. You watch for them, in every session.",
    conditions: conditions.filter(({ observed }) => observed),
  });
  return parts.filter((part) => part.conditions.length > 0);
}

/** Whether all of the words that were typed stand in the question, the name or the search words of an entry. */
export function isFound({ question, name, words }, typed) {
  const text = plain([question, name, ...words].join(" "));
  return plain(typed).split(" ").every((word) => text.includes(word));
}

/**
 * Whether it can change what follows where a client has it: the entry leaves that place out, keeps hands off it, or is
 * about wherever the client has it. Where nothing is massaged anyway, it changes nothing.
 */
export function changesWithPlace({ answer, adaptations, areas, waits_areas: waits }, screening) {
  if (screening.answers.find(({ id }) => id === answer).stops) return false;
  const isOwn = ({ id, leaves_out: out, keeps_off: off }) => adaptations.includes(id) && (off || out === "own" || out === "limb");
  return screening.adaptations.some(isOwn) || [...areas, ...waits].includes("affected_area");
}

/** The areas that a client can name for an entry; none where there is nothing to choose, or it would change nothing. */
export function choicesOfPlaces(condition, screening) {
  if (!changesWithPlace(condition, screening)) return [];
  const { areas } = condition;
  const parts = screening.areas.filter(({ id }) => !["affected_area", "whole_body"].includes(id));
  const own = areas.includes("affected_area") ? parts : parts.filter(({ id }) => areas.includes(id));
  return own.length > 1 ? own : [];
}

/**
 * How many were answered how, of the questions that are asked, the last one among them; `after` of them are asked after
 * a session. `observed` is how many things nobody is asked about, `noticed` how many of those were, or may have been.
 */
export function howMany(answers, { conditions }) {
  const asked = conditions.filter(({ observed }) => !observed);
  const own = conditions.filter(({ observed }) => observed);
  const said = [...asked.map(({ id }) => answers.conditions[id]), answers.anything_else];
  const times = (word) => said.filter((each) => each === word).length;
  return {
    all: said.length,
    after: asked.filter(({ kind }) => kind === "after-session").length,
    observed: own.length,
    yes: times("yes"),
    no: times("no"),
    unknown: times("unknown"),
    open: said.filter((each) => !each).length,
    noticed: own.filter(({ id }) => isSaidToApply(answers.conditions[id])).length,
  };
}

function isSaidToApply(word) {
  return word === "yes" || word === "unknown";
}

/** Whether anything stands on the form. */
export function isBegun(answers) {
  return Object.keys(answers.conditions).length > 0 || answers.anything_else !== null;
}

/** What was said without what goes with entries that no longer apply. */
export function applyingAnswers(answers) {
  const applies = ([id]) => isSaidToApply(answers.conditions[id]);
  const only = (field) => Object.fromEntries(Object.entries(answers[field]).filter(applies));
  return { ...answers, rises: only("rises"), where: only("where") };
}

/** What is saved. Lines are named by their words: numbers would come to mean others when a line is added. */
export function screeningFile({ answers, client }, { conditions }) {
  const applying = applyingAnswers(answers);
  const rises = Object.fromEntries(Object.entries(applying.rises).map(([id, lines]) => {
    const whens = conditions.find((each) => each.id === id).rises;
    return [id, Object.fromEntries(Object.entries(lines).map(([number, word]) => [whens[number].when, word]))];
  }));
  return { format: SCREENING_FORMAT, version: SCREENING_VERSION, client, answers: { ...applying, rises } };
}

/**
 * Read a saved form; returns { answers, client, gone }: `gone` are lines that the course no longer has, as
 * [{ name, when }]. Throws words for the learner: what cannot be read must not pass as a no, so that nothing of such a
 * file is taken.
 */
export function readScreening(text, { conditions, screening }, clients) {
  const refuse = (words) => { throw new Error(words); };
  let data;
  try {
    data = JSON.parse(text);
  } catch {
    refuse("it is not a file that this page has saved");
  }
  if (!isRecord(data) || data.format !== SCREENING_FORMAT) refuse("it is not a file that this page has saved");
  if (data.version !== SCREENING_VERSION) refuse("it was saved by another version of this page");
  const client = data.client ?? null;
  if (client !== null && !clients.some(({ id }) => id === client)) refuse(`there is no practice client ${JSON.stringify(client)}`);
  const { answers } = data;
  if (!isRecord(answers)) refuse("the answers are missing");
  const found = noAnswers();
  for (const field of ["conditions", "rises", "where"]) if (!isRecord(answers[field])) refuse(`the part "${field}" is missing`);
  const entry = (id) => conditions.find((each) => each.id === id) ?? refuse(`this course has no entry "${id}"`);
  const said = (word) => (SAID_WORDS.includes(word) ? word : refuse(`${JSON.stringify(word)} is no answer`));
  for (const [id, word] of Object.entries(answers.conditions)) {
    entry(id);
    found.conditions[id] = said(word);
  }
  const gone = [];
  const applying = (id, more) => {
    const { rises, name } = entry(id);
    if (more && !isSaidToApply(found.conditions[id])) refuse(`something is said of "${name}", which was not answered with yes or don’t know`);
    return { rises, name };
  };
  for (const [id, lines] of Object.entries(answers.rises)) {
    if (!isRecord(lines)) refuse(`a line of "${entry(id).name}" cannot be read`);
    const { rises, name } = applying(id, Object.keys(lines).length > 0);
    for (const [when, word] of Object.entries(lines)) {
      const number = rises.findIndex((rise) => plain(rise.when) === plain(when));
      said(word);
      if (number < 0) gone.push({ name, when });
      else (found.rises[id] ??= {})[number] = word;
    }
  }
  for (const [id, places] of Object.entries(answers.where)) {
    if (!Array.isArray(places)) refuse(`the places of "${entry(id).name}" cannot be read`);
    applying(id, places.length > 0);
    for (const area of places) if (!screening.areas.some((each) => each.id === area)) refuse(`there is no part of the body "${area}"`);
    found.where[id] = [...places];
  }
  const last = answers.anything_else ?? null;
  found.anything_else = last === null ? null : said(last);
  return { answers: found, client, gone };
}

function isRecord(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What is said of lines in a file that the course no longer has. */
export function goneWords(gone) {
  if (gone.length === 0) return "";
  return ` The course no longer asks this, so it was left out: ${gone.map(({ name, when }) => `${name}: ${when}`).join("; ")}.`;
}

/** What was answered with yes or "don't know": [{ id, question, said, isObserved }] in the order of the form. */
export function saidWords(answers, course) {
  const found = formParts(course)
    .flatMap((part) => part.conditions)
    .filter(({ id }) => isSaidToApply(answers.conditions[id]))
    .map(({ id, question, observed }) => ({ id, question, said: answers.conditions[id], isObserved: observed }));
  const last = answers.anything_else;
  if (isSaidToApply(last)) found.push({ id: CATCH_ALL, question: course.screening.catch_all.question, said: last, isObserved: false });
  return found;
}
