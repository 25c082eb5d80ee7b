"""Figures of lesson 5: cancer treatment and neuropathy."""

from massage_neuropathy.figures.illustration import Illustration
from massage_neuropathy.figures.outlines import draw, oval, smooth, trace
from massage_neuropathy.figures.parts import badge, heading, person, pointer
from massage_neuropathy.figures.style import (
    CARD,
    INK,
    SMALL,
    TEAL,
    house_style,
    sheet,
    write,
)

QUESTIONS = (
    ("1", "Last dose: when, which drug?", None),
    ("2", "Blood counts: the team's limits?", None),
    ("3", "Temperature, chills?", (0, 96)),
    ("4", "Port or line?", (7.2, 76.5)),
    ("5", "Lymph nodes: removed, irradiated?", (9.2, 72.6)),
    ("6", "Bones: pain, known spread?", (0, 66)),
    ("7", "A clot: leg, arm, lung?", (6, 21)),
    ("8", "Skin of palms and soles?", (5.4, 2)),
)
"""Number, question, and the place on the body in units of `PERSON`, None for the calendar and the letter."""


@house_style()
def ask_every_visit() -> Illustration:
    """Draw a body with eight numbered questions for every visit during and after cancer treatment."""
    figure, ax = sheet(452)
    heading(ax, 435, "Ask at every visit")
    x, y, scale = 78, 40, 3.6
    person(ax, x, y, scale, "dark")
    port = (x + 7.2 * scale, y + 76.5 * scale)
    draw(ax, oval(*port, 6, 6), CARD, edge=INK, width=1, z=4)
    trace(
        ax, smooth([port, (port[0] - 6, port[1] + 14), (port[0] - 16, port[1] + 20)], closed=False), CARD, 2.4
    )
    left = 170
    for i, (number, words, spot) in enumerate(QUESTIONS):
        level = 396 - 47 * i
        badge(ax, left, level, number, radius=11)
        first, _, second = words.partition(": ")
        write(ax, left + 19, level + (8 if second else 0), first + (":" if second else ""), bold=True)
        if second:
            write(ax, left + 19, level - 9, second, SMALL)
        if spot:
            point = (x + spot[0] * scale, y + spot[1] * scale)
            pointer(ax, (left - 11, level), point, z=5)
            draw(ax, oval(*point, 4.2, 4.2), TEAL, edge=CARD, width=0.9, z=5.5)
    write(ax, 12, 16, "38.0 °C (100.4 °F) or more in treatment: emergency now.", SMALL - 0.5)
    told = " ".join(f"{number}. {words}" for number, words, _ in QUESTIONS)
    return Illustration(
        figure,
        "A person seen from the front, with a port below the left collarbone, and eight numbered "
        f"questions: {told} Lines lead from 3 to the forehead, from 4 to the port, from 5 to the left "
        "armpit, from 6 to the middle of the trunk, from 7 to a calf and from 8 to a foot. A temperature "
        "of 38.0 degrees Celsius, 100.4 Fahrenheit, or more during treatment: Stop: emergency now.",
    )
