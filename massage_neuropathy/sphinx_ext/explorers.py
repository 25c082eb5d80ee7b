"""Explorers: their pictures rendered, and put beside the pages."""

import json
import re
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict
from html import unescape
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
_DECLARED = re.compile(r' data-explorer="([^"]*)"')


def note(env: BuildEnvironment, docname: str, declaration: Declaration) -> str:
    """Note that a page shows an explorer; return, as JSON, what its script has to know."""
    env.metadata[docname].setdefault(_METADATA, []).append(declaration.as_json())
    controls = [{name: asdict(control)[name] for name in _TOLD} for control in declaration.controls]
    name = frames.script_name(frames.key(declaration))
    address = f"{'../' * docname.count('/')}{FOLDER}/{name}"
    return json.dumps({"controls": controls, "frames": address}, ensure_ascii=False, separators=(",", ":"))


def begin(app: Sphinx, env: BuildEnvironment, docnames: Sequence[str]) -> None:
    """Begin to render what notebooks declare, while Sphinx, which takes one core only, reads and writes.

    Nothing depends on it: `publish` renders what is not there yet, and says what cannot be rendered. After
    the edit of a page there is hardly ever anything to render.
    """
    if app.builder.format == "html" and len(docnames) > 1:
        app.rendering_explorers = threading.Thread(target=_render_ahead, args=(app,))
        app.rendering_explorers.start()


def _render_ahead(app: Sphinx) -> None:
    with suppress(ExplorerError):
        frames.render_missing(_declared(Path(app.srcdir) / "notebooks"), _kept(app))


def _declared(notebooks: Path) -> Iterator[Declaration]:
    """Go through the explorers in the stored outputs of notebooks."""
    for path in sorted(notebooks.glob("*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            for output in cell.get("outputs", ()):
                html = output.get("data", {}).get("text/html", "")
                for declaration in _DECLARED.findall("".join(html)):
                    yield Declaration.from_json(unescape(declaration))


def published(app: Sphinx) -> set[Path]:
    """Return the files that the explorers of all pages need, as they are published."""
    return {Path(app.outdir) / FOLDER / path.name for folder in _rendered(app) for path in _files(folder)}


def publish(app: Sphinx, error: Exception | None) -> None:
    """Copy the pictures of all explorers to the book, rendering those that are not there yet."""
    if error or app.builder.format != "html":
        return
    if rendering := getattr(app, "rendering_explorers", None):
        rendering.join()
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
        return frames.render_missing(map(Declaration.from_json, noted), _kept(app))
    except ExplorerError as error:
        raise ExtensionError(f"An explorer cannot be published: {error}") from error


def _kept(app: Sphinx) -> Path:
    return Path(app.srcdir) / "_build/explorers"


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.name != frames.REPORT]


def setup(app: Sphinx) -> None:
    """Register the steps, the last before the one that removes what no page uses."""
    app.connect("env-before-read-docs", begin)
    app.connect("build-finished", publish, priority=800)
