"""The explorer of lesson 11 that draws trials one below the other, each as well as it is known."""

import math
from collections.abc import Iterable, Sequence
from typing import Annotated

from matplotlib.axes import Axes
from matplotlib.path import Path

from massage_neuropathy.figures.comparing import (
    COLORS,
    CONDITION,
    LOWEST,
    arrowhead,
    bounds,
    grid,
    place,
    points,
    sides,
    signed,
)
from massage_neuropathy.figures.illustration import Illustration
from massage_neuropathy.figures.outlines import blend, box, draw, trace
from massage_neuropathy.figures.style import (
    BODY,
    INK,
    LINE,
    MUTED,
    SAND,
    SMALL,
    WIDTH,
    house_style,
    sheet,
    write,
)
from massage_neuropathy.science.comparisons import AGAINST, COMPARISONS, SINGLE, Comparison, chosen

_AGAINST = {"anything": "", **{words: words for words in AGAINST}}
_KNOWN = {
    "in any way": "",
    "from printed numbers": "main",
    "rebuilt": "approximate",
    "related methods": "sensitivity",
    "hard to believe": "outlier",
    "only a bound": "bounds",
    "pooled by others": "pooled",
    "blinded drug trials": "benchmark",
}
"""What learners choose, and the filter of `chosen` it stands for."""

_HEADS = {
    "main": "From printed numbers",
    "approximate": "Rebuilt from p or effect size",
    "sensitivity": "Related methods",
    "outlier": "Hard to believe",
    "bounds": "Only a bound is known",
    "pooled": "Pooled by others",
    "benchmark": "Drugs, blinded, for scale",
}
_WHY = {
    "wolny2019": "for its size",
    "thaweewannakij2023": "for its size",
    "yodsirajinda": f"since the other leg came to {signed(-2.84)}",
}
"""Why results are hard to believe (measured: each key; the other leg: t = 9.155, 20 people in each group)."""
_PANELS = (SINGLE, ("pooled",), ("benchmark",))
_ROWS = {use: tuple(row for row in COMPARISONS if row.use == use) for use in _HEADS}
_EVERY = tuple(row for rows in _ROWS.values() for row in rows)
_TOTAL = len(_EVERY)
_ROW, _HEAD, _GAP, _TOP, _BOTTOM = 14.75, 18.0, 8.0, 65.0, 38.0
_HEIGHT = _TOP + _BOTTOM + _HEAD * len(_HEADS) + _ROW * _TOTAL + _GAP * (len(_PANELS) - 1)


@house_style()
def trials_together(
    condition: Annotated[str, "Neuropathy", list(CONDITION)] = "any",
    against: Annotated[str, "Compared with", list(_AGAINST)] = "anything",
    known: Annotated[str, "How the number was found", list(_KNOWN)] = "in any way",
) -> Illustration:
    """Draw comparisons of massage one below the other, each in the mark of how well it is known.

    No overall effect is drawn. Sources: the key of each row of `COMPARISONS`.

    Parameters
    ----------
    condition : str
        Whose trials are shown: one of `CONDITION`.
    against : str
        What the treatment was compared with: one of `_AGAINST`.
    known : str
        How the number was found: one of `_KNOWN`.

    Raises
    ------
    ValueError
        If one of them is none of these.
    """
    if condition not in CONDITION or against not in _AGAINST or known not in _KNOWN:
        raise ValueError(f"{condition!r}, {against!r}, {known!r}: choose among the words of the filters")
    passing = chosen(CONDITION[condition], _AGAINST[against], _KNOWN[known])
    shown = _of(passing, *_HEADS)
    figure, ax = sheet(_HEIGHT)
    write(ax, 12, _HEIGHT - 15, "Reconstructed single comparisons", BODY)
    write(ax, 12, _HEIGHT - 32, "No overall effect is drawn.", SMALL)
    sides(ax, _HEIGHT - 52, place(0))
    rows = [(row, y) for row, y in _panels(ax, shown) if row in shown]
    for row, y in rows:
        write(ax, 12, y, row.name + ("" if row.measure == "symptoms" else "*"), SMALL - 1)
        if row.point < LOWEST:
            write(ax, place(LOWEST) + 8, y, signed(row.point), SMALL - 1, COLORS[row.use][0])
    points(ax, rows)
    bounds(ax, ((row, y) for row, y in rows if row.use == "bounds"))
    _legend(ax)
    return Illustration(figure, _description(shown), _outcome(shown))


def _legend(ax: Axes) -> None:
    write(ax, 12, 11, "* not a symptom", SMALL - 1)
    trace(ax, Path([(136, 11), (156, 11)]), INK, 1.6)
    write(ax, 162, 11, "95 % interval", SMALL - 1)
    draw(ax, arrowhead(268, 11, -1), INK, edge=INK, width=0.3)
    write(ax, 278, 11, "goes on", SMALL - 1)


def _panels(ax: Axes, shown: list[Comparison]) -> list[tuple[Comparison, float]]:
    """Draw the panels with their scales and headings, some of them empty; return where each row stands."""
    y, places, heads, stretches = _HEIGHT - _TOP, [], [], []
    for panel in _PANELS:
        top = y
        for use in panel:
            heads.append(box(6, y - _HEAD + 2, WIDTH - 6, y - 1))
            write(ax, 12, y - _HEAD / 2, _HEADS[use], SMALL - 1, MUTED)
            if not _of(shown, use):
                write(ax, WIDTH - 12, y - _HEAD / 2, "none", SMALL - 1, MUTED, align="right")
            y -= _HEAD
            for row in _ROWS[use]:
                places.append((row, y - _ROW / 2))
                y -= _ROW
        draw(ax, box(6, y - 2, WIDTH - 6, top), "none", edge=LINE, width=0.6, z=0.5)
        stretches.append((top, y))
        y -= _GAP
    draw(ax, blend(*heads), SAND, edge="none", width=0, z=1)
    grid(ax, stretches, 29)
    return places


def _span(rows: Iterable[Comparison]) -> str:
    """Say from where to where points run, or where the only one lies."""
    values = sorted(row.point for row in rows)
    if len(values) == 1:
        return f"at {signed(values[0])}"
    return f"from {signed(values[0])} to {signed(values[-1])}"


def _of(shown: Sequence[Comparison], *uses: str) -> list[Comparison]:
    return [row for row in shown if row.use in uses]


def _outcome(shown: list[Comparison]) -> str:
    if not shown:
        return f"Nothing is left: of {_TOTAL} rows, none passes all three filters."
    single, pooled, drugs = _of(shown, *SINGLE), _of(shown, "pooled"), _of(shown, "benchmark")
    names = f" ({pooled[0].name})" if len(pooled) == 1 else ""
    counts = [
        f"{len(rows)} of {len(_of(_EVERY, *uses))} {kind}"
        for rows, uses, kind in zip(
            (single, pooled, drugs),
            _PANELS,
            ("single comparisons", f"pooled results{names}", "drug groups"),
            strict=True,
        )
        if rows
    ]
    words = f"{len(shown)} of {_TOTAL} rows {'is' if len(shown) == 1 else 'are'} left: {', '.join(counts)}."
    found = [_found(row) for row in single] if len(single) <= 3 else _kinds(single)
    return f"{words} {'; '.join(found)}." if found else words


def _found(row: Comparison) -> str:
    """Say what one row compared, and what it found or why that is hard to believe."""
    if row.use == "outlier":
        return f"{row.name} {signed(row.point)}, hard to believe {_WHY[row.key]}"
    found = "only a bound" if row.use == "bounds" else signed(row.point)
    return f"{row.name} ({row.treatment} against {row.comparator}): {found}"


def _kinds(single: list[Comparison]) -> list[str]:
    """Say of how many rows what is known."""
    parts = []
    if points := _of(single, "main", "approximate", "sensitivity"):
        parts.append(f"{len(points)} with a point, {_span(points)}")
    if outliers := _of(single, "outlier"):
        parts.append(f"{len(outliers)} hard to believe")
    if barred := _of(single, "bounds"):
        around = sum(row.straddles for row in barred)
        parts.append(f"{len(barred)} with only a bound, {around} around zero")
    return parts


def _description(shown: list[Comparison]) -> str:
    """Return the picture in words: single points one by one, the rest by where they lie."""
    words = ["Rows of marks along a scale; below zero favors the treatment, and no overall effect is drawn."]
    for use, name in (
        ("main", "Filled disks, from printed numbers"),
        ("approximate", "Hollow disks, rebuilt"),
        ("sensitivity", "Triangles, related methods"),
        ("outlier", "Hard to believe"),
    ):
        if rows := _of(shown, use):
            words.append(f"{name}: {', '.join(f'{row.name} {signed(row.point)}' for row in rows)}.")
    if barred := _of(shown, "bounds"):
        where = (
            (sum(row.straddles for row in barred), "around zero"),
            (sum(math.isinf(row.low) for row in barred), "open to the left"),
            (sum(math.isinf(row.high) for row in barred), "open to the right"),
        )
        listed = ", ".join(f"{count} {verb}" for count, verb in where if count)
        words.append(f"Hatched bars without a point: {listed}.")
    for use, name in (("pooled", "Diamonds, pooled by others"), ("benchmark", "Squares, drugs")):
        if rows := _of(shown, use):
            words.append(f"{name}: {_span(rows)}.")
    if not shown:
        words.append("No row passes the filters.")
    return " ".join(words)
