"""What search engines and shared links are told: of the built book, and of a small one with an address."""

import json
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from bs4 import BeautifulSoup
from docutils import nodes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL.Image import open as open_image
from sphinx.errors import ExtensionError

from massage_neuropathy.content import load_course
from massage_neuropathy.figures import preview
from massage_neuropathy.sphinx_ext import sharing
from tests.test_book import ROOT, pages  # noqa: F401

ADDRESS = "https://example.org/course/"
HOSTILE = 'a</script><script>alert(1)</script>&lt;"\u2028'


def named(page, name):
    (tag,) = (
        tag for tag in (page.head or page).find_all("meta") if name in (tag.get("name"), tag.get("property"))
    )
    return tag["content"]


def data_of(page):
    block = page.head.find("script", type="application/ld+json")
    return json.loads(block.string) if block else None


# --------------------------------------------------------------------------- the built book, without address


def test_every_page_has_a_title_and_a_description_of_its_own(pages):  # noqa: F811
    titles = [page.title.string for page in pages.values()]
    words = {path.name: named(page, "description") for path, page in pages.items()}
    assert len(set(titles)) == len(titles)
    assert len(set(words.values())) == len(words)
    for name, text in words.items():
        assert 50 <= len(text) <= 160, (name, len(text), text)
        assert text.rstrip("”")[-1] in ".?!…" and "  " not in text and text == text.strip(), (name, text)
        assert not set("<>*`[]_\n") & set(text), (name, text)


def test_every_page_has_a_preview(pages):  # noqa: F811
    for path, page in pages.items():
        assert named(page, "og:title") in page.title.string, path
        assert named(page, "og:description") == named(page, "description"), path
        assert named(page, "og:type") == ("website" if path.name == "index.html" else "article")
        assert named(page, "og:site_name") == "Massage and Neuropathy"
        assert named(page, "twitter:card") == "summary"


def test_without_an_address_none_is_invented(book, pages):  # noqa: F811
    assert (book / "robots.txt").read_text(encoding="utf-8") == "User-agent: *\nAllow: /\n"
    assert not (book / "sitemap.xml").exists()
    for path, page in pages.items():
        assert not page.select("link[rel=canonical], meta[property='og:url'], meta[property='og:image']"), (
            path
        )
        assert "http" not in json.dumps(data_of(page) or "").replace(sharing.LICENSE, "").replace(
            "https://schema.org", ""
        ), path


def test_the_home_page_tells_the_course_and_each_lesson_its_part_in_it(pages, book):  # noqa: F811
    course, lessons = data_of(pages[book / "index.html"]), load_course().lessons.values()
    assert course["@context"] == "https://schema.org" and course["@type"] == "Course"
    assert course["isAccessibleForFree"] is True and course["license"] == sharing.LICENSE
    assert {"name", "description", "provider", "inLanguage", "educationalLevel", "offers"} <= set(course)
    assert course["hasCourseInstance"]["courseWorkload"] == "PT8H30M"
    assert sum(lesson.minutes for lesson in lessons) == 8 * 60 + 30
    for part in ("syllabusSections", "hasPart"):
        assert [each["name"] for each in course[part]] == [lesson.title for lesson in lessons]
    for lesson in lessons:
        data = data_of(pages[book / f"notebooks/{lesson.id}.html"])
        assert (data["@type"], data["name"]) == ("LearningResource", lesson.title)
        assert data["timeRequired"] == f"PT{lesson.minutes}M"
        assert data["isPartOf"]["name"] == course["name"]
    assert sum(data_of(page) is not None for page in pages.values()) == len(lessons) + 1


# --------------------------------------------------------------------------- a small book with an address


@pytest.fixture(scope="module")
def with_address(tmp_path_factory):
    """A book of three pages that knows where it will stand, built by the course's own extension."""
    folder = tmp_path_factory.mktemp("addressed")
    (folder / "book").mkdir()
    (folder / "notebooks").mkdir()
    for name in ("_static", "_templates"):
        (folder / "book" / name).symlink_to(ROOT / "book" / name)
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    (folder / "_config.yml").write_text((ROOT / "_config.yml").read_text(encoding="utf-8"), encoding="utf-8")
    toc = "format: jb-book\nroot: index\nchapters: [{file: book/about}, {file: notebooks/01-nerves}]\n"
    (folder / "_toc.yml").write_text(toc, encoding="utf-8")
    (folder / "index.md").write_text(
        '# Home\n\nText.\n\n<!-- description: So "much" & more,\nin two lines. -->\n', encoding="utf-8"
    )
    (folder / "book/about.md").write_text(
        "# About *it*\n\n*A note.*\n\nThe first **words** of [a page](../index.md).\n\n- an item\n",
        encoding="utf-8",
    )
    notebook = json.loads((ROOT / "notebooks/01-nerves.ipynb").read_text(encoding="utf-8"))
    notebook["cells"] = notebook["cells"][:2]
    (folder / "notebooks/01-nerves.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    command = [str(Path(sys.executable).parent / "jupyter-book"), "build", str(folder), "-W", "-n", "-q"]
    environment = os.environ | {sharing.ADDRESS: ADDRESS.rstrip("/")}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "_build/html"


def read(path):
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


@pytest.mark.parametrize(
    ("page", "address"),
    [("index", ""), ("book/about", "book/about.html"), ("notebooks/01-nerves", "notebooks/01-nerves.html")],
)
def test_a_page_that_knows_its_address_tells_it(with_address, page, address):
    found = read(with_address / f"{page}.html")
    (canonical,) = found.select("link[rel=canonical]")
    assert canonical["href"] == named(found, "og:url") == ADDRESS + address
    assert named(found, "og:image") == f"{ADDRESS}{sharing.PREVIEW}"
    assert named(found, "twitter:card") == "summary_large_image"
    assert len(named(found, "og:image:alt")) > 60


def test_descriptions_come_from_a_mark_or_from_the_prose(with_address):
    home, about = (read(with_address / name) for name in ("index.html", "book/about.html"))
    assert named(home, "description") == 'So "much" & more, in two lines.'
    assert "description:" not in home.get_text()
    assert named(about, "description") == "About it: The first words of a page."
    assert named(about, "og:title") == "About it"


def test_search_engines_find_every_page(with_address):
    robots = (with_address / "robots.txt").read_text(encoding="utf-8")
    assert robots == f"User-agent: *\nAllow: /\nSitemap: {ADDRESS}sitemap.xml\n"
    tree = ElementTree.parse(with_address / "sitemap.xml")
    (space,) = {node.tag.partition("}")[0] + "}" for node in tree.iter()}
    found = [node.text for node in tree.iter(f"{space}loc")]
    assert found == [f"{ADDRESS}book/about.html", ADDRESS, f"{ADDRESS}notebooks/01-nerves.html"]
    assert not [*tree.iter(f"{space}lastmod")]


def test_structured_data_has_addresses(with_address):
    course = data_of(read(with_address / "index.html"))
    assert course["url"] == ADDRESS
    assert f"{ADDRESS}notebooks/01-nerves.html" in [part["url"] for part in course["hasPart"]]
    lesson = data_of(read(with_address / "notebooks/01-nerves.html"))
    assert lesson["isPartOf"]["url"] == ADDRESS


def test_the_picture_of_the_preview_is_published_as_it_says(with_address):
    told = sharing.PREVIEW_TOLD
    with open_image(with_address / sharing.PREVIEW) as image:
        assert image.size == (int(told["width"]), int(told["height"])) == (preview.WIDTH, preview.HEIGHT)
        assert image.get_format_mimetype() == told["type"]
    assert (with_address / sharing.PREVIEW).stat().st_size < 300_000


# --------------------------------------------------------------------------- the parts


def test_the_stored_picture_is_the_drawn_one():
    canvas = FigureCanvasAgg(preview.preview())
    canvas.draw()
    drawn = np.asarray(canvas.buffer_rgba())[..., :3].astype(int)
    stored = np.asarray(open_image(preview.STORED).convert("RGB")).astype(int)
    assert drawn.shape == stored.shape
    # Edges may differ by a shade on other processors.
    assert np.abs(drawn - stored).mean() < 0.5, "run: python -m massage_neuropathy.figures.preview"


def test_the_picture_has_nothing_that_differs_from_day_to_day():
    with open_image(preview.STORED) as image:
        assert set(image.info) <= {"dpi"}


@pytest.mark.parametrize(
    "address", ["example.org", "ftp://example.org", "https://", "javascript:x", "https://a/?b"]
)
def test_an_address_that_is_none_stops_the_build_and_says_what_to_write(monkeypatch, address):
    monkeypatch.setenv(sharing.ADDRESS, address)
    config = type("Config", (), {"html_baseurl": ""})()
    with pytest.raises(ExtensionError, match="write it like https://"):
        sharing.take_address(None, config)


def test_an_address_in_the_configuration_comes_first(monkeypatch):
    monkeypatch.setenv(sharing.ADDRESS, ADDRESS)
    config = type("Config", (), {"html_baseurl": "https://example.com/x"})()
    sharing.take_address(None, config)
    assert config.html_baseurl == "https://example.com/x/"


def test_no_text_ends_the_block_of_structured_data():
    block = sharing._script({"name": HOSTILE})
    assert BeautifulSoup(block, "html.parser").find_all(True) == [BeautifulSoup(block, "html.parser").script]
    assert json.loads(BeautifulSoup(block, "html.parser").script.string) == {"name": HOSTILE}


def test_hostile_text_in_the_head_stays_text():
    html = sharing.head('a &lt;b&gt; "c"', HOSTILE, f'"><script>{HOSTILE}', "index", "")
    page = BeautifulSoup(html, "html.parser")
    assert {tag.name for tag in page.find_all(True)} == {"meta"}
    assert named(page, "description") == f'"><script>{HOSTILE}'
    assert named(page, "og:title") == 'a <b> "c"'


def test_long_descriptions_end_with_a_sentence_a_part_or_a_word():
    sentence = f"{'word ' * 18}end."
    assert sharing.shorten(f"{sentence} {sentence}") == sentence
    assert sharing.shorten(f"{sentence[:-1]}; {sentence}") == f"{sentence[:-1]}…"
    assert sharing.shorten("word " * 60) == f"{'word ' * 30}word…"
    assert sharing.shorten("short") == "short"


def test_what_stands_in_tables_lists_and_outputs_is_no_prose():
    document = nodes.section("", nodes.title("", "Title"))
    for holder in (nodes.container, nodes.list_item, nodes.entry):
        row = nodes.table("", holder("", nodes.paragraph("", "no")))
        document += row if holder is nodes.entry else row[0]
    document += nodes.paragraph("", "yes")
    assert sharing.describe(document) == "Title: yes"
