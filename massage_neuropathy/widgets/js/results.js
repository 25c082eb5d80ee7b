/* The result of a final: what it says, what it does not, and what to do next. */
import { showCalibration, chartKey, intervalChart } from "./chart.js";
import { count, lead, make, press, sign } from "./dom.js";
import { CERTAINTY } from "./events.js";
import { toldQuestion } from "./exam_question.js";
import { showResultFile } from "./exports.js";
import { gapsOf } from "./gaps.js";
import { compareTwins, judge } from "./judge.js";
import { printAlone } from "./paper.js";
import { Question } from "./questions.js";
import { oneLine } from "./result_file.js";
import {
  barWords, certaintyMarksWords, dayWords, groupLevels, markWords, passWords, plainWords, scoreWords, sureAndWrongWords, twinWords, unsafeOrOpen,
} from "./result_words.js";
import { showSelfStudy, tableRow } from "./self_study.js";
import { baseline, sittingsBefore } from "./sitting.js";

// So many gaps are shown at once; the others are folded, since a long list helps nobody to begin.
const GAPS_AT_ONCE = 5;
const PRACTICE = "20-practice";

/**
 * Fill a root with the result of a final. `bank` is a Map from ids to reserved questions, `events` the whole record,
 * `home` goes to where another sitting can be begun. The title gets the focus, unless the page opens with it. It is a
 * picture of this moment; call it again to renew it.
 */
export function showResult(root, { sitting, index, bank, shelf, events, home, takesFocus = true }) {
  const result = judge(sitting, index, bank);
  const told = { sitting, result, index, bank, shelf, events };
  const title = make("h2", "mn-title", "Your result");
  title.tabIndex = -1;
  const ended = dayWords(sitting.closed ?? sitting.finished ?? sitting.begun);
  const parts = [
    make("p", "mn-hint", `Final self-assessment of ${ended}; version ${sitting.version} of the course. An open-book check on your own device, for yourself.`),
    verdicts(told),
    ...unsafeChoices(told),
    ...overcautiousChoices(told),
    ...gapsToClose(told),
    ...groupsPart(told),
    ...twinsPart(told),
    ...certaintyPart(told),
    ...everyQuestion(told),
  ];
  told.onPaper = make("p", "mn-on-paper");
  const sheet = make("div", "mn-result", title, told.onPaper, ...parts);
  sheet.append(...papersPart({ ...told, sheet }), make("div", "mn-actions mn-not-printed", press("", "When can I sit again?", home)));
  root.replaceChildren(sheet);
  if (takesFocus) title.focus();
}

// ---------------------------------------------------------------------------------------- the verdicts

function verdicts({ sitting, result }) {
  const words = [barWords(result), passWords(result, sitting.left)];
  const cards = words.map(({ shape, headline, why }) => {
    const sign = make("span", "mn-shape", shape);
    sign.setAttribute("aria-hidden", "true");
    return make("div", "mn-verdict-card", make("p", "mn-headline", sign, headline), make("p", "", why));
  });
  cards[1].append(make("p", "", scoreWords(result)));
  return make("div", "mn-verdicts", ...cards);
}

// ------------------------------------------------------------------------------- choices named one by one

function unsafeChoices({ sitting, result, bank, shelf }) {
  const others = result.items.filter(({ id, faults }) => !result.unsafe.includes(id) && hasFault(faults, "unsafe"));
  const { chosen, open } = unsafeOrOpen(result);
  const parts = [];
  if (chosen.length > 0) {
    parts.push(resultPart(count(chosen.length, "unsafe choice"),
      make("p", "", "These choices could have harmed a client, or kept one from care. Each one is worth ten minutes of reading."),
      make("ol", "mn-named", ...chosen.map((id) => namedChoice(id, { sitting, result, bank, shelf })))));
  }
  if (open.length > 0) {
    parts.push(resultPart(`${count(open.length, "safety question")} left open`,
      make("p", "", "For the safety bar an open question counts as unsafe. It does not say that you would have chosen badly. Here is what was right."),
      make("ol", "mn-named", ...open.map((id) => namedChoice(id, { sitting, result, bank, shelf })))));
  }
  if (others.length > 0) {
    parts.push(resultPart(count(others.length, "unsafe choice in other questions", "unsafe choices in other questions"),
      make("p", "", "The safety bar does not count these questions, but a client would."),
      make("ol", "mn-named", ...others.map(({ id }) => namedChoice(id, { sitting, result, bank, shelf })))));
  }
  return parts;
}

function overcautiousChoices({ sitting, result, bank, shelf }) {
  if (result.overcautious.length === 0) return [];
  return [resultPart(count(result.overcautious.length, "overcautious choice"),
    make("p", "", "Here you were more careful than the client needed. It costs the mark, and never the safety bar."),
    make("ol", "mn-named", ...result.overcautious.map((id) => namedChoice(id, { sitting, result, bank, shelf }))))];
}

/** One question: what was asked, what was chosen, why that is unsafe or too careful, and where to read. */
function namedChoice(id, { sitting, result, bank, shelf }) {
  const question = new Question(shelf.node(bank.get(id)), "result");
  const options = sitting.answers.get(id)?.options ?? [];
  const [, passage] = question.pointers();
  return make("li", "",
    make("p", "", lead(`Question ${sitting.ids.indexOf(id) + 1}: `), ...stemOf(question)),
    options.length === 0 ? question.explain([]) : whatWentWrong(question, options),
    ...secondChance(id, { sitting, result, bank, shelf }),
    passage,
  );
}

function secondChance(id, { sitting, result, bank, shelf }) {
  const chance = result.bar.chances.find(({ of }) => of === id);
  if (!chance) return [];
  if (chance.state === "open") return [make("p", "", lead("Second chance: "), "not taken.")];
  if (chance.state === "safe") return [make("p", "", lead("Second chance: "), "you chose safely.")];
  const question = new Question(shelf.node(bank.get(chance.id)), "result");
  const { options } = sitting.chances.find((one) => one.id === chance.id).event;
  const words = sitting.answers.has(id) ? "Second chance, unsafe again: " : "Second chance, unsafe: ";
  return [make("p", "", lead(words), ...stemOf(question)), whatWentWrong(question, options)];
}

/** The reasons, without those for what was right: here the errors are meant to be seen. */
function whatWentWrong(question, options) {
  const list = question.explain(options);
  for (const item of list.querySelectorAll(":scope > .mn-why-right")) {
    const before = item.querySelector("strong");
    if (before.textContent.endsWith("it is right:")) item.remove();
    else if (question.type === "multiple") before.textContent = "You did not choose:";
  }
  return list;
}

function hasFault(faults, tag) {
  return faults.some((fault) => fault.tag === tag);
}

function stemOf(question) {
  return [...question.node.querySelector(".mn-stem").cloneNode(true).childNodes];
}

// ------------------------------------------------------------------------------------------------ gaps

function gapsToClose({ result, index, bank, shelf, events }) {
  const gaps = gapsOf(result, index, events);
  if (gaps.length === 0) return [];
  const items = gaps.map((gap) => gapItem(gap, { index, bank, shelf }));
  const rest = items.splice(GAPS_AT_ONCE);
  const all = [...new Set(gaps.flatMap(({ set }) => set))];
  const more = rest.length ? [resultFold(`${count(rest.length, "more gap")}`, make("ol", "mn-named", ...rest))] : [];
  return [resultPart("What to read and practice next",
    make("p", "", "Where marks were lost, together with your practice answers on the same objective. One or two answers cannot tell a gap from a slip; reading again does no harm."),
    make("ol", "mn-named", ...items),
    ...more,
    ...practiceSet(all, "Practice all of these", shelf),
    ...(inBook(shelf) ? [] : [make("p", "", `To practice them, open the notebook ${PRACTICE} and choose \u201cMy gaps, from your last final\u201d.`)]),
  )];
}

function gapItem(gap, { index, bank, shelf }) {
  const lesson = index.lessons.find(({ id }) => id === gap.lesson);
  const reached = ({ sum, n }) => `${markWords(sum)} of ${n}`;
  const practiced = gap.practice.n ? `; in practice, at first try: ${reached(gap.practice)}` : "; no practice answers yet";
  const passages = new Map(gap.ids.map((id) => {
    const passage = shelf.node(bank.get(id)).querySelector(".mn-passage");
    return [passage.textContent, passage];
  }));
  return make("li", "",
    make("p", "", lead(`Lesson ${lesson.number}, ${lesson.title}: `), gap.text, ...(gap.unsafe ? [" ", lead("Unsafe here.")] : [])),
    make("p", "mn-hint", `Marks here: ${reached(gap.here)}${practiced}.`),
    ...passages.values(),
    ...practiceSet(gap.set, "Practice this", shelf),
  );
}

/** A link to the practice page with a set of questions. In JupyterLab no link can carry it; the notebook knows it. */
function practiceSet(ids, words, shelf) {
  if (!inBook(shelf) || ids.length === 0) return [];
  const link = make("a", "", `${words}: ${count(ids.length, "question")}`);
  link.href = `${PRACTICE}.html#set=${ids.join(",")}`;
  return [make("p", "mn-not-printed", link)];
}

/** Only the shelf of JupyterLab has somebody to ask what is remembered. */
function inBook(shelf) {
  return !shelf.remembered;
}

// ---------------------------------------------------------------------------------------------- groups

function groupsPart({ result, index }) {
  const rows = groupLevels(result, index);
  const table = make("table", "mn-groups",
    make("thead", "", tableRow("th", "Group", "Score", "Allows a true level of")),
    make("tbody", "", ...rows.map(({ name, reached, allows }) => tableRow("td", name, reached, allows))),
  );
  const picture = intervalChart(rows.map(({ name, reached, share, low, high }) => ({ name, note: reached, share, low, high })), "Score by group");
  return [resultPart("By group",
    make("p", "", "A group has few questions, so each range is wide. Where ranges overlap, one group is not shown to be weaker than another."),
    picture, chartKey(), table)];
}

// ----------------------------------------------------------------------------------------------- twins

function twinsPart({ sitting, result, index, bank, events }) {
  // What was finished only after the final had begun is no "before".
  const start = baseline(sittingsBefore(events, sitting));
  if (!start) return [];
  const comparison = compareTwins(judge(start, index, bank), result);
  if (comparison.n === 0) return [];
  const objectiveOf = new Map(index.slots.map(({ id, objective }) => [id, objective]));
  const texts = new Map(index.objectives.map(({ id, text }) => [id, plainWords(text)]));
  const told = ({ mark, certainty }) => {
    const [shape, words] = mark > 1 - 1e-9 ? ["\u2713 ", "right"] : mark > 0 ? ["", "partly right"] : ["\u2717 ", "not right"];
    return make("span", "", sign(shape), certainty ? `${words}, ${CERTAINTY[certainty]}` : words);
  };
  const table = make("table", "",
    make("thead", "", tableRow("th", "Objective", "Before", "Now")),
    make("tbody", "", ...comparison.slots.map(({ slot, before, after }) => tableRow("td", texts.get(objectiveOf.get(slot)), told(before), told(after)))),
  );
  const sure = sureAndWrongWords(comparison);
  return [resultPart("Before and after",
    make("p", "", twinWords(comparison)),
    ...(sure ? [make("p", "", sure)] : []),
    resultFold(`The ${comparison.n}, one by one`, table))];
}

// ------------------------------------------------------------------------------------------- certainty

function certaintyPart({ result }) {
  const box = make("div", "");
  const answers = result.items.filter(({ answered }) => answered).map((item) => ({ certainty: item.certainty, right: item.mark > 1 - 1e-9 }));
  showCalibration(box, answers);
  const marks = result.certainty.n ? [make("p", "", certaintyMarksWords(result.certainty))] : [];
  return [resultPart("How sure, and how often right", box, ...marks)];
}

// ----------------------------------------------------------------------------------------- every question

/** All questions, second chances at the end. Each is made when it is opened: forty at once would keep a phone waiting. */
function everyQuestion({ sitting, result, bank, shelf }) {
  const numberOf = (id) => sitting.ids.indexOf(id) + 1;
  const fold = (title, id) => {
    const node = resultFold(title);
    node.addEventListener("toggle", () => {
      if (node.open && node.childElementCount === 1) node.append(toldQuestion(bank.get(id), sitting.answers.get(id), { seed: sitting.seed, shelf }));
    });
    return node;
  };
  const items = result.items.map(({ id, answered, mark, safety }) => {
    const word = !answered ? "left open" : mark > 1 - 1e-9 ? "right" : mark > 0 ? `partly right, ${markWords(mark)}` : "not right";
    return fold(`Question ${numberOf(id)}: ${word}${safety ? " (safety)" : ""}`, id);
  });
  const taken = result.bar.chances.filter(({ state }) => state !== "open");
  const chances = taken.map(({ of, id, state }) => fold(`Second chance for question ${numberOf(of)}: ${state}`, id));
  const section = resultPart("Every question", resultFold(`All ${items.length + chances.length}, with your answers, the right ones and the reasons`, ...items, ...chances));
  // Questions kept for finals are in no printed edition.
  section.classList.add("mn-not-printed");
  return [section];
}

// ---------------------------------------------------------------------------------------------- papers

function papersPart({ sitting, result, index, events, sheet, onPaper }) {
  if (!sitting.finished) return [];
  const name = make("input", "");
  Object.assign(name, { type: "text", autocomplete: "name", maxLength: 100 });
  const field = make("label", "mn-name-field", make("span", "", "Your name, as it should stand on paper"), name);
  const told = { sitting, result, index, events, name };
  name.addEventListener("input", () => { onPaper.textContent = oneLine(name.value); });
  const print = press("", "Print this result", () => printAlone(sheet));
  const own = resultFold("Record of self-study");
  const provider = resultFold("For an approved provider");
  showSelfStudy(own, told);
  showResultFile(provider, told);
  const section = resultPart("On paper, and to hand in",
    make("div", "mn-actions", print),
    field,
    make("p", "mn-hint", "Your name stays on this page until you leave it. It goes onto what you print and into the file that you save for a provider, and nowhere else: your record holds no name."),
    own, provider);
  section.classList.add("mn-not-printed");
  return [section];
}

// ----------------------------------------------------------------------------------------------- pieces

function resultPart(title, ...children) {
  return make("section", "", make("h3", "", title), ...children);
}

function resultFold(title, ...children) {
  return make("details", "mn-fold", make("summary", "", title), ...children);
}
