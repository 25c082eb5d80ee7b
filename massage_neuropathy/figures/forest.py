"""The explorer of lesson 11 that draws trials one below the other, each as well as it is known."""

import math
from collections.abc import Iterable
from typing import Annotated

from matplotlib.axes import Axes

from massage_neuropathy.figures.comparing import (
    COLORS,
    CONDITION,
    LOWEST,
    bounds,
    grid,
    place,
    points,
    sides,
    signed,
)
from massage_neuropathy.figures.illustration import Illustration
from massage_neuropathy.figures.outlines import blend, box, draw
from massage_neuropathy.figures.style import (
    BODY,
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
    "too large to believe": "outlier",
    "only a bound": "bounds",
    "pooled by others": "pooled",
    "blinded drug trials": "benchmark",
}
"""What learners choose, and the filter of `chosen` it stands for."""

_HEADS = {
    "main": "From printed numbers",
    "approximate": "Rebuilt from p or effect size",
    "sensitivity": "Related methods",
    "outlier": "Too large to believe",
    "bounds": "Only a bound is known",
    "pooled": "Pooled by others",
    "benchmark": "Drugs, blinded, for scale",
}
_PANELS = (SINGLE, ("pooled",), ("benchmark",))
_ROWS = {use: tuple(row for row in COMPARISONS if row.use == use) for use in _HEADS}
_ROW, _HEAD, _GAP, _TOP, _BOTTOM = 14.75, 18.0, 8.0, 65.0, 38.0
_HEIGHT = (
    _TOP + _BOTTOM + _HEAD * len(_HEADS) + _ROW * sum(map(len, _ROWS.values())) + _GAP * (len(_PANELS) - 1)
)


@house_style()
def trials_together(
    condition: Annotated[str, "Neuropathy", list(CONDITION)] = "any",
    against: Annotated[str, "Compared with", list(_AGAINST)] = "anything",
    known: Annotated[str, "How well known", list(_KNOWN)] = "in any way",
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
        How the number was come by: one of `_KNOWN`.

    Raises
    ------
    ValueError
        If one of them is none of these.
    """
    if condition not in CONDITION or against not in _AGAINST or known not in _KNOWN:
        raise ValueError(f"{condition!r}, {against!r}, {known!r}: choose among the words of the filters")
    shown = chosen(CONDITION[condition], _AGAINST[against], _KNOWN[known])
    figure, ax = sheet(_HEIGHT)
    write(ax, 12, _HEIGHT - 15, "Reconstructed single comparisons", BODY)
    write(ax, 12, _HEIGHT - 32, "No overall effect is drawn.", SMALL)
    sides(ax, _HEIGHT - 52, place(0))
    rows = [(row, y) for row, y in _panels(ax) if row in shown]
    for row, y in rows:
        write(ax, 12, y, row.name + ("" if row.measure == "symptoms" else "*"), SMALL - 1)
        if row.point < LOWEST:
            write(ax, place(LOWEST) + 8, y, signed(row.point), SMALL - 1, COLORS[row.use][0])
    points(ax, rows)
    bounds(ax, ((row, y) for row, y in rows if row.use == "bounds"))
    write(ax, 12, 11, "* not a symptom", SMALL - 1)
    return Illustration(figure, _description(shown), _outcome(shown))


def _panels(ax: Axes) -> list[tuple[Comparison, float]]:
    """Draw the panels with their headings and scales; return where each row stands."""
    y, places, heads, stretches = _HEIGHT - _TOP, [], [], []
    for panel in _PANELS:
        top = y
        for use in panel:
            heads.append(box(6, y - _HEAD + 2, WIDTH - 6, y - 1))
            write(ax, 12, y - _HEAD / 2, _HEADS[use], SMALL - 1, MUTED)
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


def _of(shown: tuple[Comparison, ...], *uses: str) -> list[Comparison]:
    return [row for row in shown if row.use in uses]


def _outcome(shown: tuple[Comparison, ...]) -> str:
    single, believed = _of(shown, *SINGLE), _of(shown, "main", "approximate", "sensitivity")
    parts = [f"{len(believed)} with a point, {_span(believed)}"] if believed else []
    if outliers := _of(shown, "outlier"):
        parts.append(f"{len(outliers)} too large to believe")
    if barred := _of(shown, "bounds"):
        around = sum(row.straddles for row in barred)
        parts.append(f"{len(barred)} known only as a bound, {around} of them around zero")
    total = sum(len(_ROWS[use]) for use in SINGLE)
    words = f"{len(single) or 'None'} of {total} single comparisons{': ' if parts else ''}{'; '.join(parts)}."
    if len(single) <= 3:
        words += "".join(
            f" {row.name}: {row.treatment} against {row.comparator}, {row.outcome}." for row in single
        )
    pooled, drugs = _of(shown, "pooled"), _of(shown, "benchmark")
    names = f" ({pooled[0].name})" if len(pooled) == 1 else ""
    beside = (
        f"{len(pooled)} of {len(_ROWS['pooled'])} pooled results{names} and "
        f"{len(drugs)} of {len(_ROWS['benchmark'])} drug groups"
    )
    return f"{words} Beside them {beside}."


def _description(shown: tuple[Comparison, ...]) -> str:
    """Return the picture in words: single points one by one, the rest by where they lie."""
    words = ["Rows of marks along a scale; below zero favors the treatment, and no overall effect is drawn."]
    for use, name in (
        ("main", "Filled disks, from printed numbers"),
        ("approximate", "Hollow disks, rebuilt"),
        ("sensitivity", "Triangles, related methods"),
        ("outlier", "Too large to believe"),
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
