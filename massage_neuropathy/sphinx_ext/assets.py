"""What a page needs, and nothing else that readers would have to wait for.

Pages with the same parts share one script beside them, and their styles are cut to what these parts use. They
stand inside the page, and so does what answers its first quiz: on a slow line a request that others wait
for costs more than what it brings. These scripts are minified.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

from sphinx.application import Sphinx

from massage_neuropathy.sphinx_ext import explorers, offline, sharing, study
from massage_neuropathy.sphinx_ext.npm import hash_of, made_by
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
_SCRIPT_COMMENT = re.compile(r"^[ \t]*(?://.*|/\*(?:(?!\*/)[\s\S])*\*/[ \t]*)\n", re.MULTILINE)
_NAMING = ("class", "id", "type", "role", "href")
_WORD = re.compile(r"[\w-]+")
_DATASET = re.compile(r"\bdataset\.(\w+)")
_QUESTION_TEMPLATES = {"question.html", "parts.html", *TEMPLATES.globals["file_of"].values()}


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
    search = "\n".join(_read(static / name) for name in _SEARCH_SCRIPTS)
    inside = {parts: script(answers) for parts, (answers, _) in run.items()}
    beside = {parts: script(*frame, rest) for parts, (_, rest) in run.items()}
    small = minified([search, *inside.values(), *beside.values()], Path(app.srcdir))
    _write(static / "search.js", small[search])
    for parts in kinds:
        _write(static / script_name(parts), small[beside[parts]])
    # Pages ask for scripts, and these for the shelf, in the version they were built with. All pages share it,
    # so what one has loaded need not be loaded by the next.
    loaded = {static / script_name(parts) for parts in kinds} | study.published(app)
    searched = {static / "search.js", out / "searchindex.js"}
    for (parts, paths), style in zip(kinds.items(), styles, strict=True):
        version = _version(loaded | searched if "searching" in parts else loaded)
        for path in paths:
            name = f"{script_name(parts)}?v={version}"
            html = finished(pages[path], style=style, answers=small[inside[parts]], script_name=name)
            _write(path, html)
    _prune(app, out, {script_name(parts) for parts in kinds} | {"search.js", "favicon.svg"})


def script(*sources: str) -> str:
    """Return scripts as one, each a function of its own, so that their names do not meet."""
    return "".join(f'(() => {{\n"use strict";\n{source.strip()}\n}})();\n' for source in sources)


def minified(sources: Iterable[str], root: Path) -> dict[str, str]:
    """Return what pages load instead of some scripts, by these: half as much, which does the same.

    Raises
    ------
    ExtensionError
        If terser, which does this, is not installed, or fails.
    """
    distinct = list(dict.fromkeys(sources))
    return dict(zip(distinct, made_by("terser", root, distinct, suffix=".js"), strict=True))


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

    The text of pages is left out: "progress" there is no class. Of a script every word counts but those
    of comments on lines of their own, and with ``dataset.state`` the attribute ``data-state``.
    """
    scripts = [_SCRIPT_COMMENT.sub("", source) for source in scripts]
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

    The theme's come in a layer, so that ours win whatever their selectors.

    Raises
    ------
    ExtensionError
        If purgecss, which does this, is not installed, or fails.
    """
    told = {"theme": theme, "own": _COMMENT.sub("", own)}
    styles = made_by("purgecss", root, list(vocabularies), suffix=".css", **told)
    return [" ".join(style.split()) for style in styles]


def _version(paths: Iterable[Path]) -> str:
    return hash_of(*(path.read_bytes() for path in sorted(paths)))[:10]


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
