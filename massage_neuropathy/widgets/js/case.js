/*
 * A branching case: the form, what can be asked and looked at, a choice, what happens, and so on to an ending; then,
 * always, a look back on the whole way. Choices go into the record; conditions are told only at the end.
 */
import { TAG_WORDS, askedOf, bestPath, bestPlay, choiceOf, firstGrade, gradeWords, inquiriesOf, isOver, judgePlay, minutesLeft, newPlay, playsOf, sceneOf, whereIs } from "./case_play.js";
import { count, lead, make, press } from "./dom.js";
import { newEvent, randomHex } from "./events.js";
import { printAlone } from "./paper.js";
import { sourceLine } from "./sources.js";
import { Stage, arriveAt, dayInWords, stageHeading } from "./stage.js";

const OFF_WORDS = { overcautious: "more careful than needed", scope: "outside your scope", fit: "safe, but not the best fit" };

export function showCase(root, host, shelf) {
  new CasePage(root, host, shelf).open();
}

/** Author's words as nodes: quotes are curly already, **strong** and *emphasis* are left to do. */
export function written(text) {
  return text.split(/(\*\*[^*]+\*\*|\*[^*]+\*)/).filter(Boolean).map((part) => {
    if (part.startsWith("**")) return make("strong", "", part.slice(2, -2));
    return part.startsWith("*") && part.length > 2 ? make("em", "", part.slice(1, -1)) : part;
  });
}

export function writtenParagraphs(text) {
  return text.split("\n").filter((part) => part.trim()).map((part) => make("p", "", ...written(part)));
}

function caseFold(words, ...children) {
  return make("details", "mn-fold", make("summary", "", ...[words].flat()), ...children);
}

/** A sign and its words; the sign is not read out. */
function signed([sign, words]) {
  const shape = make("span", "mn-case-sign", sign);
  shape.setAttribute("aria-hidden", "true");
  return [shape, ` ${words}`];
}

class CasePage {
  constructor(root, host, shelf) {
    // The same case may stand on a page twice, and go on with the same play; buttons of one name would be one group.
    Object.assign(this, { root, host, shelf, name: `case-${randomHex()}` });
    this.notice = root.querySelector(".mn-notice");
    this.notice.setAttribute("role", "status");
    this.why = make("span", "");
    this.again = press("", "Try again", () => {
      this.why.textContent = "One moment \u2026 ";
      this.open();
    });
  }

  async open() {
    const { root, host, shelf, notice } = this;
    try {
      this.story = await shelf.get(`case/${root.dataset.case}`);
    } catch (error) {
      // The text is there all the same. The button stays as it is, and keeps the focus.
      this.why.textContent = `This case can be read here, but not played: ${error.message}. `;
      if (!this.why.isConnected) notice.append(this.why, this.again);
      return;
    }
    if (this.stage) return; // "Try again" was pressed twice.
    const hadFocus = root.contains(document.activeElement);
    notice.replaceChildren();
    this.text = make("div", "mn-case-print", make("h1", "", this.story.title), ...[...root.children].filter((node) => node !== notice));
    root.replaceChildren(notice);
    this.stage = new Stage(root, host);
    host.onChange(() => this.changed());
    const last = this.plays.at(-1);
    if (last && !last.over) this.scene(last, { returned: true });
    else this.begin();
    this.stage.tell();
    if (!hadFocus) return;
    // The focus must not go with what stood here.
    this.stage.screen.tabIndex = -1;
    arriveAt(this.stage.screen);
  }

  get plays() {
    return playsOf(this.story, this.host.load().events);
  }

  /** The record has changed, here or elsewhere. Whoever is in the middle of a case stays there. */
  changed() {
    this.stage.tell();
    if (this.beginning) this.begin();
  }

  // Before a play

  begin() {
    const { story, plays } = this;
    const over = plays.filter((play) => play.over);
    const time = `You have ${count(story.minutes, "minute")} to ask and to look. Questions about red flags cost no time.`;
    const start = press("mn-case-go", over.length > 0 ? "Play again" : "Begin", () => this.play());
    const more = over.length > 0 ? [press("", "See your last play again", () => this.ending(over.at(-1)))] : [];
    const print = press("", "Print as a text, with answers", () => printAlone(this.text));
    const key = `${over.length} of ${plays.length}`;
    if (this.beginning === key) return;
    this.beginning = key;
    this.stage.show([...this.form(), make("p", "mn-hint", time), ...this.earlier(plays), make("p", "mn-actions", start, ...more, print)]);
  }

  form() {
    return [make("div", "mn-case-form", ...writtenParagraphs(this.story.intake))];
  }

  /** Plays so far, in a sentence: how many, the first that was begun, and the best. */
  earlier(plays) {
    const { story } = this;
    const over = plays.filter((play) => play.over);
    if (over.length === 0) return [];
    const times = over.length === 1 ? "once" : over.length === 2 ? "twice" : `${over.length} times`;
    const first = `You have played this case ${times}. Your first play: ${gradeWords(firstGrade(story, plays))} (${dayInWords(plays[0].at)}).`;
    const best = bestPlay(story, over);
    return [make("p", "mn-case-plays", first, plays.length > 1 ? ` Your best: ${gradeWords(judgePlay(story, best.steps).grade)} (${dayInWords(best.at)}).` : "")];
  }

  play() {
    this.scene(newPlay(), { focus: true });
  }

  // A scene

  scene(play, { focus = false, returned = false } = {}) {
    this.beginning = null;
    const { story } = this;
    const scene = sceneOf(story, whereIs(story, play.steps));
    const number = play.steps.length + 1;
    const heading = stageHeading(3, `Scene ${number}`);
    const asked = [];
    const back = returned ? [make("div", "mn-case-back", make("p", "", "You have begun this case, and your choices so far are kept."), press("mn-move", "Begin it again", () => this.play()))] : [];
    this.stage.show([heading, ...back, ...this.known(play), ...writtenParagraphs(scene.text), ...this.inquiries(scene, play, asked), this.choices(scene, play, asked)], focus ? heading : null);
  }

  /** What stands on the form, and what was found and done so far, to unfold. */
  known(play) {
    const { story } = this;
    const found = play.steps.flatMap((step) => {
      const inquiries = inquiriesOf(sceneOf(story, step.scene)).filter(({ key }) => step.asked.includes(key));
      const said = inquiries.map((one) => make("li", "", make("p", "mn-case-said", ...written(one.say)), ...writtenParagraphs(one.found)));
      return [...said, make("li", "", make("p", "mn-case-said", "You decided:"), make("p", "", ...written(choiceOf(story, step).say)))];
    });
    const form = play.steps.length === 0 && found.length === 0 ? "What stands on the form" : "What you know so far";
    return [caseFold(form, ...writtenParagraphs(story.intake), ...(found.length > 0 ? [make("ul", "mn-case-found", ...found)] : []))];
  }

  inquiries(scene, play, asked) {
    const all = inquiriesOf(scene);
    if (all.length === 0) return [];
    const clock = make("p", "mn-case-clock");
    clock.setAttribute("role", "status");
    const rows = all.map((one) => this.inquiry(one, (row) => {
      asked.push(one.key);
      update();
      row.answer.focus();
    }));
    const update = () => {
      const left = minutesLeft(this.story, [...play.steps.flatMap((step) => step.asked), ...asked]);
      clock.textContent = clockWords(left, this.story.minutes, rows.some(({ one }) => !asked.includes(one.key) && one.minutes === 0));
      for (const row of rows) row.update({ asked: asked.includes(row.one.key), left });
    };
    update();
    const list = (title, how) => {
      const own = rows.filter(({ one }) => one.how === how);
      return own.length === 0 ? [] : [make("h4", "", title), make("ul", "mn-case-inquiries", ...own.map(({ node }) => node))];
    };
    return [clock, ...list("To ask", "ask"), ...list("To look at", "look")];
  }

  /** Something to ask or to look at: a button, then what was found in its place. */
  inquiry(one, onAsk) {
    const cost = one.red_flag ? "red flag, no time" : count(one.minutes, "minute");
    const price = make("span", "mn-cost", ...(one.red_flag ? signed(["\u2691", cost]) : [cost]));
    const node = make("li", "");
    const answer = make("div", "mn-case-answer", ...writtenParagraphs(one.found));
    answer.tabIndex = -1;
    const button = press("mn-case-ask", "", () => onAsk(row));
    button.append(make("span", "", ...written(one.say)), " ", price);
    let state = "";
    const update = ({ asked, left }) => {
      const next = asked ? "asked" : one.minutes > left ? "late" : "open";
      if (next === state) return;
      state = node.dataset.state = next;
      if (next === "open") node.replaceChildren(button);
      else if (next === "asked") node.replaceChildren(make("p", "mn-case-said", ...written(one.say)), answer, ...(one.minutes > 0 ? [make("p", "mn-case-left", leftWords(left, this.story.minutes))] : []));
      else node.replaceChildren(make("p", "mn-case-late", ...written(one.say), " ", make("span", "mn-cost", `${cost}: no time left`)));
    };
    const row = { one, node, answer, update };
    return row;
  }

  choices(scene, play, asked) {
    const name = `${this.name}-${play.steps.length}`;
    const rows = scene.choices.map(({ id, say }) => {
      const input = make("input", "");
      Object.assign(input, { type: "radio", name, value: id, autocomplete: "off" });
      return make("label", "mn-option", input, make("span", "mn-text", ...written(say)));
    });
    const status = make("p", "mn-said");
    status.setAttribute("role", "status");
    const decide = press("mn-case-go", "Decide", () => {
      const chosen = field.querySelector("input:checked")?.value;
      if (chosen) this.choose(play, { scene: scene.id, choice: chosen, asked });
      else status.textContent = "Choose what you do first.";
    });
    const field = make("fieldset", "mn-case-choices", make("legend", "mn-stem", ...written(scene.decide)), ...rows);
    return make("div", "mn-question", field, make("p", "mn-actions", decide), status);
  }

  choose(play, step) {
    const { story, host } = this;
    host.record(newEvent("choice", askedOf(story, play.steps), { place: play.place, hash: story.hash, options: [step.choice, ...step.asked] }));
    const next = { ...play, steps: [...play.steps, step] };
    if (isOver(story, next.steps)) this.ending(next);
    else this.scene(next, { focus: true });
  }

  // The end, and the look back

  ending({ steps }) {
    this.beginning = null;
    const { story } = this;
    const { title, text } = story.endings.find(({ id }) => id === whereIs(story, steps));
    const heading = stageHeading(3, ...written(title));
    const told = judgePlay(story, steps);
    const again = press("mn-case-go", "Play again", () => this.play());
    this.stage.show([
      heading, ...writtenParagraphs(text), this.outcome(told), this.ways(steps, told), ...this.asked(steps, told), this.about(), ...this.reflect(),
      make("div", "mn-case-end", ...this.earlier(this.plays), make("p", "mn-actions", again)),
    ], heading);
  }

  outcome({ tags, unsafe, flags, off, gaps }) {
    const isSafe = unsafe + flags === 0;
    const safety = isSafe ? ["No choice was unsafe in itself, and every red flag that was needed was asked for."] : [
      ...(unsafe > 0 ? [`${count(unsafe, "choice was", "choices were")} unsafe.`] : []),
      ...(flags > 0 ? [`${count(flags, "red flag", "red flags")} that nobody should decide without ${flags === 1 ? "was" : "were"} not asked for.`] : []),
    ];
    const fits = off + gaps === 0;
    const fit = fits && isSafe ? ["Every choice was sound, and nothing needed was left out."] : fits ? ["Nothing more to say of the fit: mend the safety first."] : [
      ...["overcautious", "scope", "fit"].filter((tag) => tags.includes(tag)).map((tag) => `${count(tags.filter((one) => one === tag).length, "choice was", "choices were")} ${OFF_WORDS[tag]}.`),
      ...(gaps > 0 ? [`${count(gaps, "more thing", "more things")} needed ${gaps === 1 ? "was" : "were"} left out.`] : []),
    ];
    const card = (title, good, words, sentences) => {
      const shape = make("span", "mn-shape", good ? "\u2713" : title === "Safety" ? "\u2717" : "\u25d0");
      shape.setAttribute("aria-hidden", "true");
      const node = make("div", "mn-verdict-card", make("p", "mn-headline", shape, `${title}: ${words}`), make("p", "", sentences.join(" ")));
      node.dataset.good = good ? "yes" : "no";
      return node;
    };
    return make("div", "mn-verdicts", card("Safety", isSafe, isSafe ? "kept" : "not kept", safety), card("Fit", fits && isSafe, fits && isSafe ? "good" : "not yet", fit));
  }

  /** The way taken, and the best one beside it. */
  ways(steps, { tags, open, missed }) {
    const { story } = this;
    const best = bestPath(story);
    const isSame = (step) => best.some(({ scene, choice }) => scene === step.scene && choice === step.choice);
    const step = ({ scene, choice }, tag, unknown = []) => {
      const { say, why } = choiceOf(story, { scene, choice });
      const mark = make("p", "mn-case-mark", ...signed(TAG_WORDS[tag]));
      mark.dataset.tag = tag || "sound";
      const once = tag === "" && unknown.length > 0 ? [make("p", "mn-case-once", "Sound only once you know:"), make("ul", "", ...unknown.map((one) => make("li", "", ...written(one.say))))] : [];
      return make("li", "", make("p", "mn-case-said", ...written(sceneOf(story, scene).decide)), make("p", "mn-case-do", ...written(say)), mark, ...once, make("p", "", ...written(why)));
    };
    const took = steps.map((one, index) => step(one, tags[index], open[index]));
    const taken = (one) => steps.some(({ scene, choice }) => scene === one.scene && choice === one.choice);
    const beside = best.map((one) => {
      if (!taken(one)) return step(one, "");
      const { say } = choiceOf(story, one);
      return make("li", "", make("p", "mn-case-said", ...written(sceneOf(story, one.scene).decide)), make("p", "mn-case-do", ...written(say)), make("p", "mn-hint", "As you did."));
    });
    const ending = story.endings.find(({ id }) => id === whereIs(story, best));
    const close = best.every(taken) && steps.every(isSame) ? `Your choices are those of the best path.${missed.length > 0 ? " What was needed and left out stands below." : ""}` : ["It ends with \u201c", ...written(ending.title), "\u201d. ", ...written(ending.text.split("\n").join(" "))];
    return make("section", "", make("h4", "", "Your path, and the best one"), make("div", "mn-case-ways",
      make("div", "", make("p", "mn-case-column", lead("You")), make("ol", "mn-case-steps", ...took)),
      make("div", "", make("p", "mn-case-column", lead("The best path")), make("ol", "mn-case-steps", ...beside), make("p", "mn-case-close", ...[close].flat())),
    ));
  }

  asked(steps, { missed }) {
    const { story } = this;
    const keys = steps.flatMap((step) => step.asked);
    const inquiries = [...new Set(steps.map(({ scene }) => scene))].flatMap((id) => inquiriesOf(sceneOf(story, id)));
    const done = inquiries.filter(({ key }) => keys.includes(key));
    if (inquiries.length === 0) return [];
    const row = (one) => make("li", "", ...written(one.say), " ", make("span", "mn-hint", [one.red_flag ? "red flag" : count(one.minutes, "minute"), ...(one.needed ? ["needed"] : [])].join(", ")));
    const left = missed.map((one) => make("li", "", make("p", "mn-case-do", ...written(one.say)), make("p", "", lead("Why: "), ...written(one.needed)), make("p", "", lead("You would have learned: "), ...written(one.found.split("\n").join(" ")))));
    return [make("section", "", make("h4", "", "What you asked and looked at"),
      done.length > 0 ? make("ul", "mn-plain", ...done.map(row)) : make("p", "", "Nothing."),
      ...(left.length > 0 ? [make("h4", "", "Needed, and left out"), make("ul", "mn-case-missed", ...left)] : [make("p", "", "Nothing that was needed was left out.")]))];
  }

  about() {
    const { story, shelf } = this;
    const answer = make("p", "", "The answer on the day: ", lead(story.answer), ".", story.refusing_is_the_error ? " Here refusing would be the error." : "");
    return make("section", "", make("h4", "", "What it was about"), answer, ...(story.conditions.length > 0 ? [sourceLine(story.conditions, shelf, "In this case: ")] : []), ...(story.sources.length > 0 ? [sourceLine(story.sources, shelf)] : []));
  }

  reflect() {
    const one = ({ question, answer }) => make("div", "", make("p", "mn-case-do", ...written(question)), caseFold("Compare with an answer", ...writtenParagraphs(answer)));
    return [make("section", "", make("h4", "", "To think about"), ...this.story.reflect.map(one))];
  }
}

function clockWords(left, of, someFree) {
  const free = someFree ? " Questions about red flags still cost no time." : "";
  if (left <= 0) return `Your time to ask and to look is up.${free}`;
  return left === of ? `You have ${count(of, "minute")} to ask and to look.` : leftWords(left, of);
}

/** The clock goes out of sight on a small screen, so its words stand with each answer, too. */
function leftWords(left, of) {
  return left <= 0 ? "Your time is up." : `${count(left, "minute")} of ${of} ${left === 1 ? "is" : "are"} left.`;
}
