"""What the build writes for reading with no line: the list of files, the packs, the app."""

import gzip
import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urljoin

import pytest
from PIL import Image

from massage_neuropathy.sphinx_ext import offline

ROOT = Path(__file__).resolve().parents[1]


def version_in(folder):
    return re.search(r'const VERSION = "(\w*)"', (folder / "service-worker.js").read_text(encoding="utf-8"))[
        1
    ]


def list_in(folder):
    text = gzip.decompress((folder / f"_offline/{version_in(folder)}.list").read_bytes())
    return json.loads(text)


def unpack(path):
    """The files of a pack, as the worker puts them together."""
    pack = json.loads(gzip.decompress(path.read_bytes()))
    for steps in pack["files"]:
        pieces, following = [], 0
        for step in steps:
            pieces.append(pack["pieces"][following + step])
            following += step + 1
        yield ">".join(pieces).encode()


def bytes_in(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.fixture
def few(book, tmp_path):
    """A few pages of the book, with a worker."""
    folder = tmp_path / "few"
    for name in ("index.html", "offline.html", "book/about.html", "_static/favicon.svg", "service-worker.js"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(book / name, folder / name)
    offline.write_file_list(folder)
    return folder


def test_the_list_names_all_that_learners_open_and_nothing_else(book):
    listed = {path for path, _, _ in list_in(book)["files"]}
    others = {
        path.relative_to(book).as_posix()
        for path in book.rglob("*")
        if path.is_file() and path.suffix in {".html", ".js", ".css", ".svg", ".webp"}
    }
    assert listed == {name for name in others if name != "service-worker.js"}


def test_the_version_is_the_hash_of_the_list(book):
    text = gzip.decompress((book / f"_offline/{version_in(book)}.list").read_bytes())
    assert version_in(book) == hashlib.sha256(text).hexdigest()[:32]


def test_packs_hold_the_bytes_of_every_file(book):
    listed = list_in(book)
    seen = []
    for pack in listed["packs"]:
        seen += pack["files"]
        if pack["name"] is None:
            continue
        texts = list(unpack(book / "_offline" / pack["name"]))
        for index, text in zip(pack["files"], texts, strict=True):
            path, digest, size = listed["files"][index]
            assert (hashlib.sha256(text).hexdigest()[:32], len(text)) == (digest, size), path
            assert text == (book / path).read_bytes(), path
    assert sorted(seen) == list(range(len(listed["files"])))


def test_the_sizes_are_those_of_the_packs_and_small(book):
    sizes = json.loads((book / "offline.json").read_text(encoding="utf-8"))
    on_disk = sum(path.stat().st_size for path in (book / "_offline").iterdir())
    assert sum(sizes["download"].values()) == on_disk
    assert sizes["storage"] == sum(size for _, _, size in list_in(book)["files"])
    # What every learner's browser fetches without being asked is what a picture of a phone weighs.
    assert sizes["download"]["pages"] <= 2_500_000
    assert on_disk <= 6_000_000


def test_the_list_is_the_same_in_another_folder_and_on_repeating(few, tmp_path):
    again = tmp_path / "some other place"
    shutil.copytree(few, again, ignore=shutil.ignore_patterns("_offline", "offline.json"))
    offline.write_file_list(again)
    assert bytes_in(again) == bytes_in(few)
    offline.write_file_list(again)
    assert bytes_in(again) == bytes_in(few)


def test_a_change_makes_another_version_and_clears_away_the_old_packs(few):
    before, packs = version_in(few), {path.name for path in (few / "_offline").glob("*.pack")}
    page = few / "book/about.html"
    page.write_text(page.read_text(encoding="utf-8") + "<!-- new -->", encoding="utf-8")
    offline.write_file_list(few)
    assert version_in(few) != before
    after = {path.name for path in (few / "_offline").glob("*.pack")}
    assert len(after) == len(packs)
    assert len(after - packs) == 1


def test_downloads_and_precompressed_files_are_left_out(few):
    before = bytes_in(few)
    (few / "downloads").mkdir()
    for name in ("downloads/course.zip", "downloads/page.html", "index.html.br", "index.html.gz"):
        (few / name).write_bytes(b"x")
    offline.write_file_list(few)
    assert {name: content for name, content in bytes_in(few).items() if name in before} == before


def test_a_file_that_is_no_text_goes_alone(few):
    (few / "_images").mkdir()
    (few / "_images/photo.webp").write_bytes(bytes(range(256)))
    offline.write_file_list(few)
    listed = list_in(few)
    (loose,) = [pack for pack in listed["packs"] if pack["name"] is None]
    assert [listed["files"][index][0] for index in loose["files"]] == ["_images/photo.webp"]
    assert loose["bytes"] == 256


def test_a_book_without_a_worker_gets_no_list(few):
    shutil.rmtree(few / "_offline")
    shutil.copyfile(ROOT / "book/_static/service-worker-removed.js", few / "service-worker.js")
    offline.write_file_list(few)
    assert not (few / "_offline").exists()


def test_the_setting_takes_all_of_it_out_of_the_book_but_a_worker_that_removes_itself(tmp_path):
    (tmp_path / "book").mkdir()
    for name in ("_static", "_templates"):
        (tmp_path / "book" / name).symlink_to(ROOT / "book" / name)
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    config = (ROOT / "_config.yml").read_text(encoding="utf-8")
    config = config.replace("course_works_offline: true", "course_works_offline: false")
    (tmp_path / "_config.yml").write_text(config, encoding="utf-8")
    toc = "format: jb-book\nroot: index\nchapters: [{file: book/downloads}]\n"
    (tmp_path / "_toc.yml").write_text(toc, encoding="utf-8")
    (tmp_path / "index.md").write_text("# Home\n\nWords.\n", encoding="utf-8")
    panel = '# Take it with you\n\nWords.\n\n<div class="mn-offline"></div>\n'
    (tmp_path / "book/downloads.md").write_text(panel, encoding="utf-8")
    left = tmp_path / "_build/html/manifest.webmanifest"  # of an earlier build
    left.parent.mkdir(parents=True)
    left.write_text("{}", encoding="utf-8")
    command = [str(Path(sys.executable).parent / "jupyter-book"), "build", str(tmp_path), "-W", "-n", "-q"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    files = bytes_in(tmp_path / "_build/html")
    assert b"unregister()" in files.pop("service-worker.js")
    assert not [name for name in files if re.search("offline|manifest|icons", name)]
    pages = {name: content.decode() for name, content in files.items() if name.endswith(".html")}
    assert set(pages) == {"index.html", "search.html", "book/downloads.html"}
    for name, content in files.items():
        assert not re.search(rb'"manifest"|serviceWorker|class="mn-offline', content), name
    assert "this site does not keep the course on devices" in pages["book/downloads.html"]


def test_the_manifest_is_relative_and_its_icons_are_as_large_as_it_says(book):
    manifest = json.loads((book / "manifest.webmanifest").read_text(encoding="utf-8"))
    title = re.search("^title: (.+)$", (ROOT / "_config.yml").read_text(encoding="utf-8"), re.MULTILINE)[1]
    assert manifest["name"] == title == "Massage and Neuropathy"
    assert manifest["display"] == "standalone"
    assert len(manifest["short_name"]) <= 12
    home = "https://example.org/course/"
    for name in ("id", "start_url", "scope"):
        assert urljoin(home, manifest[name]).startswith(home)
    assert {icon["purpose"] for icon in manifest["icons"] if "purpose" in icon} == {"any", "maskable"}
    for icon in manifest["icons"]:
        path = book / icon["src"]
        assert path.exists()
        if path.suffix == ".png":
            with Image.open(path) as image:
                assert "x".join(map(str, image.size)) == icon["sizes"]


def test_icons_that_systems_cut_have_no_transparent_corner(book):
    for name in ("maskable", "apple-touch-icon"):
        with Image.open(book / f"_static/icons/{name}.png") as image:
            assert image.convert("RGBA").getextrema()[3] == (255, 255), name


def test_every_page_names_manifest_and_icon(book):
    for path in book.rglob("*.html"):
        up = "../" * (len(path.relative_to(book).parts) - 1)
        html = path.read_text(encoding="utf-8")
        assert f'<link rel="manifest" href="{up}manifest.webmanifest">' in html, path
        assert f'<link rel="apple-touch-icon" href="{up}_static/icons/apple-touch-icon.png">' in html, path
