"""Files compressed ahead, for static hosts that send `page.html.br` to whoever can read it."""

import gzip
import os
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import brotli

# What is text; images in pixels are compressed already.
_TEXT = {".css", ".html", ".js", ".json", ".svg", ".txt", ".webmanifest", ".xml"}


def compress_folder(folder: Path) -> dict[str, int]:
    """Write `.br` and `.gz` beside every text file of a folder for which they are smaller.

    Parameters
    ----------
    folder : Path
        The folder of a site, without such files yet.

    Returns
    -------
    dict of str to int
        The bytes of the text files under ``raw``, and what they come to as ``br`` and ``gz``; a file that
        does not become smaller counts as it is.
    """
    texts = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix in _TEXT)
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        sizes = list(pool.map(compress_file, texts, chunksize=16))
    return {kind: sum(each[kind] for each in sizes) for kind in ("raw", "br", "gz")}


def compress_file(path: Path) -> dict[str, int]:
    """Write `.br` and `.gz` beside one file where they are smaller, and return the sizes."""
    data = path.read_bytes()
    packed = {"br": brotli.compress(data, quality=11), "gz": gzip.compress(data, 9, mtime=0)}
    for kind, content in packed.items():
        if len(content) < len(data):
            path.with_name(f"{path.name}.{kind}").write_bytes(content)
    return {"raw": len(data)} | {kind: min(len(content), len(data)) for kind, content in packed.items()}
