"""Bring the outputs stored in the notebooks up to date.

The book is built from stored outputs and nbval compares against them, so they must be fresh and the same
bytes wherever they are made. Each notebook carries, in its metadata, the key of everything its outputs were
made from; a notebook whose key has changed is executed again, the others are left alone. Jupyter's own cache
looks at the cells only and would serve old figures after a change in the package or the content.
"""

import argparse
import asyncio
import hashlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from massage_neuropathy.content import ContentError, Course, SelectionError, select_questions
from massage_neuropathy.kept_course import read_kept
from massage_neuropathy.kernels import ProjectKernel, begin_loading
from massage_neuropathy.pages import Act, Call, Page, read_notebook
from massage_neuropathy.widgets.case_text import render_case
from massage_neuropathy.widgets.planner import render_planner
from massage_neuropathy.widgets.register import render_register
from massage_neuropathy.widgets.rendering import render
from massage_neuropathy.widgets.screener import render_comparison, render_screener

CELL_TIMEOUT_S = 120
CONTENT = Path("massage_neuropathy/content")
KEPT_KINDS = {"text/html", "image/svg+xml", "text/plain"}
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"

# Modules that no lesson loads: they check, execute or publish lessons and cannot change an output.
NOT_IN_OUTPUTS = {
    "agreement.py",
    "balance.py",
    "case_graph.py",
    "checks.py",
    "chromium.py",
    "cli.py",
    "coverage.py",
    "dist.py",
    "draw.py",
    "editions",
    "entries.py",
    "figures/classes.py",
    "figures/preview.py",
    "frames.py",
    "gathered.py",
    "kept_course.py",
    "kernels.py",
    "lab.py",
    "outputs.py",
    "pages.py",
    "prose.py",
    "provider",
    "publishing",
    "sphinx_ext",
    "shuffle.py",
    "warm_kernel.py",
    "zipping.py",
}
# What shows claims: two widgets, and a figure that counts them.
CLAIMS_SHOWN_BY = {"claims_register", "contradictions", "verdicts"}


class OutputError(Exception):
    """A notebook cannot be executed; the message says which cell, what happened and what to do."""


def kernel_environment(scratch: Path) -> dict[str, str]:
    """Return the environment lessons run in when it is not a learner who runs them.

    Parameters
    ----------
    scratch
        An empty folder. The learner's record and the settings of IPython are looked for in it, so that
        neither a record is touched nor somebody's startup files change an output.
    """
    return os.environ | {
        "MASSAGE_NEUROPATHY_DATA": str(scratch / "record"),
        "IPYTHONDIR": str(scratch / "ipython"),
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }


def lesson_notebooks(root: Path) -> list[Path]:
    """Return the notebooks of the course below `root`, in the order of their numbers."""
    return sorted((root / "notebooks").glob("*.ipynb"))


def made_from(path: Path, root: Path, course: Course) -> str:
    """Return the key of everything the outputs of a notebook are made from.

    Parameters
    ----------
    path
        The notebook. It names the questions it shows in plain text, as `massage-neuropathy check` asks.
    root
        The folder of the project, with `massage_neuropathy/` and `requirements.txt` in it.
    course
        Its content.

    Returns
    -------
    str
        SHA-256, in hex, over the code cells, the package code that can change an output, the questions, cases
        and claims that the cells show, as they are shown, and the pinned versions.
    """
    files = _package_files(root / "massage_neuropathy")
    notebook, page = nbformat.read(path, as_version=4), read_notebook(path)
    parts = {
        "cells": [cell.source for cell in notebook.cells if cell.cell_type == "code"],
        "files": {file.relative_to(root).as_posix(): file.read_text(encoding="utf-8") for file in files},
        "questions": [_shown(call, course) for call in page.calls],
        "cases": [render_case(course.cases[name], course) for _, name in page.cases if name in course.cases],
        "register": _register(page, course),
        "tools": _tools(page, course),
        "pins": _pins(root / "requirements.txt"),
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def stale(root: Path, course: Course) -> Iterator[Path]:
    """Go through the notebooks below `root` whose outputs have to be made anew.

    Their outputs were made from something other than what is there now, or the file is not as `update` stores
    it: an author has saved it from JupyterLab, for instance.
    """
    return (path for path in lesson_notebooks(root) if not _is_fresh(path, root, course))


def tidy(notebook: NotebookNode) -> NotebookNode:
    """Take out of an executed notebook, in place, all that differs from run to run or does not belong in it.

    Raises
    ------
    OutputError
        A cell has an output that cannot be stored: a picture made of pixels, a widget without HTML, or words
        on the error stream.
    """
    notebook.metadata["kernelspec"] = {
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
        "name": "python3",
    }
    notebook.metadata["language_info"] = {"name": "python"}
    notebook.metadata.pop("widgets", None)
    code_cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for number, cell in enumerate(code_cells, start=1):
        cell.metadata.pop("execution", None)
        cell.execution_count = number
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = number
            if output.output_type == "stream" and output.name == "stderr":
                raise OutputError(
                    f"{_name(number, cell)} writes to the error stream: {output.text.strip()!r}; "
                    "mend what it warns of."
                )
            data = output.get("data", {})
            if "text/html" in data:
                data.pop(WIDGET_VIEW, None)
            if unwanted := sorted(set(data) - KEPT_KINDS):
                raise OutputError(
                    f"{_name(number, cell)} gives {', '.join(unwanted)}, which is not stored; figures are "
                    "SVG and widgets come with text/html: call one of massage_neuropathy, on the last line."
                )
    return notebook


def as_text(notebook: NotebookNode) -> str:
    """Return the notebook as the text of its file: always the same for the same notebook."""
    nbformat.validate(notebook)
    return nbformat.writes(notebook, version=4).rstrip("\n") + "\n"


def update(root: Path, *, everything: bool = False, check: bool = False) -> int:
    """Execute the notebooks whose outputs are stale and store the new outputs.

    Parameters
    ----------
    root
        The folder of the project.
    everything
        Execute all notebooks, stale or not.
    check
        Execute nothing; only name the notebooks that are stale.

    Returns
    -------
    int
        Exit status: 0 if all outputs are now fresh, 1 if one is stale (`check`) or could not be made, or if
        the content cannot be used. A notebook that fails is left as it was.
    """
    try:
        course = read_kept(root / CONTENT, root / "_build/content")
    except ContentError as error:
        print(error, file=sys.stderr)
        return 1
    paths = []
    for path in lesson_notebooks(root) if everything else stale(root, course):
        paths.append(path)
        if not check:
            begin_loading()  # There is something to execute: load for it while the others are looked at.
    total = len(lesson_notebooks(root))
    if check:
        for path in paths:
            print(f"{path.relative_to(root)}: its outputs are stale: run `make outputs`, commit the result.")
        return 1 if paths else 0
    if not paths:
        print(f"outputs: all {total} notebooks are fresh")
        return 0
    print(f"outputs: executing {len(paths)} of {total} notebooks", flush=True)
    problems = asyncio.run(_execute_all(paths, root, course))
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def main(argv: Sequence[str]) -> int:
    """Run `massage-neuropathy outputs` with the arguments that follow it; return the exit status."""
    parser = argparse.ArgumentParser(
        prog="massage-neuropathy outputs", description="Bring the stored outputs of the notebooks up to date."
    )
    parser.add_argument(
        "--root", type=Path, default=Path(), metavar="DIR", help="project folder (default: here)"
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--all", action="store_true", help="execute all notebooks, stale or not")
    what.add_argument("--check", action="store_true", help="only name the stale ones; exit status 1 if any")
    arguments = parser.parse_args(argv)
    return update(arguments.root.resolve(), everything=arguments.all, check=arguments.check)


async def _execute_all(paths: list[Path], root: Path, course: Course) -> list[OutputError]:
    # Every kernel is a process of its own: to run them in parallel is to wait for several at once. Two for
    # each core, since a short notebook waits for half of its time.
    room = asyncio.Semaphore(2 * (os.cpu_count() or 1))

    async def one(path: Path) -> None:
        async with room:
            await _execute(path, root, course)

    results = await asyncio.gather(*map(one, paths), return_exceptions=True)
    problems = []
    for result in results:
        if isinstance(result, OutputError):
            problems.append(result)
        elif result is not None:
            raise result
    return problems


async def _execute(path: Path, root: Path, course: Course) -> None:
    started = time.monotonic()
    before = path.read_bytes()
    notebook = nbformat.reads(before.decode("utf-8"), as_version=4)
    key = made_from(path, root, course)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        client = NotebookClient(
            notebook,
            kernel_manager_class=ProjectKernel,
            timeout=CELL_TIMEOUT_S,
            record_timing=False,
            store_widget_state=False,
            resources={"metadata": {"path": str(path.parent)}},
        )
        try:
            await client.async_execute(env=kernel_environment(Path(scratch)))
            tidy(notebook)
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
            raise OutputError(f"{path.relative_to(root)}: {_what_failed(notebook, error)}") from error
        except OutputError as error:
            raise OutputError(f"{path.relative_to(root)}: {error}") from error
    if path.read_bytes() != before:
        raise OutputError(f"{path.relative_to(root)}: was changed while it was executed; do it again.")
    notebook.metadata["massage_neuropathy"] = {"made_from": key}
    path.write_text(as_text(notebook), encoding="utf-8", newline="\n")
    print(f"  {path.stem}: done in {time.monotonic() - started:.1f} s", flush=True)


def _is_fresh(path: Path, root: Path, course: Course) -> bool:
    text = path.read_text(encoding="utf-8")
    notebook = nbformat.reads(text, as_version=4)
    if notebook.metadata.get("massage_neuropathy", {}).get("made_from") != made_from(path, root, course):
        return False
    try:
        return text == as_text(tidy(notebook))
    except OutputError:
        return False


def _what_failed(notebook: NotebookNode, error: Exception) -> str:
    code_cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for number, cell in enumerate(code_cells, start=1):
        for output in cell.outputs:
            if output.output_type == "error":
                return (
                    f"{_name(number, cell)} fails with {output.ename}: {output.evalue}\n"
                    f"    {cell.source.strip().splitlines()[0]}\n"
                    "  The stored notebook was left as it was."
                )
    if isinstance(error, CellTimeoutError):
        return f"a cell took longer than {CELL_TIMEOUT_S} s. The stored notebook was left as it was."
    return f"the kernel stopped ({error}). The stored notebook was left as it was."


def _name(number: int, cell: NotebookNode) -> str:
    return f'code cell {number} ("{cell.get("id", "")}")'


def _shown(call: Call, course: Course) -> str:
    """Return the questions of a call, with all that a widget shows of them."""
    try:
        return render(select_questions(course, *call.ids, **call.chosen_by), mode="quiz", course=course)
    except SelectionError:
        return ""  # Executing the cell reports it.


def _register(page: Page, course: Course) -> str:
    """Return the claims, if the notebook shows them."""
    shows = {act.name for act in page.flow if isinstance(act, Act)}
    return render_register(course) if shows & CLAIMS_SHOWN_BY else ""


def _tools(page: Page, course: Course) -> list[str]:
    """Return the texts of screener and planner, and the practice clients, if the notebook shows them."""
    shows = {act.name for act in page.flow if isinstance(act, Act)}
    texts = {"screener": render_screener, "planner": render_planner}
    clients = course.clients.values() if "compare" in shows else ()
    return [
        *(write(course) for name, write in texts.items() if name in shows),
        *(render_comparison(client, course) for client in clients),
    ]


def _package_files(package: Path) -> list[Path]:
    files = [
        *package.rglob("*.py"),
        *(package / "widgets" / "templates").glob("*.html"),
        # Data of models; content is looked at as it is shown.
        *(package / "science").glob("*.csv"),
    ]
    names = {path: path.relative_to(package) for path in files}
    return sorted(
        path for path, name in names.items() if not {name.parts[0], name.as_posix()} & NOT_IN_OUTPUTS
    )


def _pins(requirements: Path) -> list[str]:
    lines = requirements.read_text(encoding="utf-8").splitlines()
    return [line.removesuffix("\\").strip() for line in lines if line[:1].isalnum()]
