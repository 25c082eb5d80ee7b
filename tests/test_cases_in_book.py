"""The branching cases in the book: every way of every case, by mouse and by keyboard, and what is kept."""

import json
import re

import pytest
from playwright.sync_api import expect

from massage_neuropathy.content import load_course
from massage_neuropathy.events import Event
from massage_neuropathy.widgets.case_text import TAGS
from tests.stored_record import events, seed_record
from tests.test_book_in_browser import DESKTOP, PHONE, WATCH_POLICY, assert_accessible
from tests.test_cases import chosen, plain

COURSE = load_course()
CASES = COURSE.cases
PAGES = sorted({case.page for case in CASES.values()})
TEXTS = {name: plain(case, COURSE) for name, case in CASES.items()}
FIRST = next(case for case in CASES.values() if case.page == PAGES[0] and len(case.best) > 1)
PROGRESS = "notebooks/22-progress.html"


def address(case):
    return f"notebooks/{case.page}.html"


def root(page, case):
    return page.locator(f"[data-case='{case.id}']")


def button(page, case, name):
    return root(page, case).get_by_role("button", name=name, exact=True)


def inquiries(scene):
    return [(f"{how}:{one.id}", one) for how in ("ask", "look") for one in getattr(scene, how)]


# Play a way through a case that is at its beginning or its end, and tell what stands there then: the text of
# the case, and whether its heading has the focus. `asked` has what is asked wherever it can be. All of it is
# done within the page, since there are many ways; other tests here press keys and buttons one by one.
WALK = """(root, { way, asked }) => {
    const squeezed = (text) => text.replace(/\\s+/g, "");
    root.querySelector(".mn-case-go").click();
    for (const choice of way) {
        for (const row of root.querySelectorAll(".mn-case-ask")) {
            if (asked.includes(squeezed(row.firstElementChild.textContent))) row.click();
        }
        root.querySelector(`.mn-option input[value='${choice}']`).click();
        [...root.querySelectorAll("button")].find(({ textContent }) => textContent === "Decide").click();
    }
    const focused = document.activeElement === root.querySelector(".mn-title");
    return { focused, text: squeezed(root.textContent) };
}"""


def squeezed(text):
    """A text without what differs between how it is written and how it stands on a page: spaces."""
    return re.sub(r"\s+", "", text)


def play(page, case, way, ask=(), *, begun=False):
    """Play a way through a case that is at its beginning or its end; `ask` has the words to press on."""
    node = root(page, case)
    if not begun:
        node.locator(".mn-case-go").click()
    for scene, choice in way:
        for say in ask:
            for row in node.locator(".mn-case-ask", has_text=say).all():
                row.click()
        node.locator(f".mn-option input[value='{choice}']").check()
        button(page, case, "Decide").click()
        assert scene in {one.id for one in case.scenes}


@pytest.fixture
def visit(page, site):
    """A function that opens a page with a record of some events, and fails on what went wrong there."""
    page.trouble = []
    page.add_init_script(WATCH_POLICY)
    page.on("console", lambda message: page.trouble.append(message.text))
    page.on("pageerror", lambda error: page.trouble.append(str(error)))

    def open_page(name, *record, at=site):
        page.goto(f"{at}/{name}")
        if record:
            seed_record(page, record)
        return page

    yield open_page
    assert page.trouble == []
    assert page.evaluate("window.violations") == []


@pytest.mark.parametrize("name", PAGES)
def test_every_way_of_every_case_leads_to_its_ending_and_a_look_back_on_all_of_it(visit, name):
    page = visit(f"notebooks/{name}.html")
    played = []
    for case in (case for case in CASES.values() if case.page == name):
        button(page, case, "Begin").wait_for()
        for number, way in enumerate(case.paths()):
            # On every other way what costs no time is asked.
            free = [one.id for scene in case.scenes for _, one in inquiries(scene) if one.red_flag]
            assert_told(page, case, way, free if number % 2 == 0 else [])
            played.append((case.id, way))
    steps = [(case, *step) for case, way in played for step in way]
    for _ in range(200):
        kept = [Event.model_validate(one) for one in events(page) if one["kind"] == "choice"]
        if len(kept) == len(steps):
            break
        page.wait_for_timeout(50)
    kept.sort(key=lambda event: event.at)
    assert [(*event.question.split("/"), event.options[0]) for event in kept] == steps
    assert len({event.place for event in kept}) == len(played)
    assert all(event.hash == CASES[event.question.split("/")[0]].hash for event in kept)


def assert_told(page, case, way, asked):
    """Play a way, and see that its ending and all that belongs to the look back is told."""
    where = f"{case.id}: {way}"
    texts = TEXTS[case.id]
    scenes = {scene["id"]: scene for scene in texts["scenes"]}
    choices = {(s["id"], one["id"]): one for s in texts["scenes"] for one in s["choices"]}
    ending = next(one for one in texts["endings"] if one["id"] == choices[way[-1]]["next"])
    says = [one["say"] for s in texts["scenes"] for one in (*s["ask"], *s["look"]) if one["id"] in asked]
    told = root(page, case).evaluate(
        WALK, {"way": [choice for _, choice in way], "asked": [squeezed(say) for say in says]}
    )
    assert told["focused"], where
    found = told["text"]
    assert squeezed(ending["title"]) in found, where
    assert squeezed(ending["text"]) in found, where
    needed = {
        name: [one for one in (*scenes[name]["ask"], *scenes[name]["look"]) if one["needed"]]
        for name, _ in way
    }
    missing = [one for name in needed for one in needed[name] if one["id"] not in asked]
    for step in way:
        one = choices[step]
        known = [each for name in upto(case, way, step) for each in needed[name] if each["id"] not in asked]
        once = "Sound only once you know:" + "".join(each["say"] for each in known) if known else ""
        mark = "".join(TAGS[one["tag"]])
        seen = f"{one['say']}{mark}{once if one['tag'] is None else ''}{one['why']}"
        assert squeezed(seen) in found, f"{where}: {step}"
    for best in case.best:
        assert squeezed(choices[tuple(best.split("/"))]["say"]) in found, where
    for name in needed:
        for one in (*scenes[name]["ask"], *scenes[name]["look"]):
            reason = squeezed(f"Why: {one['needed']}You would have learned: {one['found']}")
            assert (reason in found) == (one in missing), f"{where}: {one['say']}"
    tags = [choices[step]["tag"] for step in way]
    is_safe = "unsafe" not in tags and not any(one["red_flag"] for one in missing)
    assert (squeezed("Safety: kept") in found) == is_safe, where
    # Nobody is told of harm or delay and, beside it, that safety was kept.
    assert not (is_safe and ending["outcome"] in ("delayed", "harm")), where
    for one in texts["reflect"]:
        assert squeezed(one["answer"]) in found, where


def upto(case, way, step):
    """The scenes of a way up to a step, each once, back to an unsafe choice."""
    before = way[: way.index(step)]
    unsafe = [number for number, one in enumerate(before, 1) if tag_of(case, one) == "unsafe"]
    return list(dict.fromkeys(scene for scene, _ in [*before[max(unsafe, default=0) :], step]))


def test_time_runs_out_and_what_is_free_stays(visit):
    page = visit(address(FIRST))
    button(page, FIRST, "Begin").click()
    scene = next(one for one in FIRST.scenes if one.id == FIRST.start)
    node = root(page, FIRST)
    clock = node.locator(".mn-case-clock")
    expect(clock).to_have_text(f"You have {FIRST.minutes} minutes to ask and to look.")
    left, asked = FIRST.minutes, []
    while True:
        fits = [(k, one) for k, one in inquiries(scene) if 0 < one.minutes <= left and k not in asked]
        if not fits:
            break
        key, one = fits[0]
        row = node.locator(".mn-case-inquiries li").nth([k for k, _ in inquiries(scene)].index(key))
        row.get_by_role("button").click()
        left -= one.minutes
        asked.append(key)
        expect(row.locator(".mn-case-answer")).to_be_focused()
        expect(row.locator(".mn-case-left")).to_contain_text("left" if left else "up")
    expect(clock).to_contain_text("time to ask and to look is up" if left == 0 else f"{left} minute")
    rows = node.locator(".mn-case-inquiries li")
    states = rows.evaluate_all("(rows) => rows.map((row) => row.dataset.state)")
    expected = [
        "asked" if key in asked else "open" if one.minutes <= left else "late"
        for key, one in inquiries(scene)
    ]
    assert states == expected
    assert "late" in states
    for number, (_, one) in enumerate(inquiries(scene)):
        if one.red_flag:
            expect(rows.nth(number)).to_contain_text("red flag, no time")
            rows.nth(number).get_by_role("button").click()
    # What was found stays listed, also in the next scene.
    choice = FIRST.best[0].split("/")[1]
    node.locator(f".mn-option input[value='{choice}']").check()
    button(page, FIRST, "Decide").click()
    expect(node.locator(".mn-title")).to_have_text("Scene 2")
    node.locator("summary", has_text="What you know so far").click()
    free = [key for key, one in inquiries(scene) if one.red_flag]
    expect(node.locator(".mn-case-found > li")).to_have_count(len(asked) + len(free) + 1)
    (event,) = [one for one in events(page) if one["kind"] == "choice"]
    assert event["options"][0] == choice
    assert sorted(event["options"][1:]) == sorted([*asked, *free])


def test_a_choice_has_to_be_made_and_nothing_of_the_answer_is_told_before_the_end(visit):
    page = visit(address(FIRST))
    button(page, FIRST, "Begin").click()
    button(page, FIRST, "Decide").click()
    expect(root(page, FIRST).get_by_role("status").last).to_have_text("Choose what you do first.")
    html = root(page, FIRST).inner_html()
    names = [COURSE.conditions[name].name for name in FIRST.conditions]
    assert not [name for name in names if name in html]
    assert not [words for _, words in TAGS.values() if words in html]
    assert "unsafe" not in html


def test_a_play_goes_on_after_the_page_was_left_and_can_be_begun_again(visit):
    page = visit(address(FIRST))
    scene, choice = FIRST.best[0].split("/")
    play(page, FIRST, [(scene, choice)])
    page.reload()
    node = root(page, FIRST)
    expect(node.locator(".mn-title")).to_have_text("Scene 2")
    expect(node).to_contain_text("You have begun this case")
    rest = [tuple(name.split("/")) for name in FIRST.best[1:]]
    for _, choice in rest:
        node.locator(f".mn-option input[value='{choice}']").check()
        button(page, FIRST, "Decide").click()
    expect(button(page, FIRST, "Play again")).to_be_visible()
    assert len({one["place"] for one in events(page) if one["kind"] == "choice"}) == 1
    page.reload()
    button(page, FIRST, "Play again").click()
    node.locator(f".mn-option input[value='{FIRST.best[0].split('/')[1]}']").check()
    button(page, FIRST, "Decide").click()
    page.reload()
    button(page, FIRST, "Begin it again").click()
    expect(node.locator(".mn-title")).to_have_text("Scene 1")


def test_earlier_plays_are_kept_as_first_and_best(visit):
    worst = next(way for way in FIRST.paths() if any(tag_of(FIRST, step) == "unsafe" for step in way))
    best = [tuple(name.split("/")) for name in FIRST.best]
    everything = [key for scene in FIRST.scenes for key, one in inquiries(scene) if one.needed]
    record = [
        *chosen(FIRST, worst, place="case/" + "1" * 16, start=1),
        *chosen(FIRST, best, place="case/" + "2" * 16, start=2, asked=everything),
        *chosen(FIRST, worst, place="case/" + "3" * 16, start=3),
    ]
    page = visit(address(FIRST), *record)
    plays = root(page, FIRST).locator(".mn-case-plays")
    expect(plays).to_contain_text("You have played this case 3 times.")
    expect(plays).to_contain_text("Your first play: not safe")
    expect(plays).to_contain_text("Your best: safe and fitting")
    button(page, FIRST, "See your last play again").click()
    expect(root(page, FIRST)).to_contain_text("Safety: not kept")
    assert len(events(page)) - len([one for one in events(page) if one["kind"] == "visit"]) == len(record)


def test_the_first_play_stays_the_first_also_when_it_was_left(visit, site):
    """A bad choice, a reload, a new beginning and a perfect play: the first play was not finished."""
    page = visit(address(FIRST))
    best = [tuple(name.split("/")) for name in FIRST.best]
    poor = next(way[0] for way in FIRST.paths() if len(way) > 1 and tag_of(FIRST, way[0]) is not None)
    play(page, FIRST, [poor])
    page.reload()
    button(page, FIRST, "Begin it again").click()
    needed = [
        one["say"] for s in TEXTS[FIRST.id]["scenes"] for one in (*s["ask"], *s["look"]) if one["needed"]
    ]
    play(page, FIRST, best, needed, begun=True)
    told = root(page, FIRST).locator(".mn-case-plays")
    expect(told).to_contain_text("You have played this case once. Your first play: not finished")
    expect(told).to_contain_text("Your best: safe and fitting")
    # The look back can be had again, from the record.
    text = squeezed(root(page, FIRST).inner_text())
    page.reload()
    button(page, FIRST, "See your last play again").click()
    expect(root(page, FIRST).locator(".mn-title")).to_be_focused()
    assert squeezed(root(page, FIRST).inner_text()) == text
    page.goto(f"{site}/{PROGRESS}")
    row = page.locator(f"#played-{FIRST.id}")
    expect(row).to_contain_text("Played once. First play: not finished. Best: safe and fitting.")
    page.locator(f"#objectives-{lesson_of(poor[0])} summary").click()
    item = page.locator(
        f"#objectives-{lesson_of(poor[0])} li", has_text=objective_of(poor[0]).text.replace("*", "")[:30]
    )
    own = [scene for scene, _ in best if objective_of(scene) == objective_of(poor[0])]
    expect(item).to_contain_text(f"{len(own) - 1} of {len(own)} right")


def objective_of(scene):
    return COURSE.objectives[next(one.objective for one in FIRST.scenes if one.id == scene)]


def lesson_of(scene):
    return objective_of(scene).lesson


def tag_of(case, step):
    return next(
        choice.tag
        for scene in case.scenes
        for choice in scene.choices
        if (scene.id, choice.id) == tuple(step)
    )


def test_an_edited_case_begins_anew(visit):
    record = chosen(FIRST, [tuple(FIRST.best[0].split("/"))], hash="anotherhash0")
    page = visit(address(FIRST), *record)
    expect(button(page, FIRST, "Begin")).to_be_visible()


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_a_whole_case_by_keyboard(visit, book, site, scheme):
    page = visit(address(FIRST), at=site if scheme == "http" else book.as_uri())
    button(page, FIRST, "Begin").focus()
    page.keyboard.press("Enter")
    node = root(page, FIRST)
    expect(node.locator(".mn-title")).to_be_focused()
    page.keyboard.press("Tab")
    expect(node.locator("summary").first).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(node.locator(".mn-case-answer").first).to_be_focused()
    for number, name in enumerate(FIRST.best, 1):
        choice = name.split("/")[1]
        place = [one.id for one in next(s for s in FIRST.scenes if s.id == name.split("/")[0]).choices]
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.type") == "radio":
                break
        page.keyboard.press("Space")
        for _ in range(place.index(choice)):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
        expect(button(page, FIRST, "Decide")).to_be_focused()
        page.keyboard.press("Enter")
        expect(node.locator(".mn-title")).to_be_focused()
        if number < len(FIRST.best):
            expect(node.locator(".mn-title")).to_have_text(f"Scene {number + 1}")
    expect(node).to_contain_text("Your choices are those of the best path.")
    kept = [one for one in events(page) if one["kind"] == "choice"]
    assert [f"{one['question'].split('/')[1]}/{one['options'][0]}" for one in kept] == list(FIRST.best)


@pytest.mark.parametrize("colors", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_state_is_accessible_and_fits(page, visit, colors, size):
    page.emulate_media(color_scheme=colors, reduced_motion="reduce")
    page.set_viewport_size(size)
    visit(address(FIRST))
    expect(button(page, FIRST, "Begin")).to_be_visible()
    assert_accessible(page)
    button(page, FIRST, "Begin").click()
    rows = root(page, FIRST).locator(".mn-case-ask")
    for _ in range(4):
        rows.last.click()
    assert_fits(page)
    assert_accessible(page)
    unsafe = next(way for way in FIRST.paths() if len(way) > 1 and tag_of(FIRST, way[-1]) is not None)
    for _, choice in unsafe:
        root(page, FIRST).locator(f".mn-option input[value='{choice}']").check()
        button(page, FIRST, "Decide").click()
    for fold in root(page, FIRST).locator("summary").all():
        fold.click()
    assert_fits(page)
    assert_accessible(page)
    page.reload()
    expect(button(page, FIRST, "See your last play again")).to_be_visible()
    assert_accessible(page)
    assert_large_targets(page)


def assert_fits(page):
    """Nothing is wider than the screen, and nothing to press is small."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert_large_targets(page)


def assert_large_targets(page):
    small = page.locator(".mn-tool :is(button, summary, label)").evaluate_all(
        """(nodes) => nodes.filter((node) => {
            const { width, height } = node.getBoundingClientRect();
            return height > 0 && (width < 24 || height < 24);
        }).map((node) => node.textContent)"""
    )
    assert small == []


def test_the_living_case_stands_where_its_text_stood(visit, page):
    """The text is not shown where scripts run, so that little moves when the case comes to life."""
    page.add_init_script(
        """window.shift = 0;
        new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) window.shift += entry.value;
        }).observe({ type: "layout-shift", buffered: true });"""
    )
    visit(address(FIRST))
    expect(button(page, FIRST, "Begin")).to_be_visible()
    # Fonts may move what stands there already; what moves is counted once it was painted.
    page.evaluate(
        """async () => {
            await document.fonts.ready;
            for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
        }"""
    )
    assert page.evaluate("window.shift") < 0.1


def test_links_lead_to_the_course_rules(visit):
    page = visit(address(FIRST))
    play(page, FIRST, [tuple(name.split("/")) for name in FIRST.best])
    links = root(page, FIRST).locator(".mn-source").first.get_by_role("link")
    expect(links).to_have_count(len(FIRST.conditions))
    links.first.click()
    expect(page).to_have_url(re.compile(rf"book/rules\.html#{FIRST.conditions[0]}$"))
    assert page.evaluate("document.getElementById(decodeURIComponent(location.hash.slice(1))) !== null")


def test_a_case_whose_script_does_not_come_is_a_text(visit, page):
    page.route("**/_static/*.js*", lambda route: route.abort())
    visit(address(FIRST))
    expect(root(page, FIRST).get_by_role("heading", name="Scene 1")).to_be_visible()
    page.trouble.clear()


def test_a_case_that_cannot_be_loaded_is_a_text_and_can_be_tried_again(visit, page):
    page.route(f"**/_study/case-{FIRST.id}.js*", lambda route: route.abort())
    visit(address(FIRST))
    notice = root(page, FIRST).locator(".mn-notice")
    expect(notice).to_contain_text("This case can be read here, but not played: this part of the book")
    expect(root(page, FIRST).get_by_role("heading", name="Scene 1")).to_be_visible()
    page.unroute(f"**/_study/case-{FIRST.id}.js*")
    button(page, FIRST, "Try again").click()
    expect(button(page, FIRST, "Begin")).to_be_visible()
    page.trouble.clear()


def test_a_case_that_is_tried_again_with_two_presses_opens_once(visit, page):
    held = not_loaded(visit, page)
    button(page, FIRST, "Try again").dblclick()
    for route in held:
        route.continue_()
    expect(button(page, FIRST, "Begin")).to_be_visible()
    page.trouble.clear()


def test_trying_a_case_again_is_said_and_keeps_the_focus(visit, page):
    held = not_loaded(visit, page)
    notice = root(page, FIRST).locator(".mn-notice")
    expect(notice).to_have_role("status")
    for outcome in ("abort", "continue_"):
        button(page, FIRST, "Try again").focus()
        page.keyboard.press("Enter")
        expect(notice).to_contain_text("One moment …")
        expect(button(page, FIRST, "Try again")).to_be_focused()
        getattr(held.pop(), outcome)()
        if outcome == "abort":
            expect(notice).to_contain_text("This case can be read here, but not played")
            expect(button(page, FIRST, "Try again")).to_be_focused()
    expect(root(page, FIRST).locator(".mn-stage")).to_be_focused()
    expect(notice).to_be_empty()
    page.keyboard.press("Tab")
    expect(button(page, FIRST, "Begin")).to_be_focused()
    page.trouble.clear()


def not_loaded(visit, page):
    """Open a case whose story does not load; from then on it is held back, in the list that is returned."""
    story, held = f"**/_study/case-{FIRST.id}.js*", []
    page.route(story, lambda route: route.abort())
    visit(address(FIRST))
    expect(button(page, FIRST, "Try again")).to_be_visible()
    page.unroute(story)
    page.route(story, lambda route: held.append(route))
    return held


@pytest.mark.parametrize("name", PAGES)
def test_without_a_script_each_case_reads_as_a_text(chromium, site, name):
    context = chromium.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(f"{site}/notebooks/{name}.html")
    for case in (case for case in CASES.values() if case.page == name):
        scene = next(one for one in case.scenes if one.id == case.start)
        node = root(page, case)
        expect(node.get_by_role("heading", name="Scene 1")).to_be_visible()
        # What comes later would spoil the first scene: it is folded.
        for number in range(2, len(case.scenes) + 1):
            later = node.locator("details", has_text=f"Scene {number}: open it when").first
            expect(later.locator("h4").first).to_be_hidden()
        told = next(one for one in TEXTS[case.id]["scenes"] if one["id"] == scene.id)["choices"][0]
        fold = node.locator("details", has=page.locator("summary", has_text=told["say"])).first
        expect(fold.locator("p").first).to_be_hidden()
        fold.locator("summary").click()
        expect(fold.locator("p").first).to_be_visible()
        # What follows is a link within the page.
        target = f"{case.id}-{told['next']}"
        fold.get_by_role("link").click()
        assert page.url.endswith(f"#{target}")
        expect(page.locator(f"[id='{target}']")).to_be_visible()
    context.close()


def test_on_paper_a_case_is_a_text_with_its_answers(visit, page):
    visit(address(FIRST))
    # The dialog would wait for a person; what it would print is on the page by then.
    page.evaluate("window.print = () => {}")
    button(page, FIRST, "Print as a text, with answers").click()
    page.emulate_media(media="print")
    paper = squeezed(page.locator("body").inner_text())
    told = TEXTS[FIRST.id]
    assert paper.startswith(squeezed(told["title"]))
    assert squeezed(told["intake"]) in paper
    for scene in told["scenes"]:
        for one in (*scene["ask"], *scene["look"]):
            assert squeezed(one["found"]) in paper, one["found"]
        for one in scene["choices"]:
            assert squeezed(one["why"]) in paper, one["why"]
    for one in told["reflect"]:
        assert squeezed(one["answer"]) in paper
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".mn-alone")).to_have_count(0)
    page.emulate_media(media="screen")
    play(page, FIRST, [tuple(name.split("/")) for name in FIRST.best])
    page.emulate_media(media="print")
    expect(root(page, FIRST)).to_contain_text("Your choices are those of the best path.")
    for part in root(page, FIRST).locator("section").all():
        expect(part).to_be_visible()


def test_the_progress_page_counts_cases_and_their_choices(visit, page):
    best = [tuple(name.split("/")) for name in FIRST.best]
    everything = [key for scene in FIRST.scenes for key, one in inquiries(scene) if one.needed]
    visit(PROGRESS, *chosen(FIRST, best, asked=everything))
    page.reload()
    expect(page.get_by_role("heading", name="Cases", exact=True)).to_be_visible()
    expect(page.locator(".mn-progress")).to_contain_text(
        f"1 of {len(CASES)} cases is played, 1 of them to an end that was safe and fitting."
    )
    row = page.locator(f"#played-{FIRST.id}")
    expect(row).to_contain_text("Played once. First play: safe and fitting. Best: safe and fitting.")
    objective = next(scene.objective for scene in FIRST.scenes if scene.id == FIRST.start)
    lesson = COURSE.objectives[objective].lesson
    page.locator(f"#objectives-{lesson} summary").click()
    own = [one.objective for one in FIRST.scenes if one.id in {scene for scene, _ in best}].count(objective)
    text = COURSE.objectives[objective].text.replace("*", "")
    item = page.locator(f"#objectives-{lesson} li", has_text=text[:40])
    expect(item).to_contain_text(f"{own} of {own} right")
    assert_accessible(page)
    row.get_by_role("link").click()
    expect(page).to_have_url(re.compile(rf"{FIRST.page}\.html#case-{FIRST.id}$"))
    expect(button(page, FIRST, "Play again")).to_be_visible()


def test_a_record_with_choices_is_saved_and_added_again(visit, page, site, tmp_path):
    visit(address(FIRST))
    play(page, FIRST, [tuple(name.split("/")) for name in FIRST.best])
    before = [one for one in events(page) if one["kind"] == "choice"]
    page.goto(f"{site}/{PROGRESS}")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save to a file").click()
    download.value.save_as(tmp_path / "record.json")
    saved = json.loads((tmp_path / "record.json").read_text(encoding="utf-8"))
    assert [one for one in saved["events"] if one["kind"] == "choice"] == before
    page.get_by_role("button", name="Delete everything").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.locator(f"#played-{FIRST.id}")).to_have_count(0)
    assert [one for one in events(page) if one["kind"] == "choice"] == []
    for _ in range(2):
        page.get_by_label("Add from a file").set_input_files(tmp_path / "record.json")
        expect(page.locator(f"#played-{FIRST.id}")).to_contain_text("Played once.")
    assert [one for one in events(page) if one["kind"] == "choice"] == before
