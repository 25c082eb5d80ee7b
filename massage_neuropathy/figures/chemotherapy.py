"""Explorers of lesson 5: how many have nerve symptoms after chemotherapy, and which way they go."""

from typing import Annotated

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from massage_neuropathy.figures.illustration import Illustration
from massage_neuropathy.figures.outlines import box, draw, hatch, mark, trace
from massage_neuropathy.figures.parts import answer_sign, arrow, heading, panel
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
    EASES_AFTER_MONTHS,
    NEUROPATHY_AFTER_CHEMOTHERAPY,
    ONE_GROUP_PEOPLE,
    ONE_GROUP_PERCENT,
    SAID_OFTEN_PERCENT,
    crowd,
    of_100,
    trend,
)

SHARES = {share.when: share for share in NEUROPATHY_AFTER_CHEMOTHERAPY}
NOT_KNOWN = "not known"
TRUTHS = {NOT_KNOWN: None, "the low end": "low", "the middle": "percent", "the high end": "high"}
"""What a learner may suppose to be true, and the field of `Share` that holds it."""

_WAYS = {1: "on average still getting worse", 0: "on average beginning to ease", -1: "on average easing"}

TEAM = "The team hears of it"
TOLD = {
    "toes a little more numb": TEAM,
    "a fall, or buttons stay open": "Stop: care today",
    "fingertips worse within days": "Stop: care today",
    "legs newly weak or unsteady": "Stop: emergency now",
}
"""What a client tells, and what it means (cipn_during_chemotherapy, spinal_cord_compression_signs)."""

_STRIP = "#efe3cd"
_STEP, _ROW = 18.6, 23.0
_HEAD = Path(
    [(0, 0.95), (-0.42, 0.95), (-0.42, 0.55), (-0.42, 0.15), (0, 0.15), (0.42, 0.15), (0.42, 0.55),
     (0.42, 0.95), (0, 0.95), (0, 0.95)],
    [Path.MOVETO, *[Path.CURVE3] * 8, Path.CLOSEPOLY],
)  # fmt: skip
_TRUNK = Path(
    [(-0.62, -1), (-0.62, -0.4), (-0.62, 0), (0, 0), (0.62, 0), (0.62, -0.4), (0.62, -1), (-0.62, -1)],
    [Path.MOVETO, Path.LINETO, *[Path.CURVE3] * 4, Path.LINETO, Path.CLOSEPOLY],
)
_PERSON = Path.make_compound_path(_HEAD, _TRUNK)
_HALF = Path([*_TRUNK.vertices[:4], (0, -1), (-0.62, -1)], [*_TRUNK.codes[:4], Path.LINETO, Path.CLOSEPOLY])
"""A person two units tall, and the left half of the trunk, which is filled when nobody can say."""


def _people(ax: Axes, x: float, y: float, count: int, kind: str, size: float = 8.6) -> None:
    """Draw people side by side as one path: "affected" filled, "in doubt" half filled, "spared" open."""
    shapes = [(_PERSON, CLAY if kind == "affected" else CARD)]
    if kind == "in doubt":
        shapes.append((_HALF, CLAY))
    for shape, fill in shapes if count else ():
        path = Path.make_compound_path(
            *(Path(shape.vertices * size + (x + _STEP * i, y), shape.codes) for i in range(count))
        )
        edge = MUTED if kind == "spared" else CLAY
        patch = PathPatch(path, facecolor=fill, edgecolor=edge, linewidth=0.8, zorder=3, label=kind)
        ax.add_artist(patch).set_clip_on(False)


@house_style()
def share_after_chemotherapy(
    when: Annotated[str, "When they looked", list(SHARES)] = "within 1 month",
    truth: Annotated[str, "Suppose the truth is", list(TRUTHS)] = NOT_KNOWN,
    rulers: Annotated[bool, "Show what the ruler changes"] = False,
) -> Illustration:
    """Draw 100 people after chemotherapy, with the interval as people who may or may not be affected.

    Parameters
    ----------
    when : str
        Time since chemotherapy, one of `SHARES`.
    truth : str
        What to suppose, one of `TRUTHS`: an end of the interval, the middle, or not known.
    rulers : bool
        Whether to draw the range of shares that one group of people had by different instruments.

    Returns
    -------
    Illustration
        The drawing, its description and its outcome.

    Raises
    ------
    ValueError
        If `when` or `truth` is none of the known ones.

    Notes
    -----
    Shares: seretny2014, three groups and not one curve; each is drawn from its own time on. Instruments:
    molassiotis2019. The strip from 30 to 40 percent is the popular claim s000-cipn-30-40. Which of the 100
    are filled means nothing (choice).
    """
    if when not in SHARES or truth not in TRUTHS:
        raise ValueError(f"no such time or truth: {when!r}, {truth!r}")
    share = SHARES[when]
    supposed = None if truth == NOT_KNOWN else getattr(share, TRUTHS[truth])
    affected, doubt, spared = crowd(share.low, share.high) if supposed is None else crowd(supposed, supposed)

    figure, ax = sheet(384)
    heading(ax, 366, "Of 100 people", f"{when} after chemo")
    low, left = 90, 48

    def y_of(percent: float) -> float:
        return low + _ROW * percent / 10

    strip = box(36, y_of(SAID_OFTEN_PERCENT[0]), WIDTH - 8, y_of(SAID_OFTEN_PERCENT[1]))
    draw(ax, strip, _STRIP, edge="none", width=0, z=0)
    for percent in range(0, 101, 20):
        trace(ax, Path([(36, y_of(percent)), (WIDTH - 8, y_of(percent))]), LINE, 1.1, z=0.5)
        write(ax, 31, y_of(percent), f"{percent}", SMALL - 1, align="right")
    kinds = np.repeat(["affected", "in doubt", "spared"], (affected, doubt, spared)).reshape(10, 10)
    # Row by row, because equal rows are stored once.
    for i, people in enumerate(kinds):
        for kind in dict.fromkeys(people):
            (places,) = np.nonzero(people == kind)
            _people(ax, left + _STEP * places[0], low + _ROW * (i + 0.5), len(places), kind)

    # A learner predicts how the range changes, so a later one is not shown before it is asked for.
    seen = NEUROPATHY_AFTER_CHEMOTHERAPY[: NEUROPATHY_AFTER_CHEMOTHERAPY.index(share) + 1]
    for i, each in enumerate(NEUROPATHY_AFTER_CHEMOTHERAPY):
        x, chosen = 250 + 31 * i, each is share
        write(ax, x, low - 14, f"{each.months:g}" + "+" * (i == 2), SMALL, bold=chosen, align="center")
        if each not in seen:
            continue
        color, width = (TEAL, 2.6) if chosen else (MUTED, 1.2)
        ends = [Path([(x - 7, y_of(end)), (x + 7, y_of(end))]) for end in (each.low, each.high)]
        bar = Path.make_compound_path(Path([(x, y_of(each.low)), (x, y_of(each.high))]), *ends)
        trace(ax, bar, color, width, z=3)
        value = each.percent if supposed is None or not chosen else supposed
        mark(ax, x, y_of(value), ("o", "s", "D")[i], 12 if chosen else 8, CLAY if chosen else MUTED, z=4)
        if chosen:
            write(ax, x - 10, y_of(each.high), str(of_100(each.high)), SMALL, align="right")
            write(ax, x - 10, y_of(each.low), str(of_100(each.low)), SMALL, align="right")
    write(ax, 281, low - 32, "months", SMALL - 1, MUTED, align="center")
    if rulers:
        x, (least, most) = 347, ONE_GROUP_PERCENT
        region = box(x - 7, y_of(least), x + 7, y_of(most))
        draw(ax, region, CARD, edge=INK, width=0.5, z=3)
        hatch(ax, region, region, z=3.2)
        write(ax, x, y_of(most) + 14, str(of_100(most)), SMALL, align="center")
        write(ax, x, y_of(least) - 14, str(of_100(least)), SMALL, align="center")
        write(ax, x, low - 14, "one\ngroup,\nby ruler", SMALL - 1, align="center")

    for x, kind, words in ((46, "affected", "has symptoms"), (166, "in doubt", "perhaps"),
                           (254, "spared", "not")):  # fmt: skip
        _people(ax, x, 30, 1, kind, 7)
        write(ax, x + 11, 30, words, SMALL - 1)
    draw(ax, box(44, 6, 58, 18), _STRIP, edge=LINE, width=0.6)
    write(ax, 63, 12, "“30 to 40 percent”", SMALL - 1)
    ends = [Path([(x, 7), (x, 17)]) for x in (204, 226)]
    trace(ax, Path.make_compound_path(Path([(204, 12), (226, 12)]), *ends), MUTED, 1.2, z=3)
    mark(ax, 215, 12, "o", 8, MUTED, z=4)
    write(ax, 233, 12, "share and its range", SMALL - 1)

    ends = f"{of_100(share.low)} to {of_100(share.high)}"
    if supposed is None:
        outcome = (
            f"{when.capitalize()}: about {of_100(share.percent)} of 100 have nerve symptoms. The studies "
            f"allow {ends}: for {doubt} of the 100 people nobody can say."
        )
        shown = f"{affected} are filled (affected), {doubt} half filled (may or may not be), {spared} open"
    else:
        outcome = (
            f"{when.capitalize()}: if {truth} is true, {affected} of 100 have nerve symptoms. "
            f"The studies allow {ends}."
        )
        shown = f"{affected} are filled (affected), {spared} open; supposed true: {truth}"
    group = ""
    if rulers:
        least, most = of_100(ONE_GROUP_PERCENT)
        group = (
            f" One group of {ONE_GROUP_PEOPLE} people: {least} to {most} of 100 by the ruler, in and after "
            "treatment."
        )
    bars = "; ".join(
        f"{each.when} {each.percent:g} percent, interval {each.low:g} to {each.high:g}" for each in seen
    )
    beside = (
        "a bar with a point on the same scale"
        if len(seen) == 1
        else f"{len(seen)} bars with a point on the same scale, for groups of people and not one followed"
    )
    return Illustration(
        figure,
        f"100 people in ten rows, {when} after chemotherapy: {shown}. Beside them {beside}: "
        f"{bars}. A strip marks the often "
        f"told 30 to 40 percent.{group} Any client may be any of the hundred.",
        outcome + group,
    )


@house_style()
def course_after_last_dose(
    drug: Annotated[str, "Drug", [NOT_KNOWN, *EASES_AFTER_MONTHS]] = NOT_KNOWN,
    months: Annotated[int, "Months since the last dose"] = 1,
    told: Annotated[str, "Your client tells you", list(TOLD)] = "toes a little more numb",
) -> Illustration:
    """Draw which way nerve symptoms go on average after the last dose, and what a client's words mean.

    Parameters
    ----------
    drug : str
        One of `EASES_AFTER_MONTHS`, or `NOT_KNOWN`.
    months : int
        Months since the last dose, 0 to 6.
    told : str
        What the client tells, one of `TOLD`.

    Returns
    -------
    Illustration
        The drawing, its description and its outcome.

    Raises
    ------
    ValueError
        If a value is none of the known ones.

    Notes
    -----
    Directions: oxali_pacli_pooled, pachman2015. The arrows have no scale: their slope and height are choices.
    What a client's words mean is a course rule and never depends on the drug or the month.
    """
    if drug not in (NOT_KNOWN, *EASES_AFTER_MONTHS) or told not in TOLD or not 0 <= months <= 6:
        raise ValueError(f"no such drug, sign or month: {drug!r}, {told!r}, {months}")
    figure, ax = sheet(352)
    bottom, top, zero, month = 166, 298, 84, 43
    draw(ax, box(36, bottom, WIDTH - 12, top), SAND, edge="none", width=0, z=0)
    trace(ax, Path([(36, top), (36, bottom), (WIDTH - 12, bottom)]), MUTED, 1.2)
    write(ax, 42, top - 12, "more symptoms", SMALL - 1, MUTED)
    write(ax, 42, bottom + 11, "fewer", SMALL - 1, MUTED)
    for count in range(7):
        x = zero + month * count
        trace(ax, Path([(x, bottom), (x, bottom - 5)]), MUTED, 1.1)
        write(ax, x, bottom - 15, f"{count}", SMALL, bold=count == months, align="center")
    write(ax, zero + 3 * month, bottom - 32, "months since the last dose", SMALL - 1, MUTED, align="center")
    now = zero + month * months
    trace(ax, Path([(now, bottom), (now, top - 25)]), INK, 1.2, z=2, dash=3)
    here = (now - 4, "right") if months == 6 else (now + 4, "left")
    write(ax, here[0], bottom + 10, "today", SMALL - 1, align=here[1])

    if drug == NOT_KNOWN:
        way, seen = "ask which drug, and when", "a question mark and no arrow"
        write(ax, zero + 3 * month, (bottom + top) / 2, "?", 40, MUTED, bold=True, align="center")
    else:
        turn = EASES_AFTER_MONTHS[drug]
        going = int(trend(months, turn))
        way = _WAYS[going]
        peak, foot = (zero + month * turn, top - 34), bottom + 26
        legs = [(-1, [peak, (zero + 6.3 * month, foot)])]
        seen = "an arrow that falls from the last dose on"
        if turn:
            legs.append((1, [(zero, foot), (peak[0] - 5, peak[1] - 2)]))
            write(ax, WIDTH - 18, top - 12, "by then feet more than hands", SMALL - 1, MUTED, align="right")
            seen = (
                f"an arrow that rises for about {turn:g} months and one that falls after that, by then with "
                "feet troubled more than hands"
            )
        for sign, line in legs:
            bold = going in (sign, 0)
            arrow(ax, line, TEAL if bold else MUTED, 5 if bold else 2, 9 if bold else 6, z=4)
    since = f"{months} month{'s' * (months != 1)} after the last dose" if months else "at the last dose"
    named = "Drug not known" if drug == NOT_KNOWN else drug.capitalize()
    heading(ax, 335, "Which drug?" if drug == NOT_KNOWN else named, way.capitalize())

    meaning = TOLD[told]
    panel(ax, 10, 12, WIDTH - 10, 112, CARD)
    write(ax, 22, 95, f"“{told}”", SMALL)
    if meaning == TEAM:
        draw(ax, box(24, 32, 64, 60), CARD, edge=INK, width=1.2, z=4)
        trace(ax, Path([(24, 60), (44, 44), (64, 60)]), INK, 1.4, z=5)
        color, below = INK, "this week"
    else:
        color, below = answer_sign(ax, 44, 47, meaning, 0.85), "whatever the drug and the month"
    write(ax, 80, 58, meaning, TITLE, color, bold=True)
    write(ax, 80, 37, below, SMALL - 1)
    clock = f"{meaning} {below}." if meaning == TEAM else f"{meaning}, {below}."
    return Illustration(
        figure,
        f"A timeline of six months after the last dose, with no numbers upward. {named}: {seen}. "
        f"A dashed line marks the chosen time, {since}: {way}. Below, what the client tells: {told}. "
        f"They mean: {clock} The arrows are averages of many people, drawn to show a direction; one client "
        "may differ.",
        f"{named}, {since}: {way}. The client tells you: {told}. {clock}",
    )
