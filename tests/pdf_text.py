"""Read the words of a PDF that the course has made: each line of text with its place, size and font."""

import re
import zlib
from dataclasses import dataclass

_OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
_STREAM = re.compile(rb"stream\n(.*)\nendstream", re.DOTALL)
_SHOWN = re.compile(
    rb"BT /(F\d) ([\d.]+) Tf ET|BT ([\d.-]+) ([\d.-]+) Td .*?\((.*?)(?<!\\)\) Tj ET", re.DOTALL
)
_ESCAPED = re.compile(rb"\\(.)", re.DOTALL)
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


@dataclass(frozen=True)
class Line:
    """Words in one place, in points from the lower left."""

    text: str
    x: float
    y: float
    size: float


def read_pdf(content: bytes) -> tuple[tuple[float, float], list[Line]]:
    """Return width and height of the only page, in points, and its lines of text."""
    objects = {int(number): body for number, body in _OBJECT.findall(content)}
    box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", content)
    assert content.count(b"/Type /Page\n") == 1
    fonts = {
        name.decode(): _meaning(objects, int(number))
        for name, number in re.findall(rb"/(F\d) (\d+) 0 R", content)
    }
    lines, font, size = [], None, 0.0
    page = int(re.search(rb"/Contents (\d+) 0 R", content)[1])
    for name, points, x, y, text in _SHOWN.findall(_stream(objects[page])):
        if name:
            font, size = fonts[name.decode()], float(points)
        else:
            raw = _ESCAPED.sub(lambda found: _LETTERS.get(found[1], found[1]), text)
            letters = [font[int.from_bytes(raw[i : i + 2])] for i in range(0, len(raw), 2)]
            lines.append(Line("".join(letters), float(x), float(y), size))
    return (float(box[1]), float(box[2])), lines


def _meaning(objects: dict[int, bytes], number: int) -> dict[int, str]:
    table = _stream(objects[int(re.search(rb"/ToUnicode (\d+) 0 R", objects[number])[1])])
    pairs = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]{4})>", table.partition(b"beginbfchar")[2])
    return {int(code, 16): chr(int(letter, 16)) for code, letter in pairs}


def _stream(body: bytes) -> bytes:
    found = _STREAM.search(body)[1]
    return zlib.decompress(found) if b"/FlateDecode" in body[: body.index(b"stream")] else found
