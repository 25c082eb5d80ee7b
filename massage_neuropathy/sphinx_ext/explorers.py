"""Explorers: their pictures rendered, and put beside the pages."""

import json
import shutil
from dataclasses import asdict
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError

from massage_neuropathy import frames
from massage_neuropathy.widgets.controls import Declaration, ExplorerError

FOLDER = "_explorers"
_METADATA = "massage_neuropathy_explorers"
# What the script of the page has to know of a control.
_TOLD = ("kind", "label", "texts", "start")


def note(env: BuildEnvironment, docname: str, declaration: Declaration) -> str:
    """Note that a page shows an explorer; return, as JSON, what its script has to know."""
    env.metadata[docname].setdefault(_METADATA, []).append(declaration.as_json())
    controls = [{name: asdict(control)[name] for name in _TOLD} for control in declaration.controls]
    name = frames.script_name(frames.key(declaration))
    address = f"{'../' * docname.count('/')}{FOLDER}/{name}"
    return json.dumps({"controls": controls, "frames": address}, ensure_ascii=False, separators=(",", ":"))


def published(app: Sphinx) -> set[Path]:
    """Return the files that the explorers of all pages need, as they are published."""
    return {Path(app.outdir) / FOLDER / path.name for folder in _rendered(app) for path in _files(folder)}


def publish(app: Sphinx, error: Exception | None) -> None:
    """Copy the pictures of all explorers to the book, rendering those that are not there yet."""
    if error or app.builder.format != "html":
        return
    out = Path(app.outdir) / FOLDER
    for folder in _rendered(app):
        out.mkdir(exist_ok=True)
        for path in _files(folder):
            shutil.copyfile(path, out / path.name)


def _rendered(app: Sphinx) -> list[Path]:
    noted = [
        text for name in sorted(app.env.found_docs) for text in app.env.metadata[name].get(_METADATA, [])
    ]
    try:
        return frames.render_missing(map(Declaration.from_json, noted), Path(app.outdir).parent / "explorers")
    except ExplorerError as error:
        raise ExtensionError(f"An explorer cannot be published: {error}") from error


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.name != frames.REPORT]


def setup(app: Sphinx) -> None:
    """Register the step, before the one that removes what no page uses."""
    app.connect("build-finished", publish, priority=800)
