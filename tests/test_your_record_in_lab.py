"""The record as a whole in a real JupyterLab."""

import json

import pytest
from playwright.sync_api import expect

from massage_neuropathy.record import Record
from tests.test_question_types import check
from tests.test_quiz_in_lab import PATIENT, answers, api, desk, notebook_of, record
from tests.test_record import event
from tests.test_your_record import text_of

__all__ = ["desk"]  # A fixture.

# The last cell keeps the kernel busy as long as there is a file "busy".
CELLS = [
    "from massage_neuropathy.widgets import quiz, your_record",
    'quiz("why-toes-first")',
    "your_record()",
    "import pathlib, time\nwhile pathlib.Path('busy').exists():\n    time.sleep(0.1)",
]


@pytest.fixture
def notebook(lab, desk):
    """A notebook with a question and the record, run."""
    with notebook_of(lab, desk, CELLS) as page:
        expect(page.locator(".jp-Notebook .mn-record[data-live]")).to_be_visible(timeout=PATIENT)
        yield page


def test_a_record_is_saved_deleted_and_taken_back(notebook, tmp_path):
    question = notebook.locator(".jp-Notebook .mn-question")
    panel = notebook.locator(".jp-Notebook .mn-record")
    question.locator("input").first.check()
    check(question)
    expect(panel.locator(".mn-held")).to_contain_text("Answers to 1 question,")
    with notebook.expect_download() as download:
        panel.get_by_role("button", name="Save to a file").click()
    download.value.save_as(tmp_path / "saved.json")
    assert json.loads((tmp_path / "saved.json").read_text(encoding="utf-8"))["events"] == answers()
    panel.get_by_role("button", name="Delete everything").click()
    panel.get_by_role("button", name="Delete", exact=True).click()
    expect(panel.locator(".mn-held")).to_contain_text("No answers are kept yet.")
    assert answers() == []
    # The question has nothing left to send, so nothing comes back, and nothing is said to be lost.
    notebook.wait_for_timeout(5000)
    expect(question.locator(".mn-unkept")).to_have_count(0)
    assert answers() == []
    panel.get_by_role("button", name="Undo").click()
    expect(panel.get_by_role("status")).to_have_text("Everything is back.")
    expect(panel.locator(".mn-held")).to_contain_text("Answers to 1 question,")
    assert len(answers()) == 1
    panel.get_by_role("button", name="Delete everything").click()
    panel.get_by_role("button", name="Delete", exact=True).click()
    panel.get_by_label("Add from a file").set_input_files(tmp_path / "saved.json")
    expect(panel.get_by_role("status")).to_contain_text("1 entry added")
    expect(panel.locator(".mn-held")).to_contain_text("Answers to 1 question,")
    # A lesson in another notebook has a kernel of its own.
    Record(record()).add([event(2)])
    with notebook.expect_download() as download:
        panel.get_by_role("button", name="Save to a file").click()
    download.value.save_as(tmp_path / "saved.json")
    assert len(json.loads((tmp_path / "saved.json").read_text(encoding="utf-8"))["events"]) == 2
    Record(record()).add([event(3)])
    panel.get_by_role("button", name="Delete everything").click()
    panel.get_by_role("button", name="Delete", exact=True).click()
    expect(question.locator("input:checked")).to_have_count(0)
    panel.get_by_role("button", name="Undo").click()
    expect(panel.get_by_role("status")).to_have_text("Everything is back.")
    assert len(answers()) == 3


def test_without_a_kernel_nothing_is_said_to_be_deleted_or_added(lab, notebook, tmp_path):
    panel = notebook.locator(".jp-Notebook .mn-record")
    Record(record()).add([event(1)])
    for kernel in api(lab, "kernels"):
        api(lab, f"kernels/{kernel['id']}", method="DELETE")
    said = panel.get_by_role("status")
    panel.get_by_role("button", name="Delete everything").click()
    expect(said).to_contain_text("Nothing can be deleted now: the kernel does not answer.", timeout=PATIENT)
    (tmp_path / "one.json").write_text(text_of([event(2).model_dump(mode="json")]), encoding="utf-8")
    panel.get_by_label("Add from a file").set_input_files(tmp_path / "one.json")
    expect(said).to_contain_text("Nothing was added: the kernel does not answer.", timeout=PATIENT)
    panel.get_by_role("button", name="Save to a file").click()
    expect(said).to_contain_text("Nothing was saved: the kernel does not answer.", timeout=PATIENT)
    assert len(answers()) == 1


def answer(notebook):
    question = notebook.locator(".jp-Notebook .mn-question")
    question.locator("input").first.check()
    check(question)
    expect(question.locator(".mn-verdict")).to_be_visible()
    return question


def test_what_another_notebook_has_deleted_is_gone_when_the_learner_comes_back(notebook):
    question = answer(notebook)
    panel = notebook.locator(".jp-Notebook .mn-record")
    expect(panel.locator(".mn-held")).to_contain_text("Answers to 1 question")
    Record(record()).delete()
    notebook.evaluate("dispatchEvent(new Event('focus'))")
    expect(question.locator(".mn-verdict")).to_have_count(0, timeout=PATIENT)
    expect(panel.locator(".mn-held")).to_contain_text("No answers are kept yet.")
    answer(notebook)
    expect(panel.locator(".mn-held")).to_contain_text("Answers to 1 question", timeout=PATIENT)
    assert len(answers()) == 1


def test_an_answer_that_waited_for_a_busy_kernel_does_not_come_back_after_a_deletion(lab, notebook):
    busy = lab.folder / "notebooks/busy"
    busy.touch()
    try:
        notebook.locator(".jp-Notebook .jp-CodeCell").last.locator(".cm-content").click()
        notebook.keyboard.press("Control+Enter")
        expect(notebook.get_by_text("Python 3 (ipykernel) | Busy")).to_be_visible(timeout=PATIENT)
        question = answer(notebook)
        expect(question.get_by_role("status")).to_contain_text(
            "This answer is not being kept", timeout=PATIENT
        )
        # In another notebook everything is deleted meanwhile.
        Record(record()).delete()
    finally:
        busy.unlink()
    expect(notebook.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible(timeout=PATIENT)
    expect(question.locator(".mn-verdict")).to_have_count(0, timeout=PATIENT)
    assert answers() == []
    answer(notebook)
    expect(notebook.locator(".jp-Notebook .mn-held")).to_contain_text(
        "Answers to 1 question", timeout=PATIENT
    )
    assert len(answers()) == 1


def test_a_busy_kernel_takes_in_the_end_all_that_was_answered_meanwhile(lab, notebook):
    busy = lab.folder / "notebooks/busy"
    busy.touch()
    try:
        notebook.locator(".jp-Notebook .jp-CodeCell").last.locator(".cm-content").click()
        notebook.keyboard.press("Control+Enter")
        expect(notebook.get_by_text("Python 3 (ipykernel) | Busy")).to_be_visible(timeout=PATIENT)
        question = answer(notebook)
        for option in (1, 2):
            question.locator("input").nth(option).check()
            check(question)
        expect(question.get_by_role("status")).to_contain_text(
            "This answer is not being kept", timeout=PATIENT
        )
    finally:
        busy.unlink()
    expect(question.get_by_role("status")).not_to_contain_text("not being kept", timeout=PATIENT)
    assert len(answers()) == 3
    expect(question.locator(".mn-tries")).to_be_visible()
