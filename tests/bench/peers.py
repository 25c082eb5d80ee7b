"""The same questions in stock Jupyter Books, with jupyterquiz and with ipywidgets; the latter suit Voilà."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sysconfig
import tarfile
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from markupsafe import Markup
from nbformat.v4 import new_code_cell

from massage_neuropathy.content import Question
from massage_neuropathy.widgets.rendering import inline
from tests.bench import books

PAGE = "questions.html"
NOTEBOOK = "questions.ipynb"

# A stock book with ipywidgets asks public hosts for these. So that its page is measured as learners meet it,
# this machine serves the same in their place: the package from its registry, and the RequireJS in Voilà.
_MANAGER = "@jupyter-widgets/html-manager@1.0.6"
_MANAGER_FILE = "package/dist/embed-amd.js"
_MANAGER_SHA256 = "6c198ceb99ba7e7526990a1de16e8147ad7d3a714e3fb06741183623c04b5f6e"
_MANAGER_ADDRESS = re.compile(r"https://[^\"]+/html-manager@1\.0\.6/dist/embed-amd\.js")
_REQUIRE_ADDRESS = re.compile(r'integrity="[^"]+" src="https://[^"]+/require\.min\.js"')
_REQUIRE_FILE = Path(sysconfig.get_path("data")) / "share/jupyter/voila/templates/base/static/require.min.js"
_NPM = Path(sysconfig.get_path("scripts")) / "npm"

_QUIZ_CELL = """from jupyterquiz import display_quiz

display_quiz("questions.json")"""

_WIDGETS_CELL = """import json
from pathlib import Path

import ipywidgets as widgets
from IPython.display import HTML, display


def ask(question):
    options = [(answer["answer"], index) for index, answer in enumerate(question["answers"])]
    choice = widgets.RadioButtons(options=options, index=None, layout={"width": "max-content"})
    check = widgets.Button(description="Check")
    feedback = widgets.Output()

    def tell(button):
        feedback.clear_output()
        with feedback:
            if choice.index is None:
                display(HTML("<p>Choose an answer first.</p>"))
            else:
                display(HTML('<p class="feedback">' + question["answers"][choice.index]["feedback"] + "</p>"))

    check.on_click(tell)
    box = widgets.VBox([widgets.HTML(question["question"]), choice, check, feedback])
    return box.add_class("question")


questions = json.loads(Path("questions.json").read_text(encoding="utf-8"))
widgets.VBox([ask(question) for question in questions])"""


def as_jupyterquiz(questions: Iterable[Question]) -> list[dict[str, Any]]:
    """Return questions in the format of jupyterquiz, which takes text as HTML, with all their feedback."""
    return [
        {
            "question": str(inline(question.stem)),
            "type": "multiple_choice",
            "answers": [
                {
                    "answer": str(inline(option.text)),
                    "correct": option.correct,
                    "feedback": str(inline(option.rationale)),
                }
                for option in question.options
            ],
        }
        for question in questions
    ]


def as_widgets(questions: Iterable[Question]) -> list[dict[str, Any]]:
    """Return questions for ipywidgets: as for jupyterquiz, but radio buttons take their text as it is."""
    asked = as_jupyterquiz(questions)
    for question in asked:
        for answer in question["answers"]:
            answer["answer"] = Markup(answer["answer"]).striptags()
    return asked


def build_jupyterquiz(folder: Path, questions: Iterable[Question]) -> Path:
    """Build a Jupyter Book with nothing set but its title, and one notebook with jupyterquiz.

    A book built earlier from the same questions in the same way is kept.

    Parameters
    ----------
    folder : Path
        Where to work; what is there is replaced.
    questions : iterable of Question
        What the notebook asks.

    Returns
    -------
    Path
        The folder of the built pages, with `PAGE` in it.

    Raises
    ------
    books.BuildError
        Jupyter Book failed.
    """
    return _build(folder, as_jupyterquiz(questions), _QUIZ_CELL)


def build_widgets(folder: Path, questions: Iterable[Question]) -> Path:
    """Build the same book with ipywidgets, as `build_jupyterquiz` does; Voilà can serve its `NOTEBOOK`."""
    return _build(folder, as_widgets(questions), _WIDGETS_CELL)


def fetch_manager(folder: Path) -> Path:
    """Put what draws ipywidgets without a kernel into a folder, for a server of its own.

    Parameters
    ----------
    folder : Path
        Where the package is kept once it is there.

    Returns
    -------
    Path
        The folder to serve.

    Raises
    ------
    books.BuildError
        The registry cannot be reached, or sends another package than the pinned one.
    """
    served = folder / "served"
    if not (served / "embed-amd.js").exists():
        served.mkdir(parents=True, exist_ok=True)
        command = [str(_NPM), "pack", "--silent", "--pack-destination", str(folder), _MANAGER]
        result = subprocess.run(command, capture_output=True, text=True, check=False, env=_with_tools())
        if result.returncode:
            raise books.BuildError(f"{_MANAGER} could not be fetched with npm:\n{result.stderr}")
        archive = folder / result.stdout.strip()
        if hashlib.sha256(archive.read_bytes()).hexdigest() != _MANAGER_SHA256:
            raise books.BuildError(f"{archive} is not the pinned {_MANAGER}")
        with tarfile.open(archive) as package:
            (served / "embed-amd.js").write_bytes(package.extractfile(_MANAGER_FILE).read())
        shutil.copy(_REQUIRE_FILE, served)
    return served


def ask_manager(html: str, host: str) -> str:
    """Return a page of a stock book that asks `host` for what draws its widgets.

    Raises
    ------
    ValueError
        The page does not ask for it, or in another way.
    """
    html, asked = _MANAGER_ADDRESS.subn(f"{host}/embed-amd.js", html)
    html, required = _REQUIRE_ADDRESS.subn(f'src="{host}/require.min.js"', html)
    if (asked, required) != (1, 1):
        raise ValueError("the stock book with ipywidgets asks for another html-manager or RequireJS")
    return html


def _with_tools() -> dict[str, str]:
    # npm is a script of the Node beside it.
    return os.environ | {"PATH": f"{_NPM.parent}{os.pathsep}{os.environ['PATH']}"}


def _build(folder: Path, asked: list[dict[str, Any]], source: str) -> Path:
    tools = ("jupyter-book", "jupyterquiz", "ipywidgets", "myst-nb", "sphinx-book-theme")
    recipe = [Path(module).read_text(encoding="utf-8") for module in (__file__, books.__file__)]
    made_from = json.dumps([asked, recipe, {tool: version(tool) for tool in tools}])
    stamp = folder / "made-from.json"
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != made_from:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        books.write(folder / "_config.yml", "title: Massage and Neuropathy\n")
        books.write_contents(folder, PAGE)
        books.write(folder / "questions.json", json.dumps(asked))
        books.write_notebook(folder / NOTEBOOK, new_code_cell(source))
        books.build(folder)
        books.write(stamp, made_from)
    return folder / "_build/html"
