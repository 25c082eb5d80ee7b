"""The content as it was read last: taken up again while nothing has changed, and never when it is wrong."""

import pytest

from massage_neuropathy import content, kept_course
from massage_neuropathy.content import ContentError
from tests.small_course import edit, write_project

CONTENT = "massage_neuropathy/content"


@pytest.fixture
def project(tmp_path):
    return write_project(tmp_path)


def read(project):
    return kept_course.read_kept(project / CONTENT, project / "_build/content")


def test_what_was_kept_is_the_same_course_and_no_file_is_read_again(project, monkeypatch):
    first = read(project)
    monkeypatch.setattr(kept_course, "read_content", None)
    assert read(project) == first


def test_changed_content_is_read_anew_and_only_the_last_is_kept(project):
    before = read(project)
    edit(project, f"{CONTENT}/questions/01-nerves.yml", "start in the toes?", "begin in the toes?")
    assert read(project) != before
    assert len(list((project / "_build/content").iterdir())) == 1


def test_what_others_have_put_into_the_folder_stays(project):
    mine = project / "_build/content/mine"
    mine.mkdir(parents=True)
    (mine.parent / "a-note.txt").write_text("Mine.", encoding="utf-8")
    read(project)
    assert mine.exists()
    assert (mine.parent / "a-note.txt").exists()


def test_content_with_a_mistake_is_reported_and_not_kept(project):
    edit(project, f"{CONTENT}/lessons.yml", "minutes: 30", "minutes: half an hour")
    for _ in range(2):
        with pytest.raises(ContentError, match="should be a whole number"):
            read(project)


def test_a_course_that_is_provided_is_the_one_that_is_loaded(project, monkeypatch):
    monkeypatch.setattr(content, "_courses", {})
    course = read(project)
    content.provide_course(course)
    assert content.load_course() is course
