"""The explorer of lesson 6: what a screening test is worth among 1,000 clients."""

from typing import Annotated, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from massage_neuropathy.figures.illustration import Illustration
from massage_neuropathy.figures.outlines import box, draw, polygon, trace
from massage_neuropathy.figures.parts import rule
from massage_neuropathy.figures.style import (
    CARD,
    CLAY,
    INK,
    MUTED,
    OCHRE,
    SMALL,
    TEAL,
    TITLE,
    WIDTH,
    house_style,
    sheet,
    write,
)
from massage_neuropathy.science.screening import (
    COMMON_IN_DIABETES,
    COMMON_OVER_40,
    FAIL_FILAMENT_IN_DIABETES,
    FAIL_FILAMENT_OVER_40,
    TESTS,
    sort_whole_people,
)

CLIENTS = 1000
"""Clients in the drawing (choice)."""

MOST_COMMON = 50
"""Highest percentage on the scale of how common it is (choice)."""


class _Yardstick(NamedTuple):
    """What a test was compared with: "it", and where real settings lie, in percent with their words."""

    it: str
    have: str
    have_not: str
    settings: tuple[tuple[float, float, str], ...] = ()
    caveat: str = ""


_YARDSTICKS = {
    "conduction": _Yardstick(
        "neuropathy on nerve conduction tests",
        "have it",
        "do not",
        (
            (100 * COMMON_OVER_40, 100 * COMMON_OVER_40, "over 40"),
            (100 * COMMON_IN_DIABETES[0], 100 * COMMON_IN_DIABETES[1], "with diabetes"),
        ),
    ),
    "vibration": _Yardstick("a vibration test", "fail it", "pass it"),
    "filament": _Yardstick(
        "the filament, another touch test",
        "fail it",
        "pass it",
        (
            (100 * FAIL_FILAMENT_OVER_40, 100 * FAIL_FILAMENT_OVER_40, "over 40"),
            (100 * FAIL_FILAMENT_IN_DIABETES, 100 * FAIL_FILAMENT_IN_DIABETES, "with diabetes"),
        ),
        "Two touch tests are compared; how well they find disease is another question.",
    ),
    "nothing": _Yardstick("whatever you look for", "have it", "do not"),
}

_STEP, _LEFT = 9, 14
_FLAGGED_ROWS, _PASSED_ROWS = 13, 25
_HEIGHT = 552
_HEADLINE = 17.0
"""Size of the shares, in points: one weight of type keeps the drawing small."""


@house_style()
def thousand_clients(
    test: Annotated[str, "Test", list(TESTS)] = "Filament",
    common: Annotated[int, "How common it is", "of 100"] = 12,
) -> Illustration:
    """Draw 1,000 clients, flagged or passed by a test, each with or without what the test looks for.

    Those who have it come first in both groups, in columns from the left, so that their width beside that of
    the others shows what a flag and what a pass is worth.

    Parameters
    ----------
    test : str
        One of the names in `TESTS`.
    common : int
        How many of 100 clients have it, from 1 to 50.

    Raises
    ------
    ValueError
        If the test is not known or `common` is off the scale.

    Notes
    -----
    Accuracy: wang2017mono, rayman2011, iptt2020. Settings: taams2022, england2014, gregg2004.
    """
    if test not in TESTS:
        raise ValueError(f"{test!r} is none of the tests: {', '.join(TESTS)}")
    if not 1 <= common <= MOST_COMMON:
        raise ValueError(f"common must lie between 1 and {MOST_COMMON} of 100, got {common}")
    one = TESTS[test]
    stick = _YARDSTICKS[one.yardstick]
    sorted_ = sort_whole_people(CLIENTS, common / 100, one.sensitivity, one.specificity)
    found, misses, alarms, passed = (
        int(n) for n in (sorted_.found, sorted_.missed, sorted_.false_alarms, sorted_.passed_without)
    )
    of_flagged, of_passed = _of_100(sorted_.share_of_flagged), _of_100(sorted_.share_of_passed)

    figure, ax = sheet(_HEIGHT)
    write(ax, 12, 535, f"Of {CLIENTS:,} clients, {found + misses} {stick.have}", TITLE)
    write(ax, 12, 515, f"“It”: {stick.it}", SMALL, CLAY if stick.caveat else MUTED)
    for top, rows, name, groups, share in (
        (490, _FLAGGED_ROWS, "Flagged", ((found, _disks), (alarms, _crosses)), of_flagged),
        (312, _PASSED_ROWS, "Passed", ((misses, _rings), (passed, _squares)), of_passed),
    ):
        rule(ax, top + 12)
        write(ax, 12, top - 4, f"{name}: {sum(count for count, _ in groups)}", TITLE)
        write(ax, WIDTH - 12, top - 4, f"{share} of 100 {stick.have}", _HEADLINE, align="right")
        first = 0
        for (count, kind), x, words in zip(groups, (12, 130), (stick.have, stick.have_not), strict=True):
            kind(ax, np.array([(x + 5, top - 23)]))
            write(ax, x + 14, top - 23, f"{count} {words}", SMALL)
            places = np.arange(count)
            kind(ax, np.column_stack([_LEFT + _STEP * (first + places // rows),
                                      top - 42 - _STEP * (places % rows)]))  # fmt: skip
            first += -(-count // rows)
    _scale(ax, common, stick)

    return Illustration(
        figure,
        f"{CLIENTS:,} small marks, each a client. {found + misses} {stick.have}; it is {stick.it}. {test}: "
        f"it flags {100 * one.sensitivity:.0f} of 100 who {stick.have} and passes "
        f"{100 * one.specificity:.0f} of 100 others. Above stand the {found + alarms} flagged: {found} "
        f"filled disks {stick.have}, {alarms} crosses {stick.have_not}. Below stand the {misses + passed} "
        f"passed: {misses} open rings {stick.have}, {passed} small squares {stick.have_not}. "
        f"{stick.caveat}{' ' if stick.caveat else ''}On a scale of how common it is, a pointer stands at "
        f"{common} of 100{_told(stick)}.",
        f"{found + alarms} are flagged; {of_flagged} of every 100 of them {stick.have} ({found}). "
        f"{misses + passed} pass; {of_passed} of every 100 of them {stick.have} all the same ({misses}). "
        f"{stick.caveat}".strip(),
    )


def _of_100(share: float) -> str:
    """Write a share as people of 100; few are not none."""
    people = 100 * float(share)
    return "under 1" if people < 1 else f"{people:.0f}"


def _told(stick: _Yardstick) -> str:
    parts = [
        f"{low:.3g} {words}" if low == high else f"{low:.3g} to {high:.3g} {words}"
        for low, high, words in stick.settings
    ]
    return f"; marked are {' and '.join(parts)}" if parts else ""


def _strokes(ax: Axes, lines: np.ndarray, color: str, width: float, cap: str = "butt", z: float = 3) -> None:
    """Draw many lines of two points each, as one path.

    A mark that is the stroke of a short line takes a quarter of the bytes of one that is an outline.
    """
    codes = np.tile([Path.MOVETO, Path.LINETO], len(lines))
    path = Path(lines.reshape(-1, 2), codes)
    style = {"facecolor": "none", "edgecolor": color, "linewidth": width, "capstyle": cap, "zorder": z}
    # Snapped to pixels, the shortest lines would be gone.
    ax.add_artist(PathPatch(path, snap=False, **style)).set_clip_on(False)


def _dots(ax: Axes, spots: np.ndarray, color: str, size: float, z: float) -> None:
    tiny = (0.1, 0)
    _strokes(ax, np.stack([spots, spots + tiny], axis=1), color, size, "round", z)


def _disks(ax: Axes, spots: np.ndarray) -> None:
    """Mark those found."""
    _dots(ax, spots, TEAL, 7.6, 3)


def _rings(ax: Axes, spots: np.ndarray) -> None:
    """Mark those missed."""
    _dots(ax, spots, CLAY, 7.8, 3)
    _dots(ax, spots, CARD, 3.8, 4)


def _crosses(ax: Axes, spots: np.ndarray) -> None:
    """Mark the false alarms."""
    half = 2
    ends = [[(-half, side * half), (half, -side * half)] for side in (-1, 1)]
    _strokes(ax, (spots[:, None, None] + ends).reshape(-1, 2, 2), OCHRE, 1.4)


def _squares(ax: Axes, spots: np.ndarray) -> None:
    """Mark those who pass and do not have it."""
    half = np.array([0, 1.5])
    _strokes(ax, np.stack([spots + half, spots - half], axis=1), MUTED, 3)


def _scale(ax: Axes, common: int, stick: _Yardstick) -> None:
    """Draw how common it is here, and in settings that were measured."""

    def x_of(percent: float) -> float:
        return 24 + 296 * percent / MOST_COMMON

    y = 24
    trace(ax, Path([(x_of(0), y), (x_of(MOST_COMMON), y)]), MUTED, 1.2)
    for percent in range(0, MOST_COMMON + 1, 10):
        trace(ax, Path([(x_of(percent), y - 3), (x_of(percent), y + 3)]), MUTED, 1.2)
        write(ax, x_of(percent), y - 12, str(percent), SMALL - 1, MUTED, align="center")
    write(ax, x_of(MOST_COMMON) + 11, y - 12, "of 100", SMALL - 1, MUTED)
    for low, high, words in stick.settings:
        draw(ax, box(x_of(low) - 2, y - 3.5, x_of(high) + 2, y + 3.5), CARD, edge=INK, width=0.7, z=4)
        write(ax, max(x_of((low + high) / 2), 46), y + 14, words, SMALL - 1, align="center")
    write(ax, 340, y + 14, "here", SMALL - 1)
    for x, at in ((332, y + 15), (x_of(common), y + 4)):
        draw(ax, polygon(x, at, 6, 3, 180), INK, edge=CARD, width=0.6, z=6)
