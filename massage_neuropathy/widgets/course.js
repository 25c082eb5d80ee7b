/*
 * Brings the course's HTML to life wherever it stands.
 *
 * In JupyterLab this file is the front end of the widgets (an ES module, loaded by anywidget, which calls `render`).
 * In the book the build takes the word "export" away and calls `startBook`, because pages opened from a file may
 * not load modules. So: no imports here, and every export on a line that begins with "export".
 *
 * Behaviors never know where they run. They talk to a host of three calls:
 *   load()          -> { events, notice, unkept }   the learner's record so far, what the learner must know about
 *                      it, and by id of the event, why an answer is not being kept
 *   record(event)      adds one event; the shape of events is described in record.py
 *   onChange(call)     calls back when the record has changed, here or elsewhere
 */

const COURSE = "massage-neuropathy";
const VERSION = 1;

const CERTAINTY = { "guessing": "guessing", "fairly-sure": "fairly sure", "very-sure": "very sure" };

const STORAGE_FAILS = "Your progress is not being kept: this browser's storage is blocked or full. The questions still work.";

// A kernel that is there takes an answer in a moment; one that works on something long may take a while.
const KERNEL_ANSWERS_WITHIN_MS = 4000;

/* ---------------------------------------------------------------- marks and state */

/** The mark for one answer, from 0 to 1. The rules are those of scoring.py; both are tested on the same cases. */
export function score(type, right, chosen) {
  const hits = chosen.filter((id) => right.includes(id)).length;
  const misses = chosen.length - hits;
  if (type === "single") return hits === 1 && misses === 0 ? 1 : 0;
  return Math.max(0, (hits - misses) / right.length);
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
      this.notices.add("This browser keeps the answers of each page opened from a file apart: those you give here stay with this page.");
    }
    addEventListener("storage", (event) => {
      if (event.key === null) {
        // Everything was deleted in another tab, so nothing is left to be kept either.
        this.events.clear();
        this.unkept.clear();
      }
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
    this.events.set(event.id, event);
    this.unkept.set(event.id, "this browser's storage is blocked or full. It lasts until you leave this page.");
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
      const text = localStorage.getItem(key);
      if (text === null || this.events.has(key.slice(this.prefix.length))) return;
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
    model.on("change:record", this.tell);
  }

  load() {
    const { events = [], notice = "" } = this.model.get("record");
    const kept = new Set(events.map((event) => event.id));
    const missing = this.sent.filter((event) => !kept.has(event.id));
    const late = missing.filter((event) => this.late.has(event.id));
    const why = "the kernel does not answer. Choose Run, then Run All Cells, and answer again.";
    return { events: [...events, ...missing].sort(byTime), notice, unkept: new Map(late.map((event) => [event.id, why])) };
  }

  record(event) {
    this.sent = [...this.sent, event];
    const overdue = () => {
      this.late.add(event.id);
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

  onChange(call) {
    this.call = call;
  }

  close() {
    this.call = null;
    this.model.off("change:record", this.tell);
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

/** One question on the page: reads its own answers and reasons from the HTML it was given. */
class QuestionView {
  constructor(node, { mode, place }, host) {
    Object.assign(this, { node, mode, place, host });
    this.id = node.dataset.question;
    this.hash = node.dataset.hash;
    this.type = node.dataset.type;
    this.inputs = [...node.querySelectorAll("input")];
    this.feedback = node.querySelector(".mn-feedback");
    this.answer = node.querySelector(".mn-answer");
    this.reasons = new Map([...this.answer.querySelectorAll("[data-option]")].map((item) => [item.dataset.option, item]));
    this.right = [...this.reasons].filter(([, item]) => "right" in item.dataset).map(([id]) => id);
    this.shown = null;
    this.choosing = false;

    // The same question may stand twice in one document; its radio buttons must not share a name.
    instances += 1;
    for (const input of this.inputs) input.name += `-${instances}`;
    this.answer.hidden = true;
    node.querySelector("fieldset")?.addEventListener("change", () => {
      this.choosing = true;
      this.clear();
    });
    this.feedback.before(this.actions());
  }

  /** The buttons. They are made here, not in the HTML: where no script runs there is no dead button. */
  actions() {
    const bar = make("div", "mn-actions");
    if (this.mode === "guess") bar.append(press("mn-keep", "Keep my guess", () => this.keepGuess()));
    if (this.mode === "quiz") {
      for (const [value, words] of Object.entries(CERTAINTY)) {
        const button = press("mn-check", `Check: ${words}`, () => this.check(value));
        button.dataset.certainty = value;
        bar.append(button);
      }
      bar.append(press("mn-check mn-check-only", "Check", () => this.check(null)));
    }
    return bar;
  }

  chosen() {
    return this.inputs.filter((input) => input.checked).map((input) => input.value);
  }

  check(certainty) {
    if (this.chosen().length === 0) return this.say("Choose an answer first, then check it.");
    if (this.node.dataset.state) return; // Pressed twice: this choice has been checked.
    this.add("answer", certainty);
  }

  keepGuess() {
    if (this.state().guess) return;
    if (this.chosen().length === 0) return this.say("Choose an answer first. A guess is fine.");
    this.add("guess");
  }

  add(kind, certainty = null) {
    this.choosing = false;
    const { place, hash } = this;
    this.host.record(newEvent(kind, this.id, { place, hash, options: this.chosen(), certainty }));
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
    if (this.mode === "guess") this.showGuess(state);
    else if (this.mode === "reveal") this.showReveal(state);
    else this.showAnswer(state);
    this.showWhetherKept(unkept.get(this.shown));
  }

  showWhetherKept(reason) {
    this.feedback.querySelector(".mn-unkept")?.remove();
    if (reason) this.feedback.append(make("p", "mn-unkept", `This answer is not being kept: ${reason}`));
  }

  /** The learner is choosing again: take the marks of the last try away. */
  clear() {
    this.feedback.replaceChildren();
    this.answer.hidden = true;
    delete this.node.dataset.state;
    for (const mark of this.node.querySelectorAll(".mn-mark")) mark.remove();
    for (const option of this.node.querySelectorAll("[data-mark]")) delete option.dataset.mark;
  }

  showAnswer({ first, last, edited }) {
    if (edited && this.shown === null) {
      this.shown = "edited";
      this.say("This question has changed since you answered it, so that answer no longer counts. Please answer it again.");
    }
    // An answer from another tab does not take away what is being chosen here.
    if (!last || last.id === this.shown || this.choosing) return;
    this.shown = last.id;
    this.clear();
    this.choose(last.options);
    this.markOptions(last.options);
    const mark = score(this.type, this.right, last.options);
    this.node.dataset.state = mark === 1 ? "right" : mark > 0 ? "partly" : "wrong";
    this.feedback.append(this.verdict(mark, last), this.explain(last.options));
    if (first.id !== last.id) {
      const firstMark = score(this.type, this.right, first.options);
      const words = firstMark === 1 ? "right" : firstMark > 0 ? "partly right" : "not right";
      this.feedback.append(make("p", "mn-tries", `Your first try is the one that counts; it was ${words}.`));
    }
    this.feedback.append(...this.pointers());
    this.answer.hidden = false;
    this.answer.open = false;
    this.answer.querySelector("summary").textContent = "Every option and its reason";
  }

  choose(ids) {
    for (const input of this.inputs) input.checked = ids.includes(input.value);
  }

  markOptions(chosen) {
    for (const input of this.inputs) {
      const isRight = this.right.includes(input.value);
      const isChosen = chosen.includes(input.value);
      if (!isRight && !isChosen) continue;
      const label = input.closest("label");
      label.dataset.mark = isRight ? (isChosen ? "right" : "missed") : "wrong";
      label.append(make("span", "mn-mark", isRight ? (isChosen ? "Right" : "Right, not chosen") : "Not right"));
    }
  }

  verdict(mark, { options, certainty }) {
    const word = mark === 1 ? "Right" : mark > 0 ? "Partly right" : this.type === "single" ? "Not the best answer" : "Not right";
    const parts = [certainty ? `${word}; you were ${CERTAINTY[certainty]}.` : `${word}.`];
    if (this.type === "multiple" && mark < 1) {
      const hits = options.filter((id) => this.right.includes(id)).length;
      parts.push(`You found ${hits} of ${this.right.length}`, options.length > hits ? `and chose ${options.length - hits} that ${options.length - hits === 1 ? "does" : "do"} not belong.` : "and nothing that does not belong.");
      parts.push(`Mark: ${Math.round(mark * 100) / 100} of 1.`);
    }
    return make("p", "mn-verdict", make("strong", "", parts.shift()), " ", parts.join(" "));
  }

  /** The reasons for what was chosen, and for what is right. */
  explain(chosen) {
    const list = make("ul", "mn-reasons");
    for (const id of chosen) list.append(this.reason(id, this.right.includes(id) ? "You chose, and it is right:" : "You chose:"));
    for (const id of this.right) if (!chosen.includes(id)) list.append(this.reason(id, chosen.length ? "Right would be:" : "The answer:"));
    return list;
  }

  reason(id, lead) {
    const item = this.reasons.get(id);
    const [text, why] = [".mn-text", ".mn-why"].map((selector) => item.querySelector(selector).cloneNode(true));
    return make("li", this.right.includes(id) ? "mn-why-right" : "mn-why-wrong", make("strong", "", lead), " ", text, " ", why);
  }

  pointers() {
    return [".mn-source", ".mn-passage"].map((selector) => this.answer.querySelector(selector).cloneNode(true));
  }

  showGuess({ guess }) {
    if (!guess || guess.id === this.shown) return;
    this.shown = guess.id;
    this.choose(guess.options);
    for (const input of this.inputs) input.disabled = true;
    const keep = this.node.querySelector(".mn-keep");
    keep.setAttribute("aria-disabled", "true");
    this.feedback.replaceChildren(make("p", "mn-prompt", make("strong", "", "Your guess is kept."), " Read on; it comes back at the end of this lesson, beside the answer."));
  }

  showReveal({ guess }) {
    const key = guess ? guess.id : "none";
    if (key === this.shown) return;
    this.shown = key;
    if (!guess) {
      this.feedback.replaceChildren(make("p", "mn-prompt", "You kept no guess at the start of this lesson. Here is the answer all the same."));
      this.feedback.append(this.explain([]), ...this.pointers());
      return;
    }
    const mark = score(this.type, this.right, guess.options);
    const words = mark === 1 ? "Your guess was right." : "Your guess, beside the answer.";
    this.feedback.replaceChildren(make("p", "mn-verdict", make("strong", "", words)));
    const list = make("ul", "mn-reasons");
    for (const id of guess.options) list.append(this.reason(id, this.right.includes(id) ? "You guessed, and it is right:" : "You guessed:"));
    for (const id of this.right) if (!guess.options.includes(id)) list.append(this.reason(id, "The answer:"));
    this.feedback.append(list);
    this.feedback.append(...this.pointers());
  }
}

/* ---------------------------------------------------------------- one widget */

/** Bring one widget's HTML to life. Choices made before this ran are kept. One widget of a page shows its notices. */
export function hydrate(root, host, { showsNotices = true } = {}) {
  if ("live" in root.dataset) return;
  root.dataset.live = "";
  const asked = { mode: root.dataset.mn, place: root.dataset.place ?? "" };
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
  await storageReady();
  const host = new BrowserHost();
  document.querySelectorAll(".mn-quiz").forEach((root, index) => hydrate(root, host, { showsNotices: index === 0 }));
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
    if (!event.ctrlKey && !event.metaKey && !event.altKey && root.contains(event.target)) event.stopPropagation();
  };
  addEventListener("keydown", keep, true);
  return () => removeEventListener("keydown", keep, true);
}

/** Called by anywidget for every view of a widget in JupyterLab; returns what to do when the view goes. */
function render({ model, el }) {
  // The HTML comes from the package's own template, which escapes whatever authors wrote.
  el.innerHTML = model.get("html");
  const root = el.firstElementChild;
  const host = new KernelHost(model);
  const releaseKeys = keepKeys(root);
  keepInsideLab(root);
  hydrate(root, host);
  return () => {
    releaseKeys();
    host.close();
  };
}

export default { render };
