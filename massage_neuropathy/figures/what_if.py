"""The explorer of lesson 11 that supposes what silent trials found, and averages: a thought experiment."""

from collections.abc import Iterable
from typing import Annotated

from matplotlib.axes import Axes
from matplotlib.path import Path

from massage_neuropathy.figures.comparing import (
    COLORS,
    HIGHEST,
    LOWEST,
    arrowhead,
    bounds,
    grid,
    place,
    points,
    shape,
    sides,
    signed,
)
from massage_neuropathy.figures.illustration import Illustration
from massage_neuropathy.figures.outlines import blend, box, draw, hatch, oval, trace
from massage_neuropathy.figures.parts import panel
from massage_neuropathy.figures.style import (
    BODY,
    CARD,
    INK,
    MUTED,
    PLUM,
    SAND,
    SMALL,
    WIDTH,
    house_style,
    sheet,
    write,
)
from massage_neuropathy.science.comparisons import (
    SILENT,
    STARTS,
    Comparison,
    Pooled,
    Supposed,
    average,
    what_if,
)

_START = {
    "printed numbers only": "printed",
    "rebuilt numbers too": "rebuilt",
    "related methods as well": "related",
}
_SUPPOSE = {
    "left out": "left out",
    "no difference at all": "zero",
    "half of what their bound allows": "half",
}
"""What learners choose, and the words of `what_if` it stands for."""

_ROW, _TOP, _FOOT, _AXIS = 15.0, 62.0, 212.0, 94.0


def _everything() -> tuple[Comparison, ...]:
    """Return every row that may go in, in the order in which they stand below each other."""
    return tuple(one.row for one in what_if(STARTS[-1], SILENT[-1], True))


_ROWS = _everything()
_HEIGHT = _TOP + _ROW * len(_ROWS) + _FOOT


@house_style()
def silent_trials(
    start: Annotated[str, "Start with", list(_START)] = "rebuilt numbers too",
    suppose: Annotated[str, "Suppose that trials without a number found", list(_SUPPOSE)] = "left out",
    limits: Annotated[bool, "Add trials that printed only a limit"] = False,
) -> Illustration:
    """Draw what an average would be if silent trials had found this or that: a thought experiment.

    Average and intervals: `pool`. Rows: the key of each; what is supposed is no one's result.

    Parameters
    ----------
    start : str
        Which numbers go in as they are: one of `_START`.
    suppose : str
        What is taken for trials that printed "not significant" and no more: one of `_SUPPOSE`.
    limits : bool
        Whether trials known only by "p below" go in, each as small as its limit allows.

    Raises
    ------
    ValueError
        If one of them is none of these.
    """
    if start not in _START or suppose not in _SUPPOSE:
        raise ValueError(f"{start!r}, {suppose!r}: choose among {list(_START)} and {list(_SUPPOSE)}")
    rows = what_if(_START[start], _SUPPOSE[suppose], limits)
    before = average(what_if(_START[start], "left out", limits))
    after = average(rows)
    figure, ax = sheet(_HEIGHT)
    write(ax, 12, _HEIGHT - 15, "A thought experiment, not a result", BODY)
    sides(ax, _HEIGHT - 44, place(0))
    grid(ax, [(_HEIGHT - _TOP + 8, _AXIS + 10)], _AXIS)
    _places(ax, rows)
    _averages(ax, before, after)
    _legend(ax)
    return Illustration(figure, _description(rows, after), _outcome(rows, before, after, suppose))


def _places(ax: Axes, rows: tuple[Supposed, ...]) -> None:
    """Draw what goes in: numbers in their marks, and squares on hatched bounds for what is supposed."""
    heights = {row: _HEIGHT - _TOP - _ROW * (i + 0.5) for i, row in enumerate(_ROWS)}
    for one in rows:
        write(ax, 12, heights[one.row], one.row.name, SMALL - 1)
    points(ax, ((one.row, heights[one.row]) for one in rows))
    bounds(ax, ((one.row, heights[one.row]) for one in rows if one.row.use == "bounds"))
    _supposed(ax, ((place(one.value), heights[one.row]) for one in rows if one.row.use == "bounds"))


def _averages(ax: Axes, before: Pooled, after: Pooled) -> None:
    """Draw the average, where it was without silent trials, and where a next trial may lie."""
    panel(ax, 6, _AXIS + 18, WIDTH - 6, _FOOT - 12, SAND, z=-1)
    write(ax, 12, _FOOT - 28, "If all of this were so:", SMALL - 1, MUTED)
    upper, lower = _FOOT - 50, _FOOT - 80
    _tick(ax, place(before.mean), upper)
    for y, words, low, high, width, dash in (
        (upper, "the average", after.low, after.high, 3.2, 0),
        (lower, "the next trial", after.next_low, after.next_high, 1.8, 1.6),
    ):
        write(ax, 12, y, words, SMALL)
        trace(ax, Path([(place(low), y), (place(high), y)]), PLUM, width, z=3, dash=dash)
        cut = [arrowhead(place(LOWEST), y, -1)] * (low < LOWEST) + [arrowhead(place(HIGHEST), y, 1)] * (
            high > HIGHEST
        )
        if cut:
            draw(ax, blend(*cut), PLUM, edge=PLUM, width=0.3, z=4)
    draw(ax, oval(place(after.mean), upper, 5.5, 5.5), CARD, edge=PLUM, width=1.2, z=5)


def _tick(ax: Axes, x: float, y: float) -> None:
    """Mark where the average would be without the silent trials."""
    trace(ax, Path([(x, y - 8), (x, y + 8)]), MUTED, 1.6, z=3)


def _supposed(ax: Axes, places: Iterable[tuple[float, float]]) -> None:
    """Draw squares where numbers are only supposed."""
    squares = [box(x - 4, y - 4, x + 4, y + 4) for x, y in places]
    if squares:
        draw(ax, blend(*squares), CARD, edge=PLUM, width=1.2, z=5)


def _legend(ax: Axes) -> None:
    """Say what each mark is, in two columns."""
    left, right, rows = 20.0, 180.0, (70.0, 52.0, 34.0, 14.0)
    for x, y, use, words in (
        (left, rows[0], "main", "from printed numbers"),
        (right, rows[0], "approximate", "rebuilt"),
        (left, rows[1], "sensitivity", "related method"),
    ):
        draw(ax, shape(use, x, y), COLORS[use][1], edge=COLORS[use][0], width=0.7)
        write(ax, x + 18, y, words, SMALL - 1)
    trace(ax, Path([(right - 10, rows[1]), (right + 10, rows[1])]), INK, 1.6)
    write(ax, right + 18, rows[1], "95 % interval", SMALL - 1)
    bar = box(left - 10, rows[2] - 4.5, left + 10, rows[2] + 4.5)
    hatch(ax, bar, bar, z=2, pattern="//////")
    write(ax, left + 18, rows[2], "where it may lie", SMALL - 1)
    _supposed(ax, [(right, rows[2])])
    write(ax, right + 18, rows[2], "what is supposed", SMALL - 1)
    _tick(ax, left, rows[3])
    write(ax, left + 18, rows[3], "without silent trials", SMALL - 1)
    draw(ax, arrowhead(right + 2, rows[3], -1), INK, edge=INK, width=0.3)
    write(ax, right + 18, rows[3], "goes on", SMALL - 1)


def _outcome(rows: tuple[Supposed, ...], before: Pooled, after: Pooled, suppose: str) -> str:
    words = f"Thought experiment: with {len(rows)} trials the average would be {_interval(after)}"
    if suppose != "left out":
        words += f"; without the silent ones, {signed(before.mean)}"
    if len(rows) < 3:
        return f"{words}. Two trials are too few to say anything about the next."
    return f"{words}. What the next trial truly finds could lie anywhere from {_ahead(after)}."


def _interval(one: Pooled) -> str:
    return f"{signed(one.mean)} ({signed(one.low)} to {signed(one.high)})"


def _ahead(one: Pooled) -> str:
    return f"{signed(one.next_low)} to {signed(one.next_high)}"


def _description(rows: tuple[Supposed, ...], after: Pooled) -> str:
    numbers = [f"{one.row.name} {signed(one.value)}" for one in rows if one.row.use != "bounds"]
    supposed = [f"{one.row.name} {signed(one.value)}" for one in rows if one.row.use == "bounds"]
    words = f"A thought experiment, not a result. Marks with intervals: {', '.join(numbers)}."
    if supposed:
        words += f" Squares on hatched bounds, only supposed: {', '.join(supposed)}."
    words += (
        f" Below, a ring for the average, with its line: {_interval(after)}; a tick where it would be "
        "without the silent trials"
    )
    return words + (f"; a dashed line for the next trial: {_ahead(after)}." if len(rows) > 2 else ".")
