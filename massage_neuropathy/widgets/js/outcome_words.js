/* What a decision of the screener says, in words. Pure functions of data. */
import { CATCH_ALL } from "./screening.js";

export function capital(text) {
  return text[0].toUpperCase() + text.slice(1);
}

/** "a", "a and b", "a, b and c". */
export function listed(words) {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** The words of an answer, by its id. */
export function answerWords(id, screening) {
  return screening.answers.find((each) => each.id === id);
}

/** The five answers, without their small forms. */
export function fiveAnswers(screening) {
  return screening.answers.filter((each) => !each.form_of);
}

const WHAT_WAITS = { known: "the whole session, until it is known", session: "the whole session", area: "an area" };

/** An answer with what waits, such as "Ask first: an area". */
export function answerLine({ answer, waits }, screening) {
  const { say } = answerWords(answer, screening);
  return waits ? `${say}: ${WHAT_WAITS[waits]}` : say;
}

/** Areas in words, without those that lie within another one of them. */
export function areaWords(ids, screening) {
  const named = new Set(ids);
  const holdsAll = ({ id, holds }) => id !== "whole_body" || holds.every((part) => named.has(part));
  const shown = screening.areas.filter((area) => named.has(area.id) && holdsAll(area));
  const inner = new Set(shown.flatMap(({ holds }) => holds));
  return listed(shown.filter(({ id }) => !inner.has(id)).map(({ say }) => say));
}

function nameOf(id, { conditions }) {
  return id === CATCH_ALL ? "the last question" : conditions.find((each) => each.id === id).name;
}

/** Names of entries, to stand inside a sentence. */
export function namesOf(ids, course) {
  return listed(ids.map((id) => `“${nameOf(id, course)}”`));
}

/** The highest levels, the lowest first: [{ level, areas, from }]. */
export function levelsInWords(ceilings, course) {
  return together(Object.entries(ceilings).map(([area, { level, conditions }]) => [area, [level, conditions]]))
    .map(({ key: [level, conditions], areas }) => ({ level, areas: areaWords(areas, course.screening), from: namesOf(conditions, course) }))
    .sort((a, b) => a.level - b.level);
}

/** Pairs of an area and anything, put together where that thing is the same. */
function together(pairs) {
  const found = new Map();
  for (const [area, key] of pairs) {
    const text = JSON.stringify(key);
    if (!found.has(text)) found.set(text, { key, areas: [] });
    found.get(text).areas.push(area);
  }
  return [...found.values()];
}

/** What does not go together: [{ lead, words }]. */
export function conflictWords(decision, course) {
  const { screening } = course;
  const clashes = decision.conflicts.filter(({ kind }) => kind === "clash").map(({ about, conditions }) => ({
    lead: listed(about.map((id) => `“${screening.adaptations.find((each) => each.id === id).say.replace(/\.$/, "")}”`)),
    words: `${screening.clashes.find(({ adaptations }) => adaptations.every((id) => about.includes(id))).say} From: ${namesOf(conditions, course)}.`,
  }));
  const inAreas = (wanted, key) => together(decision.conflicts.filter(({ kind }) => kind === wanted).map((each) => [each.about[0], key(each)]));
  const out = inAreas("left-out", ({ about, conditions }) => [decision.left_out[about[0]], conditions.filter((id) => !decision.left_out[about[0]].includes(id))]);
  const level = inAreas("level", ({ conditions }) => conditions);
  const levelOf = (id) => `${namesOf([id], course)} level ${course.conditions.find((each) => each.id === id).ceiling}`;
  return [
    ...clashes,
    ...out.map(({ key: [outs, others], areas }) => ({
      lead: capital(areaWords(areas, screening)),
      words: `${namesOf(outs, course)} ${outs.length === 1 ? "leaves" : "leave"} this out; ${listed(others.map(levelOf))} at most. Leaving out stands.`,
    })),
    ...level.map(({ key, areas }) => ({
      lead: capital(areaWords(areas, screening)),
      words: `Different levels at most: ${listed(key.map(levelOf))}. The lowest stands.`,
    })),
  ];
}

/** What the body map shows of each area, and why. Leaving out stands above waiting, and both above a level. */
export function marksOf({ left_out: out, waiting, ceilings }, course) {
  const levels = Object.entries(ceilings).map(([area, { level, conditions }]) => [area, { kind: "level", level, says: `level ${level} at most, for ${namesOf(conditions, course)}` }]);
  const waits = Object.entries(waiting).map(([area, ids]) => [area, { kind: "waits", says: `for ${namesOf(ids, course)}` }]);
  const left = Object.entries(out).map(([area, ids]) => {
    const asking = (waiting[area] ?? []).filter((id) => !ids.includes(id));
    const also = waiting[area] ? `; a written answer comes first${asking.length > 0 ? `, for ${namesOf(asking, course)}` : ""}` : "";
    return [area, { kind: "out", says: `for ${namesOf(ids, course)}${also}` }];
  });
  return new Map([...levels, ...waits, ...left]);
}

/** Data with curly quotes in all its texts, as the pages of the book have them. */
export function curly(data) {
  if (typeof data === "string") return data.replace(/(^|[\s(])"/g, "$1“").replace(/"/g, "”").replace(/(^|[\s(])'/g, "$1‘").replace(/'/g, "’");
  if (Array.isArray(data)) return data.map(curly);
  if (data === null || typeof data !== "object") return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, curly(value)]));
}

/** Places that no hand touches: [{ areas, from }], both as words. */
export function keptOffWords({ keep_off: kept }, course) {
  return together(Object.entries(kept)).map(({ key, areas }) => ({ areas: areaWords(areas, course.screening), from: namesOf(key, course) }));
}

/** Lines of entries that apply about which nothing was said: [{ name, when }]. */
export function openWords(decision, course) {
  return decision.lines.flatMap(({ condition, open }) => open.map((number) => {
    const { name, rises } = course.conditions.find(({ id }) => id === condition);
    return { name, when: rises[number].when };
  }));
}

/** What has to be found out now: [{ name, when, then }], with the answer that a yes would give. */
export function settleWords(decision, course) {
  const { screening } = course;
  return decision.lines.flatMap(({ condition, settle }) => settle.map((number) => {
    const entry = course.conditions.find((each) => each.id === condition);
    const answer = number === null ? entry.answer : screening.rises[entry.rises[number].urgency];
    return { name: entry.name, when: number === null ? "" : entry.rises[number].when, then: answerWords(answer, screening).say, action: entry.do };
  }));
}
