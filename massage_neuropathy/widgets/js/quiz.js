import { make, press } from "./dom.js";
import { newEvent } from "./events.js";
import { QuestionView } from "./questions.js";

/** Bring one widget's HTML to life. Choices made before this ran are kept. One widget of a page shows its notices. */
export function hydrate(root, host, { showsNotices = true } = {}) {
  if ("live" in root.dataset) return;
  root.dataset.live = "";
  const asked = { mode: root.dataset.mn, place: root.dataset.place ?? "", moving: "moving" in root.dataset };
  const views = [...root.querySelectorAll(".mn-question")].map((node) => new QuestionView(node, asked, host));
  const notice = root.querySelector(".mn-notice");
  const setting = root.dataset.mn === "quiz" ? certaintySetting(root, host) : null;

  let isReady = false;
  const update = () => {
    const record = host.load();
    const { events } = record;
    if (showsNotices && notice.textContent !== record.notice) notice.textContent = record.notice;
    const asks = events.filter((event) => event.kind === "setting" && event.question === "ask-certainty").pop()?.options[0] !== "no";
    for (const button of root.querySelectorAll(".mn-check")) button.hidden = ("certainty" in button.dataset) !== asks;
    if (setting) setting.checked = asks;
    // That no guess was kept is known only when the record is there.
    if (isReady || asked.mode !== "reveal") for (const view of views) view.update(record);
  };

  host.onChange(update);
  update();
  const resume = "oneAtATime" in root.dataset ? step(root, views) : () => {};
  host.ready.then(() => {
    isReady = true;
    if (asked.mode === "reveal") update();
    resume();
    // Only now, so that what is merely restored is not read out; nor is the answer to a guess that is just being kept.
    const feedback = asked.mode === "reveal" ? [] : views.map((view) => view.feedback);
    for (const node of [notice, ...feedback]) node.setAttribute("role", "status");
  });
}

/** A box that turns the three buttons into one. */
function certaintySetting(root, host) {
  const box = make("input", "");
  box.type = "checkbox";
  box.autocomplete = "off";
  box.addEventListener("change", () => {
    host.record(newEvent("setting", "ask-certainty", { options: [box.checked ? "yes" : "no"] }));
  });
  root.append(make("label", "mn-setting", box, " Ask how sure I am"));
  return box;
}

/** Show one question after another; returns what goes on with the first that has no answer yet. */
function step(root, views) {
  const previous = press("", "Previous question", () => go(-1));
  const next = press("", "Next question", () => go(1));
  const place = make("span", "mn-place");
  views[views.length - 1].node.after(make("p", "mn-steps", previous, place, next));
  let current = 0;

  const show = () => {
    views.forEach((view, index) => { view.node.hidden = index !== current; });
    place.textContent = `Question ${current + 1} of ${views.length}`;
    previous.setAttribute("aria-disabled", String(current === 0));
    next.setAttribute("aria-disabled", String(current === views.length - 1));
  };
  const go = (by) => {
    if (!views[current + by]) return;
    current += by;
    show();
    const stem = views[current].node.querySelector(".mn-stem");
    stem.tabIndex = -1;
    stem.focus();
  };
  show();
  return () => {
    // Whoever has begun already stays where they are.
    if (root.contains(document.activeElement)) return;
    current = Math.max(0, views.findIndex((view) => !view.state().last));
    show();
  };
}
