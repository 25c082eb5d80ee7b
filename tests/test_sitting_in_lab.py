"""A whole final in a real JupyterLab, its kernel restarted in the middle, and the other ways."""

import re

from playwright.sync_api import expect

from tests.sitting_by_hand import QUESTIONS, give, given, newest, right, safety, unsafe
from tests.test_quiz_in_lab import PATIENT, answers, choose, desk, notebook_of, run_cells

__all__ = ["desk"]


def press(page, name, exact=False):
    page.locator(".mn-study").get_by_role("button", name=name, exact=exact).click()


def heading(page, words):
    return page.locator(".mn-study").get_by_role("heading", name=words)


def question(page, name):
    return page.locator(f".mn-stage .mn-question[data-question='{name}']").last


def asked(page):
    return page.locator(".mn-stage .mn-question").last.get_attribute("data-question")


def restart_kernel(page):
    choose(page, "Kernel", "Restart Kernel…")
    page.get_by_role("button", name="Confirm Kernel Restart").click()
    expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible(timeout=PATIENT)


def kept(page, enough):
    """What the kernel keeps, once it is enough."""
    for _ in range(100):
        if enough(answers()):
            return answers()
        page.wait_for_timeout(100)
    raise AssertionError(f"the kernel keeps {len(answers())} events, and that is not enough")


def test_a_whole_final_outlasts_a_kernel_that_is_restarted(lab, desk):
    sources = ["from massage_neuropathy.widgets import final", "final()"]
    with notebook_of(lab, desk, sources) as page:
        expect(heading(page, "Before you begin")).to_be_visible(timeout=PATIENT)
        press(page, "Begin", exact=True)
        expect(heading(page, "Question 1 of 40")).to_be_focused()
        unlucky = None
        for number in range(1, 41):
            expect(heading(page, f"Question {number} of 40")).to_be_focused()
            name = asked(page)
            node = question(page, name)
            expect(page.locator(".mn-study .mn-answer")).to_have_count(0)
            fails = unlucky is None and name in safety([name])
            unlucky = name if fails else unlucky
            options = unsafe(name) if fails else right(name)
            if number == 20:
                # Answered while no kernel is there.
                restart_kernel(page)
            give(node, name, options)
            if number == 20:
                expect(page.locator(".mn-kept")).to_contain_text(
                    "the kernel does not answer", timeout=PATIENT
                )
                run_cells(page)
                expect(page.locator(".mn-study")).to_contain_text("20 of 40 answered", timeout=PATIENT)
                press(page, "Continue")
                press(page, "Previous", exact=True)
                assert sorted(given(question(page, name), name)) == sorted(options)
            if number < 40:
                press(page, "Next", exact=True)
        press(page, "Finish …")
        press(page, "Finish now")
        expect(heading(page, "Second chance 1 of 1")).to_be_focused()
        fresh = asked(page)
        assert QUESTIONS[fresh].twin == QUESTIONS[unlucky].twin
        give(question(page, fresh), fresh, right(fresh))
        press(page, "Answer for good")
        expect(page.get_by_text("That is safe.")).to_be_visible()
        press(page, "See the result")
        expect(heading(page, "Your result")).to_be_focused(timeout=PATIENT)
        sitting = newest(
            kept(page, lambda events: any(event["kind"] == "closed" for event in events)), "final"
        )
        assert len(sitting.answers) == 41
        assert [chance.of for chance in sitting.chances] == [unlucky]


def test_the_starting_check_and_practice_work_in_a_notebook(lab, desk):
    sources = [
        "from massage_neuropathy.widgets import practice, starting_check",
        "starting_check()",
        "practice()",
    ]
    with notebook_of(lab, desk, sources) as page:
        check, practice = (page.locator(f".mn-study[data-mn={kind}]") for kind in ("start", "practice"))
        check.get_by_role("button", name="Begin the check").click(timeout=PATIENT)
        for number in range(1, 13):
            expect(check.get_by_role("heading", name=f"Question {number} of 12")).to_be_focused(
                timeout=PATIENT
            )
            name = check.locator(".mn-question").get_attribute("data-question")
            give(check, name, right(name))
            check.get_by_role("button", name="Answer: guessing").click()
        expect(check.locator(".mn-map li")).to_have_count(12)
        practice.get_by_label("5", exact=True).check()
        practice.get_by_role("button", name="Begin", exact=True).click()
        expect(practice.get_by_role("heading", name="Question 1 of 5")).to_be_focused(timeout=PATIENT)
        name = practice.locator(".mn-question").get_attribute("data-question")
        give(practice, name, right(name))
        practice.get_by_role("button", name=re.compile("Check: very sure")).click()
        expect(practice.locator(".mn-verdict")).to_contain_text("Right; you were very sure.")
        kept(page, lambda events: sum(event["kind"] == "answer" for event in events) == 13)
