/* A learner's own plan beside the one that the rules suggest. Pure functions of data. */

/**
 * Compare two plans. `own` is { areas: {area: {level, minutes, place}}, chosen: {part: [id]} }, where level 0 means that
 * an area is not worked on; `plan` is what `planSession` returns. Marks are same, different, above, unsafe and missing.
 */
export function comparePlans(own, plan, wishes, { planning, screening }) {
  const sayOf = new Map(screening.areas.map(({ id, say }) => [id, say]));
  const areas = plan.areas.flatMap((theirs) => comparedArea(own.areas[theirs.area], theirs, planning));
  const rows = [comparedOrder(own, plan, planning, sayOf), comparedTime(own, plan, wishes), ...comparedLetter(own, plan, wishes, planning)];
  const parts = planning.parts
    .filter((part) => part.own)
    .map(({ id, title }) => ({ id, title, rows: comparedPart(own.chosen[id] ?? [], suggestedIn(plan, id), id, planning) }));
  return { areas, rows, parts };
}

/** What a plan suggests in a part: once for the session, or for any area that is worked on. */
function suggestedIn(plan, part) {
  return plan.suggestions[part] ?? [...new Set(plan.areas.flatMap(({ suggestions }) => suggestions[part] ?? []))];
}

/** How often each mark was given. */
export function tallyOf({ areas, rows, parts }) {
  const tally = { same: 0, different: 0, above: 0, unsafe: 0, missing: 0 };
  for (const { mark } of [...areas, ...rows, ...parts.flatMap((part) => part.rows)]) tally[mark] += 1;
  return tally;
}

function comparedArea(mine, theirs, planning) {
  const { area, does, state, symptoms } = theirs;
  const row = (mark, words) => [{ area, mark, words, mine: ownWords(mine), theirs: theirWords(theirs) }];
  if (does === "out" || does === "waits") {
    const what = does === "out" ? "is left out" : "waits for a written answer";
    return mine.level === 0 ? row("same", "") : row("unsafe", `It ${what}: nothing is done there today.`);
  }
  if (mine.level > theirs.level) return row("above", `Level ${mine.level} is above the ceiling of ${theirs.level}.`);
  if (does === "rest") return mine.level === 0 ? [] : row("different", "Within the level. The plan gives these minutes to other areas; yours may be as good.");
  if (mine.level === 0) {
    if (symptoms.length === 0) return row("different", "Nothing was found there, so it could be worked on.");
    return row("same", planning.symptoms.find(({ id }) => id === symptoms[0]).left_out);
  }
  const { most } = planning.states.find(({ id }) => id === state);
  if (state !== "free" && mine.minutes > most) return row("different", `Long for an area that is ${planning.states.find(({ id }) => id === state).say}: the plan gives it ${most} minutes at most.`);
  return row("same", mine.level < theirs.level ? "Lighter than the ceiling, which is always allowed." : "");
}

function ownWords({ level, minutes }) {
  return level === 0 ? "not worked on" : `level ${level}, ${minutes} min`;
}

function theirWords({ does, level, minutes }) {
  return { out: "left out", waits: "waits", rest: `could be worked on, level ${level} at most`, work: `level ${level} at most, ${minutes} min` }[does];
}

function comparedOrder(own, plan, planning, sayOf) {
  const worked = plan.areas.filter(({ does }) => does === "work").map(({ area }) => area);
  const stateOf = new Map(plan.areas.map(({ area, state }) => [area, state]));
  const mine = Object.keys(own.areas)
    .filter((area) => own.areas[area].level > 0)
    .sort((a, b) => own.areas[a].place - own.areas[b].place);
  const row = (mark, words) => ({ name: "Order of areas", mark, words, mine: namedAreas(mine, sayOf), theirs: namedAreas(worked, sayOf) });
  if (mine.length === 0) return row("missing", "You have chosen no area.");
  const order = planning.states.map(({ id }) => id);
  const isLate = (area, place) => mine.slice(place + 1).some((other) => order.indexOf(stateOf.get(other)) < order.indexOf(stateOf.get(area)));
  const early = mine.find((area, place) => stateOf.get(area) !== "free" && isLate(area, place));
  if (early) return row("different", `Comfortable areas come first and the sorest last; yours has ${sayOf.get(early)} earlier.`);
  return row("same", "Comfortable areas first, the sorest last.");
}

function namedAreas(areas, sayOf) {
  return areas.length === 0 ? "none" : areas.map((area) => sayOf.get(area)).join(", then ");
}

function comparedTime(own, plan, wishes) {
  const frame = plan.frame.reduce((total, { minutes }) => total + minutes, 0);
  const hands = Object.values(own.areas).reduce((total, { level, minutes }) => total + (level > 0 ? minutes : 0), 0);
  const row = (mark, words) => ({
    name: "Minutes in all",
    mark,
    words,
    mine: `${hands} hands-on + ${frame} to look, ask and get up = ${hands + frame}`,
    theirs: `${plan.minutes - frame} hands-on + ${frame} to look, ask and get up = ${plan.minutes}`,
  });
  if (hands + frame > wishes.minutes) return row("above", `There are ${wishes.minutes} minutes. Looking, asking and getting up are part of them.`);
  if (hands > plan.minutes - frame) return row("different", "Yours is longer on the table. The plan says why it is shorter.");
  return row(hands === plan.minutes - frame ? "same" : "different", hands === plan.minutes - frame ? "" : "Yours leaves time over, which is no mistake.");
}

/** Minutes of what a written answer names, where it limits them. */
function comparedLetter(own, plan, { letter_minutes: most }, { words }) {
  const lifted = plan.areas.filter((one) => one.lifted.length > 0);
  if (!most || lifted.length === 0) return [];
  const mine = lifted.map(({ area }) => own.areas[area]).reduce((total, { level, minutes }) => total + (level > 0 ? minutes : 0), 0);
  const theirs = lifted.reduce((total, { minutes }) => total + minutes, 0);
  const isOver = mine > most;
  return [{ name: "Minutes by the letter", mark: isOver ? "above" : "same", words: isOver ? `${words.letter_minutes} ${most} minutes.` : "", mine: String(mine), theirs: String(theirs) }];
}

function comparedPart(mine, theirs, part, { suggestions, traps }) {
  const chosenTraps = traps.filter((trap) => trap.part === part && mine.includes(trap.id));
  // Of alternatives one is enough: what another one stands for is not missing, and at most one of them is.
  const chosen = new Set(suggestions.filter(({ id }) => mine.includes(id) && theirs.includes(id)).map(({ choice: word }) => word));
  const missing = suggestions.filter(({ id, choice: word }) => theirs.includes(id) && !mine.includes(id) && !(word && chosen.has(word)));
  const isFirst = (one) => !one.choice || missing.find(({ choice: word }) => word === one.choice) === one;
  const found = suggestions.filter((one) => one.part === part && (mine.includes(one.id) || (missing.includes(one) && isFirst(one))));
  return [
    ...chosenTraps.map(({ name, why }) => ({ name, mark: "unsafe", words: why, mine: true, theirs: false })),
    ...found.map(({ id, name, why }) => {
      const [isMine, isTheirs] = [mine.includes(id), theirs.includes(id)];
      const mark = isMine && isTheirs ? "same" : isMine ? "different" : "missing";
      const words = { same: "", different: "Not called for by these answers, or another choice fits them better.", missing: why }[mark];
      return { name, mark, words, mine: isMine, theirs: isTheirs };
    }),
  ];
}
