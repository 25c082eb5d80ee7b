"""Figures of lesson 3: one nerve, and where our hands can hurt it."""

import numpy as np
from matplotlib.path import Path

from massage_neuropathy.figures.illustration import Illustration
from massage_neuropathy.figures.outlines import HAND, LEG, box, draw, hatch, loop, oval, place, smooth, trace
from massage_neuropathy.figures.parts import badge, heading, person, pointer, rule
from massage_neuropathy.figures.regions import LEFT_SHIN_AND_FOOT
from massage_neuropathy.figures.style import (
    CARD,
    CLAY,
    INK,
    MUTED,
    NAIL,
    OCHRE,
    SHADE,
    SKIN,
    SMALL,
    SOLE,
    TEAL,
    TITLE,
    WIDTH,
    house_style,
    sheet,
    write,
)

BONE = "#fbf3e4"

PLACES = (
    ("1", "side of the neck", "front", (2.9, 85.4), (16, 92)),
    ("2", "top of the shoulder", "back", (6.6, 82.3), (17, 90)),
    ("3", "armpit", "front", (9.2, 73.4), (20.5, 78)),
    ("4", "back of the upper arm", "back", (11.2, 70.4), (20.5, 74)),
    ("5", "front of the forearm", "front", (13.6, 59.4), (23, 64)),
    ("6", "front of the wrist", "front", (15.9, 51.4), (25, 54)),
    ("7", "groin", "front", (5.2, 48.2), (14, 37)),
    ("8", "outer knee, just below the joint", "front", (7.3, 25.4), (17, 28)),
    ("9", "behind the inner ankle", "back", (3.4, 8.3), (14, 14)),
)
"""Number, name, view, and in units of `PERSON` the point and its badge.

The places of the condition `superficial_nerve_sites`.
"""


@house_style()
def nerves_near_surface() -> Illustration:
    """Draw nine places where a nerve lies near the surface, on a body from the front and the back."""
    figure, ax = sheet(602)
    heading(ax, 585, "Nine places: no thumb, elbow or tool", "the same on both sides; broad contact only")
    scale, y = 3.1, 228
    middle = {"front": 94, "back": 276}
    for view, x in middle.items():
        person(ax, x, y, scale, "medium" if view == "front" else "dark", back=view == "back")
        write(ax, x, y - 19, f"from the {view}", SMALL, MUTED, align="center")
    for number, _, view, spot, label in PLACES:
        x = middle[view]
        for side in (-1, 1):
            dot = (x + side * spot[0] * scale, y + spot[1] * scale)
            draw(ax, oval(*dot, 4.6, 4.6), CLAY, edge=CARD, width=0.9, z=5)
        end = (x + label[0] * scale, y + label[1] * scale)
        pointer(ax, dot, end, z=5.5)
        badge(ax, *end, number, CLAY, radius=10)
    for i, (number, name, *_) in enumerate(PLACES):
        left, row = (22, i) if i < 5 else (194, i - 5)
        if number == "8":
            name = "outer knee, just\nbelow the joint"
        drop = 17 if number == "9" else 0
        badge(ax, left, 178 - 29 * row - drop, number, CLAY, radius=9.5)
        write(ax, left + 16, 178 - 29 * row - drop, name)
    write(ax, 12, 32, "Tingling or an electric feeling? Let go and", SMALL)
    write(ax, 12, 15, "move away. At 1: nothing on front or side.", SMALL)
    names = "; ".join(f"{number}, {name}" for number, name, *_ in PLACES)
    return Illustration(
        figure,
        "A person seen from the front and a person seen from the back, in two skin tones, with numbered "
        "points, the same on both sides, where a nerve lies near the surface. " + names + ". From the front: "
        "1, 3, 5, 6, 7 and 8. From the back: 2, 4 and 9. At these places: no thumb, elbow or tool, broad "
        "contact only; at tingling or an electric feeling let go and move away. On the front and side of the "
        "neck: nothing at all.",
    )


@house_style()
def fibular_head() -> Illustration:
    """Draw the outer side of a knee: the nerve around the neck of the fibula, a thumb and a palm."""
    figure, ax = sheet(440)
    heading(ax, 423, "Outer side of a right knee", "the nerve bends around the bone, close under the skin")
    cm, x0, y0 = 8.4, 46, -194
    draw(ax, place(LEG, x0, y0, cm), SKIN["medium"])
    for cover in (box(0, -200, WIDTH, 30), box(0, 386, WIDTH, 402), box(0, 386, WIDTH, 860)):
        draw(ax, cover, CARD, edge="none", width=0, z=2.5)

    def at(points: list[tuple[float, float]]) -> np.ndarray:
        return np.array(points) * cm + (x0, y0)

    thigh, shin, fibula, kneecap = (
        [(4.5, 76), (4.6, 62), (3.6, 55), (3.0, 51.6), (5.8, 49.4), (9.4, 49.6), (11.4, 52), (10.4, 55.4),
         (8.6, 62), (8.7, 76)],
        [(4.4, 47.4), (7, 48.4), (11, 47.6), (11.2, 44.6), (9.6, 40), (9.2, 22), (6.2, 22), (6.0, 38),
         (4.7, 43)],
        [(1.7, 45.0), (3.0, 46.4), (4.4, 45.2), (4.5, 43.2), (3.7, 40.8), (3.9, 34), (4.2, 22), (2.3, 22),
         (2.2, 34), (2.3, 40.6), (1.5, 43)],
        [(12.2, 54.8), (13.4, 53), (13.1, 49.8), (12.0, 49), (11.5, 51.8)],
    )  # fmt: skip
    for bone in (thigh, shin, kneecap, fibula):
        draw(ax, smooth(at(bone)), BONE, edge=INK, width=0.6, z=2.2)
    trunk = at(
        [(0.6, 76), (0.7, 62), (1.5, 54), (1.9, 49), (1.6, 45.4), (1.5, 42.6), (2.2, 40.2), (3.9, 38.6)]
    )
    deep = at([(3.9, 38.6), (6.0, 36.6), (7.0, 34.4), (7.3, 32.9)])
    shallow = at([(3.9, 38.6), (4.6, 36), (5.0, 34.2), (5.1, 32.9)])
    for extra, color, z in ((2.4, CARD, 2.3), (0, OCHRE, 2.35)):
        for line, width in ((trunk, 5.4), (deep, 3.8), (shallow, 3.8)):
            trace(ax, smooth(line, closed=False), color, width + extra, z=z)
    roll = smooth(
        [(0, 0), (-3, 11), (-12, 16), (-30, 17), (-90, 17), (-90, -17), (-30, -17), (-12, -16), (-3, -11)]
    )
    spot = tuple(at([(4.6, 40.5)])[0])
    draw(ax, place(roll, *spot, 1), "#d8e4e2", edge=INK, width=0.9, z=4)
    under = at([(1.5, 42.4), (2.2, 40.2), (3.9, 38.7)])
    trace(ax, smooth(under, closed=False), OCHRE, 3, z=4.2, dash=1)
    for y in (-10, 0, 10):
        seam = Path([(spot[0] - 80, spot[1] + y), (spot[0] - 40, spot[1] + y)])
        trace(ax, seam, MUTED, 0.7, z=4.5, dash=4)
    thumb = smooth([(0, 0), (-9, 5), (-12, 14), (-11, 40), (-13, 76), (13, 76), (11, 40), (12, 14), (9, 5)])
    tip = tuple(at([(1.6, 35.0)])[0])
    draw(ax, place(thumb, *tip, 0.7, 84), SKIN["dark"], z=4)
    nail = smooth([(-7, 22), (-6, 9), (0, 6), (6, 9), (7, 22), (0, 25)])
    draw(ax, place(nail, *tip, 0.7, 84), NAIL["dark"], edge=SHADE["dark"], width=0.4, z=5)
    low = at([(0, 29.4)])[0][1]
    strap = smooth(
        [(22, low + 9), (90, low + 13), (156, low + 8), (157, low - 9), (90, low - 5), (24, low - 9)]
    )
    draw(ax, strap, TEAL, edge=INK, width=0.9, z=4)
    draw(ax, box(82, low - 9, 100, low + 15), CARD, edge=INK, width=0.9, z=4.5)
    for letter, x, y in (("B", 22, spot[1]), ("A", 22, tip[1] + 2), ("C", 44, low)):
        badge(ax, x, y, letter, INK, radius=9.5)
    left = 190
    write(ax, left, 350, "Nerve", TITLE, OCHRE, bold=True)
    write(ax, left, 331, "comes from behind the knee,\nrounds the bone, divides", SMALL)
    pointer(ax, (left - 5, 350), tuple(at([(0.7, 64.6)])[0]))
    write(ax, left, 283, "Head of the fibula", TITLE, bold=True)
    write(ax, left, 264, "the knob on the outer side,\njust below the joint", SMALL)
    pointer(ax, (left - 5, 283), tuple(at([(3.8, 44.6)])[0]))
    write(ax, left, 208, "Two branches", TITLE, OCHRE, bold=True)
    write(ax, left, 189, "one lifts the foot, one\nturns the sole out", SMALL)
    pointer(ax, (left - 5, 205), tuple(at([(7.1, 34)])[0]))
    for y, letter, words in ((140, "A", "thumb on the outer calf"), (113, "B", "edge of a bolster"),
                             (86, "C", "strap around the calf")):  # fmt: skip
        badge(ax, left + 8, y, letter, INK, radius=9.5)
        write(ax, left + 24, y, words, SMALL)
    write(ax, left, 54, "Which one presses\non the nerve?", SMALL, bold=True)
    write(ax, 12, 14, "Foot tingles? Let go, move it away.", SMALL)
    return Illustration(
        figure,
        "The outer side of a right knee. The nerve comes from behind the knee, rounds the neck of the "
        "fibula just below its head, the knob on the outer side just below the joint, and divides into "
        "two branches: one lifts the foot, one turns the sole out. Three things touch the leg. B, the "
        "edge of a bolster, lies right across the neck of the fibula, on the nerve, which is dotted under "
        "it. A, a thumb, lies lower, on the outer calf, behind the branches. C, a strap, runs around the "
        "calf lower still, below the branches as drawn. Which one presses on the nerve? If the foot "
        "tingles, let go and move it away.",
    )


_MEDIAN = loop([(13.6, 110), (10.6, 62), (6, 44), (2, 18), (-6, 13), (-20, 18), (-60, 40), (-60, 110)])
_ULNAR = loop([(13.6, 110), (10.6, 62), (6, 44), (4, 4), (40, 4), (60, 60), (60, 110)])
_FOREARM = smooth([(-14, 3), (-15, -10), (-18, -34), (-18, -60), (18, -60), (18, -34), (15, -10), (14, 3)])


@house_style()
def hand_areas() -> Illustration:
    """Draw two left palms: the area of the median nerve and the area of the ulnar nerve."""
    figure, ax = sheet(352)
    heading(ax, 335, "Hatched: the area of one nerve", "two left palms")
    scale, y = 1.62, 118
    rows = (
        (95, "light", "A", _MEDIAN, "Median nerve",
         "thumb, index, middle,\nand the thumb side of\nthe ring finger",
         [(-1, -58), (-0.5, -20), (-1, 2), (-5, 22)]),
        (282, "dark", "B", _ULNAR, "Ulnar nerve",
         "little finger, and its side\nof the ring finger\n",
         [(13, -58), (10.5, -20), (9.5, 2), (12, 22)]),
    )  # fmt: skip
    for x, tone, letter, area, name, words, nerve in rows:
        hand = place(HAND, x, y, scale)
        arm = place(_FOREARM, x, y, scale)
        draw(ax, arm, SOLE[tone], z=2)
        draw(ax, hand, SOLE[tone], z=2.1)
        draw(ax, place(box(-13, -3, 13, 6), x, y, scale), SOLE[tone], edge="none", width=0, z=2.3)
        hatch(ax, place(area, x, y, scale), hand, z=2.6)
        crease = smooth([(-10, 1), (0, 3), (10, 1)], closed=False)
        trace(ax, place(crease, x, y, scale), SHADE[tone], 1, z=3)
        way = place(smooth(nerve, closed=False), x, y, scale)
        trace(ax, way, CARD, 5.4, z=3.1)
        trace(ax, way, OCHRE, 3.2, z=3.2)
        draw(ax, box(x - 90, 0, x + 92, 84), CARD, edge="none", width=0, z=5)
        badge(ax, x - 62, y + 150, letter)
        write(ax, x, 68, name, TITLE, bold=True, align="center")
        write(ax, x, 48, words, SMALL, align="center")
    return Illustration(
        figure,
        "Two left palms, hatched where one nerve brings feeling, each nerve drawn as a line from the "
        "forearm. A, on light skin, the median nerve: thumb, index and middle finger and the thumb side of "
        "the ring finger, with the palm below them; the nerve enters at the middle of the wrist. B, on "
        "dark skin, the ulnar nerve: the little finger and its side of the ring finger, with the palm "
        "below; the nerve enters at the little-finger side of the wrist. The border runs through the "
        "middle of the ring finger.",
    )


_STRIP_BACK = smooth(
    [(1, 52), (5, 51), (8, 46), (8.6, 40), (7.2, 28), (7.6, 18), (6.2, 9), (7, 1), (3, -1), (3.6, 9),
     (3.4, 18), (3.6, 28), (4, 40), (2.4, 46)]
)  # fmt: skip


@house_style()
def root_or_nerve() -> Illustration:
    """Draw numbness from one root, from one nerve and from many nerves on three people."""
    figure, ax = sheet(440)
    heading(ax, 423, "Hatched: where feeling has changed", "L: the client's left side")
    scale, y = 2.3, 152
    people = (
        (66, "medium", "A", "One root", "a strip from the\nback down one\nleg to the foot", [_STRIP_BACK]),
        (
            188,
            "light",
            "B",
            "One nerve",
            "outer shin and top\nof one foot; it\nmay drop",
            [LEFT_SHIN_AND_FOOT],
        ),
        (310, "dark", "C", "Many nerves", "both feet alike,\nlike socks", [box(-12, -3, 12, 13)]),
    )
    for x, tone, letter, name, words, regions in people:
        back = letter == "A"
        body = person(ax, x, y, scale, tone, back=back)
        for region in regions:
            shape = Path(region.vertices * (-1, 1), region.codes) if back else region
            hatch(ax, place(shape, x, y, scale), body)
        badge(ax, x - 44, y + 214, letter)
        write(ax, x + (-20 if back else 20), y + 222, "L", SMALL - 0.5, MUTED, bold=True, align="center")
        view = "from behind" if back else "from the front"
        write(ax, x, y - 15, view, SMALL - 0.5, MUTED, align="center")
        write(ax, x, y - 36, name, SMALL + 0.5, bold=True, align="center")
        write(ax, x, y - 55, words, SMALL, align="center")
    rule(ax, 53)
    write(ax, 12, 36, "New weakness with any of them: Stop: care today.", SMALL, bold=True)
    write(ax, 12, 17, "Both legs, seat, bladder, or climbing: emergency now.", SMALL)
    return Illustration(
        figure,
        "Three people in three skin tones, hatched where feeling has changed. A, one root, seen from behind: "
        "a strip from the low back and buttock down the left leg to the foot. B, one nerve, from the front: "
        "the outer side of the left shin and the top of the left foot, and the foot may drop. C, many "
        "nerves, from the front: both feet and ankles alike, like socks. New weakness with any of them: "
        "Stop: care today. Weakness of both legs, a numb seat, bladder trouble or climbing: Stop: emergency "
        "now.",
    )
