"""The planner in a real JupyterLab: its data comes from the kernel, and nothing that is entered goes back."""

from playwright.sync_api import expect

from tests.test_planner import CLIENTS, planned
from tests.test_planner_in_book import assert_agrees, button, choose, marks, read_plan, title, tool
from tests.test_quiz_in_lab import PATIENT, desk, notebook_of
from tests.test_screener_in_lab import as_bytes, sent_to_the_kernel

__all__ = ["desk"]

CELLS = ["from massage_neuropathy.widgets import planner", "planner()"]


def test_a_session_is_planned_and_nothing_of_it_reaches_the_kernel(lab, desk):
    sent = sent_to_the_kernel(desk)
    with notebook_of(lab, desk, CELLS) as page:
        expect(title(page)).to_have_text("Who is the plan for?", timeout=PATIENT)
        assert any(b"planner" in as_bytes(frame) for frame in sent), "no message was seen"
        sent.clear()

        page.locator("[data-client=numb-soles]").click()
        button(page, "Next: your own plan").click()
        choose(page, "foot", 3, 10, 7)
        # Keys belong to the form: "d d" in the notebook deletes a cell.
        tool(page).get_by_label("Sit at the edge and wait").focus()
        page.keyboard.press("d")
        page.keyboard.press("d")
        expect(page.locator(".jp-Notebook .jp-CodeCell")).to_have_count(len(CELLS))
        button(page, "Compare").click()
        assert marks(page)["The feet"] == "above"
        assert_agrees(read_plan(page), planned(CLIENTS["numb-soles"]))
        # Pages of the book are not there: sources open elsewhere, and the screener is named only.
        links = tool(page).locator(".mn-source a")
        assert links.count() > 0
        for link in links.all():
            assert link.get_attribute("target") == "_blank"
            assert link.get_attribute("href").startswith("http")
        assert sent == []
