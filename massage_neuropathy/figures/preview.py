"""The picture that stands beside a link to the course where one is shared.

It is stored, since only a raster image will do there and building the book should not have to draw it:
``python -m massage_neuropathy.figures.preview`` draws it anew.
"""

from pathlib import Path

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from massage_neuropathy.figures.outlines import box, draw
from massage_neuropathy.figures.parts import flat_hand, foot_top
from massage_neuropathy.figures.style import CARD, INK, MUTED, SAND, TEAL, house_style, write

STORED = Path(__file__).parents[2] / "book/_static/preview.png"
WIDTH, HEIGHT = 1200, 630
"""Pixels, the size that every service shows without cutting."""


@house_style()
def preview() -> Figure:
    """Draw the picture; a unit is a pixel, the origin is at the lower left."""
    figure = Figure(figsize=(WIDTH / 72, HEIGHT / 72), dpi=72, facecolor=CARD)
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set(xlim=(0, WIDTH), ylim=(0, HEIGHT))
    ax.axis("off")
    draw(ax, box(0, 0, 520, HEIGHT), SAND, edge=SAND, z=0)
    draw(ax, box(0, 0, WIDTH, 14), TEAL, edge=TEAL, z=1)
    foot_top(ax, 300, 70, 4.7, "dark")
    flat_hand(ax, 96, 230, 3.3, -80, "light", sleeve=60)
    write(ax, 580, 455, "Massage and\nNeuropathy", 76, INK, bold=True)
    write(ax, 582, 245, "Look, touch lightly, look again.", 33, TEAL)
    write(ax, 582, 150, "A free course for massage therapists", 27, MUTED)
    return figure


def store() -> None:
    """Store the picture without a date or the name of a program: same drawing, same file."""
    FigureCanvasAgg(preview()).print_png(STORED, metadata={"Software": None})


if __name__ == "__main__":
    store()
