"""Figures of lesson 1: nerves and what goes wrong."""

import math

import numpy as np
from matplotlib.axes import Axes
from matplotlib.path import Path

from massage_neuropathy.figures.illustration import Illustration
from massage_neuropathy.figures.outlines import (
    FOOT,
    HAND,
    LEG,
    PERSON,
    PERSON_LEFT_FOOT,
    PERSON_LEFT_HAND,
    blend,
    box,
    draw,
    hatch,
    mirrored,
    oval,
    place,
    smooth,
    trace,
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
    TEAL,
    TITLE,
    WIDTH,
    sheet,
    write,
)
from massage_neuropathy.science.conduction import (
    DAMAGED_MYELIN_KEEPS,
    FIBER_GROUPS,
    HUMAN_C_NOCICEPTOR_M_S,
    distance_reached_m,
    myelinated_velocity_m_s,
    travel_time_ms,
)
from massage_neuropathy.science.length import ARM_CM, LEG_CM, numb_places

MYELIN = "#f3dfae"


def nerve_to_toe() -> Illustration:
    """Draw one sensory nerve cell from beside the low spine to the big toe."""
    figure, ax = sheet(424)
    cm, x0, y0 = 3.55, 42, 18
    leg = place(LEG, x0, y0, cm)
    draw(ax, leg, SKIN["medium"])

    def at(points: list[tuple[float, float]]) -> np.ndarray:
        return np.array(points) * cm + (x0, y0)

    for x, y, degrees in [(5.2, 106, 0), (5.2, 102, 0), (4.8, 98, 4), (4, 94, 10), (2.6, 90, 24)]:
        bone = smooth([(-2, -1.5), (-1.7, 0), (-2, 1.5), (0, 1.7), (2, 1.5), (1.7, 0), (2, -1.5), (0, -1.7)])
        draw(ax, place(bone, *at([(x, y)])[0], cm, degrees), "#fbf3e4", edge=MUTED, width=0.6, z=3)
    axon = at(
        [(1.6, 97), (0.6, 92), (0, 85), (1.6, 75), (3.4, 62), (4.6, 51), (3.6, 42), (3.2, 31), (4.6, 18),
         (5.4, 10), (7.6, 5.2), (14, 3.2), (20, 2.6), (25.4, 2.3)]
    )  # fmt: skip
    trace(ax, smooth(axon, closed=False), CARD, 4.6, z=4)
    trace(ax, smooth(axon, closed=False), TEAL, 2.6, z=5)
    trace(ax, smooth(at([(1.6, 97), (2.6, 99), (2.7, 104), (2.7, 108)]), closed=False), TEAL, 1.6, z=5)
    cell, toe = at([(1.6, 97)])[0], axon[-1]
    draw(ax, oval(*cell, 6, 6), CLAY, edge=CARD, width=0.8, z=6)
    draw(ax, oval(*toe, 3.4, 3.4), TEAL, edge=CARD, width=0.6, z=6)

    left = 152
    _callout(ax, (left - 6, 386), cell)
    write(ax, left, 393, "Cell body", TITLE, CLAY, bold=True)
    write(ax, left, 367, "beside the low spine, in the\ndorsal root ganglion", SMALL)
    _callout(ax, (left - 6, 112), at([(4.3, 25)])[0])
    write(ax, left, 112, "Axon", TITLE, TEAL, bold=True)
    write(ax, left, 85, "one thread of the same\ncell, up to about 1 meter", SMALL)
    _callout(ax, (left - 6, 34), toe)
    write(ax, left, 40, "Ending", TITLE, TEAL, bold=True)
    write(ax, left, 22, "in the skin of the big toe", SMALL)
    _axon_close_up(ax, 262, 238, 86, at([(4.1, 57)])[0])
    return Illustration(
        figure,
        "A leg seen from the side, with the low spine. One sensory nerve cell runs through it. Its cell body is a "
        "dot beside the low spine, in the dorsal root ganglion. From there a single axon goes down the back of the "
        "thigh, behind the knee, down the calf, behind the ankle and along the sole to the skin of the big toe: one "
        "thread, up to about 1 meter long. A close-up shows the axon as a thin core wrapped in sleeves of myelin, "
        "with short gaps between one sleeve and the next.",
    )


def _callout(ax: Axes, start: tuple[float, float], end: tuple[float, float]) -> None:
    ax.plot(*zip(start, end, strict=True), color=INK, linewidth=0.9, zorder=5.5)


def _axon_close_up(ax: Axes, x: float, y: float, radius: float, spot: np.ndarray) -> None:
    """Show axon and myelin in a circle, as if through a lens held over a spot."""
    ring = oval(x, y, radius, radius)
    for side in (1, -1):
        edge = np.array([x - radius * 0.62, y + side * radius * 0.785])
        _callout(ax, tuple(spot + (0, side * 5)), tuple(edge))
    draw(ax, oval(*spot, 7, 7), "none", edge=INK, width=0.5, z=6)
    draw(ax, ring, CARD, edge=INK, width=0.6, z=7)
    inner = box(x - radius + 2.5, y - 5, x + radius - 2.5, y + 5)
    draw(ax, inner, TEAL, edge="none", width=0, z=8)
    for middle, half in ((-47, 25), (6, 22), (52, 18)):
        draw(ax, _sleeve(x + middle, y, half, 17), MYELIN, edge=OCHRE, width=0.6, z=8.2)
        draw(ax, box(x + middle - half, y - 5, x + middle + half, y + 5), TEAL, edge="none", width=0, z=8.4)
    write(ax, x, y + 46, "Myelin", TITLE, OCHRE, bold=True, align="center").set_zorder(9)
    write(ax, x, y + 31, "the sleeve", SMALL, align="center").set_zorder(9)
    write(ax, x, y - 31, "Axon", TITLE, TEAL, bold=True, align="center").set_zorder(9)
    write(ax, x, y - 46, "the core", SMALL, align="center").set_zorder(9)


def _sleeve(x: float, y: float, half: float, high: float) -> Path:
    """One length of myelin: a rounded box around a point."""
    return smooth(
        [(x - half, y - high * 0.5), (x - half * 0.8, y - high), (x + half * 0.8, y - high), (x + half, y - high * 0.5),
         (x + half, y + high * 0.5), (x + half * 0.8, y + high), (x - half * 0.8, y + high), (x - half, y + high * 0.5)]
    )  # fmt: skip


def impulse_on_fiber() -> Illustration:
    """Draw how far an impulse has got on three fibers after the same time."""
    time_ms, diameter_um = 14.0, 12.0
    whole = float(myelinated_velocity_m_s(diameter_um))
    rows = [
        ("Thick, myelin whole", whole, TEAL),
        ("Thick, myelin damaged", whole * DAMAGED_MYELIN_KEEPS, CLAY),
        ("Thin, no myelin", HUMAN_C_NOCICEPTOR_M_S, PLUM),
    ]
    figure, ax = sheet(344)
    left, right = 22, WIDTH - 22
    write(ax, left - 6, 326, f"After {time_ms:.0f} thousandths of a second", TITLE, bold=True)
    told = []
    for row, (name, speed, color) in enumerate(rows):
        y = 258 - 86 * row
        way_cm = 100 * float(distance_reached_m(speed, time_ms))
        x = left + (right - left) * way_cm / 100
        write(ax, left - 6, y + 34, name, bold=True, color=color)
        write(ax, right + 6, y + 34, f"{way_cm:.0f} cm", TITLE, bold=True, color=color, align="right")
        _fiber(ax, left, right, y, row)
        _impulse(ax, x, y, color)
        told.append(f"on the {name.lower().replace(',', ' fiber,')} it has gone {way_cm:.0f} cm")
    _ruler(ax, left, right, 44)
    write(ax, left - 6, 12, "A model. The damage is a teaching choice: half the speed.", SMALL - 1, MUTED)
    return Illustration(
        figure,
        f"Three nerve fibers, each 1 meter long, drawn as rows. On each, an impulse set off from the toe end at the "
        f"same moment, {time_ms:.0f} thousandths of a second ago. Now {told[0]}; {told[1]}; {told[2]}. This is a "
        f"model: a fiber {diameter_um:.0f} micrometers thick at {whole:.0f} meters per second, the same fiber at half "
        f"that speed as a teaching choice, and a thin fiber at {HUMAN_C_NOCICEPTOR_M_S} meters per second, as "
        f"measured in people.",
    )


def _fiber(ax: Axes, left: float, right: float, y: float, kind: int) -> None:
    """Draw a fiber: 0 with whole myelin, 1 with damaged myelin, 2 thin and bare."""
    high = 1.4 if kind == 2 else 3.2
    draw(
        ax,
        box(left, y - high, right, y + high),
        "#b9b0a5" if kind < 2 else "#cba3da",
        edge=INK,
        width=0.45,
        z=2,
    )
    if kind == 2:
        return
    step = (right - left) / 10
    for i in range(10):
        middle = left + step * (i + 0.5)
        if kind == 0:
            draw(ax, _sleeve(middle, y, step * 0.43, 10), MYELIN, edge=OCHRE, width=0.5, z=3)
        elif i not in (3, 7):
            # Thin, short or split sleeves, in a fixed pattern.
            half, high = ((0.42, 9), (0.2, 5.5), (0.3, 6.5), (0, 0), (0.16, 5), (0.38, 8))[i % 6]
            if half:
                sleeve = _sleeve(middle + (-2, 3, 0)[i % 3], y, step * half, high)
                draw(ax, sleeve, MYELIN, edge=OCHRE, width=0.5, z=3)


def _impulse(ax: Axes, x: float, y: float, color: str) -> None:
    """Mark where an impulse is: a ringed star on the fiber."""
    ax.plot([x], [y], marker=(8, 1, 0), markersize=25, color=color, markeredgecolor=CARD, zorder=6)
    ax.plot([x], [y], marker="o", markersize=8, color=CARD, markeredgecolor=color, zorder=7)


def _ruler(ax: Axes, left: float, right: float, y: float) -> None:
    ax.plot([left, right], [y + 4, y + 4], color=MUTED, linewidth=1)
    for share in (0, 0.25, 0.5, 0.75, 1):
        x = left + share * (right - left)
        ax.plot([x, x], [y, y + 8], color=MUTED, linewidth=1)
        if 0 < share < 1:
            write(ax, x, y - 10, f"{100 * share:.0f} cm", SMALL, MUTED, align="center")
    write(ax, left - 6, y - 10, "toe", SMALL, INK, bold=True)
    write(ax, right + 6, y - 10, "spine, 1 m", SMALL, INK, bold=True, align="right")


def fiber_speeds() -> Illustration:
    """Draw the four fiber groups with their speeds, and the time each needs for one meter."""
    figure, ax = sheet(392)
    left, right, low, high = 30, WIDTH - 20, 0.45, 140

    def x_of(speed: float) -> float:
        return left + (right - left) * math.log(speed / low) / math.log(high / low)

    top, bottom = 348, 62
    for speed in (0.5, 1, 2, 5, 10, 20, 50, 100):
        x = x_of(speed)
        ax.plot([x, x], [bottom, top], color=LINE, linewidth=0.9, zorder=0)
        write(ax, x, bottom - 10, f"{speed:g}", SMALL, align="center")
    write(
        ax,
        WIDTH / 2,
        bottom - 29,
        "Speed in meters per second (each step doubles or so)",
        SMALL,
        align="center",
    )
    write(ax, 12, 372, "Fastest at the top", TITLE, bold=True)
    told = []
    styles = ((TEAL, "o", 13), (LEAF, "s", 9.5), (OCHRE, "^", 6), (PLUM, "D", 3))
    for row, (group, (color, marker, thick)) in enumerate(zip(FIBER_GROUPS, styles, strict=True)):
        y = top - 14 - 72 * row
        slow, fast = group.velocity_m_s
        times = [_time(float(travel_time_ms(speed))) for speed in (fast, slow)]
        time = f"{times[0].removesuffix(times[1][-2:])} to {times[1]}".replace("  ", " ")
        write(ax, 12, y, group.name, TITLE, color, bold=True)
        write(ax, WIDTH - 12, y, f"{slow:g} to {fast:g} m/s", SMALL, align="right")
        write(ax, 12, y - 16, group.job, SMALL)
        write(ax, WIDTH - 12, y - 16, f"1 m in {time}", SMALL, align="right")
        ends = [x_of(slow), x_of(fast)]
        ax.plot(ends, [y - 37] * 2, color=color, linewidth=thick, solid_capstyle="butt", zorder=3)
        ax.plot(
            ends,
            [y - 37] * 2,
            color=color,
            marker=marker,
            markersize=13,
            linewidth=0,
            markeredgecolor=CARD,
            zorder=4,
        )
        told.append(f"{group.name} ({group.job}), {slow:g} to {fast:g} meters per second, 1 meter in {time}")
    write(ax, 12, 12, "Textbook ranges; tables differ. The order is what counts.", SMALL - 1, MUTED)
    return Illustration(
        figure,
        "The four groups of nerve fibers in order of speed, as bars on a scale that grows by multiplying. "
        + "; ".join(told)
        + ". The bars get thinner from top to bottom, as the fibers do. The ranges come from textbook tables, which "
        "differ; the order does not.",
    )


def _time(ms: float) -> str:
    return f"{ms:.0f} ms" if ms < 450 else f"{ms / 1000:g} s"


STAGES_CM = (98.0, 87.0, 74.0, 60.0)
"""Nerve length that has lost half its feeling, stage by stage (choice)."""
_LEG_HEIGHT = {"toes": 0.0, "ankle": 6.5, "mid-calf": 17.0, "knee": 28.0}
_HAND_LENGTH = {"fingertips": 100.0, "wrist": 0.0}


def toes_first() -> Illustration:
    """Draw length-dependent loss in four stages: it climbs from the toes, and the hands join in."""
    figure, ax = sheet(330)
    told = []
    for stage, threshold in enumerate(STAGES_CM):
        x = WIDTH * (stage + 0.5) / 4
        legs, hands = numb_places(threshold, LEG_CM), numb_places(threshold, ARM_CM)
        scale = 2.36
        person = place(PERSON, x, 60, scale)
        draw(ax, person, SKIN[("light", "dark")[stage % 2]], width=0.8)
        top = _edge(threshold, LEG_CM, _LEG_HEIGHT)
        hatch(ax, place(box(-12, -3, 12, top), x, 60, scale), person)
        if hands:
            start = _edge(threshold, ARM_CM, _HAND_LENGTH)
            for glove in _both(place(box(-52, start, 35, 108), *PERSON_LEFT_HAND)):
                hatch(ax, place(glove, x, 60, scale), person)
        write(ax, x, 312, str(stage + 1), TITLE, bold=True, align="center")
        lines = [legs[-1].capitalize() if len(legs) == 1 else f"to the {legs[-1]}"]
        if hands:
            lines.append(f"and {hands[-1]}" if len(hands) == 1 else f"and the {hands[-1]}")
        for i, line in enumerate(lines):
            write(ax, x, 40 - 16 * i, line, SMALL, align="center")
        told.append(" ".join(lines).lower())
    return Illustration(
        figure,
        "Four standing people in two skin tones, one for each stage of a slow neuropathy, with hatching where feeling "
        f"is lost, the same on both sides. Stage 1: {told[0]}. Stage 2: {told[1]}. Stage 3: {told[2]}: the hands "
        f"join in when the loss in the legs has reached about mid-calf. Stage 4: {told[3]}. It is a drawing of the "
        "usual pattern, like stockings and then gloves; not every neuropathy follows it.",
    )


def _edge(threshold: float, lengths: dict[str, float], positions: dict[str, float]) -> float:
    """Position along a limb where half the feeling is lost, between the places that have one."""
    places = sorted((place for place in lengths if place in positions), key=lambda place: lengths[place])
    return float(np.interp(threshold, [lengths[p] for p in places], [positions[p] for p in places]))


def _both(path: Path) -> tuple[Path, Path]:
    return path, mirrored(path)


FOOT_, HAND_ = FOOT, HAND


def six_body_maps() -> Illustration:
    """Draw six people, hatched where the feeling has changed, with the time course of each."""
    figure, ax = sheet(760)
    maps = [
        ("A", "Both feet to mid-calf", "over four years", "light"),
        ("B", "Right hand and right\nside of the mouth", "sudden, since lunch", "dark"),
        ("C", "Seat and inner thighs", "since yesterday; slow to\nstart passing urine", "medium"),
        ("D", "Left ring and little finger", "for two months", "light"),
        ("E", "Both feet to the ankles,\nburning", "over 18 months", "dark"),
        ("F", "Both legs, now the hands:\nweaker and tingling", "climbing over five days", "medium"),
    ]
    write(ax, 12, 744, "Hatched: where the feeling has changed", bold=True)
    write(ax, 12, 726, "R and L are the client's right and left.", SMALL, MUTED)
    told = []
    for i, (letter, where, when, tone) in enumerate(maps):
        x, y = 93 + 188 * (i % 2), 552 - 236 * (i // 2)
        _body_map(ax, letter, x, y, SKIN[tone])
        write(ax, x - 82, y + 140, letter, 17, TEAL, bold=True)
        write(ax, x, y - 12, where, SMALL, align="center", valign="top")
        lines = where.count("\n") + 1
        write(ax, x, y - 13 - 15 * lines, when, SMALL, bold=True, align="center", valign="top")
        told.append(f"{letter}: {where}, {when}.".replace("\n", " "))
    return Illustration(
        figure,
        "Six outline people, A to F, hatched where the client says the feeling has changed, with the time course under "
        "each. "
        + " ".join(told)
        + " C is shown from the front and from the back, the others from the front.",
    )


def _body_map(ax: Axes, letter: str, x: float, y: float, skin: str) -> None:
    scale = 1.56
    views = {"C": (-38, 38), "B": (-24,), "D": (-24,)}.get(letter, (0,))
    hand = place(box(-52, 2, 35, 108), *PERSON_LEFT_HAND)
    regions = {
        "A": [box(-12, -3, 12, 17)],
        "B": [mirrored(hand), oval(-1.3, 90.2, 1.4, 1.3)],
        "D": [place(_RING_AND_LITTLE, *PERSON_LEFT_HAND)],
        "E": [box(-12, -3, 12, 6.5)],
        "F": [box(-12, -3, 12, 44), *_both(hand)],
    }
    for view, dx in enumerate(views):
        person = place(PERSON, x + dx, y, scale)
        draw(ax, person, skin, width=0.7)
        for region in regions.get(letter, [_SADDLE[view]] if letter == "C" else []):
            hatch(ax, place(region, x + dx, y, scale), person)
        left, right = "LR" if view else "RL"
        write(ax, x + dx - 15 * scale, y + 84 * scale, left, SMALL - 1, MUTED, bold=True, align="center")
        write(ax, x + dx + 15 * scale, y + 84 * scale, right, SMALL - 1, MUTED, bold=True, align="center")


_RING_AND_LITTLE = Path(
    [(3.2, 60), (4, 110), (60, 110), (50, 40), (26, 46), (14, 55), (8, 60), (3.2, 60)],
    [1, 2, 2, 2, 2, 2, 2, 79],
)
_SADDLE = (
    smooth([(0, 50), (3, 47), (5.6, 42), (4.4, 36.5), (0, 35), (-4.4, 36.5), (-5.6, 42), (-3, 47)]),
    smooth(
        [
            (0, 54),
            (5, 53),
            (7.4, 48.5),
            (6.4, 43),
            (4.8, 37),
            (0, 35),
            (-4.8, 37),
            (-6.4, 43),
            (-7.4, 48.5),
            (-5, 53),
        ]
    ),
)
_ = blend, PERSON_LEFT_FOOT
