import { lead, make, press } from "./dom.js";
import { readNumber, sameOrder, score, within } from "./marks.js";

let instances = 0;

/** Author's words somewhere below `node`, as nodes of their own, so that emphasis stays and nothing else gets in. */
function words(node, selector) {
  return [...node.querySelector(selector).cloneNode(true).childNodes];
}

/** A reason in the feedback: what was chosen or is right, and why. */
function reason(isRight, ...parts) {
  return make("li", isRight ? "mn-why-right" : "mn-why-wrong", ...parts);
}

/** Why: the reason in the folded answer, on a line of its own. */
function why(node) {
  return node.querySelector(".mn-why").cloneNode(true);
}

/**
 * What differs from type to type. A type knows its inputs and its reasons, and nothing of records and modes:
 *   chosen()              what is chosen now, as an event keeps it
 *   missing()             what to ask for before it can be checked; "" if nothing
 *   choose(options)       put an answer back; none at all puts back the beginning
 *   lock(locked)          allow no more change, or allow it again
 *   mark(options)         show beside the inputs what was right
 *   tell(options)         sentences that explain a mark below 1
 *   reasons(options, past)   items of a list: what was "chose"n or "guess"ed and why, then what is right and why
 */
class Choices {
  constructor(view) {
    this.view = view;
    this.inputs = [...view.node.querySelectorAll("fieldset input")];
    this.listed = new Map([...view.answer.querySelectorAll("[data-option]")].map((item) => [item.dataset.option, item]));
    this.areas = [...view.node.querySelectorAll("[data-area]")];
    // The same question may stand twice in one document; its radio buttons must not share a name.
    instances += 1;
    for (const input of this.inputs) input.name += `-${instances}`;
    if (this.areas.length > 0) this.addPicture();
  }

  /** A click on the picture is a click on the list, which keyboard and screen reader use. */
  addPicture() {
    this.view.node.querySelector(".mn-hint").append(" On the picture or in the list.");
    for (const area of this.areas) area.addEventListener("click", () => this.input(area.dataset.area).click());
    this.view.node.querySelector("fieldset").addEventListener("input", () => this.showAreas());
    this.showAreas();
  }

  input(id) {
    return this.inputs.find((input) => input.value === id);
  }

  showAreas() {
    for (const area of this.areas) area.toggleAttribute("data-chosen", this.input(area.dataset.area).checked);
  }

  chosen() {
    return this.inputs.filter((input) => input.checked).map((input) => input.value);
  }

  missing() {
    return this.chosen().length === 0 ? "Choose an answer first." : "";
  }

  choose(options) {
    for (const input of this.inputs) input.checked = options.includes(input.value);
    this.showAreas();
  }

  lock(locked) {
    for (const input of this.inputs) input.disabled = locked;
  }

  mark(options) {
    for (const input of this.inputs) {
      const isRight = this.view.right.includes(input.value);
      const isChosen = options.includes(input.value);
      if (!isRight && !isChosen) continue;
      const mark = isRight ? (isChosen ? "right" : "missed") : "wrong";
      this.view.mark(input.closest("label"), mark, { right: "Right", missed: "Right, not chosen", wrong: "Not right" }[mark]);
      const area = this.areas.find((one) => one.dataset.area === input.value);
      if (area) this.markArea(area, mark);
    }
  }

  /** A sign at the upper right corner of the area, since an outline alone is not seen by everybody. */
  markArea(area, mark) {
    area.dataset.mark = mark;
    const sign = document.createElementNS("http://www.w3.org/2000/svg", "text");
    const corners = Array.from(area.points);
    const [left, right] = [Math.min, Math.max].map((extreme) => extreme(...corners.map(({ x }) => x)));
    const top = Math.min(...corners.map(({ y }) => y));
    // In a small area the sign would cover the letter, so it stands half outside.
    const [x, y] = right - left < 60 ? [right + 14, top + 9] : [right - 5, top + 22];
    for (const [name, value] of Object.entries({ class: "mn-mark", x, y })) sign.setAttribute(name, value);
    sign.textContent = mark === "wrong" ? "\u2717" : "\u2713";
    sign.dataset.mark = mark;
    sign.setAttribute("aria-hidden", "true");
    area.after(sign);
  }

  tell(options) {
    const { type, right } = this.view;
    if (type === "single") return "";
    const hits = options.filter((id) => right.includes(id)).length;
    const extra = options.length - hits;
    return `You found ${hits} of ${right.length} ${extra > 0 ? `and chose ${extra} that ${extra === 1 ? "does" : "do"} not belong.` : "and nothing that does not belong."}`;
  }

  reasons(given, past) {
    const { right } = this.view;
    // A file from elsewhere may name what is no option here.
    const options = given.filter((id) => this.listed.has(id));
    const after = past === "chose" && options.length > 0 ? "Right would be:" : "The answer:";
    return [
      ...options.map((id) => this.reason(id, right.includes(id) ? `You ${past}, and it is right:` : `You ${past}:`)),
      ...right.filter((id) => !options.includes(id)).map((id) => this.reason(id, after)),
    ];
  }

  reason(id, before) {
    const item = this.listed.get(id);
    return reason(this.view.right.includes(id), lead(before), " ", ...words(item, ".mn-text"), " ", why(item));
  }
}

/** Items with a list to choose from. */
class Matching {
  constructor(view) {
    this.view = view;
    this.selects = [...view.node.querySelectorAll("fieldset select")];
    this.items = [...view.answer.querySelectorAll("[data-item]")];
  }

  chosen() {
    return this.selects.filter((select) => select.value).map((select) => `${select.dataset.item}:${select.value}`);
  }

  missing() {
    const open = this.selects.length - this.chosen().length;
    return open > 0 ? `Choose something for each first. ${open} of ${this.selects.length} ${open === 1 ? "is" : "are"} still open.` : "";
  }

  choose(options) {
    const choices = pairs(options);
    for (const select of this.selects) select.value = choices.get(select.dataset.item) ?? "";
  }

  lock(locked) {
    for (const select of this.selects) select.disabled = locked;
  }

  mark(options) {
    for (const select of this.selects) {
      const isRight = options.includes(`${select.dataset.item}:${select.value}`) && this.view.right.includes(`${select.dataset.item}:${select.value}`);
      this.view.mark(select.closest("label"), isRight ? "right" : "wrong", isRight ? "Right" : "Not right");
    }
  }

  tell(options) {
    const { right } = this.view;
    return `You matched ${right.filter((pair) => options.includes(pair)).length} of ${right.length}.`;
  }

  reasons(options, past) {
    const chosen = pairs(options);
    const right = pairs(this.view.right);
    return this.items.map((item) => {
      const [own, best] = [chosen.get(item.dataset.item), right.get(item.dataset.item)];
      const said = make("span", "mn-item-text", ...words(item, ".mn-text"));
      const answer = [" ", ...words(item, ".mn-choice"), " ", why(item)];
      if (own === best) return reason(true, said, " ", lead(`You ${past}, and it is right:`), ...answer);
      if (!own) return reason(true, said, " ", lead("The answer:"), ...answer);
      // Words for this very choice, or those for a choice that is left over.
      const name = CSS.escape(own);
      const told = item.querySelector(`[data-wrong="${name}"]`) ?? this.view.answer.querySelector(`[data-left="${name}"]`);
      const because = told ? [why(told)] : [];
      const then = make("div", "", lead(past === "chose" ? "Right would be:" : "The answer:"), ...answer);
      return reason(false, said, " ", lead(`You ${past}:`), " ", ...this.choice(own), " ", ...because, then);
    });
  }

  choice(id) {
    const choice = this.view.node.querySelector(`[data-choice="${CSS.escape(id)}"]`);
    return choice ? words(choice, ".mn-text") : [];
  }
}

function pairs(options) {
  return new Map(options.map((pair) => pair.split(":")));
}

/** Steps that are moved up and down by buttons. */
class Ordering {
  constructor(view) {
    this.view = view;
    this.list = view.node.querySelector(".mn-order");
    this.shown = this.chosen();
    this.locked = false;
    if (view.mode !== "reveal") this.addButtons();
  }

  get steps() {
    return [...this.list.children];
  }

  addButtons() {
    this.list.dataset.placed = "";
    for (const step of this.steps) {
      const [up, down] = [["Move up", -1], ["Move down", 1]].map(([text, by]) => {
        const button = press("mn-move", text, () => this.move(step, by, button));
        button.dataset.by = by;
        button.setAttribute("aria-label", `${text}: step ${letterOf(step)}`);
        return button;
      });
      step.append(make("span", "mn-moves", up, down));
    }
    // Heard at every move; what is restored or cleared is not.
    this.said = make("p", "mn-said");
    this.said.setAttribute("role", "status");
    this.list.after(this.said);
    this.showEnds();
  }

  move(step, by, button) {
    const steps = this.steps;
    const place = steps.indexOf(step) + by;
    if (this.locked || !steps[place]) return;
    if (by < 0) steps[place].before(step);
    else steps[place].after(step);
    this.showEnds();
    button.focus(); // A step that is moved in the document loses it.
    this.view.changed();
    this.said.textContent = `Step ${letterOf(step)} is now ${place + 1} of ${steps.length}.`;
  }

  /** The first cannot go up, the last not down. Such a button keeps the focus, so it is not disabled. */
  showEnds() {
    this.steps.forEach((step, index, { length }) => {
      for (const button of step.querySelectorAll(".mn-move")) {
        const atEnd = button.dataset.by === "-1" ? index === 0 : index === length - 1;
        button.setAttribute("aria-disabled", String(this.locked || atEnd));
      }
    });
  }

  chosen() {
    return this.steps.map((step) => step.dataset.step);
  }

  missing() {
    return sameOrder(this.chosen(), this.shown) ? "Put the steps in order first. As they stand they follow their letters, and that is not the right order." : "";
  }

  choose(given) {
    const options = given.length === 0 ? this.shown : given;
    const byId = new Map(this.steps.map((step) => [step.dataset.step, step]));
    if (options.length !== byId.size || !options.every((id) => byId.has(id))) return;
    this.list.append(...options.map((id) => byId.get(id)));
    this.list.dataset.placed = "";
    this.said?.replaceChildren();
    this.showEnds();
  }

  lock(locked) {
    this.locked = locked;
    this.showEnds();
  }

  mark(options) {
    for (const [index, step] of this.steps.entries()) {
      const place = this.view.right.indexOf(step.dataset.step);
      const isRight = options[index] === this.view.right[index];
      this.view.mark(step, isRight ? "right" : "wrong", isRight ? "Right place" : `Belongs in place ${place + 1}`);
    }
  }

  tell(options) {
    return score("ordering", this.view.right, options) > 0 ? "Two neighbors have changed places." : "";
  }

  reasons(options, past) {
    const { answer, right } = this.view;
    const isRight = sameOrder(options, right);
    const told = [...answer.querySelectorAll("[data-early]")].filter(({ dataset: { early, before } }) => options.includes(early) && options.indexOf(early) < options.indexOf(before));
    const wrong = told.map((item) => {
      const [early, before] = [...item.querySelectorAll(".mn-text")].map((node) => [...node.cloneNode(true).childNodes]);
      return reason(false, lead(past === "chose" ? "You put:" : "You guessed:"), " ", ...early, " ", make("em", "", "before"), " ", ...before, " ", why(item));
    });
    if (options.length > 0 && !isRight && wrong.length === 0) wrong.push(reason(false, lead("Not in this order:"), " ", why(answer.querySelector("[data-otherwise]"))));
    const order = make("ol", "", ...right.map((id) => {
      const item = answer.querySelector(`[data-step="${id}"]`);
      return make("li", "", ...words(item, ".mn-text"), " ", why(item));
    }));
    const before = isRight ? (past === "chose" ? "Your order, and it is right:" : "You guessed this order, and it is right:") : "The right order:";
    return [...wrong, reason(true, lead(before), order)];
  }
}

function letterOf(step) {
  return step.querySelector(".mn-letter").textContent;
}

/** A number to be written. */
class Numeric {
  constructor(view) {
    this.view = view;
    this.input = view.node.querySelector("fieldset input");
    this.unit = view.answer.querySelector("[data-unit]").dataset.unit;
  }

  chosen() {
    const number = readNumber(this.input.value, this.unit);
    return number === null ? [] : [number];
  }

  missing() {
    if (this.input.value.trim() === "") return "Write a number first.";
    return this.chosen().length === 0 ? `“${this.input.value.trim()}” could not be read as a number. Write it in digits, such as 12 or 0.5.` : "";
  }

  choose([number = ""]) {
    // What was typed as "1,500" stays as it was typed.
    if (this.input && readNumber(this.input.value, this.unit) !== number) this.input.value = number;
  }

  lock(locked) {
    this.input.disabled = locked;
  }

  mark(options) {
    const isRight = score("numeric", this.view.right, options) === 1;
    this.view.mark(this.input.closest("label"), isRight ? "right" : "wrong", isRight ? "Right" : "Not right");
  }

  tell() {
    return "";
  }

  reasons(options, past) {
    const [best, ...mistakes] = this.view.answer.querySelectorAll("[data-low]");
    const answer = [" ", ...words(best, ".mn-text"), " ", why(best)];
    if (options.length === 0) return [reason(true, lead("The answer:"), ...answer)];
    const own = ` ${options[0]} ${this.unit}`.trimEnd();
    const verb = past === "chose" ? "wrote" : past;
    if (score("numeric", this.view.right, options) === 1) return [reason(true, lead(`You ${verb}`), `${own}. `, lead("The answer:"), ...answer)];
    const told = mistakes.find(({ dataset: { low, high } }) => within(options[0], low, high)) ?? this.view.answer.querySelector("[data-otherwise]");
    return [reason(false, lead(`You ${verb}`), `${own}. `, why(told)), reason(true, lead(past === "chose" ? "Right would be:" : "The answer:"), ...answer)];
  }
}

export const TYPES = { single: Choices, multiple: Choices, matching: Matching, ordering: Ordering, numeric: Numeric };
