/* What the screener's rules say to a form: the answer, what to settle, every entry with its reason, and the papers. */
import { bodyMap } from "./body_map.js";
import { count, lead, make, press } from "./dom.js";
import { actionWords, answerLine, answerWords, conflictWords, inOrder, marksOf, namesOf, openWords, settleWords, waitsWhole } from "./outcome_words.js";
import { printAlone } from "./paper.js";
import { clearanceRequest, referralNote, worksheet } from "./papers.js";
import { waitsForWriting } from "./papers_text.js";
import { formParts } from "./screening_form.js";
import { comparedWords } from "./prediction.js";
import { CATCH_ALL } from "./screening.js";
import { sourceLine } from "./sources.js";
import { arriveAt, stageHeading } from "./stage.js";

const OUTCOME_LIMITS = "This outcome teaches. It rests on what was answered and on a list that is never complete. It does not replace your judgment, a look at the client, or a physician.";

/** The outcome as { heading, nodes }. `comment` is about the client as they came; `askRest` goes back to the questions that were not asked. */
export function showOutcome({ decision, answers, course, shelf, client, comment, predicted, askRest }) {
  const { screening } = course;
  const stops = ({ answer }) => answerWords(answer, screening).stops;
  const isStop = stops(decision);
  const isHeld = isStop || waitsWhole(decision);
  const holds = (line) => stops(line) || (!isStop && waitsWhole(line));
  const lines = inOrder(decision, course);
  const now = isHeld ? lines.filter(holds) : lines;
  const facts = { decision, answers, course, client: client ? `${client.who}. ${client.says}` : "", plan: null };
  const heading = stageHeading(2, "What these answers call for");
  const changes = changeNodes(decision, course, isStop);
  const appointment = appointmentNodes(decision, course);
  const later = [...lineNodes("What applies then", lines.filter((line) => !now.includes(line)), course, shelf), ...(isStop ? appointment : []), ...changes];
  const part = make("div", "mn-outcome");
  part.append(
    make("p", "mn-on-paper", "What these answers call for. Teaching example, not a record."),
    ...comparison(predicted, decision, screening),
    answerCard(decision, screening),
    ...notAskedFirst(decision),
    ...(comment ? [make("p", "mn-comment", lead("About this client: "), comment)] : []),
    ...settleNodes(decision, course),
    ...lineNodes("What applies", now, course, shelf),
    ...(isStop ? [] : appointment),
    ...(isHeld ? foldedForLater(isStop ? "For another day, once this is settled" : "For when the answer is there", later) : changes),
    ...(hasLevels(decision, course) ? [make("p", "mn-ground", screening.ceiling)] : []),
    make("p", "mn-numb", screening.numb_area),
    ...notAskedNodes(decision, course, askRest),
    make("p", "mn-limits", OUTCOME_LIMITS),
  );
  return { heading, nodes: [part, ...paperNodes(facts, part)] };
}

/** Whether an entry that applies speaks of levels. What is said of all levels is said once. */
function hasLevels({ lines }, { conditions }) {
  return lines.some(({ condition }) => (conditions.find(({ id }) => id === condition)?.ceiling ?? null) !== null);
}

function comparison(predicted, decision, screening) {
  if (!predicted) return [];
  const { isSame, words } = comparedWords(predicted, decision, screening);
  const node = make("p", "mn-compared", words);
  node.dataset.same = String(isSame);
  return [node];
}

function answerCard(decision, screening) {
  const { means, stops } = answerWords(decision.answer, screening);
  const card = make("div", "mn-answer-card", make("p", "mn-answer-words", answerLine(decision, screening)));
  card.append(make("p", "", decision.waits ? screening.waits[decision.waits] : means));
  const settled = decision.waits === "known" ? decision.lines.filter(({ answer }) => answerWords(answer, screening).stops) : [];
  if (settled.length > 0) card.append(make("p", "", `Whatever it shows, there is no session today: ${answerLine(settled[0], screening)}.`));
  card.dataset.answer = decision.answer;
  if (stops) card.dataset.stops = "";
  return card;
}

/** What an answer leaves open stands right under it. */
function notAskedFirst({ not_asked: open }) {
  if (open.length === 0) return [];
  return [make("p", "mn-open-first", lead(`Not asked yet: ${count(open.length, "question")}. `), "Any of them may call for a stricter answer.")];
}

function titled(title, ...nodes) {
  return make("section", "", make("h3", "mn-title", title), ...nodes);
}

function settleNodes(decision, course) {
  const open = settleWords(decision, course);
  if (open.length === 0) return [];
  const items = open.map(({ name, when, then, action }) => make("li", "", lead(name), when ? `: ${when}` : "", make("span", "mn-why", `${course.screening.dont_know.say} `, lead(`${then}.`)), when ? "" : make("span", "mn-why", action)));
  return [titled("To settle now", make("ul", "mn-plain mn-settle", ...items))];
}

function lineNodes(title, lines, course, shelf) {
  if (lines.length === 0) return [];
  return [titled(title, make("ul", "mn-named mn-lines", ...lines.map((line) => lineItem(line, course, shelf))))];
}

/** One entry: its answer, what to do, the reason, how firm the ground is, and the sources. */
function lineItem(line, course, shelf) {
  const { screening } = course;
  const says = make("p", "mn-line-answer", lead(answerLine(line, screening)));
  if (line.condition === CATCH_ALL) {
    const { say, dont_know: unsure } = screening.catch_all;
    return make("li", "", make("h4", "mn-title", "Something that has not been talked about"), says, make("p", "", line.known ? say : unsure));
  }
  const entry = course.conditions.find(({ id }) => id === line.condition);
  const unknown = line.settle.includes(null) ? " The client does not know." : " The client does not know: that counts as a yes.";
  if (!line.known) says.append(make("span", "", unknown));
  const notes = [];
  if (entry.observed) notes.push("You noticed it; nobody was asked.");
  if (entry.kind === "practice-rule") notes.push(`Practice rule. ${screening.kinds["practice-rule"]}`);
  const { label, says: action, raised, itself } = actionWords(line, course);
  const applying = line.rises.map((number) => entry.rises[number].when);
  const item = make("li", "", make("h4", "mn-title", entry.name), says);
  if (notes.length > 0) item.append(make("p", "mn-hint", notes.join(" ")));
  for (const when of raised) item.append(make("p", "mn-raised", lead(applying.includes(when) ? "Raised by: " : "Not known yet: "), `${when}.`));
  for (const when of applying.filter((each) => !raised.includes(each))) item.append(make("p", "", lead("It applies: "), `${when}.`));
  const weak = screening.weak_grounds[entry.ground];
  item.append(make("p", "", lead(`${label}: `), action));
  if (itself) item.append(make("details", "mn-fold mn-itself", make("summary", "", "What the entry says by itself"), make("p", "", itself)));
  item.append(
    make("p", "", lead("Why: "), entry.why),
    make("p", "mn-ground", lead("Ground: "), `${entry.ground}.${weak ? ` ${weak}` : ""}`),
    sourceLine([{ text: "course rule", href: `../book/rules.md#${entry.id}`, link: null }, ...entry.sources], shelf),
  );
  return item;
}

function appointmentNodes({ appointments }, course) {
  if (appointments.length === 0) return [];
  return [titled("An appointment", make("p", "", `${course.screening.urgencies.soon} For ${namesOf(appointments, course)}.`))];
}

/** Where, how firmly, and what else changes. */
function changeNodes(decision, course, isStop) {
  const { screening } = course;
  const nodes = [];
  const marks = marksOf(decision, course);
  if (marks.size > 0) {
    nodes.push(make("h3", "mn-title", "Where"), bodyMap(marks, screening));
  }
  // Where nothing begins today, this does not say how to do it another day.
  const changes = screening.adaptations.filter(({ id }) => decision.adaptations[id] && !(isStop && id === "no_session"));
  if (changes.length > 0) {
    nodes.push(make("h3", "mn-title", "What changes"), make("ul", "mn-plain mn-changes", ...changes.map(({ say }) => make("li", "", say))));
    // Where only one entry applies, everything comes from it.
    if (decision.lines.length > 1) {
      const from = changes.map(({ id, say }) => make("li", "", say, make("span", "mn-from", `From: ${namesOf(decision.adaptations[id], course)}`)));
      nodes.push(make("details", "mn-fold mn-change-from", make("summary", "", "Which entry asks for which change"), make("ul", "mn-plain", ...from)));
    }
  }
  const conflicts = conflictWords(decision, course);
  if (conflicts.length > 0) {
    const items = conflicts.map(({ lead: about, words }) => make("li", "", lead(`${about}: `), words));
    nodes.push(make("h3", "mn-title", "What does not go together"), make("ul", "mn-plain mn-conflicts", ...items));
  }
  return nodes;
}

function foldedForLater(title, nodes) {
  return nodes.length > 0 ? [make("details", "mn-fold mn-later", make("summary", "", title), ...nodes)] : [];
}

function notAskedNodes(decision, course, askRest) {
  const open = decision.not_asked;
  const lines = openWords(decision, course).map(({ name, when }) => make("li", "", lead(`${name}: `), when));
  const asking = lines.length > 0 ? [make("p", "", "Not asked about what applies; each would make the answer stricter or bring an appointment:"), make("ul", "mn-plain mn-open-lines", ...lines)] : [];
  if (open.length === 0) return [titled("Not asked", ...(asking.length > 0 ? asking : [make("p", "", "Every question was asked.")]))];
  const missing = new Set(open);
  const items = formParts(course)
    .map(({ title, conditions }) => [title, conditions.filter(({ id }) => missing.has(id))])
    .filter(([, left]) => left.length > 0)
    .map(([title, left]) => make("li", "", lead(`${title}: `), String(left.length), make("ul", "", ...left.map(({ question }) => make("li", "", question)))));
  if (missing.has(CATCH_ALL)) items.push(make("li", "", lead("Last, for everyone: "), course.screening.catch_all.question));
  const words = `${count(open.length, "question was", "questions were")} not asked. A question that was not asked is not a no.`;
  return [titled(
    "Not asked",
    ...asking,
    make("p", "", words),
    make("details", "mn-fold mn-not-asked", make("summary", "", "Show them"), make("ul", "mn-plain", ...items)),
    make("div", "mn-actions mn-not-printed", press("", "Ask them now", askRest)),
  )];
}

/** The papers, each made when it is asked for, so that what is typed into one stays while another is opened. */
function paperNodes(facts, outcome) {
  const place = make("div", "mn-papers");
  const hints = [];
  const opened = new Map();
  const open = (name, makePaper) => {
    if (!opened.has(name)) {
      const paper = makePaper(facts);
      opened.set(name, paper);
      place.append(paper);
    }
    const paper = opened.get(name);
    const title = paper.querySelector(".mn-title") ?? paper;
    title.tabIndex = -1;
    arriveAt(title);
  };
  const papers = [["Worksheet", worksheet]];
  const hasLines = facts.decision.lines.length > 0;
  if (hasLines) papers.push(["Referral note", referralNote]);
  if (waitsForWriting(facts)) papers.push(["Clearance request", clearanceRequest]);
  else if (hasLines) hints.push(make("p", "mn-hint", "There is no clearance request: nothing here waits for a written answer."));
  const buttons = papers.map(([name, makePaper]) => press("", name, () => open(name, makePaper)));
  return [
    make("h3", "mn-title", "On paper"),
    make("div", "mn-actions", ...buttons, press("", "Print the outcome", () => printAlone(outcome))),
    ...hints,
    place,
  ];
}
