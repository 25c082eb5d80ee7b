"""The pictures of picture questions: a drawing, and the area of each option on it.

The labelled list beside a picture says the same in words, so a picture is never needed to answer. It shows
the letters of the options and no words that would give the answer away.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.path import Path

from massage_neuropathy.figures.illustration import Illustration
from massage_neuropathy.figures.outlines import (
    HAND,
    PERSON_LEFT_HAND,
    Points,
    box,
    draw,
    hatch,
    loop,
    mirrored,
    place,
    smooth,
)
from massage_neuropathy.figures.parts import badge, heading, panel, person
from massage_neuropathy.figures.style import (
    CARD,
    LINE,
    MUTED,
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
_LEFT_HAND = place(box(-52, 2, 52, 108), *PERSON_LEFT_HAND)
_SADDLE_FRONT = smooth(
    [(0, 50), (3, 47), (5.4, 42), (4.4, 36.5), (0, 35), (-4.4, 36.5), (-5.4, 42), (-3, 47)]
)
_SADDLE_BACK = smooth(
    [(0, 53.5), (4.6, 52.6), (7, 48.5), (6.4, 43), (4.8, 37), (0, 35), (-4.8, 37), (-6.4, 43), (-7, 48.5),
     (-4.6, 52.6)]
)  # fmt: skip
_THUMB_TO_MIDDLE = loop([(-60, 28), (-20, 30), (-8, 44), (2.6, 58), (3.6, 110), (-60, 110)])


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
    _map(ax, x + 184, y, "dark", [_LEFT_HAND, box(0, 85.5, 8, 101)])
    _map(ax, x - 26, y - 198, "medium", [_SADDLE_FRONT])
    _map(ax, x + 48, y - 198, "medium", [_SADDLE_BACK], back=True)
    right_hand = mirrored(_THUMB_TO_MIDDLE)
    _map(ax, x + 162, y - 198, "light", [mirrored(place(_THUMB_TO_MIDDLE, *PERSON_LEFT_HAND))])
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


PICTURES: Mapping[str, Callable[[], Picture]] = {"four-maps": four_maps}
"""The pictures by the name that questions have for them under ``picture``."""
