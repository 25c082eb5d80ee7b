/* Second chances: after an unsafe answer to a safety question one reads why, and answers a fresh one, once for good. */
import { make, press } from "./dom.js";
import { drawChance } from "./draw.js";
import { newEvent } from "./events.js";
import { OnceQuestion, toldQuestion } from "./exam_question.js";
import { faultsOf, judge } from "./judge.js";
import { closeSitting, stageHeading } from "./stage.js";

const IN_WORDS = ["", "One", "Two", "Three"];

/** `context`: { sitting, seen, index, entries, host, shelf, done }; `done` is called when there is nothing more to do. */
export class Chances {
  constructor(stage, context) {
    Object.assign(this, { stage, ...context });
    this.sitting = context.sitting;
    this.showing = null;
  }

  update({ chances, closed }) {
    // What was handed in stays as it is.
    this.sitting = { ...this.sitting, chances, closed };
    // An answer that was given in another tab while the question stands here.
    const chance = chances.find(({ id }) => id === this.showing?.id);
    if (chance?.event && !this.showing.answered) this.answered(chance.event);
  }

  /** Show the next one, or end. */
  open() {
    const { bar } = judge(this.sitting, this.index, this.entries);
    if (bar.reason === "too-many") return this.tooMany();
    const next = bar.state === "open" ? bar.chances.find(({ state }) => state === "open") : null;
    // A second chance that was answered in other words than those of now is none, and there is no third.
    const isStale = next && !next.id && this.sitting.chances.some(({ of }) => of === next.of);
    const fresh = next && !isStale && (next.id ?? this.draw(next.of));
    if (!fresh || !this.entries.has(fresh)) return this.end();
    return this.ask(next.of, fresh, bar.chances);
  }

  /** A fresh question, recorded as shown before it is shown. */
  draw(of) {
    const { sitting, index, seen, host } = this;
    const shown = [...sitting.ids, ...sitting.chances.map(({ id }) => id)];
    const id = drawChance(index, seen, sitting.seed, of, shown);
    if (id) host.record(newEvent("chance", id, { place: sitting.place, hash: this.entries.get(id).hash, options: [of] }));
    return id;
  }

  ask(of, id, all) {
    const { sitting, entries, host, shelf } = this;
    const { place, seed } = sitting;
    const number = all.findIndex((chance) => chance.of === of) + 1;
    const heading = stageHeading(2, `Second chance ${number} of ${all.length}`);
    const first = sitting.answers.get(of);
    const many = all.length === 1 ? "One answer to a safety question was" : `${IN_WORDS[all.length]} answers to safety questions were`;
    const opening = number === 1 ? `${many} not safe, or left open. You read why, and answer a fresh question of the same kind.` : "Here is the next one.";
    this.next = make("p", "mn-actions");
    this.showing = new OnceQuestion(entries.get(id), {
      place, seed, host, shelf, buttons: [["Answer for good", null]], done: (event) => this.answered(event),
    });
    this.stage.show([
      heading,
      make("p", "", opening),
      stageHeading(3, first ? "What you answered, and why it is not safe" : "What you left open, and what is right"),
      toldQuestion(entries.get(of), first, { seed, shelf }),
      stageHeading(3, "The fresh question"),
      make("p", "mn-hint", "Take your time. This answer cannot be changed."),
      this.showing.node,
      this.next,
    ], heading);
  }

  answered(event) {
    const { showing, entries, next } = this;
    const unsafe = faultsOf(entries.get(showing.id), event.options).some(({ tag }) => tag === "unsafe");
    const words = unsafe
      ? "This answer is not safe either. So the safety bar is not met this time, and the test ends here."
      : "That is safe.";
    showing.tell(event, [make("p", unsafe ? "mn-safe mn-not-safe" : "mn-safe", words)]);
    showing.answered = true;
    const { bar } = judge(this.sitting, this.index, this.entries);
    const goesOn = !unsafe && bar.chances.some(({ id, state }) => state === "open" && id !== showing.id);
    // Over as soon as it is decided, should the page be closed now.
    if (!goesOn) closeSitting(this.host, this.sitting);
    next.replaceChildren(press("mn-finish", goesOn ? "Next" : "See the result", () => (goesOn ? this.open() : this.done())));
  }

  tooMany() {
    const heading = stageHeading(2, "First study, then try again");
    closeSitting(this.host, this.sitting);
    this.stage.show([
      heading,
      make("p", "", "Four or more answers to safety questions were not safe, or were left open. That is too much for second chances, so this sitting ends here, whatever the marks are."),
      make("p", "", "The result says which questions these were and where to read. From tomorrow on you can sit again, with other questions."),
      make("p", "mn-actions", press("mn-finish", "See the result", () => this.done())),
    ], heading);
  }

  end() {
    closeSitting(this.host, this.sitting);
    this.done();
  }
}
