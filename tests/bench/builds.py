"""How long the book takes to build, beside a stock Jupyter Book of the same notebooks.

Alone: ``python -m tests.bench.builds``. Everything happens in copies below ``_build/bench/builds``.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import nbformat

from massage_neuropathy.outputs import as_text, lesson_notebooks
from tests.bench.books import BuildError
from tests.bench.report import Budget, aligned

ROOT = Path(__file__).resolve().parents[2]
SCRATCH = ROOT / "_build/bench/builds"

MAX_COLD = 0.6
MAX_EDITED = 0.2
MAX_COST = 1.1
"""What 140 lessons may cost, each, with 14 as 1: flat, and a tenth for what the clock does not say twice."""

COPIES = "bcdefghij"
"""The names of the nine copies that make ten lessons of one."""

EDITED = "04-diabetes"
COLD, UNCHANGED, TEXT_EDITED, CODE_EDITED = "cold", "unchanged", "text edited", "code edited"
EXECUTED, AS_STORED, LARGE = "executed", "as stored", "ten times as large, executed"

_SCRIPTS = Path(sysconfig.get_path("scripts"))
_COPIED = (
    "_config.yml",
    "_toc.yml",
    "index.md",
    "requirements.txt",
    "book",
    "notebooks",
    "massage_neuropathy",
)
# All of a stock book but what it must have: its title, and patience with a machine that has much to do.
_STOCK = "title: Massage and Neuropathy\nonly_build_toc_files: true\nexecute:\n  timeout: 600\n"
_NOT_EXECUTED = '  execute_notebooks: "off"\n'

Key = tuple[str, str, str]
"""Which build: ours or stock, with execution or how else, and after what."""

Seconds = Mapping[Key, float]


def measure_builds(scratch: Path = SCRATCH, root: Path = ROOT, *, large: bool = True) -> Seconds:
    """Build the book and a stock one in every way that is compared; return what each took, in s.

    Parameters
    ----------
    scratch
        The folder to work in; what is there is replaced.
    root
        The folder of the project, with its tools from npm installed.
    large
        Measure ten times as many lessons and questions, too.

    Raises
    ------
    BuildError
        If a build fails, or a cell of a stock one.
    """
    shutil.rmtree(scratch, ignore_errors=True)
    took: dict[Key, float] = {}
    for way, strip in ((EXECUTED, True), (AS_STORED, False)):
        for who, copy, build in (("ours", copy_ours, build_ours), ("stock", copy_stock, build_stock)):
            folder = copy(root, scratch / f"{who}-{way.replace(' ', '-')}", executes=strip)
            took |= _series(who, way, folder, build)
    if large:
        folder = copy_ours(root, scratch / "ours-large", executes=False)
        enlarge(folder)
        strip_outputs(folder)
        took |= _series("ours", LARGE, folder, build_ours, code=False)
    return took


def _series(
    who: str, way: str, folder: Path, build: Callable[[Path], None], *, code: bool = True
) -> dict[Key, float]:
    """Build cold, then after nothing, after a change of text and, with execution, after one of code."""
    changes: dict[str, Callable[[], object]] = {
        COLD: lambda: None,
        UNCHANGED: lambda: None,
        TEXT_EDITED: lambda: edit(folder, "markdown"),
    }
    if code and way != AS_STORED:
        changes[CODE_EDITED] = lambda: edit(folder, "code")
    took = {}
    for name, change in changes.items():
        change()
        started = time.monotonic()
        build(folder)
        took[who, way, name] = time.monotonic() - started
        print(f"  {who}, {way}, {name}: {took[who, way, name]:.1f} s", flush=True)
    return took


def copy_ours(root: Path, folder: Path, *, executes: bool) -> Path:
    """Copy what the book is built from, without outputs if it is to be executed."""
    folder.mkdir(parents=True)
    for name in _COPIED:
        if (root / name).is_dir():
            shutil.copytree(root / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", ".*"))
        else:
            shutil.copy(root / name, folder)
    (folder / "node_modules").symlink_to(root / "node_modules", target_is_directory=True)
    if executes:
        strip_outputs(folder)
    return folder


def copy_stock(root: Path, folder: Path, *, executes: bool) -> Path:
    """Copy the same pages and notebooks as a stock Jupyter Book; the package is there for its cells."""
    copy_ours(root, folder, executes=executes)
    (folder / "_config.yml").write_text(_STOCK + ("" if executes else _NOT_EXECUTED), encoding="utf-8")
    return folder


def strip_outputs(folder: Path) -> None:
    """Take all outputs out of the notebooks of a copy."""
    for path in lesson_notebooks(folder):
        notebook = nbformat.read(path, as_version=4)
        notebook.metadata.pop("massage_neuropathy", None)
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
        _save(notebook, path)


def edit(folder: Path, kind: str) -> Path:
    """Change one lesson: a word more in its last cell of this kind."""
    path = folder / "notebooks" / f"{EDITED}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    cell = [cell for cell in notebook.cells if cell.cell_type == kind][-1]
    cell.source += "\n# edited" if kind == "code" else " Edited."
    _save(notebook, path)
    return path


def enlarge(folder: Path) -> None:
    """Add nine copies of every lesson to a copy of the course, with objectives and questions of their own."""
    content = folder / "massage_neuropathy/content"
    lessons = [name for name, _ in _records(content / "lessons.yml") if not name.startswith("00")]
    for file, names in (("lessons.yml", "id"), ("objectives.yml", "id|lesson")):
        with (content / file).open("a", encoding="utf-8") as records:
            for _, record in _records(content / file):
                if _lesson_of(record) in lessons:
                    records.writelines("\n" + _renamed(record, names, letter) for letter in COPIES)
    chapters = []
    for lesson in lessons:
        asked = {
            name: record
            for name, record in _records(content / f"questions/{lesson}.yml")
            if "\n  pool: practice\n" in record
        }
        path = folder / f"notebooks/{lesson}.ipynb"
        for letter in COPIES:
            (content / f"questions/{lesson}-{letter}.yml").write_text(
                "\n".join(_renamed(record, "id|lesson|objective", letter) for record in asked.values()),
                encoding="utf-8",
            )
            notebook = nbformat.read(path, as_version=4)
            for cell in notebook.cells:
                if cell.cell_type == "code":
                    cell.source = re.sub(
                        f'"({"|".join(asked)})"', lambda name, to=letter: f'"{name[1]}-{to}"', cell.source
                    )
            _save(notebook, path.with_stem(f"{lesson}-{letter}"))
            chapters.append(f"      - file: notebooks/{lesson}-{letter}\n")
    with (folder / "_toc.yml").open("a", encoding="utf-8") as contents:
        contents.write("  - caption: More lessons\n    chapters:\n" + "".join(chapters))


def _records(path: Path) -> list[tuple[str, str]]:
    """Return the records of a file of content as text, each with its id."""
    _, *records = re.split(r"^(?=- id: )", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [(record.split()[2], record.rstrip("\n") + "\n") for record in records]


def _lesson_of(record: str) -> str:
    """Return the lesson a record belongs to; a lesson belongs to itself."""
    lesson = re.search(r"^  lesson: (\S+)$", record, re.MULTILINE)
    return lesson[1] if lesson else record.split()[2]


def _renamed(record: str, names: str, letter: str) -> str:
    """Return a copy of a record, its own id and those it belongs to with a letter."""
    return re.sub(rf"^((?:- |  )(?:{names}): \S+)$", rf"\1-{letter}", record, flags=re.MULTILINE)


def build_ours(folder: Path) -> None:
    """Bring outputs up to date and build the book, as `make book` does."""
    _run(folder, _SCRIPTS / "massage-neuropathy", "outputs")
    _run(folder, _SCRIPTS / "jupyter-book", "build", ".", "-n", "--keep-going")


def build_stock(folder: Path) -> None:
    """Build the stock book, which executes what has no outputs.

    Raises
    ------
    BuildError
        If it fails, or a cell does.
    """
    _run(folder, _SCRIPTS / "jupyter-book", "build", ".")
    if failed := [path.stem for path in (folder / "_build/html/reports").rglob("*.log")]:
        raise BuildError(f"cells of the stock book failed: {', '.join(failed)}")


def _run(folder: Path, *command: object) -> None:
    scratch = folder / "_build"
    environment = os.environ | {
        "PYTHONPATH": str(folder),
        "MASSAGE_NEUROPATHY_DATA": str(scratch / "record"),
        "IPYTHONDIR": str(scratch / "ipython"),
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }
    words = [str(word) for word in command]
    result = subprocess.run(
        words, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if result.returncode:
        said = "\n".join((result.stdout + result.stderr).splitlines()[-25:])
        raise BuildError(f"`{' '.join(words)}` failed:\n{said}")


def _save(notebook: nbformat.NotebookNode, path: Path) -> None:
    path.write_text(as_text(notebook), encoding="utf-8", newline="\n")


def table(took: Seconds) -> str:
    """Return one line for each way to build: ours, stock, and ours as a part of stock."""
    rows = [("build", "ours s", "stock s", "ratio")]
    for way, change in dict.fromkeys((way, change) for _, way, change in took):
        ours, stock = took["ours", way, change], took.get(("stock", way, change))
        rows.append(
            (
                f"{way}, {change}",
                f"{ours:.1f}",
                f"{stock:.1f}" if stock else "-",
                f"{ours / stock:.2f}" if stock else "-",
            )
        )
    return aligned(rows)


def budgets(took: Seconds) -> list[Budget]:
    """Return what the builds may take, with what they do."""
    cold = took["ours", EXECUTED, COLD]
    found = [
        Budget("cold build with execution, stock book = 1", cold / took["stock", EXECUTED, COLD], MAX_COLD),
        *(
            Budget(f"build after {what} of one lesson was edited, cold = 1", seconds / cold, MAX_EDITED)
            for what, seconds in (
                ("the text", took["ours", EXECUTED, TEXT_EDITED]),
                ("the code, which is executed,", took["ours", EXECUTED, CODE_EDITED]),
            )
        ),
    ]
    if large := took.get(("ours", LARGE, COLD)):
        cost = large / (1 + len(COPIES)) / cold
        found.append(Budget("cost per lesson with 140 lessons, with 14 = 1", cost, MAX_COST))
    return found


def report_builds(*, large: bool) -> list[Budget]:
    """Measure, and print the table."""
    took = measure_builds(large=large)
    print("\n" + table(took))
    return budgets(took)


def main() -> int:
    """Measure and report; return the exit status, 1 if a budget is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.builds", description=__doc__)
    parser.add_argument("--no-large", action="store_true", help="leave out ten times the lessons")
    found = report_builds(large=not parser.parse_args().no_large)
    print("\n" + "\n".join(map(str, found)))
    return 0 if all(budget.kept for budget in found) else 1


if __name__ == "__main__":
    sys.exit(main())
