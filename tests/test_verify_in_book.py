"""The page that checks certificates: in the browser, with nothing sent, and honest where it cannot."""

import json
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from massage_neuropathy.provider.credential import as_json, credential
from massage_neuropathy.provider.signing import public_text
from tests.provider_files import AWARD, KEY, OTHER_KEY, configuration
from tests.test_book_in_browser import assert_accessible

WORD, OTHER_WORD = (public_text(key.public_key()) for key in (KEY, OTHER_KEY))


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("certificates")
    # Long valid, whatever day the test is run on.
    award = replace(AWARD, issued=AWARD.issued.replace(year=2020))
    true = json.loads(as_json(credential(configuration(), award, KEY)))
    changed = json.loads(json.dumps(true))
    changed["credentialSubject"]["result"][2]["value"] = "75"
    expired = credential(configuration(certificate={"valid_for_years": 1}), award, KEY)
    hostile = credential(configuration({"name": "<img src=x onerror=alert(1)>"}), award, KEY)
    for name, content in {
        "true": as_json(true),
        "changed": as_json(changed),
        "expired": as_json(expired),
        "hostile": as_json(hostile),
        "text": "no certificate",
        "twice": as_json(true).replace("{", '{"name": "Other",', 1).replace("{", '{"name": "Other",', 1),
    }.items():
        (folder / f"{name}.json").write_text(content, encoding="utf-8")
    return folder


class Page:
    """The page, as somebody uses it who wants to check a file."""

    def __init__(self, page, files):
        self.page, self.files = page, files
        self.answer = page.locator(".mn-study[data-mn=verify]").get_by_role("status").last
        self.key = page.get_by_label("The provider's public key")

    def choose(self, name):
        self.page.get_by_label("Choose a certificate").set_input_files(self.files / f"{name}.json")


@pytest.fixture
def verify_page(page, site, files):
    page.goto(f"{site}/book/verify.html")
    yield Page(page, files)


def test_a_true_certificate_is_told_with_what_it_says_and_what_cannot_be_told(verify_page):
    verify_page.choose("true")
    expect(verify_page.answer).to_contain_text("Unchanged since it was signed.")
    for words in (AWARD.name, "Example School of Massage", "7.5", WORD, "Compare it with the one"):
        expect(verify_page.answer).to_contain_text(words)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("changed", "Not true: it was changed after it was signed"),
        ("expired", "Expired."),
        ("twice", "twice.json cannot be checked: \u201cname\u201d stands in it twice in one place."),
        ("text", "is no digital certificate. Choose the file that ends in .json"),
    ],
)
def test_anything_else_is_told_as_it_is(verify_page, name, words):
    verify_page.choose(name)
    expect(verify_page.answer).to_contain_text(words)
    expect(verify_page.answer).not_to_contain_text("Unchanged since")


def test_the_key_of_the_provider_is_compared(verify_page):
    verify_page.key.fill(OTHER_WORD)
    verify_page.choose("true")
    expect(verify_page.answer).to_contain_text("signed with another key than the one you gave")
    verify_page.key.fill(WORD)
    verify_page.page.get_by_role("button", name="Check again").press("Enter")
    expect(verify_page.answer).to_contain_text("It is signed with the key that you gave.")
    verify_page.key.fill("my key")
    verify_page.page.get_by_role("button", name="Check again").click()
    expect(verify_page.answer).to_contain_text("That is no public key.")


def test_nothing_is_sent(verify_page):
    verify_page.page.wait_for_load_state("networkidle")
    sent = []
    verify_page.page.on("request", lambda request: sent.append(request.url))
    verify_page.choose("true")
    expect(verify_page.answer).to_contain_text("Unchanged")
    assert sent == []


def test_what_a_certificate_says_is_text(verify_page):
    verify_page.choose("hostile")
    expect(verify_page.answer).to_contain_text("<img src=x onerror=alert(1)>")
    expect(verify_page.answer.locator("img")).to_have_count(0)


def test_it_works_from_a_file(page, book, files):
    page.goto((book / "book" / "verify.html").as_uri())
    Page(page, files).choose("true")
    expect(Page(page, files).answer).to_contain_text("Unchanged since it was signed.")


@pytest.mark.parametrize(
    ("script", "words"),
    [
        (
            "Object.defineProperty(window, 'isSecureContext', { value: false });",
            "not opened over a secure connection",
        ),
        (
            "SubtleCrypto.prototype.importKey = () => Promise.reject(new Error('no'));",
            "does not know this kind of",
        ),
    ],
)
def test_where_it_cannot_check_it_says_why_and_what_to_do(page, site, script, words):
    page.add_init_script(script)
    page.goto(f"{site}/book/verify.html")
    root = page.locator(".mn-study[data-mn=verify]")
    expect(root).to_contain_text(words)
    expect(root).to_contain_text("massage-neuropathy verify FILE")
    expect(page.get_by_label("Choose a certificate")).to_have_count(0)


def test_the_answer_is_accessible(verify_page):
    verify_page.choose("changed")
    expect(verify_page.answer).to_contain_text("Not true")
    assert_accessible(verify_page.page)
