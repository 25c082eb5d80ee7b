"""Every page of the book, over http, from files, without JavaScript: policy kept, nothing asked elsewhere."""

import re

import pytest

from tests.test_book_in_browser import PAGES
from tests.watched import DRIVE, HOSTILE, STRANGERS, watching

INJECT = """
    const script = document.createElement("script");
    script.textContent = "window.hit()";
    document.body.append(script);
    document.body.insertAdjacentHTML("beforeend", "<p style='color:red'>x</p><img src='https://canary.invalid/x.png'>");
    document.body.insertAdjacentHTML("beforeend", "<button onclick='hit()'></button>");
    document.body.lastElementChild.click();
"""
DATA = """
    const data = document.createElement("script");
    data.type = "application/ld+json";
    data.textContent = "{}";
    document.head.append(data);
"""


def test_what_the_policy_forbids_is_noticed_and_does_not_run(chromium, site):
    with watching(chromium, site) as watched:
        watched.go("index.html")
        watched.page.evaluate(f"() => {{ {DATA} }}")
        assert watched.told() == []
        watched.page.evaluate(f"() => {{ {INJECT} }}")
        watched.page.wait_for_function("window.violations.length >= 4")
        assert watched.page.evaluate("window.hits") == 0
        kinds = {one.split(":")[0] for one in watched.page.evaluate("window.violations")}
        assert kinds == {"script-src-elem", "script-src-attr", "style-src-attr", "img-src"}


def test_worked_through_every_page_keeps_its_policy_and_asks_for_nothing_elsewhere(chromium, site):
    """Every field is filled with a hostile string on the way, and none of it may run."""
    trouble, fields = {}, 0
    with watching(chromium, site, accept_downloads=False) as watched:
        for number, name in enumerate(PAGES):
            watched.go(name)
            fields += watched.page.evaluate(DRIVE, [HOSTILE[number % len(HOSTILE)], 3])
            found = watched.told() + watched.page.evaluate(STRANGERS)
            if found:
                trouble[name] = found
    assert trouble == {}
    assert fields >= 20


def test_from_files_every_page_keeps_its_policy_and_asks_for_files_of_the_book_only(chromium, book):
    trouble = {}
    with watching(chromium, book.as_uri()) as watched:
        for name in PAGES:
            watched.go(name)
            watched.page.evaluate("scrollTo(0, document.body.scrollHeight)")
            if found := watched.told():
                trouble[name] = found
    assert trouble == {}


WORDS = """() => {
    const main = document.querySelector("main");
    const closed = [...main.querySelectorAll("details:not([open])")];
    for (const one of closed) one.open = true;
    const shown = (selector) => [...main.querySelectorAll(selector)].filter((one) => one.checkVisibility());
    return {
        text: main.innerText,
        dead: shown("button:not([popovertarget]), input:not([type=search]), select, textarea")
            .filter((one) => !one.disabled && !one.closest(".mn-question, .mn-compare, form"))
            .map((one) => one.outerHTML.slice(0, 120)),
        questions: shown(".mn-question").length,
        answers: shown(".mn-question .mn-answer > :not(summary)").length,
        hidden: [...main.querySelectorAll("img.mn-figure")].filter((one) => !one.checkVisibility()).length,
        menu: document.querySelector("#contents")?.querySelectorAll("a").length,
    };
}"""


@pytest.fixture(scope="module")
def plain(chromium, site):
    """What each page shows where JavaScript is off."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    found = {}
    for name in PAGES:
        page.goto(f"{site}/{name}", wait_until="domcontentloaded")
        found[name] = page.evaluate(WORDS)
    context.close()
    return found


def test_without_javascript_every_page_reads(plain):
    for name, told in plain.items():
        assert len(told["text"].split()) >= 12, name
        assert told["menu"] >= 35, name
        assert told["hidden"] == 0, name


def test_without_javascript_every_question_has_its_answer_to_unfold(plain):
    assert sum(told["questions"] for told in plain.values()) > 150
    for name, told in plain.items():
        assert told["answers"] >= told["questions"], name


def test_without_javascript_no_control_stands_there_that_does_nothing(plain):
    assert {name: told["dead"] for name, told in plain.items() if told["dead"]} == {}


def test_without_javascript_what_needs_it_says_so(plain):
    for name in PAGES:
        if re.search(r"2[0-356]-|verify|search", name):
            assert re.search("(?i)JavaScript|where scripts run", plain[name]["text"]), name
