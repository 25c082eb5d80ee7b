"""The course with no line, in a real browser: kept, renewed, removed, and never shown half."""

import functools
import gzip
import http.server
import json
import random
import re
import shutil
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import expect

from massage_neuropathy.sphinx_ext import offline

ROOT = Path(__file__).resolve().parents[1]
PANEL_PAGE = "book/downloads.html"
LESSON = "notebooks/01-nerves.html"
PATIENCE_MS = 30_000
PIECES = 6
# A small book under a path of its own, with one picture of an explorer.
PICTURE = "_explorers/state.svg"
SCRIPT = "_static/book.js"

INSTALL = """async () => {
    const address = new URL('service-worker.js', document.querySelector('link[rel=manifest]').href).href;
    await navigator.serviceWorker.register(address, { updateViaCache: 'none' });
    const { active: worker } = await navigator.serviceWorker.ready;
    if (worker.state !== 'activated') {
        await new Promise((resolve) => worker.addEventListener('statechange', resolve, { once: true }));
    }
}"""
# Resolves to what became of the newer version: "installed" or "redundant".
UPDATE = """async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    const found = new Promise((resolve) => {
        registration.addEventListener('updatefound', () => {
            const worker = registration.installing;
            worker.addEventListener('statechange', () => resolve(worker.state), { once: true });
        }, { once: true });
    });
    await registration.update();
    return found;
}"""
TEXT = "async (path) => { const r = await fetch(path); return r.ok ? r.text() : String(r.status); }"
SCRIPT_VERSION = "document.documentElement.dataset.version"
LISTS = """async () => {
    const name = (await caches.keys()).find((one) => one.includes('notes'));
    const keys = await (await caches.open(name)).keys();
    return keys.filter(({ url }) => url.includes('list-')).length;
}"""
TAKE_OVER = """async () => {
    const { waiting } = await navigator.serviceWorker.getRegistration();
    const changed = new Promise((resolve) => {
        navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true });
    });
    waiting.postMessage('takeOver');
    await changed;
}"""
# How many files of all versions that are noted are missing, without the pictures of explorers.
MISSING = """async () => {
    const names = await caches.keys();
    const [files, notes] = await Promise.all(['files', 'notes'].map(
        (kind) => caches.open(names.find((name) => name.includes(kind)))));
    const kept = new Set((await files.keys()).map(({ url }) => url.split('/').pop()));
    const lists = (await notes.keys()).filter(({ url }) => url.includes('list-'));
    const listed = await Promise.all(lists.map(async (key) => (await (await notes.match(key)).json()).files));
    return listed.flat().filter(([path, hash]) => !path.startsWith('_explorers/') && !kept.has(hash)).length;
}"""
# Ask the worker for several things at once, as pages that know nothing of each other do.
ASK = """(requests) => Promise.all(requests.map((request) => new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    navigator.serviceWorker.controller.postMessage(request, [port2]);
})))"""
WAITS = "async () => (await navigator.serviceWorker.getRegistration()).waiting !== null"
WORKERS = "async () => (await navigator.serviceWorker.getRegistrations()).length"
# Where workers stand that have come to be.
SCOPES = """async () => (await navigator.serviceWorker.getRegistrations())
    .filter(({ active }) => active?.state === 'activated')
    .map(({ scope }) => new URL(scope).pathname).sort()"""
NOTE_TROUBLE = """async () => {
    const notes = await caches.open('massage-neuropathy notes /course/');
    await notes.put('/course/_offline/trouble', new Response('"line"'));
}"""
SPOIL_LISTS = """async () => {
    const notes = await caches.open('massage-neuropathy notes /course/');
    const lists = (await notes.keys()).filter(({ url }) => url.includes('list-'));
    for (const list of lists) await notes.put(list, new Response('{'));
    return lists.length;
}"""
WATCH_POLICY = "addEventListener('securitypolicyviolation', (e) => console.error('policy: ' + e.blockedURI))"
BROKEN_IMAGES = """() => [...document.images].filter((image) => image.complete && !image.naturalWidth)
    .map(({ src }) => src)"""


class Host:
    """A web host with a folder, whose line can be bad in several ways."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.sent = {}
        self.cut = self.delay = self.other = self.pause = lambda path: None
        host = self

        class Handler(http.server.SimpleHTTPRequestHandler):
            def log_message(self, *args):
                pass

            def do_GET(self):
                host.answer(self)

        serve = functools.partial(Handler, directory=str(folder))
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), serve)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, request):
        path = unquote(urlsplit(request.path).path)
        file = self.folder / path.strip("/")
        file = file / "index.html" if file.is_dir() else file
        content = self.other(path) or (file.read_bytes() if file.exists() else None)
        if wait := self.delay(path):
            wait.wait(20)
        if content is None:
            request.send_error(404)
            return
        request.send_response(200)
        request.send_header("Content-Type", request.guess_type(str(file)))
        request.send_header("Content-Length", str(len(content)))
        request.end_headers()
        content = content[: len(content) // 2] if self.cut(path) else content
        # In pieces, where the line is slow.
        seconds = self.pause(path)
        size = -(-len(content) // PIECES) if seconds else len(content)
        for start in range(0, len(content), size):
            time.sleep(seconds or 0)
            request.wfile.write(content[start : start + size])
        self.sent[path] = self.sent.get(path, 0) + len(content)

    def close(self):
        self.server.shutdown()
        self.server.server_close()


@contextmanager
def hosted(folder):
    host = Host(folder)
    yield host
    host.close()


def held_back(host, *endings):
    """Hold back the paths that end so; return what is set at the first of them, and what lets them go."""
    reached, gate = threading.Event(), threading.Event()

    def hold(path):
        if path.endswith(endings):
            reached.set()
            return gate
        return None

    host.delay = hold
    return reached, gate


@contextmanager
def browsing(chromium, **options):
    context = chromium.new_context(service_workers="allow", **options)
    context.add_init_script(WATCH_POLICY)
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    yield page
    context.close()


# --------------------------------------------------------------------------- the whole book


@pytest.fixture(scope="module")
def whole(chromium, book):
    """A page of a browser that has kept the whole course with the button, and has no line; what was sent."""
    with hosted(book) as host, browsing(chromium) as page:
        page.goto(f"{host.address}/{PANEL_PAGE}")
        button = page.get_by_role("button", name=re.compile(r"Keep the whole course"))
        shown = button.inner_text().replace("\u00a0", " ")
        host.sent.clear()
        button.click()
        expect(page.locator(".mn-offline")).to_contain_text("Done: the whole course is here.", timeout=60_000)
        sent = dict(host.sent)
        host.close()
        page.context.set_offline(True)
        yield page, host.address, shown, sent


@pytest.fixture
def away(whole):
    """A function that opens a page with no line, and at the end fails on any trouble it had."""
    page, address, _, _ = whole
    trouble = []

    def noted(message):
        if message.type == "error":
            trouble.append(message.text)

    def failed(request):
        # Not those that ended because the page was left; the icon of the tab is the browser's own affair.
        if request.failure != "net::ERR_ABORTED" and not request.url.endswith("favicon.svg"):
            trouble.append(f"{request.failure}: {request.url}")

    page.on("console", noted)
    page.on("requestfailed", failed)

    def visit(name):
        page.goto(f"{address}/{name}")
        return page

    yield visit
    page.remove_listener("console", noted)
    page.remove_listener("requestfailed", failed)
    assert trouble == []


def test_the_size_on_the_button_is_what_is_sent(whole, book):
    *_, shown, sent = whole
    packed = sum(size for path, size in sent.items() if path.startswith("/_offline/"))
    assert shown == f"Keep the whole course ({packed / 1e6:.1f} MB)"
    packs = {f"/_offline/{path.name}" for path in (book / "_offline").iterdir()}
    # The worker itself, the icon of the tab, and what any page loads some time after the first touch.
    assert set(sent) - packs <= {"/service-worker.js", "/_static/offline.js", "/_static/favicon.svg"}
    assert packs <= set(sent)


def test_every_page_opens_with_no_line(away, book):
    for path in sorted(book.rglob("*.html")):
        name = path.relative_to(book).as_posix()
        page = away(name)
        assert page.url.endswith(name)
        expect(page.locator("main h1"), name).to_have_count(1)
        assert page.evaluate(BROKEN_IMAGES) == [], name


def test_questions_answer_back_with_no_line(away):
    page = away(LESSON)
    questions = page.locator(".mn-quiz[data-live] .mn-question")
    question = questions.filter(has=page.locator("input[type=radio]")).first
    question.locator("input[type=radio]").first.check()
    question.get_by_role("button", name="Check: very sure").click()
    expect(question.locator(".mn-verdict")).not_to_be_empty()


def test_figures_move_with_no_line(away):
    page = away(LESSON)
    explorer = page.locator(".mn-explorer[data-live]").first
    before = explorer.locator("img").first.get_attribute("src")
    slider = explorer.locator("input[type=range]").first
    slider.focus()
    slider.press("Home")
    expect(explorer.locator("img").first).not_to_have_attribute("src", before)
    expect(explorer.locator(".mn-outcome")).not_to_contain_text("could not be loaded")


@pytest.mark.parametrize(
    ("name", "first", "following"),
    [
        ("25-screener", "Start with a blank form", "Next: your answer"),
        ("26-planner", "Next: what they feel and want", "Next: your own plan"),
    ],
)
def test_tools_find_their_data_with_no_line(away, name, first, following):
    tool = away(f"notebooks/{name}.html").locator(".mn-tool")
    tool.get_by_role("button", name=first).click()
    # What it asks and knows is loaded only now.
    expect(tool.get_by_role("button", name=following)).to_be_visible()


def test_cases_and_study_find_their_data_with_no_line(away):
    for name, part in (("27-cases", ".mn-tool"), ("20-practice", ".mn-study")):
        page = away(f"notebooks/{name}.html")
        expect(page.locator(f"{part} button").first).to_be_visible()
        expect(page.locator("main")).not_to_contain_text("could not be loaded")


def test_search_finds_with_no_line(away):
    page = away("search.html?q=diabetes")
    expect(page.locator("#search-results li").first).to_be_visible()


def test_addresses_that_hosts_shorten_are_found_with_no_line(away):
    assert "open course" in away("").title()
    assert "About" in away("book/about").title()


def test_a_page_that_is_not_kept_says_so_in_the_look_of_the_course(away):
    page = away("book/no-such-page.html?a=1")
    expect(page.locator("h1")).to_have_text("No connection")
    expect(page.locator(".mn-offline")).to_contain_text("The whole course is kept on this device")
    expect(page.get_by_role("link", name="Try this page again")).to_have_attribute(
        "href", re.compile(r"/book/no-such-page\.html\?a=1$")
    )


# --------------------------------------------------------------------------- when it begins


@pytest.fixture
def small(book, tmp_path):
    """A book of few pages in the folder `course` of a host, version A."""
    folder = tmp_path / "host/course"
    for name in ("index.html", "offline.html", PANEL_PAGE, "service-worker.js", "manifest.webmanifest"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(book / name, folder / name)
    home = (folder / "index.html").read_text(encoding="utf-8")
    # The same script on all its pages, as there are few.
    home = re.sub(r"_static/[\w-]+\.js", SCRIPT, home)
    (folder / "index.html").write_text(home, encoding="utf-8")
    shutil.copytree(book / "_static", folder / "_static", ignore=shutil.ignore_patterns("*.png"))
    (folder / "_explorers").mkdir()
    (folder / PICTURE).write_text(
        f"<svg xmlns='http://www.w3.org/2000/svg'><g/>{'<!-- -->' * 50}</svg>", encoding="utf-8"
    )
    publish(folder, "A")
    return folder


def publish(folder, version):
    """Make a version of the small book: every page and the script name it."""
    for path in (folder / "index.html", folder / PANEL_PAGE):
        html = path.read_text(encoding="utf-8")
        html = re.sub(r"<h1>.*?</h1>", f"<h1>Version {version}</h1>", html, flags=re.DOTALL)
        path.write_text(html, encoding="utf-8")
    script = (folder / SCRIPT).read_text(encoding="utf-8").partition("\n// version\n")[0]
    script += f"\n// version\n{SCRIPT_VERSION} = '{version}';"
    (folder / SCRIPT).write_text(script, encoding="utf-8")
    offline.write_file_list(folder)


@pytest.fixture
def visit(chromium, small):
    """A host with the small book, and a page on it that has kept version A."""
    with hosted(small.parent) as host, browsing(chromium) as page:
        home = f"{host.address}/course/"
        page.goto(home)
        page.evaluate(INSTALL)
        page.goto(f"{home}?x=1")
        assert page.evaluate("navigator.serviceWorker.controller !== null")
        yield host, page, home


def version_of(page):
    return page.locator("h1").inner_text().removeprefix("Version "), page.evaluate(SCRIPT_VERSION)


def workers(page):
    return page.evaluate(WORKERS)


def settles(page, script, value):
    """Whether a script comes to have a value."""
    for _ in range(100):
        if page.evaluate(script) == value:
            return True
        page.wait_for_timeout(100)
    return False


@pytest.mark.parametrize(
    ("connection", "kept"),
    [("{}", 1), ("{ saveData: true }", 0), ("{ type: 'cellular' }", 0), ("{ effectiveType: '2g' }", 0)],
)
def test_a_first_view_fetches_nothing_for_later_and_a_dear_line_never_does(chromium, small, connection, kept):
    with hosted(small.parent) as host, browsing(chromium) as page:
        page.clock.install()
        page.add_init_script(
            f"Object.defineProperty(navigator, 'connection', {{ value: {connection}, configurable: true }})"
        )
        page.goto(f"{host.address}/course/")
        page.clock.run_for(19_000)
        assert workers(page) == 0
        assert not [path for path in host.sent if "offline" in path or "worker" in path]
        with page.expect_response(lambda answer: answer.url.endswith("_static/offline.js")):
            page.clock.run_for(2_000)
        if kept:
            page.evaluate("async () => { await navigator.serviceWorker.ready }")
        assert workers(page) == kept


@pytest.mark.parametrize(("connection", "asked"), [("{}", ["goOn"]), ("{ saveData: true }", [])])
def test_what_is_missing_is_not_taken_up_on_a_dear_line(visit, connection, asked):
    _host, page, home = visit
    page.add_init_script(
        f"""Object.defineProperty(navigator, 'connection', {{ value: {connection} }});
        self.asked = [];
        ServiceWorker.prototype.postMessage = (request) => self.asked.push(request);"""
    )
    page.goto(home)
    page.add_script_tag(url=f"{home}_static/offline.js")
    page.wait_for_timeout(300)
    assert page.evaluate("asked") == asked


@pytest.mark.parametrize(
    ("wanted", "comes"), [("", "redundant"), ("keepAll", "installed")], ids=["not asked for", "asked for"]
)
def test_a_newer_version_waits_on_a_dear_line_unless_the_whole_course_is_kept(visit, small, wanted, comes):
    host, page, home = visit
    if wanted:
        page.evaluate(ASK, [wanted])
    publish(small, "B")
    worker = small / "service-worker.js"
    bare = worker.read_text(encoding="utf-8")
    dear = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } });"
    worker.write_text(dear + bare, encoding="utf-8")
    host.sent.clear()
    assert page.evaluate(UPDATE) == comes
    assert any("_offline" in path for path in host.sent) == (comes == "installed")
    page.goto(home)
    assert version_of(page) == ("A", "A")
    if not wanted:
        # Where the line is a better one, it comes.
        worker.write_text(bare, encoding="utf-8")
        assert page.evaluate(UPDATE) == "installed"


def test_nothing_is_kept_of_a_page_opened_from_a_file(chromium, book):
    with browsing(chromium) as page:
        page.goto((book / PANEL_PAGE).as_uri())
        expect(page.locator(".mn-offline")).to_contain_text("Everything is here already")
        expect(page.locator(".mn-offline button:visible")).to_have_count(0)


# --------------------------------------------------------------------------- a newer version


def test_a_newer_version_is_offered_and_no_page_changes_under_its_reader(visit, small):
    _host, page, home = visit
    other = page.context.new_page()
    other.goto(home)
    publish(small, "B")
    assert page.evaluate(UPDATE) == "installed"
    page.goto(home)  # another page, another load: still A, while one is open
    assert version_of(page) == ("A", "A")
    page.add_script_tag(url=f"{home}_static/offline.js")
    page.locator(".mn-newer").get_by_text("A newer version of the course is ready.").wait_for()
    with page.expect_navigation():
        page.get_by_role("button", name="Use it now").click()
    expect(page.locator("h1")).to_have_text("Version B")
    assert version_of(page) == ("B", "B")
    # The other page was opened with A, and gets A's files, line or no line.
    assert other.evaluate(TEXT, SCRIPT).endswith("'A';")
    other.context.set_offline(True)
    assert other.evaluate(TEXT, SCRIPT).endswith("'A';")
    other.reload()
    assert version_of(other) == ("B", "B")


def test_who_asks_for_the_newer_version_second_gets_it_too(visit, small):
    _host, page, home = visit
    other = page.context.new_page()
    other.goto(home)
    publish(small, "B")
    assert page.evaluate(UPDATE) == "installed"
    for one in (page, other):
        one.add_script_tag(url=f"{home}_static/offline.js")
        one.locator(".mn-newer").wait_for()
    for one in (page, other):
        with one.expect_navigation():
            one.get_by_role("button", name="Use it now").click()
        assert version_of(one) == ("B", "B")


def test_where_what_is_kept_cannot_be_read_the_pages_come_from_the_host(visit):
    _host, page, home = visit
    assert page.evaluate(SPOIL_LISTS) == 1
    session = page.context.new_cdp_session(page)
    session.send("ServiceWorker.enable")
    session.send("ServiceWorker.stopAllWorkers")  # The next one has not read the list before.
    page.goto(home)
    assert version_of(page) == ("A", "A")


def test_a_newer_version_is_taken_at_the_next_start(visit, small):
    _host, page, home = visit
    publish(small, "B")
    assert page.evaluate(UPDATE) == "installed"
    context = page.context
    page.close()
    page = context.new_page()
    page.goto("about:blank")
    context.set_offline(True)
    for _ in range(20):
        page.goto(home)
        if version_of(page) == ("B", "B"):
            break
        page.goto("about:blank")
        page.wait_for_timeout(100)
    assert version_of(page) == ("B", "B")


def test_old_files_go_two_versions_later(visit, small):
    _host, page, home = visit
    for version in "BCD":
        publish(small, version)
        assert page.evaluate(UPDATE) == "installed"
        page.evaluate(TAKE_OVER)
        page.goto(home)
        assert version_of(page) == (version, version)
    assert settles(page, LISTS, 2)


def test_a_version_that_takes_over_spares_the_one_being_fetched(visit, small):
    host, page, home = visit
    publish(small, "B")
    assert page.evaluate(UPDATE) == "installed"
    publish(small, "C")
    # What is in the folder of the panel's page comes last.
    reached, gate = held_back(host, PANEL_PAGE, pack_with(small, PANEL_PAGE).name)
    page.evaluate("async () => void (await navigator.serviceWorker.getRegistration()).update()")
    assert reached.wait(20)
    page.evaluate(TAKE_OVER)
    page.wait_for_timeout(300)  # for what it does after it has taken over
    gate.set()
    assert settles(page, WAITS, True)
    assert page.evaluate(MISSING) == 0
    page.goto(home)  # the last page of version A is left
    page.evaluate(TAKE_OVER)
    page.context.set_offline(True)
    for name in ("", PANEL_PAGE):
        page.goto(home + name)
        assert version_of(page) == ("C", "C")
    assert settles(page, LISTS, 2)


def pack_with(folder, path):
    """The pack that a file is in."""
    (listed,) = (folder / "_offline").glob("*.list")
    listed = json.loads(gzip.decompress(listed.read_bytes()))
    index = [name for name, _, _ in listed["files"]].index(path)
    return folder / "_offline" / next(pack["name"] for pack in listed["packs"] if index in pack["files"])


@pytest.mark.parametrize("fault", ["breaks off", "is half updated", "has one old file", "lost a pack"])
def test_a_version_that_does_not_come_whole_is_never_shown(visit, small, fault):
    host, page, home = visit
    before = {path: (small / path).read_bytes() for path in ("index.html", SCRIPT)}
    publish(small, "B")
    if fault == "breaks off":
        host.cut = lambda path: path.endswith((".pack", "book.js", ".html"))
    elif fault == "is half updated":
        # The worker is new, files are old, and packs are not there yet.
        host.other = lambda path: before.get(path.removeprefix("/course/"))
        for pack in (small / "_offline").glob("*.pack"):
            pack.unlink()
    elif fault == "has one old file":
        # It is small enough to be fetched by itself, and its pack is not there yet.
        host.other = lambda path: before[SCRIPT] if path.endswith(SCRIPT) else None
        pack_with(small, SCRIPT).unlink()
    else:
        for pack in (small / "_offline").glob("*.pack"):
            pack.write_bytes(pack.read_bytes()[:-20])
        host.other = lambda path: b"Be right back" if path.endswith((".html", "book.js")) else None
    assert page.evaluate(UPDATE) == "redundant"
    page.context.set_offline(True)
    for name in ("", PANEL_PAGE):
        page.goto(home + name)
        assert version_of(page) == ("A", "A")
    page.context.set_offline(False)
    # Whole at last, and it is taken up from where it broke off.
    host.cut = host.other = lambda path: None
    for pack in (small / "_offline").glob("*.pack"):
        pack.unlink()
    publish(small, "B")
    assert page.evaluate(UPDATE) == "installed"


def test_a_picture_of_another_version_is_refused(visit, small):
    _host, page, _home = visit
    picture = small / PICTURE
    text = picture.read_text(encoding="utf-8")
    picture.write_text(text.replace("<g/>", "<a/>"), encoding="utf-8")
    assert page.evaluate("async (p) => fetch(p).then(() => 'came', () => 'refused')", PICTURE) == "refused"
    picture.write_text(text, encoding="utf-8")
    assert page.evaluate(TEXT, PICTURE) == text
    page.context.set_offline(True)
    assert page.evaluate(TEXT, PICTURE) == text  # what was looked at is kept


def test_an_address_with_a_version_behind_it_means_the_file_that_is_kept(visit, small):
    host, page, home = visit
    publish(small, "B")
    host.sent.clear()
    assert page.evaluate(TEXT, f"{SCRIPT}?v=0123456789").endswith("'A';")
    assert not host.sent
    page.context.set_offline(True)
    assert page.evaluate(TEXT, f"{SCRIPT}?v=9876543210").endswith("'A';")
    page.goto(f"{home}{PANEL_PAGE}?v=0123456789")
    assert version_of(page) == ("A", "A")


def test_what_the_worker_does_not_know_comes_from_the_host(visit, small):
    _host, page, home = visit
    (small / "downloads").mkdir()
    (small / "downloads/list.txt").write_text("a list", encoding="utf-8")
    assert page.evaluate(TEXT, "downloads/list.txt") == "a list"
    page.goto(f"{home}downloads/list.txt")
    expect(page.locator("body")).to_have_text("a list")


# --------------------------------------------------------------------------- the panel


def keep_button(page):
    return page.get_by_role("button", name=re.compile("Keep the whole course"))


def test_a_stopped_download_goes_on_where_it_was(chromium, small):
    (small / "_explorers").joinpath("photo.webp").write_bytes(bytes(range(256)) * 40)
    offline.write_file_list(small)
    gate = threading.Event()
    with hosted(small.parent) as host, browsing(chromium) as page:
        host.delay = lambda path: gate if path.endswith("photo.webp") else None
        page.goto(f"{host.address}/course/{PANEL_PAGE}")
        keep_button(page).click()
        expect(page.locator(".mn-offline")).to_contain_text(
            "Downloading the further pictures: 0.0 MB of 0.0 MB"
        )
        page.get_by_role("button", name="Stop").click()
        expect(page.locator(".mn-offline [role=status]")).to_have_text(
            "Stopped. What has arrived stays here."
        )
        expect(page.locator(".mn-offline")).to_contain_text("Kept on this device: all pages")
        gate.set()
        host.sent.clear()
        keep_button(page).click()
        expect(page.locator(".mn-offline")).to_contain_text("Done: the whole course is here.")
        assert not [path for path in host.sent if path.endswith(".list")]
        assert len([path for path in host.sent if path.endswith((".pack", ".webp"))]) <= 2


def test_two_pages_that_ask_at_once_share_one_download_and_one_stop(visit, small):
    host, page, _home = visit
    size = (small / PICTURE).stat().st_size
    reached, gate = held_back(host, PICTURE, pack_with(small, PICTURE).name)
    host.sent.clear()
    page.evaluate(f"() => {{ self.answers = ({ASK})(['keepAll', 'keepAll']) }}")
    assert reached.wait(20)
    page.evaluate(ASK, ["stop"])
    assert page.evaluate("answers") == [None, None]
    (state,) = page.evaluate(ASK, ["status"])
    assert (state["job"], state["trouble"]) == (None, None)
    gate.set()
    page.wait_for_timeout(300)
    host.sent.clear()
    page.evaluate(ASK, ["keepAll", "keepAll"])
    (state,) = page.evaluate(ASK, ["status"])
    assert (state["missing"]["pictures"], state["trouble"]) == (0, None)
    assert sum(host.sent.values()) <= size


def test_a_broken_line_is_told_and_the_rest_comes_later(visit, small):
    host, page, home = visit
    host.cut = lambda path: path.endswith((".pack", ".svg"))
    page.goto(home + PANEL_PAGE)
    keep_button(page).click()
    expect(page.locator(".mn-offline [role=status]")).to_contain_text("The connection broke off, or")
    host.cut = lambda path: None
    keep_button(page).click()
    expect(page.locator(".mn-offline")).to_contain_text("Done: the whole course is here.")


def have_patience(folder, milliseconds):
    """Let the small book wait no longer than this for a line that is silent."""
    for name in ("service-worker.js", "_static/offline-panel.js"):
        text = (folder / name).read_text(encoding="utf-8")
        assert "SILENCE_MS = 60_000;" in text
        text = text.replace("SILENCE_MS = 60_000;", f"SILENCE_MS = {milliseconds};")
        (folder / name).write_text(text, encoding="utf-8")
    offline.write_file_list(folder)


def test_the_whole_course_comes_while_an_update_check_gets_no_answer(visit):
    host, page, home = visit
    page.goto(home + PANEL_PAGE)
    reached, gate = held_back(host, "service-worker.js")
    page.evaluate("async () => void (await navigator.serviceWorker.getRegistration()).update()")
    assert reached.wait(20)
    keep_button(page).click()
    expect(page.locator(".mn-offline")).to_contain_text("Done: the whole course is here.", timeout=15_000)
    gate.set()


@pytest.mark.parametrize(
    ("silent", "begins"),
    [("service-worker.js", False), (".list", False), ((".pack", ".svg"), False), ((".pack", ".svg"), True)],
    ids=["worker", "list", "packs", "within a pack"],
)
def test_a_line_that_is_silent_is_told_and_the_rest_comes_later(chromium, small, silent, begins):
    have_patience(small, 2_000)
    gate = threading.Event()

    def is_silent(path):
        return "_static" not in path and path.endswith(silent)

    with hosted(small.parent) as host, browsing(chromium) as page:
        page.goto(f"{host.address}/course/{PANEL_PAGE}")
        if begins:
            host.pause = lambda path: 20 if is_silent(path) else None
        else:
            host.delay = lambda path: gate if is_silent(path) else None
        keep_button(page).click()
        said = page.locator(".mn-offline [role=status]")
        expect(said).to_contain_text("nothing came over it for a minute", timeout=15_000)
        gate.set()
        host.pause = lambda path: None
        keep_button(page).click()
        expect(said).to_have_text("Done: the whole course is here.")


def test_a_line_that_is_slow_is_given_its_time(chromium, small):
    have_patience(small, 3_000)
    # All in all this takes longer than the line may be silent.
    with hosted(small.parent) as host, browsing(chromium) as page:
        host.pause = lambda path: 0.7 if path.endswith((PICTURE, pack_with(small, PICTURE).name)) else None
        page.goto(f"{host.address}/course/{PANEL_PAGE}")
        keep_button(page).click()
        expect(page.locator(".mn-offline [role=status]")).to_have_text(
            "Done: the whole course is here.", timeout=15_000
        )


@pytest.mark.parametrize(
    ("quota", "words"),
    [
        (600_000, "There was no room left on this device."),
        (9_000, "This browser did not let the course be kept."),
    ],
)
def test_a_full_device_is_told_in_plain_words(chromium, small, quota, words):
    for number in range(40):
        noise = random.Random(number).randbytes(10_000).hex()
        (small / f"_static/noise-{number}.js").write_text(f"// {noise}", encoding="utf-8")
    offline.write_file_list(small)
    with hosted(small.parent) as host, browsing(chromium) as page:
        page.goto(f"{host.address}/course/{PANEL_PAGE}")
        keep_button(page).wait_for()
        session = page.context.new_cdp_session(page)
        session.send("Storage.overrideQuotaForOrigin", {"origin": host.address, "quotaSize": quota})
        keep_button(page).click()
        expect(page.locator(".mn-offline [role=status]")).to_contain_text(words)
        # What has arrived can be removed again.
        remove = page.get_by_role("button", name="Remove from this device")
        remove.click()
        expect(remove).to_be_hidden()
        assert page.evaluate("caches.keys()") == []


def test_removing_leaves_nothing_and_it_stays_so(visit):
    _host, page, home = visit
    page.goto(home + PANEL_PAGE)
    page.get_by_role("button", name="Remove from this device").click()
    expect(page.locator(".mn-offline [role=status]")).to_contain_text("Removed.")
    expect(keep_button(page)).to_be_focused()
    page.goto(home)
    assert (workers(page), page.evaluate("caches.keys()")) == (0, [])
    page.add_script_tag(url=f"{home}_static/offline.js")
    page.wait_for_timeout(300)
    assert workers(page) == 0


def test_removing_while_something_comes_leaves_nothing(visit, small):
    host, page, _home = visit
    reached, gate = held_back(host, PICTURE, pack_with(small, PICTURE).name)
    page.evaluate(f"() => {{ self.answers = ({ASK})(['keepAll']) }}")
    assert reached.wait(20)
    page.evaluate(ASK, ["forget"])
    gate.set()
    page.evaluate("answers")
    assert page.evaluate("caches.keys()") == []


def test_the_maintainers_can_end_it_everywhere(visit, small):
    _host, page, home = visit
    assert len(page.evaluate("caches.keys()")) == 2
    publish(small, "B")
    shutil.copyfile(ROOT / "book/_static/service-worker-removed.js", small / "service-worker.js")
    # Opening any page is enough: the browser asks for the worker by itself. The page may be the old one.
    page.goto(home)
    assert settles(page, WORKERS, 0)
    assert page.evaluate("caches.keys()") == []
    # What an old page still has that starts a worker starts nothing that stays.
    page.add_script_tag(url=f"{home}_static/offline.js")
    page.wait_for_timeout(300)
    assert settles(page, WORKERS, 0)
    assert page.evaluate("caches.keys()") == []
    page.goto(home)
    assert version_of(page) == ("B", "B")


@pytest.fixture
def beside(chromium, small):
    """A page of the small book, on a host where another site's worker stands higher and answers for all."""
    (small.parent / "worker.js").write_text("addEventListener('fetch', () => {});", encoding="utf-8")
    (small.parent / "index.html").write_text("<!doctype html><title>Another</title>", encoding="utf-8")
    with hosted(small.parent) as host, browsing(chromium) as page:
        page.goto(host.address)
        page.evaluate(
            "async () => { await navigator.serviceWorker.register('worker.js');"
            " await navigator.serviceWorker.ready }"
        )
        page.goto(f"{host.address}/course/{PANEL_PAGE}")
        assert page.evaluate("navigator.serviceWorker.controller.scriptURL").endswith("/worker.js")
        yield page


def test_pages_are_kept_beside_another_site_with_a_worker(beside):
    expect(beside.locator(".mn-offline")).to_contain_text("Nothing is kept on this device yet.")
    beside.add_script_tag(url="../_static/offline.js")
    assert settles(beside, SCOPES, ["/", "/course/"])
    expect(beside.locator(".mn-newer")).to_have_count(0)
    beside.reload()
    expect(beside.locator(".mn-offline")).to_contain_text("Kept on this device: all pages")


def test_the_panel_leaves_the_worker_of_another_site_alone(beside):
    said = beside.locator(".mn-offline [role=status]")
    keep_button(beside).click()
    expect(said).to_have_text("Done: the whole course is here.")
    remove = beside.get_by_role("button", name="Remove from this device")
    remove.click()
    expect(said).to_contain_text("Removed.")
    assert beside.evaluate(SCOPES) == ["/"]
    # And where there is no worker of the course's own.
    beside.evaluate("caches.open('massage-neuropathy files /course/')")
    beside.reload()
    remove.click()
    expect(said).to_contain_text("Removed.")
    assert beside.evaluate(SCOPES) == ["/"]


def test_a_browser_that_blocks_storage_is_told_so(chromium, small):
    with hosted(small.parent) as host, browsing(chromium) as page:
        page.add_init_script(
            "ServiceWorkerContainer.prototype.getRegistrations = () => Promise.reject(new Error('blocked'))"
        )
        page.goto(f"{host.address}/course/{PANEL_PAGE}")
        expect(page.locator(".mn-offline")).to_contain_text("This browser cannot keep the course here.")


@pytest.mark.parametrize("name", ["offline.html?page=index.html", PANEL_PAGE], ids=["fallback", "downloads"])
@pytest.mark.parametrize(
    ("width", "words"),
    [
        (1280, "Nothing is kept on this device yet."),
        (1280, "all pages"),
        (1280, "The connection broke off"),
        (360, "Nothing is kept on this device yet."),
        (360, "all pages"),
    ],
)
def test_what_is_filled_in_moves_nothing(chromium, small, name, width, words):
    # So high that the panel and what follows it are in view.
    with hosted(small.parent) as host, browsing(chromium, viewport={"width": width, "height": 2600}) as page:
        page.goto(f"{host.address}/course/")
        if "Nothing" not in words:
            page.evaluate(INSTALL)
        if "broke off" in words:
            page.evaluate(NOTE_TROUBLE)
        page.add_init_script(
            """self.shifts = 0;
            new PerformanceObserver((list) => {
                for (const { value } of list.getEntries()) self.shifts += value;
            }).observe({ type: 'layout-shift', buffered: true });"""
        )
        # Late, as on a busy line.
        host.pause = lambda path: 0.1 if path.endswith("offline.css") else 0
        page.goto(f"{host.address}/course/{name}")
        expect(keep_button(page)).to_be_visible()
        expect(page.locator(".mn-offline")).to_contain_text(words)
        page.wait_for_timeout(300)
        assert page.evaluate("shifts") == 0


# --------------------------------------------------------------------------- Firefox


def test_firefox_keeps_the_course_too(firefox, small):
    with hosted(small.parent) as host:
        home = f"{host.address}/course/"
        firefox.goto(home)
        firefox.evaluate(f"({INSTALL})().then(() => {{ document.body.dataset.kept = 'yes' }})")
        assert firefox.text("body[data-kept]")
        firefox.goto(f"{home}?x=1")
        assert firefox.text("h1") == "Version A"
    # The host is gone.
    firefox.goto(home + PANEL_PAGE)
    assert firefox.text("h1") == "Version A"
    assert firefox.evaluate(SCRIPT_VERSION) == "A"
