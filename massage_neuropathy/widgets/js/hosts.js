/*
 * Where the record is kept. Behaviors never know where they run. They talk to a host:
 *   ready              resolves once load() holds what is kept, or it is known that nothing can be had
 *   load()          -> { events, notice, unkept, summary, reach, isApart }   the outline of the learner's record, oldest
 *                      first; what the learner must know about it; by id of the event, why an answer is not being kept; how
 *                      much there is (see `Record.summary`); and, in the book, of which pages it is the record where they
 *                      are files, and whether that may be this page alone
 *   record(event)      adds one event that has just happened, and returns it as it is kept
 *   add(events)        adds those that are not there yet; resolves once they are kept, or `unkept` says why not
 *   all()              resolves to all events, oldest first; rejects with words for the learner
 *   latest()           resolves once load() holds all that is kept, also what other pages have added since; rejects with
 *                      words for the learner where that cannot be known
 *   deleteAll()        deletes everything; resolves to { events, undo }: what it was, and a function that brings it back
 *   onChange(call)     calls back when the record has changed, here or elsewhere
 */
import { COURSE } from "./events.js";

/** What both homes of the record have in common. */
export class Host {
  constructor() {
    this.calls = [];
    this.stopped = new AbortController();
    // Other pages of the same browser. Without such a channel, coming back to the page has to do.
    try {
      this.channel = new BroadcastChannel(COURSE);
      this.channel.onmessage = () => this.look();
    } catch {
      this.channel = null;
    }
    for (const [target, name] of [[window, "focus"], [window, "pageshow"], [document, "visibilitychange"]]) {
      target.addEventListener(name, () => { if (document.visibilityState === "visible") this.look(); }, { signal: this.stopped.signal });
    }
  }

  onChange(call) {
    this.calls.push(call);
  }

  tell() {
    for (const call of this.calls) call();
  }

  /** Somebody else may have changed the record. */
  look() {
    this.latest().catch(() => {});
  }

  tellOthers() {
    this.channel?.postMessage("changed");
  }

  close() {
    this.calls = [];
    this.stopped.abort();
    this.channel?.close();
  }
}
