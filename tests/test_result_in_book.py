"""The result of a final as a learner meets it, on the screen and on paper, and the files made from it."""

import json
from datetime import datetime

import pytest
from playwright.sync_api import expect

from massage_neuropathy.draw import draw_start, form_of, other_form
from massage_neuropathy.provider.grade import PASSED, grade
from massage_neuropathy.provider.result_file import read_result
from tests.result_files import BANK, right, sit, unsafe, wrong
from tests.stored_record import events, seed_record
from tests.test_book_in_browser import assert_accessible, colors, size, visit
from tests.test_quiz_in_book import words_of
from tests.test_results import asked_in
from tests.test_sheets import pages_of

__all__ = ["colors", "size", "visit"]  # Fixtures.

FINAL = "notebooks/21-final.html"
PRACTICE = "notebooks/20-practice.html"
PROGRESS = "notebooks/22-progress.html"
NAME = "Žákyně Μαθήτρια"


def not_right(name):
    answer = wrong(name)
    return unsafe(name) if answer == right(name) else answer


def starting_check():
    """A starting check, five days before, in which the first six answers are right."""
    ids = draw_start(BANK.index, {}, "aaaaaaaaaaaaaaaa")
    told = []

    def tell(kind, question, options=(), hash_="", certainty=None):
        at = f"2026-11-15T09:{len(told):02}:00.000Z"
        event = {"id": f"start-{len(told)}", "at": at, "kind": kind, "question": question}
        event |= {"place": "start/aaaaaaaaaaaaaaaa", "hash": hash_, "options": list(options)}
        told.append(event | {"certainty": certainty})

    tell("begin", "start", ids, f"{BANK.version}+{BANK.hash}")
    for number, name in enumerate(ids):
        answer = right(name) if number < 6 else not_right(name)
        tell("answer", name, answer, BANK.entries[name]["hash"], "very-sure")
    tell("finish", "start")
    tell("closed", "start")
    return told


START = starting_check()
FRESH = {
    "seen": dict.fromkeys(asked_in(START), 1),
    "form": other_form(form_of(BANK.index, asked_in(START))),
}
SHOWN = asked_in(sit(**FRESH))


def first(wanted):
    return next(name for name in SHOWN if wanted(BANK.entries[name]))


def too_careful(entry):
    return [token for token, (tag, _) in entry["faults"].items() if tag == "overcautious"]


def is_single(entry):
    return entry["type"] == "single"


SAFETY = first(lambda entry: entry["safety"] and is_single(entry))
CAREFUL = first(lambda entry: not entry["safety"] and is_single(entry) and too_careful(entry))
WRONG = first(lambda entry: is_single(entry) and not entry["safety"] and entry["id"] != CAREFUL)
ANSWERS = {SAFETY: unsafe(SAFETY), CAREFUL: too_careful(BANK.entries[CAREFUL])[:1], WRONG: wrong(WRONG)}


def final(answer, **changes):
    """A final in which some questions have another answer than the right one."""
    return sit(**FRESH, answer=lambda name: answer(name) or right(name), **changes)


PASSED_FINAL = final(ANSWERS.get)


def open_result(visit, record=(*START, *PASSED_FINAL), **look):
    page = visit(FINAL, **look)
    seed_record(page, record)
    expect(page.get_by_role("heading", name="Your result")).to_be_visible()
    return page


def section(page, title):
    return page.locator(".mn-result section", has=page.get_by_role("heading", name=title))


def stem_of(name):
    return words_of(BANK.course.questions[name].stem)


# On the screen


def test_first_comes_the_safety_bar_then_the_pass_and_what_the_score_allows(visit):
    page = open_result(visit)
    bar, score = page.locator(".mn-verdict-card").all()
    expect(bar).to_contain_text("Safety bar: met, with 1 second chance")
    expect(bar).to_contain_text("1 of your answers to the 12 safety questions was unsafe")
    expect(score).to_contain_text("Passed: 37 of 40")
    expect(score).to_contain_text("A score of 37 of 40 allows a true level of 80 to 97 in 100.")


def test_a_result_that_the_page_opens_with_does_not_take_the_focus(visit):
    page = open_result(visit)
    assert page.evaluate("document.activeElement === document.body")


def test_an_unsafe_choice_is_named_with_its_reason_and_the_section_to_read_again(visit):
    page = open_result(visit)
    named = section(page, "1 unsafe choice")
    question = BANK.course.questions[SAFETY]
    chosen = next(option for option in question.options if [option.id] == ANSWERS[SAFETY])
    expect(named).to_contain_text(f"Question {SHOWN.index(SAFETY) + 1}: {stem_of(SAFETY)}")
    expect(named).to_contain_text(f"You chose: {words_of(chosen.text)}")
    expect(named).to_contain_text(words_of(chosen.rationale))
    expect(named).to_contain_text("Second chance: you chose safely.")
    named.get_by_role("link", name=question.teaches).click()
    page.wait_for_url(f"**/{question.lesson}.html#*")
    assert page.evaluate("document.getElementById(location.hash.slice(1)) !== null")


def test_an_overcautious_choice_costs_the_mark_and_not_the_bar(visit):
    page = open_result(visit)
    named = section(page, "1 overcautious choice")
    expect(named).to_contain_text(stem_of(CAREFUL))
    expect(named).to_contain_text("It costs the mark, and never the safety bar.")


def test_each_gap_leads_to_practice_made_of_it(visit):
    page = open_result(visit)
    gaps = section(page, "What to read and practice next").locator("li")
    expect(gaps).to_have_count(len({BANK.entries[name]["objective"] for name in ANSWERS}))
    gap = gaps.filter(has_text="Unsafe here.")
    expect(gap).to_contain_text("no practice answers yet")
    gap.get_by_role("link", name="Practice this").click()
    page.wait_for_url(f"**/{PRACTICE}#set=*")
    objective = BANK.entries[SAFETY]["objective"]
    wanted = {
        name
        for name, entry in BANK.entries.items()
        if entry["pool"] == "practice" and entry["objective"] == objective
    }
    expect(page.get_by_label(f"The set you have come with: {len(wanted)} questions")).to_be_checked()
    page.get_by_role("button", name="Begin").click()
    question = page.locator(".mn-study .mn-question").first
    expect(question).to_be_visible()
    assert question.get_attribute("data-question") in wanted


def test_the_six_groups_are_a_picture_with_words_and_a_table(visit):
    page = open_result(visit)
    groups = section(page, "By group")
    rows = groups.locator("tbody tr")
    expect(rows).to_have_count(6)
    expect(rows.first).to_contain_text("in 100")
    picture = groups.get_by_role("img")
    heard = picture.get_attribute("aria-label")
    for row in rows.all():
        name, reached, allows = row.locator("th, td").all_inner_texts()
        assert f"{name}: {reached}, range {allows}." in heard
        expect(picture.locator("text", has_text=name)).to_have_count(1)
    expect(picture.locator("circle")).to_have_count(6)


def test_twelve_twins_are_compared_with_what_that_can_mean(visit):
    page = open_result(visit)
    part = section(page, "Before and after")
    expect(part).to_contain_text("Before: 6 of 12 right.")
    expect(part).to_contain_text("no proof that the course caused it")
    part.locator("summary").click()
    expect(part.locator("tbody tr")).to_have_count(12)
    expect(part.locator("tbody tr").first).to_contain_text("very sure")


LATER = [
    one | {"at": "2026-11-20T23:00:00.000Z"} if one["kind"] in ("finish", "closed") else one for one in START
]


@pytest.mark.parametrize("check", [[], LATER], ids=["none", "finished after the final"])
def test_without_a_starting_check_before_it_nothing_is_compared(visit, check):
    page = open_result(visit, [*check, *PASSED_FINAL])
    expect(section(page, "Before and after")).to_have_count(0)


def test_certainty_is_shown_beside_the_score_and_said_not_to_count(visit):
    page = open_result(visit)
    part = section(page, "How sure, and how often right")
    expect(part).to_contain_text(
        "Of 40 answers you were fairly sure of, 37 were right; the range this allows"
    )
    expect(part).to_contain_text("Very sure answers should be right more than 80 times in 100.")
    expect(part).to_contain_text("By certainty these earn 68 of at most 120 marks.")
    expect(part).to_contain_text("never count")


def test_every_question_is_made_when_it_is_opened(visit):
    page = open_result(visit)
    part = section(page, "Every question")
    expect(part.locator(".mn-question")).to_have_count(0)
    part.locator("summary").first.click()
    number = SHOWN.index(SAFETY) + 1
    part.get_by_text(f"Question {number}: not right (safety)", exact=True).click()
    expect(part.locator(".mn-question")).to_have_count(1)
    expect(part.locator(".mn-question")).to_contain_text("Not the best answer; you were fairly sure.")
    expect(part.locator(".mn-question input:enabled")).to_have_count(0)
    part.get_by_text(f"Second chance for question {number}: safe", exact=True).click()
    expect(part.locator(".mn-question")).to_have_count(2)


def test_the_score_without_the_safety_bar_is_no_pass(visit):
    safety = [name for name in SHOWN if BANK.entries[name]["safety"]][:4]
    page = open_result(visit, final(lambda name: unsafe(name) if name in safety else None))
    bar, score = page.locator(".mn-verdict-card").all()
    expect(bar).to_contain_text("Safety bar: not met")
    expect(bar).to_contain_text("4 of your answers to the 12 safety questions were unsafe.")
    expect(score).to_contain_text(
        "The score is enough for a pass, which needs 32; the safety bar is not met."
    )
    expect(section(page, "4 unsafe choices").locator("li:has(> .mn-passage)")).to_have_count(4)


def test_safety_questions_left_open_are_told_apart_from_unsafe_choices(visit):
    chosen, *left = [name for name in SHOWN if BANK.entries[name]["safety"]][:3]
    page = open_result(visit, final({chosen: unsafe(chosen)}.get, open_ids=left))
    expect(section(page, "1 unsafe choice").locator("li:has(> .mn-passage)")).to_have_count(1)
    named = section(page, "2 safety questions left open")
    expect(named.locator("li:has(> .mn-passage)")).to_have_count(2)
    expect(named).not_to_contain_text("harmed")
    expect(page.locator(".mn-result")).to_contain_text("You answered 38 of the 40 questions.")


def test_an_unsafe_second_choice_is_named_too(visit):
    page = open_result(visit, final(ANSWERS.get, second=unsafe))
    named = section(page, "1 unsafe choice")
    expect(named).to_contain_text("Second chance, unsafe again:")
    expect(page.locator(".mn-verdict-card").first).to_contain_text(
        "an answer on a second chance was unsafe again"
    )


def open_all(page):
    while page.locator(".mn-result details:not([open])").count():
        page.evaluate("for (const one of document.querySelectorAll('.mn-result details')) one.open = true")
        page.wait_for_timeout(100)


def test_the_whole_result_is_accessible_and_fits(visit, colors, size):
    page = open_result(visit, colors=colors, size=size)
    assert_accessible(page)
    open_all(page)
    expect(page.locator(".mn-result .mn-question")).to_have_count(41)
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_nothing_is_wider_than_the_smallest_screen(visit):
    page = open_result(visit, size={"width": 320, "height": 700})
    open_all(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    # What a fold cuts off makes the page no wider.
    for inner, outer in (("table", ".mn-self-study"), (".mn-chart text", ".mn-result")):
        edge = page.locator(outer).bounding_box()
        for box in [one.bounding_box() for one in page.locator(f"{outer} {inner}").all()]:
            assert edge["x"] <= box["x"] and box["x"] + box["width"] <= edge["x"] + edge["width"]


# On paper


@pytest.fixture
def papers(visit):
    """The part with what can be printed and handed in, its folds open; printing does nothing by itself."""
    page = open_result(visit)
    page.evaluate("window.print = () => {}")
    part = section(page, "On paper, and to hand in")
    for fold in part.locator("summary").all():
        fold.click()
    return part


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_record_of_self_study_is_one_page_with_nothing_else_on_it(papers, paper):
    page = papers.page
    papers.get_by_label("Your name").fill(NAME)
    papers.get_by_role("button", name="Print this sheet").click()
    page.emulate_media(media="print")
    printed = page.locator("body").inner_text()
    for words in (
        "Record of self-study",
        NAME,
        "37 of 40",
        "met, with 1 second chance",
        "not continuing-education (CE) credit",
        "no hours of its own",
        "not a certificate",
        BANK.hash,
        BANK.version,
        "They tell which questions were asked",
        "November 15, 2026 to November 20, 2026",
    ):
        assert words in printed
    for words in ("Your result", "When can I sit again?", stem_of(SAFETY)):
        assert words not in printed
    assert pages_of(page.pdf(format=paper)) == 1


def test_after_printing_the_page_is_as_it_was(papers):
    page = papers.page
    papers.get_by_role("button", name="Print this sheet").click()
    expect(page.locator(".mn-alone")).to_have_count(1)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".mn-alone")).to_have_count(0)
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Your result")).to_be_visible()


def test_the_result_prints_with_nothing_folded_away_that_matters(papers):
    page = papers.page
    papers.get_by_label("Your name").fill(NAME)
    papers.get_by_role("button", name="Print this result").click()
    page.emulate_media(media="print")
    printed = page.locator("body").inner_text()
    for words in (
        "Safety bar: met",
        "Passed: 37 of 40",
        stem_of(SAFETY),
        "By group",
        "Very sure answers should be",
        NAME,
    ):
        assert words in printed
    expect(page.locator(".mn-alone tbody tr")).to_have_count(6 + 12)
    for row in page.locator(".mn-alone tbody tr").all():
        expect(row).to_be_visible()
    assert (
        page.locator(".mn-alone details:not([open])").count() == 0
    )  # Not every browser opens them by its style.
    # Questions that are kept for finals are in no printed edition.
    assert stem_of(next(name for name in SHOWN if name not in ANSWERS)) not in printed
    assert 2 <= pages_of(page.pdf(format="A4")) <= 8


# Files


def saved(page, press, tmp_path):
    with page.expect_download() as download:
        press()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_a_provider_gets_the_file_of_the_result_and_grades_it(papers, tmp_path):
    button = papers.get_by_role("button", name="Save the result for a provider")
    button.click()
    expect(papers.get_by_text("Write your name first")).to_be_visible()
    expect(papers.get_by_label("Your name")).to_be_focused()
    papers.get_by_label("Your name").fill(NAME)
    path = saved(papers.page, button.click, tmp_path)
    expect(papers.get_by_text(f"Saved as {path.name}")).to_be_visible()
    found = grade(read_result(path), BANK, now=datetime.fromisoformat("2026-11-21T12:00:00Z"))
    assert (found.status, found.reasons) == (PASSED, [])
    assert found.file.result.name == NAME


def test_the_name_is_kept_nowhere(papers):
    page = papers.page
    papers.get_by_label("Your name").fill(NAME)
    papers.get_by_role("button", name="Print this sheet").click()
    assert NAME not in json.dumps(events(page), ensure_ascii=False)
    assert NAME not in page.evaluate("JSON.stringify({ ...localStorage, ...sessionStorage })")
    page.reload()
    expect(page.get_by_role("heading", name="Your result")).to_be_visible()
    assert page.get_by_label("Your name").evaluate("node => node.value") == ""


def test_a_class_gets_answers_without_name_and_a_label_that_is_kept_only_if_wanted(visit, tmp_path):
    page = visit(PROGRESS)
    seed_record(page, (*START, *PASSED_FINAL))
    page.get_by_text("For a class: answers without names").click()
    box = page.get_by_label("Keep one label")
    button = page.get_by_role("button", name="Save my answers for a class")

    def handed_in():
        return json.loads(saved(page, button.click, tmp_path).read_text(encoding="utf-8"))

    one, two = handed_in(), handed_in()
    assert one["label"] != two["label"]
    assert one["answers"] == two["answers"]
    assert {answer["where"] for answer in one["answers"]} == {"start", "final"}
    box.check()
    expect(page.get_by_text("your files carry the same label")).to_be_visible()
    expect(box).to_be_focused()
    assert handed_in()["label"] == handed_in()["label"] != two["label"]
    page.reload()
    page.get_by_text("For a class: answers without names").click()
    expect(box).to_be_checked()
    box.uncheck()
    assert handed_in()["label"] != handed_in()["label"]
