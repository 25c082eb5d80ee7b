"""The explorers that set trials side by side: data, arithmetic, and pictures that keep to both."""

import itertools
import math
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from statistics import NormalDist

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.colors import to_hex
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline
from scipy.stats import t

import massage_neuropathy
from massage_neuropathy.bibliography import read_bibliography
from massage_neuropathy.figures.albatross import people_and_p
from massage_neuropathy.figures.forest import trials_together
from massage_neuropathy.figures.style import CARD, MUTED, OCHRE, PLUM, TEAL
from massage_neuropathy.figures.what_if import silent_trials
from massage_neuropathy.science import comparisons
from massage_neuropathy.science.comparisons import (
    COMPARISONS,
    SINGLE,
    average,
    chosen,
    implied_size,
    pool,
    usual_p,
    variance_of_g,
    what_if,
)
from massage_neuropathy.science.trials import STUDIES

BIBLIOGRAPHY = Path(massage_neuropathy.__file__).parent / "content" / "references.bib"

CONDITIONS = ["any", "after chemotherapy", "in diabetes", "other"]
AGAINST = ["anything", "usual care or nothing", "another treatment", "sham or placebo"]
KNOWN = {
    "in any way": "",
    "from printed numbers": "main",
    "rebuilt": "approximate",
    "related methods": "sensitivity",
    "hard to believe": "outlier",
    "only a bound": "bounds",
    "pooled by others": "pooled",
    "blinded drug trials": "benchmark",
}
SIZES = [0.2, 0.4, 0.6, 0.8, 1.0, 1.2, 1.4, 1.6]
STARTS = ["printed numbers only", "rebuilt numbers too", "related methods as well"]
SUPPOSE = ["left out", "no difference at all", "half of what their bound allows"]

MINUS = "\N{MINUS SIGN}"


def row(name, use=None, **fields):
    """Find the only row with this name, and more where a trial has two."""
    found = [
        one
        for one in COMPARISONS
        if one.name == name
        and use in (None, one.use)
        and all(getattr(one, field) == value for field, value in fields.items())
    ]
    assert len(found) == 1, (name, found)
    return found[0]


def shown(illustration):
    return [text.get_text() for ax in illustration.figure.axes for text in ax.texts]


def marks(illustration, fill, edge):
    """Return the middles of all shapes filled with one color and edged with another."""
    patches = [patch for patch in illustration.figure.axes[0].patches if not patch.get_hatch()]
    middles = []
    # An outline and its filling are two patches, one drawn after the other.
    for outline, body in itertools.pairwise(patches):
        same = outline.get_path() is body.get_path()
        if same and to_hex(outline.get_edgecolor()) == edge and to_hex(body.get_facecolor()) == fill:
            middles += [
                (
                    float(loop[:, 0].min() + loop[:, 0].max()) / 2,
                    float(loop[:, 1].min() + loop[:, 1].max()) / 2,
                )
                for loop in loops(body.get_path())
            ]
    return [(x, y) for x, y in middles if y > floor(illustration)]


def loops(path):
    starts = [*[i for i, code in enumerate(path.codes) if code == Outline.MOVETO], len(path.codes)]
    return [path.vertices[first:end] for first, end in itertools.pairwise(starts)]


def floor(illustration):
    """Return where the numbers of the scale stand; below them a legend says what each mark is."""
    return next(
        text.get_position()[1] for text in illustration.figure.axes[0].texts if text.get_text() == "1"
    )


def bars(illustration):
    """Return the ends of all hatched bars."""
    hatched = [patch for patch in illustration.figure.axes[0].patches if patch.get_hatch()]
    return [
        (float(loop[:, 0].min()), float(loop[:, 0].max()))
        for patch in hatched
        for loop in loops(patch.get_path())
        if loop[:, 1].min() > floor(illustration)
    ]


def difference(illustration, x):
    """Read a place off the numbers of the scale, as a reader does."""
    at = {text.get_text(): text.get_position()[0] for text in illustration.figure.axes[0].texts}
    unit = at["1"] - at["0"]
    assert unit == pytest.approx(at["0"] - at[f"{MINUS}1"])
    return (x - at["0"]) / unit


# The data


def test_every_row_has_its_work():
    works = read_bibliography(BIBLIOGRAPHY)[0]
    assert {one.key for one in COMPARISONS} <= set(works)


def test_there_are_39_rows_of_the_forest_and_every_study_of_the_lesson_is_somewhere():
    assert Counter(one.use for one in COMPARISONS) == {
        "main": 2, "approximate": 4, "sensitivity": 2, "outlier": 3, "bounds": 17, "pooled": 6,
        "benchmark": 5, "p only": 1, "nothing": 4,
    }  # fmt: skip
    assert {study.key for study in STUDIES} <= {one.key for one in COMPARISONS}


def test_a_trial_has_as_many_people_in_each_of_its_rows_and_in_the_list_of_studies():
    people = [(one.key, one.people) for one in COMPARISONS if one.use not in ("pooled", "benchmark")]
    assert all(count for _, count in people)
    assert len(set(people)) == len(dict(people))
    assert {(study.key, study.people) for study in STUDIES} <= set(people)


def test_points_lie_in_their_intervals_and_bounds_have_none():
    for one in COMPARISONS:
        if one.use == "bounds":
            assert math.isnan(one.point) and one.low < one.high
        elif one.use in (*SINGLE, "pooled", "benchmark"):
            # Intervals from odds ratios and pooled results are a little skewed, ends are rounded.
            assert one.low < one.point < one.high
            assert one.point == pytest.approx((one.low + one.high) / 2, abs=0.03), one.name
        else:
            assert math.isnan(one.point) and math.isnan(one.low) and math.isnan(one.high)
        if one.treated:
            assert one.treated + one.control == one.people


def hedges(d, treated, control):
    return d * (1 - 3 / (4 * (treated + control - 2) - 1))


def interval(g, treated, control):
    error = math.sqrt(1 / treated + 1 / control + g**2 / (2 * (treated + control)))
    return g - 1.96 * error, g + 1.96 * error


# Means, spreads and people as printed; quality of life is better when higher, so its sign is turned.
@pytest.mark.parametrize(
    ("name", "treated", "control"),
    [
        ("Gholamzadeh", (-48.3, 19.5, 40), (-26.2, 15.2, 40)),
        ("Wolny", (1.38, 1.01, 58), (5.46, 1.05, 45)),
    ],
)
def test_points_from_means_follow_from_what_was_printed(name, treated, control):
    (m1, s1, n1), (m2, s2, n2) = treated, control
    spread = math.sqrt(((n1 - 1) * s1**2 + (n2 - 1) * s2**2) / (n1 + n2 - 2))
    g = hedges((m1 - m2) / spread, n1, n2)
    one = row(name)
    assert one.point == pytest.approx(g, abs=0.006)
    assert (one.low, one.high) == pytest.approx(interval(g, n1, n2), abs=0.011)


def test_izgus_point_follows_from_4_of_22_and_11_of_24_people():
    log_odds = math.log((4 / 18) / (11 / 13))
    error = math.sqrt(1 / 4 + 1 / 18 + 1 / 11 + 1 / 13)
    scale = math.sqrt(3) / math.pi
    izgu = row("Izgu")
    assert izgu.point == pytest.approx(log_odds * scale, abs=0.005)
    assert izgu.low == pytest.approx((log_odds - 1.96 * error) * scale, abs=0.005)
    assert izgu.high == pytest.approx((log_odds + 1.96 * error) * scale, abs=0.005)
    # Fisher's test gives 0.063 and chi-square 0.046.
    assert 0.046 < izgu.p_high < 0.063


@pytest.mark.parametrize(
    ("name", "use", "statistic", "treated", "control"),
    [
        ("Coskun", "approximate", {"p": 0.008}, 28, 24),
        ("Apichartvorakit", "approximate", {"p": 0.003}, 14, 14),
        ("Al-Fahham", "approximate", {"p": 0.003}, 26, 26),
        ("Abant Izzet Baysal", "approximate", {"d": 0.51}, 24, 24),
        ("NCD Policy Lab", "sensitivity", {"d": 0.93}, 20, 20),
        ("Gunduz-Oruc", "sensitivity", {"t": 7.649}, 44, 42),
        ("Yodsirajinda", "outlier", {"t": 5.921}, 20, 20),
    ],
)
def test_rebuilt_points_follow_from_p_t_or_d(name, use, statistic, treated, control):
    ((kind, value),) = statistic.items()
    across = math.sqrt(1 / treated + 1 / control)
    d = {"p": lambda p: t.isf(p / 2, treated + control - 2) * across, "t": lambda x: x * across, "d": abs}
    g = -hedges(float(d[kind](value)), treated, control)
    one = row(name, use)
    assert (one.treated, one.control) == (treated, control)
    assert one.point == pytest.approx(g, abs=0.006)
    assert (one.low, one.high) == pytest.approx(interval(g, treated, control), abs=0.011)


def test_thaweewannakijs_point_is_the_printed_difference_in_spreads_at_the_start():
    # Difference 5.49 (5.00 to 5.98), spreads 1.36 and 1.49, 35 people each.
    spread = math.sqrt((1.36**2 + 1.49**2) / 2)
    one = row("Thaweewannakij")
    assert (-one.point, -one.high, -one.low) == pytest.approx(
        (5.49 / spread, 5 / spread, 5.98 / spread), abs=0.01
    )


def test_bounds_are_the_differences_at_the_limit_of_p():
    for one in chosen(use="bounds"):
        limit = one.p_low if one.favors == "unknown" else one.p_high
        across = math.sqrt(1 / one.treated + 1 / one.control)
        size = t.isf(limit / 2, one.people - 2) * across
        ends = [abs(end) for end in (one.low, one.high) if math.isfinite(end)]
        assert ends == pytest.approx([size] * len(ends), abs=0.012), one.name
        assert one.straddles == (one.favors == "unknown") == (len(ends) == 2)
        if not one.straddles:
            assert (one.high if one.favors == "treatment" else -one.low) < 0


def test_where_printed_values_contradict_each_other_p_is_that_of_the_effect():
    # p about 0.08 and 0.006 by the printed d, though below 0.001 and 0.001 were printed.
    assert row("Abant Izzet Baysal", "approximate").p_high == pytest.approx(0.08, abs=0.01)
    assert row("NCD Policy Lab").p_high == pytest.approx(0.006, abs=0.001)


def test_filters_narrow_and_refuse_what_nobody_has():
    assert set(chosen("diabetes", "sham or placebo")) == set(chosen("diabetes")) & set(
        chosen(against="sham or placebo")
    )
    assert chosen() == COMPARISONS
    with pytest.raises(ValueError, match="condition"):
        chosen("gout")


# People, p and size


def test_usual_p_agrees_with_tables_of_the_normal_distribution():
    # z = 0.5 * sqrt(64) / 2 = 2 and 0.4 * sqrt(96) / 2 = 1.96.
    assert usual_p(0.5, 64) == pytest.approx(0.0455, abs=5e-5)
    assert usual_p(0.4, 96.04) == pytest.approx(0.05, abs=5e-5)
    assert usual_p(0, 50) == 1


@given(st.floats(1e-6, 0.99), st.floats(5, 400), st.floats(1.01, 5))
def test_the_same_p_with_more_people_means_a_smaller_effect(p, people, more):
    assert implied_size(p, people * more) < implied_size(p, people)


@given(st.floats(0.05, 1.5), st.floats(5, 200), st.floats(1.01, 3))
def test_the_same_effect_with_more_people_and_a_larger_one_with_as_many_give_a_smaller_p(size, people, more):
    assert usual_p(size, people * more) < usual_p(size, people)
    assert usual_p(size * more, people) < usual_p(size, people)


@given(st.floats(0.05, 1.5), st.floats(5, 100))
def test_size_and_p_lead_back_to_each_other(size, people):
    assert implied_size(usual_p(size, people), people) == pytest.approx(size, rel=1e-6)


def test_the_contour_fits_the_rebuilt_points_to_a_tenth():
    # The contour takes equal arms and large trials; these have 28 to 52 people.
    for one in chosen(use="approximate"):
        assert implied_size(one.p_low, one.people) == pytest.approx(-one.point, abs=0.1), one.name


@pytest.mark.parametrize(("p", "people"), [(0, 10), (1.1, 10), (0.5, 0)])
def test_what_is_no_p_or_has_no_people_has_no_size(p, people):
    with pytest.raises(ValueError, match="p lies above 0"):
        implied_size(p, people)


# Averages


def test_the_average_agrees_with_kackers_worked_example():
    # Nine laboratories, Paule-Mandel: square root of tau squared 0.8399 (Kacker 2004, table 1); mean and
    # standard error as the R package metafor gives them.
    effects = [61.00, 61.40, 62.21, 62.30, 62.34, 62.60, 62.70, 62.84, 65.90]
    variances = [0.2025, 1.21, 0.09, 0.2025, 0.3844, 0.5625, 0.0676, 0.0225, 1.8225]
    result = pool(effects, variances)
    assert math.sqrt(result.tau2) == pytest.approx(0.8399, abs=6e-5)
    assert result.mean == pytest.approx(62.4076, abs=1e-4)
    # t with 8 and with 7 degrees: 2.306 and 2.365.
    assert result.high - result.mean == pytest.approx(2.306 * 0.33803, abs=1e-3)
    assert result.next_high - result.mean == pytest.approx(2.365 * math.hypot(0.33803, 0.8399), abs=2e-3)


def test_trials_that_agree_get_no_narrower_interval_than_chance_allows():
    result = pool([-0.5, -0.5, -0.5], [0.1, 0.1, 0.1])
    # t with 2 degrees: 4.303.
    assert result.tau2 == 0 and result.high - result.mean == pytest.approx(
        4.303 * math.sqrt(0.1 / 3), abs=1e-3
    )


# The first average imports the library, which takes longer than a test may.
unhurried = settings(deadline=None)

trials = st.lists(
    st.tuples(st.floats(-3, 3), st.floats(0.01, 1)).map(lambda one: (round(one[0], 3), round(one[1], 3))),
    min_size=3,
    max_size=12,
)


@unhurried
@given(trials)
def test_the_next_trial_is_never_surer_than_the_average_and_the_average_lies_among_the_trials(some):
    effects, variances = zip(*some, strict=True)
    result = pool(effects, variances)
    assert result.tau2 >= 0
    assert result.next_low <= result.low < result.mean < result.high <= result.next_high
    assert min(effects) - 1e-9 <= result.mean <= max(effects) + 1e-9


@unhurried
@given(st.lists(st.floats(-3, -0.05), min_size=2, max_size=8), st.integers(1, 6), st.floats(0.02, 0.5))
def test_trials_of_one_size_that_find_nothing_pull_the_average_toward_zero(effects, silent, variance):
    before = pool(effects, [variance] * len(effects))
    after = pool([*effects, *[0.0] * silent], [variance] * (len(effects) + silent))
    assert before.mean < after.mean < 0


@unhurried
@given(st.randoms(use_true_random=False))
def test_any_of_our_rows_with_any_silent_ones_at_zero_average_nearer_to_zero(lots):
    base = list(what_if("related", "left out", True))
    silent = [one for one in what_if("related", "zero", False) if one.row.use == "bounds"]
    some = [one for one in base if one.value < 0]
    some = lots.sample(some, lots.randint(2, len(some)))
    added = lots.sample(silent, lots.randint(1, len(silent)))
    assert average(some).mean < average([*some, *added]).mean < 0


@pytest.mark.parametrize(
    ("effects", "variances"), [([1], [1]), ([1, 2], [1, 0]), ([1, 2], [1]), ([1, 2], [-1, 1])]
)
def test_what_cannot_be_averaged_is_refused(effects, variances):
    with pytest.raises(ValueError, match="at least two"):
        pool(effects, variances)


def test_the_variance_gives_back_the_intervals_of_the_rows():
    for one in chosen(use="approximate"):
        assert variance_of_g(one.point, one.treated, one.control) == pytest.approx(one.variance, rel=0.03)


# What goes into the thought experiment

EVERY_WHAT_IF = list(itertools.product(comparisons.STARTS, comparisons.SILENT, (False, True)))


@pytest.mark.parametrize(("start", "silent", "limits"), EVERY_WHAT_IF)
def test_nothing_that_must_not_be_averaged_ever_goes_in(start, silent, limits):
    rows = [one.row for one in what_if(start, silent, limits)]
    assert {one.use for one in rows} <= {"main", "approximate", "sensitivity", "bounds"}
    assert not {"outlier", "pooled", "benchmark"} & {one.use for one in rows}
    assert {one.measure for one in rows} == {"symptoms"}
    assert len({one.key for one in rows}) == len(rows), "one row a trial"


@pytest.mark.parametrize(("start", "silent", "limits"), EVERY_WHAT_IF)
def test_what_is_supposed_fits_the_bound(start, silent, limits):
    for one in what_if(start, silent, limits):
        if one.row.use == "bounds":
            assert one.row.low <= one.value <= one.row.high
        else:
            assert one.value == one.row.point
        if one.row.straddles:
            assert one.value == {"zero": 0, "half": one.row.low / 2}[silent]


def test_counts_grow_from_2_by_what_is_let_in():
    def count(*state):
        return len(what_if(*state))

    assert [count(start, "left out", False) for start in comparisons.STARTS] == [2, 6, 8]
    assert [count(start, "zero", False) for start in comparisons.STARTS] == [5, 9, 14]
    assert [count(start, "zero", True) for start in comparisons.STARTS] == [11, 15, 20]


@pytest.mark.parametrize(("start", "limits"), [*itertools.product(comparisons.STARTS, (False, True))])
def test_zero_moves_the_average_farther_than_half_and_both_toward_zero(start, limits):
    left_out, zero, half = (average(what_if(start, silent, limits)).mean for silent in comparisons.SILENT)
    assert left_out < half < zero < 0


def test_with_silent_trials_at_zero_a_third_of_the_average_goes_and_the_next_trial_may_fall_on_either_side():
    before, after = (average(what_if("rebuilt", silent, False)) for silent in ("left out", "zero"))
    assert 0.3 < 1 - after.mean / before.mean < 0.4
    assert before.next_high < 0 < after.next_high


# Pictures


def test_the_forest_says_what_it_is_and_draws_no_average():
    words = shown(trials_together())
    assert {"Reconstructed single comparisons", "No overall effect is drawn."} <= set(words)
    for head in ("Pooled by others", "Drugs, blinded, for scale"):
        assert head in words


@pytest.mark.parametrize(
    ("known", "fill", "edge"),
    [
        ("from printed numbers", TEAL, TEAL),
        ("rebuilt", CARD, TEAL),
        ("related methods", CARD, MUTED),
        ("pooled by others", PLUM, PLUM),
        ("blinded drug trials", OCHRE, OCHRE),
    ],
)
def test_each_row_has_the_mark_of_how_it_was_come_by_where_its_point_lies(known, fill, edge):
    figure = trials_together(known=known)
    drawn = sorted(difference(figure, x) for x, _ in marks(figure, fill, edge))
    rows = chosen(use=KNOWN[known])
    cut = [one for one in rows if one.low < -2.1]
    wanted = sorted(one.point for one in rows)
    heads = [x for x in drawn if x < -2.1]
    if fill == edge:
        assert len(heads) == len(cut)
        drawn = drawn[len(heads) :]
    assert drawn == pytest.approx(wanted, abs=0.005)
    assert not bars(figure)


def test_bounds_are_hatched_without_a_point_and_open_ends_run_off_the_scale():
    figure = trials_together(known="only a bound")
    drawn = sorted((difference(figure, low), difference(figure, high)) for low, high in bars(figure))
    rows = chosen(use="bounds")
    wanted = sorted((max(one.low, -2.1), min(one.high, 1.1)) for one in rows)
    assert len(drawn) == len(rows) == 17
    for ends, right in zip(drawn, wanted, strict=True):
        assert ends == pytest.approx(right, abs=0.005)
    for fill, edge in ((TEAL, TEAL), (CARD, TEAL), (PLUM, PLUM), (CARD, MUTED), (OCHRE, OCHRE)):
        assert not marks(figure, fill, edge)


def test_what_is_hard_to_believe_is_told_with_its_number_and_why():
    figure = trials_together(known="hard to believe")
    assert {f"{MINUS}3.94", f"{MINUS}3.85"} <= set(shown(figure))
    assert f"Yodsirajinda {MINUS}1.84" in figure.description
    # The other leg of the same people: t = 9.155, 20 in each group.
    other_leg = hedges(9.155 * math.sqrt(2 / 20), 20, 20)
    assert (
        f"{MINUS}1.84, hard to believe since the other leg came to {MINUS}{other_leg:.2f}" in figure.outcome
    )


@pytest.mark.parametrize(("condition", "against", "known"), [*itertools.product(CONDITIONS, AGAINST, KNOWN)])
def test_filters_leave_the_names_of_what_passes_and_the_outcome_counts_it(condition, against, known):
    figure = trials_together(condition, against, known)
    rows = [
        one
        for one in COMPARISONS
        if one.use in (*SINGLE, "pooled", "benchmark")
        and (condition == "any" or one.condition == condition.split()[-1])
        and against in ("anything", one.against)
        and KNOWN[known] in ("", one.use)
    ]
    names = [word.rstrip("*") for word in shown(figure)]
    assert sum(name in {one.name for one in COMPARISONS} for name in names) == len(rows)
    assert all(one.name in names for one in rows)
    assert names.count("none") == 7 - len({one.use for one in rows})
    if not rows:
        assert figure.outcome == "Nothing is left: of 39 rows, none passes all three filters."
        return
    assert figure.outcome.startswith(f"{len(rows)} of 39 row")
    for uses, words, total in (
        (SINGLE, "single comparisons", 28),
        (("pooled",), "pooled results", 6),
        (("benchmark",), "drug groups", 5),
    ):
        count = sum(one.use in uses for one in rows)
        assert (f"{count} of {total} {words}" in figure.outcome) == (count > 0)
    single = [one for one in rows if one.use in SINGLE]
    for one in single if len(single) <= 3 else ():
        assert (one.comparator if one.use != "outlier" else f"{one.name} {MINUS}") in figure.outcome
    assert len(figure.description) < 700


def test_against_sham_one_point_and_three_bounds_are_left():
    outcome = trials_together(against="sham or placebo").outcome
    assert "9 of 39 rows are left: 4 of 28 single comparisons, 5 of 5 drug groups." in outcome
    assert f"1 with a point, at {MINUS}0.91; 3 with only a bound, 3 around zero" in outcome


def test_bars_toward_the_treatment_met_what_the_question_says():
    # against-a-sham: six met usual care or nothing, one another treatment, none a sham.
    toward = [one for one in chosen(use="bounds") if one.high < 0]
    assert Counter(one.against for one in toward) == {"usual care or nothing": 6, "another treatment": 1}


def test_settings_of_the_question_about_one_illness_leave_what_it_says():
    # twice-the-drug, in diabetes: nothing from printed numbers, two hard to believe, one pooled, five drugs.
    def left(**more):
        return Counter(
            one.use for one in chosen("diabetes", **more) if one.use in (*SINGLE, "pooled", "benchmark")
        )

    assert left()["main"] == 0 and left()["outlier"] == 2 and left()["pooled"] == 1
    assert (
        left(against="sham or placebo")["pooled"] == 0 and left(against="sham or placebo")["benchmark"] == 5
    )
    assert f"Diamonds, pooled by others: at {MINUS}1.83" in trials_together("in diabetes").description


def test_adding_trials_as_small_as_their_limits_allow_shrinks_the_average():
    # smallest-allowed: 0.89 to 0.70, though five of the six added favor the treatment.
    before, after = (what_if("rebuilt", "left out", limits) for limits in (False, True))
    added = [one.row.favors for one in after if one not in before]
    assert Counter(added) == {"treatment": 5, "control": 1}
    toward = [one for one in after if one.row.favors != "control"]
    assert [round(average(rows).mean, 2) for rows in (before, toward, after)] == [-0.89, -0.82, -0.70]


@pytest.mark.parametrize("wrong", [{"condition": "gout"}, {"against": "luck"}, {"known": "well"}])
def test_the_forest_refuses_what_it_has_no_filter_for(wrong):
    with pytest.raises(ValueError, match="filters"):
        trials_together(**wrong)


def test_the_albatross_draws_every_trial_that_printed_people_and_anything_about_p():
    figure = people_and_p()
    rows = [one for one in COMPARISONS if one.people]
    exact = [one for one in rows if one.p_low == one.p_high and one.favors != "unknown"]
    drawn = sum(
        len(marks(figure, fill, edge))
        for fill, edge in ((TEAL, TEAL), (CARD, TEAL), (CARD, MUTED), (MUTED, MUTED))
    )
    pluses = len(marks(figure, PLUM, PLUM))
    # Two loops make a plus; two outliers lie beyond the edge, one loop each.
    assert drawn + pluses - 1 == len(exact) == 11
    assert len(bars(figure)) == sum(one.p_low < one.p_high for one in rows) == 16
    told = {name for name in ("Ge", "Lee", "Nese", "Yukselturk Simsek") if name in figure.outcome}
    assert told == {one.name for one in rows if one.use == "nothing"}


def test_on_the_albatross_more_people_stand_higher_and_smaller_p_farther_out():
    figure = people_and_p()
    heights = {
        int(text.get_text()): text.get_position()[1]
        for text in figure.figure.axes[0].texts
        if text.get_text() in ("20", "30", "50", "100")
    }
    assert sorted(heights, key=heights.get) == [20, 30, 50, 100]
    disks = sorted(marks(figure, CARD, TEAL), key=lambda at: at[1])
    # Apichartvorakit (28 people, p 0.003) stands lowest, the trial of 48 with p 0.09 nearest to the middle.
    assert disks[0][1] < heights[30] < disks[1][1] < heights[50]
    assert max(disks) == disks[1]


@pytest.mark.parametrize(
    ("name", "fill", "edge"), [("Al-Fahham", CARD, TEAL), ("Coskun", CARD, TEAL), ("Wolny", PLUM, PLUM)]
)
def test_on_the_albatross_a_trial_stands_on_the_side_of_its_effect(monkeypatch, name, fill, edge):
    one = row(name)
    other = replace(one, point=-one.point, low=-one.high, high=-one.low, favors="control")

    def alone(trial):
        monkeypatch.setattr(comparisons, "COMPARISONS", (trial,))
        figure = people_and_p()
        (place,) = marks(figure, fill, edge)
        middle = next(
            text.get_position()[0] for text in figure.figure.axes[0].texts if text.get_text() == "1"
        )
        return place[0] - middle, place[1], figure.description

    left, height, words = alone(one)
    right, as_high, other_words = alone(other)
    assert left < 0 < right and height == pytest.approx(as_high)
    # Wolny's is an arrowhead at the edge, and the right edge is nearer.
    assert -left == pytest.approx(right) or name == "Wolny"
    assert ", right)" in other_words and ", right)" not in words


@pytest.mark.parametrize("size", SIZES)
def test_the_contour_of_the_albatross_lies_where_the_outcome_says(size):
    figure = people_and_p(size)
    few = re.search(r": (\S+|below \S+) with 30", figure.outcome)[1]
    p = 2 * NormalDist().cdf(-size * math.sqrt(30) / 2)
    assert few == ("below 0.001" if p < 0.001 else f"{p:.2f}" if p >= 0.1 else f"{p:.3f}")


def test_the_larger_the_supposed_difference_the_fewer_trials_lie_farther_out():
    counts = [int(re.search(r"Farther out: (\d+) of 11", people_and_p(size).outcome)[1]) for size in SIZES]
    assert counts == sorted(counts, reverse=True) and counts[0] == 11 and counts[-1] < 6


@pytest.mark.parametrize("wrong", [{"size": 0}, {"size": 2.1}, {"condition": "gout"}])
def test_the_albatross_refuses_what_it_cannot_draw(wrong):
    with pytest.raises(ValueError, match="size"):
        people_and_p(**wrong)


@pytest.mark.parametrize(("start", "suppose", "limits"), [*itertools.product(STARTS, SUPPOSE, (False, True))])
def test_the_thought_experiment_is_labeled_and_draws_what_it_tells(start, suppose, limits):
    figure = silent_trials(start, suppose, limits)
    assert "A thought experiment, not a result" in shown(figure)
    assert figure.outcome.startswith("Thought experiment: ")
    told = float(re.search(r"would be (\S+) \(", figure.outcome)[1].replace(MINUS, "-"))
    ring = [difference(figure, x) for x, y in marks(figure, CARD, PLUM) if y == pytest.approx(162)]
    assert ring == pytest.approx([told], abs=0.01)
    squares = [difference(figure, x) for x, y in marks(figure, CARD, PLUM) if y > 200]
    silent = dict(zip(SUPPOSE, comparisons.SILENT, strict=True))[suppose]
    rows = what_if(comparisons.STARTS[STARTS.index(start)], silent, limits)
    assert sorted(squares) == pytest.approx(
        sorted(one.value for one in rows if one.row.use == "bounds"), abs=0.005
    )
    assert f"with {len(rows)} trials" in figure.outcome
    assert len(figure.description) < 700


def test_two_trials_say_nothing_about_the_next():
    assert "too few" in silent_trials("printed numbers only").outcome


@pytest.mark.parametrize("wrong", [{"start": "all"}, {"suppose": "a lot"}])
def test_the_thought_experiment_refuses_what_it_does_not_know(wrong):
    with pytest.raises(ValueError, match="choose among"):
        silent_trials(**wrong)


@pytest.mark.parametrize(
    ("figure", "grid", "most"),
    [
        (trials_together, (CONDITIONS, AGAINST, list(KNOWN)), 60_000),
        (people_and_p, (SIZES, CONDITIONS, (True, False)), 40_000),
        (silent_trials, (STARTS, SUPPOSE, (True, False)), 45_000),
    ],
)
def test_all_states_have_one_size_and_weigh_little(figure, grid, most):
    states = list(itertools.product(*grid))
    drawn = [figure(*state) for state in states]
    assert len({one.size for one in drawn}) == 1
    # What looks different sounds different.
    assert len({one.outcome for one in drawn}) == len({one.drawing for one in drawn})
    for one in drawn[::5]:
        assert len(one.svg) < most
        assert len(one.outcome.split()) <= 48


def test_no_patch_of_the_forest_reaches_over_the_edge():
    for patch in trials_together().figure.axes[0].patches:
        assert isinstance(patch, PathPatch)
        xs = patch.get_path().vertices[:, 0]
        assert xs.min() >= 0 and xs.max() <= 375
