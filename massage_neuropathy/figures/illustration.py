"""A finished figure with the words that go with it, as deterministic SVG."""

import functools
import hashlib
import html
import io
import re
from collections import Counter
from dataclasses import dataclass

from IPython.display import display
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from massage_neuropathy.figures.style import house_style

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
    outcome : str
        For a state of an explorer, what has come out, in a sentence that is read out after each change.
    """

    figure: Figure
    description: str
    outcome: str = ""

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in CSS pixels."""
        width, height = self.figure.get_size_inches()
        return round(width * PX_PER_INCH), round(height * PX_PER_INCH)

    @property
    def drawing(self) -> str:
        """The drawing as SVG without its description, for images that have their words beside them."""
        buffer = io.StringIO()
        with house_style():
            FigureCanvasSVG(self.figure).print_svg(buffer, metadata={"Date": None, "Creator": None})
        return _normalize(buffer.getvalue(), self.size)

    @property
    def svg(self) -> str:
        """The drawing as SVG: same figure, same bytes, whatever the day or the machine."""
        label = f' role="img" aria-label="{html.escape(self.description)}">'
        return self.drawing.replace(">", label, 1)

    def _ipython_display_(self) -> None:
        words = html.escape(self.description)
        details = (
            f'<details class="mn-described"><summary>This figure in words</summary><p>{words}</p></details>'
        )
        display({"image/svg+xml": self.svg, "text/plain": self.description}, raw=True)
        display({"text/html": details, "text/plain": self.description}, raw=True)


def _normalize(svg: str, size: tuple[int, int]) -> str:
    """Reduce matplotlib's SVG to what is drawn, with rounded numbers and ids made from the content."""
    svg = svg[svg.index("<svg") :]
    # A rule for every element would, on a shared path, win over what its users say; the head says it instead.
    svg = re.sub(r"<metadata>.*?</metadata>|<style.*?</style>|<!--.*?-->", "", svg, flags=re.DOTALL)
    view_box = re.search(r'viewBox="[^"]*"', svg).group()
    svg = re.sub(r'(\sd=")([^"]*)"', lambda match: f'{match.group(1)}{_relative(match.group(2))}"', svg)
    # A glyph's scale is a small factor of large numbers: it keeps four decimals, everything else two.
    svg = re.sub(r"scale\([^)]*\)|-?\d+\.\d+(?:e-?\d+)?", lambda match: _rounded(match.group()), svg)
    svg = re.sub(r">\s+<", "><", svg)
    svg = re.sub(r"<g>(<(?:path|use)[^>]*/>)</g>", r"\1", re.sub(r'<g id="[^"]*">', "<g>", svg))
    svg = re.sub(r'(<use [^>]*)transform="translate\((\S+) (\S+)\)"/>', r'\1x="\2" y="\3"/>', svg).replace(
        ' y="0"', ""
    )
    svg = _renumbered(_shared(svg)).replace(": ", ":").replace("; ", ";").replace("<defs></defs>", "")
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="{size[0]}px" height="{size[1]}px" {view_box} stroke-linejoin="round">'
    )
    return head + svg[svg.index(">") + 1 :].strip() + "\n"


@functools.lru_cache(maxsize=10_000)
def _rounded(text: str) -> str:
    if text.startswith("scale"):
        return re.sub(r"-?\d+\.\d+", lambda number: f"{float(number.group()):.4g}", text)
    return f"{round(float(text), 2) + 0:g}"


# Most paths are letters, and those of one state of an explorer are those of the next.
@functools.lru_cache(maxsize=10_000)
def _relative(path: str) -> str:
    """Write a path as steps from point to point: shorter, and the same wherever it stands."""
    words, at, first = [], (0, 0), (0, 0)
    for command, numbers in re.findall(r"([MLCQz])([^MLCQz]*)", path):
        # Whole hundredths, so that rounding never adds up along a path.
        values = [round(100 * float(number)) for number in numbers.split()]
        points = list(zip(values[::2], values[1::2], strict=True))
        steps = [f"{(x - at[0]) / 100:g} {(y - at[1]) / 100:g}" for x, y in points]
        words.append(command.lower() + " ".join(steps))
        at = points[-1] if points else first
        if command == "M":
            first = at
    # Some loops are closed by a line to where they are already.
    return "".join(words).replace("l0 0z", "z")


def _shared(svg: str, worth: int = 120) -> str:
    """Store a long path that is drawn more than once, even in different places, only once."""
    pattern = re.compile(rf'<path d="m(-?[\d.]+ -?[\d.]+)([^"]{{{worth},}})"(?![^>]*clip-path)')
    counts = Counter(shape for _, shape in pattern.findall(svg))
    names = {shape: f"shape{i}" for i, (shape, count) in enumerate(counts.items()) if count > 1}

    def use(match: re.Match[str]) -> str:
        start, shape = match.groups()
        if shape not in names:
            return match.group()
        return f'<use xlink:href="#{names[shape]}" transform="translate({start})"'

    svg = pattern.sub(use, svg)
    shapes = "".join(f'<path id="{name}" d="m0 0{shape}"/>' for shape, name in names.items())
    return svg.replace("<defs>", f"<defs>{shapes}", 1)


def _renumbered(svg: str) -> str:
    """Drop ids nothing refers to; name the others by a digest of the drawing and their order of appearance.

    The digest keeps the glyphs of two figures apart where a page holds both inline.
    """
    used = set(re.findall(r'(?:xlink:href="#|url\(#)([^")]+)', svg))
    svg = re.sub(r'\sid="([^"]+)"', lambda match: match.group() if match.group(1) in used else "", svg)
    number = {name: i for i, name in enumerate(dict.fromkeys(re.findall(r'\sid="([^"]+)"', svg)))}
    pattern = re.compile(r'(\sid="|xlink:href="#|url\(#)([^")]+)')
    plain = pattern.sub(lambda match: f"{match.group(1)}{number[match.group(2)]}", svg)
    prefix = "f" + hashlib.sha256(plain.encode()).hexdigest()[:4]
    return pattern.sub(lambda match: f"{match.group(1)}{prefix}-{match.group(2)}", plain)
