"""The explorers of nerve symptoms after chemotherapy: their numbers, and pictures that keep to them."""

import re
from itertools import product
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.path import Path

from massage_neuropathy.figures import chemotherapy as drawing
from massage_neuropathy.figures.chemotherapy import course_after_last_dose, share_after_chemotherapy
from massage_neuropathy.figures.style import TEAL
from massage_neuropathy.science.chemotherapy import (
    EASES_AFTER_MONTHS,
    NEUROPATHY_AFTER_CHEMOTHERAPY,
    ONE_GROUP_PEOPLE,
    ONE_GROUP_PERCENT,
    SAID_OFTEN_PERCENT,
    crowd,
    of_100,
    trend,
)

percents = st.floats(0, 100)
month_counts = st.floats(0, 120)

WHEN = ["within 1 month", "3 months", "6 months or more"]
TRUTH = ["not known", "the low end", "the middle", "the high end"]
DRUGS = ["not known", "oxaliplatin", "paclitaxel"]
TOLD = list(drawing.TOLD)
KINDS = ("affected", "in doubt", "spared")

# Seretny 2014: 68.1 (57.7-78.4), 60.0 (36.4-81.6), 30.0 (6.4-53.5); whole people of 100.
PEOPLE = {"within 1 month": (58, 68, 78), "3 months": (36, 60, 82), "6 months or more": (6, 30, 54)}


# The model


@pytest.mark.parametrize(("share", "people_of_100"), [(0, (58, 20, 22)), (1, (36, 46, 18)), (2, (6, 48, 46))])
def test_the_interval_leaves_20_then_46_then_48_of_100_people_in_doubt(share, people_of_100):
    pooled = NEUROPATHY_AFTER_CHEMOTHERAPY[share]
    assert crowd(pooled.low, pooled.high) == people_of_100


def test_the_later_the_look_the_more_people_are_in_doubt():
    doubt = [crowd(share.low, share.high)[1] for share in NEUROPATHY_AFTER_CHEMOTHERAPY]
    assert doubt == sorted(doubt) and doubt[-1] > 2 * doubt[0]


def test_the_points_fall_and_the_intervals_of_three_and_of_six_months_overlap():
    first, third, later = NEUROPATHY_AFTER_CHEMOTHERAPY
    assert first.percent > third.percent > later.percent
    # 36.4 and 53.5: nothing excludes that more people are affected at six months than at three.
    assert third.low < later.high
    assert first.low > later.high


def test_only_the_last_interval_holds_the_whole_of_30_to_40_percent():
    low, high = SAID_OFTEN_PERCENT
    assert (low, high) == (30, 40)
    assert [share.low <= low and high <= share.high for share in NEUROPATHY_AFTER_CHEMOTHERAPY] == [
        False, False, True,
    ]  # fmt: skip


def test_one_group_of_343_had_14_to_53_of_100_by_instrument():
    # Molassiotis 2019: 14.2-53.4 %, cohort of 343.
    assert (ONE_GROUP_PEOPLE, ONE_GROUP_PERCENT) == (343, (14.2, 53.4))
    assert of_100(ONE_GROUP_PERCENT).tolist() == [14, 53]


@given(percents, percents)
def test_a_crowd_has_100_people_and_agrees_with_the_ends_of_the_interval(one, other):
    low, high = sorted((one, other))
    people = crowd(low, high)
    affected, doubt, spared = people
    assert sum(people) == 100 and min(people) >= 0
    assert abs(affected - low) <= 0.5 and abs((100 - spared) - high) <= 0.5
    assert abs(doubt - (high - low)) <= 1
    assert doubt == 0 or low < high


@given(percents)
def test_an_interval_without_width_leaves_nobody_in_doubt(percent):
    assert crowd(percent, percent)[1] == 0


@given(*[percents] * 4)
def test_a_wider_interval_never_leaves_fewer_people_in_doubt(a, b, c, d):
    outer_low, low, high, outer_high = sorted((a, b, c, d))
    inner, outer = crowd(low, high), crowd(outer_low, outer_high)
    assert outer[1] >= inner[1] and outer[0] <= inner[0] and outer[2] <= inner[2]


@given(percents, percents)
def test_a_larger_share_is_never_fewer_people(one, other):
    low, high = sorted((one, other))
    assert of_100(low) <= of_100(high)


@pytest.mark.parametrize("percent", [-0.1, 100.1, float("nan")])
def test_a_share_outside_0_to_100_percent_is_refused(percent):
    with pytest.raises(ValueError, match="between 0 and 100"):
        of_100(percent)


def test_ends_out_of_order_are_refused():
    with pytest.raises(ValueError, match="above"):
        crowd(40, 30)


def test_oxaliplatin_worsens_for_about_three_months_and_paclitaxel_eases_at_once():
    # Pachman 2015 and the pooled comparison of 2016.
    assert trend([0, 1, 2, 3, 4, 6], EASES_AFTER_MONTHS["oxaliplatin"]).tolist() == [1, 1, 1, 0, -1, -1]
    assert trend([0, 1, 2, 3, 4, 6], EASES_AFTER_MONTHS["paclitaxel"]).tolist() == [0, -1, -1, -1, -1, -1]


@given(month_counts, month_counts, month_counts)
def test_what_eases_does_not_turn_again(one, other, turn):
    early, late = sorted((one, other))
    assert trend(early, turn) >= trend(late, turn)


@given(month_counts, month_counts, month_counts)
def test_a_later_turn_is_never_a_better_direction(months, one, other):
    early, late = sorted((one, other))
    assert trend(months, early) <= trend(months, late)


@given(month_counts)
def test_at_no_time_is_oxaliplatin_ahead_of_paclitaxel(months):
    assert trend(months, EASES_AFTER_MONTHS["paclitaxel"]) <= trend(months, EASES_AFTER_MONTHS["oxaliplatin"])


def test_a_time_before_the_last_dose_is_refused():
    with pytest.raises(ValueError, match="negative"):
        trend(-1, 3)


# The pictures


@pytest.fixture(scope="module")
def shares():
    states = product(WHEN, TRUTH, (False, True))
    return {state: share_after_chemotherapy(*state) for state in states}


@pytest.fixture(scope="module")
def courses():
    return {state: course_after_last_dose(*state) for state in product(DRUGS, range(7), TOLD)}


def people(drawn, kind):
    """Count the people of a kind in the crowd, by the heads and trunks that are drawn."""
    found = [
        np.flatnonzero(patch.get_path().codes == Path.MOVETO)
        for patch in drawn.figure.axes[0].patches
        if patch.get_label() == kind and patch.get_path().vertices[:, 1].min() > 80
    ]
    pieces = sum(len(starts) for starts in found)
    # A head and a trunk; in doubt, also half a trunk.
    return pieces / (3 if kind == "in doubt" else 2)


def words(drawn):
    return [text.get_text() for text in drawn.figure.axes[0].texts]


@pytest.mark.parametrize("when", WHEN)
def test_the_crowd_shows_the_interval_as_people_in_doubt(shares, when):
    low, _, high = PEOPLE[when]
    drawn = shares[when, "not known", False]
    assert people(drawn, "affected") == low
    assert people(drawn, "in doubt") == high - low
    assert people(drawn, "spared") == 100 - high
    assert f"{low} to {high}" in drawn.outcome and f"for {high - low} of the 100 people" in drawn.outcome
    assert {str(low), str(high)} <= set(words(drawn))


@pytest.mark.parametrize(("truth", "place"), [("the low end", 0), ("the middle", 1), ("the high end", 2)])
def test_a_supposed_truth_leaves_nobody_in_doubt(shares, truth, place):
    for when in WHEN:
        drawn, expected = shares[when, truth, False], PEOPLE[when][place]
        assert people(drawn, "affected") == expected
        assert people(drawn, "in doubt") == 0
        assert people(drawn, "spared") == 100 - expected
        assert f"if {truth} is true, {expected} of 100" in drawn.outcome


def test_people_stand_in_the_same_100_places_whatever_is_set(shares):
    def places(drawn):
        heads = []
        for patch in drawn.figure.axes[0].patches:
            starts = patch.get_path().vertices[patch.get_path().codes == Path.MOVETO]
            # A person has a head and a trunk, of 18 points together; half a trunk has six of its own.
            if patch.get_label() in KINDS and len(patch.get_path().codes) == 9 * len(starts):
                heads.append(starts[::2])
        return {tuple(np.round(head, 6)) for head in np.vstack(heads)}

    first = places(shares["within 1 month", "not known", False])
    assert len(first) == 103  # With the three of the key.
    assert all(places(drawn) == first for drawn in shares.values())


def test_each_interval_is_drawn_from_its_own_time_on_and_no_line_joins_them(shares):
    ends = [[57.7, 78.4], [36.4, 81.6], [6.4, 53.5]]
    for (when, *_), drawn in shares.items():
        tall = []
        for patch in drawn.figure.axes[0].patches:
            x, y = patch.get_path().vertices.T
            if patch.get_facecolor()[3] == 0 and x.min() > 240 and x.max() < 330 and np.ptp(y) > 30:
                tall.append((x.mean(), (y.min() - 90) / 2.3, (y.max() - 90) / 2.3))
        tall.sort()
        shown = ends[: WHEN.index(when) + 1]
        assert np.round([pair for _, *pair in tall], 1).tolist() == shown
        told = [f"interval {low} to {high}" in drawn.description for low, high in ends]
        assert told == [pair in shown for pair in ends]


def test_what_is_shown_first_does_not_answer_the_prediction():
    first = share_after_chemotherapy()
    assert not re.search(r"36|82|53\.5|6\.4", first.outcome + first.description + " ".join(words(first)))
    course = course_after_last_dose()
    assert arrows(course) == [] and not re.search("eas|worse", course.outcome + " ".join(words(course)))


def test_the_ruler_is_drawn_apart_and_moves_no_one(shares):
    for when, truth in product(WHEN, TRUTH):
        off, on = shares[when, truth, False], shares[when, truth, True]
        assert all(people(off, kind) == people(on, kind) for kind in KINDS)
        assert "343" not in off.outcome and "343 people: 14 to 53 of 100" in on.outcome
        assert "by ruler" in words(on) and "by ruler" not in words(off)
        assert "<pattern" in on.svg and "<pattern" not in off.svg


def arrows(drawn):
    """Return the arrows of a course as (start, end, color), without dashed lines and axes."""
    found = []
    for patch in drawn.figure.axes[0].patches:
        path = patch.get_path()
        slanted = (
            len(path.vertices) == 2 and np.ptp(path.vertices[:, 0]) > 5 and np.ptp(path.vertices[:, 1]) > 5
        )
        if slanted and path.vertices[:, 1].min() > 166:
            found.append((*path.vertices, patch.get_edgecolor()[:3]))
    return sorted(found, key=lambda one: one[0][0])


@pytest.mark.parametrize("months", range(7))
def test_the_arrows_rise_and_fall_as_the_model_says(courses, months):
    told = TOLD[0]
    assert arrows(courses["not known", months, told]) == []
    (down,) = arrows(courses["paclitaxel", months, told])
    assert down[0][1] > down[1][1]
    rise, fall = arrows(courses["oxaliplatin", months, told])
    assert rise[0][1] < rise[1][1] and fall[0][1] > fall[1][1]
    # The turn stands at the mark of month three, and the piece of the chosen month is the strong one.
    ax = courses["oxaliplatin", months, told].figure.axes[0]
    three = next(text.get_position()[0] for text in ax.texts if text.get_text() == "3")
    assert fall[0][0] == pytest.approx(three)
    strong = [one[2] == pytest.approx(tuple(int(TEAL[i : i + 2], 16) / 255 for i in (1, 3, 5)))
              for one in (rise, fall)]  # fmt: skip
    assert strong == [months <= 3, months >= 3]


def test_at_month_six_both_arrows_end_at_one_height_and_say_easing(courses):
    # The question both-at-the-bottom rests on it: the heights are drawn and mean no amount.
    ends = [arrows(courses[drug, 6, TOLD[0]])[-1][1].tolist() for drug in ("oxaliplatin", "paclitaxel")]
    assert ends[0] == pytest.approx(ends[1], abs=3)
    assert all("on average easing" in courses[drug, 6, TOLD[0]].outcome for drug in DRUGS[1:])


@pytest.mark.parametrize(
    ("drug", "months", "direction"),
    [
        ("oxaliplatin", 0, "still getting worse"),
        ("oxaliplatin", 2, "still getting worse"),
        ("oxaliplatin", 3, "beginning to ease"),
        ("oxaliplatin", 6, "average easing"),
        ("paclitaxel", 0, "beginning to ease"),
        ("paclitaxel", 1, "average easing"),
        ("not known", 2, "ask which drug"),
    ],
)
def test_the_outcome_and_the_description_tell_the_direction(courses, drug, months, direction):
    for told in TOLD:
        drawn = courses[drug, months, told]
        assert direction in drawn.outcome and direction in drawn.description
        assert told in drawn.outcome and told in drawn.description


def test_what_a_client_tells_means_the_same_whatever_drug_and_month(courses):
    expected = dict(
        zip(TOLD, ["The team hears of it", "Stop: care today", "Stop: care today", "Stop: emergency now"],
            strict=True)
    )  # fmt: skip
    for (_, _, told), drawn in courses.items():
        assert expected[told] in drawn.outcome
        assert expected[told] in words(drawn)
        others = {"Stop: care today", "Stop: emergency now"} - {expected[told]}
        assert not any(other in drawn.description for other in others)


def test_no_state_of_a_course_has_a_number_that_was_not_measured(courses):
    for drawn in courses.values():
        assert not re.search(r"\d+ (of|in) \d+|percent|%", drawn.outcome + drawn.description)
        assert {text for text in words(drawn) if re.search(r"\d", text)} == set("0123456")


def test_no_state_gives_leave(shares, courses):
    for drawn in [*shares.values(), *courses.values()]:
        for verdict in ("Go ahead", "safe", "harmless", "normal"):
            assert verdict not in drawn.description + drawn.outcome


def test_every_state_has_one_size_little_weight_and_words_of_its_own(shares, courses):
    for states in (shares, courses):
        assert len({drawn.size for drawn in states.values()}) == 1
        assert len({drawn.outcome for drawn in states.values()}) == len(states)
        assert len({drawn.description for drawn in states.values()}) == len(states)
        assert all(len(drawn.description) < 700 for drawn in states.values())
        svgs = [drawn.svg for drawn in list(states.values())[::5]]
        assert len(set(svgs)) == len(svgs)
        assert max(map(len, svgs)) < 40_000
        for svg in svgs:
            ElementTree.fromstring(svg)


@pytest.mark.parametrize(
    "draw",
    [
        lambda: share_after_chemotherapy(when="2 months"),
        lambda: share_after_chemotherapy(truth="surely"),
        lambda: course_after_last_dose(drug="cisplatin"),
        lambda: course_after_last_dose(months=-1),
        lambda: course_after_last_dose(months=7),
        lambda: course_after_last_dose(told="all is well"),
    ],
)
def test_values_that_nobody_measured_are_refused(draw):
    with pytest.raises(ValueError, match="no such"):
        draw()
