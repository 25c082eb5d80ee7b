"""What the book knows of whoever reads it: progress, ticks, where they left off, and three from before."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from massage_neuropathy.bank import blueprint
from massage_neuropathy.content import FOLDER, load_course
from massage_neuropathy.draw import draw_final
from massage_neuropathy.record import Event
from massage_neuropathy.standards import read_standards
from massage_neuropathy.three_before import three_before
from tests.stored_record import all_events, seed_record, wait_until_ready
from tests.test_book_in_browser import assert_accessible

PROGRESS = "notebooks/22-progress.html"
TODAY = datetime.now(UTC)
PHONE = {"width": 375, "height": 740}
# Answers of one minute each, so that their order is known.
MINUTE = timedelta(minutes=1)


def happened(question, options, *, days_ago=1, minutes=0, kind="answer", place="", hash="", certainty=None):
    at = (TODAY - timedelta(days=days_ago) + minutes * MINUTE).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    name = f"{kind}-{question}-{days_ago}-{minutes}-{place.replace('/', '-')}"
    return Event(
        id=name[:100],
        at=at,
        kind=kind,
        question=question,
        place=place,
        hash=hash,
        options=tuple(options),
        certainty=certainty,
    )


def wrong(question):
    """Return an answer that earns no full mark."""
    match question.type:
        case "single" | "multiple":
            return [next(option.id for option in question.options if not option.correct)]
        case "numeric":
            return ["-98765"]
        case "ordering":
            return question.right[::-1]
    return question.right[:1]


def answered(question, *, right=True, certainty="very-sure", **when):
    options = question.right if right else wrong(question)
    if right and question.type == "numeric":
        options = [str(question.answer)]
    return happened(question.id, options, hash=question.hash, certainty=certainty, **when)


def practice(lesson):
    course = load_course()
    return [one for one in course.questions.values() if one.pool == "practice" and one.lesson == lesson]


def done(lesson, *, days_ago=1, share=1):
    questions = practice(lesson)
    some = questions[: round(share * len(questions))]
    return [answered(one, days_ago=days_ago, minutes=number) for number, one in enumerate(some)]


@pytest.fixture
def opened(page, site):
    """A function that opens a page for whoever has this record, and fails on what went wrong there."""
    page.trouble = []
    page.on("console", lambda message: page.trouble.append(message.text))
    page.on("pageerror", lambda error: page.trouble.append(str(error)))

    def open_page(path, record=(), *, address=site):
        page.goto(f"{address}/book/about.html")
        wait_until_ready(page)
        if record:
            seed_record(page, record)
        page.goto(f"{address}/{path}")
        wait_until_ready(page)
        return page

    yield open_page
    assert page.trouble == []


def progress(opened, record=(), **where):
    page = opened(PROGRESS, record, **where)
    expect(page.locator(".mn-next")).to_be_visible()
    return page


def next_step(page):
    return page.locator(".mn-next").inner_text()


def ticks(page):
    """Return the lessons that have a tick in the contents, by name, with its word."""
    found = page.locator(".mn-contents a:has(.mn-tick)").all()
    return {
        link.evaluate("link => link.firstChild.textContent"): link.locator(".mn-tick").get_attribute(
            "data-state"
        )
        for link in found
    }


# --------------------------------------------------------------------------- the progress page


def test_whoever_is_new_is_told_where_to_begin_and_how_the_page_fills(opened):
    page = progress(opened)
    assert "Start here" in next_step(page)
    assert "short safety route" in next_step(page)
    expect(page.locator(".mn-next li")).to_have_count(5)
    expect(page.locator(".mn-progress")).to_contain_text("Nothing is kept of you yet.")
    expect(page.locator(".mn-standings > li")).to_have_count(len(load_course().lessons))
    expect(page.locator(".mn-progress progress")).to_have_count(0)
    assert ticks(page) == {}
    page.locator(".mn-next li a").first.click()
    expect(page.locator("h1")).to_contain_text("Start here")


def test_every_part_of_the_page_says_what_the_record_says(opened):
    questions = practice("02-kinds")
    page = progress(
        opened,
        [
            *done("01-nerves", days_ago=3),
            *(answered(one, right=False, minutes=number) for number, one in enumerate(questions[:3])),
        ],
    )
    assert "Types of neuropathy" in next_step(page)
    assert f"{len(questions) - 3} questions are left." in next_step(page)
    kinds = page.locator("#lesson-02-kinds")
    expect(kinds).to_contain_text(f"Begun. 3 of {len(questions)} answered. 0 of 3 right at the first try.")
    expect(page.locator("#lesson-01-nerves")).to_contain_text("Done.")
    expect(page.locator("#lesson-03-one-nerve")).to_contain_text("Not begun.")
    study = page.locator(".mn-progress")
    expect(study).to_contain_text(f"1 of {len(load_course().lessons)} lessons are done")
    expect(study).to_contain_text("are due.")
    expect(study).to_contain_text(f"{len(practice('01-nerves'))} were right")


def test_the_record_can_be_saved_and_deleted_here(opened):
    page = progress(opened, [answered(practice("01-nerves")[0])])
    panel = page.locator(".mn-record")
    for words in ("Save to a file", "Delete everything"):
        expect(panel.get_by_role("button", name=words)).to_be_visible()
    expect(panel.locator(".mn-held")).to_contain_text("Answers to 1 question, on ")


def test_small_numbers_come_with_what_they_allow(opened):
    course = load_course()
    objective = practice("02-kinds")[0].objective
    asked = [one for one in practice("02-kinds") if one.objective == objective]
    page = progress(opened, [answered(one, minutes=number) for number, one in enumerate(asked)])
    fold = page.locator("#objectives-02-kinds")
    fold.locator("summary").click()
    low = round(100 * 0.025 ** (1 / len(asked)))
    line = fold.locator("li", has_text=course.objectives[objective].text.replace("*", "")[:40])
    expect(line).to_contain_text(
        f"{len(asked)} of {len(asked)} right: your true level may be anywhere from {low} to 100 in 100."
    )


def test_a_final_that_was_begun_comes_first_and_one_that_is_over_is_listed(opened):
    course = load_course()
    standards, _ = read_standards(FOLDER)
    index = blueprint(course, standards.keyed_answers)
    seeds = "0123456789abcdef", "fedcba9876543210"
    first, second = (draw_final(index, {}, seed) for seed in seeds)
    places = [f"final/{seed}" for seed in seeds]
    sat = [
        happened("final", first, kind="begin", place=places[0], hash="1+2", days_ago=5),
        *(
            answered(course.questions[id], place=places[0], days_ago=5, minutes=n)
            for n, id in enumerate(first, 1)
        ),
        happened("final", [], kind="finish", place=places[0], days_ago=5, minutes=60),
        happened("final", [], kind="closed", place=places[0], days_ago=5, minutes=61),
    ]
    page = progress(opened, [*done("00-start"), *sat])
    expect(page.locator(".mn-named li")).to_contain_text("Passed: 40 of 40.")
    expect(page.locator(".mn-named a")).to_have_attribute("href", "21-final.html")
    assert "final" not in next_step(page)
    begun = happened("final", second, kind="begin", place=places[1], hash="1+2", minutes=99)
    page = progress(opened, [begun, answered(course.questions[second[0]], place=places[1], minutes=100)])
    assert "Go on with: Final self-assessment" in next_step(page)
    assert "1 of 40 questions are answered." in next_step(page)
    expect(page.locator(".mn-named li").first).to_contain_text("not handed in yet.")


def test_whoever_has_sat_the_final_is_told_when_its_questions_cannot_be_had(opened, page):
    now = {"place": "final/00000000000000aa", "hash": "0+0"}
    sat = [
        happened("final", ["gone-a", "gone-b"], kind="begin", **now),
        happened("final", [], kind="finish", minutes=9, **now),
        happened("final", [], kind="closed", minutes=10, **now),
    ]
    page.route("**/_study/reserved*", lambda route: route.abort())
    opened(PROGRESS, [*done("00-start"), *sat])
    expect(page.locator(".mn-progress")).to_contain_text("Your progress could not be shown")
    page.trouble.clear()  # The browser itself tells of what was not loaded.
    page.unroute("**/_study/reserved*")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".mn-next")).to_be_visible()


def test_after_the_last_lesson_a_gap_of_the_final_comes_next_until_its_lesson_is_opened(opened):
    course = load_course()
    standards, _ = read_standards(FOLDER)
    ids = draw_final(blueprint(course, standards.keyed_answers), {}, "0123456789abcdef")
    missed = next(name for name in ids if course.questions[name].type == "single")
    place = "final/0123456789abcdef"
    lessons = [event for name in course.lessons for event in done(name, days_ago=0)]
    now = {"place": place, "days_ago": 0}
    sat = [
        happened("final", ids, kind="begin", hash="1+2", minutes=30, **now),
        *(answered(course.questions[name], right=name != missed, minutes=40, **now) for name in ids),
        happened("final", [], kind="finish", minutes=50, **now),
        happened("final", [], kind="closed", minutes=51, **now),
    ]
    page = progress(opened, [*lessons, *sat])
    lesson = course.lessons[course.questions[missed].lesson]
    assert f"Read again: {lesson.title}" in next_step(page)
    assert course.objectives[course.questions[missed].objective].text[:30] in next_step(page)
    seed_record(page, [happened(lesson.id, ["a"], kind="visit", minutes=60, days_ago=0)])
    expect(page.locator(".mn-next")).not_to_contain_text("Read again")


def test_events_of_other_versions_and_merged_records_do_not_confuse_it(opened):
    other = [one.model_copy(update={"id": f"other-{one.id}"}) for one in done("01-nerves", days_ago=2)]
    odd = [
        happened("gone", ["a"], hash="old", minutes=7),
        happened("99-gone", ["x"], kind="visit", minutes=8),
        happened("final", ["gone-a", "gone-b"], kind="begin", place="final/00000000000000aa", hash="0+0"),
        happened("final", [], kind="finish", place="final/00000000000000aa", minutes=9),
        happened("final", [], kind="closed", place="final/00000000000000aa", minutes=10),
        happened(practice("03-one-nerve")[0].id, ["a"], hash="old", minutes=11),
    ]
    page = progress(opened, [*done("01-nerves"), *other, *odd])
    asked = len(practice("01-nerves"))
    expect(page.locator("#lesson-01-nerves")).to_contain_text(f"Done. {asked} of {asked} answered.")
    expect(page.locator("#lesson-03-one-nerve")).to_contain_text("Not begun.")
    expect(page.locator(".mn-named li")).to_have_count(1)


def test_it_follows_what_happens_on_another_page_and_keeps_what_is_open(opened, page, site):
    progress(opened, done("01-nerves"))
    page.locator("#objectives-01-nerves summary").press("Enter")
    other = page.context.new_page()
    other.goto(f"{site}/notebooks/02-kinds.html")
    node = other.locator(".mn-quiz[data-mn=quiz]:not([data-place]) .mn-question[data-type=single]").first
    node.locator("input").first.check()
    node.get_by_role("button", name="Check: guessing").click()
    expect(page.locator("#lesson-02-kinds")).to_contain_text("Begun. 1 of")
    expect(page.locator("#objectives-01-nerves")).to_have_attribute("open", "")
    expect(page.locator("#objectives-01-nerves summary")).to_be_focused()


def test_it_works_from_a_file(opened, book):
    page = progress(opened, done("01-nerves"), address=book.as_uri())
    expect(page.locator("#lesson-01-nerves")).to_contain_text("Done.")
    page.locator("#lesson-01-nerves a").click()
    expect(page.locator("h1")).to_contain_text("Nerves")


SAFARI = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.5 Safari/605.1.15"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 CriOS/140.0 Safari/604.1"
)
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAVE_HERE = "Save the answers of this page to a file"
TOGETHER = "This browser keeps one record for all pages"


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (None, TOGETHER),
        (FIREFOX, "keeps the answers of each page opened from a file apart"),
        (SAFARI, "It is not known whether this browser keeps one record"),
        (IPHONE, "It is not known whether this browser keeps one record"),
    ],
)
def test_from_files_it_says_whether_the_record_is_that_of_all_pages(chromium, book, agent, said):
    context = chromium.new_context(user_agent=agent)
    page = context.new_page()
    for record in ([], done("01-nerves")):
        page.goto(f"{book.as_uri()}/{PROGRESS}")
        if record:
            seed_record(page, record)
            page.reload()
        expect(page.locator(".mn-study > .mn-notice")).to_contain_text(said)
    # A lesson speaks only where something may be lost.
    page.goto(f"{book.as_uri()}/notebooks/01-nerves.html")
    wait_until_ready(page)
    notice = page.locator(".mn-notice").first
    if said == TOGETHER:
        expect(notice).to_have_text("")
    else:
        expect(notice).to_contain_text(said)
    expect(page.get_by_role("button", name=SAVE_HERE)).to_have_count(int(said != TOGETHER))
    context.close()


@pytest.mark.parametrize("name", ["07-pressure", "20-practice", "23-review", "27-cases"])
def test_what_a_page_keeps_for_itself_can_be_saved_there(chromium, book, name):
    context = chromium.new_context(user_agent=FIREFOX, viewport=PHONE)
    page = context.new_page()
    page.goto(f"{book.as_uri()}/notebooks/{name}.html")
    wait_until_ready(page)
    save = page.get_by_role("button", name=SAVE_HERE)
    save.click()
    expect(page.locator(".mn-record").get_by_role("status")).to_have_text("There is nothing to save yet.")
    record = done("01-nerves")
    seed_record(page, record)
    with page.expect_download() as download:
        save.click()
    kept = json.loads(download.value.path().read_text(encoding="utf-8"))["events"]
    assert {event["id"] for event in kept} == {event.id for event in record}
    expect(page.locator(".mn-record").get_by_role("status")).to_contain_text("Saved as")
    assert_accessible(page)
    context.close()


def test_from_files_deleting_everything_leaves_what_is_said_of_the_browser(chromium, book):
    context = chromium.new_context(user_agent=SAFARI)
    page = context.new_page()
    page.goto(f"{book.as_uri()}/{PROGRESS}")
    seed_record(page, done("01-nerves"))
    page.reload()
    page.get_by_role("button", name="Delete everything").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.locator("#lesson-01-nerves")).not_to_contain_text("Done.")
    expect(page.locator(".mn-study > .mn-notice")).to_contain_text("It is not known")
    context.close()


def test_on_the_web_nothing_is_said_of_files(opened):
    page = progress(opened, done("01-nerves"))
    expect(page.locator(".mn-study > .mn-notice")).to_have_text("")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "record", [[], [*done("01-nerves"), *done("02-kinds", share=0.5)]], ids=["new", "begun"]
)
def test_it_is_accessible(opened, page, scheme, record):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(PHONE)
    progress(opened, record)
    for fold in page.locator(".mn-progress details").all():
        fold.evaluate("fold => { fold.open = true; }")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert_accessible(page)


def test_it_can_be_worked_with_the_keyboard(opened, page):
    progress(opened, done("01-nerves"))
    page.locator(".mn-next a").focus()
    page.keyboard.press("Tab")
    expect(page.locator("#lesson-00-start a")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#objectives-00-start summary")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#objectives-00-start li").first).to_be_visible()


# --------------------------------------------------------------------------- ticks


def test_ticks_say_how_far_each_lesson_is_and_follow_an_answer(opened):
    questions = practice("02-kinds")
    page = opened(
        "notebooks/02-kinds.html",
        [*done("01-nerves"), *(answered(one, minutes=n) for n, one in enumerate(questions[1:]))],
    )
    expect(page.locator(".mn-tick")).to_have_count(2)
    assert ticks(page) == {"Nerves and what goes wrong": "done", "Types of neuropathy": "begun"}
    name = page.get_by_role("navigation", name="Contents").get_by_role(
        "link", name="Types of neuropathy (begun)"
    )
    expect(name).to_be_visible()
    node = page.locator(f"[data-question={questions[0].id}]").first
    assert questions[0].type in ("single", "multiple")
    node.locator("input").first.check()
    node.get_by_role("button", name="guess").click()
    expect(page.locator(".mn-tick[data-state=begun]")).to_have_count(0)
    assert ticks(page)["Types of neuropathy"] == "done"


def test_the_first_answer_of_all_brings_the_first_tick(opened):
    page = opened("notebooks/01-nerves.html")
    loaded = []
    page.on("request", lambda request: loaded.append(request.url))
    page.reload(wait_until="networkidle")
    assert [url for url in loaded if "_study/" in url] == []
    node = page.locator(".mn-quiz[data-mn=quiz]:not([data-place]) .mn-question[data-type=single]").first
    node.locator("input").first.check()
    node.get_by_role("button", name="Check: guessing").click()
    expect(page.locator(".mn-tick")).to_have_count(1)
    assert ticks(page) == {"Nerves and what goes wrong": "begun"}


def test_ticks_move_nothing(opened):
    page = opened("notebooks/02-kinds.html")
    places = "[...document.querySelectorAll('.mn-contents a')].map((a) => a.getBoundingClientRect().top)"
    before = page.evaluate(places)
    page = opened(
        "notebooks/02-kinds.html", [*done("01-nerves"), *done("04-diabetes"), *done("08-deciding", share=0.4)]
    )
    expect(page.locator(".mn-tick")).to_have_count(3)
    assert page.evaluate(places) == before


# --------------------------------------------------------------------------- where they left off


def test_nothing_is_offered_to_whoever_is_new(opened):
    page = opened("index.html")
    page.wait_for_timeout(500)
    expect(page.locator(".mn-continue")).to_be_empty()


def test_the_home_page_offers_to_go_on_at_the_section_that_was_read_last(opened, site):
    page = opened("notebooks/06-noticing.html", done("01-nerves", share=0.5))
    heading = page.locator("article section section h2").nth(4)
    heading.evaluate("node => node.scrollIntoView({ behavior: 'instant' })")
    words = heading.evaluate("node => node.firstChild.textContent")
    page.goto(f"{site}/index.html")
    offer = page.get_by_role("region", name="Continue where you left off")
    expect(offer).to_contain_text(f"Noticing and referring, at “{words}”.")
    visit = next(event for event in all_events(page) if event["kind"] == "visit")
    assert visit["question"] == "06-noticing"
    assert_accessible(page)
    offer.get_by_role("link", name="Noticing and referring").click()
    assert page.url.endswith(f"06-noticing.html#{visit['options'][0]}")
    expect(page.locator("article section section h2").nth(4)).to_be_in_viewport()


def test_a_lesson_that_is_done_leads_to_the_next(opened):
    page = opened("index.html", done("01-nerves"))
    expect(page.locator(".mn-continue")).to_contain_text(
        "You have done “Nerves and what goes wrong”. Next: Types of neuropathy."
    )


def test_a_test_that_was_left_is_gone_on_with(opened):
    begun = happened(
        "final", ["a", "b"], kind="begin", place="final/00000000000000aa", hash="0+0", days_ago=0
    )
    page = opened("index.html", [*done("01-nerves"), begun])
    expect(page.locator(".mn-continue")).to_contain_text(
        "Final self-assessment: you are in the middle of it."
    )


def test_a_short_look_by_whoever_is_new_leaves_no_trace(opened, site):
    page = opened("notebooks/06-noticing.html")
    page.goto(f"{site}/index.html")
    assert all_events(page) == []
    assert page.evaluate("Object.keys(localStorage)") == []


def test_whoever_stays_is_taken_for_a_reader(opened, page, site):
    page.add_init_script("performance.now = () => 21000")
    opened("notebooks/06-noticing.html")
    page.goto(f"{site}/index.html")
    expect(page.locator(".mn-continue")).to_contain_text("Noticing and referring.")
    assert [event["kind"] for event in all_events(page)] == ["visit"]


def test_after_everything_was_deleted_the_page_keeps_nothing_on_leaving(opened, page, site):
    page.add_init_script("performance.now = () => 21000")
    opened("notebooks/00-start.html", done("01-nerves"))
    page.get_by_role("button", name="Delete everything").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_role("button", name="Undo deletion")).to_be_visible()
    page.goto(f"{site}/index.html")
    page.wait_for_timeout(500)
    expect(page.locator(".mn-continue")).to_be_empty()
    assert all_events(page) == []


SECTION = """localStorage.setItem("massage-neuropathy/section", JSON.stringify({ visit: "a", words: "b" }))"""
OUT_OF_REACH = "indexedDB.open = () => new EventTarget()"


@pytest.mark.parametrize("lost", ["record", "database", "lessons"])
def test_what_was_expected_and_does_not_come_leaves_nothing_behind(opened, page, site, lost):
    opened("book/about.html", () if lost == "record" else done("01-nerves"))
    page.evaluate(SECTION)
    if lost == "database":
        page.add_init_script(OUT_OF_REACH)
    if lost == "lessons":
        page.route("**/_study/lessons.js*", lambda route: route.abort())
    page.goto(f"{site}/index.html")
    place = page.locator(".mn-continue")
    expect(place).to_be_empty()
    assert place.evaluate("(node) => node.getAttributeNames()") == ["class"]
    if lost == "lessons":
        page.trouble.clear()


# --------------------------------------------------------------------------- three from before


def three(page):
    return page.locator(".mn-quiz[data-place] .mn-question").evaluate_all(
        "nodes => nodes.map((node) => node.dataset.question)"
    )


def wanted(lesson, authored, record):
    course = load_course()
    before = list(course.lessons)[: list(course.lessons).index(lesson)]
    earlier = [question for name in before for question in practice(name)]
    return three_before(lesson, authored, earlier, record)


def test_three_from_before_are_those_of_this_learner(opened, site):
    page = opened("notebooks/06-noticing.html")
    authored = three(page)
    record = [
        *done("01-nerves", days_ago=9),
        *(
            answered(one, right=False, days_ago=8, minutes=n)
            for n, one in enumerate(practice("00-start")[1:3])
        ),
        answered(practice("04-diabetes")[0], days_ago=7),
    ]
    drawn = wanted("06-noticing", authored, record)
    assert drawn != authored
    loaded = []
    page.on("request", lambda request: loaded.append(request.url))
    page = opened("notebooks/06-noticing.html", record)
    expect(page.locator(f".mn-quiz[data-place] [data-question={drawn[0]}]")).to_have_count(1)
    assert three(page) == drawn
    assert len([url for url in loaded if "/practice-" in url]) == len(
        {load_course().questions[id].lesson for id in drawn}
    )
    # They are numbered as those before, and answered in this place.
    numbers = page.locator(".mn-quiz[data-place] .mn-question").evaluate_all(
        "nodes => nodes.map((node) => node.dataset.number)"
    )
    assert numbers == ["1", "2", "3"]
    keys = page.locator(".mn-quiz[data-place] .mn-answer").evaluate_all(
        "nodes => nodes.map((node) => node.dataset.key)"
    )
    assert (
        page.locator(".mn-key li").evaluate_all("nodes => nodes.slice(0, 3).map((node) => node.textContent)")
        == keys
    )
    node = page.locator(".mn-quiz[data-place] .mn-question[data-type=single]").first
    asked = node.get_attribute("data-question")
    node.locator("input").first.check()
    node.get_by_role("button", name="Check: guessing").click()
    expect(node.locator(".mn-verdict")).to_be_visible()
    given = [event for event in all_events(page) if event["place"] == "06-noticing"]
    assert [event["question"] for event in given] == [asked]
    # Answered ones stay, and are shown again.
    page.reload()
    expect(page.locator(f".mn-quiz[data-place] [data-question={asked}] .mn-verdict")).to_be_visible()
    assert_accessible(page)


@pytest.fixture
def slow(page):
    """Questions on the shelf wait until this, a function, is called; it waits until they are asked for."""
    waiting = []
    page.route("**/_study/practice-*", lambda route: waiting.append(route))

    def let_through():
        while not waiting:
            page.wait_for_timeout(50)
        while waiting:
            waiting.pop().continue_()
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(300)  # So that whatever they bring about has come about.

    return let_through


@pytest.mark.parametrize("section", ["", "#three-from-before", "#one-client", "#key-points"])
def test_the_exchange_moves_nothing_that_is_read(opened, page, slow, section):
    page.set_viewport_size(PHONE)
    record = [*done("01-nerves", days_ago=9), *done("00-start", days_ago=8)]
    opened(f"notebooks/06-noticing.html{section}", record)
    authored = three(page)
    heading = page.locator(f"{section or 'article'} :is(h1, h2)").first
    top = "node => node.getBoundingClientRect().top"
    before = heading.evaluate(top)
    drawn = wanted("06-noticing", authored, record)
    assert drawn != authored
    slow()
    for question in drawn:
        expect(page.locator(f".mn-quiz[data-place] [data-question={question}]")).to_have_count(1)
    page.wait_for_timeout(100)
    assert abs(heading.evaluate(top) - before) <= 1


def test_who_reads_in_the_midst_of_them_keeps_the_authors(opened, page, slow):
    page.set_viewport_size(PHONE)
    opened("notebooks/06-noticing.html", done("01-nerves", days_ago=9))
    authored = three(page)
    page.locator(".mn-quiz[data-place] .mn-question").nth(1).evaluate(
        "node => node.scrollIntoView({ behavior: 'instant' })"
    )
    slow()
    assert three(page) == authored


def test_what_is_already_being_answered_is_not_taken_away(opened, page, slow):
    opened("notebooks/06-noticing.html", done("01-nerves", days_ago=9))
    authored = three(page)
    page.locator(".mn-quiz[data-place] .mn-question input").first.check()
    slow()
    assert three(page) == authored
    expect(page.locator(".mn-quiz[data-place] .mn-question input").first).to_be_checked()


@pytest.mark.parametrize("begun", ["chosen", "chosen and left", "checked and left", "written and left"])
def test_what_was_begun_before_the_script_came_is_not_taken_away(opened, page, slow, begun):
    scripts = []
    page.route("**/_study/lessons*", lambda route: scripts.append(route))
    lesson = "11-trials" if "written" in begun else "06-noticing"
    opened(f"notebooks/{lesson}.html", done("01-nerves", days_ago=9))
    authored = three(page)
    question = page.locator(
        f".mn-quiz[data-place] .mn-question:has([type={'text' if 'written' in begun else 'radio'}])"
    ).first
    field = question.locator("input").first
    if "written" in begun:
        field.fill("7")
    else:
        field.check()
    if "checked" in begun:
        question.get_by_role("button", name="Check: guessing").click()
    if "left" in begun:
        page.evaluate("document.activeElement.blur(); scrollTo({ top: 0, behavior: 'instant' })")
    while not scripts:
        page.wait_for_timeout(50)
    scripts.pop().continue_()
    slow()
    assert three(page) == authored
    if "written" in begun:
        expect(field).to_have_value("7")
    else:
        expect(field).to_be_checked()


def test_without_the_questions_the_authors_three_stay(opened, page):
    page.route("**/_study/practice-*", lambda route: route.abort())
    opened("notebooks/06-noticing.html", done("01-nerves", days_ago=9))
    expect(page.locator(".mn-tick").first).to_be_attached()
    assert len(three(page)) == 3
    page.trouble.clear()  # The browser itself tells of what was not loaded.
