"""The course as an EPUB, for readers on e-ink, on phones and with their own type."""

from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

from bs4 import Tag

from massage_neuropathy import __version__
from massage_neuropathy.editions.cover import cover
from massage_neuropathy.editions.paper import Chapter, home, parts, read_chapters, slug
from massage_neuropathy.editions.release import RELEASED
from massage_neuropathy.editions.typeset import TEMPLATES
from massage_neuropathy.zipping import add_file

IDENTIFIER = "urn:uuid:23fd7304-d114-548e-bd5a-914d10f4d885"
"""Of the work, in every version: what an e-reader keeps of a reader's place and notes hangs on it."""

_CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


def write_epub(book: Path, target: Path) -> None:
    """Write the EPUB; the same book gives the same bytes.

    Parameters
    ----------
    book : Path
        The built book, a folder with ``index.html``.
    target : Path
        The file to write.

    Raises
    ------
    NoBook
        There is no book.
    """
    chapters = read_chapters(book)
    pages = {f"{slug(chapter.name)}.xhtml": _page(chapter) for chapter in chapters}
    pictures = {name: content for chapter in chapters for name, content in sorted(chapter.pictures.items())}
    told = {
        "version": __version__,
        "modified": f"{RELEASED:%Y-%m-%dT%H:%M:%SZ}",
        "identifier": IDENTIFIER,
        "parts": [(part, [_entry(chapter) for chapter in members]) for part, members in parts(chapters)],
        "pictures": pictures,
    }
    files = {
        f"EPUB/{name}": TEMPLATES.get_template(name).render(told).encode()
        for name in ("package.opf", "nav.xhtml", "title.xhtml", "epub.css")
    }
    files |= {f"EPUB/{name}": page.encode() for name, page in pages.items()}
    files |= {f"EPUB/{name}": content for name, content in pictures.items()}
    files["EPUB/cover.png"] = cover()
    with ZipFile(target, "w") as archive:
        # The type of the whole comes first and uncompressed, so that it can be read without unpacking.
        add_file(archive, "mimetype", b"application/epub+zip", ZIP_STORED)
        add_file(archive, "META-INF/container.xml", _CONTAINER.encode())
        for name, content in files.items():
            add_file(archive, name, content)


def _page(chapter: Chapter) -> str:
    """Return a chapter as XHTML, links to other chapters leading to their files."""
    for link in chapter.text.select("a[href^='#']"):
        place = link["href"][1:]
        if home(place) != slug(chapter.name):
            link["href"] = f"{home(place)}.xhtml#{place}"
    return TEMPLATES.get_template("chapter.xhtml").render(title=chapter.title, html=str(chapter.text))


def _entry(chapter: Chapter) -> dict[str, object]:
    """Return what the table of contents says of a chapter."""
    return {
        "file": f"{slug(chapter.name)}.xhtml",
        "id": slug(chapter.name),
        "title": chapter.title,
        "sections": [(section["id"], section.h2.get_text()) for section in _sections(chapter.text)],
    }


def _sections(text: Tag) -> list[Tag]:
    return [section for section in text.select("section[id]") if section.find("h2", recursive=False)]
