/* A record of self-study on one sheet of paper: what was studied and reached, and what the sheet is not. */
import { count, lead, make, press } from "./dom.js";
import { byTime } from "./events.js";
import { printAlone } from "./paper.js";
import { oneLine } from "./result_file.js";
import { barWords, dayWords, markWords } from "./result_words.js";

const NOT_THIS = [
  "It is not continuing-education (CE) credit, not a certificate and not a license. It has no hours of its own.",
  "It was made on the learner\u2019s own device, with the book open. Nobody has checked who answered or what helped.",
  "It tells what was answered, not what was done at a table.",
];

/** For each lesson how many objectives it has, how many were practiced, and how many this sitting assessed. */
export function objectivesByLesson(result, index, events) {
  const objectiveOf = new Map(index.practice.map(({ id, objective }) => [id, objective]));
  const answered = events.filter(({ kind, options }) => kind === "answer" && options.length > 0);
  const practiced = new Set(answered.map(({ question }) => objectiveOf.get(question)));
  return index.lessons.map(({ id, title }) => {
    const own = index.objectives.filter(({ lesson }) => lesson === id).map((objective) => objective.id);
    const among = (found) => own.filter(found).length;
    return { title, all: own.length, practiced: among((one) => practiced.has(one)), assessed: among((one) => one in result.objectives) };
  }).filter(({ all }) => all > 0);
}

/** The sheet, with a button that prints it and nothing else. `name` is the field with the learner's name. */
export function showSelfStudy(root, { sitting, result, index, events, name }) {
  const signed = make("strong", "mn-sheet-name");
  const said = make("p", "mn-count");
  said.setAttribute("role", "status");
  const page = selfStudySheet(signed, { sitting, result, index, events });
  const show = () => { signed.textContent = oneLine(name.value) || "\u00a0"; };
  name.addEventListener("input", show);
  show();
  const print = press("", "Print this sheet", () => {
    said.textContent = oneLine(name.value) ? "" : "There is no name on the sheet yet; you can also write it on paper.";
    printAlone(page);
  });
  root.append(page, make("div", "mn-actions", print), said);
}

function selfStudySheet(signed, { sitting, result, index, events }) {
  const days = events.filter(({ kind }) => kind !== "setting").sort(byTime).map(({ at }) => dayWords(at));
  const facts = [
    ["Name", signed],
    ["Studied", daySpan(days[0], days.at(-1))],
    ["Final self-assessment", `${daySpan(dayWords(sitting.begun), dayWords(sitting.closed ?? sitting.finished))}; open book, ${count(result.n, "question")}`],
    ["Score", `${markWords(result.total)} of ${result.n}; a pass needs ${result.needed} and the safety bar`],
    ["Safety bar", barWords(result).headline.replace("Safety bar: ", "")],
    ["Result", result.passed === null ? "not decided" : result.passed ? "passed" : "not passed"],
    ["Course", `Massage and Neuropathy, version ${sitting.version}`],
    ["Codes", `Set of questions: ${sitting.bank}. This sitting: ${sitting.seed}. They tell which questions were asked, and are no secret.`],
  ];
  const rows = objectivesByLesson(result, index, events);
  const sum = (what) => rows.reduce((total, row) => total + row[what], 0);
  const lessons = make("table", "",
    make("caption", "", `Objectives of the course: ${sum("practiced")} of ${sum("all")} practiced, ${sum("assessed")} assessed in this sitting`),
    make("thead", "", tableRow("th", "Lesson", "Practiced", "Assessed")),
    make("tbody", "", ...rows.map(({ title, all, practiced, assessed }) => tableRow("td", title, `${practiced} of ${all}`, `${assessed} of ${all}`))),
  );
  return make("div", "mn-self-study",
    make("p", "mn-sheet-title", "Record of self-study"),
    make("p", "", lead("Massage and Neuropathy"), ", an open course"),
    make("dl", "mn-facts", ...facts.map(([term, words]) => make("div", "", make("dt", "", term), make("dd", "", words)))),
    lessons,
    make("div", "mn-sheet-not", make("p", "", lead("What this sheet is not")), make("ul", "", ...NOT_THIS.map((words) => make("li", "", words)))),
  );
}

/** From one day to another, or the one. */
function daySpan(first, last) {
  return first === last ? first : `${first} to ${last}`;
}

/** A row of a table; what stands first heads it, and its head cells head the columns. */
export function tableRow(tag, first, ...rest) {
  const cells = rest.map((words) => make(tag, "", words));
  const head = make("th", "", first);
  head.scope = tag === "th" ? "col" : "row";
  if (tag === "th") for (const cell of cells) cell.scope = "col";
  return make("tr", "", head, ...cells);
}
