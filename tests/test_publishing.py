import gzip
import hashlib
import shutil
import zipfile

import brotli
import pytest
from playwright.sync_api import expect

from massage_neuropathy import dist
from massage_neuropathy.chromium import BrowserMissing
from massage_neuropathy.problems import NotChecked
from massage_neuropathy.publishing import html_validator
from massage_neuropathy.publishing.archive import START, course_files, write_zip
from massage_neuropathy.publishing.compressed import compress_folder
from massage_neuropathy.publishing.downloads import PAGE, Download, checksums, list_downloads
from tests.conftest import ROOT

NAME = "massage-and-neuropathy"


def files_in(folder):
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def unpacked(book, tmp_path_factory):
    """The course as somebody has it who unpacked the zip, in a folder with a name that people give."""
    folder = tmp_path_factory.mktemp("stick") / "Für Zoë #1 (100 %)"
    archive = folder.parent / "course.zip"
    write_zip(archive, course_files(book), NAME)
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder)
    return folder / NAME


# The zip


def test_the_zip_holds_the_whole_book_in_one_folder_and_a_page_to_start_from(book, unpacked):
    published = {f"course/{path}" for path in files_in(book)}
    assert set(files_in(unpacked)) == {*published, START}
    assert [path.name for path in unpacked.parent.iterdir()] == [NAME]


def test_what_only_a_site_needs_stays_out_of_the_zip(tmp_path):
    for name in ("index.html", "service-worker.js", "_offline/a.pack", "book/index.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    packed = course_files(tmp_path, without={"service-worker.js", "_offline"})
    assert set(packed) == {START, "course/index.html", "course/book/index.html"}


def test_the_same_files_make_the_same_zip(tmp_path):
    (tmp_path / "book").mkdir()
    (tmp_path / "book/index.html").write_text("<p>A course</p>", encoding="utf-8")
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    write_zip(first, course_files(tmp_path / "book"), NAME)
    shutil.copytree(tmp_path / "book", tmp_path / "other/folder")
    write_zip(second, course_files(tmp_path / "other/folder"), NAME)
    assert first.read_bytes() == second.read_bytes()


def test_the_course_opens_from_the_start_page_of_the_stick(page, unpacked):
    page.goto((unpacked / START).as_uri())
    expect(page.get_by_role("heading", name="If the course does not open")).to_be_visible()
    page.get_by_role("link", name="Open the course").click()
    expect(page.locator("main h1")).to_contain_text("Massage and Neuropathy")


def test_every_page_of_the_stick_loads_all_that_it_asks_for(page, unpacked):
    failed, said = [], []
    page.on("requestfailed", lambda request: failed.append((request.url, request.failure)))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    for path in sorted((unpacked / "course").rglob("*.html")):
        page.goto(path.as_uri())
        expect(page.locator("main h1").first).to_be_visible()
    # What was still on its way when the next page was opened has not failed.
    assert not [each for each in failed if each[1] != "net::ERR_ABORTED"]
    assert not said


def test_the_search_of_the_stick_finds_a_lesson(page, unpacked):
    page.goto((unpacked / "course/search.html").as_uri() + "?q=pressure+sore")
    result = page.locator("#search-results a").first
    expect(result).to_be_visible()
    result.click()
    expect(page.locator("main h1").first).to_be_visible()
    assert page.url.startswith("file:")


# Files compressed ahead


def test_compressed_files_stand_beside_the_originals_and_hold_the_same(tmp_path):
    (tmp_path / "notebooks").mkdir()
    lesson = tmp_path / "notebooks/01.html"
    lesson.write_text("<p>numb, whole, well-supplied skin</p>" * 100, encoding="utf-8")
    (tmp_path / "small.js").write_text("1", encoding="utf-8")
    (tmp_path / "picture.png").write_bytes(bytes(1000))
    sizes = compress_folder(tmp_path)
    assert set(files_in(tmp_path)) == {
        "notebooks/01.html",
        "notebooks/01.html.br",
        "notebooks/01.html.gz",
        "small.js",
        "picture.png",
    }
    assert brotli.decompress(lesson.with_name("01.html.br").read_bytes()) == lesson.read_bytes()
    assert gzip.decompress(lesson.with_name("01.html.gz").read_bytes()) == lesson.read_bytes()
    assert sizes["raw"] == lesson.stat().st_size + 1
    assert sizes["br"] < sizes["gz"] < sizes["raw"]


def test_the_same_file_is_compressed_to_the_same_bytes(tmp_path):
    made = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "01.html").write_text("<p>skin</p>" * 100, encoding="utf-8")
        compress_folder(tmp_path / name)
        made.append((tmp_path / name / "01.html.gz").read_bytes())
    assert made[0] == made[1]


# Downloads


@pytest.fixture
def a_site(book, tmp_path):
    """A site with nothing but the page for the downloads, as the book has it."""
    page = tmp_path / "site" / PAGE
    page.parent.mkdir(parents=True)
    shutil.copy(book / PAGE, page)
    return tmp_path / "site"


def test_the_page_lists_what_there_is_with_its_size(a_site, tmp_path):
    pdf = tmp_path / "course.pdf"
    pdf.write_bytes(bytes(2_340_000))
    assert "came without them" in (a_site / PAGE).read_text(encoding="utf-8")
    list_downloads(a_site, [Download(pdf, "To print <PDF>")])
    html = (a_site / PAGE).read_text(encoding="utf-8")
    assert '<a href="../downloads/course.pdf" download>To print &lt;PDF&gt;</a> (2.3 MB)' in html
    assert "came without them" not in html


def test_a_page_without_a_place_for_the_list_is_an_error(a_site):
    page = a_site / PAGE
    html = page.read_text(encoding="utf-8").replace('id="downloads"', 'id="elsewhere"')
    page.write_text(html, encoding="utf-8")
    with pytest.raises(ValueError, match=r"book/downloads\.html: 0 places"):
        list_downloads(a_site, [])


def test_checksums_are_those_that_tools_read(tmp_path):
    (tmp_path / "course.zip").write_bytes(b"zip")
    assert checksums([tmp_path / "course.zip"]) == f"{hashlib.sha256(b'zip').hexdigest()}  course.zip\n"


# The validator


def message(text, kind="error"):
    return {
        "type": kind,
        "url": "file:/site/notebooks/01%20a.html",
        "lastLine": 7,
        "message": text,
    }


def test_errors_are_told_with_page_and_line_and_what_is_accepted_is_not(tmp_path):
    found = html_validator.findings(
        [
            message("Stray end tag “div”."),
            message("A warning", "info"),
            message("CSS: “field-sizing”: Property “field-sizing” doesn't exist."),
            message("CSS: “colour”: Property “colour” doesn't exist."),
            message("The validator broke", "non-document-error"),
        ],
        "file:/site/",
    )
    assert list(map(str, found)) == [
        "notebooks/01%20a.html:7: Stray end tag “div”.",
        "notebooks/01%20a.html:7: CSS: “colour”: Property “colour” doesn't exist.",
        "notebooks/01%20a.html:7: The validator broke",
    ]


def test_without_java_nothing_is_claimed(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NotChecked, match="needs Java"):
        html_validator.validate(tmp_path, ROOT)


def test_a_validator_that_is_not_installed_is_named(tmp_path, monkeypatch):
    java = tmp_path / "java"
    java.write_text("#!/bin/sh\n", encoding="utf-8")
    java.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NotChecked, match=r"vnu\.jar is missing"):
        html_validator.validate(tmp_path, tmp_path)
    (tmp_path / html_validator.JAR).parent.mkdir(parents=True)
    (tmp_path / html_validator.JAR).touch()
    with pytest.raises(NotChecked, match="the HTML validator failed"):
        html_validator.validate(tmp_path, tmp_path)


# All of it


def test_the_site_has_the_downloads_listed_and_everything_compressed(a_site, tmp_path, capsys):
    downloads = []
    for name in ("course.zip", "course.pdf"):
        (tmp_path / name).write_bytes(bytes(100_000))
        downloads.append(Download(tmp_path / name, name))
    (tmp_path / dist.SUMS).write_text("sums", encoding="utf-8")
    site = dist.make_site(a_site, tmp_path / "published", downloads)
    files = files_in(site)
    assert {"downloads/course.zip", "downloads/course.pdf", f"downloads/{dist.SUMS}"} <= set(files)
    page = gzip.decompress(files[f"{PAGE}.gz"].read_bytes()).decode()
    assert 'href="../downloads/course.pdf"' in page
    assert not [name for name in files if name.startswith("downloads/") and name.endswith((".br", ".gz"))]
    assert "came without them" in (a_site / PAGE).read_text(encoding="utf-8"), (
        "the book itself stays as it is"
    )
    assert "MB as .br" in capsys.readouterr().out


def test_a_host_that_hides_names_with_an_underscore_is_told_not_to(a_site, tmp_path):
    (tmp_path / "course.zip").touch()
    (tmp_path / dist.SUMS).touch()
    site = dist.make_site(a_site, tmp_path / "published", [Download(tmp_path / "course.zip", "All")])
    assert (site / ".nojekyll").read_bytes() == b""


def test_what_a_validator_finds_is_told_and_what_could_not_be_checked_is_no_pass(capsys):
    def broken():
        raise NotChecked("Java is missing")

    assert dist.check("pages", lambda: ["a.html:1: Stray end tag"]) == ["a.html:1: Stray end tag"]
    assert dist.check("pages", list) == []
    assert dist.check("EPUB", broken) == []
    assert capsys.readouterr().out.splitlines() == [
        "a.html:1: Stray end tag",
        "pages: 1 error",
        "pages: no errors",
        "EPUB: NOT CHECKED. Java is missing",
    ]


def test_without_a_browser_it_says_what_to_install(tmp_path, capsys, monkeypatch):
    def missing(*_given):
        raise BrowserMissing("Chromium is missing. Do one of these")

    monkeypatch.setattr(dist, "make_downloads", missing)
    (tmp_path / "_build/html").mkdir(parents=True)
    (tmp_path / "_build/html/index.html").touch()
    assert dist.main(["--root", str(tmp_path)]) == 1
    assert "Chromium is missing. Do one of these" in capsys.readouterr().out


def test_without_a_book_it_says_what_to_run(tmp_path, capsys):
    with pytest.raises(SystemExit):
        dist.main(["--root", str(tmp_path)])
    assert "run `make dist`, which builds it first" in capsys.readouterr().err
