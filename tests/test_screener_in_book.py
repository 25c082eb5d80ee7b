"""The screener in the published book: filled in, compared with Python, saved, opened; what it leaves be."""

import json
import random
import re

import pytest
from playwright.sync_api import expect

from massage_neuropathy.content import load_course
from massage_neuropathy.screening import CATCH_ALL, Answers, answers_of, screen
from massage_neuropathy.widgets.screener import answer_line
from tests.test_book_in_browser import DESKTOP, PHONE, assert_accessible, visit
from tests.test_screener import CLIENTS, PERMISSION
from tests.test_screening import drawn, told

__all__ = ["visit"]

PAGE = "notebooks/25-screener.html"
LESSON = "notebooks/08-deciding.html"
COURSE = load_course()
WORDS = COURSE.screening
SETS = 30
DONT_KNOW = "Don\N{RIGHT SINGLE QUOTATION MARK}t know"
# Says what is written to any store of the browser, and what is sent without being asked for as a page.
WATCH_STORES = """
    window.written = [];
    const watch = (owner, name) => {
        const before = owner[name];
        owner[name] = function (...given) {
            window.written.push(`${name} ${String(given[0]?.question ?? given[0])}`);
            return before.apply(this, given);
        };
    };
    watch(Storage.prototype, "setItem");
    for (const name of ["add", "put"]) watch(IDBObjectStore.prototype, name);
    for (const name of ["pushState", "replaceState"]) watch(history, name);
    watch(navigator, "sendBeacon");
    watch(window, "fetch");
    watch(BroadcastChannel.prototype, "postMessage");
"""


def tool(page):
    return page.locator("div.mn-tool")


def title(page):
    return tool(page).locator(".mn-stage > .mn-title").first


def button(page, name):
    return tool(page).get_by_role("button", name=name, exact=True)


@pytest.fixture
def screener(visit):
    """A function that opens the screener; what goes wrong on it fails the test."""

    def open_screener(**where):
        page = visit(PAGE, **where)
        expect(title(page)).to_have_text("Who comes to you?")
        return page

    return open_screener


def file_of(answers, client=None):
    data = {
        "format": "massage-neuropathy-screening",
        "version": 1,
        "client": client,
        "answers": {**told(answers), "rises": in_words(answers.rises)},
    }
    return {
        "name": "saved.json",
        "mimeType": "application/json",
        "buffer": json.dumps(data).encode(),
    }


def in_words(rises):
    """Return lines as a file has them: named by their words."""
    return {
        name: {COURSE.conditions[name].rises[number].when: said for number, said in lines.items()}
        for name, lines in rises.items()
    }


def open_file(page, file):
    tool(page).locator("input[type=file]").set_input_files(file)


def take(page, client_id):
    tool(page).locator(f"button[data-client='{client_id}']").click()
    expect(title(page)).to_have_text("Your answer first")


def question(page, name):
    return tool(page).locator(f".mn-ask[data-question='{name}']")


def say(page, name, said):
    """Answer a question as a person does: open its part, choose an answer."""
    node = question(page, name)
    if not node.is_visible():
        part = "observed" if COURSE.conditions[name].observed else COURSE.conditions[name].group
        tool(page).locator(f".mn-part[data-part='{part}'] > summary").click()
    words = {"yes": "Yes", "no": "No", "unknown": DONT_KNOW}[said]
    node.locator(".mn-said-field").get_by_label(words, exact=True).check()


def skip(page):
    # A file that was just opened is still being read.
    expect(title(page)).to_have_text(re.compile("What the client says|Your answer first"))
    if title(page).text_content() == "What the client says":
        button(page, "Next: your answer").click()
    button(page, "Skip: show me").click()
    expect(title(page)).to_have_text("What these answers call for")


# What stands on the page, as data. Folded parts count.
READ_OUTCOME = """(root) => {
    const text = (node) => node?.textContent ?? "";
    const all = (selector, from = root) => [...from.querySelectorAll(selector)];
    return {
        answer: text(root.querySelector(".mn-answer-card .mn-answer-words")),
        lines: all(".mn-lines > li").map((item) => [
            text(item.querySelector("h4")), text(item.querySelector(".mn-line-answer strong"))]),
        settle: all(".mn-settle > li > strong").map(text),
        changes: all(".mn-changes > li").map((item) => item.firstChild.textContent),
        open: all(".mn-open-lines > li").length,
        keptOff: all(".mn-body-map [data-kind=keep-off] li").length,
        conflicts: all(".mn-conflicts > li").length,
        notAsked: all(".mn-not-asked > ul > li ul li").length,
        numb: text(root.querySelector(".mn-numb")),
        all: text(root),
        folded: all(".mn-later").length,
        unfolded: all(".mn-body-map, .mn-changes").filter((node) => !node.closest(".mn-later")).length,
        plain: all(".mn-outcome > section").map(text).join(" "),
    };
}"""


def read_outcome(page):
    """Return what stands on the page, with the straight quotes of the content in place of the curly ones."""
    text = json.dumps(tool(page).evaluate(READ_OUTCOME), ensure_ascii=True)
    return json.loads(re.sub(r"\\u201[cd]", r'\\"', re.sub(r"\\u201[89]", "'", text)))


def rank(line):
    return [(each.answer, each.waits) for each in WORDS.strictness].index((line.answer, line.waits))


def is_risen(line):
    """Whether an entry's answer is not its own: a line under it raised it, or may do so."""
    entry = COURSE.conditions.get(line.condition)
    if entry is None or (line.answer, line.waits) == (entry.answer, entry.waits):
        return False
    return line.answer in {each.id for each in WORDS.answers if each.stops} or None not in line.settle


def assert_agrees(found, decision):
    """Compare an outcome on the page with what Python decides."""
    names = {name: entry.name for name, entry in COURSE.conditions.items()}
    names[CATCH_ALL] = "Something that has not been talked about"
    stops = {answer.id for answer in WORDS.answers if answer.stops}
    assert found["answer"] == answer_line(decision, WORDS)
    lines = sorted(decision.lines, key=lambda line: (rank(line), is_risen(line)))
    assert found["lines"] == [[names[each.condition], answer_line(each, WORDS)] for each in lines]
    assert found["settle"] == [names[each.condition] for each in decision.lines for _ in each.settle]
    changes = [
        each.say
        for each in WORDS.adaptations
        if each.id in decision.adaptations and not (decision.answer in stops and each.id == "no_session")
    ]
    assert found["changes"] == changes
    assert (found["conflicts"] > 0) == bool(decision.conflicts)
    assert found["notAsked"] == len([name for name in decision.not_asked if name != CATCH_ALL])
    assert found["open"] == sum(len(each.open) for each in decision.lines)
    assert (found["keptOff"] > 0) == bool(decision.keep_off)
    assert found["numb"] == WORDS.numb_area
    assert found["all"].count(WORDS.ceiling) == any(
        COURSE.conditions[each.condition].ceiling for each in decision.lines if each.condition != CATCH_ALL
    )
    assert ("An appointment" in found["all"]) == bool(decision.appointments)
    assert not PERMISSION.search(found["all"])
    is_held = decision.answer in stops or decision.waits in ("known", "session")
    if is_held and decision.adaptations.keys() - {"no_session"}:
        assert found["folded"] == 1
    if is_held:
        assert found["unfolded"] == 0
    if decision.answer in stops:
        assert "An appointment" not in found["plain"]


def test_saved_forms_come_out_as_python_decides(screener):
    page = screener()
    chance = random.Random(25)
    for _ in range(SETS):
        answers = drawn(chance)
        open_file(page, file_of(answers))
        expect(tool(page).locator(".mn-said")).to_have_text("The file saved.json is open.")
        if answers == Answers():
            button(page, "Next: your answer").click()
            expect(title(page)).to_have_text("Nothing was asked yet")
            button(page, "Back to the form").click()
            continue
        skip(page)
        assert_agrees(read_outcome(page), screen(answers))
        button(page, "Change the answers").click()


FILLED = [
    (
        Answers({"dvt_suspected_or_known": "yes"}, {"dvt_suspected_or_known": {0: "yes"}}),
        "Stop: emergency now",
    ),
    (
        Answers(
            {"loss_of_protective_sensation": "yes", "varicose_veins": "yes", "pregnancy": "no"},
            {"loss_of_protective_sensation": {0: "no"}},
            {"loss_of_protective_sensation": ["hand"], "varicose_veins": ["calf"]},
            "no",
        ),
        "Adapt",
    ),
    (
        Answers(
            {"suicidal_distress": "no", "foot_ulcer_neuropathic": "unknown", "heat_on_insensate_skin": "yes"},
            {},
            {},
            "unknown",
        ),
        "Ask first: the whole session, until it is known",
    ),
]


@pytest.mark.parametrize(("answers", "words"), FILLED, ids=[words for _, words in FILLED])
def test_a_form_that_is_filled_in_comes_out_as_python_decides(screener, answers, words):
    page = screener(size=PHONE)
    button(page, "Start with a blank form").click()
    for name, said in answers.conditions.items():
        say(page, name, said)
    for name, areas in answers.where.items():
        for area in areas:
            says = next(each.say for each in WORDS.areas if each.id == area)
            question(page, name).get_by_label(says, exact=True).check()
    for name, lines in answers.rises.items():
        for number, said in lines.items():
            line = question(page, name).locator(".mn-rise").nth(number)
            line.get_by_label({"yes": "Yes", "no": "No"}[said], exact=True).check()
    if answers.anything_else:
        last = question(page, "anything-else")
        last.get_by_label({"no": "No", "unknown": DONT_KNOW}[answers.anything_else], exact=True).check()
    skip(page)
    found = read_outcome(page)
    assert found["answer"] == words
    assert_agrees(found, screen(answers))


def test_every_practice_client_comes_out_as_python_decides(screener):
    page = screener()
    for name, client in CLIENTS.items():
        take(page, name)
        skip(page)
        found, decision = read_outcome(page), screen(answers_of(client))
        assert_agrees(found, decision)
        assert "Every question was asked." in found["all"] and "Not asked yet" not in found["all"]
        assert client.comment in found["all"]
        button(page, "Start over").click()


def test_the_learner_predicts_before_the_outcome_shows(screener):
    page = screener()
    take(page, "shaky-at-noon")
    assert not tool(page).locator(".mn-outcome").count()
    expect(tool(page).locator(".mn-five > .mn-option input")).to_have_count(5)
    button(page, "Compare").click()
    expect(tool(page).get_by_role("status")).to_have_text("Choose an answer first, or skip this step.")
    waits = tool(page).get_by_role("group", name="What waits?")
    expect(waits).to_be_hidden()
    tool(page).get_by_label("Ask first").check()
    expect(waits).to_be_visible()
    button(page, "Compare").click()
    expect(tool(page).get_by_role("status")).to_have_text("Choose what waits: the whole session, or an area.")
    waits.get_by_label("An area").check()
    button(page, "Compare").click()
    expect(tool(page).locator(".mn-compared")).to_have_text(
        "You said: Ask first: an area. The screener is stricter: Stop: help on the spot."
    )
    expect(title(page)).to_be_focused()


def test_what_waits_is_asked_only_where_something_waits(screener):
    page = screener()
    take(page, "pain-on-walking")
    tool(page).get_by_label("Ask first").check()
    tool(page).get_by_label("The whole session", exact=True).check()
    tool(page).get_by_label("Stop: care today").check()
    expect(tool(page).get_by_role("group", name="What waits?")).to_be_hidden()
    button(page, "Compare").click()
    expect(tool(page).locator(".mn-compared")).to_have_text(
        "You said: Stop: care today. The screener is milder: Ask first: an area."
    )


@pytest.mark.parametrize("client", ["weak-thighs", "tight-calf", "one-more-tablet"])
def test_before_the_answer_a_form_is_told_as_it_was_asked(screener, client):
    page = screener()
    take(page, client)
    shown = tool(page).inner_text()
    for name in CLIENTS[client].conditions:
        assert COURSE.conditions[name].name not in shown
    expect(tool(page).locator(".mn-recap li")).to_have_count(
        len(CLIENTS[client].conditions) + (CLIENTS[client].anything_else != "no")
    )


def test_an_empty_form_is_no_answer(screener):
    page = screener()
    button(page, "Start with a blank form").click()
    button(page, "Next: your answer").click()
    expect(title(page)).to_have_text("Nothing was asked yet")
    expect(title(page)).to_be_focused()
    expect(tool(page).get_by_role("button")).to_have_count(1)
    assert_accessible(page)
    button(page, "Back to the form").click()
    say(page, "pregnancy", "no")
    button(page, "Next: your answer").click()
    expect(title(page)).to_have_text("Your answer first")


def test_what_was_noticed_is_counted_by_itself(screener):
    page = screener()
    button(page, "Start with a blank form").click()
    say(page, "suicidal_distress", "yes")
    say(page, "pregnancy", "yes")
    button(page, "Next: your answer").click()
    open_questions = len(screen(Answers({"pregnancy": "yes"})).not_asked)
    expect(tool(page).locator(".mn-counts")).to_have_text(
        f"On the form: 1 yes, 0 {DONT_KNOW.lower()}, 0 no, {open_questions} not asked."
        " You noticed 1 thing yourself."
    )
    expect(tool(page).locator(".mn-recap li").nth(1)).to_contain_text("You noticed: The client talks of")


def test_dont_know_is_to_be_settled_now_with_the_answer_of_a_yes(screener):
    page = screener()
    take(page, "sock-not-looked-at")
    skip(page)
    item = tool(page).locator(".mn-settle li")
    expect(item).to_contain_text(WORDS.dont_know.say)
    expect(item).to_contain_text("Stop: care today.")
    later = tool(page).locator(".mn-later .mn-lines")
    expect(later).to_contain_text("The client does not know: that counts as a yes.")


def test_what_stops_folds_the_rest_away_for_another_day(screener):
    page = screener()
    take(page, "feverish-cold")
    skip(page)
    fold = tool(page).locator("details.mn-later")
    expect(fold.locator("> summary")).to_have_text("For another day, once this is settled")
    expect(fold.locator(".mn-body-map")).to_be_hidden()
    expect(tool(page).locator(".mn-numb")).to_be_visible()
    fold.locator("> summary").click()
    expect(fold.locator(".mn-body-map")).to_be_visible()


@pytest.mark.parametrize("client", ["weekly-infusion", "sock-not-looked-at"])
def test_what_waits_as_a_whole_folds_the_rest_away_until_the_answer_is_there(screener, client):
    page = screener(size=PHONE)
    take(page, client)
    skip(page)
    fold = tool(page).locator("details.mn-later")
    expect(fold.locator("> summary")).to_have_text("For when the answer is there")
    expect(fold.locator(".mn-body-map")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollHeight") < 9000


def test_an_entry_that_has_risen_shows_the_answer_it_rose_to(screener):
    page = screener()
    lines = {"varicose_veins": {0: "yes", 1: "no", 2: "unknown"}}
    open_file(page, file_of(Answers({"varicose_veins": "yes"}, lines)))
    skip(page)
    entry = COURSE.conditions["varicose_veins"]
    item = tool(page).locator(".mn-lines > li").first
    expect(item.locator(".mn-raised")).to_have_text(f"Raised by: {entry.rises[0].when}.")
    expect(item).to_contain_text(f"Do: {WORDS.answers[0].means}")
    itself = item.locator("details.mn-itself")
    expect(itself.locator("p")).to_be_hidden()
    itself.locator("summary").click()
    expect(itself.locator("p")).to_have_text(entry.do)


def test_a_request_is_offered_only_where_something_waits_for_writing(screener):
    page = screener()
    for client, is_there in (("pain-on-walking", True), ("feverish-cold", False)):
        take(page, client)
        skip(page)
        expect(button(page, "Clearance request")).to_have_count(int(is_there))
        words = "There is no clearance request: nothing here waits for a written answer."
        expect(tool(page).get_by_text(words)).to_have_count(int(not is_there))
        button(page, "Start over").click()


def test_which_entry_asks_for_which_change_is_folded_away(screener):
    page = screener()
    take(page, "heart-bones-feet")
    skip(page)
    decision = screen(answers_of(CLIENTS["heart-bones-feet"]))
    fold = tool(page).locator("details.mn-change-from")
    expect(fold.locator("li").first).to_be_hidden()
    fold.locator("summary").click()
    expect(fold.locator("li")).to_have_count(len(decision.adaptations))
    expect(fold.locator("li .mn-from")).to_have_count(len(decision.adaptations))
    # On paper it is there, and not twice.
    page.emulate_media(media="print")
    expect(tool(page).locator(".mn-changes")).to_be_hidden()


def test_what_was_not_asked_can_be_asked(screener):
    page = screener()
    button(page, "Start with a blank form").click()
    for name, entry in COURSE.conditions.items():
        if entry.group == "pregnancy":
            say(page, name, "no")
    skip(page)
    open_questions = len(screen(Answers({"pregnancy": "no"})).not_asked) - 2
    expect(tool(page).locator(".mn-answer-card + .mn-open-first")).to_have_text(
        f"Not asked yet: {open_questions} questions. Any of them may call for a stricter answer."
    )
    expect(tool(page)).to_contain_text(f"{open_questions} questions were not asked. A question that was not")
    button(page, "Ask them now").click()
    expect(tool(page).get_by_label("Only questions without an answer")).to_be_checked()
    expect(tool(page).locator(".mn-part[data-part=pregnancy]")).to_be_hidden()
    expect(tool(page).locator(".mn-part[data-part=skin]")).to_be_visible()


def test_questions_are_searched_and_said_how_many_are_found(screener):
    page = screener()
    button(page, "Start with a blank form").click()
    status = tool(page).locator(".mn-filters [role=status]")
    observed = [name for name, entry in COURSE.conditions.items() if entry.observed]
    open_questions = len(screen(Answers()).not_asked)
    everything = (
        f"{open_questions} questions to ask, 2 of them after a session; and {len(observed)} things to notice"
        " yourself"
    )
    expect(status).to_have_text(everything)
    only_open = tool(page).get_by_label("Only questions without an answer")
    only_open.check()
    expect(status).to_have_text(f"Shown: {open_questions} questions to ask, and 3 things to notice yourself")
    only_open.uncheck()
    tool(page).locator(".mn-part[data-part=skin] > summary").click()
    search = tool(page).get_by_role("searchbox", name="Find a question")
    search.fill("Pacemaker")
    expect(status).to_have_text("Shown: 1 question to ask")
    expect(tool(page).locator(".mn-ask:visible")).to_have_count(2)  # And the last question, always.
    expect(question(page, "pacemaker_or_icd")).to_be_visible()
    expect(question(page, "anything-else")).to_be_visible()
    search.fill("Eliquis")
    expect(question(page, "anticoagulants")).to_be_visible()
    search.fill("zebra")
    expect(status).to_contain_text("answer yes to the last question")
    search.fill("")
    expect(status).to_have_text(everything)
    expect(tool(page).locator(".mn-part:visible")).to_have_count(len(WORDS.groups) + 2)
    # What the search has opened closes again; what the learner has opened stays.
    opened = tool(page).locator(".mn-part[open]")
    expect(opened).to_have_count(1)
    expect(opened).to_have_attribute("data-part", "skin")


def test_the_rest_of_a_part_is_answered_with_no_and_what_was_said_stays(screener):
    page = screener()
    button(page, "Start with a blank form").click()
    expect(tool(page).locator(".mn-ask")).to_have_count(1)  # Parts are built when they are opened.
    say(page, "open_wound", "yes")
    part = tool(page).locator(".mn-part[data-part=skin]")
    part.get_by_role("button", name="The rest here: no").click()
    entries = [entry for entry in COURSE.conditions.values() if entry.group == "skin" and not entry.observed]
    expect(part.get_by_role("status")).to_have_text(f"{len(entries) - 1} questions answered with no.")
    expect(part.locator("summary")).to_contain_text(f"{len(entries)} of {len(entries)} answered")
    expect(question(page, "open_wound").get_by_label("Yes", exact=True).first).to_be_checked()
    skip(page)
    assert_agrees(
        read_outcome(page),
        screen(Answers({**dict.fromkeys([each.id for each in entries], "no"), "open_wound": "yes"})),
    )


def test_what_is_noticed_stands_apart_and_nobody_is_asked_about_it(screener):
    page = screener()
    button(page, "Start with a blank form").click()
    tool(page).get_by_text("What you notice yourself").click()
    part = tool(page).locator(".mn-part[data-part=observed]")
    observed = [name for name, entry in COURSE.conditions.items() if entry.observed]
    assert [node.get_attribute("data-question") for node in part.locator(".mn-ask").all()] == observed
    say(page, "suicidal_distress", "yes")
    skip(page)
    expect(tool(page).locator(".mn-lines")).to_contain_text("You noticed it; nobody was asked.")


def test_grounds_and_sources_stand_with_every_line(screener, book):
    page = screener()
    take(page, "heart-bones-feet")
    skip(page)
    for line in screen(answers_of(CLIENTS["heart-bones-feet"])).lines:
        entry = COURSE.conditions[line.condition]
        item = tool(page).locator(".mn-lines > li", has_text=entry.name).first
        expect(item.locator(".mn-ground")).to_contain_text(f"Ground: {entry.ground}.")
        if entry.ground in WORDS.weak_grounds:
            expect(item.locator(".mn-ground")).to_contain_text(WORDS.weak_grounds[entry.ground])
        hrefs = [link.get_attribute("href") for link in item.locator(".mn-source a").all()]
        assert hrefs[0] == f"../book/rules.html#{entry.id}" and len(hrefs) == len(entry.references) + 1
        for href in hrefs:
            file, _, anchor = href.partition("#")
            assert f'id="{anchor}"' in (book / "notebooks" / file).resolve().read_text(encoding="utf-8"), href


def test_a_form_is_saved_and_opened_again(screener, tmp_path):
    page = screener()
    take(page, "numb-soles")
    button(page, "Back to the form").click()
    say(page, "pregnancy", "unknown")
    with page.expect_download() as started:
        button(page, "Save to a file").click()
    path = tmp_path / started.value.suggested_filename
    started.value.save_as(path)
    expect(tool(page).get_by_role("status").last).to_contain_text("Nobody else has it.")
    data = json.loads(path.read_text(encoding="utf-8"))
    for name, lines in data["answers"]["rises"].items():
        assert len(lines) in (0, len(COURSE.conditions[name].rises))
        assert not any(line.isdigit() for line in lines)
    assert data["client"] == "numb-soles" and data["answers"]["conditions"]["pregnancy"] == "unknown"
    button(page, "Start over").click()  # What is saved is not lost, so nobody is asked.
    open_file(page, path)
    expect(title(page)).to_have_text("What the client says")
    expect(tool(page)).to_contain_text(CLIENTS["numb-soles"].who)
    skip(page)
    client = answers_of(CLIENTS["numb-soles"])
    answers = Answers({**client.conditions, "pregnancy": "unknown"}, client.rises, client.where, "no")
    assert_agrees(read_outcome(page), screen(answers))
    # What is said about the client was said about other answers.
    assert "About this client" not in read_outcome(page)["all"]


@pytest.mark.parametrize(
    "text", ["nothing of ours", '{"format": "massage-neuropathy-screening", "version": 9}']
)
def test_a_bad_file_says_what_is_wrong_and_loses_nothing(screener, text):
    page = screener()
    button(page, "Start with a blank form").click()
    say(page, "allodynia", "yes")
    open_file(page, {"name": "other.json", "mimeType": "application/json", "buffer": text.encode()})
    status = tool(page).locator(".mn-screener-said")
    expect(status).to_contain_text("The file other.json was not opened, and nothing was changed: it")
    expect(question(page, "allodynia").get_by_label("Yes", exact=True).first).to_be_checked()


def test_answers_are_not_lost_without_a_question(screener):
    page = screener()
    button(page, "Start with a blank form").click()
    say(page, "allodynia", "yes")
    button(page, "Start over").click()
    expect(button(page, "Keep them")).to_be_focused()
    page.keyboard.press("Enter")
    expect(button(page, "Start over")).to_be_focused()
    expect(question(page, "allodynia").get_by_label("Yes", exact=True).first).to_be_checked()
    open_file(page, file_of(Answers({"pregnancy": "yes"})))
    button(page, "Keep them").click()
    expect(question(page, "allodynia")).to_be_visible()
    button(page, "Start over").click()
    tool(page).locator(".mn-screener-said").get_by_role("button", name="Start over").click()
    expect(title(page)).to_have_text("Who comes to you?")
    button(page, "Start with a blank form").click()
    expect(tool(page).locator(".mn-part[data-part=sensory] summary")).to_contain_text("0 of 3 answered")


def test_a_line_that_is_gone_is_told_and_nothing_else_is_lost(screener):
    page = screener()
    file = file_of(Answers({"allodynia": "yes"}, {"allodynia": {0: "no"}}))
    data = json.loads(file["buffer"])
    data["answers"]["rises"]["allodynia"]["A line that is gone"] = "yes"
    open_file(page, {**file, "buffer": json.dumps(data).encode()})
    status = tool(page).locator(".mn-screener-said")
    expect(status).to_have_text(
        "The file saved.json is open. The course no longer asks this, so it was left out:"
        f" {COURSE.conditions['allodynia'].name}: A line that is gone."
    )
    skip(page)
    assert_agrees(read_outcome(page), screen(Answers({"allodynia": "yes"}, {"allodynia": {0: "no"}})))


@pytest.mark.parametrize("leave", ["Change the answers", "Ask them now", "Start over"])
def test_a_paper_that_was_typed_on_is_not_lost_without_a_question(screener, leave):
    page = screener()
    open_file(page, file_of(Answers({"allodynia": "yes"})))
    skip(page)
    button(page, "Worksheet").click()
    field = tool(page).locator(".mn-papers textarea").first
    field.fill("what I add")
    tool(page).locator(".mn-stage").get_by_role("button", name=leave, exact=True).click()
    expect(button(page, "Keep them")).to_be_focused()
    page.keyboard.press("Enter")
    expect(tool(page).locator(".mn-stage").get_by_role("button", name=leave, exact=True)).to_be_focused()
    expect(field).to_have_value("what I add")
    tool(page).locator(".mn-stage").get_by_role("button", name=leave, exact=True).click()
    tool(page).locator(".mn-screener-said .mn-delete").click()
    words = "Who comes to you?" if leave == "Start over" else "What the client says"
    expect(title(page)).to_have_text(words)


def test_papers_that_are_as_they_came_are_left_at_once(screener):
    page = screener()
    take(page, "numb-soles")
    skip(page)
    button(page, "Worksheet").click()
    button(page, "Change the answers").click()
    expect(title(page)).to_have_text("What the client says")


def test_nothing_is_stored_and_nothing_leaves_the_page(visit):
    page = visit("book/about.html")
    page.context.add_init_script(WATCH_STORES)
    page.goto(page.url.replace("book/about.html", PAGE))
    expect(title(page)).to_have_text("Who comes to you?")
    page.wait_for_load_state("networkidle")
    page.evaluate("window.written.length = 0")
    address, asked = page.url, []
    page.on("request", lambda request: asked.append(request.url.partition("?v=")[0]))
    stores = "JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.cookie])"
    before = page.evaluate(stores)
    button(page, "Start with a blank form").click()
    tool(page).get_by_role("searchbox").fill("numb")
    tool(page).get_by_role("searchbox").fill("")
    for name in ("loss_of_protective_sensation", "fungal_infection", "foot_ulcer_neuropathic"):
        say(page, name, "unknown")
    button(page, "Next: your answer").click()
    tool(page).get_by_label("Adapt").check()
    button(page, "Compare").click()
    for paper in ("Worksheet", "Referral note"):
        button(page, paper).click()
    for field in tool(page).locator(":is(textarea, input[type=text]):visible").all()[:4]:
        field.fill("typed by the learner")
    button(page, "Start over").click()
    tool(page).locator(".mn-screener-said").get_by_role("button", name="Start over").click()
    take(page, "weekly-infusion")
    skip(page)
    button(page, "Clearance request").click()
    assert page.evaluate("window.written") == []
    assert page.evaluate(stores) == before
    # The course rules are fetched once somebody turns to the tool, under a name that is the same for all.
    assert (page.url, asked) == (address, [address.replace(PAGE, "_study/screener.js")])


@pytest.mark.parametrize("paper", ["Worksheet", "Referral note", "Clearance request"])
def test_a_paper_opens_with_its_heading_in_focus_and_keeps_what_is_typed(screener, paper):
    page = screener(size=PHONE)
    take(page, "weekly-infusion")
    skip(page)
    button(page, paper).click()
    expect(tool(page).locator(".mn-papers .mn-title").first).to_be_focused()
    field = tool(page).locator(".mn-papers textarea").first
    field.fill("what I add")
    button(page, "Worksheet").click()
    button(page, paper).click()
    expect(field).to_have_value("what I add")


def test_the_outcome_prints_alone_with_nothing_folded(screener):
    page = screener()
    page.evaluate(
        """() => { window.print = () => {
            window.printed = document.querySelector(".mn-alone").cloneNode(true);
        }; }"""
    )
    take(page, "feverish-cold")
    skip(page)
    button(page, "Print the outcome").click()
    assert page.evaluate("[...window.printed.querySelectorAll('details')].every((fold) => fold.open)")
    assert page.evaluate("window.printed.querySelectorAll('button').length") == 0
    printed = page.evaluate("window.printed.textContent")
    assert "Teaching example, not a record." in printed and WORDS.numb_area in printed


@pytest.mark.parametrize("colors", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_screen_is_accessible(screener, colors, size):
    page = screener(colors=colors, size=size)

    def look():
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        assert_accessible(page)

    look()
    button(page, "Start with a blank form").click()
    for name in ("loss_of_protective_sensation", "heat_on_insensate_skin", "superficial_nerve_sites"):
        say(page, name, "yes")
    look()
    button(page, "Next: your answer").click()
    tool(page).get_by_label("Adapt").check()
    look()
    button(page, "Compare").click()
    look()
    button(page, "Start over").click()
    tool(page).locator(".mn-screener-said").get_by_role("button", name="Start over").click()
    take(page, "feverish-cold")
    skip(page)
    tool(page).locator(".mn-later > summary").click()
    look()


def test_targets_are_large_enough_on_a_phone(screener):
    page = screener(size=PHONE)
    button(page, "Start with a blank form").click()
    say(page, "loss_of_protective_sensation", "yes")
    sizes = tool(page).evaluate(
        """(root) => [...root.querySelectorAll("button, summary, .mn-three label, .mn-setting, .mn-file")]
            .map((node) => node.getBoundingClientRect()).filter(({ width }) => width > 0)
            .map(({ width, height }) => Math.min(width, height))"""
    )
    assert min(sizes) >= 24


def test_a_client_is_screened_by_keyboard_alone(screener):
    page = screener()
    button(page, "Start with a blank form").focus()
    page.keyboard.press("Enter")
    expect(title(page)).to_be_focused()
    tab_to(page, "tool.querySelector('.mn-part[data-part=sensory] summary')")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")  # Yes
    expect(
        question(page, "loss_of_protective_sensation").get_by_label("Yes", exact=True).first
    ).to_be_checked()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")  # Don't know
    tab_to(page, "[...tool.querySelectorAll('button')].find((one) => one.textContent.startsWith('Next'))")
    page.keyboard.press("Enter")
    expect(title(page)).to_have_text("Your answer first")
    expect(title(page)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(tool(page).locator(".mn-compared")).to_contain_text("You said: Stop: emergency now.")
    expect(title(page)).to_be_focused()


def tab_to(page, target, most=120):
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(f"(() => {{ const tool = document.querySelector('div.mn-tool');"
                         f" return document.activeElement === {target}; }})()"):  # fmt: skip
            return
    raise AssertionError(f"no way to {target} by keyboard")


def test_two_screeners_on_a_page_keep_to_themselves(screener):
    page = screener()
    body = page.request.get(page.url).text()
    once = re.search(r'<div class="mn-tool" data-mn="screener".*?</div>', body, re.DOTALL)[0]
    page.route(
        page.url, lambda route: route.fulfill(body=body.replace(once, once * 2), content_type="text/html")
    )
    page.reload()
    both = [tool(page).nth(0), tool(page).nth(1)]
    expect(page.locator(".mn-stage > .mn-title:first-child")).to_have_text(["Who comes to you?"] * 2)
    ids = page.evaluate("[...document.querySelectorAll('.mn-tool [id]')].map(({ id }) => id)")
    assert len(ids) == len(set(ids)) > 0
    for one in both:
        one.get_by_role("button", name="Start with a blank form").click()
        one.get_by_text("Feeling: numb").click()
    yes = [
        one.get_by_role("group", name=COURSE.conditions["allodynia"].question).get_by_label("Yes")
        for one in both
    ]
    yes[0].check()
    both[1].get_by_role("group", name=COURSE.conditions["allodynia"].question).get_by_label(
        "No", exact=True
    ).check()
    expect(yes[0]).to_be_checked()
    for one in both:
        one.get_by_role("button", name="Next: your answer").click()
        one.get_by_label("Adapt").check()
    expect(both[0].get_by_label("Adapt")).to_be_checked()


def test_the_screener_works_from_a_file(screener, book):
    page = screener(address=book.as_uri())
    take(page, "numb-soles")
    skip(page)
    assert_agrees(read_outcome(page), screen(answers_of(CLIENTS["numb-soles"])))


def test_without_its_data_the_text_stays(chromium, site):
    context = chromium.new_context()
    page = context.new_page()
    page.route("**/_study/clients.js*", lambda route: route.abort())
    page.goto(f"{site}/{PAGE}")
    expect(tool(page).locator(".mn-notice")).to_contain_text("The screener could not start")
    expect(tool(page).locator("details")).to_have_count(len(COURSE.conditions) + 1)
    context.close()


def name_of(request):
    """The name of a file that is asked for, without its version."""
    return request.url.rpartition("/")[2].partition("?")[0]


def test_the_course_rules_come_when_a_learner_turns_to_the_screener(chromium, site):
    context = chromium.new_context()
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(name_of(request)))
    page.goto(f"{site}/{PAGE}", wait_until="networkidle")
    assert "clients.js" in asked and "screener.js" not in asked[asked.index("clients.js") :]
    # The first time the line breaks; the second time it holds.
    page.route("**/_study/screener.js*", lambda route: route.abort())
    blank = tool(page).get_by_role("button", name="Start with a blank form")
    blank.click()
    said = tool(page).locator(".mn-screener-said")
    expect(said).to_contain_text("This cannot go on yet: this part of the book could not be loaded.")
    page.unroute("**/_study/screener.js*")
    blank.click()
    expect(title(page)).to_have_text("What the client says")
    expect(title(page)).to_be_focused()
    expect(said).to_be_empty()
    context.close()


def test_a_file_can_be_chosen_again_when_the_course_rules_could_not_be_loaded(chromium, site):
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{site}/{PAGE}")
    page.route("**/_study/screener.js*", lambda route: route.abort())
    field = tool(page).locator("input[type=file]")
    open_file(page, file_of(Answers()))
    said = tool(page).locator(".mn-screener-said")
    expect(said).to_contain_text("This cannot go on yet: this part of the book could not be loaded.")
    # A browser tells of a choice only where it is another than before.
    expect(field).to_have_value("")
    page.unroute("**/_study/screener.js*")
    open_file(page, file_of(Answers()))
    expect(said).to_have_text("The file saved.json is open.")
    context.close()


def test_without_a_script_it_is_a_list_with_folded_answers(chromium, site):
    context = chromium.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(f"{site}/{PAGE}")
    folds = tool(page).locator("details")
    expect(folds).to_have_count(len(COURSE.conditions) + 1)
    first = folds.first
    expect(first.locator("p")).to_be_hidden()
    first.locator("summary").click()
    expect(first.locator("p")).to_be_visible()
    expect(first.locator("a")).to_have_attribute("href", re.compile(r"^\.\./book/rules\.html#\w+$"))
    context.close()


# Lesson 8


def test_the_lesson_asks_for_a_prediction_and_compares(visit):
    page = visit(LESSON, size=PHONE)
    shown = page.locator(".mn-compare")
    expect(shown).to_have_count(3)
    node = shown.nth(1)
    answer = node.locator("details.mn-answer")
    expect(answer).to_be_hidden()
    node.get_by_role("button", name="Compare").click()
    expect(node.get_by_role("status")).to_have_text("Choose an answer first.")
    node.get_by_label("Adapt").check()
    node.get_by_role("button", name="Compare").click()
    expect(node.get_by_role("status")).to_have_text("The screener is stricter than you.")
    expect(answer).to_have_attribute("open", "")
    expect(answer).to_contain_text("Stop: care today")
    node.get_by_label("Ask first: an area").check()
    node.get_by_role("button", name="Compare").click()
    expect(node.get_by_role("status")).to_have_text("The screener is stricter than you.")
    node.get_by_label("Ask first: the whole session").check()
    node.get_by_role("button", name="Compare").click()
    expect(node.get_by_role("status")).to_have_text("The screener says the same.")
    assert_accessible(page)


def test_the_lesson_has_its_answers_without_a_script(chromium, site):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/{LESSON}")
    fold = page.locator(".mn-compare details").first
    fold.locator("summary").click()
    expect(fold.locator("li").first).to_be_visible()
    expect(page.locator(".mn-compare button")).to_have_count(0)
    context.close()
