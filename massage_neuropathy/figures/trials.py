"""Figures of lesson 11: what the trials say."""

import math

from matplotlib.axes import Axes
from matplotlib.path import Path

from massage_neuropathy.figures.illustration import Illustration
from massage_neuropathy.figures.outlines import box, draw, hatch, loop, oval, polygon, trace
from massage_neuropathy.figures.style import (
    BODY,
    CARD,
    CLAY,
    INK,
    LINE,
    OCHRE,
    PLUM,
    SAND,
    SMALL,
    TEAL,
    WIDTH,
    house_style,
    sheet,
    write,
)
from massage_neuropathy.science.trials import COMPARISONS, STUDIES, Comparison

_GROUPS = (
    ("printed", "Worked out from printed results"),
    ("rebuilt", "Rebuilt from a p value"),
    ("bound", "Only a bound is known"),
    ("outlier", "Off the scale"),
    ("pooled", "Many trials pooled by others"),
    ("drug", "For scale: drugs against placebo, blinded"),
)
_NOTE = (
    "Standardized differences, 95 % intervals, from small,\n"
    "mostly unblinded studies. No average is drawn. Those\n"
    "that found nothing seldom print numbers, so this\n"
    "picture leans toward benefit."
)
_LEFT, _RIGHT, _LOWEST, _HIGHEST = 14.0, WIDTH - 14.0, -2.2, 1.2


def _x(value: float) -> float:
    share = (min(max(value, _LOWEST), _HIGHEST) - _LOWEST) / (_HIGHEST - _LOWEST)
    return _LEFT + (_RIGHT - _LEFT) * share


@house_style()
def trial_comparisons() -> Illustration:
    """Draw what single studies, pooled results and drug trials found, each with how well it is known."""
    row, head = 31, 25
    height = row * len(COMPARISONS) + head * len(_GROUPS) + 116
    figure, ax = sheet(height)
    y = height - 20
    write(ax, _x(0) - 8, y, "favors massage", SMALL, TEAL, align="right")
    write(ax, _x(0) + 8, y, "favors other", SMALL, CLAY)
    trace(ax, Path([(_x(0), y + 8), (_x(0), 88)]), INK, 1.2, z=1)
    for value in (-2, -1, 1):
        trace(ax, Path([(_x(value), y - 14), (_x(value), 88)]), LINE, 1, z=0)
    for value, words in ((-2, "\N{MINUS SIGN}2"), (-1, "\N{MINUS SIGN}1"), (0, "0"), (1, "1")):
        write(ax, _x(value), 78, words, SMALL - 1, align="center")
    y -= 14
    for kind, words in _GROUPS:
        draw(ax, box(6, y - head + 6, WIDTH - 6, y - 2), SAND, edge="none", width=0, z=1.5)
        write(ax, 12, y - head / 2 + 2, words, SMALL)
        y -= head
        for comparison in (one for one in COMPARISONS if one.kind == kind):
            write(ax, 12, y - 6, comparison.label, SMALL - 1)
            _comparison(ax, y - 21, comparison)
            y -= row
    write(ax, 12, 58, _NOTE, SMALL - 1)
    return Illustration(
        figure,
        "Eighteen results as marks along a scale from minus 2 to 1; left of zero favors massage. Filled "
        "points: Gholamzadeh 2023, minus 1.25, and Izgu 2019, minus 0.74 with a line that just touches "
        "zero. Hollow points from p values: Coskun 2014, minus 0.76; Al-Fahham 2023, minus 0.85; "
        "Apichartvorakit 2023, minus 1.20; their lines stay left of zero. Hatched bars without a point: "
        "Kurt and Can 2018 and Lopez 2022, half a step to either side of zero; Park and Park 2015 right "
        "of 0.58; four more reach left from minus 0.6 to minus 0.95 and are open. An arrow off the "
        "scale: Thaweewannakij 2023, minus 3.85. Diamonds: pooled results at minus 0.68, 0.90 and 1.11. "
        "Squares: two groups of drugs against placebo at minus 0.44 and 0.47. No average is drawn. "
        "Studies that found nothing seldom print numbers, so the picture leans toward benefit.",
    )


def _comparison(ax: Axes, y: float, one: Comparison) -> None:
    """Draw one result in the mark of its kind."""
    low, high = _x(one.low), _x(one.high)
    if one.kind == "bound":
        bar = box(low, y - 5, high, y + 5)
        hatch(ax, bar, bar, z=3, pattern="//////")
        for end, value in ((low, one.low), (high, one.high)):
            if math.isfinite(value):
                trace(ax, Path([(end, y - 6), (end, y + 6)]), INK, 1.6, z=4)
            else:
                side = -1 if value < 0 else 1
                draw(ax, polygon(end + 4 * side, y, 6, 3, 90 * -side), INK, edge=INK, width=0.4, z=4)
    elif one.kind == "outlier":
        trace(ax, Path([(_LEFT + 4, y), (_LEFT + 58, y)]), PLUM, 2.4, z=3)
        draw(ax, polygon(_LEFT + 3, y, 7, 3, 90), PLUM, edge=PLUM, width=0.4, z=4)
        write(ax, _LEFT + 64, y, f"\N{MINUS SIGN}{-one.point:.2f}: too large to believe", SMALL - 1, PLUM)
    else:
        x = _x(one.point)
        color = {"printed": TEAL, "rebuilt": TEAL, "pooled": PLUM, "drug": OCHRE}[one.kind]
        trace(ax, Path([(low, y), (high, y)]), color, 1.4 if one.kind == "rebuilt" else 2.2, z=3)
        if one.kind == "pooled":
            draw(
                ax, loop([(x - 9, y), (x, y - 6), (x + 9, y), (x, y + 6)]), color, edge=color, width=0.4, z=4
            )
        elif one.kind == "drug":
            draw(ax, box(x - 5, y - 5, x + 5, y + 5), color, edge=color, width=0.4, z=4)
        else:
            hollow = one.kind == "rebuilt"
            draw(ax, oval(x, y, 5, 5), CARD if hollow else color, edge=color, width=1, z=4)


@house_style()
def whose_feet() -> Illustration:
    """Draw in which countries people with neuropathy were studied, and how many in each study."""
    countries = list(dict.fromkeys(study.country for study in STUDIES))
    row = 34
    height = row * len(countries) + 74
    figure, ax = sheet(height)
    write(ax, 12, height - 20, f"{len(STUDIES)} studies, one box each", BODY, bold=True)
    write(ax, 12, height - 40, "In the box: how many people, all groups together.", SMALL)
    for i, country in enumerate(countries):
        y = height - 76 - row * i
        write(ax, 12, y, country, SMALL)
        for j, study in enumerate(one for one in STUDIES if one.country == country):
            x = 108 + 43 * j
            draw(ax, box(x, y - 12, x + 38, y + 12), TEAL, edge=TEAL, width=0.6)
            write(ax, x + 19, y, str(study.people), SMALL, CARD, bold=True, align="center")

    def sizes(country: str) -> str:
        return ", ".join(str(study.people) for study in STUDIES if study.country == country)

    listed = "; ".join(f"{country}: {sizes(country)}" for country in countries)
    return Illustration(
        figure,
        f"{len(STUDIES)} controlled studies of massage or reflexology in neuropathy, a box for each, with "
        f"how many people took part, by country. {listed}.",
    )
