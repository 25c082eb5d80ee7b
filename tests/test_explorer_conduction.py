"""The explorer in which a signal runs from toe to spine: its model, and what it draws and says."""

import itertools
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import to_hex

from massage_neuropathy.figures import nerves, signal, style
from massage_neuropathy.figures.nerve_trace import nerve_test_trace
from massage_neuropathy.figures.signal import signal_on_fiber
from massage_neuropathy.science.conduction import (
    EXAMPLE_FIBERS_UM,
    FIBER_GROUPS,
    bare_velocity_m_s,
    myelinated_velocity_m_s,
    temperature_factor,
    travel_time_ms,
    velocity_m_s,
)
from massage_neuropathy.science.nerve_trace import fiber_speeds_m_s, peak_and_width, trace

TOUCH, THINNER_TOUCH, A_DELTA, C = EXAMPLE_FIBERS_UM
MYELIN, TEMPERATURES = range(0, 101, 10), (20, 25, 30, 35)
STATES = list(itertools.product(MYELIN, EXAMPLE_FIBERS_UM, TEMPERATURES))
diameters = st.floats(0.2, 20)
shares = st.floats(0, 1)
degrees = st.floats(20, 35)


@pytest.fixture(scope="module")
def drawn():
    return {state: signal_on_fiber(*state) for state in STATES}


# The model


@pytest.mark.parametrize(("ratio", "speed"), [(4.6, 55), (5.7, 68), (6, 72)])
def test_a_12_micrometer_fiber_runs_at_the_speed_of_its_ratio(ratio, speed):
    # Boyd and Kalu 1979, cat: 4.6 and 5.7; 6 is the popular rule.
    assert myelinated_velocity_m_s(12, ratio) == pytest.approx(speed, abs=0.5)


@pytest.mark.parametrize(("speed", "time_ms"), [(60, 17), (9, 111), (0.86, 1163)])
def test_a_meter_takes_17_ms_111_ms_and_over_a_second(speed, time_ms):
    # Touch; human A-delta by laser; human C fiber, Van Hees and Gybels 1981.
    assert travel_time_ms(speed) == pytest.approx(time_ms, abs=0.5)


@pytest.mark.parametrize(("warm", "cold", "ratio"), [(35, 25, 1.36), (30, 20, 1.44)])
def test_ten_degrees_of_cooling_slow_a_fiber_as_measured(warm, cold, ratio):
    # Ulnar nerve, 14 people, temperature under the skin near the nerve.
    assert temperature_factor(warm) / temperature_factor(cold) == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize(("speed", "per_degree"), [(50, 1.3), (55, 1.5), (60, 1.6)])
def test_a_degree_costs_1_3_meters_a_second_in_a_nerve_of_50(speed, per_degree):
    assert speed * (temperature_factor(35) - temperature_factor(34)) == pytest.approx(per_degree, abs=0.05)


@pytest.mark.parametrize(("diameter", "speed"), [(0.2, 0.45), (1, 1), (1.5, 1.2)])
def test_bare_fibers_run_at_the_speed_of_c_fibers(diameter, speed):
    assert bare_velocity_m_s(diameter) == pytest.approx(speed, abs=0.03)


def test_the_example_c_fiber_is_as_fast_as_c_fibers_in_people():
    # Van Hees and Gybels 1981: 0.86 m/s, SD 0.17.
    assert velocity_m_s(EXAMPLE_FIBERS_UM[C], 0) == pytest.approx(0.86, abs=0.17)


@pytest.mark.parametrize(("fiber", "group"), [(TOUCH, 1), (THINNER_TOUCH, 1), (A_DELTA, 2), (C, 3)])
def test_the_example_fibers_lie_inside_their_groups(fiber, group):
    low, high = FIBER_GROUPS[group].diameter_um
    assert low <= EXAMPLE_FIBERS_UM[fiber] <= high
    low, high = FIBER_GROUPS[group].velocity_m_s
    assert low <= velocity_m_s(EXAMPLE_FIBERS_UM[fiber], float(fiber != C)) <= high


@given(diameters)
def test_whole_and_warm_gives_the_measured_ratio_and_bare_the_root(diameter):
    assert velocity_m_s(diameter) == pytest.approx(4.67 * diameter)
    assert velocity_m_s(diameter, 0) == pytest.approx(diameter**0.5)


@given(diameters, diameters, shares, degrees)
def test_a_thicker_fiber_is_never_slower(one, other, myelin, temperature):
    thin, thick = sorted((one, other))
    assert velocity_m_s(thin, myelin, temperature) <= velocity_m_s(thick, myelin, temperature)


@given(diameters, shares, shares, degrees)
def test_more_myelin_never_slows_a_fiber(diameter, one, other, temperature):
    less, more = sorted((one, other))
    slow, fast = velocity_m_s(diameter, less, temperature), velocity_m_s(diameter, more, temperature)
    assert slow <= fast * (1 + 1e-12)


@given(diameters, shares, degrees, degrees)
def test_warmth_never_slows_a_fiber(diameter, myelin, one, other):
    cold, warm = sorted((one, other))
    assert velocity_m_s(diameter, myelin, cold) <= velocity_m_s(diameter, myelin, warm)


@given(diameters, shares, degrees)
def test_any_speed_lies_between_the_cold_bare_and_the_warm_whole_fiber(diameter, myelin, temperature):
    speed = velocity_m_s(diameter, myelin, temperature)
    assert velocity_m_s(diameter, 0, 20) <= speed * (1 + 1e-12)
    assert speed <= velocity_m_s(diameter, 1, 35) * (1 + 1e-12)


@given(diameters, degrees)
def test_a_fiber_without_myelin_has_none_to_lose(diameter, temperature):
    bare = bare_velocity_m_s(diameter) * temperature_factor(temperature)
    assert velocity_m_s(diameter, 0, temperature) == pytest.approx(bare)


@pytest.mark.parametrize("bad", [19.9, 35.1, 37, [30, 40], float("nan")])
def test_temperatures_that_were_not_measured_are_refused(bad):
    with pytest.raises(ValueError, match="temperature_c must lie between 20 and 35"):
        temperature_factor(bad)


@pytest.mark.parametrize("bad", [-0.1, 1.1, float("nan")])
def test_impossible_shares_of_myelin_are_refused(bad):
    with pytest.raises(ValueError, match="myelin must lie between 0 and 1"):
        velocity_m_s(12, bad)


@pytest.mark.parametrize("bad", [0, -1, float("nan")])
def test_a_bare_fiber_needs_a_diameter(bad):
    with pytest.raises(ValueError, match="diameter_um must be above zero"):
        bare_velocity_m_s(bad)


# The picture


def marks(illustration):
    """Places of the markers: by color, first on the fiber, then on the scale of times."""
    lines = illustration.figure.axes[0].lines
    return {
        to_hex(color): [float(line.get_xdata()[0]) for line in lines if line.get_color() == color]
        for color in (style.TEAL, style.CLAY, style.PLUM)
    }


def sleeve_height(illustration, row):
    """Height of the sleeves of a row, in points, and how many there are; 0 for none."""
    paths = [
        patch.get_path()
        for patch in illustration.figure.axes[0].patches
        if to_hex(patch.get_facecolor()) == nerves.MYELIN
    ]
    middle = 266 - 62 * row
    for path in paths:
        if path.get_extents().y0 < middle < path.get_extents().y1:
            return path.get_extents().height, len(path.to_polygons())
    return 0, 0


def test_the_whole_fiber_has_come_84_cm_after_15_ms_and_the_c_fiber_1(drawn):
    # 12 micrometers at 4.67 m/s each, and 0.86 m/s.
    found = marks(drawn[40, TOUCH, 35])
    share = (found[style.TEAL][0] - 22) / (375 - 44)
    assert share == pytest.approx(12 * 4.67 * 0.015, abs=0.002)
    assert (found[style.PLUM][0] - 22) / (375 - 44) == pytest.approx(0.86 * 0.015, abs=0.002)


@pytest.mark.parametrize("state", STATES[::7])
def test_the_star_is_as_far_as_the_words_say(drawn, state):
    x, _ = marks(drawn[state])[style.CLAY]
    way = re.search(r"(\d+) cm \(star\)", drawn[state].description).group(1)
    assert (x - 22) / (375 - 44) * 100 == pytest.approx(int(way), abs=0.51)


def test_times_stand_on_the_scale_in_their_order_and_at_equal_steps_for_equal_factors(drawn):
    ms_10, ms_100, s_1 = (signal._at(time) for time in (10, 100, 1000))
    assert ms_100 - ms_10 == pytest.approx(s_1 - ms_100)
    for state, illustration in drawn.items():
        (_, whole), (_, chosen), (_, bare) = marks(illustration).values()
        assert 22 <= whole <= chosen <= 375 - 22
        if state[1] != C:
            assert chosen < bare


@pytest.mark.parametrize("fiber", [TOUCH, THINNER_TOUCH, A_DELTA])
def test_ten_sleeves_get_thinner_as_myelin_is_lost_and_none_is_left_at_zero(drawn, fiber):
    heights = [sleeve_height(drawn[share, fiber, 35], row=1) for share in MYELIN]
    assert heights[0] == (0, 0)
    assert [count for _, count in heights[1:]] == [10] * 10
    assert all(low < high for (low, _), (high, _) in itertools.pairwise(heights))


def test_a_c_fiber_wears_no_sleeve_and_does_not_change_with_myelin(drawn):
    for temperature in TEMPERATURES:
        states = [drawn[share, C, temperature] for share in MYELIN]
        assert {sleeve_height(state, row=1) for state in states} == {(0, 0)}
        assert len({(state.outcome, state.description) for state in states}) == 1
    assert drawn[0, C, 30].svg == drawn[100, C, 30].svg


# The words


@pytest.mark.parametrize(
    ("state", "words"),
    [
        # 1 m at 12 * 4.67 = 56.04 m/s.
        (
            (100, TOUCH, 35),
            "The signal arrives after 18 ms, at 56 meters a second: touch fiber (12 µm), 100 % myelin, 35 °C",
        ),
        # From 3.464 m/s up to 56.04, 40 percent of the way: 24.49 m/s.
        (
            (40, TOUCH, 35),
            "The signal arrives after 41 ms, at 24 meters a second: touch fiber (12 µm), 40 % myelin, 35 °C",
        ),
        # 56.04 * (1 - 0.265) = 41.19 m/s.
        ((100, TOUCH, 25), "The signal arrives after 24 ms, at 41 meters"),
        ((40, TOUCH, 35), "Whole and at 35 °C it takes 18 ms."),
        ((60, C, 20), "after 1.9 s, at 0.52 meters a second: C fiber (0.75 µm), no myelin to lose, 20 °C"),
        ((60, C, 20), "At 35 °C it takes 1.2 s. The myelin slider changes nothing here."),
    ],
)
def test_the_outcome_says_when_the_signal_arrives(drawn, state, words):
    assert words in drawn[state].outcome


def test_every_change_is_heard_and_all_states_fit(drawn):
    assert len(STATES) <= 240
    heard = {illustration.outcome for (_, fiber, _), illustration in drawn.items() if fiber != C}
    assert len(heard) == sum(fiber != C for _, fiber, _ in STATES)
    assert len({illustration.size for illustration in drawn.values()}) == 1
    for illustration in drawn.values():
        assert 200 < len(illustration.description) < 700 and "choice" in illustration.description
        assert len(illustration.outcome.split()) <= 40


def arrival_ms(drawn, *state):
    time, unit = re.search(r"arrives after ([\d.]+) (ms|s),", drawn[state].outcome).groups()
    return float(time) * (1000 if unit == "s" else 1)


def test_ten_degrees_of_cold_delay_like_a_third_of_the_myelin(drawn):
    # The numbers that the feedback of cold-feet-slow-test names.
    cold = arrival_ms(drawn, 100, TOUCH, 25)
    assert cold == 24
    assert [arrival_ms(drawn, myelin, TOUCH, 35) for myelin in (90, 70, 50)] == [20, 25, 34]
    nearest = min(MYELIN, key=lambda myelin: abs(arrival_ms(drawn, myelin, TOUCH, 35) - cold))
    assert 100 - nearest == 30


def test_a_thick_fiber_with_a_fifth_of_its_myelin_is_as_late_as_a_whole_a_delta_fiber(drawn):
    # The numbers that the feedback of a-fifth-of-myelin names.
    touch, sharp = arrival_ms(drawn, 20, TOUCH, 35), arrival_ms(drawn, 100, A_DELTA, 35)
    burning, thinner = arrival_ms(drawn, 100, C, 35), arrival_ms(drawn, 100, THINNER_TOUCH, 35)
    assert (touch, sharp, thinner) == (72, 71, 27)
    assert 2 * thinner < touch < (sharp + burning) / 2
    assert arrival_ms(drawn, 0, TOUCH, 35) < 1000 / 3 < 1000 < burning


def test_no_words_promise_or_diagnose(drawn):
    for illustration in drawn.values():
        assert not re.search(r"safe|heal|cure|normal|disease|neuropathy|should", illustration.outcome)


@pytest.mark.parametrize("state", STATES[::17])
def test_a_state_stays_under_the_size_limit(drawn, state):
    assert len(drawn[state].svg) < 40_000


def test_the_figure_refuses_what_the_model_refuses():
    with pytest.raises(ValueError, match="fiber must be one of"):
        signal_on_fiber(100, "B fiber")
    for fiber in (TOUCH, C):
        with pytest.raises(ValueError, match="myelin must lie between 0 and 100"):
            signal_on_fiber(110, fiber)
    with pytest.raises(ValueError, match="temperature_c must lie"):
        signal_on_fiber(100, TOUCH, 40)


# The optional box: a nerve test


TRACES = list(itertools.product(range(0, 91, 10), range(0, 101, 20)))
times = np.linspace(0, 60, 3001)
lost = st.floats(0, 0.95)


@pytest.fixture(scope="module")
def traced():
    return {state: nerve_test_trace(*state) for state in TRACES}


def test_a_whole_nerve_has_200_fibers_of_about_54_meters_a_second():
    speeds = fiber_speeds_m_s()
    assert len(speeds) == 200
    assert speeds.mean() == pytest.approx(54, abs=1) and speeds.std() == pytest.approx(5, abs=0.5)


@given(lost)
def test_axon_loss_leaves_the_speed_at_70_percent_or_more(share):
    # Learning EMG/NCS: no less than 70 to 75 percent of normal.
    assert fiber_speeds_m_s(share).max() >= 0.75 * fiber_speeds_m_s().max()


def test_myelin_damage_of_all_fibers_takes_the_speed_below_what_axon_loss_explains():
    assert np.median(fiber_speeds_m_s(0, 1)) < 0.7 * np.median(fiber_speeds_m_s())
    keeps = np.sort(fiber_speeds_m_s(0, 1) / fiber_speeds_m_s())
    assert keeps[0] >= 0.3 and keeps[-1] <= 0.8


@pytest.mark.parametrize(("speed", "peak_ms"), [(60, 5), (30, 10)])
def test_the_wave_of_one_fiber_peaks_when_it_has_run_30_centimeters(speed, peak_ms):
    height, peak, _ = peak_and_width(times, trace(times, [speed]))
    assert (height, peak) == (pytest.approx(1), pytest.approx(peak_ms))


@given(lost, lost)
def test_more_axons_lost_never_raise_the_wave_anywhere(one, other):
    fewer, more = sorted((one, other))
    assert (trace(times, fiber_speeds_m_s(more)) <= trace(times, fiber_speeds_m_s(fewer)) + 1e-9).all()


@given(lost, st.floats(0, 1))
def test_damaged_myelin_makes_the_wave_late_and_no_fiber_disappear(share, damaged):
    axons, both = fiber_speeds_m_s(share), fiber_speeds_m_s(share, damaged)
    assert len(axons) == len(both) and (both <= axons).all()
    # Every fiber gives the same area, whenever it arrives.
    areas = [np.trapezoid(trace(times, speeds), times) for speeds in (axons, both)]
    assert areas[0] == pytest.approx(areas[1], rel=1e-6)


def test_axon_loss_is_smaller_and_myelin_damage_is_later_and_wider():
    whole, fewer, damaged = (
        peak_and_width(times, trace(times, fiber_speeds_m_s(*state))) for state in ((0, 0), (0.5, 0), (0, 1))
    )
    assert fewer[0] == pytest.approx(0.5 * whole[0], rel=0.1)
    assert fewer[1] == pytest.approx(whole[1], abs=0.2) and fewer[2] <= whole[2]
    assert damaged[1] > 1.3 * whole[1] and damaged[2] > 3 * whole[2]


@pytest.mark.parametrize("bad", [-0.1, 1, float("nan")])
def test_a_nerve_without_axons_is_refused(bad):
    with pytest.raises(ValueError, match="axons_lost must be at least 0 and below 1"):
        fiber_speeds_m_s(bad)
    with pytest.raises(ValueError, match="myelin_damaged must lie between 0 and 1"):
        fiber_speeds_m_s(0, -0.1 if bad == 1 else bad)


@pytest.mark.parametrize("state", TRACES)
def test_the_drawn_wave_is_as_high_and_as_late_as_the_words_say(traced, state):
    colors = {to_hex(p.get_edgecolor()): p.get_path().vertices for p in traced[state].figure.axes[0].patches
              if len(p.get_path().vertices) == 161}  # fmt: skip
    whole, this = colors[style.TEAL], colors[style.CLAY]
    height, peak = re.search(r"is (\d+) % as high .* after ([\d.]+) ms and", traced[state].outcome).groups()
    drawn_height = (this[:, 1].max() - 48) / (whole[:, 1].max() - 48)
    assert 100 * drawn_height == pytest.approx(float(height), abs=1)
    assert (this[this[:, 1].argmax(), 0] - 18) / (375 - 36) * 20 == pytest.approx(float(peak), abs=0.15)


def test_all_traces_fit_and_differ(traced):
    assert len({illustration.outcome for illustration in traced.values()}) == len(TRACES)
    assert len({illustration.size for illustration in traced.values()}) == 1
    for illustration in traced.values():
        assert 200 < len(illustration.description) < 700 and "cartoon" in illustration.description
        assert len(illustration.outcome.split()) <= 40
        assert len(illustration.svg) < 40_000


def wave(traced, *state):
    words = r"is (\d+) % as high .* after ([\d.]+) ms and is ([\d.]+) ms wide"
    return [float(number) for number in re.search(words, traced[state].outcome).groups()]


def test_damaged_myelin_lowers_the_wave_but_moves_its_top_only_at_the_end(traced):
    # The numbers that the feedback of all-myelin-damaged and top-on-time names.
    (_, whole_peak, whole_width), (height, peak, width) = wave(traced, 0, 0), wave(traced, 0, 100)
    assert (whole_peak, peak) == (5.5, 8.6)
    assert width / whole_width == pytest.approx(6, abs=0.5) and height == pytest.approx(20, abs=3)
    damaged = [wave(traced, 0, percent) for percent in (20, 40, 60, 80)]
    assert [peak for _, peak, _ in damaged] == pytest.approx([whole_peak] * 4, abs=0.11)
    assert all(one[0] > other[0] for one, other in itertools.pairwise(damaged))
    assert damaged[-1][0] == pytest.approx(wave(traced, 80, 0)[0], abs=3)
    assert wave(traced, 50, 0)[:2] == pytest.approx([50, whole_peak], abs=3)
