"""The stored outputs: when they are stale, how they are made, and that nbval guards them."""

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest

from massage_neuropathy import outputs
from massage_neuropathy.content import load_course
from massage_neuropathy.kept_course import read_kept
from tests import last_digits
from tests.small_course import edit, write_project

ROOT = Path(__file__).resolve().parents[1]

FIGURE = """
from IPython.display import HTML, SVG, display
display(SVG('<svg xmlns="http://www.w3.org/2000/svg"><path d="M 10.12 20 L 3 4"/></svg>'))
display(HTML("<p>7 nerves</p>"))
"""

CONTENT = "massage_neuropathy/content/"


def ask(what):
    """A cell that asks questions of the small course, which the kernel knows nothing of."""
    return f"quiz = lambda *ids, **by: None\nquiz({what})"


def write_notebook(path, *sources):
    cells = [
        nbformat.v4.new_code_cell(source, id=f"cell-{number}")
        for number, source in enumerate(sources, start=1)
    ]
    path.write_text(outputs.as_text(nbformat.v4.new_notebook(cells=cells)), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def executed_project(tmp_path_factory):
    """A project small enough to execute in a moment: two notebooks, a package and a small course."""
    tmp_path = write_project(tmp_path_factory.mktemp("project"))
    templates = tmp_path / "massage_neuropathy" / "widgets" / "templates"
    templates.mkdir(parents=True)
    (templates / "quiz.html").write_text("<div></div>", encoding="utf-8")
    (templates.parent / "course.css").write_text("", encoding="utf-8")
    (tmp_path / "massage_neuropathy" / "scoring.py").write_text("", encoding="utf-8")
    (tmp_path / "massage_neuropathy" / "cli.py").write_text("", encoding="utf-8")
    (tmp_path / "requirements.txt").write_text(
        "numpy==2.4.6 \\\n    --hash=sha256:aa\n    # via matplotlib\n", encoding="utf-8"
    )
    write_notebook(tmp_path / "notebooks" / "00-start.ipynb", "show = print", 'show("hello")')
    write_notebook(tmp_path / "notebooks" / "01-nerves.ipynb", ask('"why-toes-first"'), FIGURE)
    assert outputs.update(tmp_path) == 0
    return tmp_path


@pytest.fixture
def project(executed_project, tmp_path):
    """A copy of that project, to change at will."""
    return shutil.copytree(executed_project, tmp_path / "project")


def read_course(project):
    return read_kept(project / outputs.CONTENT, project / "_build/content")


def stale_names(project):
    return [path.name for path in outputs.stale(project, read_course(project))]


def change(path, old="", new=""):
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(old, new) if old else text + new, encoding="utf-8")


def test_fresh_outputs_are_not_made_again(project, capsys):
    before = {path: path.stat().st_mtime_ns for path in outputs.lesson_notebooks(project)}
    assert outputs.update(project) == 0
    assert "2 notebooks are fresh" in capsys.readouterr().out
    assert before == {path: path.stat().st_mtime_ns for path in outputs.lesson_notebooks(project)}


def test_making_all_outputs_again_changes_no_byte(project):
    before = {path: path.read_bytes() for path in outputs.lesson_notebooks(project)}
    assert outputs.update(project, everything=True) == 0
    assert before == {path: path.read_bytes() for path in outputs.lesson_notebooks(project)}


def test_a_changed_cell_makes_its_own_notebook_stale(project):
    change(project / "notebooks" / "00-start.ipynb", "hello", "good day")
    assert stale_names(project) == ["00-start.ipynb"]


def test_a_changed_word_of_prose_makes_nothing_stale(project):
    path = project / "notebooks" / "00-start.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(nbformat.v4.new_markdown_cell("Welcome.", id="welcome"))
    path.write_text(outputs.as_text(notebook), encoding="utf-8")
    assert stale_names(project) == []


def test_a_notebook_saved_from_jupyterlab_is_stale_until_it_is_tidy_again(project):
    path = project / "notebooks" / "00-start.ipynb"
    before = path.read_bytes()
    notebook = nbformat.read(path, as_version=4)
    notebook.metadata["language_info"]["version"] = "3.13.1"
    notebook.cells[0].metadata["execution"] = {"iopub.execute_input": "2026-11-20T09:00:00Z"}
    path.write_text(outputs.as_text(notebook), encoding="utf-8")
    assert stale_names(project) == ["00-start.ipynb"]
    assert outputs.update(project) == 0
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "path",
    [
        "massage_neuropathy/scoring.py",
        "massage_neuropathy/widgets/templates/quiz.html",
    ],
)
def test_changed_code_makes_all_notebooks_stale(project, path):
    change(project / path, new="\n# changed\n")
    assert stale_names(project) == ["00-start.ipynb", "01-nerves.ipynb"]


def other_words(records, name, **changes):
    """Return records with one of them changed."""
    return {**records, name: records[name].model_copy(update=changes)}


@pytest.mark.parametrize(
    ("kind", "field", "notebooks"),
    [
        ("conditions", "question", ["25-screener"]),
        ("clients", "says", ["08-deciding", "26-planner"]),
        ("cases", "intake", ["27-cases", "28-cases", "29-cases"]),
    ],
)
def test_what_a_tool_shows_makes_the_notebooks_stale_that_show_it(kind, field, notebooks):
    course = load_course()
    records = getattr(course, kind)
    for name in records:
        records = other_words(records, name, **{field: "Other words."})
    changed = replace(course, **{kind: records})
    stale = [
        path.stem
        for path in outputs.lesson_notebooks(ROOT)
        if outputs.made_from(path, ROOT, course) != outputs.made_from(path, ROOT, changed)
    ]
    assert [name for name in notebooks if name not in stale] == []
    assert "01-nerves" not in stale


def test_what_the_planner_suggests_makes_its_notebook_stale():
    course, path = load_course(), ROOT / "notebooks" / "26-planner.ipynb"
    suggestions = [one.model_copy(update={"why": "Other words."}) for one in course.planning.suggestions]
    planning = course.planning.model_copy(update={"suggestions": tuple(suggestions)})
    changed = replace(course, planning=planning)
    assert outputs.made_from(path, ROOT, course) != outputs.made_from(path, ROOT, changed)


def test_a_changed_pin_makes_all_notebooks_stale_and_a_changed_hash_none(project):
    change(project / "requirements.txt", "sha256:aa", "sha256:bb")
    assert stale_names(project) == []
    change(project / "requirements.txt", "2.4.6", "2.4.7")
    assert stale_names(project) == ["00-start.ipynb", "01-nerves.ipynb"]


@pytest.mark.parametrize(
    "path",
    [
        "massage_neuropathy/cli.py",
        "massage_neuropathy/widgets/course.css",
        f"{CONTENT}questions/01-nerves.yml",
    ],
)
def test_what_cannot_change_an_output_makes_nothing_stale(project, path):
    change(project / path, new="\n# changed\n")
    assert stale_names(project) == []


# The cell of lesson 1 shows one question, which cites one work.
@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("questions/01-nerves.yml", "start in the toes?", "begin in the toes?"),
        ("questions/01-nerves.yml", "The blood is slow there", "Blood is slow there"),
        ("questions/01-nerves.yml", "The longest fibers fail first.", "The longest fail first."),
        ("questions/01-nerves.yml", "teaches: Why the toes come first", "teaches: Six maps"),
        ("questions/01-nerves.yml", "[ginsberg2020]", "[ginsberg2020, smith2019]"),
        ("references.bib", "Ginsberg, Lionel", "Ginsburg, Lionel"),
    ],
)
def test_what_a_question_shows_makes_the_notebooks_stale_that_show_it(project, file, old, new):
    edit(project, CONTENT + file, old, new)
    assert stale_names(project) == ["01-nerves.ipynb"]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("questions/00-start.yml", "since a long flight", "since a long journey"),
        ("questions/01-nerves.yml", "Choose every map", "Choose each map"),
        ("questions/01-nerves.yml", "tag: fit", "tag: scope"),
        ("questions/01-nerves.yml", "bloom: understand", "bloom: apply"),
        ("objectives.yml", "Say which maps", "Tell which maps"),
        ("lessons.yml", "minutes: 30", "minutes: 35"),
        ("errors.yml", "waits where", "stays where"),
        ("glossary.yml", "A feeling of", "A sense of"),
        ("conditions/sensory.yml", "does not feel", "feels nothing"),
        ("claims.yml", "Begin lightly", "Start lightly"),
        ("references.bib", "Smith, Ann B.", "Smyth, Ann B."),
        ("references.bib", "Peripheral neuropathy in practice", "Neuropathy in practice"),
    ],
)
def test_content_that_no_widget_of_a_notebook_shows_leaves_it_fresh(project, file, old, new):
    edit(project, CONTENT + file, old, new)
    assert stale_names(project) == []


@pytest.mark.parametrize(
    "what",
    ['"why-toes-first", again_in="00-start"', 'lesson="01-nerves"', 'objective="length-pattern"'],
)
def test_a_changed_question_makes_the_notebooks_stale_that_name_it_its_lesson_or_objective(project, what):
    write_notebook(project / "notebooks" / "00-start.ipynb", ask(what))
    assert outputs.update(project) == 0
    edit(project, f"{CONTENT}questions/01-nerves.yml", "start in the toes?", "begin in the toes?")
    assert stale_names(project) == ["00-start.ipynb", "01-nerves.ipynb"]


@pytest.mark.parametrize("shown", ["claims_register()", "contradictions()", "verdicts()"])
def test_a_changed_claim_makes_the_notebook_stale_that_shows_the_claims(project, shown):
    path = project / "notebooks" / "01-nerves.ipynb"
    write_notebook(path, "show = print", shown)
    before = outputs.made_from(path, project, read_course(project))
    edit(project, f"{CONTENT}claims.yml", "Begin lightly", "Start lightly")
    assert outputs.made_from(path, project, read_course(project)) != before


def test_a_question_added_to_a_lesson_makes_the_notebooks_stale_that_show_all_of_it(project):
    write_notebook(project / "notebooks" / "01-nerves.ipynb", ask('lesson="00-start"'))
    assert outputs.update(project) == 0
    edit(project, f"{CONTENT}questions/00-start.yml", "pool: reserved", "pool: practice")
    assert stale_names(project) == ["01-nerves.ipynb"]


def test_content_that_cannot_be_used_is_reported_and_nothing_executed(project, capsys):
    change(project / "notebooks" / "00-start.ipynb", "hello", "good day")
    before = (project / "notebooks" / "00-start.ipynb").read_bytes()
    edit(project, f"{CONTENT}lessons.yml", "minutes: 30", "minutes: half an hour")
    assert outputs.update(project) == 1
    told = capsys.readouterr().err
    assert "lessons.yml:9: 01-nerves.minutes: should be a whole number, but is text" in told
    assert (project / "notebooks" / "00-start.ipynb").read_bytes() == before


def test_the_check_names_the_stale_notebook_and_executes_nothing(project, capsys):
    change(project / "notebooks" / "00-start.ipynb", "hello", "good day")
    before = (project / "notebooks" / "00-start.ipynb").read_bytes()
    assert outputs.update(project, check=True) == 1
    assert "00-start.ipynb: its outputs are stale" in capsys.readouterr().out
    assert (project / "notebooks" / "00-start.ipynb").read_bytes() == before


def test_a_failing_cell_is_named_and_its_notebook_left_as_it_was(project, capsys):
    path = write_notebook(project / "notebooks" / "00-start.ipynb", "x = 1", "1 / 0  # too much")
    before = path.read_bytes()
    change(project / "notebooks" / "01-nerves.ipynb", "7 nerves", "8 nerves")
    assert outputs.update(project) == 1
    told = capsys.readouterr().err
    assert 'code cell 2 ("cell-2") fails with ZeroDivisionError: division by zero' in told
    assert "1 / 0  # too much" in told
    assert path.read_bytes() == before
    assert stale_names(project) == ["00-start.ipynb"], "the other notebook is made all the same"


def test_a_notebook_saved_while_it_is_executed_is_not_overwritten(project, capsys):
    path = project / "notebooks" / "00-start.ipynb"
    write_notebook(
        path, "import pathlib\nwith pathlib.Path('00-start.ipynb').open('a') as file: file.write(' ');"
    )
    assert outputs.update(project) == 1
    assert "was changed while it was executed" in capsys.readouterr().err
    assert path.read_text(encoding="utf-8").endswith(" ")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("from IPython.display import Image; Image(b'\\x89PNG\\r\\n\\x1a\\n' + bytes(40))", "image/png"),
        ("import ipywidgets; ipywidgets.IntSlider()", "widget-view"),
        ("import sys; print('careful', file=sys.stderr)", "error stream"),
    ],
)
def test_an_output_that_does_not_belong_in_a_notebook_is_refused(project, source, said, capsys):
    write_notebook(project / "notebooks" / "00-start.ipynb", source)
    assert outputs.update(project) == 1
    assert said in capsys.readouterr().err


def test_notebooks_run_on_this_python_and_without_the_record_of_a_learner(project, monkeypatch):
    monkeypatch.setenv("MASSAGE_NEUROPATHY_DATA", "the-learner")
    path = write_notebook(
        project / "notebooks" / "00-start.ipynb",
        "import os, sys; print(sys.executable); print(os.environ['MASSAGE_NEUROPATHY_DATA'])",
    )
    assert outputs.update(project) == 0
    text = nbformat.read(path, as_version=4).cells[0].outputs[0].text
    assert text.splitlines()[0] == sys.executable
    assert "the-learner" not in text


def test_notebooks_are_executed_at_the_same_time(project):
    """Each of two notebooks waits for a sign from the other, which only comes if both are running."""
    wait = """
import pathlib, time
pathlib.Path("{own}").touch()
ends = time.monotonic() + 60
while not pathlib.Path("{other}").exists():
    assert time.monotonic() < ends, "the other notebook is not running"
    time.sleep(0.05)
"""
    write_notebook(project / "notebooks" / "00-start.ipynb", wait.format(own="sign-a", other="sign-b"))
    write_notebook(project / "notebooks" / "01-nerves.ipynb", wait.format(own="sign-b", other="sign-a"))
    assert outputs.update(project) == 0


# The notebooks of the course


def course_notebooks():
    return [pytest.param(path, id=path.stem) for path in outputs.lesson_notebooks(ROOT)]


def test_the_stored_outputs_are_fresh(capsys):
    assert outputs.lesson_notebooks(ROOT), "there are no notebooks"
    assert outputs.update(ROOT, check=True) == 0, capsys.readouterr().out


@pytest.mark.parametrize("path", course_notebooks())
def test_a_stored_notebook_is_small_and_the_same_everywhere(path):
    text = path.read_text(encoding="utf-8")
    notebook = nbformat.reads(text, as_version=4)
    assert text == outputs.as_text(outputs.tidy(notebook))
    assert "widgets" not in notebook.metadata
    assert notebook.metadata.kernelspec.name == "python3"
    assert notebook.metadata.language_info == {"name": "python"}
    # The picture of a question stands in its HTML; it is a drawing too.
    assert not re.search(r"image/(png|jpeg|gif|webp)|data:image(?!/svg)|widget-view", text)
    assert not re.search(r"<(object|[\w.]+) at 0x[0-9a-f]+>|/home/|/Users/|/root/", text)


@pytest.mark.parametrize("path", course_notebooks())
def test_code_cells_are_folded(path):
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert cell.metadata.get("jupyter", {}).get("source_hidden") is True, cell.id


def test_the_key_covers_exactly_the_modules_that_lessons_load():
    """A module missing from the key would leave outputs stale; one too many would execute in vain."""
    lesson = "from massage_neuropathy import figures, own_record, widgets"
    program = f"import sys, massage_neuropathy.figures.pictures; {lesson}; print(*sys.modules, sep='\\n')"
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout
    package = ROOT / "massage_neuropathy"
    covered = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in outputs._package_files(package)
        if path.suffix == ".py"
    }
    assert covered == {name for name in loaded.split() if name.partition(".")[0] == "massage_neuropathy"}


def test_the_key_covers_the_data_of_models():
    package = ROOT / "massage_neuropathy"
    data = {path for path in (package / "science").iterdir() if path.is_file() and path.suffix != ".py"}
    assert data, "the trials are data"
    assert data <= set(outputs._package_files(package))


# nbval


def run_nbval(notebook, **environment):
    """Run nbval on a notebook as `make test` does; return pytest's exit status and what it printed."""
    options = ["--nbval", "--nbval-current-env", "--nbval-cell-timeout=120", "-p", "no:cacheprovider"]
    result = subprocess.run(
        [sys.executable, "-m", "pytest", *options, "-p", "tests.last_digits", str(notebook)],
        capture_output=True,
        text=True,
        check=False,
        cwd=notebook.parent,
        env=os.environ | {"LAST_DIGITS_RULE": "0", "PYTHONPATH": str(ROOT)} | environment,
    )
    return result.returncode, result.stdout


NERVES = Path("notebooks") / "01-nerves.ipynb"


def tamper_with_outputs(path, stored, tampered):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cell = notebook["cells"][1]
    text = json.dumps(cell["outputs"])
    assert stored in text
    cell["outputs"] = json.loads(text.replace(stored, tampered))
    path.write_text(json.dumps(notebook), encoding="utf-8")


def test_nbval_passes_on_stored_outputs(project):
    status, said = run_nbval(project / NERVES)
    assert (status, "2 passed" in said) == (0, True), said


@pytest.mark.parametrize(
    ("stored", "tampered"),
    [("10.12", "10.13"), ("7 nerves", "8 nerves")],
    ids=["a digit in a figure", "a digit in HTML"],
)
def test_nbval_fails_when_one_digit_of_a_stored_output_is_changed(project, stored, tampered):
    tamper_with_outputs(project / NERVES, stored, tampered)
    status, said = run_nbval(project / NERVES)
    assert (status, "1 failed, 1 passed" in said) == (1, True), said


@pytest.mark.parametrize(
    ("stored", "tampered", "expected"),
    [("10.12", "10.13", 0), ("10.12", "11.12", 1), ("7 nerves", "8 nerves", 1)],
    ids=["a last digit passes", "a whole number fails", "a digit in HTML fails"],
)
def test_under_the_last_digits_rule(project, stored, tampered, expected):
    tamper_with_outputs(project / NERVES, stored, tampered)
    status, said = run_nbval(project / NERVES, LAST_DIGITS_RULE="1")
    assert status == expected, said
    assert "last-digits rule" in said


@pytest.mark.parametrize(
    ("stored", "fresh", "same"),
    [
        ("m72 10.5l3 4", "m71.99 10.51l3 4.01", True),
        ("m72 10.5", "m73 10.5", False),
        ("m72 10.5", "m72 10.52", False),
        ("m72 10.5", "m72 10.5 3", False),
        ("m72 10.5", "l72 10.5", False),
        ("fill:#e3dacb", "fill:#e3dacc", False),
        ("fill:#101010", "fill:#101011", False),
        ("<text>12 weeks</text>", "<text>13 weeks</text>", False),
        ('url(#fa1b2-3) id="fa1b2-3"', 'url(#f9c8d-3) id="f9c8d-3"', True),
        ('url(#fa1b2-3) id="fa1b2-3"', 'url(#f9c8d-3) id="f9c8d-4"', False),
    ],
)
def test_what_the_last_digits_rule_forgives(stored, fresh, same):
    assert last_digits.same_but_for_last_digits(stored, fresh) is same
