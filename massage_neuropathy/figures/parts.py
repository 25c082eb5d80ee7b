"""Parts that several lessons share: people, feet, hands, badges, arrows and the signs of the answers."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.path import Path

from massage_neuropathy.figures.outlines import (
    FLAT_HAND,
    FLAT_HAND_LINES,
    FOOT,
    PERSON,
    PERSON_BACK_LINES,
    PERSON_FRONT_LINES,
    TOENAILS,
    box,
    draw,
    mirrored,
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
    PLUM,
    SHADE,
    SKIN,
    SMALL,
    SOLE,
    TEAL,
    TITLE,
    WIDTH,
    write,
)

_CREASES = (
    smooth([(-14.5, 80), (-4, 77.5), (7, 73), (15, 66)], closed=False),
    smooth([(-10, 56), (-4, 50), (-1.6, 40), (-3.6, 30)], closed=False),
)
_CORDS = tuple(
    Path(cord) for cord in ([(-9, 73), (-6.4, 58)], [(0.6, 73), (0.4, 59)], [(7.6, 69), (5.6, 57)])
)


def person(ax: Axes, x: float, y: float, scale: float, tone: str, back: bool = False) -> Path:
    """Draw a standing person, the soles at `y`, and return the outline."""
    outline = place(PERSON, x, y, scale)
    draw(ax, outline, SKIN[tone], width=0.75)
    trace(ax, place(PERSON_BACK_LINES if back else PERSON_FRONT_LINES, x, y, scale), SHADE[tone], 0.8, z=2.2)
    return outline


def sole(ax: Axes, x: float, y: float, scale: float, tone: str, right: bool = False, z: float = 2) -> Path:
    """Draw a left sole (or a right one) with its creases, toes up, heel at the point; return the outline."""
    outline = place(mirrored(FOOT) if right else FOOT, x, y, scale)
    draw(ax, outline, SOLE[tone], z=z)
    for crease in _CREASES:
        trace(ax, place(_lines(crease, right), x, y, scale), SHADE[tone], 1.1, z=z + 1)
    return outline


def foot_top(ax: Axes, x: float, y: float, scale: float, tone: str, left: bool = False, z: float = 2) -> Path:
    """Draw the top of a right foot (or a left one) with nails and cords; return the outline."""
    outline = place(mirrored(FOOT) if left else FOOT, x, y, scale)
    draw(ax, outline, SKIN[tone], z=z)
    for nail in TOENAILS:
        shape = place(mirrored(nail) if left else nail, x, y, scale)
        draw(ax, shape, NAIL[tone], edge=SHADE[tone], width=0.35, z=z + 1)
    for cord in _CORDS:
        trace(ax, place(_lines(cord, left), x, y, scale), SHADE[tone], 0.9, z=z + 1)
    return outline


def flat_hand(
    ax: Axes, x: float, y: float, scale: float, degrees: float, tone: str, sleeve: float = 40, z: float = 4
) -> None:
    """Draw the back of a right hand laid flat, with a sleeve as long as `sleeve` from the wrist."""
    spot = (x, y, scale, degrees)
    draw(ax, place(box(-19, -12 - sleeve, 19, -4), *spot), TEAL, edge=INK, z=z)
    draw(ax, place(FLAT_HAND, *spot), SKIN[tone], z=z + 1)
    for line in FLAT_HAND_LINES:
        trace(ax, place(line, *spot), SHADE[tone], 1.1, z=z + 2)
    draw(ax, place(box(-20, -12, 20, 0), *spot), TEAL, edge=INK, z=z + 3)


def lens(ax: Axes, x: float, y: float, scale: float = 1.0, z: float = 6) -> None:
    """Draw a magnifying glass with the middle of its ring at a point."""
    r = 20 * scale
    handle = Path([(x + r * 0.75, y - r * 0.75), (x + r * 1.65, y - r * 1.65)])
    trace(ax, handle, INK, 6 * scale, z=z)
    ring = oval(x, y, r, r)
    draw(ax, ring, "none", edge=INK, width=2.2 * scale, z=z + 1)
    trace(ax, ring, CARD, 2 * scale, z=z + 2)


def _lines(path: Path, flip: bool) -> Path:
    return Path(path.vertices * (-1, 1), path.codes) if flip else path


def badge(
    ax: Axes, x: float, y: float, text: str, color: str = TEAL, radius: float = 12, z: float = 8
) -> None:
    """Write a number or letter in light type on a filled disk."""
    draw(ax, oval(x, y, radius, radius), color, edge=CARD, width=0.6, z=z)
    write(ax, x, y, text, TITLE if radius >= 12 else SMALL, CARD, bold=True, align="center", z=z + 2)


def heading(ax: Axes, y: float, text: str, below: str = "") -> None:
    """Write the title of a figure, and a line below it."""
    write(ax, 12, y, text, TITLE, bold=True)
    if below:
        write(ax, 12, y - 19, below, SMALL, MUTED)


def rule(ax: Axes, y: float, left: float = 12, right: float = WIDTH - 12) -> None:
    """Draw a quiet line across the card."""
    trace(ax, Path([(left, y), (right, y)]), LINE, 1.2, z=0)


def pointer(ax: Axes, start: tuple[float, float], end: tuple[float, float], z: float = 7) -> None:
    """Draw the thin line between a label and what it names."""
    trace(ax, Path([start, end]), CARD, 2.4, z=z - 0.1)
    trace(ax, Path([start, end]), INK, 0.9, z=z)


def arrow(
    ax: Axes,
    points: list[tuple[float, float]],
    color: str = MUTED,
    width: float = 1.8,
    head: float = 5,
    z: float = 4,
    dash: float = 0,
) -> None:
    """Draw a line through points that ends in an arrowhead."""
    way = np.array(points, dtype=float)
    step = way[-1] - way[-2]
    angle = np.degrees(np.arctan2(step[1], step[0]))
    tip = way[-1] - step / np.hypot(*step) * head * 0.8
    trace(ax, Path([*way[:-1], tip]), color, width, z=z, dash=dash)
    draw(ax, polygon(*tip, head, 3, angle - 90), color, edge=color, width=0.3, z=z)


def cross(ax: Axes, x: float, y: float, size: float = 9, color: str = CLAY, z: float = 8) -> None:
    """Draw a ringed cross: not this."""
    draw(ax, oval(x, y, size, size), CARD, edge=color, width=1.1, z=z)
    half = 0.45 * size
    for side in (-1, 1):
        line = Path([(x - half, y - side * half), (x + half, y + side * half)])
        trace(ax, line, color, 0.26 * size, z=z + 1)


def check(ax: Axes, x: float, y: float, size: float = 9, color: str = LEAF, z: float = 8) -> None:
    """Draw a filled check mark: like this."""
    draw(ax, oval(x, y, size, size), color, edge=CARD, width=0.6, z=z)
    line = Path([(x - 0.45 * size, y), (x - 0.1 * size, y - 0.38 * size), (x + 0.5 * size, y + 0.42 * size)])
    trace(ax, line, CARD, 0.24 * size, z=z + 1)


def panel(
    ax: Axes, x0: float, y0: float, x1: float, y1: float, fill: str, edge: str = LINE, z: float = 0
) -> None:
    """Draw a box with rounded corners."""
    r = min(7.0, (x1 - x0) / 2, (y1 - y0) / 2)
    corner = [Path.MOVETO, *[Path.LINETO, Path.CURVE3, Path.CURVE3] * 4, Path.CLOSEPOLY]
    points = [
        (x0 + r, y0), (x1 - r, y0), (x1, y0), (x1, y0 + r), (x1, y1 - r), (x1, y1), (x1 - r, y1),
        (x0 + r, y1), (x0, y1), (x0, y1 - r), (x0, y0 + r), (x0, y0), (x0 + r, y0), (x0 + r, y0),
    ]  # fmt: skip
    draw(ax, Path(points, corner), fill, edge=edge, width=0.6, z=z)


def answer_sign(ax: Axes, x: float, y: float, answer: str, scale: float = 1.0, z: float = 4) -> str:
    """Draw the sign of one of the five answers and return its color.

    The shapes are those of `five_answers`: octagon with cross, octagon with clock, diamond with question
    mark, square with sliders, circle with check mark.

    Raises
    ------
    ValueError
        If `answer` is none of the five: no other sign may stand for permission.
    """
    s = scale
    if answer == "Stop: emergency now":
        draw(ax, polygon(x, y, 27 * s, 8, 22.5), CLAY, edge=CLAY, z=z)
        for half_x, half_y in ((4.2, 14), (14, 4.2)):
            bar = box(x - half_x * s, y - half_y * s, x + half_x * s, y + half_y * s)
            draw(ax, bar, CARD, edge="none", width=0, z=z + 2)
        return CLAY
    if answer == "Stop: care today":
        draw(ax, polygon(x, y, 26 * s, 8, 22.5), CARD, edge=CLAY, width=1.8 * s, z=z)
        draw(ax, oval(x, y, 14 * s, 14 * s), CARD, edge=CLAY, width=1.2 * s, z=z + 2)
        trace(ax, Path([(x, y + 9 * s), (x, y), (x + 7 * s, y - 4 * s)]), CLAY, 2.4 * s, z=z + 3)
        return CLAY
    if answer == "Ask first":
        draw(ax, polygon(x, y, 28 * s, 4, 0), PLUM, edge=PLUM, z=z)
        write(ax, x, y, "?", max(24 * s, 12), CARD, bold=True, align="center")
        return PLUM
    if answer == "Adapt":
        draw(ax, box(x - 22 * s, y - 22 * s, x + 22 * s, y + 22 * s), TEAL, edge=TEAL, width=2 * s, z=z)
        for i, knob in enumerate((6, -8, 2)):
            level = y + (12 - 12 * i) * s
            trace(ax, Path([(x - 15 * s, level), (x + 15 * s, level)]), CARD, 2 * s, z=z + 2)
            draw(ax, oval(x + knob * s, level, 4 * s, 4 * s), CARD, edge=TEAL, width=0.8 * s, z=z + 3)
        return TEAL
    if answer != "Go ahead":
        raise ValueError(f"{answer!r} is not one of the five answers")
    draw(ax, oval(x, y, 26 * s, 26 * s), LEAF, edge=LEAF, z=z)
    way = Path([(x - 11 * s, y), (x - 3 * s, y - 9 * s), (x + 12 * s, y + 10 * s)])
    trace(ax, way, CARD, 4 * s, z=z + 2)
    return LEAF
