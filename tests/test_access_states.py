"""Every page, and every widget in every state: no barrier that axe finds, and read out as it was reviewed.

The table below is the whole of it. Each page and each state is looked at four times: light and dark, on a
phone and on a desktop.

What is covered elsewhere: all questions of every lesson, answered, and the notice that nothing is kept
(test_book_in_browser); every paper (test_papers); widgets in JupyterLab (test_access_in_lab); and what axe
cannot see: keys, focus, reflow (test_access_flows).

The accessibility tree of each state stands in tests/aria. After a change that is meant, renew them with
`RENEW_ARIA=1 python -m pytest -n 0 tests/test_access_states.py`, and review the difference as somebody who
listens.
"""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests import widget_walks as walks
from tests.aria_tree import FOLDER, difference, path_of, settled
from tests.axe import barriers
from tests.test_book_in_browser import DESKTOP, LESSONS, PAGES, PHONE

LOOKS = [(colors, size) for size in (DESKTOP, PHONE) for colors in ("light", "dark")]
HTML = Path(__file__).resolve().parents[1] / "_build" / "html"

# What the widget is, as the book's HTML names it; the walk through its states; the states.
EARLY = "before, asked too early"
TABLE = [
    ("single", walks.question_walk("[data-type=single]"), f"{EARLY}, wrong, right"),
    ("multiple", walks.question_walk("[data-type=multiple]"), f"{EARLY}, wrong, partly, right"),
    ("matching", walks.question_walk("[data-type=matching]"), f"{EARLY}, wrong, partly, right"),
    ("ordering", walks.question_walk("[data-type=ordering]"), f"{EARLY}, wrong, partly, right"),
    ("numeric", walks.question_walk("[data-type=numeric]"), f"{EARLY}, wrong, right"),
    ("picture", walks.question_walk(".mn-question:has(.mn-picture)"), f"{EARLY}, wrong, partly, right"),
    ("quiz", walks.quiz, "with one button, not kept, answer not kept"),
    ("guess", walks.guess, "before, answer without a guess, asked too early, kept, answer beside the guess"),
    ("reveal moving", walks.prediction, "before, kept, answer folded, answer open"),
    ("three before", walks.three_before, "before, answered"),
    ("explorer range", walks.explorer_walk("[type=range]"), "unmoved, moved"),
    ("explorer select", walks.explorer_walk("select"), "unmoved, moved"),
    ("explorer switch", walks.explorer_walk("[type=checkbox]"), "unmoved, moved"),
    ("register", walks.register, "all, filtered, empty"),
    ("contradictions", walks.contradictions, "as it is"),
    ("start", walks.starting_check, "before, left and found again, during, unsafe, finished"),
    ("practice", walks.practice, "before, during, answered wrong, answered right, finished"),
    ("final", walks.final, "before, left and found again, asked whether to give up, during, all on one page"),
    ("final end", walks.final_end, "asked whether to finish, second chance, second chance taken"),
    ("final result", walks.result, "folded, unfolded"),
    ("review", walks.review, "nothing yet, due, question, question answered, card, card turned, finished"),
    ("progress", walks.progress, "empty, with a record, ticks in the contents"),
    ("record", walks.record, "empty, with a record, saved, asked whether to delete, deleted, added, error"),
    (
        "screener",
        walks.screener,
        "start, file refused, form, nothing asked, form partly filled in, own answer",
    ),
    ("screener outcome", walks.outcomes, "adapt, go ahead, ask first, stop"),
    ("papers", walks.papers, "worksheet, referral note, clearance request"),
    (
        "planner",
        walks.planner,
        "before, wishes, own plan, planned, session note, asked whether to start over",
    ),
    ("planner stop", walks.planner_stop, "asked about a swelling, blocked"),
    ("case", walks.case, "before, scene, asked and decided too early, played before"),
    ("case end", walks.case_end, "wrong, partly, right"),
    ("compare", walks.compare, f"{EARLY}, wrong, right"),
    ("verify", walks.verify, "before, valid, invalid, no certificate"),
    ("home", walks.home, "go on where you left off"),
    ("search", walks.search, "before, results, nothing found"),
    ("menu", walks.menu, "bar, open"),
]
STATES = {widget: states.split(", ") for widget, _, states in TABLE}
ONLY_ON_A_PHONE = {"menu"}


def look_all_ways(page, part=None, looks=LOOKS):
    """Return what axe finds, by how it is looked at: in a part of a lesson, which is long, or on a page."""
    found, is_lesson = {}, any(name in page.url for name in LESSONS)
    for colors, size in looks:
        page.emulate_media(color_scheme=colors)
        page.set_viewport_size(size)
        expect(page.locator("html")).to_have_attribute("data-theme", colors)
        if wrong := barriers(page, part if is_lesson else None):
            found[f"{colors}, {size['width']} px"] = wrong
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(looks[0][1])
    return found


@pytest.fixture(scope="module")
def desk(chromium, site):
    """A function that gives a page of its own, with an empty storage, where it is always noon in summer."""
    contexts = []

    def new_desk():
        while contexts:
            contexts.pop().close()
        contexts.append(chromium.new_context(timezone_id="UTC", locale="en-US", viewport=DESKTOP))
        return walks.Desk(contexts[0].new_page(), site)

    yield new_desk
    while contexts:
        contexts.pop().close()


@pytest.fixture(scope="module", params=TABLE, ids=[row[0] for row in TABLE])
def walked(request, desk):
    """A widget and what was found on a walk through its states: barriers, and how trees differ."""
    widget, walk, _ = request.param
    found, differs = {}, {}
    one = desk()
    for state, part in walk(one):
        told = settled(part)
        looks = LOOKS[2:] if widget in ONLY_ON_A_PHONE else LOOKS
        found[state] = look_all_ways(one.page, part, looks)
        differs[state] = difference(widget, state, told)
    return widget, found, differs


def test_every_state_of_a_widget_is_no_barrier(walked):
    widget, found, _ = walked
    assert list(found) == STATES[widget], "the walk and the table name other states"
    wrong = {state: looks for state, looks in found.items() if looks}
    assert not wrong, json.dumps(wrong, indent=1)


def test_every_state_of_a_widget_is_read_out_as_it_was_reviewed(walked):
    _, _, differs = walked
    changed = [text for text in differs.values() if text]
    advice = "\n\nIf this is meant: RENEW_ARIA=1 python -m pytest -n 0 tests/test_access_states.py"
    assert not changed, "\n\n".join(changed) + advice


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_no_barrier(desk, name):
    page = desk().visit(name)
    found = look_all_ways(page)
    assert not found, json.dumps(found, indent=1)


def test_the_table_names_every_kind_of_widget():
    kinds = set()
    for name in PAGES:
        html = (HTML / name).read_text(encoding="utf-8")
        kinds |= set(re.findall(r'data-(?:mn|type)="([a-z-]+)"', html))
        kinds |= {kind for kind in ("explorer", "record", "picture") if f'class="mn-{kind}"' in html}
    named = {word for widget in STATES for word in widget.split(" ")}
    assert kinds >= {"single", "quiz", "explorer", "screener", "case"}
    assert kinds - named == set(), "no row of the table leads through these"


def test_no_reviewed_tree_is_left_over():
    wanted = {path_of(widget, state).name for widget, states in STATES.items() for state in states}
    assert {path.name for path in FOLDER.glob("*")} == wanted
