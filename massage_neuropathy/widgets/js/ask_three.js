/* Three from before, drawn for this learner, in place of those that the author chose. */
import { make } from "./dom.js";
import { hydrate } from "./quiz.js";
import { threeBefore } from "./three_before.js";

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
  const isUnderWay = events.some(({ kind, place: where }) => kind === "answer" && where === place);
  const { top, bottom } = root.getBoundingClientRect();
  // Nothing is exchanged under the eyes or hands of the learner, unless their own answers were missing there.
  if (touched || root.contains(document.activeElement) || (!isUnderWay && (isChosenIn(root) || (top < 0 && bottom > 0)))) return;
  const own = root.cloneNode(false);
  delete own.dataset.live;
  own.append(make("p", "mn-notice"), ...drawn.map((id, index) => numbered(shelf.node(entries.get(id)), asked[index])));
  exchange(root, own, () => hydrate(own, host, { showsNotices: root === document.querySelector(".mn-quiz") }));
}

/** Has something been chosen, be it before any script heard of it? */
function isChosenIn(root) {
  return root.querySelector('fieldset :is(input:checked, option:checked:not([value=""]))') !== null;
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
