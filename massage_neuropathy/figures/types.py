"""Figures of lesson 2: types of neuropathy."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.path import Path

from massage_neuropathy.figures.illustration import Illustration
from massage_neuropathy.figures.outlines import box, draw, hatch, mark, mirrored, place, smooth, trace
from massage_neuropathy.figures.parts import answer_sign, badge, heading, panel, person, rule
from massage_neuropathy.figures.regions import LEFT_HAND, LEFT_SHIN, LEFT_THIGH, RING_AND_LITTLE, on_left_hand
from massage_neuropathy.figures.style import (
    CARD,
    CLAY,
    INK,
    MUTED,
    PLUM,
    SAND,
    SMALL,
    TEAL,
    TITLE,
    WIDTH,
    house_style,
    sheet,
    write,
)

_COLUMNS = (70, 188, 306)


@house_style()
def four_questions() -> Illustration:
    """Draw the four questions that sort a neuropathy, with the usual answers to each."""
    figure, ax = sheet(582)
    heading(ax, 565, "Four questions to every story")
    cards = (
        (426, 544, "How many nerves?"),
        (294, 416, "How fast did it come?"),
        (162, 284, "Which fibers?"),
        (12, 152, "What may lie behind it?"),
    )
    for number, (low, high, question) in enumerate(cards, 1):
        panel(ax, 10, low, WIDTH - 10, high, SAND)
        badge(ax, 30, high - 21, str(number))
        write(ax, 50, high - 21, question, TITLE, bold=True)
    for x, failing, words in zip(
        _COLUMNS, ({2}, {0, 3}, set(range(5))), ("one", "several,\npatchy", "many,\nboth sides"), strict=True
    ):
        for nerve in range(5):
            y = 480
            draw(
                ax,
                box(x - 34 + 15 * nerve, y - 11, x - 26 + 15 * nerve, y + 13),
                TEAL if nerve in failing else CARD,
                width=0.8,
            )
        write(ax, x, 456, words, SMALL, align="center")
    for x, (curve, words) in zip(
        _COLUMNS,
        ((_climbing, "hours\nto days"), (_steps, "weeks"), (_slow, "months\nto years")),
        strict=True,
    ):
        trace(ax, Path([(x - 38, 368), (x - 38, 337), (x + 38, 337)]), MUTED, 1)
        time = np.linspace(0, 1, 40)
        trace(ax, Path(np.column_stack([x - 38 + 76 * time, 338 + 30 * curve(time)])), CLAY, 2.6, z=4)
        write(ax, x, 325, words, SMALL, align="center")
    for x, (kind, words) in zip(
        (54, 143, 232, 321),
        (
            ("thick", "touch,\nposition"),
            ("muscle", "muscle"),
            ("thin", "burning,\nheat, cold"),
            ("organ", "sweat, blood\npressure"),
        ),
        strict=True,
    ):
        _fiber_sign(ax, x, 219, kind)
        write(ax, x, 192, words, SMALL, align="center")
    for left, right, words in ((24, 178, "thick fibers"), (197, 351, "thin fibers")):
        trace(ax, Path([(left, 240), (left, 246), (right, 246), (right, 240)]), MUTED, 1)
        draw(ax, box((left + right) / 2 - 42, 240, (left + right) / 2 + 42, 252), SAND, "none", 0, z=3.5)
        write(ax, (left + right) / 2, 246, words, SMALL, align="center")
    chips = (
        (("sugar", 20, 68), ("medicines", 74, 157), ("alcohol", 163, 225), ("vitamins", 231, 301)),
        (("infection", 20, 93), ("pressure", 99, 172), ("family", 178, 233), ("not known", 239, 324)),
    )
    for row, line in enumerate(chips):
        y = 96 - 28 * row
        for words, left, right in line:
            panel(ax, left, y - 10, right, y + 10, CARD, edge=MUTED, z=1)
            write(ax, (left + right) / 2, y, words, SMALL, align="center")
    write(ax, 20, 32, "You collect and pass on. You do not conclude.", SMALL - 0.5, MUTED)
    return Illustration(
        figure,
        "Four cards with a question each. 1. How many nerves? One; several, in patches; or many, on both "
        "sides: shown as one, two or all five of five bars filled. 2. How fast did it come? In hours to "
        "days, in weeks, or in months to years: shown as a steep climb, steps and a gentle slope. 3. Which "
        "fibers? Thick ones, for touch, position and muscle; or thin ones, for burning, heat and cold, "
        "sweat and blood pressure; or both. 4. What may lie behind it? Sugar, medicines, alcohol, "
        "vitamins, infection, pressure, family, or not known. You collect and pass on; you do not "
        "conclude.",
    )


def _climbing(time: np.ndarray) -> np.ndarray:
    return 0.04 + 0.88 / (1 + np.exp(-(time - 0.34) * 16))


def _steps(time: np.ndarray) -> np.ndarray:
    return 0.04 + sum(0.24 / (1 + np.exp(-(time - start) * 120)) for start in (0.22, 0.5, 0.76))


def _slow(time: np.ndarray) -> np.ndarray:
    return 0.04 + 0.46 * time


def _fiber_sign(ax: Axes, x: float, y: float, kind: str) -> None:
    """Draw what a group of fibers serves: a feather, a flame, a bent arm's muscle, a heart."""
    if kind == "thick":
        vane = smooth([(-15, -12), (-10, 2), (2, 13), (16, 16), (13, 3), (3, -8), (-9, -12)])
        draw(ax, place(vane, x, y, 1), "#cfe3e6", edge=TEAL, width=0.8)
        trace(ax, Path([(x - 20, y - 17), (x + 10, y + 11)]), TEAL, 1.6)
    elif kind == "thin":
        flame = smooth([(0, -16), (-11, -9), (-11, 0), (-5, 8), (-4, 18), (4, 11), (10, 2), (11, -8)])
        draw(ax, place(flame, x, y, 1), "#f3d2bf", edge=CLAY, width=0.9)
        inner = smooth([(0, -14), (-5, -9), (-2, -2), (0, 3), (4, -3), (5, -9)])
        draw(ax, place(inner, x, y, 1), CARD, edge=CLAY, width=0.6, z=3)
    elif kind == "muscle":
        belly = smooth([(-22, 0), (-12, 8), (0, 11), (12, 8), (22, 0), (12, -8), (0, -11), (-12, -8)])
        draw(ax, place(belly, x, y, 1), "#e9c4b4", edge=CLAY, width=0.8)
        for shift in (-5, 0, 5):
            line = smooth([(-14, shift * 0.5), (0, shift), (14, shift * 0.5)], closed=False)
            trace(ax, place(line, x, y, 1), CLAY, 0.9)
        for side in (-1, 1):
            trace(ax, Path([(x + side * 22, y), (x + side * 31, y)]), MUTED, 3)
    else:
        heart = smooth([(0, -15), (-13, -2), (-15, 8), (-8, 14), (0, 8), (8, 14), (15, 8), (13, -2)])
        draw(ax, place(heart, x, y, 1), "#d9c3e2", edge=PLUM, width=0.9)


@house_style()
def one_several_many() -> Illustration:
    """Draw three people: one nerve, several nerves in patches, many nerves on both sides."""
    figure, ax = sheet(404)
    heading(ax, 387, "Hatched: where feeling has changed", "R and L: the client's right and left")
    scale, y = 2.3, 108
    for x, tone, letter in zip(_COLUMNS, ("light", "dark", "medium"), "ABC", strict=True):
        body = person(ax, x, y, scale, tone)
        for region in _PATTERNS[letter]:
            hatch(ax, place(region, x, y, scale), body)
        badge(ax, x - 44, y + 216, letter)
        for side, name in ((-1, "R"), (1, "L")):
            write(ax, x + side * 20, y + 222, name, SMALL - 0.5, MUTED, bold=True, align="center")
    x = _COLUMNS[1]
    for week, spot, label in (
        ("week 1", (7.6, 15), (16, 13)),
        ("week 2", (-17, 46), (-17.6, 31)),
        ("week 3", (8.6, 38), (18.5, 33)),
    ):
        end = (x + label[0] * scale, y + label[1] * scale)
        trace(ax, Path([(x + spot[0] * scale, y + spot[1] * scale), end]), INK, 0.9, z=5)
        side = "left" if label[0] > 0 and label[1] < 20 else "center"
        drop = 7 if label[1] > 20 else 0
        write(ax, end[0] + (2 if side == "left" else 0), end[1] - drop, week, SMALL - 1, align=side)
    names = ("One nerve", "Several nerves", "Many nerves")
    where = (
        "two fingers of\none hand, with\nan edge",
        "patches that do\nnot match left\nand right",
        "both feet, the\nsame on both\nsides",
    )
    for x, name, lines in zip(_COLUMNS, names, where, strict=True):
        write(ax, x, 82, name, SMALL + 0.5, bold=True, align="center")
        write(ax, x, 62, lines, SMALL, align="center")
    return Illustration(
        figure,
        "Three people in three skin tones, seen from the front and hatched where feeling has changed. A, "
        "one nerve: the ring and little finger of the left hand, with an edge. B, several nerves, in "
        "patches that do not match left and right, one after another: in week 1 the outer left lower leg, "
        "in week 2 the right hand, in week 3 a patch on the left thigh. C, many nerves: both feet to above "
        "the ankles, the same on both sides.",
    )


_PATTERNS = {
    "A": [on_left_hand(RING_AND_LITTLE)],
    "B": [mirrored(LEFT_HAND), LEFT_THIGH, LEFT_SHIN],
    "C": [box(-12, -3, 12, 11)],
}


@house_style()
def three_time_courses() -> Illustration:
    """Draw three time courses, each on its own scale, with the answer to each."""
    figure, ax = sheet(522)
    heading(ax, 505, "How much is lost, as time goes by", "each on its own time scale")
    time = np.linspace(0, 1, 160)
    rows = (
        ("A", "Steep", "hours to days", _climbing, CLAY, "Stop: emergency now",
         "Climbing from hour to hour or\nday to day. Most are worst\nwithin two weeks."),
        ("B", "Step by step", "weeks", _steps, PLUM, "Stop: care today",
         "One patch after another, one\nside, or weakness first."),
        ("C", "Slow", "years", _slow, TEAL, "Adapt",
         "Even and feet first, looked into.\nNever looked into: Ask first;\nthe feet wait."),
    )  # fmt: skip
    for row, (letter, name, scale, curve, color, answer, words) in enumerate(rows):
        y = 338 - 162 * row
        if row:
            rule(ax, y + 142)
        badge(ax, 24, y + 121, letter, color)
        write(ax, 43, y + 121, name, TITLE, bold=True)
        draw(ax, box(14, y + 16, 142, y + 102), SAND, edge="none", width=0, z=0)
        trace(ax, Path([(14, y + 102), (14, y + 16), (142, y + 16)]), MUTED, 1.2)
        line = np.column_stack([16 + 124 * time, y + 20 + 78 * curve(time)])
        trace(ax, Path(line), color, 3.4, z=4)
        early = line[30]
        mark(ax, *early, "o", 11, color, z=5)
        trace(ax, Path([tuple(early), (44, y + 62)]), INK, 0.9, z=3.5)
        for i, part in enumerate(("can still", "walk in")):
            write(ax, 20, y + 90 - 15 * i, part, SMALL - 1)
        write(ax, 78, y + 4, scale, SMALL, align="center")
        tint = answer_sign(ax, 172, y + 92, answer, 0.62)
        write(ax, 196, y + 92, answer, SMALL, tint, bold=True)
        write(ax, 156, y + 62, words, SMALL)
    return Illustration(
        figure,
        "Three curves under one another, each on its own time scale; higher means that more is lost. A, "
        "steep, over hours to days: climbing from hour to hour or day to day; most are at their worst "
        "within two weeks. Stop: emergency now. B, step by step over weeks: one patch after another, one "
        "side, or weakness first. Stop: care today. C, slow, a gentle slope over years: even, feet first "
        "and looked into. Adapt; never looked into: Ask first, and the feet wait. A dot near the start of "
        "each curve, the steep one as well, is marked: can still walk in. The curves are drawn to think "
        "with; they are nobody's measurements.",
    )
