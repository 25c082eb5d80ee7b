"""Figures of lesson 9: a session, from first word to front door."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.path import Path

from massage_neuropathy.figures.illustration import Illustration
from massage_neuropathy.figures.outlines import blend, box, draw, loop, mark, oval, trace
from massage_neuropathy.figures.parts import arrow, badge, check, heading, panel, rule
from massage_neuropathy.figures.style import (
    BODY,
    CARD,
    CLAY,
    INK,
    OCHRE,
    SKIN,
    SMALL,
    TITLE,
    WIDTH,
    house_style,
    sheet,
    write,
)

WOOD, CUSHION, CLOTH, SHOE = "#d9c2a0", "#eef1ee", "#a9c7cc", "#3c3a44"
Joints = dict[str, tuple[float, float]]


def _limb(joints: list[tuple[float, float]], radii: list[float], points: int = 5) -> Path:
    """Make a limb of rounded, tapering pieces through joints; each end has some points."""
    pieces = []
    for (a, r), (b, s) in zip(
        zip(joints, radii, strict=True), zip(joints[1:], radii[1:], strict=True), strict=False
    ):
        turn = np.arctan2(b[1] - a[1], b[0] - a[0])
        near, far = (
            turn + np.linspace(0.5, 1.5, points) * np.pi,
            turn + np.linspace(-0.5, 0.5, points) * np.pi,
        )
        ends = [(np.array(a), r, near), (np.array(b), s, far)]
        ring = np.vstack([c + q * np.column_stack([np.cos(t), np.sin(t)]) for c, q, t in ends])
        pieces.append(loop([tuple(point) for point in ring]))
    return blend(*pieces)


def _figure(
    ax: Axes, x: float, y: float, s: float, joints: Joints, tone: str, shirt: str, shoes: bool, z: float = 4
) -> None:
    """Draw a person from the side: a far leg if there is one, legs, trunk, head and an arm."""

    def at(*names: str) -> list[tuple[float, float]]:
        return [(x + s * joints[name][0], y + s * joints[name][1]) for name in names]

    for leg in ("far ", ""):
        if f"{leg}knee" not in joints:
            continue
        limb = at("hip", f"{leg}knee", f"{leg}ankle")
        foot = at(f"{leg}ankle", f"{leg}toe")
        order = 1 if shoes else -1
        draw(ax, _limb(limb, [6.6 * s, 4.8 * s, 3.2 * s]), SKIN[tone], width=0.8, z=z)
        fill = SHOE if shoes else SKIN[tone]
        draw(ax, _limb(foot, [3.8 * s, 2.4 * s]), fill, width=0.8, z=z + 0.1 * order)
        draw(ax, _limb([limb[0], tuple(np.array(limb[0]) * 0.45 + np.array(limb[1]) * 0.55)],
                       [7.4 * s, 6.4 * s]), shirt, width=0.8, z=z + 0.3)  # fmt: skip
        z += 0.4
    draw(ax, _limb(at("hip", "shoulder"), [7.6 * s, 7.0 * s]), shirt, width=0.8, z=z + 0.2)
    draw(ax, oval(*at("head")[0], 6.4 * s, 7.2 * s), SKIN[tone], width=0.8, z=z + 0.3)
    if "hand" in joints:
        arm = at("shoulder", "elbow", "hand")
        draw(ax, _limb(arm, [3.4 * s, 3 * s, 2.4 * s]), SKIN[tone], width=0.8, z=z + 0.5)


def _table(ax: Axes, x0: float, x1: float, top: float, floor: float) -> None:
    """Draw a massage table from the side."""
    for leg in (x0 + 8, x1 - 8):
        draw(ax, box(leg - 2, floor, leg + 2, top - 6), WOOD, width=0.7, z=1)
    panel(ax, x0, top - 7, x1, top, CUSHION, edge=INK, z=1.5)


_STAND: Joints = {"head": (0, 76), "shoulder": (-1, 62), "hip": (0, 40), "knee": (2, 21), "ankle": (0, 4),
                  "toe": (8, 2.4)}  # fmt: skip

STEPS = (
    ("Lying: pump the ankles", "moves blood before\ngravity takes it"),
    ("Sit on the edge", "about two minutes;\npressure drops early"),
    ("Socks and shoes on", "feet on a firm stool\nor the floor"),
    ("Stand, holding on", "to something steady;\npressure may drop again"),
    ("Stay a moment", "and say how you feel:\nwords before steps"),
    ("Walk", "therapist beside you,\nto the door"),
)
"""The steps from lying to walking, each with a reason or a way, for an older or unsteady client."""


@house_style()
def lying_to_walking() -> Illustration:
    """Draw six steps from lying to walking, with the way back to lying from each."""
    figure, ax = sheet(706)
    heading(ax, 689, "From lying to walking")
    pictures = (_pump, _sit, _shoes, _stand, _say, _walk)
    rail, first = WIDTH - 16, 0.0
    for i, ((name, words), picture) in enumerate(zip(STEPS, pictures, strict=True)):
        y = 554 - 100 * i
        picture(ax, 14, y)
        badge(ax, 170, y + 66, str(i + 1))
        write(ax, 188, y + 66, name, BODY, bold=True)
        write(ax, 160, y + 42, words, SMALL)
        if i == 0:
            first = y + 92
        else:
            rule(ax, y + 95, 12, rail - 12)
            trace(ax, Path([(rail - 10, y + 20), (rail, y + 20)]), CLAY, 2, z=2)
            mark(ax, rail - 10, y + 20, "o", 6, CLAY)
    trace(ax, Path([(rail, 74), (rail, first)]), CLAY, 2, z=2)
    arrow(ax, [(rail, first), (150, first)], CLAY, 2, 6, z=2)
    write(ax, 160, first + 13, "back to lying", SMALL - 0.5, CLAY, bold=True)
    write(ax, 12, 36, "Sight or hearing fades? From every step:", SMALL, bold=True)
    write(ax, 12, 18, "lie down again, legs supported.", SMALL)
    told = " ".join(f"{i}. {name}; {words}." for i, (name, words) in enumerate(STEPS, 1)).replace("\n", " ")
    return Illustration(
        figure,
        f"Six pictures in order, from top to bottom. {told} From each of the steps 2 to 6 an arrow leads "
        "back to step 1: when sight or hearing fades, lie down again, legs supported. The two minutes are "
        "a course rule.",
    )


def _lying(ax: Axes, x: float, y: float) -> None:
    _table(ax, x, x + 136, y + 36, y + 6)
    joints = {"head": (14, 47), "shoulder": (30, 44), "hip": (66, 43), "knee": (94, 42), "ankle": (118, 40),
              "toe": (121, 51), "elbow": (46, 41), "hand": (62, 40)}  # fmt: skip
    draw(ax, oval(x + 13, y + 39, 11, 4.4), CARD, width=0.7, z=2)
    _figure(ax, x, y, 1, joints, "dark", CLOTH, shoes=False)


def _pump(ax: Axes, x: float, y: float) -> None:
    _lying(ax, x, y)
    for side in (-1, 1):
        arc = [(x + 126 + side * 6, y + 58), (x + 126 + side * 13, y + 53 - side * 2)]
        arrow(ax, arc, CLAY, 1.8, 4.5, z=8)


_SIT: Joints = {"head": (68, 79), "shoulder": (66, 64), "hip": (68, 43), "knee": (92, 42), "ankle": (92, 20),
                "toe": (101, 17), "elbow": (60, 52), "hand": (70, 42)}  # fmt: skip


def _stool(ax: Axes, x: float, y: float) -> None:
    draw(ax, box(x + 84, y + 2, x + 112, y + 13), WOOD, width=0.7, z=1)


def _sit(ax: Axes, x: float, y: float) -> None:
    _table(ax, x + 4, x + 84, y + 36, y + 2)
    _stool(ax, x, y)
    _figure(ax, x, y, 1, _SIT, "dark", CLOTH, shoes=False)
    draw(ax, oval(x + 122, y + 68, 12, 12), CARD, edge=INK, width=1.1, z=5)
    trace(ax, Path([(x + 122, y + 76), (x + 122, y + 68), (x + 129, y + 68)]), INK, 1.8, z=6)


def _shoes(ax: Axes, x: float, y: float) -> None:
    _table(ax, x + 4, x + 84, y + 36, y + 2)
    _stool(ax, x, y)
    pose = _SIT | {"head": (88, 70), "shoulder": (78, 60), "elbow": (92, 46), "hand": (95, 27)}
    _figure(ax, x, y, 1, pose, "dark", CLOTH, shoes=True)


def _stand(ax: Axes, x: float, y: float) -> None:
    _table(ax, x + 4, x + 64, y + 36, y + 2)
    pose = _STAND | {"elbow": (-12, 50), "hand": (-22, 40)}
    _figure(ax, x + 84, y, 1, pose, "dark", CLOTH, shoes=True)


def _say(ax: Axes, x: float, y: float) -> None:
    pose = _STAND | {"elbow": (-2, 50), "hand": (2, 40)}
    _figure(ax, x + 40, y, 1, pose, "dark", CLOTH, shoes=True)
    panel(ax, x + 62, y + 58, x + 134, y + 84, CARD, edge=INK, z=3)
    draw(ax, loop([(x + 63, y + 68), (x + 54, y + 70), (x + 63, y + 75)]), CARD, width=0.6, z=2.9)
    write(ax, x + 98, y + 71, "feeling fine", SMALL - 1, align="center")


def _walk(ax: Axes, x: float, y: float) -> None:
    step = {"knee": (7, 22), "ankle": (9, 5), "toe": (17, 4.4), "far knee": (-1, 21), "far ankle": (-9, 6),
            "far toe": (-2, 2.4)}  # fmt: skip
    helper = _STAND | step | {"elbow": (8, 52), "hand": (22, 48)}
    client = _STAND | step | {"elbow": (-5, 51), "hand": (4, 43)}
    _figure(ax, x + 44, y, 1.04, helper, "light", OCHRE, shoes=True, z=3)
    _figure(ax, x + 74, y, 1, client, "dark", CLOTH, shoes=True, z=6)
    arrow(ax, [(x + 104, y + 30), (x + 132, y + 30)], INK, 2, 5.5)


@house_style()
def positions() -> Illustration:
    """Draw a body on its back and on its front, with what carries and what stays free."""
    figure, ax = sheet(452)
    heading(ax, 435, "So that nothing numb is pressed")
    top = 300
    write(ax, 12, top + 102, "On the back", TITLE, bold=True)
    _table(ax, 14, WIDTH - 14, top, top - 34)
    draw(ax, oval(46, top + 6, 24, 8), CARD, width=0.9, z=2)
    draw(ax, oval(276, top + 11, 19, 11.5), CLOTH, edge=INK, width=0.9, z=2)
    joints = {"head": (50, 26), "shoulder": (84, 20), "hip": (176, 19), "knee": (238, 37), "ankle": (312, 27),
              "toe": (318, 54), "elbow": (120, 14), "hand": (158, 12)}  # fmt: skip
    _body(ax, top, joints, "medium")
    _free(ax, 238, top + 13)
    _free(ax, 318, top + 9.5)
    check(ax, 276, top + 8, 9)
    write(ax, 222, top - 20, "soft roll under the calves", SMALL, align="center")
    trace(ax, Path([(276, top - 2), (262, top - 12)]), INK, 0.9, z=6)
    for x, words, spot in ((196, "back of the knee", (236, 22)), (300, "heel", (319, 18))):
        write(ax, x, top + 82, words, SMALL, align="center")
        trace(ax, Path([(x + (14 if x < 250 else 6), top + 72), (spot[0], top + spot[1])]), INK, 0.9, z=9)
    top = 118
    rule(ax, top + 132)
    write(ax, 12, top + 108, "On the front", TITLE, bold=True)
    _table(ax, 70, WIDTH - 14, top, top - 34)
    draw(ax, oval(48, top - 3, 20, 6), CLOTH, edge=INK, width=0.9, z=2)
    draw(ax, oval(296, top + 11.5, 24, 11.5), CLOTH, edge=INK, width=0.9, z=2)
    joints = {"head": (50, 18), "shoulder": (90, 19), "hip": (178, 19), "knee": (236, 14), "ankle": (306, 29),
              "toe": (330, 16), "elbow": (124, 12), "hand": (160, 12)}  # fmt: skip
    _body(ax, top, joints, "dark")
    check(ax, 294, top + 8, 9)
    _free(ax, 334, top + 7)
    write(ax, 246, top + 68, "pillow under the ankles", SMALL, align="center")
    trace(ax, Path([(262, top + 58), (288, top + 14)]), INK, 0.9, z=9)
    write(ax, 278, top - 20, "toes clear of the table", SMALL, align="center")
    trace(ax, Path([(326, top - 12), (333, top)]), INK, 0.9, z=9)
    rule(ax, 66)
    check(ax, 22, 48, 9)
    write(ax, 38, 48, "carries", SMALL)
    _free(ax, 116, 48)
    write(ax, 132, 48, "stays free: nothing touches", SMALL)
    write(ax, 12, 20, "Numb limb: look at heels and toes after 20 minutes.", SMALL)
    return Illustration(
        figure,
        "Two people lying on a table, seen from the side. On the back: a pillow under the head and a soft "
        "roll under the calves, marked with a check: it carries. Marked with a dashed ring, what stays "
        "free: the back of the knee and the heel. On the front: the face in a cradle and a pillow under "
        "the ankles, which carries; the toes stay free of the table, and the feet do not hang "
        "unsupported. On a numb limb look at heels and toes after 20 minutes. These are course rules.",
    )


def _free(ax: Axes, x: float, y: float) -> None:
    """Draw a dashed ring: nothing touches here."""
    trace(ax, oval(x, y, 8.5, 8.5), CARD, 3.4, z=8)
    trace(ax, oval(x, y, 8.5, 8.5), CLAY, 1.9, z=8.5, dash=2)


def _body(ax: Axes, y: float, joints: Joints, tone: str) -> None:
    """Draw a lying body, larger than `_figure` draws it."""

    def at(*names: str) -> list[tuple[float, float]]:
        return [(joints[name][0], y + joints[name][1]) for name in names]

    draw(ax, _limb(at("ankle", "toe"), [8, 4.4], 12), SKIN[tone], width=0.9, z=3)
    draw(ax, _limb(at("hip", "knee", "ankle"), [15, 11.5, 7], 12), SKIN[tone], width=0.9, z=3.1)
    draw(ax, _limb(at("ankle", "toe"), [7.2, 3.6], 12), SKIN[tone], edge="none", width=0, z=3.2)
    draw(ax, _limb(at("shoulder", "head"), [8, 8], 12), SKIN[tone], width=0.9, z=3.3)
    hip, knee = (np.array(point) for point in at("hip", "knee"))
    draw(ax, _limb([tuple(hip), tuple(0.45 * hip + 0.55 * knee)], [16.5, 14.2], 12), CLOTH, width=0.9, z=3.4)
    draw(ax, _limb(at("shoulder", "hip"), [16, 16.5], 12), CLOTH, width=0.9, z=3.5)
    draw(ax, oval(*at("head")[0], 17, 14.5), SKIN[tone], width=0.9, z=3.6)
    draw(ax, _limb(at("shoulder", "elbow", "hand"), [8, 7, 5.4], 12), SKIN[tone], width=0.9, z=3.8)
