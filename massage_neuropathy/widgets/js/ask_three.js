/* Three from before, drawn for this learner, in place of those that the author chose. */
import { make } from "./dom.js";
import { hydrate } from "./quiz.js";
import { threeBefore } from "./three_before.js";

const OPENED = new Date(performance.timeOrigin).toISOString();

/** In place of the author's "three from before" ask those that three_before.js draws for this learner. */
export async function askThree(host, shelf, lessons) {
  const root = document.querySelector(".mn-quiz[data-place]");
  if (!root) return;
  let touched = false;
  for (const name of ["pointerdown", "focusin"]) root.addEventListener(name, () => { touched = true; }, { once: true });
  const { place } = root.dataset;
  const asked = [...root.querySelectorAll(".mn-question")];
  const authored = asked.map((node) => node.dataset.question);
  const { events } = host.load();
  const drawn = threeBefore(place, authored, lessons, events);
  if (drawn.join() === authored.join()) return;
  const needed = lessons.filter(({ questions }) => questions.some(({ id }) => drawn.includes(id)));
  const items = await Promise.all(needed.map(({ id }) => shelf.get(`practice/${id}`)));
  const entries = new Map(items.flatMap(({ questions }) => questions).map((entry) => [entry.id, entry]));
  const here = events.filter(({ kind, place: where }) => kind === "answer" && where === place);
  // Nothing is exchanged under the hands of the learner, who may have begun before any script of this file was here;
  if (touched || root.contains(document.activeElement) || isChoosingIn(root) || here.some(({ at }) => at >= OPENED)) return;
  // nor under their eyes, unless their own answers were missing there.
  const { top, bottom } = root.getBoundingClientRect();
  if (top < 0 && bottom > 0 && here.length === 0) return;
  const own = root.cloneNode(false);
  delete own.dataset.live;
  own.append(make("p", "mn-notice"), ...drawn.map((id, index) => numbered(shelf.node(entries.get(id)), asked[index])));
  exchange(root, own, () => hydrate(own, host, { showsNotices: root === document.querySelector(".mn-quiz") }));
}

/** Is something chosen or written that has not been checked? */
function isChoosingIn(root) {
  const inputs = [...root.querySelectorAll(".mn-question:not([data-state]) fieldset :is(input, select)")];
  return inputs.some((input) => (["radio", "checkbox"].includes(input.type) ? input.checked : input.value !== ""));
}

/** Give a question the number of the one it replaces, and the printed key its answer. */
function numbered(node, replaced) {
  const { number } = replaced.dataset;
  node.dataset.number = number;
  const line = document.querySelectorAll(".mn-key li")[number - 1];
  if (line) line.textContent = node.querySelector(".mn-answer").dataset.key;
  return node;
}

/** Put one part of the page in the place of another. What stands below stays where it is, if the part is above the window. */
function exchange(before, after, live) {
  const page = document.documentElement;
  const { top, bottom } = before.getBoundingClientRect();
  // The browser would do the same, but not every one does.
  page.style.overflowAnchor = "none";
  before.replaceWith(after);
  live();
  if (top < 0) scrollBy({ top: after.getBoundingClientRect().bottom - bottom, behavior: "instant" });
  requestAnimationFrame(() => { page.style.overflowAnchor = ""; });
}
