"""The quiz in Firefox, on a page opened as a file: there the record stays with its page, and is said to."""

import time

from massage_neuropathy.content import load_course
from tests.firefox import PlaywrightPage

LESSON = "notebooks/01-nerves.html"
QUESTIONS = "document.querySelectorAll('.mn-quiz[data-mn=quiz]:not([data-place]) .mn-question')"
ASKED = f"Array.from({QUESTIONS}, (node) => node.dataset.question)"


def answer_and_reload(page, address):
    """Answer the first single-answer question rightly; return what is said at once and after a reload."""
    page.goto(f"{address}/{LESSON}")
    page.text(".mn-quiz[data-live]")
    questions = load_course().questions
    question = next(questions[name] for name in page.evaluate(ASKED) if questions[name].type == "single")
    right = next(option for option in question.options if option.correct)
    place = f".mn-quiz[data-mn=quiz]:not([data-place]) [data-question={question.id}]"
    page.click(f"{place} input[value={right.id}]")
    page.click(f"{place} [data-certainty=very-sure]")
    before = page.text(f"{place} .mn-verdict")
    page.reload()
    return before, page.text(f"{place} .mn-verdict")


def test_an_answer_is_explained_and_survives_a_reload(firefox, book):
    assert answer_and_reload(firefox, book.as_uri()) == ("Right; you were very sure.",) * 2


def test_the_page_says_that_its_answers_stay_with_it(firefox, book):
    firefox.goto((book / LESSON).as_uri())
    assert "stay with this page" in firefox.text(".mn-notice")


def test_the_other_driver_takes_the_same_steps(page, book):
    """Where only Playwright's Firefox can be had it takes Marionette's place; here it drives Chromium."""
    assert answer_and_reload(PlaywrightPage(page), book.as_uri())[1] == "Right; you were very sure."


STORED = """(async () => {
    const get = (request) => new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
    const db = await get(indexedDB.open('massage-neuropathy'));
    const rows = await get(db.transaction('events').objectStore('events').getAll());
    document.title = rows.map(({ kind }) => kind).join();
})()"""


def test_the_answer_is_in_the_database(firefox, book):
    answer_and_reload(firefox, book.as_uri())
    firefox.evaluate(STORED)
    ends = time.monotonic() + 20
    while "answer" not in firefox.evaluate("document.title"):
        assert time.monotonic() < ends
        time.sleep(0.1)
