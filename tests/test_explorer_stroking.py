"""The explorer of lesson 7 about the speed of touch: its model, and what it draws of it."""

import itertools
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import to_hex

from massage_neuropathy.figures import speed_of_touch
from massage_neuropathy.figures.stroking import HAIRY, NUMB, PALM, SKINS, SORE
from massage_neuropathy.figures.style import OCHRE, TEAL
from massage_neuropathy.science.stroking import (
    LENGTHS_CM,
    PLEASANT_CM_S,
    RATE_LOWER_AT,
    SET_IN_STUDIES_CM_S,
    STUDIED_CM_S,
    TRADE_ADVICE_CM_S,
    c_tactile_response,
    stroke_time_s,
    thick_fiber_response,
)

SPEEDS = [0.3, 0.5, 1, 2, 3, 5, 10, 20, 30]
STATES = list(itertools.product(SPEEDS, SKINS, (18, 32, 42), (False, True)))
speeds = st.floats(*STUDIED_CM_S)


@pytest.mark.parametrize(("speed_cm_s", "share"), [(0.3, 0.40), (1, 0.86), (3, 1.00), (10, 0.84), (30, 0.40)])
def test_the_c_tactile_curve_has_the_shares_worked_out_by_hand(speed_cm_s, share):
    assert c_tactile_response(speed_cm_s) == pytest.approx(share, abs=0.005)


# The root of the share of 30 cm/s: a hundredth of the speed has a tenth of the response.
@pytest.mark.parametrize(("speed_cm_s", "share"), [(0.3, 0.1), (3, 0.316), (7.5, 0.5), (30, 1)])
def test_the_companion_for_thick_fibers_has_the_shares_worked_out_by_hand(speed_cm_s, share):
    assert thick_fiber_response(speed_cm_s) == pytest.approx(share, abs=0.0005)


def test_the_strongest_answers_lie_where_the_study_found_them():
    # Löken and others 2009: strongest response and highest pleasantness from 1 to 10 cm/s.
    assert PLEASANT_CM_S == (1, 10)
    inside = c_tactile_response(np.geomspace(1, 10, 50))
    outside = c_tactile_response([0.3, 0.6, 0.99, 10.2, 20, 30])
    assert inside.min() > outside.max() - 0.03
    assert c_tactile_response(3) == 1


def test_both_other_temperatures_lower_the_rate_by_the_published_share():
    # Ackerley and others 2018: 35 % lower near 18 degrees, 47 % lower near 42.
    assert RATE_LOWER_AT == {18: 0.35, 42: 0.47}


def test_speeds_of_hand_strokes_are_those_that_were_set_or_advised():
    # Ishikura and others 2023: 2.6 and 8.5 cm/s; Kamiya and others 2021: 5, 7.5 and 10; trade: 7 inches.
    assert {*SET_IN_STUDIES_CM_S} == {2.6, 8.5} | {5, 7.5, 10}
    assert pytest.approx(17.8, abs=0.05) == TRADE_ADVICE_CM_S


def test_ten_times_slower_leaves_the_thin_fibers_alike_and_the_thick_ones_at_a_third():
    # The numbers of the question from-ten-to-one.
    assert np.round(100 * c_tactile_response([10, 1])).tolist() == [84, 86]
    assert np.round(100 * thick_fiber_response([10, 1])).tolist() == [58, 18]
    assert [stroke_time_s(40, speed) for speed in (10, 1)] == [4, 40]


@given(speeds)
def test_both_responses_stay_between_nothing_and_their_most(speed):
    assert 0 <= c_tactile_response(speed) <= 1
    assert 0 < thick_fiber_response(speed) <= 1


@given(speeds)
def test_the_c_tactile_curve_peaks_at_3_and_is_symmetric_in_log_speed(speed):
    assert c_tactile_response(speed) <= c_tactile_response(3)
    mirrored = min(max(9 / speed, 0.3), 30)
    assert c_tactile_response(mirrored) == pytest.approx(c_tactile_response(speed), abs=1e-9)


@given(speeds, speeds)
def test_up_to_the_peak_the_curve_rises_and_past_it_falls(one, other):
    low, high = sorted((one, other))
    slow, fast = c_tactile_response(low), c_tactile_response(high)
    if high <= 3:
        assert slow <= fast
    if low >= 3:
        assert slow >= fast


@given(speeds, speeds)
def test_thick_fibers_answer_more_to_the_faster_stroke(one, other):
    low, high = sorted((one, other))
    assert thick_fiber_response(low) <= thick_fiber_response(high)
    if high > low * 1.001:
        assert thick_fiber_response(low) < thick_fiber_response(high)


@given(st.floats(1, 100), speeds)
def test_time_times_speed_is_the_way(length, speed):
    assert stroke_time_s(length, speed) * speed == pytest.approx(length)


def test_a_hand_takes_6_seconds_and_a_lower_leg_13_at_3_cm_per_second():
    assert LENGTHS_CM == {"lower leg": 40, "hand": 18}
    assert stroke_time_s(18, 3) == 6
    assert stroke_time_s(40, 3) == pytest.approx(13.3, abs=0.05)


@pytest.mark.parametrize("response", [c_tactile_response, thick_fiber_response])
@pytest.mark.parametrize("speed", [0, -3, 0.1, 31, float("nan"), [3, 100]])
def test_speeds_that_nobody_studied_are_refused(response, speed):
    with pytest.raises(ValueError, match="studied"):
        response(speed)


@pytest.mark.parametrize("speed", [0, -1])
def test_a_stroke_that_does_not_move_takes_no_time(speed):
    with pytest.raises(ValueError, match="above 0"):
        stroke_time_s(40, speed)


@pytest.mark.parametrize("wrong", [(3, "sole"), (3, HAIRY, 37), (100,)])
def test_a_state_that_nobody_studied_is_refused(wrong):
    with pytest.raises(ValueError, match=r"not known|studied"):
        speed_of_touch(*wrong)


@pytest.fixture(scope="module")
def drawn():
    return {state: speed_of_touch(*state) for state in STATES}


def texts(illustration):
    return {text.get_text(): text.get_position() for text in illustration.figure.axes[0].texts}


def dots(illustration, color):
    patches = illustration.figure.axes[0].patches
    bodies = [patch.get_path() for patch in patches if to_hex(patch.get_facecolor()) == color]
    # A round one or a square one, not the head of an arrow, and not those of the key.
    places = [path.get_extents() for path in bodies if len(path.vertices) > 20 or len(path.vertices) == 5]
    return [place for place in places if place.y1 < 340]


def curves(illustration):
    patches = illustration.figure.axes[0].patches
    return [patch.get_path() for patch in patches if len(patch.get_path().vertices) == 41]


def test_the_dots_stand_at_the_speed_and_as_high_as_the_model_says(drawn):
    for (speed, skin, *_), illustration in drawn.items():
        if skin != HAIRY:
            assert not dots(illustration, TEAL) and not dots(illustration, OCHRE)
            continue
        words = texts(illustration)
        # The scale as a reader takes it: from the numbers beside the axes.
        left, right = words["0.3"][0], words["30"][0]
        low, high = words["0"][1], words["most"][1]
        for color, response in ((TEAL, c_tactile_response), (OCHRE, thick_fiber_response)):
            (dot,) = dots(illustration, color)
            x, y = (dot.x0 + dot.x1) / 2, (dot.y0 + dot.y1) / 2
            assert 10 ** (np.log10(0.3) + 2 * (x - left) / (right - left)) == pytest.approx(speed, rel=0.01)
            assert (y - low - 0.365 * 12) / (high - low) == pytest.approx(response(speed), abs=0.01)


def test_curves_are_drawn_only_when_they_are_asked_for(drawn):
    for (_, skin, _, asked), illustration in drawn.items():
        assert len(curves(illustration)) == 2 * asked
        liked = {"most pleasant, on average", "no drop at fast speeds"} & {*texts(illustration)}
        assert bool(liked) == (asked and skin in (HAIRY, PALM))


def test_what_is_shown_first_does_not_answer_the_prediction():
    first = speed_of_touch()
    assert not curves(first) and len(dots(first, TEAL)) == len(dots(first, OCHRE)) == 1
    assert not re.search(r"peak|rise|pleasant|1 to 10", first.outcome + first.description)


def test_hand_strokes_are_marked_at_their_speeds(drawn):
    for illustration in drawn.values():
        words = texts(illustration)
        left, right = words["0.3"][0], words["30"][0]
        marks = {line.get_xdata()[0]: line.get_marker() for line in illustration.figure.axes[0].lines}
        found = {x: 0.3 * 10 ** (2 * (x - left) / (right - left)) for x in marks}
        studies = [found[x] for x, marker in marks.items() if marker == "s"]
        assert sorted(studies) == pytest.approx([2.6, 5, 7.5, 8.5, 10])
        assert [found[x] for x, marker in marks.items() if marker == "D"] == pytest.approx([17.78])
        assert "2.6, 5, 7.5, 8.5, 10; trade advice: 18" in illustration.description


def test_each_ruler_has_a_mark_for_every_second_begun(drawn):
    for (speed, *_), illustration in drawn.items():
        rulers = [
            patch.get_path()
            for patch in illustration.figure.axes[0].patches
            if to_hex(patch.get_edgecolor()) == "#2b2a33" and patch.get_path().codes is not None
            and set(patch.get_path().codes) == {1, 2}
        ]  # fmt: skip
        assert [(path.codes == 1).sum() - 2 for path in rulers] == [int(40 / speed), int(18 / speed)]


def test_shares_and_seconds_are_in_outcome_and_description(drawn):
    for (speed, skin, *_), illustration in drawn.items():
        time = 40 / speed
        seconds = f"{time:.0f} s" if time >= 10 else f"{time:.1f}".removesuffix(".0") + " s"
        assert f"At {speed:g} cm/s" in illustration.outcome
        assert f"the lower leg takes {seconds}." in illustration.outcome
        assert f"lower leg: {seconds}" in texts(illustration)
        assert f"lower leg {seconds}" in illustration.description
        for words in (illustration.outcome, illustration.description):
            found = re.search(r"with (\d+) % of their most, thick fibers with (\d+) % of theirs", words)
            assert bool(found) == (skin == HAIRY)
            if found:
                assert int(found[1]) == round(100 * float(c_tactile_response(speed)))
                assert int(found[2]) == round(100 * float(thick_fiber_response(speed)))


def test_other_temperatures_are_an_arrow_down_and_words_not_another_curve(drawn):
    for speed in SPEEDS:
        plain, cool, hot = (drawn[speed, HAIRY, warmth, False] for warmth in (32, 18, 42))
        assert dots(plain, TEAL)[0].y0 == dots(cool, TEAL)[0].y0 == dots(hot, TEAL)[0].y0
        patches = [len(one.figure.axes[0].patches) for one in (plain, cool, hot)]
        assert patches[0] < patches[1] == patches[2]
        assert "35 % lower" in cool.outcome and "lower rate" in texts(cool)
        assert "47 % lower" in hot.outcome and "lower rate" in texts(hot)
        assert "warmer is not better" in hot.outcome


def test_where_touch_hurts_or_is_lost_no_speed_is_recommended(drawn):
    for (_, skin, _, asked), illustration in drawn.items():
        if skin == SORE:
            assert "no speed is advised: a soft stroke may be the very" in illustration.outcome
            assert "soft stroking can hurt here" in texts(illustration)
        if skin == NUMB:
            assert "not known" in illustration.outcome and "not known here" in texts(illustration)
        if skin == PALM:
            assert "fast strokes were found no less pleasant" in illustration.outcome
            assert ("no drop at fast speeds" in texts(illustration)) == asked


def test_every_state_says_that_nobody_measured_patients_or_massage(drawn):
    for illustration in drawn.values():
        assert "Fibers: healthy people, brush or probe, not massage." in texts(illustration)
        assert "not patients, not massage" in illustration.description
        # The steepness of both curves is a choice, so their shares are the model's and nobody's finding.
        assert ("(model)" in illustration.outcome) == ("of their most" in illustration.outcome)
        words = " ".join([*texts(illustration), illustration.description, illustration.outcome]).lower()
        assert not re.search(r"\bsafe|treat|cure|heal\b|relie|should|best speed", words)


def test_states_that_look_different_say_different_things(drawn):
    outcomes = {}
    for (speed, skin, warmth, asked), illustration in drawn.items():
        # Beside hairy skin the warmth changes nothing in the picture. On the palm the outcome says so.
        # On numb skin and where touch hurts it names the rule: "changes nothing" could be taken for leave.
        state = (speed, skin, warmth if skin == HAIRY else 32, asked)
        assert ("Warmth changes nothing in this picture." in illustration.outcome) == (skin == PALM)
        assert ("No heat or cold here." in illustration.outcome) == (skin in (NUMB, SORE))
        outcomes.setdefault(illustration.outcome, set()).add(state)
    assert all(len(states) == 1 for states in outcomes.values())


def test_all_states_have_one_size_few_bytes_and_no_overlong_words(drawn):
    assert len(STATES) <= 240
    assert {illustration.size for illustration in drawn.values()} == {drawn[3, HAIRY, 32, False].size}
    for state in STATES[::5]:
        assert len(drawn[state].svg) < 32_000
    for illustration in drawn.values():
        assert len(illustration.description) < 700
        assert len(illustration.outcome) < 300
        assert illustration.outcome.endswith(".")


def test_a_state_draws_the_same_bytes_twice():
    assert speed_of_touch(10, HAIRY, 42).svg == speed_of_touch(10, HAIRY, 42).svg
