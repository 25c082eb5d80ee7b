"""Figures of one learner's record: how sure and how right, when things come back, how far in each group.

They take plain numbers, so that they can be drawn from anybody's record and from an example.
"""

import math
from collections.abc import Mapping, Sequence
from statistics import median

from matplotlib.axes import Axes

from massage_neuropathy.figures.illustration import Illustration
from massage_neuropathy.figures.parts import heading
from massage_neuropathy.figures.style import (
    INK,
    LINE,
    MUTED,
    PLUM,
    SMALL,
    TEAL,
    WIDTH,
    house_style,
    sheet,
    write,
)
from massage_neuropathy.intervals import interval

FEWEST_FOR_A_SHARE = 10
"""Of fewer answers a share says next to nothing, so only the count is told (course convention)."""

LONGEST_DAYS = 365

_TOO_FEW = f"under {FEWEST_FOR_A_SHARE} answers: no share yet"
_LEVELS = {"guessing": "guessing", "fairly-sure": "fairly sure", "very-sure": "very sure"}
_LEFT, _RIGHT = 168.0, WIDTH - 24
_ROW = 58.0


@house_style()
def calibration(levels: Mapping[str, tuple[int, int]]) -> Illustration:
    """Draw how often answers were right at each level of certainty, with 95 percent intervals.

    Parameters
    ----------
    levels
        By level, ``"guessing"``, ``"fairly-sure"`` and ``"very-sure"``: how many answers were right, and how
        many there were.

    Raises
    ------
    ValueError
        If there are more right answers than answers.
    """
    height = 86 + _ROW * len(_LEVELS)
    figure, ax = sheet(height)
    heading(ax, height - 20, "How sure, and how often right", "A dot with the range it allows, in 100.")
    _scale(ax, 34, height - 62)
    told = []
    for row, (level, words) in enumerate(_LEVELS.items()):
        right, n = levels.get(level, (0, 0))
        y = height - 84 - _ROW * row
        write(ax, 12, y + 7, words.capitalize(), SMALL, bold=True)
        write(ax, 12, y - 9, f"{right} of {n} right", SMALL, MUTED)
        told.append(f"{words}: {_range(right, n)}")
        if n >= FEWEST_FOR_A_SHARE:
            _interval(ax, right, n, y, "osD"[row])
        else:
            write(ax, _LEFT, y, _TOO_FEW, SMALL, MUTED)
    return Illustration(
        figure,
        f"How often answers were right, by how sure the learner was. {'; '.join(told)}. "
        "Very sure answers should be right more than 80 times in 100.",
    )


@house_style()
def by_group(groups: Sequence[tuple[str, float, int]]) -> Illustration:
    """Draw the share of marks reached at the first try in each group of lessons, with 95 percent intervals.

    Parameters
    ----------
    groups
        Name, sum of marks and number of questions answered, group by group.

    Raises
    ------
    ValueError
        If there are more marks than questions.
    """
    height = 86 + _ROW * len(groups)
    figure, ax = sheet(height)
    heading(ax, height - 20, "Right at the first try, by group", "A dot with the range it allows, in 100.")
    _scale(ax, 34, height - 62)
    told = []
    for row, (name, total, n) in enumerate(groups):
        y = height - 84 - _ROW * row
        write(ax, 12, y + 7, name, SMALL, bold=True)
        write(ax, 12, y - 9, f"{total:g} of {n}" if n else "not begun", SMALL, MUTED)
        told.append(f"{name}: {_range(total, n)}")
        if n >= FEWEST_FOR_A_SHARE:
            _interval(ax, total, n, y - 9, "o")
        elif n:
            write(ax, _LEFT, y - 9, _TOO_FEW, SMALL, MUTED)
    return Illustration(figure, f"Marks at the first try, by group of lessons. {'; '.join(told)}.")


@house_style()
def review_intervals(waits: Mapping[str, Sequence[int]]) -> Illustration:
    """Draw after how many days items come back, by how often they have been reviewed.

    Parameters
    ----------
    waits
        By item, the days (1 to `LONGEST_DAYS`) that followed its first, second, ... review.
    """
    most = max(map(len, waits.values()), default=1)
    height = 300.0
    figure, ax = sheet(height)
    heading(
        ax, height - 20, "When things come back", "A dot for each review; the line joins the middle ones."
    )
    bottom, top, left, right = 62.0, height - 74, 62.0, WIDTH - 28

    def across(review: int) -> float:
        return left + (right - left) * (review - 0.5) / most

    def up(days: float) -> float:
        return bottom + (top - bottom) * math.log(days) / math.log(LONGEST_DAYS)

    for days, words in ((1, "1 day"), (7, "1 week"), (30, "1 month"), (365, "1 year")):
        ax.plot([left, right], [up(days)] * 2, color=LINE, linewidth=1)
        write(ax, left - 6, up(days), words, SMALL, MUTED, align="right")
    middles = []
    for review in range(1, most + 1):
        found = [days[review - 1] for days in waits.values() if len(days) >= review]
        middles.append(median(found) if found else None)
        # Dots of one review stand side by side by rank, so that none hides another.
        for rank, days in enumerate(sorted(found)):
            shift = ((rank % 9) - 4) * (right - left) / most / 14
            ax.plot(across(review) + shift, up(days), "o", color=TEAL, markersize=4, alpha=0.6)
        if most <= 12 or review % 5 == 1:
            write(ax, across(review), bottom - 18, str(review), SMALL, MUTED, align="center")
    if waits:
        ax.plot([across(i + 1) for i in range(most)], [up(days) for days in middles], color=PLUM, linewidth=2)
    write(ax, (left + right) / 2, bottom - 40, "Which review", SMALL, align="center")
    told = "; ".join(f"after review {i}: {days:g}" for i, days in enumerate(middles, 1) if days)
    return Illustration(
        figure,
        f"After how many days each of {len(waits)} items comes back. The middle number of days, {told}."
        if waits
        else "After how many days items come back. Nothing has been reviewed yet.",
    )


def _scale(ax: Axes, bottom: float, top: float) -> None:
    for percent in (0, 50, 80, 100):
        x = _across(percent / 100)
        ax.plot([x, x], [bottom, top], color=LINE, linewidth=1, zorder=1)
        write(ax, x, bottom - 12, str(percent), SMALL, MUTED, align="center")


def _interval(ax: Axes, total: float, n: int, y: float, marker: str) -> None:
    low, high = interval(total, n)
    ax.plot([_across(low), _across(high)], [y, y], color=INK, linewidth=2.5, solid_capstyle="round", zorder=3)
    ax.plot(_across(total / n), y, marker, color=TEAL, markersize=9, zorder=4)


def _across(share: float) -> float:
    return _LEFT + (_RIGHT - _LEFT) * share


def _range(total: float, n: int) -> str:
    """Say what some marks of `n` allow."""
    if n == 0:
        return "no answers yet"
    low, high = interval(total, n)
    return f"{total:g} of {n}, which allows {low:.0%} to {high:.0%}".replace("%", " in 100")
