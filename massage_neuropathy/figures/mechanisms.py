"""Figures of lesson 10: how massage is thought to help."""

from matplotlib.axes import Axes
from matplotlib.path import Path

from massage_neuropathy.figures.illustration import Illustration
from massage_neuropathy.figures.outlines import box, draw, mark, oval, place, polygon, trace
from massage_neuropathy.figures.style import (
    BODY,
    CARD,
    CLAY,
    INK,
    LINE,
    MUTED,
    PLUM,
    SAND,
    SMALL,
    TEAL,
    TITLE,
    WIDTH,
    house_style,
    sheet,
    write,
)

MEASURED, CONFLICTING, NOT_SHOWN = "Measured", "Conflicting", "Not shown"

BOARD = (
    ("Warmer skin", MEASURED, "Studies differ"),
    ("Less anxiety", MEASURED, "Hardly tested"),
    ("Lower heart rate,\nblood pressure", MEASURED, "Not found"),
    ("Heart rhythm\nshifts to rest", CONFLICTING, "Not found"),
    ("More oxytocin", CONFLICTING, "Not found"),
    ("More flow into\nmuscle", NOT_SHOWN, "Not found"),
    ("More oxygen in\nthe nerve", NOT_SHOWN, "Not found"),
    ("Less cortisol\nin adults", NOT_SHOWN, "Not found"),
    ("More endorphins", NOT_SHOWN, "Not found"),
    ("Fewer infections", NOT_SHOWN, "Not found"),
)
"""What is claimed, its label, and whether people with neuropathy were studied for it."""


@house_style()
def mechanism_board() -> Illustration:
    """Draw the board of claimed mechanisms, each with its label."""
    row, top = 40, 40 * len(BOARD) + 42
    figure, ax = sheet(top + 44)
    for x, words in ((12, "Claimed"), (140, "When measured"), (262, "In neuropathy")):
        write(ax, x, top + 24, words, SMALL, bold=True)
    for i, (claim, label, there) in enumerate(BOARD):
        y = top - row * (i + 0.5)
        if i % 2 == 0:
            draw(ax, box(6, y - row / 2, WIDTH - 6, y + row / 2), SAND, edge="none", width=0, z=0)
        write(ax, 12, y + (8 if "\n" in claim else 0), claim, SMALL)
        _label(ax, 150, y, label)
        write(ax, 165, y, label, SMALL, bold=label == MEASURED)
        write(ax, 262, y, there, SMALL, INK if there != "Not found" else MUTED)
    write(ax, 12, 26, "Not found: no study in people with neuropathy\nwas found that measured it.", SMALL - 1)

    def named(label: str) -> str:
        return ", ".join(claim.replace("\n", " ").lower() for claim, its, _ in BOARD if its == label)

    return Illustration(
        figure,
        "A board with three columns: what is claimed, what was seen when it was measured, and whether "
        f"people with neuropathy were studied. Measured, with a filled circle: {named(MEASURED)}. "
        f"Conflicting, with a half-filled circle: {named(CONFLICTING)}. Not shown, with an empty circle: "
        f"{named(NOT_SHOWN)}. In neuropathy, studies of skin warmth differ and less anxiety was hardly "
        "tested; for all the others no study was found that measured them there.",
    )


def _label(ax: Axes, x: float, y: float, label: str) -> None:
    draw(ax, oval(x, y, 8, 8), CARD, edge=TEAL, width=1.1)
    if label == MEASURED:
        draw(ax, oval(x, y, 8, 8), TEAL, edge="none", width=0, z=3)
    elif label == CONFLICTING:
        draw(ax, place(Path.wedge(90, 270), x, y, 8), TEAL, edge="none", width=0, z=3)


@house_style()
def touch_and_pain() -> Illustration:
    """Draw what touch does to pain signals when it is welcome, when it hurts, and when it does not arrive."""
    figure, ax = sheet(486)
    panels = (
        ("Touch is felt and welcome", "\N{MINUS SIGN}", "less pain,\nfor a while", TEAL, 2.2),
        ("On high alert: touch itself hurts", "+", "more pain", CLAY, 9.0),
        ("Touch fibers damaged", "", "no calm,\nno warning", PLUM, 5.0),
    )
    for i, (title, sign, out, color, width) in enumerate(panels):
        base = 334 - 150 * i
        if i:
            trace(ax, Path([(12, base + 146), (WIDTH - 12, base + 146)]), LINE, 1.2, z=0)
        write(ax, 12, base + 126, title, BODY, color, bold=True)
        _gate(ax, base, sign, out, color, width)
    write(ax, 12, 14, "A drawing of an idea, without numbers.", SMALL - 1, MUTED)
    return Illustration(
        figure,
        "Three panels of the same drawing. On the left come two lines into a box, the spinal cord: a "
        "thick one, touch, and a thin one, pain. On the right an arrow leaves for the brain. First "
        "panel, touch is felt and welcome: in the box touch acts on pain with a minus sign, and a thin "
        "arrow leaves, with the words less pain, for a while. Second panel, on high alert, touch itself "
        "hurts: touch acts with a plus sign, and a thick arrow leaves, more pain. Third panel, touch "
        "fibers damaged: the touch line is dashed and ends at a cross before the box, nothing acts on "
        "pain, and a middling arrow leaves, with the words no calm, no warning. The drawing shows an "
        "idea, without numbers.",
    )


def _gate(ax: Axes, base: float, sign: str, out: str, color: str, width: float) -> None:
    """Draw touch and pain on their way into the spinal cord, and what leaves for the brain."""
    touch, pain, left, right = base + 86, base + 30, 140, 226
    draw(ax, box(left, base + 8, right, base + 112), SAND, edge=MUTED, width=0.7, z=1)
    write(ax, (left + right) / 2, base + 102, "spinal cord", SMALL - 1, align="center")
    write(ax, 12, touch, "Touch", SMALL, bold=True)
    write(ax, 12, pain, "Pain", SMALL, bold=True)
    middle = (left + right) / 2
    if sign:
        trace(ax, Path([(62, touch), (middle, touch), (middle, pain + 8)]), TEAL, 6, z=3)
        draw(ax, oval(middle, base + 58, 12, 12), color, edge=CARD, width=1, z=5)
        write(ax, middle, base + 58.5, sign, TITLE + 4, CARD, bold=True, align="center")
    else:
        trace(ax, Path([(62, touch), (106, touch)]), TEAL, 6, z=3, dash=0.8)
        mark(ax, 118, touch, "X", 14, INK)
    trace(ax, Path([(62, pain), (right, pain)]), INK, 2, z=3)
    trace(ax, Path([(right, pain), (252, pain)]), color, width, z=3)
    head = max(7.0, width)
    draw(ax, polygon(252 + head / 2, pain, head, 3, -90), color, edge=color, width=0.5, z=3)
    write(ax, 276, pain + (8 if "\n" in out else 0), out, SMALL, color, bold=True)
    write(ax, 276, pain + 34, "to the brain:", SMALL - 1, MUTED)
