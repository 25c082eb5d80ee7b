/*
 * The review page: what is due comes back, questions and cards mixed, in portions of ten minutes. Nothing here counts
 * days missed or asks to come back.
 */
import { inRandomOrder } from "./chance.js";
import { count, lead, make, press } from "./dom.js";
import { newEvent } from "./events.js";
import { OnceQuestion, answerButtons } from "./exam_question.js";
import { daysBetween, dueForReview, lessonsBegun, memoryOf, utcDay } from "./memory.js";
import { asksCertainty } from "./stage.js";

const SITTING_S = 600;
const QUESTION_S = 60;
const CARD_S = 15;
// Who leaves the page open does not work all that time.
const LONGEST_LOOK_S = 120;
const NEW_CARDS_AT_ONCE = 8;

const RECALLS = [
  ["forgot", "Forgot", "or got it wrong"],
  ["hard", "Hard", "with effort"],
  ["good", "Good", "I knew it"],
  ["easy", "Easy", "at once"],
];

const HOW_IT_WORKS = [
  "From your answers the course estimates how many days pass until the chance that you still know it has fallen to about 90 percent. Then it comes back. Each time you know it, that span grows; when you have forgotten, it starts short again.",
  "A question that is right counts as easy when you were very sure, as good when you were fairly sure or not asked, and as hard when you were guessing. Half of the mark or more counts as hard, less as forgotten. Every answer to a question of the lessons counts, wherever you give it; guesses before the reading do not.",
  "The estimate comes from FSRS, an open model of memory. It was fitted to other people’s reviews of other material, not to this course and not to you. So take its days as a sensible guess. The course rounds them to whole days, at least 1 and at most 365. Days change at midnight universal time (UTC).",
];

/** Fill the root of a review. */
export function showReview(root, host, shelf) {
  const page = new ReviewPage(root, host, shelf);
  page.open();
}

const isCard = (item) => item.startsWith("card:");
const secondsFor = (item) => (isCard(item) ? CARD_S : QUESTION_S);

/** When something comes back, in words. */
export function whenInWords(days) {
  if (days <= 0) return "today";
  if (days === 1) return "tomorrow";
  if (days < 14) return `in ${days} days`;
  if (days < 60) return `in about ${Math.round(days / 7)} weeks`;
  return days < 345 ? `in about ${Math.round(days / 30.4)} months` : "in about a year";
}

/** The first items that fit into a sitting. */
export function portion(items) {
  let seconds = 0;
  const first = items.findIndex((item) => (seconds += secondsFor(item)) > SITTING_S);
  return first === -1 ? items : items.slice(0, first);
}

function amount(items) {
  const cards = items.filter(isCard).length;
  const parts = [[items.length - cards, "question"], [cards, "card"]].filter(([number]) => number > 0);
  return parts.map(([number, noun]) => count(number, noun)).join(" and ");
}

function minutesFor(items) {
  const minutes = Math.round(items.reduce((sum, item) => sum + secondsFor(item), 0) / 60);
  return minutes <= 1 ? "about a minute" : `about ${minutes} minutes`;
}

/** A map from what `key` says of an item to all items of which it says that. */
function grouped(items, key) {
  const found = new Map();
  for (const item of items) found.set(key(item), [...(found.get(key(item)) ?? []), item]);
  return found;
}

class ReviewPage {
  constructor(root, host, shelf) {
    Object.assign(this, { root, host, shelf, screens: 0 });
    this.stage = make("div", "mn-stage");
    this.said = make("p", "mn-said");
    this.said.setAttribute("role", "status");
    const how = make("details", "mn-fold", make("summary", "", "How this works"), ...HOW_IT_WORKS.map((text) => make("p", "", text)));
    root.append(this.stage, this.said, how);
    // What was answered here, to say so if it is not being kept after all.
    this.given = new Set();
    host.onChange(() => this.showNotice());
    this.showNotice();
    root.querySelector(".mn-notice").setAttribute("role", "status");
  }

  showNotice() {
    const { notice, unkept } = this.host.load();
    const lost = [...this.given].map((id) => unkept.get(id)).find(Boolean);
    const text = [notice, lost ? `Your last answers are not being kept: ${lost}` : ""].filter(Boolean).join(" ");
    const node = this.root.querySelector(".mn-notice");
    if (node.textContent !== text) node.textContent = text;
  }

  /** Look at the record and say what there is to do. */
  async open({ focus = false } = {}) {
    this.show([make("p", "", "Looking up what is due …")], false);
    try {
      this.index = await this.shelf.get("index");
      this.cards = new Map((await this.shelf.get("cards")).cards.map((card) => [card.id, card]));
      this.memory = await memoryOf(this.host, this.shelf);
    } catch (error) {
      const again = press("mn-main", "Try again", () => this.open({ focus: true }));
      return this.show([make("p", "", `The review could not be opened: ${error.message}.`), make("p", "mn-actions", again)], focus);
    }
    this.lessons = new Map(this.index.lessons.map((lesson) => [lesson.id, lesson]));
    this.practice = new Map(this.index.practice.map((question) => [question.id, question]));
    return this.offer(focus);
  }

  get today() {
    return utcDay(new Date().toISOString());
  }

  /** All that is due: what waits longest first, and among what is due since one day, questions and cards mixed. */
  due() {
    const { today } = this;
    const { states } = this.memory;
    const since = (item) => states.get(item).due;
    const mixed = inRandomOrder(dueForReview(states, this.index, today), today);
    return mixed.sort((one, other) => (since(one) < since(other) ? -1 : since(one) > since(other) ? 1 : 0));
  }

  /** Cards of lessons begun that were never looked at here. */
  newCards() {
    const begun = lessonsBegun(this.host.load().events, this.index);
    return this.index.cards.filter(({ id, lesson }) => begun.has(lesson) && !this.memory.states.has(`card:${id}`)).map(({ id }) => `card:${id}`);
  }

  offer(focus) {
    const due = this.due();
    if (due.length === 0) return this.offerNothing(focus);
    const first = portion(due);
    const rest = due.length - first.length;
    const start = press("mn-main", "Start", () => this.begin(first));
    return this.showCalm([
      make("h2", "mn-title", `${count(due.length, "thing")} to review`),
      make("p", "", rest > 0
        ? `Ten minutes hold ${amount(first)}: those that have waited longest. The other ${rest} can wait.`
        : `${amount(due)}, ${minutesFor(due)}.`),
      make("p", "mn-actions", start),
    ], focus);
  }

  offerNothing(focus) {
    const fresh = this.newCards();
    const coming = [...this.memory.states.values()].map(({ due }) => due).sort()[0];
    if (!coming && fresh.length === 0) return this.offerLessons(focus);
    const next = coming ? ` The next comes back ${whenInWords(daysBetween(this.today, coming))}.` : "";
    return this.showCalm([
      make("h2", "mn-title", "Nothing is due today"),
      make("p", "", `What you answer in the lessons comes back here when it is time.${next}`),
      ...this.newOnes(fresh),
    ], focus);
  }

  offerLessons(focus) {
    const [first] = this.index.lessons;
    // A link would lead out of JupyterLab.
    const link = this.shelf.remembered ? lead(first.title) : Object.assign(make("a", "", first.title), { href: first.href });
    return this.showCalm([
      make("h2", "mn-title", "There is nothing to review yet"),
      make("p", "", "What you answer in the lessons comes back here when it is time, and so do the words of the lessons you have begun."),
      make("p", "", "Begin with ", link, "."),
    ], focus);
  }

  /** An offer to look at new cards; none where there are none. */
  newOnes(fresh) {
    if (fresh.length === 0) return [];
    const some = fresh.slice(0, NEW_CARDS_AT_ONCE);
    const learn = press("mn-main", `Learn ${count(some.length, "new card")}`, () => this.begin(some));
    const which = `The lessons you have begun hold ${count(fresh.length, "term")} that you have not met here yet.`;
    return [make("p", "", which), make("p", "mn-actions", learn)];
  }

  begin(items) {
    Object.assign(this, { items, place: -1, done: new Map(), used: 0, ended: null });
    this.next();
  }

  next() {
    if (this.since !== undefined) this.used += Math.min(LONGEST_LOOK_S, (performance.now() - this.since) / 1000);
    this.place += 1;
    this.said.textContent = "";
    if (this.place >= this.items.length) return this.end();
    if (this.used >= SITTING_S) return this.end();
    this.since = performance.now();
    const item = this.items[this.place];
    return isCard(item) ? this.showCard(item) : this.showQuestion(item);
  }

  /** Where one is, and a bar that shows it. */
  progress() {
    const bar = make("progress", "");
    Object.assign(bar, { max: this.items.length, value: this.place });
    bar.setAttribute("aria-hidden", "true");
    return make("p", "mn-how-far", make("span", "", `${this.place + 1} of ${this.items.length}`), bar);
  }

  from(noun, lesson) {
    return make("p", "mn-label", `${noun} from “${this.lessons.get(lesson).title}”`);
  }

  /** It stays in sight until the next one is there, and leads on once all the same. */
  skipping() {
    const { place } = this;
    return press("mn-quiet", "Skip this one", () => {
      if (this.place === place) this.next();
    });
  }

  stopping() {
    return press("mn-quiet", "Stop here", () => this.end({ stopped: true }));
  }

  async showQuestion(item) {
    const { lesson } = this.practice.get(item);
    const { screens } = this;
    let entry;
    try {
      const { questions } = await this.shelf.get(`practice/${lesson}`);
      entry = questions.find(({ id }) => id === item);
    } catch (error) {
      if (screens !== this.screens) return;
      const again = press("mn-main", "Try again", () => this.showQuestion(item));
      return this.show([make("p", "", `This question could not be loaded: ${error.message}.`), make("p", "mn-actions", again, this.stopping())]);
    }
    if (screens !== this.screens) return; // Stopped, meanwhile.
    // A place of its own for every day: the question is asked afresh, whatever was answered before.
    const seed = `review/${this.today}`;
    const { host, shelf } = this;
    const back = make("p", "mn-back");
    back.setAttribute("role", "status");
    const next = this.skipping();
    const done = async (event) => {
      question.tell(event);
      Object.assign(next, { className: "mn-main", textContent: "Next" });
      const days = await this.reviewed(item, event);
      if (days !== null) back.textContent = `This question comes back ${whenInWords(days)}.`;
    };
    const buttons = answerButtons(asksCertainty(host.load().events), "Check");
    const question = new OnceQuestion(entry, { place: seed, seed, host, shelf, buttons, done });
    const stem = question.node.querySelector(".mn-stem");
    this.show([this.progress(), this.from("Question", lesson), question.node, back, make("p", "mn-actions", next, this.stopping())], stem);
  }

  /** Take in a review; resolves to the days until it comes back, or to null where that cannot be known now. */
  async reviewed(item, event) {
    if (!this.done.has(item)) this.done.set(item, null);
    this.given.add(event.id);
    try {
      await this.memory.after(event);
      const days = daysBetween(this.today, this.memory.states.get(item).due);
      this.done.set(item, days);
      return days;
    } catch {
      return null; // That the kernel does not answer is said where the answer is not kept.
    }
  }

  showCard(item) {
    const card = this.cards.get(item.slice("card:".length));
    const term = make("h2", "mn-term", card.term);
    const meaning = make("div", "mn-meaning");
    const reveal = press("mn-main", "Show the meaning", () => {
      reveal.replaceWith(meaning, this.ratings(item, card));
      meaning.tabIndex = -1;
      meaning.focus({ preventScroll: true });
      body.scrollIntoView({ block: "nearest" });
    });
    // The HTML comes from the package, which escapes whatever authors wrote.
    meaning.innerHTML = `<p>${card.html}</p>`;
    if (card.british) meaning.append(make("p", "mn-hint", `British spelling: ${card.british}`));
    const body = make("div", "mn-card", term, make("p", "mn-hint", "What does it mean? Say it in your own words, then compare."), reveal);
    this.show([this.progress(), this.from("Card", card.lesson), body, make("p", "mn-actions", this.skipping(), this.stopping())], term);
  }

  ratings(item, card) {
    const group = make("div", "mn-ratings");
    const asked = make("p", "mn-label", "How well did you know it?");
    asked.id = "mn-how-well";
    group.setAttribute("role", "group");
    group.setAttribute("aria-labelledby", asked.id);
    group.append(asked, ...RECALLS.map(([value, word, means]) => {
      const button = press("", "", () => this.rate(item, card, value));
      button.append(lead(word), " ", make("span", "", means));
      return button;
    }));
    return group;
  }

  rate(item, card, value) {
    if (this.items[this.place] !== item) return; // Pressed twice while the next one is on its way.
    const event = newEvent("recall", item, { options: [value] });
    this.host.record(event);
    this.reviewed(item, event).then((days) => {
      if (days !== null) this.said.textContent = `“${card.term}” comes back ${whenInWords(days)}.`;
      this.ended?.();
    });
    this.next();
  }

  name(item) {
    return isCard(item) ? this.cards.get(item.slice("card:".length)).term : this.practice.get(item).teaches;
  }

  /** What was done, when each comes back, and what could be next. */
  end({ stopped = false } = {}) {
    this.since = undefined;
    const left = this.due().filter((item) => !this.done.has(item));
    const title = stopped ? "Stopped here" : left.length > 0 ? "Done for now" : "That is all for today";
    const long = this.used >= SITTING_S ? "Ten minutes of good work. " : "";
    const did = this.done.size > 0 ? `${long}You went through ${amount([...this.done.keys()])}.` : "You looked around; nothing was counted.";
    const rest = left.length > 0 ? `${count(left.length, "more is", "more are")} due. They can wait, or you can go on.` : "Nothing else is due.";
    const list = make("ul", "mn-returns");
    // In JupyterLab the kernel's word on the last card may come a moment later.
    this.ended = () => list.replaceChildren(...this.returns());
    this.ended();
    const go = left.length > 0 ? [make("p", "mn-actions", press("mn-main", "Go on", () => this.begin(portion(left))))] : this.newOnes(this.newCards());
    const heading = make("h2", "mn-title", title);
    const label = this.done.size > 0 ? [make("p", "mn-label", "When it comes back:"), list] : [];
    this.showCalm([heading, make("p", "", `${did} ${rest}`), ...label, ...go], heading);
  }

  returns() {
    const known = [...this.done].filter(([, days]) => days !== null).sort(([, one], [, other]) => one - other);
    return [...grouped(known, ([, days]) => whenInWords(days))].map(([when, items]) => {
      // Several questions may be about one passage.
      const names = grouped(items, ([item]) => this.name(item));
      const told = [...names].map(([name, { length }]) => (length > 1 ? `${name} (${length} questions)` : name));
      return make("li", "", lead(`${when[0].toUpperCase()}${when.slice(1)}: `), told.join("; "));
    });
  }

  showCalm(nodes, focus) {
    this.show([make("div", "mn-card", ...nodes)], focus);
  }

  /** Put something else on the page; what it is about gets the focus, so that it is read and the Tab key goes on from it. */
  show(nodes, focus = this.stage) {
    this.screens += 1;
    this.stage.replaceChildren(...nodes);
    const target = focus === true ? this.stage : focus;
    if (!target) return;
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
    // What is new begins where it can be seen, and what is in sight stays where it is.
    const { top } = this.stage.getBoundingClientRect();
    if (top < 0 || top > innerHeight / 2) this.stage.scrollIntoView({ block: "start" });
  }
}
