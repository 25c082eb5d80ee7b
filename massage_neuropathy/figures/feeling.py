"""The explorer of lesson 4: where an invented client feels the touch of a filament."""

from collections.abc import Sequence
from typing import Annotated

import numpy as np
from matplotlib.axes import Axes
from matplotlib.path import Path

from massage_neuropathy.figures.illustration import Illustration
from massage_neuropathy.figures.outlines import loop, place, smooth, trace
from massage_neuropathy.figures.parts import panel, rule, sole
from massage_neuropathy.figures.style import (
    CARD,
    CLAY,
    INK,
    MUTED,
    SAND,
    SMALL,
    TEAL,
    house_style,
    sheet,
    write,
)
from massage_neuropathy.science.feeling import (
    CLIENTS,
    CLINIC_FORCE_G,
    CLINIC_PLACES,
    FEET,
    FILAMENT_FORCE_G,
    HEALTHY_FEET_G,
    PLACES,
    Client,
    felt,
    force_by_mark_g,
)

Spot = tuple[str, str]
"""Foot and place."""

SPOTS = {
    "big toe": (-11, 89.5),
    "third toe": (7.6, 84),
    "little toe": (19, 70),
    "ball under the big toe": (-8.4, 68),
    "middle of the ball": (3, 66.5),
    "ball under the little toe": (12.6, 58),
    "arch": (-3.4, 39),
    "heel": (0, 11),
}
"""Where each place lies on the left sole, in units of `FOOT`."""

REGIONS = {
    "toes": ("big toe", "third toe", "little toe"),
    "ball": ("ball under the big toe", "middle of the ball", "ball under the little toe"),
    "arch": ("arch",),
    "heel": ("heel",),
}
"""Parts of a sole, and the places in each."""

TOUCHES = {
    **{spot: (spot,) for spot in SPOTS},
    "the four clinic places": CLINIC_PLACES,
    "all eight places": PLACES,
}
"""What can be touched on both feet: place by place, from the toes to the heel, or several at once."""

FORCES_G = (0.4, 2, 10, 60, 300)
"""Filaments to choose from, in grams (choice of five of the twenty)."""

_TONES = dict(zip(CLIENTS, ("dark", "light", "medium", "light"), strict=True))
_SOLE_X, _SOLE_Y, _SCALE = {"right": 98, "left": 277}, 153, 2.55
_BOLT = loop([(2, 11), (-7, -2), (-1, -2), (-3, -11), (7, 3), (1, 3), (5, 11)])
_BURNS = smooth(
    [(-15.5, 70), (-14, 79), (-4, 81), (8, 76), (14.5, 68), (17, 58), (13, 46), (10, 33), (3, 27),
     (-6, 30), (-9.5, 45), (-12.5, 58)]
)  # fmt: skip
_THREAD = smooth([(-7, 34), (-5, 18), (6, 8), (0, 0)], closed=False)
_BOLTS_AT = ((-2.6, 74.5), (8.6, 70), (-2.8, 60), (4.8, 56), (-7.2, 53), (0, 48), (8, 47), (4.6, 36))


@house_style()
def where_feeling_is(
    client: Annotated[str, "Client", list(CLIENTS)] = "1: soles burn",
    touch: Annotated[str, "Touch on both feet", list(TOUCHES)] = "heel",
    force: Annotated[float, "Force of the filament", "g", list(FORCES_G)] = 10,
) -> Illustration:
    """Draw both soles of an invented client, and which touches of a filament are felt.

    Places and the 10 grams are those of foot clinics (convention: boulton2008), the forces those that
    filaments are sold for (convention: swm_force_table). The clients and the sharp threshold are chosen for
    teaching.

    Parameters
    ----------
    client : str
        One of `CLIENTS`.
    touch : str
        Which places are touched on both feet, one of `TOUCHES`.
    force : float
        Force of the filament in grams, one of `FORCES_G`.

    Returns
    -------
    Illustration
        The soles, with words for the alternative text and the outcome.

    Raises
    ------
    ValueError
        If there is no such client, set of places, or filament.
    """
    for name, value, known in (("client", client, CLIENTS), ("touch", touch, TOUCHES),
                               ("force", force, FORCES_G)):  # fmt: skip
        if value not in known:
            raise ValueError(f"{name} must be one of {', '.join(map(str, known))}; got {value!r}")
    person, touched = CLIENTS[client], [(foot, spot) for foot in FEET for spot in TOUCHES[touch]]
    feels = [spot for spot in touched if felt(force, person.threshold_g(*spot))]
    missed = [spot for spot in touched if spot not in feels]
    rest = [(foot, spot) for foot in FEET for spot in PLACES if (foot, spot) not in touched]
    mark = next(mark for mark, grams in FILAMENT_FORCE_G.items() if grams == force)

    # No heading and no bold type: `explore` shows the name, and every letter costs bytes in every state.
    figure, ax = sheet(448)
    write(ax, 12, 429, f"Client {client[0]}: “{person.says}”")
    for foot, x in _SOLE_X.items():
        sole(ax, x, _SOLE_Y, _SCALE, _TONES[client], right=foot == "right")
        if person.burns:
            _burning(ax, foot)
        write(ax, x, _SOLE_Y - 17, foot, SMALL, MUTED, align="center")
    if len(touched) == len(FEET):
        for spot in touched:
            _touching(ax, *_at(*spot), force)
    for kind, spots in (("untouched", rest), ("felt", feels), ("missed", missed)):
        _mark(ax, [_at(*spot) for spot in spots], kind)
    key = ((22, "felt", "felt"), (84, "missed", "not felt"), (170, "untouched", "not touched"))
    for x, kind, words in key:
        _mark(ax, [(x, 114)], kind, key=True)
        write(ax, x + 14, 114, words, SMALL)
    _bolts(ax, [(288, 114)])
    write(ax, 302, 114, "burns", SMALL)
    rule(ax, 97)
    _filaments(ax, force)

    told = (
        (f"Touched on both feet with {force:g} grams: {touch}.", True),
        ("Bolts on the ball and the arch of both soles: it burns there.", person.burns),
        (f"Filled dots, felt {_listed(feels)}.", feels),
        (f"Ringed crosses, not felt {_listed(missed)}.", missed),
        (f"Small open dots, not touched: {len(rest)} other places.", rest),
        (f"Below, five filaments, 0.4 to 300 grams; the {force:g}-gram one is framed. Its mark, {mark}, "
         f"works out to {force_by_mark_g(mark):.3g} grams.", True),
    )  # fmt: skip
    return Illustration(
        figure,
        f"Two soles side by side: client {client[0]}, who says, “{person.says}” "
        + " ".join(words for words, shown in told if shown),
        f"Client {client[0]} feels {force:g} g {_found(feels, missed)} "
        f"{_for_the_clinic(person, force, touched, missed)}",
    )


def _found(feels: list[Spot], missed: list[Spot]) -> str:
    """Say where a touch was felt."""
    count = len(feels) + len(missed)
    if count == len(FEET):
        _, spot = (feels + missed)[0]
        on = {0: "neither foot", 1: f"the {feels[0][0]} foot only" if feels else "", 2: "both feet"}
        return f"at the {spot} on {on[len(feels)]}."
    if not (feels and missed):
        return f"at {'none of' if missed else 'all'} {count} places."
    if len(missed) <= 2:
        return f"at {len(feels)} of {count} places; missed {_listed(missed)}."
    parts = []
    for region, spots in REGIONS.items():
        here = [(foot, spot) for foot, spot in feels + missed if spot in spots]
        if here:
            parts.append(f"{region} {sum(spot in feels for spot in here)} of {len(here)}")
    return f"at {len(feels)} of {count} places: {', '.join(parts)}."


def _for_the_clinic(person: Client, force: float, touched: list[Spot], missed: list[Spot]) -> str:
    """Say what a foot clinic would want to hear."""
    first = "" if missed else "That clears nobody. "
    if missed and force < max(HEALTHY_FEET_G):
        first = "Healthy feet may miss so light a touch. "
    # One place that misses the clinic's force, or more, already counts.
    that = "want to hear that, and " if missed and force >= CLINIC_FORCE_G else ""
    if force != CLINIC_FORCE_G:
        return f"{first}A foot clinic would {that}ask about {CLINIC_FORCE_G} g."
    if len(touched) == len(FEET):
        return f"{first}A foot clinic would {that}ask about more places."
    also = "still want to hear what the client says" if first else "want to hear that"
    return f"{first}A foot clinic would {also}, and of the last look: {person.last_look}."


def _listed(spots: Sequence[Spot]) -> str:
    """Name places, those of both feet together."""
    sides = {spot: [foot for foot, other in spots if other == spot] for _, spot in spots}
    groups = (("both feet", list(FEET)), ("the left foot", ["left"]), ("the right foot", ["right"]))
    named = {name: [spot for spot in sides if sides[spot] == feet] for name, feet in groups}
    return "; ".join(f"on {name}: {', '.join(spots)}" for name, spots in named.items() if spots)


def _at(foot: str, spot: str) -> tuple[float, float]:
    """Give the point of a place on the sheet."""
    x, y = SPOTS[spot]
    return _SOLE_X[foot] + (x if foot == "left" else -x) * _SCALE, _SOLE_Y + y * _SCALE


def _mark(ax: Axes, points: list[tuple[float, float]], kind: str, key: bool = False) -> None:
    """Mark places as felt, missed or untouched; marks outside the key carry the kind as their label."""
    if not points:
        return
    x, y = np.array(points).T
    label = "" if key else kind
    dot = {"marker": "o", "linestyle": "none"}
    if kind == "felt":
        ax.plot(x, y, **dot, markersize=15, color=TEAL, markeredgecolor=CARD, markeredgewidth=1.4, zorder=6,
                label=label)  # fmt: skip
    elif kind == "missed":
        ax.plot(x, y, **dot, markersize=15.5, markerfacecolor=CARD, markeredgecolor=CLAY, markeredgewidth=1.8,
                zorder=6, label=label)  # fmt: skip
        ax.plot(x, y, marker="x", markersize=7.5, color=CLAY, markeredgewidth=2.6, linestyle="none", zorder=7)
    else:
        ax.plot(x, y, **dot, markersize=7, markerfacecolor=CARD, markeredgecolor=INK, markeredgewidth=1,
                zorder=5, label=label)  # fmt: skip


def _burning(ax: Axes, foot: str) -> None:
    """Mark the ball and the arch of a sole as burning, with an edge and bolts."""
    turn = 1 if foot == "left" else -1
    x, y = _SOLE_X[foot], _SOLE_Y
    area = place(Path(_BURNS.vertices * (turn, 1), _BURNS.codes), x, y, _SCALE)
    for color, width in ((CARD, 4), (CLAY, 2)):
        trace(ax, area, color, width, z=3.6)
    _bolts(ax, [(x + turn * dx * _SCALE, y + dy * _SCALE) for dx, dy in _BOLTS_AT])


def _bolts(ax: Axes, points: list[tuple[float, float]]) -> None:
    """Draw the sign of pain at points."""
    x, y = np.array(points).T
    edge = {"markeredgecolor": CARD, "markeredgewidth": 0.8}
    ax.plot(x, y, marker=_BOLT, markersize=17, color=CLAY, linestyle="none", zorder=4, **edge)


def _touching(ax: Axes, x: float, y: float, force: float) -> None:
    """Draw the filament with its tip on a place, bent as it is when the force is reached."""
    thread = place(_THREAD, x, y, 1)
    width = _thickness(force)
    for color, wider in ((CARD, 2.4), (INK, 0)):
        trace(ax, thread, color, width + wider, z=5.5)


def _thickness(force: float) -> float:
    return 0.9 + 1.15 * FORCES_G.index(force)


def _filaments(ax: Axes, chosen: float) -> None:
    """Draw the five filaments, with the one in use in a frame."""
    for i, force in enumerate(FORCES_G):
        x = 50 + 69 * i
        if force == chosen:
            panel(ax, x - 33, 9, x + 33, 91, SAND, edge=INK, z=1)
        color = INK if force == chosen else MUTED
        trace(ax, place(_THREAD, x - 2, 50, 1), color, _thickness(force), z=3)
        whose = "clinic " if force == CLINIC_FORCE_G else ""
        write(ax, x, 38, f"{whose}{force:g} g", SMALL, color, align="center")
        if force == chosen:
            write(ax, x, 20, "in use", SMALL, MUTED, align="center")
