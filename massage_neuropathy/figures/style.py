"""The one visual style of the figures: colors, type, and a sheet to draw on, measured in points."""

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

CARD = "#fffdf9"
INK = "#2b2a33"
MUTED = "#5f5b66"
TEAL = "#00677a"
CLAY = "#b8471b"
OCHRE = "#9a6700"
PLUM = "#70487f"
LEAF = "#3f6f3d"
LINE = "#e3dacb"
SKIN = {"light": "#f0cfb4", "medium": "#c58c63", "dark": "#6f4530"}

WIDTH = 374.0
"""Width of every figure in points: on a phone a point becomes about a pixel, so that type stays legible."""
TITLE, BODY, SMALL = 13.5, 12.0, 11.0

RC = {
    "svg.fonttype": "path",
    "svg.hashsalt": "massage-neuropathy",
    "font.family": ["DejaVu Sans"],
    "font.size": BODY,
    "text.color": INK,
    "axes.edgecolor": INK,
    "hatch.linewidth": 1.3,
    "path.simplify": False,
}
"""Everything a drawing takes from matplotlib's settings, so that a reader's own settings change nothing."""


def sheet(height: float) -> tuple[Figure, Axes]:
    """Make an empty card whose data units are points, with the origin at the lower left.

    Parameters
    ----------
    height : float
        Height in points.

    Returns
    -------
    figure, axes
        The figure, and axes without frame that fill it.
    """
    with matplotlib.rc_context({**matplotlib.rcParamsDefault, **RC}):
        figure = Figure(figsize=(WIDTH / 72, height / 72), facecolor=CARD)
        ax = figure.add_axes((0, 0, 1, 1))
        ax.set(xlim=(0, WIDTH), ylim=(0, height))
        ax.axis("off")
    return figure, ax


def write(
    ax: Axes,
    x: float,
    y: float,
    text: str,
    size: float = BODY,
    color: str = INK,
    bold: bool = False,
    align: str = "left",
    valign: str = "center",
) -> Text:
    """Write text at a point of the sheet; `align` and `valign` say which side of the text stands there."""
    return ax.text(
        x,
        y,
        text,
        fontsize=size,
        color=color,
        weight="bold" if bold else "normal",
        family="DejaVu Sans",
        ha=align,
        va=valign,
        linespacing=1.3,
    )
