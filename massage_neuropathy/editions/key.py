"""The key to a chapter: what is answered at its end."""

from bs4 import Tag

from massage_neuropathy.editions.markup import element


class Key:
    """What a chapter asks is answered here, in the order of asking."""

    def __init__(self) -> None:
        self._answers: list[Tag] = []

    def add(self, answer: Tag) -> None:
        """Add an answer; its first class says of what kind it is."""
        self._answers.append(answer)

    def count(self, kind: str) -> int:
        """Return how many answers of a kind there are so far."""
        return sum(kind in answer["class"] for answer in self._answers)

    def section(self) -> Tag | None:
        """Return the section that closes the chapter, or None where nothing was asked."""
        if not self._answers:
            return None
        return element(
            "section", element("h2", "Key to this chapter"), *self._answers, class_="key", id="key"
        )
