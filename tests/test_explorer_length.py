"""The explorer in which feeling is lost from the toes upward: its model, and what it draws and says."""

import itertools
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import to_hex
from matplotlib.path import Path

from massage_neuropathy.figures import climbing, outlines, style
from massage_neuropathy.figures.climbing import climbing_loss
from massage_neuropathy.science.length import (
    ARM_CM,
    BUILDS,
    LEG_CM,
    PATTERNS_CM,
    STEPS,
    climbed,
    length_with_loss,
    loss_fraction,
    nerve_lengths,
    numb_places,
    threshold_cm,
)

FOLLOWS, ONE_SIDE, HANDS_FIRST = PATTERNS_CM
STATES = list(itertools.product(range(STEPS + 1), BUILDS, PATTERNS_CM))
thresholds = st.floats(30, 130)
steps = st.integers(0, STEPS)


@pytest.fixture(scope="module")
def drawn():
    return {state: climbing_loss(*state) for state in STATES}


# The model


def test_half_the_feeling_is_lost_at_the_threshold_and_a_quarter_a_little_before():
    # The logistic curve: 1 / (1 + exp(-1)) = 0.731 and 1 / (1 + exp(1)) = 0.269, one edge from the middle.
    assert loss_fraction([72, 75, 78], 75, edge_cm=3) == pytest.approx([0.269, 0.5, 0.731], abs=5e-4)


def test_the_example_body_has_the_lengths_that_the_text_names():
    assert [LEG_CM[place] for place in ("toes", "ankle", "mid-calf")] == [105, 90, 75]
    assert ARM_CM["fingertips"] == 75


def test_the_hands_begin_when_the_loss_reaches_mid_calf():
    # Feldman 2017: about mid-calf. The example body was chosen so.
    joined = next(
        step for step in range(STEPS + 1) if "fingertips" in numb_places(threshold_cm(step), ARM_CM)
    )
    assert "mid-calf" in numb_places(threshold_cm(joined), LEG_CM)
    assert "mid-calf" not in numb_places(threshold_cm(joined - 1), LEG_CM)


@given(thresholds, st.sampled_from(["example person", "taller person", "shorter person"]))
def test_the_hands_never_join_before_mid_calf_in_a_body_of_usual_proportions(threshold, build):
    legs, arms = nerve_lengths(build)
    assert ("fingertips" in numb_places(threshold, arms)) <= ("mid-calf" in numb_places(threshold, legs))


def test_longer_arms_join_before_mid_calf():
    legs, arms = nerve_lengths("longer arms")
    before = threshold_cm(7)
    assert "fingertips" in numb_places(before, arms) and "mid-calf" not in numb_places(before, legs)


@given(thresholds, st.floats(30, 130), st.floats(0, 30))
def test_a_longer_nerve_is_never_affected_later(threshold, length, more):
    assert (loss_fraction(length, threshold) >= 0.5) <= (loss_fraction(length + more, threshold) >= 0.5)


def first_step(build, place):
    legs, arms = nerve_lengths(build)
    return next(s for s in range(STEPS + 1) if place in numb_places(threshold_cm(s), {**legs, **arms}))


def test_wrists_never_go_before_mid_calf_when_feet_are_first():
    # What the feedback of numb-to-the-wrists names.
    for build in BUILDS:
        for step in range(STEPS + 1):
            legs, arms = (numb_places(threshold_cm(step), lengths) for lengths in nerve_lengths(build))
            assert ("wrist" in arms) <= ("mid-calf" in legs)
    assert (first_step("taller person", "ankle"), first_step("taller person", "wrist")) == (4, 10)
    assert first_step("longer arms", "wrist") == 10


def test_the_short_body_can_be_further_and_keep_its_fingertips():
    # What the feedback of tall-sister-tingles names.
    assert [first_step(f"{who} person", "fingertips") for who in ("taller", "shorter")] == [7, 9]
    assert first_step("shorter person", "mid-calf") == 9


@given(thresholds)
def test_a_taller_person_never_loses_less_than_a_shorter_one(threshold):
    for limb in (0, 1):
        shorter, example, taller = (
            climbed(threshold, nerve_lengths(f"{who} person")[limb])
            for who in ("shorter", "example", "taller")
        )
        assert shorter <= example <= taller


@given(thresholds, thresholds)
def test_the_loss_never_climbs_down_as_the_threshold_falls(one, other):
    low, high = sorted((one, other))
    for lengths in (LEG_CM, ARM_CM):
        assert climbed(high, lengths) <= climbed(low, lengths)


@given(thresholds)
def test_whole_numbers_climbed_are_places_lost(threshold):
    for lengths in (LEG_CM, ARM_CM):
        assert int(climbed(threshold, lengths)) in (
            len(numb_places(threshold, lengths)),
            # Rounding may finish the last stretch to a place that is all but reached.
            len(numb_places(threshold, lengths)) + 1,
        )


@pytest.mark.parametrize(
    ("threshold", "places"), [(106, 0), (105, 1), (97.5, 1.5), (90, 2), (75, 3), (60, 4), (30, 4)]
)
def test_the_way_between_two_places_is_counted_in_shares(threshold, places):
    assert climbed(threshold, LEG_CM) == places


@given(st.floats(0.01, 0.99), thresholds, st.floats(0.5, 10))
def test_the_length_with_a_loss_has_that_loss(share, threshold, edge):
    assert loss_fraction(length_with_loss(share, threshold, edge), threshold, edge) == pytest.approx(share)


@given(steps, st.sampled_from(sorted(BUILDS)))
def test_hands_first_is_hands_first_and_feet_first_is_not(step, build):
    threshold = threshold_cm(step)
    legs, arms = nerve_lengths(build, HANDS_FIRST)
    assert climbed(threshold, arms) >= climbed(threshold, legs)
    legs, arms = nerve_lengths(build, FOLLOWS)
    assert climbed(threshold, arms) <= climbed(threshold, legs)


def test_the_steps_are_equal_and_start_with_nothing_lost():
    falls = -np.diff([threshold_cm(step) for step in range(STEPS + 1)])
    assert falls == pytest.approx(falls[0]) and falls[0] > 0
    for build in BUILDS:
        assert not any(numb_places(threshold_cm(0), lengths) for lengths in nerve_lengths(build))


@pytest.mark.parametrize("step", [-1, STEPS + 1, float("nan")])
def test_a_step_outside_is_refused(step):
    with pytest.raises(ValueError, match="step must lie between 0 and 10"):
        threshold_cm(step)


def test_unknown_bodies_patterns_and_shares_are_refused():
    with pytest.raises(ValueError, match="build must be one of"):
        nerve_lengths("giant")
    with pytest.raises(ValueError, match="pattern must be one of"):
        nerve_lengths(pattern="patchy")
    for share in (0, 1, float("nan")):
        with pytest.raises(ValueError, match="share must lie between 0 and 1"):
            length_with_loss(share, 75)


# The picture


def hatched(illustration, point):
    """Whether a point of the sheet lies where half the feeling or more is lost."""
    slanted = climbing._HATCHING[climbing._HALF]
    patches = illustration.figure.axes[0].patches
    return any(p.get_hatch() == slanted and p.get_path().contains_point(point) for p in patches)


def spots(side):
    """Where the places lie on the body of the sheet, on its right (-1) or left (1) side."""
    legs = {place: (70 + side * 12, 14 + 3 * height) for place, height in climbing.LEG_HEIGHT.items()}
    x, y = outlines.place(Path([(0, 86)]), *outlines.PERSON_LEFT_HAND).vertices[0]
    return {**legs, "fingertips": (70 + side * 3 * x, 14 + 3 * y)}


@pytest.mark.parametrize("state", STATES)
def test_the_body_is_hatched_where_the_model_says(drawn, state):
    step, build, pattern = state
    lost = {
        place
        for lengths in nerve_lengths(build, pattern)
        for place in numb_places(threshold_cm(step), lengths)
    }
    for side in (-1, 1):
        for place, spot in spots(side).items():
            expected = place in lost and not (side == 1 and pattern == ONE_SIDE)
            assert hatched(drawn[state], spot) == expected, (place, side)


@pytest.mark.parametrize("state", STATES)
def test_the_close_ups_agree_with_the_body(drawn, state):
    for place, spot in (("fingertips", (212, 186 + 1.08 * 86)), ("toes", (322, 186 + 1.08 * 92))):
        assert hatched(drawn[state], spot) == hatched(drawn[state], spots(-1)[place])


def crosses(illustration):
    """How many far ends carry a cross, beside that of the legend: two strokes of two points each."""
    strokes = [
        patch.get_path()
        for patch in illustration.figure.axes[0].patches
        if to_hex(patch.get_edgecolor()) == style.CLAY and patch.get_linestyle() in ("-", "solid")
    ]
    return sum(len(path.vertices) for path in strokes) // 4 - 1


@pytest.mark.parametrize(("step", "count"), [(0, 0), (1, 0), (2, 1), (4, 1), (5, 2), (7, 2), (8, 4), (10, 4)])
def test_the_example_body_has_a_cross_for_each_nerve_that_is_too_long(drawn, step, count):
    # 105, 90, 75, 75 and 60 cm against 113, 108, 103, 93, 88, 78, 73 and 63 cm.
    assert crosses(drawn[step, "example person", FOLLOWS]) == count


@pytest.mark.parametrize("state", [state for state in STATES if state[2] == FOLLOWS])
def test_a_length_is_told_only_once_its_nerve_has_failed(drawn, state):
    shown = [text.get_text() for text in drawn[state].figure.axes[0].texts]
    # One question mark more stands in the legend.
    assert shown.count("?") - 1 == 5 - crosses(drawn[state])
    legs, arms = nerve_lengths(state[1])
    for place in ("toes", "ankle", "mid-calf", "fingertips", "wrist"):
        failed = place in numb_places(threshold_cm(state[0]), {**legs, **arms})
        assert (f"{place} {({**legs, **arms})[place]:.0f} cm" in drawn[state].description) == failed


def test_the_first_picture_does_not_tell_which_nerves_fail_together(drawn):
    first = climbing_loss()
    assert crosses(first) == 1 and "75 cm" not in first.description + first.outcome


def test_nerve_lines_are_as_long_as_the_nerves(drawn):
    def ends(build):
        (disks,) = (
            patch.get_path()
            for patch in drawn[0, build, ONE_SIDE].figure.axes[0].patches
            if to_hex(patch.get_facecolor()) == style.TEAL
        )
        # The lowest disk is that of the legend.
        rows = {round(loop[:, 1].mean()): round(loop[:, 0].mean()) for loop in disks.to_polygons()}
        return sorted({x for y, x in rows.items() if y > min(rows)})

    example, taller = np.array(ends("example person")), np.array(ends("taller person"))
    spine = 228
    assert (taller - spine) / (example - spine) == pytest.approx([1.05] * 4, abs=0.02)
    # 60, 75, 90 and 105 cm; fingertips and mid-calf share a length.
    assert (example - spine) / (example[0] - spine) == pytest.approx([1, 1.25, 1.5, 1.75], abs=0.02)


# The words


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ((0, "example person", FOLLOWS), "Step 0, example person: nowhere is half the feeling lost yet."),
        ((2, "example person", FOLLOWS), "in the toes. Nerves of 103 cm or more fail"),
        (
            (7, "example person", FOLLOWS),
            "above the ankles. Nerves of 78 cm or more fail, and none to the hands",
        ),
        (
            (8, "example person", FOLLOWS),
            "on both sides in the legs to about mid-calf, and in the fingertips.",
        ),
        ((7, "taller person", FOLLOWS), "the legs to about mid-calf, and in the fingertips."),
        ((7, "longer arms", FOLLOWS), "the legs to above the ankles, and in the fingertips."),
        (
            (8, "example person", ONE_SIDE),
            "on the right only, in the legs to about mid-calf, and in the fingertips.",
        ),
        (
            (7, "example person", HANDS_FIRST),
            "in the hands to the wrists, and in the toes. Shorter nerves go first",
        ),
    ],
)
def test_the_outcome_names_the_places_and_the_length(drawn, state, words):
    assert words in drawn[state].outcome


def test_maps_that_length_cannot_make_say_so_and_name_no_limit(drawn):
    for (_, _, pattern), illustration in drawn.items():
        shown = [text.get_text() for text in illustration.figure.axes[0].texts]
        assert ("not by length" in shown) == (pattern != FOLLOWS)
        if "half the feeling or more" in illustration.outcome:
            assert ("length alone cannot make this map" in illustration.outcome) == (pattern != FOLLOWS)


def test_no_words_diagnose_or_promise(drawn):
    for illustration in drawn.values():
        assert not re.search(r"diabet|stroke|safe|normal|emergency|heal|cure", illustration.outcome)


def test_every_step_is_heard_and_all_states_fit(drawn):
    assert len(STATES) <= 240
    for one, other in itertools.combinations(STATES, 2):
        if drawn[one].outcome == drawn[other].outcome:
            # Two maps that do not follow length may both have lost nothing yet.
            assert one[:2] == other[:2] and "nowhere" in drawn[one].outcome
    assert len({illustration.size for illustration in drawn.values()}) == 1
    for illustration in drawn.values():
        assert 200 < len(illustration.description) < 700
        assert len(illustration.outcome.split()) <= 42


@pytest.mark.parametrize("state", STATES[:: len(STATES) // 12])
def test_a_state_stays_under_the_size_limit(drawn, state):
    assert len(drawn[state].svg) < 40_000


def test_bodies_come_in_more_than_one_skin_tone(drawn):
    tones = {
        tone
        for build in BUILDS
        for tone, color in style.SKIN.items()
        if any(to_hex(p.get_facecolor()) == color for p in drawn[2, build, FOLLOWS].figure.axes[0].patches)
    }
    assert tones == {"light", "medium", "dark"}


def test_the_figure_refuses_what_the_model_refuses():
    with pytest.raises(ValueError, match="step must"):
        climbing_loss(11)
    with pytest.raises(ValueError, match="build must"):
        climbing_loss(3, "giant")
    with pytest.raises(ValueError, match="pattern must"):
        climbing_loss(3, "example person", "patchy")
