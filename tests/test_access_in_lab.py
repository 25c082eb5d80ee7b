"""Widgets in a real JupyterLab: no barrier that axe finds. Those of the book are in test_access_states."""

import json

from playwright.sync_api import expect

from tests.axe import barriers
from tests.sitting_by_hand import give, right
from tests.test_cases_in_book import FIRST as CASE
from tests.test_cases_in_book import button as case_button
from tests.test_cases_in_book import root as case_root
from tests.test_quiz_in_lab import PATIENT, desk, notebook_of

__all__ = ["desk"]  # A fixture.

ASKED = ("sways-in-the-dark", "fastest-to-slowest")
CELLS = [
    "from massage_neuropathy.figures.signal import signal_on_fiber\n"
    "from massage_neuropathy.widgets import case, explore, planner, quiz, screener",
    f"quiz{ASKED}",
    'explore(signal_on_fiber, "One signal", myelin=(0, 100, 10))',
    "screener()",
    "planner()",
    f'case("{CASE.id}")',
]
# JupyterLab's own frame, menus and cells are not ours.
OURS = {
    "quiz": ".mn-quiz[data-live]",
    "explorer": ".mn-explorer-live",
    "screener": ".mn-tool[data-mn=screener]",
    "planner": ".mn-tool[data-mn=planner]",
    "case": "[data-mn=case]",
}


def move_on(page):
    """Bring every widget from its first state into a later one."""
    for name in ASKED:
        node = page.locator(f".mn-quiz .mn-question[data-question='{name}']")
        give(node, name, right(name))
        node.get_by_role("button", name="Check: guessing").click()
        expect(node.locator(".mn-verdict")).to_be_visible()
    page.locator(OURS["explorer"]).get_by_role("combobox").first.select_option(index=1)
    screener, planner = page.locator(OURS["screener"]), page.locator(OURS["planner"])
    screener.locator("button[data-client=numb-soles]").click()
    screener.get_by_role("button", name="Skip: show me").click()
    planner.locator("[data-client=numb-soles]").click()
    planner.get_by_role("button", name="Next: your own plan").click()
    case_button(page, CASE, "Begin").click()
    case_root(page, CASE).locator(".mn-case-ask").first.click()


def looked_at(page):
    """Return what axe finds in each widget."""
    found = {widget: barriers(page, page.locator(selector).first) for widget, selector in OURS.items()}
    return {widget: wrong for widget, wrong in found.items() if wrong}


def test_no_widget_in_jupyterlab_is_a_barrier(lab, desk):
    with notebook_of(lab, desk, CELLS) as page:
        for selector in OURS.values():
            expect(page.locator(selector).first).to_be_visible(timeout=PATIENT)
        expect(page.locator(".mn-explorer-live img")).to_be_visible(timeout=PATIENT)
        expect(case_button(page, CASE, "Begin")).to_be_visible(timeout=PATIENT)
        found = {"first, light": looked_at(page)}
        move_on(page)
        found["later, light"] = looked_at(page)
        page.keyboard.press("Control+Shift+c")
        page.locator(".lm-CommandPalette-input").fill("Use Theme: JupyterLab Dark")
        page.keyboard.press("Enter")
        expect(page.locator("body")).to_have_attribute("data-jp-theme-light", "false", timeout=PATIENT)
        found["later, dark"] = looked_at(page)
        wrong = {state: one for state, one in found.items() if one}
        assert not wrong, json.dumps(wrong, indent=1)
