/*
 * Visits: kept when the page of a lesson is left. Nothing is kept of whoever has answered nothing and leaves within 20
 * seconds, nor after everything was deleted.
 */
import { pageName } from "./dom.js";
import { COURSE, newEvent } from "./events.js";

// The words of the section that a visit names by its anchor. Read at once, before the record is.
const SECTION = `${COURSE}/section`;
const READS_AFTER_MS = 20_000;
const JUST_ARRIVED_PX = 100;

/** Keep a visit whenever this page, that of a lesson, is left. */
export function keepVisits(host) {
  const isDeleted = forgetVisits(host);
  addEventListener("pagehide", () => {
    if (isDeleted() || (host.load().events.length === 0 && performance.now() < READS_AFTER_MS)) return;
    const [anchor, words] = sectionReached();
    const { id } = host.record(newEvent("visit", pageName(location.pathname), { options: [anchor] }));
    writeSection({ visit: id, words });
  });
}

/** Forget the section as soon as everything is deleted; returns what tells whether that has happened. */
export function forgetVisits(host) {
  let held = false;
  let deleted = false;
  host.onChange(() => {
    const before = held;
    held = host.load().events.length > 0;
    deleted = !held && (before || deleted);
    if (deleted) writeSection(null);
  });
  return () => deleted;
}

/** Anchor and words of the section that is being read: the last whose heading has come up to the middle of the window. */
function sectionReached() {
  if (scrollY < JUST_ARRIVED_PX) return ["", ""];
  const headings = [...document.querySelectorAll("article section[id] > :is(h2, h3)")];
  const heading = headings.filter((node) => node.getBoundingClientRect().top < innerHeight / 2).pop();
  if (!heading) return ["", ""];
  const words = [...heading.childNodes].filter((node) => !node.classList?.contains("headerlink")).map((node) => node.textContent);
  return [heading.parentElement.id, words.join("").trim()];
}

/** The section of the last visit: { visit, words }, or null. */
export function readSection() {
  try {
    return JSON.parse(localStorage.getItem(SECTION));
  } catch {
    return null;
  }
}

function writeSection(section) {
  try {
    if (section) localStorage.setItem(SECTION, JSON.stringify(section));
    else localStorage.removeItem(SECTION);
  } catch {
    // Then the home page offers the lesson, without the name of the section.
  }
}
