/* A clock for whoever wants one. Nothing ends by itself, and nothing is read aloud: it can be looked at. */
import { make, press } from "./dom.js";
import { newEvent } from "./events.js";

const PLANNED_MIN = 50;
// Whoever is away longer than this has put the sitting down.
const LONGEST_GAP_MS = 5 * 60_000;
const TURNS_EVERY_MS = 10_000;

/** The time worked on a sitting until now, in ms, as its events tell it; breaks count for five minutes. */
export function workedMs(events, now) {
  const times = [...events.map(({ at }) => Date.parse(at)).sort((a, b) => a - b), now];
  return times.slice(1).reduce((sum, time, before) => sum + Math.max(0, Math.min(LONGEST_GAP_MS, time - times[before])), 0);
}

/** Time in words that need no reading every second. */
export function clockWords(ms) {
  const minutes = Math.floor(ms / 60_000);
  const left = PLANNED_MIN - minutes;
  const used = minutes === 1 ? "1 minute used" : `${minutes} minutes used`;
  return left > 0 ? `${used}, ${left} left of the ${PLANNED_MIN} it was planned for.` : `${used}. It was planned for ${PLANNED_MIN}; take the time you need.`;
}

/** The clock of a sitting, with a button that shows or hides it. */
export class Clock {
  constructor(place, host) {
    Object.assign(this, { place, host });
    this.words = make("span", "mn-time");
    this.button = press("mn-quiet", "", () => host.record(newEvent("setting", "clock", { place, options: [this.on ? "off" : "on"] })));
    this.node = make("p", "mn-clock", this.words, this.button);
    this.on = false;
    this.timer = setInterval(() => {
      if (this.node.isConnected) this.turn();
    }, TURNS_EVERY_MS);
  }

  update(on) {
    this.on = on;
    this.words.hidden = !on;
    this.button.textContent = on ? "Hide the clock" : "Show a clock";
    this.turn();
  }

  turn() {
    if (!this.on) return;
    const own = this.host.load().events.filter(({ place }) => place === this.place);
    const words = clockWords(workedMs(own, Date.now()));
    if (this.words.textContent !== words) this.words.textContent = words;
  }

  stop() {
    clearInterval(this.timer);
  }
}
