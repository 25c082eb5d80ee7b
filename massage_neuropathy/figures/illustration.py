"""A finished figure with the words that go with it, as deterministic SVG."""

import hashlib
import html
import io
import re
from dataclasses import dataclass

import matplotlib
from IPython.display import display
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from massage_neuropathy.figures.style import RC

PX_PER_INCH = 96


@dataclass(frozen=True)
class Illustration:
    """A drawing and its description, shown together.

    The description is the alternative text. JupyterLab drops the alternative text of SVG, so the same words
    are shown, folded, under the figure.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        The drawing.
    description : str
        What it shows, in a few plain sentences, complete for someone who cannot see it.
    """

    figure: Figure
    description: str

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in CSS pixels."""
        width, height = self.figure.get_size_inches()
        return round(width * PX_PER_INCH), round(height * PX_PER_INCH)

    @property
    def svg(self) -> str:
        """The drawing as SVG: same figure, same bytes, whatever the day or the machine."""
        buffer = io.StringIO()
        with matplotlib.rc_context(RC):
            FigureCanvasSVG(self.figure).print_svg(buffer, metadata={"Date": None, "Creator": None})
        return _normalize(buffer.getvalue(), self.size, self.description)

    def _ipython_display_(self) -> None:
        words = html.escape(self.description)
        details = (
            f'<details class="mn-described"><summary>This figure in words</summary><p>{words}</p></details>'
        )
        display({"image/svg+xml": self.svg, "text/plain": self.description}, raw=True)
        display({"text/html": details, "text/plain": self.description}, raw=True)


def _normalize(svg: str, size: tuple[int, int], description: str) -> str:
    """Reduce matplotlib's SVG to what is drawn, with rounded numbers and ids that follow from the content."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>|<!--.*?-->", "", svg, flags=re.DOTALL)
    view_box = re.search(r'viewBox="[^"]*"', svg).group()
    # A glyph's scale is a small factor of large numbers: it keeps four decimals, everything else two.
    svg = re.sub(r"scale\([^)]*\)", lambda match: _rounded(match.group(), 4).replace(".", "\0"), svg)
    svg = _rounded(svg, 2).replace("\0", ".")
    svg = _renumbered(svg)
    svg = re.sub(r">\s+<", "><", svg)
    svg = re.sub(
        r'(\sd=")([^"]*)"', lambda match: match.group(1) + " ".join(match.group(2).split()) + '"', svg
    )
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="{size[0]}px" height="{size[1]}px" {view_box} '
        f'role="img" aria-label="{html.escape(description)}">'
    )
    return head + svg[svg.index(">") + 1 :].strip() + "\n"


def _rounded(text: str, digits: int) -> str:
    def shorter(match: re.Match[str]) -> str:
        number = f"{float(match.group()):.{digits}f}".rstrip("0").rstrip(".")
        return "0" if number == "-0" else number

    return re.sub(r"-?\d+\.\d+(?:e-?\d+)?", shorter, text)


def _renumbered(svg: str) -> str:
    """Drop ids nothing refers to; name the others by a digest of the drawing and their order of appearance.

    The digest keeps the glyphs of two figures apart where a page holds both inline.
    """
    used = set(re.findall(r'(?:xlink:href="#|url\(#)([^")]+)', svg))
    svg = re.sub(r'\sid="([^"]+)"', lambda match: match.group() if match.group(1) in used else "", svg)
    number = {name: i for i, name in enumerate(dict.fromkeys(re.findall(r'\sid="([^"]+)"', svg)))}
    pattern = re.compile(r'(\sid="|xlink:href="#|url\(#)([^")]+)')
    plain = pattern.sub(lambda match: f"{match.group(1)}{number[match.group(2)]}", svg)
    prefix = "f" + hashlib.sha256(plain.encode()).hexdigest()[:6]
    return pattern.sub(lambda match: f"{match.group(1)}{prefix}-{match.group(2)}", plain)
