"""Figures of lesson 1: nerves and what goes wrong."""

import math

import numpy as np
from matplotlib.axes import Axes
from matplotlib.path import Path

from massage_neuropathy.figures.illustration import Illustration
from massage_neuropathy.figures.outlines import (
    HAND,
    LEG,
    box,
    draw,
    hatch,
    mark,
    mirrored,
    oval,
    place,
    smooth,
    trace,
)
from massage_neuropathy.figures.parts import person
from massage_neuropathy.figures.regions import (
    LEFT_HAND,
    RING_AND_LITTLE,
    SEAT_BACK,
    SEAT_FRONT,
    both,
    on_left_hand,
)
from massage_neuropathy.figures.style import (
    CARD,
    CLAY,
    INK,
    LEAF,
    LINE,
    MUTED,
    OCHRE,
    PLUM,
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
from massage_neuropathy.science.conduction import (
    FIBER_GROUPS,
    travel_time_ms,
)

MYELIN = "#f3dfae"
DEEP = "#1d1b19"


@house_style()
def nerve_to_toe() -> Illustration:
    """Draw one sensory nerve cell from beside the low spine to the big toe."""
    figure, ax = sheet(428)
    cm, x0, y0 = 3.55, 42, 18
    leg = place(LEG, x0, y0, cm)
    draw(ax, leg, SKIN["medium"])

    def at(points: list[tuple[float, float]]) -> np.ndarray:
        return np.array(points) * cm + (x0, y0)

    for x, y, degrees in [
        (5.9, 114, -4),
        (5.5, 110, -3),
        (5.2, 106, 0),
        (5.2, 102, 0),
        (4.8, 98, 4),
        (4, 94, 10),
        (2.6, 90, 24),
    ]:
        bone = smooth([(-2, -1.5), (-1.7, 0), (-2, 1.5), (0, 1.7), (2, 1.5), (1.7, 0), (2, -1.5), (0, -1.7)])
        draw(ax, place(bone, *at([(x, y)])[0], cm, degrees), "#fbf3e4", edge=MUTED, width=0.6, z=3)
    axon = at(
        [(1.6, 97), (0.6, 92), (0, 85), (1.6, 75), (3.4, 62), (4.6, 51), (3.6, 42), (3.2, 31), (4.6, 18),
         (5.4, 10), (7.6, 5.2), (14, 3.2), (20, 2.6), (25.4, 2.3)]
    )  # fmt: skip
    trace(ax, smooth(axon, closed=False), CARD, 4.6, z=4)
    trace(ax, smooth(axon, closed=False), TEAL, 2.6, z=5)
    trace(
        ax,
        smooth(at([(1.6, 97), (2.6, 99), (2.7, 104), (3.2, 111), (3.8, 118)]), closed=False),
        TEAL,
        1.6,
        z=5,
    )
    cell, toe = at([(1.6, 97)])[0], axon[-1]
    draw(ax, oval(*cell, 6, 6), CLAY, edge=CARD, width=0.8, z=6)
    draw(ax, oval(*toe, 3.4, 3.4), TEAL, edge=CARD, width=0.6, z=6)

    left = 152
    _callout(ax, (left - 6, 416), at([(3.4, 112)])[0])
    write(ax, left, 416, "to the spinal cord", SMALL)
    _callout(ax, (left - 6, 382), cell)
    write(ax, left, 389, "Cell body", TITLE, CLAY, bold=True)
    write(ax, left, 370, "beside the low spine, in the\ndorsal root ganglion", SMALL)
    _callout(ax, (left - 6, 112), at([(4.3, 25)])[0])
    write(ax, left, 112, "Axon", TITLE, TEAL, bold=True)
    write(ax, left, 93, "one thread of the same\ncell, up to about 1 meter", SMALL)
    _callout(ax, (left - 6, 34), toe)
    write(ax, left, 40, "Ending", TITLE, TEAL, bold=True)
    write(ax, left, 22, "in the skin of the big toe", SMALL)
    _axon_close_up(ax, 262, 238, 86, at([(4.1, 57)])[0])
    return Illustration(
        figure,
        "A leg seen from the side, with the low spine. One sensory nerve cell runs through it. Its cell "
        "body is a "
        "dot beside the low spine, in the dorsal root ganglion. From there one thread of the cell goes up, "
        "to the spinal cord, and the axon goes down the "
        "back of the "
        "thigh, behind the knee, down the calf, past the ankle and along the sole to the skin of the "
        "big toe: one "
        "thread, up to about 1 meter long. A close-up shows the axon as a thin core wrapped in sleeves "
        "of myelin, "
        "with short gaps between one sleeve and the next.",
    )


def _callout(ax: Axes, start: tuple[float, float], end: tuple[float, float]) -> None:
    trace(ax, Path([start, end]), INK, 0.9, z=5.5)


def _axon_close_up(ax: Axes, x: float, y: float, radius: float, spot: np.ndarray) -> None:
    """Show axon and myelin in a circle, as if through a lens held over a spot."""
    ring = oval(x, y, radius, radius)
    for side in (1, -1):
        edge = np.array([x - radius * 0.62, y + side * radius * 0.785])
        _callout(ax, tuple(spot + np.array((0, side * 5))), tuple(edge))
    draw(ax, oval(*spot, 7, 7), "none", edge=INK, width=0.5, z=6)
    draw(ax, ring, CARD, edge=INK, width=0.6, z=7)
    inner = box(x - radius + 2.5, y - 5, x + radius - 2.5, y + 5)
    draw(ax, inner, TEAL, edge="none", width=0, z=8)
    for middle, half in ((-47, 25), (6, 22), (52, 18)):
        draw(ax, _sleeve(x + middle, y, half, 17), MYELIN, edge=OCHRE, width=0.6, z=8.2)
        draw(ax, box(x + middle - half, y - 5, x + middle + half, y + 5), TEAL, edge="none", width=0, z=8.4)
    write(ax, x, y + 46, "Myelin", TITLE, OCHRE, bold=True, align="center")
    write(ax, x, y + 31, "the sleeve", SMALL, align="center")
    write(ax, x, y - 31, "Axon", TITLE, TEAL, bold=True, align="center")
    write(ax, x, y - 46, "the core", SMALL, align="center")


def _sleeve(x: float, y: float, half: float, high: float) -> Path:
    """One length of myelin: a rounded box around a point."""
    return smooth(
        [(x - half, y - high * 0.5), (x - half * 0.8, y - high), (x + half * 0.8, y - high),
        (x + half, y - high * 0.5),
         (x + half, y + high * 0.5), (x + half * 0.8, y + high), (x - half * 0.8, y + high),
         (x - half, y + high * 0.5)]
    )  # fmt: skip


@house_style()
def fiber_speeds() -> Illustration:
    """Draw the four fiber groups with their speeds, and the time each needs for one meter."""
    figure, ax = sheet(393)
    left, right, low, high = 30, WIDTH - 20, 0.45, 140

    def x_of(speed: float) -> float:
        return left + (right - left) * math.log(speed / low) / math.log(high / low)

    top, bottom = 348, 62
    for speed in (0.5, 1, 2, 5, 10, 20, 50, 100):
        x = x_of(speed)
        for row in range(len(FIBER_GROUPS)):
            middle = top - 51 - 72 * row
            trace(ax, Path([(x, middle - 11), (x, middle + 11)]), LINE, 1.1, z=0)
        write(ax, x, bottom - 8, f"{speed:g}", SMALL, align="center")
    write(
        ax,
        WIDTH / 2,
        bottom - 29,
        "Speed in meters per second",
        SMALL,
        align="center",
    )
    write(ax, 12, 372, "Fastest at the top", TITLE, bold=True)
    told = []
    styles = ((TEAL, "o", 13), (LEAF, "s", 9.5), (OCHRE, "^", 6), (PLUM, "D", 3))
    for row, (group, (color, marker, thick)) in enumerate(zip(FIBER_GROUPS, styles, strict=True)):
        y = top - 14 - 72 * row
        slow, fast = group.velocity_m_s
        times = travel_time_ms([fast, slow])
        seconds = times[0] > 400
        span = " to ".join(f"{time / 1000:g}" if seconds else f"{time:.0f}" for time in times)
        write(ax, 12, y, group.name, TITLE, color, bold=True)
        write(ax, WIDTH - 12, y, f"{slow:g} to {fast:g} m/s", SMALL, align="right")
        write(ax, 12, y - 16, group.job, SMALL)
        write(ax, WIDTH - 12, y - 16, f"1 m in {span} {'s' if seconds else 'ms'}", SMALL, align="right")
        bar = box(x_of(slow), y - 37 - thick / 2, x_of(fast), y - 37 + thick / 2)
        draw(ax, bar, color, edge="none", width=0)
        for speed in (slow, fast):
            mark(ax, x_of(speed), y - 37, marker, 13, color)
        unit = "seconds" if seconds else "milliseconds"
        speed = f"{slow:g} to {fast:g} meters per second"
        told.append(f"{group.name} ({group.job}), {speed}, 1 meter in {span} {unit}")
    write(ax, 12, 12, "Textbook ranges; tables differ. The order is what counts.", SMALL - 1, MUTED)
    return Illustration(
        figure,
        "The four groups of nerve fibers in order of speed, as bars on a scale that grows by multiplying. "
        + "; ".join(told)
        + ". The bars get thinner from top to bottom, as the fibers do. "
        "The ranges come from textbook tables, which differ; the order does not.",
    )


LEG_HEIGHT = {"toes": 0.0, "ankle": 6.5, "mid-calf": 17.0, "knee": 28.0}
"""Heights of places along the leg, in the units of `PERSON`."""

MAPS = (
    ("A", "Both feet to mid-calf", "over four years", "light"),
    ("B", "Right hand and right\nside of the mouth", "sudden, since lunch", "dark"),
    ("C", "Seat and inner thighs", "since yesterday; slow to\nstart passing urine", "medium"),
    ("D", "Left ring and little finger", "the same for two years;\ngrip strong", "light"),
    ("E", "Both feet to the ankles,\nburning", "over 18 months", "dark"),
    ("F", "Both legs, now the hands:\nweaker and tingling", "climbing over five days", "medium"),
)
"""Letter, place, time course and skin tone of each body map."""


@house_style()
def six_body_maps() -> Illustration:
    """Draw six people, hatched where the feeling has changed, with the time course of each."""
    figure, ax = sheet(792)
    write(ax, 12, 774, "Hatched: where feeling has changed", TITLE, bold=True)
    write(ax, 12, 755, "R and L: the client's right and left", SMALL, MUTED)
    for i, (letter, where, when, tone) in enumerate(MAPS):
        x, y = 94 + 187 * (i % 2), 572 - 250 * (i // 2)
        if i % 2 == 0 and i:
            trace(ax, Path([(12, y + 181), (WIDTH - 12, y + 181)]), LINE, 1.2, z=0)
        _body_map(ax, letter, x, y, tone)
        draw(ax, oval(x - 77, y + 156, 12, 12), TEAL, edge=TEAL, width=0.5)
        write(ax, x - 77, y + 156, letter, TITLE, CARD, bold=True, align="center")
        write(ax, x, y - 16, where, SMALL, align="center")
        write(ax, x, y - 16 - 16.4 * (where.count("\n") + 1), when, SMALL, bold=True, align="center")
    told = " ".join(f"{letter}: {where}, {when}." for letter, where, when, _ in MAPS).replace("\n", " ")
    return Illustration(
        figure,
        "Six outline people, A to F, hatched where the client says the feeling has changed, with the "
        "time course under "
        f"each. {told} C is shown from the front and from the back, the others from the front; B has a "
        f"close-up of the "
        "face and D of the palm.",
    )


_REGIONS = {
    "A": [box(-12, -3, 12, LEG_HEIGHT["mid-calf"])],
    "B": [mirrored(LEFT_HAND), oval(-1.5, 90.2, 1.5, 1.3)],
    "C": [SEAT_FRONT],
    "C back": [SEAT_BACK],
    "D": [on_left_hand(RING_AND_LITTLE)],
    "E": [box(-12, -3, 12, LEG_HEIGHT["ankle"])],
    "F": [box(-12, -3, 12, 45), *both(LEFT_HAND)],
}
"""Where each map is hatched, in the units of `PERSON`; from the front, the body's left has positive x."""


def _body_map(ax: Axes, letter: str, x: float, y: float, tone: str) -> None:
    scale = 1.62
    views = {"C": [(letter, -34), ("C back", 42)], "B": [(letter, -26)], "D": [(letter, -26)]}.get(
        letter, [(letter, 0)]
    )
    for view, shift in views:
        back = view.endswith("back")
        body = person(ax, x + shift, y, scale, tone, back)
        for region in _REGIONS[view]:
            hatch(ax, place(region, x + shift, y, scale), body)
        for side, name in ((-1, "L" if back else "R"), (1, "R" if back else "L")):
            write(
                ax,
                x + shift + side * 14 * scale,
                y + 87 * scale,
                name,
                SMALL - 0.5,
                MUTED,
                bold=True,
                align="center",
            )
    if letter == "B":
        _face(ax, x + 52, y + 98, tone)
        write(ax, x + 52, y + 50, "face", SMALL - 0.5, MUTED, align="center")
    if letter == "D":
        hand = place(HAND, x + 52, y + 62, 0.62)
        draw(ax, hand, SOLE[tone], width=0.8, z=4)
        hatch(ax, place(RING_AND_LITTLE, x + 52, y + 62, 0.62), hand, z=4.5)
        write(ax, x + 52, y + 50, "left palm", SMALL - 0.5, MUTED, align="center")


def _face(ax: Axes, x: float, y: float, tone: str) -> None:
    """Draw a face, close up, hatched over the right half of the mouth."""
    head = smooth(
        [(0, 36), (15, 33), (24, 21), (25, 4), (22.5, -13), (15, -28), (6, -36), (-6, -36), (-15, -28),
        (-22.5, -13), (-25, 4),
         (-24, 21), (-15, 33)]
    )  # fmt: skip
    head = place(head, x, y, 1)
    for side in (-1, 1):
        draw(ax, oval(x + side * 25, y - 1, 4, 8), SKIN[tone], width=0.8, z=3)
    draw(ax, head, SKIN[tone], width=0.8, z=4)
    numb = smooth([(0, -12), (0, -29), (-10, -28), (-17, -20.5), (-11, -13)])
    hatch(ax, place(numb, x, y, 1), head, z=4.5)
    for side in (-1, 1):
        eye = smooth([(side * 5, 4), (side * 10, 7), (side * 15.5, 4), (side * 10, 1.6)])
        draw(ax, place(eye, x, y, 1), CARD, edge=DEEP, width=0.5, z=5)
        draw(ax, oval(x + side * 10.2, y + 4.2, 2.4, 2.5), DEEP, width=0, z=5.2)
        brow = smooth([(side * 4, 12.4), (side * 10, 14.6), (side * 16.5, 12)], closed=False)
        trace(ax, place(brow, x, y, 1), DEEP, 1.8, z=5)
    for line, width in (
        ([(1.4, 4), (3.8, -6), (-2, -7.4)], 1.1),
        ([(-11, -20), (-4, -19.4), (0, -20), (4, -19.4), (11, -20)], 1.8),
    ):
        trace(ax, place(smooth(line, closed=False), x, y, 1), DEEP, width, z=5)
