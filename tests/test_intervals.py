"""What small numbers allow: the intervals that the plan names, and the same on the page."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massage_neuropathy.intervals import interval

VECTORS = json.loads(Path(__file__).with_name("interval_vectors.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", VECTORS)
def test_the_intervals_are_those_of_the_plan(case):
    assert [round(100 * end) for end in interval(case["total"], case["n"])] == case["percent"]


def test_where_all_are_right_the_interval_is_the_exact_one():
    assert interval(12, 12) == pytest.approx((0.025 ** (1 / 12), 1))
    assert interval(0, 12) == pytest.approx((0, 1 - 0.025 ** (1 / 12)))


@given(st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, 3 * n), st.just(n))))
def test_the_share_lies_within_and_the_interval_within_zero_to_one(case):
    thirds, n = case
    low, high = interval(thirds / 3, n)
    assert 0 <= low <= thirds / 3 / n <= high <= 1


@given(st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, 10 * n - 1), st.just(n))))
def test_a_mark_more_never_lowers_an_end(case):
    tenths, n = case
    fewer, more = interval(tenths / 10, n), interval((tenths + 1) / 10, n)
    assert fewer[0] <= more[0] + 1e-12
    assert fewer[1] <= more[1] + 1e-12


@pytest.mark.parametrize(("total", "n"), [(0, 0), (4, 3), (-1, 3)])
def test_what_is_no_share_has_no_interval(total, n):
    with pytest.raises(ValueError, match="no share"):
        interval(total, n)
