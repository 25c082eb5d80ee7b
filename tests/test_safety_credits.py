"""Everything shipped that others have made is credited, with its license in full."""

import re
from importlib.metadata import distribution
from importlib.resources import files
from pathlib import Path

import pytest
from sphinx.errors import ExtensionError

from massage_neuropathy.sphinx_ext import assets, credits, study
from tests.test_book import ROOT, pages  # noqa: F401

# Every kind of file in the book, and whose it is: our own, or works of the credits page.
SHIPPED = {
    r".*\.html": {"Sphinx", "Sphinx Book Theme", "PyData Sphinx Theme", "Bootstrap", "Sphinx Design"},
    r"(_images|_explorers)/.*\.svg": {"DejaVu fonts"},
    r"_explorers/.*\.js": set(),
    r"_static/search\.js": {"Sphinx"},
    r"_static/preview\.png": {"DejaVu fonts"},
    r"_static/(icons/)?[\w-]+\.(js|svg|png|css)": set(),
    # The same files once more, in packs.
    r"_offline/\w+\.(pack|list)|offline\.json": set(),
    r"_study/fsrs\.js": {"ts-fsrs"},
    r"_study/[\w.-]+\.js": set(),
    r"searchindex\.js|objects\.inv|robots\.txt|sitemap\.xml": set(),
    r"[\w-]+\.(webmanifest|js)": set(),
}
ONLY_IN_EDITIONS = {"STIX fonts"}
NAMES = {work.name for work in credits.WORKS}


def owners(name):
    return next((owners for pattern, owners in SHIPPED.items() if re.fullmatch(pattern, name)), None)


def test_every_file_of_the_book_has_an_owner_who_is_credited(book):
    shipped = [path.relative_to(book).as_posix() for path in book.rglob("*") if path.is_file()]
    unknown = [name for name in shipped if owners(name) is None]
    assert unknown == [], "say in SHIPPED whose these are, and credit them in sphinx_ext/credits.py"
    found = set().union(*map(owners, shipped))
    assert found | ONLY_IN_EDITIONS == NAMES


def test_the_style_rules_come_from_credited_packages_only():
    packages = {package.replace("_", "-") for package, _ in assets._THEME_STYLES}
    assert packages <= {work.package for work in credits.WORKS}
    assert study._LIBRARY_FOLDER in {work.package for work in credits.WORKS}


def test_whoever_asks_in_the_sources_for_a_notice_is_credited(book):
    sources = [files(package) / path for package, path in assets._THEME_STYLES]
    sources.append(ROOT / study._LIBRARY_FOLDER / "dist/index.umd.js")
    # "/*!" opens a comment that is to be kept, and it begins with a name.
    named = {
        name
        for path in sources
        for name in re.findall(r"/\*!(?:\s*\*)?\s*([\w-]+)", path.read_text(encoding="utf-8"))
    }
    assert {"Bootstrap", "Font"} <= named
    # No rule of Font Awesome is used on any page, so nothing of it is shipped.
    assert not any(
        re.search("--fa-|[.]fa-|Font Awesome", path.read_text(encoding="utf-8"))
        for path in book.rglob("*.html")
    )
    assert named - {"Font"} <= NAMES | {work.package for work in credits.WORKS}


def test_the_page_gives_every_license_in_full(pages, book):  # noqa: F811
    page = pages[book / "book/credits.html"]
    folded = {fold.summary.get_text(): fold.get_text() for fold in page.select("main details")}
    assert set(folded) == {f"{work.name}: {work.license}" for work in credits.WORKS}
    for work in credits.WORKS:
        text = folded[f"{work.name}: {work.license}"]
        assert len(text) > 1000 and "Copyright" in text, work.name
        assert re.search(r"(?i)without (?:any )?warrant|AS IS", text), work.name
    rows = [[cell.get_text() for cell in row("td")] for row in page.select("main tbody tr")]
    assert [row[:3] for row in rows] == [
        [work.name, credits.version(work, ROOT), work.license] for work in credits.WORKS
    ]


def test_every_page_leads_to_the_credits(pages):  # noqa: F811
    for path, page in pages.items():
        assert page.footer.find("a", string="Credits"), path


def test_the_libraries_license_goes_with_its_script(book):
    assert "Permission is hereby granted" in (book / "_study/fsrs.js").read_text(encoding="utf-8")


def test_versions_are_those_installed():
    found = {work.name: credits.version(work, ROOT) for work in credits.WORKS}
    assert found["Sphinx"] == distribution("sphinx").version
    assert found["DejaVu fonts"] == f"as in matplotlib {distribution('matplotlib').version}"


def test_a_license_that_is_not_there_stops_the_build(monkeypatch, tmp_path):
    with pytest.raises(ExtensionError, match="mend WORKS"):
        credits.fill_credits(credits.MARKER, tmp_path)


def test_hostile_text_in_a_license_stays_text():
    work = credits.Work(
        "A", "https://example.org", "", "MIT", "sphinx", lambda root: "<b>x</b>\n\n</details>"
    )
    assert credits._folded(work, Path()).count("<") == 8
