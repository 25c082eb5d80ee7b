"""A branching case in a real JupyterLab: played to its end, and its choices kept by the kernel."""

from playwright.sync_api import expect

from massage_neuropathy.record import Record
from tests.test_cases import chosen
from tests.test_cases_in_book import FIRST, button, root
from tests.test_quiz_in_lab import PATIENT, answers, desk, notebook_of, record

__all__ = ["desk"]

CELLS = ["from massage_neuropathy.widgets import case", f'case("{FIRST.id}")']
BEST = [tuple(name.split("/")) for name in FIRST.best]


def test_a_case_is_played_and_its_choices_are_kept_by_the_kernel(lab, desk):
    with notebook_of(lab, desk, CELLS) as page:
        expect(button(page, FIRST, "Begin")).to_be_visible(timeout=PATIENT)
        button(page, FIRST, "Begin").click()
        node = root(page, FIRST)
        # Letters pressed in a case are not JupyterLab's: "d d" would delete the cell.
        node.locator(".mn-case-ask", has_text="red flag").first.press("Enter")
        expect(node.locator(".mn-case-answer").first).to_be_focused()
        page.keyboard.press("d")
        page.keyboard.press("d")
        for _, choice in BEST:
            node.locator(f".mn-option input[value='{choice}']").check()
            button(page, FIRST, "Decide").click()
        expect(node).to_contain_text("Your choices are those of the best path.")
        # Links to pages of the book would lead out of JupyterLab; those to the works open elsewhere.
        for link in node.locator(".mn-source a").all():
            assert link.get_attribute("target") == "_blank"
            assert link.get_attribute("href").startswith("https://")
        expect(node).to_contain_text("You have played this case once.", timeout=PATIENT)
        kept = [one for one in answers() if one["kind"] == "choice"]
        assert [one["question"] for one in kept] == [f"{FIRST.id}/{scene}" for scene, _ in BEST]
        assert [one["options"][0] for one in kept] == [choice for _, choice in BEST]
        assert len(kept[0]["options"]) == 2
        assert kept[0]["options"][1].startswith("ask:")
        assert len({one["place"] for one in kept}) == 1


def test_two_views_of_one_play_do_not_choose_for_each_other(lab, desk):
    Record(record()).add(chosen(FIRST, BEST[:1]))
    with notebook_of(lab, desk, [*CELLS, CELLS[-1]]) as page:
        views = root(page, FIRST)
        expect(views.nth(1).locator(".mn-title")).to_have_text("Scene 2", timeout=PATIENT)
        boxes = [views.nth(number).locator(".mn-option input").nth(number) for number in range(2)]
        for box in boxes:
            box.check()
        for box in boxes:
            expect(box).to_be_checked()


def test_a_play_goes_on_from_the_kernels_record(lab, desk):
    Record(record()).add(chosen(FIRST, BEST[:1]))
    with notebook_of(lab, desk, CELLS) as page:
        expect(root(page, FIRST).locator(".mn-title")).to_have_text("Scene 2", timeout=PATIENT)
        expect(root(page, FIRST)).to_contain_text("You have begun this case")
