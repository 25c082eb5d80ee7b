"""A page of the book as a chapter to print: nothing to press, nothing folded, nothing for one learner."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bs4 import Tag

from massage_neuropathy.editions.cases import put_tools
from massage_neuropathy.editions.contents import Page, read_book, target
from massage_neuropathy.editions.key import Key
from massage_neuropathy.editions.markup import element, unfold
from massage_neuropathy.editions.questions import put_questions

_ONLY_ON_SCREENS = (
    "script, style, .headerlink, .mn-code, .cell_input, .mn-notice, .mn-continue, .mn-offline, .mn-still,"
    " .mn-feedback, .mn-key, .toctree-wrapper"
)
_ONE_LEARNER = ".mn-study, .mn-record"
_BOXES = "div.cell, div.cell_output, div.output, div.pst-scrollable-table-container, div.mn-quiz, fieldset"
_WORDS = "span.std, span.pre, span.mn-text, span.mn-choice"
# Classes that the style sheets of the editions know.
_KEPT = {
    *("answer", "blank", "case", "client", "explorer", "fill-in", "fold", "hint", "items", "key", "note"),
    *("number", "options", "plan", "question", "recall", "right", "stem", "words"),
    *(
        "mn-article",
        "mn-but",
        "mn-case-form",
        "mn-claim",
        "mn-claims",
        "mn-claim-text",
        "mn-cost",
        "mn-found",
    ),
    *("mn-label", "mn-outcome", "mn-pair", "mn-pairs", "mn-passage", "mn-sheet", "mn-sheet-form"),
    *("mn-sheet-intake", "mn-sheet-large", "mn-source", "mn-title", "mn-why"),
}
_ATTRIBUTES = {"alt", "colspan", "href", "id", "rowspan", "scope", "src", "start", "type"}
_FIRST_SENTENCE = re.compile(r".+?[.!?](?=\s|$)", re.DOTALL)


@dataclass(frozen=True)
class Chapter:
    """A chapter of the editions.

    Parameters
    ----------
    name : str
        The page of the book it was, as ``notebooks/01-nerves``.
    part, title : str
        Where it stands and what it is called.
    text : Tag
        What it says, headings from ``h1`` on. Each id is the only one of its name in the course (`anchor`),
        links within the course name such an id alone, and images are named by their file.
    pictures : dict of str to bytes
        Its images, by file name.
    """

    name: str
    part: str
    title: str
    text: Tag
    pictures: dict[str, bytes]


def slug(name: str) -> str:
    """Return the name of a chapter as it may stand in ids and file names: ``notebooks-01-nerves``."""
    return name.replace("/", "-")


def anchor(name: str, fragment: str = "") -> str:
    """Return the id of a place in a chapter, one of its kind in the whole course."""
    return f"{slug(name)}.{re.sub(r'[^A-Za-z0-9_-]', '-', fragment)}" if fragment else slug(name)


def home(place: str) -> str:
    """Return the chapter (its `slug`) in which a place stands, by the id of the place."""
    return place.partition(".")[0]


def read_chapters(book: Path) -> list[Chapter]:
    """Read the built book as chapters.

    Parameters
    ----------
    book : Path
        The folder with ``index.html``.

    Raises
    ------
    NoBook
        There is none.
    """
    pages = list(read_book(book))
    names = {page.name for page in pages}
    chapters = [_chapter(book, page, names) for page in pages]
    _mend_links(chapters)
    return chapters


def _chapter(book: Path, page: Page, names: set[str]) -> Chapter:
    text, title = page.text, page.title
    if page.name == "index":
        # The first page has the name of the whole course.
        title = text.h1.string = "Welcome"
    pictures: dict[str, bytes] = {}
    for needless in text.select(_ONLY_ON_SCREENS):
        needless.decompose()
    for part in text.select(_ONE_LEARNER):
        name = part["aria-label"]
        part.replace_with(
            element("p", f"{name}: made for each learner anew, in the book on a screen.", class_="note")
        )
    key = Key()
    put_questions(text, key, pictures)
    put_tools(text, key)
    for explorer in text.select(".mn-explorer"):
        explorer["class"] = ["explorer"]
    for image in text.select("img"):
        _put_image(image, book, page.name, pictures)
    for fold in text.select("details"):
        summary, hidden = unfold(fold)
        fold.replace_with(element("div", element("p", *summary, class_="fold"), *hidden))
    if section := key.section():
        text.append(section)
    _tidy(text)
    _put_anchors(text, page.name)
    for link in text.select("a[href]"):
        _put_link(link, page.name, names)
    return Chapter(page.name, page.part, title, text, pictures)


def _put_image(image: Tag, book: Path, page: str, pictures: dict[str, bytes]) -> None:
    """Take an image's file along, and print the words that tell it; its own text is then only their start."""
    if image["src"] not in pictures:
        path = book / target(page, image["src"])[0]
        pictures[path.name] = path.read_bytes()
        image["src"] = path.name
    fold = image.find_next(["img", "details"])
    if fold and "mn-described" in fold.get("class", ()):
        words = fold.p.extract()
        words["class"] = ["words"]
        fold.replace_with(words)
        image["alt"] = _FIRST_SENTENCE.match(image["alt"])[0]


def _tidy(text: Tag) -> None:
    """Leave out what only the screen needed: boxes, classes, and paragraphs alone in a cell or an item."""
    for box in text.select(f"{_BOXES}, {_WORDS}"):
        box.unwrap()
    for bold in text.select("b"):
        bold.name = "strong"
    for block in text.select("div[class*=highlight]"):
        if block.pre:
            block.replace_with(element("pre", block.pre.get_text().strip("\n")))
    for head in text.select("thead th"):
        head["scope"] = "col"
    for paragraph in text.select("td > p, th > p, li > p"):
        if len(paragraph.parent.find_all(["p", "ul", "ol"], recursive=False)) == 1:
            paragraph.unwrap()
    for tag in [text, *text.find_all(True)]:
        classes = [name for name in tag.get("class", ()) if name in _KEPT]
        tag.attrs = {name: value for name, value in tag.attrs.items() if name in _ATTRIBUTES}
        if classes:
            tag["class"] = classes
    for wrapper in text.select("div:not([class]):not([id])"):
        wrapper.unwrap()


def _put_anchors(text: Tag, name: str) -> None:
    """Give each id the name of its chapter, so that it is one of its kind; leave out one that comes twice."""
    seen = set()
    for tag in text.select("[id]"):
        place = anchor(name, tag["id"])
        if place in seen:
            del tag["id"]
        else:
            tag["id"] = place
            seen.add(place)
    text.name = "section"
    text["id"] = anchor(name)


def _put_link(link: Tag, page: str, names: set[str]) -> None:
    """Let a link lead to the place in the editions, or nowhere if that page is not among them."""
    found = target(page, link["href"])
    if found is None:
        return
    name, fragment = found
    if name in names:
        link["href"] = f"#{anchor(name, fragment)}"
    else:
        link.unwrap()


def _mend_links(chapters: list[Chapter]) -> None:
    """Let links to a place that is left out lead to its chapter."""
    places = {tag["id"] for chapter in chapters for tag in [chapter.text, *chapter.text.select("[id]")]}
    for chapter in chapters:
        for link in chapter.text.select("a[href^='#']"):
            if link["href"][1:] not in places:
                link["href"] = f"#{home(link['href'][1:])}"


def parts(chapters: list[Chapter]) -> Iterator[tuple[str, list[Chapter]]]:
    """Yield the parts of the course, each with its chapters."""
    found: dict[str, list[Chapter]] = {}
    for chapter in chapters:
        found.setdefault(chapter.part, []).append(chapter)
    yield from found.items()
