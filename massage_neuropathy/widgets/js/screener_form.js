/* The screener's form: a hundred questions in parts that are built when they are opened, so that phones stay quick. */
import { count, make, press } from "./dom.js";
import { choicesOfPlaces, formParts, howMany, isFound } from "./screening_form.js";
import { tickBox } from "./stage.js";

const FORM_CHOICES = [["yes", "Yes"], ["no", "No"], ["unknown", "Don’t know"]];

/** The form. It writes into `answers`, and calls `onChange` after that; names of its buttons begin with `own`. */
export class ScreenerForm {
  constructor(course, answers, own, onChange) {
    Object.assign(this, { course, answers, own, onChange });
    this.parts = formParts(course).map((part) => this.part(part));
    const last = new FormQuestion({
      id: "anything-else",
      own,
      words: course.screening.catch_all.question,
      said: answers.anything_else,
      onSaid: (word) => {
        answers.anything_else = word;
        onChange();
      },
    });
    const lastPart = make("section", "mn-last", make("h3", "mn-title", "Last, for everyone"), last.node);
    this.node = make("div", "mn-form", this.filters(), ...this.parts.map(({ fold }) => fold), lastPart);
    this.update();
  }

  filters() {
    this.search = make("input", "");
    Object.assign(this.search, { type: "search", autocomplete: "off" });
    this.open = tickBox("Only questions without an answer", false, () => this.filter());
    this.found = make("p", "mn-count");
    this.found.setAttribute("role", "status");
    const bar = make("div", "mn-filters", make("label", "mn-find", "Find a question ", this.search), this.open.node, this.found);
    bar.setAttribute("role", "search");
    bar.setAttribute("aria-label", "Questions");
    this.search.addEventListener("input", () => this.filter());
    return bar;
  }

  showOpen() {
    this.open.box.checked = true;
    this.filter();
  }

  part({ id, title, hint, conditions }) {
    const progress = make("span", "mn-part-count");
    const body = make("div", "mn-part-body");
    const summary = make("summary", "", make("span", "mn-part-title", title), " ", progress);
    const fold = make("details", "mn-part", summary, body);
    fold.dataset.part = id;
    const part = { conditions, fold, body, progress, hint, questions: null, wasOpen: false };
    // At once, for a quick Tab into it; and when the browser opens it by itself, as its search on a page does.
    summary.addEventListener("click", () => this.build(part));
    fold.addEventListener("toggle", () => this.build(part));
    return part;
  }

  /** Build the questions of a part, the first time it is needed. */
  build(part) {
    if (part.questions) return;
    part.questions = new Map(part.conditions.map((condition) => [condition.id, this.question(condition, part)]));
    const said = make("p", "mn-hint");
    said.setAttribute("role", "status");
    const rest = press("mn-rest", "The rest here: no", () => {
      const open = part.conditions.filter(({ id }) => !this.answers.conditions[id] && !part.questions.get(id).node.hidden);
      for (const { id } of open) part.questions.get(id).choose("no");
      said.textContent = open.length > 0 ? `${count(open.length, "question")} answered with no.` : "There is no question left to answer here.";
    });
    const hints = part.hint ? [make("p", "mn-hint", part.hint)] : [];
    part.body.append(...hints, ...[...part.questions.values()].map(({ node }) => node), make("div", "mn-actions", rest), said);
    this.applyTo(part);
  }

  question(condition, part) {
    const { id } = condition;
    return new FormQuestion({
      id,
      own: this.own,
      words: condition.question,
      note: condition.kind === "practice-rule" ? `Practice rule. ${this.course.screening.kinds["practice-rule"]}` : "",
      said: this.answers.conditions[id],
      more: () => followUp(condition, this),
      onSaid: (word) => {
        this.answers.conditions[id] = word;
        this.update(part);
        this.onChange();
      },
    });
  }

  /** Say how far each part is. */
  update(...parts) {
    for (const { conditions, progress } of parts.length > 0 ? parts : this.parts) {
      const answered = conditions.filter(({ id }) => this.answers.conditions[id]).length;
      progress.textContent = `${answered} of ${conditions.length} answered`;
    }
    if (this.found.textContent === "") this.found.textContent = this.allWords();
  }

  isShown(condition) {
    return isFound(condition, this.search.value) && !(this.open.box.checked && this.answers.conditions[condition.id]);
  }

  /** How many questions there are, counted as the outcome counts those that were not asked. */
  allWords() {
    const { all, after, observed } = howMany(this.answers, this.course);
    return `${count(all, "question")} to ask, ${after} of them after a session; and ${count(observed, "thing")} to notice yourself`;
  }

  filter() {
    const isSearching = this.search.value.trim() !== "";
    const shown = [];
    for (const part of this.parts) {
      const fitting = part.conditions.filter((condition) => this.isShown(condition));
      shown.push(...fitting);
      part.fold.hidden = fitting.length === 0;
      if (isSearching && !this.isSearching) part.wasOpen = part.fold.open;
      if (isSearching && fitting.length > 0) {
        this.build(part);
        part.fold.open = true;
      }
      if (!isSearching && this.isSearching) part.fold.open = part.wasOpen;
      this.applyTo(part);
    }
    this.isSearching = isSearching;
    this.found.textContent = isSearching || this.open.box.checked ? this.shownWords(shown, isSearching) : this.allWords();
  }

  /** How many are shown. The last question always is; it counts where it has no answer and nobody searches. */
  shownWords(shown, isSearching) {
    const asked = shown.filter(({ observed }) => !observed).length + (isSearching || this.answers.anything_else ? 0 : 1);
    const own = shown.filter(({ observed }) => observed).length;
    if (isSearching && shown.length === 0) return "No question has these words. Try another word. If the client has it all the same, answer yes to the last question, which asks for everything else.";
    return `Shown: ${count(asked, "question")} to ask${own > 0 ? `, and ${count(own, "thing")} to notice yourself` : ""}`;
  }

  applyTo({ questions, conditions }) {
    if (!questions) return;
    for (const condition of conditions) questions.get(condition.id).node.hidden = !this.isShown(condition);
  }
}

/** One question with its three answers, and after a yes or "don't know" what follows from it. */
class FormQuestion {
  constructor({ id, own, words, note = "", said, more = null, onSaid }) {
    Object.assign(this, { more, onSaid });
    this.follow = make("div", "mn-follow");
    this.follow.hidden = true;
    this.radios = new Map();
    const choices = threeChoices(`${own}-said-${id}`, said, (word) => this.choose(word), this.radios);
    const fields = make("fieldset", "mn-said-field", make("legend", "", words), ...(note ? [make("p", "mn-hint", note)] : []), choices);
    this.node = make("div", "mn-ask", fields, this.follow);
    this.node.dataset.question = id;
    this.followIf(said);
  }

  choose(word) {
    this.radios.get(word).checked = true;
    this.onSaid(word);
    this.followIf(word);
  }

  followIf(word) {
    const applies = Boolean(this.more) && ["yes", "unknown"].includes(word);
    if (applies && !this.follow.firstChild) this.follow.append(...this.more());
    this.follow.hidden = !applies || !this.follow.firstChild;
  }
}

function threeChoices(name, said, onChoose, radios = new Map()) {
  const labels = FORM_CHOICES.map(([word, text]) => {
    const radio = make("input", "");
    Object.assign(radio, { type: "radio", name, value: word, autocomplete: "off", checked: said === word });
    radio.addEventListener("change", () => onChoose(word));
    radios.set(word, radio);
    return make("label", "", radio, ` ${text}`);
  });
  return make("div", "mn-three", ...labels);
}

/** What to ask after a yes: hints, where, and whether any of the lines applies that raise the answer. */
function followUp(condition, { course, answers, own, onChange }) {
  const { id, follow_up: hints, rises } = condition;
  const nodes = [];
  if (hints.length > 0) nodes.push(make("p", "mn-label", "Ask on:"), make("ul", "mn-plain", ...hints.map((hint) => make("li", "", hint))));
  const places = choicesOfPlaces(condition, course.screening);
  if (places.length > 0) {
    const boxes = places.map((area) => tickBox(area.say, Boolean(answers.where[id]?.includes(area.id)), (isOn) => {
      const chosen = new Set(answers.where[id] ?? []);
      if (isOn) chosen.add(area.id);
      else chosen.delete(area.id);
      answers.where[id] = places.map((place) => place.id).filter((place) => chosen.has(place));
      if (answers.where[id].length === 0) delete answers.where[id];
      onChange();
    }).node);
    nodes.push(make("fieldset", "mn-places", make("legend", "", "Where? Tick what the client names. Some rules hold everywhere all the same."), ...boxes));
  }
  if (rises.length > 0) nodes.push(make("p", "mn-label", "Does any of this apply?"));
  rises.forEach(({ when }, number) => {
    const said = answers.rises[id]?.[number];
    const choices = threeChoices(`${own}-rise-${id}-${number}`, said, (word) => {
      (answers.rises[id] ??= {})[number] = word;
      onChange();
    });
    nodes.push(make("fieldset", "mn-rise", make("legend", "", when), choices));
  });
  return nodes;
}
