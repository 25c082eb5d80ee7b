"""The editions for paper and for readers of e-books, made from the built book."""

import re
import shutil
import tomllib
import unicodedata
import zipfile
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pikepdf
import pypdf
import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import sync_playwright
from ruamel.yaml import YAML

from massage_neuropathy import __version__
from massage_neuropathy.chromium import launch_chromium
from massage_neuropathy.content import load_course
from massage_neuropathy.editions import check_epub, write_epub, write_pdf
from massage_neuropathy.editions.contents import LEFT_OUT, NoBook, target
from massage_neuropathy.editions.paper import home, read_chapters, slug
from massage_neuropathy.editions.pdf import course_html
from massage_neuropathy.editions.release import RELEASED
from massage_neuropathy.problems import NotChecked
from tests.conftest import ROOT

# One page of each kind, for the PDF: setting all of them twice takes a minute where the machine is busy.
SOME = ["index", "notebooks/03-one-nerve", "notebooks/27-cases", "book/sheets", "book/sheet-red-flags"]
XHTML = "{http://www.w3.org/1999/xhtml}"
JAVA = pytest.mark.skipif(
    not shutil.which("java"), reason="NOT CHECKED: epubcheck needs Java, and there is none on this machine"
)


def plain(text):
    """Text without white space and quotation marks, which may differ from one form to the other."""
    return re.sub(r"[\s*\"'\u201c\u201d\u2018\u2019]", "", unicodedata.normalize("NFKC", text))


def entries(toc):
    """The pages of the contents in their order, each with its part."""
    for part in toc["parts"]:
        for chapter in part["chapters"]:
            yield part["caption"], chapter["file"]
            yield from ((part["caption"], below["file"]) for below in chapter.get("sections", ()))


@pytest.fixture(scope="module")
def chapters(book):
    return read_chapters(book)


@pytest.fixture(scope="module")
def words(chapters):
    """All words of all chapters."""
    return plain("".join(chapter.text.get_text() for chapter in chapters))


@pytest.fixture(scope="module")
def epub(book, tmp_path_factory):
    path = tmp_path_factory.mktemp("epub") / "course.epub"
    write_epub(book, path)
    return path


@pytest.fixture(scope="module")
def files(epub):
    with zipfile.ZipFile(epub) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def some_pages(book, tmp_path_factory):
    """A small book of `SOME` pages of the real one."""
    folder = tmp_path_factory.mktemp("book")
    (folder / "_images").symlink_to(book / "_images")
    for name, following in zip(SOME, [*SOME[1:], None], strict=True):
        page = (book / f"{name}.html").read_text(encoding="utf-8")
        up = "../" * name.count("/")
        link = f'<a rel="next" href="{up}{following}.html">' if following else ""
        page = re.sub(r'<a [^>]*rel="next"[^>]*>', link, page)
        (folder / f"{name}.html").parent.mkdir(exist_ok=True)
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def pdf(some_pages, tmp_path_factory):
    path = tmp_path_factory.mktemp("pdf") / "course.pdf"
    write_pdf(some_pages, path)
    return path


@pytest.fixture(scope="module")
def printed(pdf):
    """The words of each page, joined letters (as in the heads of pages) taken apart."""
    return [unicodedata.normalize("NFKC", page.extract_text()) for page in pypdf.PdfReader(pdf).pages]


# What is in it


def test_every_page_of_the_contents_is_a_chapter_in_its_place(chapters):
    toc = YAML(typ="safe").load(ROOT / "_toc.yml")
    expected = [("", toc["root"]), *entries(toc)]
    assert {name for _, name in expected} >= set(LEFT_OUT)
    assert [(c.part, c.name) for c in chapters] == [each for each in expected if each[1] not in LEFT_OUT]


def test_every_question_of_the_book_is_asked_and_answered_with_all_its_reasons(book, chapters):
    asked = 0
    for chapter in chapters:
        page = BeautifulSoup((book / f"{chapter.name}.html").read_text(encoding="utf-8"), "html.parser")
        text, key = chapter.text, chapter.text.select_one(".key")
        for question in page.select(".mn-quiz:not([data-mn=reveal]) .mn-question"):
            asked += 1
            number = question["data-number"]
            put = text.select_one(f"[id='{slug(chapter.name)}.question-{number}']")
            answer = key.select_one(f"[id='{slug(chapter.name)}.answer-{number}']")
            assert plain(question.legend.get_text()) in plain(put.get_text())
            for option in question.select(".mn-option .mn-text, .mn-choices .mn-text, .mn-step .mn-text"):
                assert plain(option.get_text()) in plain(put.get_text())
            assert question.select_one(".mn-answer")["data-key"] in answer.get_text()
            reasons = question.select(".mn-why")
            assert len(reasons) > 1
            for reason in reasons:
                assert plain(reason.get_text()) in plain(answer.get_text())
                assert plain(reason.get_text()) not in plain(put.get_text())
    assert asked > 200


def told(question):
    """What would give a question away: its stem, and every reason of its answers."""
    found = [question.stem]
    for field in ("options", "items", "choices", "steps", "misplaced", "mistakes"):
        for each in getattr(question, field, ()):
            found += [one.rationale for one in (each, *getattr(each, "wrong", ())) if one.rationale]
    return [plain(text) for text in found]


def test_nothing_of_a_reserved_question_is_told(words, files, printed):
    questions = load_course().questions.values()
    pages = b"".join(text for name, text in files.items() if name.endswith("html"))
    read = [words, plain(BeautifulSoup(pages, "html.parser").get_text()), plain("".join(printed))]
    practice = {text for each in questions if each.pool == "practice" for text in told(each)}
    reserved = {text for each in questions if each.pool == "reserved" for text in told(each)}
    # A reason that a practice question gives as well tells nothing of the other one.
    reserved = {text for text in reserved if not any(text in other for other in practice)}
    assert len(reserved) > 400
    # The same search finds every practice question.
    assert [text for text in practice if text not in words] == []
    assert [text for text in reserved if any(text in each for each in read)] == []


def test_nothing_is_left_that_only_a_screen_can_do(chapters):
    for chapter in chapters:
        assert not chapter.text.select("script, style, form, input, button, select, details, svg, [hidden]")
        assert not chapter.text.select("[style], [data-mn], [tabindex], [role], .mn-code, .headerlink")
        text = chapter.text.get_text()
        assert "Show the code" not in text
        assert not chapter.text.find("a", string="Skip to the text")


def test_every_link_within_the_course_leads_somewhere_and_every_other_one_out(chapters):
    ids = [tag["id"] for chapter in chapters for tag in [chapter.text, *chapter.text.select("[id]")]]
    assert len(ids) == len(set(ids))
    for link in (link for chapter in chapters for link in chapter.text.select("a[href]")):
        inside, _, place = link["href"].partition("#")
        assert place in ids if not inside else urlsplit(link["href"]).scheme in ("https", "http", "mailto")
    anywhere = [link["href"][1:] for c in chapters for link in c.text.select("a[href^='#']")]
    assert sum(place == home(place) for place in anywhere) < 0.2 * len(anywhere), "anchors are lost"


def test_every_picture_has_its_words(chapters):
    pictures = [image for chapter in chapters for image in chapter.text.select("img")]
    assert len(pictures) > 40
    for image in pictures:
        assert len(image["alt"]) > 20
        following = image.find_next_sibling()
        if "question-" not in image["src"]:
            assert following["class"] == ["words"] or following.find_next(class_="words")


def test_a_case_keeps_its_findings_its_worth_and_its_ends_for_the_key(chapters):
    chapter = next(each for each in chapters if each.name == "notebooks/27-cases")
    key = chapter.text.select_one(".key").extract()
    try:
        story = chapter.text.get_text()
        assert "Socks off. Both feet in good light" in story
        assert "Scene 3" in story
        for told in (
            "a dark spot the size of a lentil",
            "Unsafe.",
            "Sound.",
            "Seen the same day",
            "The best path",
        ):
            assert told in key.get_text()
            assert told not in story
    finally:
        chapter.text.append(key)


def test_without_a_book_it_is_said_what_to_do(tmp_path):
    with pytest.raises(NoBook, match="make book"):
        read_chapters(tmp_path)


def test_a_link_is_read_from_the_page_it_stands_on():
    assert target("notebooks/01-nerves", "../book/rules.html#ask%20first") == ("book/rules", "ask first")
    assert target("book/rules", "#here") == ("book/rules", "here")
    assert target("index", "book/rules.html") == ("book/rules", "")
    assert target("index", "https://doi.org/1") is None


# The EPUB


@JAVA
def test_epubcheck_finds_nothing_against_the_epub(epub):
    assert check_epub(epub) == []


@JAVA
def test_epubcheck_names_what_is_wrong(epub, tmp_path):
    broken = tmp_path / "broken.epub"
    with zipfile.ZipFile(broken, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
    assert any("ERROR" in finding or "FATAL" in finding for finding in check_epub(broken))


def test_without_java_no_pass_is_claimed(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NotChecked, match="needs Java"):
        check_epub(tmp_path / "course.epub")


def test_a_java_that_only_says_where_to_get_it_is_none(tmp_path, monkeypatch):
    java = tmp_path / "java"
    java.write_text("#!/bin/sh\necho 'The operation could not be completed.' >&2\nexit 1\n", encoding="utf-8")
    java.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    with pytest.raises(NotChecked, match="nothing that can be read; epubcheck needs Java"):
        check_epub(tmp_path / "course.epub")


def test_the_same_book_gives_the_same_epub(book, epub, tmp_path):
    write_epub(book, tmp_path / "again.epub")
    assert (tmp_path / "again.epub").read_bytes() == epub.read_bytes()


def test_the_epub_is_small_and_says_its_type_first(epub):
    assert epub.stat().st_size < 3_000_000
    assert epub.read_bytes()[30:58] == b"mimetypeapplication/epub+zip"


def test_every_file_of_the_epub_is_well_formed_and_loads_nothing_from_elsewhere(files):
    pages = {name: ElementTree.fromstring(text) for name, text in files.items() if name.endswith("html")}
    assert len(pages) > 35
    for tag in (tag for page in pages.values() for tag in page.iter()):
        loaded = tag.get("src") or (tag.get("href") if tag.tag == f"{XHTML}link" else None)
        assert not loaded or f"EPUB/{loaded}" in files
        assert tag.get("style") is None
    assert b"url(" not in files["EPUB/epub.css"]


def test_links_between_the_files_of_the_epub_arrive(files):
    pages = {name: ElementTree.fromstring(text) for name, text in files.items() if name.endswith("html")}
    ids = {(name, tag.get("id")) for name, page in pages.items() for tag in page.iter() if tag.get("id")}
    for name, page in pages.items():
        for link in page.iter(f"{XHTML}a"):
            file, mark, place = link.get("href", "https://").partition("#")
            if "://" not in file and not file.startswith("mailto:"):
                arrives = f"EPUB/{file}" if file else name
                assert arrives in files
                assert not mark or (arrives, place) in ids


def test_the_contents_of_the_epub_name_parts_chapters_and_sections(chapters, files):
    nav = BeautifulSoup(files["EPUB/nav.xhtml"], "html.parser").select_one("#toc")
    named = [link.get_text() for link in nav.select("a") if "#" not in link["href"]]
    assert named == ["Title page", *(chapter.title for chapter in chapters)]
    assert [part.get_text() for part in nav.select("span")] == list(
        dict.fromkeys(chapter.part for chapter in chapters if chapter.part)
    )
    assert len(nav.select("a[href*='#']")) > 200


def test_the_epub_says_what_it_is(files):
    package = files["EPUB/package.opf"].decode()
    for said in ("<dc:language>en-US<", "CC BY 4.0", "not medical advice", f"Version {__version__}"):
        assert said in package
    assert f'<meta property="dcterms:modified">{citation()["date-released"]}T00:00:00Z<' in package


def test_a_corrected_epub_is_the_same_book_to_an_e_reader(files, some_pages, tmp_path):
    write_epub(some_pages, tmp_path / "other.epub")
    with zipfile.ZipFile(tmp_path / "other.epub") as archive:
        other = archive.read("EPUB/package.opf").decode()
    identifier = r"<dc:identifier id=\"id\">(urn:uuid:[0-9a-f-]{36})<"
    assert re.search(identifier, other)[1] == re.search(identifier, files["EPUB/package.opf"].decode())[1]


# What both say of themselves


def citation():
    """What CITATION.cff says, its day as a `date`."""
    return YAML(typ="safe").load(ROOT / "CITATION.cff")


def test_package_citation_and_editions_name_the_same_version_and_day():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "massage_neuropathy.__version__"}
    assert citation()["version"] == __version__
    assert citation()["date-released"] == RELEASED.date()
    # Once the changelog names the version, it gives its day, too.
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    days = dict(re.findall(r"^## \[(\d\S*)\] - (\S+)$", changes, re.MULTILINE))
    assert days.get(__version__, f"{RELEASED:%Y-%m-%d}") == f"{RELEASED:%Y-%m-%d}"


# The PDF


@pytest.mark.browser
def test_the_pdf_is_tagged_and_says_what_it_is(pdf):
    with pikepdf.open(pdf) as document:
        root, about = document.Root, document.docinfo
        assert root.MarkInfo.Marked
        assert root.Lang == "en-US"
        assert root.ViewerPreferences.DisplayDocTitle
        assert about["/Title"] == "Massage and Neuropathy"
        for time in ("/CreationDate", "/ModDate"):
            assert str(about[time]).startswith(f"D:{RELEASED:%Y%m%d}000000")
        kinds = [str(tag.get("/S")) for tag in tags(document)]
        for kind in ("/H1", "/H2", "/H3", "/P", "/L", "/LI", "/Table", "/TH", "/TD", "/Figure", "/Link"):
            assert kind in kinds
        assert len(document.pages) > 40


@pytest.mark.browser
def test_the_metadata_of_the_pdf_say_the_same_as_its_information_and_claim_no_conformance(pdf):
    released = f"{RELEASED:%Y-%m-%dT%H:%M:%S}+00:00"
    expected = {
        "dc:title": "Massage and Neuropathy",
        "dc:creator": ["The Massage and Neuropathy course contributors"],
        "dc:description": "An open course for massage therapists and students. Not medical advice.",
        "dc:language": {"en-US"},
        "xmp:CreatorTool": f"Massage and Neuropathy {__version__}",
        "xmp:CreateDate": released,
        "xmp:ModifyDate": released,
    }
    with pikepdf.open(pdf) as document, document.open_metadata() as metadata:
        assert {name: metadata.get(name) for name in expected} == expected
        assert "pdfuaid:part" not in metadata
        assert not metadata.pdfa_status


def tags(document):
    """All elements of structure of a document."""
    return [
        each
        for each in document.objects
        if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/StructElem"
    ]


@pytest.mark.browser
def test_the_figures_of_the_pdf_have_their_text(pdf, some_pages):
    expected = {image["alt"] for chapter in read_chapters(some_pages) for image in chapter.text.select("img")}
    with pikepdf.open(pdf) as document:
        told = {str(tag.Alt) for tag in tags(document) if tag.get("/S") == "/Figure"}
    assert len(expected) > 4
    assert expected <= told


@pytest.mark.browser
def test_the_bookmarks_are_parts_with_chapters_with_sections(pdf, some_pages):
    with pikepdf.open(pdf) as document, document.open_outline() as outline:
        chapters = [chapter for part in outline.root for chapter in part.children]
        tree = {
            part.title: {each.title: [below.title for below in each.children] for each in part.children}
            for part in outline.root
        }
        assert all(not section.children for chapter in chapters for section in chapter.children)
        assert all(chapter.is_closed for chapter in chapters if chapter.children)
    assert list(tree)[:2] == ["Contents", "Welcome"]
    lesson = tree["Part 1. Understand: types of neuropathy"]
    assert list(lesson) == ["One nerve: pinched, injured, and at risk from our hands"]
    assert "Key points" in next(iter(lesson.values()))
    assert "Key to this chapter" in next(iter(lesson.values()))


@pytest.mark.browser
def test_all_words_of_the_chapters_are_printed_and_whole(printed, some_pages):
    paper = plain("".join(printed))
    for chapter in read_chapters(some_pages):
        for block in chapter.text.select("p, li, td, th, h1, h2, h3, h4"):
            said = [plain(text) for text in block.find_all(string=True, recursive=False)]
            for text in said:
                # Where a page ends, its foot comes between; where a line breaks, nothing does.
                assert text[:25] in paper
                assert text[-25:] in paper


@pytest.mark.browser
def test_nothing_is_wider_than_the_page(chapters, tmp_path):
    for chapter in chapters:
        for name, content in chapter.pictures.items():
            (tmp_path / name).write_bytes(content)
    (tmp_path / "course.html").write_text(course_html(chapters, {}), encoding="utf-8")
    wide = """() => [...document.querySelectorAll("body *")]
      .filter(each => each.getBoundingClientRect().right > 650 || each.scrollWidth > 650)
      .map(each => each.outerHTML.slice(0, 200))"""
    small = "() => [...document.images].filter(each => each.width < 200).map(each => each.src)"
    # Not the fixture, which would hold the driver while another test has a PDF made.
    with sync_playwright() as driver, launch_chromium(driver) as browser:
        # Letter without its margins: 8.5 inches less 2 times 22 mm.
        page = browser.new_page(viewport={"width": 649, "height": 1000})
        page.emulate_media(media="print")
        page.goto((tmp_path / "course.html").as_uri())
        assert page.evaluate(wide) == []
        assert page.evaluate(small) == []


@pytest.mark.browser
def test_the_contents_name_the_pages_on_which_chapters_begin(printed):
    heads = [page.split("\n")[0] for page in printed]
    for title in ("Red-flag card", "Cases 1 to 6"):
        number = int(re.search(rf"{title}\s*(\d+)", printed[1])[1])
        # The head of each page names its chapter.
        assert heads[number - 1].endswith(title)
        assert not heads[number - 2].endswith(title)


@pytest.mark.browser
def test_a_sheet_is_on_one_page(printed):
    assert sum(page.split("\n")[0].endswith("Red-flag card") for page in printed) == 1


@pytest.mark.browser
def test_links_of_the_pdf_arrive_in_it_or_lead_to_the_open_web(pdf):
    with pikepdf.open(pdf) as document:
        places = set(document.Root.Dests.keys())
        inside = outside = 0
        for link in (link for page in document.pages for link in page.get("/Annots", ())):
            action = link.get("/A")
            if action is not None:
                assert action.S == "/URI"
                assert str(action.URI).startswith(("https://", "http://", "mailto:"))
                outside += 1
            else:
                assert str(link.Dest) in places
                inside += 1
        assert inside > 100
        assert outside > 0
        assert "/JavaScript" not in document.Root.get("/Names", {})


@pytest.mark.browser
def test_the_fonts_of_the_pdf_are_those_of_the_course_and_embedded(pdf):
    with pikepdf.open(pdf) as document:
        fonts = [
            each for each in document.objects if isinstance(each, pikepdf.Dictionary) and "/FontName" in each
        ]
        assert fonts
        for font in fonts:
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(font.keys())
            assert re.search(r"STIXGeneral|DejaVuSans", str(font.FontName))


@pytest.mark.browser
def test_the_same_book_gives_the_same_pdf(some_pages, pdf, tmp_path):
    write_pdf(some_pages, tmp_path / "again.pdf")
    assert (tmp_path / "again.pdf").read_bytes() == pdf.read_bytes()
