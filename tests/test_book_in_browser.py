"""Every page of the published book in a real Chromium: access, policy, menu, colors, search."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from massage_neuropathy.content import load_course
from tests.axe import assert_accessible
from tests.stored_record import FULL

ROOT = Path(__file__).resolve().parents[1]
HTML = ROOT / "_build" / "html"
PAGES = sorted(path.relative_to(HTML).as_posix() for path in HTML.rglob("*.html"))
LESSONS = [name for name in PAGES if re.match(r"notebooks/[01]\d-", name)]
PHONE, DESKTOP = {"width": 375, "height": 800}, {"width": 1280, "height": 900}
WATCH_POLICY = """
    window.violations = [];
    document.addEventListener("securitypolicyviolation", (event) => window.violations.push(
        `${event.violatedDirective}: ${event.blockedURI} ${event.sample}`));
"""


@pytest.fixture(params=["light", "dark"])
def colors(request):
    return request.param


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def size(request):
    return request.param


@pytest.fixture
def visit(chromium, site):
    """A function that opens a page and, at the end, fails on anything that went wrong on any of them."""
    opened, trouble = [], []

    def open_page(name, *, colors="light", size=DESKTOP, address=site):
        context = chromium.new_context(color_scheme=colors, viewport=size)
        context.add_init_script(WATCH_POLICY)
        page = context.new_page()
        page.on("console", lambda message: trouble.append(f"{name}: console: {message.text}"))
        page.on("pageerror", lambda error: trouble.append(f"{name}: error: {error}"))
        page.on(
            "requestfailed",
            lambda request: _left(request) or trouble.append(f"{name}: no answer: {request.url}"),
        )
        page.on(
            "request",
            lambda request: _stays(request.url, address) or trouble.append(f"{name}: {request.url}"),
        )
        page.goto(f"{address}/{name}")
        opened.append(page)
        return page

    yield open_page
    for page in opened:
        trouble += [f"{page.url}: policy: {one}" for one in page.evaluate("window.violations")]
        page.context.close()
    assert trouble == []


def _left(request):
    """Whether a request only ended because the page was left."""
    return request.failure == "net::ERR_ABORTED"


def _stays(url, address):
    return url.startswith((address, "data:"))


def first_of_each_type(page, mode="quiz"):
    """Return the first question of every type on the page: node and record by type."""
    questions, found = load_course().questions, {}
    for node in page.locator(f".mn-quiz[data-mn={mode}] .mn-question").all():
        record = questions[node.get_attribute("data-question")]
        found.setdefault(record.type, (node, record))
    return found


def respond(node, record):
    """Give a question an answer, whichever comes first."""
    if record.type == "matching":
        for choice in node.locator("select").all():
            choice.select_option(index=1)
    elif record.type == "ordering":
        node.get_by_role("button", name="Move down").first.click()
    elif record.type == "numeric":
        node.get_by_role("textbox").fill("7")
    else:
        node.locator("input").first.check()


def answer(page, kind, *, right, words="very sure"):
    node, record = first_of_each_type(page)[kind]
    for option in record.options:
        if option.correct == right:
            node.locator(f"input[value={option.id}]").check()
            break
    node.get_by_role("button", name=f"Check: {words}").click()
    expect(node.locator(".mn-verdict")).to_be_visible()
    return node


def test_the_book_has_pages():
    assert len(PAGES) >= 30 and len(LESSONS) >= 15


def test_the_lessons_ask_questions_of_every_type(visit):
    types = set()
    for name in LESSONS:
        types |= set(first_of_each_type(visit(name)))
    assert types == {"single", "multiple", "matching", "ordering", "numeric"}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_quiet_and_within_its_policy(visit, name, colors, size):
    page = visit(name, colors=colors, size=size)
    expect(page.locator("h1")).to_have_count(1)
    assert page.evaluate("document.documentElement.dataset.theme") == colors
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opened_as_a_file_is_quiet_and_within_its_policy(visit, book, name):
    page = visit(name, address=book.as_uri())
    expect(page.locator("h1")).to_have_count(1)
    assert page.evaluate("getComputedStyle(document.body).getPropertyValue('--mn-teal')"), "no stylesheet"


WATCH_STORAGE = """
    window.early = [];
    const estimate = StorageManager.prototype.estimate;
    StorageManager.prototype.estimate = async function () {
        const answer = await estimate.call(this);
        window.heard = true;
        return answer;
    };
    for (const name of ["localStorage", "indexedDB"]) {
        const { get } = Object.getOwnPropertyDescriptor(window, name);
        Object.defineProperty(window, name, { get() {
            if (!window.heard) window.early.push(new Error().stack);
            return get.call(window);
        } });
    }
"""


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opened_as_a_file_leaves_its_storage_alone_until_the_browser_is_ready(page, book, name):
    """Touched earlier, on a busy machine, Chromium's storage of a file loses all that is put into it."""
    page.add_init_script(WATCH_STORAGE)
    page.add_init_script("localStorage.setItem('massage-neuropathy/theme', 'dark'); window.early = [];")
    page.goto((book / name).as_uri())
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate("window.heard") is True
    assert page.evaluate("window.early") == []


@pytest.mark.parametrize("name", LESSONS)
def test_every_state_of_a_question_is_accessible(visit, name):
    """One walk through a lesson, looked at in both colors on a phone and on a desktop."""
    page = visit(name)

    def look():
        for width, colors in ((PHONE, "light"), (PHONE, "dark"), (DESKTOP, "dark"), (DESKTOP, "light")):
            page.set_viewport_size(width)
            page.emulate_media(color_scheme=colors, reduced_motion="reduce")
            expect(page.locator("html")).to_have_attribute("data-theme", colors)
            assert_accessible(page)

    asked = first_of_each_type(page)
    for node, _ in asked.values():
        node.get_by_role("button", name="Check: guessing").click()
    answer(page, "single", right=False)
    for kind, (node, record) in asked.items():
        if kind != "single":
            respond(node, record)
            node.get_by_role("button", name="Check: fairly sure").click()
            expect(node.locator(".mn-verdict")).to_be_visible()
    for node, record in first_of_each_type(page, "guess").values():
        respond(node, record)
        node.get_by_role("button", name=re.compile("Keep my (guess|prediction)")).click()
        expect(node.locator(".mn-prompt")).to_contain_text("is kept.")
    for summary in page.locator(".mn-quiz summary:visible, summary:visible").all():
        summary.click()
    look()
    answer(page, "single", right=True, words="fairly sure")
    page.get_by_label("Ask how sure I am").first.uncheck()
    look()


def test_the_notice_that_nothing_is_kept_is_accessible(visit, colors):
    page = visit(LESSONS[-1], colors=colors)
    page.add_init_script(FULL)
    page.reload()
    answer(page, "single", right=True)
    expect(page.locator(".mn-notice").first).to_be_visible()
    assert_accessible(page)


def test_every_figure_is_loaded_and_as_large_as_it_says(visit):
    for name in LESSONS:
        page = visit(name)
        figures = page.locator("main img")
        assert figures.count() >= (0 if "case-clinic" in name else 2)
        for figure in figures.all():
            figure.scroll_into_view_if_needed()
            figure.evaluate("node => node.decode()")
            natural, shown = figure.evaluate(
                "node => [node.naturalWidth / node.naturalHeight, node.clientWidth / node.clientHeight]"
            )
            assert natural == pytest.approx(shown, rel=0.03)
            assert len(figure.get_attribute("alt")) > 40


def test_the_color_switch_works_and_is_remembered(visit):
    page = visit("index.html")
    page.get_by_role("button", name="Dark colors").click()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.goto(page.url.replace("index.html", LESSONS[0]))
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
    button = page.get_by_role("button", name="Dark colors")
    expect(button).to_have_attribute("aria-pressed", "true")
    button.click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != dark


def test_on_a_phone_the_text_comes_first_and_the_menu_opens_and_closes(visit):
    page = visit(LESSONS[0], size=PHONE)
    expect(page.locator("h1")).to_be_in_viewport()
    link = page.locator("#contents").get_by_role("link", name="Glossary")
    expect(link).to_be_hidden()
    button = page.get_by_role("button", name="Menu")
    button.focus()
    page.keyboard.press("Enter")
    expect(link).to_be_visible()
    assert page.evaluate("document.querySelector('#contents').contains(document.activeElement)")
    assert_accessible(page)
    page.keyboard.press("Escape")
    expect(link).to_be_hidden()
    expect(button).to_be_focused()
    button.click()
    link.click()
    expect(page.locator("h1")).to_contain_text("Glossary")


def test_the_first_stop_of_the_keyboard_skips_to_the_text(visit):
    page = visit(LESSONS[0])
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_contain_text("Skip to")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("kind", ["http", "file"])
def test_search_finds_a_lesson(visit, site, book, kind):
    page = visit("index.html", address=site if kind == "http" else book.as_uri())
    page.get_by_role("searchbox").first.fill("myelin")
    page.keyboard.press("Enter")
    result = page.get_by_role("link", name="Nerves and what goes wrong").and_(page.locator("main a"))
    expect(result.first).to_be_visible(timeout=15_000)
    assert_accessible(page)
    result.first.click()
    expect(page.locator("h1")).to_contain_text("Nerves")
