"""The clinic of lesson 11 where nothing works."""

from matplotlib.path import Path

from massage_neuropathy.figures.illustration import Illustration
from massage_neuropathy.figures.outlines import draw, oval, polygon, trace
from massage_neuropathy.figures.style import (
    CARD,
    CLAY,
    LINE,
    MUTED,
    SMALL,
    TEAL,
    house_style,
    sheet,
    write,
)
from massage_neuropathy.science.clinic import (
    BAD_DAY,
    SPREAD_BETWEEN,
    SPREAD_WITHIN,
    USUAL_PAIN,
    WORTHWHILE,
    twenty_clients,
)


@house_style()
def better_anyway() -> Illustration:
    """Draw 20 clients of a clinic where nothing works, on a bad day and six weeks later."""
    figure, ax = sheet(432)
    pairs = twenty_clients()
    falls = pairs[:, 0] - pairs[:, 1]
    better, worse = int((falls >= WORTHWHILE).sum()), int((falls <= -WORTHWHILE).sum())
    between = len(pairs) - better - worse
    left, right, low, high = 66.0, 246.0, 96.0, 396.0

    def at(points: float) -> float:
        return low + (high - low) * points / 10

    write(ax, 12, 416, "Pain, 0 to 10", SMALL, bold=True)
    for points in range(0, 11, 2):
        trace(ax, Path([(left - 14, at(points)), (right + 14, at(points))]), LINE, 1, z=0)
        write(ax, left - 20, at(points), str(points), SMALL, align="right")
    for first, later in pairs:
        fall = first - later
        color, width, dash = (
            (TEAL, 2.2, 0) if fall >= WORTHWHILE else (CLAY, 2.2, 2) if fall <= -WORTHWHILE else (MUTED, 1, 0)
        )
        trace(
            ax,
            Path([(left, at(first)), (right, at(later))]),
            color,
            width,
            z=3 if width > 1 else 2,
            dash=dash,
        )
        draw(ax, oval(left, at(first), 2.4, 2.4), color, edge="none", width=0, z=4)
        if fall >= WORTHWHILE:
            draw(ax, oval(right, at(later), 4.4, 4.4), color, edge=CARD, width=0.6, z=4)
        elif fall <= -WORTHWHILE:
            draw(ax, polygon(right, at(later), 6, 3, 0), color, edge=CARD, width=0.6, z=4)
        else:
            draw(ax, oval(right, at(later), 2.4, 2.4), color, edge="none", width=0, z=4)
    write(ax, left, 78, "a bad day", SMALL, align="center")
    write(ax, right, 78, "six weeks later", SMALL, align="center")
    for y, count, words, color in (
        (210, better, f"at least\n{WORTHWHILE:g} lower", TEAL),
        (290, between, "little\nchange", MUTED),
        (370, worse, f"at least\n{WORTHWHILE:g} higher", CLAY),
    ):
        write(ax, 272, y, str(count), 22, color, bold=True)
        write(ax, 310, y + 8, words, SMALL, color)
    write(
        ax,
        12,
        48,
        "A model, with numbers chosen for teaching: usual\n"
        f"pain {USUAL_PAIN:g}, spread {SPREAD_BETWEEN:g} between clients and between\n"
        f"days; clients come at {BAD_DAY:g} or more.",
        SMALL - 1,
    )
    return Illustration(
        figure,
        f"Twenty lines, one a client, from a bad day on the left, when all have {BAD_DAY:g} or more of 10 "
        f"points of pain, to six weeks later on the right. Nothing was done that works. {better} lines, "
        f"thick with a round end, fall by at least {WORTHWHILE:g} points; {worse}, dashed with a triangle, "
        f"rises by at least {WORTHWHILE:g}; the other {between}, thin, change less. A model with numbers "
        f"chosen for teaching: usual pain {USUAL_PAIN:g}, with a spread of {SPREAD_BETWEEN:g} between "
        f"clients and of {SPREAD_WITHIN:g} between days.",
    )
