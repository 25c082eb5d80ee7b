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

CELLS = [
    "from massage_neuropathy.widgets import quiz, your_record",
    'quiz("why-toes-first")',
    "your_record()",
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
    expect(panel.locator(".mn-held")).to_contain_text("1 answer to 1 question")
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
    expect(panel.locator(".mn-held")).to_contain_text("1 answer to 1 question")
    assert len(answers()) == 1
    panel.get_by_role("button", name="Delete everything").click()
    panel.get_by_role("button", name="Delete", exact=True).click()
    panel.get_by_label("Add from a file").set_input_files(tmp_path / "saved.json")
    expect(panel.get_by_role("status")).to_contain_text("1 entry added")
    expect(panel.locator(".mn-held")).to_contain_text("1 answer to 1 question")
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
    expect(said).to_contain_text("may be missing: the kernel does not answer.", timeout=PATIENT)
    assert len(answers()) == 1
