"""The teaching models against the published numbers they stand on, and against plain sense."""

import re
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from massage_neuropathy.science import chemotherapy, doses, feet
from massage_neuropathy.science.conduction import (
    FIBER_GROUPS,
    HUMAN_C_NOCICEPTOR_M_S,
    HUMAN_RATIO_M_S_PER_UM,
    distance_reached_m,
    myelinated_velocity_m_s,
    travel_time_ms,
)
from massage_neuropathy.science.length import ARM_CM, LEG_CM, loss_fraction, numb_places
from massage_neuropathy.science.pressure import LEVELS, MUSCLE_MOVES_FROM, RULES, USUAL
from massage_neuropathy.science.screening import (
    FILAMENT_SENSITIVITY,
    FILAMENT_SENSITIVITY_INTERVAL,
    missed,
)

GROUPS = {group.name: group for group in FIBER_GROUPS}
diameters = st.floats(0.2, 20)
speeds = st.floats(0.3, 120)
lengths = st.floats(0, 130)


def test_the_four_groups_stand_in_the_order_of_their_speed_and_thickness():
    assert [group.name for group in FIBER_GROUPS] == ["A-alpha", "A-beta", "A-delta", "C"]
    for end in (0, 1):
        for quantity in ("velocity_m_s", "diameter_um"):
            values = [getattr(group, quantity)[end] for group in FIBER_GROUPS]
            assert values == sorted(values, reverse=True)


@pytest.mark.parametrize(
    ("name", "diameter_um", "velocity_m_s"),
    [
        # Teaching tables that agree: NEETnerve, Epomedicine, the textbook table 5-1.
        ("A-alpha", (12, 20), (70, 120)),
        ("A-beta", (5, 12), (30, 75)),
        ("A-delta", (1, 5), (3, 30)),
        ("C", (0.2, 1.5), (0.5, 2)),
    ],
)
def test_the_groups_have_the_ranges_of_the_teaching_tables(name, diameter_um, velocity_m_s):
    assert GROUPS[name].diameter_um == diameter_um
    assert GROUPS[name].velocity_m_s == velocity_m_s


def test_human_measurements_fall_inside_the_ranges_of_their_groups():
    low, high = GROUPS["C"].velocity_m_s
    # Van Hees and Gybels 1981: 0.86 m/s, SD 0.17.
    assert low < HUMAN_C_NOCICEPTOR_M_S - 0.17 and high > HUMAN_C_NOCICEPTOR_M_S + 0.17
    assert HUMAN_C_NOCICEPTOR_M_S == 0.86
    # Laser pain method, A-delta: about 9 m/s.
    low, high = GROUPS["A-delta"].velocity_m_s
    assert low < 9 < high


def test_a_12_micrometer_fiber_has_the_speed_the_measured_ratios_give():
    # Boyd and Kalu 1979 (cat): 4.6 and 5.7 m/s per micrometer.
    assert myelinated_velocity_m_s(12, 4.6) == pytest.approx(55, abs=0.5)
    assert myelinated_velocity_m_s(12, 5.7) == pytest.approx(68, abs=0.5)
    # Human radial nerve: 4.67, SD 0.16; it lies between the cat's small and large fibers.
    assert myelinated_velocity_m_s(12) == pytest.approx(56, abs=0.5)
    assert 4.6 < HUMAN_RATIO_M_S_PER_UM < 5.7


@pytest.mark.parametrize(("speed_m_s", "time_ms"), [(60, 17), (9, 111), (0.86, 1163)])
def test_one_meter_takes_17_ms_by_touch_fibers_and_over_a_second_by_c_fibers(speed_m_s, time_ms):
    assert travel_time_ms(speed_m_s) == pytest.approx(time_ms, abs=0.5)


@given(diameters, diameters)
def test_a_thicker_fiber_is_never_slower(one, other):
    thin, thick = sorted((one, other))
    assert myelinated_velocity_m_s(thin) <= myelinated_velocity_m_s(thick)


@given(speeds, speeds, st.floats(0.01, 2))
def test_a_faster_impulse_never_arrives_later(one, other, distance_m):
    slow, fast = sorted((one, other))
    assert travel_time_ms(fast, distance_m) <= travel_time_ms(slow, distance_m)


@given(speeds, st.floats(0, 3000), st.floats(0.1, 1.2))
def test_an_impulse_never_leaves_its_fiber(speed, time_ms, fiber_length_m):
    assert 0 <= distance_reached_m(speed, time_ms, fiber_length_m) <= fiber_length_m


@given(speeds, st.floats(0.01, 1))
def test_after_its_travel_time_an_impulse_is_where_it_should_be(speed, distance_m):
    time_ms = travel_time_ms(speed, distance_m)
    assert distance_reached_m(speed, time_ms) == pytest.approx(distance_m)


@pytest.mark.parametrize("bad", [0, -1, [3, 0], float("nan")])
def test_a_speed_or_diameter_that_is_not_above_zero_is_named(bad):
    with pytest.raises(ValueError, match="diameter_um must be above zero"):
        myelinated_velocity_m_s(bad)
    with pytest.raises(ValueError, match="velocity_m_s must be above zero"):
        travel_time_ms(bad)


def test_arrays_keep_their_shape():
    assert myelinated_velocity_m_s(np.ones((2, 3))).shape == (2, 3)
    assert travel_time_ms(np.ones(4), 0.5).shape == (4,)
    assert loss_fraction(np.ones((3, 1)), 60).shape == (3, 1)


@given(lengths, lengths, lengths)
def test_a_longer_nerve_never_loses_less(one, other, threshold):
    short, long = sorted((one, other))
    assert 0 <= loss_fraction(short, threshold) <= loss_fraction(long, threshold) <= 1


@given(lengths, lengths, lengths)
def test_loss_never_shrinks_as_the_threshold_falls(length, one, other):
    low, high = sorted((one, other))
    assert loss_fraction(length, high) <= loss_fraction(length, low)


@given(lengths)
def test_half_is_lost_at_the_threshold(threshold):
    assert loss_fraction(threshold, threshold) == 0.5


def test_an_edge_without_width_is_refused():
    with pytest.raises(ValueError, match="edge_cm must be above zero"):
        loss_fraction(70, 60, edge_cm=0)


@given(lengths)
def test_the_fingertips_join_in_exactly_when_loss_reaches_mid_calf(threshold):
    legs, arms = numb_places(threshold, LEG_CM), numb_places(threshold, ARM_CM)
    assert ("mid-calf" in legs) == ("fingertips" in arms)


@given(lengths)
def test_loss_climbs_without_leaving_a_place_out(threshold):
    for places in (LEG_CM, ARM_CM):
        numb = numb_places(threshold, places)
        assert numb == tuple(places)[: len(numb)]


def test_the_longest_nerve_of_the_example_body_is_about_a_meter():
    assert max(LEG_CM.values()) == pytest.approx(100, abs=10)


def test_painful_symptoms_now_are_part_of_those_at_some_time():
    # Veves 1993: 13 of 40 at the time, 17 of 40 at some time.
    assert (feet.ULCER_PAIN_NOW, feet.ULCER_PAIN_EVER, feet.ULCER_PEOPLE) == (13, 17, 40)


def test_the_steps_from_foot_to_amputation_have_the_published_shares():
    # Edmonds 2021, Armstrong 2023.
    assert feet.ULCER_IN_LIFETIME_PER_100 == (19, 34)
    assert feet.INFECTED_PER_100_ULCERS == (50, 60)
    assert feet.AMPUTATIONS_PER_100_INFECTIONS == 20
    assert feet.ULCER_FIRST_PER_100_AMPUTATIONS == 80


def test_prevalence_after_chemotherapy_lies_inside_its_intervals_and_is_known_less_well_later():
    # Seretny 2014.
    shares = chemotherapy.NEUROPATHY_AFTER_CHEMOTHERAPY
    assert [(s.percent, s.low, s.high) for s in shares] == [
        (68.1, 57.7, 78.4),
        (60.0, 36.4, 81.6),
        (30.0, 6.4, 53.5),
    ]
    widths = [s.high - s.low for s in shares]
    assert all(s.low < s.percent < s.high for s in shares) and widths == sorted(widths)


def test_a_filament_misses_141_of_300_and_the_interval_allows_78_to_204():
    # Wang 2017: 0.53, from 0.32 to 0.74.
    assert missed(300) == pytest.approx(141)
    assert missed(300, FILAMENT_SENSITIVITY_INTERVAL) == pytest.approx([204, 78])
    assert FILAMENT_SENSITIVITY_INTERVAL[0] < FILAMENT_SENSITIVITY < FILAMENT_SENSITIVITY_INTERVAL[1]


@given(st.floats(0, 10_000), st.floats(0, 1), st.floats(0, 1))
def test_a_better_test_never_misses_more(people, one, other):
    low, high = sorted((one, other))
    assert 0 <= missed(people, high) <= missed(people, low) <= people


@pytest.mark.parametrize("bad", [-0.1, 1.2, [0.5, 2], float("nan")])
def test_a_share_outside_zero_to_one_is_refused(bad):
    with pytest.raises(ValueError, match="sensitivity must lie between 0 and 1"):
        missed(300, bad)


def test_no_ceiling_of_a_condition_reaches_the_level_at_which_muscle_moves():
    assert list(LEVELS) == [1, 2, 3, 4, 5]
    assert max(rule.ceiling or 0 for rule in RULES.values()) < MUSCLE_MOVES_FROM <= USUAL


def test_the_tested_doses_are_those_of_the_trials():
    tested = [(d.key, d.minutes, d.per_week, d.weeks) for d in doses.DOSES]
    assert ("lopez2022", 30, 3, 4) in tested and ("lopez2022", 30, 2, 6) in tested
    assert ("chatchawan2015", 30, 3, 2) in tested and ("gholamzadeh2023", 20, 1, 4) in tested
    assert ("gokmetin2017", None, 3, 4) in tested


def test_every_work_behind_a_number_is_in_the_bibliography():
    text = (files("massage_neuropathy") / "content" / "references.bib").read_text(encoding="utf-8")
    keys = {dose.key for dose in (*doses.DOSES, *doses.NEARBY)}
    keys |= {"painful_ulcer", "edmonds2021", "armstrong2023", "seretny2014", "wang2017mono", "rayman2011"}
    assert all(re.search(rf"@\w+{{{key},", text) for key in keys)
