"""Figures of lesson 5: cancer treatment and neuropathy."""

import numpy as np
from matplotlib.path import Path

from massage_neuropathy.figures.illustration import Illustration
from massage_neuropathy.figures.outlines import box, draw, mark, oval, smooth, trace
from massage_neuropathy.figures.parts import arrow, badge, heading, person, pointer
from massage_neuropathy.figures.style import (
    CARD,
    CLAY,
    INK,
    LINE,
    MUTED,
    SAND,
    SMALL,
    TEAL,
    TITLE,
    WIDTH,
    house_style,
    sheet,
    write,
)
from massage_neuropathy.science.chemotherapy import (
    NEUROPATHY_AFTER_CHEMOTHERAPY,
    OXALIPLATIN_EASES_AFTER_MONTHS,
)


@house_style()
def cipn_over_time() -> Illustration:
    """Draw the share of people with neuropathy after chemotherapy, three groups with their intervals."""
    figure, ax = sheet(404)
    heading(ax, 387, "Of 100 people, how many have it?", "nerve symptoms after chemotherapy")
    left, right, low, high = 52, WIDTH - 14, 92, 336

    def y_of(percent: float) -> float:
        return low + (high - low) * percent / 100

    for percent in range(0, 101, 20):
        trace(ax, Path([(left, y_of(percent)), (right, y_of(percent))]), LINE, 1.1, z=0)
        write(ax, left - 8, y_of(percent), f"{percent}", SMALL, align="right")
    band = box(left, y_of(30), right, y_of(40))
    draw(ax, band, "#efe3cd", edge="none", width=0, z=0.5)
    for percent in (30, 40):
        trace(ax, Path([(left, y_of(percent)), (right, y_of(percent))]), MUTED, 1.2, z=0.6, dash=3)
    write(ax, left + 6, y_of(46), "“30 to 40 percent”", SMALL - 0.5, MUTED)
    told = []
    for i, share in enumerate(NEUROPATHY_AFTER_CHEMOTHERAPY):
        x = left + 62 + 97 * i
        for end in (share.low, share.high):
            trace(ax, Path([(x - 12, y_of(end)), (x + 12, y_of(end))]), TEAL, 2.2, z=3)
            if end == share.low:
                write(ax, x + 17, y_of(end), f"{end:.0f}", SMALL)
            else:
                write(ax, x, y_of(end) + 11, f"{end:.0f}", SMALL, align="center")
        trace(ax, Path([(x, y_of(share.low)), (x, y_of(share.high))]), TEAL, 2.2, z=3)
        mark(ax, x, y_of(share.percent), ("o", "s", "D")[i], 15, CLAY, z=4)
        write(
            ax,
            x + 13,
            y_of(share.percent) + (12 if i == 2 else 0),
            f"{share.percent:.0f}",
            TITLE,
            CLAY,
            bold=True,
        )
        write(ax, x, low - 17, share.when.replace(" or ", "\nor "), SMALL, align="center")
        told.append(f"{share.when}: {share.percent:g} percent, interval {share.low:g} to {share.high:g}")
    write(ax, 12, 32, "Bars: the range that fits the studies (95 percent).", SMALL - 1, MUTED)
    write(ax, 12, 15, "Three pooled groups of people, not one group followed.", SMALL - 1, MUTED)
    return Illustration(
        figure,
        "Three points with bars, side by side, on a scale from 0 to 100 of 100 people; each is the share "
        "with nerve symptoms at a time after chemotherapy. "
        + "; ".join(told)
        + ". The bars grow longer: the later, the less is known. A band between dashed lines marks the "
        "phrase 30 to 40 percent: the first two points lie above it, and the third at its lower edge with "
        "a bar that reaches far beyond it both ways. The points are three pooled groups of people, not "
        "one group followed.",
    )


@house_style()
def after_the_last_dose() -> Illustration:
    """Draw the direction of symptoms after the last oxaliplatin and after the last paclitaxel."""
    figure, ax = sheet(466)
    heading(ax, 449, "After the last dose", "up: more symptoms, on average; no numbers on purpose")
    left, right = 34, WIDTH - 14
    month = (right - left) / 9
    start = left + 1.6 * month
    rows = (
        (
            248, "Oxaliplatin", TEAL, "worse for about 3 months,\nthen it eases",
            [(-1.6, 0.34), (-0.8, 0.42), (0, 0.52), (1.2, 0.7), (2.3, 0.83), (3, 0.86), (3.9, 0.8),
             (5.4, 0.6), (7.4, 0.42)],
        ),
        (
            54, "Paclitaxel", CLAY, "begins to ease at once",
            [(-1.6, 0.66), (-0.8, 0.76), (0, 0.84), (0.7, 0.8), (2, 0.64), (3.6, 0.5), (5.4, 0.4),
             (7.4, 0.34)],
        ),
    )  # fmt: skip
    for y, name, color, words, points in rows:
        draw(ax, box(left, y, right, y + 130), SAND, edge="none", width=0, z=0)
        trace(ax, Path([(left, y + 130), (left, y), (right, y)]), MUTED, 1.2)
        write(ax, 12, y + 147, name, TITLE, color, bold=True)
        trace(ax, Path([(start, y), (start, y + 130)]), INK, 1.1, z=2, dash=4)
        way = np.array([(start + month * x, y + 126 * level) for x, level in points])
        trace(ax, smooth(way, closed=False), color, 3.6, z=4)
        arrow(ax, [tuple(way[-2]), tuple(way[-1])], color, 3.6, 8, z=4)
        peak = way[:, 1].argmax()
        mark(ax, *way[peak], "o" if peak == 2 else "D", 12, color, z=5)
        write(ax, right - 4, y + 147, words.split("\n")[0], SMALL, align="right")
        if "\n" in words:
            write(ax, right - 6, y + 116, words.split("\n")[1], SMALL, align="right")
        for count in (0, 3, 6):
            x = start + month * count
            trace(ax, Path([(x, y), (x, y - 5)]), MUTED, 1.1)
            label = "last dose" if count == 0 else f"{count} months"
            write(ax, x, y - 15, label, SMALL - 0.5, align="center")
    write(ax, start + 2.2 * month, 248 + 18, "feet now more than hands", SMALL - 0.5, MUTED)
    write(ax, 12, 14, "Averages of many people. One client may differ.", SMALL - 1, MUTED)
    return Illustration(
        figure,
        "Two curves over time, one under the other, without numbers on the upright axis; a dashed line "
        "marks the last dose. Oxaliplatin: symptoms go on rising after the last dose for about "
        f"{OXALIPLATIN_EASES_AFTER_MONTHS} months, then they ease; after the end the feet are troubled "
        "more than the hands. Paclitaxel: symptoms begin to ease at once after the last dose. These are "
        "averages of many people, drawn to show a direction; one client may differ.",
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
