"""Where can this person feel? The model of touch, its five invented clients, and what is drawn of them."""

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
from massage_neuropathy.science import feeling
from massage_neuropathy.science.feeling import CLIENTS, CLINIC_PLACES, FEET, PLACES, felt, force_by_mark_g

forces = st.floats(0.008, 300)
EVERYWHERE = [(foot, place) for foot in FEET for place in PLACES]
GRID = list(itertools.product(CLIENTS, drawing.TOUCHES, drawing.FORCES_G))
ALL, FOUR, THREE = (f"{count} places on each foot" for count in (8, 4, 3))


def where(client, force):
    return {spot for spot in EVERYWHERE if felt(force, CLIENTS[client].threshold_g(*spot))}


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
def test_clients_stand_in_order_of_what_they_feel(force):
    # Whatever client 1 feels, client 2 with the same complaint feels too; and so for 4 and 5.
    assert where("1: soles burn", force) <= where("2: soles burn", force)
    assert len(where("4: no complaint", force)) <= len(where("5: no complaint", force))


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
    for client in ("2: soles burn", "5: no complaint"):
        thresholds = [CLIENTS[client].threshold_g(*spot) for spot in EVERYWHERE]
        assert min(thresholds) >= 0.4 and max(thresholds) <= 2


def test_two_pairs_say_the_same_and_feel_differently():
    for one, other in (("1: soles burn", "2: soles burn"), ("4: no complaint", "5: no complaint")):
        assert (CLIENTS[one].says, CLIENTS[one].burns) == (CLIENTS[other].says, CLIENTS[other].burns)
        assert where(one, 10) < where(other, 10)


def test_pain_and_touch_overlap_and_neither_holds_the_other():
    burning = {spot for spot, at in drawing.SPOTS.items() if drawing._BURNS.contains_point(at)}
    assert burning == {"ball under the big toe", "middle of the ball", "ball under the little toe", "arch"}
    missed = {place for foot, place in set(EVERYWHERE) - where("1: soles burn", 10)}
    assert missed & burning and missed - burning and burning - missed
    assert "heel" not in missed | burning


def test_the_clinics_places_pass_over_the_numb_heel():
    clinic = {spot for spot in EVERYWHERE if spot[1] in CLINIC_PLACES}
    assert clinic <= where("4: no complaint", 2)
    assert set(EVERYWHERE) - where("4: no complaint", 10) == {("right", "heel")}


def test_sets_of_places_hold_one_another_and_lie_on_the_sole():
    # Three: big toe, first and fifth metatarsal head. Four: the third head too. On both feet 16 at most.
    sizes = [len(drawing.TOUCHES[touch]) for touch in (THREE, FOUR, ALL)]
    assert sizes == [6, 8, 16]
    assert set(drawing.TOUCHES[THREE]) < set(drawing.TOUCHES[FOUR]) < set(drawing.TOUCHES[ALL])
    assert set().union(*drawing.TOUCHES.values()) == set(EVERYWHERE)
    assert set(drawing.SPOTS) == set(PLACES)
    assert FOOT.contains_points(list(drawing.SPOTS.values())).all()


def test_the_big_toes_meet_in_the_middle_and_left_is_on_the_viewers_right():
    # Soles seen from the foot end of a table.
    right, left = (drawing._at(foot, "big toe")[0] for foot in ("right", "left"))
    assert drawing._at("right", "little toe")[0] < right < left < drawing._at("left", "little toe")[0]


def test_all_states_of_the_grid_draw_at_one_size_and_are_small(drawn):
    assert len(GRID) == 150
    assert {illustration.size for illustration in drawn.values()} == {(500, 597)}
    sizes = [len(drawn[state].svg) for state in GRID[::7]]
    assert max(sizes) < 40_000


def test_every_place_is_marked_once_as_what_the_model_says(drawn):
    for (client, touch, force), illustration in drawn.items():
        spots = set(drawing.TOUCHES[touch])
        feels = len(spots & where(client, force))
        assert counts(illustration) == {
            "felt": feels, "missed": len(spots) - feels, "untouched": 16 - len(spots),
        }  # fmt: skip


def test_a_missed_place_has_its_mark_at_that_place(drawn):
    illustration = drawn["4: no complaint", ALL, 10]
    (line,) = [line for line in illustration.figure.axes[0].lines if line.get_label() == "missed"]
    assert (line.get_xdata()[0], line.get_ydata()[0]) == drawing._at("right", "heel")


def test_the_outcome_carries_the_counts_and_the_places(drawn):
    assert drawn["1: soles burn", FOUR, 10].outcome.startswith(
        "Client 1: 10 g is felt at 1 of 8 places; missed on both feet: big toe"
    )
    assert "15 of 16 places; missed on the right foot: heel." in drawn["4: no complaint", ALL, 10].outcome
    for (client, touch, force), illustration in drawn.items():
        if touch in (THREE, FOUR, ALL):
            feels = len(set(drawing.TOUCHES[touch]) & where(client, force))
            words = f"{force:g} g is felt at {feels} of {len(drawing.TOUCHES[touch])} places"
            assert words in illustration.outcome


def test_the_clinic_hears_of_both_feet_at_10_grams_and_of_the_last_look(drawn):
    for (client, touch, force), illustration in drawn.items():
        words = illustration.outcome
        assert "A foot clinic would" in words
        complete = force == 10 and touch in (THREE, FOUR, ALL)
        assert (f"last looked at: {CLIENTS[client].last_look}." in words) == complete


def test_a_miss_at_the_clinics_force_or_more_is_for_the_clinic_to_hear(drawn):
    for (_, _, force), illustration in drawn.items():
        misses = counts(illustration)["missed"] > 0
        assert ("want to hear that, and" in illustration.outcome) == (force >= 10 and misses)


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
        assert f"Touched with {force:g} grams: {touch}." in words
        assert ("it burns there" in words) == CLIENTS[client].burns
    assert "5.07, works out to 11.7 grams" in drawn["1: soles burn", FOUR, 10].description


def test_states_that_differ_are_heard_to_differ(drawn):
    assert len({illustration.description for illustration in drawn.values()}) == len(GRID)
    assert len({illustration.outcome for illustration in drawn.values()}) == len(GRID)


def test_the_clients_have_three_tones_of_skin(drawn):
    svgs = [drawn[client, FOUR, 10].svg for client in CLIENTS]
    assert all(any(tone in svg for svg in svgs) for tone in SOLE.values())


@pytest.mark.parametrize(("name", "value"), [("client", "6: nobody"), ("touch", "the knee"), ("force", 11)])
def test_a_value_outside_the_grid_is_named(name, value):
    with pytest.raises(ValueError, match=f"{name} must be one of"):
        where_feeling_is(**{name: value})
