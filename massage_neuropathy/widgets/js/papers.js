/* Papers that are filled in from facts (see papers_text.js), to be changed, printed or copied. Nothing is kept or sent. */
import { make, press } from "./dom.js";
import { printAlone } from "./paper.js";
import { PAPER_MARK, clearancePaper, paperText, referralPaper, soapPaper, worksheetPaper } from "./papers_text.js";

const PAPER_ADVICE = 'Change whatever you like, and leave names out: write "the client". Nothing that stands here is kept or sent: it is gone when you change the answers, start over or leave this page. Print or copy it first.';
const SELECTED = "This browser does not let a page copy. The text is selected: copy it with Ctrl+C, on a Mac with Command+C.";

/** What a client answered, what follows from it and what is still to be settled: the one paper that names conditions. */
export function worksheet(facts) {
  return paperOf(worksheetPaper(facts));
}

/** Four lines for a clinician. */
export function referralNote(facts) {
  return paperOf(referralPaper(facts));
}

/** The three questions that a written answer has to answer. */
export function clearanceRequest(facts) {
  return paperOf(clearancePaper(facts));
}

/** A note of a session. */
export function soapNote(facts) {
  return paperOf(soapPaper(facts));
}

function paperOf(paper) {
  const { title, about, parts, after } = paper;
  const fields = parts.map((part) => (part.hand ? handLine(part) : field(part)));
  const said = make("p", "mn-said mn-not-printed");
  said.setAttribute("role", "status");
  const whole = make("textarea", "mn-paper-whole mn-not-printed");
  Object.assign(whole, { hidden: true, autocomplete: "off" });
  whole.setAttribute("aria-label", `${title}, as text`);
  const actions = make(
    "div",
    "mn-actions mn-not-printed",
    press("", "Print", () => printAlone(node)),
    press("", "Copy text", () => copyOut(paperText(paper, fields.map(({ area }) => area?.value)), said, whole)),
  );
  const node = make(
    "section",
    "mn-paper",
    make("p", "mn-paper-mark", PAPER_MARK),
    make("h4", "mn-title", title),
    make("p", "", about),
    make("p", "mn-hint mn-not-printed", PAPER_ADVICE),
    ...fields.map((each) => each.node),
    ...(after ? [make("p", "mn-paper-after", after)] : []),
    actions,
    said,
    whole,
  );
  node.setAttribute("aria-label", title);
  return node;
}

/** A field with its label. What stands in it stands beside it as text, too, which is what is printed. */
function field({ label, hint, value, isShort }) {
  const area = make("textarea", "mn-not-printed");
  Object.assign(area, { value, rows: rowsFor(value), autocomplete: "off", spellcheck: false });
  const written = make("div", isShort ? "mn-written mn-short" : "mn-written", value);
  area.addEventListener("input", () => {
    written.textContent = area.value.trim();
  });
  const name = make("span", "mn-paper-label", label, ...(hint ? [make("span", "mn-hint", ` ${hint}`)] : []));
  return { area, node: make("div", "mn-paper-field", make("label", "", name, area), written) };
}

/** How high a field is where the browser does not fit it to its text. */
function rowsFor(text) {
  const rows = text.split("\n").map((line) => Math.max(1, Math.ceil(line.length / 60)));
  return Math.max(2, rows.reduce((total, each) => total + each, 0));
}

/** Lines to be written on by hand once it is printed. */
function handLine({ label, hand }) {
  const rules = Array.from({ length: hand }, () => make("div", "mn-paper-rule"));
  return { node: make("div", "mn-paper-field mn-paper-hand", make("div", "mn-paper-label", label), ...rules) };
}

async function copyOut(text, said, whole) {
  whole.hidden = true;
  said.textContent = "";
  try {
    await navigator.clipboard.writeText(text);
    said.textContent = "The text is copied.";
  } catch {
    whole.value = text;
    whole.hidden = false;
    whole.focus();
    whole.select();
    said.textContent = SELECTED;
  }
}
