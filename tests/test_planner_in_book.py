"""The planner in the published book: a client, an own plan, the comparison; what it leaves be."""

import json
import re

import pytest
from playwright.sync_api import expect

from massage_neuropathy.planning import Wishes, plan
from massage_neuropathy.screening import Answers, screen
from tests.test_book_in_browser import DESKTOP, PHONE, assert_accessible, visit
from tests.test_planner import CLIENTS, COURSE, WORDS, planned
from tests.test_screener_in_book import WATCH_STORES, file_of, open_file, tab_to

__all__ = ["visit"]

PAGE = "notebooks/26-planner.html"
LESSON = "notebooks/09-session.html"
SUGGESTIONS = {one.id: one for one in WORDS.suggestions}
AREAS = {area.id: area.say for area in COURSE.screening.areas}
# What stands on the page, as data. Folded parts count.
READ_PLAN = """(root) => {
    const text = (node) => node?.textContent ?? "";
    const all = (selector, from = root) => [...from.querySelectorAll(selector)];
    const own = (item) => item.firstChild.textContent;
    return {
        letter: text(root.querySelector(".mn-plan-letter")),
        first: root.querySelector(".mn-plan").children[1].className,
        others: all(".mn-plan ul.mn-plan-minutes > li > strong").map(text),
        blocks: all(".mn-plan ol.mn-plan-minutes > li").map((item) => [
            text(item.querySelector(":scope > strong")),
            all(":scope > strong", item).map(text)[1] ?? null,
            all(":scope > ul > li", item).map(own)]),
        parts: all(".mn-plan section.mn-plan-part").map((part) => [
            text(part.querySelector("h3")), all(":scope > ul.mn-suggested > li", part).map(own)]),
        all: text(root),
    };
}"""


def tool(page):
    return page.locator("div.mn-tool")


def title(page):
    return tool(page).locator(".mn-stage > .mn-title").first


def button(page, name):
    return tool(page).get_by_role("button", name=name, exact=True)


def area_form(page, area):
    say = AREAS[area]
    return tool(page).get_by_role("group", name=say[0].upper() + say[1:], exact=True)


@pytest.fixture
def planner(visit):
    """A function that opens the planner; what goes wrong on it fails the test."""

    def open_planner(**where):
        page = visit(PAGE, **where)
        expect(title(page)).to_have_text("Who is the plan for?")
        return page

    return open_planner


def take(page, name):
    page.locator(f"[data-client={name}]").click()
    expect(title(page)).to_have_text("What the client feels and wants")


def skip(page):
    button(page, "Skip it: show a plan").click()
    expect(title(page)).to_have_text(re.compile("^(A plan|No plan today)$"))


def read_plan(page):
    """Return what stands on the page, with the straight quotes of the content in place of the curly ones."""
    text = json.dumps(tool(page).evaluate(READ_PLAN), ensure_ascii=True)
    return json.loads(re.sub(r"\\u201[cd]", r'\\"', re.sub(r"\\u201[89]", "'", text)))


def assert_agrees(found, wanted):
    """Compare a plan on the page with the one that Python makes."""
    frame = {block.id: block for block in WORDS.frame}
    ends = {at_end: [b for b in wanted.frame if frame[b.block].at_end == at_end] for at_end in (False, True)}
    worked = [one for one in wanted.areas if one.does == "work"]
    assert found["blocks"] == [
        *([f"{block.minutes} minutes: ", None, []] for block in ends[False]),
        *(
            [
                f"{one.minutes} minutes: {AREAS[one.area]}",
                f"Level {one.level} at most",
                [SUGGESTIONS[name].say for names in one.suggestions.values() for name in names],
            ]
            for one in worked
        ),
        *([f"{block.minutes} minutes: ", None, []] for block in ends[True]),
    ]
    parts = dict(found["parts"])
    for part in WORDS.parts:
        names = wanted.suggestions.get(part.id, ())
        says = [SUGGESTIONS[name].say for name in names]
        assert parts.get(part.title, [])[: len(says)] == says
    others = [one for one in (*wanted.areas, *wanted.elsewhere) if one.does in ("out", "waits")]
    said = {"out": "Left out", "waits": "Waiting"}
    levels = [f"{AREAS[one.area].capitalize()}. " for one in wanted.elsewhere if one.does == "level"]
    assert found["others"] == [*(f"{said[one.does]}: {AREAS[one.area]}. " for one in others), *levels]
    has_letter = any(one.lifted for one in wanted.areas)
    assert (WORDS.words.letter in found["letter"]) == has_letter
    assert ("mn-plan-letter" in found["first"]) == has_letter
    assert f"{wanted.minutes} minutes in all." in found["all"]
    assert WORDS.words.ceiling in found["all"]
    assert COURSE.screening.numb_area in found["all"]


def test_every_practice_client_is_planned_as_python_does(planner):
    page = planner()
    for name, client in CLIENTS.items():
        take(page, name)
        skip(page)
        assert_agrees(read_plan(page), planned(client))
        expect(tool(page)).to_contain_text(client.plan.letter or client.who)
        # Nothing was entered, so that nothing is asked.
        button(page, "Start over").click()


def test_a_form_of_the_screener_leads_to_a_plan(planner):
    page = planner()
    answers = Answers({"loss_of_protective_sensation": "yes", "autonomic_neuropathy_orthostatic": "yes"})
    open_file(page, file_of(answers))
    expect(title(page)).to_have_text("What the client feels and wants")
    expect(tool(page)).to_contain_text(
        f"{len(screen(answers).not_asked)} questions of the screener were not asked."
    )
    area_form(page, "back").get_by_label("Painful to touch").check()
    tool(page).get_by_label("To sleep better").check()
    tool(page).get_by_label("Minutes for the whole session").select_option("90")
    skip(page)
    wishes = Wishes(symptoms={"back": ("painful",)}, goals=("sleep",), minutes=90)
    assert_agrees(read_plan(page), plan(screen(answers), wishes))


def test_a_file_that_is_not_one_is_refused_in_words(planner):
    page = planner()
    open_file(page, {"name": "other.json", "mimeType": "application/json", "buffer": b"{}"})
    expect(tool(page).get_by_role("status").last).to_contain_text(
        "The file other.json was not opened, and nothing was changed: it is not"
    )
    expect(title(page)).to_have_text("Who is the plan for?")


def test_a_tick_that_stops_gives_no_plan_and_what_happens_instead(planner):
    page = planner(size=PHONE)
    tool(page).get_by_label(COURSE.conditions["foot_ulcer_neuropathic"].name).check()
    button(page, "Next: what they feel and want").click()
    expect(title(page)).to_have_text("No plan today")
    expect(tool(page)).to_contain_text(WORDS.words.stops)
    expect(tool(page)).to_contain_text(WORDS.words.only_ticked)
    expect(tool(page).locator(".mn-answer-words")).to_have_text("Stop: care today")
    # Nothing was worked on, and nothing is said of levels.
    expect(tool(page)).not_to_contain_text(COURSE.screening.numb_area)
    expect(tool(page)).to_contain_text(COURSE.conditions["foot_ulcer_neuropathic"].do[:60])
    expect(tool(page).get_by_role("link", name="the screener").first).to_have_attribute(
        "href", "25-screener.html"
    )
    assert not tool(page).locator(".mn-plan-minutes").count()
    button(page, "Referral note").click()
    expect(tool(page).locator(".mn-paper .mn-title")).to_be_focused()
    start_over(page)
    tool(page).get_by_label(COURSE.conditions["active_cancer_treatment"].name).check()
    button(page, "Next: what they feel and want").click()
    expect(tool(page)).to_contain_text(WORDS.words.session_waits)
    start_over(page)
    open_file(page, file_of(Answers({"foot_ulcer_neuropathic": "unknown"})))
    expect(title(page)).to_have_text("No plan yet")
    expect(tool(page)).to_contain_text(WORDS.words.known)
    expect(tool(page)).to_contain_text(COURSE.screening.waits["known"])
    expect(tool(page)).to_contain_text("act as for a yes: Stop: care today.")
    expect(tool(page).locator(".mn-plan")).not_to_contain_text("written answer")


def start_over(page):
    button(page, "Start over").click()
    tool(page).locator(".mn-delete").click()
    expect(title(page)).to_have_text("Who is the plan for?")


def test_where_nothing_was_ticked_nothing_is_said_of_a_screening(planner):
    page = planner()
    button(page, "Next: what they feel and want").click()
    for _ in range(2):
        card = tool(page).locator(".mn-answer-card")
        expect(card).to_contain_text(WORDS.words.not_screened)
        expect(card).not_to_contain_text("Nothing in these answers")
        expect(card).not_to_contain_text("No entry applies")
        expect(card).to_contain_text(f"{len(screen(Answers()).not_asked)} questions of the screener")
        button(page, "Skip it: show a plan").first.click()
        if title(page).inner_text() == "A plan":
            break
    expect(tool(page)).not_to_contain_text("The screener says")


@pytest.mark.parametrize("said", ["Yes", "Don.t know"])
def test_a_swelling_is_asked_about_before_any_plan(planner, said):
    page = planner()
    button(page, "Next: what they feel and want").click()
    question = tool(page).locator(".mn-plan-swelling")
    expect(question).to_be_hidden()
    area_form(page, "foot").get_by_label("Swollen").check()
    area_form(page, "foot").get_by_label("Numb").check()
    expect(question).to_contain_text(WORDS.swelling.question)
    for name in ("Next: your own plan", "Skip it: show a plan"):
        button(page, name).click()
        expect(title(page)).to_have_text("What the client feels and wants")
        expect(tool(page).locator(".mn-screener-said")).to_contain_text("Before any plan")
    question.get_by_label(re.compile(f"^ ?{said}$")).check()
    button(page, "Next: your own plan").click()
    expect(title(page)).to_have_text("No plan today")
    expect(tool(page)).to_contain_text(WORDS.swelling.stops)
    for name in WORDS.swelling.entries:
        expect(tool(page)).to_contain_text(COURSE.conditions[name].do[:50])
    assert not tool(page).locator(".mn-plan-minutes").count()
    button(page, "Referral note").click()
    note = " ".join(area.input_value() for area in tool(page).locator(".mn-paper textarea").all())
    assert COURSE.conditions["unexplained_swelling"].question in note
    button(page, "Change what they feel and want").click()
    question.get_by_label("No", exact=True).check()
    skip(page)
    expect(title(page)).to_have_text("A plan")


def test_what_was_entered_is_lost_only_after_a_question(planner):
    page = planner()
    take(page, "numb-soles")
    tool(page).get_by_label("To sleep better").check()
    button(page, "Start over").click()
    expect(title(page)).to_have_text("What the client feels and wants")
    button(page, "Keep it").click()
    expect(tool(page).get_by_label("To sleep better")).to_be_checked()
    start_over(page)
    tool(page).get_by_label(COURSE.conditions["anticoagulants"].name).check()
    open_file(page, file_of(Answers({"allodynia": "yes"})))
    button(page, "Keep it").click()
    expect(tool(page).get_by_label(COURSE.conditions["anticoagulants"].name)).to_be_checked()


def test_what_was_typed_on_a_paper_stays(planner):
    page = planner()
    open_file(page, file_of(Answers({"foot_ulcer_neuropathic": "yes"})))
    button(page, "Referral note").click()
    field = tool(page).locator(".mn-paper textarea").first
    field.fill("typed by the learner")
    button(page, "Clearance request").click()
    expect(tool(page).locator(".mn-paper .mn-title")).to_have_text("Clearance request")
    button(page, "Referral note").click()
    expect(field).to_have_value("typed by the learner")


def test_a_paper_says_so_when_the_plan_has_changed(planner):
    page = planner()
    take(page, "numb-soles")
    skip(page)
    button(page, "Session note (SOAP)").click()
    tool(page).locator(".mn-paper textarea").nth(1).fill("typed by the learner")
    button(page, "Change what they feel and want").click()
    area_form(page, "hand").get_by_label("Painful to touch").check()
    skip(page)
    button(page, "Session note (SOAP)").click()
    expect(tool(page).locator(".mn-paper textarea").nth(1)).to_have_value("typed by the learner")
    button(page, "Fill it in anew").click()
    assert "painful to touch" in tool(page).locator(".mn-paper textarea").first.input_value()


def test_a_written_answer_has_to_answer_for_each_entry(planner):
    page = planner()
    for name in ("dvt_history", "peripheral_artery_disease"):
        tool(page).get_by_label(COURSE.conditions[name].name).check()
    button(page, "Next: what they feel and want").click()
    area_form(page, "foot").get_by_label("Swollen").check()
    label = area_form(page, "foot").get_by_label("A written answer from the clinic names this area")
    words = label.evaluate("(box) => box.closest('label').textContent")
    for name in ("dvt_history", "peripheral_artery_disease"):
        assert COURSE.conditions[name].name in words
    assert "the swelling" in words
    label.check()
    tool(page).get_by_label("The most minutes that the written answer gives").fill("4")
    skip(page)
    card = tool(page).locator(".mn-plan .mn-answer-card").last
    expect(card).to_contain_text("Was waiting; a written answer names it: the feet.")
    expect(card).to_contain_text("Waiting for a written answer: thighs and lower legs")
    expect(tool(page).locator(".mn-plan-minutes").first).to_contain_text("4 minutes: the feet")


def test_before_the_own_plan_the_answer_is_not_given_away(planner):
    page = planner()
    take(page, "numb-soles")
    expect(tool(page)).not_to_contain_text(COURSE.screening.numb_area[:40])
    button(page, "Next: your own plan").click()
    expect(tool(page)).not_to_contain_text(COURSE.screening.numb_area[:40])


def test_a_swelling_waits_until_a_written_answer_is_ticked(planner):
    page = planner()
    button(page, "Next: what they feel and want").click()
    cleared = area_form(page, "leg").get_by_label("A written answer from the clinic names this area")
    expect(cleared).to_be_hidden()
    area_form(page, "leg").get_by_label("Swollen").check()
    expect(cleared).to_be_visible()
    tool(page).locator(".mn-plan-swelling").get_by_label("No", exact=True).check()
    skip(page)
    expect(tool(page)).to_contain_text("Waiting: thighs and lower legs.")
    button(page, "Change what they feel and want").click()
    cleared.check()
    skip(page)
    expect(tool(page)).to_contain_text(WORDS.words.lifted)


def choose(page, area, level, minutes, place):
    form = area_form(page, area)
    form.get_by_label("Level").select_option(str(level))
    form.get_by_label("Minutes").fill(str(minutes))
    form.get_by_label("Place in the order").select_option(str(place))


def marks(page):
    """Return the marks of a comparison by the names of their rows."""
    rows = tool(page).locator(".mn-plan-compared tbody tr").all()
    return {
        row.locator("th").inner_text(): row.locator(".mn-plan-mark").get_attribute("data-mark")
        for row in rows
    }


def test_an_own_plan_is_compared_side_by_side_and_can_be_mended(planner):
    page = planner()
    take(page, "numb-soles")
    button(page, "Next: your own plan").click()
    expect(title(page)).to_be_focused()
    assert not tool(page).locator(".mn-plan").count()
    status = tool(page).locator(".mn-plan-sum")
    choose(page, "back", 3, 25, 1)
    choose(page, "foot", 4, 20, 2)
    expect(status).to_have_text("45 minutes hands-on, 12 to look, ask, look again and get up. Of 60: 3 left.")
    choose(page, "leg", 2, 10, 3)
    expect(status).to_contain_text("Of 60: 7 too many.")
    for name in ("shoes-on", "trap-stand-at-once"):
        one = next(each for each in (*WORDS.suggestions, *WORDS.traps) if each.id == name)
        tool(page).get_by_label(one.name).check()
    button(page, "Compare").click()
    expect(title(page)).to_have_text("Your plan and another one")
    expect(title(page)).to_be_focused()
    found = marks(page)
    assert found["The feet"] == "above"
    assert found["The back"] == "same"
    assert found["Minutes in all"] == "above"
    assert found["Socks and shoes on while sitting"] == "same"
    assert found["Stand up quickly, before the feeling of rest is gone"] == "unsafe"
    assert found["Sit at the edge and wait"] == "missing"
    assert found["Emergency signs"] == "missing"
    assert_agrees(read_plan(page), planned(CLIENTS["numb-soles"]))
    button(page, "Change your plan").click()
    expect(area_form(page, "foot").get_by_label("Level")).to_have_value("4")
    area_form(page, "foot").get_by_label("Level").select_option("0")
    button(page, "Compare").click()
    assert marks(page)["The feet"] == "same"
    expect(tool(page)).to_contain_text("You leave it out: that is equally sound.")


def test_every_suggestion_shows_its_ground_and_its_sources_lead_somewhere(planner, book):
    page = planner()
    take(page, "letter-for-the-ankles")
    skip(page)
    items = tool(page).locator(".mn-plan .mn-suggested > li")
    grounds = items.evaluate_all(
        "(items) => items.map((item) => item.querySelector('.mn-plan-ground strong')?.textContent)"
    )
    assert len(grounds) > 30
    with_ground = [ground for ground in grounds if ground]
    assert {word for ground in with_ground for word in re.split(", | and ", ground)} <= {*WORDS.grounds}
    without = [n for n, ground in enumerate(grounds) if not ground]
    clashes = items.evaluate_all(
        "(items) => items.map((item) => item.parentElement.classList.contains('mn-conflicts'))"
    )
    assert all(clashes[n] for n in without), (
        "only conflicts of the screener, which name their entries, have none"
    )
    for link in tool(page).locator(".mn-plan .mn-source a").all():
        file, _, anchor = link.get_attribute("href").partition("#")
        path = (book / "notebooks" / file).resolve()
        assert f'id="{anchor}"' in path.read_text(encoding="utf-8"), link.get_attribute("href")


def test_the_note_takes_over_what_was_planned(planner):
    page = planner()
    take(page, "warm-table-and-bus")
    skip(page)
    button(page, "Session note (SOAP)").click()
    expect(tool(page).locator(".mn-paper .mn-title")).to_be_focused()
    note = " ".join(area.input_value() for area in tool(page).locator(".mn-paper textarea").all())
    assert "The feet: level 2 at most, 10 minutes." in note
    assert SUGGESTIONS["look-daily"].name in note
    assert "The feet: numb." in note
    button(page, "Start over").click()
    take(page, "letter-for-the-ankles")
    skip(page)
    button(page, "Session note (SOAP)").click()
    note = " ".join(area.input_value() for area in tool(page).locator(".mn-paper textarea").all())
    assert "Was waiting; a written answer names it: thighs and lower legs and the feet." in note
    banner = tool(page).locator(".mn-plan .mn-answer-card").last
    expect(banner).to_contain_text(
        "Was waiting; a written answer names it: thighs and lower legs and the feet."
    )
    expect(banner).not_to_contain_text("waits for")
    expect(banner).not_to_contain_text("Left out")
    assert "Left out:" not in note and "Waits for" not in note


def test_the_plan_prints_alone_with_nothing_folded(planner):
    page = planner()
    page.evaluate(
        """() => { window.print = () => {
            window.printed = document.querySelector(".mn-alone").cloneNode(true);
        }; }"""
    )
    take(page, "burning-sheet")
    skip(page)
    button(page, "Print this").click()
    assert page.evaluate("[...window.printed.querySelectorAll('details')].every((fold) => fold.open)")
    assert page.evaluate("window.printed.querySelectorAll('button').length") == 0
    assert "A still, broad hand" in page.evaluate("window.printed.textContent")
    # What stands further up is named only, and each suggestion stands in full once.
    printed = page.evaluate(
        """() => [...window.printed.querySelectorAll(".mn-plan-minutes .mn-suggested > li")]
            .map((item) => item.textContent)"""
    )
    resting = [words for words in printed if "resting hands" in words.lower()]
    assert len(resting) > 1
    assert [SUGGESTIONS["resting-hand"].say in words for words in resting] == [True] + [False] * (
        len(resting) - 1
    )


def test_a_plan_takes_about_four_pages(planner):
    page = planner()
    page.evaluate("window.print = () => {}")
    take(page, "cotton-and-needles")
    skip(page)
    button(page, "Print this").click()
    pages = re.findall(rb"/Type\s*/Page\b", page.pdf(format="Letter"))
    assert 2 <= len(pages) <= 4


def test_nothing_is_stored_and_nothing_leaves_the_page(visit):
    page = visit("book/about.html")
    page.context.add_init_script(WATCH_STORES)
    page.goto(page.url.replace("book/about.html", PAGE))
    expect(title(page)).to_have_text("Who is the plan for?")
    page.wait_for_load_state("networkidle")
    page.evaluate("window.written.length = 0")
    address, asked = page.url, []
    page.on("request", lambda request: asked.append(request.url.partition("?v=")[0]))
    stores = "JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.cookie])"
    before = page.evaluate(stores)
    tool(page).get_by_label(COURSE.conditions["anticoagulants"].name).check()
    button(page, "Next: what they feel and want").click()
    area_form(page, "foot").get_by_label("Numb").check()
    tool(page).get_by_label("To relax").check()
    button(page, "Next: your own plan").click()
    choose(page, "foot", 2, 10, 7)
    tool(page).get_by_label("Sit at the edge and wait").check()
    button(page, "Compare").click()
    button(page, "Session note (SOAP)").click()
    tool(page).locator(".mn-paper textarea").first.fill("typed by the learner")
    start_over(page)
    assert page.evaluate("window.written") == []
    assert page.evaluate(stores) == before
    # The course rules are fetched once somebody turns to the tool, under a name that is the same for all.
    assert (page.url, asked) == (address, [address.replace(PAGE, "_study/screener.js")])


@pytest.mark.parametrize("colors", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_screen_is_accessible(planner, colors, size):
    page = planner(colors=colors, size=size)

    def look():
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        assert_accessible(page)

    look()
    take(page, "heart-bones-feet")
    look()
    button(page, "Next: your own plan").click()
    choose(page, "foot", 4, 20, 1)
    tool(page).get_by_label("A heated table for cold feet").check()
    look()
    button(page, "Compare").click()
    tool(page).locator(".mn-plan details > summary").first.click()
    look()
    start_over(page)
    take(page, "letter-for-the-ankles")
    area_form(page, "hand").get_by_label("Swollen").check()
    look()
    skip_all = button(page, "Skip it: show a plan")
    tool(page).locator(".mn-plan-swelling").get_by_label("No", exact=True).check()
    skip_all.click()
    look()
    start_over(page)
    tool(page).get_by_label(COURSE.conditions["foot_ulcer_neuropathic"].name).check()
    button(page, "Next: what they feel and want").click()
    look()


def test_targets_are_large_enough_on_a_phone(planner):
    page = planner(size=PHONE)
    take(page, "cotton-and-needles")
    sizes = """(root) => [...root.querySelectorAll(
            "button, summary, .mn-setting, .mn-file, select, input[type=number]")]
        .map((node) => node.getBoundingClientRect()).filter(({ width }) => width > 0)
        .map(({ width, height }) => Math.min(width, height))"""
    assert min(tool(page).evaluate(sizes)) >= 24
    button(page, "Next: your own plan").click()
    assert min(tool(page).evaluate(sizes)) >= 24
    button(page, "Compare").click()
    assert min(tool(page).evaluate(sizes)) >= 24


def test_a_session_is_planned_by_keyboard_alone(planner):
    page = planner()
    tab_to(page, "tool.querySelector('[data-client=numb-soles]')")
    page.keyboard.press("Enter")
    expect(title(page)).to_be_focused()
    tab_to(page, "[...tool.querySelectorAll('button')].find((one) => one.textContent.startsWith('Next'))")
    page.keyboard.press("Enter")
    expect(title(page)).to_have_text("Your own plan")
    expect(title(page)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("l")
    page.keyboard.press("Tab")
    page.keyboard.type("20")
    tab_to(page, "[...tool.querySelectorAll('button')].find((one) => one.textContent === 'Compare')")
    page.keyboard.press("Enter")
    expect(title(page)).to_have_text("Your plan and another one")
    expect(title(page)).to_be_focused()
    assert marks(page)["The back"] == "same"


def test_the_planner_works_from_a_file(planner, book):
    page = planner(address=book.as_uri())
    take(page, "cotton-and-needles")
    skip(page)
    assert_agrees(read_plan(page), planned(CLIENTS["cotton-and-needles"]))


def test_without_its_data_the_text_stays(chromium, site):
    context = chromium.new_context()
    page = context.new_page()
    page.route("**/_study/planner.js*", lambda route: route.abort())
    page.goto(f"{site}/{PAGE}")
    expect(tool(page).locator(".mn-notice")).to_contain_text("The planner could not start")
    expect(tool(page).locator("details")).to_have_count(len(CLIENTS))
    context.close()


def test_without_a_script_the_plans_are_folded_text(chromium, site):
    context = chromium.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(f"{site}/{PAGE}")
    folds = tool(page).locator("details")
    expect(folds).to_have_count(len(CLIENTS))
    expect(folds.first.locator("ol")).to_be_hidden()
    folds.first.locator("summary").click()
    expect(folds.first.locator("ol")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    context.close()


def test_the_lesson_leads_to_the_planner(visit):
    page = visit(LESSON)
    page.locator("article").get_by_role("link", name="session planner").click()
    expect(title(page)).to_have_text("Who is the plan for?")
