"""What search engines and shared links are told of a page: description, preview, structured data, sitemap.

All addresses there are absolute, and the repository does not know where the book will stand. So the address
comes from one place, Sphinx's ``html_baseurl`` (``html: baseurl`` in ``_config.yml``), which the environment
variable ``COURSE_URL`` fills while it is empty. Without one, nothing is written that would need it.
"""

import json
import os
import re
import shutil
from collections.abc import Iterable
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ExtensionError

from massage_neuropathy.content import load_course
from massage_neuropathy.schema import Lesson

ADDRESS = "COURSE_URL"
PREVIEW = "_static/preview.png"
# Told here, too: the module that draws the picture would load the whole drawing library at every build.
PREVIEW_TOLD = {
    "type": "image/png",
    "width": "1200",
    "height": "630",
    "alt": "A hand rests lightly across the top of a bare foot; beside it the words "
    "Massage and Neuropathy, a free course for massage therapists: look, touch lightly, look again.",
}
PROVIDER = "The Massage and Neuropathy course contributors"
LICENSE = "https://creativecommons.org/licenses/by/4.0/"
SHORTEST, LONGEST = 50, 160
"""Characters of a description: search engines show no more, and less says too little."""

_FOR_WHOM = "an open course for massage therapists"
_SEARCH_TITLE = "Search"
_SEARCH = "Search all lessons, cases, sheets and tables of the course. The search runs on your own device."
_METADATA = "massage_neuropathy_description"
_MARK = re.compile(r"<!--\s*description:\s*(?P<words>.*?)\s*-->", re.DOTALL)
_OBJECTIVES = "you-will-be-able-to"
_NO_PROSE = (nodes.table, nodes.list_item, nodes.container, nodes.caption)


def take_address(app: Sphinx, config: Config) -> None:
    """Fill the address of the published book from the environment.

    Raises
    ------
    ExtensionError
        If it is no address of a web site.
    """
    address = config.html_baseurl or os.environ.get(ADDRESS, "")
    parts = urlsplit(address)
    if address and (
        parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment
    ):
        raise ExtensionError(
            f"{ADDRESS} is {address!r}, which is no address of a site; write it like https://example.org/course/"
        )
    config.html_baseurl = f"{address.rstrip('/')}/" if address else ""


def take_description(app: Sphinx, docname: str, source: list[str]) -> None:
    """Note the description a page gives of itself: ``<!-- description: … -->``."""
    if not app.env.doc2path(docname).endswith(".ipynb") and (mark := _MARK.search(source[0])):
        app.env.metadata[docname][_METADATA] = " ".join(mark["words"].split())
        source[0] = source[0].replace(mark[0], "", 1)


def describe(doctree: nodes.document) -> str:
    """Return a description of a page: what a lesson teaches, or else its title and how its prose begins."""
    for section in doctree.findall(nodes.section):
        if _OBJECTIVES in section["ids"]:
            first, *others = (_plain(item).rstrip(".;") for item in section.findall(nodes.list_item))
            words = f"Learn to {first}."
            for item in others:
                longer = f"{words[:-1]}; {item}."
                words = longer if len(longer) <= LONGEST else words
            return shorten(words)
    title = next((_plain(title) for title in doctree.findall(nodes.title)), "")
    words = " ".join(_plain(node) for node in doctree.findall(nodes.paragraph) if _is_prose(node))
    return shorten(f"{title}: {words}")


def shorten(words: str) -> str:
    """Return text cut to what search engines show: after a sentence, a part of one, or else a word."""
    if len(words) <= LONGEST:
        return words
    head = words[: LONGEST - 1]
    for end, closing in ((r"[.?!]\W?(?=\s)", ""), (r"[;:](?=\s)", "…")):
        ends = [found.end() for found in re.finditer(end, head)]
        if ends and ends[-1] >= LONGEST // 2:
            return head[: ends[-1]].rstrip(";:") + closing
    return head[: head.rindex(" ")].rstrip(" ,;:") + "…"


def _plain(node: nodes.Node) -> str:
    return " ".join(node.astext().split())


def _is_prose(paragraph: nodes.paragraph) -> bool:
    """Tell whether a paragraph is running text, and no note in italics such as how long something takes."""
    if len(paragraph) == 1 and isinstance(paragraph[0], nodes.emphasis):
        return False
    node = paragraph
    while node := node.parent:
        if isinstance(node, _NO_PROSE):
            return False
    return True


def fill_context(
    app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None
) -> None:
    """Give the template what stands in the head of a page for others than its reader."""
    title, site = re.sub(r"<[^>]+>", "", context.get("title") or _SEARCH_TITLE), context["docstitle"]
    told = describe(doctree) if doctree else context.get("description", _SEARCH)
    words = app.env.metadata.get(pagename, {}).get(_METADATA) or told
    base = app.config.html_baseurl
    # The template of the theme writes the canonical address from this, but names the home page by its file.
    context["pageurl"] = address(base, pagename) if base else None
    data = structured(pagename, words, base, app.config.language)
    context["page_title"] = f"{site}: {_FOR_WHOM}" if pagename == "index" else f"{title} | {site}"
    context["sharing"] = head(title, site, words, pagename, base) + _script(data)


def address(base: str, pagename: str) -> str:
    """Return the address of a page on the site."""
    return base if pagename == "index" else f"{base}{pagename}.html"


def head(title: str, site: str, words: str, pagename: str, base: str) -> str:
    """Return the elements that describe a page.

    `title` is HTML text, as Sphinx gives it, and all others are plain.
    """
    kind = "website" if pagename == "index" else "article"
    named = {"description": words, "twitter:card": "summary_large_image" if base else "summary"}
    shared = {"og:type": kind, "og:site_name": site, "og:description": words, "og:locale": "en_US"}
    if base:
        shared |= {"og:url": address(base, pagename), "og:image": base + PREVIEW}
        shared |= {f"og:image:{name}": value for name, value in PREVIEW_TOLD.items()}
    tags = [f'<meta name="{name}" content="{escape(value)}">' for name, value in named.items()]
    tags.append(f'<meta property="og:title" content="{title.replace(chr(34), "&#34;")}">')
    tags += [f'<meta property="{name}" content="{escape(value)}">' for name, value in shared.items()]
    return "\n  ".join(tags)


def structured(pagename: str, words: str, base: str, language: str) -> dict | None:
    """Return what schema.org has to say of a page: the course at home, and each lesson as a part of it."""
    lessons = {f"notebooks/{lesson.id}": lesson for lesson in load_course().lessons.values()}
    if pagename == "index":
        return {"@context": "https://schema.org"} | _course(lessons, words, base, language)
    if pagename not in lessons:
        return None
    lesson = _lesson(pagename, lessons[pagename], base)
    course = {"@type": "Course", "name": "Massage and Neuropathy"} | _at(base, "index")
    more = {"description": words, "inLanguage": language, "isAccessibleForFree": True, "license": LICENSE}
    return {"@context": "https://schema.org"} | lesson | more | {"isPartOf": course}


def _course(lessons: dict[str, Lesson], words: str, base: str, language: str) -> dict:
    minutes = sum(lesson.minutes for lesson in lessons.values())
    return {
        "@type": "Course",
        "name": "Massage and Neuropathy",
        "description": words,
        "inLanguage": language,
        "isAccessibleForFree": True,
        "license": LICENSE,
        "educationalLevel": "Beginner",
        "provider": {"@type": "Organization", "name": PROVIDER},
        "offers": {"@type": "Offer", "category": "Free"},
        "hasCourseInstance": {
            "@type": "CourseInstance",
            "courseMode": "Online",
            "courseWorkload": f"PT{minutes // 60}H{minutes % 60}M",
        },
        "syllabusSections": [
            {"@type": "Syllabus", "name": lesson.title, "timeRequired": f"PT{lesson.minutes}M"}
            | _at(base, pagename)
            for pagename, lesson in lessons.items()
        ],
        "hasPart": [_lesson(pagename, lesson, base) for pagename, lesson in lessons.items()],
    } | _at(base, "index")


def _lesson(pagename: str, lesson: Lesson, base: str) -> dict:
    return {
        "@type": "LearningResource",
        "name": lesson.title,
        "learningResourceType": "Lesson",
        "timeRequired": f"PT{lesson.minutes}M",
    } | _at(base, pagename)


def _at(base: str, pagename: str) -> dict:
    return {"url": address(base, pagename)} if base else {}


def _script(data: dict | None) -> str:
    """Return structured data as a block that no browser runs; no text in it can end the block."""
    if data is None:
        return ""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    text = text.replace("&", r"\u0026").replace("<", r"\u003c").replace(">", r"\u003e")
    return f'\n  <script type="application/ld+json">{text}</script>'


def sitemap(base: str, pagenames: Iterable[str]) -> str:
    """Return the list of all pages for search engines, without dates: same content, same bytes."""
    entries = "".join(f"<url><loc>{escape(address(base, name))}</loc></url>\n" for name in sorted(pagenames))
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{space}">\n{entries}</urlset>\n'


def published(app: Sphinx) -> set[Path]:
    """Return the files of this module, as they are published."""
    names = ["robots.txt", *(["sitemap.xml", PREVIEW] if app.config.html_baseurl else [])]
    return {Path(app.outdir) / name for name in names}


def publish(app: Sphinx, error: Exception | None) -> None:
    """Write what search engines ask for beside the pages, and the picture of the preview."""
    if error or app.builder.format != "html":
        return
    out, base = Path(app.outdir), app.config.html_baseurl
    robots = "User-agent: *\nAllow: /\n"
    if base:
        robots += f"Sitemap: {base}sitemap.xml\n"
        _write(out / "sitemap.xml", sitemap(base, app.env.found_docs))
        (out / PREVIEW).parent.mkdir(exist_ok=True)
        shutil.copyfile(Path(app.srcdir) / "book" / PREVIEW, out / PREVIEW)
    _write(out / "robots.txt", robots)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def setup(app: Sphinx) -> None:
    """Register the steps, the last before the one that removes what no page uses."""
    app.connect("config-inited", take_address)
    app.connect("source-read", take_description)
    app.connect("html-page-context", fill_context, priority=920)
    app.connect("build-finished", publish, priority=800)
