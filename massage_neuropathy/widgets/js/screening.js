/*
 * The screener's rules at work: the twin of screening.py, which explains them. Pure functions of data.
 * `course` is { conditions: [...], screening: {...} }, the item "screener" of the shelf; `answers` is
 * { conditions: {id: said}, rises: {id: {number: said}}, where: {id: [area]}, anything_else: said or null }.
 */

export const CATCH_ALL = "anything_else";
// Areas that mean no part of the body in particular.
const WHOLE_BODY = "whole_body";
const AFFECTED = "affected_area";

/** Decide from what a client said; returns what `Decision.as_json` does. */
export function screen(answers, { conditions, screening }) {
  const ranks = new Map(screening.strictness.map(({ answer, waits }, place) => [rankKey(answer, waits), place]));
  const rankOf = ({ answer, waits }) => ranks.get(rankKey(answer, waits));
  const said = ({ id }) => answers.conditions[id];
  const lines = conditions
    .filter((each) => said(each) && said(each) !== "no")
    .map((each) => lineOf(each, said(each), answers.rises[each.id] ?? {}, screening, rankOf));
  const last = answers.anything_else;
  if (last && last !== "no") {
    const { answer, waits } = screening.catch_all;
    lines.push({ condition: CATCH_ALL, answer, waits, known: last === "yes", rises: [], settle: [], open: [], appointment: false });
  }
  lines.sort((a, b) => rankOf(a) - rankOf(b));
  const byId = new Map(conditions.map((each) => [each.id, each]));
  const applying = lines.filter(({ condition }) => condition !== CATCH_ALL).map(({ condition }) => byId.get(condition));
  const { leftOut, waiting, allowed, applies, keepOff } = areasOf(applying, answers, screening);
  const adaptations = {};
  for (const { id } of screening.adaptations) {
    const found = applying.filter((each) => each.adaptations.includes(id)).map((each) => each.id);
    if (found.length > 0) adaptations[id] = found;
  }
  const ceilings = {};
  for (const [area, levels] of Object.entries(allowed)) {
    if (area in leftOut || area in waiting) continue;
    const level = Math.min(...levels.map(([, own]) => own));
    ceilings[area] = { level, conditions: levels.filter(([, own]) => own === level).map(([id]) => id) };
  }
  return {
    answer: lines.length > 0 ? lines[0].answer : screening.strictness.at(-1).answer,
    waits: lines.length > 0 ? lines[0].waits : null,
    lines,
    left_out: leftOut,
    waiting,
    ceilings,
    applies,
    keep_off: keepOff,
    adaptations,
    conflicts: conflictsOf(adaptations, leftOut, allowed, screening),
    appointments: lines.filter(({ appointment }) => appointment).map(({ condition }) => condition),
    not_asked: [
      ...conditions.filter((each) => !each.observed && !said(each)).map(({ id }) => id),
      ...(last ? [] : [CATCH_ALL]),
    ],
  };
}

function rankKey(answer, waits) {
  return `${answer} ${waits ?? ""}`;
}

function lineOf(condition, said, raised, screening, rankOf) {
  const stops = screening.answers.filter((answer) => answer.stops).map(({ id }) => id);
  const untilKnown = screening.dont_know.where_a_yes_stops;
  const applies = condition.rises.map((rise, n) => n).filter((n) => raised[n] === "yes");
  const isOpen = said === "unknown" && stops.includes(condition.answer);
  const settle = isOpen ? [null] : [];
  const found = [isOpen ? untilKnown : condition];
  for (const n of applies) {
    const answer = screening.rises[condition.rises[n].urgency];
    if (answer) found.push({ answer, waits: null });
  }
  condition.rises.forEach((rise, n) => {
    if (raised[n] !== "unknown" || !(rise.urgency in screening.rises)) return;
    settle.push(n);
    found.push(untilKnown);
  });
  const { answer, waits } = found.reduce((strictest, each) => (rankOf(each) < rankOf(strictest) ? each : strictest));
  const appointment = condition.urgency === "soon" || applies.some((n) => condition.rises[n].urgency === "soon");
  const open = condition.rises.map((rise, n) => n).filter((n) => raised[n] === undefined);
  return { condition: condition.id, answer, waits, known: said === "yes", rises: applies, settle, open, appointment };
}

/**
 * Areas that are left out and that wait, for each area the level that each entry allows, [id, level], where each entry
 * applies, and where a place is kept off.
 */
function areasOf(applying, answers, screening) {
  const byArea = () => new Map(screening.areas.map(({ id }) => [id, []]));
  const [leftOut, waiting, allowed, applies, keepOff] = [byArea(), byArea(), byArea(), byArea(), byArea()];
  const changes = new Map(screening.adaptations.map((word) => [word.id, word]));
  for (const each of applying) {
    const where = answers.where[each.id] ?? [];
    const leaves = each.adaptations.map((name) => changes.get(name).leaves_out);
    // Until it is known where the client has it, every place it may be in counts; the whole body never does.
    const own = spread(where.length > 0 ? where : placesOf(each), screening);
    const out = new Set(leaves.flatMap((left) => [...leavesOut(left, own, screening)]));
    for (const area of out) leftOut.get(area).push(each.id);
    for (const area of spread(where.length > 0 ? where : each.areas, screening)) applies.get(area).push(each.id);
    if (each.adaptations.some((name) => changes.get(name).keeps_off)) for (const area of own) keepOff.get(area).push(each.id);
    // What an entry says of parts by name holds wherever the client has it.
    const isLocal = !each.areas.includes(WHOLE_BODY) && (each.areas.includes(AFFECTED) || leaves.includes("own") || leaves.includes("limb"));
    const waits = each.waits_areas.includes(AFFECTED) ? [...each.waits_areas, ...where] : each.waits_areas;
    for (const area of spread(waits, screening)) waiting.get(area).push(each.id);
    if (each.ceiling !== null) for (const area of isLocal ? own : spread(each.areas, screening)) allowed.get(area).push([each.id, each.ceiling]);
  }
  const filled = (map) => Object.fromEntries([...map].filter(([, found]) => found.length > 0));
  return { leftOut: filled(leftOut), waiting: filled(waiting), allowed: filled(allowed), applies: filled(applies), keepOff: filled(keepOff) };
}

function placesOf({ areas }) {
  return areas.includes(WHOLE_BODY) ? [...areas.filter((area) => area !== WHOLE_BODY), AFFECTED] : areas;
}

function leavesOut(leaves, own, screening) {
  if (leaves === "own") return own;
  if (leaves === "limb") return new Set([...own, ...screening.limbs.filter((limb) => limb.some((part) => own.has(part))).flat()]);
  return spread(leaves, screening);
}

/** Areas with the parts that they hold. */
function spread(areas, screening) {
  const found = new Set(areas);
  for (const { id, holds } of screening.areas) if (areas.includes(id)) for (const part of holds) found.add(part);
  return found;
}

function conflictsOf(adaptations, leftOut, allowed, screening) {
  const found = [];
  for (const { adaptations: pair } of screening.clashes) {
    const [one, other] = pair.map((name) => adaptations[name] ?? []);
    // An entry that names both leaves the choice open, and goes with each of them.
    const sides = [one.filter((id) => !other.includes(id)), other.filter((id) => !one.includes(id))];
    if (sides.every((side) => side.length > 0)) found.push({ kind: "clash", about: pair, conditions: sides.flat() });
  }
  for (const [area, levels] of Object.entries(allowed)) {
    const names = levels.map(([id]) => id);
    const others = names.filter((id) => !(leftOut[area] ?? []).includes(id));
    if (area in leftOut && others.length > 0) found.push({ kind: "left-out", about: [area], conditions: [...leftOut[area], ...others] });
    else if (!(area in leftOut) && new Set(levels.map(([, level]) => level)).size > 1) found.push({ kind: "level", about: [area], conditions: names });
  }
  return found;
}
