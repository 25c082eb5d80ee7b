"""The figures of lessons 10 and 11, and the numbers behind those of the trials."""

from pathlib import Path

import pytest

import massage_neuropathy
from massage_neuropathy import figures
from massage_neuropathy.bibliography import read_bibliography
from massage_neuropathy.content import load_course
from massage_neuropathy.entries import SURENESS
from massage_neuropathy.figures import mechanisms
from massage_neuropathy.science import trials

BIBLIOGRAPHY = Path(massage_neuropathy.__file__).parent / "content" / "references.bib"


@pytest.fixture(scope="module")
def works():
    return read_bibliography(BIBLIOGRAPHY)[0]


def shown(illustration):
    return [text.get_text() for ax in illustration.figure.axes for text in ax.texts]


def test_every_study_has_its_work(works):
    for study in trials.STUDIES:
        assert study.key in works, study.key


def test_whose_feet_shows_every_study_with_its_people():
    figure = figures.whose_feet()
    words = shown(figure)
    assert len(trials.STUDIES) == 19 and f"{len(trials.STUDIES)} studies, one box each" in words
    for study in trials.STUDIES:
        assert study.country in words and str(study.people) in words
        assert study.country in figure.description


def test_the_mechanism_board_shows_labels_in_words_and_claims_nothing_for_the_nerve():
    figure = figures.mechanism_board()
    words = shown(figure)
    assert [words.count(label) for label in ("Measured", "Conflicting", "Not shown")] == [3, 2, 5]
    not_shown = figure.description.split("Not shown")[1]
    for claim in ("oxygen in the nerve", "flow into muscle", "cortisol", "endorphins"):
        assert claim in not_shown


def test_the_mechanism_board_and_the_page_on_evidence_agree():
    rows = (
        "warmer-skin less-anxiety heart-rate heart-rhythm oxytocin flow-into-muscle nerve-oxygen cortisol "
        "endorphins immunity"
    )
    told = load_course().mechanisms
    labels = [SURENESS[told[name].sureness] for name in rows.split()]
    assert labels == [label for _, label, _ in mechanisms.BOARD]


def test_touch_and_pain_shows_that_touch_may_calm_stir_up_or_not_arrive():
    figure = figures.touch_and_pain()
    for words in ("less pain, for a while", "more pain", "no calm, no warning", "without numbers"):
        assert words in figure.description
    assert {"+", "\N{MINUS SIGN}", "no warning"} <= set(shown(figure))
