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

/** Whether this makes the whole session wait, for an answer or until something is known. */
export function waitsWhole({ waits }) {
  return waits === "session" || waits === "known";
}

/** An answer with what waits, such as "Ask first: an area". */
export function answerLine({ answer, waits }, screening) {
  const { say } = answerWords(answer, screening);
  return waits ? `${say}: ${WHAT_WAITS[waits]}` : say;
}

/** Areas in words, without those that lie within another one of them. */
export function areaWords(ids, screening) {
  const named = new Set(ids);
  // Alone it is named all the same: each of its parts has something stricter of its own.
  const holdsAll = ({ id, holds }) => id !== "whole_body" || named.size === 1 || holds.every((part) => named.has(part));
  const shown = screening.areas.filter((area) => named.has(area.id) && holdsAll(area));
  const inner = new Set(shown.flatMap(({ holds }) => holds));
  const outer = shown.filter(({ id }) => !inner.has(id));
  // What has no place yet is named after those that have one.
  const unplaced = outer.length > 1 && named.has("affected_area");
  const says = outer.filter(({ id }) => !(unplaced && id === "affected_area")).map(({ say }) => say);
  return unplaced ? `${listed(says)}, and wherever else the client has it` : listed(says);
}

/** Areas by what is said of them, without a place that was not named where the client has named all of them. */
export function placed(areas, { applies }) {
  const { affected_area: ids, ...rest } = areas;
  const isOpen = (id) => ["affected_area", "whole_body"].some((area) => (applies[area] ?? []).includes(id));
  return ids?.some(isOpen) ? areas : rest;
}

/** The lines, the strictest first; among equals those whose own answer it is before those that have risen to it. */
export function inOrder({ lines }, course) {
  const places = new Map(course.screening.strictness.map(({ answer, waits }, place) => [`${answer} ${waits ?? ""}`, place]));
  const placeOf = ({ answer, waits }) => places.get(`${answer} ${waits ?? ""}`);
  const isRisen = (line) => line.condition !== CATCH_ALL && actionWords(line, course).itself !== "";
  return [...lines].sort((a, b) => placeOf(a) - placeOf(b) || isRisen(a) - isRisen(b));
}

/**
 * What to do about an entry: { label, says, raised, itself }. Where its answer is no longer its own, `raised` has the
 * words that raised it, `says` goes by the answer that stands now, and `itself` is what the entry says by itself.
 */
export function actionWords(line, course) {
  const { screening } = course;
  const entry = course.conditions.find(({ id }) => id === line.condition);
  const { say, means, stops } = answerWords(line.answer, screening);
  const isOwn = line.answer === entry.answer && line.waits === (entry.waits ?? null);
  if (isOwn) return { label: "Do", says: entry.do, raised: [], itself: "" };
  if (stops) {
    const raised = line.rises.filter((n) => screening.rises[entry.rises[n].urgency] === line.answer);
    // Some entries say more about such a case than that it stops.
    const more = entry.do.split(/(?<=\.) /).filter((sentence) => sentence.includes(say) && !sentence.endsWith(`${say}.`));
    return { label: "Do", says: [means, ...more].join(" "), raised: raised.map((n) => entry.rises[n].when), itself: entry.do };
  }
  if (line.settle.includes(null)) return { label: "If it is so", says: entry.do, raised: [], itself: "" };
  return { label: "Do", says: screening.waits.known, raised: line.settle.map((n) => entry.rises[n].when), itself: entry.do };
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

/**
 * What the body map shows of each area, and why. Leaving out stands above waiting, and both above a level; `keepOff`
 * is about a place within an area, whatever else is said of it.
 */
export function marksOf(decision, course) {
  const { left_out: out, ceilings, keep_off: kept } = decision;
  const waiting = placed(decision.waiting, decision);
  const levels = Object.entries(ceilings).map(([area, { level, conditions }]) => [area, { kind: "level", level, says: `level ${level} at most, for ${namesOf(conditions, course)}` }]);
  const waits = Object.entries(waiting).map(([area, ids]) => [area, { kind: "waits", says: `for ${namesOf(ids, course)}` }]);
  const left = Object.entries(out).map(([area, ids]) => {
    const asking = (waiting[area] ?? []).filter((id) => !ids.includes(id));
    const also = waiting[area] ? `; a written answer comes first${asking.length > 0 ? `, for ${namesOf(asking, course)}` : ""}` : "";
    return [area, { kind: "out", says: `for ${namesOf(ids, course)}${also}` }];
  });
  const marks = new Map([...levels, ...waits, ...left]);
  for (const [area, ids] of Object.entries(kept)) marks.set(area, { ...marks.get(area), keepOff: `for ${namesOf(ids, course)}` });
  return marks;
}

/** Data with curly quotes in all its texts, as the pages of the book have them. */
export function curly(data) {
  if (typeof data === "string") return data.replace(/(^|[\s(])"/g, "$1“").replace(/"/g, "”").replace(/(^|[\s(])'/g, "$1‘").replace(/'/g, "’");
  if (Array.isArray(data)) return data.map(curly);
  if (data === null || typeof data !== "object") return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, curly(value)]));
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
