"""Smooth outlines of bodies, feet, hands and legs, and how to draw and hatch them.

An outline is a matplotlib `Path` in its own units, from hand-placed points; `place` puts it on a sheet.
A path may hold several overlapping loops that run the same way round: filled, they are one shape.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.transforms import Affine2D
from numpy.typing import ArrayLike

from massage_neuropathy.figures.style import CARD, INK

Points = Sequence[tuple[float, float]]


def smooth(points: ArrayLike, closed: bool = True) -> Path:
    """Draw a smooth curve through points, as Bezier pieces of a centripetal Catmull-Rom spline.

    Parameters
    ----------
    points : array_like, shape (n, 2)
        Points to pass through.
    closed : bool
        Whether the curve returns to its first point; then it is turned counterclockwise.

    Returns
    -------
    Path
        The curve.
    """
    p = np.asarray(points, dtype=float)
    if closed:
        x, y = p.T
        if np.sum(x * np.roll(y, -1) - y * np.roll(x, -1)) < 0:
            p = p[::-1]
        p = np.vstack([p[-1], p, p[:2]])
    else:
        p = np.vstack([2 * p[0] - p[1], p, 2 * p[-1] - p[-2]])
    before, start, end, after = p[:-3], p[1:-2], p[2:-1], p[3:]
    # Square roots of the chord lengths (centripetal) keep uneven points free of loops and overshoot.
    chords = np.sqrt(np.linalg.norm(np.diff(p, axis=0), axis=1))[:, None]
    d1, d2, d3 = chords[:-2], chords[1:-1], chords[2:]
    c1 = (d1**2 * end - d2**2 * before + (2 * d1**2 + 3 * d1 * d2 + d2**2) * start) / (3 * d1 * (d1 + d2))
    c2 = (d3**2 * start - d2**2 * after + (2 * d3**2 + 3 * d3 * d2 + d2**2) * end) / (3 * d3 * (d3 + d2))
    vertices = np.vstack([start[:1], np.stack([c1, c2, end], axis=1).reshape(-1, 2)])
    codes = [Path.MOVETO] + [Path.CURVE4] * (3 * len(start))
    if closed:
        vertices, codes = np.vstack([vertices, vertices[:1]]), [*codes, Path.CLOSEPOLY]
    return Path(vertices, codes)


def blend(*paths: Path) -> Path:
    """Join overlapping closed paths into one shape."""
    return Path.make_compound_path(*paths)


def mirrored(path: Path, axis_x: float = 0.0) -> Path:
    """Mirror a closed path left to right, each loop kept counterclockwise so that loops still blend."""
    loops = []
    starts = [*np.flatnonzero(path.codes == Path.MOVETO), len(path.codes)]
    for first, end in pairwise(starts):
        vertices, codes = path.vertices[first:end].copy(), path.codes[first:end]
        vertices[:, 0] = 2 * axis_x - vertices[:, 0]
        # The last vertex only closes the loop; the rest runs backward.
        loops.append(Path(np.vstack([vertices[-2::-1], vertices[-2:-1]]), codes))
    return blend(*loops)


def place(path: Path, x: float, y: float, scale: float, degrees: float = 0.0, squash: float = 1.0) -> Path:
    """Scale, turn about its own origin and move a path; `squash` is the height kept, for foreshortening."""
    return path.transformed(Affine2D().scale(scale, scale * squash).rotate_deg(degrees).translate(x, y))


def draw(ax: Axes, path: Path, fill: str, edge: str = INK, width: float = 1.2, z: float = 2) -> None:
    """Draw a shape with one outline around all its loops; an outline of no width is left out."""
    if width:
        outline = PathPatch(
            path, facecolor="none", edgecolor=edge, linewidth=2 * width, joinstyle="round", zorder=z
        )
        ax.add_artist(outline).set_clip_on(False)
    if fill != "none":
        body = PathPatch(path, facecolor=fill, edgecolor="none", linewidth=0, zorder=z + 0.01)
        ax.add_artist(body).set_clip_on(False)


def trace(ax: Axes, path: Path, color: str = INK, width: float = 1.0, z: float = 3, dash: float = 0) -> None:
    """Draw open lines, such as creases; `dash` is the length of dashes, in widths."""
    style = (0, (dash, 0.75 * dash)) if dash else "-"
    line = PathPatch(
        path,
        facecolor="none",
        edgecolor=color,
        linewidth=width,
        linestyle=style,
        capstyle="butt" if dash else "round",
        joinstyle="round",
        zorder=z,
    )
    ax.add_artist(line).set_clip_on(False)


def hatch(
    ax: Axes, region: Path, within: Path, z: float = 2.5, pattern: str = "/////", fill: str = CARD
) -> None:
    """Hatch a shape where it lies in a region: white under dark lines, to stand out on every skin.

    `pattern` is one of matplotlib's hatches; a `fill` of "none" lets what lies below show through.
    """
    patch = PathPatch(region, facecolor=fill, edgecolor=INK, hatch=pattern, linewidth=0, zorder=z)
    ax.add_artist(patch).set_clip_path(PathPatch(within, transform=ax.transData))


def mark(ax: Axes, x: float, y: float, marker: object, size: float, color: str, z: float = 4) -> None:
    """Draw one of matplotlib's markers with a thin card-colored rim."""
    (line,) = ax.plot(
        [x], [y], marker=marker, markersize=size, color=color, markeredgecolor=CARD, linewidth=0, zorder=z
    )
    line.set_clip_on(False)


def loop(corners: Points) -> Path:
    """Make a closed shape with straight sides."""
    return Path([*corners, corners[0]], [Path.MOVETO, *[Path.LINETO] * (len(corners) - 1), Path.CLOSEPOLY])


def box(x0: float, y0: float, x1: float, y1: float) -> Path:
    """Make a rectangle from two corners."""
    return loop([(x0, y0), (x1, y0), (x1, y1), (x0, y1)])


def oval(x: float, y: float, rx: float, ry: float, degrees: float = 0.0) -> Path:
    """Make an ellipse."""
    return Path.circle().transformed(Affine2D().scale(rx, ry).rotate_deg(degrees).translate(x, y))


def polygon(x: float, y: float, radius: float, sides: int, degrees: float) -> Path:
    """Make a regular polygon with a corner at the top, then turned by some degrees."""
    return Path.unit_regular_polygon(sides).transformed(
        Affine2D().scale(radius).rotate_deg(degrees).translate(x, y)
    )


# The right foot from above, or the left sole: toes up, big toe on the left. 100 units, heel at the origin.
_FOOT = [
    (21, 0), (13.5, 1.8), (8.8, 8), (8.2, 17), (10, 29), (10.6, 41), (8.4, 54), (5, 65), (3.4, 74),
    (5.4, 81.5),
    (14, 84), (24, 81.5), (33, 75.5), (38.6, 67), (40.2, 58), (39, 47), (36.6, 35), (34.6, 23),
    (33, 11), (28.8, 3),
]  # fmt: skip
_TOES = [(10, 87.5, 6.7, 12, 4), (21.2, 88.2, 4.2, 9.6, -4), (28.6, 84.3, 3.9, 8.6, -9),
         (35, 78, 3.7, 7.8, -15), (40, 70, 3.6, 6.8, -22)]  # fmt: skip


def _toe(x: float, y: float, rx: float, ry: float, degrees: float) -> Path:
    pad = [
        (-0.82, -1),
        (-0.8, -0.3),
        (-1, 0.35),
        (-0.72, 0.85),
        (0, 1),
        (0.72, 0.85),
        (1, 0.35),
        (0.8, -0.3),
        (0.82, -1),
    ]
    return smooth(np.array(pad) * (rx, ry)).transformed(Affine2D().rotate_deg(degrees).translate(x, y))


FOOT = blend(smooth(_FOOT), *(_toe(*toe) for toe in _TOES)).transformed(Affine2D().translate(-21, 0))
TOENAILS = tuple(oval(x - 21 - 0.05 * a, y + 0.55 * ry, 0.5 * rx, 0.27 * ry, a) for x, y, rx, ry, a in _TOES)

# A hand, thumb on the left: the back of a right one or the palm of a left. 100 units, wrist at the origin.
HAND = smooth(
    [
        (35, 0), (34.5, 9), (30, 19), (22, 31), (14.5, 42), (7.5, 52.5), (4.2, 60), (5.4, 65.3),
        (10.4, 65.4), (15.6, 59),
        (22.5, 49.5), (28.2, 46.5), (31, 53), (28.6, 68), (26.9, 82), (28.2, 88.6), (31.6, 90.8),
        (35.2, 87.6), (37.6, 74),
        (39.6, 61), (41.2, 60), (42.2, 74), (42.5, 91), (44.2, 97.4), (47.4, 99), (50.4, 96.2),
        (51.3, 80), (52, 62), (53.4, 61),
        (56, 74), (58.2, 88), (60.4, 93), (63.6, 93.4), (66, 89), (64.2, 73), (62.2, 57.5),
        (63.6, 55.5), (68, 64), (72.4, 74.5),
        (75.6, 78.8), (79.2, 78.2), (80.2, 73.4), (76.6, 59), (72.4, 45), (70, 32), (66.8, 18), (64, 8),
        (63.6, 0),
    ]
).transformed(Affine2D().translate(-49.3, 0))  # fmt: skip

# The back of a right hand, laid flat, the fingers together. 100 units long, wrist at the origin.
FLAT_HAND = smooth(
    [
        (-14, 0), (-15.5, 10), (-19.5, 20), (-26, 30), (-32.5, 40), (-37.5, 49), (-39.5, 56),
        (-37.2, 60.2), (-32.4, 59),
        (-26.5, 51.5), (-20.5, 46.5), (-18.6, 53), (-19.6, 66), (-19.4, 80), (-17.6, 88), (-14, 90.6),
        (-10.6, 88.6), (-8.9, 86),
        (-8.2, 93), (-5.8, 98.6), (-2.6, 100), (0.8, 98), (2.6, 92.6), (3.2, 89), (4.2, 92.6),
        (6.8, 95.6), (10, 95), (12.4, 91),
        (13.3, 84), (13.9, 79), (15.6, 82), (18.6, 82.8), (21.3, 80), (21.8, 72), (21.4, 60),
        (20.8, 46), (19.4, 30), (16.4, 14),
        (14.6, 6), (14, 0),
    ]
)  # fmt: skip
FLAT_HAND_LINES = tuple(
    smooth(line, closed=False)
    for line in (
        [(-8.9, 86), (-8.8, 72), (-8, 57)], [(3.2, 89), (2.8, 74), (2.6, 58)], [(13.9, 79), (13.4, 66),
        (12.2, 54)],
        [(-20.5, 46.5), (-17, 43), (-15, 38)],
    )
)  # fmt: skip

# Half a body from the front, arms a little out, 100 units tall, feet pointing down as on a body chart.
_HALF = [
    (0, 100), (2.6, 99.5), (4.5, 97.4), (5.0, 94.4), (4.7, 91.4), (3.8, 88.6), (2.9, 86.9), (2.8, 84.6),
    (4.6, 82.9),
    (8.4, 81.9), (11.2, 80.4), (12.5, 77.2), (12.9, 72.8), (13.5, 68), (14.3, 63.2), (15.5, 58.2),
    (16.5, 52.8), (17, 49.4),
    (14.4, 49.0), (13.7, 52.6), (12.1, 57.6), (11.0, 62.4), (10.2, 67), (9.5, 71.4), (9.0, 73.0),
    (8.75, 71), (8.2, 66.4),
    (7.6, 61.8), (7.9, 57.6), (9.1, 53.2), (9.9, 49), (10.0, 44), (9.4, 38), (8.3, 32), (7.4, 27.4),
    (7.7, 23), (7.7, 18.4),
    (6.6, 13), (5.5, 8.4), (5.2, 6), (3.1, 6), (3.0, 8.4), (2.9, 13), (2.4, 18), (2.6, 22.6), (2.5, 27),
    (2.0, 33), (1.2, 40), (0.7, 46), (0, 47.4),
]  # fmt: skip


def _person() -> Path:
    half = np.array(_HALF)
    trunk = smooth(np.vstack([half, half[-2:0:-1] * (-1, 1)]))
    parts = [place(HAND, *PERSON_LEFT_HAND), place(mirrored(FOOT), *PERSON_LEFT_FOOT, squash=0.85)]
    return blend(trunk, *parts, *(mirrored(part) for part in parts))


PERSON_LEFT_HAND = (15.7, 50.2, 0.105, 191.0)
PERSON_LEFT_FOOT = (4.1, 7.6, 0.092, 189.0)
PERSON = _person()
"""A standing person, 100 units tall, seen from the front (palms forward) or the back."""

_FRONT = ([(1.4, 81.4), (4.5, 81.1), (7.4, 81.7)], [(3.5, 29.4), (5, 28.4), (6.5, 29.4)])
_BACK = (
    [(4.8, 79), (6.2, 75), (5.2, 71.4)],
    [(0.6, 47.6), (3.4, 46.2), (6.6, 47.4)],
    [(3.4, 27.6), (5, 28.2), (6.6, 27.6)],
)


def _lines(half: Sequence[Points], middle: Points) -> Path:
    both = [np.array(line) * (side, 1) for line in half for side in (1, -1)]
    return Path.make_compound_path(*(smooth(line, closed=False) for line in [*both, middle]))


PERSON_FRONT_LINES = _lines(_FRONT, [(-0.4, 60), (0, 59.6), (0.4, 60)])
PERSON_BACK_LINES = _lines(_BACK, [(0, 80), (0.15, 66), (0, 49)])

# A leg from the side with hip and foot, facing right, in centimeters above the sole.
LEG = smooth(
    [
        (-1.5, 122), (0.8, 112), (2, 104.5), (0.4, 98), (-3.6, 92), (-6.2, 86), (-5.8, 80), (-3.2, 75),
        (-2, 69), (-1.4, 61), (0, 53),
        (1.4, 48), (-0.4, 43), (-2.6, 37), (-2.6, 31), (-0.6, 23), (1.8, 15), (2.2, 10), (1, 6.4),
        (0, 3.4), (1, 0.8), (4, 0),
        (9, 0.5), (14, 1.3), (19, 0.5), (22.6, 0.1), (25.6, 0.2), (27.4, 1.4), (27.2, 3.2), (24.6, 4.3),
        (21, 5.4), (16.6, 7.8),
        (12.4, 11), (10.8, 15), (10.6, 22), (11.4, 32), (12.6, 41), (13, 46), (14.6, 50.5), (14.2, 55),
        (14.4, 61), (16.4, 70),
        (17.6, 79), (17.2, 87), (16.2, 94), (17, 101), (18.4, 110), (19, 122),
    ]
)  # fmt: skip
