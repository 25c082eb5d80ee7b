"""The screener in a real JupyterLab: its data comes from the kernel once, and nothing typed goes back."""

from playwright.sync_api import expect

from massage_neuropathy.content import load_course
from massage_neuropathy.screening import Answers, answers_of, screen
from tests.test_quiz_in_lab import PATIENT, desk, notebook_of
from tests.test_screener import CLIENTS
from tests.test_screener_in_book import (
    assert_agrees,
    button,
    file_of,
    open_file,
    question,
    read_outcome,
    say,
    skip,
    take,
    title,
    tool,
)

__all__ = ["desk"]

CELLS = [
    "from massage_neuropathy.widgets import compare, screener",
    "screener()",
    'compare("sock-not-looked-at")',
]
COURSE = load_course()


def sent_to_the_kernel(page):
    """Collect what front ends send to the kernel from now on: messages of widgets."""
    sent = []

    def watch(socket):
        socket.on("framesent", lambda frame: b"comm_msg" in as_bytes(frame) and sent.append(frame))

    page.on("websocket", watch)
    return sent


def as_bytes(frame):
    return frame.encode() if isinstance(frame, str) else frame


def test_a_client_is_screened_and_nothing_of_it_reaches_the_kernel(lab, desk):
    sent = sent_to_the_kernel(desk)
    with notebook_of(lab, desk, CELLS) as page:
        expect(title(page)).to_have_text("Who comes to you?", timeout=PATIENT)
        assert any(b"screener" in as_bytes(frame) for frame in sent), "no message was seen"
        expect(page.locator(".mn-compare[data-live]")).to_be_visible(timeout=PATIENT)
        sent.clear()

        take(page, "heart-bones-feet")
        skip(page)
        assert_agrees(read_outcome(page), screen(answers_of(CLIENTS["heart-bones-feet"])))
        # Pages of the book are not there: sources open elsewhere, and course rules are named only.
        links = tool(page).locator(".mn-source a")
        for link in links.all():
            assert link.get_attribute("target") == "_blank"
            assert link.get_attribute("href").startswith("http")
        assert links.count() > 0

        answers = Answers({"pregnancy": "yes", "hypoglycaemia_severe": "unknown"}, anything_else="no")
        button(page, "Change the answers").click()
        open_file(page, file_of(answers))
        skip(page)
        assert_agrees(read_outcome(page), screen(answers))
        button(page, "Change the answers").click()

        # Keys belong to the form: "d d" in the notebook deletes a cell.
        say(page, "allodynia", "yes")
        question(page, "allodynia").get_by_label("Yes", exact=True).first.focus()
        page.keyboard.press("d")
        page.keyboard.press("d")
        page.keyboard.press("ArrowRight")
        expect(question(page, "allodynia").get_by_label("No", exact=True).first).to_be_checked()
        expect(page.locator(".jp-Notebook .jp-CodeCell")).to_have_count(len(CELLS))
        assert sent == []

        node = page.locator(".mn-compare")
        node.get_by_label("Ask first: the whole session").check()
        node.get_by_role("button", name="Compare").click()
        expect(node.get_by_role("status")).to_have_text("The screener says the same.")
        expect(node.locator("details")).to_have_attribute("open", "")
        assert sent == []


def test_two_views_of_a_screener_keep_to_themselves(lab, desk):
    with notebook_of(
        lab, desk, ["from massage_neuropathy.widgets import screener", "screener()", "screener()"]
    ) as page:
        titles = page.locator("div.mn-tool .mn-stage > .mn-title:first-child")
        expect(titles).to_have_text(["Who comes to you?"] * 2, timeout=PATIENT)
        both = [tool(page).nth(0), tool(page).nth(1)]
        for one in both:
            one.locator("button[data-client=numb-soles]").click()
            one.get_by_label("Ask first").check()
            one.get_by_label("An area", exact=True).check()
        for one in both:
            expect(one.get_by_label("Ask first")).to_be_checked()
            expect(one.get_by_label("An area", exact=True)).to_be_checked()
        ids = page.evaluate("[...document.querySelectorAll('.mn-tool [id]')].map(({ id }) => id)")
        assert len(ids) == len(set(ids))
