/*
 * The planner's rules at work: the twin of planning.py, which explains them. Pure functions of data.
 * `course` is { conditions, screening, planning }: the items "screener" and "planner" of the shelf. `decision` is what
 * `screen` returns; `wishes` is { symptoms: {area: [symptom]}, cleared: [area], goals: [goal], minutes }.
 */

const AREA_PARTS = ["technique", "pace"];
const FEELINGS = ["numb", "painful", "swollen", "mixed"];

/** Plan a session; returns what `Plan.as_json` does. */
export function planSession(decision, wishes, course) {
  const { planning } = course;
  const stops = course.screening.answers.filter((answer) => answer.stops).map(({ id }) => id);
  if (stops.includes(decision.answer)) return noPlan("stops");
  if (decision.answer === "ask-first" && decision.waits === "session") return noPlan("session-waits");
  const found = planning.zones.map((zone) => lookAt(zone, decision, wishes, course));
  if (found.every(({ does }) => does === "out" || does === "waits")) return noPlan("nothing-left", found);
  const facts = sessionFacts(decision, wishes, found, course);
  const frame = planning.frame.filter((block) => ruleHolds(block, facts));
  const caps = planning.time.caps.map((cap, n) => n).filter((n) => ruleHolds(planning.time.caps[n], facts));
  const around = sumOf(frame.map(({ minutes }) => minutes));
  const handsOn = Math.min(Math.max(0, wishes.minutes - around), ...caps.map((n) => planning.time.caps[n].minutes));
  const shares = shareOut(handsOn, found, wishes, planning);
  const order = [...shares.keys()];
  const placeOf = ({ area }) => (shares.has(area) ? order.indexOf(area) : order.length);
  const areas = found.map((one) => (one.does === "work" ? withMinutes(one, shares) : one)).sort((a, b) => placeOf(a) - placeOf(b));
  const minutes = around + sumOf([...shares.values()]);
  for (const area of order) facts.add(`work:${area}`);
  for (const one of areas.filter(({ does }) => does === "work")) {
    for (const word of [...one.symptoms, one.state]) facts.add(`work-${word}`);
    if (one.level <= 2) facts.add("light");
  }
  if (minutes < wishes.minutes) facts.add("cut");
  return {
    blocked: null,
    areas: areas.map((one) => (one.does === "work" ? withSuggestions(one, facts, planning) : one)),
    frame: frame.map((block) => ({ block: block.id, minutes: block.minutes })),
    minutes,
    caps,
    suggestions: Object.fromEntries(
      planning.parts
        .filter(({ id }) => !AREA_PARTS.includes(id))
        .map(({ id }) => [id, planning.suggestions.filter((one) => one.part === id && ruleHolds(one, facts)).map((one) => one.id)]),
    ),
  };
}

function noPlan(blocked, areas = []) {
  return { blocked, areas, frame: [], minutes: 0, caps: [], suggestions: {} };
}

function sumOf(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}

function ruleHolds({ when, any, unless }, facts) {
  const isSo = (fact) => facts.has(fact);
  return when.every(isSo) && (any.length === 0 || any.some(isSo)) && !unless.some(isSo);
}

/** Say of an area what may be done there, before anything is chosen. */
function lookAt(zone, decision, wishes, course) {
  const within = [zone.area, ...zone.parts];
  const holds = new Map(course.screening.areas.map((area) => [area.id, area.holds]));
  const byId = new Map(course.conditions.map((each) => [each.id, each]));
  const isWithin = (area) => area === zone.area || holds.get(area).includes(zone.area);
  const cleared = wishes.cleared.some(isWithin);
  const lifts = cleared ? decision.lines.map(({ condition }) => condition).filter((id) => byId.get(id)?.waits === "area") : [];
  const held = (byArea, area) => (byArea[area] ?? []).filter((id) => !lifts.includes(id));
  const { levels, sure } = levelsWithin(within, lifts, decision, byId);
  const felt = new Set(
    Object.entries(wishes.symptoms).flatMap(([area, symptoms]) => (within.includes(area) || isWithin(area) ? symptoms : [])),
  );
  for (const { id, entries } of course.planning.symptoms) if (entries.some((entry) => sure.has(entry))) felt.add(id);
  const words = course.planning.symptoms.filter(({ id }) => felt.has(id));
  const symptoms = words.map(({ id }) => id);
  const state = stateOfArea(felt);
  const isHeld = (area) => held(decision.left_out, area).length > 0 || held(decision.waiting, area).length > 0;
  const apart = zone.parts.filter(isHeld);
  const areaPlan = (does, level, because) => ({
    area: zone.area, does, state, symptoms, level, because, lifted: cleared, apart, minutes: 0, suggestions: {},
  });
  for (const [does, byArea] of [["waits", decision.waiting], ["out", decision.left_out]]) {
    if (held(byArea, zone.area).length > 0) return areaPlan(does, null, held(byArea, zone.area));
  }
  if (felt.has("swollen") && !cleared) return areaPlan("waits", null, ["swollen"]);
  for (const { id, ceiling } of words) levels.set(id, ceiling);
  levels.set("usual", zone.ceiling);
  const level = Math.min(...levels.values());
  const setting = [...levels].filter(([id, own]) => own === level && id !== "usual").map(([id]) => id);
  return areaPlan("work", level, setting.length > 0 ? setting : ["usual"]);
}

/** The level that each entry allows in an area or its parts, by id, and which of them surely apply there. */
function levelsWithin(within, lifts, decision, byId) {
  const sure = new Set();
  const names = new Set();
  for (const area of within) {
    const heldBy = [...(decision.left_out[area] ?? []), ...(decision.waiting[area] ?? [])];
    for (const id of heldBy) if (lifts.includes(id)) names.add(id);
    if (area in decision.ceilings) {
      for (const id of decision.ceilings[area].conditions) sure.add(id);
    } else if (heldBy.length > 0) {
      for (const { condition } of decision.lines) {
        const areas = byId.get(condition)?.areas ?? [];
        if ([area, "whole_body", "affected_area"].some((each) => areas.includes(each))) names.add(condition);
      }
    }
    for (const { kind, about, conditions } of decision.conflicts) {
      if (["level", "left-out"].includes(kind) && about[0] === area) for (const id of conditions) sure.add(id);
    }
  }
  const counts = ({ id, ceiling }) => (names.has(id) || sure.has(id)) && ceiling !== null;
  return { sure, levels: new Map([...byId.values()].filter(counts).map(({ id, ceiling }) => [id, ceiling])) };
}

function stateOfArea(felt) {
  if (felt.has("numb") && felt.has("painful")) return "mixed";
  return ["painful", "swollen", "numb"].find((word) => felt.has(word)) ?? "free";
}

function sessionFacts(decision, wishes, areas, course) {
  const facts = new Set([
    ...Object.keys(decision.adaptations).map((name) => `change:${name}`),
    ...decision.lines.map(({ condition }) => `entry:${condition}`),
    ...wishes.goals.map((goal) => `goal:${goal}`),
  ]);
  for (const { symptoms, state, does } of areas) {
    for (const word of FEELINGS) if (symptoms.includes(word) || state === word) facts.add(word);
    if (does === "out") facts.add("some-out");
    if (does === "waits") facts.add("some-wait");
  }
  if (!decision.appointments.every((id) => isAnswered(id, decision, wishes, course))) facts.add("appointment");
  return facts;
}

/** Whether written answers name every area that waits for an entry. */
function isAnswered(id, decision, wishes, { conditions, screening }) {
  const waits = Object.keys(decision.waiting).filter((area) => decision.waiting[area].includes(id) && area !== "affected_area");
  const cleared = wishes.cleared.flatMap((area) => [area, ...screening.areas.find((each) => each.id === area).holds]);
  const entry = conditions.find((each) => each.id === id);
  return entry.waits === "area" && waits.length > 0 && waits.every((area) => cleared.includes(area));
}

/** Share the hands-on minutes out: a Map from areas that are worked on, in their order, to minutes. */
function shareOut(handsOn, areas, wishes, { time, states, goals, zones }) {
  const order = states.map(({ id }) => id);
  const mostOf = (list, key, value) => list.find((each) => each[key] === value).most;
  const open = areas.filter(({ does }) => does === "work");
  const most = new Map(open.map(({ area, state }) => [area, Math.min(mostOf(states, "id", state), mostOf(zones, "area", area))]));
  const wanted = goals.filter(({ id }) => wishes.goals.includes(id)).flatMap((goal) => goal.areas);
  const first = [...new Set([...wanted.filter((area) => time.first.includes(area)), ...time.first])];
  const placeOf = ({ area }) => first.indexOf(area);
  let free = open.filter(({ state }) => state === "free").sort((a, b) => placeOf(a) - placeOf(b));
  let affected = open
    .filter(({ state }) => state !== "free")
    .sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || placeOf(a) - placeOf(b));
  const budget = free.length > 0 ? Math.floor((handsOn * time.share_for_affected) / 100) : handsOn;
  affected = affected.slice(0, Math.floor(budget / time.least_for_affected));
  const withMost = ({ area }) => [area, most.get(area)];
  const shares = dealOut(budget, affected.map(withMost));
  const rest = handsOn - sumOf([...shares.values()]);
  free = free.slice(0, Math.max(1, Math.min(time.most_free, Math.floor(rest / time.least_for_free))));
  return new Map([...dealOut(rest, free.map(withMost)), ...shares].filter(([, minutes]) => minutes > 0));
}

/** Deal minutes out one by one, to each area up to its most. */
function dealOut(minutes, areas) {
  const shares = new Map(areas.map(([area]) => [area, 0]));
  for (let left = minutes; left > 0;) {
    const takers = areas.filter(([area, most]) => shares.get(area) < most).slice(0, left);
    if (takers.length === 0) break;
    for (const [area] of takers) shares.set(area, shares.get(area) + 1);
    left -= takers.length;
  }
  return shares;
}

function withMinutes(one, shares) {
  return { ...one, does: shares.has(one.area) ? "work" : "rest", minutes: shares.get(one.area) ?? 0 };
}

function withSuggestions(one, facts, { suggestions }) {
  const here = new Set([...facts, `at:${one.area}`, `here:${one.state}`, ...one.symptoms.map((word) => `here:${word}`)]);
  if (one.level >= 3) here.add("here:level-3");
  const fits = (each) => ruleHolds(each, here) && (each.level ?? 1) <= one.level;
  const found = AREA_PARTS.map((part) => [part, suggestions.filter((each) => each.part === part && fits(each)).map(({ id }) => id)]);
  return { ...one, suggestions: Object.fromEntries(found) };
}
