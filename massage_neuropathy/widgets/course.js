/*
 * Brings the course's HTML to life wherever it stands.
 *
 * In JupyterLab this file is the front end of the widgets (an ES module, loaded by anywidget, which calls `render`).
 * In the book the build takes the word "export" away and calls `startBook`, because pages opened from a file may
 * not load modules. So: no imports here, and every export on a line that begins with "export".
 *
 * Behaviors never know where they run. They talk to a host:
 *   load()          -> { events, notice, unkept }   the learner's record so far, what the learner must know about
 *                      it, and by id of the event, why an answer is not being kept
 *   record(event)      adds one event; the shape of events is described in record.py
 *   add(events)        adds those that are not there yet
 *   latest()           resolves once load() holds all that is kept, also what other pages have added since; rejects with
 *                      words for the learner where that cannot be known
 *   deleteAll()        deletes everything; resolves to { events, undo }: what it was, and a function that brings it back
 *   onChange(call)     calls back when the record has changed, here or elsewhere
 */

const COURSE = "massage-neuropathy";
const FORMAT = `${COURSE}-record`;
const VERSION = 1;

// A guess comes before reading a lesson, a prediction before moving an explorer.
const GUESS = {
  noun: "guess",
  enough: "A guess is fine.",
  next: "Read on; it comes back at the end of this lesson, beside the answer.",
  when: "at the start of this lesson",
};
const PREDICTION = {
  noun: "prediction",
  enough: "A hunch is fine.",
  next: "Now move it and see. Your prediction comes back below, beside what happens.",
  when: "before moving it",
};

const CERTAINTY = { "guessing": "guessing", "fairly-sure": "fairly sure", "very-sure": "very sure" };

const PAGES_APART = "This browser keeps the answers of each page opened from a file apart: those you give here stay with this page.";
const KERNEL_SILENT = "the kernel does not answer. Choose Run, then Run All Cells";
const STORAGE_FAILS = "Your progress is not being kept: this browser's storage is blocked or full. The questions still work.";

// A kernel that is there takes an answer in a moment; one that works on something long may take a while.
const KERNEL_ANSWERS_WITHIN_MS = 4000;

/* ---------------------------------------------------------------- marks and state */

/**
 * The mark for one answer, from 0 to 1. The rules are those of scoring.py; both are tested on the same cases.
 *
 * `right` and `chosen` hold ids of options; for matching "item:choice"; for ordering ids of steps in their order; for
 * numeric the smallest and the largest number that is right, and the number given.
 */
export function score(type, right, chosen) {
  const hits = new Set(chosen.filter((id) => right.includes(id))).size;
  const misses = new Set(chosen.filter((id) => !right.includes(id))).size;
  if (type === "single") return chosen.length === 1 && hits === 1 ? 1 : 0;
  if (type === "matching") return hits / right.length;
  if (type === "ordering") return sameOrder(chosen, right) ? 1 : neighborsSwapped(chosen, right) ? 0.5 : 0;
  if (type === "numeric") return chosen.length === 1 && within(chosen[0], ...right) ? 1 : 0;
  return Math.max(0, (hits - misses) / right.length);
}

function sameOrder(one, other) {
  return one.length === other.length && one.every((id, index) => id === other[index]);
}

function neighborsSwapped(chosen, right) {
  return right.slice(1).some((_, i) => sameOrder(chosen, [...right.slice(0, i), right[i + 1], right[i], ...right.slice(i + 2)]));
}

/** Whether a number, kept as text, lies between two others, both ends included. */
function within(text, low, high) {
  return /^-?\d+(\.\d+)?$/.test(text) && Number(low) <= Number(text) && Number(text) <= Number(high);
}

/**
 * The number that somebody typed, as text with a point and without spaces; null if it is none.
 *
 * "1,500" is fifteen hundred, as everywhere in the course; any other comma is a decimal point, as in much of the world.
 */
export function readNumber(typed, unit = "") {
  let text = typed.trim().replace(/[\u2212\u2013]/g, "-");
  if (unit && text.toLowerCase().endsWith(unit.toLowerCase())) text = text.slice(0, -unit.length);
  text = text.replace(/[\s%]/g, "").replace(/^\+/, "");
  if (/^-?[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/.test(text)) text = text.replaceAll(",", "");
  const [, sign, whole, decimals] = /^(-?)(\d*)(?:[.,](\d+))?$/.exec(text) ?? [];
  if (!whole && !decimals) return null;
  const [before, after] = [whole.replace(/^0+(?=\d)/, "") || "0", (decimals ?? "").replace(/0+$/, "")];
  return sign + before + (after ? `.${after}` : "");
}

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

function newEvent(kind, question, { place = "", hash = "", options, certainty = null }) {
  // Not crypto.randomUUID: it is missing on plain http, and a classroom server may be just that.
  const random = Array.from(crypto.getRandomValues(new Uint8Array(8)), (n) => n.toString(16).padStart(2, "0")).join("");
  const now = new Date();
  return { id: `${now.getTime().toString(36)}-${random}`, at: now.toISOString(), kind, question, place, hash, options, certainty };
}

function byTime(a, b) {
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

/* ---------------------------------------------------------------- hosts */

/**
 * Keeps the record in this browser.
 *
 * Each event has a key of its own, "massage-neuropathy/1/<event id>": two open tabs can then never overwrite each
 * other's answers, which they could with one shared value. The course's name is in the key because browsers may
 * share one store among all pages opened from files.
 * Storage may be full, blocked or hold something foreign. The questions must still work: nothing here throws.
 */
export class BrowserHost {
  constructor() {
    this.prefix = `${COURSE}/${VERSION}/`;
    this.events = new Map();
    this.unkept = new Map();
    this.notices = new Set();
    this.listeners = [];
    this.read();
    if (location.protocol === "file:" && navigator.userAgent.includes("Firefox")) {
      this.notices.add(PAGES_APART);
    }
    addEventListener("storage", (event) => {
      if (event.key === null) {
        // Everything was deleted in another tab, so nothing is left to be kept either.
        this.events.clear();
        this.unkept.clear();
      }
      if (event.key?.startsWith(this.prefix) && event.newValue === null) this.events.delete(event.key.slice(this.prefix.length));
      if (event.key === null || event.key.startsWith(this.prefix)) {
        this.read();
        this.tell();
      }
    });
  }

  load() {
    return { events: [...this.events.values()].sort(byTime), notice: [...this.notices].join(" "), unkept: this.unkept };
  }

  record(event) {
    this.add([event]);
  }

  add(events) {
    for (const event of events.filter(({ id }) => !this.events.has(id))) {
      this.events.set(event.id, event);
      this.unkept.set(event.id, "this browser's storage is blocked or full. It lasts until you leave this page.");
    }
    // What could not be stored before is tried again together with what is new.
    for (const id of [...this.unkept.keys()]) {
      try {
        localStorage.setItem(this.prefix + id, JSON.stringify(this.events.get(id)));
        this.unkept.delete(id);
      } catch {
        // Told beside the answer, and at the top of the page.
        this.notices.add(STORAGE_FAILS);
      }
    }
    if (this.unkept.size === 0) this.notices.delete(STORAGE_FAILS);
    this.tell();
  }

  async latest() {
    this.read();
    this.tell();
  }

  async deleteAll() {
    this.read();
    const { events } = this.load();
    // What could not be read comes back as it was.
    const unread = new Map();
    try {
      const keys = Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index));
      for (const key of keys.filter((name) => name?.startsWith(this.prefix) || name?.startsWith(`${COURSE}-set-aside/`))) {
        if (!this.events.has(key.slice(this.prefix.length))) unread.set(key, localStorage.getItem(key));
        localStorage.removeItem(key);
      }
      for (const notice of this.notices) if (notice !== PAGES_APART) this.notices.delete(notice);
    } catch {
      this.notices.add(STORAGE_FAILS);
    }
    this.events.clear();
    this.unkept.clear();
    this.tell();
    return { events, undo: () => this.bringBack(events, unread) };
  }

  bringBack(events, unread) {
    try {
      for (const [key, text] of unread) if (text !== null) localStorage.setItem(key, text);
    } catch {
      this.notices.add(STORAGE_FAILS);
    }
    this.add(events);
  }

  onChange(call) {
    this.listeners.push(call);
  }

  tell() {
    for (const call of this.listeners) call();
  }

  read() {
    let keys = [];
    try {
      keys = Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index));
    } catch {
      this.notices.add(STORAGE_FAILS);
    }
    for (const key of keys) if (key?.startsWith(this.prefix)) this.readOne(key);
  }

  readOne(key) {
    try {
      const text = this.events.has(key.slice(this.prefix.length)) ? null : localStorage.getItem(key);
      if (text === null) return;
      const event = parse(text);
      if (isEvent(event) && this.prefix + event.id === key) this.events.set(event.id, event);
      else this.setAside(key, text);
    } catch {
      this.notices.add("A saved answer could not be read. It was left where it is, not deleted. Your other answers are here.");
    }
  }

  setAside(key, text) {
    localStorage.setItem(`${COURSE}-set-aside/${key}`, text);
    localStorage.removeItem(key);
    this.notices.add(`A saved answer could not be read. It was set aside in this browser's storage under a name that begins with “${COURSE}-set-aside”, not deleted. Your other answers are here.`);
  }
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * Sends the record to the kernel over the widget's traits; Python keeps it in SQLite and sends the whole record back,
 * which is the receipt. A kernel that was stopped or restarted sends none, and the learner must know.
 */
class KernelHost {
  constructor(model) {
    this.model = model;
    this.sent = [];
    this.late = new Set();
    this.tell = () => this.call?.();
    this.receive = () => {
      // What has arrived is not sent again: it may be deleted later, and must not come back then.
      const kept = new Set(model.get("record").events?.map((event) => event.id));
      this.sent = this.sent.filter((event) => !kept.has(event.id));
      this.tell();
    };
    model.on("change:record", this.receive);
  }

  load() {
    const { events = [], notice = "" } = this.model.get("record");
    const kept = new Set(events.map((event) => event.id));
    const missing = this.sent.filter((event) => !kept.has(event.id));
    const late = missing.filter((event) => this.late.has(event.id));
    const why = `${KERNEL_SILENT}, and answer again.`;
    return { events: [...events, ...missing].sort(byTime), notice, unkept: new Map(late.map((event) => [event.id, why])) };
  }

  record(event) {
    this.add([event]);
  }

  add(events) {
    // Also what seems to be there already: another notebook may have deleted it. The kernel leaves what it has.
    const sent = new Set(this.sent.map(({ id }) => id));
    this.sent = [...this.sent, ...events.filter(({ id }) => !sent.has(id))];
    const overdue = () => {
      for (const event of events) this.late.add(event.id);
      this.tell();
    };
    try {
      this.model.set("outbox", this.sent);
      this.model.save_changes();
      setTimeout(overdue, KERNEL_ANSWERS_WITHIN_MS);
      this.tell();
    } catch {
      overdue();
    }
  }

  /** Ask the kernel what it keeps: a lesson in another notebook has a kernel of its own. */
  latest() {
    return new Promise((resolve, reject) => {
      const asked = this.model.get("asked") + 1;
      const answer = () => {
        if (this.model.get("record").asked >= asked) end(resolve);
      };
      const silent = () => end(() => reject(new Error(KERNEL_SILENT)));
      const timer = setTimeout(silent, KERNEL_ANSWERS_WITHIN_MS);
      const end = (settle) => {
        clearTimeout(timer);
        this.model.off("change:record", answer);
        settle();
      };
      this.model.on("change:record", answer);
      try {
        this.model.set("asked", asked);
        this.model.save_changes();
      } catch {
        silent();
      }
    });
  }

  async deleteAll() {
    // Nothing is deleted of which there is no copy to bring back.
    await this.latest();
    const { events } = this.load();
    this.sent = [];
    this.model.set("outbox", []);
    this.model.set("deletions", this.model.get("deletions") + 1);
    // A kernel that has fallen silent since may still delete it later: the way back is there all the same.
    await this.latest().catch(() => {});
    return { events, undo: () => this.add(events) };
  }

  onChange(call) {
    this.call = call;
  }

  close() {
    this.call = null;
    this.model.off("change:record", this.receive);
  }
}

/* ---------------------------------------------------------------- questions */

/** An element with a class and some children; text among them stays text. */
function make(tag, name, ...children) {
  const node = document.createElement(tag);
  if (name) node.className = name;
  node.append(...children);
  return node;
}

function press(name, words, action) {
  const button = make("button", name, words);
  button.type = "button";
  button.addEventListener("click", action);
  return button;
}

let instances = 0;

/** Author's words somewhere below `node`, as nodes of their own, so that emphasis stays and nothing else gets in. */
function words(node, selector) {
  return [...node.querySelector(selector).cloneNode(true).childNodes];
}

/** A reason in the feedback: what was chosen or is right, and why. */
function reason(isRight, ...parts) {
  return make("li", isRight ? "mn-why-right" : "mn-why-wrong", ...parts);
}

function lead(text) {
  return make("strong", "", text);
}

/** Why: the reason in the folded answer, on a line of its own. */
function why(node) {
  return node.querySelector(".mn-why").cloneNode(true);
}

/**
 * What differs from type to type. A type knows its inputs and its reasons, and nothing of records and modes:
 *   chosen()              what is chosen now, as an event keeps it
 *   missing()             what to ask for before it can be checked; "" if nothing
 *   choose(options)       put an answer back; none at all puts back the beginning
 *   lock(locked)          allow no more change, or allow it again
 *   mark(options)         show beside the inputs what was right
 *   tell(options)         sentences that explain a mark below 1
 *   reasons(options, past)   items of a list: what was "chose"n or "guess"ed and why, then what is right and why
 */
class Choices {
  constructor(view) {
    this.view = view;
    this.inputs = [...view.node.querySelectorAll("fieldset input")];
    this.listed = new Map([...view.answer.querySelectorAll("[data-option]")].map((item) => [item.dataset.option, item]));
    this.areas = [...view.node.querySelectorAll("[data-area]")];
    // The same question may stand twice in one document; its radio buttons must not share a name.
    instances += 1;
    for (const input of this.inputs) input.name += `-${instances}`;
    if (this.areas.length > 0) this.addPicture();
  }

  /** A click on the picture is a click on the list, which keyboard and screen reader use. */
  addPicture() {
    this.view.node.querySelector(".mn-hint").append(" On the picture or in the list.");
    for (const area of this.areas) area.addEventListener("click", () => this.input(area.dataset.area).click());
    this.view.node.querySelector("fieldset").addEventListener("input", () => this.showAreas());
    this.showAreas();
  }

  input(id) {
    return this.inputs.find((input) => input.value === id);
  }

  showAreas() {
    for (const area of this.areas) area.toggleAttribute("data-chosen", this.input(area.dataset.area).checked);
  }

  chosen() {
    return this.inputs.filter((input) => input.checked).map((input) => input.value);
  }

  missing() {
    return this.chosen().length === 0 ? "Choose an answer first." : "";
  }

  choose(options) {
    for (const input of this.inputs) input.checked = options.includes(input.value);
    this.showAreas();
  }

  lock(locked) {
    for (const input of this.inputs) input.disabled = locked;
  }

  mark(options) {
    for (const input of this.inputs) {
      const isRight = this.view.right.includes(input.value);
      const isChosen = options.includes(input.value);
      if (!isRight && !isChosen) continue;
      const mark = isRight ? (isChosen ? "right" : "missed") : "wrong";
      this.view.mark(input.closest("label"), mark, { right: "Right", missed: "Right, not chosen", wrong: "Not right" }[mark]);
      const area = this.areas.find((one) => one.dataset.area === input.value);
      if (area) this.markArea(area, mark);
    }
  }

  /** A sign at the upper right corner of the area, since an outline alone is not seen by everybody. */
  markArea(area, mark) {
    area.dataset.mark = mark;
    const sign = document.createElementNS("http://www.w3.org/2000/svg", "text");
    const corners = Array.from(area.points);
    const [left, right] = [Math.min, Math.max].map((extreme) => extreme(...corners.map(({ x }) => x)));
    const top = Math.min(...corners.map(({ y }) => y));
    // In a small area the sign would cover the letter, so it stands half outside.
    const [x, y] = right - left < 60 ? [right + 14, top + 9] : [right - 5, top + 22];
    for (const [name, value] of Object.entries({ class: "mn-mark", x, y })) sign.setAttribute(name, value);
    sign.textContent = mark === "wrong" ? "\u2717" : "\u2713";
    sign.dataset.mark = mark;
    area.after(sign);
  }

  tell(options) {
    const { type, right } = this.view;
    if (type === "single") return "";
    const hits = options.filter((id) => right.includes(id)).length;
    const extra = options.length - hits;
    return `You found ${hits} of ${right.length} ${extra > 0 ? `and chose ${extra} that ${extra === 1 ? "does" : "do"} not belong.` : "and nothing that does not belong."}`;
  }

  reasons(given, past) {
    const { right } = this.view;
    // A file from elsewhere may name what is no option here.
    const options = given.filter((id) => this.listed.has(id));
    const after = past === "chose" && options.length > 0 ? "Right would be:" : "The answer:";
    return [
      ...options.map((id) => this.reason(id, right.includes(id) ? `You ${past}, and it is right:` : `You ${past}:`)),
      ...right.filter((id) => !options.includes(id)).map((id) => this.reason(id, after)),
    ];
  }

  reason(id, before) {
    const item = this.listed.get(id);
    return reason(this.view.right.includes(id), lead(before), " ", ...words(item, ".mn-text"), " ", why(item));
  }
}

/** Items with a list to choose from. */
class Matching {
  constructor(view) {
    this.view = view;
    this.selects = [...view.node.querySelectorAll("fieldset select")];
    this.items = [...view.answer.querySelectorAll("[data-item]")];
  }

  chosen() {
    return this.selects.filter((select) => select.value).map((select) => `${select.dataset.item}:${select.value}`);
  }

  missing() {
    const open = this.selects.length - this.chosen().length;
    return open > 0 ? `Choose something for each first. ${open} of ${this.selects.length} ${open === 1 ? "is" : "are"} still open.` : "";
  }

  choose(options) {
    const choices = pairs(options);
    for (const select of this.selects) select.value = choices.get(select.dataset.item) ?? "";
  }

  lock(locked) {
    for (const select of this.selects) select.disabled = locked;
  }

  mark(options) {
    for (const select of this.selects) {
      const isRight = options.includes(`${select.dataset.item}:${select.value}`) && this.view.right.includes(`${select.dataset.item}:${select.value}`);
      this.view.mark(select.closest("label"), isRight ? "right" : "wrong", isRight ? "Right" : "Not right");
    }
  }

  tell(options) {
    const { right } = this.view;
    return `You matched ${right.filter((pair) => options.includes(pair)).length} of ${right.length}.`;
  }

  reasons(options, past) {
    const chosen = pairs(options);
    const right = pairs(this.view.right);
    return this.items.map((item) => {
      const [own, best] = [chosen.get(item.dataset.item), right.get(item.dataset.item)];
      const said = make("span", "mn-item-text", ...words(item, ".mn-text"));
      const answer = [" ", ...words(item, ".mn-choice"), " ", why(item)];
      if (own === best) return reason(true, said, " ", lead(`You ${past}, and it is right:`), ...answer);
      if (!own) return reason(true, said, " ", lead("The answer:"), ...answer);
      // Words for this very choice, or those for a choice that is left over.
      const name = CSS.escape(own);
      const told = item.querySelector(`[data-wrong="${name}"]`) ?? this.view.answer.querySelector(`[data-left="${name}"]`);
      const because = told ? [why(told)] : [];
      const then = make("div", "", lead(past === "chose" ? "Right would be:" : "The answer:"), ...answer);
      return reason(false, said, " ", lead(`You ${past}:`), " ", ...this.choice(own), " ", ...because, then);
    });
  }

  choice(id) {
    const choice = this.view.node.querySelector(`[data-choice="${CSS.escape(id)}"]`);
    return choice ? words(choice, ".mn-text") : [];
  }
}

function pairs(options) {
  return new Map(options.map((pair) => pair.split(":")));
}

/** Steps that are moved up and down by buttons. */
class Ordering {
  constructor(view) {
    this.view = view;
    this.list = view.node.querySelector(".mn-order");
    this.shown = this.chosen();
    this.locked = false;
    if (view.mode !== "reveal") this.addButtons();
  }

  get steps() {
    return [...this.list.children];
  }

  addButtons() {
    this.list.dataset.placed = "";
    for (const step of this.steps) {
      const [up, down] = [["Move up", -1], ["Move down", 1]].map(([text, by]) => {
        const button = press("mn-move", text, () => this.move(step, by, button));
        button.dataset.by = by;
        button.setAttribute("aria-label", `${text}: step ${letterOf(step)}`);
        return button;
      });
      step.append(make("span", "mn-moves", up, down));
    }
    // Heard at every move; what is restored or cleared is not.
    this.said = make("p", "mn-said");
    this.said.setAttribute("role", "status");
    this.list.after(this.said);
    this.showEnds();
  }

  move(step, by, button) {
    const steps = this.steps;
    const place = steps.indexOf(step) + by;
    if (this.locked || !steps[place]) return;
    if (by < 0) steps[place].before(step);
    else steps[place].after(step);
    this.showEnds();
    button.focus(); // A step that is moved in the document loses it.
    this.view.changed();
    this.said.textContent = `Step ${letterOf(step)} is now ${place + 1} of ${steps.length}.`;
  }

  /** The first cannot go up, the last not down. Such a button keeps the focus, so it is not disabled. */
  showEnds() {
    this.steps.forEach((step, index, { length }) => {
      for (const button of step.querySelectorAll(".mn-move")) {
        const atEnd = button.dataset.by === "-1" ? index === 0 : index === length - 1;
        button.setAttribute("aria-disabled", String(this.locked || atEnd));
      }
    });
  }

  chosen() {
    return this.steps.map((step) => step.dataset.step);
  }

  missing() {
    return sameOrder(this.chosen(), this.shown) ? "Put the steps in order first. As they stand they follow their letters, and that is not the right order." : "";
  }

  choose(given) {
    const options = given.length === 0 ? this.shown : given;
    const byId = new Map(this.steps.map((step) => [step.dataset.step, step]));
    if (options.length !== byId.size || !options.every((id) => byId.has(id))) return;
    this.list.append(...options.map((id) => byId.get(id)));
    this.list.dataset.placed = "";
    this.said?.replaceChildren();
    this.showEnds();
  }

  lock(locked) {
    this.locked = locked;
    this.showEnds();
  }

  mark(options) {
    for (const [index, step] of this.steps.entries()) {
      const place = this.view.right.indexOf(step.dataset.step);
      const isRight = options[index] === this.view.right[index];
      this.view.mark(step, isRight ? "right" : "wrong", isRight ? "Right place" : `Belongs in place ${place + 1}`);
    }
  }

  tell(options) {
    return score("ordering", this.view.right, options) > 0 ? "Two neighbors have changed places." : "";
  }

  reasons(options, past) {
    const { answer, right } = this.view;
    const isRight = sameOrder(options, right);
    const told = [...answer.querySelectorAll("[data-early]")].filter(({ dataset: { early, before } }) => options.includes(early) && options.indexOf(early) < options.indexOf(before));
    const wrong = told.map((item) => {
      const [early, before] = [...item.querySelectorAll(".mn-text")].map((node) => [...node.cloneNode(true).childNodes]);
      return reason(false, lead(past === "chose" ? "You put:" : "You guessed:"), " ", ...early, " ", make("em", "", "before"), " ", ...before, " ", why(item));
    });
    if (options.length > 0 && !isRight && wrong.length === 0) wrong.push(reason(false, lead("Not in this order:"), " ", why(answer.querySelector("[data-otherwise]"))));
    const order = make("ol", "", ...right.map((id) => {
      const item = answer.querySelector(`[data-step="${id}"]`);
      return make("li", "", ...words(item, ".mn-text"), " ", why(item));
    }));
    const before = isRight ? (past === "chose" ? "Your order, and it is right:" : "You guessed this order, and it is right:") : "The right order:";
    return [...wrong, reason(true, lead(before), order)];
  }
}

function letterOf(step) {
  return step.querySelector(".mn-letter").textContent;
}

/** A number to be written. */
class Numeric {
  constructor(view) {
    this.view = view;
    this.input = view.node.querySelector("fieldset input");
    this.unit = view.answer.querySelector("[data-unit]").dataset.unit;
  }

  chosen() {
    const number = readNumber(this.input.value, this.unit);
    return number === null ? [] : [number];
  }

  missing() {
    if (this.input.value.trim() === "") return "Write a number first.";
    return this.chosen().length === 0 ? `“${this.input.value.trim()}” could not be read as a number. Write it in digits, such as 12 or 0.5.` : "";
  }

  choose([number = ""]) {
    // What was typed as "1,500" stays as it was typed.
    if (this.input && readNumber(this.input.value, this.unit) !== number) this.input.value = number;
  }

  lock(locked) {
    this.input.disabled = locked;
  }

  mark(options) {
    const isRight = score("numeric", this.view.right, options) === 1;
    this.view.mark(this.input.closest("label"), isRight ? "right" : "wrong", isRight ? "Right" : "Not right");
  }

  tell() {
    return "";
  }

  reasons(options, past) {
    const [best, ...mistakes] = this.view.answer.querySelectorAll("[data-low]");
    const answer = [" ", ...words(best, ".mn-text"), " ", why(best)];
    if (options.length === 0) return [reason(true, lead("The answer:"), ...answer)];
    const own = ` ${options[0]} ${this.unit}`.trimEnd();
    const verb = past === "chose" ? "wrote" : past;
    if (score("numeric", this.view.right, options) === 1) return [reason(true, lead(`You ${verb}`), `${own}. `, lead("The answer:"), ...answer)];
    const told = mistakes.find(({ dataset: { low, high } }) => within(options[0], low, high)) ?? this.view.answer.querySelector("[data-otherwise]");
    return [reason(false, lead(`You ${verb}`), `${own}. `, why(told)), reason(true, lead(past === "chose" ? "Right would be:" : "The answer:"), ...answer)];
  }
}

const TYPES = { single: Choices, multiple: Choices, matching: Matching, ordering: Ordering, numeric: Numeric };

/** One question on the page: reads its own answers and reasons from the HTML it was given. */
class QuestionView {
  constructor(node, { mode, place, moving }, host) {
    Object.assign(this, { node, mode, place, host });
    this.guess = moving ? PREDICTION : GUESS;
    this.id = node.dataset.question;
    this.hash = node.dataset.hash;
    this.type = node.dataset.type;
    this.feedback = node.querySelector(".mn-feedback");
    this.answer = node.querySelector(".mn-answer");
    this.right = this.answer.dataset.right.split(" ");
    this.given = new TYPES[this.type](this);
    this.shown = null;
    this.counts = null;
    this.choosing = false;

    this.answer.hidden = true;
    // Not "change": a text field sends it late, when it loses the focus, and would clear what was just checked.
    node.querySelector("fieldset")?.addEventListener("input", () => this.changed());
    this.feedback.before(this.actions());
  }

  /** The buttons. They are made here, not in the HTML: where no script runs there is no dead button. */
  actions() {
    const bar = make("div", "mn-actions");
    if (this.mode === "guess") bar.append(press("mn-keep", `Keep my ${this.guess.noun}`, () => this.keepGuess()));
    if (this.mode === "quiz") {
      for (const [value, text] of Object.entries(CERTAINTY)) {
        const button = press("mn-check", `Check: ${text}`, () => this.check(value));
        button.dataset.certainty = value;
        bar.append(button);
      }
      bar.append(press("mn-check mn-check-only", "Check", () => this.check(null)));
    }
    return bar;
  }

  changed() {
    this.choosing = true;
    this.clear();
  }

  check(certainty) {
    const missing = this.given.missing();
    if (missing) return this.say(`${missing} Then check it.`);
    if (this.node.dataset.state) return; // Pressed twice: this choice has been checked.
    this.add("answer", certainty);
  }

  keepGuess() {
    if (this.state().guess) return;
    const missing = this.given.missing();
    if (missing) return this.say(`${missing} ${this.guess.enough}`);
    this.add("guess");
  }

  add(kind, certainty = null) {
    this.choosing = false;
    const { place, hash } = this;
    this.host.record(newEvent(kind, this.id, { place, hash, options: this.given.chosen(), certainty }));
  }

  say(text) {
    this.feedback.replaceChildren(make("p", "mn-prompt", text));
  }

  state(events = this.host.load().events) {
    return stateOf(events, this.id, this.hash, this.place);
  }

  /** Show what the record says; called at the start and after every change of the record. */
  update({ events, unkept }) {
    const state = this.state(events);
    if (this.shown !== null && this.mode !== "reveal" && !state.guess && !state.last && !state.edited) this.askAgain();
    if (this.mode === "guess") this.showGuess(state);
    else if (this.mode === "reveal") this.showReveal(state);
    else this.showAnswer(state);
    this.showWhetherKept(unkept.get(this.shown));
  }

  showWhetherKept(why) {
    this.feedback.querySelector(".mn-unkept")?.remove();
    if (why) this.feedback.append(make("p", "mn-unkept", `This answer is not being kept: ${why}`));
  }

  /** Mark a part of the question, in words too. */
  mark(part, mark, text) {
    part.dataset.mark = mark;
    part.append(make("span", "mn-mark", text));
  }

  /** The learner is choosing again: take the marks of the last try away. */
  clear() {
    this.feedback.replaceChildren();
    this.answer.hidden = true;
    delete this.node.dataset.state;
    for (const mark of this.node.querySelectorAll(".mn-mark")) mark.remove();
    for (const part of this.node.querySelectorAll("[data-mark]")) delete part.dataset.mark;
  }

  /** What was shown has been deleted. What is being chosen stays. */
  askAgain() {
    this.shown = null;
    if (this.choosing) return;
    this.clear();
    this.given.lock(false);
    this.given.choose([]);
    this.node.querySelector(".mn-keep")?.removeAttribute("aria-disabled");
  }

  showAnswer({ first, last, edited }) {
    if (edited && this.shown === null) {
      this.shown = "edited";
      this.say("This question has changed since you answered it, so that answer no longer counts. Please answer it again.");
    }
    // An answer from another tab does not take away what is being chosen here.
    if (!last || (last.id === this.shown && first.id === this.counts) || this.choosing) return;
    this.shown = last.id;
    this.counts = first.id;
    this.clear();
    this.given.choose(last.options);
    this.given.mark(last.options);
    const mark = score(this.type, this.right, last.options);
    this.node.dataset.state = mark === 1 ? "right" : mark > 0 ? "partly" : "wrong";
    this.feedback.append(this.verdict(mark, last), this.explain(last.options));
    if (first.id !== last.id) {
      const firstMark = score(this.type, this.right, first.options);
      const text = firstMark === 1 ? "right" : firstMark > 0 ? "partly right" : "not right";
      this.feedback.append(make("p", "mn-tries", `Your first try is the one that counts; it was ${text}.`));
    }
    this.feedback.append(...this.pointers());
    this.answer.hidden = false;
    this.answer.open = false;
    this.answer.querySelector("summary").textContent = "Every answer and its reason";
  }

  verdict(mark, { options, certainty }) {
    const word = mark === 1 ? "Right" : mark > 0 ? "Partly right" : this.type === "single" ? "Not the best answer" : "Not right";
    const more = mark < 1 ? this.given.tell(options) : "";
    const parts = [certainty ? `${word}; you were ${CERTAINTY[certainty]}.` : `${word}.`, more];
    if (more) parts.push(`Mark: ${Math.round(mark * 100) / 100} of 1.`);
    return make("p", "mn-verdict", lead(parts.shift()), " ", parts.join(" "));
  }

  /** The reasons for what was chosen, and for what is right. */
  explain(options, past = "chose") {
    return make("ul", "mn-reasons", ...this.given.reasons(options, past));
  }

  pointers() {
    return [".mn-source", ".mn-passage"].map((selector) => this.answer.querySelector(selector).cloneNode(true));
  }

  showGuess({ guess }) {
    if (!guess || guess.id === this.shown) return;
    this.shown = guess.id;
    this.given.choose(guess.options);
    this.given.lock(true);
    this.node.querySelector(".mn-keep").setAttribute("aria-disabled", "true");
    this.feedback.replaceChildren(make("p", "mn-prompt", lead(`Your ${this.guess.noun} is kept.`), ` ${this.guess.next}`));
  }

  showReveal({ guess }) {
    const key = guess ? guess.id : "none";
    if (key === this.shown) return;
    this.shown = key;
    if (!guess) {
      this.feedback.replaceChildren(make("p", "mn-prompt", `You kept no ${this.guess.noun} ${this.guess.when}. Here is the answer all the same.`));
    } else {
      const mark = score(this.type, this.right, guess.options);
      const text = mark === 1 ? `Your ${this.guess.noun} was right.` : `Your ${this.guess.noun}, beside the answer.`;
      this.given.choose(guess.options);
      this.feedback.replaceChildren(make("p", "mn-verdict", lead(text)));
    }
    this.feedback.append(this.explain(guess?.options ?? [], "guessed"), ...this.pointers());
  }
}

/* ---------------------------------------------------------------- one widget */

/** Bring one widget's HTML to life. Choices made before this ran are kept. One widget of a page shows its notices. */
export function hydrate(root, host, { showsNotices = true } = {}) {
  if ("live" in root.dataset) return;
  root.dataset.live = "";
  const asked = { mode: root.dataset.mn, place: root.dataset.place ?? "", moving: "moving" in root.dataset };
  const views = [...root.querySelectorAll(".mn-question")].map((node) => new QuestionView(node, asked, host));
  const notice = root.querySelector(".mn-notice");
  const setting = root.dataset.mn === "quiz" ? certaintySetting(root, host) : null;

  const update = () => {
    const record = host.load();
    const { events } = record;
    if (showsNotices && notice.textContent !== record.notice) notice.textContent = record.notice;
    const asks = events.filter((event) => event.kind === "setting" && event.question === "ask-certainty").pop()?.options[0] !== "no";
    for (const button of root.querySelectorAll(".mn-check")) button.hidden = ("certainty" in button.dataset) !== asks;
    if (setting) setting.checked = asks;
    for (const view of views) view.update(record);
  };

  host.onChange(update);
  update();
  if ("oneAtATime" in root.dataset) step(root, views);
  // Only now, so that what is merely restored is not read out.
  for (const node of [notice, ...views.map((view) => view.feedback)]) node.setAttribute("role", "status");
}

/** A box that turns the three buttons into one. */
function certaintySetting(root, host) {
  const box = make("input", "");
  box.type = "checkbox";
  box.autocomplete = "off";
  box.addEventListener("change", () => {
    host.record(newEvent("setting", "ask-certainty", { options: [box.checked ? "yes" : "no"] }));
  });
  root.append(make("label", "mn-setting", box, " Ask how sure I am"));
  return box;
}

/** Show one question after another, beginning with the first that has no answer yet. */
function step(root, views) {
  const previous = press("", "Previous question", () => go(-1));
  const next = press("", "Next question", () => go(1));
  const place = make("span", "mn-place");
  views[views.length - 1].node.after(make("p", "mn-steps", previous, place, next));
  const open = views.findIndex((view) => !view.state().last);
  let current = open === -1 ? 0 : open;

  const show = () => {
    views.forEach((view, index) => { view.node.hidden = index !== current; });
    place.textContent = `Question ${current + 1} of ${views.length}`;
    previous.setAttribute("aria-disabled", String(current === 0));
    next.setAttribute("aria-disabled", String(current === views.length - 1));
  };
  const go = (by) => {
    if (!views[current + by]) return;
    current += by;
    show();
    const stem = views[current].node.querySelector(".mn-stem");
    stem.tabIndex = -1;
    stem.focus();
  };
  show();
}

/* ---------------------------------------------------------------- the register of claims */

// A phone shows about one claim at a time, so a list of all of them has no end in sight.
const CLAIMS_AT_ONCE = 10;
const PAIRS_AT_ONCE = 5;

/** Show the beginning of a long list, and more of it at the press of a button below. Returns what gives it its nodes. */
function inSteps(root, atOnce) {
  let nodes = [];
  let most = atOnce;
  const update = () => {
    nodes.forEach((node, index) => { node.hidden = index >= most; });
    const left = nodes.length - most;
    more.hidden = left <= 0;
    more.textContent = `Show ${Math.min(left, atOnce)} more`;
    for (const section of root.querySelectorAll("section")) section.hidden = !section.querySelector(".mn-claim:not([hidden])");
  };
  const more = press("mn-more", "", () => {
    const next = nodes[most];
    most += atOnce;
    update();
    next.tabIndex = -1;
    next.focus();
  });
  root.append(more);
  return (fitting) => {
    nodes = fitting;
    most = atOnce;
    update();
  };
}

/** Add a search and filters to a register. What they can be set to is read from the claims themselves. */
export function hydrateRegister(root) {
  if ("live" in root.dataset) return;
  root.dataset.live = "";
  if (root.dataset.mn !== "register") {
    inSteps(root, PAIRS_AT_ONCE)([...root.querySelectorAll(".mn-pair")]);
    return;
  }
  const claims = [...root.querySelectorAll(".mn-claim")].map((node) => ({
    node,
    topic: node.closest("section").dataset.topic,
    verdict: node.dataset.verdict,
    article: node.dataset.article,
    text: plain(node.textContent),
  }));
  const search = make("input", "");
  Object.assign(search, { type: "search", autocomplete: "off" });
  const filters = [["verdict", "Verdict"], ["topic", "Topic"], ["article", "Article"]].map(([field, name]) => {
    const values = [...new Set(claims.map((claim) => claim[field]))];
    // Topics keep the order of the page.
    if (field !== "topic") values.sort();
    const select = make("select", "", ...["", ...values].map((value) => new Option(value || "All", value)));
    select.autocomplete = "off";
    return { field, name, select };
  });
  const count = make("p", "mn-count");
  count.setAttribute("role", "status");

  const give = inSteps(root, CLAIMS_AT_ONCE);

  const show = () => {
    const wanted = plain(search.value).split(" ").filter(Boolean);
    const fits = (claim) => wanted.every((word) => claim.text.includes(word)) && filters.every(({ field, select }) => !select.value || select.value === claim[field]);
    const found = claims.filter(fits).map(({ node }) => node);
    for (const { node } of claims) node.hidden = true;
    give(found);
    const hint = found.length ? "" : ": try another word, or show all";
    const words = `${found.length} of ${claims.length} claims${hint}`;
    if (count.textContent !== words) count.textContent = words;
  };
  const all = press("mn-all", "Show all", () => {
    search.value = "";
    for (const { select } of filters) select.value = "";
    show();
  });
  const bar = make("div", "mn-filters", make("label", "mn-find", "Search ", search), ...filters.map(({ name, select }) => make("label", "", `${name} `, select)), all, count);
  bar.setAttribute("role", "search");
  bar.setAttribute("aria-label", "Claims");
  bar.addEventListener("input", show);
  root.prepend(bar);
  show();
}

/** Text as it is searched: small letters without accents, straight quotes, single spaces. */
function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[\u2018\u2019]/g, "'").replace(/[\u201c\u201d]/g, '"').replace(/\s+/g, " ").trim().toLowerCase();
}

/* ---------------------------------------------------------------- explorers */

// A slider moves faster than anybody listens: what came out is read when it has come to rest.
const READ_OUT_AFTER_MS = 600;

/**
 * The part of an explorer that changes, wherever the pictures come from.
 *
 * A picture is put in place only when it is decoded, so nothing flickers; one that is overtaken is never shown.
 */
class Frame {
  constructor(root) {
    this.root = root;
    this.image = root.querySelector("img");
    this.outcome = root.querySelector(".mn-outcome");
    this.words = root.querySelector(".mn-described p");
    this.aloud = make("p", "mn-aloud");
    this.aloud.setAttribute("role", "status");
    root.append(this.aloud);
    this.wanted = null;
  }

  /** Show a state: a picture, already loading, and its words. Resolves to whether it is still the one wanted. */
  async show(image, { description, outcome }) {
    this.wanted = image;
    await image.decode();
    if (this.wanted !== image) return false;
    if (image !== this.image) {
      image.className = this.image.className;
      for (const side of ["width", "height"]) image.setAttribute(side, this.image.getAttribute(side));
      this.image.replaceWith(image);
      this.image = image;
    }
    image.alt = description;
    this.words.textContent = description;
    this.say(outcome);
    return true;
  }

  say(outcome) {
    this.outcome.textContent = outcome;
    clearTimeout(this.later);
    this.later = setTimeout(() => { this.aloud.textContent = outcome; }, READ_OUT_AFTER_MS);
  }
}

/** A control, as the book makes it. It holds the index of its value; `changed` is called after every move. */
class Control {
  constructor({ kind, label, texts, start }, changed) {
    Object.assign(this, { kind, texts, start });
    this.input = make(kind === "choice" ? "select" : "input", "");
    this.input.autocomplete = "off";
    if (kind === "choice") this.input.append(...texts.map((text, index) => new Option(text, index)));
    else this.input.type = kind === "range" ? "range" : "checkbox";
    if (kind === "range") Object.assign(this.input, { min: 0, max: texts.length - 1, step: 1 });
    this.shown = make("span", "mn-value");
    // The browser tells the value itself.
    this.shown.setAttribute("aria-hidden", "true");
    const name = make("span", "mn-name", label);
    this.node = make("label", `mn-control mn-${kind}`, ...(kind === "switch" ? [this.input, name] : kind === "range" ? [name, this.shown, this.input] : [name, this.input]));
    this.input.addEventListener("input", () => {
      this.tell();
      changed();
    });
    this.set(start);
  }

  get index() {
    return this.kind === "switch" ? Number(this.input.checked) : Number(this.input.value);
  }

  set(index) {
    if (this.kind === "switch") this.input.checked = index === 1;
    else this.input.value = index;
    this.tell();
  }

  /** Say the value with its unit, which a slider does not know. */
  tell() {
    if (this.kind !== "range") return;
    this.shown.textContent = this.texts[this.index];
    this.input.setAttribute("aria-valuetext", this.texts[this.index]);
  }
}

/**
 * An explorer in the book. Every state has a picture there; which, and its words, stands in a script beside the
 * pages, since pages opened from files may load scripts and images and nothing else. Nothing is loaded before a
 * control is touched; then the neighbors of what is shown come ahead of being asked for.
 */
class BookExplorer {
  constructor(root) {
    this.root = root;
    const { controls, frames } = JSON.parse(root.dataset.explorer);
    this.address = frames;
    this.frame = new Frame(root);
    this.images = new Map();
    this.controls = controls.map((control) => new Control(control, () => this.update()));
    const again = press("mn-reset", "Reset", () => this.reset());
    const panel = make("div", "mn-controls", ...this.controls.map(({ node }) => node), again);
    for (const touch of ["focusin", "pointerdown"]) panel.addEventListener(touch, () => this.prepare());
    // Above the sentence, which is longer in one state than in another: controls must not move under a finger.
    this.frame.outcome.before(panel);
    root.querySelector(".mn-still").remove();
    new ResizeObserver(() => this.measure()).observe(root);
  }

  /** On a small screen the picture stays in sight above the controls, unless it would leave them no room. */
  measure() {
    const height = this.frame.image.offsetHeight;
    this.root.style.setProperty("--mn-picture", `${height}px`);
    this.root.toggleAttribute("data-sticks", height < 0.66 * innerHeight);
  }

  reset() {
    for (const control of this.controls) control.set(control.start);
    this.update();
  }

  async prepare() {
    try {
      await this.states();
      this.prefetch();
    } catch {
      // Told when a state is asked for.
    }
  }

  /** Show what is set. On a slow line, what a fast hand has passed by is not loaded: one is under way, one waits. */
  async update() {
    this.changed = true;
    if (this.updating) return;
    this.updating = true;
    while (this.changed) {
      this.changed = false;
      await this.showState();
    }
    this.updating = false;
  }

  async showState() {
    try {
      await this.states();
      const [file, outcome, description] = this.state(this.indices);
      await this.frame.show(this.picture(file), { outcome, description });
      if (!this.changed) this.prefetch();
    } catch {
      if (!this.changed) this.frame.say("This picture could not be loaded, so the one before it is still shown. Check your connection, then move the control again.");
    }
  }

  get indices() {
    return this.controls.map(({ index }) => index);
  }

  /** Load what there is to show, once; after a failure, again when next asked. */
  states() {
    this.loading ??= loadScript(this.address).then(() => {
      this.found = self.massageNeuropathyFrames[this.address.split("/").pop()];
    }).catch((error) => {
      this.loading = null;
      throw error;
    });
    return this.loading;
  }

  /** The state for some indices: the last control changes fastest. */
  state(indices) {
    const place = indices.reduce((before, index, which) => before * this.controls[which].texts.length + index, 0);
    return this.found.states[place];
  }

  picture(file) {
    const source = new URL(this.found.files[file], new URL(this.address, document.baseURI)).href;
    let image = this.images.get(source);
    if (!image) {
      image = new Image();
      image.src = source;
      this.images.set(source, image);
      // Tried again when next asked for.
      image.addEventListener("error", () => this.images.delete(source));
    }
    return image;
  }

  /** Load the pictures one step away along each control. */
  prefetch() {
    const here = this.indices;
    this.controls.forEach(({ texts }, which) => {
      for (const step of [here[which] - 1, here[which] + 1]) {
        if (texts[step] !== undefined) this.picture(this.state(here.map((index, i) => (i === which ? step : index)))[0]).decode().catch(() => {});
      }
    });
  }
}

function loadScript(address) {
  return new Promise((resolve, reject) => {
    const script = make("script", "");
    script.addEventListener("load", resolve);
    script.addEventListener("error", reject);
    script.src = address;
    document.head.append(script);
  });
}

export function hydrateExplorer(root) {
  if ("live" in root.dataset) return;
  root.dataset.live = "";
  new BookExplorer(root);
}

/**
 * An explorer in JupyterLab: the kernel draws, this shows. The controls beside it are ipywidgets, whose sliders have
 * neither a name nor a value in words, and never hear the arrow keys, which JupyterLab takes.
 */
function showLive(model, root) {
  const frame = new Frame(root);
  let drawn = null;
  let late = null;
  const show = () => {
    const state = model.get("state");
    const image = new Image();
    image.src = state.source;
    frame.show(image, state).catch(() => {});
    nameSliders(root);
    drawn = settings(root);
    clearTimeout(late);
  };
  // A kernel that was stopped draws nothing, and the picture would silently be an old one.
  const touched = () => { drawn ??= settings(root); };
  const moved = () => {
    clearTimeout(late);
    late = setTimeout(() => {
      if (drawn !== null && settings(root) !== drawn) frame.say("The kernel does not answer, so this picture is an old one. Choose Run, then Run All Cells.");
    }, KERNEL_ANSWERS_WITHIN_MS);
  };
  const unwatch = [["focusin", touched], ["pointerdown", touched], ["pointerup", moved], ["keyup", moved], ["change", moved]].map(([type, act]) => {
    const own = (event) => { if (root.closest(".mn-explorer-live")?.contains(event.target)) act(); };
    addEventListener(type, own, true);
    return () => removeEventListener(type, own, true);
  });
  model.on("change:state", show);
  // A second view of an explorer that was moved: the HTML holds the state shown first.
  if (model.get("state").source) show();
  // The controls come into the page after this; by then it has a size.
  const watch = new ResizeObserver(() => nameSliders(root));
  watch.observe(root);
  return () => {
    watch.disconnect();
    model.off("change:state", show);
    for (const stop of unwatch) stop();
  };
}

/** What the controls of a live explorer are set to, in a word that changes with each of them. */
function settings(inside) {
  const controls = inside.closest(".mn-explorer-live")?.querySelectorAll("select, input, .widget-readout") ?? [];
  return Array.from(controls, (node) => (node.type === "checkbox" ? node.checked : node.value ?? node.textContent)).join("|");
}

function nameSliders(inside) {
  for (const widget of inside.closest(".mn-explorer-live")?.querySelectorAll(".widget-slider") ?? []) {
    const handle = widget.querySelector("[role=slider]");
    handle?.setAttribute("aria-label", widget.querySelector(".widget-label").textContent);
    handle?.setAttribute("aria-valuetext", widget.querySelector(".widget-readout").textContent);
  }
}

const STEPS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, Home: -Infinity, End: Infinity };

/** Move a slider of ipywidgets by a key, through the slider's own interface. */
function moveSlider(event) {
  const slider = event.target.closest(".noUi-target")?.noUiSlider;
  if (!slider || !(event.key in STEPS)) return;
  event.preventDefault();
  const { min, max } = slider.options.range;
  const [least, most] = [min, max].map(Number);
  slider.set(Math.min(most, Math.max(least, Number(slider.get()) + STEPS[event.key])));
  // What is read out now must be the value in words, not the number of its place.
  nameSliders(event.target);
}

/* ---------------------------------------------------------------- the record as a whole */

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
  const bar = make("div", "mn-actions", press("mn-save", "Save to a file", inTurn(save)), make("label", "mn-file", "Add from a file ", file), remove, undo);
  root.append(bar, said);
  // What was deleted, until this page is left. Whatever else is pressed here, it can come back.
  let deleted = [];

  const update = () => {
    const { events, notice } = host.load();
    const answers = events.filter(({ kind }) => kind !== "setting");
    const questions = new Set(answers.map(({ question }) => question)).size;
    const day = (event) => new Date(event.at).toLocaleDateString("en-US", { dateStyle: "long" });
    const words = answers.length === 0 ? "No answers are kept yet." : `${count(answers.length, "answer")} to ${count(questions, "question")}, from ${day(answers[0])} to ${day(answers[answers.length - 1])}.`;
    held.textContent = [words, notice].filter(Boolean).join(" ");
  };

  async function save() {
    let unsure = "";
    try {
      await host.latest();
    } catch (error) {
      unsure = ` Answers given in another notebook may be missing: ${error.message}, and save again.`;
    }
    const { events } = host.load();
    if (events.length === 0) {
      said.textContent = `There is nothing to save yet.${unsure}`;
      return;
    }
    const link = make("a", "");
    link.href = URL.createObjectURL(new Blob([asFile(events)], { type: "application/json" }));
    link.download = `${FORMAT}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    said.textContent = `Saved as ${link.download}, where your browser puts downloads. The file holds your answers, and no name.${unsure}`;
  }

  file.addEventListener("change", inTurn(async () => {
    if (!file.files[0]) return;
    let failed = "Nothing was added";
    try {
      const { events, unread } = readFile(await file.files[0].text());
      await host.latest();
      const known = new Set(host.load().events.map(({ id }) => id));
      const added = events.filter(({ id }) => !known.has(id)).length;
      failed = "What was added may be lost";
      host.add(events);
      await host.latest();
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
    said.replaceChildren(`Delete everything that is kept here (${count(host.load().events.length, "entry", "entries")})? `, yes, " ", no);
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
      const left = host.load().events.length;
      said.textContent = left ? `Not everything could be deleted: ${count(left, "entry", "entries")} left.` : `${count(events.length, "entry", "entries")} deleted. Until you leave this page you can undo that.`;
    } catch (error) {
      said.textContent = `This was not deleted: ${error.message}.`;
    }
  }

  async function bringBack() {
    try {
      for (const back of deleted) back();
      await host.latest();
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
  host.onChange(update);
  update();
}

function count(number, one, many = `${one}s`) {
  return `${number} ${number === 1 ? one : many}`;
}

/* ---------------------------------------------------------------- starting */

/**
 * Wait until a page opened from a file may touch its storage.
 *
 * Chromium connects a page to its storage at the first touch, and refuses, without a word, while its main process has
 * not yet heard that the page is there. All that is stored through that connection is then lost. A file is there so
 * fast that a busy machine runs into this (3 of 60 pages with five browsers on two cores). An answer from the main
 * process to any question of this page proves that it has heard of it.
 */
async function storageReady() {
  if (location.protocol !== "file:") return;
  const longEnough = new Promise((resolve) => { setTimeout(resolve, 1000); });
  try {
    await Promise.race([navigator.storage?.estimate(), longEnough]);
  } catch {
    // A refusal is an answer too.
  }
}

/** Called by the book's page once the HTML is there. */
export async function startBook() {
  for (const root of document.querySelectorAll(".mn-register")) hydrateRegister(root);
  for (const root of document.querySelectorAll(".mn-explorer")) hydrateExplorer(root);
  await storageReady();
  const host = new BrowserHost();
  document.querySelectorAll(".mn-quiz").forEach((root, index) => hydrate(root, host, { showsNotices: index === 0 }));
  for (const root of document.querySelectorAll(".mn-record")) hydrateRecord(root, host);
}

/** Links inside a live widget would lead out of JupyterLab: open sources elsewhere, scroll to passages. */
function keepInsideLab(root) {
  for (const link of root.querySelectorAll(".mn-source a")) {
    if (link.dataset.link) Object.assign(link, { href: link.dataset.link, target: "_blank", rel: "noopener noreferrer" });
    else link.replaceWith(...link.childNodes);
  }
  root.addEventListener("click", (event) => {
    const link = event.target.closest(".mn-passage a");
    if (!link) return;
    event.preventDefault();
    const panel = root.closest(".jp-Notebook") ?? document;
    const wanted = link.dataset.heading;
    // JupyterLab ends each heading with a link of its own, a pilcrow.
    const heading = [...panel.querySelectorAll("h1, h2, h3, h4")].find((node) => node.textContent.replace(/¶\s*$/, "").trim() === wanted);
    if (heading) {
      heading.tabIndex = -1;
      heading.scrollIntoView({ block: "start" });
      heading.focus({ preventScroll: true });
    } else if (!link.nextSibling) {
      link.after(` (in the lesson ${link.getAttribute("href").split(".ipynb")[0]})`);
    }
  });
}

/**
 * Keys pressed inside a question are the question's. JupyterLab would take arrows and letters for its own shortcuts,
 * and "d d" deletes a cell; it listens on the document, so this listens before it, on the window.
 */
function keepKeys(root) {
  const keep = (event) => {
    const own = root.closest(".mn-explorer-live") ?? root;
    if (event.ctrlKey || event.metaKey || event.altKey || !own.contains(event.target)) return;
    event.stopPropagation();
    moveSlider(event);
  };
  addEventListener("keydown", keep, true);
  return () => removeEventListener("keydown", keep, true);
}

/** Called by anywidget for every view of a widget in JupyterLab; returns what to do when the view goes. */
function render({ model, el }) {
  // The HTML comes from the package's own template, which escapes whatever authors wrote.
  el.innerHTML = model.get("html");
  const root = el.firstElementChild;
  const releaseKeys = keepKeys(root);
  keepInsideLab(root);
  if (root.classList.contains("mn-register")) {
    hydrateRegister(root);
    return releaseKeys;
  }
  if (root.classList.contains("mn-explorer")) {
    const stop = showLive(model, root);
    return () => {
      releaseKeys();
      stop();
    };
  }
  const host = new KernelHost(model);
  if (root.classList.contains("mn-record")) hydrateRecord(root, host);
  else hydrate(root, host);
  return () => {
    releaseKeys();
    host.close();
  };
}

export default { render };
