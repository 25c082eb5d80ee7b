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
 * changed, its lines are short ones or not, and `hand` is the number of lines that are left to be written on by hand. Only the worksheet names conditions. The other papers leave the
 * room, or may: they say what was asked and what the client said to it, and no finding has a name.
 */
import { answerLine, answerWords, areaWords, capital, settleWords } from "./outcome_words.js";
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
const REFERRED = {
  "stop-emergency": "Referred: emergency services, at once.",
  "help-on-the-spot": "Referred: help on the spot, then a clinician's advice today.",
  "stop-today": "Referred: care today.",
};
const SEE_SOON = "Please see the client within days.";
const ANSWER_IN_WRITING = "Please answer in writing: what may I touch, how firmly, and is there anything to avoid?";

const DONE = {
  "stop-emergency": "No massage. Emergency services called at: ... Stayed with the client.",
  "help-on-the-spot": "No massage. Help given on the spot: ...",
  "stop-today": "No massage today. Told the client what I noticed, and that it needs care today.",
  "another-day": "No massage today. Another day is booked.",
};

export function worksheetPaper(facts) {
  const { decision, course, client } = facts;
  const { screening } = course;
  const levelOf = (area) => decision.ceilings[area].level;
  const levels = [...new Set(Object.keys(decision.ceilings).map(levelOf))].sort();
  const ceilings = levels.map((level) => `Level ${level} at most: ${areaWords(Object.keys(decision.ceilings).filter((area) => levelOf(area) === level), screening)}.`);
  const urgent = decision.lines.filter((line) => answerWords(line.answer, screening).stops).map((line) => conditionOf(line, facts).do);
  const open = settleWords(decision, course).map(({ name, when, then }) => `${when ? `${name}: ${bare(when, course)}` : name}. ${screening.dont_know.say} ${then}.`);
  const conflicts = conflictLines(decision, screening);
  return {
    title: "Worksheet: from answers to a decision",
    about: "For class. It holds what a practice client answered and what the course's rules make of it.",
    parts: [
      { label: "The client", value: client ?? "" },
      { label: "Answers that were yes or don't know", value: asLines(decision.lines.map((line) => namedLine(line, facts))) },
      { label: "Outcome", value: outcome(facts) },
      ...(urgent.length > 0 ? [{ label: "What to do now", value: asLines(urgent) }] : []),
      ...(open.length > 0 ? [{ label: "To settle before anything else", value: asLines(open) }] : []),
      { label: "Left out, or waiting for a written answer", value: asLines(notTouched(facts)) },
      ...(stopsIn(facts) ? [] : [
        { label: "Highest pressure level", hint: screening.ceiling, value: asLines(ceilings) },
        { label: "What changes", isShort: true, value: asLines(changesOf(Object.keys(decision.adaptations), facts)) },
        ...(conflicts.length > 0 ? [{ label: "What does not go together", value: asLines(conflicts) }] : []),
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
        hint: "Own words; since when, how fast. Cut the questions down to what is true. Add what belongs to it, such as medicines, if the client wants it passed on.",
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
  const waiting = Object.keys(decision.waiting);
  const places = areaWords(waiting, { areas: screening.areas.map((area) => (area.id === "affected_area" ? { ...area, say: "the place named above" } : area)) });
  const ceilings = entries.map(({ ceiling }) => ceiling).filter((ceiling) => ceiling !== null);
  const out = Object.keys(decision.left_out).filter((area) => !waiting.includes(area));
  const avoided = [
    ...(out.length > 0 ? [`I leave out anyway: ${areaWords(out, screening)}.`] : []),
    ...changesOf([...new Set(entries.flatMap(({ adaptations }) => adaptations))].filter((id) => decision.adaptations[id]), facts),
  ];
  const { say } = answerWords(decision.answer, screening);
  return {
    title: "Clearance request",
    about: asking.length === 0
      ? "Nothing in these answers waits for a clinician's answer. The request stays blank, to be filled where something does."
      : stopsIn(facts)
        ? `These answers say "${say}". That comes first; this request can follow once the client has been seen.`
        : "I am your patient's massage therapist. Until you answer in writing, what is named below waits.",
    parts: [
      { label: "What I noticed, or was told", hint: "The client's words, cut down to what is true. No name of a disease.", value: asLines(asking.map((line) => reported(line, facts))) },
      { label: "What waits until you answer", value: everything ? "The whole session." : waiting.length > 0 ? capital(`${places}.`) : "" },
      { label: "Question 1", value: waiting.length > 0 && !everything ? `May I touch ${places}?` : asking.length > 0 ? "May I touch the client at all, and which areas? The legs and feet too?" : "May I touch the legs and feet?" },
      { label: "Clinician's answer to question 1", hand: 2 },
      { label: "Question 2", value: ["How firmly?", LIKENESS, ...(ceilings.length > 0 ? [`I would use at most level ${Math.min(...ceilings)}.`] : [])].join(" ") },
      { label: "Clinician's answer to question 2", hand: 2 },
      { label: "Question 3", value: ["Is there anything to avoid: places, positions, heat, days around treatment?", ...(avoided.length > 0 ? ["What I would do:", ...avoided] : [])].join("\n") },
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
  const isOff = stopsIn(facts) || decision.waits === "session";
  const planned = isOff ? {} : plan ?? {};
  const of = (key) => planned[key] ?? [];
  const felt = [...of("goals").map((goal) => `Wants: ${goal}`), ...of("says")];
  const appointment = decision.appointments.length > 0 ? ["Asked the client to make an appointment within days."] : [];
  const urgent = strictestWanted(decision.lines, facts);
  return {
    title: "Session note (SOAP)",
    about: `What was said, found, done and agreed: facts, levels and places. No diagnosis.${plan && !isOff ? " It is filled in from the plan: change it to what really happened." : ""}`,
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
      { label: "O: sites, level, minutes", hint: "Level 1 to 5 for every site.", value: isOff ? "None: no massage today." : asLines(of("sites")) },
      { label: "O: positions and product", value: asLines([...of("positions"), ...of("products")]) },
      { label: "O: response, check-ins", hint: "What was asked, when, and what the client said.", value: asLines(of("checks")) },
      { label: "O: skin after, and getting up", hint: "A mark that stays? Dizzy? Steady?", value: "" },
      { label: "A: what was fit for today, and why", value: asLines([`${answerLine(decision, screening)}.`, ...(planned.untouched ?? notTouched(facts))]) },
      { label: "P: advice given", value: asLines(of("home")) },
      {
        label: "P: what to report, referral, next time",
        hint: "To whom, by when.",
        value: asLines([...(urgent in REFERRED ? [REFERRED[urgent]] : []), ...appointment, ...of("report")]),
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

/** Whether the whole session waits only until something is known. */
function waitsToBeKnown(facts) {
  const { decision } = facts;
  return decision.waits === "session" && !decision.lines.some((line) => asksForAll(line, facts));
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
  if (wanted in REQUESTS) return wanted === facts.decision.answer ? REQUESTS[wanted] : `Not known yet, so treated as a yes: ${REQUESTS[wanted]}`;
  return [
    ...(facts.decision.appointments.length > 0 ? [SEE_SOON] : []),
    ...(calling.some((line) => isForClinician(line, facts)) ? [ANSWER_IN_WRITING] : []),
  ].join(" ");
}

function whatWasDone(facts) {
  const { decision } = facts;
  if (decision.answer in DONE) return DONE[decision.answer];
  if (decision.waits === "session") return "No massage. The whole session waits.";
  return notTouched(facts).join(" ");
}

/** What was asked and what the client said to it; or, of an entry that the therapist looks for, what was noticed. */
function reported(line, facts) {
  const { answers, course } = facts;
  const { screening } = course;
  const condition = conditionOf(line, facts);
  const said = ASKED_ANSWER[line.known ? "yes" : "unknown"];
  if (!condition) return `Asked "${screening.catch_all.question}": ${said}.`;
  const chosen = answers.where?.[condition.id] ?? [];
  const where = chosen.length > 0 ? [`Where: ${areaWords(chosen, screening)}.`] : [];
  if (condition.observed) return [`Looked for "${condition.question.replace(/\.$/, "")}": ${line.known ? "seen" : "not clear"}.`, ...where].join(" ");
  const more = Object.entries(answers.rises?.[condition.id] ?? {})
    .filter(([, each]) => each in ASKED_ANSWER)
    .map(([n, each]) => `Asked "${bare(condition.rises[n].when, course)}": ${ASKED_ANSWER[each]}.`);
  return [`Asked "${condition.question}": ${said}.`, ...more, ...where].join(" ");
}

/** The words of a line under `rises`, without the id of the entry to go on with. */
function bare(when, { conditions }) {
  return conditions.reduce((words, { id }) => words.replace(`: follow ${id}`, ""), when);
}

function namedLine(line, facts) {
  const { answers, course } = facts;
  const { screening } = course;
  const condition = conditionOf(line, facts);
  const chosen = answers.where?.[line.condition] ?? [];
  return [
    `${condition?.name ?? "Anything else"}${chosen.length > 0 ? ` (${areaWords(chosen, screening)})` : ""}: ${line.known ? "yes" : "don't know"}.`,
    ...line.rises.map((n) => `With: ${bare(condition.rises[n].when, course)}.`),
    `${answerLine(line, screening)}.`,
    ...(line.appointment ? ["Appointment within days."] : []),
  ].join(" ");
}

function outcome(facts) {
  const { decision, course: { screening } } = facts;
  const { means } = answerWords(decision.answer, screening);
  const waits = waitsToBeKnown(facts) ? "The whole session waits until what is open is known: look and ask now." : screening.waits[decision.waits];
  return `${answerLine(decision, screening)}. ${decision.waits ? waits : means}`;
}

function notTouched(facts) {
  const { decision, course: { screening } } = facts;
  if (stopsIn(facts)) return [NO_SESSION];
  const out = Object.keys(decision.left_out);
  const waiting = Object.keys(decision.waiting);
  return [
    ...(decision.waits === "session" ? ["Waits: the whole session."] : []),
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
  if (facts.decision.answer === "another-day") return "Nobody has to be asked. You and the client choose another day.";
  if (stopsIn(facts)) return "You stop the session. What is wrong, and what is done about it, is for others to find out and decide.";
  if (waitsToBeKnown(facts)) return "First settle what is open. Until then nobody decides for massage.";
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
