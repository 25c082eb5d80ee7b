/* Explorers in the book: pictures of every state, rendered when the book was built. */
import { loadScript, make, press } from "./dom.js";

// A slider moves faster than anybody listens: what came out is read when it has come to rest.
const READ_OUT_AFTER_MS = 600;

/**
 * The part of an explorer that changes, wherever the pictures come from.
 *
 * A picture is put in place only when it is decoded, so nothing flickers; one that is overtaken is never shown.
 */
export class Frame {
  constructor(root) {
    this.root = root;
    this.image = root.querySelector("img");
    this.outcome = root.querySelector(".mn-outcome");
    this.words = root.querySelector(".mn-described p");
    this.aloud = make("p", "mn-aloud");
    this.aloud.setAttribute("role", "status");
    root.append(this.aloud);
    this.wanted = null;
  }

  /** Show a state: a picture, already loading, and its words. Resolves to whether it is still the one wanted. */
  async show(image, { description, outcome }) {
    this.wanted = image;
    await image.decode();
    if (this.wanted !== image) return false;
    if (image !== this.image) {
      image.className = this.image.className;
      for (const side of ["width", "height"]) image.setAttribute(side, this.image.getAttribute(side));
      this.image.replaceWith(image);
      this.image = image;
    }
    image.alt = description;
    this.words.textContent = description;
    this.say(outcome);
    return true;
  }

  say(outcome) {
    this.outcome.textContent = outcome;
    clearTimeout(this.later);
    this.later = setTimeout(() => { this.aloud.textContent = outcome; }, READ_OUT_AFTER_MS);
  }
}

const CONTROLS = { choice: "mn-control mn-choice", range: "mn-control mn-range", switch: "mn-control mn-switch" };

/** A control, as the book makes it. It holds the index of its value; `changed` is called after every move. */
class Control {
  constructor({ kind, label, texts, start }, changed) {
    Object.assign(this, { kind, texts, start });
    this.input = make(kind === "choice" ? "select" : "input", "");
    this.input.autocomplete = "off";
    if (kind === "choice") this.input.append(...texts.map((text, index) => new Option(text, index)));
    else this.input.type = kind === "range" ? "range" : "checkbox";
    if (kind === "range") Object.assign(this.input, { min: 0, max: texts.length - 1, step: 1 });
    this.shown = make("span", "mn-value");
    // The browser tells the value itself.
    this.shown.setAttribute("aria-hidden", "true");
    const name = make("span", "mn-name", label);
    this.node = make("label", CONTROLS[kind], ...(kind === "switch" ? [this.input, name] : kind === "range" ? [name, this.shown, this.input] : [name, this.input]));
    this.input.addEventListener("input", () => {
      this.tell();
      changed();
    });
    this.set(start);
  }

  get index() {
    return this.kind === "switch" ? Number(this.input.checked) : Number(this.input.value);
  }

  set(index) {
    if (this.kind === "switch") this.input.checked = index === 1;
    else this.input.value = index;
    this.tell();
  }

  /** Say the value with its unit, which a slider does not know. */
  tell() {
    if (this.kind !== "range") return;
    this.shown.textContent = this.texts[this.index];
    this.input.setAttribute("aria-valuetext", this.texts[this.index]);
  }
}

/**
 * An explorer in the book. Every state has a picture there; which, and its words, stands in a script beside the
 * pages, since pages opened from files may load scripts and images and nothing else. Nothing is loaded before a
 * control is touched; then the neighbors of what is shown come ahead of being asked for.
 */
class BookExplorer {
  constructor(root) {
    this.root = root;
    const { controls, frames } = JSON.parse(root.dataset.explorer);
    this.address = frames;
    this.frame = new Frame(root);
    this.images = new Map();
    this.controls = controls.map((control) => new Control(control, () => this.update()));
    const again = press("mn-reset", "Reset", () => this.reset());
    const panel = make("div", "mn-controls", ...this.controls.map(({ node }) => node), again);
    for (const touch of ["focusin", "pointerdown"]) panel.addEventListener(touch, () => this.prepare());
    // Above the sentence, which is longer in one state than in another: controls must not move under a finger.
    this.frame.outcome.before(panel);
    root.querySelector(".mn-still").remove();
    new ResizeObserver(() => this.measure()).observe(root);
  }

  /** On a small screen the picture stays in sight above the controls, unless it would leave them no room. */
  measure() {
    const height = this.frame.image.offsetHeight;
    this.root.style.setProperty("--mn-picture", `${height}px`);
    this.root.toggleAttribute("data-sticks", height < 0.66 * innerHeight);
  }

  reset() {
    for (const control of this.controls) control.set(control.start);
    this.update();
  }

  async prepare() {
    try {
      await this.states();
      this.prefetch();
    } catch {
      // Told when a state is asked for.
    }
  }

  /** Show what is set. On a slow line, what a fast hand has passed by is not loaded: one is under way, one waits. */
  async update() {
    this.changed = true;
    if (this.updating) return;
    this.updating = true;
    while (this.changed) {
      this.changed = false;
      await this.showState();
    }
    this.updating = false;
  }

  async showState() {
    try {
      await this.states();
      const [file, outcome, description] = this.state(this.indices);
      await this.frame.show(this.picture(file), { outcome, description });
      if (!this.changed) this.prefetch();
    } catch {
      if (!this.changed) this.frame.say("This picture could not be loaded, so the one before it is still shown. Check your connection, then move the control again.");
    }
  }

  get indices() {
    return this.controls.map(({ index }) => index);
  }

  /** Load what there is to show, once; after a failure, again when next asked. */
  states() {
    this.loading ??= loadScript(this.address).then(() => {
      this.found = self.massageNeuropathyFrames[this.address.split("/").pop()];
    }).catch((error) => {
      this.loading = null;
      throw error;
    });
    return this.loading;
  }

  /** The state for some indices: the last control changes fastest. */
  state(indices) {
    const place = indices.reduce((before, index, which) => before * this.controls[which].texts.length + index, 0);
    return this.found.states[place];
  }

  picture(file) {
    const source = new URL(this.found.files[file], new URL(this.address, document.baseURI)).href;
    let image = this.images.get(source);
    if (!image) {
      image = new Image();
      image.src = source;
      this.images.set(source, image);
      // Tried again when next asked for.
      image.addEventListener("error", () => this.images.delete(source));
    }
    return image;
  }

  /** Load the pictures one step away along each control. */
  prefetch() {
    const here = this.indices;
    this.controls.forEach(({ texts }, which) => {
      for (const step of [here[which] - 1, here[which] + 1]) {
        if (texts[step] !== undefined) this.picture(this.state(here.map((index, i) => (i === which ? step : index)))[0]).decode().catch(() => {});
      }
    });
  }
}

export function hydrateExplorer(root) {
  if ("live" in root.dataset) return;
  root.dataset.live = "";
  new BookExplorer(root);
}
