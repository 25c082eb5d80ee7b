"""Which pages are read anew and which are written anew, so that a small change costs little.

Sphinx knows when a page itself has changed. The rest is told here: what all pages are made from, what those
are made from that show the content, and what the frame of a page tells of the others.
"""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from massage_neuropathy import frames
from massage_neuropathy.content import FOLDER

_PACKAGE = Path(__file__).parents[1]


def fingerprint() -> int:
    """Return a number that changes with what all pages are made from, so that Sphinx reads each anew.

    This is the package, and what draws the pictures of explorers, whose names pages hold. It is not the
    content: notebooks hold what they show of it, and `note_content` is for pages that are filled with it.
    """
    code = (path for path in _files(_PACKAGE) if FOLDER not in path.parents)
    digest = hashlib.sha256(frames.tools().encode() + _digest(code, _PACKAGE))
    return int.from_bytes(digest.digest()[:6])


def note_content(env: BuildEnvironment) -> None:
    """Have the page that is being read read anew whenever the content has changed."""
    for path in _files(FOLDER):
        env.note_dependency(str(path))


def pages_to_write(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Return which pages to write besides those read anew.

    All, if there is news in what a page says of others: their titles and headings, the settings, styles,
    scripts and templates, the lessons as search engines are told of them. Otherwise none but the first: where
    nothing is to write, Sphinx leaves out its last steps, which put in place what the later ones here read.
    """
    told = _frame(app, env)
    if getattr(env, "massage_neuropathy_frame", None) == told:
        return [app.config.root_doc]
    env.massage_neuropathy_frame = told
    return env.found_docs


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
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and "__pycache__" not in path.parts)


def _digest(paths: Iterable[Path], root: Path) -> bytes:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.digest()


def setup(app: Sphinx) -> None:
    """Register the step."""
    app.connect("env-updated", pages_to_write)
