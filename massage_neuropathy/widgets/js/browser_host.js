import { COURSE, VERSION, after, byTime, include, isEvent, outline, outlined, randomHex } from "./events.js";
import { Host } from "./hosts.js";

// What counts as an answer where the record is summed up.
const KINDS_OF_ANSWERS = ["answer", "guess", "choice"];
const PAGES_APART = "This browser keeps the answers of each page opened from a file apart: those you give here stay with this page. Save them to a file to add them to another.";
const PAGES_UNKNOWN = "It is not known whether this browser keeps one record for all pages opened from files. To be safe, save your answers to a file.";
const PAGES_TOGETHER = "This browser keeps one record for all pages of the course opened from files.";
const STORAGE_FAILS = "Your progress is not being kept: this browser's storage is blocked or full. The questions still work.";
const NEWER = "Your progress is not being kept: this browser holds a record from a newer version of this course. It was left as it is. Open the newer version, or reload this page if it is the newer one.";
const SET_ASIDE = "A saved answer could not be read. It was set aside in this browser's storage, not deleted. Your other answers are here.";
const LASTS = "It lasts until you leave this page, and is tried again with your next answer.";
const FULL = `this browser's storage is full. ${LASTS}`;
const BLOCKED = `this browser's storage is blocked. ${LASTS}`;

// Where version 1 kept each event, in localStorage. What is under way when a page is left goes there, too.
const OLD = `${COURSE}/1/`;
const OLD_ASIDE = `${COURSE}-set-aside/`;

const LEFT = "A saved answer could not be read. It was left where it is, not deleted. Your other answers are here.";
const LOCKED = "this browser does not give access to what it keeps. Reload this page, and try again";

const STORES = ["events", "recent", "state", "set-aside"];
const OPENS_WITHIN_MS = 3000;
// So many recent events are read one by one before they go into the outline.
const RECENT = 100;
// So many rows are read in one go.
const READ_AT_ONCE = 2000;

/**
 * Keeps the record in this browser, in the IndexedDB database "massage-neuropathy":
 *   events      every event, by its id
 *   state       "outline": the outline as JSON; "epoch": changes when everything is deleted
 *   recent      the events that are not in that outline yet, by id
 *   set-aside   what could not be read
 * An answer is written at once, blindly and for good, to `events` and `recent`: nothing has to be read before, so the
 * page may be left in the same moment, and two pages never overwrite each other. A page reads outline and recent events.
 *
 * Browsers may share one database among all pages opened from files, hence the course's name.
 * Storage may be full, blocked or hold something foreign. The questions must still work: nothing here throws.
 */
export class BrowserHost extends Host {
  constructor() {
    super();
    this.db = null;
    this.opening = null;
    this.isReady = false;
    this.forgetAll(null);
    this.counted = { entries: 0, answers: 0 };
    this.notices = new Set();
    this.reach = reachFromFiles();
    this.isApart = this.reach !== "" && this.reach !== PAGES_TOGETHER;
    if (this.isApart) this.notices.add(this.reach);
    // Others hear only after this that the page is being left, and may have something to record even then.
    this.isLeft = false;
    addEventListener("pagehide", () => {
      this.isLeft = true;
      this.rescue();
    }, { signal: this.stopped.signal });
    addEventListener("pageshow", () => { this.isLeft = false; }, { signal: this.stopped.signal });
    this.ready = this.start().then(() => {
      this.isReady = true;
      this.tell();
    });
  }

  /** Begin anew, knowing no more than which record this is. */
  forgetAll(epoch) {
    this.epoch = epoch;
    this.text = "[]";
    // What is kept, as an outline; what is on its way; what could not be kept.
    this.ends = new Map();
    this.pending = new Map();
    this.unkept = new Map();
    this.shown = null;
  }

  get waiting() {
    return [...this.pending.values(), ...this.unkept.values()];
  }

  load() {
    this.shown ??= this.show();
    return this.shown;
  }

  show() {
    const ends = new Map(this.ends);
    for (const event of this.waiting) include(ends, event);
    const events = outlined(ends);
    const answers = events.filter(isAnswer);
    return {
      events,
      notice: [...this.notices].join(" "),
      reach: this.reach,
      isApart: this.isApart,
      unkept: new Map([...this.unkept.keys()].map((id) => [id, this.why])),
      summary: {
        entries: this.counted.entries + this.waiting.length,
        answers: this.counted.answers + this.waiting.filter(isAnswer).length,
        questions: new Set(answers.map(({ question }) => question)).size,
        since: answers[0]?.at ?? null,
        until: answers.at(-1)?.at ?? null,
      },
    };
  }

  tell() {
    this.shown = null;
    super.tell();
  }

  record(given) {
    const event = after(this.load().events.at(-1)?.at ?? "", given);
    const earlier = [...this.unkept.values()];
    this.pending.set(event.id, event);
    if (this.db) {
      this.write(event);
      if (earlier.length > 0) this.retry(earlier);
    } else if (this.isLeft) {
      this.rescue();
    } else if (this.isReady) {
      this.start();
    }
    this.tell();
    return event;
  }

  async add(events) {
    try {
      await this.reopen();
      await this.merge(events);
      await this.read();
      this.tellOthers();
    } catch (error) {
      for (const event of events) this.pending.set(event.id, event);
      this.fail(events.map(({ id }) => id), error);
    }
    this.tell();
  }

  async all() {
    try {
      await this.reopen();
      return unique([...this.waiting, ...(this.db ? await this.readAll() : [])]);
    } catch {
      throw new Error(LOCKED);
    }
  }

  async latest() {
    if (this.db) {
      try {
        await this.read();
        this.forgetFailure();
      } catch (error) {
        // A database that was closed just now is opened again first.
        if (this.db) this.fail([], error);
      }
      this.tell();
    }
    await this.reopen();
  }

  async deleteAll() {
    await this.reopen();
    let events = this.waiting;
    let aside = [];
    const epoch = randomHex();
    if (this.db) {
      try {
        await this.change(async (tx) => {
          const { good, odd } = sorted(...await got(tx.events.getAllKeys(), tx.events.getAll()));
          const [keys, values] = await got(tx.aside.getAllKeys(), tx.aside.getAll());
          events = unique([...events, ...good]);
          aside = [...keys.map((key, index) => [key, values[index]]), ...odd];
          for (const name of STORES) tx.objectStore(name).clear();
          tx.state.put(epoch, "epoch");
        });
      } catch {
        throw new Error(LOCKED);
      }
    }
    removeOld(oldEntries().map(([key]) => key));
    this.forgetAll(epoch);
    this.counted = { entries: 0, answers: 0 };
    for (const notice of this.notices) if (notice !== this.reach) this.notices.delete(notice);
    this.tell();
    this.tellOthers();
    return { events, undo: () => this.bringBack(events, aside) };
  }

  async bringBack(events, aside) {
    await this.add(events);
    if (aside.length > 0) await this.merge([], aside).catch((error) => this.fail([], error));
  }

  /* ---- opening */

  /**
   * Have the database again. A browser may close it at any time, and does so most of all while nobody looks at the page.
   * What was there is not gone with it, so nobody may be told that there is nothing.
   */
  async reopen() {
    // Where it never could be opened, the next answer tries that again.
    if (this.db || (this.epoch === null && !this.opening)) return;
    await this.start();
    if (!this.db && this.counted.entries > 0) throw new Error(LOCKED);
  }

  /** Open the database, and learn what it holds, once for all who ask for it meanwhile. Nobody waits for long. */
  start() {
    this.opening ??= Promise.race([this.openAndRead(), wait(OPENS_WITHIN_MS)]).then((isLate) => {
      this.opening = null;
      if (isLate) this.fail([...this.pending.keys()]);
    });
    return this.opening;
  }

  async openAndRead() {
    try {
      await storageReady();
      const db = this.db ?? await open();
      this.db = db;
      // A newer version of the course waits for this page to let go.
      db.onclose = db.onversionchange = () => {
        db.close();
        if (this.db === db) this.db = null;
      };
      this.forgetFailure();
      const old = oldEntries();
      if (old.length > 0) await this.moveOld(old);
      // What was answered before the database was there, perhaps after the learner has cleared what sites store.
      const early = [...this.pending.values()];
      const recent = await this.read();
      const newest = outlined(this.ends).at(-1)?.at ?? "";
      for (const event of early.map((one) => after(newest, one))) {
        this.pending.set(event.id, event);
        this.write(event);
      }
      if (this.unkept.size > 0) await this.retry([...this.unkept.values()]);
      if (recent > RECENT) await this.merge([]);
    } catch (error) {
      this.fail([...this.pending.keys()], error);
    }
    // The first time whoever waits until this is ready is told then, once.
    if (this.isReady) this.tell();
  }

  /** Move over what version 1 has kept, one key in localStorage for each event. */
  async moveOld(entries) {
    const parsed = entries.map(([key, text]) => [key, text, parse(text)]);
    const isGood = ([key, , event]) => isEvent(event) && OLD + event.id === key;
    const odd = parsed.filter((entry) => !isGood(entry));
    const good = parsed.filter(isGood).map(([, , event]) => event);
    try {
      await this.merge(good, odd);
    } catch (error) {
      // They stay where they are, and are shown all the same.
      for (const event of good) include(this.ends, event);
      return this.fail([], error);
    }
    if (odd.some(([key]) => key.startsWith(OLD))) this.notices.add(SET_ASIDE);
    // Only now that they are in their new place for good.
    removeOld(entries.map(([key]) => key));
  }

  /* ---- writing */

  begin(mode) {
    try {
      const tx = this.db.transaction(STORES, mode, { durability: "strict" });
      const [events, recent, state, aside] = STORES.map((name) => tx.objectStore(name));
      return Object.assign(tx, { events, recent, state, aside });
    } catch (error) {
      // Closed by the browser, which has not said so yet.
      if (error.name === "InvalidStateError") this.db = null;
      throw error;
    }
  }

  /** Do several things in one transaction: all of them, or none. */
  async change(work) {
    const tx = this.begin("readwrite");
    const end = done(tx);
    try {
      await work(tx);
    } catch (error) {
      end.catch(() => {});
      try {
        tx.abort();
      } catch {
        // It has ended by itself.
      }
      throw error;
    }
    await end;
  }

  /** Write one event now: when this returns, it is on its way, whatever happens to the page. */
  write(event) {
    let tx = null;
    try {
      tx = this.begin("readwrite");
      tx.recent.put(event, event.id);
      tx.events.put(event, event.id);
      tx.commit?.();
      done(tx).then(() => this.isKept([event]), (error) => this.fail([event.id], error));
    } catch (error) {
      tx?.abort();
      this.fail([event.id], error);
    }
  }

  isKept(events) {
    for (const event of events) {
      this.pending.delete(event.id);
      this.unkept.delete(event.id);
      include(this.ends, event);
      this.counted.entries += 1;
      if (isAnswer(event)) this.counted.answers += 1;
    }
    this.forgetFailure();
    this.tell();
    this.tellOthers();
  }

  /** An earlier failure is over, unless something is still not kept. */
  forgetFailure() {
    if (this.unkept.size === 0) this.notices.delete(STORAGE_FAILS);
  }

  /** What could not be kept is tried again, unless everything was deleted since, perhaps on another page. */
  async retry(events) {
    let isGone = false;
    try {
      await this.change(async (tx) => {
        const [epoch] = await got(tx.state.get("epoch"));
        isGone = epoch !== this.epoch;
        for (const event of isGone ? [] : events) {
          tx.events.put(event, event.id);
          tx.recent.put(event, event.id);
        }
      });
      if (isGone) await this.latest();
      else this.isKept(events);
    } catch {
      // It has been told already why not.
    }
  }

  /** Add events that are not there yet, set `odd` entries aside, and bring the outline up to date, all or nothing. */
  async merge(events, odd = []) {
    let before;
    await this.change(async (tx) => {
      // A file may hold more events than a function takes arguments.
      const known = await Promise.all(events.map(({ id }) => resultOf(tx.events.getKey(id))));
      const fresh = events.filter((_, index) => known[index] === undefined);
      for (const event of fresh) tx.events.put(event, event.id);
      for (const [key, value] of odd) tx.aside.put(value, key);
      const [text, recent] = await got(tx.state.get("outline"), tx.recent.getAll());
      before = recent.every(isEvent) ? eventsIn(text) : null;
      if (!before) return;
      tx.state.put(JSON.stringify(outline([...before, ...recent, ...fresh])), "outline");
      tx.recent.clear();
    });
    if (!before) await this.mend();
  }

  /** These are not being kept, and the learner must know why. */
  fail(ids, error) {
    const isNewer = error?.name === "VersionError";
    this.why = error?.name === "QuotaExceededError" ? FULL : isNewer ? `there is a record from a newer version of this course. ${LASTS}` : BLOCKED;
    for (const id of ids) {
      if (this.pending.has(id)) this.unkept.set(id, this.pending.get(id));
      this.pending.delete(id);
    }
    this.notices.add(isNewer ? NEWER : STORAGE_FAILS);
    this.tell();
  }

  /** The page is left. What has not reached the database goes where it will be found and moved over. */
  rescue() {
    try {
      for (const event of this.pending.values()) localStorage.setItem(OLD + event.id, JSON.stringify(event));
    } catch {
      // Then it is lost, as is all else where nothing can be stored.
    }
  }

  /* ---- reading */

  /** Learn what is kept by now; resolves to the number of recent events. */
  async read() {
    const tx = this.begin("readonly");
    const kinds = tx.events.index("kind");
    const [epoch, text, recent, entries, ...answers] = await got(
      tx.state.get("epoch"), tx.state.get("outline"), tx.recent.getAll(), tx.events.count(), ...KINDS_OF_ANSWERS.map((kind) => kinds.count(kind)),
    );
    if (this.epoch === null) this.epoch = epoch;
    // Everything was deleted on another page: nothing is left to be kept either.
    if (this.epoch !== epoch) this.forgetAll(epoch);
    this.counted = { entries, answers: answers.reduce((sum, number) => sum + number, 0) };
    const before = text === this.text ? [] : eventsIn(text);
    if (!before || !recent.every(isEvent) || (text === undefined && recent.length < entries)) return this.mend();
    this.text = text;
    for (const event of [...before, ...recent]) include(this.ends, event);
    return recent.length;
  }

  async readAll() {
    const tx = this.begin("readonly");
    const found = [];
    let isOdd = false;
    // In portions, so that the page stays awake while years of answers are read.
    for (let range = null; ;) {
      const [keys, values] = await got(tx.events.getAllKeys(range, READ_AT_ONCE), tx.events.getAll(range, READ_AT_ONCE));
      const { good, odd } = sorted(keys, values);
      found.push(...good);
      isOdd ||= odd.length > 0;
      if (keys.length < READ_AT_ONCE) break;
      range = IDBKeyRange.lowerBound(keys.at(-1), true);
    }
    if (isOdd) await this.mend();
    return found;
  }

  /** Something cannot be read: set aside what is no event, and make the outline anew from all the others. */
  async mend() {
    let odd = [];
    try {
      await this.change(async (tx) => {
        const kept = sorted(...await got(tx.events.getAllKeys(), tx.events.getAll()));
        const recent = sorted(...await got(tx.recent.getAllKeys(), tx.recent.getAll()));
        const good = unique([...kept.good, ...recent.good]);
        for (const event of good) include(this.ends, event);
        odd = [...recent.odd.map(([key, value]) => [`recent/${key}`, value]), ...kept.odd.map(([key, value]) => [`events/${key}`, value])];
        for (const [key, value] of odd) tx.aside.put(value, key);
        for (const [key] of kept.odd) tx.events.delete(key);
        for (const event of recent.good) tx.events.put(event, event.id);
        tx.state.put(JSON.stringify(outline(good)), "outline");
        tx.recent.clear();
      });
      if (odd.length > 0) this.notices.add(SET_ASIDE);
    } catch {
      // Not even that can be written. What can be read is here all the same.
      if (odd.length > 0) this.notices.add(LEFT);
    }
    return 0;
  }
}

/**
 * What the learner must know of a record on pages opened from files; empty on the web. No page can look into the storage
 * of another one that may be kept apart, so the name of the browser has to tell. Browsers on iOS are Safari by any name.
 */
function reachFromFiles() {
  if (location.protocol !== "file:") return "";
  if (/Firefox\//.test(navigator.userAgent)) return PAGES_APART;
  return /Chrom(e|ium)\//.test(navigator.userAgent) ? PAGES_TOGETHER : PAGES_UNKNOWN;
}

/** What is an event among the rows of the database, and keys and values of what is none. */
function sorted(keys, values) {
  const isGood = (value, index) => isEvent(value) && value.id === keys[index];
  const odd = values.flatMap((value, index) => (isGood(value, index) ? [] : [[keys[index], value]]));
  return { good: values.filter(isGood), odd };
}

function unique(events) {
  return [...new Map(events.map((event) => [event.id, event])).values()].sort(byTime);
}

function isAnswer({ kind }) {
  return KINDS_OF_ANSWERS.includes(kind);
}

/** The events of an outline as it is stored; null if it is damaged. */
function eventsIn(text = "[]") {
  const events = parse(text);
  return Array.isArray(events) && events.every(isEvent) ? events : null;
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(COURSE, VERSION);
    request.onupgradeneeded = () => {
      const db = request.result;
      // It tells what went wrong; the request itself knows only that it was stopped.
      request.transaction.onabort = ({ target }) => reject(target.error);
      db.createObjectStore("events").createIndex("kind", "kind");
      for (const name of STORES.slice(1)) db.createObjectStore(name);
      request.transaction.objectStore("state").put(randomHex(), "epoch");
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** The results of some requests, all of one transaction, which lives on when this resolves. */
function got(...requests) {
  return Promise.all(requests.map(resultOf));
}

function resultOf(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Resolves once all that a transaction has changed is on the disk. */
function done(tx) {
  return new Promise((resolve, reject) => {
    tx.oncomplete = resolve;
    tx.onabort = () => reject(tx.error ?? new Error("aborted"));
  });
}

/** What stands in localStorage from version 1: keys and texts. */
function oldEntries() {
  try {
    const keys = Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index));
    return keys.filter((key) => key?.startsWith(OLD) || key?.startsWith(OLD_ASIDE)).map((key) => [key, localStorage.getItem(key)]);
  } catch {
    return [];
  }
}

function removeOld(keys) {
  try {
    for (const key of keys) localStorage.removeItem(key);
  } catch {
    // They are read again next time, and change nothing.
  }
}

function wait(ms) {
  return new Promise((resolve) => { setTimeout(resolve, ms, true); });
}

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
  try {
    await Promise.race([navigator.storage?.estimate(), wait(1000)]);
  } catch {
    // A refusal is an answer too.
  }
}
