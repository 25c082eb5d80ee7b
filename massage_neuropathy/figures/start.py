"""Figures of lesson 0: start here."""

from collections.abc import Callable

import numpy as np
from matplotlib.axes import Axes
from matplotlib.path import Path

from massage_neuropathy.figures.illustration import Illustration
from massage_neuropathy.figures.outlines import box, draw, loop, mark, oval, polygon, trace
from massage_neuropathy.figures.parts import answer_sign, flat_hand, foot_top, lens, sole
from massage_neuropathy.figures.style import (
    CARD,
    CLAY,
    INK,
    LINE,
    MUTED,
    OCHRE,
    PLUM,
    SAND,
    SMALL,
    TEAL,
    TITLE,
    WIDTH,
    house_style,
    sheet,
    write,
)

ANSWERS = (
    (
        "Stop: emergency now",
        "No session anywhere. Emergency help; stay",
        "with the client; nobody drives themselves.",
    ),
    ("Stop: care today", "No session anywhere. The client contacts", "a professional the same day."),
    ("Ask first", "The named area, or the whole session,", "waits for a written answer."),
    ("Adapt", "Leave an area out, or change pressure,", "position, product or timing."),
    ("Go ahead", "Nothing found that limits.", "Look and ask again at every visit."),
)
"""The five answers, strictest first, with what happens in two lines."""


@house_style()
def five_answers() -> Illustration:
    """Draw the five answers from the strictest to the mildest, with what happens at each."""
    figure, ax = sheet(429)
    write(ax, 12, 412, "Start at the top. Take the first that fits.", TITLE, bold=True)
    x = 42
    for row, (name, *lines) in enumerate(ANSWERS):
        y = 358 - 80 * row
        if row < len(ANSWERS) - 1:
            trace(ax, Path([(x, y - 31), (x, y - 42)]), MUTED, 1.6)
            draw(ax, polygon(x, y - 44, 4.4, 3, 180), MUTED, edge=MUTED, width=0.5)
        color = answer_sign(ax, x, y, name, z=2)
        write(ax, 84, y + 19, name, TITLE, color, bold=True)
        write(ax, 84, y - 1, "\n".join(lines), SMALL)
    steps = " ".join(f"{i}. {name}: {' '.join(lines)}" for i, (name, *lines) in enumerate(ANSWERS, 1))
    return Illustration(
        figure,
        "The five answers as a ladder, strictest at the top, mildest at the bottom, joined by arrows; "
        "start at the top "
        f"and take the first that fits. {steps} Each has its own shape: a filled octagon with a cross, "
        f"an open octagon "
        "with a clock, a diamond with a question mark, a square with sliders, a circle with a check mark.",
    )


@house_style()
def look_touch_look() -> Illustration:
    """Draw the course's rule: look first, touch lightly, look again."""
    figure, ax = sheet(474)
    steps: list[tuple[str, str, str, Callable[[Axes, float, float], None]]] = [
        ("Look", "Tops, soles, heels and\nbetween the toes,\non both feet.", TEAL, _look_first),
        ("Touch lightly", "Flat hands, level 1-2.\nLeaving a numb area\nout is just as sound.", CLAY, _touch),
        (
            "Look again",
            "The same places. A mark\nthat stays, new warmth or\nswelling? Stop: care today.\nWrite it down.",
            TEAL,
            _look_again,
        ),
    ]
    for row, (name, words, color, picture) in enumerate(steps):
        base = 318 - 158 * row
        picture(ax, 8, base)
        draw(ax, oval(196, base + 112, 12, 12), color, edge=color)
        write(ax, 196, base + 112, str(row + 1), TITLE, CARD, bold=True, align="center")
        write(ax, 215, base + 112, name, TITLE + 1.5, color, bold=True)
        write(ax, 185, base + 80, words, SMALL)
        if row:
            trace(ax, Path([(12, base + 152), (WIDTH - 12, base + 152)]), LINE, 1.2, z=0)
    return Illustration(
        figure,
        "Three steps, one under the other, with bare feet in a light and a dark skin tone. 1. Look: a "
        "sole and the top "
        "of a foot, a magnifying glass over the toes; look at tops, soles, heels and between the toes, "
        "on both feet. "
        "2. Touch lightly: a flat hand, fingers together, rests across the top of a foot; level 1-2, "
        "and leaving a "
        "numb area out is just as sound. 3. Look again: the sole and the top once more, with the "
        "magnifying glass; a "
        "mark that stays, new warmth or swelling means Stop: care today, and write it down.",
    )


def _look_first(ax: Axes, x: float, y: float) -> None:
    sole(ax, x + 40, y + 8, 1.3, "dark")
    foot_top(ax, x + 112, y + 8, 1.3, "light")
    lens(ax, x + 54, y + 112, z=5)


def _touch(ax: Axes, x: float, y: float) -> None:
    foot_top(ax, x + 112, y + 8, 1.3, "dark")
    flat_hand(ax, x + 46, y + 46, 1.08, -80, "light", sleeve=58)


def _look_again(ax: Axes, x: float, y: float) -> None:
    sole(ax, x + 40, y + 8, 1.3, "light")
    foot_top(ax, x + 112, y + 8, 1.3, "dark")
    lens(ax, x + 122, y + 112, z=5)


@house_style()
def feedback_fails() -> Illustration:
    """Draw three ways in which what a client says fails to steer the touch."""
    figure, ax = sheet(480)
    time = np.linspace(0, 1, 40)
    rise = 1 / (1 + np.exp(-(time - 0.42) * 11))
    panels = [
        (
            "Missing",
            "The skin is numb.",
            "Pressure",
            0.08 + 0.84 * rise,
            (0.62, "harm starts here"),
            ("no word", 0.68),
            CLAY,
        ),
        (
            "False",
            "A light touch hurts.",
            "Pressure",
            0.08 + 0.2 * rise,
            (0.62, "harm starts here"),
            ("“That burns”", 0.52),
            PLUM,
        ),
        (
            "Late",
            "Getting up: the body adjusts late.",
            "Blood\npressure",
            0.86 - 0.72 * rise,
            (0.48, "too low to\nstand safely"),
            ("“I feel faint”", 0.77),
            OCHRE,
        ),
    ]
    for row, (name, why, quantity, curve, limit, said, color) in enumerate(panels):
        y = 332 - 152 * row
        write(ax, 12, y + 130, name, TITLE, color, bold=True)
        write(ax, 92, y + 130, why, SMALL + 0.5)
        _panel(ax, y, time, curve, quantity, limit, said, color)
    write(ax, 12, 13, "A drawing to think with, not anyone's measurements.", SMALL - 1, MUTED)
    return Illustration(
        figure,
        "Three small drawings over time; each sets what happens in the body above what the client says. "
        "Missing, where "
        "the skin is numb: the pressure rises past the line where harm starts, and no word comes. "
        "False, where a light "
        "touch hurts: the pressure stays low, far below the line, and the client says “That burns”. "
        "Late, where the "
        "body adjusts late: on getting up the blood pressure falls below the line where it is too low "
        "to stand safely, and only some time "
        "afterward the "
        "client says “I feel faint”. The curves are drawn for teaching and are not anyone's measurements.",
    )


def _panel(
    ax: Axes,
    y: float,
    time: np.ndarray,
    curve: np.ndarray,
    quantity: str,
    limit: tuple[float, str],
    said: tuple[str, float],
    color: str,
) -> None:
    """Draw a quantity over time with its limit, above what is said and when."""
    left, right, low, high = 92, WIDTH - 12, y + 46, y + 112
    share, meaning = limit
    x, level = left + (right - left) * time, low + (high - low) * share
    draw(ax, box(left, low, right, high), SAND, edge="none", width=0, z=0)
    draw(ax, box(left, y + 6, right, y + 40), SAND, edge="none", width=0, z=0)
    write(ax, 12, (low + high) / 2 + (8 if "\n" in quantity else 0), quantity, SMALL)
    write(ax, 12, y + 31, "What the\nclient says", SMALL)
    falling = curve[0] > curve[-1]
    trace(ax, Path([(left, level), (right, level)]), INK, 1.1, z=1, dash=4)
    write(ax, left + 6, level + (-9 if falling else 9), meaning, SMALL - 1)
    trace(ax, Path(np.column_stack([x, low + (high - low) * curve])), color, 3.2, z=3)
    crossing = np.flatnonzero(np.diff(np.sign(curve - share)))
    if crossing.size:
        over = x[crossing[0]]
        trace(ax, Path([(over, level), (over, y + 6)]), color, 1.4, z=2, dash=1.6)
        mark(ax, over, level, "X", 11, color)
    words, when = said
    _bubble(ax, left + (right - left) * when, y + 23, words, color, spoken=words.startswith("“"))


def _bubble(ax: Axes, x: float, y: float, words: str, color: str, spoken: bool) -> None:
    """Draw a speech bubble with a tail; an empty, dashed one when nothing is said."""
    half = 4.2 * len(words)
    corners = [(x - half, y - 11), (x + half, y - 11), (x + half, y + 11), (x - half, y + 11)]
    if spoken:
        tail = [(x - half, y - 8), (x - half, y + 4), (x - half - 11, y - 8)]
        draw(
            ax, loop([*corners[1:], tail[1], tail[2], tail[0], corners[0]]), CARD, edge=color, width=0.8, z=4
        )
    else:
        trace(ax, loop(corners), MUTED, 1.2, z=4, dash=4)
    write(ax, x, y, words, SMALL, INK if spoken else MUTED, align="center")
