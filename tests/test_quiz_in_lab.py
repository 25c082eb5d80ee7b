"""The lessons in a real JupyterLab: read before the kernel has run, worked after it, read when reopened."""

import json
import os
import re
import sqlite3
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import nbformat
import pytest
from nbformat.sign import NotebookNotary
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import expect

from massage_neuropathy.content import load_course
from massage_neuropathy.lab import WIDGET_VIEW
from tests.lab_server import TOKEN
from tests.test_quiz_in_book import words_of

LESSON = "notebooks/01-nerves.ipynb"
KERNEL = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
# A lesson has many cells, and the machine may be slow: wait rather than fail.
PATIENT = 60_000


@pytest.fixture
def lesson(lab):
    """The stored lesson in its working copy, as if for the first time: no kernel, no answers."""
    path = lab.folder / LESSON
    before = path.read_bytes()
    yield path
    path.write_bytes(before)
    for kernel in api(lab, "kernels"):
        api(lab, f"kernels/{kernel['id']}", method="DELETE")
    record().unlink(missing_ok=True)


@pytest.fixture
def desk(page):
    """A page large enough for JupyterLab, with what went wrong on it."""
    page.set_viewport_size({"width": 1280, "height": 1000})
    page.trouble = []
    page.on("pageerror", lambda error: page.trouble.append(str(error)))
    yield page
    assert page.trouble == []


def api(lab, path, method="GET"):
    address = f"http://127.0.0.1:{lab.port}/api/{path}?token={TOKEN}"
    with urllib.request.urlopen(urllib.request.Request(address, method=method), timeout=30) as reply:
        return json.loads(reply.read() or "null")


def record():
    return Path(os.environ["MASSAGE_NEUROPATHY_DATA"]) / "record.sqlite3"


def answers():
    connection = sqlite3.connect(record())
    rows = connection.execute("SELECT body FROM events").fetchall()
    connection.close()
    return [json.loads(body) for (body,) in rows]


def open_lesson(page, lab):
    page.goto(lab.url(LESSON))
    expect(page.locator(".jp-Notebook .mn-quiz").first).to_be_visible(timeout=PATIENT)
    expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible(timeout=PATIENT)
    page.evaluate("window.stillHere = true")


def choose(page, menu, entry):
    page.get_by_role("menuitem", name=menu, exact=True).click()
    page.get_by_role("menuitem", name=entry).first.click()


def run_cells(page):
    """Run all cells; a kernel that is idle may not be listening yet, so once more if nothing has begun."""
    for _ in range(3):
        choose(page, "Run", "Run All Cells")
        try:
            prompt = page.locator(".jp-Notebook .jp-Cell .jp-InputPrompt").first
            return expect(prompt).to_have_text(re.compile(r"\[[*\d]+\]"), timeout=PATIENT / 6)
        except AssertionError:
            continue
    raise AssertionError("JupyterLab runs no cell")


@contextmanager
def notebook_of(lab, page, sources):
    """Open a notebook of these cells in JupyterLab, run it, and leave nothing of it behind."""
    path = lab.folder / "notebooks/made-for-a-test.ipynb"
    notebook = new_notebook(
        cells=[new_code_cell(source) for source in sources], metadata={"kernelspec": KERNEL}
    )
    nbformat.write(notebook, path)
    page.goto(lab.url("notebooks/made-for-a-test.ipynb"))
    expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible(timeout=PATIENT)
    run_cells(page)
    yield page
    path.unlink()
    for kernel in api(lab, "kernels"):
        api(lab, f"kernels/{kernel['id']}", method="DELETE")
    record().unlink(missing_ok=True)


def run_all(page):
    quizzes = page.locator(".jp-Notebook .mn-quiz").count()
    choose(page, "Run", "Run All Cells")
    expect(page.locator(".jp-Notebook .mn-quiz[data-live]")).to_have_count(quizzes, timeout=PATIENT)


def save(page, path):
    before = path.stat().st_mtime_ns
    choose(page, "File", "Save Notebook")
    ends = time.monotonic() + 30
    while path.stat().st_mtime_ns == before:
        assert time.monotonic() < ends, "JupyterLab did not save"
        page.wait_for_timeout(100)


def first_single(page):
    questions = load_course().questions
    for node in page.locator(".mn-quiz[data-mn=quiz][data-live]:not([data-place]) .mn-question").all():
        question = questions[node.get_attribute("data-question")]
        if question.type == "single":
            return node, question
    raise AssertionError("no single-answer question in the lesson")


def assert_readable(page):
    """The stored questions stand there, answers folded under them; pressing things does no harm."""
    expect(page.get_by_text("Error displaying widget")).to_have_count(0)
    questions = page.locator(".jp-Notebook .mn-question")
    assert questions.count() >= 5
    expect(questions.locator("button"), "a stored question has a dead button").to_have_count(0)
    first = questions.first
    expect(first.locator(".mn-stem")).to_be_visible()
    expect(first.locator(".mn-why").first).to_be_hidden()
    address = page.url
    first.locator("label").first.click(force=True)  # Disabled where the copy is not trusted.
    first.locator("summary").click()
    expect(first.locator(".mn-why").first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_timeout(500)
    assert page.url == address
    assert page.evaluate("window.stillHere") is True, "JupyterLab was reloaded"


def test_in_a_trusted_copy_questions_read_well_before_the_kernel_has_run(lab, lesson, desk):
    open_lesson(desk, lab)
    assert_readable(desk)


def test_in_an_untrusted_copy_too(lab, lesson, desk):
    notebook = nbformat.read(lesson, as_version=4)
    notebook.metadata["from_elsewhere"] = True
    nbformat.write(notebook, lesson)
    assert not NotebookNotary().check_signature(notebook)
    open_lesson(desk, lab)
    assert_readable(desk)


def test_a_lesson_is_answered_saved_and_reopened(lab, lesson, desk):
    open_lesson(desk, lab)
    run_all(desk)
    node, question = first_single(desk)
    wrong = next(option for option in question.options if not option.correct)
    right = next(option for option in question.options if option.correct)
    node.locator(f"input[value={wrong.id}]").check()
    node.get_by_role("button", name="Check: fairly sure").click()
    status = node.get_by_role("status")
    expect(status).to_contain_text("Not the best answer; you were fairly sure.")
    expect(status).to_contain_text(words_of(right.rationale))
    while not answers():
        desk.wait_for_timeout(100)
    desk.wait_for_timeout(4500)
    assert "not being kept" not in status.inner_text(), "the kernel has it, and yet it is called lost"
    [answer] = answers()
    assert (answer["question"], answer["options"], answer["certainty"]) == (
        question.id,
        [wrong.id],
        "fairly-sure",
    )

    save(desk, lesson)
    assert desk.evaluate("window.stillHere") is True
    stored = json.loads(lesson.read_text(encoding="utf-8"))
    data = [
        output["data"] for cell in stored["cells"] for output in cell.get("outputs", []) if "data" in output
    ]
    assert any("mn-question" in "".join(one.get("text/html", "")) for one in data)
    assert not any(WIDGET_VIEW in one for one in data)

    for kernel in api(lab, "kernels"):
        api(lab, f"kernels/{kernel['id']}", method="DELETE")
    open_lesson(desk, lab)
    assert_readable(desk)
    run_all(desk)
    node, question = first_single(desk)
    expect(node.get_by_role("status")).to_contain_text("Not the best answer; you were fairly sure.")


def test_inside_a_question_the_keyboard_belongs_to_the_question(lab, lesson, desk):
    """JupyterLab's own shortcuts would go to the next cell, insert one, or delete the question."""
    open_lesson(desk, lab)
    run_all(desk)
    cells = desk.locator(".jp-Notebook .jp-Cell").count()
    node, _ = first_single(desk)
    inputs = node.locator("input")
    inputs.first.click()
    desk.keyboard.press("ArrowDown")
    expect(inputs.nth(1)).to_be_checked()
    expect(inputs.nth(1)).to_be_focused()
    desk.keyboard.type("bddx")
    for _ in range(4):
        desk.keyboard.press("Tab")
        if desk.evaluate("document.activeElement.textContent") == "Check: very sure":
            break
    desk.keyboard.press("Enter")
    expect(node.locator(".mn-verdict")).to_contain_text("very sure")
    expect(desk.locator(".jp-Notebook .jp-Cell")).to_have_count(cells)


def test_an_answer_that_no_kernel_takes_is_said_to_be_lost(lab, lesson, desk):
    open_lesson(desk, lab)
    run_all(desk)
    for kernel in api(lab, "kernels"):
        api(lab, f"kernels/{kernel['id']}/restart", method="POST")
    expect(desk.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible(timeout=PATIENT)
    node, _ = first_single(desk)
    node.locator("input").first.check()
    node.get_by_role("button", name="Check: guessing").click()
    expect(node.locator(".mn-verdict")).to_be_visible()
    expect(node.get_by_role("status")).to_contain_text("This answer is not being kept", timeout=PATIENT)


def test_a_guess_in_one_cell_stands_beside_the_answer_in_another(lab, lesson, desk):
    open_lesson(desk, lab)
    run_all(desk)
    guess = desk.locator(".mn-quiz[data-mn=guess]").first
    guess.locator("input").first.check()
    text = guess.locator(".mn-option .mn-text").first.inner_text()
    guess.get_by_role("button", name="Keep my guess").click()
    reveal = desk.locator(".mn-quiz[data-mn=reveal]:not([data-moving])").first
    expect(reveal.locator(".mn-feedback")).to_contain_text(text, timeout=PATIENT)


def test_the_link_to_the_passage_scrolls_inside_jupyterlab(lab, lesson, desk):
    open_lesson(desk, lab)
    run_all(desk)
    questions = load_course().questions
    node = next(
        node
        for node in desk.locator(".mn-quiz[data-mn=quiz] .mn-question:has(.mn-option)").all()
        if questions[node.get_attribute("data-question")].lesson == Path(LESSON).stem
    )
    node.locator("input").first.check()
    node.get_by_role("button", name="Check: guessing").click()
    link = node.get_by_role("status").locator(".mn-passage a")
    heading = link.inner_text()
    link.click()
    expect(desk.locator(".jp-Notebook :is(h2, h3):focus")).to_contain_text(heading)
    expect(desk).to_have_url(re.compile(re.escape(LESSON)))
    assert desk.evaluate("window.stillHere") is True


def test_a_figure_has_its_words_beside_it(lab, lesson, desk):
    open_lesson(desk, lab)
    words = desk.locator("details", has_text="This figure in words").first
    words.locator("summary").click()
    expect(words.locator("p").first).to_be_visible()
