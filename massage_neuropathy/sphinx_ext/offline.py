"""The course with no line: what the service worker keeps, and what makes the book an app.

Written beside the pages are the worker itself, a list of all files with their hashes, and the same files in a
few packs: 1500 requests become twenty, and a download is as small as it is said to be on any host, whether
that compresses or not. ``book/_static/service-worker.js`` says how the files are kept and exchanged.
"""

import gzip
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from docutils import nodes
from sphinx.application import Sphinx

from massage_neuropathy.sphinx_ext import explorers

WORKER = "service-worker.js"
REMOVED = "service-worker-removed.js"
"""What is published in the place of the worker where the course does not work with no line."""

MANIFEST = "manifest.webmanifest"
FOLDER = "_offline"
SIZES = "offline.json"
START = "offline-start.js"
LOADED_LATER = ("offline.js", "offline-panel.js", "offline.css")
ICONS = "_static/icons"
FALLBACK = "offline"
"""The page that stands in for one that is neither kept nor within reach."""

PAGES, PICTURES = "pages", "pictures"
"""The two parts: what every learner keeps, and the states of figures that can be moved."""

PANEL = '<div class="mn-offline"></div>'
_ENDED = (
    "<p><strong>At present this site does not keep the course on devices.</strong> "
    "To have it with no connection, take the zip file.</p>"
)
_FALLBACK_WORDS = "What this page shows when there is no connection: which parts of the course are kept here."
_TEXTS = {".html", ".js", ".css", ".svg"}
_IMAGES = {".png", ".webp", ".jpg"}
_NOT_KEPT = {FOLDER, "downloads"}
# Tags are what texts have in common, and what one state of a figure shares with the next.
_CUT = ">"
_FORMAT = b"pack 1\n"


class _Kept(NamedTuple):
    """A file of the course."""

    path: str
    hash: str
    size: int

    @property
    def part(self) -> str:
        is_picture = self.path.startswith(f"{explorers.FOLDER}/") and not self.path.endswith(".js")
        return PICTURES if is_picture else PAGES


def write_file_list(folder: Path) -> None:
    """Write, or renew, what the service worker of a finished book needs: list, packs, sizes, and its version.

    Nothing happens in a book without a worker that keeps files. What this function has written before is
    taken up again where it still fits, so that it costs little to repeat.
    """
    worker = folder / WORKER
    if not worker.exists() or "const VERSION" not in worker.read_text(encoding="utf-8"):
        return
    out = folder / FOLDER
    out.mkdir(exist_ok=True)
    files = list(_kept_files(folder))
    place = {file.path: index for index, file in enumerate(files)}
    packs = [
        {
            "part": members[0].part,
            "name": None if name is None else _pack(folder, members),
            "files": [place[file.path] for file in members],
        }
        for name, members in sorted(_groups(folder, files), key=lambda group: (group[0] is None, group[0]))
    ]
    for pack in packs:
        loose = (files[index].size for index in pack["files"])
        pack["bytes"] = sum(loose) if pack["name"] is None else (out / pack["name"]).stat().st_size
    text = json.dumps({"files": files, "packs": packs}, ensure_ascii=False, separators=(",", ":"))
    version = _hash(text.encode())
    listed = out / f"{version}.list"
    listed.write_bytes(_packed(text))
    needed = {listed.name, *(pack["name"] for pack in packs)}
    for path in out.iterdir():
        if path.name not in needed:
            path.unlink()
    sizes = {part: sum(pack["bytes"] for pack in packs if pack["part"] == part) for part in (PAGES, PICTURES)}
    sizes[PAGES] += listed.stat().st_size
    kept = sum(file.size for file in files)
    _write(folder / SIZES, json.dumps({"download": sizes, "storage": kept}, separators=(",", ":")) + "\n")
    source = worker.read_text(encoding="utf-8")
    _write(worker, re.sub(r'const VERSION = "\w*";', f'const VERSION = "{version}";', source))


def published_packs(folder: Path) -> set[Path]:
    """Return the packs of an earlier build, which may still fit."""
    return set((folder / FOLDER).glob("*.pack"))


def _kept_files(folder: Path) -> Iterator[_Kept]:
    """Go through what learners open; what only hosts and systems ask for is theirs."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        first = name.partition("/")[0]
        is_image = path.suffix in _IMAGES and first in ("_images", explorers.FOLDER)
        if first in _NOT_KEPT or name == WORKER or not (path.suffix in _TEXTS or is_image):
            continue
        content = path.read_bytes()
        yield _Kept(name, _hash(content), len(content))


def _groups(folder: Path, files: Iterable[_Kept]) -> Iterable[tuple[str | None, list[_Kept]]]:
    """Return files that have much in common together. Those of the name None are not text, and go alone."""
    explorer_of = dict(_explorers(folder))
    groups: dict[tuple[str | None, str], list[_Kept]] = {}
    for file in files:
        first = file.path.partition("/")[0] if "/" in file.path else ""
        is_text = Path(file.path).suffix in _TEXTS
        name = explorer_of.get(file.path, first) if is_text else None
        groups.setdefault((name, file.part), []).append(file)
    return ((name, members) for (name, _), members in groups.items())


def _explorers(folder: Path) -> Iterator[tuple[str, str]]:
    """Go through the pictures of explorers, each with the script that names it."""
    for script in sorted((folder / explorers.FOLDER).glob("*.js")):
        text = script.read_text(encoding="utf-8")
        states = json.loads(text[text.index("] = ") + 4 :].rstrip().removesuffix(";"))
        for name in states["files"]:
            yield f"{explorers.FOLDER}/{name}", script.stem


def _pack(folder: Path, members: list[_Kept]) -> str:
    """Write a pack unless it is there; return its name, which changes with what is in it.

    It is JSON, compressed: the pieces that the files are made of, and for every file which of them, each by
    its distance from the piece that followed the last one.
    """
    recipe = b"".join(f"{file.path} {file.hash}\n".encode() for file in members)
    name = f"{_hash(_FORMAT + recipe)}.pack"
    path = folder / FOLDER / name
    if not path.exists():
        pieces: dict[str, int] = {}
        texts = []
        for file in members:
            steps, expected = [], 0
            for piece in (folder / file.path).read_bytes().decode("utf-8").split(_CUT):
                at = pieces.setdefault(piece, len(pieces))
                steps.append(at - expected)
                expected = at + 1
            texts.append(steps)
        content = json.dumps({"pieces": list(pieces), "files": texts}, separators=(",", ":"))
        # In one step: a pack that is there is taken to be whole.
        unfinished = path.with_suffix(".part")
        unfinished.write_bytes(_packed(content))
        unfinished.replace(path)
    return name


def _packed(text: str) -> bytes:
    return gzip.compress(text.encode(), compresslevel=9, mtime=0)


def _hash(content: bytes) -> str:
    """Return half a SHA-256 in hex: short enough for 1500 names, and more than enough to tell files apart."""
    return hashlib.sha256(content).hexdigest()[:32]


def manifest(app: Sphinx) -> dict[str, object]:
    """Return the web manifest. All its addresses are relative, so the book may stand in any folder."""
    icons = [
        {"src": "_static/favicon.svg", "sizes": "any", "type": "image/svg+xml"},
        *(
            {"src": f"{ICONS}/{name}.png", "sizes": f"{side}x{side}", "type": "image/png", "purpose": purpose}
            for name, side, purpose in (
                ("192", 192, "any"),
                ("512", 512, "any"),
                ("maskable", 512, "maskable"),
            )
        ),
    ]
    return {
        "name": app.config.project,
        "short_name": "Neuropathy",
        "description": "A free course for massage therapists and students, with questions that answer back.",
        "lang": "en",
        "dir": "ltr",
        "id": "./",
        "start_url": "./index.html",
        "scope": "./",
        "display": "standalone",
        "background_color": "#fdfaf5",
        "theme_color": "#fdfaf5",
        "categories": ["education", "medical"],
        "icons": icons,
    }


def add_fallback(app: Sphinx) -> list[tuple[str, dict[str, object], str]]:
    """Have the page made that is shown where there is no line."""
    context = {"title": "No connection", "description": _FALLBACK_WORDS}
    return [(name, context, f"{name}.html") for name in fallbacks(app)]


def fallbacks(app: Sphinx) -> list[str]:
    """Return the names of the pages that stand in for others: one, or none where nothing is kept."""
    return [FALLBACK] if app.config.course_works_offline else []


def scripts(app: Sphinx) -> list[str]:
    """Return the scripts that every page runs for this."""
    static = Path(app.srcdir) / "book/_static"
    return [_read(static / START)] if app.config.course_works_offline else []


def fill_context(
    app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None
) -> None:
    """Tell the templates whether the book is an app; where it is not, say so in the place of the panel."""
    context["is_app"] = app.config.course_works_offline
    if not context["is_app"] and "body" in context:
        context["body"] = context["body"].replace(PANEL, _ENDED)


def publish(app: Sphinx, error: Exception | None) -> None:
    """Write manifest, icons, worker and file list, when all else is written."""
    if error or app.builder.format != "html":
        return
    out, static = Path(app.outdir), Path(app.srcdir) / "book/_static"
    if not app.config.course_works_offline:
        _write(out / WORKER, _read(static / REMOVED))
        return
    _write(out / MANIFEST, json.dumps(manifest(app), ensure_ascii=False, indent=1) + "\n")
    (out / ICONS).mkdir(parents=True, exist_ok=True)
    for path in sorted((static / "icons").glob("*.png")):
        (out / ICONS / path.name).write_bytes(path.read_bytes())
    for name in LOADED_LATER:
        _write(out / "_static" / name, _read(static / name))
    _write(out / WORKER, _read(static / WORKER))
    write_file_list(out)


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def setup(app: Sphinx) -> None:
    """Register the steps, the second after every other that writes files."""
    app.add_config_value("course_works_offline", True, "html", types=[bool])
    app.connect("html-collect-pages", add_fallback)
    app.connect("html-page-context", fill_context)
    app.connect("build-finished", publish, priority=990)
