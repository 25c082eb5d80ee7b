"""The shelf: what pages that hold something made for one learner take from."""

import json
import re
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from massage_neuropathy.content import load_course
from massage_neuropathy.sphinx_ext.links import rewrite_links
from massage_neuropathy.widgets.shelf import shelf

FOLDER = "_study"
# What review intervals come from: a library, which is on the shelf as if it were data.
_LIBRARY, _LIBRARY_FOLDER = "fsrs", "node_modules/ts-fsrs"


def published(app: Sphinx) -> set[Path]:
    """Return the files of the shelf, as they are published."""
    return {_file(app, name) for name in [*shelf(load_course()), _LIBRARY]}


def publish(app: Sphinx, error: Exception | None) -> None:
    """Write each item of the shelf as a script, since pages opened from files may fetch no data."""
    if error or app.builder.format != "html":
        return
    (Path(app.outdir) / FOLDER).mkdir(exist_ok=True)
    for name, make in shelf(load_course()).items():
        data = json.dumps(_for_pages(make()), ensure_ascii=False, separators=(",", ":"))
        text = f"(self.massageNeuropathyShelf ??= {{}})[{json.dumps(name)}] = {data};\n"
        _write(_file(app, name), text)
    _write(_file(app, _LIBRARY), _library(Path(app.srcdir) / _LIBRARY_FOLDER))


def _library(folder: Path) -> str:
    """Return the script of ts-fsrs with its license, which must go with it, and without its map.

    Raises
    ------
    ExtensionError
        If the library is not installed.
    """
    try:
        code = (folder / "dist/index.umd.js").read_text(encoding="utf-8")
        license_text = (folder / "LICENSE").read_text(encoding="utf-8").strip()
    except FileNotFoundError as error:
        raise ExtensionError(
            "ts-fsrs is not installed; run `make book`, or `npm ci` in the project's folder"
        ) from error
    code = re.sub(r"^//# sourceMappingURL=.*$", "", code, flags=re.MULTILINE).strip()
    onto_the_shelf = f"(self.massageNeuropathyShelf ??= {{}}).{_LIBRARY} = self.FSRS;"
    return f"/* ts-fsrs\n\n{license_text}\n*/\n{code}\n{onto_the_shelf}\n"


def _for_pages(data: dict) -> dict:
    """Return an item with the links in its questions leading to pages of the book."""
    questions = [entry | {"html": rewrite_links(entry["html"])} for entry in data.get("questions", ())]
    return data | {"questions": questions} if questions else data


def _file(app: Sphinx, name: str) -> Path:
    return Path(app.outdir) / FOLDER / f"{name.replace('/', '-')}.js"


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def setup(app: Sphinx) -> None:
    """Register the step, before the one that removes what no page uses."""
    app.connect("build-finished", publish, priority=800)
