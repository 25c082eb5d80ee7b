/*
 * Where the learner left off: kept as a visit when the page of a lesson is left, and offered on the home page. Nothing is
 * kept of whoever has answered nothing and leaves within 20 seconds, nor after everything was deleted.
 */
import { make, pageName } from "./dom.js";
import { COURSE, newEvent } from "./events.js";

// The words of the section that a visit names by its anchor. Read at once, before the record is.
const SECTION = `${COURSE}/section`;
const READS_AFTER_MS = 20_000;
const JUST_ARRIVED_PX = 100;
const SITTINGS = { start: ["00-start", "Starting check"], practice: ["20-practice", "Practice"], final: ["21-final", "Final self-assessment"] };

/** Keep a visit whenever this page is left, if it is a lesson's: only these have questions in their text. */
export function keepVisits(host) {
  let held = false;
  let deleted = false;
  host.onChange(() => {
    const before = held;
    held = host.load().events.length > 0;
    deleted = !held && (before || deleted);
    if (deleted) writeSection(null);
  });
  if (!document.querySelector("article .mn-quiz")) return;
  addEventListener("pagehide", () => {
    if (deleted || (host.load().events.length === 0 && performance.now() < READS_AFTER_MS)) return;
    const [anchor, words] = sectionReached();
    const { id } = host.record(newEvent("visit", pageName(location.pathname), { options: [anchor] }));
    writeSection({ visit: id, words });
  });
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

function readSection() {
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

/** Keep the place on the home page free while the record is being read, so that nothing jumps. */
export function expectLeftOff(root) {
  if (readSection()) fillLeftOff(root, "\u2026");
}

/**
 * Offer to go on where the learner left off, or nothing to whoever is new. `lessons`: of standingOf, with titles.
 * `events`: the record, or its outline, oldest first.
 */
export function showLeftOff(root, lessons, events) {
  const sitting = openSitting(events);
  const last = lessons.filter(({ seen }) => seen).sort((a, b) => (a.seen < b.seen ? 1 : -1))[0];
  if (sitting) fillLeftOff(root, leftOffLink(...sitting), ": you are in the middle of it.");
  else if (!last) root.replaceChildren();
  else if (last.state === "done") showNext(root, lessons, last);
  else {
    const visit = events.filter(({ kind, question }) => kind === "visit" && question === last.id).pop();
    const section = readSection();
    const anchor = visit?.options[0] ? `#${visit.options[0]}` : "";
    const words = visit && section?.visit === visit.id ? section.words : "";
    fillLeftOff(root, leftOffLink(`${last.id}.html${anchor}`, last.title), words ? `, at \u201c${words}\u201d.` : ".");
  }
}

function showNext(root, lessons, last) {
  const open = lessons.filter(({ state }) => state !== "done");
  const next = open.find((lesson) => lessons.indexOf(lesson) > lessons.indexOf(last)) ?? open[0];
  if (next) fillLeftOff(root, `You have done \u201c${last.title}\u201d. Next: `, leftOffLink(`${next.id}.html`, next.title), ".");
  else fillLeftOff(root, "You have done every lesson.");
}

/** Page and name of the sitting that the learner was in last, if it is not handed in; else null. */
function openSitting(events) {
  const { place } = events[events.length - 1] ?? { place: "" };
  const began = events.find((event) => event.kind === "begin" && event.place === place);
  if (!began || events.some((event) => event.kind === "finish" && event.place === place)) return null;
  const [page, name] = SITTINGS[began.question];
  return [`${page}.html`, name];
}

function leftOffLink(page, words) {
  const link = make("a", "", words);
  link.href = `notebooks/${page}`;
  return link;
}

function fillLeftOff(root, ...words) {
  const title = make("p", "mn-title", "Continue where you left off");
  title.id = "continue";
  root.setAttribute("role", "region");
  root.setAttribute("aria-labelledby", title.id);
  root.replaceChildren(title, make("p", "", ...words), make("p", "mn-more", leftOffLink("22-progress.html", "Your progress")));
}
