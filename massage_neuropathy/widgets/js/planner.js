/*
 * The session planner: who the plan is for, what they feel and want, the learner's own plan, and then the one that the
 * rules suggest, side by side. What is entered here stays on the page: it is neither stored nor sent.
 */
import { make, press } from "./dom.js";
import { answerLine, answerWords, areaWords, curly, namesOf } from "./outcome_words.js";
import { printAlone } from "./paper.js";
import { clearanceRequest, referralNote, soapNote } from "./papers.js";
import { PAPER_MARK } from "./papers_text.js";
import { comparePlans, tallyOf } from "./planner_compare.js";
import { boxGroup, ownForm, wishesForm } from "./planner_form.js";
import { comparisonNodes, planFacts, planNodes, reasonWords } from "./planner_plan.js";
import { planSession } from "./planning.js";
import { screen } from "./screening.js";
import { answersOfClient, applyingAnswers, noAnswers, readScreening } from "./screening_form.js";
import { sourceLink } from "./sources.js";
import { arriveAt, stageHeading } from "./stage.js";

const PLANNER_LIMITS = "The planner teaches. It suggests one sound plan among several. It does not replace your judgment, a look at the client, or a physician.";
const PLANNER_PRIVATE = "Nothing you enter is stored or leaves this page, unless you print it. Enter no names.";
const SCREENER_PAGE = { text: "the screener", href: "25-screener.html", link: null };

/** Bring the planner to life. Until its data is there, and where it cannot be had, the text stays. */
export async function showPlanner(root, host, shelf) {
  try {
    const [screener, { planning }, { clients }] = await Promise.all(["screener", "planner", "clients"].map((name) => shelf.get(name)));
    new Planner(root, shelf, { ...screener, planning }, clients).showStart(false);
  } catch (error) {
    const notice = make("p", "mn-notice", `The planner could not start: ${error.message}. Below are its practice clients as a text.`);
    notice.setAttribute("role", "status");
    root.prepend(notice);
  }
}

class Planner {
  constructor(root, shelf, course, clients) {
    Object.assign(this, { root, shelf, course, clients });
    this.stage = make("div", "mn-stage");
    this.status = make("div", "mn-said mn-screener-said");
    this.status.setAttribute("role", "status");
    root.replaceChildren(this.stage, this.status);
    this.clear();
  }

  clear() {
    const { zones, time } = this.course.planning;
    const felt = new Map(zones.map(({ area }) => [area, new Set()]));
    const areas = Object.fromEntries(zones.map(({ area }, n) => [area, { level: 0, minutes: 10, place: n + 1 }]));
    Object.assign(this, {
      answers: noAnswers(),
      client: null,
      ticked: new Set(),
      wishes: { felt, goals: new Set(), minutes: time.offered[1] },
      own: { areas, chosen: {} },
    });
  }

  show(heading, nodes, isArriving = true) {
    this.status.replaceChildren();
    this.stage.replaceChildren(heading, ...nodes);
    if (isArriving) arriveAt(heading);
  }

  get decision() {
    return screen(applyingAnswers(this.answers), this.course);
  }

  /** What is wished for, as data. */
  get wished() {
    const { felt, goals, minutes } = this.wishes;
    const symptoms = [...felt].map(([area, said]) => [area, [...said].filter((word) => word !== "cleared")]);
    return {
      symptoms: Object.fromEntries(symptoms.filter(([, said]) => said.length > 0)),
      cleared: [...felt].filter(([, said]) => said.has("cleared")).map(([area]) => area),
      goals: [...goals],
      minutes,
    };
  }

  showStart(isArriving = true) {
    const { conditions, planning } = this.course;
    const ready = this.clients.filter(({ plan }) => plan);
    const cards = ready.map((client) => {
      const open = press("", "Plan for this client", () => this.take(client));
      const who = make("h4", "mn-title", client.who);
      who.id = `mn-planned-${client.id}`;
      open.id = `mn-plan-${client.id}`;
      open.setAttribute("aria-labelledby", `${open.id} ${who.id}`);
      return make("li", "mn-card mn-client", who, make("p", "", curly(client.says)), make("div", "mn-actions", open));
    });
    const options = planning.ticks.map((id) => ({ id, say: conditions.find((each) => each.id === id).name }));
    this.show(stageHeading(2, "Who is the plan for?"), [
      make("p", "", "A plan begins where the screener ends. Take a practice client, open a form that you saved in ", sourceLink(SCREENER_PAGE, this.shelf), ", or tick what applies. Then make your own plan before you see another one."),
      make("p", "mn-limits", PLANNER_LIMITS),
      make("p", "mn-hint", PLANNER_PRIVATE),
      make("h3", "mn-title", "Practice clients"),
      make("ul", "mn-clients", ...cards),
      make("h3", "mn-title", "A form of the screener"),
      make("div", "mn-actions", this.opener()),
      make("h3", "mn-title", "Or a short list"),
      boxGroup("What applies to the client?", options, this.ticked, "These matter most for a plan. It is not a screening: what is not on it was not asked."),
      make("div", "mn-actions", press("mn-main", "Next: what they feel and want", () => this.useTicks())),
    ], isArriving);
  }

  take(client) {
    this.clear();
    Object.assign(this, { client, answers: answersOfClient(client, this.course) });
    const { symptoms, cleared, goals, minutes } = client.plan;
    const within = (area, named) => area === named || this.course.screening.areas.find(({ id }) => id === named).holds.includes(area);
    for (const [area, felt] of this.wishes.felt) {
      for (const [named, said] of Object.entries(symptoms)) if (within(area, named)) for (const word of said) felt.add(word);
      if (cleared.some((named) => within(area, named))) felt.add("cleared");
    }
    this.wishes.goals = new Set(goals);
    this.wishes.minutes = minutes;
    this.showWishes();
  }

  useTicks() {
    this.client = null;
    this.answers = { ...noAnswers(), conditions: Object.fromEntries([...this.ticked].map((id) => [id, "yes"])) };
    this.showWishes();
  }

  /** A button that opens a form that the screener has saved. */
  opener() {
    const file = make("input", "");
    Object.assign(file, { type: "file", accept: ".json,application/json" });
    file.addEventListener("change", async () => {
      const [chosen] = file.files;
      if (!chosen) return;
      try {
        const { answers, client } = readScreening(await chosen.text(), this.course, this.clients);
        this.clear();
        Object.assign(this, { answers, client: this.clients.find(({ id }) => id === client) ?? null });
        this.showWishes();
        this.status.textContent = `The file ${chosen.name} is open.`;
      } catch (error) {
        this.status.textContent = `The file ${chosen.name} was not opened: ${error.message}.`;
      }
      file.value = "";
    });
    return make("label", "mn-file", "Open a saved file ", file);
  }

  starter() {
    return press("mn-quiet", "Start over", () => {
      this.clear();
      this.showStart();
    });
  }

  story() {
    return this.client ? [make("div", "mn-card mn-client", make("p", "mn-client-who", this.client.who), make("p", "", curly(this.client.says)))] : [];
  }

  /** The decision, with which areas it leaves out or lets wait. */
  decided(decision) {
    const { screening } = this.course;
    const card = make("div", "mn-answer-card", make("p", "mn-answer-words", `The screener says: ${answerLine(decision, screening)}`), make("p", "", answerWords(decision.answer, screening).means));
    const [out, waits] = [Object.keys(decision.left_out), Object.keys(decision.waiting)];
    if (waits.length > 0) card.append(make("p", "", `Waiting for a written answer: ${areaWords(waits, screening)}.`));
    const always = out.filter((area) => !waits.includes(area));
    if (always.length > 0) card.append(make("p", "", `Left out: ${areaWords(always, screening)}.`));
    const here = this.wished.cleared;
    if (here.length > 0) card.append(make("p", "", `A written answer is here for: ${areaWords(here, screening)}.`));
    return card;
  }

  showWishes() {
    const { decision } = this;
    const blocked = planSession(decision, { symptoms: {}, cleared: [], goals: [], minutes: 60 }, this.course).blocked;
    if (blocked === "stops" || blocked === "session-waits") {
      this.showPlan(null);
      return;
    }
    const { screening, planning } = this.course;
    const says = new Map(planning.zones.map(({ area }) => [area, [
      ...(area in decision.waiting ? ["Waits, by the screener’s answer."] : []),
      ...(area in decision.left_out ? ["Left out, by the screener’s answer."] : []),
    ].join(" ")]));
    this.show(stageHeading(2, "What the client feels and wants"), [
      ...this.story(),
      this.decided(decision),
      make("p", "mn-hint", `${screening.numb_area}`),
      wishesForm(this.wishes, this.course, says, new Set(Object.keys(decision.waiting))),
      make(
        "div",
        "mn-actions",
        press("mn-main", "Next: your own plan", () => this.showOwn()),
        press("", "Skip it: show a plan", () => this.showPlan(null)),
        this.starter(),
      ),
    ]);
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
    const { decision, wished, course, client } = this;
    const plan = planSession(decision, wished, course);
    const facts = {
      decision,
      answers: this.answers,
      course,
      client: client ? `${client.who}. ${client.says}` : "",
      plan: plan.blocked ? null : planFacts(plan, wished, course),
    };
    const part = make("div", "mn-plan", make("p", "mn-on-paper", `Session plan. ${PAPER_MARK}. ${client ? client.who : ""}`));
    if (plan.blocked) part.append(...this.blockedNodes(plan, decision));
    else {
      const compared = own ? comparePlans(own, plan, wished, course) : null;
      part.append(
        this.decided(decision),
        ...(client ? [make("p", "mn-comment", make("strong", "", "About this client: "), curly(client.comment))] : []),
        ...(compared ? [make("h3", "mn-title", "Yours and the plan"), ...comparisonNodes(compared, tallyOf(compared), course), make("h3", "mn-title", "The plan")] : []),
        ...planNodes(plan, decision, wished, course, this.shelf),
      );
    }
    part.append(make("p", "mn-numb", course.screening.numb_area), make("p", "mn-limits", PLANNER_LIMITS));
    const papers = make("div", "mn-papers");
    const offer = (words, makePaper) => press("", words, () => {
      const paper = makePaper(facts);
      papers.replaceChildren(paper);
      const title = paper.querySelector(".mn-title") ?? paper;
      title.tabIndex = -1;
      arriveAt(title);
    });
    const notes = plan.blocked
      ? [offer("Referral note", referralNote), offer("Clearance request", clearanceRequest)]
      : [offer("Session note (SOAP)", soapNote)];
    this.show(stageHeading(2, plan.blocked ? "No plan today" : own ? "Your plan and another one" : "A plan"), [
      part,
      make("h3", "mn-title", "On paper"),
      make("div", "mn-actions", press("", "Print this", () => printAlone(part)), ...notes),
      papers,
      make(
        "div",
        "mn-actions",
        ...(plan.blocked === "stops" || plan.blocked === "session-waits" ? [] : [press("", "Change what they feel and want", () => this.showWishes())]),
        ...(plan.blocked ? [] : [press("", own ? "Change your plan" : "Make your own plan", () => this.showOwn())]),
        this.starter(),
      ),
    ]);
  }

  /** Why there is no plan, and what happens instead. */
  blockedNodes(plan, decision) {
    const { screening, planning, conditions } = this.course;
    const words = { stops: planning.words.stops, "session-waits": planning.words.session_waits, "nothing-left": planning.words.nothing_left }[plan.blocked];
    const strictest = decision.lines.filter(({ answer, waits }) => answer === decision.answer && waits === decision.waits);
    const lines = strictest.map(({ condition }) => conditions.find(({ id }) => id === condition)).filter(Boolean);
    const items = plan.blocked === "nothing-left"
      ? plan.areas.map(({ area, because, does }) => {
        const why = because.includes("swollen") ? planning.words.swollen : `For ${reasonWords(because, this.course)}.`;
        return make("li", "", make("strong", "", `${does === "waits" ? "Waiting" : "Left out"}: ${areaWords([area], screening)}. `), curly(why));
      })
      : lines.map((entry) => make("li", "", make("strong", "", `${namesOf([entry.id], this.course)}: `), curly(entry.do)));
    return [
      make("p", "mn-plan-none", make("strong", "", words)),
      this.decided(decision),
      ...this.story(),
      ...(items.length > 0 ? [make("ul", "mn-plain mn-suggested", ...items)] : []),
      make("p", "", "Worksheet, referral note and clearance request are also in ", sourceLink(SCREENER_PAGE, this.shelf), "."),
    ];
  }
}
