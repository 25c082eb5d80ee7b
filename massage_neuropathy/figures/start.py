"""Figures of lesson 0: start here."""

from collections.abc import Callable

import numpy as np
from matplotlib.axes import Axes
from matplotlib.path import Path

from massage_neuropathy.figures.illustration import Illustration
from massage_neuropathy.figures.outlines import (
    FLAT_HAND,
    FLAT_HAND_LINES,
    FOOT,
    TOENAILS,
    box,
    draw,
    loop,
    mark,
    oval,
    place,
    polygon,
    smooth,
    trace,
)
from massage_neuropathy.figures.style import (
    CARD,
    CLAY,
    INK,
    LEAF,
    LINE,
    MUTED,
    NAIL,
    OCHRE,
    PLUM,
    SAND,
    SHADE,
    SKIN,
    SMALL,
    SOLE,
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
    icons = (_emergency, _today, _ask, _adapt, _go)
    x = 42
    for row, ((name, *lines), icon) in enumerate(zip(ANSWERS, icons, strict=True)):
        y = 358 - 80 * row
        if row < len(ANSWERS) - 1:
            trace(ax, Path([(x, y - 31), (x, y - 42)]), MUTED, 1.6)
            draw(ax, polygon(x, y - 44, 4.4, 3, 180), MUTED, edge=MUTED, width=0.5)
        color = icon(ax, x, y)
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


def _emergency(ax: Axes, x: float, y: float) -> str:
    draw(ax, polygon(x, y, 27, 8, 22.5), CLAY, edge=CLAY)
    for half_x, half_y in ((4.2, 14), (14, 4.2)):
        draw(ax, box(x - half_x, y - half_y, x + half_x, y + half_y), CARD, edge="none", width=0, z=4)
    return CLAY


def _today(ax: Axes, x: float, y: float) -> str:
    draw(ax, polygon(x, y, 26, 8, 22.5), CARD, edge=CLAY, width=1.8)
    draw(ax, oval(x, y, 14, 14), CARD, edge=CLAY, width=1.2, z=4)
    trace(ax, Path([(x, y + 9), (x, y), (x + 7, y - 4)]), CLAY, 2.4, z=5)
    return CLAY


def _ask(ax: Axes, x: float, y: float) -> str:
    draw(ax, polygon(x, y, 28, 4, 0), PLUM, edge=PLUM)
    write(ax, x, y, "?", 24, CARD, bold=True, align="center")
    return PLUM


def _adapt(ax: Axes, x: float, y: float) -> str:
    draw(ax, box(x - 22, y - 22, x + 22, y + 22), TEAL, edge=TEAL, width=2)
    for i, knob in enumerate((6, -8, 2)):
        level = y + 12 - 12 * i
        trace(ax, Path([(x - 15, level), (x + 15, level)]), CARD, 2, z=4)
        draw(ax, oval(x + knob, level, 4, 4), CARD, edge=TEAL, width=0.8, z=5)
    return TEAL


def _go(ax: Axes, x: float, y: float) -> str:
    draw(ax, oval(x, y, 26, 26), LEAF, edge=LEAF)
    trace(ax, Path([(x - 11, y), (x - 3, y - 9), (x + 12, y + 10)]), CARD, 4, z=4)
    return LEAF


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


def _sole(ax: Axes, x: float, y: float, scale: float, tone: str) -> None:
    """Draw a left sole, with its creases."""
    draw(ax, place(FOOT, x, y, scale), SOLE[tone])
    for crease in (
        [(-14.5, 80), (-4, 77.5), (7, 73), (15, 66)],
        [(-10, 56), (-4, 50), (-1.6, 40), (-3.6, 30)],
    ):
        trace(ax, place(smooth(crease, closed=False), x, y, scale), SHADE[tone], 1.1)


def _top(ax: Axes, x: float, y: float, scale: float, tone: str) -> None:
    """Draw the top of a right foot, with nails and the cords to the toes."""
    draw(ax, place(FOOT, x, y, scale), SKIN[tone])
    for nail in TOENAILS:
        draw(ax, place(nail, x, y, scale), NAIL[tone], edge=SHADE[tone], width=0.35, z=3)
    for cord in ([(-9, 73), (-6.4, 58)], [(0.6, 73), (0.4, 59)], [(7.6, 69), (5.6, 57)]):
        trace(ax, place(Path(cord), x, y, scale), SHADE[tone], 0.9)


def _lens(ax: Axes, x: float, y: float) -> None:
    radius = 20
    handle = Path([(x + radius * 0.75, y - radius * 0.75), (x + radius * 1.65, y - radius * 1.65)])
    trace(ax, handle, INK, 6, z=5)
    ring = oval(x, y, radius, radius)
    draw(ax, ring, "none", edge=INK, width=2.2, z=6)
    trace(ax, ring, CARD, 2, z=7)


def _look_first(ax: Axes, x: float, y: float) -> None:
    _sole(ax, x + 40, y + 8, 1.3, "dark")
    _top(ax, x + 112, y + 8, 1.3, "light")
    _lens(ax, x + 54, y + 112)


def _touch(ax: Axes, x: float, y: float) -> None:
    _top(ax, x + 112, y + 8, 1.3, "dark")
    spot = (x + 46, y + 46, 1.08, -80)
    sleeve = place(box(-19, -70, 19, -4), *spot)
    draw(ax, sleeve, TEAL, edge=INK, z=4)
    draw(ax, place(FLAT_HAND, *spot), SKIN["light"], z=5)
    for line in FLAT_HAND_LINES:
        trace(ax, place(line, *spot), SHADE["light"], 1.1, z=6)
    draw(ax, place(box(-20, -12, 20, 0), *spot), TEAL, edge=INK, z=7)


def _look_again(ax: Axes, x: float, y: float) -> None:
    _sole(ax, x + 40, y + 8, 1.3, "light")
    _top(ax, x + 112, y + 8, 1.3, "dark")
    _lens(ax, x + 122, y + 112)


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
