"""The command ``massage-neuropathy case-graph``: all ways through a branching case, as a picture."""

import argparse
import itertools
import sys
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path

import networkx as nx
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, PathPatch
from matplotlib.path import Path as PlotPath

from massage_neuropathy.cases import Case
from massage_neuropathy.content import FOLDER, read_content
from massage_neuropathy.figures.illustration import Illustration
from massage_neuropathy.figures.style import (
    CARD,
    CLAY,
    INK,
    LEAF,
    MUTED,
    OCHRE,
    PLUM,
    SAND,
    TEAL,
    house_style,
    write,
)
from massage_neuropathy.problems import did_you_mean

# Marker, color and word of each tag: shape and word tell it, color only helps.
TAGS: Mapping[str | None, tuple[str, str, str]] = {
    None: ("o", LEAF, "sound"),
    "unsafe": ("X", CLAY, "unsafe"),
    "overcautious": ("^", OCHRE, "overcautious"),
    "scope": ("D", PLUM, "scope"),
    "fit": ("s", TEAL, "fit"),
}

# In points.
_COLUMN, _ROW, _MARGIN, _HEAD = 178.0, 46.0, 20.0, 76.0
_BOX = (132.0, 34.0)
_SMALL = 9.5


def ways(case: Case) -> nx.MultiDiGraph:
    """Return a case as a graph: scenes, choices (as ``scene/choice``) and endings, each with its ``kind``."""
    graph = nx.MultiDiGraph()
    graph.add_nodes_from((scene.id for scene in case.scenes), kind="scene")
    graph.add_nodes_from((ending.id for ending in case.endings), kind="ending")
    for scene in case.scenes:
        for choice in scene.choices:
            name = f"{scene.id}/{choice.id}"
            graph.add_node(name, kind="choice", tag=choice.tag, best=name in case.best)
            graph.add_edge(scene.id, name)
            graph.add_edge(name, choice.next)
    return graph


def layers(case: Case, graph: nx.MultiDiGraph) -> tuple[dict[str, tuple[int, float]], list[list[str]]]:
    """Give everything in the graph its column and row, from the start to the right, endings last.

    A way that passes over a column is given a row of its own there, so that no line runs through a box.

    Returns
    -------
    spot : dict of str to tuple of int and float
        Column and row of scenes, choices, endings and of the points that ways pass through.
    lines : list of list of str
        For each edge the points it runs through, both ends included.

    Raises
    ------
    ValueError
        If a scene or an ending cannot be reached.
    """
    far = nx.single_source_shortest_path_length(graph, case.start)
    if len(far) < len(graph):
        lost = ", ".join(name for name in graph if name not in far)
        raise ValueError(f"nobody gets to {lost}; run `massage-neuropathy check`")
    last = 1 + max(steps for name, steps in far.items() if graph.nodes[name]["kind"] == "choice")
    column = {name: last if graph.nodes[name]["kind"] == "ending" else far[name] for name in graph}
    lines, before = [], {name: [] for name in graph}
    for one, other in graph.edges():
        line = [one]
        for number in range(column[one] + 1, column[other]):
            passed = f"{one} > {other} {number}"
            column[passed], before[passed] = number, [line[-1]]
            line.append(passed)
        if column[other] > column[one]:
            before[other].append(line[-1])
        lines.append([*line, other])
    spot: dict[str, tuple[int, float]] = {}
    for number in range(last + 1):
        # What comes from above stands above; choices of one scene keep their order.
        own = [name for name in column if column[name] == number]
        rows = {name: [spot[one][1] for one in before[name]] or [0.0] for name in own}
        own.sort(key=lambda name: sum(rows[name]) / len(rows[name]))
        spot |= {name: (number, row - (len(own) - 1) / 2) for row, name in enumerate(own)}
    return spot, lines


@house_style()
def draw_case(case: Case) -> Illustration:
    """Draw all ways through a case.

    Parameters
    ----------
    case : Case
        The case.

    Returns
    -------
    Illustration
        Scenes as boxes, endings as boxes with a double line, choices as marks with the word of their tag;
        the best path has thicker lines.

    Raises
    ------
    ValueError
        If a scene or an ending cannot be reached.
    """
    graph = ways(case)
    spot, lines = layers(case, graph)
    rows = max(abs(row) for _, row in spot.values())
    width = _COLUMN * max(column for column, _ in spot.values()) + _BOX[0] + 2 * _MARGIN
    height = (2 * rows + 1) * _ROW + _HEAD + 2 * _MARGIN
    figure = Figure(figsize=(width / 72, height / 72), facecolor=CARD)
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set(xlim=(0, width), ylim=(0, height))
    ax.axis("off")
    middle = (height - _HEAD) / 2
    at = {
        name: (_MARGIN + _BOX[0] / 2 + column * _COLUMN, middle - row * _ROW)
        for name, (column, row) in spot.items()
    }
    for line in lines:
        _line(ax, [at[name] for name in line], line, graph, case)
    for name, kind in graph.nodes(data="kind"):
        if kind == "choice":
            _choice(ax, *at[name], name.split("/")[1], graph.nodes[name]["tag"])
        else:
            _box(ax, *at[name], name, kind)
    _head(ax, case, height)
    return Illustration(figure, _description(case))


def _line(
    ax: Axes, points: list[tuple[float, float]], names: list[str], graph: nx.MultiDiGraph, case: Case
) -> None:
    """Draw the line of an edge, level at each point it runs through."""
    best = names[0] in case.best or names[-1] in case.best
    to_choice = graph.nodes[names[-1]]["kind"] == "choice"
    (x, y), (to_x, to_y) = points[0], points[-1]
    start = (x + _half(graph, names[0]), y)
    end = (to_x - _half(graph, names[-1]) - (0 if to_choice else 6), to_y)
    # A way that leads back runs below what it passes.
    bends = [start, *points[1:-1], end] if to_x > x else [start, ((x + to_x) / 2, min(y, to_y) - _ROW), end]
    vertices, codes = [bends[0]], [PlotPath.MOVETO]
    for (from_x, from_y), (on_x, on_y) in itertools.pairwise(bends):
        half = (from_x + on_x) / 2
        vertices += [(half, from_y), (half, on_y), (on_x, on_y)]
        codes += [PlotPath.CURVE4] * 3
    color, weight = (INK, 2.4) if best else (MUTED, 0.9)
    path = PlotPath(vertices, codes)
    ax.add_patch(
        PathPatch(path, facecolor="none", edgecolor=color, linewidth=weight, zorder=3 if best else 2)
    )
    if not to_choice:
        ax.plot([end[0] + 1], [end[1]], ">", color=color, markersize=6, zorder=5)


def _half(graph: nx.MultiDiGraph, name: str) -> float:
    return 7.0 if graph.nodes[name]["kind"] == "choice" else _BOX[0] / 2 + 3


def _box(ax: Axes, x: float, y: float, name: str, kind: str) -> None:
    wide, high = _BOX
    for grow in (0.0, 3.0) if kind == "ending" else (0.0,):
        ax.add_patch(
            FancyBboxPatch(
                (x - wide / 2 - grow, y - high / 2 - grow),
                wide + 2 * grow,
                high + 2 * grow,
                boxstyle="round,pad=0,rounding_size=5",
                facecolor=CARD if kind == "ending" else SAND,
                edgecolor=INK,
                linewidth=1.0,
                zorder=4 - grow / 10,
            )
        )
    _lines(ax, x, y, [*textwrap.wrap(name.replace("-", " "), 22)[:2]], bold=True)


def _choice(ax: Axes, x: float, y: float, name: str, tag: str | None) -> None:
    marker, color, word = TAGS[tag]
    ax.plot([x], [y], marker, color=color, markersize=11, markeredgecolor=CARD, markeredgewidth=0.8, zorder=5)
    # Words stand on a piece of card, so that lines do not run through them.
    for offset, text, ink in ((13.5, name.replace("-", " "), INK), (-13.5, word, color)):
        ax.text(
            x,
            y + offset,
            text,
            fontsize=_SMALL,
            color=ink,
            ha="center",
            va="center",
            zorder=6,
            bbox={"facecolor": CARD, "edgecolor": "none", "pad": 0.8},
        )


def _lines(ax: Axes, x: float, y: float, lines: list[str], *, bold: bool) -> None:
    write(ax, x, y + 0.68 * 11 * (len(lines) - 1), "\n".join(lines), size=11, bold=bold, align="center")


def _head(ax: Axes, case: Case, height: float) -> None:
    write(ax, _MARGIN, height - 22, f"{case.title} ({case.id})", size=14, bold=True)
    x, y = _MARGIN + 6, height - 50
    for marker, color, word in TAGS.values():
        ax.plot([x], [y], marker, color=color, markersize=9, zorder=5)
        write(ax, x + 10, y, word, size=_SMALL)
        x += 26 + 6.4 * len(word)


def _description(case: Case) -> str:
    """Say all that is drawn, in words."""
    told = []
    for scene in case.scenes:
        ways_on = [f"{choice.id} ({TAGS[choice.tag][2]}) leads to {choice.next}" for choice in scene.choices]
        told.append(f"Scene {scene.id}: {'; '.join(ways_on)}.")
    endings = ", ".join(ending.id for ending in case.endings)
    return f"The case {case.title}. It starts at {case.start}. {' '.join(told)} Endings: {endings}."


def main(argv: Sequence[str]) -> int:
    """Run ``massage-neuropathy case-graph`` with the arguments that follow it; return the exit status."""
    parser = argparse.ArgumentParser(
        prog="massage-neuropathy case-graph",
        description="Draw a branching case: its scenes, choices and endings.",
    )
    parser.add_argument("id", help="the id of a case in content/cases")
    parser.add_argument("--out", type=Path, metavar="FILE.svg", help="where to put it (default: ID.svg)")
    parser.add_argument("--content", type=Path, default=FOLDER, metavar="DIR", help="a content folder")
    arguments = parser.parse_args(argv)
    # Also a case with mistakes can be drawn, as long as every way in it leads somewhere.
    reading = read_content(arguments.content)
    cases = reading.course.cases
    if arguments.id not in cases:
        otherwise = f"the cases are {', '.join(cases)}" if cases else "there are none"
        fix = did_you_mean(arguments.id, cases, otherwise)
        print(f"there is no case {arguments.id!r} that can be read; {fix}", file=sys.stderr)
        return 1
    case, out = cases[arguments.id], arguments.out or Path(f"{arguments.id}.svg")
    try:
        drawn = draw_case(case).svg
    except (ValueError, nx.NodeNotFound, KeyError) as error:
        print(f"{arguments.id} cannot be drawn: {error}", file=sys.stderr)
        return 1
    out.write_text(drawn, encoding="utf-8", newline="\n")
    paths = list(case.paths())
    print(
        f"{out}: {len(case.scenes)} scenes, {len(case.endings)} endings, {len(paths)} ways from start to end"
    )
    return 0
