"""Which pages a change concerns, when the book is built again."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from docutils import nodes

from massage_neuropathy.sphinx_ext import assets, explorers, rebuilding
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
    for name in ("_static/theme.js", "_templates/layout.html"):
        path = tmp_path / "book" / name
        path.parent.mkdir(parents=True)
        path.write_text("text", encoding="utf-8")
    return SimpleNamespace(srcdir=tmp_path, config=SimpleNamespace(root_doc="index", html_baseurl=""))


def written(app, env):
    return set(rebuilding.pages_to_write(app, env))


def test_the_first_build_writes_all_pages_and_the_next_none_but_the_first(app, env):
    assert written(app, env) == NAMES
    assert written(app, env) == {"index"}


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
    env = SimpleNamespace(metadata={"book/page": {}}, note_dependency=noted.append)
    filled = SimpleNamespace(srcdir=rebuilding.FOLDER.parents[1], env=env)
    for fill, marker in ((fill_entries, "<!-- glossary -->"), (fill_gathered, "<!-- minutes -->")):
        fill(filled, "book/page", ["Words only."])
        assert noted == []
        fill(filled, "book/page", [marker])
        assert str(rebuilding.FOLDER / "glossary.yml") in noted
        noted.clear()


def test_all_pages_are_read_anew_with_the_package_and_not_with_the_content(monkeypatch, tmp_path):
    content = tmp_path / "content"
    for path in (tmp_path / "page.py", content / "glossary.yml"):
        path.parent.mkdir(exist_ok=True)
        path.write_text("", encoding="utf-8")
    monkeypatch.setattr(rebuilding, "_PACKAGE", tmp_path)
    monkeypatch.setattr(rebuilding, "FOLDER", content)
    before = rebuilding.fingerprint()
    (content / "glossary.yml").write_text("[]", encoding="utf-8")
    assert rebuilding.fingerprint() == before
    (tmp_path / "page.py").write_text("pass", encoding="utf-8")
    assert rebuilding.fingerprint() != before


# What is kept from build to build


def test_styles_are_cut_once_for_the_same_words(tmp_path, monkeypatch):
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules", target_is_directory=True)
    theme = ".lead{color:red}.other{color:red}"
    first = assets.stylesheets(theme, ".own {}", [["lead", "own"]], tmp_path)
    assert "lead" in first[0]
    monkeypatch.setattr(assets.subprocess, "run", None)
    assert assets.stylesheets(theme, ".own {}", [["lead", "own"]], tmp_path) == first
    with pytest.raises(TypeError):
        assets.stylesheets(theme, ".own {}", [["lead"]], tmp_path)


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
