"""Open the lessons in JupyterLab, on a copy that belongs to the learner.

The originals are never opened, so nothing a learner does can touch them. Every start brings the copy up to
date: lessons that the learner has not changed are replaced by their newest version, changed ones are kept. A
lesson is changed when its text or code is; running it or answering its questions is no change.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
import nbformat.reader
from jupyterlab.labapp import LabApp
from nbformat.sign import NotebookNotary

from massage_neuropathy.content import load_course
from massage_neuropathy.entries import fill_page
from massage_neuropathy.gathered import fill_gathered

DEFAULT_FOLDER = Path.home() / "massage-neuropathy-lessons"
LAB_SETTINGS = Path(__file__).parent / "lab_settings"
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"

# What was copied last, by file, to tell what the learner has changed since.
COPIED = ".massage-neuropathy.json"


@dataclass
class Refreshed:
    """What bringing a working copy up to date has done, by path in the copy."""

    written: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


def refresh(folder: Path, root: Path) -> Refreshed:
    """Bring a working copy up to date, or make it.

    Parameters
    ----------
    folder
        Where the copy is or shall be.
    root
        The folder of the project, with `notebooks/` and `book/` in it.

    Returns
    -------
    Refreshed
        The files that were written, and those kept because the learner has changed them. What the learner
        has added is left alone and not mentioned.

    Raises
    ------
    FileNotFoundError
        There are no lessons below `root`.
    """
    originals = _originals(root)
    if not any(name.endswith(".ipynb") for name in originals):
        raise FileNotFoundError(f"there are no lessons in {root / 'notebooks'}")
    folder.mkdir(parents=True, exist_ok=True)
    manifest = folder / COPIED
    copied = json.loads(manifest.read_text(encoding="utf-8")) if manifest.exists() else {}
    done = Refreshed()
    for name, text in originals.items():
        copy = folder / name
        newest = _substance(name, text)
        if copy.exists():
            present = _substance(name, copy.read_text(encoding="utf-8", errors="replace"))
            if present not in (copied.get(name), newest):
                done.kept.append(name)
                continue
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(text, encoding="utf-8", newline="\n")
        copied[name] = newest
        done.written.append(name)
    manifest.write_text(json.dumps(copied, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    trust(folder / name for name in done.written if name.endswith(".ipynb"))
    return done


def trust(notebooks: Iterable[Path]) -> None:
    """Tell Jupyter that these notebooks are ours, so that it shows their stored questions in full."""
    notary = NotebookNotary()
    for path in notebooks:
        notary.sign(nbformat.read(path, as_version=4))


def drop_widget_views(model: dict[str, Any], **_: object) -> None:
    """Take out of a notebook that is being saved what only works while its kernel runs.

    A stored view of a widget shows "Error displaying widget: model not found" when the notebook is opened
    again. Our widgets have the same question as HTML beside it, which is kept. Jupyter calls this before each
    save.
    """
    if model["type"] != "notebook" or not model["content"]:
        return
    model["content"]["metadata"].pop("widgets", None)
    for cell in model["content"]["cells"]:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if "text/html" in data:
                data.pop(WIDGET_VIEW, None)


def jupyter_arguments(folder: Path) -> list[str]:
    """Return the arguments that open a working copy in JupyterLab.

    Settings and the arrangement of tabs are kept in the copy: a learner's own JupyterLab stays as it is.
    """
    own = folder / ".jupyterlab"
    return [
        f"--ServerApp.root_dir={folder}",
        f"--LabApp.app_settings_dir={LAB_SETTINGS}",
        f"--LabApp.user_settings_dir={own / 'settings'}",
        f"--LabApp.workspaces_dir={own / 'workspaces'}",
        "--LabApp.default_url=/lab/tree/notebooks/00-start.ipynb",
        f"--ContentsManager.pre_save_hook={__name__}.{drop_widget_views.__name__}",
    ]


def main(argv: Sequence[str]) -> int:
    """Run `massage-neuropathy lab` with the arguments that follow it; return the exit status."""
    parser = argparse.ArgumentParser(
        prog="massage-neuropathy lab",
        description="Open the lessons in JupyterLab, on a working copy.",
        epilog="All other arguments go to JupyterLab, for instance --no-browser.",
    )
    parser.add_argument(
        "--dir", type=Path, default=DEFAULT_FOLDER, help="the working copy (default: %(default)s)"
    )
    parser.add_argument("--root", type=Path, default=Path(), help="project folder (default: here)")
    arguments, for_jupyter = parser.parse_known_args(argv)
    folder = arguments.dir.expanduser().resolve()
    try:
        done = refresh(folder, arguments.root.resolve())
    except FileNotFoundError as error:
        print(f"{error}: run this in the folder of the project, or name it with --root.", file=sys.stderr)
        return 1
    print(f"Your lessons are in {folder}")
    for name in done.kept:
        print(f"  {name}: kept, since you have changed it; delete or rename yours to get the newest version")
    print("JupyterLab opens in your browser. To stop it, press Ctrl+C here.", flush=True)
    LabApp.launch_instance(jupyter_arguments(folder) + [word for word in for_jupyter if word != "--"])
    return 0


def _originals(root: Path) -> dict[str, str]:
    """Return the text of each file of the working copy, by its path in the copy."""
    files = {
        f"notebooks/{path.name}": path.read_text(encoding="utf-8")
        for path in sorted((root / "notebooks").glob("*.ipynb"))
    }
    course = load_course()
    # What lessons, and these pages themselves, link to. In the book, pages are completed when it is built.
    for path in sorted((root / "book").glob("*.md")):
        page = fill_page(path.read_text(encoding="utf-8"), course)
        files[f"book/{path.name}"] = fill_gathered(page, course, root / "notebooks")
    return files


def _substance(name: str, text: str) -> str:
    """Return a digest of what a learner writes in a file: of a notebook, its cells without their outputs."""
    written: Any = text
    if name.endswith(".ipynb"):
        try:
            cells = nbformat.reads(text, as_version=4).cells
            written = [[cell.cell_type, cell.source] for cell in cells]
        except (nbformat.reader.NotJSONError, AttributeError):
            pass  # No notebook any more, but the learner's all the same.
    return hashlib.sha256(json.dumps(written).encode()).hexdigest()
