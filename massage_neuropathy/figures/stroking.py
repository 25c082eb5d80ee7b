"""The explorer of lesson 7 about the speed of a stroke."""

from typing import Annotated

import numpy as np
from matplotlib.axes import Axes
from matplotlib.path import Path

from massage_neuropathy.figures.illustration import Illustration
from massage_neuropathy.figures.outlines import FLAT_HAND, box, draw, hatch, oval, place, smooth, trace
from massage_neuropathy.figures.parts import arrow
from massage_neuropathy.figures.style import (
    CARD,
    INK,
    MUTED,
    OCHRE,
    SAND,
    SKIN,
    SMALL,
    TEAL,
    degrees,
    house_style,
    sheet,
    write,
)
from massage_neuropathy.science.stroking import (
    FASTEST_CM_S,
    LENGTHS_CM,
    PLEASANT_CM_S,
    RATE_LOWER_AT,
    SKIN_WARM_C,
    STUDIED_CM_S,
    c_tactile_response,
    stroke_time_s,
    thick_fiber_response,
)

HAIRY, PALM, SORE, NUMB = SKINS = ("arm or leg", "palm", "where touch hurts", "numb skin")
"""Where the stroke goes: healthy hairy skin, a healthy palm, and two places that the studies leave out."""
WARMTHS = {degrees(celsius): celsius for celsius in sorted((SKIN_WARM_C, *RATE_LOWER_AT))}
_LEFT, _RIGHT, _LOW, _HIGH = 50.0, 360.0, 174.0, 306.0
_PER_CM = 4.2
"""Points per centimeter of the limbs below."""
_LEG = smooth(
    [(0.4, 0.6), (0.4, 11), (4, 12), (10, 11.6), (20, 10.4), (30, 8.8), (36, 9), (42, 12.4), (49, 18),
     (52, 18.4), (52.6, 15), (46, 6), (41, 1.4), (38.6, 1), (36, 2.4), (30, 2.8), (20, 0.8), (10, -0.4),
     (4, 0)]
)  # fmt: skip
"""A lower leg with its foot from the side, in centimeters."""


@house_style()
def speed_of_touch(
    speed: Annotated[float, "Speed of the stroke", "cm/s"] = 3,
    skin: Annotated[str, "Where", list(SKINS)] = HAIRY,
    warmth: Annotated[int, "Warmth of what strokes", WARMTHS] = 32,
) -> Illustration:
    """Draw how two kinds of touch fibers answer a stroke, and how long the stroke takes.

    Parameters
    ----------
    speed : float
        Speed of the stroke in cm/s, within `STUDIED_CM_S`.
    skin : str
        One of `SKINS`.
    warmth : int
        Temperature of what strokes in degrees Celsius: 18, 32 or 42.

    Returns
    -------
    Illustration
        Two curves over speed, two limbs with a mark for each second, and the words for them.

    Raises
    ------
    ValueError
        If a speed, place or temperature was not studied.
    """
    if skin not in SKINS or warmth not in (SKIN_WARM_C, *RATE_LOWER_AT):
        raise ValueError(f"not known: {skin!r} or {warmth} degrees")
    hairy = skin == HAIRY
    figure, ax = sheet(372)
    _axes(ax)
    _liked(ax, skin)
    trace(ax, Path([(_x(speed), _LOW), (_x(speed), _HIGH)]), INK, 1.2, z=2.5)
    speeds = np.geomspace(*STUDIED_CM_S, 41)
    for response, color, dash in ((thick_fiber_response, OCHRE, 2), (c_tactile_response, TEAL, 0)):
        line = Path(np.column_stack([_x(speeds), _y(response(speeds))]))
        trace(ax, line, color if hairy else MUTED, 3 if hairy else 1.2, z=3, dash=dash)
        if hairy:
            draw(ax, oval(_x(speed), _y(response(speed)), 6, 6), color, edge=INK, width=0.6, z=6)
    write(ax, _LEFT + 6, _y(0.93), "C-tactile", SMALL, TEAL if hairy else MUTED)
    # The line of the speed must not cross the names.
    draw(ax, box(_LEFT + 3, _y(0.86), _x(0.75), _y(1)), CARD, edge="none", width=0, z=2.6)
    draw(ax, box(_x(2.3), _y(0.02), _x(7.8), _y(0.16)), CARD, edge="none", width=0, z=2.6)
    write(ax, _x(2.4), _y(0.09), "thick fibers", SMALL, OCHRE if hairy else MUTED)
    if hairy and warmth != SKIN_WARM_C:
        top = _y(c_tactile_response(speed))
        arrow(ax, [(_x(speed), top - 8), (_x(speed), top - 32)], TEAL, 2.6, 6, z=7)
    _limbs(ax, speed)
    write(ax, 12, 18, "Healthy volunteers, brush or probe; not massage.", SMALL)
    return Illustration(figure, _described(speed, skin, warmth), _outcome(speed, skin, warmth))


def _x(speed: float) -> float:
    low, high = np.log10(STUDIED_CM_S)
    return _LEFT + (_RIGHT - _LEFT) * (np.log10(speed) - low) / (high - low)


def _y(share: float) -> float:
    return _LOW + (_HIGH - _LOW) * share


def _axes(ax: Axes) -> None:
    """Draw the frame: speed to the right, each step about three times as fast, and the response upward."""
    trace(ax, Path([(_LEFT, _HIGH), (_LEFT, _LOW), (_RIGHT, _LOW)]), MUTED, 1, z=1)
    for speed in (0.3, 1, 3, 10, 30):
        write(ax, _x(speed), _LOW - 12, f"{speed:g}", SMALL, align="center")
    write(ax, _RIGHT + 9, _LOW - 28, "cm/s", SMALL, align="right")
    for share, words in ((0, "0"), (1, "most")):
        write(ax, _LEFT - 6, _y(share), words, SMALL, MUTED, align="right")


def _liked(ax: Axes, skin: str) -> None:
    """Draw the speeds that volunteers found most pleasant; on the palm faster ones were no less so."""
    low, high = PLEASANT_CM_S
    bar = box(_x(low), 322, _x(FASTEST_CM_S if skin == PALM else high), 334)
    if skin in (HAIRY, PALM):
        draw(ax, bar, SAND, width=0.6)
        words = "most pleasant, on average" if skin == HAIRY else "no drop at fast speeds"
    else:
        hatch(ax, bar, bar)
        words = "soft stroking can hurt here" if skin == SORE else "not known here"
    write(ax, _x(3), 352, words, SMALL, align="center")


def _limbs(ax: Axes, speed: float) -> None:
    """Draw a lower leg and a hand, each over a ruler with a mark for every second of a stroke along it."""
    draw(ax, place(_LEG, 12, 60, _PER_CM), SKIN["light"], width=0.8)
    draw(ax, place(FLAT_HAND, 258, 84, _PER_CM * LENGTHS_CM["hand"] / 100, -90), SKIN["dark"], width=0.8)
    for name, x in (("lower leg", 12), ("hand", 258)):
        length = LENGTHS_CM[name]
        marks = x + _PER_CM * speed * np.arange(int(stroke_time_s(length, speed)) + 1)
        ruler = [Path([(x, 44), (x + _PER_CM * length, 44)])]
        ruler += [Path([(mark, 38), (mark, 50)]) for mark in marks]
        trace(ax, Path.make_compound_path(*ruler), INK, 1, z=3)
        write(ax, x, 126, f"{name}: {_seconds(length, speed)}", SMALL)


def _seconds(length_cm: float, speed: float) -> str:
    time = stroke_time_s(length_cm, speed)
    return f"{time:.0f} s" if time >= 10 else f"{time:.1f}".removesuffix(".0") + " s"


def _answers(speed: float) -> str:
    slow, thick = (100 * response(speed) for response in (c_tactile_response, thick_fiber_response))
    return (
        f"in this model C-tactile fibers answer with {slow:.0f} % of their most, "
        f"thick fibers with {thick:.0f} % of theirs"
    )


def _beyond_the_curves(skin: str, warmth: int) -> str:
    """Say what the place or the warmth adds that the curves do not hold."""
    if skin == SORE:
        return "Where touch hurts, no speed is advised: a soft stroke may be the very thing that hurts"
    if skin == NUMB:
        return "What these fibers still do in numb skin is not known, so the curves say nothing there"
    if skin == PALM:
        return "On the palm fast strokes were found no less pleasant; the curves are for hairy skin"
    if warmth == SKIN_WARM_C:
        return f"At {degrees(warmth)}, the warmth of skin, C-tactile fibers answered best"
    lower = f"rate about {100 * RATE_LOWER_AT[warmth]:.0f} % lower in one study, not on the curve"
    heat = ", so warmer is not better" if warmth > SKIN_WARM_C else ""
    return f"At {degrees(warmth)} C-tactile fibers answered less ({lower}){heat}"


def _outcome(speed: float, skin: str, warmth: int) -> str:
    """Say what comes out of this state."""
    time = f"a stroke along the lower leg takes {_seconds(LENGTHS_CM['lower leg'], speed)}"
    curves = f"{_answers(speed)}; " if skin == HAIRY else ""
    return f"At {speed:g} cm/s {curves}{time}. {_beyond_the_curves(skin, warmth)}."


def _described(speed: float, skin: str, warmth: int) -> str:
    """Give the alternative text of this state."""
    times = ", ".join(f"{name} {_seconds(length, speed)}" for name, length in LENGTHS_CM.items())
    state = (
        f"at {speed:g} cm/s {_answers(speed)}" if skin == HAIRY else f"both gray, a line at {speed:g} cm/s"
    )
    if skin == HAIRY and warmth != SKIN_WARM_C:
        state += "; at the first a small arrow points down"
    liked = {
        HAIRY: "most pleasant on average from 1 to 10 cm/s",
        PALM: "no drop at fast speeds, from 1 to 30 cm/s",
    }.get(skin, "striped, soft stroking can hurt here" if skin == SORE else "striped, not known here")
    return (
        f"Two curves over the speed of a stroke, 0.3 to 30 cm/s; {state}. C-tactile rises to its most at "
        f"3 cm/s and falls again; thick fibers rise all the way. Above, a bar: {liked}. "
        f"{_beyond_the_curves(skin, warmth)}. Below, a mark for each second of a stroke: {times}. "
        "Measured with a brush or a probe in healthy people, mostly on hairy skin: not patients, not massage."
    )
