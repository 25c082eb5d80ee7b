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

/** Whether all of these words stand in the question or the name of an entry. `words` is what was typed. */
export function isFound({ question, name }, words) {
  const text = plain(`${question} ${name}`);
  return plain(words).split(" ").every((word) => text.includes(word));
}

/** The areas that a client can name for an entry; none where there is nothing to choose. */
export function choicesOfPlaces({ areas }, screening) {
  const parts = screening.areas.filter(({ id }) => !["affected_area", "whole_body"].includes(id));
  const own = areas.includes("affected_area") ? parts : parts.filter(({ id }) => areas.includes(id));
  return own.length > 1 ? own : [];
}

/** How many were answered how, of the questions that are asked, the last one among them. */
export function howMany(answers, { conditions }) {
  const said = conditions.filter(({ observed }) => !observed).map(({ id }) => answers.conditions[id]);
  said.push(answers.anything_else);
  const times = (word) => said.filter((each) => each === word).length;
  return { all: said.length, yes: times("yes"), no: times("no"), unknown: times("unknown"), open: said.filter((each) => !each).length };
}

/** Whether anything stands on the form. */
export function isBegun(answers) {
  return Object.keys(answers.conditions).length > 0 || answers.anything_else !== null;
}

/** What was said without what goes with entries that no longer apply. */
export function applyingAnswers(answers) {
  const applies = ([id]) => ["yes", "unknown"].includes(answers.conditions[id]);
  const only = (field) => Object.fromEntries(Object.entries(answers[field]).filter(applies));
  return { ...answers, rises: only("rises"), where: only("where") };
}

export function screeningFile({ answers, client }) {
  return { format: SCREENING_FORMAT, version: SCREENING_VERSION, client, answers: applyingAnswers(answers) };
}

/**
 * Read a saved form; returns { answers, client }. Throws words for the learner: what cannot be read must not pass as
 * a no, so that nothing of such a file is taken.
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
  for (const [id, lines] of Object.entries(answers.rises)) {
    const { rises, name } = entry(id);
    if (!isRecord(lines)) refuse(`a line of "${name}" cannot be read`);
    for (const [number, word] of Object.entries(lines)) {
      if (!rises.some((rise, n) => String(n) === number)) refuse(`"${name}" has no line ${number}`);
      (found.rises[id] ??= {})[number] = said(word);
    }
  }
  for (const [id, places] of Object.entries(answers.where)) {
    const { name } = entry(id);
    if (!Array.isArray(places)) refuse(`the places of "${name}" cannot be read`);
    for (const area of places) if (!screening.areas.some((each) => each.id === area)) refuse(`there is no part of the body "${area}"`);
    found.where[id] = [...places];
  }
  const last = answers.anything_else ?? null;
  found.anything_else = last === null ? null : said(last);
  return { answers: found, client };
}

function isRecord(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What was answered with yes or "don't know", as [name, said] in the order of the form. */
export function saidWords(answers, course) {
  const found = formParts(course)
    .flatMap((part) => part.conditions)
    .filter(({ id }) => ["yes", "unknown"].includes(answers.conditions[id]))
    .map(({ id, name }) => ({ id, name, said: answers.conditions[id] }));
  const last = answers.anything_else;
  if (last && last !== "no") found.push({ id: CATCH_ALL, name: "Something that has not been talked about", said: last });
  return found;
}
