"""Which pages are read anew and which are written anew, so that a small change costs little.

Sphinx knows when a page itself has changed. The rest is told here: what all pages are made from, what those
are made from that show the content, and what the frame of a page tells of the others. Whatever was built
before, and however that ended, what comes out is what a first build makes.
"""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from sphinx.application import ENV_PICKLE_FILENAME, Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.search import js_index

from massage_neuropathy import frames
from massage_neuropathy.content import FOLDER

_PACKAGE = Path(__file__).parents[1]
_FOLDERS = "massage_neuropathy_folders"


def fingerprint() -> int:
    """Return a number that changes with what all pages are made from, so that Sphinx reads each anew.

    This is the package, the pinned tools, and what draws the pictures of explorers, whose names pages hold.
    It is not the content: notebooks hold what they show of it, and `note_content` is for pages that are
    filled with it.
    """
    code = (path for path in _files(_PACKAGE) if FOLDER not in path.parents)
    digest = hashlib.sha256(frames.tools().encode() + _digest(code, _PACKAGE))
    pins = _PACKAGE.with_name("requirements.txt")
    digest.update(pins.read_bytes() if pins.exists() else b"")
    return int.from_bytes(digest.digest()[:6])


def note_content(env: BuildEnvironment) -> None:
    """Have the page that is being read read anew whenever the content has changed."""
    note_folder(env, FOLDER)


def note_folder(env: BuildEnvironment, folder: Path) -> None:
    """Have the page that is being read read anew whenever a file in a folder is changed, removed or added."""
    for path in _files(folder):
        env.note_dependency(str(path))
    env.metadata[env.docname].setdefault(_FOLDERS, set()).add(str(folder))


def pages_with_more_files(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Return the pages made from a folder in which files have been added: no page depends on these yet."""
    return [
        name
        for name, metadata in env.metadata.items()
        if any(
            str(path) not in env.dependencies[name]
            for folder in metadata.get(_FOLDERS, ())
            for path in _files(Path(folder))
        )
    ]


def pages_to_write(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Return which pages to write besides those read anew.

    All, if there is news in what a page says of others: their titles and headings, the settings, styles,
    scripts and templates, the lessons as search engines are told of them; and all, if the last build did not
    come to its end. Otherwise none but the first: where nothing is to write, Sphinx leaves out its last
    steps, which put in place what the later ones here read.
    """
    if app.builder.format != "html":
        return []
    written = _written(app)
    before = written.read_text(encoding="utf-8") if written.exists() else ""
    # What is read is kept from here on, and what is written is not, until `note_written`.
    written.unlink(missing_ok=True)
    app.frame_of_pages = _frame(app, env)
    return [app.config.root_doc] if app.frame_of_pages == before else env.found_docs


def tidy_search_index(app: Sphinx, error: Exception | None) -> None:
    """Take out the words that no page has any longer, which Sphinx leaves in with a list of no pages."""
    if error or app.builder.format != "html":
        return
    path = Path(app.outdir) / app.builder.searchindex_filename
    index = js_index.loads(path.read_text(encoding="utf-8"))
    for kind in ("terms", "titleterms"):
        index[kind] = {word: pages for word, pages in index[kind].items() if pages != []}
    path.write_text(js_index.dumps(index), encoding="utf-8", newline="\n")


def note_written(app: Sphinx, error: Exception | None) -> None:
    """Note that all pages are written, unless the build has failed."""
    if error or app.builder.format != "html":
        return
    if app.keep_going and app._warncount:  # -W --keep-going: warnings are errors, which are counted.
        # Sphinx does so after an exception; otherwise it would not warn again of a page it has read.
        (Path(app.doctreedir) / ENV_PICKLE_FILENAME).unlink(missing_ok=True)
    else:
        _written(app).write_text(app.frame_of_pages, encoding="utf-8")


def _written(app: Sphinx) -> Path:
    """Return the file that is there when all pages are written, with what their frames were made from."""
    return Path(app.doctreedir) / "frame"


def _frame(app: Sphinx, env: BuildEnvironment) -> str:
    """Return a digest of what the frames of pages are made from."""
    book = Path(app.srcdir) / "book"
    own = [*_files(book / "_static"), *_files(book / "_templates")]
    digest = hashlib.sha256(_digest(own, book) + (FOLDER / "lessons.yml").read_bytes())
    settings = Path(app.srcdir) / "_config.yml"
    digest.update((settings.read_bytes() if settings.exists() else b"") + app.config.html_baseurl.encode())
    for name in sorted(env.found_docs):
        anchors = sorted(env.metadata[name].get("myst_slugs", {}))
        told = (name, env.longtitles[name].astext(), env.tocs[name].pformat(), anchors)
        digest.update(repr(told).encode())
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    """Go through the files of a folder, without those that tools leave in it."""
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if path.is_file() and not any(part.startswith((".", "__pycache__")) for part in parts):
            yield path


def _digest(paths: Iterable[Path], root: Path) -> bytes:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.digest()


def setup(app: Sphinx) -> None:
    """Register the steps: the index is tidied before it is packed, and the last of all notes the end."""
    app.connect("env-get-outdated", pages_with_more_files)
    app.connect("env-updated", pages_to_write)
    app.connect("build-finished", tidy_search_index, priority=850)
    app.connect("build-finished", note_written, priority=999)
