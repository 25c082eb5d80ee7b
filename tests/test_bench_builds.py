"""The comparison of build times: its copies, its sums, its table."""

import nbformat
import pytest

from massage_neuropathy.content import load_course, read_content
from massage_neuropathy.pages import is_lesson
from tests.bench import builds


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """A copy of the course with two more of every lesson: nine would take the same way, and ten seconds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(builds, "COPIES", "bc")
        yield _enlarged(tmp_path_factory)


def _enlarged(tmp_path_factory):
    folder = builds.copy_ours(builds.ROOT, tmp_path_factory.mktemp("builds") / "large", executes=False)
    builds.enlarge(folder)
    return folder


def took(**changes):
    seconds = {
        ("ours", builds.EXECUTED, builds.COLD): 60.0,
        ("stock", builds.EXECUTED, builds.COLD): 100.0,
        ("ours", builds.EXECUTED, builds.TEXT_EDITED): 9.0,
        ("ours", builds.EXECUTED, builds.CODE_EDITED): 12.0,
        ("ours", builds.LARGE, builds.COLD): 660.0,
    }
    return seconds | {("ours", *key): value for key, value in changes.items()}


def test_limits_are_kept_up_to_themselves_and_missed_beyond():
    assert [budget.kept for budget in builds.budgets(took())] == [True, True, True, True]
    beyond = {key: value + 4 for key, value in took().items() if key[0] == "ours"}
    found = builds.budgets(took() | beyond | {("ours", builds.LARGE, builds.COLD): 800.0})
    assert [budget.kept for budget in found] == [False, False, False, False]


@pytest.mark.parametrize("change", [builds.TEXT_EDITED, builds.CODE_EDITED])
def test_an_edit_of_text_and_one_of_code_are_judged_each(change):
    slow = builds.budgets(took() | {("ours", builds.EXECUTED, change): 12.1})
    assert [budget.kept for budget in slow].count(False) == 1


def test_without_the_large_course_its_cost_is_not_judged():
    small = {key: value for key, value in took().items() if key[1] != builds.LARGE}
    assert len(builds.budgets(small)) == 3


def test_the_table_has_ours_beside_stock_and_a_dash_where_stock_was_not_built():
    lines = [line.split() for line in builds.table(took()).splitlines()]
    assert lines[1] == ["executed,", "cold", "60.0", "100.0", "0.60"]
    assert lines[-1][-3:] == ["660.0", "-", "-"]


def test_the_large_course_is_a_course_without_mistakes(large):
    reading = read_content(large / "massage_neuropathy/content")
    assert reading.problems == []
    course = load_course()
    numbered = [name for name in course.lessons if not name.startswith("00")]
    assert len(reading.course.lessons) == len(course.lessons) + 2 * len(numbered)
    practice = [one for one in course.questions.values() if one.pool == "practice" and one.lesson in numbered]
    assert len(reading.course.questions) == len(course.questions) + 2 * len(practice)


def test_every_copied_lesson_stands_in_the_contents_and_asks_its_own_questions(large):
    notebook = nbformat.read(large / "notebooks/01-nerves-b.ipynb", as_version=4)
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    assert '"why-toes-first-b"' in code
    contents = (large / "_toc.yml").read_text(encoding="utf-8")
    copies = [path.stem for path in (large / "notebooks").glob("*-?.ipynb") if is_lesson(path.stem)]
    assert len(copies) == 2 * 14
    assert all(f"file: notebooks/{name}\n" in contents for name in copies)


def test_stripped_notebooks_have_no_outputs_and_an_edit_changes_one_cell(large):
    before = nbformat.read(large / f"notebooks/{builds.EDITED}.ipynb", as_version=4)
    after = nbformat.read(builds.edit(large, "markdown"), as_version=4)
    assert sum(old != new for old, new in zip(before.cells, after.cells, strict=True)) == 1
    builds.strip_outputs(large)
    for path in (large / "notebooks").glob("*.ipynb"):
        cells = nbformat.read(path, as_version=4).cells
        assert not any(cell.outputs for cell in cells if cell.cell_type == "code")
