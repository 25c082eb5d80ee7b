/* The final: what to know before it, beginning it, going on with it, its second chances, and when it can be sat again. */
import { Chances } from "./chances.js";
import { count, lead, make, press } from "./dom.js";
import { drawFinal, finalForm, freshLeft } from "./draw.js";
import { newEvent, randomHex } from "./events.js";
import { Exam, doneWords } from "./exam.js";
import { judge } from "./judge.js";
import { showResult } from "./results.js";
import { ReservedScreens } from "./screens.js";
import { opensAt, seenIn, sittingsBefore, sittingsOf } from "./sitting.js";
import { asksCertainty, beginSitting, closeSitting, dayInWords, finishSitting, minuteInWords, stageHeading, tickBox, wholeRecord } from "./stage.js";

// A clock that is a little behind needs no words.
const CLOCK_MAY_DIFFER_MS = 10 * 60_000;

const SCALE = [
  ["To pass", "you need both: at least 32 marks of 40, and the safety bar."],
  ["Marks.", "Each question has one mark. Where a question asks for several things, each right one earns its share. Where you choose all that apply, a wrong one takes a share away, but never below zero. Steps in order earn a half if two neighbors are swapped."],
  ["The safety bar.", "Twelve of the forty questions are about safety. If one of those answers could harm somebody or delay care, or is left open, you get a second chance at the end: you read why, and answer a fresh question of the same kind. You have up to three. A fourth unsafe answer, or an unsafe second one, means: study, and sit again another day."],
  ["Too careful", "costs the mark of that question, and never the safety bar."],
  ["How sure you are", "is asked with each question unless you switch it off, and you can leave it out anywhere. It is never counted."],
  ["Open book.", "Look up what you want."],
  ["What a pass is not:", "a license, a credit for continuing education, or proof of what your hands can do. Nobody watches, and 40 questions are a small sample. It tells you where you stand."],
];

/** Fill the root of the final. */
export function showFinal(root, host, shelf) {
  new Final("final", root, host, shelf).load();
}

class Final extends ReservedScreens {
  prepare() {
    this.stage.wait("Getting the questions \u2026");
    return super.prepare();
  }

  newest(own) {
    const given = own.filter(({ left }) => !left);
    return given.filter(({ closed }) => !closed).at(-1) ?? given.at(-1);
  }

  /** Second chances come after the finish. */
  isUnderWay({ finished }) {
    return this.view instanceof Chances || !finished;
  }

  keyOf(screen, sitting, own) {
    return `${screen} ${sitting?.place} ${sitting?.closed} ${own.length}`;
  }

  screenOf(sitting) {
    if (!sitting) return "intro";
    if (sitting.closed || sitting.left) return "result";
    if (sitting.finished) return "chances";
    return this.going === sitting.place ? "exam" : "resume";
  }

  /** Sittings that are not handed in, the newest first. */
  open() {
    return this.sittings.filter(({ kind, finished }) => kind === "final" && !finished).reverse();
  }

  // Before the first one

  intro(_, moved) {
    const heading = stageHeading(2, "Before you begin");
    this.stage.show([heading, ...this.about(), ...this.beginning()], moved ? heading : null);
  }

  about() {
    return [
      make("p", "", "Forty questions about clients and claims. Plan about 50 minutes; there is no clock unless you switch one on. You can stop at any time and go on later: every answer is kept as you give it. You learn what was right at the end."),
      stageHeading(3, "How it is judged"),
      make("ul", "mn-scale", ...SCALE.map(([first, rest]) => make("li", "", lead(first), ` ${rest}`))),
    ];
  }

  /** How many fresh questions there are, two choices, and the button; or when it opens again. */
  beginning() {
    const { items, slots } = freshLeft(this.index, seenIn(this.sittings));
    const all = this.index.slots.length;
    const fresh = slots === all
      ? `You have not seen ${items} of the ${this.index.reserved.length} questions that are kept for this test: enough for all ${all} to be fresh.`
      : `${count(items, "question")} of the ${this.index.reserved.length} kept for this test ${items === 1 ? "is" : "are"} still fresh to you, for ${slots} of the ${all} places. In the others the ones you have seen least come back.`;
    const opens = this.opensAt();
    if (opens && Date.now() < opens) return [stageHeading(3, "Sit again"), make("p", "", fresh), ...this.closedUntil(opens)];
    const { events } = this.host.load();
    const sure = tickBox("Ask how sure I am", asksCertainty(events));
    const clock = tickBox("Show a clock", false);
    const begin = this.starter("Begin", () => this.begin(sure.box.checked, clock.box.checked));
    return [make("p", "mn-fresh", fresh), make("p", "mn-wishes", sure.node, clock.node), make("p", "mn-actions", begin)];
  }

  /** A sitting that was given up because its questions have changed need not wait for the next day. */
  opensAt() {
    return opensAt(this.sittings.filter(({ left, bank }) => !left || bank === this.index.bank), "final");
  }

  closedUntil(opens) {
    const words = [make("p", "", `You can sit again from ${dayInWords(opens)} on, with questions you have seen least. A night in between shows what has stayed.`)];
    const last = this.host.load().events.at(-1)?.at;
    if (last && Date.parse(last) - Date.now() > CLOCK_MAY_DIFFER_MS) {
      words.push(make("p", "mn-unkept", `This device says that it is ${minuteInWords(Date.now())}, and your record goes up to ${minuteInWords(last)}. Is its clock behind? If so, set it, and open this page again. If it was ahead when you last used the course, the wait counts from then.`));
    }
    return words;
  }

  begin(sure, clock) {
    const { host, index, sittings } = this;
    const seed = randomHex();
    if (sure !== asksCertainty(host.load().events)) host.record(newEvent("setting", "ask-certainty", { options: [sure ? "yes" : "no"] }));
    this.going = `final/${seed}`;
    if (clock) host.record(newEvent("setting", "clock", { place: this.going, options: ["on"] }));
    beginSitting(host, index, "final", seed, drawFinal(index, seenIn(sittings), seed, finalForm(index, sittings)));
  }

  // Going on

  resume(sitting, moved) {
    const { entries, index } = this;
    const heading = stageHeading(2, "Go on where you were");
    const gone = sitting.ids.filter((id) => !entries.has(id)).length;
    const nodes = [heading, make("p", "", `You began this test on ${minuteInWords(sitting.begun)}: ${doneWords(sitting, entries)}.`)];
    if (gone > 0) {
      nodes.push(make("p", "mn-unkept", `The course has changed since: ${count(gone, "question")} of this sitting ${gone === 1 ? "is" : "are"} no longer in it. So it cannot be judged as a whole. Give it up and begin a new one; you need not wait until tomorrow.`));
    } else if (sitting.bank !== index.bank) {
      nodes.push(make("p", "mn-unkept", "Some questions of the course have changed since. If one of yours has, it is asked again; your other answers stay."));
    }
    const go = press("mn-finish", "Continue", () => this.continue(sitting));
    nodes.push(make("p", "mn-actions", ...(gone > 0 ? [] : [go]), press("", "Give up this sitting \u2026", () => this.askToLeave(sitting, asking))));
    const asking = make("div", "mn-asking");
    nodes.push(asking, ...this.others(sitting));
    this.stage.show(nodes, moved ? heading : null);
  }

  askToLeave(sitting, asking) {
    const heading = stageHeading(3, "Give it up?");
    const wait = sitting.bank === this.index.bank ? " You can begin a new one tomorrow." : "";
    asking.replaceChildren(make("div", "mn-card", heading,
      make("p", "", `It will not be judged.${wait} Its questions count as seen.`),
      make("p", "mn-actions", press("mn-delete", "Give it up", () => this.leave(sitting)), press("mn-quiet", "Keep it", () => {
        asking.replaceChildren();
      }))));
    heading.focus();
  }

  leave(sitting) {
    this.going = null;
    finishSitting(this.host, sitting, { left: true });
    closeSitting(this.host, sitting);
  }

  /** Other sittings that were begun, perhaps on another machine. */
  others({ place }) {
    const others = this.open().filter((sitting) => sitting.place !== place);
    if (others.length === 0) return [];
    const rows = others.map((sitting) => make("li", "", `Begun on ${minuteInWords(sitting.begun)}: ${doneWords(sitting, this.entries)}. `, press("mn-quiet", "Go on with this one", () => this.continue(sitting))));
    return [stageHeading(3, "Also unfinished"), make("ul", "mn-others", ...rows)];
  }

  exam(sitting) {
    const { entries, host, shelf } = this;
    const handIn = () => {
      this.leaveView();
      finishSitting(host, sitting);
    };
    this.view = new Exam(this.stage, { sitting, entries, host, shelf, handIn });
    this.view.open();
  }

  // After it

  /** An unsafe answer has its second chance; where there is none, the sitting is over. */
  async chances(known) {
    const { screen, index, entries, host, shelf } = this;
    const { place } = known;
    this.going = place;
    this.stage.wait("Looking at your answers \u2026");
    // Should another device have gone on after the finish, an outline no longer holds what was handed in.
    const events = await wholeRecord(host);
    if (screen !== this.screen) return undefined;
    const sitting = sittingsOf(events).find((one) => one.place === place) ?? known;
    if (judge(sitting, index, entries).unsafe.length === 0) return closeSitting(host, sitting);
    const done = () => {
      this.view = null;
      this.screen = "done";
      this.update();
    };
    this.view = new Chances(this.stage, { sitting, seen: seenIn(sittingsBefore(events, sitting)), index, entries, host, shelf, done });
    return this.view.open();
  }

  async result(sitting, moved) {
    const { index, entries, host, shelf } = this;
    const place = make("div", "mn-result-place");
    this.stage.show([place, make("section", "mn-again", ...this.after(sitting))]);
    if (sitting.left) return;
    const events = await wholeRecord(host);
    const whole = sittingsOf(events).find((one) => one.place === sitting.place) ?? sitting;
    showResult(place, { sitting: whole, index, bank: entries, host, shelf, events, home: () => this.again.focus(), takesFocus: moved });
  }

  /** What can be done after a sitting, the other unfinished ones included. */
  after(sitting) {
    this.again = stageHeading(2, "Sit again");
    const given = this.sittings.filter(({ kind, left }) => kind === "final" && left).at(-1);
    const words = sitting.left || (given && given.begun > sitting.begun) ? [make("p", "", `You gave up a sitting on ${dayInWords(given.finished)}. It was not judged.`)] : [];
    const scale = make("details", "mn-fold", make("summary", "", "How it is judged"), ...this.about().slice(2));
    return [this.again, ...words, ...this.others(sitting), ...this.beginning().filter((node) => node.tagName !== "H3"), scale];
  }
}
