/*
 * Branching cases: what the record says of plays, and how a play is judged. No page is needed here.
 *
 * A **story** is a case as the shelf has it: with its texts under `case/<id>`, or with the facts alone in the index.
 * A **step** is a choice that was made: { scene, choice, asked }; `asked` holds "ask:<id>" and "look:<id>".
 */
import { randomHex } from "./events.js";

/** Sign and words of each tag; "" for what is sound. The sign is not read out. As TAGS in case_text.py. */
export const TAG_WORDS = {
  "": ["\u2713", "Sound"],
  unsafe: ["\u2717", "Unsafe"],
  overcautious: ["\u25b2", "More careful than needed"],
  scope: ["\u25c7", "Outside your scope"],
  fit: ["\u25d0", "Safe, not the best fit"],
};

/** What a play comes to, the best first. */
export const GRADES = {
  sound: ["\u2713", "Safe and fitting"],
  safe: ["\u25d0", "Safe, not yet the best fit"],
  gap: ["\u2691", "A red flag was left out"],
  unsafe: ["\u2717", "Not safe"],
};

/** A grade in the middle of a sentence; "" is that of a play that was left. */
export function gradeWords(grade) {
  return grade ? GRADES[grade][1].toLowerCase() : "not finished";
}

export function newPlay() {
  return { place: `case/${randomHex()}`, steps: [] };
}

/**
 * What the event of a choice made here is about: case and scene, and from the second visit of a play on its number. So
 * no two choices of a play are alike, and the outline of the record keeps each.
 */
export function askedOf(story, steps) {
  const scene = whereIs(story, steps);
  const visit = 1 + steps.filter((step) => step.scene === scene).length;
  return `${story.id}/${scene}${visit > 1 ? `/${visit}` : ""}`;
}

/** The scene with an id; undefined if it is an ending, or nothing. */
export function sceneOf(story, id) {
  return story.scenes.find((scene) => scene.id === id);
}

export function choiceOf(story, { scene, choice }) {
  return sceneOf(story, scene)?.choices.find(({ id }) => id === choice);
}

/** Where a play has come to: the id of a scene or of an ending. */
export function whereIs(story, steps) {
  return steps.length === 0 ? story.start : choiceOf(story, steps[steps.length - 1]).next;
}

export function isOver(story, steps) {
  return !sceneOf(story, whereIs(story, steps));
}

/** What can be asked and looked at in a scene, each with its `key`. */
export function inquiriesOf(scene) {
  return ["ask", "look"].flatMap((how) => (scene[how] ?? []).map((one) => ({ ...one, how, key: `${how}:${one.id}` })));
}

/** The minutes that are left when these things were asked, over all scenes. */
export function minutesLeft(story, keys) {
  const taken = story.scenes.flatMap(inquiriesOf).filter(({ key }) => keys.includes(key));
  return story.minutes - taken.reduce((total, { minutes }) => total + minutes, 0);
}

/**
 * The plays of a case that are in the record: [{ place, steps, over, at }], in the order they were begun. `events`: the
 * record or its outline, oldest first; both give the same. The first choice of each visit counts, and whatever does not
 * follow from the start, as two pages at once may make it, is left out, and so is what was chosen before the scenes were
 * edited.
 */
export function playsOf(story, events) {
  const begun = new Map();
  for (const event of events) {
    if (event.kind !== "choice" || event.hash !== story.hash || !event.question.startsWith(`${story.id}/`)) continue;
    const made = begun.get(event.place) ?? new Map();
    if (!made.has(event.question)) made.set(event.question, event);
    begun.set(event.place, made);
  }
  return [...begun].map(([place, made]) => playOf(story, place, made)).filter(({ steps }) => steps.length > 0);
}

/** The choices of one play, by what they are about, put one after another from the start. */
function playOf(story, place, made) {
  const play = { place, steps: [], over: false, at: "" };
  while (!play.over) {
    const event = made.get(askedOf(story, play.steps));
    const step = event && { scene: whereIs(story, play.steps), choice: event.options[0], asked: event.options.slice(1) };
    if (!step || !choiceOf(story, step)) break;
    play.steps.push(step);
    Object.assign(play, { over: isOver(story, play.steps), at: event.at });
  }
  return play;
}

/**
 * What a play comes to. Safety comes first, then fit.
 *   tags     the tag of each step, "" for what is sound
 *   open     for each step what was needed by then and not known: inquiries of its scene and of those before, back to
 *            an unsafe choice: what follows from that is decided by what is plain to see
 *   missed   what nobody should decide without in the scenes of this play, and was not asked: inquiries
 *   unsafe, flags, off, gaps   how many choices were unsafe, needed red flags left out, other choices not sound, other
 *            things needed left out
 *   grade    a key of GRADES
 */
export function judgePlay(story, steps) {
  const tags = steps.map((step) => choiceOf(story, step).tag ?? "");
  const missed = neededBy(story, steps);
  const open = steps.map((_, index) => neededBy(story, steps.slice(0, index + 1), tags.slice(0, index).lastIndexOf("unsafe") + 1));
  const unsafe = tags.filter((tag) => tag === "unsafe").length;
  const off = tags.filter((tag) => tag !== "").length - unsafe;
  const flags = missed.filter((one) => one.red_flag).length;
  const gaps = missed.length - flags;
  const grade = unsafe > 0 ? "unsafe" : flags > 0 ? "gap" : off + gaps > 0 ? "safe" : "sound";
  return { tags, open, missed, unsafe, flags, off, gaps, grade };
}

/** What is needed in the scenes of these steps, from a place in them on, and was asked in none of them. */
function neededBy(story, steps, from = 0) {
  const asked = steps.flatMap((step) => step.asked);
  const scenes = [...new Set(steps.slice(from).map(({ scene }) => scene))].map((id) => sceneOf(story, id));
  return scenes.flatMap(inquiriesOf).filter(({ needed, key }) => needed && !asked.includes(key));
}

/** The play with the best outcome among those that are over, the earliest of equals; undefined if there is none. */
export function bestPlay(story, plays) {
  const rank = ({ steps }) => {
    const { unsafe, flags, off, gaps, grade } = judgePlay(story, steps);
    return [Object.keys(GRADES).indexOf(grade), unsafe + flags, off + gaps];
  };
  const better = (one, other) => {
    const [a, b] = [rank(one), rank(other)];
    const at = a.findIndex((number, index) => number !== b[index]);
    return at >= 0 && a[at] < b[at];
  };
  return plays.filter(({ over }) => over).reduce((best, play) => (best && !better(play, best) ? best : play), undefined);
}

/** The best path as the author has it: its steps, without what was asked. */
export function bestPath(story) {
  return story.best.map((name) => {
    const [scene, choice] = name.split("/");
    return { scene, choice, asked: [] };
  });
}

/**
 * The first choice ever made in each scene, by which it counts towards an objective: [{ objective, right }]. `stories`:
 * the cases of the index; `events` as for playsOf.
 */
export function firstChoices(stories, events) {
  const known = new Map(stories.flatMap((story) => story.scenes.map((scene) => [`${story.id}/${scene.id}`, { story, scene }])));
  const first = new Map();
  for (const { kind, question, hash, options } of events) {
    const { story, scene } = (kind === "choice" && known.get(question)) || {};
    const choice = scene?.choices.find(({ id }) => id === options[0]);
    if (choice && story.hash === hash && !first.has(question)) first.set(question, { objective: scene.objective, right: !choice.tag });
  }
  return [...first.values()];
}

/** The grade of the play that was begun first, "" if it was not finished: it stays first, whatever follows. */
export function firstGrade(story, [first]) {
  return first?.over ? judgePlay(story, first.steps).grade : "";
}

/**
 * What was played of the cases of the index, in their order: [{ id, title, page, plays, state, first, best }]. `plays`:
 * how many are over; `state`: "open", "begun", or "done" when one is; `first` and `best`: the grades of the first and of
 * the best, "" where there is none.
 */
export function casesOf(stories, events) {
  return stories.map((story) => {
    const plays = playsOf(story, events);
    const best = bestPlay(story, plays);
    const state = best ? "done" : plays.length > 0 ? "begun" : "open";
    return { id: story.id, title: story.title, page: story.page, plays: plays.filter(({ over }) => over).length, state, first: firstGrade(story, plays), best: best ? judgePlay(story, best.steps).grade : "" };
  });
}
