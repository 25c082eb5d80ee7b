/* Events, which the learner's record is made of, and files of them. events.py describes both, and is their twin. */

export const COURSE = "massage-neuropathy";
export const FORMAT = `${COURSE}-record`;
export const VERSION = 2;

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

const KINDS = ["answer", "guess", "setting", "begin", "flag", "chance", "finish", "closed", "recall", "visit", "choice"];
const RATINGS = ["forgot", "hard", "good", "easy"];
const AT = /^[1-9]\d{3}-(0[1-9]|1[0-2])-([0-2]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
const LAST_MOMENT = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** Whether something read from outside is an event, by the same rules as `Event` in events.py. */
export function isEvent(value) {
  return (
    value !== null && typeof value === "object" && Object.keys(value).length === 8 &&
    typeof value.id === "string" && /^[!-~]{1,100}$/.test(value.id) && isTime(value.at) && KINDS.includes(value.kind) &&
    isText(value.question, 200) && value.question !== "" && isText(value.place, 200) && isText(value.hash, 64) &&
    Array.isArray(value.options) && value.options.length <= 500 && value.options.every((option) => isText(option, 500)) &&
    (value.certainty === null || (typeof value.certainty === "string" && Object.hasOwn(CERTAINTY, value.certainty))) &&
    fits(value)
  );
}

function isTime(text) {
  if (typeof text !== "string" || text.length !== 24 || !AT.test(text)) return false;
  const day = text.slice(8, 10);
  // There is no 30th of February, but a Date makes it the 2nd of March.
  return day > "00" && (day < "29" || new Date(text).toISOString() === text);
}

/** Characters are counted, not halves of them; a half by itself is no text. */
function isText(text, most) {
  return typeof text === "string" && (text.length <= most || [...text].length <= most) && (!/[\ud800-\udfff]/.test(text) || !/\p{Surrogate}/u.test(text));
}

/** Whether question, place and options are such as the kind asks for. */
function fits({ kind, question, place, options }) {
  if (kind === "answer" || kind === "guess" || kind === "setting") return true;
  const sitting = /^(start|final|practice)\/[0-9a-f]{16}$/.exec(place);
  const own = sitting !== null && question === sitting[1];
  const only = options.length === 1;
  if (kind === "begin") return own && options.length > 0;
  if (kind === "finish") return own && (options.length === 0 || (only && options[0] === "left"));
  if (kind === "closed") return own && options.length === 0;
  if (kind === "flag") return sitting !== null && only && ["yes", "no"].includes(options[0]);
  if (kind === "chance") return sitting !== null && only;
  if (kind === "choice") return /^case\/[0-9a-f]{16}$/.test(place) && /^[a-z0-9-]+\/[a-z0-9-]+(\/([2-9]|[1-9][0-9]+))?$/.test(question) && options.every((option, index) => (index === 0 ? /^[a-z0-9-]+$/ : /^(ask|look):[a-z0-9-]+$/).test(option)) && options.length > 0;
  if (kind === "recall") return question.startsWith("card:") && only && RATINGS.includes(options[0]);
  return only;
}

export function newEvent(kind, question, { place = "", hash = "", options, certainty = null }) {
  const now = new Date();
  return { id: `${now.getTime().toString(36)}-${randomHex()}`, at: now.toISOString(), kind, question, place, hash, options, certainty };
}

/**
 * Hexadecimal digits drawn by chance, two a byte: for an id, the seed of a sitting, a label. Not crypto.randomUUID: it is
 * missing on plain http, and a classroom server may be just that.
 */
export function randomHex(bytes = 8) {
  return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (n) => n.toString(16).padStart(2, "0")).join("");
}

/** The event, a millisecond after the newest one if the clock has gone back: what was answered first stays first. */
export function after(newest, event) {
  if (event.at > newest) return event;
  return { ...event, at: new Date(Math.min(Date.parse(newest) + 1, LAST_MOMENT)).toISOString() };
}

export function byTime(a, b) {
  if (a.at === b.at) return a.id === b.id ? 0 : a.id < b.id ? -1 : 1;
  return a.at < b.at ? -1 : 1;
}

/**
 * For each kind, question, place and hash the first and the last event, oldest first: enough to show a page, and small
 * however often things are answered. The outline of two outlines is that of the two records.
 */
export function outline(events) {
  const ends = new Map();
  for (const event of events) include(ends, event);
  return outlined(ends);
}

/** Let an event count in the ends of an outline: [first, last] by what is alike. */
export function include(ends, event) {
  const { kind, question, place, hash } = event;
  const key = `${kind} ${question.length} ${place.length} ${question}${place}${hash}`;
  const [first, last] = ends.get(key) ?? [event, event];
  ends.set(key, [byTime(event, first) < 0 ? event : first, byTime(event, last) > 0 ? event : last]);
}

export function outlined(ends) {
  return [...new Set([...ends.values()].flat())].sort(byTime);
}

/** What a file holds that keeps these events; the format is described in record.py. */
export function asFile(events) {
  const fields = ["id", "at", "kind", "question", "place", "hash", "options", "certainty"];
  const told = [...events].sort(byTime).map((event) => Object.fromEntries(fields.map((field) => [field, event[field]])));
  return { format: FORMAT, version: VERSION, events: told };
}

/** The events in the text of a file, and how many entries are none. Throws an Error with words for the learner. */
export function readFile(text) {
  let told;
  try {
    told = JSON.parse(text);
  } catch {
    throw new Error("this file is damaged or is no record; choose one that was saved here");
  }
  if (told?.format !== FORMAT || !Array.isArray(told.events) || !(typeof told.version === "number" && told.version >= 1)) throw new Error("this file holds no record of this course; choose one that was saved here");
  if (told.version > VERSION || !Number.isInteger(told.version)) throw new Error("this file comes from a newer version of the course; open it with that version");
  const entries = told.events.filter(isEvent);
  const events = new Map();
  for (const event of entries) if (!events.has(event.id)) events.set(event.id, event);
  return { events: [...events.values()].sort(byTime), unread: told.events.length - entries.length };
}
