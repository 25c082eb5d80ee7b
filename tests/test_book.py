"""The built book, judged by its files alone: no browser is needed for any of this."""

import base64
import gzip
import hashlib
import json
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import unquote, urlsplit

import nbformat
import pytest
import yaml
from bs4 import BeautifulSoup
from sphinx.errors import ExtensionError

from massage_neuropathy.content import Reference, load_course
from massage_neuropathy.entries import ANSWERS, GROUPS, SURENESS, anchors, fill_page
from massage_neuropathy.pages import is_lesson
from massage_neuropathy.science.trials import STUDIES
from massage_neuropathy.sphinx_ext import entries
from massage_neuropathy.sphinx_ext.assets import minified, script, stylesheets, theme_styles, vocabulary
from massage_neuropathy.sphinx_ext.links import jupyterlab_slug, rewrite_links
from massage_neuropathy.sphinx_ext.page import SCRIPT_MARK, STYLE_MARK, content_security_policy, finished
from massage_neuropathy.sphinx_ext.parts import ANSWER_MARK, parts_of, script_name
from massage_neuropathy.sphinx_ext.questions import PrintKey
from massage_neuropathy.sphinx_ext.renderer import svg_size
from massage_neuropathy.widgets.rendering import printed_key
from massage_neuropathy.widgets.shelf import shelf

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ("_config.yml", "_toc.yml", "index.md", "book", "notebooks")
KIBIBYTE = 1024


@pytest.fixture(scope="module")
def pages(book):
    """Every page of the book, parsed, by its path."""
    paths = sorted(book.rglob("*.html"))
    return {path: BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser") for path in paths}


@pytest.fixture(scope="module")
def lessons(pages):
    """The pages that come from notebooks with a lesson, by their path."""
    return {
        path: page for path, page in pages.items() if path.parent.name == "notebooks" and is_lesson(path.stem)
    }


def copy_of_sources(folder):
    """Put everything that a build needs into a folder."""
    folder.mkdir(parents=True)
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
        else:
            shutil.copy(source, folder / name)
    # That pictures come out the same everywhere is tested on a few, in test_explorer.py.
    shutil.copytree(ROOT / "_build/explorers", folder / "_build/explorers")
    shutil.copytree(
        ROOT / "node_modules", folder / "node_modules", ignore=shutil.ignore_patterns("axe-core", ".bin")
    )
    return folder


def build(folder):
    """Build the book in a folder; return the finished command and the folder of the pages."""
    command = [
        str(Path(sys.executable).parent / "jupyter-book"),
        "build",
        str(folder),
        "-W",
        "-n",
        "--keep-going",
        "-q",
    ]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    return done, folder / "_build/html"


def contents(folder):
    """Every file of a folder by its relative path, as the hash of its bytes."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }


@pytest.fixture(scope="module")
def builds(tmp_path_factory):
    """What builds have made: in two folders, and in the first again with a lesson edited, and as it was."""
    first = copy_of_sources(tmp_path_factory.mktemp("one") / "book")
    second = copy_of_sources(tmp_path_factory.mktemp("two") / "some other place" / "book")
    lesson = "notebooks/04-diabetes.ipynb"
    before = (first / lesson).read_bytes()
    made = []
    for folder, text in ((first, before), (second, before), (first, edited(before)), (first, before)):
        (folder / lesson).write_bytes(text)
        done, html = build(folder)
        assert done.returncode == 0, done.stdout + done.stderr
        made.append(contents(html))
    return made


def edited(lesson):
    """Return a notebook with a heading and words more, which no other page has."""
    notebook = json.loads(lesson)
    cell = [cell for cell in notebook["cells"] if cell["cell_type"] == "markdown"][-1]
    cell["source"] = "".join(cell["source"]) + "\n\n## Xylophones\n\nZookeepers play them."
    return json.dumps(notebook).encode()


@pytest.fixture(scope="module")
def broken(tmp_path_factory):
    """What a build says about a link that leads nowhere, a formula, and figures that nobody has described."""
    folder = copy_of_sources(tmp_path_factory.mktemp("broken") / "book")
    with (folder / "book/about.md").open("a", encoding="utf-8") as about:
        about.write("\n[x](references.md#nobody_1999)\n\n```{math}\nx^2\n```\n")
    path = folder / "notebooks/01-nerves.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            if "image/svg+xml" in output.get("data", {}):
                output["data"]["text/plain"] = "<Figure size 640x480 with 1 Axes>"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return build(folder)[0]


# --------------------------------------------------------------------------- the whole


def test_two_builds_in_two_folders_are_identical(builds):
    first, second, *_ = builds
    assert first == second


def test_an_edit_changes_its_page_and_undone_leaves_the_bytes_of_a_first_build(builds):
    first, _, with_edit, undone = builds
    page = "notebooks/04-diabetes.html"
    assert page in first
    assert with_edit[page] != first[page]
    assert undone == first


def test_only_what_readers_need_is_published(book):
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    chapters = [chapter for part in toc["parts"] for chapter in part["chapters"]]
    sections = [section for chapter in chapters for section in chapter.get("sections", [])]
    names = ["index", "search", "offline", *(each["file"] for each in [*chapters, *sections])]
    expected = {f"{name}.html" for name in names}
    expected |= {f"_static/{script_name(parts)}" for parts in KINDS} | {
        "_static/search.js",
        "_static/favicon.svg",
    }
    expected |= {f"_study/{name.replace('/', '-')}.js" for name in [*shelf(load_course()), "lessons", "fsrs"]}
    expected |= {"searchindex.js", "objects.inv", "robots.txt"}
    expected |= {"manifest.webmanifest", "offline.json", "service-worker.js"}
    expected |= {f"_static/{name}" for name in ("offline.js", "offline-panel.js", "offline.css")}
    icons = ("192", "512", "maskable", "apple-touch-icon")
    expected |= {f"_static/icons/{name}.png" for name in icons}
    found = {name for name in contents(book) if not name.startswith(("_images/", "_explorers/", "_offline/"))}
    assert found == expected


def test_every_image_file_is_used(book, pages):
    used = {(path.parent / image["src"]).resolve() for path, page in pages.items() for image in page("img")}
    assert set((book / "_images").iterdir()) <= used


def test_every_notebook_is_a_chapter(book):
    for notebook in (ROOT / "notebooks").glob("*.ipynb"):
        assert (book / "notebooks" / f"{notebook.stem}.html").exists(), f"{notebook.name} is not in _toc.yml"


def test_parts_have_captions_on_every_page(pages):
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    captions = [part["caption"] for part in toc["parts"]]
    for path, page in pages.items():
        assert [caption.get_text() for caption in page.select("nav p.caption:not([role])")] == captions, path


def test_the_home_page_is_a_page(pages, book):
    home = pages[book / "index.html"]
    assert home.h1
    assert not home.select("meta[http-equiv=Refresh i]")


def test_no_path_of_this_machine_is_published(book):
    for path in book.rglob("*"):
        if path.is_file():
            assert str(ROOT).encode() not in path.read_bytes(), path


# --------------------------------------------------------------------------- links


def test_every_internal_link_leads_somewhere(pages, book):
    ids = {path: {node["id"] for node in page.select("[id]")} for path, page in pages.items()}
    for path, page in pages.items():
        for link in page.select("a[href], form[action]"):
            target = urlsplit(link.get("href") or link["action"])
            if target.scheme:
                assert target.scheme in {"https", "http"}, (path, link)
                continue
            landing = (path.parent / unquote(target.path)).resolve() if target.path else path
            assert landing in ids, f"{path.relative_to(book)} links to {target.path}, which is not there"
            anchor = unquote(target.fragment)
            assert not anchor or anchor in ids[landing], (
                f"{path.relative_to(book)}: no #{anchor} in {landing.name}"
            )


def test_no_id_stands_twice_on_a_page(pages):
    for path, page in pages.items():
        ids = [node["id"] for node in page.select("[id]")]
        assert len(ids) == len(set(ids)), (path, sorted(name for name in ids if ids.count(name) > 1))


def test_only_cited_works_are_listed(pages, book):
    course = load_course()
    cited = {
        unquote(urlsplit(link["href"]).fragment)
        for path, page in pages.items()
        for link in page.select('a[href*="references.html#"]')
    }
    # Reserved questions stand on no page, and name their sources all the same.
    reserved = [each for each in course.questions.values() if each.pool == "reserved"]
    for record in (*course.conditions.values(), *course.claims.values(), *reserved):
        cited |= set(record.references)
    listed = {anchor["id"] for anchor in pages[book / "book/references.html"].select("main li a[id]")}
    assert listed == set(course.references)
    assert listed <= cited, f"listed but cited nowhere: {sorted(listed - cited)}"


def test_every_term_is_in_the_glossary(pages, book):
    listed = {anchor["id"] for anchor in pages[book / "book/glossary.html"].select("main li a[id]")}
    assert listed == set(load_course().terms)


def test_a_link_to_what_is_not_there_stops_the_build(broken):
    assert broken.returncode != 0
    assert "nobody_1999" in broken.stdout + broken.stderr


# --------------------------------------------------------------------------- what a page loads, and may do


# Every combination of parts that pages have: each has one script beside the page.
KINDS = [
    (),
    ("case",),
    ("compare", "quiz"),
    ("continue",),
    ("explorer", "quiz"),
    ("final", "record"),
    ("planner",),
    ("practice",),
    ("progress", "record"),
    ("quiz",),
    ("quiz", "record", "start"),
    ("quiz", "register"),
    ("review",),
    ("screener",),
    ("searching",),
    ("verify",),
]


def test_a_page_has_the_scripts_of_its_parts_and_nothing_else(pages, book):
    found = set()
    for path, page in pages.items():
        names = ("quiz", "explorer", "register", "compare", "record", "continue", "searching")
        filled = {node["data-mn"] for node in page.select(".mn-study, .mn-tool")}
        parts = tuple(sorted({name for name in names if page.select_one(f".mn-{name}")} | filled))
        found.add(parts)
        up = "../" * (len(path.relative_to(book).parts) - 1)
        scripts = page.select("script[src]")
        (name,) = (tag["src"].partition("?v=")[0] for tag in scripts)
        assert name == f"{up}_static/{'-'.join(parts) or 'book'}.js", path
        assert all(tag.has_attr("defer") for tag in scripts), path
        inside = page.select("script:not([src], [type='application/ld+json'])")
        assert ["mn-answers" in tag.get("class", ()) for tag in inside] == [False, True][
            : 1 + ("quiz" in parts)
        ]
        # What answers early comes before the script that would share the line with it.
        assert bool(page.select("head script[src]")) == ("quiz" not in parts), path
        if "quiz" in parts:
            assert inside[1].find_previous(class_="mn-quiz") is page.select_one(".mn-quiz"), path
        assert len(page.select("style")) == 1, path
        assert not page.select(
            "iframe, object, embed, link[rel=stylesheet], link[rel=preload], link[rel=modulepreload]"
        ), path
    assert sorted(found) == KINDS


def test_a_page_asks_for_what_it_loads_in_the_version_it_was_built_with(pages, book):
    """A cache gives a page nothing from another version, and what pages share is loaded once."""
    loaded = {book / f"_static/{script_name(parts)}" for parts in KINDS} | {*(book / "_study").iterdir()}
    searched = {book / "_static/search.js", book / "searchindex.js"}
    for path, page in pages.items():
        version = page.select_one("script[src]")["src"].partition("?v=")[2]
        own = loaded | searched if page.select_one(".mn-searching") else loaded
        whole = b"\0".join(each.read_bytes() for each in sorted(own))
        assert version == hashlib.sha256(whole).hexdigest()[:10], path


def test_a_page_has_the_styles_of_its_parts_only(pages):
    own = {"case": ".mn-case-choices", "explorer": ".mn-controls", "planner": ".mn-plan-minutes"}
    for path, page in pages.items():
        style = page.style.string
        for part, rule in own.items():
            assert (rule in style) == bool(page.select_one(f".mn-{part}, [data-mn={part}]")), (path, rule)
        # What names no class, and what questions from elsewhere would need.
        assert " :focus-visible {" in style, path
        assert (".mn-moves" in style) or not page.select_one(".mn-quiz"), path


def sha256(text):
    """The hash of a text as policies write it."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def test_every_page_carries_the_policy_before_anything_it_governs(pages):
    for path, page in pages.items():
        (policy,) = page.select("head meta[http-equiv=Content-Security-Policy]")
        # Structured data is no script to a browser, and no policy governs it.
        inside = page.select("script:not([src], [type='application/ld+json'])")
        scripts = " ".join(f"'sha256-{sha256(node.string)}'" for node in inside)
        assert policy["content"].split("; ") == [
            "default-src 'self'",
            f"script-src 'self' {scripts}",
            f"style-src 'self' 'sha256-{sha256(page.style.string)}'",
            "img-src 'self' data:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
        ], path
        assert not policy.find_all_previous(["script", "style", "link", "img"]), path


def test_nothing_relies_on_what_the_policy_blocks(pages):
    for path, page in pages.items():
        for node in page.find_all(True):
            assert not node.has_attr("style"), (path, node)
            assert not [name for name in node.attrs if name.startswith("on")], (path, node)


def test_no_request_leaves_the_site(pages, book):
    for path, page in pages.items():
        for node in page.select("[src], [srcset], [poster], link[href]"):
            if node.name == "link" and node.get("rel") in (["next"], ["prev"], ["search"], ["license"]):
                continue
            address = node.get("src") or node.get("srcset") or node.get("poster") or node["href"]
            target = urlsplit(address)
            assert not target.scheme and not target.netloc, (path, node)
            assert (path.parent / target.path).exists(), (path, node)
        assert not re.search(r"@import|@font-face|url\((?!['\"]?data:)", page.style.string), path
    for image in (book / "_images").iterdir():
        assert not re.search(r'(?:href|src)="(?!#)', image.read_text(encoding="utf-8")), image


def test_no_heavy_machinery_is_left(book):
    foreign = re.compile(
        r"mathjax|require(?:\.min)?\.js|html-manager|thebe|fontawesome|jquery|googletagmanager", re.I
    )
    for path in [*book.rglob("*.html"), *(book / "_static").glob("*.js")]:
        found = foreign.search(path.read_text(encoding="utf-8"))
        assert not found, (path, found)


def test_a_page_is_light(pages, book):
    """At most 100 KiB on the wire are allowed in the first view. What is seen of figures is measured, too.

    A response has about 300 bytes of headers. The page with the register of claims holds as many words as
    three lessons.
    """
    for path, page in pages.items():
        assets = {(path.parent / tag[name].partition("?")[0]).resolve() for tag, name in eager(page)}
        files = {path, *assets}
        weight = sum(len(gzip.compress(file.read_bytes())) + 300 for file in files)
        allowed = 90 if page.select_one("[data-mn=register]") else 80
        assert weight <= allowed * KIBIBYTE, f"{path.name}: {weight / KIBIBYTE:.0f} KiB"
        assert len(files) <= 4, sorted(files)


def eager(page):
    """Yield what a page asks for at once: elements, with the attribute that holds the address."""
    yield from ((link, "href") for link in page.select("link[rel=icon]"))
    yield from ((tag, "src") for tag in page.select("script[src], img:not([loading=lazy])"))


# --------------------------------------------------------------------------- lessons


def test_every_image_has_its_size_and_words(pages):
    for path, page in pages.items():
        for image in page("img"):
            assert image.has_attr("alt") and image["width"].isdigit() and image["height"].isdigit(), (
                path,
                image,
            )
            if "mn-figure" in image.get("class", []):
                assert len(image["alt"].split()) >= 8, (path, image)
                assert image["loading"] == "lazy" and image["decoding"] == "async", (path, image)


def test_every_stored_figure_is_on_its_page(lessons):
    for path, page in lessons.items():
        notebook = nbformat.read(ROOT / "notebooks" / f"{path.stem}.ipynb", as_version=4)
        outputs = [
            output for cell in notebook.cells for output in cell.get("outputs", []) if "data" in output
        ]
        words = [output.data["text/plain"] for output in outputs if "image/svg+xml" in output.data]
        assert len(words) + len(page.select(".mn-explorer")) >= (0 if "case-clinic" in path.stem else 2)
        images = [
            image["alt"]
            for image in page.select("img.mn-figure")
            if not image.find_parent(class_="mn-explorer")
        ]
        assert images == [" ".join(text.split()) for text in words]


def test_an_explorer_on_its_page_has_one_box_with_its_picture_and_no_code_of_its_own(lessons):
    found = [(path, one) for path, page in lessons.items() for one in page.select(".mn-explorer")]
    assert len(found) >= 9
    for path, explorer in found:
        assert [image["loading"] for image in explorer("img")] == ["lazy"], path
        assert explorer.select_one(".mn-outcome").text and explorer.select_one(".mn-described p").text
        told = json.loads(explorer["data-explorer"])
        assert set(told) == {"controls", "frames"}
        assert (path.parent / told["frames"]).exists()
        assert not explorer.select("svg, script, [style]")


def test_a_figure_without_words_stops_the_build(broken):
    assert broken.returncode != 0
    assert "figure without a description" in broken.stdout + broken.stderr


def test_a_formula_that_no_page_can_show_stops_the_build(broken):
    assert broken.returncode != 0
    assert "book/about has math" in broken.stdout + broken.stderr


def test_code_is_folded_away(lessons):
    for path, page in lessons.items():
        for code in page.select(".cell_input"):
            assert code.find_parent("details", class_="mn-code"), (path, code)


def test_summaries_hold_words_only(pages):
    for path, page in pages.items():
        for summary in page("summary"):
            assert not summary.find(["p", "div", "ul", "ol"]), (path, summary)


def test_the_key_has_the_right_letters_of_every_question(lessons):
    course = load_course()
    for path, page in lessons.items():
        questions = page.select(".mn-question[data-number]")
        assert [int(question["data-number"]) for question in questions] == list(
            range(1, len(questions) + 1)
        ), path
        expected = []
        for question in questions:
            expected.append(printed_key(course.questions[question["data-question"]]))
        assert len(expected) >= 5
        assert [item.get_text() for item in page.select(".mn-key li")] == expected, path
        shown = {question["data-question"] for question in questions}
        assert all(node["data-question"] in shown for node in page.select("[data-mn=reveal] .mn-question"))


def test_every_lesson_links_to_its_neighbors(lessons):
    for path, page in lessons.items():
        assert page.select_one("a[rel=prev]"), path
        assert page.select_one("a[rel=next]"), path


def test_every_page_says_that_it_is_not_medical_advice(pages):
    for path, page in pages.items():
        assert "Educational, not medical advice." in page.footer.get_text(), path


# --------------------------------------------------------------------------- the parts


def test_links_of_a_notebook_become_links_of_the_book():
    html = '<a href="01-nerves.ipynb#What&#39;s-next?">x</a> <a href="../book/references.md#bus_2024">y</a>'
    assert rewrite_links(html) == (
        '<a href="01-nerves.html#what-s-next">x</a> <a href="../book/references.html#bus_2024">y</a>'
    )


def test_links_that_leave_the_course_stay_as_they_are():
    html = '<a href="https://example.org/a.ipynb#b">x</a> <a href="#here">y</a>'
    assert rewrite_links(html) == html


def test_headings_are_linked_as_jupyterlab_links_them():
    assert jupyterlab_slug("Why the toes come first") == "Why-the-toes-come-first"


def test_questions_that_only_come_back_have_no_number():
    answer = '<details class="mn-answer" data-key="B"></details>'
    question = f'<div class="mn-question" data-question="q">{answer}</div>'
    key = PrintKey()
    asked = key.number(f'<div class="mn-quiz" data-mn="quiz">{question}</div>')
    back = key.number(f'<div class="mn-quiz" data-mn="reveal">{question}</div>')
    again = key.number(f'<div class="mn-quiz" data-mn="guess">{question}{question}</div>')
    assert 'data-number="1"' in asked
    assert "data-number" not in back
    assert re.findall(r'data-number="(\d)"', again) == ["2", "3"]
    assert key.html().count("<li>B</li>") == 3


def test_a_page_without_questions_has_no_key():
    assert PrintKey().html() == ""


def test_the_size_of_a_figure_is_given_in_pixels():
    assert svg_size('<svg xmlns="http://www.w3.org/2000/svg" width="72pt" height="30px"/>') == (96, 30)


def test_a_figure_without_a_size_is_named_as_such():
    with pytest.raises(ValueError, match="give it a width and a height"):
        svg_size('<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="30px"/>')


def test_scripts_become_one_in_which_their_names_do_not_meet():
    assert script("const a = 1;\n", "const a = 2;") == (
        '(() => {\n"use strict";\nconst a = 1;\n})();\n(() => {\n"use strict";\nconst a = 2;\n})();\n'
    )


def test_scripts_are_minified_without_losing_what_others_call_them_by(tmp_path):
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules", target_is_directory=True)
    own = script('// Why.\nconst someWords = "“quoted” </script>"; self.lent = (aName) => aName + someWords;')
    shared = "const Search = { query() { return Search; } };"
    small = minified([own, shared, own], tmp_path)
    assert list(small) == [own, shared]
    assert small[shared] == "const Search={query:()=>Search};"
    for gone in ("Why", "someWords", "aName", "\n", "“", "</script>"):
        assert gone not in small[own]
    for kept in ("self.lent=", "\\u201c", '"use strict"'):
        assert kept in small[own]


def test_a_tool_from_npm_that_is_missing_or_fails_is_named(tmp_path):
    with pytest.raises(ExtensionError, match="terser is not installed; run `make book`"):
        minified(["go();"], tmp_path)
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules", target_is_directory=True)
    with pytest.raises(ExtensionError, match=r"terser failed: (?s:.*)Unexpected token"):
        minified(["go(;"], tmp_path)


def test_text_has_two_weights():
    folders = ROOT / "massage_neuropathy/widgets", ROOT / "book/_static"
    styles = [path.read_text(encoding="utf-8") for folder in folders for path in folder.glob("*.css")]
    told = [words for style in styles for words in re.findall(r"font(?:-weight)?: ([^;}]+)", style)]
    weights = {found for words in told for found in re.findall(r"\b(?:\d{3,4}|bold\w*|lighter)\b", words)}
    assert weights == {"400", "600"}


def test_the_theme_brings_neither_fonts_nor_imports():
    styles = theme_styles()
    assert "@font-face" not in styles
    assert "@import" not in styles


def test_the_policy_names_the_hashes_of_what_is_inside():
    empty = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    assert f"script-src 'self' {empty};" in content_security_policy([""], "a {}")
    assert f"style-src 'self' {empty};" in content_security_policy(["a()"], "")


def test_a_page_is_finished_with_styles_scripts_and_the_hashes_of_them():
    def page(style, answers, name):
        return (
            f'<meta content="{content_security_policy(["a()", answers], style)}"><style>{style}</style>'
            f'<script defer src="../_static/{name}"></script><script class="mn-answers">{answers}</script>'
        )

    made = page("a{}", "b()", "quiz.js?v=0123456789")
    inside = {"style": "a{}", "answers": "b()", "script_name": "quiz.js?v=0123456789"}
    assert finished(page(STYLE_MARK, ANSWER_MARK, SCRIPT_MARK), **inside) == made
    assert finished(page("old{}", "old()", "old.js?v=abcdef0123"), **inside) == made


def test_marks_in_a_page_tell_its_parts():
    html = '<div class="mn-quiz" data-mn="quiz"></div><div class="mn-tool" id="x" data-mn="case"></div>'
    assert parts_of(html) == ("case", "quiz")
    assert parts_of("<p>mn-quiz</p>") == ()


def test_rules_that_a_page_cannot_use_are_left_out():
    words = vocabulary(
        ['<p class="lead" data-mn="final">a table of progress</p>'],
        ['/* As\n   on cards. */\n  // Why.\nnode.dataset.isDone = "mn-a"'],
    )
    assert words == [
        "class",
        "data-is-done",
        "data-mn",
        "dataset",
        "final",
        "isDone",
        "lead",
        "mn-a",
        "node",
        "p",
    ]
    theme = ".lead{color:red}.progress{color:red}table{color:red}"
    ours = ".mn-a, .mn-b { & p { top: 0 } & .mn-b { top: 0 } } :is(.mn-a, .mn-b) a {} :is(.mn-b) {} :focus {}"
    print_only = (
        "@media print { .mn-a {} .mn-b {} } @media screen { .mn-b {} } @keyframes k { 50% { top: 0 } }"
    )
    (style,) = stylesheets(theme, f"{ours} {print_only}", [words], ROOT)
    assert style == (
        "@layer theme {.lead{color:red}} .mn-a { & p { top: 0 } } :is(.mn-a, .mn-b) a {} :focus {} "
        "@media print { .mn-a {} } @keyframes k { 50% { top: 0 } }"
    )


def test_questions_from_the_shelf_find_their_styles():
    assert "mn-choices" not in vocabulary([], ['".mn-quiz"'])
    assert {"mn-choices", "mn-picture", "select"} <= {*vocabulary([], ['".mn-question"'])}


def test_hostile_text_in_the_content_stays_text():
    course = load_course()
    term = next(iter(course.terms.values()))
    hostile = term.model_copy(
        update={"definition": "<script>alert(1)</script> [x](javascript:y) `code` *so*"}
    )
    text = fill_page("<!-- glossary -->", replace(course, terms={hostile.id: hostile}))
    assert r"\<script\>alert(1)\</script\> \[x\](javascript:y) \`code\` \*so\*" in text


def test_a_page_without_a_marker_stays_as_it_is():
    assert fill_page("# Title\n", load_course()) == "# Title\n"
    assert anchors("# Title\n", load_course()) == {}


def test_entries_cite_works_by_their_anchor():
    course = load_course()
    text = fill_page("<!-- glossary -->", course)
    for term in course.terms.values():
        for key in term.references:
            if isinstance(course.cite(key), Reference):
                assert f"(references.md#{key})" in text


def test_the_course_rules_stand_by_answer_the_strictest_first():
    course = load_course()
    text = fill_page("<!-- rules -->", course)
    headings = [line for line in text.splitlines() if line.startswith("## ")]
    assert headings == [f"## {words}" for words in ANSWERS.values() if f"## {words}" in text]
    assert headings[0] == "## Stop: emergency now"
    for condition in course.conditions.values():
        place = text.index(f'<a id="{condition.id}"></a>')
        assert text.rindex("## ", 0, place) == text.index(f"## {ANSWERS[condition.answer]}\n")
        if condition.waits == "session":
            assert "The whole session waits." in text[place:].splitlines()[0]


def test_each_course_rule_says_what_to_do_and_how_its_answer_rises():
    course = load_course()
    text = fill_page("<!-- rules -->", course)
    for condition in course.conditions.values():
        place = text.index(f'<a id="{condition.id}"></a>')
        first = text[place:].splitlines()[0]
        assert " ".join(condition.do.split()) in re.sub(r"[\\*]", "", first)
        for words in ("Stop: emergency now", "Stop: care today"):
            assert first.count(f"**{words}**") == condition.do.count(words)


def test_hostile_text_in_a_course_rule_stays_text():
    course = load_course()
    rule = next(iter(course.conditions.values()))
    hostile = rule.model_copy(update={"do": "*so* <b>bold</b>\n\n# big. Stop: care today"})
    text = fill_page("<!-- rules -->", replace(course, conditions={hostile.id: hostile}))
    assert r"\*so\* \<b\>bold\</b\> # big. **Stop: care today**" in text


def test_hostile_text_in_the_evidence_stays_text():
    course = load_course()
    trial, mechanism = next(iter(course.trials.values())), next(iter(course.mechanisms.values()))
    hostile = "<script>alert(1)</script> [x](javascript:y) *so*\n\n# big"
    told = r"\<script\>alert(1)\</script\> \[x\](javascript:y) \*so\* # big"
    worse = replace(
        course,
        trials={trial.id: trial.model_copy(update={"result": hostile, "country": hostile, "harms": hostile})},
        mechanisms={mechanism.id: mechanism.model_copy(update={"name": hostile, "say": hostile})},
    )
    assert fill_page("<!-- trials -->", worse).count(told) == 3
    assert fill_page("<!-- mechanisms -->", worse).count(told) == 2


def test_a_page_with_a_table_and_no_entries_is_filled_in_the_book():
    env = SimpleNamespace(docname="page", metadata={"page": {}}, note_dependency=lambda path: None)
    app, source = SimpleNamespace(env=env), ["<!-- trials table -->"]
    entries.fill(app, "page", source)
    assert source[0].startswith("| Study |")


def test_trials_stand_by_group_and_then_by_name_each_with_its_work():
    course = load_course()
    text = fill_page("<!-- trials -->", course)
    headings = [line for line in text.splitlines() if line.startswith("### ")]
    assert headings == [f"### {words}" for words in GROUPS.values()]
    for part in text.split("### ")[1:]:
        names = re.findall(r"^- <a id=\"[^\"]+\"></a>\*\*\[([^\]]+)\]", part, re.MULTILINE)
        assert names == sorted(names, key=str.casefold)
    for trial in course.trials.values():
        place = text.index(f'<a id="{trial.id}"></a>')
        assert text.rindex("### ", 0, place) == text.index(f"### {GROUPS[trial.group]}\n")
        assert f"(references.md#{trial.reference})" in text[place:].splitlines()[0]


def test_what_was_not_seen_in_a_trial_is_left_out_and_never_zero():
    course = load_course()
    trial = next(iter(course.trials.values()))
    bare = trial.model_copy(update={"people": None, "country": None, "blinding": None, "harms": None})
    text = fill_page("<!-- trials -->", replace(course, trials={bare.id: bare}))
    assert text.splitlines()[2].endswith("** · number of people not seen\\")
    assert "None" not in text
    assert "*Blind:*" not in text
    assert "*Harm:*" not in text


def test_the_figure_of_lesson_11_and_the_trials_agree():
    trials = {trial.reference: trial for trial in load_course().trials.values()}
    for study in STUDIES:
        assert (trials[study.key].people, trials[study.key].country) == (study.people, study.country)


def test_the_page_on_evidence_counts_its_trials_right():
    course = load_course()
    page = (ROOT / "book/evidence.md").read_text(encoding="utf-8")
    assert f"Of the {len(course.trials)} studies above, three say anything about harm" in page
    told = {trial.reference for trial in course.trials.values() if trial.harms}
    assert len(told) == 3
    assert all(f"(references.md#{key})" in page for key in told)


def test_mechanisms_stand_the_surest_first():
    course = load_course()
    text = fill_page("<!-- mechanisms -->", course)
    headings = [line for line in text.splitlines() if line.startswith("### ")]
    assert headings == [f"### {words}" for words in SURENESS.values()]
    for mechanism in course.mechanisms.values():
        place = text.index(f'<a id="{mechanism.id}"></a>')
        assert text.rindex("### ", 0, place) == text.index(f"### {SURENESS[mechanism.sureness]}\n")
        entry = text[place:].split("\n\n")[0]
        assert all(f"(references.md#{key})" in entry for key in mechanism.references)
        if not mechanism.references:
            assert "No study was found" in mechanism.measured


def test_reserved_questions_stand_on_no_page(pages):
    questions = load_course().questions.values()
    words = {path: " ".join(page.get_text(" ").split()) for path, page in pages.items()}
    shown = {tag["data-question"] for page in pages.values() for tag in page.select("[data-question]")}

    def pages_with(question):
        # The stem in parts, without the signs that a page writes in its own way.
        parts = re.split(r"[^\w ,.;:?()]", " ".join(question.stem.split()))
        return [path.name for path, text in words.items() if all(part.strip() in text for part in parts)]

    reserved = [each for each in questions if each.pool == "reserved"]
    assert len(reserved) >= 100
    assert [each.id for each in reserved if each.id in shown or pages_with(each)] == []
    # What is shown is found in this way, so what is not found is not shown.
    assert all(pages_with(each) for each in questions if each.id in shown)


def test_the_tables_at_a_glance_lead_to_every_entry_below_them(pages, book):
    page, course = pages[book / "book/evidence.html"], load_course()
    for records, first in ((course.trials, "Study"), (course.mechanisms, "Claimed")):
        table = next(each for each in page.select("main table") if each.th.get_text(strip=True) == first)
        targets = [urlsplit(link["href"]).fragment for link in table.select("tbody tr td:first-child a")]
        assert sorted(targets) == sorted(records)
        assert all(page.find(id=name) for name in targets)
