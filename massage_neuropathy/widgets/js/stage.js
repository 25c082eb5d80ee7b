/* What starting check, final and practice share: screens that come one after another, what is kept, begin and end. */
import { make } from "./dom.js";
import { newEvent } from "./events.js";

/** A heading that can take the focus, so that a new screen is read from its beginning. */
export function stageHeading(level, ...words) {
  const node = make(`h${level}`, "mn-title", ...words);
  node.tabIndex = -1;
  return node;
}

/**
 * Bring the focus to a heading. On a phone it comes to the top of the screen, or what follows would begin below it; at
 * once, since a page that glides makes some people ill.
 */
export function arriveAt(heading) {
  const isNarrow = matchMedia("(max-width: 48rem)").matches;
  heading.focus({ preventScroll: isNarrow });
  if (isNarrow) heading.scrollIntoView({ block: "start", behavior: "instant" });
}

/** Where a screen stands: it says what is not kept, and shows one screen at a time. */
export class Stage {
  constructor(root, host) {
    Object.assign(this, { root, host });
    this.screen = make("div", "mn-stage");
    this.notice = root.querySelector(".mn-notice");
    this.notice.setAttribute("role", "status");
    root.append(this.screen);
  }

  /** Put another screen here. A heading that is given gets the focus. */
  show(nodes, heading = null) {
    this.screen.replaceChildren(...nodes);
    if (heading) arriveAt(heading);
  }

  /** Say what the host has to say, or else what is given. On a page with other questions they have said it already. */
  tell(otherwise = "") {
    const { notice } = this.host.load();
    const words = document.querySelector(".mn-quiz:not(.mn-study *)") ? "" : notice || otherwise;
    if (this.notice.textContent !== words) this.notice.textContent = words;
  }

  wait(words) {
    this.show([make("p", "mn-hint", words)]);
  }
}

/** A line that says that answers are kept, and aloud when one is not. */
export class KeptLine {
  constructor() {
    this.node = make("p", "mn-kept");
    this.node.setAttribute("role", "status");
  }

  update({ unkept }) {
    const [why] = unkept.values();
    const words = why ? `Your last answers are not being kept: ${why}` : "Every answer is kept as you give it.";
    this.node.classList.toggle("mn-unkept", Boolean(why));
    if (this.node.textContent !== words) this.node.textContent = words;
  }
}

/** Begin a sitting; returns its place. */
export function beginSitting(host, index, kind, seed, ids) {
  const place = `${kind}/${seed}`;
  host.record(newEvent("begin", kind, { place, hash: `${index.version}+${index.bank}`, options: ids }));
  return place;
}

/** Hand a sitting in, or give it up. A final that is handed in may still have its second chances. */
export function finishSitting(host, { kind, place }, { left = false } = {}) {
  host.record(newEvent("finish", kind, { place, options: left ? ["left"] : [] }));
}

/** A sitting is over. */
export function closeSitting(host, { kind, place }) {
  host.record(newEvent("closed", kind, { place, options: [] }));
}

/** Everything that is known of the record; the outline where the whole of it cannot be had now. */
export async function wholeRecord(host) {
  try {
    return await host.all();
  } catch {
    return host.load().events;
  }
}

/** The learner's wish to be asked how sure they are, as it stands. */
export function asksCertainty(events) {
  return events.filter((event) => event.kind === "setting" && event.question === "ask-certainty").at(-1)?.options[0] !== "no";
}

/** A box to tick, with its words. */
export function tickBox(words, checked, onChange = () => {}) {
  const box = make("input", "");
  Object.assign(box, { type: "checkbox", checked, autocomplete: "off" });
  box.addEventListener("change", () => onChange(box.checked));
  return { box, node: make("label", "mn-setting", box, ` ${words}`) };
}

export function dayInWords(date) {
  return new Date(date).toLocaleDateString("en-US", { weekday: "long", month: "long", day: "numeric" });
}

export function minuteInWords(date) {
  return new Date(date).toLocaleString("en-US", { month: "long", day: "numeric", hour: "numeric", minute: "2-digit" });
}
