/* The final while it is being worked on: one question at a time or all of them, in any order, until it is handed in. */
import { Clock } from "./clock.js";
import { count, make, press, sign } from "./dom.js";
import { byTime, newEvent } from "./events.js";
import { ExamQuestion, progressOf } from "./exam_question.js";
import { Navigator, tally } from "./navigator.js";
import { KeptLine, arriveAt, asksCertainty, stageHeading } from "./stage.js";

/** One question with its heading and its mark for review. */
class Asked {
  constructor(place, total, question, flag) {
    Object.assign(this, { place, question });
    this.heading = stageHeading(2, `Question ${place + 1} of ${total}`);
    this.flag = press("mn-flag", "", () => flag(!this.flagged));
    this.node = make("section", "mn-asked", this.heading, question.node);
    question.node.append(this.flag);
  }

  update(event, flagged, edited) {
    this.question.update(event);
    this.flagged = flagged;
    this.flag.replaceChildren(...flagged ? [sign("\u2691 ")] : [], "Mark for review");
    this.flag.setAttribute("aria-pressed", String(flagged));
    if (edited) this.question.say("This question has changed since you answered it. Please answer it again.");
  }
}

/** `context`: { sitting, entries, host, shelf, handIn }. */
export class Exam {
  constructor(stage, { sitting, entries, host, shelf, handIn }) {
    Object.assign(this, { stage, sitting, entries, host, shelf, handIn });
    this.asksHowSure = asksCertainty(host.load().events);
    this.ids = sitting.ids.filter((id) => entries.has(id));
    this.asked = new Map();
    this.shownAll = false;
    this.kept = new KeptLine();
    this.clock = new Clock(sitting.place, host);
    this.navigator = new Navigator(this.ids.length, (place) => this.go(place));
    this.all = press("", "Show all on one page", () => this.showAll(!this.shownAll));
    this.navigator.below.append(this.all);
    this.holder = make("div", "mn-asked-all");
    this.previous = press("", "Previous", () => this.go(this.current - 1));
    this.next = press("", "Next", () => this.go(this.current + 1));
    this.steps = make("p", "mn-actions mn-through", this.previous, this.next);
    this.finish = press("mn-finish", "Finish \u2026", () => this.ask());
    this.asking = make("div", "mn-asking");
    // What was typed last is kept before the page goes away.
    this.leave = () => this.flush();
    addEventListener("pagehide", this.leave);
    document.addEventListener("visibilitychange", this.leave);
  }

  /** Put it on the page: first what has changed since it was answered, else where it was left. */
  open() {
    this.stage.show([this.clock.node, this.holder, this.steps, this.kept.node, this.navigator.nav, make("p", "mn-actions mn-end", this.finish), this.asking]);
    const { answers } = this.sitting;
    const changed = this.ids.findIndex((id) => answers.has(id) && answers.get(id).hash !== this.entries.get(id).hash);
    this.go(changed >= 0 ? changed : placeToGoOn(this.states(), answers));
  }

  close() {
    this.flush();
    this.clock.stop();
    removeEventListener("pagehide", this.leave);
    document.removeEventListener("visibilitychange", this.leave);
  }

  flush() {
    for (const { question } of this.asked.values()) question.keep();
  }

  states() {
    const { sitting, entries, ids } = this;
    return ids.map((id) => ({ id, state: progressOf(sitting, entries.get(id)), flagged: sitting.flags.has(id) }));
  }

  at(place) {
    if (!this.asked.has(place)) {
      const id = this.ids[place];
      const { host, shelf, asksHowSure, sitting: { place: home, seed } } = this;
      const question = new ExamQuestion(this.entries.get(id), { place: home, seed, host, shelf, asksHowSure });
      const flag = (yes) => host.record(newEvent("flag", id, { place: home, options: [yes ? "yes" : "no"] }));
      this.asked.set(place, new Asked(place, this.ids.length, question, flag));
    }
    return this.asked.get(place);
  }

  /** Go to a question; its heading gets the focus. */
  go(place) {
    if (place < 0 || place >= this.ids.length) return;
    this.current = place;
    if (!this.shownAll) this.holder.replaceChildren(this.at(place).node);
    this.asking.replaceChildren();
    this.refresh();
    arriveAt(this.at(place).heading);
  }

  showAll(all) {
    this.shownAll = all;
    this.all.textContent = all ? "Show one at a time" : "Show all on one page";
    this.steps.hidden = all;
    if (all) this.holder.replaceChildren(...this.ids.map((_, place) => this.at(place).node));
    this.go(this.current);
  }

  update(sitting) {
    this.sitting = sitting;
    this.refresh();
  }

  refresh() {
    const { sitting, entries } = this;
    for (const [place, asked] of this.asked) {
      const entry = entries.get(this.ids[place]);
      const event = sitting.answers.get(entry.id);
      asked.update(event?.hash === entry.hash ? event : undefined, sitting.flags.has(entry.id), event && event.hash !== entry.hash);
    }
    this.navigator.update(this.states(), this.shownAll ? -1 : this.current);
    this.previous.setAttribute("aria-disabled", String(this.current === 0));
    this.next.setAttribute("aria-disabled", String(this.current === this.ids.length - 1));
    this.clock.update(sitting.clock);
    this.kept.update(this.host.load());
  }

  /** Ask before it is handed in, and say what is open. */
  ask() {
    this.flush();
    const states = this.states();
    const places = (wanted) => states.flatMap((one, place) => (wanted(one) ? [place] : []));
    const open = places(({ state }) => state !== "answered");
    const flagged = places((one) => one.flagged);
    const heading = stageHeading(3, open.length > 0 ? `${count(open.length, "question")} not answered in full` : "Hand it in?");
    const words = [];
    if (open.length > 0) {
      words.push(
        make("p", "", `Still open: ${numbers(open)}. An open question earns no mark. If it is about safety, it counts as unsafe.`),
        make("p", "", "Four or more safety questions that are open or answered unsafely end this sitting without a second chance. You can sit again tomorrow."),
      );
    } else {
      words.push(make("p", "", `All ${states.length} are answered.`));
    }
    if (flagged.length > 0) words.push(make("p", "", `Marked for review: ${numbers(flagged)}.`));
    words.push(make("p", "", "After this, the answers stand as they are."));
    const back = open[0] ?? flagged[0];
    // With open questions the plain way is back to them.
    const isDone = open.length === 0;
    const finish = press(isDone ? "mn-finish" : "", isDone ? "Finish now" : "Finish all the same", () => this.handIn());
    const goBack = back === undefined ? [] : [press(isDone ? "" : "mn-finish", `Go to question ${back + 1}`, () => this.go(back))];
    const keepWorking = () => {
      this.asking.replaceChildren();
      this.finish.focus();
    };
    const buttons = [...(isDone ? [finish, ...goBack] : [...goBack, finish]), press("mn-quiet", "Keep working", keepWorking)];
    const card = make("div", "mn-card", heading, ...words, make("p", "mn-actions", ...buttons));
    card.addEventListener("keydown", ({ key }) => {
      if (key === "Escape") keepWorking();
    });
    this.asking.replaceChildren(card);
    heading.focus();
  }
}

/**
 * The place to go on at: the next question without a full answer, from the one that was answered last. Those skipped
 * before it come when nothing is open behind it. `states` has a state for each place, `answers` the answers by id.
 */
export function placeToGoOn(states, answers) {
  const last = [...answers.values()].sort(byTime).at(-1);
  const from = Math.max(states.findIndex(({ id }) => id === last?.question), 0);
  const isOpen = ({ state }) => state !== "answered";
  const next = states.findIndex((one, place) => place >= from && isOpen(one));
  return next >= 0 ? next : Math.max(states.findIndex(isOpen), 0);
}

/** Places as the learner counts them. */
function numbers(places) {
  const told = places.map((place) => String(place + 1));
  return told.length > 1 ? `${told.slice(0, -1).join(", ")} and ${told.at(-1)}` : told[0];
}

/** What is done of a sitting, in words. */
export function doneWords(sitting, entries) {
  const known = sitting.ids.filter((id) => entries.has(id));
  return tally(known.map((id) => ({ state: progressOf(sitting, entries.get(id)), flagged: sitting.flags.has(id) })));
}
