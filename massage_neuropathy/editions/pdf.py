"""The print edition: the whole course as one PDF, set by a browser, with tags, bookmarks and page numbers."""

import json
import re
import tempfile
from pathlib import Path

import pikepdf
from markupsafe import Markup
from playwright.sync_api import sync_playwright

from massage_neuropathy import __version__
from massage_neuropathy.chromium import launch_chromium
from massage_neuropathy.editions.paper import Chapter, parts, read_chapters, slug
from massage_neuropathy.editions.release import RELEASED
from massage_neuropathy.editions.typeset import TEMPLATES
from massage_neuropathy.figures.style import REGULAR

_HEADING = re.compile(r"(?<=<h|/h)([1-5])(?=[ >])")
_DEEPEST_BOOKMARK = 3
"""Part, chapter, section."""


def write_pdf(book: Path, target: Path) -> None:
    """Write the print edition.

    It is set twice: how many pages come before a chapter is known only after the first time.

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
    BrowserMissing
        There is no Chromium.
    """
    chapters = read_chapters(book)
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as driver,
        launch_chromium(driver) as browser,
    ):
        place = Path(folder)
        for chapter in chapters:
            for name, content in chapter.pictures.items():
                (place / name).write_bytes(content)
        page = browser.new_context(offline=True, java_script_enabled=False).new_page()
        numbers: dict[str, int] = {}
        for _ in range(2):
            (place / "course.html").write_text(course_html(chapters, numbers), encoding="utf-8")
            page.goto((place / "course.html").as_uri())
            page.pdf(
                path=place / "course.pdf",
                tagged=True,
                outline=True,
                prefer_css_page_size=True,
                print_background=True,
            )
            with pikepdf.open(place / "course.pdf") as pdf:
                numbers = _pages(pdf)
        with pikepdf.open(place / "course.pdf") as pdf:
            _finish(pdf, chapters)
            # Object streams halve the file; an identifier made from the content lets equal files be equal.
            pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)


def course_html(chapters: list[Chapter], numbers: dict[str, int]) -> str:
    """Return the course as one HTML page, its contents with the page numbers known so far."""
    return TEMPLATES.get_template("course.html").render(
        version=__version__,
        parts=[
            (part, [_entry(chapter, numbers) for chapter in members]) for part, members in parts(chapters)
        ],
        fonts=REGULAR.parent.as_uri(),
    )


def _entry(chapter: Chapter, numbers: dict[str, int]) -> dict[str, object]:
    name = slug(chapter.name)
    html = str(chapter.text)
    if chapter.part:
        # The part is the first heading, the chapter the second.
        html = _HEADING.sub(lambda level: str(int(level[1]) + 1), html)
    return {
        "name": name,
        "title": chapter.title,
        "running": Markup(json.dumps(chapter.title, ensure_ascii=False)),
        "html": Markup(html),
        "sheet": chapter.text.select_one(".mn-sheet") is not None,
        "page": numbers.get(name, ""),
    }


def _pages(pdf: pikepdf.Pdf) -> dict[str, int]:
    """Return the page, from 1, on which each named place stands."""
    numbers = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
    return {name.removeprefix("/"): numbers[place[0].objgen] for name, place in pdf.Root.Dests.items()}


def _finish(pdf: pikepdf.Pdf, chapters: list[Chapter]) -> None:
    """Say who made the document and when it was published, and mend and fold the bookmarks."""
    for time in ("/CreationDate", "/ModDate"):
        pdf.docinfo[time] = f"{RELEASED:D:%Y%m%d%H%M%SZ}"
    pdf.docinfo["/Creator"] = f"Massage and Neuropathy {__version__}"
    pdf.docinfo["/Author"] = "The Massage and Neuropathy course contributors"
    pdf.docinfo["/Subject"] = "An open course for massage therapists and students. Not medical advice."
    # The same as XMP. Neither the program nor the hour that wrote it is of use to a reader.
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata.load_from_docinfo(pdf.docinfo)
        metadata["dc:language"] = [str(pdf.Root.Lang)]
    pdf.Root.PageMode = pikepdf.Name.UseOutlines
    _number_tags(pdf)
    titles = {_squeezed(chapter.part): chapter.part for chapter in chapters}
    for heading in (heading for chapter in chapters for heading in chapter.text.select("h1, h2, h3")):
        titles[_squeezed(heading.get_text())] = heading.get_text()
    _put_bookmarks(pdf.Root.Outlines, 0, titles)


def _number_tags(pdf: pikepdf.Pdf) -> None:
    """Name the tags that others refer to by their order: the browser counts on from what it did before."""
    tags = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/ID" in each]
    names = {old: f"node{number:08}" for number, old in enumerate(sorted(str(tag.ID) for tag in tags))}
    _rename(pdf.Root.StructTreeRoot.get("/IDTree"), names)
    for tag in tags:
        tag.ID = names[str(tag.ID)]
    for tag in (each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/A" in each):
        if tag.get("/Type") == "/StructElem":
            _rename(tag.A, names)


def _rename(value: pikepdf.Object | None, names: dict[str, str]) -> None:
    """Replace names wherever they stand in a tree of names or in the attributes of a tag."""
    if isinstance(value, pikepdf.Dictionary):
        for key in {"/Kids", "/Names", "/Limits", "/Headers"} & set(value.keys()):
            _rename(value[key], names)
    elif isinstance(value, pikepdf.Array):
        for place, each in enumerate(value):
            if isinstance(each, pikepdf.String):
                value[place] = pikepdf.String(names[str(each)])
            elif not (isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/StructElem"):
                _rename(each, names)


def _put_bookmarks(bookmark: pikepdf.Dictionary, level: int, titles: dict[str, str]) -> int:
    """Fold what is below chapters, leave out what is deeper than sections, and return what is then shown."""
    # The browser loses the space at which a heading goes on to the next line.
    if title := titles.get(_squeezed(str(bookmark.get("/Title", "")))):
        bookmark.Title = title
    shown, child = 0, bookmark.get("/First")
    while child is not None:
        shown += 1 + _put_bookmarks(child, level + 1, titles)
        child = child.get("/Next")
    if level == _DEEPEST_BOOKMARK:
        for key in {"/First", "/Last", "/Count"} & set(bookmark.keys()):
            del bookmark[key]
        return 0
    if shown and level == _DEEPEST_BOOKMARK - 1:
        bookmark.Count = -shown
        return 0
    if shown:
        bookmark.Count = shown
    return shown


def _squeezed(title: str) -> str:
    return "".join(title.split())
