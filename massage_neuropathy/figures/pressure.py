"""Figures of lesson 7: pressure and types of massage."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.path import Path

from massage_neuropathy.figures.illustration import Illustration
from massage_neuropathy.figures.outlines import (
    FLAT_HAND,
    FLAT_HAND_LINES,
    box,
    draw,
    hatch,
    loop,
    place,
    smooth,
    trace,
)
from massage_neuropathy.figures.parts import arrow, badge, heading, panel, rule
from massage_neuropathy.figures.style import (
    CARD,
    CLAY,
    INK,
    MUTED,
    NAIL,
    SHADE,
    SKIN,
    SMALL,
    TEAL,
    TITLE,
    WIDTH,
    house_style,
    sheet,
    write,
)
from massage_neuropathy.science.pressure import LEVELS, MUSCLE_MOVES_FROM

FAT, MUSCLE, STRAND = "#f6e3b0", "#c9776a", "#a5574c"
_DIPS = {1: (1.5, 0.0), 2: (5.0, 1.2), 3: (13.0, 9.0), 4: (20.0, 16.0), 5: (27.0, 23.0)}
"""How far the drawing lets skin and muscle give way at each level, in points (choice)."""


@house_style()
def five_levels() -> Illustration:
    """Draw five hands on skin, fat and muscle, one for each pressure level."""
    figure, ax = sheet(646)
    heading(ax, 629, "Five levels of pressure", "the force you use, whatever the client feels")
    tones = ("dark", "light", "medium", "dark", "light")
    told = []
    for (level, (name, likeness)), tone in zip(LEVELS.items(), tones, strict=True):
        low = 490 - 116 * (level - 1) - (16 if level >= MUSCLE_MOVES_FROM else 0)
        _press(ax, 14, low, 124, level, tone)
        badge(ax, 166, low + 74, str(level), radius=13)
        write(ax, 186, low + 74, name[0].upper() + name[1:], TITLE, bold=True)
        write(ax, 154, low + 48, _wrapped(likeness, 29), SMALL)
        told.append(f"{level}, {name}: {likeness}")
    y = 490 - 116 + 1
    trace(ax, Path([(12, y - 13), (WIDTH - 12, y - 13)]), INK, 1.6, z=1, dash=4)
    write(ax, WIDTH - 12, y - 1, "above: skin and lotion only", SMALL - 0.5, align="right")
    write(ax, WIDTH - 12, y - 27, "below: muscle moves", SMALL - 0.5, bold=True, align="right")
    return Illustration(
        figure,
        "Five hands, one under the other, press on a block of skin, fat and muscle. "
        + "; ".join(told)
        + ". At levels 1 and 2 the hand shapes the skin only. A dashed line stands between 2 and 3; from "
        "level 3 on the muscle below gives way as well, more with each level. The depths are drawn for "
        "teaching; nobody measured them.",
    )


def _wrapped(words: str, width: int) -> str:
    """Break words into lines of at most `width` letters, at a semicolon first."""
    lines = [""]
    for word in words.split():
        if lines[-1] and (len(lines[-1]) + 1 + len(word) > width or lines[-1].endswith(";")):
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


def _press(ax: Axes, x0: float, y0: float, wide: float, level: int, tone: str) -> None:
    """Draw a block of tissue with a hand, or an elbow, at one level."""
    skin_dip, deep_dip = _DIPS[level]
    x = np.linspace(x0, x0 + wide, 41)
    middle, spread = x0 + wide * 0.48, 15 if level == 5 else 40
    shape = np.exp(-(((x - middle) / spread) ** 4 if level < 5 else ((x - middle) / spread) ** 2))

    def layer(top: float, dip: float, fill: str, z: float) -> None:
        line = np.column_stack([x, y0 + top - dip * shape])
        corners = [*map(tuple, line), (x0 + wide, y0), (x0, y0)]
        draw(ax, loop(corners), fill, edge=INK, width=0.5, z=z)

    layer(62, skin_dip, SKIN[tone], 2)
    layer(55, skin_dip * 0.92, FAT, 2.2)
    layer(40, deep_dip, MUSCLE, 2.4)
    for i in range(1, 4):
        strand = np.column_stack([x, y0 + 40 - 10 * i - deep_dip * (1 - 0.28 * i) * shape])
        trace(ax, Path(strand), STRAND, 1.1, z=2.6)
    spot = y0 + 62 - skin_dip
    hand = SKIN["light" if tone == "dark" else "dark"]
    if level == 5:
        arm = smooth([(0, 0), (9, 4), (30, 36), (36, 52), (22, 56), (4, 26), (-4, 26), (-22, 56), (-36, 52),
                      (-30, 36), (-9, 4)])  # fmt: skip
        draw(ax, place(arm, middle, spot, 0.82), hand, z=4)
    else:
        palm = smooth(
            [(-38, 1), (-34, 6), (-14, 10), (10, 14), (34, 26), (58, 44), (66, 30), (46, 12), (34, 2),
             (10, -0.5), (-14, -0.5), (-34, -0.5)]
        )  # fmt: skip
        draw(ax, place(palm, middle - 2, spot, 0.86), hand, z=4)
        cuff = loop([(46, 40), (58, 50), (74, 34), (62, 18)])
        draw(ax, place(cuff, middle - 2, spot, 0.86), TEAL, z=4.5)


@house_style()
def elements_of_touch() -> Illustration:
    """Draw two cards with the same name of a massage and the four elements of each."""
    figure, ax = sheet(436)
    heading(ax, 419, "One name, two therapists")
    cards = (
        (10, "A", 2, "level 2", 1, "slow", "glide,\nflat palm", "dark"),
        (191, "B", 4, "level 4", 3, "fast", "kneading,\nthumbs", "light"),
    )
    for x0, letter, level, pressure, speed, pace, movement, tone in cards:
        x1 = x0 + 174
        panel(ax, x0, 12, x1, 400, CARD, edge=MUTED)
        badge(ax, x0 + 19, 381, letter)
        write(ax, x0 + 36, 381, "“Swedish, medium”", SMALL - 1, bold=True)
        rows = ((346, "Pressure"), (262, "Speed"), (188, "Movement"), (92, "Place"))
        for y, name in rows:
            write(ax, x0 + 12, y, name, SMALL, MUTED)
            if y < 340:
                rule(ax, y + 17, x0 + 10, x1 - 10)
        for i in range(5):
            cell = box(x0 + 12 + 28 * i, 316, x0 + 36 + 28 * i, 332)
            draw(ax, cell, TEAL if i < level else CARD, width=0.7)
        write(ax, x0 + 12, 300, pressure, bold=True)
        for i in range(speed):
            start = x0 + 14 + 30 * i
            arrow(ax, [(start, 238), (start + (26 if speed > 1 else 70), 238)], CLAY, 2.4, 6)
        write(ax, x1 - 12, 238, pace, bold=True, align="right")
        _movement(ax, x0 + 46, 151, letter, tone)
        write(ax, x0 + 94, 158, movement, SMALL, bold=True)
        _calf(ax, x0 + 40, 20, "medium")
        write(ax, x0 + 94, 52, "calf", bold=True)
    return Illustration(
        figure,
        "Two cards side by side; both are headed “Swedish, medium”, as two therapists give it. Card A: "
        "pressure level 2, speed slow, movement a glide with the flat palm, place the calf. Card B: pressure "
        "level 4, speed fast, movement kneading with the thumbs, place the calf. Pressure is drawn as filled "
        "boxes of five, speed as one long arrow or three short ones.",
    )


def _movement(ax: Axes, x: float, y: float, letter: str, tone: str) -> None:
    """Draw a flat hand that glides, or two thumbs that knead."""
    if letter == "A":
        spot = (x - 20, y + 2, 0.56, -90)
        draw(ax, place(FLAT_HAND, *spot), SKIN[tone], z=3)
        for line in FLAT_HAND_LINES:
            trace(ax, place(line, *spot), SHADE[tone], 0.8, z=4)
        arrow(ax, [(x - 22, y - 20), (x + 30, y - 20)], INK, 1.6, 4.5)
        return
    thumb = smooth([(0, 0), (-9, 5), (-12, 14), (-11, 40), (11, 40), (12, 14), (9, 5)])
    for side in (-1, 1):
        spot = (x + side * 4, y - 6, 0.72, side * -38)
        draw(ax, place(thumb, *spot), SKIN[tone], z=3)
        nail = smooth([(-7, 22), (-6, 9), (0, 6), (6, 9), (7, 22), (0, 25)])
        draw(ax, place(nail, *spot), NAIL[tone], edge=SHADE[tone], width=0.4, z=4)
        arc = smooth([(side * 26, -8), (side * 18, -18), (side * 6, -16)], closed=False)
        trace(ax, place(arc, x, y, 1), INK, 1.6, z=3)
        arrow(ax, [(x + side * 10, y - 18), (x + side * 4, y - 13)], INK, 1.6, 4)


def _calf(ax: Axes, x: float, y: float, tone: str) -> None:
    """Draw a lower leg from the side, hatched at the calf."""
    leg = smooth(
        [(-7, 62), (-10, 50), (-11, 38), (-7, 24), (-3, 12), (-4, 5), (2, 0), (20, 1), (27, 3), (22, 8),
         (11, 12), (9, 20), (10, 36), (12, 50), (12, 62)]
    )  # fmt: skip
    spot = (x, y, 0.95)
    draw(ax, place(leg, *spot), SKIN[tone])
    hatch(ax, place(box(-14, 26, 0, 56), *spot), place(leg, *spot), z=3)
