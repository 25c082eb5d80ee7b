"""Where can this person feel? The model of touch, its four invented clients, and what is drawn of them."""

import itertools
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from massage_neuropathy.figures import feeling as drawing
from massage_neuropathy.figures import where_feeling_is
from massage_neuropathy.figures.outlines import FOOT
from massage_neuropathy.figures.style import SOLE
from massage_neuropathy.frames import MOST_BYTES
from massage_neuropathy.science import feeling
from massage_neuropathy.science.feeling import CLIENTS, CLINIC_PLACES, FEET, PLACES, felt, force_by_mark_g

forces = st.floats(0.008, 300)
EVERYWHERE = [(foot, place) for foot in FEET for place in PLACES]
GRID = list(itertools.product(CLIENTS, drawing.TOUCHES, drawing.FORCES_G))
SINGLE, (FOUR, ALL) = list(drawing.TOUCHES)[:8], list(drawing.TOUCHES)[8:]


def where(client, force):
    return {spot for spot in EVERYWHERE if felt(force, CLIENTS[client].threshold_g(*spot))}


def touched(touch):
    return {(foot, place) for foot in FEET for place in drawing.TOUCHES[touch]}


def counts(illustration):
    """How many places are marked in the picture, by kind; the key does not count."""
    lines = [line for ax in illustration.figure.axes for line in ax.lines]
    kinds = ("felt", "missed", "untouched")
    return {kind: sum(len(line.get_xdata()) for line in lines if line.get_label() == kind) for kind in kinds}


@pytest.fixture(scope="module")
def drawn():
    return {state: where_feeling_is(*state) for state in GRID}


def test_the_filaments_have_the_marks_and_forces_of_the_makers_table():
    # North Coast Medical 2011, as printed in a table of 20 filaments.
    table = feeling.FILAMENT_FORCE_G
    assert len(table) == 20
    for mark, force in {1.65: 0.008, 2.83: 0.07, 3.61: 0.4, 4.31: 2, 5.07: 10, 5.88: 60, 6.65: 300}.items():
        assert table[mark] == force
    assert list(table.values()) == sorted(table.values())


@pytest.mark.parametrize(("mark", "calculated_g"), [(2.83, 0.068), (4.31, 2.04), (5.07, 11.7), (6.65, 447)])
def test_a_mark_works_out_to_another_force_than_the_one_it_is_sold_for(mark, calculated_g):
    # 10^5.07 tenths of a milligram are 11.7 grams, sold as 10; another maker's page prints 448 for 6.65.
    assert force_by_mark_g(mark) == pytest.approx(calculated_g, rel=0.01)


def test_marks_and_forces_agree_within_a_third_from_a_fiftieth_of_a_gram_to_100_grams_and_not_beyond():
    marks, sold = np.array(list(feeling.FILAMENT_FORCE_G.items())).T
    off = abs(force_by_mark_g(marks) / sold - 1)
    assert (sold[1], sold[-3]) == (0.02, 100)
    assert (off[1:-2] < 1 / 3).all()
    assert (off[[0, -2, -1]] > 1 / 3).all()


@given(st.floats(1.65, 6.65), st.floats(1.65, 6.65))
def test_a_higher_mark_never_stands_for_less_force(one, other):
    low, high = sorted((one, other))
    assert force_by_mark_g(low) <= force_by_mark_g(high)


@given(forces, forces, st.sampled_from(list(CLIENTS)))
def test_more_force_is_never_felt_at_fewer_places(one, other, client):
    weak, strong = sorted((one, other))
    assert where(client, weak) <= where(client, strong)


@given(forces, st.floats(0.008, 300), st.floats(0.008, 300))
def test_a_place_with_a_higher_threshold_never_feels_what_a_lower_one_misses(force, one, other):
    fine, dull = sorted((one, other))
    assert felt(force, dull) <= felt(force, fine)


@given(forces)
def test_a_touch_is_felt_from_the_threshold_on(threshold):
    assert felt(threshold, threshold)
    assert not felt(threshold * 0.999, threshold)


@given(forces)
def test_of_two_who_burn_one_feels_all_that_the_other_feels(force):
    assert where("1: soles burn", force) <= where("2: soles burn", force)


@pytest.mark.parametrize("bad", [0, -10, float("nan"), [2, 0]])
def test_a_force_or_threshold_that_is_not_above_zero_is_named(bad):
    with pytest.raises(ValueError, match="force_g must be above zero"):
        felt(bad, 1)
    with pytest.raises(ValueError, match="threshold_g must be above zero"):
        felt(10, bad)


def test_an_unknown_place_is_named():
    for spot in (("left", "knee"), ("middle", "heel")):
        with pytest.raises(ValueError, match="no place"):
            CLIENTS["1: soles burn"].threshold_g(*spot)


def test_every_threshold_is_a_force_that_a_filament_has():
    for client in CLIENTS.values():
        assert len(client.left_g) == len(client.right_g) == len(PLACES)
        assert set(client.left_g + client.right_g) <= set(feeling.FILAMENT_FORCE_G.values())


def test_feet_without_loss_begin_to_feel_where_healthy_feet_do():
    # Birke and others 2000: marks 3.61 to 4.31 in earlier studies, which is 0.4 to 2 grams.
    assert feeling.HEALTHY_FEET_G == (0.4, 2)
    for client, numb in (("2: soles burn", set()), ("4: no complaint", {("right", "heel")})):
        thresholds = [CLIENTS[client].threshold_g(*spot) for spot in EVERYWHERE if spot not in numb]
        assert min(thresholds) >= 0.4 and max(thresholds) <= 2


def test_two_say_the_same_and_feel_differently():
    one, other = "1: soles burn", "2: soles burn"
    assert (CLIENTS[one].says, CLIENTS[one].burns) == (CLIENTS[other].says, CLIENTS[other].burns)
    assert where(one, 10) < where(other, 10) == set(EVERYWHERE)


def test_pain_and_touch_overlap_and_neither_holds_the_other():
    burning = {spot for spot, at in drawing.SPOTS.items() if drawing._BURNS.contains_point(at)}
    assert burning == {"ball under the big toe", "middle of the ball", "ball under the little toe", "arch"}
    missed = {place for foot, place in set(EVERYWHERE) - where("1: soles burn", 10)}
    assert missed & burning and missed - burning and burning - missed
    assert "heel" not in missed | burning


def test_the_first_state_does_not_answer_the_prediction(drawn):
    # Two heels that feel and do not burn leave open whether what burns is felt.
    first = where_feeling_is()
    assert first.outcome == drawn["1: soles burn", "heel", 10].outcome
    assert counts(first) == {"felt": 2, "missed": 0, "untouched": 14}


def test_four_places_show_a_toe_and_no_more_of_what_client_3_misses():
    # As the question third-toes-too says: both big toes are missed, and both third toes beside them.
    missed = set(EVERYWHERE) - where("3: toes seem asleep", 10)
    assert missed == {(foot, toe) for foot in FEET for toe in ("big toe", "third toe")}
    assert missed & touched(FOUR) == touched("big toe")
    assert touched("little toe") <= where("3: toes seem asleep", 10) - where("3: toes seem asleep", 2)


def test_the_toes_of_client_1_are_the_last_to_feel():
    # As the question last-to-feel says: 5, 11 and 16 of 16 places, and at 60 grams one of six toes.
    assert [len(where("1: soles burn", force)) for force in (10, 60, 300)] == [5, 11, 16]
    toes = {(foot, toe) for foot in FEET for toe in drawing.REGIONS["toes"]}
    assert set(EVERYWHERE) - where("1: soles burn", 60) == toes - {("right", "little toe")}


def test_the_clinics_places_pass_over_the_numb_heel():
    clinic = {spot for spot in EVERYWHERE if spot[1] in CLINIC_PLACES}
    assert clinic <= where("4: no complaint", 2)
    assert set(EVERYWHERE) - where("4: no complaint", 10) == {("right", "heel")}


def test_every_place_can_be_touched_alone_and_all_lie_on_the_sole():
    assert [drawing.TOUCHES[touch] for touch in SINGLE] == [(place,) for place in drawing.SPOTS]
    assert drawing.TOUCHES[FOUR] == CLINIC_PLACES and drawing.TOUCHES[ALL] == PLACES
    assert set(drawing.SPOTS) == set(PLACES) == {spot for spots in drawing.REGIONS.values() for spot in spots}
    assert FOOT.contains_points(list(drawing.SPOTS.values())).all()
    heights = [drawing.SPOTS[touch][1] for touch in SINGLE]
    assert heights == sorted(heights, reverse=True)


def test_the_big_toes_meet_in_the_middle_and_left_is_on_the_viewers_right():
    # Soles seen from the foot end of a table.
    right, left = (drawing._at(foot, "big toe")[0] for foot in ("right", "left"))
    assert drawing._at("right", "little toe")[0] < right < left < drawing._at("left", "little toe")[0]


def test_all_states_of_the_grid_draw_at_one_size_and_are_small(drawn):
    assert len(GRID) == 200
    assert {illustration.size for illustration in drawn.values()} == {(500, 597)}
    sizes = [len(drawn[state].drawing) for state in GRID[::7]]
    assert max(sizes) < 40_000
    assert np.mean(sizes) * len(GRID) < MOST_BYTES


def test_every_place_is_marked_once_as_what_the_model_says(drawn):
    for (client, touch, force), illustration in drawn.items():
        spots = touched(touch)
        feels = len(spots & where(client, force))
        assert counts(illustration) == {
            "felt": feels, "missed": len(spots) - feels, "untouched": 16 - len(spots),
        }  # fmt: skip


def test_a_missed_place_has_its_mark_at_that_place(drawn):
    illustration = drawn["4: no complaint", ALL, 10]
    (line,) = [line for line in illustration.figure.axes[0].lines if line.get_label() == "missed"]
    assert (line.get_xdata()[0], line.get_ydata()[0]) == drawing._at("right", "heel")


def test_a_single_place_is_touched_by_a_filament_of_the_force_in_use(drawn):
    def threads(state):
        at = drawing._at("left", "arch")
        lines = [patch for patch in drawn[state].figure.axes[0].patches if patch.get_zorder() == 5.5]
        ends = [patch for patch in lines if np.allclose(patch.get_path().vertices[-1], at)]
        return [patch.get_linewidth() for patch in ends]

    widths = [max(threads(("2: soles burn", "arch", force))) for force in drawing.FORCES_G]
    assert widths == sorted(set(widths))
    assert not threads(("2: soles burn", ALL, 10))


def test_the_outcome_carries_the_counts_and_the_places(drawn):
    said = {
        ("1: soles burn", FOUR, 10): "Client 1 feels 10 g at 1 of 8 places: toes 0 of 2, ball 1 of 6.",
        ("1: soles burn", FOUR, 60): "Client 1 feels 60 g at 6 of 8 places; missed on both feet: big toe.",
        ("4: no complaint", ALL, 10): "at 15 of 16 places; missed on the right foot: heel.",
        ("4: no complaint", FOUR, 10): "Client 4 feels 10 g at all 8 places.",
        ("4: no complaint", "heel", 10): "Client 4 feels 10 g at the heel on the left foot only.",
    }
    for state, words in said.items():
        assert words in drawn[state].outcome
    for (client, touch, force), illustration in drawn.items():
        feels = len(touched(touch) & where(client, force))
        if touch in SINGLE:
            on = ("on neither foot.", "foot only.", "on both feet.")[feels]
            assert f"feels {force:g} g at the {touch} on" in illustration.outcome
        else:
            on = {0: "none", len(touched(touch)): "all"}.get(feels, f"{feels} of {len(touched(touch))}")
        assert on in illustration.outcome


def test_outcomes_are_short(drawn):
    assert max(len(illustration.outcome.split()) for illustration in drawn.values()) <= 42


def test_the_clinic_hears_of_several_places_at_10_grams_and_of_the_last_look(drawn):
    for (client, touch, force), illustration in drawn.items():
        words = illustration.outcome
        assert "A foot clinic would" in words
        complete = force == 10 and touch in (FOUR, ALL)
        assert (f"of the last look: {CLIENTS[client].last_look}." in words) == complete


def test_a_miss_at_the_clinics_force_or_more_is_for_the_clinic_to_hear(drawn):
    for (_, _, force), illustration in drawn.items():
        misses = counts(illustration)["missed"] > 0
        assert ("would want to hear that, and" in illustration.outcome) == (force >= 10 and misses)


def test_no_state_reads_as_a_verdict(drawn):
    for illustration in drawn.values():
        words = f"{illustration.description} {illustration.outcome}"
        assert not re.search(r"\b(safe|risk|normal|neuropathy|diagnos|category|pass)", words)
        assert ("clears nobody" in illustration.outcome) == (counts(illustration)["missed"] == 0)


def test_a_miss_at_the_lightest_touch_is_put_in_its_place(drawn):
    for (_, _, force), illustration in drawn.items():
        misses = counts(illustration)["missed"] > 0
        assert ("Healthy feet may miss so light a touch." in illustration.outcome) == (
            force == 0.4 and misses
        )


def test_descriptions_are_complete_and_short(drawn):
    for (client, touch, force), illustration in drawn.items():
        words = illustration.description
        assert 200 < len(words) < 700
        assert f"Touched on both feet with {force:g} grams: {touch}." in words
        assert ("it burns there" in words) == CLIENTS[client].burns
    assert "5.07, works out to 11.7 grams" in drawn["1: soles burn", FOUR, 10].description


def test_states_that_differ_are_heard_to_differ(drawn):
    assert len({illustration.description for illustration in drawn.values()}) == len(GRID)
    assert len({illustration.outcome for illustration in drawn.values()}) == len(GRID)


def test_the_clients_have_three_tones_of_skin(drawn):
    svgs = [drawn[client, FOUR, 10].svg for client in CLIENTS]
    assert all(any(tone in svg for svg in svgs) for tone in SOLE.values())


@pytest.mark.parametrize(("name", "value"), [("client", "5: nobody"), ("touch", "the knee"), ("force", 11)])
def test_a_value_outside_the_grid_is_named(name, value):
    with pytest.raises(ValueError, match=f"{name} must be one of"):
        where_feeling_is(**{name: value})
