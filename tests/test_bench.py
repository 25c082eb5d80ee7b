"""The comparison with a stock Jupyter Book: its sums, its clock, and the weight of the real lesson."""

import gzip
import json
import random
import sys
import urllib.request
from dataclasses import replace

import pytest
from nbformat.v4 import new_code_cell
from playwright.sync_api import Error

from massage_neuropathy.content import load_course
from massage_neuropathy.frames import REPORT
from tests.bench import books, explorers, lighthouse, measure, peers, report
from tests.bench.measure import Controls, Measurement, Page, Timing, Weight
from tests.bench.server import serve
from tests.bench.voila_server import serve_voila

BUTTON = Controls(".question", ("button",), ".feedback")
LIGHT = Weight(wire=20 * report.KIB, decoded=90 * report.KIB, requests=5, third_party=0)


def measured(name="a page", *, feedback=(900.0,), **weight):
    return Measurement(name, replace(LIGHT, **weight), tuple(Timing(500.0, 600.0, time) for time in feedback))


def missed(budgets):
    return [budget.name for budget in budgets if not budget.kept]


def page_with(folder, body):
    (folder / "index.html").write_text(f"<!doctype html><title>A page</title>{body}", encoding="utf-8")
    return folder


# The sums


def test_the_ratio_compares_medians_so_that_one_slow_visit_changes_nothing():
    ours = measured(feedback=(400.0, 500.0, 90_000.0))
    assert report.ratio(ours, measured(feedback=(1000.0, 900.0, 1100.0))) == 0.5


def test_budgets_are_kept_up_to_their_limits_and_missed_beyond_them():
    peer = measured(feedback=(1000.0,))
    assert report.ratio_budget(measured(feedback=(420.0,)), peer=peer).kept
    assert not report.ratio_budget(measured(feedback=(421.0,)), peer=peer).kept
    at_the_limit = replace(LIGHT, wire=100 * report.KIB, requests=10)
    assert missed(report.weight_budgets([at_the_limit, LIGHT])) == []
    beyond = replace(LIGHT, wire=100 * report.KIB + 1, requests=11, third_party=1)
    assert len(missed(report.weight_budgets([LIGHT, beyond]))) == 3


def test_a_page_without_feedback_has_no_ratio_and_is_no_peer():
    mute, peer = measured("mute", feedback=(None,)), measured()
    assert report.ratio(mute, peer) is None
    with pytest.raises(ValueError, match="no feedback to compare"):
        report.ratio_budget(peer, peer=mute)


def test_a_verdict_says_what_was_measured_and_what_is_allowed():
    assert str(report.Budget("requests", 5, 12)) == "kept    requests: 5, at most 12"
    assert str(report.Budget("ratio", 0.7129, 0.6)) == "MISSED  ratio: 0.7129, at most 0.6"


def test_the_table_has_a_line_for_each_page_with_its_columns_aligned():
    peer = measured("the peer", feedback=(1800.0, 1700.0), wire=845 * report.KIB)
    pages = [measured("a much longer name", feedback=(700.0,)), peer, measured("mute", feedback=(None,))]
    lines = report.table(pages, peer=peer).splitlines()
    assert len({len(line) for line in lines}) == 1
    assert " ".join(lines[1].split()) == "a much longer name 20.0 90.0 5 0 500 600 700 700-700 0.40 0 0.000"
    assert " ".join(lines[2].split()) == "the peer 845.0 90.0 5 0 500 600 1750 1700-1800 1.00 0 0.000"
    assert " ".join(lines[3].split()) == "mute 20.0 90.0 5 0 500 600 none 0 0.000"


def test_the_heaviest_pages_are_listed_first():
    weights = {"light": LIGHT, "heavy": replace(LIGHT, wire=99 * report.KIB)}
    lines = report.weights_table(weights, count=1).splitlines()
    assert lines[0].startswith("heaviest of 2 notebooks")
    assert [line.split()[0] for line in lines[1:]] == ["heavy"]


def test_blocking_is_what_tasks_take_beyond_50_ms():
    assert Timing(1, 2, 3, tasks=(51, 150)).blocking == 101


def test_layout_shift_is_that_of_the_worst_window():
    def shift(*shifts):
        return pytest.approx(Timing(1, 2, 3, shifts=shifts).shift)

    assert shift() == 0
    assert shift((0, 0.1), (900, 0.2)) == 0.3, "one window"
    assert shift((0, 0.1), (1000, 0.2)) == 0.2, "a gap of a second parts windows"
    assert shift(*((time, 0.1) for time in range(0, 6000, 500))) == 1.0, "a window ends after five seconds"


# The pages


def test_the_questions_compared_are_the_first_of_the_lesson_with_one_best_answer():
    course = load_course()
    lesson = [question for question in course.questions.values() if question.lesson == books.LESSON]
    chosen = books.first_questions(course)
    assert len(chosen) == 5
    assert {(question.type, question.pool) for question in chosen} == {("single", "practice")}
    before_the_last = lesson[: lesson.index(chosen[-1]) + 1]
    assert "single" not in {question.type for question in before_the_last if question not in chosen}


def test_a_lesson_with_too_few_questions_is_not_compared():
    with pytest.raises(ValueError, match=r"01-nerves has \d+ .* 1000 are compared"):
        books.first_questions(load_course(), count=1000)


def test_jupyterquiz_gets_every_word_a_learner_of_this_course_gets_before_and_after_answering():
    questions = books.first_questions(load_course())
    for question, asked in zip(questions, peers.as_jupyterquiz(questions), strict=True):
        assert asked["type"] == "multiple_choice"
        assert [answer["correct"] for answer in asked["answers"]] == [
            option.correct for option in question.options
        ]
        assert all(answer["answer"] and answer["feedback"] for answer in asked["answers"])


def test_text_for_jupyterquiz_is_escaped_since_it_takes_html():
    question = books.first_questions(load_course())[0].model_copy(update={"stem": "Is 3 < 5, *really*?"})
    [asked] = peers.as_jupyterquiz([question])
    assert asked["question"] == "Is 3 &lt; 5, <em>really</em>?"


def test_radio_buttons_get_plain_text_since_they_take_no_html():
    question = books.first_questions(load_course())[0]
    option = question.options[0].model_copy(update={"text": "Is 3 < 5, *really*?"})
    [asked] = peers.as_widgets([question.model_copy(update={"options": (option, *question.options[1:])})])
    assert asked["answers"][0]["answer"] == "Is 3 < 5, really?"


def test_a_stock_book_with_ipywidgets_asks_this_machine_for_what_draws_them_in_the_place_of_public_hosts():
    from myst_nb.core.config import ipywidgets_js_factory

    requires, manager = ipywidgets_js_factory()
    html = f'<script integrity="sha256-x" src="{requires}"></script><script src="{manager}"></script>'
    assert peers.ask_manager(html, "http://here") == (
        '<script src="http://here/require.min.js"></script><script src="http://here/embed-amd.js"></script>'
    )
    with pytest.raises(ValueError, match="another html-manager"):
        peers.ask_manager(html.replace("@1.0.6", "@1.0.7"), "http://here")


# The server


def test_the_server_compresses_text_and_lets_browsers_keep_it(tmp_path):
    page_with(tmp_path, "word " * 1000)
    with serve(tmp_path) as site, urllib.request.urlopen(f"{site}/?again") as answer:
        body = answer.read()
        assert answer.headers["Content-Encoding"] == "gzip"
        assert answer.headers["Cache-Control"] == "max-age=600"
    assert len(body) < 500
    assert gzip.decompress(body) == (tmp_path / "index.html").read_bytes()


def test_voila_serves_a_notebook_and_compresses_what_it_sends(tmp_path):
    notebook = tmp_path / "questions.ipynb"
    books.write_notebook(notebook, new_code_cell("1 + 1"))
    with serve_voila(notebook) as site:
        script = urllib.request.Request(f"{site}/voila/static/voila.js", headers={"Accept-Encoding": "gzip"})
        with urllib.request.urlopen(script) as answer:
            assert answer.headers["Content-Encoding"] == "gzip"
            assert gzip.decompress(answer.read())


# The visits


def test_a_first_view_counts_what_it_loads_and_lets_nothing_leave_the_machine(chromium, tmp_path):
    (tmp_path / "page.css").write_text("p { color: teal }\n" * 500, encoding="utf-8")
    page_with(
        tmp_path,
        '<link rel="icon" href="data:,"><link rel="stylesheet" href="page.css"><p>Words</p>'
        '<img alt="" src="http://192.0.2.1/far.png"><img alt="" src="data:image/svg+xml,">',
    )
    with serve(tmp_path) as site:
        weight = measure.weigh(chromium, f"{site}/index.html")
    assert (weight.requests, weight.third_party) == (2, 1)
    assert weight.decoded == sum(path.stat().st_size for path in tmp_path.iterdir())
    assert 0 < weight.wire < weight.decoded / 4


def test_a_weight_counts_what_other_servers_of_this_machine_and_sockets_send(chromium, tmp_path):
    there, here = tmp_path / "there", tmp_path / "here"
    there.mkdir()
    here.mkdir()
    (there / "far.js").write_text("// far\n" * 200, encoding="utf-8")
    with serve(there) as far, serve(page_with(here, f'<script src="{far}/far.js"></script>')) as site:
        weight = measure.weigh(chromium, f"{site}/index.html")
    assert weight.third_party == 1
    assert weight.decoded > 1400


def test_the_clock_runs_on_a_slow_line_until_the_feedback_is_there(chromium, tmp_path):
    second_to_load = random.Random(0).randbytes(200_000).hex()
    (tmp_path / "heavy.js").write_text(f"// {second_to_load}", encoding="utf-8")
    late = "setTimeout(() => this.after(Object.assign(new Image(9, 9), {className: 'feedback'})), 700)"
    button = f"<button onclick=\"this.title = 'pressed'; {late}\">Check</button>"
    page_with(tmp_path, f'<script src="heavy.js"></script><div class="question">{button}</div>')
    with serve(tmp_path) as site:
        timing = measure.time_feedback(chromium, Page("late", site, BUTTON))
    assert timing.first_paint >= 1000
    assert timing.feedback >= 1000 + 700


def test_the_clock_notes_long_tasks_and_what_jumps_but_not_what_an_answer_moves(chromium, tmp_path):
    page_with(
        tmp_path,
        '<div id="top"></div><div class="question"><button>Check</button><p>Words</p></div><script>'
        "const until = performance.now() + 300; while (performance.now() < until);"
        "const jump = () => { document.getElementById('top').style.height = '200px' };"
        "document.querySelector('button').onclick = ({target}) => {"
        " target.after(Object.assign(new Image(300, 300), {className: 'feedback'}));"
        " if (location.search) setTimeout(jump, 700) }</script>",
    )
    with serve(tmp_path) as site:
        calm, jumpy = (
            measure.time_feedback(chromium, Page("page", f"{site}/{query}", BUTTON))
            for query in ("", "?jump")
        )
    assert calm.blocking >= 250
    assert calm.shift == 0
    assert jumpy.shift > 0.01


def test_where_no_kernel_answers_the_wait_is_short_and_there_is_no_time(chromium, tmp_path, monkeypatch):
    monkeypatch.setattr(measure, "_NO_KERNEL_MS", 200)
    page_with(tmp_path, '<div class="question"><button>Check</button></div>')
    with serve(tmp_path) as site:
        timing = measure.time_feedback(chromium, Page("dead", site, replace(BUTTON, answers=False)))
    assert timing.feedback is None
    assert timing.shown > 0


def test_a_page_that_gives_no_feedback_is_an_error_and_no_time(chromium, tmp_path, monkeypatch):
    monkeypatch.setattr(measure, "_PATIENCE_MS", 500)
    page_with(tmp_path, '<div class="question"><button>Check</button></div>')
    with serve(tmp_path) as site, pytest.raises(Error, match="no feedback within 500 ms"):
        measure.time_feedback(chromium, Page("mute", site, BUTTON))


def test_the_clock_finds_controls_and_feedback_of_jupyterquiz(chromium, tmp_path, monkeypatch):
    parts = []
    monkeypatch.setattr("jupyterquiz.dynamic.display.display", lambda part: parts.append(part.data))
    from jupyterquiz import display_quiz

    asked = tmp_path / "questions.json"
    asked.write_text(json.dumps(peers.as_jupyterquiz(books.first_questions(load_course()))), encoding="utf-8")
    display_quiz(str(asked))
    page_with(tmp_path, f"{parts[0]}</div><script>{parts[1]}</script>")
    with serve(tmp_path) as site:
        assert measure.time_feedback(chromium, Page("quiz", site, measure.JUPYTERQUIZ)).feedback > 0


def test_the_lesson_is_within_its_budgets_of_weight_and_answers(chromium, book):
    with serve(book) as site:
        page = Page("the lesson", f"{site}/{books.LESSON_PAGE}", measure.COURSE)
        [lesson] = measure.measure(chromium, [page], runs=1)
    assert missed(report.weight_budgets([lesson.weight])) == []
    assert lesson.timings[0].feedback > 0


# Lighthouse


def verdict(page="page.html", *, wire=1, failed=(), **scores):
    return lighthouse.Verdict(page, dict.fromkeys(lighthouse.CATEGORIES, 100) | scores, failed, wire)


def test_the_median_verdict_stands_for_three():
    slow, usual, quick = verdict(performance=60), verdict(performance=97), verdict()
    assert lighthouse.typical([quick, slow, usual]) == usual
    assert lighthouse.typical([usual]) == usual


def test_what_a_page_lost_once_in_each_category_it_has_not_lost():
    assert lighthouse.typical([verdict(performance=90), verdict(seo=90), verdict()]).full
    twice = lighthouse.typical([verdict(performance=90), verdict(performance=95), verdict(seo=80)])
    assert twice.scores == verdict(performance=95).scores


def test_what_lighthouse_says_besides_is_kept_in_a_file(monkeypatch, tmp_path):
    script = "import sys; sys.stderr.write('No page here.' * 20_000); sys.exit(1)"
    monkeypatch.setattr(lighthouse, "_NODE", sys.executable)
    monkeypatch.setattr(lighthouse, "_SCRIPT", tmp_path / "script.py")
    (tmp_path / "script.py").write_text(script, encoding="utf-8")
    log = tmp_path / "bench/lighthouse.log"
    with pytest.raises(lighthouse.LighthouseError, match=r"bench.lighthouse\.log"):
        lighthouse.judge("http://here", ["index.html"], "chromium", log)
    assert log.read_text(encoding="utf-8").startswith("No page here.")


def test_heavy_pages_and_those_that_lost_points_are_judged_three_times(monkeypatch, tmp_path):
    asked = []

    def run(_site, pages, _chromium, _log):
        asked.append(sorted(pages))
        # The first run falls on a busy moment.
        lost = {"performance": 90} if len(asked) == 1 else {}
        return [verdict(page, wire=int(page), **(lost if page == "1" else {})) for page in pages]

    monkeypatch.setattr(lighthouse, "_run", run)
    verdicts = lighthouse.judge("site", ["1", "2", "3", "4", "5"], "chromium", tmp_path / "log")
    assert asked == [["1", "2", "3", "4", "5"], ["1", "1", "3", "3", "4", "4", "5", "5"]]
    assert [one.page for one in verdicts] == ["1", "2", "3", "4", "5"]
    assert all(one.full for one in verdicts)


def test_the_table_names_pages_below_100_with_what_cost_them_points():
    lost = verdict("bad.html", seo=91, failed=("meta-description (none)",))
    lines = lighthouse.table([verdict(), lost]).splitlines()
    assert lines[0].startswith("below 100: 1 of 2 pages")
    assert lines[1].split() == ["bad.html", "100", "100", "100", "91", "meta-description", "(none)"]
    assert lighthouse.table([verdict()]).endswith("on all 1 pages")
    assert missed(lighthouse.budgets([verdict(), lost])) == ["pages of 2 below 100 in seo"]
    assert missed(lighthouse.budgets([verdict()])) == []


def test_all_pages_of_the_book_are_judged_and_no_part_of_one(tmp_path):
    for name in ("index.html", "book/a.html", "_static/part.html"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("", encoding="utf-8")
    assert lighthouse.pages(tmp_path) == ["book/a.html", "index.html"]


# Explorers


def weight(title="One", **bytes_):
    return explorers.ExplorerWeight(
        title, **({"below": 0, "untouched": 60 * report.KIB, "touched": 0} | bytes_)
    )


def test_the_heaviest_explorer_decides_and_limits_are_kept_up_to_themselves():
    assert missed(explorers.budgets([weight(), weight(untouched=1)])) == []
    assert len(missed(explorers.budgets([weight(below=1), weight(untouched=60 * report.KIB + 1)]))) == 2


def test_every_explorer_has_a_line_with_its_weight_and_one_with_its_time(tmp_path):
    lines = explorers.table([weight("One", touched=1024), weight("A longer name")]).splitlines()
    assert lines[1].split() == ["One", "0.0", "60.0", "1.0"]
    assert len({len(line) for line in lines}) == 1
    told = {"states": 10, "pictures": 9, "bytes": 2 * 2**20, "seconds": 1.5}
    (tmp_path / "dots-0123").mkdir()
    (tmp_path / "dots-0123" / REPORT).write_text(json.dumps(told), encoding="utf-8")
    assert explorers.build_times(tmp_path).splitlines()[1].split() == ["dots", "10", "9", "2.0", "150"]


def test_explorers_weigh_nothing_out_of_sight_and_little_until_they_are_touched(chromium, book):
    with serve(book) as site:
        weights = explorers.weigh_explorers(chromium, f"{site}/{books.LESSON_PAGE}")
    assert len(weights) >= 2
    assert missed(explorers.budgets(weights)) == []
    assert all(one.untouched > report.KIB for one in weights), "a picture was seen"
    assert all(one.touched > report.KIB for one in weights), "a touch loads what is next"
