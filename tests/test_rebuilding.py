"""Which pages a change concerns, when the book is built again."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from docutils import nodes

from massage_neuropathy.sphinx_ext import assets, explorers, npm, rebuilding
from massage_neuropathy.sphinx_ext.entries import fill as fill_entries
from massage_neuropathy.sphinx_ext.gathered import fill as fill_gathered

ROOT = Path(__file__).resolve().parents[1]
NAMES = {"index", "notebooks/01-nerves", "notebooks/02-kinds"}


def toc(*headings):
    """The contents of a page, as Sphinx keeps them."""
    items = [nodes.list_item("", nodes.paragraph("", heading)) for heading in headings]
    return nodes.bullet_list("", *items)


@pytest.fixture
def env():
    return SimpleNamespace(
        found_docs=NAMES,
        metadata={name: {"myst_slugs": {"first": (1, "first", "First")}} for name in NAMES},
        longtitles={name: nodes.title("", name) for name in NAMES},
        tocs={name: toc("First", "Second") for name in NAMES},
    )


@pytest.fixture
def app(tmp_path):
    (tmp_path / "doctrees").mkdir()
    for name in ("_static/theme.js", "_templates/layout.html"):
        path = tmp_path / "book" / name
        path.parent.mkdir(parents=True)
        path.write_text("text", encoding="utf-8")
    return SimpleNamespace(
        srcdir=tmp_path,
        doctreedir=tmp_path / "doctrees",
        config=SimpleNamespace(root_doc="index", html_baseurl=""),
        builder=SimpleNamespace(format="html"),
        keep_going=True,
        _warncount=0,
    )


def written(app, env, error=None):
    """Which pages a build writes that ends well, or with an error."""
    pages = set(rebuilding.pages_to_write(app, env))
    rebuilding.note_written(app, error)
    return pages


def test_the_first_build_writes_all_pages_and_the_next_none_but_the_first(app, env):
    assert written(app, env) == NAMES
    assert written(app, env) == {"index"}


def test_what_was_interrupted_or_failed_has_every_page_written_by_the_next_build(app, env):
    written(app, env)
    rebuilding.pages_to_write(app, env)
    assert written(app, env) == NAMES, "interrupted"
    written(app, env, error=OSError("no space left"))
    assert written(app, env) == NAMES, "failed"
    assert written(app, env) == {"index"}


def test_a_build_that_failed_by_a_warning_has_every_page_read_anew(app, env):
    read = app.doctreedir / "environment.pickle"
    for app.keep_going, app._warncount, kept in ((False, 1, True), (True, 0, True), (True, 1, False)):
        read.write_bytes(b"")
        written(app, env)
        assert read.exists() == kept
    assert written(app, env) == NAMES


@pytest.mark.parametrize(
    "change",
    [
        lambda app, env: env.tocs.update({"notebooks/02-kinds": toc("First", "Another")}),
        lambda app, env: env.longtitles.update({"notebooks/02-kinds": nodes.title("", "Kinds")}),
        lambda app, env: env.metadata["notebooks/02-kinds"].update(myst_slugs={}),
        lambda app, env: setattr(app.config, "html_baseurl", "https://example.org/"),
        lambda app, env: (app.srcdir / "book/_static/theme.js").write_text("other", encoding="utf-8"),
        lambda app, env: (app.srcdir / "book/_templates/layout.html").write_text("other", encoding="utf-8"),
    ],
    ids=["heading", "title", "anchor", "address", "script", "template"],
)
def test_what_the_frame_of_every_page_tells_has_every_page_written(app, env, change):
    written(app, env)
    change(app, env)
    assert written(app, env) == NAMES


def test_pages_filled_from_the_content_are_read_anew_with_it_and_others_are_not(app):
    noted = []
    env = SimpleNamespace(docname="book/page", metadata={"book/page": {}}, note_dependency=noted.append)
    filled = SimpleNamespace(srcdir=rebuilding.FOLDER.parents[1], env=env)
    for fill, marker in ((fill_entries, "<!-- glossary -->"), (fill_gathered, "<!-- minutes -->")):
        fill(filled, "book/page", ["Words only."])
        assert noted == []
        fill(filled, "book/page", [marker])
        assert str(rebuilding.FOLDER / "glossary.yml") in noted
        noted.clear()


def test_pages_filled_from_a_folder_are_read_anew_when_a_file_is_added_to_it(tmp_path):
    def outdated():
        return rebuilding.pages_with_more_files(None, env, set(), set(), set())

    (tmp_path / "questions").mkdir()
    (tmp_path / "questions/01-nerves.yml").write_text("[]", encoding="utf-8")
    dependencies = {"book/filled": set(), "book/other": set()}
    env = SimpleNamespace(
        docname="book/filled",
        metadata={"book/filled": {}, "book/other": {}},
        dependencies=dependencies,
        note_dependency=dependencies["book/filled"].add,
    )
    rebuilding.note_folder(env, tmp_path)
    assert outdated() == []
    (tmp_path / "questions/.02-kinds.yml.swp").write_text("", encoding="utf-8")
    assert outdated() == []
    (tmp_path / "questions/02-kinds.yml").write_text("[]", encoding="utf-8")
    assert outdated() == ["book/filled"]


def test_all_pages_are_read_anew_with_the_package_and_its_pins_and_not_with_the_content(
    monkeypatch, tmp_path
):
    package, pins = tmp_path / "package", tmp_path / "requirements.txt"
    content = package / "content"
    content.mkdir(parents=True)
    for path in (package / "page.py", content / "glossary.yml", pins):
        path.write_text("", encoding="utf-8")
    monkeypatch.setattr(rebuilding, "_PACKAGE", package)
    monkeypatch.setattr(rebuilding, "FOLDER", content)
    before = rebuilding.fingerprint()
    (content / "glossary.yml").write_text("[]", encoding="utf-8")
    assert rebuilding.fingerprint() == before
    (package / "page.py").write_text("pass", encoding="utf-8")
    changed = rebuilding.fingerprint()
    pins.write_text("sphinx==7.4.7", encoding="utf-8")
    assert len({before, changed, rebuilding.fingerprint()}) == 3


# What is kept from build to build


def test_styles_are_cut_once_for_the_same_words(tmp_path, monkeypatch):
    tools = tmp_path / "node_modules"
    tools.mkdir()
    for path in (ROOT / "node_modules").iterdir():
        (tools / path.name).symlink_to(path)
    theme = ".lead{color:red}.other{color:red}"
    first = assets.stylesheets(theme, ".own {}", [["lead", "own"]], tmp_path)
    assert "lead" in first[0]
    monkeypatch.setattr(npm.subprocess, "run", None)
    assert assets.stylesheets(theme, ".own {}", [["lead", "own"]], tmp_path) == first
    with pytest.raises(TypeError):
        assets.stylesheets(theme, ".own {}", [["lead"]], tmp_path)
    # What purgecss is made of is in the list of what is installed, and not in its own version.
    lock = tools / ".package-lock.json"
    told = lock.read_text(encoding="utf-8")
    lock.unlink()
    lock.write_text(told.replace("postcss", "postcss-changed"), encoding="utf-8")
    with pytest.raises(TypeError):
        assets.stylesheets(theme, ".own {}", [["lead", "own"]], tmp_path)


def test_styles_are_cut_for_those_pages_alone_whose_words_have_changed(tmp_path, monkeypatch):
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules", target_is_directory=True)
    theme, run, asked = ".lead{color:red}.other{color:red}", npm._run, []
    monkeypatch.setattr(npm, "_run", lambda helper, told: asked.append(told["wanted"]) or run(helper, told))
    lead, both = assets.stylesheets(theme, "", [["lead"], ["lead", "other"]], tmp_path)
    assert assets.stylesheets(theme, "", [["other"], ["lead"]], tmp_path)[1] == lead
    assert "other" in both
    assert "other" not in lead
    assert asked == [[["lead"], ["lead", "other"]], [["other"]]]
    assert len(list((tmp_path / "_build/purgecss").iterdir())) == 2, "what no page has is still kept"


def test_styles_are_kept_whole_or_not_at_all_and_nothing_else_is_removed(tmp_path, monkeypatch):
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules", target_is_directory=True)
    kept = tmp_path / "_build/purgecss"
    kept.mkdir(parents=True)
    (kept / "a-note.txt").write_text("Mine.", encoding="utf-8")

    def cut_short(path, text):
        path.write_text(text[:5], encoding="utf-8")
        raise OSError("no space left")

    with monkeypatch.context() as full, pytest.raises(OSError, match="no space"):
        full.setattr(npm, "_write", cut_short)
        assets.stylesheets(".lead{color:red}", "", [["lead"]], tmp_path)
    assert "lead" in assets.stylesheets(".lead{color:red}", "", [["lead"]], tmp_path)[0]
    assert sorted(path.suffix for path in kept.iterdir()) == [".css", ".txt"]


def test_explorers_are_rendered_while_pages_are_read_but_not_after_the_edit_of_one(tmp_path, monkeypatch):
    drawn = []
    monkeypatch.setattr(explorers.frames, "render_missing", lambda declared, kept: drawn.extend(declared))
    app = SimpleNamespace(
        builder=SimpleNamespace(format="html"), srcdir=ROOT, outdir=tmp_path / "html", env=None
    )
    explorers.begin(app, app.env, ["notebooks/01-nerves"])
    assert not hasattr(app, "rendering_explorers")
    explorers.begin(app, app.env, ["notebooks/01-nerves", "notebooks/02-kinds"])
    app.rendering_explorers.join()
    assert {declaration.figure.partition(":")[2] for declaration in drawn} >= {
        "climbing_loss",
        "nothing_works",
    }


def test_what_cannot_be_rendered_ahead_is_told_when_it_is_published(tmp_path, monkeypatch):
    def fail(declared, kept):
        raise explorers.ExplorerError("cannot be drawn")

    monkeypatch.setattr(explorers.frames, "render_missing", fail)
    env = SimpleNamespace(found_docs=set(), metadata={})
    app = SimpleNamespace(
        builder=SimpleNamespace(format="html"), srcdir=ROOT, outdir=tmp_path / "html", env=env
    )
    explorers.begin(app, env, ["a", "b"])
    with pytest.raises(explorers.ExtensionError, match="cannot be drawn"):
        explorers.publish(app, None)
