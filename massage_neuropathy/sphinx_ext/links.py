"""Links that work in JupyterLab, as notebooks have them, turned into links of the book."""

import re
from html import escape, unescape
from urllib.parse import unquote

from docutils.nodes import make_id

_LINK = re.compile(r'href="(?P<page>[^":#?]+)\.(?P<kind>ipynb|md)(?:#(?P<anchor>[^"]*))?"')


def jupyterlab_slug(heading: str) -> str:
    """Return the anchor JupyterLab gives a heading: its text, with dashes for spaces."""
    return heading.strip().replace(" ", "-")


def rewrite_links(html: str) -> str:
    """Return HTML of an output with its links to notebooks and Markdown files leading to pages."""
    return _LINK.sub(_to_page, html)


def _to_page(link: re.Match[str]) -> str:
    anchor = unquote(unescape(link["anchor"] or ""))
    if link["kind"] == "ipynb":
        anchor = make_id(anchor)
    return f'href="{link["page"]}.html{"#" if anchor else ""}{escape(anchor)}"'
