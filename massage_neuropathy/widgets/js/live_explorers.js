/* Explorers in JupyterLab. */
import { Frame } from "./explorers.js";
import { KERNEL_ANSWERS_WITHIN_MS } from "./kernel_host.js";

/**
 * An explorer in JupyterLab: the kernel draws, this shows. The controls beside it are ipywidgets, whose sliders have
 * neither a name nor a value in words, and never hear the arrow keys, which JupyterLab takes.
 */
export function showLive(model, root) {
  const frame = new Frame(root);
  let drawn = null;
  let late = null;
  const show = () => {
    const state = model.get("state");
    const image = new Image();
    image.src = state.source;
    frame.show(image, state).catch(() => {});
    nameSliders(root);
    drawn = settings(root);
    clearTimeout(late);
  };
  // A kernel that was stopped draws nothing, and the picture would silently be an old one.
  const touched = () => { drawn ??= settings(root); };
  const moved = () => {
    clearTimeout(late);
    late = setTimeout(() => {
      if (drawn !== null && settings(root) !== drawn) frame.say("The kernel does not answer, so this picture is an old one. Choose Run, then Run All Cells.");
    }, KERNEL_ANSWERS_WITHIN_MS);
  };
  const unwatch = [["focusin", touched], ["pointerdown", touched], ["pointerup", moved], ["keyup", moved], ["change", moved]].map(([type, act]) => {
    const own = (event) => { if (root.closest(".mn-explorer-live")?.contains(event.target)) act(); };
    addEventListener(type, own, true);
    return () => removeEventListener(type, own, true);
  });
  model.on("change:state", show);
  // A second view of an explorer that was moved: the HTML holds the state shown first.
  if (model.get("state").source) show();
  // The controls come into the page after this; by then it has a size.
  const watch = new ResizeObserver(() => nameSliders(root));
  watch.observe(root);
  return () => {
    watch.disconnect();
    model.off("change:state", show);
    for (const stop of unwatch) stop();
  };
}

/** What the controls of a live explorer are set to, in a word that changes with each of them. */
function settings(inside) {
  const controls = inside.closest(".mn-explorer-live")?.querySelectorAll("select, input, .widget-readout") ?? [];
  return Array.from(controls, (node) => (node.type === "checkbox" ? node.checked : node.value ?? node.textContent)).join("|");
}

function nameSliders(inside) {
  for (const widget of inside.closest(".mn-explorer-live")?.querySelectorAll(".widget-slider") ?? []) {
    const handle = widget.querySelector("[role=slider]");
    handle?.setAttribute("aria-label", widget.querySelector(".widget-label").textContent);
    handle?.setAttribute("aria-valuetext", widget.querySelector(".widget-readout").textContent);
  }
}

const STEPS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, Home: -Infinity, End: Infinity };

/** Move a slider of ipywidgets by a key, through the slider's own interface. */
export function moveSlider(event) {
  const slider = event.target.closest(".noUi-target")?.noUiSlider;
  if (!slider || !(event.key in STEPS)) return;
  event.preventDefault();
  const { min, max } = slider.options.range;
  const [least, most] = [min, max].map(Number);
  slider.set(Math.min(most, Math.max(least, Number(slider.get()) + STEPS[event.key])));
  // What is read out now must be the value in words, not the number of its place.
  nameSliders(event.target);
}
