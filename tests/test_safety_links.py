"""Links that no page holds yet, since a script puts them there, and links that leave the course."""

import json
import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest

from massage_neuropathy.content import load_course
from tests.test_book import pages  # noqa: F401

TRACKING = re.compile(r"utm_|fbclid|gclid|mc_[ce]id|ref_src")


class Links(HTMLParser):
    """The addresses in some HTML."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.found += [value for name, value in attributes if name in ("href", "src") and value]


def texts_in(data):
    """Yield every text in some data."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for value in data.values() if isinstance(data, dict) else data:
            yield from texts_in(value)


@pytest.fixture(scope="module")
def on_the_shelf(book):
    """The links in the HTML that scripts take from the shelf, by file."""
    found = {}
    for path in sorted((book / "_study").glob("*.js")):
        text = path.read_text(encoding="utf-8")
        if start := re.match(r"\(self\.massageNeuropathyShelf \?\?= \{\}\)\[.*?\] = ", text):
            data = json.loads(text[start.end() :].rstrip().rstrip(";"))
            html = [each for each in texts_in(data) if "<" in each]
            found[path.name] = [link for each in html for link in Links(each).found]
    return found


def test_every_link_on_the_shelf_leads_to_a_page_and_a_place_on_it(on_the_shelf, book, pages):  # noqa: F811
    ids = {path: {node["id"] for node in page.select("[id]")} for path, page in pages.items()}
    wrong, seen = [], 0
    for file, links in on_the_shelf.items():
        for link in set(links):
            target = urlsplit(link)
            if target.scheme or target.netloc:
                continue
            seen += 1
            # What is on the shelf is shown on pages of the folder of the lessons.
            landing = (book / "notebooks" / unquote(target.path)).resolve()
            anchor = unquote(target.fragment)
            if not landing.exists() or (landing in ids and anchor and anchor not in ids[landing]):
                wrong.append((file, link))
    assert wrong == []
    assert seen > 100


def test_links_that_leave_the_course_are_secure_and_carry_no_tracker(on_the_shelf, pages):  # noqa: F811
    links = {link for each in on_the_shelf.values() for link in each}
    for page in pages.values():
        links |= {tag["href"] for tag in page.select("a[href]")}
    sources = {reference.url for reference in load_course().references.values()}
    leaving = [link for link in links if urlsplit(link).scheme not in ("", "data")]
    assert len(leaving) > 50
    for link in leaving:
        target = urlsplit(link)
        # Sources keep the address under which they were read; older ones are not all secure.
        assert target.netloc and (target.scheme == "https" or unescape(link) in sources), link
        assert not [name for name, _ in parse_qsl(target.query) if TRACKING.match(name)], link


def test_no_link_opens_a_window_that_can_reach_back(pages):  # noqa: F811
    for path, page in pages.items():
        for link in page.select("a[target]"):
            assert "noopener" in link.get("rel", []), (path, link)


def test_links_are_found_where_they_stand():
    assert Links('<p><a href="a.html#b">x</a><img src="c.svg"></p>').found == ["a.html#b", "c.svg"]
