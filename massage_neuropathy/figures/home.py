"""Figures of lesson 12: home care and an honest offer."""

from matplotlib.axes import Axes
from matplotlib.path import Path

from massage_neuropathy.figures.illustration import Illustration
from massage_neuropathy.figures.outlines import (
    FLAT_HAND,
    box,
    draw,
    loop,
    mirrored,
    oval,
    place,
    polygon,
    smooth,
    trace,
)
from massage_neuropathy.figures.parts import arrow, badge, foot_top, heading, lens, panel, rule, sole
from massage_neuropathy.figures.style import (
    BODY,
    CARD,
    CLAY,
    INK,
    LINE,
    MUTED,
    SAND,
    SKIN,
    SMALL,
    TEAL,
    TITLE,
    WIDTH,
    house_style,
    sheet,
    write,
)
from massage_neuropathy.science.doses import DOSES, NEARBY

DO = (
    ("look", "Look: tops, soles,\nbetween the toes"),
    ("hands", "Clean, dry hands"),
    ("lotion", "Plain lotion,\ntop and sole"),
    ("light", "Slow and light,\n5 minutes a foot"),
    ("dry", "Dry between\nthe toes"),
    ("shoes", "Socks and shoes\nbefore you walk"),
)
LEAVE = (
    ("heat", "heat"),
    ("soak", "soak"),
    ("machine", "machine"),
    ("ball", "ball or stick"),
    ("between", "lotion between\nthe toes"),
)


@house_style()
def client_card() -> Illustration:
    """Draw the card for a client: six things to do, five crossed out, and when to call."""
    figure, ax = sheet(668)
    panel(ax, 6, 6, WIDTH - 6, 662, CARD, edge=INK)
    write(ax, WIDTH / 2, 640, "My feet, every day", TITLE + 2, TEAL, bold=True, align="center")
    for i, (kind, words) in enumerate(DO):
        x, y = 66 + 121 * (i % 3), 546 - 132 * (i // 3)
        draw(ax, oval(x, y + 28, 43, 43), SAND, edge=LINE, width=0.8, z=1)
        _icon(ax, x, y + 28, kind)
        badge(ax, x - 34, y + 58, str(i + 1), radius=9.5)
        write(ax, x, y - 28, words, SMALL - 1, bold=True, align="center")
    rule(ax, 352, 18, WIDTH - 18)
    write(ax, 20, 333, "Not for my feet", BODY, CLAY, bold=True)
    for i, (kind, words) in enumerate(LEAVE):
        x, y = (66, 188, 310, 126, 250)[i], 276 - 104 * (i // 3)
        draw(ax, oval(x, y, 36, 36), CARD, edge=CLAY, width=1.2, z=1)
        _icon(ax, x, y, kind)
        for width, color, z in ((5.6, CARD, 8), (3.2, CLAY, 8.5)):
            trace(ax, Path([(x - 25, y - 25), (x + 25, y + 25)]), color, width, z=z)
        write(ax, x, y - 47, words, SMALL - 1, bold=True, align="center")
    panel(ax, 14, 14, WIDTH - 14, 96, SAND, edge=CLAY, z=1)
    write(ax, 24, 80, "I do not rub, and I call today:", BODY, bold=True)
    write(ax, 24, 59, "a new sore, blister, wet spot, heat, swelling", SMALL)
    write(ax, 24, 42, "or a toe darker over weeks. Black or cold: 911.", SMALL)
    write(ax, 24, 24, "No feeling there: leave out, or spread and look.", SMALL - 1)
    do = " ".join(f"{i}. {words}." for i, (_, words) in enumerate(DO, 1)).replace("\n", " ")
    leave = "; ".join(words for _, words in LEAVE).replace("\n", " ")
    return Illustration(
        figure,
        f"A card with the title My feet, every day. Above, six pictures: {do} Below, under the words Not "
        f"for my feet, five crossed out: {leave}. At the bottom: I do not rub, and I call today: a new "
        "sore, blister, wet spot, heat, swelling or a toe darker over weeks. Black or cold: 911. "
        "No feeling there: leave out, or spread the lotion and look.",
    )


def _icon(ax: Axes, x: float, y: float, kind: str) -> None:
    """Draw the picture of one line of the card."""
    if kind == "look":
        sole(ax, x - 9, y - 30, 0.58, "dark")
        lens(ax, x + 12, y + 8, 0.7)
    elif kind == "hands":
        for side, tone in ((-1, "light"), (1, "light")):
            shape = FLAT_HAND if side < 0 else mirrored(FLAT_HAND)
            draw(ax, place(shape, x + side * 15, y - 24, 0.46), SKIN[tone], width=0.8, z=3)
    elif kind in ("lotion", "light"):
        tone = "medium" if kind == "lotion" else "dark"
        foot_top(ax, x + 6, y - 30, 0.58, tone)
        if kind == "lotion":
            drop = smooth([(0, 13), (-7, 0), (-4, -6), (0, -7), (4, -6), (7, 0)])
            draw(ax, place(drop, x - 22, y + 4, 1.2), CARD, edge=TEAL, width=1, z=4)
            for level in (0, 9, 18):
                line = smooth([(-9, 0), (-3, 3), (3, 0), (9, 3)], closed=False)
                trace(ax, place(line, x + 6, y - 14 + level, 0.8), CARD, 2, z=5)
        else:
            spot = (x - 26, y - 4, 0.44, -80)
            draw(ax, place(FLAT_HAND, *spot), SKIN["light"], width=0.8, z=5)
            arrow(ax, [(x - 16, y - 26), (x + 24, y - 26)], INK, 1.6, 4.5, z=7)
    elif kind in ("dry", "between"):
        foot_top(ax, x, y - 30, 0.58, "light" if kind == "dry" else "dark")
        if kind == "dry":
            cloth = smooth([(-26, 26), (-6, 24), (4, 30), (26, 22), (22, 40), (-2, 46), (-24, 42)])
            draw(ax, place(cloth, x, y - 18, 0.86), "#dfe9ea", edge=INK, width=0.8, z=5)
        else:
            for dx, dy in ((-3, 19), (5, 16), (11, 11)):
                draw(ax, oval(x + dx, y + dy, 3.4, 4.4), CARD, edge=TEAL, width=0.9, z=5)
    elif kind == "shoes":
        shoe = smooth(
            [(-28, -8), (-28, 6), (-24, 17), (-10, 16), (0, 7), (16, 3), (27, -3), (28, -11), (0, -12)]
        )
        draw(ax, place(shoe, x, y - 4, 1.05), "#3c3a44", width=0.8, z=3)
        sock = loop([(-24, 12), (-10, 12), (-9, 30), (-25, 30)])
        draw(ax, place(sock, x, y - 4, 1.05), "#dfe3e6", width=0.8, z=2.8)
        trace(ax, Path([(x - 29, y - 15), (x + 30, y - 15)]), CARD, 2.4, z=4)
    elif kind == "heat":
        bottle = smooth(
            [(-15, -22), (-17, 0), (-13, 14), (-5, 18), (-5, 26), (5, 26), (5, 18), (13, 14), (17, 0),
             (15, -22), (0, -25)]
        )  # fmt: skip
        draw(ax, place(bottle, x, y - 2, 0.95), "#e3a48b", width=0.9, z=3)
        for dx in (-6, 0, 6):
            wave = smooth([(0, -10), (3, -4), (-3, 2), (0, 8)], closed=False)
            trace(ax, place(wave, x + dx, y - 5, 1), CARD, 2, z=4)
    elif kind == "soak":
        tub = loop([(-26, 2), (26, 2), (20, -20), (-20, -20)])
        draw(ax, place(tub, x, y, 1), "#cfdfe4", width=0.9, z=3)
        for dx in (-12, 4):
            leg = loop([(0, 26), (10, 26), (10, -4), (16, -10), (0, -10)])
            draw(ax, place(leg, x + dx, y, 1), SKIN["medium"], width=0.8, z=2.5)
        wave = smooth([(-22, -2), (-14, 1), (-6, -2), (2, 1), (10, -2), (18, 1), (23, -2)], closed=False)
        trace(ax, place(wave, x, y, 1), TEAL, 1.6, z=4)
    elif kind == "machine":
        draw(ax, place(box(-24, 4, 10, 16), x, y, 1), MUTED, width=0.8, z=3)
        draw(
            ax,
            place(loop([(-22, 4), (-10, 4), (-14, -22), (-24, -22)]), x, y, 1),
            "#8d8894",
            width=0.8,
            z=2.8,
        )
        draw(ax, oval(x + 16, y + 10, 7, 7), INK, width=0.8, z=3)
        for dx in (30, 34):
            trace(ax, Path([(x + dx - 4, y + 3), (x + dx - 4, y + 17)]), INK, 1.2, z=3)
    else:
        draw(ax, oval(x - 8, y - 6, 15, 15), "#b9c7a0", width=0.9, z=3)
        for dx, dy in ((-14, 0), (-4, 2), (-8, -8), (0, -10), (-16, -12)):
            draw(ax, oval(x + dx, y + dy, 1.8, 1.8), INK, edge="none", width=0, z=4)
        stick = loop([(0, -24), (5, -26), (26, 20), (21, 22)])
        draw(ax, place(stick, x, y, 1), "#b98f5a", width=0.9, z=3.5)


@house_style()
def doses_tested() -> Illustration:
    """Draw the schedules of massage that were tested, by times a week and weeks."""
    figure, ax = sheet(470)
    heading(ax, 453, "What was tested", "each dot is one schedule in one trial")
    left, right, low, high = 48, WIDTH - 20, 150, 402

    def at(per_week: float, weeks: float) -> tuple[float, float]:
        return left + (right - left) * per_week / 8, low + (high - low) * weeks / 11

    trace(ax, Path([(left, high), (left, low), (right, low)]), MUTED, 1.2)
    for weeks in (2, 4, 6, 8, 10):
        _, y = at(0, weeks)
        trace(ax, Path([(left, y), (right, y)]), LINE, 1.1, z=0)
        write(ax, left - 8, y, str(weeks), SMALL, align="right")
    for times in range(1, 8):
        x, _ = at(times, 0)
        trace(ax, Path([(x, low), (x, low - 5)]), MUTED, 1.1)
        write(ax, x, low - 15, str(times), SMALL, align="center")
    write(ax, (left + right) / 2, low - 36, "times a week", SMALL, align="center")
    write(ax, 12, high + 10, "weeks", SMALL)
    told, shift = [], {}
    for dose in (*DOSES, *NEARBY):
        spot = (dose.per_week, dose.weeks)
        x, y = at(min(dose.per_week, 7.6), dose.weeks)
        x += 15 * shift.get(spot, 0) if spot in shift else 0
        shift[spot] = shift.get(spot, 0) + 1
        hand = dose in DOSES
        minutes = f"{dose.minutes:.0f} min" if dose.minutes else "minutes not known"
        if hand:
            draw(ax, oval(x, y, 8, 8), TEAL if dose.minutes else CARD, edge=TEAL, width=1.2, z=4)
        else:
            draw(ax, polygon(x, y, 9.5, 4, 0), CARD, edge=CLAY, width=1.3, z=4)
        times = "every 8 hours" if dose.per_week > 7 else f"{dose.per_week:g} a week"
        told.append(f"{dose.kind}, {minutes}, {times}, {dose.weeks} weeks, {dose.people} people")
    labels = (
        (3, 4, 20, 12, "Swedish; scented oil"),
        (3, 2, 10, 11, "Thai foot massage"),
        (2, 6, 10, 11, "Swedish"),
        (1, 4, -9, 19, "reflex-\nology"),
        (1, 10, 10, 12, "an hour, type 2 diabetes"),
        (7.6, 6, 12, 34, "oil rubbed in,\nevery 8 hours"),
    )
    for times, weeks, dx, dy, words in labels:
        x, y = at(times, weeks)
        align = "right" if times > 7 else "left"
        if times == 1 and weeks == 4:
            x, y, align = x - 18, y - 40, "left"
        write(ax, x + dx, y + dy, words, SMALL - 0.5, align=align)
        if times > 7:
            arrow(ax, [(x + 12, y), (x + 27, y)], CLAY, 1.6, 4.5)
    draw(ax, oval(22, 88, 8, 8), TEAL, edge=TEAL, width=1.2)
    write(ax, 38, 88, "massage in neuropathy, 20 to 30 minutes", SMALL)
    draw(ax, oval(22, 64, 8, 8), CARD, edge=TEAL, width=1.2)
    write(ax, 38, 64, "the same, minutes not known", SMALL)
    draw(ax, polygon(22, 40, 9.5, 4, 0), CARD, edge=CLAY, width=1.3)
    write(ax, 38, 40, "near it, but something else", SMALL)
    write(ax, 12, 15, "Tested is not proven: all are small trials.", SMALL - 1, MUTED)
    return Illustration(
        figure,
        "A chart of schedules, times a week to the right and weeks upward. Dots, massage of people with "
        "neuropathy, and diamonds, near it but something else: " + "; ".join(told) + ". The last two are the "
        "diamonds; every 8 hours lies beyond the scale, where an arrow points on. Most dots stand at three "
        "times a week, two to four weeks. Tested is not proven: all are small trials.",
    )
