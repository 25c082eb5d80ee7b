"""The quiz in Firefox, on a page opened as a file: there the record stays with its page, and is said to."""

import pytest
from marionette_driver import Wait
from marionette_driver.by import By

from massage_neuropathy.content import load_course


@pytest.fixture
def lesson(firefox, book):
    firefox.navigate((book / "notebooks" / "01-nerves.html").as_uri())
    wait_for(firefox, ".mn-quiz[data-live]")
    return firefox


def wait_for(firefox, selector):
    return Wait(firefox, timeout=20).until(lambda page: page.find_element(By.CSS_SELECTOR, selector))


def first_question(firefox):
    questions = load_course().questions
    for node in firefox.find_elements(By.CSS_SELECTOR, ".mn-quiz[data-mn=quiz] .mn-question"):
        question = questions[node.get_attribute("data-question")]
        if question.type == "single":
            return question
    raise AssertionError("no single-answer question on the page")


def test_an_answer_is_explained_and_survives_a_reload(lesson):
    question = first_question(lesson)
    right = next(option for option in question.options if option.correct)
    place = f".mn-quiz[data-mn=quiz] [data-question={question.id}]"
    lesson.find_element(By.CSS_SELECTOR, f"{place} input[value={right.id}]").click()
    lesson.find_element(By.CSS_SELECTOR, f"{place} [data-certainty=very-sure]").click()
    assert wait_for(lesson, f"{place} .mn-verdict").text == "Right; you were very sure."
    lesson.refresh()
    assert wait_for(lesson, f"{place} .mn-verdict").text == "Right; you were very sure."


def test_the_page_says_that_its_answers_stay_with_it(lesson):
    assert "stay with this page" in wait_for(lesson, ".mn-notice").text
