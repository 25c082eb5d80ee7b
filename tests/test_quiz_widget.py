"""The quiz widget in Python: what it shows, what it stores, what it hands to the kernel."""

import html.parser
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from massage_neuropathy.content import ChoiceQuestion, Option, Reference, load_course
from massage_neuropathy.record import Event, Record
from massage_neuropathy.widgets.bundle import bundle
from massage_neuropathy.widgets.quiz import Quiz, before_you_read, quiz, your_guess
from massage_neuropathy.widgets.rendering import inline, render

HOSTILE = [
    "<script>window.harmed = 1</script>",
    "<img src=x onerror='window.harmed = 1'>",
    "<svg onload=window.harmed=1>",
    '"><input autofocus onfocus=window.harmed=1 x="',
    "' onmouseover='window.harmed=1",
    "[press](javascript:window.harmed=1)",
    '![x](x "onerror=window.harmed=1")',
    "</fieldset></div></details><script>window.harmed=1</script>",
    "{{ 7 * 7 }}{% raw %}",
    "<iframe srcdoc='<script>parent.harmed=1</script>'></iframe>",
    "&lt;script&gt; stays as typed",
    "`code` _under_ <b>bold</b>",
]


def option(name, text=None, *, correct=False, rationale=None):
    wrong = {} if correct else {"error": "err_guess", "tag": "fit"}
    return Option(
        id=name,
        text=text or f"Option {name}",
        rationale=rationale or f"Reason {name}",
        correct=correct,
        **wrong,
    )


def question(name="why-toes", kind="single", right="b", stem="Why the toes?", **texts):
    options = tuple(
        option(one, texts.get("text"), correct=one in right, rationale=texts.get("rationale"))
        for one in "abcd"
    )
    return ChoiceQuestion(
        id=name,
        type=kind,
        lesson="01-nerves",
        objective="length-pattern",
        bloom="apply",
        pool="practice",
        teaches=texts.get("teaches", "Why the toes come first"),
        references=("ginsberg2020", "numb_skin"),
        stem=stem,
        options=options,
    )


def course(short="Ginsberg 2020"):
    author = short.removesuffix(" 2020")
    work = Reference(
        key="ginsberg2020",
        authors=(author,),
        names=(author,),
        title="Neuropathy",
        year="2020",
        doi="10.1000/1",
    )
    name = "Numb skin" if short == "Ginsberg 2020" else short
    condition = load_course().conditions["loss_of_protective_sensation"]
    condition = condition.model_copy(update={"id": "numb_skin", "name": name})
    return replace(load_course(), references={"ginsberg2020": work}, conditions={"numb_skin": condition})


@pytest.fixture
def record(tmp_path):
    return Record(tmp_path / "record.sqlite3")


@pytest.fixture
def live(page, tmp_path):
    """A function that puts widgets on a page, each given as questions, mode and course."""

    def show(*widgets, one_at_a_time=False):
        parts = [
            render(one if isinstance(one, list) else [one], mode=mode, course=of, one_at_a_time=one_at_a_time)
            for one, mode, of in widgets
        ]
        (tmp_path / "course.js").write_text(bundle("quiz_page.js"), encoding="utf-8")
        (tmp_path / "page.html").write_text(
            f"<!doctype html><html lang=en><meta charset=utf-8><title>x</title><body>{''.join(parts)}"
            "<script defer src=course.js></script>",
            encoding="utf-8",
        )
        page.goto((tmp_path / "page.html").as_uri())
        return page

    return show


def event(name, chosen, of, number=1, **changes):
    values = {
        "id": f"{name}-{number}",
        "at": f"2026-11-20T09:30:{number:02d}.000Z",
        "kind": "answer",
        "question": name,
        "place": "",
        "hash": of.hash,
        "options": chosen,
        "certainty": "very-sure",
    }
    return values | changes


def keep(widget, *events):
    """Send what was answered just now, as the front end does."""
    widget.obey("keep", answers=[{"event": one, "epoch": widget.record["epoch"]} for one in events])


class Outline(html.parser.HTMLParser):
    """Collects tags and attributes."""

    def __init__(self, text):
        super().__init__()
        self.tags = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


def test_the_same_questions_give_the_same_html():
    one, two = (render([question()], mode="quiz", one_at_a_time=False, course=course()) for _ in range(2))
    assert one == two


@pytest.mark.parametrize("mode", ["quiz", "guess", "reveal"])
def test_the_html_has_no_form_no_button_no_handler_and_no_style(mode):
    outline = Outline(render([question()], mode=mode, one_at_a_time=True, course=course()))
    assert not {"form", "button", "script", "style"} & {tag for tag, _ in outline.tags}
    assert not [
        name for _, attrs in outline.tags for name in attrs if name.startswith("on") or name == "style"
    ]


@pytest.mark.parametrize("mode", ["quiz", "guess", "reveal"])
def test_every_option_stands_with_its_reason_in_a_folded_answer(mode):
    text = render([question()], mode=mode, one_at_a_time=False, course=course())
    assert text.count("<details") == text.count("<summary>Answer and reasons</summary>") == 1
    answer = text[text.index("<details") :]
    for name in "abcd":
        assert f"Option {name}" in answer and f"Reason {name}" in answer
    assert "Ginsberg 2020" in answer and "Numb skin" in answer
    assert 'href="01-nerves.ipynb#Why-the-toes-come-first"' in answer


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_typed_in_every_place(text):
    hostile = question(stem=text, text=text, rationale=text, teaches=text)
    harmless = question()
    for mode in ("quiz", "guess", "reveal"):
        outline = Outline(render([hostile], mode=mode, one_at_a_time=False, course=course(short=text)))
        plain = Outline(render([harmless], mode=mode, one_at_a_time=False, course=course()))
        emphasis = ("em", "strong")
        assert [tag for tag, _ in outline.tags if tag not in emphasis] == [
            tag for tag, _ in plain.tags if tag not in emphasis
        ]
        assert [sorted(attrs) for tag, attrs in outline.tags if tag not in emphasis] == [
            sorted(attrs) for tag, attrs in plain.tags if tag not in emphasis
        ]


def test_hostile_text_does_not_run_in_a_browser(live, page):
    trouble = []
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("dialog", lambda dialog: trouble.append(dialog.message))
    asked = [
        question(f"hostile-{number}", stem=text, text=text, rationale=text, teaches=text)
        for number, text in enumerate(HOSTILE)
    ]
    live(*((one, mode, course(short=one.stem)) for one in asked for mode in ("quiz", "guess", "reveal")))
    for node in page.locator(".mn-quiz[data-mn=quiz] .mn-question").all():
        node.locator("input").first.check()
        node.get_by_role("button", name="Check: guessing").click()
        expect(node.locator(".mn-verdict")).to_be_visible()
        node.locator("summary").click()
    for node in page.locator(".mn-quiz[data-mn=guess] .mn-question").all():
        node.locator("input").first.check()
        node.get_by_role("button", name="Keep my guess").click()
    assert page.evaluate("window.harmed") is None
    assert trouble == []
    expect(page.locator(".mn-stem").first).to_have_text(HOSTILE[0])


def test_emphasis_is_the_only_markup_authors_have():
    assert inline("a *b* **c** <i>d</i>") == "a <em>b</em> <strong>c</strong> &lt;i&gt;d&lt;/i&gt;"


def test_quotes_are_curly_as_in_the_book():
    assert inline('"It\'s *numb*," he says') == "“It’s <em>numb</em>,” he says"  # noqa: RUF001


def test_the_live_view_comes_with_the_html_and_text_that_are_stored(record):
    widget = Quiz([question()], course=course(), record=record)
    bundle, _ = widget._repr_mimebundle_()
    assert bundle["text/html"] == widget.html
    assert bundle["text/plain"] == "Quiz, 1 question: why-toes"
    assert "application/vnd.jupyter.widget-view+json" in bundle


def test_an_answer_from_the_page_reaches_the_record_and_can_be_observed(record):
    asked = question()
    widget = Quiz([asked], course=course(), record=record)
    seen = []
    widget.observe(lambda change: seen.append(change["new"]), "answers")
    keep(widget, event("why-toes", ["b"], asked))
    assert [one.question for one in record.events()] == ["why-toes"]
    assert seen == [{"why-toes": {"options": ("b",), "certainty": "very-sure", "score": 1.0}}]


def test_the_first_answer_is_the_one_that_counts(record):
    asked = question()
    widget = Quiz([asked], course=course(), record=record)
    keep(widget, event("why-toes", ["a"], asked, 1))
    keep(widget, event("why-toes", ["a"], asked, 1), event("why-toes", ["b"], asked, 2))
    assert widget.answers["why-toes"]["score"] == 0.0


def test_editing_one_question_voids_only_its_own_answer(record):
    before, other = question(), question("other")
    widget = Quiz([before, other], course=course(), record=record)
    keep(widget, event("why-toes", ["b"], before, 1), event("other", ["b"], other, 2))
    after = question(stem="Why the toes first?")
    assert set(Quiz([after, other], course=course(), record=record).answers) == {"other"}


def test_a_question_that_comes_back_elsewhere_is_asked_afresh(record):
    asked = question()
    first = Quiz([asked], course=course(), record=record)
    keep(first, event("why-toes", ["b"], asked))
    again = Quiz([asked], place="02-kinds", course=course(), record=record)
    assert again.answers == {}
    keep(again, event("why-toes", ["a"], asked, 2, place="02-kinds"))
    assert again.answers["why-toes"]["score"] == 0
    assert first.answers["why-toes"]["score"] == 1


def test_one_bad_event_from_the_page_does_not_lose_the_others(record):
    asked = question()
    widget = Quiz([asked], course=course(), record=record)
    keep(widget, {"id": "odd"}, event("why-toes", ["b"], asked))
    assert [one.id for one in record.events()] == ["why-toes-1"]


def test_a_guess_made_in_one_cell_reaches_the_widget_in_another(record):
    asked = question()
    guess = Quiz([asked], mode="guess", course=course(), record=record)
    reveal = Quiz([asked], mode="reveal", course=course(), record=record)
    keep(guess, event("why-toes", ["a"], asked, kind="guess", certainty=None))
    assert [one["kind"] for one in reveal.record["events"]] == ["guess"]
    assert reveal.answers == {}


def test_a_widget_gets_only_the_events_of_its_own_questions(record):
    record.add([Event(**event("another", ["a"], question("another")))])
    assert Quiz([question()], course=course(), record=record).record["events"] == []


@pytest.mark.parametrize("call", [quiz, before_you_read, your_guess])
def test_an_unknown_question_is_an_error_that_names_it(call):
    with pytest.raises(ValueError, match="no-such-question"):
        call("no-such-question")


def test_questions_can_come_one_after_another(live):
    names = ["first", "second", "third"]
    page = live(([question(name) for name in names], "quiz", course()), one_at_a_time=True)

    def shown():
        return [name for name in names if page.locator(f"[data-question={name}]").is_visible()]

    assert shown() == ["first"]
    page.get_by_role("button", name="Previous question").click(force=True)
    assert shown() == ["first"]
    page.locator("[data-question=first] input").first.check()
    page.locator("[data-question=first]").get_by_role("button", name="Check: guessing").click()
    page.get_by_role("button", name="Next question").click()
    assert shown() == ["second"]
    expect(page.get_by_text("Question 2 of 3")).to_be_visible()
    expect(page.locator("[data-question=second] .mn-stem")).to_be_focused()
    page.reload()
    # The record is read, and then the place is found.
    expect(page.locator("[data-question=first]")).to_be_hidden()
    assert shown() == ["second"], "it goes on with the first question that has no answer"
