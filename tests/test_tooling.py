"""The commands, the workflow, and that what README and CONTRIBUTING tell people to do works."""

import ast
import graphlib
import os
import re
import runpy
import shutil
import subprocess
import sys
import textwrap
import tomllib
import zipfile
from pathlib import Path
from typing import get_args

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell
from ruamel.yaml import YAML

from massage_neuropathy import frames, outputs
from massage_neuropathy.balance import TOLERANCE
from massage_neuropathy.checks import NEARLY_THE_SAME, check_project
from massage_neuropathy.fields import Ground, Safety, Tag
from massage_neuropathy.figures import Illustration
from massage_neuropathy.questions import QUESTION_TYPES
from massage_neuropathy.schema import KINDS
from massage_neuropathy.widgets import explore
from massage_neuropathy.widgets.controls import MOST_STATES
from tests import browser
from tests.small_course import edit

ROOT = Path(__file__).resolve().parents[1]
CONTENT = Path("massage_neuropathy/content")
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")

posix = pytest.mark.xfail(os.name == "nt", reason="make and sh are not on Windows", run=False)


# What CONTRIBUTING tells people to do


def example(name, indent=0):
    """Return the code block of CONTRIBUTING.md that is marked as this example, indented as it is to be."""
    pattern = rf"^( *)<!-- example: {name} -->\n *```\w+\n(.*?)^ *```$"
    block = re.search(pattern, CONTRIBUTING, re.DOTALL | re.MULTILINE).group(2)
    return textwrap.indent(textwrap.dedent(block), " " * indent)


@pytest.fixture
def project(tmp_path):
    """A copy of the project, without what was built or installed."""
    installed = shutil.ignore_patterns(".*", "_build", "node_modules", "*.egg-info", "__pycache__")
    return shutil.copytree(ROOT, tmp_path / "project", ignore=installed)


def check_style(*paths, cwd):
    """Run on these files what `make check` runs on all."""
    for command in (["check"], ["format", "--check"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "--no-cache", *map(str, paths)],
            cwd=cwd,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr


def append(path, text):
    with path.open("a", encoding="utf-8") as file:
        file.write("\n" + text)


def problems(project):
    """What the check finds, without the lines, which move when something is added above them."""
    return {(problem.file, problem.field, problem.message) for problem in check_project(project)}


def add_question(project, name):
    """Add an example to the file of its lesson, and return it as read."""
    (question,) = YAML(typ="safe").load(example(name))
    append(project / CONTENT / "questions" / f"{question['lesson']}.yml", example(name))
    return question


def change_notebook(project, lesson, change):
    path = project / "notebooks" / f"{lesson}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    change(notebook)
    path.write_text(outputs.as_text(notebook), encoding="utf-8")
    check_style(path, cwd=project)


def test_the_example_of_a_question_passes_the_check(project):
    def show(notebook):
        cell = next(cell for cell in notebook.cells if '"thin-fiber-complaints"' in cell.source)
        cell.source = example("question cell").strip()

    before = problems(project)
    change_notebook(project, add_question(project, "question")["lesson"], show)
    assert problems(project) - before == set()


def test_the_example_of_a_question_is_missed_where_no_notebook_shows_it(project):
    before = problems(project)
    add_question(project, "question")
    ((_, field, message),) = problems(project) - before
    assert field == "dizzy-after-the-table.pool" and "no notebook shows" in message


def test_the_example_of_a_case_passes_the_check(project):
    before = problems(project)
    (case,) = YAML(typ="safe").load(example("case"))
    append(project / CONTENT / "cases" / "feet-and-feeling.yml", example("case"))
    shown = [
        new_markdown_cell(f"## {case['title']}", id="example-title"),
        new_code_cell(f'case("{case["id"]}")', id="shows-the-example"),
    ]
    change_notebook(project, case["page"], lambda notebook: notebook.cells.extend(shown))
    assert problems(project) - before == set()


def test_the_example_of_asking_the_screener_decides_as_it_says():
    told = {}
    exec(example("screening"), told)
    assert told["decision"].answer == re.search(r'`decision.answer` is `"([\w-]+)"`', CONTRIBUTING)[1]


@pytest.mark.parametrize("question_type", ["matching", "ordering", "numeric"])
def test_the_example_of_each_other_type_passes_the_check(project, question_type):
    before = problems(project)
    question = add_question(project, f"{question_type} question")
    assert question["type"] == question_type
    show = new_code_cell(f'quiz("{question["id"]}")', id="shows-the-example")
    change_notebook(project, question["lesson"], lambda notebook: notebook.cells.append(show))
    assert problems(project) - before == set()


def test_contributing_tells_how_every_type_is_marked():
    rows = re.findall(r"^\| `(\w+)` \|.* \|.* \|$", CONTRIBUTING, re.MULTILINE)
    assert [row for row in rows if row in QUESTION_TYPES] == list(QUESTION_TYPES)


def test_the_example_of_a_reserved_question_fills_its_slot_and_fits_the_example_of_a_picture(project):
    before = problems(project)
    question = add_question(project, "picture question")
    assert question["pool"] == "reserved"
    # All that is missing is its picture, which the next example draws.
    ((_, field, message),) = problems(project) - before
    assert field == f"{question['id']}.picture" and "there is none" in message

    path = project / "massage_neuropathy" / "figures" / "pictures.py"
    head, start, rest = path.read_text(encoding="utf-8").partition("PICTURES: Mapping")
    rest = rest.replace("\n}\n", f"\n{example('picture name', 4)}}}\n")
    path.write_text(f"{head}{example('picture')}\n\n{start}{rest}", encoding="utf-8")
    check_style(path, cwd=project)
    picture = runpy.run_path(str(path))["PICTURES"][question["picture"]]()
    assert list(picture.areas) == [option["id"] for option in question["options"]]
    assert picture.illustration.svg.startswith("<svg")


def put_below(project, file, line, text):
    """Put text below a line of a file."""
    edit(project, file, line, line + text)


def test_the_example_of_a_lesson_passes_the_check_but_for_the_questions_it_still_needs(project, monkeypatch):
    before = problems(project)
    lessons = (project / CONTENT / "lessons.yml").read_text(encoding="utf-8")
    (fifth,) = re.findall(r"^- id: 05-.*\n(?:  .*\n)+", lessons, re.MULTILINE)
    put_below(project, CONTENT / "lessons.yml", fifth, example("lessons"))
    append(project / CONTENT / "objectives.yml", example("objectives"))
    append(project / CONTENT / "glossary.yml", example("term"))
    append(project / CONTENT / "questions" / "15-after-shingles.yml", example("lesson questions"))
    put_below(project, "_toc.yml", "notebooks/05-cancer\n", example("contents", indent=6))
    row = "| 5 | [Cancer treatment and neuropathy](notebooks/05-cancer.ipynb) | 35 |\n"
    put_below(project, "index.md", row, example("home page"))
    script = project / "notebooks" / "make_lesson.py"
    script.write_text(example("lesson notebook"), encoding="utf-8")
    monkeypatch.chdir(project)
    runpy.run_path(str(script))
    assert {(field, message) for _, field, message in problems(project) - before} == {
        ("15-after-shingles.id", "1 practice question in this lesson, and 10 are needed"),
        ("after-the-rash.id", "1 question for this objective, and 3 are needed"),
    }
    imports, *others = nbformat.read("notebooks/15-after-shingles.ipynb", as_version=4).cells[1:]
    exec(imports.source, imported := {})
    assert {"before_you_read", "quiz", "your_guess"} <= set(imported)
    assert sum(cell.cell_type == "code" for cell in others) == 3
    check_style(script, "notebooks/15-after-shingles.ipynb", cwd=project)


def test_the_example_of_a_figure_draws(project):
    module = project / "massage_neuropathy" / "figures" / "types.py"
    append(module, "\n" + example("figure"))
    check_style(module, cwd=project)
    drawn = runpy.run_path(str(module))["one_hand_or_both"]()
    assert isinstance(drawn, Illustration)
    assert drawn.svg.startswith("<svg")
    assert "Both hands" in drawn.description


def test_the_example_of_an_explorer_draws_all_its_states(project):
    module = project / "massage_neuropathy" / "figures" / "toe.py"
    module.write_text(example("explorer"), encoding="utf-8")
    check_style(module, cwd=project)
    figure = runpy.run_path(str(module))["toe_to_spine"]
    explorer = eval(example("explorer cell"), {"explore": explore, "toe_to_spine": figure})
    explorer.controls["fiber"].value = "slow"
    assert explorer.frame.state["outcome"] == "Over 1 m the slow fiber's signal takes 1163 ms."
    explorer.controls["length"].value = 1.5
    assert explorer.frame.state["outcome"] == "Over 1.5 m the slow fiber's signal takes 1744 ms."


def test_contributing_tells_the_limits_of_explorers():
    told = " ".join(CONTRIBUTING.split())
    assert f"at most {MOST_STATES} states and {frames.MOST_BYTES // 2**20} MiB of pictures" in told
    assert f"at most {frames.MOST_BYTES_A_PICTURE // 2**10} KiB on the wire" in told


def test_contributing_gives_a_reason_for_every_number_of_the_standards():
    standards = YAML(typ="safe").load((ROOT / CONTENT / "standards.yml").read_text(encoding="utf-8"))
    numbers = {name: value for name, value in standards.items() if not isinstance(value, list | dict)}
    rows = re.findall(r"^\| `(\w+)` \| ([\d.]+) \| .+ \|$", CONTRIBUTING, re.MULTILINE)
    assert {name: float(value) for name, value in rows} == numbers
    assert f"shares {NEARLY_THE_SAME:.0%} of its words" in CONTRIBUTING
    assert f"within {TOLERANCE:.0f} standard deviations" in CONTRIBUTING


def test_contributing_names_the_safety_families_the_tags_and_the_grounds():
    told = " ".join(CONTRIBUTING.split())
    assert [family for family in get_args(Safety) if f"**{family}** " not in told] == []
    assert [tag for tag in get_args(Tag) if f"| `{tag}` |" not in told] == []
    assert ", ".join(get_args(Ground)) in told


def test_the_table_of_the_reference_pages_names_files_and_fields_that_exist():
    rows = re.findall(r"^\| An? [\w ]+ \| `([\w./*]+)` \| (.*) \|$", CONTRIBUTING, re.MULTILINE)
    kinds = {kind.place: kind.model for kind in KINDS.values()}
    assert {file for file, _ in rows} >= {"trials.yml", "mechanisms.yml", "claims.yml", "conditions/*.yml"}
    for file, told in rows:
        fields = set(re.findall(r"`(\w+)`", told))
        assert [*(ROOT / CONTENT).glob(file)]
        assert fields <= set(kinds[file].model_fields if file in kinds else ())


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_file_a_document_links_to_is_there(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    without_code = re.sub(r"^ *```.*?^ *```$", "", text, flags=re.DOTALL | re.MULTILINE)
    links = re.findall(r"\]\(([^)#]+)", without_code)
    assert [link for link in links if "://" not in link and not (ROOT / link).exists()] == []


def test_the_links_inside_contributing_find_their_headings():
    headings = re.findall(r"^#+ (.+)$", CONTRIBUTING, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", CONTRIBUTING)) <= anchors


def modules():
    """The modules of the package by their path, without those that only make it one."""
    package = ROOT / "massage_neuropathy"
    return {path: path.relative_to(package).parts[0].removesuffix(".py") for path in package.rglob("*.py")}


def uses(path):
    """The modules of the package that a module imports, or names in full, by the first part of their name."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and re.fullmatch(r"massage_neuropathy(\.\w+)+", str(node.value)):
            names.add(node.value)
        if isinstance(node, ast.Import):
            names |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} has a relative import"
            names |= {f"{node.module}.{each.name}" for each in node.names}
    used = {name.split(".")[1] for name in names if name.startswith("massage_neuropathy.")}
    return used - {"__version__"}


def test_every_module_stands_on_its_floor_and_uses_none_above():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d) \| (`.+`) \| .+ \|$", readme, re.MULTILINE)
    floor = {name: int(number) for number, names in rows for name in re.findall(r"`(\w+)`", names)}
    assert set(floor) == set(modules().values()) - {"__init__"}
    upward = [
        f"{path.relative_to(ROOT)} uses {used}"
        for path, name in modules().items()
        for used in uses(path)
        if floor[used] > floor[name]
    ]
    assert upward == []


def test_modules_do_not_use_each_other_in_circles():
    graph = {}
    for path, name in modules().items():
        graph.setdefault(name, set()).update(uses(path) - {name})
    assert "content" in graph["checks"]
    graphlib.TopologicalSorter(graph).prepare()


# Commands


def test_the_package_ships_its_content(project, tmp_path):
    options = ["--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(tmp_path)]
    subprocess.run([sys.executable, "-m", "pip", "wheel", *options, str(project)], check=True)
    shipped = set(zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist())
    package = ROOT / "massage_neuropathy"
    files = (path for path in package.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    assert {path.relative_to(ROOT).as_posix() for path in files} <= shipped


def make(*arguments, cwd=ROOT, **environment):
    return subprocess.run(
        ["make", "--no-print-directory", *arguments],
        cwd=cwd,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@posix
def test_make_help_names_every_target_of_the_readme():
    told = make("help").stdout
    targets = re.findall(r"(?:^|`)make (\w+)", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert {target for target in targets if f"make {target} " not in told} == set()


@pytest.fixture
def bare(tmp_path):
    """A folder with the Makefile in it, and a Python that is not good enough."""
    for name in ("Makefile", "requirements.txt", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def program(folder, text):
    path = folder / "python-of-old"
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


@posix
def test_an_old_python_is_named_and_nothing_is_made(bare):
    result = make("outputs", f"PYTHON={program(bare, 'exit 1')}", cwd=bare)
    assert result.returncode != 0
    assert "Python 3.11 or newer is needed" in result.stdout
    assert not (bare / ".venv").exists()


@posix
def test_a_python_without_venv_says_which_package_to_install(bare):
    python = program(bare, 'case "$2" in *venv*) exit 1;; esac')
    result = make("outputs", f"PYTHON={python}", cwd=bare)
    assert result.returncode != 0
    assert "sudo apt-get install python3-venv" in result.stdout


def setting_up(folder, pip):
    """Set up .venv with a Python that is good enough, whose pip is a shell script."""
    made = f'#!/bin/sh\ncase "$*" in *requirements.txt*) {pip};; esac\n'
    script = folder / "venv-python"
    script.write_text(made, encoding="utf-8")
    script.chmod(0o755)
    make_venv = f'case "$*" in "-m venv .venv") mkdir -p .venv/bin && cp {script} .venv/bin/python;; esac'
    return make(".venv/.ready", f"PYTHON={program(folder, make_venv)}", cwd=folder)


@posix
def test_setting_up_shows_that_it_gets_on(bare):
    pip = (
        "echo Collecting numpy==2; echo '  Using cached'; echo Collecting scipy==1; echo Installing collected"
    )
    result = setting_up(bare, pip)
    assert result.returncode == 0, result.stderr
    assert result.stdout.splitlines()[1:] == [".. all here, installing"]
    assert (bare / ".venv" / ".ready").exists()


@posix
def test_setting_up_fails_where_pip_does_and_shows_what_it_says(bare):
    result = setting_up(bare, "echo Collecting numpy==2; echo no such version >&2; exit 1")
    assert result.returncode != 0
    assert "no such version" in result.stderr
    assert not (bare / ".venv" / ".ready").exists()


@posix
def test_ci_runs_the_test_command_of_the_readme():
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert script.read_text(encoding="utf-8").splitlines()[-1] == "make test"


# Pins and the workflow


def test_every_version_is_pinned_with_its_hash():
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    requirements = re.split(r"\n(?=\w)", text)[1:]
    assert len(requirements) > 100
    for requirement in requirements:
        assert re.match(r"[\w.-]+(\[[\w,-]+\])?==\S+ ", requirement), requirement.splitlines()[0]
        assert "--hash=sha256:" in requirement, requirement.splitlines()[0]
    assert "://" not in text, "no address of an index belongs in the pins"


def test_the_pins_hold_jupyter_book_below_version_2():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "jupyter-book>=1.0.4,<2" in project["optional-dependencies"]["book"]
    assert re.search(
        r"^jupyter-book==1\.", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE
    )


def test_the_lock_of_the_npm_tools_holds_no_address():
    text = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in text
    assert '"integrity"' in text


def workflows():
    return sorted((ROOT / ".github" / "workflows").glob("*.yml"))


@pytest.mark.parametrize("path", workflows(), ids=lambda path: path.stem)
def test_a_workflow_has_sound_syntax_and_pinned_actions(path):
    workflow = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    assert {"name", "on", "permissions", "jobs"} <= set(workflow)
    jobs = workflow["jobs"]
    for job in jobs.values():
        assert {"runs-on", "timeout-minutes", "steps"} <= set(job)
        needs = job.get("needs", [])
        assert set([needs] if isinstance(needs, str) else needs) <= set(jobs)
        for step in job["steps"]:
            assert ("run" in step) != ("uses" in step)
            assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", step.get("uses", "a/b@" + "0" * 40))


def test_the_workflow_tests_on_three_systems_before_it_publishes():
    jobs = YAML(typ="safe").load((ROOT / ".github/workflows/course.yml").read_text(encoding="utf-8"))["jobs"]
    assert jobs["test"]["strategy"]["matrix"]["os"] == ["ubuntu-latest", "macos-latest"]
    assert jobs["test-windows"]["runs-on"] == "windows-latest"
    assert jobs["publish"]["needs"] == ["test", "test-windows"]


def test_the_workflow_runs_on_windows_what_the_readme_says():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    block = re.search(r"```powershell\n(.*?)```", readme, re.DOTALL).group(1)
    told = [line.partition("#")[0].strip() for line in block.splitlines()]
    jobs = YAML(typ="safe").load((ROOT / ".github/workflows/course.yml").read_text(encoding="utf-8"))["jobs"]
    run = "\n".join(step.get("run", "") for step in jobs["test-windows"]["steps"])
    for command in run.splitlines():
        if not command.startswith('"$PWD'):
            assert command.strip() in told
    for name, value in jobs["test-windows"]["env"].items():
        assert f'$env:{name} = "{value}"' in told


def test_without_make_the_readme_names_every_command_that_make_runs_of_the_course():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    block = re.search(r"```powershell\n(.*?)```", readme, re.DOTALL).group(1)
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    runs = re.findall(r"\$\(BIN\)/(massage-neuropathy (?:dist|lab|outputs))", makefile)
    assert {command for command in runs if not re.search(rf"^{command} ", block, re.MULTILINE)} == set()
    assert len(runs) == 3


def python_files():
    return [*ROOT.glob("*.py"), *ROOT.glob("massage_neuropathy/**/*.py"), *ROOT.glob("tests/**/*.py")]


@pytest.mark.parametrize("path", python_files(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_text_is_read_and_written_as_utf_8_whatever_the_system_is_set_to(path):
    def forgets(call):
        name = getattr(call.func, "attr", None)
        mode = getattr(call.args[0], "value", "rb") if name == "open" and call.args else "r"
        as_text = name in ("read_text", "write_text") or (name == "open" and "b" not in mode)
        return as_text and "encoding" not in [word.arg for word in call.keywords]

    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    assert [f"line {call.lineno}" for call in calls if forgets(call)] == []


def test_git_keeps_line_ends_and_pictures_as_they_are():
    attributes = (ROOT / ".gitattributes").read_text(encoding="utf-8")
    assert attributes.splitlines() == ["* text=auto eol=lf", "*.png binary"]


# Finding the browsers


@posix
def test_a_snap_is_not_taken_for_a_browser(tmp_path, monkeypatch):
    stub = tmp_path / "chromium"
    stub.write_text("#!/bin/sh\nexec /snap/bin/chromium\n", encoding="utf-8")
    stub.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert browser.find_program(("chromium",)) is None
    stub.write_text("#!/bin/sh\nexec /usr/lib/chromium/chromium\n", encoding="utf-8")
    assert browser.find_program(("chromium",)) == str(stub)


def test_a_browser_that_cannot_be_had_fails_and_says_what_to_install(monkeypatch, capsys):
    for name in ("try_chromium", "try_firefox", "install_chromium", "install_firefox"):
        monkeypatch.setattr(browser, name, lambda: None)
    assert browser.main() == 1
    told = capsys.readouterr().err
    assert "sudo apt-get install chromium" in told
    assert "sudo apt-get install firefox-esr" in told
    assert "NO_BROWSER=1 make test" in told


def test_a_missing_browser_is_installed_and_tried_again(monkeypatch, capsys):
    versions = {"chromium": None, "firefox": "153"}
    monkeypatch.setattr(browser, "try_chromium", lambda: versions["chromium"])
    monkeypatch.setattr(browser, "try_firefox", lambda: versions["firefox"])
    monkeypatch.setattr(browser, "install_chromium", lambda: versions.update(chromium="156"))
    assert browser.main() == 0
    assert "Chromium 156" in capsys.readouterr().out


def test_only_the_browser_that_is_named_has_to_be_there(monkeypatch):
    monkeypatch.setattr(browser, "try_chromium", lambda: "156")
    for name in ("try_firefox", "install_firefox"):
        monkeypatch.setattr(browser, name, lambda: None)
    assert (browser.main(["chromium"]), browser.main()) == (0, 1)


@pytest.mark.parametrize(
    ("download_works", "root", "system", "expected"),
    [
        (True, True, "ubuntu", ["install chromium", "install-deps chromium"]),
        (True, False, "ubuntu", ["install chromium"]),
        (False, True, "debian", ["install chromium", "apt-get chromium"]),
        (False, True, "ubuntu", ["install chromium"]),
        (False, False, "debian", ["install chromium"]),
    ],
)
def test_chromium_is_downloaded_or_else_debians(monkeypatch, download_works, root, system, expected):
    done = []

    def run(*command):
        if "playwright" in command:
            done.append(" ".join(command[-2:]))
            return download_works
        if "install" in command:
            done.append(f"{command[0]} {command[-1]}")
        return True

    monkeypatch.setattr(browser, "_run", run)
    monkeypatch.setattr(browser, "_may_install_packages", lambda: root)
    monkeypatch.setattr(browser, "_distribution", lambda: system)
    browser.install_chromium()
    assert done == expected


def test_firefox_is_installed_in_the_same_way(monkeypatch):
    asked = []
    monkeypatch.setattr(browser, "_install", lambda *names: asked.append(names))
    browser.install_firefox()
    assert asked == [("firefox", "firefox-esr")]
