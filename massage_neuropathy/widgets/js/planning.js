/*
 * The planner's rules at work: the twin of planning.py, which explains them. Pure functions of data.
 * `course` is { conditions, screening, planning }: the items "screener" and "planner" of the shelf. `decision` is what
 * `screen` returns; `wishes` is { symptoms: {area: [symptom]}, cleared: [area], letter_minutes, swelling, goals: [goal],
 * minutes }.
 */

const AREA_PARTS = ["technique", "pace"];
// Stands among the reasons of an area, and among what a written answer has to answer.
export const UNCLEARED = "swollen";
const UNPLACED = "affected_area";
const FEELINGS = ["numb", "painful", "swollen", "mixed"];

/** Plan a session; returns what `Plan.as_json` does. */
export function planSession(decision, wishes, course) {
  const { planning } = course;
  const stops = course.screening.answers.filter((answer) => answer.stops).map(({ id }) => id);
  if (stops.includes(decision.answer)) return noPlan("stops");
  if (decision.answer === "ask-first" && decision.waits === "known") return noPlan("known");
  if (decision.answer === "ask-first" && decision.waits === "session") return noPlan("session-waits");
  if (wishes.swelling !== "no" && hasUnnamedSwelling(wishes, course)) return noPlan("swelling");
  const found = planning.zones.map((zone) => lookAt(zone, decision, wishes, course));
  const elsewhere = placesElsewhere(decision, wishes, course);
  if (found.every(({ does }) => does === "out" || does === "waits")) return noPlan("nothing-left", found, elsewhere);
  const facts = sessionFacts(decision, wishes, found, elsewhere, course);
  const frame = planning.frame.filter((block) => ruleHolds(block, facts));
  const caps = planning.time.caps.map((cap, n) => n).filter((n) => ruleHolds(planning.time.caps[n], facts));
  const around = sumOf(frame.map(({ minutes }) => minutes));
  const handsOn = Math.min(Math.max(0, wishes.minutes - around), ...caps.map((n) => planning.time.caps[n].minutes));
  if (handsOn < planning.time.least_for_affected) return noPlan("too-short");
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
    elsewhere,
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

function noPlan(blocked, areas = [], elsewhere = []) {
  return { blocked, areas, elsewhere, frame: [], minutes: 0, caps: [], suggestions: {} };
}

function withParts(areas, { screening }) {
  return new Set(areas.flatMap((area) => [area, ...screening.areas.find(({ id }) => id === area).holds]));
}

/** Whether anything is swollen that no written answer names. */
export function hasUnnamedSwelling({ symptoms, cleared }, course) {
  const named = withParts(cleared, course);
  return Object.entries(symptoms).some(([area, felt]) => felt.includes(UNCLEARED) && !named.has(area));
}

/** The entries that a written answer can lift: those that wait by area. */
export function answeredEntries(decision, { conditions }) {
  const found = new Set(decision.lines.map(({ condition }) => condition));
  return conditions.filter(({ id, waits }) => found.has(id) && waits === "area").map(({ id }) => id);
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
  const { conditions, planning } = course;
  const within = [zone.area, ...zone.parts];
  const holds = new Map(course.screening.areas.map((area) => [area.id, area.holds]));
  const isWithin = (area) => area === zone.area || holds.get(area).includes(zone.area);
  const cleared = wishes.cleared.some(isWithin);
  const lifts = cleared ? answeredEntries(decision, course) : [];
  const held = (byArea, area) => (byArea[area] ?? []).filter((id) => !lifts.includes(id));
  const named = (byArea) => new Set(within.flatMap((area) => byArea[area] ?? []));
  const inOrder = (ids) => conditions.filter(({ id }) => ids.has(id)).map(({ id }) => id);
  const holding = new Set([...named(decision.left_out), ...named(decision.waiting)]);
  const applies = named(decision.applies);
  const felt = new Set(
    Object.entries(wishes.symptoms).flatMap(([area, symptoms]) => (within.includes(area) || isWithin(area) ? symptoms : [])),
  );
  for (const { id, entries } of planning.symptoms) if (entries.some((entry) => applies.has(entry))) felt.add(id);
  const words = planning.symptoms.filter(({ id }) => felt.has(id));
  const symptoms = words.map(({ id }) => id);
  const lifted = [...inOrder(holding).filter((id) => lifts.includes(id)), ...(cleared && felt.has(UNCLEARED) ? [UNCLEARED] : [])];
  const state = stateOfArea(felt) ?? (lifted.length > 0 ? "named" : "free");
  const apart = zone.parts.filter((area) => held(decision.left_out, area).length > 0 || held(decision.waiting, area).length > 0);
  const areaPlan = (does, level, because) => ({
    area: zone.area, does, state, symptoms, level, because, lifted, apart, keep_off: inOrder(named(decision.keep_off)), minutes: 0, suggestions: {},
  });
  for (const [does, byArea] of [["waits", decision.waiting], ["out", decision.left_out]]) {
    if (held(byArea, zone.area).length > 0) return areaPlan(does, null, held(byArea, zone.area));
  }
  if (felt.has(UNCLEARED) && !cleared) return areaPlan("waits", null, [UNCLEARED]);
  const levels = levelsWithin(within, new Set([...applies, ...holding]), decision, course);
  for (const { id, ceiling } of words) levels.set(id, ceiling);
  levels.set("usual", zone.ceiling);
  const level = Math.min(...levels.values());
  const setting = [...levels].filter(([id, own]) => own === level && id !== "usual").map(([id]) => id);
  return areaPlan("work", level, setting.length > 0 ? setting : ["usual"]);
}

/** Answers in which what was marked as numb, painful or swollen says where an entry holds that has no place yet. */
export function placedAnswers(answers, wishes, { conditions, planning }) {
  const where = { ...answers.where };
  for (const { id: symptom, entries } of planning.symptoms) {
    const marked = Object.keys(wishes.symptoms).filter((area) => wishes.symptoms[area].includes(symptom));
    for (const { id, areas } of conditions) {
      const isOpen = entries.includes(id) && (where[id] ?? []).length === 0 && ["yes", "unknown"].includes(answers.conditions[id]);
      if (isOpen && areas.includes("affected_area") && marked.length > 0) where[id] = marked;
    }
  }
  return { ...answers, where };
}

/** The level that each entry allows in an area or its parts, by id: a Map. */
function levelsWithin(within, counts, decision, { conditions }) {
  const lines = new Set(decision.lines.map(({ condition }) => condition));
  for (const area of within) {
    if (area in decision.ceilings) {
      for (const id of decision.ceilings[area].conditions) counts.add(id);
    } else {
      for (const { id, areas } of conditions) if (lines.has(id) && areas.includes("whole_body")) counts.add(id);
    }
  }
  return new Map(conditions.filter(({ id, ceiling }) => counts.has(id) && ceiling !== null).map(({ id, ceiling }) => [id, ceiling]));
}

/** What holds in places that are none of the zones. */
function placesElsewhere(decision, wishes, course) {
  const zones = course.planning.zones.flatMap(({ area, parts }) => [area, ...parts]);
  const cleared = withParts(wishes.cleared, course);
  const answered = answeredEntries(decision, course);
  const found = [];
  for (const { id: area } of course.screening.areas) {
    // The whole body is there by its parts.
    if (zones.includes(area) || area === "whole_body") continue;
    // Once it is known where the client has it, that place counts.
    const isHere = (id) => (area !== UNPLACED || (decision.applies[UNPLACED] ?? []).includes(id)) && !(cleared.has(area) && answered.includes(id));
    for (const [does, byArea] of [["out", decision.left_out], ["waits", decision.waiting]]) {
      const because = (byArea[area] ?? []).filter(isHere);
      if (because.length > 0) found.push({ area, does, level: null, because });
    }
    const ceiling = decision.ceilings[area];
    if (area === UNPLACED && ceiling) found.push({ area, does: "level", level: ceiling.level, because: ceiling.conditions });
  }
  return found;
}

function stateOfArea(felt) {
  if (felt.has("numb") && felt.has("painful")) return "mixed";
  return ["painful", "swollen", "numb"].find((word) => felt.has(word));
}

function sessionFacts(decision, wishes, areas, elsewhere, course) {
  const facts = new Set([
    ...Object.keys(decision.adaptations).map((name) => `change:${name}`),
    ...decision.lines.map(({ condition }) => `entry:${condition}`),
    ...wishes.goals.map((goal) => `goal:${goal}`),
  ]);
  for (const { symptoms, state, does, lifted } of areas) {
    for (const word of FEELINGS.filter((each) => symptoms.includes(each) || state === each)) {
      facts.add(word);
      facts.add(`${does === "work" ? "open" : "held"}-${word}`);
    }
    if (does === "work" && lifted.length > 0) facts.add("lifted");
  }
  for (const { does } of [...areas, ...elsewhere]) {
    if (does === "out") facts.add("some-out");
    if (does === "waits") facts.add("some-wait");
  }
  const unplaced = decision.applies[UNPLACED] ?? [];
  for (const { id, entries } of course.planning.symptoms) if (entries.some((entry) => unplaced.includes(entry))) facts.add(id);
  if (!decision.appointments.every((id) => isAnswered(id, decision, wishes, course))) facts.add("appointment");
  return facts;
}

/** Whether written answers name every area that waits for an entry. */
function isAnswered(id, decision, wishes, course) {
  const waits = Object.keys(decision.waiting).filter((area) => decision.waiting[area].includes(id) && area !== UNPLACED);
  const cleared = withParts(wishes.cleared, course);
  const entry = course.conditions.find((each) => each.id === id);
  return entry.waits === "area" && waits.length > 0 && waits.every((area) => cleared.has(area));
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
  const letter = wishes.letter_minutes ?? handsOn;
  const named = affected.filter(({ lifted }) => lifted.length > 0).map(({ area }) => area);
  const lifted = named.slice(0, Math.max(1, Math.floor(letter / time.least_for_affected)));
  affected = affected
    .filter(({ area }) => !named.includes(area) || lifted.includes(area))
    .slice(0, Math.floor(budget / time.least_for_affected));
  const withMost = ({ area }) => [area, most.get(area)];
  const shares = dealOut(budget, affected.map(withMost), lifted, letter);
  const rest = handsOn - sumOf([...shares.values()]);
  free = free.slice(0, Math.max(1, Math.min(time.most_free, Math.floor(rest / time.least_for_free))));
  return new Map([...dealOut(rest, free.map(withMost)), ...shares].filter(([, minutes]) => minutes > 0));
}

/** Deal minutes out one by one, to each area up to its most, and to a group up to its most together. */
function dealOut(minutes, areas, group = [], forGroup = 0) {
  const shares = new Map(areas.map(([area]) => [area, 0]));
  const inGroup = () => sumOf([...shares].filter(([area]) => group.includes(area)).map(([, own]) => own));
  for (let left = minutes, before = -1; left > 0 && left !== before;) {
    before = left;
    for (const [area, most] of areas) {
      if (left === 0 || shares.get(area) >= most || (group.includes(area) && inGroup() >= forGroup)) continue;
      shares.set(area, shares.get(area) + 1);
      left -= 1;
    }
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
