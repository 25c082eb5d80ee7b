"""Questions on paper: their numbers, and the key at the end of the page."""

import re
from html import escape

from bs4 import BeautifulSoup

_QUESTION = re.compile(r'<div class="mn-question"(?= data-question=)')


class PrintKey:
    """The questions of one page in order of appearance, and the key to them.

    A number is put into the HTML, since a counter in the stylesheet would skip questions that are hidden
    while one is shown at a time.
    """

    def __init__(self) -> None:
        self._answers: list[str] = []

    def number(self, html: str) -> str:
        """Return an output with its questions numbered, having noted their answers."""
        for quiz in BeautifulSoup(html, "html.parser").select(".mn-quiz:not([data-mn=reveal])"):
            for question in quiz.select(".mn-question"):
                self._answers.append(question.select_one(".mn-answer")["data-key"])
                number = len(self._answers)
                html = _QUESTION.sub(rf'<div class="mn-question" data-number="{number}"', html, count=1)
        return html

    def html(self) -> str:
        """Return the key, for print only, or nothing if the page asks nothing."""
        if not self._answers:
            return ""
        items = "".join(f"<li>{escape(answer)}</li>" for answer in self._answers)
        title = "<h2>Key to the questions on this page</h2>"
        return f'<section class="mn-key">{title}<ol>{items}</ol></section>\n'
