/* What final, starting check and practice share: screens that come one after another, as the record asks for them. */
import { make, press } from "./dom.js";
import { sittingsOf } from "./sitting.js";
import { Stage } from "./stage.js";

/**
 * The sittings of one kind on a page. A subclass has `prepare()`, which fetches what it needs; `newest(own)`, the sitting
 * to show if the learner has chosen none; `screenOf(sitting)`, the name of the method that shows it (given the sitting,
 * and whether the learner comes from another screen); and may have a `view`, which takes changes of its sitting itself.
 */
export class Screens {
  constructor(kind, root, host, shelf) {
    Object.assign(this, { kind, host, shelf, stage: new Stage(root, host), going: null, view: null, screen: "" });
  }

  /** Fetch what is needed, and from then on follow the record. */
  async load() {
    try {
      await this.prepare();
    } catch (error) {
      this.failed(error, () => this.load());
      return;
    }
    this.host.onChange(() => this.update());
    this.update();
  }

  failed(error, again) {
    this.screen = "failed";
    this.stage.show([make("p", "", `The questions could not be loaded: ${error.message}.`), make("p", "mn-actions", press("", "Try again", again))]);
  }

  /** Look at the record: stay on this screen with what is new, or go to the one that fits. */
  update() {
    this.stage.tell();
    this.events = this.host.load().events;
    this.sittings = sittingsOf(this.events);
    const own = this.sittings.filter(({ kind }) => kind === this.kind);
    const sitting = own.find(({ place }) => place === this.going) ?? this.newest(own);
    if (this.view && sitting?.place === this.view.sitting.place && this.isUnderWay(sitting)) {
      this.view.update(sitting);
      return;
    }
    const screen = this.screenOf(sitting);
    const key = this.keyOf(screen, sitting, own);
    if (key === this.screen) return;
    const moved = this.screen !== "";
    this.screen = key;
    this.leaveView();
    this[screen](sitting, moved);
  }

  /** Whether the view goes on with its sitting. */
  isUnderWay({ finished }) {
    return !finished;
  }

  /** What has to change for another screen to be shown. */
  keyOf(screen, sitting) {
    return `${screen} ${sitting?.place}`;
  }

  leaveView() {
    this.view?.close?.();
    this.view = null;
  }

  /** Go on with a sitting that was begun before. */
  continue({ place }) {
    this.going = place;
    this.screen = "again";
    this.update();
  }
}

/**
 * Screens with reserved questions. These are heavier than any page, and fetched once they are asked for or were answered:
 * most pages with such screens are only read.
 */
export class ReservedScreens extends Screens {
  async prepare() {
    this.index = await this.shelf.get("index");
  }

  async fetch() {
    if (this.entries) return;
    const { questions } = await this.shelf.get("reserved");
    this.entries = new Map(questions.map((entry) => [entry.id, entry]));
  }

  update() {
    const isTaken = sittingsOf(this.host.load().events).some(({ kind }) => kind === this.kind);
    if (!isTaken || this.entries) super.update();
    else this.fetch().then(() => super.update(), (error) => this.failed(error, () => this.update()));
  }

  /** A button that fetches the questions, and begins only with them at hand. */
  starter(words, begin) {
    const button = press("mn-finish", words, async () => {
      button.disabled = true; // Pressed twice would be two sittings.
      try {
        await this.fetch();
        begin();
      } catch (error) {
        this.failed(error, () => this.update());
      }
    });
    return button;
  }
}
