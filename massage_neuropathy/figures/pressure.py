"""Figures of lesson 7: pressure and types of massage."""

from typing import Annotated

import numpy as np
from matplotlib.axes import Axes
from matplotlib.path import Path

from massage_neuropathy.figures.illustration import Illustration
from massage_neuropathy.figures.outlines import (
    FLAT_HAND,
    FLAT_HAND_LINES,
    blend,
    box,
    draw,
    hatch,
    loop,
    oval,
    place,
    polygon,
    smooth,
    trace,
)
from massage_neuropathy.figures.parts import arrow, badge, check, heading, panel, rule
from massage_neuropathy.figures.style import (
    CARD,
    CLAY,
    INK,
    LEAF,
    MUTED,
    NAIL,
    SAND,
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
from massage_neuropathy.science.pressure import (
    ARM,
    BACK,
    LEAVE_OUT,
    LEG,
    LEVELS,
    MUSCLE_MOVES_FROM,
    REGIONS,
    USUAL,
    Limit,
    limit,
)

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


FEELINGS = {
    "feels normally": (),
    "numb, cause known": ("loss_of_protective_sensation",),
    "light touch hurts, cause known": ("allodynia",),
    "numb, and touch hurts, cause known": ("loss_of_protective_sensation", "allodynia"),
    "numb, no doctor has looked": ("undiagnosed_neuropathy", "loss_of_protective_sensation"),
}
"""What a place can feel like, and the conditions of the course that this means."""
FINDINGS = {
    "nothing else": "",
    "thin skin there": "fragile_skin",
    "low platelets": "thrombocytopenia",
    "past clot in a leg": "dvt_history",
    "poor circulation in the legs": "peripheral_artery_disease",
    "marked varicose veins": "varicose_veins",
    "armpit lymph nodes removed, same side": "lymph_nodes_removed_or_lymphoedema",
}
"""What else can be found, and the condition of the course."""
REASONS = {
    "loss_of_protective_sensation": "numb skin cannot report what is too much",
    "allodynia": "touch is felt as pain, so a still hand through cloth, and the client leads",
    "undiagnosed_neuropathy": "what to be careful of depends on the cause, and nobody knows it yet",
    "fragile_skin": "thin skin tears and bruises when it is dragged",
    "thrombocytopenia": "with low platelets ordinary pressure can bruise and bleed",
    "dvt_history": "an old clot can come loose",
    "peripheral_artery_disease": "with poor circulation even a small injury may heal badly",
    "varicose_veins": "bulging veins are weak, and blood that flows slowly clots more easily",
    "lymph_nodes_removed_or_lymphoedema": "where lymph nodes are gone, firm work has left lasting swelling",
    "anticoagulants": "on a blood thinner a small torn vessel may go on bleeding",
}
"""Why each rule is there, in a few words."""
_HALF = [
    (0, 100), (4.6, 97), (4.8, 91), (2.9, 86.5), (4.6, 83), (11, 80.6), (13, 73), (15.4, 58), (18.2, 50),
    (17.4, 43.5), (14.6, 44.5), (13.6, 52), (10.8, 63), (9, 73), (7.8, 62), (9.8, 50), (9.3, 38), (7.5, 27),
    (7.7, 20), (5.6, 8), (7.2, 1.4), (2.8, 1.2), (2.9, 12), (2.5, 24), (1.4, 38), (0, 47.4),
]  # fmt: skip
_BODY = smooth(np.vstack([np.array(_HALF), np.array(_HALF)[-2:0:-1] * (-1, 1)]))
"""A standing person with far fewer points than `PERSON`: it is stored once for every state."""
_HATCHED = {
    LEG: box(-12, 0, 12, 26.5),
    ARM: blend(box(10, 40, 20, 64), box(-20, 40, -10, 64)),
    BACK: loop(
        [(-8.5, 82.5), (-12.5, 78), (-9.2, 71), (-8.4, 55), (8.4, 55), (9.2, 71), (12.5, 78), (8.5, 82.5)]
    ),
}
"""Where the places are on a person."""


@house_style()
def how_firm(
    region: Annotated[str, "Where you work", list(REGIONS)] = LEG,
    feeling: Annotated[str, "Feeling there", list(FEELINGS)] = "feels normally",
    found: Annotated[str, "Also found", list(FINDINGS)] = "nothing else",
    blood_thinner: Annotated[bool, "Takes a blood thinner"] = False,
) -> Illustration:
    """Draw the highest pressure level for a place as a ladder, with the rules that meet there.

    Parameters
    ----------
    region : str
        The place, one of `massage_neuropathy.science.pressure.REGIONS`.
    feeling : str
        What the place feels, a key of `FEELINGS`.
    found : str
        What else was found, a key of `FINDINGS`.
    blood_thinner : bool
        Whether the client takes a blood thinner.

    Returns
    -------
    Illustration
        The ladder, its description and what comes out.

    Raises
    ------
    ValueError
        If a region, feeling or finding is not known.
    """
    if feeling not in FEELINGS or found not in FINDINGS:
        raise ValueError(f"not known: {feeling!r} or {found!r}")
    rows = {
        feeling: FEELINGS[feeling],
        found: tuple(filter(None, [FINDINGS[found]])),
        "blood thinner" if blood_thinner else "no blood thinner": ("anticoagulants",) * blood_thinner,
    }
    firm = limit(region, [condition for conditions in rows.values() for condition in conditions])
    figure, ax = sheet(340)
    panel(ax, 6, 305, WIDTH - 6, 334, SAND)
    write(ax, 14, 319, _answer(firm), TITLE)
    for x, tone in ((50, "dark"), (122, "light")):
        body = place(_BODY, x, 136, 1.62)
        draw(ax, body, SKIN[tone], width=0.8)
        if (x, region) != (50, BACK):
            hatch(ax, place(_HATCHED[region], x, 136, 1.62), body)
    spine = Path([(122, 136 + 1.62 * 80), (122, 136 + 1.62 * 51)])
    trace(ax, spine, SHADE["light"], 0.9, z=3)
    _ladder(ax, firm)
    told, others = [], []
    for i, (words, conditions) in enumerate(rows.items()):
        y = 104 - 25 * i
        here = limit(region, conditions)
        asks = _asks(here) if here.rules else "not here" if conditions else "\N{EN DASH}"
        color = INK if here.rules else MUTED
        write(ax, 28, y, words, SMALL, color)
        write(ax, 363, y, asks, SMALL, color, align="right")
        decides = here.rules and (here.ceiling == firm.ceiling or here.waits == firm.waits != "")
        if decides:
            draw(ax, polygon(17, y, 6, 3, -90), CLAY, edge="none", width=0)
        if conditions and not {rule.condition for rule in firm.deciding} & {*conditions}:
            others.append(f"{words} ({asks})")
        told.append(f"{words}, {asks if conditions else 'no limit'}{', which decides' if decides else ''}")
    rule(ax, 36)
    write(ax, 12, 18, "Course reasoning: no trial has tested this.", SMALL)
    return Illustration(
        figure,
        f"Two people, front and back, hatched: {region}. Beside them a ladder: leave it out, checked as "
        f"always sound, and five pressure levels. {_ladder_words(firm)} Below, what was found: "
        f"{'; '.join(told)}. Written under it: course reasoning, no trial has tested this. "
        "Signs that mean Stop come first and are not part of this picture.",
        _outcome(f"{region.capitalize()} ({feeling})", firm, others),
    )


def _answer(firm: Limit) -> str:
    """Say the plans that are sound today."""
    if firm.waits == "session":
        return "Ask first: the whole session waits"
    if firm.ceiling == LEAVE_OUT:
        return "Ask first; even then leave this area out" if firm.waits else "Leave this area out"
    if firm.waits:
        return "Ask first; until then leave this area out"
    return f"Level {firm.ceiling} {_firmest(firm)}, or leave this area out"


def _firmest(firm: Limit) -> str:
    return "at most" if firm.rules else "is usual"


def _asks(here: Limit) -> str:
    """Say in a few letters what one row asks for."""
    if here.waits:
        return "ask first" if here.ceiling == USUAL else f"ask first, then {here.ceiling} at most"
    return f"{here.ceiling} at most" if here.ceiling else "leave out"


def _ladder(ax: Axes, firm: Limit) -> None:
    """Draw leaving out and the levels: filled what is sound, striped what waits; a bar for the ceiling."""
    left, step = 186, 27
    for level in range(6):
        y = 138 + step * level
        cell = box(left, y + 2, left + 26, y + step - 2)
        if level in firm.sound:
            draw(ax, cell, LEAF if level == LEAVE_OUT else TEAL, width=0.6)
        elif level <= firm.ceiling:
            hatch(ax, cell, cell)
            draw(ax, oval(left + 13, y + step / 2, 8, 8), CARD, width=0, z=3)
            trace(ax, cell, INK, 0.8)
        else:
            draw(ax, cell, CARD, edge=MUTED, width=0.6)
        here = level <= firm.ceiling
        name = LEVELS[level][0] if level else "leave it out"
        write(ax, left + 34, y + step / 2, name, SMALL, INK if here else MUTED)
        if level:
            color = CARD if level in firm.sound else INK if here else MUTED
            write(ax, left + 13, y + step / 2, str(level), SMALL, color, align="center")
        else:
            check(ax, left + 13, y + step / 2, 10)
    top = 138 + step * (firm.ceiling + 1)
    trace(ax, Path([(left - 6, top), (WIDTH - 12, top)]), CLAY, 3.2, z=6)


def _ladder_words(firm: Limit) -> str:
    """Say how the ladder stands."""
    if firm.ceiling == LEAVE_OUT:
        return "All five levels are empty; the ceiling lies just above leave it out."
    levels = "Level 1" if firm.ceiling == 1 else f"Levels 1 to {firm.ceiling}"
    verb = ("is", "are")[firm.ceiling > 1]
    if firm.waits:
        return f"{levels} {verb} striped: only after a written answer. Nothing above."
    return f"{levels} {verb} filled; the ceiling lies above level {firm.ceiling}."


def _outcome(place: str, firm: Limit, others: list[str]) -> str:
    """Say what comes out, why, on what ground, and which other lines were there."""
    also = f"; also found: {', '.join(others)}" if others else ""
    if not firm.rules:
        return (
            f"{place}: level {firm.ceiling} is usual and comfort may steer, or leave this area out. Over "
            f"nerves near the surface 2 at most, as with everyone (course reasoning){also}."
        )
    what = f"level {firm.ceiling} at most, or leave this area out" if firm.ceiling else "leave this area out"
    if firm.waits == "session":
        what = f"ask first, the whole session waits for the team's written answer; within its limit {what}"
    elif firm.waits:
        even = "" if firm.ceiling else "even "
        what = f"ask first, this area waits for a written answer; {even}then {what}"
    elif firm.ceiling:
        what += "; both are sound"
    grounds = [(REASONS[rule.condition], rule.ground.lower()) for rule in firm.deciding]
    why = " and ".join(f"{reason} (ground: {ground})" for reason, ground in grounds)
    number = "; the number is course reasoning" if firm.ceiling else ""
    return f"{place}: {what}. Why: {why}{number}{also}."
