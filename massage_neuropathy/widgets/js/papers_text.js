/*
 * What papers say, from facts to lines; pure functions. Facts are:
 *
 *   decision  what `screen` returns
 *   answers   what it was given
 *   course    { conditions, screening }
 *   client    who the practice client is, or ""
 *   plan      null, or lists of lines in words, each of which may be left out: { says, goals, sites, untouched,
 *             positions, products, checks, home, report }. `says` is what the client feels where, `sites` areas with
 *             level and minutes, and `untouched` what is left out or waits, in place of what the decision says.
 *
 * A paper is { title, about, parts, after }, a part { label, hint, value, isShort } or { label, hand }: a value can be
 * changed, its lines are short ones or not, and `hand` is the number of lines that are left to be written on by hand.
 * Nothing stands there as done that nobody has done: it is a blank, with what belongs in it. Only the worksheet names
 * conditions. The other papers leave the room, or may: they say what was asked and what the client said to it, and no
 * finding has a name.
 */
import { actionWords, answerLine, answerWords, areaWords, capital, inOrder, placed, settleWords, waitsWhole } from "./outcome_words.js";
import { CATCH_ALL } from "./screening.js";

export const PAPER_MARK = "Teaching example, not a record";

const ASKED_ANSWER = { yes: "yes", unknown: "does not know" };
const NO_SESSION = "Everything: no session today.";
const LIKENESS = "Level 1 is like spreading gel on sunburn, level 2 like rubbing sunscreen in, level 3 an ordinary relaxation massage.";
const NOT_FOR_OTHERS = ["no_session", "clearance_in_writing"];

// What a note asks of a clinician, by the strictest answer.
const REQUESTS = {
  "stop-emergency": "Emergency help now: emergency services (911) are called first. This note goes along and replaces no call.",
  "help-on-the-spot": "Help on the spot now, and emergency services (911) if it does not settle. Then please advise the client today.",
  "stop-today": "Please see the client today.",
};
const TO_REFER = {
  "stop-emergency": "Emergency services (911), at once. Called: ____ (time)",
  "help-on-the-spot": "Help on the spot, then a clinician's advice today. Told the client: ____ (time)",
  "stop-today": "Care today. Told the client: ____ (time, whom they call)",
};
const UNLESS_SETTLED = "Only if looking and asking did not settle it: ";
const SEE_SOON = "Please see the client within days.";
const ANSWER_IN_WRITING = "Please answer in writing: what may I touch, how firmly, and is there anything to avoid?";

const DONE = {
  "stop-emergency": "No massage. Emergency services called: ____ (time). With the client until: ____ (who came, time)",
  "help-on-the-spot": "No massage. Help on the spot: ____ (what, time, what it changed)",
  "stop-today": "No massage today. Told the client what I noticed and that it needs care today: ____ (time)",
  "another-day": "No massage today. Another day: ____ (date)",
};
const WAITS_DONE = {
  known: "No massage before it is known. Looked and asked: ____ (what it showed)",
  session: "No massage. The whole session waits.",
};
const WHICH = "Which of these: ____";

export function worksheetPaper(facts) {
  const { decision, course, client } = facts;
  const { screening } = course;
  const levelOf = (area) => decision.ceilings[area].level;
  const levels = [...new Set(Object.keys(decision.ceilings).map(levelOf))].sort();
  const ceilings = levels.map((level) => `Level ${level} at most: ${areaWords(Object.keys(decision.ceilings).filter((area) => levelOf(area) === level), screening)}.`);
  const urgent = inOrder(decision, course).filter((line) => answerWords(line.answer, screening).stops).map((line) => urgentLine(line, course));
  const open = settleWords(decision, course).map(({ name, when, then }) => `${when ? `${name}: ${when}` : name}. ${screening.dont_know.say} ${then}.`);
  const conflicts = conflictLines(decision, screening);
  const then = (words) => (waitsWhole(decision) ? `For when the answer is there: ${words}` : capital(words));
  return {
    title: "Worksheet: from answers to a decision",
    about: "For class. It holds what a practice client answered and what the course's rules make of it.",
    parts: [
      { label: "The client", value: client ?? "" },
      { label: "Answers that were yes or don't know", value: asLines(inOrder(decision, course).map((line) => namedLine(line, facts))) },
      { label: "Outcome", value: outcome(facts) },
      ...(urgent.length > 0 ? [{ label: "What to do now", value: asLines(urgent) }] : []),
      ...(open.length > 0 ? [{ label: "To settle before anything else", value: asLines(open) }] : []),
      { label: "Left out, or waiting", value: asLines(notTouched(facts)) },
      ...(stopsIn(facts) ? [] : [
        { label: then("highest pressure level"), hint: screening.ceiling, value: asLines(ceilings) },
        { label: then("what changes"), isShort: true, value: asLines(changesOf(Object.keys(decision.adaptations), facts)) },
        ...(conflicts.length > 0 ? [{ label: then("what does not go together"), value: asLines(conflicts) }] : []),
      ]),
      { label: "Who decides", value: whoDecides(facts) },
      { label: "What I saw, and what I still want to know", hint: notAsked(decision), value: "" },
      { label: "Therapist: signature, date", hand: 1 },
      { label: "Client: signature, date", hand: 1 },
    ],
  };
}

export function referralPaper(facts) {
  const calling = facts.decision.lines.filter((line) => callsFor(line, facts).length > 0);
  const told = calling.map((line) => ({ isSeen: conditionOf(line, facts)?.observed, words: reported(line, facts) }));
  return {
    title: "Referral note",
    about: calling.length > 0
      ? "Four lines for a clinician. The client agrees and carries it; if it cannot wait, phone. In an emergency, emergency services (911) come first."
      : "Nothing in these answers asks for a referral. The four lines stay blank, to be filled where what you see asks for one.",
    parts: [
      { label: "To, date", hand: 1 },
      {
        label: "I saw",
        hint: "Place, side, compared with the other side; a sign that is not color. No name of a disease.",
        value: asLines(told.filter(({ isSeen }) => isSeen).map(({ words }) => words)),
      },
      {
        label: "The client says",
        hint: "Own words; since when, how fast. Fill the blanks. Add what belongs to it, such as medicines, if the client wants it passed on.",
        value: asLines(told.filter(({ isSeen }) => !isSeen).map(({ words }) => words)),
      },
      { label: "I did", hint: "And left undone.", value: calling.length > 0 ? whatWasDone(facts) : "" },
      { label: "I ask", hint: "One request, by when.", value: requestOf(calling, facts) },
      { label: "Therapist: name, license, phone", hand: 1 },
    ],
  };
}

export function clearancePaper(facts) {
  const { decision, course: { screening } } = facts;
  const asking = decision.lines.filter((line) => isForClinician(line, facts));
  const entries = asking.map((line) => conditionOf(line, facts)).filter(Boolean);
  const everything = asking.some((line) => asksForAll(line, facts));
  // What waits for something else than this answer is not asked about.
  const asked = new Set(entries.map(({ id }) => id));
  const waiting = Object.entries(placed(decision.waiting, decision)).filter(([, ids]) => ids.some((id) => asked.has(id))).map(([area]) => area);
  const places = areaWords(waiting, { areas: screening.areas.map((area) => (area.id === "affected_area" ? { ...area, say: "the place named above" } : area)) })
    .replace("wherever else the client has it", "the place named above");
  const ceilings = entries.map(({ ceiling }) => ceiling).filter((ceiling) => ceiling !== null);
  const changed = [...new Set(entries.flatMap(({ adaptations }) => adaptations))].filter((id) => decision.adaptations[id]);
  // How firmly is question 2, which names the lowest level: here it would stand beside another one.
  const avoided = [
    ...(asking.length > 0 ? leftOutWithReason(waiting, asking, facts) : []),
    ...changesOf(changed.includes("level_1_only") ? changed.filter((id) => id !== "light_pressure_only") : changed, facts),
  ];
  const { say } = answerWords(decision.answer, screening);
  return {
    title: "Clearance request",
    about: asking.length === 0
      ? "Nothing in these answers waits for a clinician's answer. The request stays blank, to be filled where something does."
      : stopsIn(facts)
        ? `These answers say "${say}". That comes first; this request can follow once it is settled.`
        : decision.waits === "known"
          ? "Something may stop the session and is not known yet. That comes first; this request can follow once it is settled."
          : "I am your patient's massage therapist. Until you answer in writing, what is named below waits.",
    parts: [
      { label: "What I noticed, or was told", hint: "The client's words: fill the blanks. No name of a disease.", value: asLines(asking.map((line) => reported(line, facts))) },
      { label: "What waits until you answer", value: everything ? "The whole session." : waiting.length > 0 ? capital(`${places}.`) : "" },
      { label: "Question 1", value: everything ? "May I touch the client at all, and which areas?" : `May I touch ${waiting.length > 0 ? places : "____ (areas)"}?` },
      { label: "Clinician's answer to question 1", hand: 2 },
      { label: "Question 2", value: ["How firmly?", LIKENESS, ...(ceilings.length > 0 ? [`I would use at most level ${Math.min(...ceilings)}.`] : [])].join(" ") },
      { label: "Clinician's answer to question 2", hand: 2 },
      { label: "Question 3", value: ["Is there anything to avoid: places, positions, times?", ...(avoided.length > 0 ? ["What I would do:", ...avoided] : [])].join("\n") },
      { label: "Clinician's answer to question 3", hand: 2 },
      { label: "This answer holds until", hand: 1 },
      { label: "Clinician: name, signature, date", hand: 1 },
      { label: "I agree that my therapist and my clinician share this. Client: signature, date", hand: 1 },
      { label: "Therapist: name, license, phone", hand: 1 },
    ],
    after: '"My doctor said it is fine" or "massage is fine" answers none of the three questions: ask again, in writing.',
  };
}

export function soapPaper(facts) {
  const { decision, course: { screening }, plan } = facts;
  const isOff = stopsIn(facts) || waitsWhole(decision);
  const planned = isOff ? {} : plan ?? {};
  const of = (key) => planned[key] ?? [];
  // A plan is not what was done.
  const meant = (lines, blank) => (lines.length > 0 ? ["Planned:", ...lines.map((line) => `- ${line}`), blank].join("\n") : "");
  const felt = [...of("goals").map((goal) => `Wants: ${goal}`), ...of("says")];
  const appointment = decision.appointments.length > 0 && !stopsIn(facts) ? ["An appointment within days. Told the client: ____ (time)"] : [];
  const urgent = strictestWanted(decision.lines, facts);
  const referral = urgent in TO_REFER ? [`${urgent === decision.answer ? "" : UNLESS_SETTLED}${TO_REFER[urgent]}`] : [];
  return {
    title: "Session note (SOAP)",
    about: `What was said, found, done and agreed: facts, levels and places. No diagnosis.${plan && !isOff ? " The plan stands in it: change it to what really happened." : ""}`,
    parts: [
      {
        label: "S: the client says",
        hint: "Words for what is felt (numb, burning, electric), 0 to 10, what makes it worse; sugar and insulin times, falls, sleep.",
        value: asLines([...felt, ...decision.lines.filter((line) => !conditionOf(line, facts)?.observed).map((line) => reported(line, facts))]),
      },
      {
        label: "O: skin before",
        hint: "Both feet, also between the toes: whole? warmth from side to side, swelling; a sign that is not color.",
        value: asLines(decision.lines.filter((line) => conditionOf(line, facts)?.observed).map((line) => reported(line, facts))),
      },
      { label: "O: sites, level, minutes", hint: "Level 1 to 5 for every site.", value: isOff ? (decision.waits === "known" ? "None before it is known." : "None: no massage today.") : meant(of("sites"), "Done: ____ (sites, level, minutes)") },
      { label: "O: positions and product", value: meant([...of("positions"), ...of("products")], "Done: ____") },
      { label: "O: response, check-ins", hint: "What was asked, when, and what the client said.", value: meant(of("checks"), "The client said: ____ (when, what)") },
      { label: "O: skin after, and getting up", hint: "A mark that stays? Dizzy? Steady?", value: "" },
      { label: "A: what was fit for today, and why", value: asLines([`${answerLine(decision, screening)}.`, ...(planned.untouched ?? notTouched(facts))]) },
      { label: "P: advice given", value: meant(of("home"), "Said: ____ (what of it)") },
      {
        label: "P: what to report, referral, next time",
        hint: "To whom, by when.",
        value: asLines([...referral, ...appointment, ...of("report")]),
      },
      { label: "Therapist: signature, date", hand: 1 },
    ],
  };
}

/** A paper as plain text, with what stands in its fields now. */
export function paperText({ title, about, parts, after }, values) {
  const written = parts.map(({ label, hand }, n) => (hand ? `${label}:${`\n${"_".repeat(40)}`.repeat(hand)}` : `${label}:\n${values[n].trim() || "_".repeat(40)}`));
  return [PAPER_MARK.toUpperCase(), title, about, ...written, ...(after ? [after] : []), PAPER_MARK].join("\n\n");
}

function stopsIn({ decision, course: { screening } }) {
  return answerWords(decision.answer, screening).stops;
}

/** Whether an entry itself asks for a written answer; one that only waits until something is known does not. */
function isForClinician(line, facts) {
  return line.answer === "ask-first" && (conditionOf(line, facts)?.answer ?? line.answer) === "ask-first";
}

/** Whether an entry itself makes the whole session wait for a written answer. */
function asksForAll(line, facts) {
  return isForClinician(line, facts) && (conditionOf(line, facts)?.waits ?? line.waits) === "session";
}

/** Whether anything waits for a clinician's written answer: what a look or a question settles does not. */
export function waitsForWriting(facts) {
  return facts.decision.lines.some((line) => isForClinician(line, facts));
}

/** What an entry calls for: its answer now and, where something is not known yet, the answer of a yes. */
function callsFor(line, facts) {
  const { screening } = facts.course;
  const condition = conditionOf(line, facts);
  const ifYes = line.settle.map((n) => (n === null ? condition.answer : screening.rises[condition.rises[n].urgency]));
  const wanted = [line.answer, ...ifYes].filter((answer) => answer in REQUESTS);
  return isForClinician(line, facts) || line.appointment ? [...wanted, "ask-first"] : wanted;
}

function strictestWanted(lines, facts) {
  const order = facts.course.screening.strictness.map(({ answer }) => answer);
  return lines.flatMap((line) => callsFor(line, facts)).sort((a, b) => order.indexOf(a) - order.indexOf(b))[0];
}

function requestOf(calling, facts) {
  const wanted = strictestWanted(calling, facts);
  if (wanted === undefined) return "";
  // What only a "don't know" calls for is asked for, too, and says so.
  if (wanted in REQUESTS) return wanted === facts.decision.answer ? REQUESTS[wanted] : `${UNLESS_SETTLED}${REQUESTS[wanted]}`;
  return [
    ...(facts.decision.appointments.length > 0 ? [SEE_SOON] : []),
    ...(calling.some((line) => isForClinician(line, facts)) ? [ANSWER_IN_WRITING] : []),
  ].join(" ");
}

function whatWasDone(facts) {
  const { decision } = facts;
  if (decision.answer in DONE) return DONE[decision.answer];
  if (decision.waits in WAITS_DONE) return WAITS_DONE[decision.waits];
  return notTouched(facts).join(" ");
}

/** What was asked and what the client said to it; or, of an entry that the therapist looks for, what was noticed. */
function reported(line, facts) {
  const { answers, course } = facts;
  const { screening } = course;
  const condition = conditionOf(line, facts);
  if (!condition) return askedWords(screening.catch_all.question, line.known ? "yes" : "unknown", "What: ____");
  const chosen = answers.where?.[condition.id] ?? [];
  const where = chosen.length > 0 ? [`Where: ${areaWords(chosen, screening)}.`] : [];
  if (condition.observed) {
    const seen = `Looked for "${condition.question.replace(/\.$/, "")}": ${line.known ? "seen" : "not clear"}.`;
    return [seen, ...(line.known ? [whichOf(condition.question)] : []), ...where].filter(Boolean).join(" ");
  }
  const more = Object.entries(answers.rises?.[condition.id] ?? {})
    .filter(([, each]) => each in ASKED_ANSWER)
    .map(([n, each]) => askedWords(condition.rises[n].when, each));
  return [askedWords(condition.question, line.known ? "yes" : "unknown"), ...more, ...where].join(" ");
}

/** What was asked and the answer. A question that names several things is no word of the client's: which, is open. */
function askedWords(question, said, blank = whichOf(question)) {
  return [`Asked: "${question}" Answer: ${ASKED_ANSWER[said]}.`, ...(said === "yes" && blank ? [blank] : [])].join(" ");
}

function whichOf(question) {
  return /,|\bor\b|\band\b/.test(question) ? WHICH : "";
}

/** What to do at once. An entry that has risen says by itself what no longer holds, and is left out. */
function urgentLine(line, course) {
  const { says, raised } = actionWords(line, course);
  const { name } = course.conditions.find(({ id }) => id === line.condition);
  return raised.length > 0 ? `${says} Because: ${name}. ${raised.join(". ")}.` : says;
}

/** What is left out whatever the answer is, with what was said that makes it so. */
function leftOutWithReason(waiting, asking, facts) {
  const { decision, course } = facts;
  const byReason = new Map();
  for (const [area, ids] of Object.entries(decision.left_out)) {
    if (waiting.includes(area)) continue;
    const reason = decision.lines.filter(({ condition }) => ids.includes(condition)).map((line) => (asking.includes(line) ? "as noted above." : reported(line, facts))).join(" ");
    byReason.set(reason, [...(byReason.get(reason) ?? []), area]);
  }
  return [...byReason].map(([reason, areas]) => `I leave out anyway: ${areaWords(areas, course.screening)}. Why: ${reason}`);
}

function namedLine(line, facts) {
  const { answers, course } = facts;
  const { screening } = course;
  const condition = conditionOf(line, facts);
  const chosen = answers.where?.[line.condition] ?? [];
  return [
    `${condition?.name ?? "Anything else"}${chosen.length > 0 ? ` (${areaWords(chosen, screening)})` : ""}: ${line.known ? "yes" : "don't know"}.`,
    ...line.rises.map((n) => `With: ${condition.rises[n].when}.`),
    `${answerLine(line, screening)}.`,
    ...(line.appointment && !answerWords(line.answer, screening).stops ? ["Appointment within days."] : []),
  ].join(" ");
}

function outcome(facts) {
  const { decision, course: { screening } } = facts;
  const { means } = answerWords(decision.answer, screening);
  return `${answerLine(decision, screening)}. ${decision.waits ? screening.waits[decision.waits] : means}`;
}

function notTouched(facts) {
  const { decision, course: { screening } } = facts;
  if (stopsIn(facts)) return [NO_SESSION];
  const out = Object.keys(decision.left_out);
  const waiting = Object.keys(placed(decision.waiting, decision));
  return [
    ...(waitsWhole(decision) ? [`Waits: the whole session${decision.waits === "known" ? ", until it is known" : ""}.`] : []),
    ...(out.length > 0 ? [`Left out: ${areaWords(out, screening)}.`] : []),
    ...(waiting.length > 0 ? [`Waits for a written answer: ${areaWords(waiting, screening)}.`] : []),
  ];
}

function changesOf(ids, { course: { screening } }) {
  return screening.adaptations.filter(({ id }) => ids.includes(id) && !NOT_FOR_OTHERS.includes(id)).map(({ say }) => say);
}

/** What does not go together, as short as a sheet of paper wants it. */
function conflictLines({ conflicts }, screening) {
  const clashes = screening.clashes.filter(({ adaptations: pair }) => conflicts.some(({ about }) => pair.every((name) => about.includes(name))));
  const areas = (wanted) => conflicts.filter(({ kind }) => kind === wanted).flatMap(({ about }) => about);
  const inAreas = (wanted, words) => (areas(wanted).length > 0 ? [`${capital(areaWords(areas(wanted), screening))}: ${words}`] : []);
  return [
    ...clashes.map(({ say }) => say),
    ...inAreas("left-out", "one entry leaves this out, another allows a level. Leaving out stands."),
    ...inAreas("level", "entries allow different levels. The lowest stands."),
  ];
}

function whoDecides(facts) {
  const together = "You and the client, after looking and asking. Either may say no.";
  if (facts.decision.answer === "another-day") {
    const waits = waitsForWriting(facts) ? " What waits for a written answer waits then, too." : "";
    return `You and the client choose another day.${waits}`;
  }
  if (stopsIn(facts)) return "You stop the session. What is wrong, and what is done about it, is for others to find out and decide.";
  if (facts.decision.waits === "known") return "First settle what is open. Until then nobody decides for massage.";
  if (facts.decision.waits === "session") return "A clinician, in writing. Until then nobody decides for massage.";
  return facts.decision.waits ? `What waits: a clinician, in writing. The rest: ${together[0].toLowerCase()}${together.slice(1)}` : together;
}

function notAsked({ not_asked: left }) {
  return left.length > 0 ? `Questions not asked yet: ${left.length}.` : "";
}

function conditionOf({ condition }, { course }) {
  return condition === CATCH_ALL ? undefined : course.conditions.find(({ id }) => id === condition);
}

function asLines(lines) {
  return lines.map((line) => (lines.length > 1 ? `- ${line}` : line)).join("\n");
}
