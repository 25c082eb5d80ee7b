"""The command ``massage-neuropathy``."""

import argparse
import importlib
from collections.abc import Sequence
from pathlib import Path

from massage_neuropathy.checks import check_project

# Commands with a module of their own, which is loaded only when it is asked for: it may need much.
TOOLS = {
    "outputs": ("outputs", "bring the stored outputs of the notebooks up to date"),
    "dist": ("dist", "make what the course is given away as: zip, PDF, EPUB, the folder of a site"),
    "lab": ("lab", "open the lessons in JupyterLab, on a working copy"),
    "grade": ("provider.grade", "for providers: grade results that learners hand in"),
    "certificate": ("provider.certificate", "for providers: print your own certificate for who has passed"),
    "verify": ("provider.verify", "tell a true digital certificate from a changed one"),
    "case-graph": ("case_graph", "for authors: draw a branching case as a graph"),
    "items": ("provider.items", "for teachers: what the answers of a class say about the questions"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command.

    Parameters
    ----------
    argv : sequence of str, optional
        Its arguments; by default those it was called with.

    Returns
    -------
    int
        The exit status: 0 if all is well.
    """
    parser = argparse.ArgumentParser(
        prog="massage-neuropathy",
        description="Tools for authors, teachers and providers of the course.",
        epilog="Each command tells more with --help.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="check the content, the notebooks and the book")
    check.add_argument("--root", type=Path, default=Path(), metavar="DIR", help="the project (default: here)")
    for name, (_, help_text) in TOOLS.items():
        commands.add_parser(name, help=help_text, add_help=False)
    arguments, rest = parser.parse_known_args(argv)
    if arguments.command in TOOLS:
        module = importlib.import_module(f"massage_neuropathy.{TOOLS[arguments.command][0]}")
        return module.main(rest) or 0
    if rest:
        check.error(f"unknown arguments: {' '.join(rest)}")
    return _check(arguments.root)


def _check(root: Path) -> int:
    problems = check_project(root)
    for problem in problems:
        print(problem)
    print(f"{len(problems) or 'No'} problem{'' if len(problems) == 1 else 's'} found")
    return 1 if problems else 0
