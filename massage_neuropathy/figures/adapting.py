"""The explorer of lesson 7: the highest pressure level for a place, and the rules that meet there."""

from typing import Annotated

import numpy as np
from matplotlib.axes import Axes
from matplotlib.path import Path

from massage_neuropathy.figures.illustration import Illustration
from massage_neuropathy.figures.outlines import (
    blend,
    box,
    draw,
    hatch,
    loop,
    oval,
    place,
    polygon,
    smooth,
    trace,
)
from massage_neuropathy.figures.parts import check, panel, rule
from massage_neuropathy.figures.style import (
    CARD,
    CLAY,
    INK,
    LEAF,
    MUTED,
    SAND,
    SHADE,
    SKIN,
    SMALL,
    TEAL,
    TITLE,
    WIDTH,
    house_style,
    sheet,
    write,
)
from massage_neuropathy.science.pressure import (
    ARM,
    BACK,
    LEAVE_OUT,
    LEG,
    LEVELS,
    REGIONS,
    USUAL,
    Limit,
    limit,
)

FEELINGS = {
    "feels normally": (),
    "numb, cause known": ("loss_of_protective_sensation",),
    "light touch hurts, cause known": ("allodynia",),
    "numb, and touch hurts, cause known": ("loss_of_protective_sensation", "allodynia"),
    "numb, no doctor has looked": ("undiagnosed_neuropathy", "loss_of_protective_sensation"),
}
"""What a place can feel like, and the conditions of the course that this means."""
FINDINGS = {
    "nothing else": "",
    "thin skin there": "fragile_skin",
    "low platelets": "thrombocytopenia",
    "past clot in a leg": "dvt_history",
    "poor circulation in the legs": "peripheral_artery_disease",
    "marked varicose veins": "varicose_veins",
    "armpit lymph nodes removed, same side": "lymph_nodes_removed_or_lymphoedema",
}
"""What else can be found, and the condition of the course."""
REASONS = {
    "loss_of_protective_sensation": "numb skin cannot report",
    "allodynia": "touch is felt as pain",
    "undiagnosed_neuropathy": "nobody knows the cause yet",
    "fragile_skin": "thin skin tears and bruises",
    "thrombocytopenia": "ordinary pressure can bruise and bleed",
    "dvt_history": "an old clot can come loose",
    "peripheral_artery_disease": "small injuries may heal badly",
    "varicose_veins": "bulging veins are weak, and slow blood clots",
    "lymph_nodes_removed_or_lymphoedema": "firm work has left lasting swelling",
    "anticoagulants": "a torn vessel may go on bleeding",
}
"""Why each rule is there, in a few words."""
_HALF = [
    (0, 100), (4.6, 97), (4.8, 91), (2.9, 86.5), (4.6, 83), (11, 80.6), (13, 73), (15.4, 58), (18.2, 50),
    (17.4, 43.5), (14.6, 44.5), (13.6, 52), (10.8, 63), (9, 73), (7.8, 62), (9.8, 50), (9.3, 38), (7.5, 27),
    (7.7, 20), (5.6, 8), (7.2, 1.4), (2.8, 1.2), (2.9, 12), (2.5, 24), (1.4, 38), (0, 47.4),
]  # fmt: skip
_BODY = smooth(np.vstack([np.array(_HALF), np.array(_HALF)[-2:0:-1] * (-1, 1)]))
"""A standing person with far fewer points than `PERSON`: it is stored once for every state."""
_HATCHED = {
    LEG: box(-12, 0, 12, 26.5),
    ARM: blend(box(10, 40, 20, 64), box(-20, 40, -10, 64)),
    BACK: loop(
        [(-8.5, 82.5), (-12.5, 78), (-9.2, 71), (-8.4, 55), (8.4, 55), (9.2, 71), (12.5, 78), (8.5, 82.5)]
    ),
}
"""Where the places are on a person."""


@house_style()
def how_firm(
    region: Annotated[str, "Where you work", list(REGIONS)] = LEG,
    feeling: Annotated[str, "Feeling there", list(FEELINGS)] = "feels normally",
    found: Annotated[str, "Also found", list(FINDINGS)] = "nothing else",
    blood_thinner: Annotated[bool, "Takes a blood thinner"] = False,
) -> Illustration:
    """Draw the highest pressure level for a place as a ladder, with the rules that meet there.

    Parameters
    ----------
    region : str
        The place, one of `massage_neuropathy.science.pressure.REGIONS`.
    feeling : str
        What the place feels, a key of `FEELINGS`.
    found : str
        What else was found, a key of `FINDINGS`.
    blood_thinner : bool
        Whether the client takes a blood thinner.

    Returns
    -------
    Illustration
        The ladder, its description and what comes out.

    Raises
    ------
    ValueError
        If a region, feeling or finding is not known.
    """
    if feeling not in FEELINGS or found not in FINDINGS:
        raise ValueError(f"not known: {feeling!r} or {found!r}")
    rows = {
        feeling: FEELINGS[feeling],
        found: tuple(filter(None, [FINDINGS[found]])),
        "blood thinner" if blood_thinner else "no blood thinner": ("anticoagulants",) * blood_thinner,
    }
    firm = limit(region, [condition for conditions in rows.values() for condition in conditions])
    figure, ax = sheet(340)
    panel(ax, 6, 305, WIDTH - 6, 334, SAND)
    write(ax, 14, 319, _answer(firm), TITLE)
    for x, tone in ((50, "dark"), (122, "light")):
        body = place(_BODY, x, 136, 1.62)
        draw(ax, body, SKIN[tone], width=0.8)
        if (x, region) != (50, BACK):
            hatch(ax, place(_HATCHED[region], x, 136, 1.62), body)
    spine = Path([(122, 136 + 1.62 * 80), (122, 136 + 1.62 * 51)])
    trace(ax, spine, SHADE["light"], 0.9, z=3)
    _ladder(ax, firm)
    told, milder, further = [], [], []
    for i, (words, conditions) in enumerate(rows.items()):
        y = 110 - 23 * i
        here = limit(region, conditions)
        asks = _asks(here) if here.rules else "not here" if conditions else "\N{EN DASH}"
        color = INK if here.rules else MUTED
        write(ax, 28, y, words, SMALL, color)
        write(ax, 363, y, asks, SMALL, color, align="right")
        decides = here.rules and (here.ceiling == firm.ceiling or here.waits == firm.waits != "")
        if decides:
            draw(ax, polygon(17, y, 6, 3, -90), CLAY, edge="none", width=0)
        if conditions and not {rule.condition for rule in firm.deciding} & {*conditions}:
            (further if decides or here.waits else milder).append(f"{words} ({asks})")
        told.append(f"{words}, {asks if conditions else 'no limit'}{', which decides' if decides else ''}")
    rule(ax, 49)
    _key(ax, bool(firm.waits))
    write(ax, 12, 14, "Course reasoning: no trial has tested this.", SMALL)
    return Illustration(
        figure,
        f"Two people, front and back, hatched: {region}. Beside them a ladder: leave it out, checked as "
        f"always sound, and five pressure levels. {_ladder_words(firm)} Below, what was found: "
        f"{'; '.join(told)}. Written under it: course reasoning, no trial has tested this. "
        "Signs that mean Stop come first and are not part of this picture.",
        _outcome(f"{region}, {feeling}", firm, milder, further),
    )


def _answer(firm: Limit) -> str:
    """Say the plans that are sound today."""
    if firm.waits == "session":
        return "Ask first: the whole session waits"
    if firm.ceiling == LEAVE_OUT:
        return "Ask first; even then leave this area out" if firm.waits else "Leave this area out"
    if firm.waits:
        return "Ask first; until then leave this area out"
    return f"Level {firm.ceiling} {_firmest(firm)}, or leave this area out"


def _firmest(firm: Limit) -> str:
    return "at most" if firm.rules else "is usual"


def _asks(here: Limit) -> str:
    """Say in a few letters what one row asks for."""
    if here.waits:
        return "ask first" if here.ceiling == USUAL else f"ask first, then {here.ceiling} at most"
    return f"{here.ceiling} at most" if here.ceiling else "leave out"


def _ladder(ax: Axes, firm: Limit) -> None:
    """Draw leaving out and the levels: filled what is sound, striped what waits; a bar for the ceiling."""
    left, step = 186, 27
    for level in range(6):
        y = 138 + step * level
        cell = box(left, y + 2, left + 26, y + step - 2)
        if level in firm.sound:
            draw(ax, cell, LEAF if level == LEAVE_OUT else TEAL, width=0.6)
        elif level <= firm.ceiling:
            hatch(ax, cell, cell)
            draw(ax, oval(left + 13, y + step / 2, 8, 8), CARD, width=0, z=3)
            trace(ax, cell, INK, 0.8)
        else:
            draw(ax, cell, CARD, edge=MUTED, width=0.6)
        here = level <= firm.ceiling
        name = LEVELS[level][0] if level else "leave it out"
        write(ax, left + 34, y + step / 2, name, SMALL, INK if here else MUTED)
        if level:
            color = CARD if level in firm.sound else INK if here else MUTED
            write(ax, left + 13, y + step / 2, str(level), SMALL, color, align="center")
        else:
            check(ax, left + 13, y + step / 2, 10)
    top = 138 + step * (firm.ceiling + 1)
    trace(ax, Path([(left - 6, top), (WIDTH - 12, top)]), CLAY, 3.2, z=6)


def _key(ax: Axes, waits: bool) -> None:
    """Say what the marks mean."""
    y = 34
    draw(ax, polygon(17, y, 6, 3, -90), CLAY, edge="none", width=0)
    write(ax, 27, y, "decides", SMALL - 1)
    trace(ax, Path([(84, y), (108, y)]), CLAY, 3.2)
    write(ax, 114, y, "ceiling", SMALL - 1)
    cell = box(168, y - 6, 186, y + 6)
    hatch(ax, cell, cell)
    write(ax, 192, y, "place; levels that wait" if waits else "place", SMALL - 1)


def _ladder_words(firm: Limit) -> str:
    """Say how the ladder stands."""
    if firm.ceiling == LEAVE_OUT:
        return "All five levels are empty; the ceiling lies just above leave it out."
    levels = "Level 1" if firm.ceiling == 1 else f"Levels 1 to {firm.ceiling}"
    verb = ("is", "are")[firm.ceiling > 1]
    if firm.waits:
        return f"{levels} {verb} striped: only after a written answer. Nothing above."
    return f"{levels} {verb} filled; the ceiling lies above level {firm.ceiling}."


def _outcome(place: str, firm: Limit, milder: list[str], further: list[str]) -> str:
    """Say what comes out, why, on what ground, what counts as much, and what leaves the ceiling as it is.

    What is as strict as the answer, or waits for an answer of its own, is never said to change nothing.
    """
    also = f"; also: {', '.join(further)}" if further else ""
    same = f" Same ceiling without: {', '.join(milder)}." if milder else ""
    if not firm.rules:
        return (
            f"Level {firm.ceiling} is usual, and comfort may steer, or leave this area out: {place}. Over "
            f"nerves near the surface 2 at most (course reasoning).{same}"
        )
    what = f"level {firm.ceiling} at most, or leave this area out" if firm.ceiling else "leave this area out"
    if firm.waits == "session":
        what = f"ask first, the whole session waits; then, within the limit of the team, {what}"
    elif firm.waits:
        even = "" if firm.ceiling else "even "
        what = f"ask first, this area waits; {even}then {what}"
    reasons: dict[str, list[str]] = {}
    for each in firm.deciding:
        reasons.setdefault(each.ground.lower(), []).append(REASONS[each.condition])
    why = "; ".join(f"{' and '.join(some)} (ground: {ground})" for ground, some in reasons.items())
    number = "; number: course reasoning" if firm.ceiling else ""
    return f"{what[0].upper()}{what[1:]}: {place}. Why: {why}{number}{also}.{same}"
