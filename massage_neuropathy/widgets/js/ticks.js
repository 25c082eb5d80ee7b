/* Beside each lesson in the contents: begun or done, as a shape and in words. */
import { make, pageName } from "./dom.js";

/** Show how far each lesson is; called again after every change. `lessons`: of standingOf. */
export function showTicks(lessons) {
  const states = new Map(lessons.map(({ id, state }) => [id, state]));
  for (const link of document.querySelectorAll(".mn-contents a")) {
    // The page one is on links to itself as "#", and its sections as "#section".
    const { pathname, hash } = new URL(link.href);
    const state = hash ? undefined : states.get(pageName(pathname));
    if (state) tick(link, state);
  }
}

function tick(link, state) {
  const shown = link.querySelector(".mn-tick");
  if (state === "open") return shown?.remove();
  if (shown?.dataset.state === state) return undefined;
  const mark = make("span", "mn-tick", make("span", "mn-aloud", ` (${state})`));
  mark.dataset.state = state;
  return shown ? shown.replaceWith(mark) : link.append(mark);
}
