"""The pictures of an explorer for the book: one for each state, rendered once and kept.

What was rendered is kept in a folder named by all it was made from, so an explorer is rendered anew only when
it, its figure or the model behind it has changed.
"""

import ast
import functools
import gc
import gzip
import hashlib
import importlib
import io
import itertools
import json
import multiprocessing
import shutil
import tempfile
import time
from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from importlib.machinery import ModuleSpec
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from massage_neuropathy.figures import Illustration
from massage_neuropathy.figures.style import house_style
from massage_neuropathy.widgets.controls import Declaration, ExplorerError, Value

PACKAGE = "massage_neuropathy"
MOST_BYTES = 6 * 2**20
"""What all pictures of one explorer may take."""

MOST_BYTES_A_PICTURE = 60 * 2**10
"""What one picture may weigh on the wire."""

MOST_BYTES_OF_THE_BOOK = 60 * 2**20
"""What the whole book may take, to be carried on a stick or kept on a phone."""

REPORT = "report.json"
# From here on it is worth trying whether pixels are smaller: below, letters stay sharp for little.
_PIXELS_FROM_BYTES = 16 * 2**10
_PIXELS_PER_INCH = 192
_DRAWN_WITH = ("matplotlib", "numpy", "pillow", "scipy", "statsmodels")


class _Drawn(NamedTuple):
    """One state as it comes from a worker."""

    ending: str
    content: bytes
    size: tuple[int, int]
    outcome: str
    description: str


def key(declaration: Declaration) -> str:
    """Return a name for all that the pictures of an explorer are made from: its grid, its code, its tools."""
    module = declaration.figure.partition(":")[0]
    digest = hashlib.sha256(declaration.as_json().encode())
    for path in [Path(__file__), *sources(module)]:
        # A module's data stands beside it, under the same name.
        for file in sorted(path.parent.glob(f"{path.stem}.*")):
            digest.update(file.read_bytes())
    digest.update(tools().encode())
    return f"{declaration.figure.partition(':')[2]}-{digest.hexdigest()[:12]}"


def tools() -> str:
    """Return the versions of what draws the pictures; another version may draw other bytes."""
    return " ".join(f"{tool} {version(tool)}" for tool in _DRAWN_WITH)


def sources(module: str) -> list[Path]:
    """Return the files of this package that a module is made of: its own and all it imports, in order."""
    found: dict[str, Path] = {}
    waiting = [module]
    while waiting:
        name = waiting.pop()
        if name in found or not (spec := _own(name)):
            continue
        found[name] = Path(spec.origin)
        waiting += _imported(found[name].read_text(encoding="utf-8"))
    return [found[name] for name in sorted(found)]


@functools.cache
def _imported(code: str) -> tuple[str, ...]:
    """Return all that some code imports, and what may be a module of its own: each name out of another."""
    names: list[str] = []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return tuple(names)


def _own(name: str) -> ModuleSpec | None:
    """Find a module of this package; what is imported by name may be a function, or nothing of ours."""
    try:
        return find_spec(name) if name.split(".")[0] == PACKAGE else None
    except ModuleNotFoundError:
        return None


def render_missing(declarations: Iterable[Declaration], kept: Path) -> list[Path]:
    """Render the explorers whose pictures are not there yet, all cores at work, and forget those not wanted.

    Parameters
    ----------
    declarations
        All explorers of the book.
    kept
        The folder in which pictures are kept from build to build.

    Returns
    -------
    list of Path
        For each explorer, in order, the folder with its files: the pictures, named by their content, the
        script that tells which state has which, and `REPORT`, which is not published.

    Raises
    ------
    ExplorerError
        If an explorer or one of its states cannot be drawn, changes its size, tells no outcome, or is too
        large.
    """
    wanted = {key(declaration): declaration for declaration in declarations}
    missing = {name: declaration for name, declaration in wanted.items() if not (kept / name).is_dir()}
    if missing:
        kept.mkdir(parents=True, exist_ok=True)
        _render(missing, kept)
    for folder in kept.iterdir() if kept.is_dir() else ():
        if folder.is_dir() and folder.name not in wanted:
            shutil.rmtree(folder)
    return [kept / name for name in wanted]


def _render(missing: Mapping[str, Declaration], kept: Path) -> None:
    """Draw all states of some explorers, and store each explorer once it is complete."""
    for declaration in missing.values():
        _check_place(declaration)
    # A fresh process for each core: a fork of one that has threads may hang.
    spawn = multiprocessing.get_context("spawn")
    workers = ProcessPoolExecutor(mp_context=spawn, initializer=_collect_rarely)
    try:
        # All at once, so that no core waits for the last states of one explorer.
        drawing = {
            name: workers.map(_draw, itertools.repeat(declaration.figure), declaration.states(), chunksize=8)
            for name, declaration in missing.items()
        }
        for name, declaration in missing.items():
            started = time.monotonic()
            drawn = list(drawing[name])
            _store(kept / name, declaration, drawn, time.monotonic() - started)
    finally:
        workers.shutdown(cancel_futures=True)


def script_name(name: str) -> str:
    """Return the file that tells which state of an explorer has which picture."""
    return f"{name}.js"


def _check_place(declaration: Declaration) -> None:
    if not declaration.figure.startswith(f"{PACKAGE}."):
        raise ExplorerError(
            f"{declaration.figure} is written in a notebook, and the book cannot draw it; move the function "
            f"to {PACKAGE}/figures"
        )


def _collect_rarely() -> None:
    """Look less often for unused objects that hold each other: it takes a sixth of the time of drawing."""
    gc.set_threshold(200_000)


def _draw(figure: str, state: Mapping[str, Value]) -> _Drawn:
    """Draw one state, with pixels where those weigh less."""
    module, _, name = figure.partition(":")
    try:
        drawn: Illustration = getattr(importlib.import_module(module), name)(**state)
    except Exception as error:
        raise ExplorerError(f"{_call(figure, state)} cannot be drawn: {error}") from error
    ending, content = "svg", drawn.drawing.encode()
    weight = len(gzip.compress(content))
    if weight > _PIXELS_FROM_BYTES and len(pixels := _pixels(drawn)) < weight:
        ending, content = "webp", pixels
    return _Drawn(ending, content, drawn.size, drawn.outcome, drawn.description)


def _call(figure: str, state: Mapping[str, Value]) -> str:
    """Return one state as somebody would call it."""
    return f"{figure}({', '.join(f'{name}={value!r}' for name, value in state.items())})"


@house_style()
def _pixels(drawn: Illustration) -> bytes:
    """Return the drawing as pixels, twice as many each way as the page gives it."""
    canvas = FigureCanvasAgg(drawn.figure)
    drawn.figure.set_dpi(_PIXELS_PER_INCH)
    canvas.draw()
    buffer = io.BytesIO()
    pixels = Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")
    pixels.save(buffer, "WEBP", lossless=True, method=6)
    return buffer.getvalue()


def _store(folder: Path, declaration: Declaration, drawn: Iterable[_Drawn], seconds: float) -> None:
    """Write the files of one explorer, all or none."""
    files: dict[str, bytes] = {}
    sizes, states = set(), []
    for state, one in zip(declaration.states(), drawn, strict=True):
        _check(declaration, state, one)
        sizes.add(one.size)
        file = f"{hashlib.sha256(one.content).hexdigest()[:16]}.{one.ending}"
        files[file] = one.content
        states.append([list(files).index(file), one.outcome, one.description])
    if len(sizes) > 1:
        raise ExplorerError(
            f"{declaration.figure}: its states differ in size: {sorted(sizes)}; draw all alike"
        )
    total = sum(map(len, files.values()))
    if total > MOST_BYTES:
        fit = len(declaration) * MOST_BYTES // total
        raise ExplorerError(
            f"{declaration.figure}: {len(declaration)} states make {len(files)} pictures of {total:,} bytes, "
            f"and {MOST_BYTES:,} are allowed; about {fit} states like these would fit: take larger steps or "
            "fewer choices, or draw fewer words and marks"
        )
    told = json.dumps({"files": list(files), "states": states}, ensure_ascii=False, separators=(",", ":"))
    name = script_name(folder.name)
    script = f'(self.massageNeuropathyFrames ??= {{}})["{name}"] = {told};\n'
    report = {
        "states": len(declaration),
        "pictures": len(files),
        "bytes": total,
        "seconds": round(seconds, 2),
    }
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        whole = Path(scratch, folder.name)
        whole.mkdir()
        for file, content in files.items():
            (whole / file).write_bytes(content)
        (whole / name).write_text(script, encoding="utf-8", newline="\n")
        (whole / REPORT).write_text(json.dumps(report) + "\n", encoding="utf-8", newline="\n")
        # A folder that is there counts as rendered, so it must never be there in part.
        whole.rename(folder)


def _check(declaration: Declaration, state: Mapping[str, Value], drawn: _Drawn) -> None:
    where = _call(declaration.figure, state)
    if not drawn.outcome or not drawn.description:
        raise ExplorerError(f"{where} has no outcome or no description; give both")
    if (weight := len(gzip.compress(drawn.content))) > MOST_BYTES_A_PICTURE:
        raise ExplorerError(
            f"{where} weighs {weight:,} bytes, and {MOST_BYTES_A_PICTURE:,} are allowed; "
            "draw fewer marks and words"
        )
