/* The starting check: twelve questions that reach ahead, and a map of where each is met in the course. */
import { make, press } from "./dom.js";
import { drawStart } from "./draw.js";
import { randomHex } from "./events.js";
import { answerTo, toldQuestion } from "./exam_question.js";
import { judge } from "./judge.js";
import { OneByOne, TELLS } from "./one_by_one.js";
import { ReservedScreens } from "./screens.js";
import { baseline, seenIn } from "./sitting.js";
import { beginSitting, closeSitting, dayInWords, finishSitting, stageHeading } from "./stage.js";

const UNSAFE = "This could harm a client, or delay care. So you read it right away:";
// The page has a heading of its own above the check.
const LEVEL = 3;

/** Fill the root of the starting check. */
export function showStartingCheck(root, host, shelf) {
  new StartingCheck("start", root, host, shelf).load();
}

class StartingCheck extends ReservedScreens {
  newest(own) {
    return own.filter(({ finished }) => !finished).at(-1) ?? own.filter(({ left }) => !left).at(-1);
  }

  screenOf(sitting) {
    if (!sitting) return "intro";
    if (sitting.finished) return "map";
    return this.going === sitting.place ? "asking" : "resume";
  }

  intro() {
    this.stage.show([
      make("p", "", "Optional: twelve questions, about twelve minutes. They reach ahead into the lessons, so nobody is expected to know the answers. At the end you see where in the course you will meet each of them. If you take the final later, it puts your two answers side by side."),
      make("p", "", "An unsafe answer is put right at once. All else is told at the end."),
      make("p", "mn-actions", this.starter("Begin the check", () => this.begin())),
    ]);
  }

  begin() {
    const seed = randomHex();
    this.going = `start/${seed}`;
    beginSitting(this.host, this.index, "start", seed, drawStart(this.index, seenIn(this.sittings), seed));
  }

  resume(sitting, moved) {
    const known = sitting.ids.filter((id) => this.entries.has(id));
    const answered = known.filter((id) => answerTo(sitting, this.entries.get(id))).length;
    const heading = stageHeading(LEVEL, "Go on where you were");
    const gone = sitting.ids.length - known.length;
    this.stage.show([
      heading,
      make("p", "", `You began the check on ${dayInWords(sitting.begun)}: ${answered} of ${sitting.ids.length} answered.`),
      ...(gone > 0 ? [make("p", "", `The course has changed since: ${gone} of the questions ${gone === 1 ? "is" : "are"} no longer in it and ${gone === 1 ? "is" : "are"} left out. You can also begin anew.`)] : []),
      make("p", "mn-actions", press("mn-finish", "Continue", () => this.continue(sitting)), ...(gone > 0 ? [press("", "Begin anew", () => this.anew(sitting))] : [])),
    ], moved ? heading : null);
  }

  anew(sitting) {
    finishSitting(this.host, sitting, { left: true });
    closeSitting(this.host, sitting);
    this.begin();
  }

  asking(sitting) {
    const { entries, host, shelf } = this;
    const finish = () => {
      const { sitting: last } = this.view;
      this.leaveView();
      finishSitting(host, last);
      closeSitting(host, last);
    };
    this.view = new OneByOne(this.stage, { sitting, entries, host, shelf, tells: TELLS.unsafe, level: LEVEL, note: UNSAFE, verb: "Answer", finish });
    this.view.open();
  }

  // After it

  map(last, moved) {
    const { index, entries, shelf } = this;
    const sitting = baseline(this.sittings) ?? last;
    const { items } = judge(sitting, index, entries);
    const order = new Map(index.lessons.map(({ id }, place) => [id, place]));
    const sorted = [...items].sort((a, b) => order.get(a.lesson) - order.get(b.lesson));
    const heading = stageHeading(LEVEL, "Where you will meet these twelve");
    const rows = sorted.map((item) => this.row(item));
    const told = items.map(({ id }) => toldQuestion(entries.get(id), sitting.answers.get(id), { seed: sitting.seed, shelf }));
    const right = items.filter(({ mark }) => mark === 1).length;
    this.stage.show([
      heading,
      make("p", "", "A map, not a mark. What is new to you now is what the course is for."),
      make("ul", "mn-map", ...rows),
      make("p", "mn-hint", `Fully right now: ${right} of ${items.length}. Taken on ${dayInWords(sitting.finished)}.`),
      make("details", "mn-fold", make("summary", "", "The twelve questions, with the reasons"), ...told),
      this.again(sitting, last),
    ], moved ? heading : null);
  }

  /** One topic: a shape and words for where the learner stands, and where it is met. */
  row({ id, lesson, mark, answered, faults }) {
    const entry = this.entries.get(id);
    const { number, title } = this.index.lessons.find((one) => one.id === lesson);
    const unsafe = answered && faults.some(({ tag }) => tag === "unsafe");
    const [shape, words] = mark === 1 ? ["\u25cf", "You have this."]
      : unsafe ? ["\u25b2", "Unsafe; read it first."]
      : mark > 0 ? ["\u25d0", "You have part of it."]
      : answered ? ["\u25cb", "Not yet."] : ["\u25cb", "Left open."];
    const sign = make("span", "mn-sign", shape);
    sign.setAttribute("aria-hidden", "true");
    const link = this.shelf.node(entry).querySelector(".mn-passage a");
    const where = number ? `lesson ${number}, ${title}` : title;
    return make("li", "", sign, make("span", "mn-topic", make("span", "mn-passage", link), make("span", "mn-standing", words), make("span", "mn-where", `You will meet this in ${where}.`)));
  }

  again(sitting, last) {
    const words = last.place === sitting.place ? "You can take it again. The first one counts: it is the one that the final is compared with." : "You have taken it more than once. This is the first one: it counts, and the final is compared with it.";
    const button = this.starter("Take it again", () => this.begin());
    return make("details", "mn-fold", make("summary", "", "Once more?"), make("p", "", words), make("p", "mn-actions", button));
  }
}
