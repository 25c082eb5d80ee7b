"""The explorer of lesson 7 about the speed of a stroke."""

from typing import Annotated

import numpy as np
from matplotlib.axes import Axes
from matplotlib.path import Path

from massage_neuropathy.figures.illustration import Illustration
from massage_neuropathy.figures.outlines import FLAT_HAND, box, draw, hatch, mark, oval, place, smooth, trace
from massage_neuropathy.figures.parts import arrow
from massage_neuropathy.figures.style import (
    CLAY,
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
    SET_IN_STUDIES_CM_S,
    SKIN_WARM_C,
    STUDIED_CM_S,
    TRADE_ADVICE_CM_S,
    c_tactile_response,
    stroke_time_s,
    thick_fiber_response,
)

HAIRY, PALM, SORE, NUMB = SKINS = ("arm or leg", "palm", "where touch hurts", "numb skin")
"""Where the stroke goes: healthy hairy skin, a healthy palm, and two places that the studies leave out."""
WARMTHS = {degrees(celsius): celsius for celsius in sorted((SKIN_WARM_C, *RATE_LOWER_AT))}
_LEFT, _RIGHT, _LOW, _HIGH = 50.0, 360.0, 208.0, 322.0
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
    speed: Annotated[float, "Speed of the stroke", "cm/s"] = 0.3,
    skin: Annotated[str, "Where", list(SKINS)] = HAIRY,
    warmth: Annotated[int, "Warmth of what strokes", WARMTHS] = 32,
    curves: Annotated[bool, "Show all speeds at once"] = False,
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
    curves : bool
        Whether to draw the answers to all speeds and the speeds that were liked, and not only the answers to
        this speed. A learner predicts their course, so they come last.

    Returns
    -------
    Illustration
        Two dots, or two curves over speed, speeds that were set for strokes by people, two limbs with a mark
        for each second, and the words for them.

    Raises
    ------
    ValueError
        If a speed, place or temperature was not studied.
    """
    if skin not in SKINS or warmth not in (SKIN_WARM_C, *RATE_LOWER_AT):
        raise ValueError(f"not known: {skin!r} or {warmth} degrees")
    hairy = skin == HAIRY
    figure, ax = sheet(402)
    _axes(ax)
    if curves or skin in (SORE, NUMB):
        _liked(ax, skin)
    trace(ax, Path([(_x(speed), _LOW), (_x(speed), _HIGH)]), INK, 1.2, z=2.5)
    speeds = np.geomspace(*STUDIED_CM_S, 41)
    dot, square = oval(0, 0, 6, 6), box(-5.2, -5.2, 5.2, 5.2)
    for name, response, shape, color, dash, x in (
        ("C-tactile", c_tactile_response, dot, TEAL, 0, 18),
        ("thick fibers", thick_fiber_response, square, OCHRE, 2, 110),
    ):
        shown = color if hairy else MUTED
        draw(ax, place(shape, x, 384, 1), shown, edge=INK, width=0.6)
        write(ax, x + 11, 384, name, SMALL, shown)
        if curves:
            line = Path(np.column_stack([_x(speeds), _y(response(speeds))]))
            trace(ax, line, shown, 3 if hairy else 1.2, z=3, dash=dash)
        if hairy:
            draw(ax, place(shape, _x(speed), _y(response(speed)), 1), color, edge=INK, width=0.6, z=6)
    trace(ax, Path([(226, 376), (226, 392)]), INK, 1.2)
    write(ax, 234, 384, "this stroke", SMALL)
    if hairy and warmth != SKIN_WARM_C:
        x, top = _x(speed), _y(c_tactile_response(speed))
        arrow(ax, [(x, top - 8), (x, top - 32)], TEAL, 2.6, 6, z=7)
        side = (x - 8, "right") if speed > PLEASANT_CM_S[1] else (x + 8, "left")
        write(ax, side[0], top - 20, "lower rate", SMALL - 1, TEAL, align=side[1])
    _limbs(ax, speed)
    write(ax, 12, 14, "Fibers: healthy people, brush or probe, not massage.", SMALL)
    return Illustration(
        figure, _described(speed, skin, warmth, curves), _outcome(speed, skin, warmth, curves)
    )


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
    write(ax, _LEFT - 15, _LOW - 12, "cm/s", SMALL - 1, MUTED, align="right")
    for share, words in ((0, "0"), (1, "most")):
        write(ax, _LEFT - 6, _y(share), words, SMALL, MUTED, align="right")
    write(ax, 186, _LOW - 34, "by people, set in studies", SMALL - 1, align="right")
    for speed in SET_IN_STUDIES_CM_S:
        mark(ax, _x(speed), _LOW - 34, "s", 8, CLAY)
    write(ax, 186, _LOW - 52, "trade advice, effleurage", SMALL - 1, align="right")
    mark(ax, _x(TRADE_ADVICE_CM_S), _LOW - 52, "D", 8, CLAY)


def _liked(ax: Axes, skin: str) -> None:
    """Draw the speeds that volunteers found most pleasant; on the palm faster ones were no less so."""
    low, high = PLEASANT_CM_S
    if skin in (HAIRY, PALM):
        fastest = FASTEST_CM_S if skin == PALM else high
        draw(ax, box(_x(low), 332, _x(fastest), 343), SAND, width=0.6)
        words = "most pleasant, on average" if skin == HAIRY else "no drop at fast speeds"
    else:
        bar = box(_LEFT, 332, _RIGHT, 343)
        hatch(ax, bar, bar)
        words = "soft stroking can hurt here" if skin == SORE else "not known here"
    write(ax, _x(3), 359, words, SMALL, align="center")


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
        write(ax, x, 132, f"{name}: {_seconds(length, speed)}", SMALL)
    write(ax, 188, 48, "one mark,\none second", SMALL - 1, MUTED)


def _seconds(length_cm: float, speed: float) -> str:
    time = stroke_time_s(length_cm, speed)
    return f"{time:.0f} s" if time >= 10 else f"{time:.1f}".removesuffix(".0") + " s"


def _answers(speed: float) -> str:
    slow, thick = (100 * response(speed) for response in (c_tactile_response, thick_fiber_response))
    return (
        f"C-tactile fibers answer with {slow:.0f} % of their most, thick fibers with {thick:.0f} % of theirs"
    )


def _beyond_the_curves(skin: str, warmth: int) -> str:
    """Say what the place or the warmth adds that the curves do not hold."""
    if skin == HAIRY:
        if warmth == SKIN_WARM_C:
            return f"At {degrees(warmth)}, skin warmth, C-tactile fibers answered best."
        heat = ": warmer is not better" if warmth > SKIN_WARM_C else ""
        return f"At {degrees(warmth)} their rate was about {100 * RATE_LOWER_AT[warmth]:.0f} % lower{heat}."
    place = {
        SORE: "Where touch hurts, no speed is advised: a soft stroke may be the very thing that hurts.",
        NUMB: "What these fibers still do in numb skin is not known, so there are no answers to draw.",
        PALM: "On the palm fast strokes were found no less pleasant. The answers are for hairy skin.",
    }[skin]
    # Numb skin and skin that touch hurts: the course rules say no heat and no cold.
    warm = "Warmth changes nothing in this picture." if skin == PALM else "No heat or cold here."
    return f"{place} {warm}"


def _outcome(speed: float, skin: str, warmth: int, curves: bool) -> str:
    """Say what comes out of this state."""
    answers = f"{_answers(speed)} (model); " if skin == HAIRY else ""
    seen = ""
    if curves:
        seen = (
            " The first peaks at 3 cm/s, the second only rises."
            if skin == HAIRY
            else " Gray curves: hairy skin only."
        )
    time = _seconds(LENGTHS_CM["lower leg"], speed)
    return f"At {speed:g} cm/s {answers}the lower leg takes {time}.{seen} {_beyond_the_curves(skin, warmth)}"


def _described(speed: float, skin: str, warmth: int, curves: bool) -> str:
    """Give the alternative text of this state."""
    times = ", ".join(f"{name} {_seconds(length, speed)}" for name, length in LENGTHS_CM.items())
    state = f"{_answers(speed)} in this model" if skin == HAIRY else "no dots"
    if skin == HAIRY and warmth != SKIN_WARM_C:
        state += "; at the first an arrow points down, lower rate"
    liked = {
        HAIRY: "most pleasant on average from 1 to 10 cm/s",
        PALM: "no drop at fast speeds, from 1 to 30 cm/s",
    }.get(skin, "striped, soft stroking can hurt here" if skin == SORE else "striped, not known here")
    lines = ""
    if curves:
        gray = "" if skin == HAIRY else "gray "
        lines = f" Two {gray}curves: C-tactile peaks at 3 cm/s, thick fibers rise all the way."
    if curves or skin in (SORE, NUMB):
        lines += f" Above, a bar: {liked}."
    strokes = ", ".join(f"{each:g}" for each in SET_IN_STUDIES_CM_S)
    return (
        f"A scale of speeds, 0.3 to 30 cm/s, with a line at {speed:g}: {state}.{lines} "
        f"{_beyond_the_curves(skin, warmth)} Under the scale, speeds set in studies for strokes by people: "
        f"{strokes}; trade advice: {TRADE_ADVICE_CM_S:.0f}. Below, a mark for each second: {times}. "
        "Answers of fibers: healthy people, brush or probe, not patients, not massage."
    )
