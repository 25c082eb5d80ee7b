/*
 * What screener and planner share: one screen at a time, a line that says what happened, practice clients, forms that
 * were saved, and a question before anything is lost.
 */
import { make, press } from "./dom.js";
import { randomHex } from "./events.js";
import { curly } from "./outcome_words.js";
import { goneWords, readScreening } from "./screening_form.js";
import { arriveAt } from "./stage.js";

/** Start a tool; where its data cannot be had, the text that stands there stays, and a line says why. */
export async function startTool(root, name, rest, start) {
  try {
    await start();
  } catch (error) {
    const notice = make("p", "mn-notice", `The ${name} could not start: ${error.message}. ${rest}`);
    notice.setAttribute("role", "status");
    root.prepend(notice);
  }
}

export class ClientTool {
  /** `load` resolves to the data of the course, which is large: it comes when a learner first turns to the tool. */
  constructor(root, shelf, clients, load) {
    // A notebook may show a tool twice: ids and names of buttons are this one's own.
    Object.assign(this, { root, shelf, clients, load, course: null, prefix: `mn-${randomHex(4)}` });
    for (const turned of ["pointerover", "focusin"]) {
      // Where that fails, the learner hears of it once they go on.
      root.addEventListener(turned, () => this.load().catch(() => {}), { once: true });
    }
    this.stage = make("div", "mn-stage");
    this.status = make("div", "mn-said mn-screener-said");
    this.status.setAttribute("role", "status");
    root.replaceChildren(this.stage, this.status);
  }

  /** Do what needs the data of the course, once it is there. */
  async withCourse(action) {
    if (!this.course) {
      this.say("One moment. The course rules are on their way.");
      try {
        this.course = await this.load();
      } catch (error) {
        this.say(`This cannot go on yet: ${error.message}.`);
        return;
      }
      this.say();
    }
    action();
  }

  /** Put another screen here; its heading gets the focus. */
  show(heading, nodes, isArriving = true) {
    this.status.replaceChildren();
    this.stage.replaceChildren(heading, ...nodes);
    if (isArriving) arriveAt(heading);
  }

  say(...words) {
    this.status.replaceChildren(...words);
  }

  /** Ask before anything is lost. Where nothing would be, do it at once. */
  askFirst(words, { keep, lose }, action, back, isLoss) {
    if (!isLoss) {
      action();
      return;
    }
    const no = press("", keep, () => {
      this.say("Nothing was changed.");
      back.focus();
    });
    this.say(`${words} `, make("span", "mn-actions", press("mn-delete", lose, action), no));
    no.focus();
  }

  /** Practice clients as cards, each with a button. */
  clientCards(clients, level, words, take) {
    const cards = clients.map((client) => {
      const open = press("", words, () => this.withCourse(() => take(client)));
      const who = make(`h${level}`, "mn-title", client.who);
      who.id = `${this.prefix}-client-${client.id}`;
      open.id = `${this.prefix}-open-${client.id}`;
      open.dataset.client = client.id;
      open.setAttribute("aria-labelledby", `${open.id} ${who.id}`);
      return make("li", "mn-card mn-client", who, make("p", "", curly(client.says)), make("div", "mn-actions", open));
    });
    return make("ul", "mn-clients", ...cards);
  }

  /** A button that opens a form that was saved. `ask` has to call what it is given once nothing stands against it. */
  opener(ask, use) {
    const file = make("input", "");
    Object.assign(file, { type: "file", accept: ".json,application/json" });
    file.addEventListener("change", () => {
      const [chosen] = file.files;
      // Whatever becomes of it, choosing the same file again is a change.
      file.value = "";
      if (!chosen) return;
      this.withCourse(async () => {
        try {
          const { answers, client, gone } = readScreening(await chosen.text(), this.course, this.clients);
          ask(() => {
            this.clear();
            Object.assign(this, { answers, client: this.clients.find(({ id }) => id === client) ?? null });
            use();
            this.say(`The file ${chosen.name} is open.${goneWords(gone)}`);
          }, file);
        } catch (error) {
          this.say(`The file ${chosen.name} was not opened, and nothing was changed: ${error.message}.`);
        }
      });
    });
    return make("label", "mn-file", "Open a saved file ", file);
  }

  /** Who the client is, where it is one of those for practice. */
  story() {
    return this.client ? [make("div", "mn-card mn-client", make("p", "mn-client-who", this.client.who), make("p", "", curly(this.client.says)))] : [];
  }
}
