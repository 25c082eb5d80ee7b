/* The progress page: where am I, what do I know, how sure may I be of it, what next. Nothing here nags. */
import { casesOf, firstChoices, gradeWords } from "./case_play.js";
import { showCalibration } from "./chart.js";
import { count, lead, make, press } from "./dom.js";
import { showClassFile } from "./exports.js";
import { gapsOf } from "./gaps.js";
import { interval, judge } from "./judge.js";
import { score } from "./marks.js";
import { daysBetween, dueForReview, memoryOf, utcDay } from "./memory.js";
import { dayWords, passWords, rangeWords } from "./result_words.js";
import { whenInWords } from "./review.js";
import { opensAt, sittingsOf } from "./sitting.js";
import { Stage, dayInWords, minuteInWords, wholeRecord } from "./stage.js";
import { gapsLeft, nextStep, objectivesOf, sittingToGoOn, standingOf } from "./standing.js";

const PAGES = { start: "00-start", final: "21-final", review: "23-review" };
const NAMES = { start: "Starting check", final: "Final self-assessment" };
const SAFETY_ROUTE = [["00-start"], ["04-diabetes", "05-cancer"], ["06-noticing"], ["08-deciding"], ["14-case-clinic"]];
const HOW_IT_COUNTS = [
  "A lesson is done when each of its questions has an answer, in the words it has now; a guess before the reading is an answer, too. In the case clinic eight clients are enough. Right at the first try means: your first answer in the lesson had the full mark. Later tries, and the same questions in “Three from before”, in practice and in the review, do not change that.",
  "A choice in a case counts towards the objective of its scene: the first one you ever made there, as right if it was sound. A case is judged by safety first, which means no unsafe choice and no needed red flag left out, and then by fit. The first play is the one you began first, finished or not.",
  "Few answers say little. The ranges are 95 percent intervals: they hold the levels at which so many right answers would be no surprise.",
  "The next step is the first of these that fits: go on with a test you have begun; finish the lesson you worked on last; review what is due; take the next lesson; read again what the final has shown; finish a lesson that was left half-way; take the final.",
];

export function showProgress(root, host, shelf) {
  new ProgressPage(root, host, shelf).open();
}

class ProgressPage {
  constructor(root, host, shelf) {
    Object.assign(this, { root, host, shelf });
    root.classList.add("mn-progress");
    this.stage = new Stage(root, host);
    this.shown = null;
  }

  async open() {
    this.stage.wait("Looking up where you are \u2026");
    try {
      this.index = await this.shelf.get("index");
    } catch (error) {
      this.failed(error, () => this.open());
      return;
    }
    this.host.onChange(() => this.refresh());
    await this.refresh();
  }

  failed(error, again) {
    this.stage.show([make("p", "", `Your progress could not be shown: ${error.message}.`), make("p", "mn-actions", press("", "Try again", again))]);
  }

  /** Show what the record says by now, if that is something new. One look at a time. */
  async refresh() {
    // Here, too, if the record is whole: this page counts on it.
    this.stage.tell(this.host.load().reach);
    // Settings change nothing here, and some are made on this page.
    const events = this.host.load().events.filter(({ kind }) => kind !== "setting");
    const key = `${events.length} ${events[events.length - 1]?.id}`;
    if (this.looking || key === this.shown) return;
    this.looking = true;
    this.shown = key;
    try {
      const facts = await this.gather().catch((error) => {
        this.failed(error, () => {
          this.shown = null;
          this.refresh();
        });
      });
      if (facts) this.show(this.page(facts));
    } finally {
      this.looking = false;
    }
    await this.refresh();
  }

  /** Put the page anew, with the same parts open, and the focus where it was. */
  show(nodes) {
    const open = [...this.root.querySelectorAll("details[open]")].map(({ id }) => id);
    const focus = this.root.contains(document.activeElement) ? document.activeElement.closest("[id]")?.id : null;
    this.stage.show(nodes);
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    if (focus) document.getElementById(focus)?.querySelector("summary, a")?.focus();
  }

  /** All that the page tells about. What the page can do without is null if it cannot be had. */
  async gather() {
    const { index, host, shelf } = this;
    const events = await wholeRecord(host);
    const practice = index.practice;
    const lessons = standingOf(index.lessons.map((lesson) => ({ ...lesson, questions: practice.filter((question) => question.lesson === lesson.id) })), events);
    const sittings = sittingsOf(events).filter(({ kind }) => kind !== "practice");
    const results = await this.judged(sittings.filter(({ finished, left }) => finished && !left));
    const states = await memoryOf(host, shelf).then((memory) => memory.states, () => null);
    return { events, lessons, sittings, results, states, objectives: withChoices(objectivesOf(practice, events), firstChoices(index.cases, events)), cases: casesOf(index.cases, events) };
  }

  /** By place, the results of finished sittings. Without them the next step would be to sit again what was passed. */
  async judged(sittings) {
    if (sittings.length === 0) return new Map();
    const { questions } = await this.shelf.get("reserved");
    const entries = new Map(questions.map((entry) => [entry.id, entry]));
    return new Map(sittings.map((sitting) => [sitting.place, judge(sitting, this.index, entries)]));
  }

  page(facts) {
    const nodes = [this.next(facts)];
    if (facts.events.every(({ kind }) => ["setting", "visit"].includes(kind))) {
      nodes.push(make("p", "", "Nothing is kept of you yet. This page fills as you answer: how far each lesson is, what you got right at the first try, what is due for review, and whether you were right when you were sure. All of it stays with you."));
      return [...nodes, ...this.lessons(facts), this.how()];
    }
    nodes.push(...this.lessons(facts), ...this.cases(facts), ...this.review(facts), ...this.certainty(facts), ...this.sittings(facts), this.forClass(), this.how());
    return nodes;
  }

  // What next

  next({ lessons, sittings, results, states, events }) {
    const { index } = this;
    const finals = sittings.filter(({ kind, finished, left }) => kind === "final" && finished && !left);
    const last = finals.at(-1);
    const result = last && results.get(last.place);
    const step = nextStep({
      lessons,
      sitting: sittingToGoOn(sittings, lessons),
      due: states && dueForReview(states, index, this.today).length,
      gaps: result ? gapsLeft(gapsOf(result, index, events), lessons, last.finished) : [],
      passed: last ? finals.some(({ place }) => results.get(place)?.passed) : null,
      opens: opensAt(sittings, "final"),
    });
    const { headline, page, anchor, reason, more = [] } = this.told(step, lessons, states);
    const title = make("h2", "mn-title", "Your next step");
    return make("section", "mn-next", title, make("p", "mn-step-words", page ? this.linkTo(page, headline, anchor) : lead(headline)), make("p", "", reason), ...more);
  }

  /** A step in words: { headline, page, reason, more }. */
  told(step, lessons, states) {
    const lesson = step.lesson && this.lesson(step.lesson);
    const done = lessons.filter(({ state }) => state === "done").length;
    const { left } = step;
    const missing = left && count((lesson.enough ?? left.asked) - left.answered, "question");
    switch (step.kind) {
      case "sitting": return this.toldSitting(step.sitting);
      case "start": return {
        headline: "Start here: look, touch lightly, look again",
        page: PAGES.start,
        reason: "Do you see a client this week? Then take the short safety route first, about two and three-quarter hours:",
        more: [make("ol", "mn-plain", ...SAFETY_ROUTE.map((ids) => make("li", "", ...this.either(ids))))],
      };
      case "finish": return { headline: `Go on with \u201c${lesson.title}\u201d`, page: lesson.id, reason: `You worked on it last, on ${dayWords(left.newest)}. ${missing} ${missing.startsWith("1 ") ? "is" : "are"} left.` };
      case "review": return { headline: "Review what is due", page: PAGES.review, reason: `${this.dueWords(states)} Ten minutes at a time will do. What you bring back to mind before you forget it stays longer.` };
      case "lesson": return { headline: lesson.title, page: lesson.id, reason: `The next lesson, about ${lesson.minutes} minutes. ${done} of ${lessons.length} lessons are done.` };
      case "again": return { headline: `Read again: ${lesson.title}`, page: lesson.id, reason: `In your last final you lost marks here${step.unsafe ? ", one answer was unsafe" : ""}: ${step.text}` };
      case "rest": return { headline: `Finish \u201c${lesson.title}\u201d`, page: lesson.id, reason: `${missing} ${missing.startsWith("1 ") ? "has" : "have"} no answer yet.` };
      case "final": return this.toldFinal(step);
      default: return { headline: "Nothing is left to do", reason: `You have done every lesson and passed the final. ${this.nextDue(states)}` };
    }
  }

  toldSitting({ kind, begun, finished, ids, answers }) {
    const headline = `Go on with: ${NAMES[kind]}`;
    const reason = finished ? "Your second chances are waiting." : `You began on ${minuteInWords(begun)}; ${ids.filter((id) => answers.has(id)).length} of ${ids.length} questions are answered.`;
    return { headline, page: PAGES[kind], reason };
  }

  toldFinal({ opens, first }) {
    if (opens && Date.now() < opens) return { headline: "Rest, and sit the final again", page: PAGES.final, reason: `It opens again on ${dayInWords(opens)}. A night in between shows what has stayed.` };
    return { headline: "Take the final self-assessment", page: PAGES.final, reason: first ? "You have done every lesson. Forty questions, about 50 minutes, without a clock." : "You can sit it again, with the questions you have seen least." };
  }

  // What is known

  lessons({ lessons, objectives }) {
    const sum = (field) => lessons.reduce((total, lesson) => total + lesson[field], 0);
    const done = lessons.filter(({ state }) => state === "done").length;
    const nodes = [make("h2", "", "Lessons")];
    if (sum("answered") > 0) nodes.push(make("p", "", `${done} of ${lessons.length} lessons are done, and ${sum("answered")} of ${sum("asked")} questions answered. ${triedWords(sum("right"), sum("tried"))}`));
    for (const part of new Set(this.index.lessons.map((lesson) => lesson.part))) {
      const own = lessons.filter(({ id }) => this.lesson(id).part === part);
      nodes.push(make("h3", "", part), make("ul", "mn-standings", ...own.map((standing) => this.oneLesson(standing, objectives))));
    }
    return [make("section", "", ...nodes)];
  }

  oneLesson({ id, asked, answered, tried, right, state }, objectives) {
    const { title, enough } = this.lesson(id);
    const tick = make("span", "mn-tick");
    tick.dataset.state = state;
    tick.setAttribute("aria-hidden", "true");
    const enoughWords = enough ? ` (${enough} are enough)` : "";
    const words = state === "open" ? `Not begun. ${count(asked, "question")}${enoughWords}.` : `${state === "done" ? "Done" : "Begun"}. ${answered} of ${asked} answered${enoughWords}. ${triedWords(right, tried)}`;
    const own = this.index.objectives.filter(({ lesson }) => lesson === id);
    const fold = make("details", "mn-fold", make("summary", "", "By objective", make("span", "mn-aloud", `: ${title}`)), make("ul", "mn-plain", ...own.map((one) => objectiveLine(one, objectives.get(one.id)))));
    fold.id = `objectives-${id}`;
    const item = make("li", "", make("p", "mn-lesson-line", tick, this.linkTo(id, title)), ...(answered > 0 ? [barOf(answered, enough ?? asked)] : []), make("p", "mn-hint", words), fold);
    item.id = `lesson-${id}`;
    return item;
  }

  /** The cases that were begun, each with its best outcome, and how many there are. */
  cases({ cases }) {
    if (cases.length === 0) return [];
    const done = cases.filter(({ state }) => state === "done");
    const sound = done.filter(({ best }) => best === "sound").length;
    const words = done.length === 0 ? `${count(cases.length, "client waits", "clients wait")}, each a story with decisions.` : `${done.length} of ${cases.length} cases ${done.length === 1 ? "is" : "are"} played${sound > 0 ? `, ${sound} of them to an end that was safe and fitting` : ""}.`;
    const rows = cases.filter(({ state }) => state !== "open").map((one) => this.oneCase(one));
    const next = cases.find(({ state }) => state === "open");
    const on = next ? [make("p", "", this.linkTo(next.page, "Play a case", `case-${next.id}`))] : [];
    return [make("section", "", make("h2", "", "Cases"), make("p", "", words), ...(rows.length > 0 ? [make("ul", "mn-standings", ...rows)] : []), ...on)];
  }

  oneCase({ id, title, page, plays, state, first, best }) {
    const tick = make("span", "mn-tick");
    tick.dataset.state = state;
    tick.setAttribute("aria-hidden", "true");
    const times = plays === 1 ? "once" : plays === 2 ? "twice" : `${plays} times`;
    const words = state === "begun" ? "Begun." : `Played ${times}. First play: ${gradeWords(first)}. Best: ${gradeWords(best)}.`;
    const item = make("li", "", make("p", "mn-lesson-line", tick, this.linkTo(page, title, `case-${id}`)), make("p", "mn-hint", words));
    item.id = `played-${id}`;
    return item;
  }

  // What is due

  get today() {
    return utcDay(new Date().toISOString());
  }

  review({ states }) {
    const words = make("p", "", states ? this.dueWords(states) : "What is due could not be looked up. Open the review to try again.");
    const isDue = !states || dueForReview(states, this.index, this.today).length > 0;
    return [make("section", "", make("h2", "", "Review"), words, ...(isDue ? [make("p", "", this.linkTo(PAGES.review, "Review: ten minutes"))] : []))];
  }

  dueWords(states) {
    const due = dueForReview(states, this.index, this.today);
    const cards = due.filter((item) => item.startsWith("card:")).length;
    const parts = [[due.length - cards, "question"], [cards, "card"]].filter(([number]) => number > 0).map(([number, noun]) => count(number, noun));
    if (parts.length === 0) return `Nothing is due today. ${this.nextDue(states)}`;
    return `${parts.join(" and ")} ${due.length === 1 ? "is" : "are"} due.`;
  }

  nextDue(states) {
    const days = [...(states?.values() ?? [])].map(({ due }) => due).filter((day) => day > this.today).sort();
    return days.length > 0 ? `The next review is ${whenInWords(daysBetween(this.today, days[0]))}.` : "";
  }

  // How sure

  certainty({ events, results }) {
    const box = make("div", "");
    showCalibration(box, [...this.practiced(events), ...judgedAnswers([...results.values()])]);
    const what = make("p", "mn-hint", "Your first answers in lessons, practice and review, and those of your finals. The starting check is left out: it asks what the lessons have still to tell.");
    return [make("section", "", make("h2", "", "How sure you were, and how often right"), box, what)];
  }

  /** First answers to practice questions, in each place. */
  practiced(events) {
    const known = new Map(this.index.practice.map((question) => [question.id, question]));
    const first = new Map();
    for (const event of events) {
      const { kind, question, place, hash, options } = event;
      const key = `${place} ${question}`;
      if (kind === "answer" && options.length > 0 && known.get(question)?.hash === hash && !first.has(key)) first.set(key, event);
    }
    return [...first.values()].map(({ question, options, certainty }) => ({ certainty, right: score(known.get(question).type, known.get(question).right, options) === 1 }));
  }

  // Sittings so far

  sittings({ sittings, results }) {
    const rows = [...sittings].reverse().map((sitting) => make("li", "", lead(NAMES[sitting.kind]), `, ${dayWords(sitting.begun)}: ${sittingWords(sitting, results.get(sitting.place))} `, this.linkTo(PAGES[sitting.kind], "Open it")));
    return rows.length === 0 ? [] : [make("section", "", make("h2", "", "Tests so far"), make("ul", "mn-named", ...rows))];
  }

  forClass() {
    const fold = make("details", "mn-fold", make("summary", "", "For a class: answers without names"));
    fold.id = "for-class";
    showClassFile(fold, this);
    return fold;
  }

  how() {
    const fold = make("details", "mn-fold", make("summary", "", "How this is counted"), ...HOW_IT_COUNTS.map((text) => make("p", "", text)));
    fold.id = "how-counted";
    return fold;
  }

  lesson(id) {
    return this.index.lessons.find((lesson) => lesson.id === id);
  }

  either(ids) {
    return ids.flatMap((id, index) => [...(index > 0 ? [" or "] : []), this.linkTo(id, this.lesson(id).title)]);
  }

  /** A link to a page of the book; in JupyterLab, where it would lead out of it, the name of the notebook. */
  linkTo(page, words, anchor = "") {
    if (this.shelf.remembered) return make("span", "mn-notebook", lead(words), ` (notebook ${page})`);
    const link = make("a", "", words);
    link.href = `${page}.html${anchor && `#${anchor}`}`;
    return link;
  }
}

/** What is known of objectives, with the choices made in cases. */
function withChoices(objectives, choices) {
  for (const { objective, right } of choices) {
    const { right: sofar, tried } = objectives.get(objective) ?? { right: 0, tried: 0 };
    objectives.set(objective, { right: sofar + (right ? 1 : 0), tried: tried + 1 });
  }
  return objectives;
}

/** A bar that shows what the words beside it say. */
function barOf(value, max) {
  const bar = make("progress", "");
  Object.assign(bar, { max, value: Math.min(value, max) });
  bar.setAttribute("aria-hidden", "true");
  return bar;
}

function triedWords(right, tried) {
  return tried === 0 ? "" : `${right} of ${tried} right at the first try.`;
}

function objectiveLine({ text }, { right, tried } = { right: 0, tried: 0 }) {
  // Authors emphasize words with asterisks.
  const words = tried === 0 ? "not answered yet." : `${right} of ${tried} right: your true level may be anywhere from ${rangeWords(interval(right, tried))}.`;
  return make("li", "", text.replaceAll("*", ""), " ", make("span", "mn-hint", words));
}

/** The answers of finals, as `showCalibration` takes them; a starting check says how sure one was before the course. */
export function judgedAnswers(results) {
  const items = results.filter(({ kind }) => kind === "final").flatMap((result) => result.items);
  return items.filter(({ answered }) => answered).map(({ certainty, mark }) => ({ certainty, right: mark > 1 - 1e-9 }));
}

function sittingWords({ kind, left, finished }, result) {
  if (left) return "given up.";
  if (!finished) return "not handed in yet.";
  if (kind === "start" || !result) return "done.";
  const { headline, why } = passWords(result);
  return result.passed ? `${headline}.` : `${headline}. ${why}`;
}
