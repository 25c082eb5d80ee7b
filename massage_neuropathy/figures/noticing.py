"""Figures of lesson 6: noticing and referring."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.path import Path

from massage_neuropathy.figures.illustration import Illustration
from massage_neuropathy.figures.outlines import (
    PERSON,
    box,
    draw,
    hatch,
    loop,
    mark,
    oval,
    place,
    smooth,
    trace,
)
from massage_neuropathy.figures.parts import (
    answer_sign,
    arrow,
    check,
    cross,
    foot_top,
    heading,
    lens,
    panel,
    pointer,
    rule,
    sole,
)
from massage_neuropathy.figures.style import (
    CARD,
    CLAY,
    INK,
    MUTED,
    SKIN,
    SMALL,
    TEAL,
    TITLE,
    WIDTH,
    house_style,
    sheet,
    write,
)
from massage_neuropathy.science.screening import (
    FILAMENT_SENSITIVITY,
    FILAMENT_SENSITIVITY_INTERVAL,
    TOUCHED_TOES,
    missed,
)

TIPS = {1: (-11.4, 94), 2: (0, 92.6), 3: (8.2, 87.4), 4: (15.4, 80), 5: (20.4, 73)}
"""Tip of each toe in units of `FOOT`."""


@house_style()
def foot_map() -> Illustration:
    """Draw the top and the sole of a foot with places to touch and places only to look at."""
    figure, ax = sheet(452)
    heading(ax, 435, "Touch lightly, or only look?")
    scale, y = 2.5, 124
    top, under = 72, 306
    foot_top(ax, top, y, scale, "dark")
    sole(ax, under, y, scale, "light")
    for x in (top, under):
        for toe in TOUCHED_TOES:
            _touch_point(ax, x + TIPS[toe][0] * scale, y + TIPS[toe][1] * scale)
    looks = (
        ((top + 4.4 * scale, y + 77 * scale), (14, -12), (166, 284), "between the\ntoes, kept dry", 268),
        ((under - 7 * scale, y + 64 * scale), (-14, -4), (222, 226), "hard skin\nunder the ball", 216),
        ((under - 1 * scale, y + 9 * scale), (-14, 0), (215, 146), "heel", 146),
    )
    for spot, rim, end, words, level in looks:
        lens(ax, *spot, 0.62)
        pointer(ax, (spot[0] + rim[0], spot[1] + rim[1]), end)
        write(ax, 192, level, words, SMALL, align="center")
    write(ax, top, y - 20, "top of a right foot", SMALL, MUTED, align="center")
    write(ax, under, y - 20, "left sole", SMALL, MUTED, align="center")
    rule(ax, 84)
    _touch_point(ax, 26, 62)
    write(ax, 46, 68, "Touch test: tips of toes 1, 3 and 5,", SMALL)
    write(ax, 46, 52, "on both feet", SMALL)
    lens(ax, 24, 27, 0.55)
    write(ax, 46, 28, "Look, and leave alone", SMALL)
    return Illustration(
        figure,
        "The top of a right foot in dark skin and a left sole in light skin, with two kinds of marks. A "
        "ringed dot, the touch test: on the tips of the first, third and fifth toe, the big toe being the "
        "first, on both feet. A magnifying glass, look and leave alone: on the spaces between the toes, "
        "which are kept dry; on hard skin under the ball of the foot; and on the heel.",
    )


def _touch_point(ax: Axes, x: float, y: float) -> None:
    draw(ax, oval(x, y, 8, 8), CARD, edge=TEAL, width=1.4, z=6)
    draw(ax, oval(x, y, 3.6, 3.6), TEAL, edge="none", width=0, z=7)


@house_style()
def touch_test() -> Illustration:
    """Draw the touch test on six toe tips, with what one client felt."""
    figure, ax = sheet(448)
    heading(ax, 431, "Six toe tips, one client", "eyes closed · light · 1 to 2 seconds each")
    scale, y = 2.15, 142
    feet = (("left", 102, -1), ("right", 273, 1))
    number = 0
    for side, x, turn in reversed(feet):
        foot_top(ax, x, y, scale, "medium", left=side == "left")
        write(ax, x, y - 16, f"{side} foot", SMALL, MUTED, align="center")
        for toe in TOUCHED_TOES:
            number += 1
            spot = (x + turn * TIPS[toe][0] * scale, y + (TIPS[toe][1] - 1) * scale)
            outer = (spot[0] + turn * (4, 8, 18)[number % 3 - 1], spot[1] + (27, 24, 17)[number % 3 - 1])
            _tip(ax, *spot, felt=toe != 5)
            write(ax, outer[0], outer[1], str(number), TITLE, bold=True, align="center")
    rule(ax, 108)
    _tip(ax, 26, 88, True)
    write(ax, 44, 88, "felt", SMALL)
    _tip(ax, 110, 88, False)
    write(ax, 128, 88, "not felt", SMALL)
    write(ax, 212, 88, "1 to 6: one order", SMALL)
    write(ax, 12, 60, "Two or more of six not felt: a foot at risk.", SMALL, bold=True)
    write(ax, 12, 40, "A pass clears nobody. It is an observation to note and", SMALL)
    write(ax, 12, 23, "to report, not a diagnosis.", SMALL)
    return Illustration(
        figure,
        "Both feet of one client from above, with six toe tips marked and numbered in one possible order: "
        "1, 2 and 3 on the first, third and fifth toe of the right foot, 4, 5 and 6 on the same toes of "
        "the left foot. Eyes closed; a light touch of 1 to 2 seconds each. A check mark means felt: 1, 2, "
        "4 and 5. A cross means not felt: 3 and 6, the little toes. The rule: two or more of six not felt "
        "means a foot at risk. A pass clears nobody; it is an observation to note and to report, not a "
        "diagnosis.",
    )


def _tip(ax: Axes, x: float, y: float, felt: bool) -> None:
    if felt:
        check(ax, x, y, 9.5)
    else:
        cross(ax, x, y, 9.5)


PEOPLE = 300
"""People in the drawing (choice)."""


@house_style()
def missed_by_filament() -> Illustration:
    """Draw 300 people with neuropathy: those a filament test notices and those it misses."""
    figure, ax = sheet(410)
    misses = round(float(missed(PEOPLE)))
    fewest, most = (round(float(missed(PEOPLE, share))) for share in reversed(FILAMENT_SENSITIVITY_INTERVAL))
    heading(ax, 393, f"{PEOPLE} people who have neuropathy", "10-gram filament test; each mark is one person")
    spots = np.array([(19 + 13.95 * (i % 25), 344 - 15.4 * (i // 25)) for i in range(PEOPLE)])
    noticed = PEOPLE - misses
    style = {"linewidth": 0, "zorder": 3}
    ax.plot(*spots[:noticed].T, marker="o", markersize=10, color=TEAL, markeredgewidth=0, **style)
    ax.plot(*spots[noticed:].T, marker="o", markersize=8.4, markerfacecolor=CARD, markeredgecolor=CLAY,
            markeredgewidth=1.8, **style)  # fmt: skip
    for y, words, filled in (
        (146, "filled: the test noticed it", True),
        (122, "open: passed the test all the same", False),
    ):
        if filled:
            ax.plot([26], [y], marker="o", markersize=10, color=TEAL, markeredgewidth=0, **style)
        else:
            ax.plot([26], [y], marker="o", markersize=8.4, markerfacecolor=CARD, markeredgecolor=CLAY,
                    markeredgewidth=1.8, **style)  # fmt: skip
        count = noticed if filled else misses
        write(ax, 76, y, str(count), TITLE, TEAL if filled else CLAY, bold=True, align="right")
        write(ax, 86, y, words, SMALL)
    rule(ax, 102)
    write(ax, 12, 84, "How many pass? Anything in this range is possible:", SMALL)
    left, right = 24, WIDTH - 24

    def x_of(people: float) -> float:
        return left + (right - left) * people / PEOPLE

    trace(ax, Path([(left, 44), (right, 44)]), MUTED, 1.2)
    for people in (0, 100, 200, 300):
        trace(ax, Path([(x_of(people), 39), (x_of(people), 49)]), MUTED, 1.2)
        write(ax, x_of(people), 28, str(people), SMALL, MUTED, align="center")
    draw(ax, box(x_of(fewest), 40, x_of(most), 48), "#eac3b0", edge=CLAY, width=0.8, z=3)
    mark(ax, x_of(misses), 44, "D", 12, CLAY, z=4)
    for people in (fewest, most):
        write(ax, x_of(people), 61, str(people), SMALL, bold=True, align="center")
    low, high = (f"{100 * share:.0f}" for share in FILAMENT_SENSITIVITY_INTERVAL)
    return Illustration(
        figure,
        f"{PEOPLE} marks in twelve rows of twenty-five, each one person who has neuropathy on "
        f"nerve-conduction tests. {noticed} are filled: the 10-gram filament test noticed it, "
        f"{100 * FILAMENT_SENSITIVITY:.0f} of every 100. {misses} are open: they passed the test all the "
        f"same. A bar below shows that, given an interval from {low} to {high} noticed of every 100, "
        f"anything from {fewest} to {most} passing is possible.",
    )


@house_style()
def now_today_soon() -> Illustration:
    """Draw four signs each for now, today and soon."""
    figure, ax = sheet(616)
    rows = (
        (600, "Stop: emergency now", CLAY,
         (("sudden", "Sudden, one\nside, or face,\nspeech, sight"),
          ("saddle", "Numb where\none sits;\nbladder, bowel"),
          ("climb", "Weakness that\nclimbs, hours\nto days"), ("pale", "Limb suddenly\ncold or pale"))),
        (400, "Stop: care today", CLAY,
         (("swollen", "One leg newly\nswollen, warm\nor sore"), ("warm", "Numb foot,\nwarm and\nswollen"),
          ("wound", "Wound, stain,\ntoe darker\nover weeks"), ("drop", "Foot or grip\nnewly gives\nway"))),
        (200, "Soon: an appointment", TEAL,
         (("slow", "Slow, feet\nfirst, never\nlooked into"), ("calf", "Calf pain on\nwalking"),
          ("crack", "Hard, cracked\nskin on a\nnumb foot"), ("fall", "A fall"))),
    )  # fmt: skip
    told = []
    for row, (top, name, color, signs) in enumerate(rows):
        y = top - 128
        panel(ax, 6, y - 58, WIDTH - 6, top + 8, CARD)
        if name.startswith("Stop"):
            answer_sign(ax, 28, top - 10, name, 0.5)
        else:
            draw(ax, box(19, top - 18, 37, top - 2), CARD, edge=TEAL, width=1.3, z=4)
            draw(ax, box(19, top - 6, 37, top - 2), TEAL, edge=TEAL, width=1.3, z=5)
        write(ax, 50, top - 10, name, TITLE, color, bold=True)
        for i, (kind, words) in enumerate(signs):
            x = 52 + 90 * i
            _sign(ax, x, y, kind, ("dark", "light", "medium")[(row + i) % 3])
            write(ax, x, y - 16, words, SMALL - 1, align="center")
        told.append(f"{name}: " + "; ".join(words.replace("\n", " ") for _, words in signs) + ".")
    return Illustration(
        figure,
        "Three rows with four small people each, in three skin tones, marked where the sign is. "
        + " ".join(told)
        + " Soon is no answer of its own: it adds an appointment to Ask first or Adapt. One sign is enough.",
    )


def _sign(ax: Axes, x: float, y: float, kind: str, tone: str) -> None:
    """Draw a small person with one sign."""
    s = 1.0

    def at(px: float, py: float) -> tuple[float, float]:
        return x + px * s, y + py * s

    body = place(PERSON, x, y, s)
    draw(ax, body, SKIN[tone], width=0.75)
    if kind == "sudden":
        hatch(ax, place(box(-20, 40, -8.4, 82), x, y, s), body)
        hatch(ax, place(box(-6, 86, 0, 102), x, y, s), body)
    elif kind == "saddle":
        hatch(ax, place(_SEAT, x, y, s), body)
    elif kind == "climb":
        hatch(ax, place(box(-12, -3, 12, 42), x, y, s), body)
        for side in (-1, 1):
            arrow(ax, [at(side * 18, 2), at(side * 18, 34)], CLAY, 2.2, 5)
    elif kind == "pale":
        cold = place(box(0.4, -4, 12, 30), x, y, s)
        hatch(ax, cold, body, pattern="", fill="#e4ecf1")
        flake = at(17, 12)
        for turn in (0, 60, 120):
            line = place(Path([(-6, 0), (6, 0)]), *flake, 1, turn)
            trace(ax, line, TEAL, 1.6, z=5)
    elif kind == "swollen":
        draw(
            ax,
            place(smooth([(4.9, 29), (9.8, 22), (9, 9), (5.2, 6), (2.2, 9), (2.4, 22)]), x, y, s),
            SKIN[tone],
            width=0.75,
            z=2.5,
        )
        _waves(ax, *at(16, 12))
    elif kind == "warm":
        draw(ax, oval(*at(5.6, 2.6), 5.6, 5.4), SKIN[tone], width=0.75, z=2.5)
        _waves(ax, *at(15, 0))
    elif kind == "wound":
        draw(ax, oval(*at(5, 7), 3, 3), INK, edge=CARD, width=0.7, z=4)
        lens(ax, *at(5, 7), 0.45)
    elif kind == "drop":
        arrow(ax, [at(12, 16), at(12, 0)], CLAY, 2.2, 5)
        arrow(ax, [at(23, 60), at(23, 46)], CLAY, 2.2, 5)
    elif kind == "slow":
        hatch(ax, place(box(-12, -3, 12, 8), x, y, s), body)
        write(ax, *at(18, 5), "?", TITLE + 2, INK, bold=True, align="center")
    elif kind == "calf":
        bolt = loop([(2, 11), (-7, -2), (-1, -2), (-3, -11), (7, 3), (1, 3), (5, 11)])
        draw(ax, place(bolt, *at(5.2, 18), 0.8), CARD, edge=CLAY, width=1, z=5)
    elif kind == "fall":
        arc = smooth([at(8, 98), at(22, 92), at(31, 74), at(34, 50)], closed=False)
        trace(ax, arc, CLAY, 2.2, z=5)
        arrow(ax, [at(34, 52), at(33, 22)], CLAY, 2.2, 6)
        trace(ax, Path([at(-24, -1), at(38, -1)]), MUTED, 2)
    elif kind == "crack":
        hatch(ax, place(box(-12, -3, 12, 8), x, y, s), body)
        lens(ax, *at(5, 7), 0.45)


def _waves(ax: Axes, x: float, y: float) -> None:
    """Draw three rising lines for warmth."""
    for shift in (-5, 0, 5):
        wave = smooth([(0, 0), (2, 4), (-2, 9), (0, 13)], closed=False)
        trace(ax, place(wave, x + shift, y, 1.1), CLAY, 1.6, z=5)


_SEAT = smooth([(0, 50), (3, 47), (5.4, 42), (4.4, 36.5), (0, 35), (-4.4, 36.5), (-5.4, 42), (-3, 47)])
