"""The figures of lessons 10 and 11, and the numbers behind those of the trials."""

import math
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


def test_every_comparison_and_study_has_its_work(works):
    for one in (*trials.COMPARISONS, *trials.STUDIES):
        assert one.key in works, one.key


def test_a_point_lies_inside_its_interval_and_a_bound_has_none():
    for one in trials.COMPARISONS:
        assert one.low < one.high
        if one.kind == "bound":
            assert math.isnan(one.point)
        else:
            assert one.low < one.point < one.high


def test_points_lie_midway_between_their_ends():
    # Printed ends and points are rounded, some intervals are a little skewed.
    for one in trials.COMPARISONS:
        if one.kind != "bound":
            assert one.point == pytest.approx((one.low + one.high) / 2, abs=0.02), one.label


def test_only_one_single_study_touches_zero_and_none_is_averaged():
    points = [one for one in trials.COMPARISONS if one.kind in ("printed", "rebuilt")]
    assert [one.key for one in points if one.high >= 0] == ["izgu2019aroma"]
    assert "No average is drawn" in " ".join(shown(figures.trial_comparisons())).replace("\n", " ")


def test_izgus_point_follows_from_the_printed_counts():
    # 4 of 22 and 11 of 24 people with nerve pain: log odds ratio times root 3 over pi.
    log_odds = math.log((4 / 18) / (11 / 13))
    error = math.sqrt(1 / 4 + 1 / 18 + 1 / 11 + 1 / 13)
    scale = math.sqrt(3) / math.pi
    izgu = next(one for one in trials.COMPARISONS if one.key == "izgu2019aroma")
    assert izgu.point == pytest.approx(log_odds * scale, abs=0.005)
    assert izgu.low == pytest.approx((log_odds - 1.96 * error) * scale, abs=0.005)
    assert izgu.high == pytest.approx((log_odds + 1.96 * error) * scale, abs=0.005)


def test_gholamzadehs_point_follows_from_the_printed_means():
    # Quality of life 48.3 (19.5) and 26.2 (15.2), 40 people each; higher is better, so the sign is turned.
    pooled = math.sqrt((19.5**2 + 15.2**2) / 2)
    g = -(48.3 - 26.2) / pooled * (1 - 3 / (4 * 78 - 1))
    one = next(one for one in trials.COMPARISONS if one.key == "gholamzadeh2023")
    assert one.point == pytest.approx(g, abs=0.005)


def test_trial_comparisons_shows_and_says_every_row():
    figure = figures.trial_comparisons()
    for one in trials.COMPARISONS:
        assert one.label in shown(figure)
        if one.kind != "bound":
            assert f"{-one.point:.2f}" in figure.description


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
