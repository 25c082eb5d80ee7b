"""Worksheet, referral note, clearance request and session note: what they say, printed and copied."""

import json
import random
import re
from pathlib import Path

import pytest

from massage_neuropathy.content import load_course
from massage_neuropathy.screening import Answers, screen
from massage_neuropathy.widgets.shelf import shelf
from tests.in_node import in_node
from tests.module_page import module_page
from tests.test_book_in_browser import assert_accessible
from tests.test_screening import drawn

COURSE = load_course()
PAPERS = ("worksheet", "referral", "clearance", "soap")
STOPS = {answer.id for answer in COURSE.screening.answers if answer.stops}
URGENCIES = {"stop-emergency": "911", "help-on-the-spot": "on the spot", "stop-today": "today"}
# What no note may find. Words of questions stand between quotation marks: they were asked, not found.
FINDINGS = re.compile(
    r"neuropath|thrombo|diabet|cancer|tumor|charcot|infect|ulcer|mini-stroke|syndrome|edema|ischemi"
    r"|epilep|sclero|embol|fracture|arthrit|diagnosed|suspected|condition",
    re.IGNORECASE,
)
QUOTED = re.compile(r'"[^"]*"')
PLAN = {
    "goals": ["sleep"],
    "says": ["The feet: numb."],
    "untouched": ["Waits: the left foot."],
    "sites": ["Back: level 2, 20 minutes"],
    "positions": ["On the side"],
    "checks": ["After five minutes"],
    "home": ["Look at the feet"],
    "report": ["A mark that stays"],
}
ID = re.compile(r"\b[a-z]+_[a-z_]+\b")


def texts(many, plans=None):
    """Return the four papers for each of several answers: their text, and their fields by label."""
    data = {
        "course": shelf(COURSE)["screener"](),
        "many": [
            {
                "conditions": dict(one.conditions),
                "rises": {name: dict(lines) for name, lines in one.rises.items()},
                "where": {name: list(areas) for name, areas in one.where.items()},
                "anything_else": one.anything_else,
            }
            for one in many
        ],
        "plans": plans or [None] * len(many),
    }
    program = """
        const makers = [worksheetPaper, referralPaper, clearancePaper, soapPaper];
        return data.many.map((answers, n) => {
          const facts = { answers, course: data.course, client: "", plan: data.plans[n] };
          facts.decision = screen(answers, data.course);
          return makers.map((make) => {
            const paper = make(facts);
            const fields = Object.fromEntries(paper.parts.map(({ label, value }) => [label, value ?? null]));
            const text = paperText(paper, paper.parts.map(({ value }) => value));
            return { fields, about: paper.about, text };
          });
        });
    """
    names = "worksheetPaper, referralPaper, clearancePaper, soapPaper, paperText"
    found = in_node("papers_text.js", names, program, data, also=[("screening.js", "screen")])
    return [dict(zip(PAPERS, papers, strict=True)) for papers in found]


def papers(*names, plan=None, **more):
    """Return the papers where some entries apply."""
    return texts([Answers(dict.fromkeys(names, "yes"), **more)], [plan])[0]


@pytest.fixture(scope="module")
def single():
    """Papers for every entry alone, by its id and by what was said to it."""
    said = [(name, word) for name in COURSE.conditions for word in ("yes", "unknown")]
    return dict(zip(said, texts([Answers({name: word}) for name, word in said]), strict=True))


@pytest.fixture(scope="module")
def raised():
    """Papers for every line under `rises` that applies, by id and number."""
    lines = [(one.id, n) for one in COURSE.conditions.values() for n in range(len(one.rises))]
    many = [Answers({name: "yes"}, {name: {n: "yes"}}) for name, n in lines]
    return dict(zip(lines, texts(many), strict=True))


def test_only_the_worksheet_names_conditions(single, raised):
    names = {one.id: one.name for one in COURSE.conditions.values()}
    for (condition, _), found in [*single.items(), *raised.items()]:
        assert names[condition] in found["worksheet"]["text"]
        for paper in PAPERS[1:]:
            told = QUOTED.sub("", found[paper]["text"])
            assert names[condition] not in told
            assert not FINDINGS.search(told), (condition, paper, FINDINGS.search(told))


def test_no_paper_shows_an_id(single, raised):
    for key, found in [*single.items(), *raised.items()]:
        for paper in PAPERS:
            text = found[paper]["text"].replace("_" * 40, "")
            assert not ID.search(text), (key, paper, ID.search(text))
            assert not re.search(r"undefined|null|: \.(?!\.)", text), (key, paper)


def test_every_stop_states_its_urgency(single, raised):
    checked = set()
    answers = [(one.id, "yes", one.answer, single[one.id, "yes"]) for one in COURSE.conditions.values()]
    for (name, n), found in raised.items():
        answer = screen(Answers({name: "yes"}, {name: {n: "yes"}})).answer
        answers.append((name, n, answer, found))
    for name, said, answer, found in answers:
        if answer not in STOPS:
            continue
        words = next(each for each in COURSE.screening.answers if each.id == answer)
        assert f"{words.say}. {words.means}" in found["worksheet"]["fields"]["Outcome"], (name, said)
        if answer in URGENCIES:
            assert URGENCIES[answer] in found["referral"]["fields"]["I ask"], (name, said)
            assert "No massage" in found["referral"]["fields"]["I did"]
            checked.add(answer)
        assert found["soap"]["fields"]["O: sites, level, minutes"] == "None: no massage today."
    assert checked == URGENCIES.keys()


def test_not_knowing_of_a_stop_is_asked_as_a_yes(single):
    for one in COURSE.conditions.values():
        fields = single[one.id, "unknown"]["referral"]["fields"]
        if one.answer in URGENCIES:
            assert fields["I ask"].startswith("Only if looking and asking did not settle it: ")
            assert URGENCIES[one.answer] in fields["I ask"]
            assert "does not know" in fields["The client says"] or "not clear" in fields["I saw"]
            settle = single[one.id, "unknown"]["worksheet"]["fields"]["To settle before anything else"]
            assert one.name in settle and "act as for a yes" in settle


def test_what_can_wait_for_days_asks_for_days_and_a_request_for_writing(single):
    soon, writing = "Please see the client within days.", "Please answer in writing: "
    for one in COURSE.conditions.values():
        if one.answer not in ("ask-first", "adapt"):
            continue
        asks = single[one.id, "yes"]["referral"]["fields"]["I ask"]
        assert (soon in asks) == (one.urgency == "soon"), one.id
        assert (writing in asks) == (one.answer == "ask-first"), one.id


def test_another_day_asks_nothing_of_a_clinician(single):
    for one in COURSE.conditions.values():
        if one.answer == "another-day":
            for said in ("yes", "unknown"):
                fields = single[one.id, said]["referral"]["fields"]
                assert [value for value in fields.values() if value] == []


def test_the_client_says_what_was_asked_and_which_of_it_is_a_blank(single):
    one = COURSE.conditions["dvt_suspected_or_known"]
    fields = single[one.id, "yes"]["referral"]["fields"]
    assert fields["The client says"] == f'Asked: "{one.question}" Answer: yes. Which of these: ____'
    assert fields["I saw"] == ""
    fields = single[one.id, "unknown"]["referral"]["fields"]
    assert fields["The client says"] == f'Asked: "{one.question}" Answer: does not know.'
    # A question about one thing is answered by a yes.
    short = [each for each in COURSE.conditions.values() if not re.search(r",|\bor\b|\band\b", each.question)]
    for each in short:
        assert "Which of these" not in single[each.id, "yes"]["soap"]["text"], each.id


def test_what_a_therapist_looks_for_stands_under_i_saw(single):
    seen = [one for one in COURSE.conditions.values() if one.observed and one.answer in URGENCIES]
    assert seen
    for one in seen:
        fields = single[one.id, "yes"]["referral"]["fields"]
        assert fields["I saw"].removesuffix(" Which of these: ____") == (
            f'Looked for "{one.question.removesuffix(".")}": seen.'
        )
        assert fields["The client says"] == ""


def test_without_answers_every_paper_is_blank():
    (found,) = texts([Answers()])
    filled = {name: {k: v for k, v in found[name]["fields"].items() if v} for name in PAPERS}
    assert filled["referral"] == {}
    assert filled["worksheet"].keys() == {"Outcome", "Who decides"}
    assert filled["clearance"].keys() == {"Question 1", "Question 2", "Question 3"}
    assert filled["soap"].keys() == {"A: what was fit for today, and why"}
    assert "Nothing in these answers asks for a referral" in found["referral"]["about"]
    assert not re.search(r"go ahead|\bsafe\b", "".join(found[name]["text"] for name in PAPERS), re.IGNORECASE)


def test_every_paper_is_marked_as_an_example_and_asks_for_no_name_of_a_client():
    (found,) = texts([Answers({"pregnancy": "yes"})])
    for name in PAPERS:
        assert found[name]["text"].startswith("TEACHING EXAMPLE, NOT A RECORD")
        assert not [
            label
            for label in found[name]["fields"]
            if re.search(r"client.*\bname|date of birth", label, re.IGNORECASE)
        ]


def test_a_request_has_the_three_questions_with_areas_and_level():
    fields = papers("dvt_history", "kidney_failure")["clearance"]["fields"]
    assert fields["What waits until you answer"].startswith("Thighs and lower legs")
    assert fields["Question 1"] == (
        "May I touch thighs and lower legs and the feet, and the place named above?"
    )
    assert fields["Question 1"].startswith("May I touch thighs and lower legs")
    assert fields["Question 2"].startswith("How firmly?")
    levels = [COURSE.conditions[name].ceiling for name in ("dvt_history", "kidney_failure")]
    assert f"at most level {min(level for level in levels if level)}" in fields["Question 2"]
    assert fields["Question 3"].startswith("Is there anything to avoid")
    answers = [label for label, value in fields.items() if value is None and "answer to question" in label]
    assert len(answers) == 3


def test_a_general_permission_is_turned_down():
    text = papers("dvt_history")["clearance"]["text"]
    assert '"My doctor said it is fine" or "massage is fine" answers none of the three questions' in text


def test_a_whole_session_waits_as_a_whole():
    fields = papers("thrombocytopenia")["clearance"]["fields"]
    assert fields["What waits until you answer"] == "The whole session."
    decides = papers("thrombocytopenia")["worksheet"]["fields"]["Who decides"]
    assert decides == "A clinician, in writing. Until then nobody decides for massage."
    assert papers("thrombocytopenia")["referral"]["fields"]["I did"] == "No massage. The whole session waits."


def test_a_request_comes_after_a_stop():
    found = papers("dvt_suspected_or_known", "dvt_history")["clearance"]
    assert 'These answers say "Stop: care today". That comes first' in found["about"]


def test_what_only_waits_to_be_known_is_no_request():
    (found,) = texts([Answers({"dvt_suspected_or_known": "unknown"})], [PLAN])
    assert found["clearance"]["fields"]["What I noticed, or was told"] == ""
    assert found["clearance"]["fields"]["Question 1"] == "May I touch ____ (areas)?"
    sheet = found["worksheet"]["fields"]
    assert sheet["Outcome"].endswith(COURSE.screening.waits["known"])
    assert sheet["Who decides"].startswith("First settle what is open.")
    assert sheet["Left out, or waiting"] == "Waits: the whole session, until it is known."
    assert found["referral"]["fields"]["I did"].startswith("No massage before it is known.")
    # Nothing of a plan happens meanwhile.
    assert found["soap"]["fields"]["O: sites, level, minutes"] == "None before it is known."
    assert "20 minutes" not in found["soap"]["text"]


def test_an_area_that_waits_is_asked_for_while_something_else_has_to_be_known():
    one = COURSE.conditions["undiagnosed_neuropathy"]
    assert one.waits == "area" and one.rises[0].urgency == "same-day"
    answers = Answers({one.id: "yes"}, {one.id: {0: "unknown"}}, {one.id: ["hand"]})
    (found,) = texts([answers])
    assert found["clearance"]["fields"]["What waits until you answer"] == "The hands."
    assert found["clearance"]["fields"]["Question 1"] == "May I touch the hands?"
    assert "is not known yet. That comes first" in found["clearance"]["about"]
    fit = found["soap"]["fields"]["A: what was fit for today, and why"]
    assert "- Waits: the whole session, until it is known." in fit


def test_a_stop_says_what_to_do_now(single):
    one = COURSE.conditions["cauda_equina_signs"]
    assert single[one.id, "yes"]["worksheet"]["fields"]["What to do now"] == one.do


RISEN = [
    (one.id, n)
    for one in COURSE.conditions.values()
    for n, rise in enumerate(one.rises)
    if COURSE.screening.rises.get(rise.urgency) not in (None, one.answer)
    and screen(Answers({one.id: "yes"}, {one.id: {n: "yes"}})).answer != one.answer
]


def test_what_has_risen_says_the_answer_it_rose_to_and_why(raised):
    """What the entry would say by itself, such as that the rest may go on, is no action any more."""
    assert len(RISEN) > 60
    for name, n in RISEN:
        one = COURSE.conditions[name]
        answer = screen(Answers({name: "yes"}, {name: {n: "yes"}})).answer
        means = next(each.means for each in COURSE.screening.answers if each.id == answer)
        now = raised[name, n]["worksheet"]["fields"]["What to do now"]
        assert now.startswith(means), (name, n)
        assert f"Because: {one.name}. {one.rises[n].when}." in now
        assert one.do not in now


def test_the_first_action_is_that_of_the_overall_answer():
    answers = Answers(
        {"varicose_veins": "yes", "rapidly_progressive_weakness": "yes", "dvt_suspected_or_known": "yes"},
        {"varicose_veins": {0: "yes"}},
    )
    fields = texts([answers])[0]["worksheet"]["fields"]
    actions = fields["What to do now"].split("\n")
    weakness, clot = (COURSE.conditions[name] for name in list(answers.conditions)[1:])
    assert actions[0] == f"- {weakness.do}"  # Its own answer comes before one that has risen to it.
    assert "Because: Varicose veins." in actions[1] and "firm pressure on it" in actions[1]
    assert actions[2] == f"- {clot.do}"
    told = fields["Answers that were yes or don't know"].split("\n")
    assert [line.split(":")[0].removeprefix("- ") for line in told][:2] == [
        weakness.name.split(":")[0],
        "Varicose veins",
    ]


def test_no_paper_asks_for_an_appointment_within_days_beside_a_stop():
    (found,) = texts([Answers({"dvt_history": "yes", "acute_limb_ischaemia": "yes"})])
    for name in ("referral", "soap"):
        assert "within days" not in found[name]["text"]


def test_nothing_stands_there_as_done_that_nobody_has_done(single, raised):
    done = re.compile(
        r"called|told the client|stayed|with the client|booked|referred|help given", re.IGNORECASE
    )
    blanks = set()
    for key, found in [*single.items(), *raised.items()]:
        for name in ("referral", "soap"):
            for label, value in found[name]["fields"].items():
                if label in ("I ask", "The client says", "S: the client says") or not value:
                    continue
                for line in QUOTED.sub("", value).split("\n"):
                    if done.search(line):
                        blanks.add(line)
                        assert re.search(r": ____ \(.*time", line), (key, name, line)
    assert len(blanks) >= 5


def test_a_request_asks_for_nothing_that_does_not_wait():
    names = ("allodynia", "peripheral_artery_disease", "medication_patch")
    fields = papers(*names, where={"medication_patch": ["abdomen"]})["clearance"]["fields"]
    assert fields["Question 1"] == "May I touch thighs and lower legs and the feet?"
    patch = COURSE.conditions["medication_patch"]
    assert f'I leave out anyway: the belly. Why: Asked: "{patch.question}"' in fields["Question 3"]
    assert patch.name not in fields["Question 3"]
    # What has risen is not for this answer: somebody is seen today.
    (found,) = texts(
        [Answers(dict.fromkeys(("dvt_history", "heart_failure_oedema"), "yes"), {"dvt_history": {0: "yes"}})]
    )
    told = found["clearance"]["fields"]["What I noticed, or was told"]
    assert COURSE.conditions["heart_failure_oedema"].question in told
    assert COURSE.conditions["dvt_history"].question not in told
    whole = papers("thrombocytopenia")["clearance"]["fields"]
    assert whole["Question 1"] == "May I touch the client at all, and which areas?"


def test_what_is_left_out_anyway_has_a_reason_of_its_own_or_the_one_above():
    found = papers(
        "thrombocytopenia", "dvt_history", "medication_patch", where={"medication_patch": ["neck"]}
    )
    reasons = re.findall(r"I leave out anyway: .*? Why: (.*)", found["clearance"]["fields"]["Question 3"])
    patch = COURSE.conditions["medication_patch"].question
    assert len(reasons) == 1 and reasons[0].startswith(f'Asked: "{patch}"')
    # Where nothing waits for writing, a request says nothing of areas.
    stopped = papers("dvt_suspected_or_known", "medication_patch")["clearance"]["fields"]
    assert "leave out" not in stopped["Question 3"]


def test_a_request_is_offered_where_something_waits_for_writing():
    program = """return data.many.map((answers) =>
        waitsForWriting({ answers, course: data.course, decision: screen(answers, data.course) }));"""
    names = ["dvt_suspected_or_known", "peripheral_artery_disease", "thrombocytopenia", "allodynia"]
    many = [
        {"conditions": {name: said}, "rises": {}, "where": {}, "anything_else": "no"}
        for name in names
        for said in ("yes", "unknown")
    ]
    data = {"course": shelf(COURSE)["screener"](), "many": many}
    found = in_node("papers_text.js", "waitsForWriting", program, data, also=[("screening.js", "screen")])
    wanted = [COURSE.conditions[name].answer == "ask-first" for name in names for _ in range(2)]
    assert found == wanted and True in wanted and False in wanted


def test_no_paper_says_that_all_is_settled_while_something_is_open():
    """A mild stop beside an emergency that is not known yet."""
    chance = random.Random(6)
    many = [drawn(chance) for _ in range(150)]
    mild = {"fever_or_systemic_infection": "yes", "varicose_veins": "yes"}
    many.append(Answers(mild, {"varicose_veins": {0: "unknown"}}))
    found = texts(many)
    open_ones = 0
    for answers, papers_found in zip(many, found, strict=True):
        fields = papers_found["worksheet"]["fields"]
        decision = screen(answers)
        if any(line.settle for line in decision.lines):
            open_ones += 1
            assert fields["To settle before anything else"]
            assert decision.answer != "another-day"
            did = papers_found["referral"]["fields"]["I did"]
            assert "another day" not in f"{fields['Who decides']} {did}".lower()
        if decision.waits == "known":
            assert fields["Who decides"].startswith("First settle what is open.")
    assert open_ones > 20
    assert screen(many[-1]).waits == "known"


def test_something_else_is_told_without_a_name():
    (found,) = texts([Answers(anything_else="yes")])
    assert (
        found["referral"]["fields"]["The client says"]
        == f'Asked: "{COURSE.screening.catch_all.question}" Answer: yes. What: ____'
    )
    assert "Anything else: yes. Ask first: the whole session." in found["worksheet"]["text"]


def test_the_worksheet_holds_what_was_answered_and_what_follows():
    fields = papers(
        "loss_of_protective_sensation", "osteoporosis", where={"loss_of_protective_sensation": ["foot"]}
    )["worksheet"]["fields"]
    told = fields["Answers that were yes or don't know"]
    assert "Numbness: loss of protective feeling (the feet): yes. Adapt." in told
    assert "Level 2 at most: " in fields["Highest pressure level"]
    assert (
        "- No heat: no stones, packs, paraffin, soaks, heated table or hot towels." in fields["What changes"]
    )
    assert fields["Who decides"] == "You and the client, after looking and asking. Either may say no."


def test_what_does_not_go_together_is_shown():
    names = ("heart_failure_oedema", "osteoporosis", "allodynia")
    decision = screen(Answers(dict.fromkeys(names, "yes")))
    found = papers(*names)["worksheet"]["fields"]["What does not go together"]
    assert {"clash", "left-out"} <= {conflict.kind for conflict in decision.conflicts}
    for clash in COURSE.screening.clashes:
        is_there = any(conflict.about == clash.adaptations for conflict in decision.conflicts)
        assert (clash.say in found) == is_there
    assert "one entry leaves this out, another allows a level. Leaving out stands." in found


def test_a_session_note_is_filled_in_from_the_plan():
    found = papers("osteoporosis", plan=PLAN)["soap"]
    assert "change it to what really happened" in found["about"]
    fields = found["fields"]
    assert fields["S: the client says"].startswith("- Wants: sleep\n- The feet: numb.\n- Asked: ")
    assert fields["A: what was fit for today, and why"] == "- Adapt.\n- Waits: the left foot."
    assert fields["O: sites, level, minutes"] == (
        "Planned:\n- Back: level 2, 20 minutes\nDone: ____ (sites, level, minutes)"
    )
    assert fields["O: positions and product"] == "Planned:\n- On the side\nDone: ____"
    assert fields["P: advice given"] == "Planned:\n- Look at the feet\nSaid: ____ (what of it)"
    stopped = papers("dvt_suspected_or_known", plan=PLAN)["soap"]["fields"]
    assert stopped["O: sites, level, minutes"] == "None: no massage today."
    assert stopped["P: advice given"] == ""
    assert stopped["P: what to report, referral, next time"].startswith("Care today. Told the client: ____")


def test_a_session_note_has_every_part_of_the_objective(single):
    labels = " ".join(single["pregnancy", "yes"]["soap"]["fields"])
    for part in ("sites", "level", "skin before", "skin after", "response", "advice"):
        assert part in labels


SHOW = """
    const answers = {
      conditions: {
        loss_of_protective_sensation: "yes", dvt_history: "yes", peripheral_artery_disease: "unknown",
        osteoporosis: "yes", anticoagulants: "yes",
      },
      rises: {}, where: {}, anything_else: "no",
    };
    const decision = screen(answers, course);
    const facts = { decision, answers, course, client: "A gardener of 62.", plan: null };
    root.append(worksheet(facts), referralNote(facts), clearanceRequest(facts), soapNote(facts));
"""
MODULES = {"papers.js": "worksheet, referralNote, clearanceRequest, soapNote", "screening.js": "screen"}
TITLES = (
    "Worksheet: from answers to a decision",
    "Referral note",
    "Clearance request",
    "Session note (SOAP)",
)


@pytest.fixture
def shown(page, serve, tmp_path):
    """A page with the four papers. Printing does nothing there: a test prints itself."""
    (tmp_path / "papers.html").write_text(module_page(MODULES, SHOW), encoding="utf-8")
    page.add_init_script("window.print = () => { window.printed = (window.printed ?? 0) + 1; };")
    page.goto(f"{serve(tmp_path)}/papers.html")
    return page


def paper(page, title):
    return page.get_by_role("region", name=title)


def test_every_field_has_a_label_and_the_papers_are_accessible(shown):
    for title in TITLES:
        for area in paper(shown, title).get_by_role("textbox").all():
            assert area.evaluate("area => area.labels[0].innerText.trim()")
    assert_accessible(shown)
    shown.evaluate("document.documentElement.dataset.theme = 'dark'")
    assert_accessible(shown)


def test_what_is_typed_is_printed_as_text(shown):
    referral = paper(shown, "Referral note")
    saw = referral.get_by_role("textbox", name="I saw")
    saw.fill("Right foot <b>fuller</b>\nthan the left")
    referral.get_by_role("button", name="Print").click()
    assert shown.evaluate("window.printed") == 1
    shown.emulate_media(media="print")
    alone = shown.locator(".mn-alone")
    text = alone.inner_text()
    assert "Right foot <b>fuller</b>\nthan the left" in text
    assert text.startswith("Teaching example, not a record")
    assert "Please see the client within days." in text
    assert alone.locator("textarea, button, b").count() == 0
    assert shown.locator("main").is_hidden()
    shown.evaluate("dispatchEvent(new Event('afterprint'))")
    assert alone.count() == 0
    # A page that is printed as a whole has it, too.
    assert "Right foot <b>fuller</b>" in referral.inner_text()
    assert saw.is_hidden()


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("form", ["A4", "Letter"])
def test_a_paper_is_one_page(shown, title, form):
    paper(shown, title).get_by_role("button", name="Print").click()
    assert len(re.findall(rb"/Type /Page\b(?!s)", shown.pdf(format=form))) == 1


def test_the_text_is_copied(chromium, serve, tmp_path):
    (tmp_path / "papers.html").write_text(module_page(MODULES, SHOW), encoding="utf-8")
    address = serve(tmp_path)
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}/papers.html")
    request = paper(page, "Clearance request")
    request.get_by_role("textbox", name="Question 1").fill("May I touch the left foot?")
    request.get_by_role("button", name="Copy text").click()
    request.get_by_role("status").filter(has_text="The text is copied.").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "Question 1:\nMay I touch the left foot?" in copied
    assert "Clinician's answer to question 1:\n____" in copied
    context.close()


def test_where_no_page_may_copy_the_text_is_selected(shown):
    shown.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    referral = paper(shown, "Referral note")
    referral.get_by_role("button", name="Copy text").click()
    referral.get_by_role("status").filter(has_text="The text is selected").wait_for()
    selected = shown.evaluate(
        "(({ value, selectionStart, selectionEnd }) => value.slice(selectionStart, selectionEnd))"
        "(document.activeElement)"
    )
    assert selected.startswith("TEACHING EXAMPLE, NOT A RECORD\n\nReferral note")


def test_nothing_is_kept_or_sent(shown):
    requests = []
    shown.on("request", lambda request: requests.append(request.url))
    paper(shown, "Worksheet").get_by_role("textbox", name="The client").fill("kept nowhere")
    paper(shown, "Worksheet").get_by_role("button", name="Copy text").click()
    kept = shown.evaluate(
        "async () => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie,"
        " location.href, await indexedDB.databases()])"
    )
    assert json.loads(kept)[:3] == [{}, {}, ""]
    assert json.loads(kept)[4] == []
    assert "kept nowhere" not in kept
    assert requests == []


def test_papers_fit_a_phone(shown):
    shown.set_viewport_size({"width": 375, "height": 700})
    assert shown.evaluate("document.documentElement.scrollWidth") == 375


def test_a_page_from_a_file_has_them_too(page, tmp_path):
    Path(tmp_path / "papers.html").write_text(module_page(MODULES, SHOW), encoding="utf-8")
    page.goto((tmp_path / "papers.html").as_uri())
    referral = paper(page, "Referral note")
    referral.get_by_role("button", name="Copy text").click()
    referral.get_by_role("status").filter(has_text=re.compile("copied|selected")).wait_for()
