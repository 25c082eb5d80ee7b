"""Figures of lesson 8: deciding."""

from matplotlib.axes import Axes

from massage_neuropathy.figures.illustration import Illustration
from massage_neuropathy.figures.outlines import box, hatch, mirrored, place, trace
from massage_neuropathy.figures.parts import answer_sign, arrow, badge, heading, panel, person, rule
from massage_neuropathy.figures.regions import LEFT_ARM
from massage_neuropathy.figures.style import BODY, INK, MUTED, SAND, SMALL, house_style, sheet, write

FLOW = (
    ("A sign that needs\nemergency help?", "Stop: emergency now", "help, and stay"),
    (
        "A sign that needs care\ntoday, or a small stop?",
        "Stop: care today",
        "small forms: help on\nthe spot, another day",
    ),
    (
        "Must a written answer\ncome first?",
        "Ask first",
        "the session waits,\nor an area waits",
    ),
    (
        "An area to leave out, or\nsomething to change?",
        "Adapt",
        "area, pressure, position,\nproduct or timing",
    ),
    ("Nothing found?", "Go ahead", "look and ask again\nat every visit"),
)
"""Question, answer, and what it means in a few words, strictest first."""


@house_style()
def answers_flow() -> Illustration:
    """Draw five questions from the top, each with its answer to the right."""
    figure, ax = sheet(588)
    heading(ax, 571, "Ask from the top. The first yes wins.")
    for i, (question, answer, means) in enumerate(FLOW):
        y = 502 - 112 * i
        panel(ax, 10, y - 34, 176, y + 36, SAND, edge=INK)
        badge(ax, 24, y + 36, str(i + 1), INK, radius=10)
        lines = question.count("\n")
        write(ax, 93, y + 1 + 8.2 * lines, question, SMALL - 0.5, bold=True, align="center")
        arrow(ax, [(177, y + 1), (210, y + 1)], INK, 2, 6)
        if i < 4:
            write(ax, 193, y + 14, "yes", SMALL - 0.5, align="center")
            arrow(ax, [(93, y - 35), (93, y - 74)], INK, 2, 6)
            write(ax, 102, y - 54, "no", SMALL - 0.5)
        color = answer_sign(ax, 231, y + 12, answer, 0.66)
        words = answer.replace("Stop: ", "Stop:\n")
        write(ax, 256, y + (20 if "\n" in words else 12), words, BODY, color, bold=True)
        write(ax, 212, y - 20, means, SMALL - 1)
    told = " ".join(
        f"{i}. {question} {'Yes: ' if i < 5 else ''}{answer}; {means}."
        for i, (question, answer, means) in enumerate(FLOW, 1)
    ).replace("\n", " ")
    return Illustration(
        figure,
        "Five questions in boxes from top to bottom, with an arrow marked no from each to the next and an "
        f"arrow marked yes from each to its answer on the right; the first yes wins. {told} Each answer "
        "has its own shape: filled octagon with cross, open octagon with clock, diamond with question "
        "mark, square with sliders, circle with check mark.",
    )


_CHEST = box(0, 62, 9.6, 83.4)
_FEET = box(-12, -3, 12, 9)


@house_style()
def two_conditions() -> Illustration:
    """Draw two limits on two bodies, and both together on one body from the front and the back."""
    figure, ax = sheet(640)
    heading(ax, 623, "Two limits in one client", "L: the client's left side")
    small, big = 1.6, 2.3
    top, low = 412, 104
    for x, name, words, numb, nodes in (
        (100, "A  numb feet", "level 2 at most,\nor left out", True, False),
        (276, "B  nodes removed, left", "arm, chest and side of the\nback: level 1 at most", False, True),
    ):
        _limits(ax, x, top, small, numb, nodes, back=False)
        write(ax, x, top - 18, name, SMALL, bold=True, align="center")
        write(ax, x, top - 36, words, SMALL - 0.5, align="center")
    write(ax, 188, top + 80, "+", 24, bold=True, align="center")
    rule(ax, top - 66)
    write(ax, 22, low + 226, "=", 24, bold=True, align="center")
    for x, back in ((112, False), (268, True)):
        _limits(ax, x, low, big, True, True, back)
        write(ax, x, low - 16, "from the back" if back else "from the front", SMALL, MUTED, align="center")
    rows = (
        (64, "xxx", "level 1 at most"),
        (40, "/////", "level 2 at most, or left out"),
    )
    for y, pattern, words in rows:
        cell = box(14, y - 9, 44, y + 9)
        hatch(ax, cell, cell, z=3, pattern=pattern)
        trace(ax, cell, INK, 0.8, z=4)
        write(ax, 54, y, words, SMALL)
    write(ax, 12, 15, "All the rest: as asked, if nothing else applies.", SMALL)
    return Illustration(
        figure,
        "Above, two people from the front. A, numb feet: both feet are striped; level 2 at most, or left "
        "out. B, lymph nodes removed on the left: the left arm and the left side of the chest are "
        "cross-hatched; there and on the left side of the back, level 1 at most. Below, both on one "
        "person, from the front and from the back: left arm, left chest and left side of the upper back "
        "cross-hatched, both feet striped. All the rest: as asked, if nothing else applies.",
    )


def _limits(ax: Axes, x: float, y: float, scale: float, numb: bool, nodes: bool, back: bool) -> None:
    """Draw a person with the areas of the two limits."""
    body = person(ax, x, y, scale, "medium" if nodes and not numb else "light" if not nodes else "dark", back)
    if numb:
        hatch(ax, place(_FEET, x, y, scale), body)
    if nodes:
        for region in (LEFT_ARM, _CHEST):
            region = mirrored(region) if back else region
            hatch(ax, place(region, x, y, scale), body, pattern="xxx")
    side = -1 if back else 1
    write(ax, x + side * 20 * scale / 2.1, y + 93 * scale, "L", SMALL - 0.5, MUTED, bold=True, align="center")
