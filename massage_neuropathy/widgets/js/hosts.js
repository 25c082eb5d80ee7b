/*
 * Where the record is kept. Behaviors never know where they run. They talk to a host:
 *   ready              resolves once load() holds what is kept
 *   load()          -> { events, notice, unkept }   the learner's record so far, what the learner must know about
 *                      it, and by id of the event, why an answer is not being kept
 *   record(event)      adds one event
 *   add(events)        adds those that are not there yet
 *   latest()           resolves once load() holds all that is kept, also what other pages have added since; rejects with
 *                      words for the learner where that cannot be known
 *   deleteAll()        deletes everything; resolves to { events, undo }: what it was, and a function that brings it back
 *   onChange(call)     calls back when the record has changed, here or elsewhere
 */
import { COURSE, VERSION, byTime, isEvent } from "./events.js";

const PAGES_APART = "This browser keeps the answers of each page opened from a file apart: those you give here stay with this page.";
export const KERNEL_SILENT = "the kernel does not answer. Choose Run, then Run All Cells";
const STORAGE_FAILS = "Your progress is not being kept: this browser's storage is blocked or full. The questions still work.";

// A kernel that is there takes an answer in a moment; one that works on something long may take a while.
export const KERNEL_ANSWERS_WITHIN_MS = 4000;

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
    this.ready = Promise.resolve();
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
export class KernelHost {
  constructor(model) {
    this.model = model;
    this.ready = Promise.resolve();
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

/**
 * Wait until a page opened from a file may touch its storage.
 *
 * Chromium connects a page to its storage at the first touch, and refuses, without a word, while its main process has
 * not yet heard that the page is there. All that is stored through that connection is then lost. A file is there so
 * fast that a busy machine runs into this (3 of 60 pages with five browsers on two cores). An answer from the main
 * process to any question of this page proves that it has heard of it.
 */
export async function storageReady() {
  if (location.protocol !== "file:") return;
  const longEnough = new Promise((resolve) => { setTimeout(resolve, 1000); });
  try {
    await Promise.race([navigator.storage?.estimate(), longEnough]);
  } catch {
    // A refusal is an answer too.
  }
}
