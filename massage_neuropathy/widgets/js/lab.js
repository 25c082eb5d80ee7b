/* What a widget's HTML needs inside JupyterLab. */
import { moveSlider } from "./live_explorers.js";

/** Links inside a live widget would lead out of JupyterLab: open sources elsewhere, scroll to passages. */
export function keepInsideLab(root) {
  openSourcesElsewhere(root);
  root.addEventListener("click", (event) => {
    const link = event.target.closest(".mn-passage a");
    if (!link) return;
    event.preventDefault();
    const panel = root.closest(".jp-Notebook") ?? document;
    const wanted = link.dataset.heading;
    // JupyterLab ends each heading with a link of its own, a pilcrow.
    const heading = [...panel.querySelectorAll("h1, h2, h3, h4")].find((node) => node.textContent.replace(/¶\s*$/, "").trim() === wanted);
    if (heading) {
      heading.tabIndex = -1;
      heading.scrollIntoView({ block: "start" });
      heading.focus({ preventScroll: true });
    } else if (!link.nextSibling) {
      link.after(` (in the lesson ${link.getAttribute("href").split(".ipynb")[0]})`);
    }
  });
}

export function openSourcesElsewhere(root) {
  for (const link of root.querySelectorAll(".mn-source a")) {
    if (link.dataset.link) Object.assign(link, { href: link.dataset.link, target: "_blank", rel: "noopener noreferrer" });
    else link.replaceWith(...link.childNodes);
  }
}

/**
 * Keys pressed inside a question are the question's. JupyterLab would take arrows and letters for its own shortcuts,
 * and "d d" deletes a cell; it listens on the document, so this listens before it, on the window.
 */
export function keepKeys(root) {
  const keep = (event) => {
    const own = root.closest(".mn-explorer-live") ?? root;
    if (event.ctrlKey || event.metaKey || event.altKey || !own.contains(event.target)) return;
    event.stopPropagation();
    moveSlider(event);
  };
  addEventListener("keydown", keep, true);
  return () => removeEventListener("keydown", keep, true);
}

/** Put a widget's HTML into a cell and let `start` bring it to life; returns what to do when the view goes. */
export function view({ model, el }, start) {
  // The HTML comes from the package's own template, which escapes whatever authors wrote.
  el.innerHTML = model.get("html");
  const root = el.firstElementChild;
  const releaseKeys = keepKeys(root);
  keepInsideLab(root);
  const stop = start(root, model);
  return () => {
    releaseKeys();
    stop?.();
  };
}
