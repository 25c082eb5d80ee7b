/* Questions one after another, each answered once: the starting check, and practice. */
import { make, press } from "./dom.js";
import { byTime } from "./events.js";
import { OnceQuestion, answerButtons, answerTo } from "./exam_question.js";
import { faultsOf } from "./judge.js";
import { KeptLine, asksCertainty, stageHeading } from "./stage.js";

/** When one learns what was right: after each answer, at the end, or at the end but after an unsafe answer at once. */
export const TELLS = {
  now: () => true,
  end: () => false,
  unsafe: (entry, event) => faultsOf(entry, event.options).some(({ tag }) => tag === "unsafe"),
};

/** `context`: { sitting, entries, host, shelf, tells, level, note, finish }; `note` is shown before what was unsafe. */
export class OneByOne {
  constructor(stage, context) {
    Object.assign(this, { stage, ...context });
    this.kept = new KeptLine();
    this.current = -1;
    this.skipped = new Set();
  }

  /** Questions that are not answered yet, from a place on and then from the beginning. */
  waiting() {
    const { sitting, entries } = this;
    return sitting.ids.filter((id) => entries.has(id) && !answerTo(sitting, entries.get(id)));
  }

  /** Begin, or go on behind the question that was answered last: what stands open before it was skipped. */
  open() {
    const { ids, answers } = this.sitting;
    const last = [...answers.values()].sort(byTime).at(-1);
    const before = ids.slice(0, Math.max(ids.indexOf(last?.question), 0));
    this.skipped = new Set(this.waiting().filter((id) => before.includes(id)));
    this.goOn();
  }

  update(sitting) {
    this.sitting = sitting;
    this.kept.update(this.host.load());
    // Answered in another tab while it stands here; an answer to what it said before is none.
    const event = this.question && answerTo(sitting, this.entries.get(this.question.id));
    if (event && !this.question.answered) this.answered(event);
  }

  /** The next that is open and was not skipped; then those that were; then the end. */
  goOn() {
    const waiting = this.waiting();
    const next = waiting.find((id) => !this.skipped.has(id));
    if (next) this.ask(next);
    else if (waiting.length > 0) this.atTheEnd(waiting);
    else this.finish();
  }

  ask(id) {
    const { sitting, entries, host, shelf, level } = this;
    const asks = asksCertainty(host.load().events);
    const heading = stageHeading(level, `Question ${sitting.ids.indexOf(id) + 1} of ${sitting.ids.length}`);
    this.question = new OnceQuestion(entries.get(id), {
      place: sitting.place, seed: sitting.seed, host, shelf,
      buttons: answerButtons(asks, this.verb), done: (event) => this.answered(event),
    });
    this.next = make("p", "mn-actions", press("mn-quiet", "Skip this one", () => this.skip(id)));
    this.kept.update(host.load());
    this.stage.show([heading, this.question.node, this.next, this.kept.node], heading);
  }

  skip(id) {
    this.skipped.add(id);
    this.goOn();
  }

  answered(event) {
    const { question, entries } = this;
    question.answered = true;
    // The record may have it a moment later than this page.
    this.sitting.answers.set(event.question, event);
    if (!this.tells(entries.get(question.id), event)) return this.goOn();
    question.tell(event, this.note ? [make("p", "mn-safe mn-not-safe", this.note)] : []);
    const last = this.waiting().every((id) => this.skipped.has(id));
    this.next.replaceChildren(press("mn-finish", last ? "Go on" : "Next question", () => this.goOn()));
    return undefined;
  }

  atTheEnd(waiting) {
    const heading = stageHeading(this.level, "That was the last one");
    const again = () => {
      this.skipped.clear();
      this.goOn();
    };
    const words = waiting.length === 1 ? "You skipped one question." : `You skipped ${waiting.length} questions.`;
    this.stage.show([heading, make("p", "", words), make("p", "mn-actions", press("mn-finish", "Finish", () => this.finish()), press("", waiting.length === 1 ? "Answer it" : "Answer them", again))], heading);
  }
}
