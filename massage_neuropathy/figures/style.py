"""The one visual style of the figures: colors, type, and a sheet to draw on, measured in points."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties

CARD = "#fffdf9"
INK = "#2b2a33"
MUTED = "#5f5b66"
TEAL = "#00677a"
CLAY = "#b8471b"
OCHRE = "#9a6700"
PLUM = "#70487f"
LEAF = "#3f6f3d"
LINE = "#e3dacb"
SAND = "#f7f0e4"
SKIN = {"light": "#f0cfb4", "medium": "#c58c63", "dark": "#6f4530"}
SOLE = {"light": "#f6dcc8", "medium": "#dcae8b", "dark": "#a97a5e"}
"""Palms and soles, lighter than the rest on every skin."""
SHADE = {"light": "#c08a66", "medium": "#8a5836", "dark": "#3c2216"}
"""Creases and nail edges on each skin."""
NAIL = {"light": "#fbe8dc", "medium": "#e6bfa0", "dark": "#bd917a"}

WIDTH = 375.0
"""Width of every figure in points: on a phone a point becomes about a pixel, so that type stays legible."""
TITLE, BODY, SMALL = 14.0, 12.5, 12.0

_FONTS = Path(matplotlib.get_data_path(), "fonts", "ttf")
REGULAR, BOLD = _FONTS / "DejaVuSans.ttf", _FONTS / "DejaVuSans-Bold.ttf"
"""The files that ship with matplotlib: another version on the machine would change the letters."""

_SETTINGS = {
    "svg.fonttype": "path",
    "svg.hashsalt": "massage-neuropathy",
    "hatch.linewidth": 1.2,
    "path.simplify": False,
}


@contextmanager
def house_style() -> Iterator[None]:
    """Draw with matplotlib's defaults and ours, whatever the reader has set; also a decorator.

    The reader's own settings are back afterward.
    """
    # Not the backend: setting it is not undone by `rc_context`.
    defaults = {
        key: value for key, value in matplotlib.rcParamsDefault.items() if not key.startswith("backend")
    }
    with matplotlib.rc_context({**defaults, **_SETTINGS}):
        yield


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
    figure = Figure(figsize=(WIDTH / 72, height / 72), facecolor=CARD)
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set(xlim=(0, WIDTH), ylim=(0, height))
    ax.axis("off")
    return figure, ax


def degrees(celsius: float) -> str:
    """Return a temperature in both units, such as "35 °C (95 °F)"."""
    return f"{celsius:g} °C ({celsius * 9 / 5 + 32:.0f} °F)"


def write(
    ax: Axes,
    x: float,
    y: float,
    text: str,
    size: float = BODY,
    color: str = INK,
    bold: bool = False,
    align: str = "left",
    z: float = 10,
) -> None:
    """Write lines of text; `y` is the middle of the first line's capitals, `align` the side at `x`."""
    # Line by line, because matplotlib spaces the lines of one text by the letters that happen to be in them.
    for i, line in enumerate(text.split("\n")):
        ax.text(
            x,
            y - 0.365 * size - 1.36 * size * i,
            line,
            color=color,
            fontproperties=FontProperties(fname=BOLD if bold else REGULAR, size=size),
            ha=align,
            va="baseline",
            zorder=z,
        )
