"""The explorer of lesson 1 in which a signal runs from the toe to the spinal cord."""

import math
from typing import Annotated

from matplotlib.axes import Axes
from matplotlib.path import Path

from massage_neuropathy.figures.illustration import Illustration
from massage_neuropathy.figures.nerves import MYELIN
from massage_neuropathy.figures.outlines import box, draw, loop, mark, trace
from massage_neuropathy.figures.style import (
    CLAY,
    MUTED,
    OCHRE,
    PLUM,
    SMALL,
    TEAL,
    WIDTH,
    degrees,
    house_style,
    sheet,
    write,
)
from massage_neuropathy.science.conduction import (
    EXAMPLE_FIBERS_UM,
    HUMAN_C_NOCICEPTOR_M_S,
    distance_reached_m,
    travel_time_ms,
    velocity_m_s,
)

_SNAPSHOT_MS = 15.0
"""When the signals are shown on their way (choice)."""
_THICK, *_, _BARE = EXAMPLE_FIBERS_UM
WARMTHS = {degrees(celsius): celsius for celsius in (20, 25, 30, 35)}
_LEFT, _RIGHT = 22, WIDTH - 22
_AXON = "#b9b0a5"
_SCALE_MS, _SCALE_Y = (10, 2000), 42


@house_style()
def signal_on_fiber(
    myelin: Annotated[int, "Myelin left", "%"] = 100,
    fiber: Annotated[str, "Fiber", list(EXAMPLE_FIBERS_UM)] = _THICK,
    temperature_c: Annotated[int, "Warmth at the nerve", WARMTHS] = 35,
) -> Illustration:
    """Draw how far a signal from the toe has come, and when it arrives, beside two others.

    Parameters
    ----------
    myelin : int
        Myelin that is left, from 0 to 100 percent. A C fiber has none to lose.
    fiber : str
        One of `EXAMPLE_FIBERS_UM`.
    temperature_c : int
        Temperature near the nerve, from 20 to 35 degrees Celsius.

    Returns
    -------
    Illustration
        Three fibers of 1 meter: a whole, warm one, the chosen one, and a C fiber as fast as vanhees1981
        measured; below, their times of arrival.

    Raises
    ------
    ValueError
        If a parameter lies outside.
    """
    if fiber not in EXAMPLE_FIBERS_UM:
        raise ValueError(f"fiber must be one of {list(EXAMPLE_FIBERS_UM)}, got {fiber!r}")
    if not 0 <= myelin <= 100:
        raise ValueError(f"myelin must lie between 0 and 100, got {myelin}")
    diameter, share = EXAMPLE_FIBERS_UM[fiber], 0.0 if fiber == _BARE else myelin / 100
    speed = float(velocity_m_s(diameter, share, temperature_c))
    thick, bare = EXAMPLE_FIBERS_UM[_THICK], EXAMPLE_FIBERS_UM[_BARE]
    rows = (
        ("12 µm, whole and warm", float(velocity_m_s(thick)), TEAL, ("o", 11), thick, 1.0),
        ("this fiber", speed, CLAY, ("*", 19), diameter, share),
        ("C fiber", HUMAN_C_NOCICEPTOR_M_S, PLUM, ("D", 9), bare, 0.0),
    )

    figure, ax = sheet(334)
    draw(ax, _sleeve(26, 319, 14, 8), MYELIN, edge=OCHRE, width=0.5)
    write(ax, 48, 319, "myelin", SMALL)
    trace(ax, Path([(116, 319), (142, 319)]), _AXON, 3.5)
    write(ax, 150, 319, "axon", SMALL)
    write(ax, WIDTH - 12, 319, f"way after {_SNAPSHOT_MS:.0f} ms", SMALL, MUTED, align="right")
    ways, times = [], []
    for row, (name, velocity, color, (marker, size), diameter_um, sleeves) in enumerate(rows):
        y = 266 - 62 * row
        ways.append(100 * float(distance_reached_m(velocity, _SNAPSHOT_MS)))
        times.append(float(travel_time_ms(velocity)))
        x = _LEFT + (_RIGHT - _LEFT) * ways[-1] / 100
        write(ax, 12, y + 27, name, SMALL, color)
        write(ax, WIDTH - 12, y + 27, f"{ways[-1]:.0f} cm", SMALL, color, align="right")
        _fiber(ax, y, diameter_um, sleeves)
        draw(ax, box(_LEFT, y - 1.2, x, y + 1.2), color, "none", 0, z=3.5)
        mark(ax, x, y, marker, size, color, z=6)
        mark(ax, _at(times[-1]), _SCALE_Y, marker, size, color, z=7 if row == 1 else 6)
    write(ax, 12, 116, "toe", SMALL, MUTED)
    write(ax, WIDTH - 12, 116, "spine, 1 m", SMALL, MUTED, align="right")
    _time_scale(ax, times[1])
    return Illustration(
        figure,
        f"Three nerve fibers as rows, each 1 meter from toe to spine, {_SNAPSHOT_MS:.0f} ms after a signal "
        f"left the toe. On a thick fiber, whole and warm, it has come {ways[0]:.0f} cm (disk). On this one, "
        f"{fiber}, {_myelin(fiber, myelin)}, {degrees(temperature_c)}, {ways[1]:.0f} cm (star). On a C fiber "
        f"{ways[2]:.0f} cm (diamond). Myelin is drawn as sleeves, thinner where some is lost. Below, a time "
        f"scale that grows by multiplying, from 10 ms to 2 s: they reach the spine after {_time(times[0])}, "
        f"{_time(times[1])} and {_time(times[2])}. A model; what lost myelin does to speed is a teaching "
        "choice.",
        _outcome(fiber, myelin, temperature_c, times[1], speed),
    )


def _at(time_ms: float) -> float:
    """Place of a time on the scale, which grows by multiplying."""
    low, high = _SCALE_MS
    return _LEFT + (_RIGHT - _LEFT) * math.log(time_ms / low) / math.log(high / low)


def _fiber(ax: Axes, y: float, diameter_um: float, myelin: float) -> None:
    """Draw a fiber from toe to spine, with ten sleeves as thick as the share of myelin that is left."""
    half = 1.2 + 0.16 * diameter_um
    trace(ax, Path([(_LEFT, y), (_RIGHT, y)]), _AXON, 2 * half, z=2)
    if myelin:
        high, step = half + 2.4 * math.sqrt(diameter_um) * myelin, (_RIGHT - _LEFT) / 10
        sleeves = [_sleeve(_LEFT + step * (i + 0.5), y, 0.43 * step, high) for i in range(10)]
        draw(ax, Path.make_compound_path(*sleeves), MYELIN, edge=OCHRE, width=0.5, z=3)


def _sleeve(x: float, y: float, half: float, high: float) -> Path:
    """One length of myelin around a point, with beveled corners."""
    bevel = min(4.0, high / 2)
    corners = ((half - bevel, high), (half, high - bevel))
    return loop(
        [(x + a, y - b) for a, b in corners]
        + [(x + a, y + b) for a, b in corners[::-1]]
        + [(x - a, y + b) for a, b in corners]
        + [(x - a, y - b) for a, b in corners[::-1]]
    )


def _time_scale(ax: Axes, chosen_ms: float) -> None:
    """Draw the scale of arrival times, with the chosen one in words."""
    trace(ax, Path([(_LEFT, _SCALE_Y), (_RIGHT, _SCALE_Y)]), MUTED)
    for time_ms, words in ((10, "10 ms"), (100, "100 ms"), (1000, "1 s")):
        x = _at(time_ms)
        trace(ax, Path([(x, _SCALE_Y - 5), (x, _SCALE_Y + 5)]), MUTED)
        write(ax, max(x, 30), _SCALE_Y - 20, words, SMALL, MUTED, align="center")
    write(ax, 12, _SCALE_Y + 42, "arrives after", SMALL)
    x = min(max(_at(chosen_ms), 36), WIDTH - 36)
    write(ax, x, _SCALE_Y + 20, _time(chosen_ms), SMALL, CLAY, align="center")


def _time(time_ms: float) -> str:
    return f"{time_ms:.0f} ms" if time_ms < 1000 else f"{time_ms / 1000:.1f} s"


def _digits(speed: float) -> str:
    return f"{speed:.0f}" if speed >= 10 else f"{speed:.2g}" if speed < 1 else f"{speed:.1f}"


def _myelin(fiber: str, percent: int) -> str:
    return "no myelin to lose" if fiber == _BARE else f"{percent} % myelin"


def _outcome(fiber: str, myelin: int, temperature_c: int, time_ms: float, speed: float) -> str:
    """Say when the signal arrives, and when it does on the same fiber whole and warm."""
    arrives = f"The signal arrives after {_time(time_ms)}, at {_digits(speed)} meters a second"
    best = float(travel_time_ms(velocity_m_s(EXAMPLE_FIBERS_UM[fiber], float(fiber != _BARE))))
    at_best = "At 35 °C" if fiber == _BARE else "Whole and at 35 °C"
    compared = "" if math.isclose(best, time_ms) else f" {at_best} it takes {_time(best)}."
    unchanged = " The myelin slider changes nothing here." if fiber == _BARE else ""
    return f"{arrives}: {fiber}, {_myelin(fiber, myelin)}, {degrees(temperature_c)}.{compared}{unchanged}"
