"""Hostile strings through every input of authors and learners: nothing runs, and what is shown is text."""

import csv
import io
import json
import subprocess
import sys

import pytest

from massage_neuropathy.content import load_course
from massage_neuropathy.provider import items
from massage_neuropathy.provider.bank import load_bank
from massage_neuropathy.provider.class_file import gather, read_class_file
from massage_neuropathy.provider.credential import as_json, credential
from massage_neuropathy.provider.item_report import write_report
from massage_neuropathy.provider.reading import FileError
from tests.class_files import class_of
from tests.hostile_course import MARK, unlisted
from tests.provider_files import AWARD, KEY, configuration
from tests.result_files import result_file
from tests.stored_record import put, stored, wait_until_ready
from tests.test_book import ROOT, copy_of_sources
from tests.test_book_in_browser import PAGES
from tests.test_events import as_json as events
from tests.test_events import text_of
from tests.watched import DRIVE, HOSTILE, STRANGERS, watching

# Pages on which what authors write is shown by scripts, too.
LIVE = (
    "01-nerves",
    "08-deciding",
    "13-claims",
    "20-practice",
    "23-review",
    "25-screener",
    "26-planner",
    "27-cases",
)


def trouble_on(watched, name, drive=None):
    """What is wrong with a page, worked through with a string or only looked at."""
    watched.go(name)
    if drive is not None:
        watched.page.evaluate(DRIVE, [drive, 4])
    return watched.told() + watched.page.evaluate(STRANGERS)


# --------------------------------------------------------------------------- authors


def test_every_text_of_the_content_is_known_as_text_or_as_a_name():
    """A new field has to be put into TEXTS or NAMES in hostile_course.py, and so comes into these tests."""
    assert unlisted(load_course()) == set()


@pytest.fixture(scope="module")
def hostile_book(tmp_path_factory):
    folder = copy_of_sources(tmp_path_factory.mktemp("hostile") / "book")
    command = [sys.executable, "-m", "tests.hostile_course", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "_build/html"


def test_hostile_content_is_text_on_every_page(hostile_book, chromium, serve):
    site, trouble, shown = serve(hostile_book), {}, 0
    with watching(chromium, site, accept_downloads=False) as watched:
        for name in PAGES:
            found = trouble_on(watched, name, "x" if any(live in name for live in LIVE) else None)
            if found:
                trouble[name] = found
            shown += watched.page.evaluate("(mark) => document.body.textContent.split(mark).length - 1", MARK)
    assert trouble == {}
    assert shown > 3000


def test_what_an_author_writes_as_html_in_a_page_does_not_run_either(book, chromium, serve, tmp_path):
    """Markdown may hold HTML. The policy of the page is what stands between it and the reader."""
    text = (book / "book/about.html").read_text(encoding="utf-8")
    (tmp_path / "about.html").write_text(
        text.replace("<h1", "".join(HOSTILE[:22]) + "<h1", 1), encoding="utf-8"
    )
    with watching(chromium, serve(tmp_path)) as watched:
        watched.go("about.html")
        watched.page.wait_for_timeout(200)
        assert watched.page.evaluate("window.hits") == 0
        assert len(watched.page.evaluate("window.violations")) >= 5


# --------------------------------------------------------------------------- learners


def test_an_address_with_hostile_words_is_only_words(chromium, site):
    with watching(chromium, site) as watched:
        for text in HOSTILE:
            for start in ("search.html?q=", "search.html#", "notebooks/20-practice.html#set=", "index.html#"):
                assert trouble_on(watched, start + watched.page.evaluate("encodeURIComponent", text)) == []


def poisoned(data, number=0):
    """Every text in some data replaced by a hostile one; numbers and structure stay."""
    if isinstance(data, dict):
        return {key: poisoned(value, number + place) for place, (key, value) in enumerate(data.items())}
    if isinstance(data, list):
        return [poisoned(value, number + place) for place, value in enumerate(data)]
    return HOSTILE[number % len(HOSTILE)] if isinstance(data, str) else data


def keyed(data, number=0):
    """Data with a hostile key beside the others, wherever there are keys."""
    if isinstance(data, dict):
        more = {HOSTILE[number % len(HOSTILE)]: HOSTILE[(number + 1) % len(HOSTILE)]}
        return {key: keyed(value, number + 7) for key, value in data.items()} | more
    return [keyed(value, number + 3) for value in data] if isinstance(data, list) else data


def outer(data):
    """Data whose format is as it should be, and all else hostile."""
    kept = {name: data[name] for name in ("format", "version", "type", "@context") if name in data}
    return poisoned(data) | kept


FILES = {
    "record": ("notebooks/22-progress.html", "Add from a file", json.loads(text_of(events(1, 2)))),
    "certificate": (
        "book/verify.html",
        "Choose a certificate",
        json.loads(as_json(credential(configuration(), AWARD, KEY))),
    ),
    "screening": (
        "notebooks/25-screener.html",
        None,
        {
            "format": "massage-neuropathy-screening",
            "version": 1,
            "client": "x",
            "answers": {"given": {"x": "y"}},
        },
    ),
    "result": ("notebooks/22-progress.html", "Add from a file", result_file()),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_hostile_file_is_refused_or_shown_as_text(chromium, site, kind):
    page, label, data = FILES[kind]
    with watching(chromium, site) as watched:
        watched.go(page)
        field = watched.page.get_by_label(label) if label else watched.page.locator("input[type=file]").first
        field.wait_for(state="attached")
        variants = [
            outer(data),
            poisoned(data),
            keyed(data),
            *(poisoned(data, shift) for shift in range(5, 45, 5)),
        ]
        for number, variant in enumerate([*variants, HOSTILE, HOSTILE[0], {HOSTILE[7]: HOSTILE[7]}]):
            text = json.dumps(variant)
            field.set_input_files(
                {
                    "name": f"{HOSTILE[7]}{number}.json",
                    "mimeType": "application/json",
                    "buffer": text.encode(),
                }
            )
            watched.page.wait_for_timeout(30)
        assert watched.told() + watched.page.evaluate(STRANGERS) == []


PREFIX = "massage-neuropathy"
STORE = "(given) => Object.entries(given).forEach((entry) => localStorage.setItem(...entry))"


def hostile_events(number, text):
    """Events that are read, since all but their words is as it should be, and one that is not."""
    form = {"place": text, "hash": text[:64], "options": [text], "certainty": None}
    told = [
        form | {"kind": "visit", "question": "01-nerves", "place": ""},
        form | {"kind": "answer", "question": text},
        form | {"kind": "setting", "question": text},
    ]
    named = [
        event | {"id": f"{number}-{event['kind']}", "at": f"2026-01-01T00:00:{number:02}.000Z"}
        for event in told
    ]
    return [*named, {"id": text, "at": text, "kind": text}]


def test_hostile_words_in_the_browsers_store_do_not_run(chromium, site):
    told = [event for number, text in enumerate(HOSTILE) for event in hostile_events(number, text)]
    with watching(chromium, site) as watched:
        watched.go("book/about.html")
        # Some in the database, and some where version 1 kept them.
        for event in told[::2]:
            for store in ("events", "recent"):
                put(watched.page, store, event, event["id"])
        watched.page.evaluate(STORE, {f"{PREFIX}/1/{event['id']}": json.dumps(event) for event in told[1::2]})
        watched.page.evaluate(STORE, {f"{PREFIX}-set-aside/{text}": text for text in HOSTILE})
        put(watched.page, "state", HOSTILE[0], "outline")
        for number, text in enumerate(HOSTILE):
            section = json.dumps({"visit": f"{number}-visit", "words": text})
            one = {f"{PREFIX}/{name}": text for name in ("theme", "offline")} | {f"{PREFIX}/section": section}
            watched.page.evaluate(STORE, one)
            assert trouble_on(watched, "index.html") == [], text
        for name in ("notebooks/01-nerves.html", "notebooks/22-progress.html"):
            assert trouble_on(watched, name) == [], name
        # They were taken for events, and what is none was set aside.
        wait_until_ready(watched.page)
        kept = {event["id"] for event in stored(watched.page)}
        assert kept >= {event["id"] for event in told if "place" in event}
        assert not kept & set(HOSTILE)
        assert len(stored(watched.page, "set-aside")) > len(HOSTILE)


# --------------------------------------------------------------------------- providers


def test_no_cell_of_a_report_is_a_formula(tmp_path):
    """Programs for tables run what begins with one of four signs."""
    for number, data in enumerate(class_of(6)):
        data["label"] = f"{number:08x}"
        (tmp_path / f"{number}.json").write_text(json.dumps(data), encoding="utf-8")
    bank = load_bank()
    read = [(path.name, read_class_file(path)) for path in sorted(tmp_path.glob("*.json"))]
    written = items.save(write_report(gather(read, bank), bank), tmp_path / "report")
    tables = [path for path in written if path.suffix == ".csv"]
    assert len(tables) == 2
    for path in tables:
        for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8"))):
            for cell in row:
                assert not cell.startswith(("=", "@", "\t", "\r")), (path.name, cell)
                assert not cell.startswith(("+", "-")) or cell.replace(".", "", 1)[1:].isdigit(), (
                    path.name,
                    cell,
                )


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_class_file_is_refused_or_leaves_no_formula(tmp_path, text):
    data = class_of(1)[0]
    for answer in data["answers"]:
        answer["question"], answer["options"] = text, [text]
    data["label"] = text
    path = tmp_path / "one.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    bank = load_bank()
    try:
        handed = gather([(path.name, read_class_file(path))], bank)
    except FileError as error:
        assert "one.json" in str(error)
        return
    assert not handed.files
