"""The main ways through the course in Firefox, over http and from a folder, where pages share no record."""

import json
import time

import pytest

from massage_neuropathy.draw import draw_final
from tests.browser import launch_firefox
from tests.sitting_by_hand import INDEX, SEED, Told, right
from tests.stored_record import READY
from tests.test_quiz_in_firefox import answer_and_reload

START, LESSON, FINAL = "notebooks/00-start.html", "notebooks/01-nerves.html", "notebooks/21-final.html"
VISIBLE = "[...document.querySelectorAll('main button')].filter((one) => one.checkVisibility())"


@pytest.fixture(scope="module")
def firefox():
    """One Firefox for all tests of this file: it starts slowly."""
    with launch_firefox() as browser:
        yield browser


@pytest.fixture(params=["http", "file"])
def where(request, book):
    """The address of the book, served and as a folder."""
    return request.getfixturevalue("site") if request.param == "http" else book.as_uri()


def until(look, told="it did not come"):
    """Return what `look` finds, once it finds anything."""
    ends = time.monotonic() + 20
    while not (found := look()):
        assert time.monotonic() < ends, told
        time.sleep(0.05)
    return found


def visit(firefox, address):
    firefox.goto(address)
    until(lambda: firefox.evaluate(READY), f"{address} is not ready")


def press(firefox, words):
    """Press the first button that begins with these words."""
    button = f"{VISIBLE}.find((one) => one.textContent.trim().startsWith({json.dumps(words)}))"
    until(lambda: firefox.evaluate(f"Boolean({button})"), f"no button {words}")
    firefox.evaluate(f"void {button}.click()")


def sees(firefox, words):
    """Wait until these words stand in the text of the page."""
    text = "document.querySelector('main').innerText"
    until(lambda: words in firefox.evaluate(text), f"{words!r} does not come")


def add_file(firefox, text):
    """Give a file to the record, as the browser's dialog would."""
    firefox.evaluate(
        f"""(() => {{
            const given = new DataTransfer();
            given.items.add(new File([{json.dumps(text)}], "record.json", {{ type: "application/json" }}));
            const input = document.querySelector(".mn-record input[type=file]");
            input.files = given.files;
            input.dispatchEvent(new Event("change"));
        }})()"""
    )


def save_file(firefox):
    """Press the button that saves the record, and return what the file would hold."""
    firefox.evaluate(
        """(() => {
            URL.createObjectURL = (blob) => {
                blob.text().then((text) => { window.saved = text; });
                return "#";
            };
        })()"""
    )
    press(firefox, "Save to a file")
    return until(lambda: firefox.evaluate("window.saved"), "nothing was saved")


def test_an_answer_survives_a_reload_over_http(firefox, site):
    assert answer_and_reload(firefox, site) == ("Right; you were very sure.",) * 2


def test_an_explorer_says_what_comes_out(firefox, where):
    visit(firefox, f"{where}/notebooks/06-noticing.html")
    before = firefox.text(".mn-explorer .mn-outcome")
    until(lambda: firefox.evaluate("Boolean(document.querySelector('.mn-explorer input[type=range]'))"))
    firefox.evaluate(
        """(() => {
            const slider = document.querySelector(".mn-explorer input[type=range]");
            slider.value = slider.value === slider.max ? slider.min : slider.max;
            slider.dispatchEvent(new Event("input", { bubbles: true }));
        })()"""
    )
    until(lambda: firefox.text(".mn-explorer .mn-outcome") != before, "nothing has come out")


def test_the_screener_comes_to_its_outcome(firefox, where):
    visit(firefox, f"{where}/notebooks/25-screener.html")
    firefox.click("button[data-client='numb-soles']")
    press(firefox, "Skip: show me")
    sees(firefox, "What these answers call for")
    assert firefox.text(".mn-answer-words")


def test_the_planner_comes_to_a_plan(firefox, where):
    visit(firefox, f"{where}/notebooks/26-planner.html")
    firefox.click("[id$='open-numb-soles']")
    press(firefox, "Skip it: show a plan")
    sees(firefox, "minutes in all.")


def test_a_case_comes_to_its_end(firefox, where):
    visit(firefox, f"{where}/notebooks/27-cases.html")
    firefox.click(".mn-case-go")
    for _ in range(12):
        if not firefox.evaluate("Boolean(document.querySelector('.mn-stage .mn-option'))"):
            break
        firefox.evaluate("void document.querySelector('.mn-stage .mn-option input').click()")
        press(firefox, "Decide")
    press(firefox, "Play again")


def test_a_final_goes_on_after_a_reload(firefox, where):
    visit(firefox, f"{where}/{FINAL}")
    press(firefox, "Begin")
    sees(firefox, "Question 1 of 40")
    visit(firefox, f"{where}/{FINAL}")
    sees(firefox, "Go on where you were")
    press(firefox, "Give up this sitting")
    press(firefox, "Give it up")


def test_a_record_is_added_carries_a_final_to_its_result_and_is_saved(firefox, site):
    told = Told("final", ids := draw_final(INDEX, {}, SEED))
    for name in ids:
        told.answer(name, right(name))
    record = {"format": "massage-neuropathy-record", "version": 2, "events": told.events}
    visit(firefox, f"{site}/{START}")
    add_file(firefox, json.dumps(record))
    sees(firefox, "entries added")
    visit(firefox, f"{site}/{FINAL}")
    press(firefox, "Continue")
    press(firefox, "Finish …")
    press(firefox, "Finish now")
    sees(firefox, "Your result")
    visit(firefox, f"{site}/notebooks/22-progress.html")
    sees(firefox, "Your next step")
    visit(firefox, f"{site}/{START}")
    kept = {event["id"] for event in json.loads(save_file(firefox))["events"]}
    assert kept >= {event["id"] for event in told.events}


def test_from_a_folder_the_page_says_that_its_record_stays_with_it(firefox, book):
    for name in (LESSON, "notebooks/22-progress.html"):
        visit(firefox, f"{book.as_uri()}/{name}")
        assert "stay with this page" in until(lambda: firefox.text(".mn-notice"))


def test_the_search_finds_a_page(firefox, where):
    firefox.goto(f"{where}/search.html?q=myelin")
    found = until(lambda: firefox.text("#search-results a"))
    firefox.click("#search-results a")
    until(lambda: firefox.text("h1").startswith(found), f"{found} was not opened")
