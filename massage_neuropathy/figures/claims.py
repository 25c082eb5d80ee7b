"""Figures of lesson 13: reading a claim."""

from collections import Counter
from typing import get_args

from matplotlib.axes import Axes
from matplotlib.path import Path
from ruamel.yaml import YAML

from massage_neuropathy.content import FOLDER, Claim
from massage_neuropathy.figures.illustration import Illustration
from massage_neuropathy.figures.outlines import box, draw, hatch, trace
from massage_neuropathy.figures.parts import arrow, heading, panel, rule
from massage_neuropathy.figures.style import (
    BODY,
    CARD,
    CLAY,
    INK,
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

VERDICTS = get_args(Claim.model_fields["verdict"].annotation)
KINDS = {
    "types": "what neuropathy is",
    "safety": "safety",
    "effect": "what massage does",
    "": "all other topics",
}
"""Topics that are told apart, with their words; the last stands for all others."""


def claims_by_verdict() -> dict[str, Counter[str]]:
    """Count the claims of the register: for each verdict how many of each kind."""
    # Only this file: reading the whole course would take the figure many seconds.
    claims = YAML(typ="safe").load((FOLDER / "claims.yml").read_text(encoding="utf-8"))
    counts: dict[str, Counter[str]] = {verdict: Counter() for verdict in VERDICTS}
    for claim in claims:
        counts[claim["verdict"]][claim["topic"] if claim["topic"] in KINDS else ""] += 1
    return counts


@house_style()
def verdicts() -> Illustration:
    """Draw how many claims of the register got each of the six verdicts."""
    counts = claims_by_verdict()
    totals = {verdict: count.total() for verdict, count in counts.items()}
    figure, ax = sheet(400)
    heading(
        ax, 383, f"{sum(totals.values())} claims, six verdicts", "A bar is as long as the number of claims."
    )
    left, step, high, unit = 112, 41, 24, 212 / max(totals.values())
    for row, verdict in enumerate(VERDICTS):
        y = 329 - step * row
        write(ax, left - 8, y, verdict.capitalize(), BODY, bold=True, align="right")
        x = left
        for kind in KINDS:
            wide = counts[verdict][kind] * unit
            _part(ax, kind, x, y - high / 2, x + wide, y + high / 2)
            x += wide
        write(ax, x + 8, y, str(totals[verdict]), TITLE, bold=True)
    rule(ax, 92)
    for i, (kind, words) in enumerate(KINDS.items()):
        x, y = 12 + 178 * (i % 2), 68 - 34 * (i // 2)
        _part(ax, kind, x, y - 9, x + 26, y + 9)
        write(ax, x + 34, y, words, SMALL)
    rows = "; ".join(
        f"{verdict} {totals[verdict]} ("
        + ", ".join(
            f"{words} {counts[verdict][kind]}" for kind, words in KINDS.items() if counts[verdict][kind]
        )
        + ")"
        for verdict in VERDICTS
    )
    return Illustration(
        figure,
        f"Six bars, one for each verdict, as long as its number of claims; {sum(totals.values())} in all. "
        f"Each bar is divided by topic: {rows}.",
    )


def _part(ax: Axes, kind: str, x0: float, y0: float, x1: float, y1: float) -> None:
    """Draw the part of a bar that belongs to one kind of topic, if there is any."""
    if x1 <= x0:
        return
    area = box(x0, y0, x1, y1)
    draw(ax, area, {"types": TEAL, "": SAND}.get(kind, CARD), width=0.8)
    if kind in ("safety", "effect"):
        hatch(ax, area, area, z=2.4, pattern="/////" if kind == "safety" else "---")


STUDY = (
    "29 healthy adults had one massage, 24 had\n"
    "light touch. Some white-cell counts and\n"
    "hormones differed a little."
)
LIMITS = {"healthy": 60, "one session": 89, "a little": 57, "preliminary": 89}
"""What the study says about its own reach, with the width of its tag in points."""

RETOLD = (
    "Massage changes the immune system.",
    "Massage strengthens the immune\nsystem.",
    "Massage strengthens the immune\nsystem and so helps in neuropathy\nfrom an illness.",
)
"""The same, told again three times."""


@house_style()
def how_a_claim_grows() -> Illustration:
    """Draw a study, and three sentences in which it is told again and grows."""
    figure, ax = sheet(527)
    heading(ax, 510, "How a claim grows")
    panel(ax, 12, 367, WIDTH - 12, 489, SAND, edge=INK, z=1)
    write(ax, 24, 472, "The study", BODY, bold=True)
    write(ax, 24, 449, STUDY, SMALL)
    x = 24.0
    for words, wide in LIMITS.items():
        panel(ax, x, 375, x + wide, 397, CARD, edge=TEAL, z=3)
        write(ax, x + wide / 2, 386, words, SMALL - 0.5, TEAL, align="center")
        # The same tag, fallen off, on the way down.
        trace(ax, _tilted(82 + 0.82 * (x - 24), 340, 0.8 * wide), MUTED, 1, dash=3)
        x += wide + 8
    top, sizes = 367.0, (SMALL, BODY, TITLE)
    for i, (words, size) in enumerate(zip(RETOLD, sizes, strict=True)):
        lines = words.count("\n") + 1
        high = 44 + 1.36 * size * lines
        arrow(ax, [(60, top), (60, top - 36)], INK, 2.2, 6)
        top -= 38
        inset = 30 - 9 * i
        panel(ax, inset, top - high, WIDTH - inset, top, CARD, edge=CLAY, z=1)
        write(
            ax,
            inset + 12,
            top - 17,
            f"Told again, {('once', 'twice', 'three times')[i]}",
            SMALL,
            CLAY,
            bold=True,
        )
        write(ax, inset + 12, top - 40, words, size, bold=i == 2)
        top -= high
    return Illustration(
        figure,
        "Four boxes from top to bottom, joined by arrows, the lettering larger each time. The study: 29 "
        "healthy adults had one massage, 24 had light touch; some white-cell counts and hormones differed a "
        "little. Four tags "
        "hang on it: healthy, one session, a little, preliminary. On the way down the tags fall off and lie "
        "empty beside the arrow. Told again once: massage changes the immune system. Twice: massage "
        "strengthens the immune system. Three times: massage strengthens the immune system and so helps in "
        "neuropathy from an illness.",
    )


def _tilted(x: float, y: float, wide: float) -> Path:
    """Make the outline of a tag that lies askew, its lower left corner at the point."""
    return Path([(x, y), (x + wide, y + 3), (x + wide, y + 19), (x, y + 16), (x, y)])
