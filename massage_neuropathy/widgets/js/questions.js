import { lead, make, press } from "./dom.js";
import { CERTAINTY, newEvent, stateOf } from "./events.js";
import { score } from "./marks.js";
import { TYPES } from "./question_types.js";

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

/** A question on the page, whatever it is asked for: its inputs, its reasons, and the marks beside them. */
export class Question {
  constructor(node, mode) {
    Object.assign(this, { node, mode });
    this.id = node.dataset.question;
    this.hash = node.dataset.hash;
    this.type = node.dataset.type;
    this.feedback = node.querySelector(".mn-feedback");
    this.answer = node.querySelector(".mn-answer");
    this.right = this.answer.dataset.right.split(" ");
    this.given = new TYPES[this.type](this);
    // Not "change": a text field sends it late, when it loses the focus, and would clear what was just checked.
    node.querySelector("fieldset")?.addEventListener("input", () => this.changed());
  }

  /** The learner is choosing. */
  changed() {
    this.clear();
  }

  say(text) {
    this.feedback.replaceChildren(make("p", "mn-prompt", text));
  }

  /** Mark a part of the question, in words too. */
  mark(part, mark, text) {
    part.dataset.mark = mark;
    // Read out, the mark is a word of its own.
    part.append(" ", make("span", "mn-mark", text));
  }

  /** The learner is choosing again: take the marks of the last try away. */
  clear() {
    this.feedback.replaceChildren();
    this.answer.hidden = true;
    delete this.node.dataset.state;
    for (const mark of this.node.querySelectorAll(".mn-mark")) mark.remove();
    for (const part of this.node.querySelectorAll("[data-mark]")) delete part.dataset.mark;
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
}

/** A question in a lesson, which shows what the record says about it. */
export class QuestionView extends Question {
  constructor(node, { mode, place, moving }, host) {
    super(node, mode);
    Object.assign(this, { place, host });
    this.guess = moving ? PREDICTION : GUESS;
    this.shown = null;
    this.counts = null;
    // Steps stand in some order from the start.
    this.choosing = mode === "quiz" && this.type !== "ordering" && this.given.chosen().length > 0;

    this.answer.hidden = true;
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
