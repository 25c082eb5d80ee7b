/*
 * What the pages of the book know of whoever reads them. Whoever has no record is asked for nothing more: no data are
 * loaded.
 */
import { host } from "./book.js";
import { shelf } from "./book_shelf.js";
import { standingOf } from "./standing.js";

/**
 * Resolves, as soon as there is a record and the page has nothing better to do, to the `lessons` of the course and to
 * whether the learner `isBack` or has begun just now.
 */
export const known = (async () => {
  await host.ready;
  const isKnown = () => host.load().events.length > 0;
  const isBack = isKnown();
  if (!isBack) await new Promise((resolve) => { host.onChange(() => isKnown() && resolve()); });
  await idle();
  return { ...await shelf.get("lessons"), isBack };
})();

/** Call back with where the learner stands (of standingOf, with titles) and the record, now and after every change. */
export async function onStanding(show) {
  let lessons;
  try {
    ({ lessons } = await known);
  } catch {
    return; // The page is complete without.
  }
  const titles = new Map(lessons.map(({ id, title }) => [id, title]));
  const update = () => {
    const { events } = host.load();
    show(standingOf(lessons, events).map((one) => ({ ...one, title: titles.get(one.id) })), events);
  };
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
