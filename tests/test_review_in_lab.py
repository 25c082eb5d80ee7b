"""The review page in a real JupyterLab: the kernel remembers, and other notebooks' answers count."""

from playwright.sync_api import expect

from massage_neuropathy.record import Record
from tests.test_quiz_in_lab import PATIENT, answers, api, desk, notebook_of, record
from tests.test_review_in_book import answered, button, looked_at, singles, terms, title

__all__ = ["desk"]

CELLS = ["from massage_neuropathy.widgets import review", "review()"]


def test_what_is_due_in_the_kernels_record_is_asked_and_comes_back_later(lab, desk):
    question, term = singles()[0], terms()[0]
    Record(record()).add([answered(question, 20), looked_at(term, 10)])
    with notebook_of(lab, desk, CELLS) as page:
        expect(title(page)).to_have_text("2 things to review", timeout=PATIENT)
        button(page, "Start").click()
        node = page.locator(".mn-stage .mn-question")
        expect(node).to_have_attribute("data-question", question.id)
        node.locator(f"input[value='{question.right[0]}']").check()
        button(page, "Check: very sure").click()
        expect(node.locator(".mn-verdict")).to_contain_text("Right; you were very sure.")
        expect(page.locator(".mn-back")).to_contain_text("This question comes back in about", timeout=PATIENT)
        source = node.locator(".mn-source a").first
        expect(source).to_have_attribute("target", "_blank")
        button(page, "Next").click()

        expect(page.locator(".mn-term")).to_have_text(term.term)
        button(page, "Show the meaning").press("Enter")
        expect(page.locator(".mn-meaning")).to_be_focused()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(title(page)).to_have_text("That is all for today")
        expect(page.locator(".mn-returns li").first).to_have_text(f"Tomorrow: {term.term}", timeout=PATIENT)

        given = [(one["kind"], one["question"]) for one in answers() if one["place"].startswith("review/")]
        assert given == [("answer", question.id)]
        assert ("recall", f"card:{term.id}") in [
            (one["kind"], one["question"]) for one in answers() if one["options"] == ["forgot"]
        ]


def test_who_has_not_begun_is_told_where_to_begin_without_a_link_out_of_jupyterlab(lab, desk):
    with notebook_of(lab, desk, CELLS) as page:
        expect(title(page)).to_have_text("There is nothing to review yet", timeout=PATIENT)
        expect(page.locator(".mn-stage")).to_contain_text("Begin with Start here")
        expect(page.locator(".mn-stage a")).to_have_count(0)


def test_without_a_kernel_it_says_what_to_do_and_can_be_tried_again(lab, desk):
    Record(record()).add([looked_at(terms()[0], 10)])
    with notebook_of(lab, desk, CELLS) as page:
        expect(title(page)).to_have_text("1 thing to review", timeout=PATIENT)
        button(page, "Start").click()
        for kernel in api(lab, "kernels"):
            api(lab, f"kernels/{kernel['id']}/restart", method="POST")
        expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible(timeout=PATIENT)
        button(page, "Show the meaning").click()
        button(page, "Good I knew it").click()
        expect(title(page)).to_have_text("That is all for today")
        notice = page.locator(".mn-study > .mn-notice")
        expect(notice).to_contain_text("Your last answers are not being kept", timeout=PATIENT)
        expect(notice).to_contain_text("Choose Run, then Run All Cells")
