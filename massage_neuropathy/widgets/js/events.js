/* Events, which the learner's record is made of, and files of them. record.py describes both. */

export const COURSE = "massage-neuropathy";
export const FORMAT = `${COURSE}-record`;
export const VERSION = 1;

export const CERTAINTY = { "guessing": "guessing", "fairly-sure": "fairly sure", "very-sure": "very sure" };

/**
 * What the events say about one question as it reads now, asked in one place. The first answer counts; the last one
 * is shown. A question that comes back in another lesson is asked afresh there.
 */
export function stateOf(events, question, hash, place = "") {
  const own = events.filter((event) => event.question === question && event.place === place);
  const current = own.filter((event) => event.hash === hash);
  const answers = current.filter((event) => event.kind === "answer");
  return {
    first: answers[0],
    last: answers[answers.length - 1],
    guess: current.find((event) => event.kind === "guess"),
    edited: own.length > 0 && current.length === 0,
  };
}

/** Whether something read from outside is an event, by the same rules as `Event` in record.py. */
export function isEvent(value) {
  const isText = (text, least, most) => typeof text === "string" && text.length >= least && text.length <= most;
  return (
    value !== null && typeof value === "object" &&
    Object.keys(value).sort().join() === "at,certainty,hash,id,kind,options,place,question" &&
    isText(value.id, 1, 100) && isText(value.question, 1, 200) && isText(value.place, 0, 200) && isText(value.hash, 0, 64) &&
    isText(value.at, 24, 24) && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value.at) &&
    ["answer", "guess", "setting"].includes(value.kind) &&
    Array.isArray(value.options) && value.options.every((id) => typeof id === "string") &&
    (value.certainty === null || Object.hasOwn(CERTAINTY, value.certainty))
  );
}

export function newEvent(kind, question, { place = "", hash = "", options, certainty = null }) {
  // Not crypto.randomUUID: it is missing on plain http, and a classroom server may be just that.
  const random = Array.from(crypto.getRandomValues(new Uint8Array(8)), (n) => n.toString(16).padStart(2, "0")).join("");
  const now = new Date();
  return { id: `${now.getTime().toString(36)}-${random}`, at: now.toISOString(), kind, question, place, hash, options, certainty };
}

export function byTime(a, b) {
  if (a.at === b.at) return a.id < b.id ? -1 : 1;
  return a.at < b.at ? -1 : 1;
}

/** The text of a file that holds these events; the format is described in record.py. */
export function asFile(events) {
  const fields = ["id", "at", "kind", "question", "place", "hash", "options", "certainty"];
  const told = [...events].sort(byTime).map((event) => Object.fromEntries(fields.map((field) => [field, event[field]])));
  return `${JSON.stringify({ format: FORMAT, version: VERSION, events: told }, null, 1)}\n`;
}

/** The events in the text of a file, and how many entries are none. Throws an Error with words for the learner. */
export function readFile(text) {
  let told;
  try {
    told = JSON.parse(text);
  } catch {
    throw new Error("this file is damaged or is no record; choose one that was saved here");
  }
  if (told?.format !== FORMAT || !Array.isArray(told.events)) throw new Error("this file holds no record of this course; choose one that was saved here");
  if (told.version !== VERSION) throw new Error("this file comes from another version of the course; open it with that version");
  const events = new Map();
  for (const event of told.events.filter(isEvent)) if (!events.has(event.id)) events.set(event.id, event);
  return { events: [...events.values()], unread: told.events.filter((entry) => !isEvent(entry)).length };
}
