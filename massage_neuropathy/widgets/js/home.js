/*
 * What the pages of the book know of whoever reads them: ticks in the contents, where they left off, and three questions
 * from before that are their own. Whoever has no record is asked for nothing more: no data are loaded.
 */
import { make } from "./dom.js";
import { expectLeftOff, keepVisits, showLeftOff } from "./left_off.js";
import { hydrate } from "./quiz.js";
import { BookShelf } from "./shelf.js";
import { standingOf } from "./standing.js";
import { threeBefore } from "./three_before.js";
import { showTicks } from "./ticks.js";

/** Called by every page of the book, with its host. */
export async function startHome(host) {
  const home = document.querySelector(".mn-continue");
  // A page opened from a file must not touch its storage this early; see storageReady in browser_host.js.
  if (home && location.protocol !== "file:") expectLeftOff(home);
  keepVisits(host);
  await host.ready;
  const isKnown = () => host.load().events.length > 0;
  if (isKnown()) return welcome(host, home, { isBack: true });
  // The first answer: from now on there are ticks to show.
  let begun = false;
  host.onChange(() => {
    if (begun || !isKnown()) return;
    begun = true;
    welcome(host, home, { isBack: false });
  });
}

async function welcome(host, home, { isBack }) {
  await idle();
  const shelf = new BookShelf();
  let lessons;
  try {
    ({ lessons } = await shelf.get("lessons"));
  } catch {
    return; // The page is complete without.
  }
  const titles = new Map(lessons.map(({ id, title }) => [id, title]));
  const update = () => {
    const { events } = host.load();
    const standing = standingOf(lessons, events).map((one) => ({ ...one, title: titles.get(one.id) }));
    showTicks(standing);
    if (home) showLeftOff(home, standing, events);
  };
  if (isBack) await askThree(host, shelf, lessons).catch(() => {}); // Then the author's three stay.
  host.onChange(update);
  update();
}

/** Resolves when the page has loaded and has nothing better to do. */
function idle() {
  return new Promise((resolve) => {
    const soon = () => (self.requestIdleCallback ? requestIdleCallback(resolve, { timeout: 500 }) : setTimeout(resolve, 100));
    if (document.readyState === "complete") soon();
    else addEventListener("load", soon, { once: true });
  });
}

/** In place of the author's "three from before" ask those that three_before.js draws for this learner. */
async function askThree(host, shelf, lessons) {
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
  if (touched || (top < 0 && bottom > 0 && !isUnderWay)) return;
  const own = root.cloneNode(false);
  delete own.dataset.live;
  own.append(make("p", "mn-notice"), ...drawn.map((id, index) => numbered(shelf.node(entries.get(id)), asked[index])));
  exchange(root, own, () => hydrate(own, host, { showsNotices: root === document.querySelector(".mn-quiz") }));
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
