"""Small help with HTML: making elements and moving what they hold."""

from bs4 import BeautifulSoup, PageElement, Tag

_MAKER = BeautifulSoup("", "html.parser")

Content = PageElement | str


def element(name: str, *content: Content, **attributes: str) -> Tag:
    """Return a new element; an attribute that is a Python word is written with an underscore (``class_``)."""
    made = _MAKER.new_tag(name, attrs={key.rstrip("_"): value for key, value in attributes.items()})
    made.extend(content)
    return made


def contents(parent: Tag) -> list[PageElement]:
    """Take out all that an element holds, and return it."""
    return [child.extract() for child in list(parent.contents)]


def unfold(fold: Tag) -> tuple[list[PageElement], list[PageElement]]:
    """Take a fold apart: what its summary says, and what it hides."""
    summary = contents(fold.summary.extract())
    return summary, contents(fold)
