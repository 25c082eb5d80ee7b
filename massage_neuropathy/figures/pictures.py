"""The pictures of picture questions: a drawing, and the area of each option on it.

The labelled list beside a picture says the same in words, so a picture is never needed to answer. It shows
the letters of the options and no words that would give the answer away.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.path import Path

from massage_neuropathy.figures.illustration import Illustration
from massage_neuropathy.figures.outlines import (
    HAND,
    Points,
    blend,
    box,
    draw,
    hatch,
    mirrored,
    oval,
    place,
    smooth,
)
from massage_neuropathy.figures.parts import badge, foot_top, heading, panel, person, sole
from massage_neuropathy.figures.regions import (
    BOTH_LEGS,
    FINGERTIPS,
    LEFT_ARM,
    LEFT_HAND,
    LEFT_LEG,
    LEFT_SHIN,
    LEFT_SHIN_AND_FOOT,
    LEFT_THIGH,
    RING_AND_LITTLE,
    SEAT_BACK,
    SEAT_FRONT,
    THUMB_TO_MIDDLE,
    TOES,
    both,
    on_left_hand,
)
from massage_neuropathy.figures.style import (
    CARD,
    INK,
    LINE,
    MUTED,
    SKIN,
    SMALL,
    SOLE,
    WIDTH,
    house_style,
    sheet,
    write,
)


@dataclass(frozen=True)
class Picture:
    """A drawing with areas to choose.

    Parameters
    ----------
    illustration : Illustration
        The drawing, and what it shows.
    areas : mapping of str to points
        For the id of each option the corners of its area, in points of the sheet, from its lower left.
    """

    illustration: Illustration
    areas: Mapping[str, Points]


def rectangle(x0: float, y0: float, x1: float, y1: float) -> Points:
    """Give the corners of an upright rectangle."""
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]


_MAP_BOXES = {
    "a": (8, 216, 183, 404),
    "b": (192, 216, WIDTH - 8, 404),
    "c": (8, 18, 183, 206),
    "d": (192, 18, WIDTH - 8, 206),
}


@house_style()
def four_maps() -> Picture:
    """Draw four people, hatched where the feeling has changed, for a question about urgency."""
    figure, ax = sheet(446)
    heading(ax, 430, "Hatched: where feeling has changed")
    for letter, corners in _MAP_BOXES.items():
        panel(ax, *corners, CARD, edge=LINE)
        badge(ax, corners[0] + 20, corners[3] - 20, letter.upper())
    x, y = 96, 228
    _map(ax, x, y, "light", [box(-12, -3, 12, 17)])
    _map(ax, x + 184, y, "dark", [LEFT_HAND, box(0, 85.5, 8, 101)])
    _map(ax, x - 26, y - 198, "medium", [SEAT_FRONT])
    _map(ax, x + 48, y - 198, "medium", [SEAT_BACK], back=True)
    right_hand = mirrored(THUMB_TO_MIDDLE)
    _map(ax, x + 162, y - 198, "light", [mirrored(on_left_hand(THUMB_TO_MIDDLE))])
    palm = place(mirrored(HAND), x + 230, y - 166, 0.62)
    draw(ax, palm, SOLE["light"], width=0.8)
    hatch(ax, place(right_hand, x + 230, y - 166, 0.62), palm)
    write(ax, x + 230, y - 180, "right palm", SMALL, MUTED, align="center")
    return Picture(
        Illustration(
            figure,
            "Four outline people, A to D, hatched where the client feels numb; the list beside the picture "
            "says the same. A, from the front: both feet to mid-calf. B, from the front: the left half of "
            "the face, and the left hand. C, from the front and the back: the seat and the inner thighs. "
            "D, from the front, with the right palm close up: thumb, index and middle finger of that hand.",
        ),
        {letter: rectangle(*corners) for letter, corners in _MAP_BOXES.items()},
    )


def _map(ax: Axes, x: float, y: float, tone: str, regions: list[Path], back: bool = False) -> None:
    scale = 1.6
    body = person(ax, x, y, scale, tone, back)
    for region in regions:
        hatch(ax, place(region, x, y, scale), body)
    for side, name in ((-1, "L" if back else "R"), (1, "R" if back else "L")):
        write(ax, x + side * 13 * scale, y + 90 * scale, name, SMALL, MUTED, bold=True, align="center")


_BUST = smooth(
    [(-32, -2), (-31, 10), (-22, 17), (-10, 20), (-8, 24), (-8, 32), (-12, 38), (-14, 48), (-13, 60),
     (-8, 68), (0, 70), (8, 68), (13, 60), (14, 48), (12, 38), (8, 32), (8, 24), (10, 20), (22, 17),
     (31, 10), (32, -2)]
)  # fmt: skip
_BUST_NECK = smooth([(3, 18), (13, 19), (9.6, 26), (10, 32), (15, 38), (17, 46), (11, 44), (5, 34), (3, 26)])
_BUST_CHEEK = smooth([(2, 40), (8, 38), (13, 44), (13, 50), (8, 53), (2, 49)])

View = tuple[str, list[Path]]
"""A side from which a person is seen, "front" or "back", and the regions that are hatched."""


def _body_maps(maps: Mapping[str, tuple[str, str, list[View], str, Path | None]]) -> Picture:
    """Draw two columns of boxes, one a map: tone, words, views, and a close-up with its region.

    A close-up is "" (none), "palm" or "right palm", "soles", "feet" or "bust".
    """
    rows = (len(maps) + 1) // 2
    figure, ax = sheet(50 + 198 * rows)
    heading(ax, 34 + 198 * rows, "Hatched: where feeling has changed")
    areas, told = {}, []
    for i, (letter, (tone, words, views, close, part)) in enumerate(maps.items()):
        x0 = 8 + 184 * (i % 2)
        y0 = 18 + 198 * (rows - 1 - i // 2)
        corners = (x0, y0, x0 + 175, y0 + 188)
        panel(ax, *corners, CARD, edge=LINE)
        badge(ax, x0 + 20, y0 + 168, letter.upper())
        areas[letter] = rectangle(*corners)
        told.append(f"{letter.upper()}, {words}")
        shifts = (-24, 46) if len(views) == 2 else (-24,) if close else (0,)
        for (side, regions), shift in zip(views, shifts, strict=False):
            _map(ax, x0 + 88 + shift, y0 + 12, tone, regions, back=side == "back")
        if close:
            _close_up(ax, x0 + (136 if views else 88), y0 + 46, tone, close, part)
    count = "Four" if len(maps) == 4 else "Six"
    return Picture(
        Illustration(
            figure,
            f"{count} outline people, A to {list(maps)[-1].upper()}, hatched where the client says that "
            f"feeling has changed; the list beside the picture says the same. {'. '.join(told)}.",
        ),
        areas,
    )


def _close_up(ax: Axes, x: float, y: float, tone: str, kind: str, part: Path | None) -> None:
    """Draw a hand, two feet or a head larger, with the hatched part."""
    if kind.endswith("palm"):
        turn = mirrored if kind.startswith("right") else blend
        outline = place(turn(HAND), x, y, 0.6)
        draw(ax, outline, SOLE[tone], width=0.8, z=4)
        hatch(ax, place(turn(part), x, y, 0.6), outline, z=4.5)
        write(ax, x, y - 14, kind, SMALL, MUTED, align="center")
    elif kind == "bust":
        outline = place(_BUST, x, y - 8, 1)
        draw(ax, outline, SKIN[tone], width=0.8, z=4)
        hatch(ax, place(part, x, y - 8, 1), outline, z=4.5)
        write(ax, x, y - 24, "close up", SMALL, MUTED, align="center")
    else:
        big = part is None or kind == "soles"
        for side in (-1, 1):
            foot = sole if kind == "soles" else foot_top
            flip = {"right": side < 0} if kind == "soles" else {"left": side < 0}
            scale = 0.98 if big else 0.5
            spot = (x + side * (31 if big else 17), y - (8 if big else 4), scale)
            outline = foot(ax, *spot, tone, **flip)
            if part is None:
                hatch(ax, outline, outline, z=3.5)
            else:
                turned = mirrored(part) if (side > 0) == (kind == "soles") else part
                hatch(ax, place(turned, *spot), outline, z=3.5)
        write(ax, x, y - (24 if big else 18), f"both {'soles' if kind == 'soles' else 'feet'}", SMALL, MUTED,
              align="center")  # fmt: skip


@house_style()
def four_maps_noon() -> Picture:
    """Draw four maps: an arm and a leg of one side, two fingers, legs and hands, both soles."""
    right_fingers = mirrored(on_left_hand(RING_AND_LITTLE))
    return _body_maps(
        {
            "a": (
                "dark",
                "from the front: the whole left arm and the whole left leg",
                [("front", [LEFT_ARM, LEFT_LEG])],
                "",
                None,
            ),
            "b": (
                "light",
                "from the front, with the right palm close up: ring and little finger of the right hand",
                [("front", [right_fingers])],
                "right palm",
                RING_AND_LITTLE,
            ),
            "c": (
                "medium",
                "from the front: both legs and both hands",
                [("front", [BOTH_LEGS, *both(LEFT_HAND)])],
                "",
                None,
            ),
            "d": ("dark", "close up: both soles", [], "soles", None),
        }
    )


@house_style()
def four_maps_half_hour() -> Picture:
    """Draw four maps: a patch on a thigh, feet and fingertips, face and arm of one side, one lower leg."""
    return _body_maps(
        {
            "a": (
                "medium",
                "from the front: a patch on the outer side of the right thigh",
                [("front", [mirrored(LEFT_THIGH)])],
                "",
                None,
            ),
            "b": (
                "light",
                "from the front: both feet and calves to just below the knee, and the fingertips of both "
                "hands",
                [("front", [box(-12, -3, 12, 26), *both(on_left_hand(FINGERTIPS))])],
                "",
                None,
            ),
            "c": (
                "dark",
                "from the front: the right half of the face and the whole right arm",
                [("front", [box(-8, 85.5, 0, 101), mirrored(LEFT_ARM)])],
                "",
                None,
            ),
            "d": (
                "light",
                "from the front: the left lower leg and foot, from below the knee",
                [("front", [box(0, -4, 12, 26)])],
                "",
                None,
            ),
        }
    )


@house_style()
def four_maps_massage_gun() -> Picture:
    """Draw four maps: a side of the neck, both feet, a shin, a band on the back with both legs."""
    neck = smooth([(1.6, 83.5), (5, 83.2), (5.4, 92), (4, 93.5), (2.8, 88)])
    return _body_maps(
        {
            "a": (
                "light",
                "from the front and close up: the left side of the neck up to behind the ear",
                [("front", [neck])],
                "bust",
                _BUST_NECK,
            ),
            "b": (
                "dark",
                "from the front: both feet to the ankles",
                [("front", [box(-12, -3, 12, 9)])],
                "",
                None,
            ),
            "c": (
                "medium",
                "from the front: the outer side of the right shin and the top of the right foot",
                [("front", [mirrored(LEFT_SHIN_AND_FOOT)])],
                "",
                None,
            ),
            "d": (
                "light",
                "from the back: a band across the middle of the back, and both legs",
                [("back", [box(-8.7, 64, 8.7, 71), BOTH_LEGS])],
                "",
                None,
            ),
        }
    )


@house_style()
def six_maps_class() -> Picture:
    """Draw six maps, of which two follow the slow, feet-first, both-sides pattern."""
    patches = [LEFT_SHIN, mirrored(LEFT_HAND), mirrored(LEFT_THIGH)]
    toes = [box(-12, -3, 12, 1.6)]
    return _body_maps(
        {
            "a": (
                "light",
                "from the front: the outer side of the left thigh",
                [("front", [LEFT_THIGH])],
                "",
                None,
            ),
            "b": (
                "dark",
                "from the front: both feet to mid-calf and all fingertips",
                [("front", [box(-12, -3, 12, 17), *both(on_left_hand(FINGERTIPS))])],
                "",
                None,
            ),
            "c": (
                "medium",
                "from the back: the seat and the inner thighs",
                [("back", [SEAT_BACK])],
                "",
                None,
            ),
            "d": (
                "light",
                "from the front and close up: the toes of both feet",
                [("front", toes)],
                "feet",
                TOES,
            ),
            "e": (
                "dark",
                "from the front: patches on the left shin, the right hand and the right thigh",
                [("front", patches)],
                "",
                None,
            ),
            "f": (
                "medium",
                "from the front: the whole right arm and the whole right leg",
                [("front", [mirrored(LEFT_ARM), mirrored(LEFT_LEG)])],
                "",
                None,
            ),
        }
    )


@house_style()
def six_maps_waiting() -> Picture:
    """Draw six maps, of which two follow the slow, feet-first, both-sides pattern."""
    thumb = mirrored(on_left_hand(THUMB_TO_MIDDLE))
    return _body_maps(
        {
            "a": (
                "dark",
                "from the front: both feet to above the ankles",
                [("front", [box(-12, -3, 12, 11)])],
                "",
                None,
            ),
            "b": (
                "medium",
                "from the front: both legs to the hips, and both hands",
                [("front", [box(-12.2, -4, 12.2, 50), *both(LEFT_HAND)])],
                "",
                None,
            ),
            "c": (
                "light",
                "from the front: a band around the left half of the chest",
                [("front", [box(0, 69, 8.9, 75)])],
                "",
                None,
            ),
            "d": (
                "dark",
                "from the front, with the face close up: the left cheek and the left hand",
                [("front", [LEFT_HAND, oval(2.6, 91.4, 1.9, 2.2)])],
                "bust",
                _BUST_CHEEK,
            ),
            "e": ("medium", "close up: soles and toes of both feet", [], "soles", None),
            "f": (
                "light",
                "from the front, with the right palm close up: thumb, index and middle finger of the right "
                "hand",
                [("front", [thumb])],
                "right palm",
                THUMB_TO_MIDDLE,
            ),
        }
    )


_OUTER_KNEE = ("front", 7.3, 25.2)
_ARMPIT = ("front", 9.3, 73.6)
_UPPER_ARM = ("back", 11.2, 70.4)


def _places(words: str, spots: Mapping[str, tuple[str, float, float]]) -> Picture:
    """Draw a person from the front and the back, with a letter at each place."""
    figure, ax = sheet(420)
    heading(ax, 403, "Choose the places")
    scale, y, middle = 3.4, 36, {"front": 92, "back": 280}
    for view, x in middle.items():
        person(ax, x, y, scale, "medium" if view == "front" else "dark", back=view == "back")
        write(ax, x, y - 20, f"from the {view}", SMALL, MUTED, align="center")
    areas, around = {}, np.linspace(0, 2 * np.pi, 24, endpoint=False)
    for letter, (view, dx, dy) in spots.items():
        spot = (middle[view] + scale * dx, y + scale * dy)
        badge(ax, *spot, letter.upper(), INK, radius=11)
        areas[letter] = [(spot[0] + 17 * np.cos(t), spot[1] + 17 * np.sin(t)) for t in around]
    last = list(spots)[-1].upper()
    return Picture(
        Illustration(
            figure,
            f"A person from the front and a person from the back, with the letters A to {last}, each at a "
            f"place; the list beside the picture says the same. {words}",
        ),
        areas,
    )


@house_style()
def nerve_places() -> Picture:
    """Draw eight places, five of them over a nerve near the surface."""
    return _places(
        "From the front: A, side of the neck; D, front of the wrist; E, front of the thigh; F, groin; G, "
        "outer knee just below the joint. From the back: B, between spine and shoulder blade; C, back of "
        "the upper arm; H, muscle beside the low spine.",
        {
            "a": ("front", 3.2, 85.6),
            "b": ("back", 2.6, 76),
            "c": _UPPER_ARM,
            "d": ("front", 15.9, 51.4),
            "e": ("front", 5.6, 36.4),
            "f": ("front", 5, 48),
            "g": _OUTER_KNEE,
            "h": ("back", 2.9, 59),
        },
    )


@house_style()
def nerve_places_elbow() -> Picture:
    """Draw six places where an elbow may come to rest."""
    return _places(
        "From the front: C, armpit; D, front of the forearm above the wrist; E, outer thigh; F, outer "
        "knee just below the joint. From the back: A, top of the shoulder near the neck; B, flat of the "
        "shoulder blade.",
        {
            "a": ("back", 5, 83),
            "b": ("back", 5.6, 73),
            "c": _ARMPIT,
            "d": ("front", 14.8, 55.2),
            "e": ("front", 9, 39),
            "f": _OUTER_KNEE,
        },
    )


@house_style()
def nerve_places_edges() -> Picture:
    """Draw six places where a hard edge may press."""
    return _places(
        "From the front: B, outer knee just below the joint; D, front of the thigh; E, armpit. From the "
        "back: A, thick of the calf; C, back of the upper arm; F, behind the inner ankle.",
        {
            "a": ("back", 5.2, 20.4),
            "b": _OUTER_KNEE,
            "c": _UPPER_ARM,
            "d": ("front", 5.6, 37),
            "e": _ARMPIT,
            "f": ("back", 3.2, 8),
        },
    )


PICTURES: Mapping[str, Callable[[], Picture]] = {
    "four-maps": four_maps,
    "four-maps-half-hour": four_maps_half_hour,
    "four-maps-massage-gun": four_maps_massage_gun,
    "four-maps-noon": four_maps_noon,
    "nerve-places": nerve_places,
    "nerve-places-edges": nerve_places_edges,
    "nerve-places-elbow": nerve_places_elbow,
    "six-maps-class": six_maps_class,
    "six-maps-waiting": six_maps_waiting,
}
"""The pictures by the name that questions have for them under ``picture``."""
