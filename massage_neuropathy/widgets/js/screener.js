/*
 * The screener: a form or a practice client, the learner's own answer first, then what the rules say. What is typed
 * here stays on the page: it is neither stored nor sent, and only a file that the learner saves keeps it.
 */
import { ClientTool, startTool } from "./client_tool.js";
import { count, make, press } from "./dom.js";
import { saveAs } from "./files.js";
import { SCREENING_FORMAT, answersOfClient, applyingAnswers, howMany, isBegun, noAnswers, saidWords, screeningFile } from "./screening_form.js";
import { ScreenerForm } from "./screener_form.js";
import { showOutcome } from "./screener_outcome.js";
import { curly, fiveAnswers } from "./outcome_words.js";
import { PREDICTED_WAITS } from "./prediction.js";
import { screen } from "./screening.js";
import { stageHeading } from "./stage.js";

export const SCREENER_LIMITS = "The screener teaches. It knows only what is on its list and what was answered. It does not replace your judgment, a look at the client, or a physician.";
const PRIVATE = "Nothing you enter is stored or leaves this page, unless you save it to a file or print it. Enter no names.";

/** Bring the screener to life. Until its data is there, and where it cannot be had, the text stays. */
export function showScreener(root, host, shelf) {
  return startTool(root, "screener", "Below is its list as a text.", async () => {
    const { clients } = curly(await shelf.get("clients"));
    new Screener(root, shelf, clients, async () => curly(await shelf.get("screener"))).showStart(false);
  });
}

class Screener extends ClientTool {
  constructor(root, shelf, clients, load) {
    super(root, shelf, clients, load);
    this.stage.addEventListener("input", ({ target }) => { this.isTyped ||= Boolean(target.closest(".mn-papers")); });
    root.classList.add("mn-screener");
    this.clear();
  }

  clear() {
    Object.assign(this, { answers: noAnswers(), client: null, predicted: null, isKept: true });
  }

  show(heading, nodes, isArriving) {
    this.isTyped = false;
    super.show(heading, nodes, isArriving);
  }

  /** Ask before answers are lost, or what was typed on a paper. Where nothing would be, do it at once. */
  askBefore(words, lose, action, back) {
    this.askFirst(words, { keep: "Keep them", lose }, action, back, this.isTyped || (!this.isKept && isBegun(this.answers)));
  }

  /** Leave the outcome with its papers; ask before, if something was typed on one. */
  leavePapers(action) {
    this.askFirst("Leave the papers, and lose what you typed on them? Print or copy them first to keep it.", { keep: "Keep them", lose: "Leave them" }, action, document.activeElement, this.isTyped);
  }

  showStart(isArriving = true) {
    const heading = stageHeading(2, "Who comes to you?");
    const blank = press("mn-main", "Start with a blank form", () => this.withCourse(() => this.showForm()));
    this.show(heading, [
      make("p", "", "Fill in a form, or take a practice client whose form is filled in. Then give your own answer before you see what the course rules call for."),
      make("p", "mn-limits", SCREENER_LIMITS),
      make("p", "mn-hint", PRIVATE),
      make("div", "mn-actions", blank, this.opener()),
      stageHeading(3, "Practice clients"),
      this.clientCards(this.clients, 4, "Screen this client", (client) => this.take(client)),
    ], isArriving);
  }

  take(client) {
    this.clear();
    Object.assign(this, { client, answers: answersOfClient(client, this.course) });
    this.showPrediction();
  }

  opener() {
    const ask = (action, back) => this.askBefore("Put the answers of this file in place of those on the form?", "Replace them", action, back);
    return super.opener(ask, () => this.showForm());
  }

  saver() {
    return press("mn-save", "Save to a file", () => {
      const name = `${SCREENING_FORMAT}.json`;
      saveAs(name, screeningFile({ answers: this.answers, client: this.client?.id ?? null }, this.course));
      this.isKept = true;
      this.say(`Saved as ${name}, where your browser puts downloads. Nobody else has it.`);
    });
  }

  starter() {
    const button = press("mn-quiet", "Start over", () => this.askBefore(this.isTyped ? "Start over and lose these answers, and what you typed on the papers?" : "Start over and lose these answers?", "Start over", () => {
      this.clear();
      this.showStart();
    }, button));
    return button;
  }

  showForm(only = "all") {
    const form = new ScreenerForm(this.course, this.answers, this.prefix, () => { this.isKept = false; });
    if (only === "open") form.showOpen();
    this.show(stageHeading(2, "What the client says"), [
      ...this.story(),
      make("p", "", "Read each question to the client. “Don’t know” is an answer, and it counts. What you leave open is listed at the end as not asked."),
      make("p", "mn-hint", PRIVATE),
      form.node,
      make("div", "mn-actions", press("mn-main", "Next: your answer", () => this.showPrediction()), this.saver(), this.opener(), this.starter()),
    ]);
  }

  showPrediction() {
    const back = press("mn-quiet", "Back to the form", () => this.showForm());
    if (!isBegun(this.answers)) {
      back.className = "mn-main";
      this.show(stageHeading(2, "Nothing was asked yet"), [
        make("p", "", "No question on the form has an answer, so there is nothing to decide from. Ask first: an empty form is not a no."),
        make("div", "mn-actions", back),
      ]);
      return;
    }
    const choice = make("fieldset", "mn-choice mn-five", make("legend", "", "Which answer do these answers call for?"));
    const waits = this.waitsChoice();
    for (const { id, say, means } of fiveAnswers(this.course.screening)) {
      const radio = this.radio("predicted", id, this.predicted?.answer === id);
      radio.addEventListener("change", () => { waits.hidden = id !== "ask-first"; });
      choice.append(make("label", "mn-option", radio, " ", make("span", "mn-text", make("strong", "", say), make("span", "mn-means", means))));
      if (id === "ask-first") choice.append(waits);
    }
    const compare = press("mn-main", "Compare", () => {
      const answer = choice.querySelector(":scope > .mn-option :checked")?.value;
      const waiting = answer === "ask-first" ? waits.querySelector(":checked")?.value : null;
      if (!answer || waiting === undefined) {
        this.say(answer ? "Choose what waits: the whole session, or an area." : "Choose an answer first, or skip this step.");
        return;
      }
      this.predicted = { answer, waits: waiting };
      this.showOutcome();
    });
    const skip = press("", "Skip: show me", () => {
      this.predicted = null;
      this.showOutcome();
    });
    this.show(stageHeading(2, "Your answer first"), [
      ...this.story(),
      ...this.recap(),
      choice,
      make("div", "mn-actions", compare, skip, back),
    ]);
  }

  /** What waits, where the answer is to ask first. */
  waitsChoice() {
    const labels = PREDICTED_WAITS.map((waits) => {
      const radio = this.radio("waits", waits, this.predicted?.waits === waits);
      return make("label", "", radio, waits === "session" ? " The whole session" : " An area");
    });
    const node = make("fieldset", "mn-waits", make("legend", "", "What waits?"), make("div", "mn-three", ...labels));
    node.hidden = this.predicted?.answer !== "ask-first";
    return node;
  }

  radio(name, value, checked) {
    const radio = make("input", "");
    Object.assign(radio, { type: "radio", name: `${this.prefix}-${name}`, value, autocomplete: "off", checked });
    return radio;
  }

  /** What stands on the form, as it was asked: what it may mean is for the learner to say. */
  recap() {
    const { yes, no, unknown, open, noticed } = howMany(this.answers, this.course);
    const own = noticed > 0 ? ` You noticed ${count(noticed, "thing")} yourself.` : "";
    const list = saidWords(this.answers, this.course).map(({ question, said, isObserved }) => {
      const word = said === "unknown" ? "Don’t know" : isObserved ? "You noticed" : "Yes";
      return make("li", "", make("strong", "", `${word}: `), question);
    });
    return [
      make("p", "mn-counts", `On the form: ${yes} yes, ${unknown} don’t know, ${no} no, ${open} not asked.${own}`),
      ...(list.length > 0 ? [make("ul", "mn-plain mn-recap", ...list)] : []),
    ];
  }

  showOutcome() {
    const answers = applyingAnswers(this.answers);
    // What is said about a client holds as long as their answers are their own.
    const isOwn = this.client && JSON.stringify(answers) === JSON.stringify(applyingAnswers(answersOfClient(this.client, this.course)));
    const outcome = showOutcome({
      decision: screen(answers, this.course),
      answers,
      course: this.course,
      shelf: this.shelf,
      client: this.client,
      comment: isOwn ? this.client.comment : "",
      predicted: this.predicted,
      askRest: () => this.leavePapers(() => this.showForm("open")),
    });
    this.show(outcome.heading, [
      ...outcome.nodes,
      make("div", "mn-actions mn-not-printed", press("", "Change the answers", () => this.leavePapers(() => this.showForm())), this.saver(), this.starter()),
    ]);
  }
}
