import { after, byTime, outline, randomHex } from "./events.js";
import { Host } from "./hosts.js";

export const KERNEL_SILENT = "the kernel does not answer. Choose Run, then Run All Cells";
const NOT_WRITTEN = "it could not be written to your record. It lasts until this notebook is closed.";

// A kernel that is there takes an answer in a moment; one that works on something long may take a while.
export const KERNEL_ANSWERS_WITHIN_MS = 4000;
// A message that is larger than ten megabytes never arrives.
const EVENTS_IN_A_MESSAGE = 5000;

/**
 * Sends the record to the kernel, which keeps it in SQLite; RecordWidget in Python is the other end, and says what can
 * be wanted. A kernel that was stopped or restarted does not answer, and the learner must know.
 */
export class KernelHost extends Host {
  constructor(model) {
    super();
    this.model = model;
    this.ready = Promise.resolve();
    // What the kernel has not taken yet, by id: the event, and what was known of deletions when it happened. All cells
    // share it: what was answered while a kernel was gone is sent by the cells that run after it has come back.
    this.sent = (globalThis.massageNeuropathySent ??= new Map());
    this.late = new Set();
    // What was sent, by token of the message; a busy kernel may say only much later that it has heard it.
    this.tokens = new Map();
    this.heard = () => {
      for (const id of this.tokens.get(model.get("heard")) ?? []) this.sent.delete(id);
      this.tell();
    };
    model.on("change:heard change:record", this.heard);
    if (this.sent.size > 0) this.send();
  }

  get kept() {
    const { events = [], unkept = [], epoch = "", newest = "", notice = "", ...more } = this.model.get("record");
    return { events, unkept, epoch, newest, notice, ...more };
  }

  load() {
    const { events, unkept, notice, summary, aside = 0 } = this.kept;
    const silent = [...this.sent.keys()].filter((id) => this.late.has(id));
    return {
      events: outline([...events, ...[...this.sent.values()].map(({ event }) => event)]),
      notice,
      summary,
      aside,
      unkept: new Map([...unkept.map((id) => [id, NOT_WRITTEN]), ...silent.map((id) => [id, `${KERNEL_SILENT}. What you have answered since is sent then.`])]),
    };
  }

  record(given) {
    const { newest, epoch } = this.kept;
    const latest = [...this.sent.values()].map(({ event }) => event.at).concat(newest).sort().pop();
    const event = after(latest, given);
    this.sent.set(event.id, { event, epoch });
    this.send();
    this.tell();
    return event;
  }

  /** What has not been taken before is sent again together with what is new. */
  send() {
    const ids = [...this.sent.keys()];
    this.ask("keep", { answers: [...this.sent.values()] }, { ids }).catch(() => {
      for (const id of ids) this.late.add(id);
      this.tell();
    });
  }

  async add(events) {
    for (let start = 0; start < events.length; start += EVENTS_IN_A_MESSAGE) {
      await this.ask("add", { events: events.slice(start, start + EVENTS_IN_A_MESSAGE) });
    }
    this.tellOthers();
  }

  async all() {
    const packed = await this.ask("all", {}, { answers: true });
    const text = await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
    const waiting = [...this.sent.values()].map(({ event }) => event);
    return [...new Map([...waiting, ...JSON.parse(text)].map((event) => [event.id, event])).values()].sort(byTime);
  }

  /** Ask the kernel what it keeps: a lesson in another notebook has a kernel of its own. */
  async latest() {
    await this.ask("latest");
  }

  async deleteAll() {
    // Nothing is deleted of which there is no copy to bring back.
    const events = await this.all();
    const at = after(this.kept.newest, { at: new Date().toISOString() }).at;
    this.sent.clear();
    // A kernel that has fallen silent since may still delete it later: the way back is there all the same.
    await this.ask("delete", { at }).catch(() => {});
    this.tellOthers();
    return { events, undo: () => this.add(events) };
  }

  close() {
    super.close();
    this.model.off("change:heard change:record", this.heard);
  }

  /** Resolves when the kernel has done what is wanted, to what it sends if it `answers`. It then has the events of `ids`. */
  ask(want, given = {}, { answers = false, ids = [] } = {}) {
    const { model } = this;
    const token = randomHex();
    this.tokens.set(token, ids);
    return new Promise((resolve, reject) => {
      const end = (settle) => {
        clearTimeout(timer);
        model.off("change:heard", heard);
        model.off("msg:custom", hear);
        settle();
      };
      const heard = () => { if (!answers && model.get("heard") === token) end(resolve); };
      const hear = (message, buffers) => { if (answers && message.token === token) end(() => resolve(buffers[0])); };
      const silent = () => end(() => reject(new Error(KERNEL_SILENT)));
      const timer = setTimeout(silent, KERNEL_ANSWERS_WITHIN_MS);
      model.on("change:heard", heard);
      model.on("msg:custom", hear);
      try {
        model.send({ want, token, ...given });
      } catch {
        silent();
      }
    });
  }
}
