"""The result of a final in a real JupyterLab."""

from datetime import datetime

from playwright.sync_api import expect

from massage_neuropathy.provider.grade import PASSED, grade
from massage_neuropathy.provider.result_file import read_result
from massage_neuropathy.record import Event, Record
from tests.test_quiz_in_lab import PATIENT, desk, notebook_of, record
from tests.test_result_in_book import BANK, NAME, PASSED_FINAL, SAFETY, START, saved, section

__all__ = ["desk"]  # A fixture.

CELLS = ["from massage_neuropathy.widgets import final", "final()"]


def test_a_result_is_read_printed_and_handed_in_without_leaving_jupyterlab(lab, desk, tmp_path):
    Record(record()).add([Event.model_validate(event) for event in (*START, *PASSED_FINAL)])
    with notebook_of(lab, desk, CELLS) as page:
        expect(page.get_by_role("heading", name="Your result")).to_be_visible(timeout=PATIENT)
        expect(page.locator(".mn-verdict-card").last).to_contain_text("Passed: 37 of 40")

        question = BANK.course.questions[SAFETY]
        named = section(page, "1 unsafe choice")
        named.get_by_role("link", name=question.teaches).click()
        expect(named).to_contain_text(f"(in the lesson {question.lesson})")
        gaps = section(page, "What to read and practice next")
        expect(gaps).to_contain_text("open the notebook 20-practice")
        expect(gaps.get_by_role("link", name="Practice")).to_have_count(0)

        papers = section(page, "On paper, and to hand in")
        for fold in papers.locator("summary").all():
            fold.click()
        papers.get_by_label("Your name").fill(NAME)
        button = papers.get_by_role("button", name="Save the result for a provider")
        found = grade(
            read_result(saved(page, button.click, tmp_path)),
            BANK,
            now=datetime.fromisoformat("2026-11-21T12:00:00Z"),
        )
        assert (found.status, found.reasons) == (PASSED, [])

        page.evaluate("window.print = () => {}")
        papers.get_by_role("button", name="Print this sheet").click()
        page.emulate_media(media="print")
        printed = page.locator("body").inner_text()
        assert "Record of self-study" in printed
        assert "Your result" not in printed
