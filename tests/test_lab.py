"""The lessons in JupyterLab: the learner's copy, and how JupyterLab is set up for it."""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import psutil
import pytest
from nbformat.sign import NotebookNotary
from playwright.sync_api import expect

from massage_neuropathy import lab as lessons
from massage_neuropathy import outputs
from tests.lab_server import stop

ROOT = Path(__file__).resolve().parents[1]
START = "notebooks/00-start.ipynb"
NERVES = "notebooks/01-nerves.ipynb"


def set_cell(path, source):
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[0].source = source
    path.write_text(outputs.as_text(notebook), encoding="utf-8")


def first_cell(path):
    return nbformat.read(path, as_version=4).cells[0].source


@pytest.fixture
def project(tmp_path):
    """Two lessons of one cell each, and the pages they link to."""
    for name in (START, NERVES):
        path = tmp_path / "project" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        cell = nbformat.v4.new_code_cell("1 + 1", id="sum", execution_count=1)
        path.write_text(outputs.as_text(nbformat.v4.new_notebook(cells=[cell])), encoding="utf-8")
    (tmp_path / "project" / "book").mkdir()
    for name, marker in (("glossary.md", "<!-- glossary -->"), ("references.md", "<!-- references -->")):
        (tmp_path / "project" / "book" / name).write_text(f"# Page\n\n{marker}\n", encoding="utf-8")
    return tmp_path / "project"


@pytest.fixture
def copy(project, tmp_path):
    lessons.refresh(tmp_path / "copy", project)
    return tmp_path / "copy"


def test_a_lesson_the_learner_has_not_changed_is_brought_up_to_date(project, copy):
    set_cell(project / START, "2 + 2")
    assert START in lessons.refresh(copy, project).written
    assert first_cell(copy / START) == "2 + 2"


def test_a_lesson_the_learner_has_changed_is_kept_and_named(project, copy):
    set_cell(copy / START, "40 + 2")
    set_cell(project / START, "2 + 2")
    set_cell(project / NERVES, "3 + 3")
    assert lessons.refresh(copy, project).kept == [START]
    assert first_cell(copy / START) == "40 + 2"
    assert first_cell(copy / NERVES) == "3 + 3"


def test_a_lesson_that_was_only_run_counts_as_unchanged(project, copy):
    notebook = nbformat.read(copy / START, as_version=4)
    notebook.cells[0].outputs = [nbformat.v4.new_output("stream", text="2")]
    notebook.cells[0].execution_count = 7
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "another"}
    nbformat.write(notebook, copy / START)
    set_cell(project / START, "2 + 2")
    assert lessons.refresh(copy, project).kept == []
    assert first_cell(copy / START) == "2 + 2"


def test_a_file_that_was_there_before_the_copy_is_kept(project, tmp_path):
    mine = tmp_path / "mine" / START
    mine.parent.mkdir(parents=True)
    mine.write_text("not a notebook at all", encoding="utf-8")
    assert lessons.refresh(tmp_path / "mine", project).kept == [START]
    assert mine.read_text(encoding="utf-8") == "not a notebook at all"


def test_what_the_learner_has_added_is_left_alone(project, copy):
    (copy / "notebooks" / "my notes.ipynb").write_text("{}", encoding="utf-8")
    lessons.refresh(copy, project)
    assert (copy / "notebooks" / "my notes.ipynb").read_text(encoding="utf-8") == "{}"


def test_a_lesson_the_learner_has_deleted_comes_back(project, copy):
    (copy / START).unlink()
    lessons.refresh(copy, project)
    assert (copy / START).exists()


def test_the_originals_are_never_written(project, copy):
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    set_cell(copy / START, "40 + 2")
    lessons.refresh(copy, project)
    assert before == {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}


def test_the_copy_is_trusted_and_a_strangers_notebook_is_not(project, copy):
    notary = NotebookNotary()
    assert notary.check_signature(nbformat.read(copy / START, as_version=4))
    set_cell(copy / START, "40 + 2")
    assert not notary.check_signature(nbformat.read(copy / START, as_version=4))


def text_of(path):
    """The text of a page, or that of the text cells of a notebook."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".ipynb":
        return text
    cells = nbformat.reads(text, as_version=4).cells
    return "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


def test_every_link_of_a_lesson_or_page_arrives_in_the_copy(tmp_path):
    lessons.refresh(tmp_path, ROOT)
    pages = {path.name for path in (tmp_path / "book").glob("*.md")}
    assert pages == {path.name for path in (ROOT / "book").glob("*.md")}
    linked = set()
    for path in [*tmp_path.glob("notebooks/*.ipynb"), *tmp_path.glob("book/*.md")]:
        text = path.read_text(encoding="utf-8")
        for page, anchor in re.findall(r"\]\(([^):#]+\.(?:md|ipynb))#?([^)]*)\)", text):
            target = text_of(path.parent / page)
            # JupyterLab names a heading by its words, with dashes for spaces.
            headings = [
                line.lstrip("# ").replace(" ", "-") for line in target.splitlines() if line[:1] == "#"
            ]
            arrives = not anchor or f'id="{anchor}"' in target or anchor in headings
            assert arrives, f"{path.name}: {page}#{anchor}"
            linked.add(f"{path.name}: {page}")
    assert {"00-start.ipynb: ../book/glossary.md", "about.md: how-to-use.md"} <= linked
    assert "<!--" not in (tmp_path / "book" / "glossary.md").read_text(encoding="utf-8")


def test_without_lessons_it_says_where_to_run_it(tmp_path, capsys):
    assert lessons.main(["--root", str(tmp_path), "--dir", str(tmp_path / "copy")]) == 1
    assert "run this in the folder of the project" in capsys.readouterr().err


def saved(*outputs_data):
    cell = nbformat.v4.new_code_cell(
        outputs=[nbformat.v4.new_output("display_data", d) for d in outputs_data]
    )
    notebook = nbformat.v4.new_notebook(cells=[cell], metadata={"widgets": {"state": {}}})
    model = {"type": "notebook", "content": notebook}
    lessons.drop_widget_views(model, path="a.ipynb", contents_manager=None)
    return notebook


def test_saving_drops_the_view_of_a_widget_that_has_html_and_the_state_of_all():
    notebook = saved({lessons.WIDGET_VIEW: {"model_id": "a"}, "text/html": "<p></p>"})
    assert notebook.cells[0].outputs[0].data == {"text/html": "<p></p>"}
    assert "widgets" not in notebook.metadata


def test_saving_keeps_the_view_of_a_widget_that_has_no_html():
    data = {lessons.WIDGET_VIEW: {"model_id": "a"}, "text/plain": "IntSlider()"}
    assert saved(data).cells[0].outputs[0].data == data


def test_saving_a_folder_or_a_text_file_does_nothing():
    lessons.drop_widget_views({"type": "file", "content": "text"})
    lessons.drop_widget_views({"type": "notebook", "content": None})


# In a real JupyterLab


@pytest.mark.xfail(os.name == "nt", reason="on Windows no process can refuse to end", run=False)
def test_a_server_that_does_not_end_is_killed_with_its_kernels():
    stubborn = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True)"
    # As Jupyter does, the server starts its kernels in a session of their own.
    program = f"""
import subprocess, sys
kernel = subprocess.Popen([sys.executable, "-c", {stubborn + "; time.sleep(60)"!r}],
                          stdout=subprocess.PIPE, start_new_session=True)
kernel.stdout.readline()
{stubborn}
time.sleep(60)
"""
    server = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE)
    server.stdout.readline()
    (kernel,) = psutil.Process(server.pid).children()
    stop(server, patience_s=0.2)
    assert server.poll() is not None
    kernel.wait(timeout=5)


@pytest.fixture
def lesson(page, lab):
    page.goto(lab.url(START))
    expect(page.locator(".jp-NotebookPanel")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible(timeout=60_000)
    return page


def choose(page, menu, entry):
    page.get_by_role("menuitem", name=menu, exact=True).click()
    page.get_by_role("menuitem", name=entry).first.click()


def test_a_lesson_opens_folded_and_without_a_word_about_news(lesson):
    expect(lesson.locator(".jp-MarkdownOutput h1").first).to_be_visible()
    lesson.wait_for_timeout(3000)  # The question about news used to come a moment after the start.
    expect(lesson.get_by_role("dialog")).to_have_count(0)
    assert "news" not in lesson.locator("body").inner_text().lower()
    expect(lesson.locator(".jp-CodeCell .jp-InputArea:visible .cm-editor:visible")).to_have_count(0)


def test_saving_in_jupyterlab_stores_no_view_of_a_widget(lesson, lab):
    choose(lesson, "Run", "Run All Cells")
    expect(lesson.locator(".jp-CodeCell .mn-quiz").first).to_be_visible(timeout=60_000)
    path = lab.folder / START
    before = path.stat().st_mtime_ns
    choose(lesson, "File", "Save Notebook")
    ends = time.monotonic() + 60
    text = ""
    # A file that is being written is empty for a moment.
    while not text and time.monotonic() < ends:
        lesson.wait_for_timeout(100)
        text = path.read_text(encoding="utf-8") if path.stat().st_mtime_ns != before else ""
    assert text, "the lesson was not saved"
    assert "mn-quiz" in text
    assert lessons.WIDGET_VIEW not in text
    assert "widgets" not in json.loads(text)["metadata"]


def test_a_page_is_shown_as_a_page_and_its_links_open_the_next(page, lab):
    page.goto(lab.url("book/about.md"))
    shown = page.locator(".jp-MarkdownViewer:visible")
    shown.get_by_role("link", name="How to use this course").click(timeout=60_000)
    expect(shown.get_by_role("heading", name="Answering a question")).to_be_visible(timeout=30_000)
