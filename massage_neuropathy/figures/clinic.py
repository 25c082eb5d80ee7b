"""The explorer of lesson 11: a clinic where nothing works, until something does."""

from typing import Annotated

import numpy as np
from matplotlib.axes import Axes
from matplotlib.path import Path
from numpy.typing import ArrayLike, NDArray

from massage_neuropathy.figures.illustration import Illustration
from massage_neuropathy.figures.outlines import blend, box, draw, hatch, loop, oval, polygon, trace
from massage_neuropathy.figures.style import (
    BODY,
    CARD,
    CLAY,
    INK,
    LINE,
    MUTED,
    PLUM,
    SAND,
    SMALL,
    TEAL,
    house_style,
    sheet,
    write,
)
from massage_neuropathy.science.clinic import (
    BAD_DAY,
    CLINICS,
    SPREAD_WITHIN,
    WORTHWHILE,
    average,
    better_and_worse,
    expected_fall,
    two_groups,
)

EFFECTS = {"nothing": 0, "1 point": 1, "2 points": 2}
"""What learners choose, and the points it stands for."""
_HEIGHT = 486
_TITLES = ("Treated", "Not treated")
_DAYS = ((52.0, 174.0), (230.0, 352.0))
"""Where the first and the later day of each group stand."""
_FLOOR, _POINT = 204.0, 18.5
"""Height of no pain, and of a point of pain."""
_EACH = 0.8
"""Width of one client in a bar of many."""
_FEW = 40
"""Up to so many clients each gets a line."""
_ZERO, _STEP, _ROWS = 178.0, 26.0, (106.0, 82.0, 58.0)
"""Where no fall stands in the lower part, the width of a point there, and its rows."""


@house_style()
def nothing_works(
    spread: Annotated[float, "How much pain varies from day to day (points)"] = SPREAD_WITHIN,
    effect: Annotated[float, "What the treatment takes off", EFFECTS] = 0.0,
    control: Annotated[bool, "Control group: looked at, not treated"] = False,
    clients: Annotated[int, "Clients in each group", [20, 200]] = 20,
    clinic: Annotated[
        int, "Clinic (each is another draw of chance)", {f"clinic {number}": number for number in CLINICS}
    ] = 1,
) -> Illustration:
    """Draw the clients of a clinic on the bad day they come and six weeks later, and what it seems to say.

    Regression to the mean: barnett2005. Two points for one client: farrar2001. The rest is chosen
    for teaching.

    Parameters
    ----------
    spread : float
        Standard deviation of pain from day to day in one client, in points, from 0 to 2.
    effect : float
        What the treatment takes off the later pain of everyone treated, in points, from 0 to 2.
    control : bool
        Whether a second group is looked at in the same way and not treated.
    clients : int
        Clients in each group, from 20 on.
    clinic : int
        Which of the clinics: the same model, other chance.

    Raises
    ------
    ValueError
        If spread or effect lie outside of what the picture can show, or the model has no such clinic or
        number of clients.
    """
    if not 0 <= spread <= 2 or not 0 <= effect <= 2 or clients < 20:
        raise ValueError(f"spread {spread}, effect {effect}, {clients} clients: 0 to 2, 0 to 2, 20 and more")
    groups = two_groups(clinic, clients, spread, effect)
    falls = groups[..., 0] - groups[..., 1]
    nothing_done = expected_fall(spread)
    estimates = [average(falls[0])]
    if control:
        estimates += [average(falls[1]), average(falls[0], falls[1])]
    figure, ax = sheet(_HEIGHT)
    write(ax, 12, _y(11), "Pain", SMALL - 1)
    for points in range(0, 11, 2):
        level = (Path([(first - 10, _y(points)), (later + 10, _y(points))]) for first, later in _DAYS)
        trace(ax, blend(*level), LINE, 1, z=0)
        write(ax, 34, _y(points), str(points), SMALL - 1, align="right")
    for i, (title, days) in enumerate(zip(_TITLES, _DAYS, strict=True)):
        shown = i == 0 or control
        write(ax, sum(days) / 2, _HEIGHT - 18, title, BODY, INK if shown else MUTED, align="center")
        if shown:
            _group(ax, groups[i], days)
        else:
            write(ax, sum(days) / 2, _y(5), "nobody", SMALL, MUTED, align="center")
        for x, day in zip(days, ("bad day", "later"), strict=True):
            write(ax, x, _FLOOR - 14, day, SMALL - 1, align="center")
    _legend(ax, clients)
    _falls(ax, estimates, (nothing_done + effect, nothing_done, effect))
    return Illustration(
        figure,
        _description(groups, estimates, spread, effect, clinic),
        _outcome(groups, estimates, effect),
    )


def _y(points: ArrayLike) -> ArrayLike:
    return _FLOOR + _POINT * points


def _group(ax: Axes, pairs: NDArray[np.float64], days: tuple[float, float]) -> None:
    """Draw a group, a line for each of a few clients or bars for many, with its count and average."""
    better, worse = better_and_worse(pairs[:, 0] - pairs[:, 1])
    x = sum(days) / 2
    write(ax, x, _HEIGHT - 41, f"{better.sum()} of {len(pairs)}", 18, TEAL, align="center")
    write(ax, x, _HEIGHT - 62, f"at least {WORTHWHILE:g} lower", SMALL, TEAL, align="center")
    write(
        ax, x, _HEIGHT - 78, f"{worse.sum()} at least {WORTHWHILE:g} higher", SMALL - 1, CLAY, align="center"
    )
    marks = _lines if len(pairs) <= _FEW else _bars
    marks(ax, pairs, days, better, worse)
    ends = [*zip(days, _y(pairs.mean(axis=0)), strict=True)]
    trace(ax, Path(ends), CARD, 7, z=6)
    trace(ax, Path(ends), INK, 3.6, z=7)
    for x, y in ends:
        draw(ax, box(x - 5, y - 5, x + 5, y + 5), INK, edge=CARD, width=0.8, z=8)


def _legend(ax: Axes, clients: int) -> None:
    """Say what the marks of clients and of their average are."""
    upper, lower, right = _FLOOR - 33, _FLOOR - 50, 186
    trace(ax, Path([(17, upper), (39, upper)]), INK, 3.6)
    draw(ax, blend(*(box(x - 4, upper - 4, x + 4, upper + 4) for x in (17, 39))), INK, edge="none", width=0)
    write(ax, 50, upper, "average", SMALL - 1)
    if clients <= _FEW:
        trace(ax, Path([(right - 12, upper), (right + 12, upper)]), MUTED, 0.9)
        write(ax, right + 19, upper, "one client", SMALL - 1)
        draw(ax, oval(28, lower, 3.9, 3.9), TEAL, edge="none", width=0)
        draw(ax, polygon(right, lower - 1, 6.4, 3, 0), CLAY, edge="none", width=0)
    else:
        keys = [
            box(x - 12, y - 4.5, x + 12, y + 4.5) for x, y in ((right, upper), (28, lower), (right, lower))
        ]
        draw(ax, keys[0], LINE, edge=MUTED, width=0.4)
        write(ax, right + 19, upper, "clients, wider is more", SMALL - 1)
        draw(ax, keys[1], TEAL, edge="none", width=0)
        draw(ax, keys[2], LINE, edge="none", width=0)
        hatch(ax, keys[2], keys[2], z=3, pattern="////////")
    write(ax, 50, lower, f"{WORTHWHILE:g} or more lower", SMALL - 1)
    write(ax, right + 19, lower, f"{WORTHWHILE:g} or more higher", SMALL - 1)


def _lines(
    ax: Axes,
    pairs: NDArray[np.float64],
    days: tuple[float, float],
    better: NDArray[np.bool_],
    worse: NDArray[np.bool_],
) -> None:
    """Draw a line for each client: thick with a dot for better, dashed with a triangle for worse."""
    for who, color, width, dash, sides in (
        (~(better | worse), MUTED, 0.9, 0, 0),
        (better, TEAL, 2, 0, 8),
        (worse, CLAY, 2, 2, 3),
    ):
        lines = [Path([*zip(days, _y(pair), strict=True)]) for pair in pairs[who]]
        if lines:
            trace(ax, blend(*lines), color, width, z=3, dash=dash)
        if lines and sides:
            ends = blend(
                *(polygon(days[1], _y(later), 12 / sides + 2.4, sides, 0) for later in pairs[who, 1])
            )
            draw(ax, ends, color, edge="none", width=0, z=4)


def _bars(
    ax: Axes,
    pairs: NDArray[np.float64],
    days: tuple[float, float],
    better: NDArray[np.bool_],
    worse: NDArray[np.bool_],
) -> None:
    """Draw bars of clients, those of the first day from the left, those of the later one from the right."""
    draw(ax, _stairs(days[0], pairs[:, 0], 1), LINE, edge=MUTED, width=0.4)
    draw(ax, _stairs(days[1], pairs[:, 1], -1), LINE, edge=MUTED, width=0.4)
    changed = _stairs(days[1], pairs[better | worse, 1], -1)
    hatch(ax, changed, changed, z=3, pattern="////////")
    draw(ax, _stairs(days[1], pairs[better, 1], -1), TEAL, edge="none", width=0, z=4)


def _stairs(x: float, points: NDArray[np.float64], side: int) -> Path:
    """Outline bars of half a point that stand on a line to one of its sides."""
    counts, edges = np.histogram(points, np.arange(0, 10.1, 0.5))
    reach = x + side * _EACH * np.repeat(counts, 2)
    return loop([(x, _y(0)), *zip(reach, np.repeat(_y(edges), 2)[1:-1], strict=True), (x, _y(10))])


def _falls(
    ax: Axes, estimates: list[tuple[float, float, float]], without_chance: tuple[float, float, float]
) -> None:
    """Draw the average falls and their difference, each beside what would come out without chance."""
    low, high = _ROWS[2] - 13, _ROWS[0] + 12
    write(ax, 12, high + 13, "Average fall, 95 % interval", SMALL)
    draw(ax, box(6, low, 369, low + 25), SAND, edge="none", width=0, z=0)
    for points in (-2, 0, 2, 4):
        x = _ZERO + _STEP * points
        trace(ax, Path([(x, low), (x, high)]), LINE if points else INK, 1, z=1)
        write(ax, x, low - 10, f"{points:g}".replace("-", "\N{MINUS SIGN}"), SMALL - 1, align="center")
    for i, (title, y) in enumerate(zip((*_TITLES, "Difference"), _ROWS, strict=True)):
        if i >= len(estimates):
            write(ax, 12, y, title, SMALL, MUTED)
            write(ax, 363, y, "?", SMALL, MUTED, align="right")
            continue
        middle, start, end = estimates[i]
        write(ax, 12, y, title, SMALL)
        write(ax, 363, y, _signed(middle), SMALL, align="right")
        trace(ax, Path([(_ZERO + _STEP * start, y), (_ZERO + _STEP * end, y)]), INK, 2.4, z=3)
        draw(ax, oval(_ZERO + _STEP * middle, y, 4.6, 4.6), INK, edge=CARD, width=0.6, z=4)
        _tick(ax, _ZERO + _STEP * without_chance[i], y)
    _tick(ax, 17, 13)
    write(ax, 26, 13, "what comes out without chance", SMALL - 1)


def _tick(ax: Axes, x: float, y: float) -> None:
    """Mark what would come out without chance."""
    trace(ax, Path([(x, y - 10), (x, y + 10)]), PLUM, 2.4, z=3.5)


def _signed(points: float) -> str:
    return f"{round(points, 1) + 0:.1f}".replace("-", "\N{MINUS SIGN}")


def _does(effect: float) -> str:
    return f"takes off {effect:g} point{'s' * (effect != 1)}" if effect else "does nothing"


def _outcome(groups: NDArray[np.float64], estimates: list[tuple[float, float, float]], effect: float) -> str:
    count = [int(better_and_worse(group[:, 0] - group[:, 1])[0].sum()) for group in groups]
    clients, first, later = len(groups[0]), *groups[0].mean(axis=0)
    if len(estimates) == 1:
        return (
            f"{count[0]} of {clients} clients end at least {WORTHWHILE:g} points lower; the treatment "
            f"{_does(effect)}. On average pain goes from {first:.1f} to {later:.1f}; nobody was looked at "
            "for comparison."
        )
    treated, others, difference = estimates
    return (
        f"{count[0]} of {clients} treated clients and {count[1]} of {clients} others end at least "
        f"{WORTHWHILE:g} points lower; the treatment {_does(effect)}. Average fall: {_signed(treated[0])}, "
        f"from {first:.1f} to {later:.1f}, and {_signed(others[0])}, a difference of {_range(difference)}."
    )


def _description(
    groups: NDArray[np.float64],
    estimates: list[tuple[float, float, float]],
    spread: float,
    effect: float,
    clinic: int,
) -> str:
    marks = "lines, one a client," if len(groups[0]) <= _FEW else "bars of clients"
    words = [
        f"Clinic {clinic}, {marks} on a scale of pain from 0 to 10, from a bad day with {BAD_DAY:g} or more "
        f"to six weeks later. Pain varies by {spread:g} points from day to day; the treatment "
        f"{_does(effect)}."
    ]
    for name, group, estimate in zip(_TITLES, groups, estimates, strict=False):
        better, worse = better_and_worse(group[:, 0] - group[:, 1])
        words.append(
            f"{name}: of {len(group)}, {better.sum()} at least {WORTHWHILE:g} lower and {worse.sum()} at "
            f"least {WORTHWHILE:g} higher; average fall {_range(estimate)}."
        )
    expected = expected_fall(spread)
    if len(estimates) == 1:
        words.append("The place of the control group is empty.")
        without_chance = f"{expected + effect:.1f}"
    else:
        words.append(f"Difference {_range(estimates[2])}.")
        without_chance = f"{expected + effect:.1f}, {expected:.1f} and {effect:.1f}"
    words.append(f"Ticks mark what would come out without chance: {without_chance}.")
    return " ".join(words)


def _range(estimate: tuple[float, float, float]) -> str:
    middle, low, high = (_signed(value) for value in estimate)
    return f"{middle}, 95 % interval {low} to {high}" if low != high else f"{middle}, with no part of chance"
