"""The explorer of lesson 11 that places trials by how many people they had and what p they printed."""

import math
from typing import Annotated

import numpy as np
from matplotlib.axes import Axes
from matplotlib.path import Path

from massage_neuropathy.figures.comparing import COLORS, CONDITION, arrowhead, shape, sides
from massage_neuropathy.figures.illustration import Illustration
from massage_neuropathy.figures.outlines import blend, box, draw, hatch, loop, trace
from massage_neuropathy.figures.style import (
    CARD,
    INK,
    LINE,
    MUTED,
    SMALL,
    WIDTH,
    house_style,
    sheet,
    write,
)
from massage_neuropathy.science.comparisons import Comparison, chosen, implied_size, usual_p

_HEIGHT = 490.0
_LEFT, _RIGHT, _FLOOR, _CEILING = 14.0, WIDTH - 40.0, 128.0, 442.0
_DECADES_LEFT, _DECADES_RIGHT = 7.0, 2.8
"""How far p falls to each side of the middle, where p is 1, in powers of ten."""
_FEWEST, _MOST = 18.0, 120.0
_DECADE = (_RIGHT - _LEFT) / (_DECADES_LEFT + _DECADES_RIGHT)
_MIDDLE = _LEFT + _DECADE * _DECADES_LEFT
_EXACT = ("main", "approximate", "sensitivity", "outlier")


@house_style()
def people_and_p(
    size: Annotated[float, "If the true difference were"] = 0.4,
    condition: Annotated[str, "Neuropathy", list(CONDITION)] = "any",
    limits: Annotated[bool, "Show trials that printed only a limit"] = True,
) -> Illustration:
    """Draw an albatross plot: each trial at its number of people and its p value, with a contour of one size.

    Method: albatross2017. Trials: the key of each row of `COMPARISONS`.

    Parameters
    ----------
    size : float
        The true standardized difference whose contour is drawn, above 0 and at most 2.
    condition : str
        Whose trials are shown: one of `CONDITION`.
    limits : bool
        Whether trials are drawn of which only "p below" or "not significant" is known.

    Raises
    ------
    ValueError
        If the size lies outside, or the condition is none of these.
    """
    if not 0 < size <= 2 or condition not in CONDITION:
        raise ValueError(f"size {size}, condition {condition!r}: above 0 to 2, and one of {list(CONDITION)}")
    rows = [row for row in chosen(CONDITION[condition]) if row.people]
    exact = [row for row in rows if row.use in _EXACT]
    either = [row for row in rows if row.p_low == row.p_high and row.favors == "unknown"]
    bounds = [row for row in rows if row.p_low < row.p_high]
    figure, ax = sheet(_HEIGHT)
    _scales(ax)
    _contour(ax, size)
    _legend(ax, size)
    _marks(ax, exact)
    _either_side(ax, either)
    if limits:
        _limits(ax, bounds)
    silent = [row.name for row in rows if row.use == "nothing"]
    return Illustration(
        figure,
        _description(size, exact, either, bounds if limits else [], silent),
        _outcome(size, exact, either, bounds if limits else [], silent),
    )


def _x(p: float, side: int = -1) -> float:
    """Place a p value, toward massage (side -1) or away from it (1), and not beyond the edges."""
    decades = math.inf if p == 0 else -math.log10(p)
    return _MIDDLE + side * _DECADE * min(decades, _DECADES_LEFT if side < 0 else _DECADES_RIGHT)


def _y(people: float) -> float:
    share = math.log(people / _FEWEST) / math.log(_MOST / _FEWEST)
    return _FLOOR + (_CEILING - _FLOOR) * share


def _scales(ax: Axes) -> None:
    write(ax, 12, _HEIGHT - 14, "People in the trial, and its p value", SMALL)
    sides(ax, _HEIGHT - 34, _MIDDLE)
    for people in (20, 30, 50, 100):
        write(ax, _RIGHT + 6, _y(people), str(people), SMALL - 1)
    levels = blend(*(Path([(_LEFT, _y(n)), (_RIGHT, _y(n))]) for n in (20, 30, 50, 100)))
    columns = [(p, side) for p in (0.05, 0.001) for side in (-1, 1) if p > 0.01 or side < 0] + [(1e-6, -1)]
    lines = blend(*(Path([(_x(p, side), _FLOOR), (_x(p, side), _CEILING)]) for p, side in columns))
    trace(ax, blend(levels, lines), LINE, 1, z=0)
    trace(ax, Path([(_MIDDLE, _FLOOR), (_MIDDLE, _CEILING)]), INK, 1, z=0.5)
    for p, side in (*columns, (1, 1)):
        words = "0.000001" if p < 1e-5 else f"{p:g}"
        write(ax, _x(p, side), _FLOOR - 12, words, SMALL - 1, align="center")
    write(ax, _LEFT, _FLOOR - 30, "p, smaller toward both sides", SMALL - 1)
    write(ax, _RIGHT - 4, _CEILING + 10, "people", SMALL - 1)


def _contour(ax: Axes, size: float) -> None:
    """Draw where trials would gather if the true difference were so large, to either side."""
    counts = np.geomspace(_FEWEST, _MOST, 30)
    for side in (-1, 1):
        edge = _DECADES_LEFT if side < 0 else _DECADES_RIGHT
        line = [(_x(p, side), _y(n)) for n in counts if -math.log10(p := usual_p(size, n)) <= edge]
        if len(line) > 1:
            trace(ax, Path(line), MUTED, 2.4, z=1, dash=0 if side < 0 else 2.5)


def _legend(ax: Axes, size: float) -> None:
    """Say what each line and mark is, in two columns."""
    left, right = _LEFT + 15, 212.0
    rows = [_FLOOR - 50 - 17 * i for i in range(5)]
    for x, dash, words in ((left, 0, f"a true difference of {size:g}"), (right, 2.5, "as large, other side")):
        trace(ax, Path([(x - 15, rows[0]), (x + 15, rows[0])]), MUTED, 2.4, dash=dash)
        write(ax, x + 23, rows[0], words, SMALL - 1)
    for x, y, use, words in (
        (left, rows[1], "main", "from printed numbers"),
        (left, rows[2], "approximate", "rebuilt"),
        (right, rows[1], "sensitivity", "related method"),
        (right, rows[2], "outlier", "hard to believe"),
    ):
        draw(ax, shape(use, x, y), COLORS[use][1], edge=COLORS[use][0], width=0.8)
        write(ax, x + 23, y, words, SMALL - 1)
    _pair(ax, left - 9, left + 9, rows[3])
    write(ax, left + 23, rows[3], "side not told", SMALL - 1)
    bar = box(right - 13, rows[3] - 3.5, right + 13, rows[3] + 3.5)
    hatch(ax, bar, bar, z=2, pattern="//////")
    write(ax, right + 23, rows[3], "only a limit of p", SMALL - 1)
    draw(ax, arrowhead(left + 2, rows[4], -1), INK, edge=INK, width=0.3)
    write(ax, left + 23, rows[4], "arrowheads: farther out, how far is not shown", SMALL - 1)


def _side(row: Comparison) -> int:
    """Return the side its effect favors: the treatment (-1) or the other (1)."""
    return 1 if row.point > 0 else -1


def _mark(row: Comparison) -> Path:
    """Return the mark of the forest, on the side of the effect; an arrowhead points beyond the edge."""
    side = _side(row)
    x, y = _x(row.p_low, side), _y(row.people)
    return shape(row.use, x, y) if _LEFT < x < _RIGHT else arrowhead(x - 4 * side, y, side)


def _marks(ax: Axes, rows: list[Comparison]) -> None:
    """Draw trials whose p is known, all of a kind as one shape."""
    for use in _EXACT:
        edge, fill, _ = COLORS[use]
        marks = [_mark(row) for row in rows if row.use == use]
        if marks:
            draw(ax, blend(*marks), fill, edge=edge, width=0.8, z=5)


def _either_side(ax: Axes, rows: list[Comparison]) -> None:
    """Draw trials that print p but no direction twice, joined by a thin line."""
    for row in rows:
        _pair(ax, _x(row.p_low, -1), _x(row.p_low, 1), _y(row.people))


def _pair(ax: Axes, start: float, end: float, y: float) -> None:
    trace(ax, Path([(start, y), (end, y)]), INK, 0.9, z=3)
    diamonds = [loop([(x - 4.5, y), (x, y - 4.5), (x + 4.5, y), (x, y + 4.5)]) for x in (start, end)]
    draw(ax, blend(*diamonds), CARD, edge=INK, width=0.8, z=4)


def _limits(ax: Axes, rows: list[Comparison]) -> None:
    """Draw where p may lie as hatched bars: around the middle, or outward from a limit without an end."""
    bars, stops, heads = [], [], []
    for row in rows:
        y = _y(row.people)
        if row.favors == "unknown":
            ends = [_x(row.p_low, side) for side in (-1, 1)]
            bars.append(box(ends[0], y - 3.5, ends[1], y + 3.5))
            stops += [Path([(x, y - 5), (x, y + 5)]) for x in ends]
        else:
            side = -1 if row.favors == "treatment" else 1
            x = _x(row.p_high, side)
            bars.append(box(min(x, x + 13 * side), y - 3.5, max(x, x + 13 * side), y + 3.5))
            stops.append(Path([(x, y - 5), (x, y + 5)]))
            heads.append(arrowhead(x + 13 * side, y, side))
    if bars:
        hatch(ax, blend(*bars), blend(*bars), z=2, pattern="//////")
        trace(ax, blend(*stops), INK, 1.5, z=3)
    if heads:
        draw(ax, blend(*heads), INK, edge=INK, width=0.3, z=3)


def _p(p: float) -> str:
    """Write a p value as papers do."""
    return f"{p:.2f}" if p >= 0.1 else f"{p:.3f}" if p >= 0.001 else "below 0.001"


def _outcome(
    size: float,
    exact: list[Comparison],
    either: list[Comparison],
    limits: list[Comparison],
    silent: list[str],
) -> str:
    few, more, many = (_p(usual_p(size, people)) for people in (30, 60, 100))
    beyond = sum(implied_size(row.p_low, row.people) > size for row in exact if row.p_low > 0)
    beyond += sum(row.p_low == 0 for row in exact)
    hatched = (
        f"{len(limits)} {'has' if len(limits) == 1 else 'have'} only a limit"
        if limits
        else "limits are hidden"
    )
    words = (
        f"Typical p for a true difference of {size:g}: {few} with 30 people, {more} with 60, {many} with "
        f"100. Farther out: {beyond} of {len(exact)} results with p and side; {len(either)} lack a side, "
        f"{hatched}."
    )
    return words + (f" Nothing to place: {', '.join(silent)}." if silent else "")


def _description(
    size: float,
    exact: list[Comparison],
    either: list[Comparison],
    limits: list[Comparison],
    silent: list[str],
) -> str:
    listed = ", ".join(
        f"{row.name} ({row.people}, {_p(row.p_low)}{', right' if _side(row) > 0 else ''})" for row in exact
    )
    words = (
        "Trials by number of people, more is higher, and p, smaller is farther from the middle; left favors "
        f"the treatment. A line on each side shows where a true difference of {size:g} would put them: the "
        f"more people, the farther out. Marks (people, p): {listed or 'none'}."
    )
    if either:
        words += f" Pairs of diamonds, side unknown: {', '.join(row.name for row in either)}."
    if limits:
        middle = sum(row.favors == "unknown" for row in limits)
        right = sum(row.favors == "control" for row in limits)
        words += (
            f" Hatched bars: {middle} around the middle, {len(limits) - middle - right} open to the left, "
            f"{right} open to the right."
        )
    return words
