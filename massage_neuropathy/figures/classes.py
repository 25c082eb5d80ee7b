"""Figures of what a class has handed in: shares with their ranges, and gains. They take plain numbers."""

from collections import Counter
from collections.abc import Sequence

from massage_neuropathy.figures.illustration import Illustration
from massage_neuropathy.figures.parts import heading
from massage_neuropathy.figures.style import (
    CLAY,
    INK,
    LINE,
    MUTED,
    SMALL,
    TEAL,
    WIDTH,
    house_style,
    sheet,
    write,
)

_LEFT, _RIGHT = 226.0, WIDTH - 24
_ROW = 26.0

Row = tuple[str, float, float, float]


@house_style()
def shares(
    title: str, rows: Sequence[Row], marked: float | None = None, marked_words: str = ""
) -> Illustration:
    """Draw shares as dots with the ranges they allow, one below the other.

    Parameters
    ----------
    title
        What the shares are of.
    rows
        For each a few words, the share, and the ends of its range, from 0 to 1.
    marked
        A share to draw a dashed line at.
    marked_words
        What that line is, as a sentence.
    """
    height = 88 + _ROW * len(rows)
    figure, ax = sheet(height)
    under = "A dot with its range, in 100."
    heading(ax, height - 20, title, f"{under} {marked_words}".strip())
    foot, top = 40.0, height - 46
    for percent in (0, 50, 100):
        x = _across(percent / 100)
        ax.plot([x, x], [foot, top], color=LINE, lw=1, zorder=1)
        write(ax, x, 24, f"{percent}", SMALL, MUTED, align="center")
    if marked is not None:
        x = _across(marked)
        ax.plot([x, x], [foot, top], color=CLAY, lw=1.2, ls=(0, (4, 3)), zorder=2)
    told = []
    for i, (words, share, low, high) in enumerate(rows):
        y = top - 16 - _ROW * i
        shown = words if len(words) <= 33 else f"{words[:32]}…"
        write(ax, 12, y, shown, SMALL, INK)
        ax.plot([_across(low), _across(high)], [y, y], color=TEAL, lw=2.4, solid_capstyle="butt", zorder=3)
        ax.plot([_across(share)], [y], "o", color=TEAL, ms=7, zorder=4)
        told.append(f"{words}: {100 * share:.0f}, from {100 * low:.0f} to {100 * high:.0f}")
    return Illustration(figure, f"{title}, in 100, each with the range it allows. {'; '.join(told)}.")


@house_style()
def changes(values: Sequence[float], mean: float, low: float, high: float) -> Illustration:
    """Draw each learner's change as a dot, and the mean of all with the range it allows.

    Parameters
    ----------
    values
        Changes in percentage points.
    mean, low, high
        Their mean and its range.
    """
    figure, ax = sheet(176)
    heading(ax, 156, "Change from starting check to final", "In points of 100. Each dot is a learner.")

    def across(points: float) -> float:
        return 24 + (points + 100) / 200 * (WIDTH - 48)

    for points in (-100, -50, 0, 50, 100):
        x = across(points)
        ax.plot([x, x], [40, 116], color=INK if points == 0 else LINE, lw=1, zorder=1)
        write(ax, x, 24, f"{points:+d}" if points else "0", SMALL, MUTED, align="center")
    columns = Counter(round(across(value) / 6) for value in values)
    step = min(5.0, 50 / max(columns.values()))
    for place, many in sorted(columns.items()):
        ax.plot([6 * place] * many, [46 + step * i for i in range(many)], "o", color=TEAL, ms=4, zorder=3)
    ax.plot([across(low), across(high)], [106, 106], color=CLAY, lw=2.4, solid_capstyle="butt", zorder=4)
    ax.plot([across(mean)], [106], "D", color=CLAY, ms=7, zorder=5)
    return Illustration(
        figure,
        f"Changes of {len(values)} learners from starting check to final, from {min(values):+.0f} to "
        f"{max(values):+.0f} points of 100. The mean is {mean:+.0f}, and the range it allows runs from "
        f"{low:+.0f} to {high:+.0f}.",
    )


def _across(share: float) -> float:
    return _LEFT + share * (_RIGHT - _LEFT)
