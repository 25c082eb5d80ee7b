/* A plan in words: areas with levels, minutes and techniques, and everything else by parts, each with its ground. */
import { bodyMap } from "./body_map.js";
import { count, lead, make } from "./dom.js";
import { capital, conflictWords, curly, listed, namesOf } from "./outcome_words.js";
import { UNCLEARED } from "./planning.js";
import { sourceLine } from "./sources.js";

const SIGNS = { same: "✓", different: "≠", above: "▲", unsafe: "✗", missing: "○" };
const MARK_NAMES = { same: "Same", different: "Different", above: "Above the ceiling", unsafe: "Not safe", missing: "Missing" };

/** Everything of a plan but its heading. */
export function planNodes(plan, decision, wishes, course, shelf) {
  const { planning, screening } = course;
  const sayOf = new Map(screening.areas.map(({ id, say }) => [id, say]));
  const byId = new Map(planning.suggestions.map((one) => [one.id, one]));
  const met = new Set();
  const item = (id) => {
    const build = met.has(id) ? againItem : suggestionItem;
    met.add(id);
    return build(byId.get(id), shelf);
  };
  const others = [...plan.areas, ...plan.elsewhere].filter(({ does }) => does === "out" || does === "waits");
  const shown = planning.parts.filter(({ id }) => !["conflict", "technique", "pace"].includes(id) && plan.suggestions[id].length > 0);
  return [
    ...goalNodes(wishes, planning, shelf),
    ...conflictNodes(plan, decision, course, item),
    ...(others.length > 0 ? [make("p", "mn-plan-rest", curly(planning.words.rest))] : []),
    make("p", "mn-hint mn-not-printed", "Under each suggestion stands its ground. Open it to read why, and where it comes from."),
    titledPart("Where, how firmly, how long", minuteList(plan, wishes, course, sayOf, item)),
    make("p", "mn-limits", planning.words.ceiling),
    bodyMap(planMarks(plan, decision, course), screening),
    ...shown.map(({ id, title }) => titledPart(title, make("ul", "mn-plain mn-suggested", ...plan.suggestions[id].map(item)))),
    ...changeList(decision, course),
    groundList(planning),
  ];
}

/** What stands above the plan where a written answer names areas. */
export function letterNodes(plan, wishes, { words }) {
  if (!plan.areas.some(({ lifted }) => lifted.length > 0)) return [];
  const card = make("div", "mn-answer-card mn-plan-letter", make("p", "", lead(words.letter)));
  if (wishes.letter) card.append(make("blockquote", "", curly(wishes.letter)));
  if (wishes.letter_minutes) card.append(make("p", "", `${words.letter_minutes} ${count(wishes.letter_minutes, "minute")}.`));
  return [card];
}

/** Two plans side by side. */
export function comparisonNodes({ areas, rows, parts }, tally, { screening }) {
  const sayOf = new Map(screening.areas.map(({ id, say }) => [id, say]));
  const told = Object.entries(tally).filter(([, times]) => times > 0).map(([mark, times]) => `${MARK_NAMES[mark].toLowerCase()}: ${times}`);
  const named = [...areas.map((row) => ({ ...row, name: capital(sayOf.get(row.area)) })), ...rows];
  return [
    make("p", "mn-plan-tally", `${capital(told.join(", "))}. The plan below is one sound plan, not the only one.`),
    compareTable("Areas, order and time", named.map((row) => [row, capital(row.mine), capital(row.theirs)])),
    ...parts.map(({ title, rows: found }) => compareTable(title, found.map((row) => [row, row.mine ? "Yes" : "No", row.theirs ? "Yes" : "No"]))),
  ];
}

function compareTable(title, rows) {
  const cell = (label, ...words) => {
    const node = make("td", "", ...words);
    node.dataset.label = label;
    return node;
  };
  const head = make("tr", "", ...["", "Yours", "The plan", "Compared"].map((words) => (words ? scoped(make("th", "", words), "col") : make("td", ""))));
  const lines = rows.map(([{ name, mark, words }, mine, theirs]) => {
    const verdict = make("span", "mn-plan-mark", signOf(mark), ` ${MARK_NAMES[mark]}`);
    verdict.dataset.mark = mark;
    return make("tr", "", scoped(make("th", "", curly(name)), "row"), cell("Yours", curly(mine)), cell("The plan", curly(theirs)), cell("Compared", verdict, ...(words ? [make("span", "mn-why", curly(words))] : [])));
  });
  return make("table", "mn-plan-compared", make("caption", "", title), make("thead", "", head), make("tbody", "", ...lines));
}

function scoped(node, scope) {
  node.scope = scope;
  return node;
}

function signOf(mark) {
  const sign = make("span", "", SIGNS[mark]);
  sign.setAttribute("aria-hidden", "true");
  return sign;
}

function titledPart(title, ...nodes) {
  return make("section", "mn-plan-part", make("h3", "mn-title", title), ...nodes);
}

/** A suggestion that stands further up as well: on paper its name is enough. */
function againItem(one, shelf) {
  const node = suggestionItem(one, shelf);
  node.classList.add("mn-plan-met");
  node.firstChild.replaceWith(make("span", "mn-not-printed", node.firstChild.textContent));
  node.querySelector(".mn-plan-printed").textContent = `As above: ${curly(one.name)}. `;
  return node;
}

/** One suggestion: what, on what ground, and folded why and where it comes from. */
function suggestionItem(one, shelf) {
  const more = make("details", "mn-fold mn-not-printed", make("summary", "", groundMark(one)), make("p", "", curly(one.why)));
  if (one.sources.length > 0) more.append(sourceLine(one.sources, shelf));
  return make("li", "", curly(one.say), more, make("span", "mn-plan-printed", printedGround(one)));
}

/** Ground and sources as they stand on paper, in the line of what they belong to. */
function printedGround({ ground, strength, sources }) {
  const found = sources.map(({ text }) => text).join("; ");
  return ` [${[strength ? `${ground}: ${curly(strength)}` : ground, ...(found ? [found] : [])].join(". ")}]`;
}

function groundMark({ ground, strength }) {
  return make("span", "mn-plan-ground", lead(ground), strength ? `: ${curly(strength)}` : "");
}

function goalNodes(wishes, planning, shelf) {
  const wanted = planning.goals.filter(({ id }) => wishes.goals.includes(id));
  if (wanted.length === 0) return [];
  const items = wanted.map((goal) => {
    const node = make("li", "", lead(`${capital(goal.say)}. `), goal.promised ? "" : `${planning.words.unpromised} `, curly(goal.answer), groundMark(goal));
    if (goal.sources.length > 0) node.append(sourceLine(goal.sources, shelf));
    return node;
  });
  return [titledPart("What the client wants", make("ul", "mn-plain mn-suggested", ...items))];
}

function conflictNodes(plan, decision, course, item) {
  const own = plan.suggestions.conflict.map(item);
  const found = conflictWords(decision, course).map(({ lead: about, words }) => make("li", "", lead(`${about}: `), words));
  if (own.length + found.length === 0) return [];
  return [titledPart("What does not go together", make("ul", "mn-plain mn-suggested mn-conflicts", ...own, ...found))];
}

/** The session from its first minute to its last, then what is left out or waits. */
function minuteList(plan, wishes, course, sayOf, item) {
  const { planning } = course;
  const blocks = new Map(planning.frame.map((block) => [block.id, block]));
  const around = (isEnd) => plan.frame
    .filter(({ block }) => blocks.get(block).at_end === isEnd)
    .map(({ block, minutes }) => make("li", "", lead(`${minutes} minutes: `), `${curly(blocks.get(block).say)}.`));
  const worked = plan.areas.filter(({ does }) => does === "work").map((one) => areaItem(one, course, sayOf, item));
  const others = [...plan.areas, ...plan.elsewhere].filter(({ does }) => does !== "work" && does !== "rest").map((one) => otherItem(one, course, sayOf));
  const caps = plan.caps.map((n) => planning.time.caps[n].say);
  if (plan.minutes < wishes.minutes) caps.push(planning.words.cut);
  return make(
    "div",
    "",
    make("p", "", lead(`${plan.minutes} minutes in all. `), curly(caps.join(" "))),
    make("ol", "mn-plain mn-plan-minutes", ...around(false), ...worked, ...around(true)),
    ...(others.length > 0 ? [make("ul", "mn-plain mn-plan-minutes", ...others)] : []),
  );
}

function areaItem(one, course, sayOf, item) {
  const { planning } = course;
  const { say: state } = planning.states.find(({ id }) => id === one.state);
  const node = make("li", "", lead(`${one.minutes} minutes: ${sayOf.get(one.area)}`), ` (${state}). `, lead(`Level ${one.level} at most`), `: ${reasonWords(one.because, course)} (course reasoning: no trial has tested it). `);
  if (one.symptoms.length > 0) node.append(planning.symptoms.find(({ id }) => id === one.symptoms[0]).leave_out, " ");
  if (one.lifted.length > 0) node.append(`${planning.words.lifted} It has to answer for ${liftedWords(one.lifted, course)}. `);
  if (one.keep_off.length > 0) node.append(`${planning.words.keep_off} ${namesOf(one.keep_off, course)}. `);
  if (one.apart.length > 0) node.append(`Leave out: ${listed(one.apart.map((part) => sayOf.get(part)))}.`);
  node.append(make("ul", "mn-plain mn-suggested", ...Object.values(one.suggestions).flat().map(item)));
  return node;
}

/** What a written answer has to answer. */
function liftedWords(lifted, course) {
  const entries = lifted.filter((id) => id !== UNCLEARED);
  return [...(entries.length > 0 ? [namesOf(entries, course)] : []), ...(lifted.includes(UNCLEARED) ? ["the swelling"] : [])].join(" and for ");
}

function otherItem(one, course, sayOf) {
  if (one.does === "level") return make("li", "", lead(`${capital(sayOf.get(one.area))}. `), curly(`${course.planning.words.elsewhere} ${one.level} at most, for ${reasonWords(one.because, course)} (course reasoning: no trial has tested it).`));
  const words = one.because.includes(UNCLEARED) ? course.planning.words.swollen : `For ${reasonWords(one.because, course)}.`;
  return make("li", "", lead(`${one.does === "waits" ? "Waiting" : "Left out"}: ${sayOf.get(one.area)}. `), curly(words));
}

/** What sets a level, or why an area is left out or waits. An entry says what its symptom would say again. */
export function reasonWords(because, course) {
  const { planning } = course;
  const isSaid = (id) => planning.symptoms.find((each) => each.id === id)?.entries.some((entry) => because.includes(entry));
  const wordsOf = (id) => (id === "usual" ? curly(planning.words.usual) : course.conditions.some((each) => each.id === id) ? namesOf([id], course) : planning.symptoms.find((each) => each.id === id).name);
  return because.filter((id) => !isSaid(id)).map(wordsOf).join(", ");
}

function planMarks(plan, decision, course) {
  const whyApart = (part) => `for ${namesOf(decision.left_out[part] ?? decision.waiting[part], course)}`;
  const outside = plan.elsewhere.map((one) => [one.area, markOf(one, course)]);
  const marks = new Map([...outside, ...plan.areas.flatMap((one) => {
    const { kind, says } = markOf(one, course);
    const mark = { kind, level: one.level ?? undefined, says };
    const zone = course.planning.zones.find(({ area }) => area === one.area);
    const parts = zone.parts.map((part) => [part, one.apart.includes(part) && kind === "level" ? { kind: part in decision.left_out ? "out" : "waits", says: whyApart(part) } : mark]);
    return [[one.area, mark], ...parts];
  })]);
  for (const [area, ids] of Object.entries(decision.keep_off)) marks.set(area, { ...marks.get(area), keepOff: `for ${namesOf(ids, course)}` });
  return marks;
}

function markOf(one, course) {
  if (one.does === "out") return { kind: "out", says: `for ${reasonWords(one.because, course)}` };
  if (one.does === "waits") return { kind: "waits", says: `for ${reasonWords(one.because, course)}` };
  return { kind: "level", says: `level ${one.level} at most${one.does === "rest" ? ", not in this plan" : ""}` };
}

function changeList(decision, course) {
  const { conditions, screening } = course;
  const changes = screening.adaptations.filter(({ id }) => decision.adaptations[id]);
  if (changes.length === 0) return [];
  const groundsOf = (ids) => listed([...new Set(ids.map((id) => conditions.find((each) => each.id === id).ground))]);
  const items = changes.map(({ id, say }) => make("li", "", say, make("span", "mn-plan-ground", lead(groundsOf(decision.adaptations[id])), `, from ${namesOf(decision.adaptations[id], course)}`)));
  return [make("details", "mn-fold mn-plan-part mn-not-printed", make("summary", "", "What the screener’s answer changes, line by line"), make("ul", "mn-plain mn-suggested", ...items))];
}

function groundList({ grounds }) {
  const items = Object.entries(grounds).map(([name, words]) => make("li", "", lead(`${name}: `), `${words}. `));
  return make("details", "mn-fold", make("summary", "", "What the grounds mean"), make("ul", "mn-plain", ...items));
}

/** What papers.js wants to know of a plan, in words. */
export function planFacts(plan, wishes, course) {
  const { planning, screening } = course;
  const sayOf = new Map(screening.areas.map(({ id, say }) => [id, say]));
  const byId = new Map(planning.suggestions.map((one) => [one.id, one]));
  const names = (part) => (plan.suggestions[part] ?? []).map((id) => byId.get(id).name);
  const onNote = (line) => Object.values(plan.suggestions).flat().map((id) => byId.get(id)).filter((one) => one.on_note === line).map(({ say }) => say);
  const nameOf = (id) => planning.symptoms.find((each) => each.id === id).name;
  const named = (areas) => areas.map(({ area }) => sayOf.get(area));
  const whole = [...plan.areas, ...plan.elsewhere];
  const apart = plan.areas.flatMap((one) => (["out", "waits"].includes(one.does) ? [] : one.apart)).map((area) => ({ area }));
  const line = (words, areas) => (areas.length > 0 ? [`${words}: ${listed(named(areas))}.`] : []);
  return {
    goals: planning.goals.filter(({ id }) => wishes.goals.includes(id)).map(({ say }) => say),
    says: Object.entries(wishes.symptoms).map(([area, symptoms]) => `${capital(sayOf.get(area))}: ${listed(symptoms.map(nameOf))}.`),
    positions: names("position"),
    sites: plan.areas.filter(({ does }) => does === "work").map(({ area, level, minutes }) => `${capital(sayOf.get(area))}: level ${level} at most, ${minutes} minutes.`),
    untouched: [
      ...line("Left out, or waiting within an area", apart),
      ...line("Left out", whole.filter(({ does }) => does === "out")),
      ...line("Waits for a written answer", whole.filter(({ does }) => does === "waits")),
      ...(wishes.letter ? [`The letter: ${wishes.letter}`] : []),
      ...line(planning.words.was_waiting, plan.areas.filter(({ does, lifted }) => lifted.length > 0 && !["out", "waits"].includes(does))),
    ],
    products: onNote("product"),
    checks: names("check"),
    home: names("home"),
    report: onNote("report"),
  };
}
