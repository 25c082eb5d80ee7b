"""The scripts of the course, joined into one.

They are written as small modules in ``js``. A page opened from a file may load no modules, and a widget in
JupyterLab loads just one, so a module and all it imports become one text, in one scope: names at the top of
a module must be unique in what it is joined with.
"""

import re
from pathlib import Path

FOLDER = Path(__file__).parent / "js"

_IMPORT = re.compile(r'^import \{[^}]*\} from "\./(\w+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(async )?(function|class|const|let)\b)", re.MULTILINE)


def bundle(entry: str) -> str:
    """Return a module with all that it imports, each module after those it needs.

    Parameters
    ----------
    entry
        The name of a file in ``js``. Its ``export default`` stays, which only JupyterLab understands.

    Raises
    ------
    ValueError
        If modules import one another in a circle, or import in a way that is not understood here.
    """
    joined: dict[str, str] = {}
    _join(entry, joined, ())
    return "\n".join(joined.values())


def _join(name: str, joined: dict[str, str], on_the_way: tuple[str, ...]) -> None:
    if name in on_the_way:
        raise ValueError(f"scripts import one another in a circle: {' > '.join([*on_the_way, name])}")
    if name in joined:
        return
    source = (FOLDER / name).read_text(encoding="utf-8")
    for needed in _IMPORT.findall(source):
        _join(needed, joined, (*on_the_way, name))
    body = _EXPORT.sub("", _IMPORT.sub("", source))
    if re.search(r"^(import\b|export (?!default))", body, re.MULTILINE):
        raise ValueError(
            f'{name}: write imports as  import {{ name }} from "./file.js";  and export what is declared'
        )
    joined[name] = body
