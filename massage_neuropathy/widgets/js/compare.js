/* A practice client in a lesson: the learner's answer first, then what the screener says. Nothing of it is kept. */
import { make, press } from "./dom.js";
import { randomHex } from "./events.js";

/** Add the button to a comparison. Without it the answer is there, folded. */
export function hydrateComparison(root) {
  if ("live" in root.dataset) return;
  root.dataset.live = "";
  // Two views of one client on a page are two groups of options.
  const name = `mn-compare-${randomHex()}`;
  for (const input of root.querySelectorAll("input")) input.name = name;
  const answer = root.querySelector(".mn-answer");
  const said = make("p", "mn-compared");
  said.setAttribute("role", "status");
  const compare = press("", "Compare", () => {
    const chosen = root.querySelector("input:checked");
    if (!chosen) {
      said.textContent = "Choose an answer first.";
      return;
    }
    const options = [...root.querySelectorAll("input")];
    const difference = options.findIndex(({ value }) => value === root.dataset.right) - options.indexOf(chosen);
    said.textContent = difference === 0 ? "The screener says the same." : `The screener is ${difference < 0 ? "stricter" : "milder"} than you.`;
    said.dataset.same = String(difference === 0);
    answer.hidden = false;
    answer.open = true;
  });
  answer.hidden = true;
  answer.before(make("div", "mn-actions", compare), said);
}
