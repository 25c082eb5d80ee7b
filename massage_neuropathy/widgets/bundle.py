"""The scripts of the course, joined into one.

They are written as small modules in ``js``. A page opened from a file may load no modules, and a widget in
JupyterLab loads just one, so a module and all it imports become one text, in one scope: names at the top of
a module must be unique in what it is joined with.
"""

import re
from collections.abc import Iterable
from pathlib import Path

FOLDER = Path(__file__).parent / "js"

_IMPORT = re.compile(r'^import \{ *(?P<names>[^}]*?) *\} from "\./(?P<file>\w+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(async )?(function|class|const|let)\b)", re.MULTILINE)
_EXPORTED = re.compile(r"^export (?:async )?(?:function|class|const) (\w+)", re.MULTILINE)
# Where one script of a page finds what another lends.
_LENT = "self.massageNeuropathy"


def bundle(*entries: str) -> str:
    """Return modules with all that they import, each module after those it needs.

    Parameters
    ----------
    entries
        Names of files in ``js``. An ``export default`` stays, which only JupyterLab understands.

    Raises
    ------
    ValueError
        If modules import one another in a circle, or import in a way that is not understood here.
    """
    return "\n".join(_joined(entries).values())


def split(first: str, *rest: str) -> tuple[str, str]:
    """Return two scripts of one page: a module with all that it imports, then the others without it.

    The second takes from the first, which has run before, what both need. The first is the same whatever
    comes after it.

    Parameters
    ----------
    first, rest
        Names of files in ``js``.

    Raises
    ------
    ValueError
        As in `bundle`.
    """
    before, all_of_it = _joined([first]), _joined([first, *rest])
    lent = sorted(name for file in before for name in _EXPORTED.findall(_source(file)))
    after = [file for file in all_of_it if file not in before]
    taken = {
        name
        for file in after
        for found in _IMPORT.finditer(_source(file))
        if found["file"] in before
        for name in found["names"].split(", ")
    }
    lends = f"{_LENT} = {{ {', '.join(lent)} }};\n"
    takes = f"const {{ {', '.join(sorted(taken))} }} = {_LENT};\n"
    return "\n".join([*before.values(), lends]), "\n".join([takes, *(all_of_it[file] for file in after)])


def _joined(entries: Iterable[str]) -> dict[str, str]:
    joined: dict[str, str] = {}
    for entry in entries:
        _join(entry, joined, ())
    return joined


def _join(name: str, joined: dict[str, str], on_the_way: tuple[str, ...]) -> None:
    if name in on_the_way:
        raise ValueError(f"scripts import one another in a circle: {' > '.join([*on_the_way, name])}")
    if name in joined:
        return
    source = _source(name)
    for needed in _IMPORT.finditer(source):
        _join(needed["file"], joined, (*on_the_way, name))
    body = _EXPORT.sub("", _IMPORT.sub("", source))
    if re.search(r"^(import\b|export (?!default))", body, re.MULTILINE):
        raise ValueError(
            f'{name}: write imports as  import {{ name }} from "./file.js";  and export what is declared'
        )
    joined[name] = body


def _source(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")
