"""Figures of lesson 0: start here."""

from collections.abc import Callable

import numpy as np
from matplotlib.axes import Axes
from matplotlib.path import Path

from massage_neuropathy.figures.illustration import Illustration
from massage_neuropathy.figures.outlines import (
    FOOT,
    HAND,
    TOENAILS,
    box,
    draw,
    mirrored,
    oval,
    place,
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
    OCHRE,
    PLUM,
    SKIN,
    SMALL,
    TEAL,
    TITLE,
    WIDTH,
    sheet,
    write,
)

ANSWERS = (
    (
        "Stop: emergency now",
        "No session anywhere. Emergency help;",
        "stay with the client; nobody drives themselves.",
    ),
    ("Stop: care today", "No session anywhere. The client contacts", "a professional the same day."),
    ("Ask first", "The named area, or the whole session,", "waits for a written answer."),
    ("Adapt", "Leave an area out, or change pressure,", "position, product or timing."),
    ("Go ahead", "Nothing found that limits.", "Look and ask again at every visit."),
)
"""The five answers, strictest first, with what happens in two lines."""


def five_answers() -> Illustration:
    """Draw the five answers from the strictest to the mildest, with what happens at each."""
    figure, ax = sheet(436)
    write(ax, 12, 418, "Start at the top. Take the first that fits.", TITLE, bold=True)
    icons = (_emergency, _today, _ask, _adapt, _go)
    x = 42
    for row, ((name, *lines), icon) in enumerate(zip(ANSWERS, icons, strict=True)):
        y = 362 - 80 * row
        if row < len(ANSWERS) - 1:
            ax.annotate(
                "",
                (x, y - 53),
                (x, y - 28),
                arrowprops={"arrowstyle": "-|>", "color": MUTED, "linewidth": 1.4},
            )
        color = icon(ax, x, y)
        write(ax, 84, y + 19, name, TITLE, color, bold=True)
        write(ax, 84, y - 9, "\n".join(lines), SMALL)
    steps = " ".join(f"{i}. {name}: {' '.join(lines)}" for i, (name, *lines) in enumerate(ANSWERS, 1))
    return Illustration(
        figure,
        "The five answers as a ladder, strictest at the top, mildest at the bottom, joined by arrows; start at the top "
        f"and take the first that fits. {steps} Each has its own shape: an octagon with a cross, an octagon with a "
        "clock, a diamond with a question mark, a square with sliders, a circle with a check mark.",
    )


def _polygon(x: float, y: float, radius: float, sides: int, turn: float) -> Path:
    return Path.unit_regular_polygon(sides).transformed(_affine(x, y, radius, turn))


def _affine(x: float, y: float, scale: float, degrees: float = 0.0):
    from matplotlib.transforms import Affine2D

    return Affine2D().scale(scale).rotate_deg(degrees).translate(x, y)


def _emergency(ax: Axes, x: float, y: float) -> str:
    draw(ax, _polygon(x, y, 27, 8, 22.5), CLAY, edge=CLAY)
    for half_x, half_y in ((4.2, 14), (14, 4.2)):
        draw(ax, box(x - half_x, y - half_y, x + half_x, y + half_y), CARD, edge="none", width=0, z=4)
    return CLAY


def _today(ax: Axes, x: float, y: float) -> str:
    draw(ax, _polygon(x, y, 26, 8, 22.5), CARD, edge=CLAY, width=1.8)
    draw(ax, oval(x, y, 14, 14), CARD, edge=CLAY, width=1.2, z=4)
    ax.plot([x, x, x + 7], [y + 9, y, y - 4], color=CLAY, linewidth=2.4, solid_capstyle="round", zorder=5)
    return CLAY


def _ask(ax: Axes, x: float, y: float) -> str:
    draw(ax, _polygon(x, y, 29, 4, 45), PLUM, edge=PLUM)
    write(ax, x, y, "?", 24, CARD, bold=True, align="center").set_zorder(4)
    return PLUM


def _adapt(ax: Axes, x: float, y: float) -> str:
    draw(ax, box(x - 22, y - 22, x + 22, y + 22), TEAL, edge=TEAL, width=2)
    for i, knob in enumerate((6, -8, 2)):
        level = y + 12 - 12 * i
        ax.plot([x - 15, x + 15], [level, level], color=CARD, linewidth=2, zorder=4)
        draw(ax, oval(x + knob, level, 4, 4), CARD, edge=TEAL, width=0.8, z=5)
    return TEAL


def _go(ax: Axes, x: float, y: float) -> str:
    draw(ax, oval(x, y, 26, 26), LEAF, edge=LEAF)
    ax.plot(
        [x - 11, x - 3, x + 12], [y, y - 9, y + 10], color=CARD, linewidth=4, solid_capstyle="round", zorder=4
    )
    return LEAF


def look_touch_look() -> Illustration:
    """Draw the course's rule: look first, touch lightly, look again."""
    figure, ax = sheet(478)
    steps: list[tuple[str, str, str, Callable[[Axes, float, float], None]]] = [
        ("Look", "Tops, soles, heels and\nbetween the toes,\non both feet.", TEAL, _look_first),
        ("Touch lightly", "Flat hands, level 1-2.\nLeaving a numb area\nout is as sound.", CLAY, _touch),
        (
            "Look again",
            "The same places. A new\nmark, warmth or swelling?\nStop, and write it down.",
            TEAL,
            _look_again,
        ),
    ]
    for row, (name, words, color, picture) in enumerate(steps):
        base = 322 - 158 * row
        picture(ax, 12, base)
        y = base + 112
        draw(ax, oval(190, y, 12, 12), color, edge=color)
        write(ax, 190, y - 0.5, str(row + 1), TITLE, CARD, bold=True, align="center").set_zorder(4)
        write(ax, 209, y, name, TITLE + 1.5, color, bold=True)
        write(ax, 179, y - 48, words, SMALL)
        if row:
            ax.plot([12, WIDTH - 12], [base + 152, base + 152], color=LINE, linewidth=1.2)
    return Illustration(
        figure,
        "Three steps, one under the other, with bare feet in a light and a dark skin tone. 1. Look: a sole and the top "
        "of a foot, a magnifying glass over the toes; look at tops, soles, heels and between the toes, on both feet. "
        "2. Touch lightly: a flat hand rests across the top of a foot; flat hands, level 1-2, and leaving a numb "
        "area out is as sound. 3. Look again: the sole and the top once more, with the magnifying glass; a new mark, "
        "warmth or swelling means stop, and write it down.",
    )


def _sole(ax: Axes, foot: Path, x: float, y: float, scale: float, tone: str, flip: bool = False) -> None:
    """Draw a sole: the outline, and the pads of heel, ball and toes."""
    shape = mirrored(foot) if flip else foot
    draw(ax, place(shape, x, y, scale), SKIN[tone])
    side = -1 if flip else 1
    shade = SHADE[tone]
    creases = [[(-14, 78), (-3, 75), (8, 71), (16, 64)], [(-11, 52), (-3, 46), (-1, 36), (-4, 26)]]
    for crease in creases:
        trace(ax, place(smooth(np.array(crease) * (side, 1), closed=False), x, y, scale), shade, 1.2)


def _top(ax: Axes, x: float, y: float, scale: float, tone: str, flip: bool = False) -> None:
    """Draw the top of a foot, with nails."""
    shape = mirrored(FOOT) if flip else FOOT
    draw(ax, place(shape, x, y, scale), SKIN[tone])
    for nail in TOENAILS:
        nail = mirrored(nail) if flip else nail
        draw(ax, place(nail, x, y, scale), NAIL[tone], edge=SHADE[tone], width=0.35, z=3)
    side = -1 if flip else 1
    for bone in ([(-9, 72), (-6, 58)], [(1, 72), (1, 60)], [(8, 68), (6, 57)]):
        trace(ax, place(Path(np.array(bone) * (side, 1)), x, y, scale), SHADE[tone], 1.0)


SHADE = {"light": "#c99674", "medium": "#8f5d3a", "dark": "#3f2417"}
NAIL = {"light": "#fbe6d8", "medium": "#e3b896", "dark": "#b98a72"}


def _lens(ax: Axes, x: float, y: float, radius: float = 22) -> None:
    ax.plot([x + radius * 0.7, x + radius * 1.6], [y - radius * 0.7, y - radius * 1.6], color=INK, linewidth=6,
            solid_capstyle="round", zorder=5)  # fmt: skip
    draw(ax, oval(x, y, radius, radius), "none", edge=INK, width=1.6, z=6)


def _look_first(ax: Axes, x: float, y: float) -> None:
    _sole(ax, FOOT, x + 40, y + 8, 1.32, "dark")
    _top(ax, x + 108, y + 8, 1.32, "light")
    _lens(ax, x + 56, y + 114)


def _touch(ax: Axes, x: float, y: float) -> None:
    _top(ax, x + 70, y + 8, 1.32, "dark")
    hand = place(HAND, x + 152, y + 38, 1.02, 62)
    draw(ax, hand, SKIN["light"], z=5)


def _look_again(ax: Axes, x: float, y: float) -> None:
    _sole(ax, FOOT, x + 40, y + 8, 1.32, "light")
    _top(ax, x + 108, y + 8, 1.32, "dark")
    _lens(ax, x + 118, y + 112)


def feedback_fails() -> Illustration:
    """Draw three ways in which what a client reports fails to steer the touch."""
    figure, ax = sheet(482)
    t = np.linspace(0, 1, 60)
    rise = 1 / (1 + np.exp(-(t - 0.5) * 11))
    panels = [
        ("Missing", "numb skin", "pressure", 0.95 * rise, [(0.78, "nothing", False)], CLAY),
        ("False", "touch hurts", "pressure", 0.22 * rise, [(0.62, "“That burns”", True)], PLUM),
        (
            "Late",
            "slow to adjust",
            "blood pressure",
            0.85 - 0.75 * rise,
            [(0.86, "“I feel faint”", True)],
            OCHRE,
        ),
    ]
    for row, (name, why, quantity, curve, reports, color) in enumerate(panels):
        y = 348 - 150 * row
        write(ax, 12, y + 112, name, TITLE, color, bold=True)
        write(ax, 86, y + 111, why, SMALL)
        _panel(ax, y, t, curve, quantity, reports, color, row)
    write(ax, 12, 12, "A drawing to think with: no one's measurements.", SMALL - 1, MUTED)
    return Illustration(
        figure,
        "Three small drawings over time; each sets what happens in the body above what the client says. Missing, on "
        "numb skin: the pressure rises past the point where it harms, and the client says nothing. False, where touch "
        "hurts: the pressure stays low, far from harm, and the client says that it burns. Late, where the body is slow "
        "to adjust: on getting up the blood pressure falls below what is safe, and only afterward the client says "
        "“I feel faint”. The curves are drawn for teaching and are no one's measurements.",
    )


def _panel(
    ax: Axes, y: float, t: np.ndarray, curve: np.ndarray, quantity: str, reports: list, color: str, row: int
) -> None:
    left, right, low, high = 108, WIDTH - 14, y + 38, y + 96
    for y0, y1, label in ((low - 4, high + 4, f"What\nhappens:\n{quantity}"), (y, y + 28, "What you\nhear")):
        draw(ax, box(left, y0, right, y1), "#f7f0e4", edge="none", width=0, z=0)
        write(ax, 12, (y0 + y1) / 2, label.replace("blood pressure", "blood\npressure"), SMALL)
    x = left + (right - left) * t
    level = low + (high - low) * (0.32 if row == 2 else 0.66)
    ax.plot([left, right], [level, level], color=INK, linewidth=1, linestyle=(0, (4, 3)), zorder=1)
    write(ax, left + 5, level + (-8 if row == 2 else 8), "harm starts here", SMALL - 1, INK)
    ax.plot(x, low + (high - low) * curve, color=color, linewidth=3, zorder=3)
    for when, words, heard in reports:
        _speech(ax, left + (right - left) * when, y + 14, words, heard, color)


def _speech(ax: Axes, x: float, y: float, words: str, heard: bool, color: str) -> None:
    half = 48 if heard else 36
    edge = color if heard else MUTED
    draw(
        ax,
        box(x - half, y - 11, x + half, y + 11) if heard else oval(x, y, half, 11),
        CARD,
        edge=edge,
        width=0.7,
        z=4,
    )
    write(ax, x, y, words, SMALL, INK if heard else MUTED, align="center").set_zorder(5)
