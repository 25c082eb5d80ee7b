"""The pages of the built book, in the order of its contents."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup, Tag

LEFT_OUT = (
    "book/downloads",
    "book/verify",
    "notebooks/20-practice",
    "notebooks/21-final",
    "notebooks/22-progress",
    "notebooks/23-review",
    "notebooks/24-your-record",
)
"""Pages that are nothing without a learner or a file of theirs."""


class NoBook(Exception):
    """There is no built book where one was expected; the message says what to do."""


@dataclass(frozen=True)
class Page:
    """A page of the book.

    Parameters
    ----------
    name : str
        Its path without suffix, as ``notebooks/01-nerves``.
    part : str
        The part of the contents it stands in; empty for the first page.
    text : Tag
        What stands on it, under its title (``h1``).
    """

    name: str
    part: str
    text: Tag

    @property
    def title(self) -> str:
        """Its title, without the link to it."""
        heading = self.text.h1
        return "".join(piece for piece in heading.strings if piece.parent.name != "a").strip()


def read_book(book: Path) -> Iterator[Page]:
    """Read the pages of a built book in the order in which a reader turns them, without those `LEFT_OUT`.

    Parameters
    ----------
    book : Path
        The folder with ``index.html``.

    Raises
    ------
    NoBook
        There is none.
    """
    if not (book / "index.html").exists():
        raise NoBook(f"no book in {book}: build it with `make book` first")
    name, part, parts = "index", "", {}
    while name:
        page = BeautifulSoup((book / f"{name}.html").read_text(encoding="utf-8"), "html.parser")
        parts = parts or _parts(page)
        # A page below another one stands in the part of that one.
        part = parts.get(name, part)
        if name not in LEFT_OUT:
            yield Page(name, part, page.select_one("main article"))
        following = page.select_one("a[rel~=next]")
        name = target(name, following["href"])[0] if following else None


def target(page: str, href: str) -> tuple[str, str] | None:
    """Return page and anchor that a link on a page leads to, or None where it leaves the book."""
    address = urlsplit(href)
    if address.scheme or address.netloc:
        return None
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(address.path)))
    name = path.removesuffix(".html") if address.path else page
    return name, unquote(address.fragment)


def _parts(index: BeautifulSoup) -> dict[str, str]:
    """Return the part of each page that the contents list."""
    found, part = {}, ""
    for entry in index.select("nav.mn-contents p.caption, nav.mn-contents li[class^=toctree] > a"):
        if entry.name == "p":
            part = entry.get_text(strip=True)
        else:
            found[target("index", entry["href"])[0]] = part
    return found
