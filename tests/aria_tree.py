"""What a screen reader is told of a widget, as a text to review and to compare."""

import os
import re
from difflib import unified_diff
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "aria"
RENEW = os.environ.get("RENEW_ARIA", "") not in ("", "0")
MOST_WORDS = 12
MOST_ALIKE = 3


def tree(part):
    """Return the accessibility tree of a part of a page: roles, names and states, in the order they are read.

    Addresses are left out, long texts are cut, and of more than three in a row that are built alike the rest
    is left out, so that a tree can be reviewed, and does not change with every word of the course.
    """
    lines = [line for line in part.aria_snapshot().splitlines() if not line.lstrip().startswith("- /")]
    return "\n".join(_without_repeats([_shortened(line) for line in lines])) + "\n"


def settled(part):
    """Return the tree once it stays the same: some of what a press brings about comes a moment later."""
    told = None
    while told != (now := tree(part)):
        told = now
        part.page.wait_for_timeout(150)
    return told


def _shortened(line):
    line = re.sub(r'"((?:[^"\\]|\\.)*)"', lambda found: f'"{_start_of(found[1])}"', line)
    return re.sub(r"^( *- [a-z]+[^:\"]*: )([^\"'].*)$", lambda found: found[1] + _start_of(found[2]), line)


def _start_of(text):
    words = text.split(" ")
    return " ".join([*words[:MOST_WORDS], "\N{HORIZONTAL ELLIPSIS}"]) if len(words) > MOST_WORDS else text


def _without_repeats(lines, depth=0):
    """Return the lines of a tree without the fourth and later of siblings that are built alike."""
    found, run, before = [], 0, None
    for block in _blocks(lines):
        shape = [re.sub(r'".*"|: .*|\[.*\]', "", line) for line in block]
        run = run + 1 if shape == before else 1
        before = shape
        if run <= MOST_ALIKE:
            found += [block[0], *_without_repeats(block[1:])]
        elif run == MOST_ALIKE + 1:
            found.append(re.match(" *", block[0])[0] + "# and more that are built alike")
    return found


def _blocks(lines):
    """Split the lines of a tree into siblings, each with what stands under it."""
    blocks = []
    for line in lines:
        if blocks and len(line) - len(line.lstrip()) > len(blocks[0][0]) - len(blocks[0][0].lstrip()):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def path_of(widget, state):
    """Return the file that holds the reviewed tree of a widget in a state."""
    return FOLDER / ("-".join(re.findall(r"\w+", f"{widget} {state}")) + ".yml")


def difference(widget, state, told):
    """Return how a tree differs from the reviewed one, "" where it does not; or store it, if asked to."""
    path = path_of(widget, state)
    if RENEW:
        FOLDER.mkdir(exist_ok=True)
        path.write_text(told, encoding="utf-8")
    reviewed = path.read_text(encoding="utf-8") if path.exists() else ""
    lines = unified_diff(
        reviewed.splitlines(), told.splitlines(), f"reviewed: tests/aria/{path.name}", "now", lineterm="", n=2
    )
    return "\n".join(lines)
