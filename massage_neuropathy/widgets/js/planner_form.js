/* What is filled in on the planner's pages: conditions, what is felt where, wishes, and the learner's own plan. */
import { make } from "./dom.js";
import { randomHex } from "./events.js";
import { capital, curly, namesOf } from "./outcome_words.js";
import { UNCLEARED } from "./planning.js";
import { tickBox } from "./stage.js";

const CLEARED = "A written answer from the clinic names this area";
const SWELLING_ANSWERS = [["yes", "Yes"], ["no", "No"], ["unknown", "Don’t know"]];

/** A group of boxes to tick. `values` is a Set, kept up to date. */
export function boxGroup(title, options, values, hint = "", onChange = () => {}) {
  const boxes = options.map(({ id, say }) => tickBox(curly(say), values.has(id), (isOn) => {
    if (isOn) values.add(id);
    else values.delete(id);
    onChange();
  }).node);
  const group = make("fieldset", "mn-plan-group", make("legend", "", title), ...(hint ? [make("p", "mn-hint", hint)] : []), make("div", "mn-plan-boxes", ...boxes));
  return group;
}

/**
 * What the client feels in each area, wants, and how many minutes there are. `wishes` has Sets, kept up to date; `says`
 * has a word about some areas, and `waits`, of those that wait, the entries that a written answer has to answer.
 */
export function wishesForm(wishes, course, says, waits) {
  const { planning, screening } = course;
  const sayOf = new Map(screening.areas.map(({ id, say }) => [id, say]));
  const meanings = planning.symptoms.map(({ name, say }) => make("li", "", make("strong", "", capital(name)), `: ${curly(say)}`));
  const swelling = swellingQuestion(wishes, planning);
  const letter = letterMinutes(wishes);
  const updates = [];
  const update = () => {
    for (const each of updates) each();
    swelling.hidden = ![...wishes.felt.values()].some((felt) => felt.has(UNCLEARED) && !felt.has("cleared"));
    letter.hidden = ![...wishes.felt.values()].some((felt) => felt.has("cleared"));
  };
  const areas = planning.zones.map(({ area }) => {
    const felt = wishes.felt.get(area);
    // Only what waits can be cleared.
    const answer = boxGroup("", [{ id: "cleared", say: CLEARED }], felt, "", update).querySelector(".mn-setting");
    const answered = make("span", "");
    answer.append(make("span", "", answer.lastChild, answered));
    updates.push(() => {
      const isSwollen = felt.has(UNCLEARED);
      const entries = waits.get(area) ?? [];
      answer.hidden = !(waits.has(area) || isSwollen);
      // What is hidden does not count.
      if (answer.hidden && felt.delete("cleared")) answer.querySelector("input").checked = false;
      const asked = [...(entries.length > 0 ? [namesOf(entries, course)] : []), ...(isSwollen ? ["the swelling"] : [])];
      answered.textContent = asked.length > 0 ? `, and answers for ${asked.join(" and for ")}` : "";
    });
    const group = boxGroup(capital(sayOf.get(area)), planning.symptoms.map(({ id, name }) => ({ id, say: capital(name) })), felt, says.get(area) ?? "", update);
    group.querySelector(".mn-plan-boxes").append(answer);
    return group;
  });
  update();
  const goals = boxGroup("What does the client want?", planning.goals.map(({ id, say }) => ({ id, say: capital(say) })), wishes.goals);
  const minutes = choice("Minutes for the whole session", planning.time.offered.map((number) => [String(number), `${number} minutes`]), String(wishes.minutes), (value) => {
    wishes.minutes = Number(value);
  });
  return make("div", "mn-plan-form", make("h3", "mn-title", "What does the client feel, and where?"), make("ul", "mn-plain mn-plan-meanings", ...meanings), make("div", "mn-plan-areas", ...areas), swelling, letter, goals, minutes);
}

/** What is asked of a swelling that no written answer names. */
function swellingQuestion(wishes, { swelling }) {
  const name = `mn-swelling-${randomHex(4)}`;
  const buttons = SWELLING_ANSWERS.map(([value, words]) => {
    const button = make("input", "");
    Object.assign(button, { type: "radio", name, value, checked: wishes.swelling === value, autocomplete: "off" });
    button.addEventListener("change", () => {
      wishes.swelling = value;
    });
    return make("label", "mn-setting", button, ` ${words}`);
  });
  const group = make("fieldset", "mn-plan-group mn-plan-swelling", make("legend", "", `A swelling that no written answer names. ${swelling.question}`), make("div", "mn-plan-boxes", ...buttons));
  group.tabIndex = -1;
  return group;
}

/** The most minutes that a written answer gives its areas. */
function letterMinutes(wishes) {
  const most = make("input", "");
  Object.assign(most, { type: "number", min: "1", max: "90", step: "1", value: wishes.letterMinutes ?? "", autocomplete: "off", inputMode: "numeric" });
  most.addEventListener("input", () => {
    wishes.letterMinutes = Math.floor(Number(most.value)) > 0 ? Math.floor(Number(most.value)) : null;
  });
  return make("label", "mn-plan-choice", make("span", "", "The most minutes that the written answer gives its areas together, if it names any"), most);
}

/** The learner's own plan. `own` is kept up to date; `around` are the minutes that are not hands-on. */
export function ownForm(own, { planning, screening }, wished, around) {
  const sayOf = new Map(screening.areas.map(({ id, say }) => [id, say]));
  const sum = make("p", "mn-plan-sum");
  sum.setAttribute("role", "status");
  const tell = () => {
    const hands = Object.values(own.areas).reduce((total, { level, minutes }) => total + (level > 0 ? minutes : 0), 0);
    const left = wished - around - hands;
    const over = left < 0 ? `${-left} too many` : `${left} left`;
    sum.textContent = `${hands} minutes hands-on, ${around} to look, ask, look again and get up. Of ${wished}: ${over}.`;
  };
  const levels = [["0", "not worked on"], ...planning.levels.map((name, n) => [String(n + 1), `level ${n + 1}: ${name}`])];
  const places = planning.zones.map((zone, n) => [String(n + 1), String(n + 1)]);
  const rows = planning.zones.map(({ area }) => {
    const mine = own.areas[area];
    const level = choice("Level", levels, String(mine.level), (value) => {
      mine.level = Number(value);
      more.hidden = mine.level === 0;
      tell();
    });
    const minutes = make("input", "");
    Object.assign(minutes, { type: "number", min: "0", max: "90", step: "1", value: String(mine.minutes), autocomplete: "off", inputMode: "numeric" });
    minutes.addEventListener("input", () => {
      mine.minutes = Math.max(0, Math.floor(Number(minutes.value) || 0));
      tell();
    });
    const place = choice("Place in the order", places, String(mine.place), (value) => {
      mine.place = Number(value);
    });
    const more = make("div", "mn-plan-more", make("label", "mn-plan-choice", make("span", "", "Minutes"), minutes), place);
    more.hidden = mine.level === 0;
    return make("fieldset", "mn-plan-row", make("legend", "", capital(sayOf.get(area))), level, more);
  });
  tell();
  const lists = planning.parts.filter((part) => part.own).map(({ id, own: question }) => {
    own.chosen[id] ??= [];
    const values = new Set(own.chosen[id]);
    return boxGroup(question, offered(id, planning), values, "", () => {
      own.chosen[id] = [...values];
    });
  });
  return make("div", "mn-plan-form", make("h3", "mn-title", "Which areas, in which order, how firmly, how long?"), sum, make("div", "mn-plan-rows", ...rows), ...lists);
}

/** What can be chosen of a part: suggestions and traps, in the order of their words. */
function offered(part, { suggestions, traps }) {
  return [...suggestions, ...traps]
    .filter((one) => one.part === part)
    .map(({ id, name }) => ({ id, say: name }))
    .sort((a, b) => (a.say < b.say ? -1 : 1));
}

function choice(words, options, value, onChange) {
  const list = make("select", "", ...options.map(([id, say]) => {
    const option = make("option", "", say);
    option.value = id;
    return option;
  }));
  Object.assign(list, { value, autocomplete: "off" });
  list.addEventListener("change", () => onChange(list.value));
  return make("label", "mn-plan-choice", make("span", "", words), list);
}
