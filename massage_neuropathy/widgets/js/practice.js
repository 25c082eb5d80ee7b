/* Practice: questions of the lessons, put together as the learner likes. Nothing here counts. */
import { count, lead, make, press } from "./dom.js";
import { drawSome } from "./draw.js";
import { newEvent, randomHex } from "./events.js";
import { answerTo, toldQuestion } from "./exam_question.js";
import { gapsOf } from "./gaps.js";
import { judge } from "./judge.js";
import { score } from "./marks.js";
import { OneByOne, TELLS } from "./one_by_one.js";
import { Screens } from "./screens.js";
import { sittingsOf } from "./sitting.js";
import { beginSitting, closeSitting, finishSitting, minuteInWords, stageHeading, tickBox } from "./stage.js";

const NUMBERS = [5, 10, 20];
const IN_THE_ADDRESS = "#set=";

/** Fill the root of the practice page. The address may name what to practice: ids of objectives or of questions. */
export function showPractice(root, host, shelf) {
  // A link that was sent to somebody may come with its commas encoded.
  const wanted = location.hash.startsWith(IN_THE_ADDRESS) ? location.hash.slice(IN_THE_ADDRESS.length).split(/,|%2C/i) : [];
  Object.assign(new Practice("practice", root, host, shelf), { wanted }).load();
}

class Practice extends Screens {
  async prepare() {
    this.index = await this.shelf.get("index");
    this.gaps = await this.gapsOfLastFinal();
    this.entries = new Map();
    this.known = new Map(this.index.practice.map((question) => [question.id, question]));
  }

  /** What is finished is shown to whoever comes from it only. */
  newest(own) {
    return own.filter(({ finished }) => !finished).at(-1);
  }

  screenOf(sitting) {
    if (!sitting) return "choose";
    if (sitting.finished) return "summary";
    return this.going === sitting.place ? "asking" : "resume";
  }

  /** Practice questions on what the last final has shown to be open. */
  async gapsOfLastFinal() {
    const { events } = this.host.load();
    const last = sittingsOf(events).filter(({ kind, closed, left }) => kind === "final" && closed && !left).at(-1);
    if (!last) return [];
    const { questions } = await this.shelf.get("reserved");
    const result = judge(last, this.index, new Map(questions.map((entry) => [entry.id, entry])));
    return [...new Set(gapsOf(result, this.index, events).flatMap(({ set }) => set))];
  }

  // Choosing

  choose(_, moved) {
    const named = this.named();
    const wrong = this.wrongOnes();
    const heading = stageHeading(2, "What would you like to practice?");
    const lessons = this.index.lessons.map((lesson) => ({ lesson, ids: this.of(lesson.id) })).filter(({ ids }) => ids.length > 0);
    const boxes = lessons.map(({ lesson, ids }) => ({ ids, ...tickBox(`${lesson.title} (${ids.length})`, false, () => show()) }));
    const ways = [];
    const { gaps } = this;
    if (named.length > 0) ways.push(["named", `The set you have come with: ${count(named.length, "question")}`, () => named]);
    if (gaps.length > 0) ways.push(["gaps", `My gaps, from your last final: ${count(gaps.length, "question")}`, () => gaps]);
    if (wrong.length > 0) ways.push(["wrong", `What you last got wrong: ${count(wrong.length, "question")}`, () => wrong]);
    ways.push(["all", "A mix of everything", () => [...this.known.keys()]]);
    ways.push(["lessons", "Lessons of your choice", () => boxes.filter(({ box }) => box.checked).flatMap(({ ids }) => ids)]);
    const way = radioGroup("From", ways.map(([value, words]) => [value, words]), ways[0][0], () => show());
    const list = make("fieldset", "mn-choice mn-lessons", make("legend", "", "Lessons"), ...boxes.map(({ node }) => node));
    const number = radioGroup("How many", [...NUMBERS.map((n) => [String(n), String(n)]), ["all", "All of them"]], "10", () => show());
    const tells = radioGroup("When to tell what is right", [["now", "After each answer"], ["end", "At the end"]], "now");
    const pool = () => ways.find(([value]) => value === way.value())[2]();
    const amount = () => (number.value() === "all" ? pool().length : Math.min(pool().length, Number(number.value())));
    const begin = press("mn-finish", "Begin", () => (amount() > 0 ? this.begin(pool(), amount(), tells.value()) : boxes[0].box.focus()));
    const said = make("p", "mn-hint");
    said.setAttribute("role", "status");
    const show = () => {
      list.hidden = way.value() !== "lessons";
      begin.setAttribute("aria-disabled", String(amount() === 0));
      said.textContent = amount() === 0 ? "Choose one lesson or more." : `${count(amount(), "question")}. Those you have seen least come first.`;
    };
    this.stage.show([heading, way.node, list, number.node, tells.node, make("p", "mn-actions", begin), said], moved ? heading : null);
    show();
  }

  of(lesson) {
    return this.index.practice.filter((question) => question.lesson === lesson).map(({ id }) => id);
  }

  /** The questions that the address or another page has named. */
  named() {
    return this.index.practice.filter(({ id, objective }) => this.wanted.includes(objective) || this.wanted.includes(id)).map(({ id }) => id);
  }

  /** Questions whose last answer, wherever it was given, was not right. */
  wrongOnes() {
    const last = new Map();
    for (const event of this.events) {
      if (event.kind === "answer" && event.options.length > 0 && this.known.get(event.question)?.hash === event.hash) last.set(event.question, event);
    }
    return [...last].filter(([id, { options }]) => score(this.known.get(id).type, this.known.get(id).right, options) < 1).map(([id]) => id);
  }

  /** How often each question was asked: once for each place in which it was answered. */
  seen() {
    const places = new Map();
    for (const { kind, question, place } of this.events) {
      if (["answer", "guess"].includes(kind)) places.set(question, (places.get(question) ?? new Set()).add(place));
    }
    return new Map([...places].map(([id, found]) => [id, found.size]));
  }

  begin(pool, number, tells) {
    const { host, index } = this;
    const seed = randomHex();
    this.going = `practice/${seed}`;
    if (tells === "end") host.record(newEvent("setting", "tell", { place: this.going, options: ["end"] }));
    beginSitting(host, index, "practice", seed, drawSome(pool, this.seen(), seed, number));
  }

  // Going on

  resume(sitting, moved) {
    const heading = stageHeading(2, "Go on where you were");
    const done = sitting.ids.filter((id) => sitting.answers.has(id)).length;
    this.stage.show([
      heading,
      make("p", "", `You began to practice on ${minuteInWords(sitting.begun)}: ${done} of ${sitting.ids.length} answered.`),
      make("p", "mn-actions",
        press("mn-finish", "Continue", () => this.continue(sitting)),
        press("", "Practice something else", () => this.end(sitting, { left: true }))),
    ], moved ? heading : null);
  }

  end(sitting, { left = false } = {}) {
    if (left) this.going = null;
    this.leaveView();
    finishSitting(this.host, sitting, { left });
    closeSitting(this.host, sitting);
  }

  async fetch(ids) {
    const lessons = [...new Set(ids.map((id) => this.known.get(id)?.lesson).filter(Boolean))];
    for (const { questions } of await Promise.all(lessons.map((lesson) => this.shelf.get(`practice/${lesson}`)))) {
      for (const entry of questions) this.entries.set(entry.id, entry);
    }
  }

  async asking(sitting) {
    const { screen, host, shelf, entries, events } = this;
    // What was pressed goes: pressed twice it would be two sittings.
    this.stage.wait("Getting the questions \u2026");
    try {
      await this.fetch(sitting.ids);
    } catch (error) {
      return this.failed(error, () => this.update());
    }
    if (screen !== this.screen) return undefined;
    const atEnd = events.some(({ kind, question, place, options }) => kind === "setting" && question === "tell" && place === sitting.place && options[0] === "end");
    this.view = new OneByOne(this.stage, {
      sitting, entries, host, shelf, tells: atEnd ? TELLS.end : TELLS.now, level: 2, note: "",
      verb: atEnd ? "Answer" : "Check", finish: () => this.end(sitting),
    });
    return this.view.open();
  }

  // After it

  async summary(sitting) {
    const { screen, entries, shelf } = this;
    try {
      await this.fetch(sitting.ids);
    } catch (error) {
      return this.failed(error, () => this.update());
    }
    if (screen !== this.screen) return undefined;
    const asked = sitting.ids.filter((id) => entries.has(id)).map((id) => {
      const event = answerTo(sitting, entries.get(id));
      const { type, right, teaches } = entries.get(id);
      return { id, event, teaches, mark: event ? score(type, right, event.options) : null };
    });
    const fully = asked.filter(({ mark }) => mark === 1).length;
    const partly = asked.filter(({ mark }) => mark > 0 && mark < 1).length;
    const wrong = asked.filter(({ mark }) => mark === 0).length;
    const open = asked.filter(({ mark }) => mark === null).length;
    const again = asked.filter(({ mark }) => mark !== 1);
    const passages = [...new Set(again.map(({ teaches }) => teaches))].map((teaches) => again.filter((one) => one.teaches === teaches));
    const heading = stageHeading(2, "Done");
    const parts = [[fully, "right"], [partly, "partly right"], [wrong, "not right"], [open, "skipped"]].filter(([n]) => n > 0).map(([n, words]) => `${n} ${words}`);
    const told = asked.map(({ id, event }) => toldQuestion(entries.get(id), event, { seed: sitting.seed, shelf }));
    this.stage.show([
      heading,
      make("p", "", lead(`${count(asked.length, "question")}: `), `${parts.join(", ")}.`),
      ...(again.length > 0 ? [make("p", "", "Read these again:"), make("ul", "mn-map", ...passages.map((one) => this.row(one)))] : [make("p", "", "All of them right.")]),
      make("p", "mn-actions",
        ...(again.length > 0 ? [press("mn-finish", again.length === 1 ? "Again the one that was not right" : `Again the ${again.length} that were not right`, () => this.begin(again.map(({ id }) => id), again.length, "now"))] : []),
        press("", "Practice something else", () => {
          Object.assign(this, { going: null, wanted: [] });
          this.update();
        })),
      make("details", "mn-fold", make("summary", "", "The questions, with the reasons"), ...told),
    ], heading);
    return undefined;
  }

  /** One passage to read again, with how its questions went. */
  row(asked) {
    const partly = asked.every(({ mark }) => mark > 0);
    const sign = make("span", "mn-sign", partly ? "\u25d0" : "\u25cb");
    sign.setAttribute("aria-hidden", "true");
    const link = this.shelf.node(this.entries.get(asked[0].id)).querySelector(".mn-passage a");
    const words = asked.map(({ mark }) => (mark === null ? "Skipped" : mark > 0 ? "Partly right" : "Not right"));
    const { title } = this.index.lessons.find((one) => one.id === this.known.get(asked[0].id).lesson);
    return make("li", "", sign, make("span", "mn-topic", make("span", "mn-passage", link), make("span", "mn-standing", `${words.join("; ")}.`), make("span", "mn-where", title)));
  }
}

let groups = 0;

/** Radio buttons with a name above them; `value` tells which is chosen. */
function radioGroup(name, choices, first, onChange = () => {}) {
  groups += 1;
  const inputs = choices.map(([value]) => {
    const input = make("input", "");
    Object.assign(input, { type: "radio", name: `mn-practice-${groups}`, value, checked: value === first, autocomplete: "off" });
    return input;
  });
  const node = make("fieldset", "mn-choice", make("legend", "", name), ...choices.map(([, words], place) => make("label", "mn-setting", inputs[place], ` ${words}`)));
  node.addEventListener("change", onChange);
  return { node, value: () => inputs.find(({ checked }) => checked).value };
}
