"""What the explorers of lesson 11 share: a scale, and a mark for how well a number is known."""

import math
from collections.abc import Iterable

from matplotlib.axes import Axes
from matplotlib.path import Path

from massage_neuropathy.figures.outlines import blend, box, draw, hatch, loop, oval, polygon, trace
from massage_neuropathy.figures.style import (
    CARD,
    CLAY,
    INK,
    LINE,
    MUTED,
    OCHRE,
    PLUM,
    SMALL,
    TEAL,
    WIDTH,
    write,
)
from massage_neuropathy.science.comparisons import Comparison

CONDITION = {"any": "", "after chemotherapy": "chemotherapy", "in diabetes": "diabetes", "other": "other"}
"""What learners choose, and the filter of `chosen` it stands for."""

LOWEST, HIGHEST = -2.1, 1.1
"""Ends of the scale; what lies beyond gets an arrowhead."""

COLORS = {
    "main": (TEAL, TEAL, 2.4),
    "approximate": (TEAL, CARD, 1.2),
    "sensitivity": (MUTED, CARD, 1.2),
    "outlier": (PLUM, PLUM, 1.4),
    "pooled": (PLUM, PLUM, 2.2),
    "benchmark": (OCHRE, OCHRE, 2.2),
}
"""Edge, filling and width of the line, by how well a number is known."""

_LEFT, _RIGHT = 148.0, WIDTH - 18.0


def place(value: float) -> float:
    """Return where a difference stands, in points from the left."""
    return _LEFT + (_RIGHT - _LEFT) * (min(max(value, LOWEST), HIGHEST) - LOWEST) / (HIGHEST - LOWEST)


def signed(value: float) -> str:
    """Write a difference with two decimals and a minus sign."""
    return f"{value:.2f}".replace("-", "\N{MINUS SIGN}")


def shape(use: str, x: float, y: float) -> Path:
    """Return the mark of a kind at a point: disk, triangle, plus, diamond or square."""
    if use == "sensitivity":
        return polygon(x, y - 1, 5.8, 3, 0)
    if use == "outlier":
        return blend(box(x - 5, y - 0.9, x + 5, y + 0.9), box(x - 0.9, y - 5, x + 0.9, y + 5))
    if use == "pooled":
        return loop([(x - 7, y), (x, y - 5), (x + 7, y), (x, y + 5)])
    if use == "benchmark":
        return box(x - 4, y - 4, x + 4, y + 4)
    return oval(x, y, 4.5, 4.5)


def arrowhead(x: float, y: float, side: int) -> Path:
    """Return the sign of an open end: a triangle with its base at x, to the left (-1) or right (1)."""
    return polygon(x + 2.5 * side, y, 5.5, 3, -90 * side)


def sides(ax: Axes, y: float, middle: float) -> None:
    """Write which side favors whom."""
    write(ax, middle - 6, y, "favors treatment", SMALL - 1, TEAL, align="right")
    write(ax, middle + 6, y, "other", SMALL - 1, CLAY)


def grid(ax: Axes, stretches: Iterable[tuple[float, float]], numbers: float) -> None:
    """Draw the scale along stretches from top to floor, with its numbers at a height."""
    stretches = tuple(stretches)

    def lines(*values: float) -> Path:
        return blend(
            *(Path([(place(v), top), (place(v), floor)]) for v in values for top, floor in stretches)
        )

    trace(ax, lines(-2, -1, 1), LINE, 1, z=0)
    trace(ax, lines(0), INK, 1.1, z=0.9)
    for value in (-2, -1, 0, 1):
        write(ax, place(value), numbers, f"{value}".replace("-", "\N{MINUS SIGN}"), SMALL - 1, align="center")


def points(ax: Axes, rows: Iterable[tuple[Comparison, float]]) -> None:
    """Draw marks with their intervals at heights, all of a kind as one shape."""
    rows = tuple(rows)
    for use, (edge, fill, width) in COLORS.items():
        kind = [(row, y) for row, y in rows if row.use == use]
        lines = [Path([(place(row.low), y), (place(row.high), y)]) for row, y in kind if row.high > LOWEST]
        if lines:
            trace(ax, blend(*lines), edge, width, z=3)
        marks = [shape(use, place(row.point), y) for row, y in kind if row.point > LOWEST]
        if marks:
            draw(ax, blend(*marks), fill, edge=edge, width=0.7, z=4)
        heads = [arrowhead(place(LOWEST), y, -1) for row, y in kind if row.low < LOWEST]
        if heads:
            draw(ax, blend(*heads), edge, edge=edge, width=0.3, z=4)


def bounds(ax: Axes, rows: Iterable[tuple[Comparison, float]]) -> None:
    """Draw results of which only a bound is known: hatched bars without a point, open or closed."""
    rows = tuple(rows)
    if not rows:
        return
    bars = blend(*(box(place(row.low), y - 4.5, place(row.high), y + 4.5) for row, y in rows))
    hatch(ax, bars, bars, z=2, pattern="//////")
    ends = [(end, y) for row, y in rows for end in (row.low, row.high)]
    stops = [Path([(place(end), y - 5.5), (place(end), y + 5.5)]) for end, y in ends if math.isfinite(end)]
    trace(ax, blend(*stops), INK, 1.6, z=3)
    heads = [arrowhead(place(end), y, int(math.copysign(1, end))) for end, y in ends if math.isinf(end)]
    if heads:
        draw(ax, blend(*heads), INK, edge=INK, width=0.3, z=3)
