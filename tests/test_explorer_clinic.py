"""The clinic where nothing works: its model and its figure."""

import math
from statistics import NormalDist

import numpy as np
import pytest

from massage_neuropathy import figures
from massage_neuropathy.science import clinic


def shown(illustration):
    return [text.get_text() for ax in illustration.figure.axes for text in ax.texts]


def test_the_share_better_anyway_agrees_with_drawing_lots():
    generator = np.random.default_rng(11)
    usual = generator.normal(clinic.USUAL_PAIN, clinic.SPREAD_BETWEEN, 400_000)
    first, later = usual + generator.normal(0, clinic.SPREAD_WITHIN, (2, 400_000))
    falls = (first - later)[first >= clinic.BAD_DAY]
    assert clinic.share_better_anyway() == pytest.approx(np.mean(falls >= clinic.WORTHWHILE), abs=0.005)


def test_twenty_clients_come_on_a_bad_day_and_as_many_are_better_as_the_model_expects():
    pairs = clinic.twenty_clients()
    assert pairs.shape == (20, 2) and (pairs[:, 0] >= clinic.BAD_DAY).all()
    better = int((pairs[:, 0] - pairs[:, 1] >= clinic.WORTHWHILE).sum())
    assert better == round(20 * clinic.share_better_anyway()) == 7
    # Half of the spread is between clients, so the average falls about half of the way back.
    first, later = pairs.mean(axis=0)
    day = NormalDist(clinic.USUAL_PAIN, math.hypot(clinic.SPREAD_BETWEEN, clinic.SPREAD_WITHIN))
    assert day.cdf(first) > 0.75
    assert later - clinic.USUAL_PAIN == pytest.approx((first - clinic.USUAL_PAIN) / 2, abs=0.15)


def test_better_anyway_counts_the_lines_it_draws_and_owns_to_be_a_model():
    figure = figures.better_anyway()
    assert {"7", "12", "1"} <= set(shown(figure))
    assert "7 lines" in figure.description and "Nothing was done that works" in figure.description
    assert "chosen for teaching" in figure.description
