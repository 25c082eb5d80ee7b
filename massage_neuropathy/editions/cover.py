"""The cover of the EPUB: the title, and a nerve that branches toward the toes."""

import io

import numpy as np
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties

from massage_neuropathy.figures.style import BOLD, CARD, REGULAR, SAND, TEAL, house_style


@house_style()
def cover() -> bytes:
    """Return the cover as PNG, 1200 by 1800 pixels."""
    figure = Figure(figsize=(6, 9), dpi=200, facecolor=TEAL)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, 6), ylim=(0, 9))
    axes.axis("off")
    down = np.linspace(0, 1, 200)
    for toe, width in zip(np.linspace(0.9, 5.1, 5), (2.5, 3.5, 5, 6, 7), strict=True):
        # One trunk that parts on its way down: each branch leaves it a little later than the one before.
        parting = np.clip((down - 0.25) / 0.75, 0, 1)
        axes.plot(3 + (toe - 3) * parting**1.8, 5.6 - 5.0 * down, color=SAND, lw=width, alpha=0.9)
    for words, height, size, font in (
        ("Massage and\nNeuropathy", 7.1, 42, BOLD),
        ("An open course for massage\ntherapists and students", 6.1, 19, REGULAR),
    ):
        type_ = FontProperties(fname=font, size=size)
        axes.text(0.5, height, words, color=CARD, fontproperties=type_, linespacing=1.25)
    stream = io.BytesIO()
    figure.savefig(stream, format="png", dpi=200, facecolor=TEAL, metadata={"Software": None})
    return stream.getvalue()
