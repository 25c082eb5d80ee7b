"""Progress, and three from before, in a real JupyterLab."""

import pytest
from playwright.sync_api import expect

from massage_neuropathy.record import Record
from tests.test_progress_in_book import answered, done, next_step, practice, wanted
from tests.test_quiz_in_lab import PATIENT, answers, desk, notebook_of, record

__all__ = ["desk"]  # A fixture.

AUTHORED = ["half-got-better", "runner-weak-stairs", "foot-out-of-bed"]
CELLS = [
    "from massage_neuropathy.widgets import quiz, your_progress",
    f'quiz({", ".join(map(repr, AUTHORED))}, again_in="06-noticing")',
    "your_progress()",
]


@pytest.fixture
def events():
    """What a learner has done before the notebook is opened."""
    return [
        *done("01-nerves", days_ago=5),
        *(
            answered(one, right=False, days_ago=4, minutes=n)
            for n, one in enumerate(practice("00-start")[1:3])
        ),
    ]


@pytest.fixture
def notebook(lab, desk, events):
    """A notebook with three from before and the progress, run by this learner."""
    Record(record()).add(events)
    with notebook_of(lab, desk, CELLS) as page:
        expect(page.locator(".jp-Notebook .mn-next")).to_be_visible(timeout=PATIENT)
        yield page


def test_progress_and_three_from_before_are_those_of_this_learner(notebook, events):
    progress = notebook.locator(".jp-Notebook .mn-progress")
    assert "Go on with “Start here: look, touch lightly, look again” (notebook 00-start)" in next_step(
        notebook
    )
    expect(progress.locator("#lesson-01-nerves")).to_contain_text("Done.")
    expect(progress.locator("#lesson-00-start")).to_contain_text("Begun. 2 of")
    # Links would lead out of JupyterLab.
    expect(progress.locator("a")).to_have_count(0)
    nodes = notebook.locator(".jp-Notebook .mn-quiz[data-place] .mn-question")
    asked = nodes.evaluate_all("nodes => nodes.map((node) => node.dataset.question)")
    assert asked == wanted("06-noticing", AUTHORED, events)
    assert set(asked).isdisjoint(AUTHORED)
    first = nodes.and_(notebook.locator("[data-type=single]")).first
    first.locator("input").first.check()
    first.get_by_role("button", name="Check: guessing").click()
    expect(first.locator(".mn-verdict")).to_be_visible()
    notebook.wait_for_timeout(1000)
    assert [one["place"] for one in answers()].count("06-noticing") == 1
    # The progress below has heard of it: there is one more answer with a certainty.
    expect(progress).to_contain_text("Of 1 answer you guessed")


def test_without_a_record_the_authors_three_are_asked(lab, desk):
    with notebook_of(lab, desk, CELLS) as page:
        expect(page.locator(".jp-Notebook .mn-progress")).to_contain_text(
            "Nothing is kept of you yet.", timeout=PATIENT
        )
        nodes = page.locator(".jp-Notebook .mn-quiz[data-place] .mn-question")
        assert nodes.evaluate_all("nodes => nodes.map((node) => node.dataset.question)") == AUTHORED
