/*
 * The session planner: who the plan is for, what they feel and want, the learner's own plan, and then the one that the
 * rules suggest, side by side. What is entered here stays on the page: it is neither stored nor sent.
 */
import { ClientTool, startTool } from "./client_tool.js";
import { make, press } from "./dom.js";
import { answerLine, answerWords, areaWords, curly, namesOf, settleWords } from "./outcome_words.js";
import { printAlone } from "./paper.js";
import { clearanceRequest, referralNote, soapNote } from "./papers.js";
import { PAPER_MARK } from "./papers_text.js";
import { comparePlans, tallyOf } from "./planner_compare.js";
import { boxGroup, ownForm, wishesForm } from "./planner_form.js";
import { comparisonNodes, letterNodes, planFacts, planNodes, reasonWords } from "./planner_plan.js";
import { UNCLEARED, answeredEntries, hasUnnamedSwelling, placedAnswers, planSession } from "./planning.js";
import { screen } from "./screening.js";
import { answersOfClient, applyingAnswers, noAnswers } from "./screening_form.js";
import { sourceLink } from "./sources.js";
import { stageHeading } from "./stage.js";

const PLANNER_LIMITS = "The planner teaches. It suggests one sound plan among several. It does not replace your judgment, a look at the client, or a physician.";
const PLANNER_PRIVATE = "Nothing you enter is stored or leaves this page, unless you print it. Enter no names.";
// Where the session itself is off, whatever the client feels and wants.
const NO_SESSION_AT_ALL = ["stops", "known", "session-waits"];
const SCREENER_PAGE = { text: "the screener", href: "25-screener.html", link: null };

/** Bring the planner to life. Until its data is there, and where it cannot be had, the text stays. */
export function showPlanner(root, host, shelf) {
  return startTool(root, "planner", "Below are its practice clients as a text.", async () => {
    const [{ planning }, { clients }] = await Promise.all(["planner", "clients"].map((name) => shelf.get(name)));
    new Planner(root, shelf, clients, planning).showStart(false);
  });
}

class Planner extends ClientTool {
  constructor(root, shelf, clients, planning) {
    super(root, shelf, clients, async () => ({ ...await shelf.get("screener"), planning }));
    this.planning = planning;
    this.stage.addEventListener("input", ({ target }) => {
      if (target.type !== "file") this.isTouched = true;
    });
    this.clear();
  }

  clear() {
    const { zones, time } = this.planning;
    const felt = new Map(zones.map(({ area }) => [area, new Set()]));
    const areas = Object.fromEntries(zones.map(({ area }, n) => [area, { level: 0, minutes: 10, place: n + 1 }]));
    Object.assign(this, {
      answers: noAnswers(),
      client: null,
      isShort: false,
      isTouched: false,
      ticked: new Set(),
      wishes: { felt, goals: new Set(), minutes: time.offered[1], letter: null, letterMinutes: null, swelling: null },
      own: { areas, chosen: {} },
      papers: new Map(),
    });
  }

  get decision() {
    return screen(applyingAnswers(placedAnswers(this.answers, this.wished, this.course)), this.course);
  }

  /** What is wished for, as data. */
  get wished() {
    const { felt, goals, minutes, letter, letterMinutes, swelling } = this.wishes;
    const symptoms = [...felt].map(([area, said]) => [area, [...said].filter((word) => word !== "cleared")]);
    return {
      symptoms: Object.fromEntries(symptoms.filter(([, said]) => said.length > 0)),
      cleared: [...felt].filter(([, said]) => said.has("cleared")).map(([area]) => area),
      letter,
      letter_minutes: letterMinutes,
      swelling,
      goals: [...goals],
      minutes,
    };
  }

  /** Ask before anything that was entered is lost. */
  askBefore(words, lose, action, back) {
    this.askFirst(words, { keep: "Keep it", lose }, action, back, this.isTouched);
  }

  showStart(isArriving = true) {
    const ready = this.clients.filter(({ plan }) => plan);
    this.show(stageHeading(2, "Who is the plan for?"), [
      make("p", "", "A plan begins where the screener ends. Take a practice client, open a form that you saved in ", sourceLink(SCREENER_PAGE, this.shelf), ", or tick what applies. Then make your own plan before you see another one."),
      make("p", "mn-limits", PLANNER_LIMITS),
      make("p", "mn-hint", PLANNER_PRIVATE),
      make("h3", "mn-title", "Practice clients"),
      this.clientCards(ready, 4, "Plan for this client", (client) => this.take(client)),
      make("h3", "mn-title", "A form of the screener"),
      make("div", "mn-actions", this.opener()),
      make("h3", "mn-title", "Or a short list"),
      boxGroup("What applies to the client?", this.planning.ticks, this.ticked, "These matter most for a plan. It is not a screening: what is not on it was not asked."),
      make("div", "mn-actions", press("mn-main", "Next: what they feel and want", () => this.withCourse(() => this.useTicks()))),
    ], isArriving);
  }

  take(client) {
    this.clear();
    Object.assign(this, { client, answers: answersOfClient(client, this.course) });
    const { symptoms, cleared, letter, letter_minutes: letterMinutes, swelling, goals, minutes } = client.plan;
    const within = (area, named) => area === named || this.course.screening.areas.find(({ id }) => id === named).holds.includes(area);
    for (const [area, felt] of this.wishes.felt) {
      for (const [named, said] of Object.entries(symptoms)) if (within(area, named)) for (const word of said) felt.add(word);
      if (cleared.some((named) => within(area, named))) felt.add("cleared");
    }
    Object.assign(this.wishes, { goals: new Set(goals), letter, letterMinutes, swelling, minutes });
    this.showWishes();
  }

  useTicks() {
    Object.assign(this, { client: null, isShort: true });
    this.answers = { ...noAnswers(), conditions: Object.fromEntries([...this.ticked].map((id) => [id, "yes"])) };
    this.showWishes();
  }

  opener() {
    return super.opener((action, back) => this.askBefore("Put this form in place of what you entered?", "Replace it", action, back), () => this.showWishes());
  }

  starter() {
    const button = press("mn-quiet", "Start over", () => this.askBefore("Start over and lose what you entered?", "Start over", () => {
      this.clear();
      this.showStart();
    }, button));
    return button;
  }

  /** The decision, with what is left out, waits, or was waiting until a written answer named it. */
  decided(decision, plan) {
    const { screening, planning } = this.course;
    const card = make("div", "mn-answer-card");
    const isUnscreened = this.isShort && decision.lines.length === 0;
    if (isUnscreened) card.append(make("p", "mn-answer-words", planning.words.not_screened));
    else {
      if (this.isShort) card.append(make("p", "", planning.words.only_ticked));
      card.append(make("p", "mn-answer-words", `${this.isShort ? "" : "The screener says: "}${answerLine(decision, screening)}`));
    }
    const lifted = plan.areas.filter((one) => one.lifted.length > 0 && ["work", "rest"].includes(one.does));
    const named = new Set(lifted.flatMap(({ area, apart }) => [area, ...planning.zones.find((zone) => zone.area === area).parts.filter((part) => !apart.includes(part))]));
    // A place that is not known is one that the plan still names.
    const isShown = (does) => (area) => !named.has(area) && (area !== "affected_area" || plan.areas.length === 0 || plan.elsewhere.some((one) => one.area === area && one.does === does));
    const isOff = NO_SESSION_AT_ALL.includes(plan.blocked);
    const waits = Object.keys(decision.waiting).filter(isShown("waits"));
    const out = Object.keys(decision.left_out).filter(isShown("out")).filter((area) => !waits.includes(area));
    const say = (words, areas) => {
      if (areas.length > 0) card.append(make("p", "", `${words}: ${areaWords(areas, screening)}.`));
    };
    // What an answer means is said where it still holds.
    const means = decision.waits === "known" ? screening.waits.known : answerWords(decision.answer, screening).means;
    if (!isUnscreened && (lifted.length === 0 || waits.length > 0)) card.append(make("p", "", means));
    if (!isOff) {
      say("Waiting for a written answer", waits);
      say("Left out", out);
    }
    say(planning.words.was_waiting, lifted.map(({ area }) => area));
    const open = decision.not_asked.length;
    if (open > 0) card.append(make("p", "", planning.words.not_asked.replace("#", open)));
    return card;
  }

  showWishes() {
    const { decision, course } = this;
    const { planning } = course;
    const bare = planSession(decision, { symptoms: {}, cleared: [], goals: [], minutes: 60 }, course);
    if (NO_SESSION_AT_ALL.includes(bare.blocked)) {
      this.showPlan(null);
      return;
    }
    const asked = this.askedAnswers(decision);
    const isOut = (area) => (decision.left_out[area] ?? []).some((id) => !(asked.get(area) ?? []).includes(id));
    const says = new Map(planning.zones.map(({ area }) => [area, [
      ...(area in decision.waiting ? ["Waits, by the screener’s answer, until a written answer names it."] : []),
      ...(isOut(area) ? ["Left out, by the screener’s answer."] : []),
    ].join(" ")]));
    const form = wishesForm(this.wishes, course, says, asked);
    this.show(stageHeading(2, "What the client feels and wants"), [
      ...this.story(),
      this.decided(decision, planSession(decision, this.wished, course)),
      form,
      make(
        "div",
        "mn-actions",
        press("mn-main", "Next: your own plan", () => this.afterSwelling(form, () => this.showOwn())),
        press("", "Skip it: show a plan", () => this.afterSwelling(form, () => this.showPlan(null))),
        this.starter(),
      ),
    ]);
  }

  /** By area, the entries for which a written answer has to come: a Map. */
  askedAnswers(decision) {
    const entries = answeredEntries(decision, this.course);
    const asked = this.course.planning.zones.map(({ area, parts }) => {
      const held = [area, ...parts].flatMap((each) => [...(decision.left_out[each] ?? []), ...(decision.waiting[each] ?? [])]);
      return [area, entries.filter((id) => held.includes(id))];
    });
    return new Map(asked.filter(([, ids]) => ids.length > 0));
  }

  /** Go on once it is said what a swelling is, where there is one that no written answer names. */
  afterSwelling(form, action) {
    if (!hasUnnamedSwelling(this.wished, this.course) || this.wishes.swelling) {
      action();
      return;
    }
    this.say("Before any plan, answer the question about the swelling.");
    form.querySelector(".mn-plan-swelling input").focus();
  }

  showOwn() {
    const plan = planSession(this.decision, this.wished, this.course);
    if (plan.blocked) {
      this.showPlan(null);
      return;
    }
    const around = plan.frame.reduce((total, { minutes }) => total + minutes, 0);
    this.show(stageHeading(2, "Your own plan"), [
      ...this.story(),
      make("p", "", "Plan it as you would do it. Some of what you can choose from does not belong in this session."),
      ownForm(this.own, this.course, this.wishes.minutes, around),
      make(
        "div",
        "mn-actions",
        press("mn-main", "Compare", () => this.showPlan(this.own)),
        press("", "Back", () => this.showWishes()),
        press("", "Skip it: show a plan", () => this.showPlan(null)),
      ),
    ]);
  }

  showPlan(own) {
    const { wished, course, client } = this;
    const plan = planSession(this.decision, wished, course);
    const answers = plan.blocked === "swelling" ? this.withSwelling(wished) : this.answers;
    const decision = screen(applyingAnswers(placedAnswers(answers, wished, course)), course);
    const facts = {
      decision,
      answers,
      course,
      client: client ? `${client.who}. ${client.says}` : "",
      plan: plan.blocked ? null : planFacts(plan, wished, course),
    };
    const part = make("div", "mn-plan", make("p", "mn-on-paper", `Session plan. ${PAPER_MARK}. ${client ? client.who : ""}`));
    if (plan.blocked) part.append(...this.blockedNodes(plan, decision));
    else {
      const compared = own ? comparePlans(own, plan, wished, course) : null;
      part.append(
        ...letterNodes(plan, wished, course.planning),
        this.decided(decision, plan),
        ...(client ? [make("p", "mn-comment", make("strong", "", "About this client: "), curly(client.comment))] : []),
        ...(compared ? [make("h3", "mn-title", "Yours and the plan"), ...comparisonNodes(compared, tallyOf(compared), course), make("h3", "mn-title", "The plan")] : []),
        ...planNodes(plan, decision, wished, course, this.shelf),
      );
    }
    part.append(...(plan.blocked ? [] : [make("p", "mn-numb", course.screening.numb_area)]), make("p", "mn-limits", PLANNER_LIMITS));
    const papers = make("div", "mn-papers");
    const offer = (words, makePaper) => press("", words, () => this.showPaper(papers, words, makePaper, facts));
    const notes = [
      ...(plan.blocked ? [] : [offer("Session note (SOAP)", soapNote)]),
      ...(plan.blocked && plan.blocked !== "too-short" ? [offer("Referral note", referralNote)] : []),
      ...(["stops", "session-waits", "nothing-left"].includes(plan.blocked) || plan.areas.some(({ does }) => does === "waits") ? [offer("Clearance request", clearanceRequest)] : []),
    ];
    this.show(stageHeading(2, plan.blocked === "known" ? "No plan yet" : plan.blocked ? "No plan today" : own ? "Your plan and another one" : "A plan"), [
      part,
      make("h3", "mn-title", "On paper"),
      make("div", "mn-actions", press("", "Print this", () => printAlone(part)), ...notes),
      papers,
      make(
        "div",
        "mn-actions",
        ...(NO_SESSION_AT_ALL.includes(plan.blocked) ? [] : [press("", "Change what they feel and want", () => this.showWishes())]),
        ...(plan.blocked ? [] : [press("", own ? "Change your plan" : "Make your own plan", () => this.showOwn())]),
        this.starter(),
      ),
    ]);
  }

  /** Show a paper. What was typed on it stays, also when another paper or another plan was looked at meanwhile. */
  showPaper(place, words, makePaper, facts) {
    const from = JSON.stringify([facts.decision, facts.plan]);
    let kept = this.papers.get(words);
    if (!kept || (kept.from !== from && !kept.isTyped)) {
      kept = { from, isTyped: false, node: makePaper(facts) };
      const mine = kept;
      kept.node.addEventListener("input", () => { mine.isTyped = true; });
      this.papers.set(words, kept);
    }
    const anew = press("", "Fill it in anew", () => {
      this.papers.delete(words);
      this.showPaper(place, words, makePaper, facts);
    });
    const old = make("div", "mn-actions", make("p", "mn-hint", "This paper was filled in before something changed. It keeps what you typed."), anew);
    place.replaceChildren(...(kept.from === from ? [] : [old]), kept.node);
    const title = kept.node.querySelector(".mn-title") ?? kept.node;
    title.tabIndex = -1;
    arriveAt(title);
  }

  /** The answers, with what was said about the swelling among them. */
  withSwelling({ symptoms, swelling }) {
    const [entry] = this.course.planning.swelling.entries;
    const places = Object.keys(symptoms).filter((area) => symptoms[area].includes(UNCLEARED));
    const { conditions, where } = this.answers;
    return { ...this.answers, conditions: { ...conditions, [entry]: swelling ?? "unknown" }, where: { ...where, [entry]: places } };
  }

  /** Why there is no plan, and what happens instead. */
  blockedNodes(plan, decision) {
    const { screening, planning } = this.course;
    const words = {
      stops: planning.words.stops,
      known: planning.words.known,
      "session-waits": planning.words.session_waits,
      swelling: planning.swelling.stops,
      "nothing-left": planning.words.nothing_left,
      "too-short": planning.words.too_short,
    }[plan.blocked];
    const items = this.blockedItems(plan, decision);
    const isDecided = !["swelling", "too-short"].includes(plan.blocked);
    return [
      make("p", "mn-plan-none", make("strong", "", curly(words))),
      ...(isDecided ? [this.decided(decision, plan)] : []),
      ...this.story(),
      ...(items.length > 0 ? [make("ul", "mn-plain mn-suggested", ...items.map(([title, text]) => make("li", "", make("strong", "", `${title} `), curly(text))))] : []),
      make("p", "", "Worksheet, referral note and clearance request are also in ", sourceLink(SCREENER_PAGE, this.shelf), "."),
    ];
  }

  /** What is done instead of a plan, as pairs of a lead and words. */
  blockedItems({ blocked, areas }, decision) {
    const { screening, planning, conditions } = this.course;
    const entryItem = (entry) => [`${namesOf([entry.id], this.course)}:`, entry.do];
    if (blocked === "swelling") return planning.swelling.entries.map((id) => entryItem(conditions.find((each) => each.id === id)));
    if (blocked === "known") {
      return settleWords(decision, this.course).map(({ name, when, then }) => [`${name}${when ? `: ${when}` : ""}.`, `${screening.dont_know.say} ${then}.`]);
    }
    if (blocked === "nothing-left") {
      return areas.map(({ area, because, does }) => [
        `${does === "waits" ? "Waiting" : "Left out"}: ${areaWords([area], screening)}.`,
        because.includes(UNCLEARED) ? planning.words.swollen : `For ${reasonWords(because, this.course)}.`,
      ]);
    }
    if (blocked === "too-short") return [];
    const strictest = decision.lines.filter(({ answer, waits }) => answer === decision.answer && waits === decision.waits);
    return strictest.map(({ condition }) => conditions.find(({ id }) => id === condition)).filter(Boolean).map(entryItem);
  }
}
