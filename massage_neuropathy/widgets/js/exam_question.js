/* Questions outside lessons: answered as one goes, or once for good. Their reasons are kept off the page. */
import { optionOrder } from "./chance.js";
import { lead, make, press } from "./dom.js";
import { CERTAINTY, newEvent } from "./events.js";
import { score } from "./marks.js";
import { Question } from "./questions.js";

const AFTER_TYPING_MS = 400;

/** The node of a question, its options in the order of this sitting. */
function nodeInOrder(entry, seed, shelf) {
  const node = shelf.node(entry);
  if (["single", "multiple"].includes(entry.type)) {
    const inputs = [...node.querySelectorAll("fieldset input")];
    const boxes = new Map(inputs.map((input) => [input.value, input.closest("fieldset > div")]));
    const shown = optionOrder([...boxes.keys()], entry, seed);
    inputs.at(-1).closest("fieldset > div").after(...shown.map((id) => boxes.get(id)));
  }
  return node;
}

/** The learner's answer to a question as it reads now; null without one. */
export function answerTo(sitting, entry) {
  const event = sitting.answers.get(entry.id);
  return event?.hash === entry.hash ? event : null;
}

/** How far a question is: "open", "begun" (not every item has its choice) or "answered". */
export function progressOf(sitting, entry) {
  const event = answerTo(sitting, entry);
  if (!event) return "open";
  return entry.type === "matching" && event.options.length < entry.right.length ? "begun" : "answered";
}

class HiddenReasons extends Question {
  constructor(entry, { seed, shelf }, mode = "exam") {
    super(nodeInOrder(entry, seed, shelf), mode);
    this.entry = entry;
    // Nobody should come upon the reasons by searching the page.
    this.answer.remove();
    this.answer.hidden = false;
    this.feedback.setAttribute("role", "status");
  }

  /** Show what was answered and why it is right or not; nothing can be changed any more. */
  tell({ options, certainty }, before = []) {
    this.clear();
    if (options.length > 0) this.given.choose(options);
    this.given.lock(true);
    this.given.mark(options);
    const mark = options.length > 0 ? score(this.type, this.right, options) : 0;
    this.node.dataset.told = "";
    this.node.dataset.state = mark === 1 ? "right" : mark > 0 ? "partly" : "wrong";
    const verdict = options.length > 0 ? this.verdict(mark, { options, certainty }) : make("p", "mn-verdict", lead("You left it open."));
    this.feedback.append(...before, verdict, this.explain(options), ...this.pointers());
  }
}

/** A question of the final: every change is kept at once, and can be changed until the end. */
export class ExamQuestion extends HiddenReasons {
  constructor(entry, { place, seed, host, shelf, asksHowSure }) {
    super(entry, { seed, shelf });
    Object.assign(this, { place, host });
    this.shown = null;
    this.timer = null;
    this.kept = { options: [], certainty: null };
    if (asksHowSure) this.feedback.before(this.howSure());
    // A number is kept in a pause of typing, and at the latest when the field or the page is left.
    this.node.addEventListener("focusout", () => this.keep());
  }

  howSure() {
    const radios = Object.entries(CERTAINTY).map(([value, words]) => {
      const input = make("input", "");
      Object.assign(input, { type: "radio", name: `mn-sure-${this.place}-${this.id}`, value, autocomplete: "off" });
      return make("label", "", input, ` ${words}`);
    });
    const group = make("fieldset", "mn-sure", make("legend", "", "How sure are you? (optional)"), ...radios);
    group.addEventListener("input", () => this.keep());
    this.sure = group;
    return group;
  }

  get certainty() {
    return this.sure?.querySelector(":checked")?.value ?? this.kept.certainty;
  }

  changed() {
    this.feedback.replaceChildren();
    clearTimeout(this.timer);
    if (this.type !== "numeric") return this.keep();
    this.timer = setTimeout(() => this.keep(), AFTER_TYPING_MS);
  }

  /** What counts as chosen: steps as they were given are no answer, items without a choice are left out. */
  chosen() {
    return this.type === "ordering" && this.given.missing() ? [] : this.given.chosen();
  }

  keep() {
    clearTimeout(this.timer);
    this.timer = null;
    const typed = this.type === "numeric" ? this.given.input.value.trim() : "";
    if (typed && this.given.missing()) this.say(this.given.missing());
    const [options, { certainty, place, hash }] = [this.chosen(), this];
    if (options.join("|") === this.kept.options.join("|") && certainty === this.kept.certainty) return;
    const event = newEvent("answer", this.id, { place, hash, options, certainty });
    Object.assign(this, { kept: { options, certainty }, shown: event.id });
    this.host.record(event);
  }

  /** Show what the record holds, which may have been answered in another tab. */
  update(event) {
    // What is being typed here is newer.
    if (this.timer || (event?.id ?? null) === this.shown || (!event && this.kept.options.length === 0)) return;
    const { options, certainty } = event ?? { options: [], certainty: null };
    Object.assign(this, { kept: { options, certainty }, shown: event?.id ?? null });
    this.given.choose(options);
    for (const input of this.sure?.querySelectorAll("input") ?? []) input.checked = input.value === certainty;
  }
}

/** A question that is answered once. `done` is called with the event. */
export class OnceQuestion extends HiddenReasons {
  constructor(entry, { place, seed, host, shelf, buttons, done }) {
    super(entry, { seed, shelf });
    Object.assign(this, { place, host, done });
    this.answered = false;
    this.bar = make("div", "mn-actions", ...buttons.map(([words, certainty]) => press("mn-check", words, () => this.give(certainty))));
    this.feedback.before(this.bar);
  }

  changed() {
    this.feedback.replaceChildren();
  }

  give(certainty) {
    const missing = this.given.missing();
    if (this.answered) return;
    if (missing) return this.say(missing);
    this.answered = true;
    const { place, hash } = this;
    const event = newEvent("answer", this.id, { place, hash, options: this.given.chosen(), certainty });
    this.host.record(event);
    this.done(event);
  }

  tell(event, before = []) {
    this.answered = true;
    // The focus must not go with the button that was pressed.
    const hadFocus = this.bar.contains(document.activeElement);
    this.bar.remove();
    super.tell(event, before);
    if (!hadFocus) return;
    const verdict = this.feedback.querySelector(".mn-verdict");
    verdict.tabIndex = -1;
    verdict.focus({ preventScroll: true });
  }
}

/** One tap says the answer and how sure one is; who does not want to be asked has one button. */
export function answerButtons(asksHowSure, verb) {
  return asksHowSure ? Object.entries(CERTAINTY).map(([value, words]) => [`${verb}: ${words}`, value]) : [[verb, null]];
}

/** A question with what was answered, to be read. */
export function toldQuestion(entry, event, { seed, shelf }, before = []) {
  const question = new HiddenReasons(entry, { seed, shelf }, "reveal");
  question.feedback.removeAttribute("role");
  question.tell(event ?? { options: [], certainty: null }, before);
  return question.node;
}
