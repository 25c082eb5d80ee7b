"""What branching cases must hold: each test breaks one case of two in one place."""

import pytest
from small_cases import FILE, NOTEBOOK, add_cases
from small_course import edit, line_of, write_project

from massage_neuropathy.checks import check_project
from massage_neuropathy.content import load_course, read_content

CONTENT = "massage_neuropathy/content"


@pytest.fixture
def project(tmp_path):
    return add_cases(write_project(tmp_path))


def in_case(project):
    """The problems in the cases."""
    return [one for one in read_content(project / CONTENT).problems if one.file.endswith("small.yml")]


def test_the_small_cases_are_right(project):
    assert check_project(project) == []
    assert list(load_course(project / CONTENT).cases) == ["wet-sock", "two-questions"]


def test_the_ways_of_a_case_come_to_no_scene_twice(project):
    cases = load_course(project / CONTENT).cases
    assert list(cases["wet-sock"].paths()) == [
        (("arrival", "go-on"),),
        (("arrival", "care-today"), ("how", "call-now")),
        (("arrival", "care-today"), ("how", "name-it")),
        (("arrival", "never"),),
    ]
    assert (("door", "chat"), ("porch", "hard")) in list(cases["two-questions"].paths())
    assert len(list(cases["two-questions"].paths())) == 3


def test_the_hash_changes_with_a_scene_and_with_nothing_else(project):
    before = load_course(project / CONTENT).cases["wet-sock"].hash
    edit(project, FILE, "title: The wet sock", "title: The damp sock")
    assert read_content(project / CONTENT).course.cases["wet-sock"].hash == before
    edit(project, FILE, "He sits down.", "He sits.")
    assert read_content(project / CONTENT).course.cases["wet-sock"].hash != before


HARD = "        - id: hard\n          say: Press until it hurts\n          next: "
NAME_IT = "        - id: name-it\n          say: Say what it is called\n          next: "
# What is written, what in its place, the line that is named, the field, the message and what to do.
BROKEN = {
    "a choice leads nowhere": (
        "          next: how\n",
        "          next: hwo1\n",
        "next: hwo1",
        "wet-sock.scenes.arrival.choices.care-today.next",
        "there is no scene or ending 'hwo1' in this case",
        "use one that is there",
    ),
    "a choice leads to a misspelled ending": (
        "next: seen",
        "next: sene",
        "next: sene",
        "wet-sock.scenes.how.choices.call-now.next",
        "there is no scene or ending 'sene' in this case",
        "did you mean 'seen'?",
    ),
    "the start is no scene": (
        "start: arrival",
        "start: arival",
        "start: arival",
        "wet-sock.start",
        "there is no scene 'arival' in this case",
        "did you mean 'arrival'?",
    ),
    "a scene is not reached": (
        "          next: porch\n",
        "          next: good\n",
        "- id: porch",
        "two-questions.scenes.porch.id",
        "nobody gets to this scene: no way from 'door' leads here",
        "let a choice lead here, or remove the scene",
    ),
    "an ending is not reached, so that two are left": (
        "          next: worse\n",
        "          next: gone\n",
        "- id: worse",
        "wet-sock.endings.worse.id",
        "nobody gets to this ending: no way from 'arrival' leads here",
        "let a choice lead here, or remove the ending",
    ),
    "two endings are left": (
        "          next: worse\n",
        "          next: gone\n",
        "  endings:",
        "wet-sock.endings",
        "2 of its endings can be reached, and 3 are needed",
        "let choices lead to more of them",
    ),
    "a loop has no exit": (
        "next: door\n          why: There is time.\n" + HARD + "sore\n",
        "next: porch\n          why: There is time.\n" + HARD + "porch\n",
        "choices:\n        - id: back",
        "two-questions.scenes.porch.choices",
        "'porch' is in a loop without an exit: no way leads to an ending",
        "let a choice lead to an ending",
    ),
    "a scene is a dead end": (
        "next: seen\n          why: Then it is done.\n" + NAME_IT + "gone\n",
        "next: away\n          why: Then it is done.\n" + NAME_IT + "away\n",
        "choices:\n        - id: call-now",
        "wet-sock.scenes.how.choices",
        "'how' is a dead end: no way leads from here to an ending",
        "let a choice lead to an ending",
    ),
    "an objective is misspelled": (
        "objective: length-pattern",
        "objective: lenght-pattern",
        "objective: lenght-pattern",
        "wet-sock.scenes.how.objective",
        "there is no objective 'lenght-pattern'",
        "did you mean 'length-pattern'?",
    ),
    "an error is misspelled": (
        "error: err_circulation_myth",
        "error: err_circulation_mith",
        "error: err_circulation_mith",
        "wet-sock.scenes.how.choices.name-it.error",
        "there is no error 'err_circulation_mith'",
        "did you mean 'err_circulation_myth'?",
    ),
    "a condition is misspelled": (
        "conditions: [loss_of_protective_sensation]",
        "conditions: [loss_of_protective_sensaton]",
        "conditions: [loss_of_protective_sensaton]",
        "wet-sock.conditions.1",
        "there is no condition 'loss_of_protective_sensaton'",
        "did you mean 'loss_of_protective_sensation'?",
    ),
    "a lesson is misspelled": (
        "lesson: 00-start",
        "lesson: 00-strat",
        "lesson: 00-strat",
        "wet-sock.lesson",
        "there is no lesson '00-strat'",
        "did you mean '00-start'?",
    ),
    "a choice has no feedback": (
        "          why: Open skin is not massaged.\n",
        "",
        "- id: go-on",
        "wet-sock.scenes.arrival.choices.go-on.why",
        "is missing",
        "every choice needs one",
    ),
    "nothing to think about at the end": (
        "  reflect:\n    - question: What made you look?\n      answer: The sock did.\n",
        "",
        "- id: wet-sock",
        "wet-sock.reflect",
        "is missing",
        "list at least one question",
    ),
    "a tag without an error": (
        "          error: err_wait_and_see\n",
        "",
        "- id: go-on",
        "wet-sock.scenes.arrival.choices.go-on.error",
        "is missing: a choice with a tag says which error it is",
        "write the id of an error in errors.yml, or remove the tag",
    ),
    "an error without a tag": (
        "          tag: unsafe\n",
        "",
        "error: err_wait_and_see",
        "wet-sock.scenes.arrival.choices.go-on.error",
        "a sound choice has no error",
        "remove it, or write a tag",
    ),
    "nobody is too careful": (
        "          tag: overcautious\n",
        "          tag: fit\n",
        "  scenes:",
        "wet-sock.scenes",
        "no choice is tagged overcautious",
        "add one that people make",
    ),
    "a red flag costs time": (
        "          red_flag: true\n",
        "          red_flag: true\n          minutes: 1\n",
        "minutes: 1",
        "wet-sock.scenes.arrival.ask.fever.minutes",
        "a red flag costs no time",
        "remove it, or remove red_flag",
    ),
    "another question costs none": (
        "          minutes: 3\n",
        "",
        "- id: shoes",
        "wet-sock.scenes.arrival.ask.shoes.minutes",
        "is missing: only red flags cost no time",
        "write 1, 2 or 3, or write red_flag: true",
    ),
    "there is time for everything": (
        "  minutes: 4\n",
        "  minutes: 8\n",
        "minutes: 8",
        "wet-sock.minutes",
        "everything can be asked and looked at: it takes 8 minutes of 8",
        "give less time, or more to ask",
    ),
    "there is no time for what is needed": (
        "  minutes: 4\n",
        "  minutes: 1\n",
        "minutes: 1",
        "wet-sock.minutes",
        "what is needed takes 2 minutes, and there are 1",
        "give more time, or let it take less",
    ),
    "the best path is misspelled": (
        "arrival/care-today, ",
        "arrival/care-todya, ",
        "best: [arrival",
        "wet-sock.best.1",
        "there is no choice 'arrival/care-todya' in this case",
        "did you mean 'arrival/care-today'?",
    ),
    "the best path jumps": (
        "[arrival/care-today, how/call-now]",
        "[how/call-now]",
        "best: [how",
        "wet-sock.best.1",
        "'how/call-now' does not follow: here the path is at 'arrival'",
        "go on from 'arrival'",
    ),
    "the best path goes on after its end": (
        "best: [door/adapt]",
        "best: [door/adapt, porch/back]",
        "best: [door",
        "two-questions.best.2",
        "'porch/back' does not follow: here the path is at its end",
        "go on from 'good'",
    ),
    "the best path stops on the way": (
        "[arrival/care-today, how/call-now]",
        "[arrival/care-today]",
        "best: [arrival",
        "wet-sock.best.1",
        "the best path stops at the scene 'how'",
        "go on to an ending",
    ),
    "the best path is not sound": (
        "how/call-now]",
        "how/name-it]",
        "best: [arrival",
        "wet-sock.best.2",
        "'how/name-it' is tagged scope",
        "choose sound choices only",
    ),
    "harm comes without an unsafe choice": (
        "title: He stays away\n      outcome: awkward\n",
        "title: He stays away\n      outcome: delayed\n",
        "outcome: delayed",
        "wet-sock.endings.gone.outcome",
        "'gone' is told as delayed, and a way without an unsafe choice leads to it",
        "tag the choice that led to it unsafe",
    ),
    "an unsafe choice ends well": (
        "next: worse\n",
        "next: how\n",
        "outcome: good",
        "wet-sock.endings.seen.outcome",
        "'seen' is told as good, and an unsafe choice leads to it",
        "let the unsafe choice lead to another ending",
    ),
    "the best path does not end well": (
        "title: Seen the same day\n      outcome: good\n",
        "title: Seen the same day\n      outcome: awkward\n",
        "best: [arrival",
        "wet-sock.best.2",
        "the best path ends at 'seen', which is awkward",
        "let it end well",
    ),
    "nobody says how a case ends": (
        "title: A bruise\n      outcome: harm\n",
        "title: A bruise\n",
        "- id: sore",
        "two-questions.endings.sore.outcome",
        "is missing",
        "write good, awkward, delayed",
    ),
    "not to massage is right and the error": (
        "  answer: stop-today\n",
        "  answer: stop-today\n  refusing_is_the_error: true\n",
        "refusing_is_the_error: true",
        "wet-sock.refusing_is_the_error",
        "the answer is stop-today: not to massage today is no error here",
        "remove it, or write another answer",
    ),
    "a red flag may be left out": (
        "          needed: Fever changes the clock.\n",
        "",
        "- id: fever",
        "wet-sock.scenes.arrival.ask.fever.needed",
        "is missing: a yes to a red flag would change the answer of this case",
        "write why nobody should decide without it",
    ),
    "two scenes have one id": (
        "    - id: how\n",
        "    - id: arrival\n",
        "    - id: arrival\n      text: He nods",
        "wet-sock.scenes.arrival.id",
        "'arrival' stands for two scenes or endings of this case",
        "give each its own id",
    ),
    "a question and a look have one id": (
        "        - id: sole\n",
        "        - id: shoes\n",
        "        - id: shoes\n          say: You look",
        "wet-sock.scenes.arrival.look.shoes.id",
        "'shoes' stands for two things to ask or look at in this case",
        "give each its own id",
    ),
    "two choices have one id": (
        "        - id: never\n",
        "        - id: go-on\n",
        "        - id: go-on\n          say: Tell him",
        "wet-sock.scenes.arrival.choices.go-on.id",
        "'go-on' stands for two choices of this scene",
        "give each its own id",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_mistake_is_named_with_its_line(project, name):
    old, new, at, field, message, fix = BROKEN[name]
    edit(project, FILE, old, new)
    text = (project / FILE).read_text(encoding="utf-8")
    line = 1 + text[: text.index(at)].count("\n")
    found = [
        one
        for one in in_case(project)
        if (one.field, one.line) == (field, line) and message in one.message and fix in one.fix
    ]
    assert found, "\n".join(map(str, in_case(project)))


# Changes after which the whole is wrong, though every single field is well.
@pytest.mark.parametrize(
    ("number", "least", "message"),
    [
        ("cases", 3, "cases: 2, and 3 are needed"),
        ("cases_without_massage_today", 2, "cases whose answer begins with Stop: 1, and 2 are needed"),
        ("cases_with_an_emergency", 1, "cases that are an emergency: 0, and 1 are needed"),
        ("cases_where_caution_is_the_error", 2, "cases where refusing is the error: 1, and 2 are needed"),
    ],
)
def test_the_set_of_cases_is_held_to_its_numbers(project, number, least, message):
    standards = project / CONTENT / "standards.yml"
    standards.write_text(standards.read_text(encoding="utf-8") + f"{number}: {least}\n", encoding="utf-8")
    assert [one.message for one in check_project(project)] == [message]


def test_where_the_answer_is_an_emergency_a_red_flag_need_not_be_needed(project):
    edit(project, FILE, "          needed: Fever changes the clock.\n", "")
    edit(project, FILE, "answer: stop-today", "answer: stop-emergency")
    assert in_case(project) == []


def test_a_case_that_no_page_shows_is_named(project):
    (project / "notebooks/27-cases.ipynb").unlink()
    assert [(one.field, one.message) for one in check_project(project)] == [
        ("wet-sock.id", "no notebook shows this case"),
        ("two-questions.id", "no notebook shows this case"),
    ]


def test_a_case_names_the_page_that_shows_it(project):
    edit(project, FILE, "page: 27-cases", "page: 28-cases")
    (problem,) = check_project(project)
    assert (problem.field, problem.fix) == ("wet-sock.page", "write 27-cases")
    assert problem.line == line_of(project, FILE, "page: 28-cases")


def test_a_notebook_shows_cases_that_are_there_and_each_once(project):
    notebook = "notebooks/27-cases.ipynb"
    edit(project, notebook, 'case(\\"two-questions\\")', 'case(\\"wet-sock\\")')
    messages = [one.message for one in check_project(project)]
    assert messages == ["no notebook shows this case", "the case 'wet-sock' is shown twice"]
    edit(project, notebook, 'case(\\"wet-sock\\")', 'case(\\"two-qestions\\")')
    (problem,) = [one for one in check_project(project) if "there is no case" in one.message]
    assert problem.fix == "did you mean 'two-questions'?"
    assert problem.field == f"cell {NOTEBOOK[2].id}"


def test_the_course_has_the_cases_its_standards_ask_for():
    """The real ones: nobody passes by always refusing, and nobody by never."""
    cases = load_course().cases.values()
    answers = [case.answer for case in cases]
    assert len(answers) >= 16
    assert sum(answer.startswith(("stop-", "help-", "another-")) for answer in answers) >= 4
    assert answers.count("stop-emergency") >= 2
    assert sum(case.refusing_is_the_error for case in cases) >= 4
    assert all(len({choice.next for scene in case.scenes for choice in scene.choices}) >= 3 for case in cases)
