/* Where the learner left off, offered on the home page. visits.js keeps it. */
import { make } from "./dom.js";
import { readSection } from "./visits.js";

const SITTINGS = { start: ["00-start", "Starting check"], practice: ["20-practice", "Practice"], final: ["21-final", "Final self-assessment"] };

/** Keep the place on the home page free while the record is being read, so that nothing jumps; see theme.js. */
export function expectLeftOff(root) {
  if (readSection()) fillLeftOff(root, "\u2026");
}

/** There is nothing to go on with, or it cannot be known. */
export function clearLeftOff(root) {
  for (const name of ["role", "aria-labelledby"]) root.removeAttribute(name);
  root.replaceChildren();
  delete document.documentElement.dataset.back;
}

/**
 * Offer to go on where the learner left off, or nothing to whoever is new. `lessons`: of standingOf, with titles.
 * `events`: the record, or its outline, oldest first.
 */
export function showLeftOff(root, lessons, events) {
  const sitting = openSitting(events);
  const last = lessons.filter(({ seen }) => seen).sort((a, b) => (a.seen < b.seen ? 1 : -1))[0];
  if (sitting) fillLeftOff(root, leftOffLink(...sitting), ": you are in the middle of it.");
  else if (!last) clearLeftOff(root);
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
