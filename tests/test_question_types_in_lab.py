"""The further types of question, and the register, in a real JupyterLab."""

import pytest
from playwright.sync_api import expect
from small_course import add_all_types, write_project

from tests.test_question_types import NEW, asked, check, match, order, put_in_order, said
from tests.test_quiz_in_lab import PATIENT, answers, desk, notebook_of

__all__ = ["desk"]  # A fixture.

CELLS = [
    """\
from pathlib import Path

from massage_neuropathy.content import load_course
from massage_neuropathy.record import learner_record
from massage_neuropathy.widgets.html_widget import HtmlWidget
from massage_neuropathy.widgets.quiz import Quiz
from massage_neuropathy.widgets.register import render_register

course = load_course(Path({content!r}))
questions = [course.questions[name] for name in {names!r}]""",
    "Quiz(questions, course=course, record=learner_record())",
    'HtmlWidget(html=render_register(course), text="Register")',
]


@pytest.fixture
def notebook(lab, desk, tmp_path):
    """A notebook with every new type and the register, run."""
    root = add_all_types(write_project(tmp_path))
    content = str(root / "massage_neuropathy/content")
    first, *others = CELLS
    with notebook_of(lab, desk, [first.format(content=content, names=NEW), *others]) as page:
        expect(page.locator(".jp-Notebook .mn-register[data-live]")).to_be_visible(timeout=PATIENT)
        yield page


def test_every_type_is_answered_and_reaches_the_record(notebook):
    match(asked(notebook, "remark-to-change"), "dbc")
    put_in_order(asked(notebook, "getting-up"), "cdab")
    asked(notebook, "missed-by-filament").get_by_label("Your answer").fill("1,59")
    asked(notebook, "four-maps").locator("[data-area=b]").click()
    asked(notebook, "four-maps").get_by_role("checkbox", name="Seat and inner thighs").check()
    for name in NEW:
        check(asked(notebook, name))
        expect(said(asked(notebook, name))).to_contain_text("you were very sure")
    while len(found := answers()) < len(NEW):
        notebook.wait_for_timeout(100)
    assert {one["question"]: one["options"] for one in found} == {
        "remark-to-change": ["1:d", "2:b", "3:c"],
        "getting-up": ["c", "d", "a", "b"],
        "missed-by-filament": ["1.59"],
        "four-maps": ["b", "c"],
    }


def test_the_picture_is_seen(notebook):
    image = asked(notebook, "four-maps").locator("svg image")
    assert image.evaluate("image => image.getBoundingClientRect().width") > 200


def test_keys_inside_the_new_questions_do_not_reach_jupyterlab(notebook):
    cells = notebook.locator(".jp-Notebook .jp-Cell").count()
    field = asked(notebook, "missed-by-filament").get_by_label("Your answer")
    field.click()
    notebook.keyboard.type("ddabx12")
    expect(field).to_have_value("ddabx12")
    select = asked(notebook, "remark-to-change").get_by_role("combobox").first
    select.focus()
    notebook.keyboard.press("ArrowDown")
    notebook.keyboard.press("ArrowDown")
    expect(select).to_have_value("b")
    button = asked(notebook, "getting-up").get_by_role("button", name="Move up: step D")
    button.focus()
    notebook.keyboard.press("Enter")
    notebook.keyboard.press("Space")
    assert order(asked(notebook, "getting-up")) == ["a", "d", "b", "c"]
    expect(button).to_be_focused()
    expect(notebook.locator(".jp-Notebook .jp-Cell")).to_have_count(cells)


def test_the_register_is_searched_in_jupyterlab(notebook):
    search = notebook.get_by_role("searchbox", name="Search")
    search.click()
    notebook.keyboard.type("bdd firm")
    expect(notebook.locator(".mn-count")).to_have_text("0 of 3 claims: try another word, or show all")
    search.fill("firm")
    expect(notebook.locator(".mn-count")).to_have_text("2 of 3 claims")
