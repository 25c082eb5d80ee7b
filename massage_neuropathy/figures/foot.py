"""Figures of lesson 4: diabetes and the foot at risk."""

from matplotlib.axes import Axes
from matplotlib.path import Path

from massage_neuropathy.figures.illustration import Illustration
from massage_neuropathy.figures.outlines import (
    FOOT,
    TOENAILS,
    box,
    draw,
    hatch,
    loop,
    oval,
    place,
    smooth,
    trace,
)
from massage_neuropathy.figures.parts import (
    arrow,
    badge,
    foot_top,
    heading,
    lens,
    panel,
    rule,
    sole,
)
from massage_neuropathy.figures.style import (
    BODY,
    CARD,
    CLAY,
    INK,
    MUTED,
    NAIL,
    OCHRE,
    SAND,
    SHADE,
    SKIN,
    SMALL,
    SOLE,
    TEAL,
    TITLE,
    house_style,
    sheet,
    write,
)
from massage_neuropathy.science.feet import (
    AMPUTATIONS_PER_100_INFECTIONS,
    INFECTED_PER_100_ULCERS,
    ULCER_FIRST_PER_100_AMPUTATIONS,
    ULCER_IN_LIFETIME_PER_100,
    ULCER_PAIN_EVER,
    ULCER_PAIN_NOW,
    ULCER_PEOPLE,
)

_NUMB = loop([(-40, 64), (-10, 60), (8, 57), (40, 48), (40, 120), (-40, 120)])


@house_style()
def ulcers_and_pain() -> Illustration:
    """Draw 40 people with a neuropathic foot ulcer, marked by whether their feet were painful."""
    figure, ax = sheet(428)
    heading(
        ax, 411, f"{ULCER_PEOPLE} people with a foot ulcer", "each sole is one person; the dot is the ulcer"
    )
    for i in range(ULCER_PEOPLE):
        x, y = 36 + 43.5 * (i % 8), 316 - 56 * (i // 8)
        pain = "now" if i < ULCER_PAIN_NOW else "before" if i < ULCER_PAIN_EVER else "never"
        outline = place(FOOT, x, y, 0.47)
        draw(ax, outline, SOLE[("light", "dark", "medium")[i % 3]], width=0.7)
        draw(ax, oval(x - 3.4, y + 30, 3.2, 3.2), INK, edge=CARD, width=0.6, z=3)
        if pain != "never":
            _bolt(ax, x + 13, y + 34, filled=pain == "now")
    rule(ax, 76)
    earlier = ULCER_PAIN_EVER - ULCER_PAIN_NOW
    rows = (
        (56, True, f"{ULCER_PAIN_NOW}", "painful symptoms while the ulcer was there"),
        (36, False, f"{earlier}", "painful symptoms only at another time"),
        (16, None, f"{ULCER_PEOPLE - ULCER_PAIN_EVER}", "never painful symptoms"),
    )
    for y, filled, count, words in rows:
        if filled is not None:
            _bolt(ax, 22, y, filled)
        write(ax, 58, y, count, BODY, bold=True, align="right")
        write(ax, 66, y, words, SMALL)
    return Illustration(
        figure,
        f"{ULCER_PEOPLE} soles in five rows of eight, in three skin tones; each is one person with a foot "
        f"ulcer caused by neuropathy. {ULCER_PAIN_NOW} carry a filled lightning bolt: painful symptoms "
        f"while the ulcer was there. {earlier} carry an open bolt: painful symptoms only at another time, "
        f"which makes {ULCER_PAIN_EVER} at some time. {ULCER_PEOPLE - ULCER_PAIN_EVER} carry none: never "
        "painful symptoms.",
    )


def _bolt(ax: Axes, x: float, y: float, filled: bool) -> None:
    """Draw a lightning bolt for pain, filled or open."""
    shape = loop([(2, 11), (-7, -2), (-1, -2), (-3, -11), (7, 3), (1, 3), (5, 11)])
    draw(ax, place(shape, x, y, 0.95), CLAY if filled else CARD, edge=CLAY, width=0.9, z=5)


@house_style()
def foot_chain() -> Illustration:
    """Draw the chain from a numb foot to an amputation, with percentages forward and backward."""
    figure, ax = sheet(660)
    heading(ax, 643, "From a numb foot to an amputation")
    write(ax, 56, 618, "Forward", BODY, TEAL, bold=True, align="center")
    write(ax, 318, 618, "Backward", BODY, CLAY, bold=True, align="center")
    left, right, high, step = 120, 258, 62, 112
    links = ("Numb foot", "Small injury,\nunnoticed", "Foot ulcer", "Infection or\npoor supply", "Amputation")
    tops = [597 - step * i for i in range(len(links))]
    middle = (left + right) / 2
    for i, (top, words) in enumerate(zip(tops, links, strict=True)):
        panel(ax, left, top - high, right, top, SAND, edge=INK, z=1)
        _link_picture(ax, left + 22, top - 31, i)
        lines = words.split("\n")
        write(ax, left + 45, top - 31 + 8 * (len(lines) - 1), words, SMALL - 1, bold=True)
        if i:
            arrow(ax, [(middle, tops[i - 1] - high), (middle, top + 1)], INK, 2.2, 6)
    for i in (1, 2):
        y = tops[i] - high - (step - high) / 2
        draw(ax, oval(middle, y, 13, 13), CARD, edge=CARD, z=5)
        lens(ax, middle - 4, y + 4, 0.6)
    for i, words in ((1, "A look at\nthe skin\nbreaks the\nchain here"), (2, "and here.")):
        y = tops[i] - high - (step - high) / 2
        arrow(ax, [(272, y + 2), (middle + 22, y + 2)], TEAL, 1.3, 4.5)
        write(ax, 276, y + 2 + 16 * words.count("\n") / 2, words, SMALL - 0.5, TEAL, bold=True)
    low, far = ULCER_IN_LIFETIME_PER_100
    few, many = INFECTED_PER_100_ULCERS
    forward = (
        (tops[0] - 20, tops[2] - 31, "Of 100 people\nwith diabetes,",
         f"{low} to {far}", "get an ulcer in\ntheir lifetime."),
        (tops[2] - 38, tops[3] - 22, "Of 100 ulcers,", f"{few} to {many}", "get infected."),
        (tops[3] - 40, tops[4] - 31, "Of 100 moderate\nto severe infec-\ntions, about",
         f"{AMPUTATIONS_PER_100_INFECTIONS}", "end in an\namputation."),
    )  # fmt: skip
    for start, end, of, number, get in forward:
        lines = of.count("\n") + get.count("\n") + 2
        y = (start + end) / 2 + 8.2 * lines + 3
        write(ax, 56, y, of, SMALL - 0.5, align="center")
        y -= 16.4 * (of.count("\n") + 1) + 2
        write(ax, 56, y, number, TITLE + 2, TEAL, bold=True, align="center")
        write(ax, 56, y - 20, get, SMALL - 0.5, align="center")
        trace(ax, Path([(left - 2, start), (110, start), (110, end)]), TEAL, 1.6)
        arrow(ax, [(110, end), (left - 1, end)], TEAL, 1.6, 4.5)
    end, start = tops[2] - 40, tops[4] - 31
    trace(ax, Path([(right + 2, start), (267, start), (267, end)]), CLAY, 1.6)
    arrow(ax, [(267, end), (right + 1, end)], CLAY, 1.6, 4.5)
    y = (start + end) / 2 + 34
    write(ax, 321, y, "Of 100 ampu-\ntations in\ndiabetes, about", SMALL - 0.5, align="center")
    write(ax, 321, y - 51, f"{ULCER_FIRST_PER_100_AMPUTATIONS}", TITLE + 2, CLAY, bold=True, align="center")
    write(ax, 321, y - 71, "had an ulcer\nfirst.", SMALL - 0.5, align="center")
    rule(ax, 62)
    write(ax, 12, 44, "Each number starts from another group.", SMALL, bold=True)
    write(ax, 12, 25, "Read one at a time. Never multiply, never turn around.", SMALL)
    return Illustration(
        figure,
        "Five boxes from top to bottom, joined by arrows: numb foot; small injury, unnoticed; foot ulcer; "
        "infection or poor supply; amputation. A magnifying glass stands between injury and ulcer and "
        "between ulcer and infection: here a look at the skin breaks the chain. On the left, read forward: "
        f"of 100 people with diabetes, {low} to {far} get an ulcer in their lifetime; of 100 ulcers, {few} "
        f"to {many} get infected; of 100 moderate to severe infections, about "
        f"{AMPUTATIONS_PER_100_INFECTIONS} end in an amputation. On the right, read backward: of 100 "
        f"amputations in diabetes, about {ULCER_FIRST_PER_100_AMPUTATIONS} had an ulcer first. Each "
        "number starts from another group: read one at a time; never multiply them, never turn them around.",
    )


def _link_picture(ax: Axes, x: float, y: float, link: int) -> None:
    """Draw a small sole for one link of the chain."""
    outline = place(FOOT, x, y - 26, 0.53)
    tone = SOLE["dark"] if link % 2 else SOLE["light"]
    if link == 4:
        trace(ax, outline, MUTED, 1, z=3, dash=3)
        return
    draw(ax, outline, tone, width=0.7, z=3)
    if link == 0:
        hatch(ax, place(_NUMB, x, y - 26, 0.53), outline, z=3.2)
        return
    spot = (x - 4, y + 8)
    if link == 1:
        trace(ax, Path([(spot[0] - 5, spot[1] - 3), (spot[0] + 5, spot[1] + 4)]), CLAY, 2.2, z=4)
    else:
        if link == 3:
            hatch(ax, oval(*spot, 11, 13), outline, z=3.4, pattern="xxx", fill="none")
        draw(ax, oval(*spot, 5.6, 6.4), CLAY, edge=INK, width=0.8, z=4)
        draw(ax, oval(*spot, 2.6, 3.2), INK, edge="none", width=0, z=5)


FINDINGS = (
    ("1", "damp stain\nin the sock"),
    ("2", "dry, whole skin\non the heel"),
    ("3", "one foot warmer\nand fuller"),
    ("4", "a toe darker than\nbefore, over weeks"),
    ("5", "hard, dry callus"),
    ("6", "blister"),
    ("7", "damp, pale skin\nbetween the toes"),
    ("8", "numb, the same\nas at every visit"),
)
"""Number and words of each finding; the answers stand in the lesson, not in the figure."""


@house_style()
def foot_findings() -> Illustration:
    """Draw eight findings on feet, without their answers."""
    figure, ax = sheet(664)
    heading(ax, 647, "Eight findings on feet")
    for i, (number, words) in enumerate(FINDINGS):
        x0, y0 = 10 + 180 * (i % 2), 482 - 157 * (i // 2)
        panel(ax, x0, y0, x0 + 175, y0 + 151, SAND)
        badge(ax, x0 + 17, y0 + 133, number)
        lines = words.count("\n")
        write(ax, x0 + 88, y0 + (27 if lines else 19), words, SMALL, align="center")
        _finding(ax, x0 + 88, y0 + 43, number)
    told = "; ".join(f"{number}, {words}" for number, words in FINDINGS).replace("\n", " ")
    return Illustration(
        figure,
        f"Eight small pictures of feet in light, medium and dark skin, numbered: {told}. In 1 the sock is "
        "seen from below with the stain under the big toe. In 3 two feet are seen from above; the "
        "right foot is wider than the left, with waves of warmth. In 4 the second toe is a "
        "shade darker than the foot, and hatched. In 5 the callus lies under the ball of the foot and in 6 "
        "the blister at the edge of the heel. In 7 the skin between the fourth and fifth toe is pale, with "
        "drops. In 8 the toes are striped and a calendar shows the same stripes.",
    )


def _finding(ax: Axes, x: float, y: float, number: str) -> None:
    scale = 0.96
    if number == "1":
        sock = smooth(
            [(-13, 2), (-14, 20), (-13, 42), (-18, 66), (-17, 84), (-8, 96), (4, 95), (14, 86), (19, 72),
             (18, 56), (13, 36), (12, 16), (9, 3), (-2, -1)]
        )  # fmt: skip
        draw(ax, place(sock, x, y, scale), "#dfe3e6", z=2)
        for row in range(3):
            rib = smooth([(-12.5, 4 + 3.4 * row), (-1, 1.6 + 3.4 * row), (10.5, 4 + 3.4 * row)], closed=False)
            trace(ax, place(rib, x, y, scale), MUTED, 0.7)
        stain = smooth([(-13, 78), (-15, 86), (-9, 92), (-3, 88), (-1, 80), (-6, 73)])
        draw(ax, place(stain, x, y, scale), "#a9835a", edge="#6d4f2c", width=0.9, z=3)
        inner = smooth([(-10, 80), (-11, 85), (-7, 88), (-4, 83), (-6, 78)])
        draw(ax, place(inner, x, y, scale), "#7d5a34", edge="none", width=0, z=3.5)
    elif number == "2":
        sole(ax, x, y, scale, "dark")
        for dx, dy, turn in ((-7, 8, 20), (0, 5, -15), (6, 9, 30), (-4, 15, -30), (3, 16, 10), (8, 20, -20),
                             (-8, 22, 15)):  # fmt: skip
            flake = place(smooth([(-2.6, 0), (0, 1.4), (2.6, 0)], closed=False), 0, 0, 1, turn)
            trace(ax, place(flake, x + dx * scale, y + dy * scale, scale), CARD, 1.4, z=4)
    elif number == "3":
        wide = Path(FOOT.vertices * (1.24, 1), FOOT.codes)
        draw(ax, place(wide, x + 32, y, scale), SKIN["dark"], z=2)
        for nail in TOENAILS:
            wider = Path(nail.vertices * (1.24, 1), nail.codes)
            draw(ax, place(wider, x + 32, y, scale), NAIL["dark"], edge=SHADE["dark"], width=0.35, z=3)
        foot_top(ax, x - 32, y, scale, "dark", left=True)
        for shift in (-8, 0, 8):
            wave = smooth([(0, 0), (2.4, 4), (-2.4, 9), (0, 13)], closed=False)
            trace(ax, place(wave, x + 32 + shift, y + 40, 1.5), CARD, 2.2, z=4)
    elif number == "4":
        outline = foot_top(ax, x, y, scale, "medium")
        toe = loop([(-6, 84), (4.4, 83), (5, 110), (-6, 110)])
        region = place(toe, x, y, scale)
        hatch(ax, region, outline, z=4, pattern="////", fill="#a06c46")
    elif number == "5":
        sole(ax, x, y, scale, "light")
        for size, fill in ((9, "#ecd9a8"), (6, "#e3c987"), (3, "#d8b866")):
            draw(ax, oval(x - 6, y + 68 * scale, size, 0.8 * size), fill, edge=OCHRE, width=0.6, z=4)
    elif number == "6":
        sole(ax, x, y, scale, "medium")
        draw(ax, oval(x + 7, y + 13 * scale, 8, 9), "#f7eadf", edge=INK, width=0.8, z=4)
        shine = smooth([(-4, -1), (-2.6, 3.6), (1.4, 5.4)], closed=False)
        trace(ax, place(shine, x + 7, y + 13 * scale, 1), MUTED, 1.2, z=5)
    elif number == "7":
        foot_top(ax, x, y, scale, "dark")
        web = smooth([(12.2, 72), (14, 79.5), (16.6, 78), (18.2, 71), (16, 66)])
        draw(ax, place(web, x, y, scale), "#f2efe9", edge=INK, width=0.7, z=4)
        for dx, dy in ((27, 74), (31, 64), (25, 60)):
            drop = smooth([(0, 4.6), (-2.6, 0), (0, -2.6), (2.6, 0)])
            draw(ax, place(drop, x + dx * scale, y + dy * scale, 1.2), "#bcd6e0", edge=TEAL, width=0.7, z=4)
    else:
        outline = sole(ax, x, y, scale, "light")
        toes = loop([(-40, 76), (-10, 74), (8, 68), (40, 56), (40, 120), (-40, 120)])
        hatch(ax, place(toes, x, y, scale), outline, z=3.2)
        draw(ax, box(x + 34, y + 46, x + 70, y + 78), CARD, edge=INK, width=0.8, z=3)
        draw(ax, box(x + 34, y + 72, x + 70, y + 80), INK, edge=INK, width=0.8, z=3.5)
        for i in range(3):
            cell = box(x + 38 + 11 * i, y + 54, x + 45 + 11 * i, y + 66)
            hatch(ax, cell, cell, z=4)
            trace(ax, cell, INK, 0.7, z=4.5)
