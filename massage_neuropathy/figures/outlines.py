"""Smooth outlines of bodies, feet, hands and legs, and how to draw and hatch them.

An outline is a matplotlib `Path` in its own units, drawn from hand-placed points; `place` moves it onto a sheet.
A path may hold several overlapping loops that run the same way round: filled, they are one shape.
"""

from collections.abc import Sequence

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
    for first, end in zip(starts[:-1], starts[1:], strict=True):
        vertices, codes = path.vertices[first:end].copy(), path.codes[first:end]
        vertices[:, 0] = 2 * axis_x - vertices[:, 0]
        # The last vertex only closes the loop; the rest runs backward.
        loops.append(Path(np.vstack([vertices[-2::-1], vertices[-2:-1]]), codes))
    return blend(*loops)


def place(path: Path, x: float, y: float, scale: float, degrees: float = 0.0, squash: float = 1.0) -> Path:
    """Scale, turn about its own origin and move a path; `squash` is the height kept, for foreshortening."""
    return path.transformed(Affine2D().scale(scale, scale * squash).rotate_deg(degrees).translate(x, y))


def draw(ax: Axes, path: Path, fill: str, edge: str = INK, width: float = 1.2, z: float = 2) -> PathPatch:
    """Draw a shape with one outline around all its loops."""
    ax.add_patch(
        PathPatch(path, facecolor="none", edgecolor=edge, linewidth=2 * width, joinstyle="round", zorder=z)
    )
    body = PathPatch(path, facecolor=fill, edgecolor="none", zorder=z + 0.01)
    ax.add_patch(body)
    return body


def trace(ax: Axes, path: Path, color: str = INK, width: float = 1.0, z: float = 3) -> None:
    """Draw an open line, such as a crease."""
    ax.add_patch(
        PathPatch(path, facecolor="none", edgecolor=color, linewidth=width, capstyle="round", zorder=z)
    )


def hatch(ax: Axes, region: Path, within: Path, z: float = 2.5, pattern: str = "/////") -> None:
    """Hatch the part of a shape that lies in a region: white under dark lines, to stand out on every skin."""
    patch = PathPatch(region, facecolor=CARD, edgecolor=INK, hatch=pattern, linewidth=0, zorder=z)
    ax.add_patch(patch)
    patch.set_clip_path(PathPatch(within, transform=ax.transData))


def box(x0: float, y0: float, x1: float, y1: float) -> Path:
    """Make a rectangle from two corners."""
    return Path([(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)], [1, 2, 2, 2, 79])


def oval(x: float, y: float, rx: float, ry: float, degrees: float = 0.0) -> Path:
    """Make an ellipse."""
    return Path.circle().transformed(Affine2D().scale(rx, ry).rotate_deg(degrees).translate(x, y))


# The right foot from above, or the left sole: toes up, the big toe on the left. 100 units long, heel at the origin.
_FOOT = [
    (21, 0), (13.5, 1.8), (8.8, 8), (8.2, 17), (10, 29), (10.6, 41), (8.4, 54), (5, 65), (3.4, 74), (5.4, 81.5),
    (14, 84), (24, 81.5), (33, 75.5), (38.6, 67), (40.2, 58), (39, 47), (36.6, 35), (34.6, 23), (33, 11), (28.8, 3),
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

# A hand with the thumb on the left: the back of a right hand or the palm of a left one. 100 units long, wrist at the origin.
HAND = smooth(
    [
        (35, 0), (34.5, 9), (30, 19), (22, 31), (14.5, 42), (7.5, 52.5), (4.2, 60), (5.4, 65.3), (10.4, 65.4), (15.6, 59),
        (22.5, 49.5), (28.2, 46.5), (31, 53), (28.6, 68), (26.9, 82), (28.2, 88.6), (31.6, 90.8), (35.2, 87.6), (37.6, 74),
        (39.6, 61), (41.2, 60), (42.2, 74), (42.5, 91), (44.2, 97.4), (47.4, 99), (50.4, 96.2), (51.3, 80), (52, 62), (53.4, 61),
        (56, 74), (58.2, 88), (60.4, 93), (63.6, 93.4), (66, 89), (64.2, 73), (62.2, 57.5), (63.6, 55.5), (68, 64), (72.4, 74.5),
        (75.6, 78.8), (79.2, 78.2), (80.2, 73.4), (76.6, 59), (72.4, 45), (70, 32), (66.8, 18), (64, 8), (63.6, 0),
    ]
).transformed(Affine2D().translate(-49.3, 0))  # fmt: skip

# Half a body from the front, arms a little out, 100 units tall, feet pointing down as on a body chart.
_HALF = [
    (0, 100), (2.6, 99.5), (4.5, 97.4), (5.1, 94.4), (4.8, 91.6), (3.9, 88.8), (2.9, 87), (2.75, 84.6), (4.6, 82.9),
    (8.4, 81.9), (11.2, 80.4), (12.6, 77.2), (13.1, 72.8), (14.1, 68), (15.4, 63.2), (17, 58.2), (18.8, 52.8), (19.8, 49.8),
    (17.1, 48.8), (15.7, 52.6), (13.4, 57.6), (11.6, 62.4), (10.6, 67), (9.6, 71.6), (9.0, 73.2), (8.8, 71), (8.3, 66.4),
    (7.7, 61.8), (8.0, 57.6), (9.3, 53.2), (10.1, 49), (10.2, 44), (9.6, 38), (8.5, 32), (7.6, 27.4), (7.9, 23), (7.9, 18.4),
    (6.8, 13), (5.6, 8), (5.2, 5.2), (3.2, 5.2), (3.0, 8), (2.9, 13), (2.5, 18), (2.7, 22.6), (2.6, 27), (2.1, 33), (1.2, 40), (0.7, 46), (0, 47.2),
]  # fmt: skip


def _person() -> Path:
    half = np.array(_HALF)
    trunk = smooth(np.vstack([half, half[-2:0:-1] * (-1, 1)]))
    parts = [place(HAND, *PERSON_LEFT_HAND), place(mirrored(FOOT), *PERSON_LEFT_FOOT, squash=0.85)]
    return blend(trunk, *parts, *(mirrored(part) for part in parts))


PERSON_LEFT_HAND = (18.2, 50.2, 0.108, 201.0)
PERSON_LEFT_FOOT = (4.1, 7.2, 0.09, 190.0)
PERSON = _person()
"""A standing person, 100 units tall, seen from the front (palms forward) or the back."""

# A leg from the side with hip and foot, facing right, in centimeters above the sole.
LEG = smooth(
    [
        (0.5, 108), (1.8, 103), (0.4, 98), (-3.6, 92), (-6.2, 86), (-5.8, 80), (-3.2, 75), (-2, 69), (-1.4, 61), (0, 53),
        (1.4, 48), (-0.4, 43), (-2.6, 37), (-2.6, 31), (-0.6, 23), (1.8, 15), (2.2, 10), (1, 6.4), (0, 3.4), (1, 0.8), (4, 0),
        (9, 0.5), (14, 1.3), (19, 0.5), (22.6, 0.1), (25.6, 0.2), (27.4, 1.4), (27.2, 3.2), (24.6, 4.3), (21, 5.4), (16.6, 7.8),
        (12.4, 11), (10.8, 15), (10.6, 22), (11.4, 32), (12.6, 41), (13, 46), (14.6, 50.5), (14.2, 55), (14.4, 61), (16.4, 70),
        (17.6, 79), (17.2, 87), (16.2, 94), (16.8, 101), (17.4, 108),
    ]
)  # fmt: skip
