"""Every widget of the book, led from state to state: what the tests of access look at.

A walk is a generator. It is given a `Desk`, opens a page there, and yields the name of each state that it has
reached with the part of the page to look at. Clock and chance stand still: the same walk shows the same.
"""

import json
import re
from dataclasses import replace

from playwright.sync_api import expect

from massage_neuropathy.content import load_course
from massage_neuropathy.draw import draw_start
from massage_neuropathy.provider.credential import as_json, credential
from massage_neuropathy.screening import Answers
from tests.provider_files import AWARD, KEY, configuration
from tests.sitting_by_hand import INDEX, QUESTIONS, SEED, Told, give, right, safety, unsafe
from tests.stored_record import FULL, seed_record, wait_until_ready
from tests.test_cases_in_book import FIRST as CASE
from tests.test_cases_in_book import button as case_button
from tests.test_cases_in_book import root as case_root
from tests.test_cases_in_book import tag_of
from tests.test_planner_in_book import area_form, choose, start_over
from tests.test_planner_in_book import take as take_for_plan
from tests.test_result_in_book import PASSED_FINAL
from tests.test_result_in_book import START as STARTING_CHECK
from tests.test_screener_in_book import button, file_of, open_file, say, skip, take, title, tool
from tests.test_sitting_in_book import FINAL, PATIENT, PRACTICE, ids_of_final, press, shown, worked_on

COURSE = load_course()
FIRST_LESSON, LESSON = "notebooks/00-start.html", "notebooks/06-noticing.html"
PHONE = {"width": 375, "height": 800}
NOW = "2026-11-22T12:00:00.000Z"
STAND_STILL = """
    const now = Date.parse("NOW");
    globalThis.Date = class extends Date {
        constructor(...given) { super(...(given.length ? given : [now])); }
        static now() { return now; }
    };
    let drawn = 0;
    crypto.getRandomValues = (numbers) => {
        drawn += 1;
        return numbers.map((_, place) => (drawn * 37 + place * 101) % 256);
    };
""".replace("NOW", NOW)


class Desk:
    """A browser's page that a walk opens pages of the book on."""

    def __init__(self, page, site):
        self.page, self.site = page, site
        page.add_init_script(STAND_STILL)
        page.emulate_media(reduced_motion="reduce")

    def visit(self, name, record=()):
        """Open a page of the book for whoever has this record."""
        self.page.goto(f"{self.site}/{name}")
        wait_until_ready(self.page)
        if record:
            seed_record(self.page, record)
        return self.page


def event(kind, question, options=(), *, day="2026-11-17", place="", hash="", certainty=None):
    name = f"{kind}-{question}-{day}".replace(":", "-")[:100]
    return {
        "id": name, "at": f"{day}T09:00:00.000Z", "kind": kind, "question": question,
        "place": place, "hash": hash, "options": list(options), "certainty": certainty,
    }  # fmt: skip


def answered(question, **when):
    return event(
        "answer", question.id, right(question.id), hash=question.hash, certainty="fairly-sure", **when
    )


def of_lesson(lesson):
    return [one for one in QUESTIONS.values() if one.pool == "practice" and one.lesson == lesson]


# Questions


def first_question(desk, selector):
    """Open the first lesson that has such a question, and return it with its record."""
    for lesson in COURSE.lessons:
        page = desk.visit(f"notebooks/{lesson}.html")
        node = page.locator(selector).first
        if node.count():
            name = node.get_attribute("data-question")
            return page.locator(selector.split(" ")[0]).locator(f"[data-question='{name}']").first, QUESTIONS[
                name
            ]
    raise AssertionError(f"no lesson has {selector}")


def worse(question):
    """Return answers to a question that are not right: one without a mark, and one that is partly right."""
    best = right(question.id)
    match question.type:
        case "single":
            return [next(one.id for one in question.options if not one.correct)], None
        case "multiple":
            return [next(one.id for one in question.options if not one.correct)], best[:1]
        case "matching":
            choices = [choice.id for choice in question.choices]
            items = [pair.split(":") for pair in best]
            moved = [f"{item}:{next(one for one in choices if one != choice)}" for item, choice in items]
            return moved, [moved[0], *best[1:]]
        case "ordering":
            return best[::-1], [best[1], best[0], *best[2:]]
    return ["98765"], None


def change(node, question, options):
    """Choose an answer in place of another one."""
    for box in node.locator("input[type=checkbox]:checked").all():
        box.uncheck()
    give(node, question.id, options)


def question_walk(selector):
    def walk(desk):
        node, question = first_question(desk, f".mn-quiz[data-mn=quiz]:not([data-place]) {selector}")
        yield "before", node
        node.get_by_role("button", name="Check: guessing").click()
        expect(node.locator(".mn-prompt")).to_be_visible()
        yield "asked too early", node
        for state, options in zip(("wrong", "partly"), worse(question), strict=True):
            if options:
                change(node, question, options)
                node.get_by_role("button", name="Check: very sure").click()
                expect(node).to_have_attribute("data-state", state)
                node.locator(".mn-answer summary").click()
                yield state, node
        change(node, question, right(question.id))
        node.get_by_role("button", name="Check: fairly sure").click()
        expect(node).to_have_attribute("data-state", "right")
        yield "right", node

    return walk


def quiz(desk):
    """What stands around the questions: the setting, the steps from one to the next, what is not kept."""
    page = desk.visit(FIRST_LESSON)
    page.add_init_script(FULL)
    page.reload()
    wait_until_ready(page)
    node = page.locator(".mn-quiz[data-mn=quiz]").first
    node.get_by_label("Ask how sure I am").uncheck()
    asked = node.locator(".mn-question:visible").first
    yield "with one button", node
    give(asked, name := asked.get_attribute("data-question"), right(name))
    asked.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator(".mn-notice:not(:empty)").first).to_be_visible()
    expect(asked.locator(".mn-unkept")).to_be_visible()
    yield "not kept", page.locator(".mn-quiz", has=page.locator(".mn-notice:not(:empty)")).first
    yield "answer not kept", asked


def guess(desk):
    page = desk.visit(FIRST_LESSON)
    node = page.locator(".mn-quiz[data-mn=guess]:not([data-moving])").first
    later = page.locator(".mn-quiz[data-mn=reveal]:not([data-moving])").first
    yield "before", node
    yield "answer without a guess", later
    keep = node.get_by_role("button", name="Keep my guess").first
    keep.click()
    yield "asked too early", node
    asked = node.locator(".mn-question").first
    give(asked, name := asked.get_attribute("data-question"), right(name))
    keep.click()
    expect(asked.locator(".mn-prompt")).to_contain_text("is kept.")
    yield "kept", node
    expect(later.locator(".mn-verdict").first).to_be_visible()
    yield "answer beside the guess", later


def three_before(desk):
    record = [answered(one, day="2026-11-10") for one in of_lesson("01-nerves")]
    page = desk.visit(LESSON, record)
    node = page.locator(".mn-quiz[data-place]")
    page.wait_for_load_state("networkidle")  # Until then the author's three stand there.
    expect(node.locator(".mn-question")).to_have_count(3)
    node.scroll_into_view_if_needed()
    yield "before", node
    asked = node.locator(".mn-question:visible").first
    name = asked.get_attribute("data-question")
    give(asked, name, worse(QUESTIONS[name])[0])
    asked.get_by_role("button", name="Check: guessing").click()
    expect(asked.locator(".mn-verdict")).to_be_visible()
    yield "answered", node


# What moves


def explorer_walk(kind):
    def walk(desk):
        for lesson in COURSE.lessons:
            page = desk.visit(f"notebooks/{lesson}.html")
            node = page.locator(".mn-explorer").filter(has=page.locator(kind)).first
            if node.count():
                break
        control = node.locator(kind).first
        node.scroll_into_view_if_needed()
        expect(control).to_be_visible()
        yield "unmoved", node
        outcome = node.locator(".mn-outcome")
        before = outcome.text_content()
        if kind == "select":
            chosen, options = control.evaluate("node => [node.selectedIndex, node.length]")
            control.select_option(index=(chosen + 1) % options)
        elif kind == "[type=checkbox]":
            control.click()
        else:
            at_least = control.evaluate("node => node.value === node.min")
            control.press("End" if at_least else "Home")
        expect(outcome).not_to_have_text(before)
        expect(node.get_by_role("status")).to_have_text(outcome.text_content())
        for fold in node.locator("summary").all():
            fold.click()
        yield "moved", node

    return walk


def prediction(desk):
    node, question = first_question(desk, ".mn-quiz[data-mn=guess][data-moving] .mn-question")
    yield "before", node
    give(node, question.id, right(question.id))
    node.get_by_role("button", name="Keep my prediction").click()
    expect(node.locator(".mn-prompt")).to_contain_text("is kept.")
    yield "kept", node
    later = desk.page.locator(".mn-quiz[data-mn=reveal][data-moving]").filter(
        has=desk.page.locator(f"[data-question='{question.id}']")
    )
    yield "answer folded", later
    later.locator("summary").first.click()
    yield "answer open", later


def register(desk):
    page = desk.visit("notebooks/13-claims.html")
    node = page.locator(".mn-register[data-mn=register]")
    yield "all", node
    node.get_by_role("searchbox").fill("pressure")
    node.get_by_role("combobox", name="Verdict").select_option(index=1)
    yield "filtered", node
    node.get_by_role("searchbox").fill("no such word")
    yield "empty", node


def contradictions(desk):
    yield "as it is", desk.visit("notebooks/13-claims.html").locator("[data-mn=contradictions]")


# Made for one learner


def study(page):
    return page.locator(".mn-study[data-live]")


def starting_check(desk):
    page = desk.visit(FIRST_LESSON)
    node = study(page)
    expect(node.get_by_role("button", name="Begin the check")).to_be_visible()
    yield "before", node
    told = Told("start", draw_start(INDEX, {}, SEED))
    page = desk.visit(FIRST_LESSON, told.events)
    node = study(page)
    expect(node.get_by_role("button", name="Continue")).to_be_visible()
    yield "left and found again", node
    node.get_by_role("button", name="Continue").click()
    number = harmed = 0
    while node.get_by_role("button", name="Skip this one").count() and number < 12:
        number += 1
        expect(node.get_by_role("heading", name=f"Question {number} of 12")).to_be_focused()
        asked, name = shown(page)
        if number == 1:
            yield "during", node
        dangerous = QUESTIONS[name].safety and not harmed
        give(asked, name, unsafe(name) if dangerous else right(name))
        asked.get_by_role("button", name="Answer: fairly sure").click()
        if dangerous:
            harmed = number
            expect(asked.locator(".mn-reasons")).to_be_visible()
            yield "unsafe", node
            node.get_by_role("button", name=re.compile("Next question|Go on")).click()
    expect(node.get_by_role("heading", name="Where you will meet these twelve")).to_be_focused()
    yield "finished", node


def practice(desk):
    page = desk.visit(PRACTICE)
    node = study(page)
    expect(page.get_by_role("heading", name="What would you like to practice?")).to_be_visible()
    page.get_by_label("Lessons of your choice").check()
    yield "before", node
    page.get_by_label("Diabetes and the foot at risk").check()
    page.get_by_label("5", exact=True).check()
    press(page, "Begin", exact=True)
    seen = set()
    for number in range(1, 6):
        expect(page.get_by_role("heading", name=f"Question {number} of 5")).to_be_focused()
        asked, name = shown(page)
        if number == 1:
            yield "during", node
        # One is answered wrong, and all others right.
        give(asked, name, right(name) if seen else worse(QUESTIONS[name])[0])
        asked.get_by_role("button", name="Check: very sure").click()
        expect(asked.locator(".mn-verdict")).to_be_visible()
        state = asked.get_attribute("data-state") or ("right" if seen else "wrong")
        if state not in seen:
            yield f"answered {state}", node
        seen.add(state)
        press(page, re.compile("^(Next question|Go on)$"))
    expect(page.get_by_role("heading", name="Done")).to_be_focused()
    yield "finished", node


def final(desk):
    page = desk.visit(FINAL)
    expect(page.get_by_role("heading", name="Before you begin")).to_be_visible()
    yield "before", study(page)
    ids = ids_of_final()
    bad = safety(ids)[:1]
    page = desk.visit(FINAL, worked_on(ids, wrong=bad, open_ids=ids[:1]).events)
    node = study(page)
    expect(page.get_by_role("heading", name="Go on where you were")).to_be_visible()
    yield "left and found again", node
    press(page, "Give up this sitting …")
    yield "asked whether to give up", node
    press(page, "Keep it")
    press(page, "Continue")
    page.locator("details.mn-navigator, .mn-navigator details").evaluate("node => { node.open = true; }")
    press(page, "Mark for review")
    press(page, "Show a clock")
    yield "during", node
    press(page, "Show all on one page")
    expect(page.locator(".mn-stage .mn-question")).to_have_count(40)
    yield "all on one page", node


def final_end(desk):
    ids = ids_of_final()
    page = desk.visit(FINAL, worked_on(ids, wrong=safety(ids)[:1], open_ids=ids[:1]).events)
    node = study(page)
    press(page, "Continue")
    press(page, "Finish …")
    expect(page.get_by_role("heading", name="1 question not answered in full")).to_be_focused()
    yield "asked whether to finish", node
    page.keyboard.press("Escape")
    give(page.locator(f".mn-question[data-question={ids[0]}]"), ids[0], right(ids[0]))
    press(page, "Finish …")
    press(page, "Finish now")
    expect(page.get_by_role("heading", name="Second chance 1 of 1")).to_be_focused()
    yield "second chance", node
    asked, fresh = shown(page)
    give(asked, fresh, right(fresh))
    press(page, "Answer for good")
    expect(page.get_by_text("That is safe.")).to_be_visible()
    yield "second chance taken", node


def result(desk):
    page = desk.visit(FINAL, [*STARTING_CHECK, *PASSED_FINAL])
    node = study(page)
    expect(page.get_by_role("heading", name="Your result")).to_be_visible(timeout=PATIENT)
    yield "folded", node
    while node.locator("details:not([open])").count():
        node.evaluate("node => { for (const one of node.querySelectorAll('details')) one.open = true; }")
        page.wait_for_timeout(50)
    yield "unfolded", node


def review(desk):
    page = desk.visit("notebooks/23-review.html")
    node = study(page)
    expect(node.locator(".mn-title")).to_have_text("There is nothing to review yet")
    yield "nothing yet", node
    question = next(one for one in of_lesson("01-nerves") if one.type == "single")
    terms = [f"card:{term.id}" for term in COURSE.terms.values() if term.lesson == "01-nerves"]
    page = desk.visit(
        "notebooks/23-review.html",
        [
            answered(question, day="2026-10-29"),
            event("recall", terms[0], ["good"], day="2026-11-08"),
            event("recall", terms[1], ["good"], day="2026-11-17"),
        ],
    )
    node = study(page)
    expect(node.get_by_role("button", name="Start", exact=True)).to_be_visible()
    page.get_by_text("How this works").click()
    yield "due", node
    press(page, "Start", exact=True)
    page.locator(".mn-stage .mn-option input").first.check()
    yield "question", node
    node.get_by_role("button", name="Check: guessing").click()
    expect(node.locator(".mn-verdict")).to_be_visible()
    yield "question answered", node
    node.get_by_role("button", name="Next", exact=True).click()
    yield "card", node
    node.get_by_role("button", name="Show the meaning").click()
    yield "card turned", node
    node.get_by_role("button", name="Easy at once").click()
    node.get_by_role("button", name="Show the meaning").click()
    node.get_by_role("button", name="Easy at once").click()
    expect(node.get_by_role("button", name="Easy at once")).to_be_hidden()
    expect(node.locator(".mn-title")).to_be_visible()
    yield "finished", node


def progress(desk):
    page = desk.visit("notebooks/22-progress.html")
    expect(page.locator(".mn-next")).to_be_visible()
    yield "empty", study(page)
    lessons = [answered(one) for one in [*of_lesson("01-nerves"), *of_lesson("02-kinds")[:4]]]
    cases = [
        event("choice", f"{CASE.id}/{CASE.start}", CASE.best[0].split("/")[1:], hash=CASE.hash, place="a")
    ]
    page = desk.visit("notebooks/22-progress.html", [*lessons, *cases, *STARTING_CHECK, *PASSED_FINAL])
    expect(page.locator(".mn-next")).to_be_visible()
    for fold in page.locator(".mn-progress details").all():
        fold.evaluate("fold => { fold.open = true; }")
    yield "with a record", study(page)
    yield "ticks in the contents", page.locator("#contents")


def record(desk):
    page = desk.visit("notebooks/22-progress.html")
    node = page.locator(".mn-record")
    yield "empty", node
    page = desk.visit("notebooks/22-progress.html", [answered(one) for one in of_lesson("01-nerves")[:3]])
    yield "with a record", node
    with page.expect_download() as download:
        node.get_by_role("button", name="Save to a file").click()
    content = download.value.path().read_bytes()
    expect(node.get_by_role("status")).to_contain_text("Saved as")
    yield "saved", node
    node.get_by_role("button", name="Delete everything").click()
    expect(node.get_by_role("button", name="Keep everything")).to_be_visible()
    yield "asked whether to delete", node
    node.get_by_role("button", name="Delete", exact=True).click()
    expect(node.get_by_role("button", name="Undo")).to_be_focused()
    yield "deleted", node
    add = node.get_by_label("Add from a file")
    add.set_input_files({"name": "record.json", "mimeType": "application/json", "buffer": content})
    expect(node.get_by_role("status")).to_contain_text("3 entries added")
    yield "added", node
    add.set_input_files({"name": "other.json", "mimeType": "application/json", "buffer": b"no"})
    expect(node.get_by_role("status")).to_contain_text("Nothing was added")
    yield "error", node


def verify(desk):
    page = desk.visit("book/verify.html")
    node = study(page)
    expect(page.get_by_label("Choose a certificate")).to_be_visible()
    yield "before", node
    # Long valid, whatever day the test is run on.
    true = as_json(credential(configuration(), replace(AWARD, issued=AWARD.issued.replace(year=2020)), KEY))
    changed = json.loads(true)
    changed["credentialSubject"]["result"][2]["value"] = "75"
    for state, text, words in (
        ("valid", true, "Unchanged since it was signed."),
        ("invalid", json.dumps(changed), "Not true: it was changed"),
        ("no certificate", "hello", "is no digital certificate"),
    ):
        page.get_by_label("Choose a certificate").set_input_files(
            {"name": "file.json", "mimeType": "application/json", "buffer": text.encode()}
        )
        expect(node.get_by_role("status").last).to_contain_text(words)
        yield state, node


# Tools


def screener(desk):
    page = desk.visit("notebooks/25-screener.html")
    expect(title(page)).to_have_text("Who comes to you?")
    node = tool(page)
    yield "start", node
    open_file(page, {"name": "other.json", "mimeType": "application/json", "buffer": b"{}"})
    expect(node.locator(".mn-said")).to_contain_text("was not opened")
    yield "file refused", node
    button(page, "Start with a blank form").click()
    yield "form", node
    button(page, "Next: your answer").click()
    expect(title(page)).to_have_text("Nothing was asked yet")
    yield "nothing asked", node
    button(page, "Back to the form").click()
    for name in ("loss_of_protective_sensation", "heat_on_insensate_skin", "superficial_nerve_sites"):
        say(page, name, "yes")
    yield "form partly filled in", node
    button(page, "Next: your answer").click()
    tool(page).get_by_label("Adapt").check()
    yield "own answer", node


def outcomes(desk):
    page = desk.visit("notebooks/25-screener.html")
    node = tool(page)
    for state, answers in (
        ("adapt", Answers({"loss_of_protective_sensation": "yes", "superficial_nerve_sites": "yes"})),
        ("go ahead", Answers({"pregnancy": "no"}, anything_else="no")),
        ("ask first", Answers({"active_cancer_treatment": "yes"})),
        ("stop", Answers({"dvt_suspected_or_known": "yes", "varicose_veins": "yes"})),
    ):
        open_file(page, file_of(answers))
        expect(node.locator(".mn-said")).to_have_text("The file saved.json is open.")
        button(page, "Next: your answer").click()
        node.get_by_label("Adapt").check()
        button(page, "Compare").click()
        expect(title(page)).to_have_text("What these answers call for")
        for fold in node.locator(".mn-outcome summary:visible").all():
            fold.click()
        yield state, node
        button(page, "Change the answers").click()


def papers(desk):
    page = desk.visit("notebooks/25-screener.html")
    take(page, "pain-on-walking")
    skip(page)
    for name in ("Worksheet", "Referral note", "Clearance request"):
        button(page, name).click()
        expect(tool(page).locator(".mn-papers .mn-title:focus")).to_be_visible()
        yield name.lower(), tool(page).locator(".mn-papers")


def planner(desk):
    page = desk.visit("notebooks/26-planner.html")
    expect(title(page)).to_have_text("Who is the plan for?")
    node = tool(page)
    yield "before", node
    take_for_plan(page, "heart-bones-feet")
    yield "wishes", node
    button(page, "Next: your own plan").click()
    choose(page, "foot", 4, 20, 1)
    node.get_by_label("A heated table for cold feet").check()
    yield "own plan", node
    button(page, "Compare").click()
    node.locator(".mn-plan details > summary").first.click()
    yield "planned", node
    button(page, "Session note (SOAP)").click()
    expect(node.locator(".mn-paper .mn-title")).to_be_focused()
    yield "session note", node.locator(".mn-papers")
    button(page, "Start over").click()
    yield "asked whether to start over", node


def planner_stop(desk):
    page = desk.visit("notebooks/26-planner.html")
    node = tool(page)
    take_for_plan(page, "letter-for-the-ankles")
    area_form(page, "hand").get_by_label("Swollen").check()
    yield "asked about a swelling", node
    start_over(page)
    node.get_by_label(COURSE.conditions["foot_ulcer_neuropathic"].name).check()
    button(page, "Next: what they feel and want").click()
    expect(title(page)).to_have_text("No plan today")
    yield "blocked", node


def case(desk):
    page = desk.visit(f"notebooks/{CASE.page}.html")
    node = case_root(page, CASE)
    expect(case_button(page, CASE, "Begin")).to_be_visible()
    yield "before", node
    case_button(page, CASE, "Begin").click()
    yield "scene", node
    case_button(page, CASE, "Decide").click()
    rows = node.locator(".mn-case-ask")
    for _ in range(4):
        rows.last.click()
    yield "asked and decided too early", node
    for _, choice in case_ways()["right"]:
        node.locator(f".mn-option input[value='{choice}']").check()
        case_button(page, CASE, "Decide").click()
    page.reload()
    wait_until_ready(page)
    expect(case_button(page, CASE, "See your last play again")).to_be_visible()
    yield "played before", node


def case_end(desk):
    page = desk.visit(f"notebooks/{CASE.page}.html")
    node = case_root(page, CASE)
    for state, way in case_ways().items():
        node.locator(".mn-case-go").click()
        for _, choice in way:
            node.locator(f".mn-option input[value='{choice}']").check()
            case_button(page, CASE, "Decide").click()
        expect(node.locator(".mn-title")).to_be_focused()
        for fold in node.locator("summary").all():
            fold.click()
        yield state, node


def case_ways():
    """Ways through the case: with an unsafe choice at the end, with a part of it right, the best one."""
    best = tuple(tuple(name.split("/")) for name in CASE.best)
    ways = [way for way in CASE.paths() if way != best]
    partly = next(way for way in ways if {tag_of(CASE, step) for step in way} > {None})
    wrong = next(way for way in ways if way != partly and tag_of(CASE, way[-1]) is not None)
    return {"wrong": wrong, "partly": partly, "right": best}


def compare(desk):
    page = desk.visit("notebooks/08-deciding.html")
    node = page.locator(".mn-compare").nth(1)
    yield "before", node
    node.get_by_role("button", name="Compare").click()
    yield "asked too early", node
    for state, said, words in (
        ("wrong", "Adapt", "The screener is stricter than you."),
        ("right", "Ask first: the whole session", "The screener says the same."),
    ):
        node.get_by_label(said).check()
        node.get_by_role("button", name="Compare").click()
        expect(node.get_by_role("status")).to_have_text(words)
        yield state, node


# Around the text


def home(desk):
    record = [answered(one) for one in of_lesson("01-nerves")[:3]]
    record.append(event("visit", "06-noticing", [""], day="2026-11-18"))
    page = desk.visit("index.html", record)
    expect(page.locator(".mn-continue a").first).to_be_visible()
    yield "go on where you left off", page.locator(".mn-continue")


def search(desk):
    page = desk.visit("search.html")
    yield "before", page.locator("main")
    for state, words in (("results", "myelin"), ("nothing found", "xylophone")):
        page.locator("main").get_by_role("searchbox").fill(words)
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(f"q={words}"))
        expect(page.locator("#search-results")).to_contain_text(
            re.compile("found|did not match|No page", re.IGNORECASE)
        )
        if state == "results":
            expect(page.locator("#search-results li a").first).to_be_visible()
        yield state, page.locator("main")


def menu(desk):
    page = desk.visit(LESSON)
    page.set_viewport_size(PHONE)
    yield "bar", page.locator("header")
    page.get_by_role("button", name="Menu").press("Enter")
    contents = page.locator("#contents")
    expect(contents).to_be_visible()
    expect(page.get_by_role("button", name="Menu")).to_have_attribute("aria-expanded", "true")
    yield "open", contents
