"""Figures of lesson 2: types of neuropathy."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.path import Path

from massage_neuropathy.figures.illustration import Illustration
from massage_neuropathy.figures.outlines import (
    PERSON_LEFT_HAND,
    box,
    draw,
    hatch,
    loop,
    mark,
    mirrored,
    place,
    smooth,
    trace,
)
from massage_neuropathy.figures.parts import answer_sign, badge, heading, panel, person, rule
from massage_neuropathy.figures.style import (
    CARD,
    CLAY,
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
        (12, 152, "What cause did the clinic find?"),
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
        ((_sudden, "minutes\nto hours"), (_climbing, "days\nto weeks"), (_slow, "months\nto years")),
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
            ("thin", "pain, heat,\ncold"),
            ("muscle", "muscles"),
            ("organ", "heart, gut,\nsweat"),
        ),
        strict=True,
    ):
        _fiber_sign(ax, x, 224, kind)
        write(ax, x, 196, words, SMALL, align="center")
    chips = (
        (
            ("sugar and other metabolism", 20, 213),
            ("missing vitamins", 219, 345),
        ),
        (("medicine, alcohol, poison", 20, 201), ("immune", 207, 272), ("family", 278, 333)),
        (("infection", 20, 93), ("pressure, injury", 99, 215), ("none found", 221, 307)),
    )
    for row, line in enumerate(chips):
        y = 103 - 26 * row
        for words, left, right in line:
            panel(ax, left, y - 10, right, y + 10, CARD, edge=MUTED, z=1)
            write(ax, (left + right) / 2, y, words, SMALL, align="center")
    write(ax, 20, 25, "You ask and pass on. You do not name it.", SMALL - 0.5, MUTED)
    return Illustration(
        figure,
        "Four cards with a question each. 1. How many nerves? One; several, in patches; or many, on both "
        "sides: shown as one, two or all five of five bars filled. 2. How fast did it come? In minutes to "
        "hours, days to weeks, or months to years: shown as a step, a climb and a gentle slope. 3. Which "
        "fibers? Those for touch and position; those for pain, heat and cold; those for muscles; those for "
        "heart, gut and sweat. 4. What cause did the clinic find? Groups to listen for: sugar and other "
        "metabolism, missing vitamins, medicine, alcohol or poison, immune, family, infection, pressure or "
        "injury, and none found. You ask and pass on; you do not name the cause.",
    )


def _sudden(time: np.ndarray) -> np.ndarray:
    return 0.06 + 0.86 / (1 + np.exp(-(time - 0.3) * 60))


def _climbing(time: np.ndarray) -> np.ndarray:
    return 0.06 + 0.86 / (1 + np.exp(-(time - 0.5) * 10))


def _slow(time: np.ndarray) -> np.ndarray:
    return 0.06 + 0.5 * time


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


_THUMB_SIDE = loop([(-60, 20), (-60, 100), (-12, 108), (5, 110), (4.2, 60), (2, 42), (-4, 24), (-20, 14)])
_LITTLE_SIDE = loop([(4.2, 60), (5, 110), (60, 110), (50, 14), (16, 14), (8, 40)])
_FINGERTIPS = loop([(-60, 40), (-60, 120), (60, 120), (60, 62), (30, 70), (6, 78), (-10, 74), (-30, 52)])


@house_style()
def one_several_many() -> Illustration:
    """Draw three people: one nerve, several nerves in patches, many nerves on both sides."""
    figure, ax = sheet(436)
    heading(ax, 419, "Hatched: where feeling has changed", "R and L: the client's right and left")
    scale, y = 2.3, 140
    for x, tone, letter in zip(_COLUMNS, ("light", "dark", "medium"), "ABC", strict=True):
        body = person(ax, x, y, scale, tone)
        for region in _PATTERNS[letter]:
            hatch(ax, place(region, x, y, scale), body)
        badge(ax, x - 44, y + 216, letter)
        for side, name in ((-1, "R"), (1, "L")):
            write(ax, x + side * 20, y + 222, name, SMALL - 0.5, MUTED, bold=True, align="center")
    for (x, words), lines in zip(
        zip(_COLUMNS, ("One nerve", "Several nerves", "Many nerves"), strict=True),
        (
            "thumb side of\none palm",
            "a hand, a thigh\nand a foot: one\nafter another",
            "both feet and\nall fingertips,\nboth sides alike",
        ),
        strict=True,
    ):
        write(ax, x, 112, words, SMALL + 0.5, bold=True, align="center")
        write(ax, x, 93, lines, SMALL, align="center")
    rule(ax, 46)
    write(ax, 12, 30, "A and C can be old and known. B is not the usual", SMALL)
    write(ax, 12, 14, "pattern: one after another means care today.", SMALL)
    return Illustration(
        figure,
        "Three people in three skin tones, seen from the front and hatched where feeling has changed. A, "
        "one nerve: only the thumb side of the left palm. B, several nerves, one after another: the "
        "little-finger side of the right hand, a patch on the outer left thigh, and the right foot. C, "
        "many nerves: both feet to mid-calf and all fingertips, the same on both sides. A and C can be old "
        "and known. B is not the usual pattern: nerves that fail one after another mean care today.",
    )


_LEFT = PERSON_LEFT_HAND
_PATTERNS = {
    "A": [place(_THUMB_SIDE, *_LEFT)],
    "B": [
        mirrored(place(_LITTLE_SIDE, *_LEFT)),
        smooth([(9.9, 46), (11, 42), (10.6, 35), (8.2, 31), (6.8, 36), (7.2, 42)]),
        box(-12, -3, -1, 7),
    ],
    "C": [
        box(-12, -3, 12, 17),
        place(_FINGERTIPS, *_LEFT),
        mirrored(place(_FINGERTIPS, *_LEFT)),
    ],
}


@house_style()
def three_time_courses() -> Illustration:
    """Draw three time courses, each on its own scale, with the answer when it is new."""
    figure, ax = sheet(536)
    heading(ax, 519, "How fast did it come?", "up: worse · to the right: time, each on its own scale")
    time = np.linspace(0, 1, 80)
    rows = (
        ("A", "Sudden", "minutes to hours", _sudden, CLAY, "Stop: emergency now",
         "One-sided, face, speech, sight;\nor a limb cold and pale."),
        ("B", "Climbing", "days to weeks", _climbing, PLUM, "Stop: care today",
         "Patchy, one-sided, or weak first.\nFrom day to day up the legs:\nemergency now."),
        ("C", "Slow", "months to years", _slow, TEAL, "Adapt",
         "Feet first, both sides, and a\nclinic knows. Not looked at yet:\nAsk first; the feet wait."),
    )  # fmt: skip
    for row, (letter, name, scale, curve, color, answer, words) in enumerate(rows):
        y = 352 - 162 * row
        if row:
            rule(ax, y + 142)
        badge(ax, 24, y + 121, letter, color)
        write(ax, 43, y + 121, name, TITLE, bold=True)
        draw(ax, box(14, y + 16, 142, y + 100), SAND, edge="none", width=0, z=0)
        trace(ax, Path([(14, y + 100), (14, y + 16), (142, y + 16)]), MUTED, 1.2)
        line = np.column_stack([16 + 124 * time, y + 20 + 76 * curve(time)])
        trace(ax, Path(line), color, 3.4, z=4)
        mark(ax, *line[-1], "o", 9, color, z=5)
        write(ax, 78, y + 4, scale, SMALL, align="center")
        tint = answer_sign(ax, 172, y + 92, answer, 0.62)
        write(ax, 196, y + 92, answer, SMALL, tint, bold=True)
        write(ax, 156, y + 62, words, SMALL)
    return Illustration(
        figure,
        "Three curves under one another, each on its own time scale; higher means worse. A, sudden: a step "
        "within minutes to hours. Stop: emergency now, when it is one-sided or touches face, speech or "
        "sight, or when a limb is cold and pale. B, climbing: a rise over days to weeks. Stop: care today, "
        "when it is patchy, one-sided or weakness came first; climbing up the legs from day to day: "
        "emergency now. C, slow: a gentle slope over months to years. Adapt, when it is feet first, on "
        "both sides, and a clinic knows; when nobody has looked yet: Ask first, and the feet wait. The "
        "curves are drawn to think with; they are nobody's measurements.",
    )
