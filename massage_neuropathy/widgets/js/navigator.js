/* All questions of a sitting by their numbers: which are answered, which are open, which are marked for review. */
import { count, make, press, sign } from "./dom.js";

const STATES = { open: ["\u25cb", "open"], begun: ["\u25d0", "begun"], answered: ["\u2713", "answered"] };
const FLAG = "\u2691";

/** Numbers to press. `go` is called with the place of a question, from 0. */
export class Navigator {
  constructor(length, go) {
    this.buttons = Array.from({ length }, (_, place) => {
      const button = press("mn-number-of", "", () => go(place));
      button.append(make("span", "", String(place + 1)), make("span", "mn-sign"));
      for (const span of button.children) span.setAttribute("aria-hidden", "true");
      return button;
    });
    const list = make("ol", "mn-numbers", ...this.buttons.map((button) => make("li", "", button)));
    this.summary = make("summary", "");
    const key = [...Object.values(STATES), [FLAG, "marked for review"]].map(([shape, words]) => make("span", "", sign(shape), ` ${words}`));
    this.below = make("p", "mn-actions");
    this.node = make("details", "mn-fold mn-navigator", this.summary, make("p", "mn-hint mn-keys", ...key), list, this.below);
    this.nav = make("nav", "", this.node);
    this.nav.setAttribute("aria-label", "Questions of this sitting");
    this.node.open = matchMedia("(min-width: 64rem)").matches;
  }

  /** `states`: for each question { state, flagged }; `current`: the place of the one that is shown, or -1. */
  update(states, current) {
    for (const [place, { state, flagged }] of states.entries()) {
      const button = this.buttons[place];
      const [shape, words] = STATES[state];
      button.dataset.progress = state;
      button.toggleAttribute("data-flagged", flagged);
      button.lastElementChild.textContent = flagged ? `${shape}${FLAG}` : shape;
      button.setAttribute("aria-label", `Question ${place + 1}: ${words}${flagged ? ", marked for review" : ""}`);
      if (place === current) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
    this.summary.textContent = `All questions: ${tally(states)}`;
  }
}

/** How many are answered, open and marked, in words. */
export function tally(states) {
  const answered = states.filter(({ state }) => state === "answered").length;
  const flagged = states.filter((one) => one.flagged).length;
  const parts = [`${answered} of ${states.length} answered`];
  if (flagged > 0) parts.push(`${count(flagged, "question")} marked`.replace(/ questions? /, " "));
  return parts.join(", ");
}
