"""Stored outputs of notebooks as HTML: figures as files, questions with working links, code folded away."""

import hashlib
import posixpath
import re
from html import escape, unescape
from pathlib import PurePosixPath
from urllib.parse import quote
from xml.etree import ElementTree

from docutils import nodes
from myst_nb.core.render import MimeData, NbElementRenderer
from myst_nb.sphinx_ import HideCodeCellNode
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from massage_neuropathy.sphinx_ext import explorers
from massage_neuropathy.sphinx_ext.links import rewrite_links
from massage_neuropathy.sphinx_ext.parts import ANSWER_SCRIPT
from massage_neuropathy.sphinx_ext.questions import PrintKey
from massage_neuropathy.widgets.controls import Declaration

_EXPLORER = re.compile(r'<div class="mn-explorer" [^>]*data-explorer="(?P<declaration>[^"]*)"')
_DRAWING = re.compile(r"(<svg.*?</svg>)", re.DOTALL)
_LABEL = re.compile(r'aria-label="(?P<words>[^"]*)"')
_PIXELS = {"": 1.0, "px": 1.0, "pt": 96 / 72, "in": 96.0}


class Figure(nodes.image):
    """A figure of a lesson: an image to Sphinx, which copies its file, but written in our own way."""


class CourseRenderer(NbElementRenderer):
    """How the book shows outputs that the course's notebooks have stored."""

    def render_image(self, data: MimeData) -> list[nodes.Element]:
        """Return an SVG figure as a file with a text alternative; leave other images to MyST-NB."""
        if data.mime_type != "image/svg+xml":
            return super().render_image(data)
        return [self._figure(data.string, self._description(data))]

    def render_text_html(self, data: MimeData) -> list[nodes.Element]:
        """Return HTML as it is, with its questions numbered and its links leading to pages of the book.

        Behind the first quiz of a page comes the script that brings it to life.
        """
        html = self._key.number(rewrite_links(data.string))
        if explorer := _EXPLORER.search(html):
            return self._explorer(html, explorer["declaration"])
        quiz = nodes.raw(text=html, format="html", classes=["output", "text_html"])
        if 'class="mn-quiz"' not in html or "_has_quiz" in self.__dict__:
            return [quiz]
        self._has_quiz = True
        return [quiz, nodes.raw(text=ANSWER_SCRIPT, format="html")]

    def _explorer(self, html: str, declaration: str) -> list[nodes.Element]:
        """Return an explorer with its picture as a file and its declaration as the script needs it."""
        env = self.renderer.sphinx_env
        told = explorers.note(env, env.docname, Declaration.from_json(unescape(declaration)))
        before, svg, after = _DRAWING.split(html.replace(declaration, escape(told)))
        description = unescape(_LABEL.search(svg)["words"])
        # No classes here: they would put each half into a box of its own.
        halves = [nodes.raw(text=half, format="html") for half in (before, after)]
        return [halves[0], self._figure(svg + "\n", description), halves[1]]

    def _figure(self, svg: str, description: str) -> Figure:
        """Return a drawing as a file with a text alternative."""
        width, height = svg_size(svg)
        stem = PurePosixPath(self.renderer.sphinx_env.docname).name
        content = svg.encode()
        uri = self.write_file(
            [f"{stem}-{hashlib.sha256(content).hexdigest()[:12]}.svg"], content, exists_ok=True
        )
        return Figure(uri=uri, alt=description, width=width, height=height)

    def render_nb_finalise(self, metadata: dict) -> None:
        """Close a notebook with the key to its questions."""
        super().render_nb_finalise(metadata)
        if html := self._key.html():
            self.renderer.document.append(nodes.raw(text=html, format="html"))

    @property
    def _key(self) -> PrintKey:
        # One renderer serves one notebook, and MyST-NB makes it; so the key is made when first needed.
        return self.__dict__.setdefault("_print_key", PrintKey())

    def _description(self, data: MimeData) -> str:
        """Return the text that was stored beside a figure, which says what it shows."""
        _, outputs = self.renderer.nb_client.code_cell_outputs(data.cell_index)
        text = outputs[data.output_index]["data"].get("text/plain", "").strip()
        if not text or text.startswith("<Figure size"):
            self.logger.warning("figure without a description in text/plain", subtype="alt", line=data.line)
        return " ".join(text.split())


def svg_size(svg: str) -> tuple[int, int]:
    """Return width and height of an SVG image in CSS pixels.

    Raises
    ------
    ValueError
        If the image does not say its size.
    """
    root = ElementTree.fromstring(svg)
    width, height = (_pixels(root.get(side, "")) for side in ("width", "height"))
    return width, height


def _pixels(length: str) -> int:
    number = length.rstrip("abcdefghijklmnopqrstuvwxyz%")
    unit = length[len(number) :]
    if not number or unit not in _PIXELS:
        raise ValueError(f"the SVG image has the size {length!r}; give it a width and a height in pt or px")
    return round(float(number) * _PIXELS[unit])


def visit_figure(self: HTML5Translator, node: Figure) -> None:
    """Write a figure; the theme's own way with sizes is a style attribute, which the page's policy blocks."""
    uri = node["uri"]
    if uri in self.builder.images:
        uri = posixpath.join(self.builder.imgpath, quote(self.builder.images[uri]))
    self.body.append(
        f'<img class="mn-figure" src="{uri}" alt="{escape(node["alt"])}" width="{node["width"]}"'
        f' height="{node["height"]}" loading="lazy" decoding="async">\n'
    )


def depart_figure(self: HTML5Translator, node: Figure) -> None:
    """Write nothing: an image has no end tag."""


def visit_folded_code(self: HTML5Translator, node: HideCodeCellNode) -> None:
    """Open a fold for code; MyST-NB's own has paragraphs in its summary, which HTML does not allow."""
    self.body.append(f'<details class="mn-code"><summary>{escape(node["prompt_show"])}</summary>\n')


def depart_folded_code(self: HTML5Translator, node: HideCodeCellNode) -> None:
    """Close a fold for code."""
    self.body.append("</details>\n")


def setup(app: Sphinx) -> None:
    """Register how figures and folded code are written."""
    app.setup_extension("myst_nb")
    app.add_node(Figure, html=(visit_figure, depart_figure))
    app.add_node(HideCodeCellNode, override=True, html=(visit_folded_code, depart_folded_code))
