"""The screener: practice clients, the form and its file, words of an outcome, the text without a script."""

import json
import re

import pytest
from bs4 import BeautifulSoup
from small_course import edit, write_project

from massage_neuropathy.content import load_course, read_content
from massage_neuropathy.screening import CATCH_ALL, Answers, answers_of, screen
from massage_neuropathy.widgets import compare, screener
from massage_neuropathy.widgets.shelf import shelf
from tests.in_node import in_node
from tests.test_screening import told

COURSE = load_course()
CLIENTS = COURSE.clients
DATA = shelf(COURSE)["screener"]()
PERMISSION = re.compile(r"\b(safe|go ahead|goes ahead)\b", re.IGNORECASE)

# What each practice client is for.
OUTCOMES = {
    "weak-thighs": ("stop-emergency", None),
    "tight-calf": ("stop-today", None),
    "shaky-at-noon": ("help-on-the-spot", None),
    "feverish-cold": ("another-day", None),
    "weekly-infusion": ("ask-first", "session"),
    "pain-on-walking": ("ask-first", "area"),
    "numb-soles": ("adapt", None),
    "thinner-and-neck": ("adapt", None),
    "heart-bones-feet": ("ask-first", "area"),
    "sock-not-looked-at": ("ask-first", "known"),
    "one-more-tablet": ("ask-first", "session"),
    "stiff-shoulders": ("nothing-stops", None),
    "warm-table-and-bus": ("adapt", None),
    "burning-sheet": ("adapt", None),
    "letter-for-the-ankles": ("ask-first", "area"),
    "cotton-and-needles": ("adapt", None),
}


def decided(client_id):
    return screen(answers_of(CLIENTS[client_id]))


# Practice clients


def test_every_practice_client_calls_for_what_it_is_there_for():
    found = {name: (decided(name).answer, decided(name).waits) for name in CLIENTS}
    assert found == OUTCOMES
    assert {answer for answer, _ in found.values()} == {answer.id for answer in COURSE.screening.answers}


@pytest.mark.parametrize("name", CLIENTS)
def test_a_practice_client_was_asked_everything(name):
    assert decided(name).not_asked == ()


def test_among_the_clients_are_conflicts_doubt_a_map_and_the_last_question():
    assert {each.kind for each in decided("heart-bones-feet").conflicts} == {"clash", "left-out"}
    assert [line.settle for line in decided("sock-not-looked-at").lines if line.settle] == [(None,)]
    soles = decided("numb-soles")
    assert set(soles.left_out) == {"arm", "calf"}
    assert soles.ceilings["foot"].level == 2
    assert decided("one-more-tablet").lines[0].condition == CATCH_ALL


def test_both_sides_fill_in_the_form_of_a_client_alike():
    program = "return data.clients.map((client) => answersOfClient(client, data.course));"
    data = {"clients": shelf(COURSE)["clients"]()["clients"], "course": DATA}
    found = in_node("screening_form.js", "answersOfClient", program, data)
    mine = [json.loads(json.dumps(told(answers_of(client)))) for client in CLIENTS.values()]
    assert found == mine


CLIENT = """\
- id: numb-toes
  who: A gardener
  says: My toes are numb.
  conditions: {loss_of_protective_sensation: yes}
  where: {loss_of_protective_sensation: [foot]}
  comment: It has to be looked at.
"""


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("A gardener", "A gardener", None),
        ("{loss_of_protective_sensation: yes}", "{loss_of_feeling: yes}", "no condition 'loss_of_feeling'"),
        (
            "{loss_of_protective_sensation: yes}",
            "{loss_of_protective_sensation: maybe}",
            "'maybe' is not one",
        ),
        ("[foot]", "[foott]", "no area 'foott'"),
        ("conditions: {loss_of_protective_sensation: yes}\n  ", "", "the client does not have"),
        ("  where", "  rises: {loss_of_protective_sensation: {3: yes}}\n  where", "no line 3 under rises"),
    ],
)
def test_what_a_client_says_has_to_be_there(tmp_path, old, new, words):
    project = write_project(tmp_path)
    file = "massage_neuropathy/content/clients.yml"
    (project / file).write_text(CLIENT, encoding="utf-8")
    edit(project, file, old, new)
    messages = [problem.message for problem in read_content(project / "massage_neuropathy/content").problems]
    assert (messages == []) == (words is None), messages
    assert words is None or any(words in message for message in messages), messages


# The form


def in_form(names, program, data):
    return in_node("screening_form.js", names, program, {"course": DATA, **data})


def test_the_form_has_every_entry_once_and_what_is_noticed_by_itself():
    parts = in_form("formParts", "return formParts(data.course);", {})
    ids = [entry["id"] for part in parts for entry in part["conditions"]]
    assert sorted(ids) == sorted(COURSE.conditions)
    by_part = {part["id"]: part["conditions"] for part in parts}
    assert {entry["id"] for entry in by_part["observed"]} == {
        name for name, entry in COURSE.conditions.items() if entry.observed
    }
    assert {entry["kind"] for entry in by_part["after"]} == {"after-session"}
    groups = [group.id for group in COURSE.screening.groups]
    assert [part["id"] for part in parts] == [*groups, "after", "observed"]


def searched(*searches):
    program = """return data.searches.map((words) =>
        data.course.conditions.filter((each) => isFound(each, words)).map(({ id }) => id));"""
    return in_form("isFound", program, {"searches": searches})


def test_questions_are_found_by_words_of_question_and_name():
    found = searched("PACEmaker", "blood  thinner", "zebra", "")
    assert found[0] == ["pacemaker_or_icd"]
    assert "anticoagulants" in found[1]
    assert found[2] == []
    assert len(found[3]) == len(COURSE.conditions)


# What people type, and an entry that has to come up.
SEARCHES = {
    "warfarin": "anticoagulants",
    "Eliquis": "anticoagulants",
    "DVT": "dvt_suspected_or_known",
    "HIV": "immunosuppressed",
    "asthma": "essential_oil_or_product_allergy",
    "hypo": "hypoglycaemia_now",
    "metformin": "diabetes_advanced_or_unstable",
    "migraine": "neck_artery_warning_signs",
    "tumour": "tumour_site",
    "oedema": "heart_failure_oedema",
    "haemophilia": "bleeding_disorder",
    "TIA": "carotid_artery_disease",
    "PAD": "peripheral_artery_disease",
    "chemo": "active_cancer_treatment",
    "shingles": "shingles_active",
    "raynaud": "vibration_white_finger",
    "gabapentin": "sensation_altering_medicines",
    "carpal tunnel": "nerve_compression_symptoms",
    "CRPS": "complex_regional_pain",
    "pins and needles": "undiagnosed_neuropathy",
}


def test_questions_are_found_by_the_words_that_people_use():
    for (words, wanted), found in zip(SEARCHES.items(), searched(*SEARCHES), strict=True):
        assert wanted in found and len(found) <= 12, (words, found)


def test_search_words_stand_nowhere_else():
    """They claim nothing: a medicine is named so that its question is found, and no page prints it."""
    page = screener().html
    said = {word for entry in COURSE.conditions.values() for word in entry.words}
    assert {"Eliquis", "Ozempic"} <= said
    assert "Eliquis" not in page and "Ozempic" not in page


def without_places(decision):
    data = decision.as_json()
    return {field: value for field, value in data.items() if field != "applies"}


def test_where_is_asked_only_where_it_can_change_something():
    program = """return Object.fromEntries(data.course.conditions.map((each) =>
        [each.id, choicesOfPlaces(each, data.course.screening).map(({ id }) => id)]));"""
    choices = in_form("choicesOfPlaces", program, {})
    assert choices["dvt_suspected_or_known"] == choices["fever_or_systemic_infection"] == []
    assert choices["varicose_veins"] == ["leg", "calf", "foot"]
    assert choices["port_or_central_line"] == ["neck", "chest", "arm"]
    stops = {answer.id for answer in COURSE.screening.answers if answer.stops}
    for name, entry in COURSE.conditions.items():
        assert "affected_area" not in choices[name] and "whole_body" not in choices[name]
        assert len(choices[name]) != 1
        asked = choices[name] or [area for area in entry.areas if area not in ("affected_area", "whole_body")]
        decisions = [screen(Answers({name: "yes"}, where={name: [area]})) for area in asked]
        decisions.append(screen(Answers({name: "yes"})))
        if not choices[name]:
            # Only where an entry applies may differ, and no level, nothing left out, nothing that waits.
            assert entry.answer in stops or all(
                without_places(one) == without_places(decisions[0]) for one in decisions
            ), name
        else:
            assert entry.answer not in stops
            assert len({json.dumps(one.as_json()) for one in decisions}) > 1, name
        if "affected_area" in entry.areas and entry.answer not in stops:
            assert len(choices[name]) == len(COURSE.screening.areas) - 2


def test_counts_are_those_of_the_decision():
    program = "return data.answers.map((answers) => howMany(answers, data.course));"
    many = [
        Answers(),
        Answers(
            {"suicidal_distress": "yes", "abuse_disclosure": "unknown", "pregnancy": "yes"},
            anything_else="no",
        ),
        Answers({"hypoglycaemia_severe": "unknown", "allodynia": "unknown", "open_wound": "no"}),
    ]
    found = in_form("howMany", program, {"answers": [told(answers) for answers in many]})
    assert [each["open"] for each in found] == [len(screen(answers).not_asked) for answers in many]
    assert [each["noticed"] for each in found] == [0, 2, 1]
    assert [(each["yes"], each["unknown"], each["no"]) for each in found] == [(0, 0, 0), (1, 0, 1), (0, 1, 1)]
    for each in found:
        assert each["all"] == len(COURSE.conditions) + 1 - each["observed"] == found[0]["open"]
        assert each["yes"] + each["unknown"] + each["no"] + each["open"] == each["all"]
    kinds = [entry.kind for entry in COURSE.conditions.values() if not entry.observed]
    assert found[0]["after"] == kinds.count("after-session") > 0


def test_what_was_said_is_listed_as_it_was_asked():
    """Names of entries would give the answer away before the learner has one."""
    program = "return data.answers.map((answers) => saidWords(answers, data.course));"
    answers = [told(answers_of(client)) for client in CLIENTS.values()]
    questions = {name: entry.question for name, entry in COURSE.conditions.items()}
    questions[CATCH_ALL] = COURSE.screening.catch_all.question
    found = in_form("saidWords", program, {"answers": answers})
    for client, said in zip(CLIENTS.values(), found, strict=True):
        wanted = dict(client.conditions)
        if client.anything_else != "no":
            wanted[CATCH_ALL] = client.anything_else
        assert {each["id"]: each["said"] for each in said} == wanted
        assert [each["question"] for each in said] == [questions[each["id"]] for each in said]


SAVED = {
    "format": "massage-neuropathy-screening",
    "version": 1,
    "client": None,
    "answers": {
        "conditions": {"pregnancy": "yes", "allodynia": "unknown", "open_wound": "no"},
        "rises": {"allodynia": {COURSE.conditions["allodynia"].rises[0].when: "unknown"}},
        "where": {"allodynia": ["foot"]},
        "anything_else": "no",
    },
}


def read_back(texts):
    program = """const clients = [{ id: "numb-soles" }];
    return data.texts.map((text) => {
        try { return readScreening(text, data.course, clients); } catch (error) { return error.message; }
    });"""
    return in_form("readScreening", program, {"texts": texts})


ON_THE_FORM = {**SAVED["answers"], "rises": {"allodynia": {"0": "unknown"}}}


def test_a_saved_form_comes_back_whole():
    program = "return screeningFile({ answers: data.answers, client: null }, data.course);"
    answers = {**ON_THE_FORM, "rises": {**ON_THE_FORM["rises"], "open_wound": {"0": "yes"}}}
    file = in_form("screeningFile", program, {"answers": answers})
    assert file == SAVED  # Without what was said about an entry that no longer applies.
    [found] = read_back([json.dumps(file)])
    assert found == {"answers": ON_THE_FORM, "client": None, "gone": []}


def test_lines_are_read_by_their_words_whatever_their_place():
    program = """const course = structuredClone(data.course);
    const lines = course.conditions.find(({ id }) => id === "varicose_veins").rises;
    lines.unshift({ when: "A new line", urgency: "emergency" });
    return readScreening(data.text, course, []);"""
    lines = [rise.when for rise in COURSE.conditions["varicose_veins"].rises]
    data = {
        **SAVED,
        "answers": {
            **SAVED["answers"],
            "conditions": {"varicose_veins": "yes"},
            "rises": {"varicose_veins": {lines[0]: "yes", "A line that is gone": "yes"}},
            "where": {"varicose_veins": ["calf"]},
        },
    }
    found = in_form("readScreening", program, {"text": json.dumps(data)})
    assert found["answers"]["rises"] == {"varicose_veins": {"1": "yes"}}
    assert found["gone"] == [
        {"name": COURSE.conditions["varicose_veins"].name, "when": "A line that is gone"}
    ]
    assert found["answers"]["where"] == {"varicose_veins": ["calf"]}


def test_lines_are_read_with_either_kind_of_quotation_marks():
    program = """const course = structuredClone(data.course);
    course.conditions.find(({ id }) => id === "allodynia").rises[0].when = "It\u2019s \u201cnew\u201d";
    return readScreening(data.text, course, []);"""
    text = changed(["answers", "rises", "allodynia"], {'It\'s "new"': "yes"})
    found = in_form("readScreening", program, {"text": text})
    assert found["answers"]["rises"] == {"allodynia": {"0": "yes"}} and found["gone"] == []


def changed(path, value):
    data = json.loads(json.dumps(SAVED))
    inner = data
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return json.dumps(data)


BAD_FILES = {
    "no JSON": ("not a file", "it is not a file that this page has saved"),
    "a list": ("[]", "it is not a file that this page has saved"),
    "another file": (changed(["format"], "massage-neuropathy-record"), "not a file that this page has saved"),
    "a later version": (changed(["version"], 2), "another version"),
    "an unknown client": (changed(["client"], "nobody"), 'no practice client "nobody"'),
    "no answers": (changed(["answers"], None), "the answers are missing"),
    "no conditions": (changed(["answers", "conditions"], []), 'the part "conditions" is missing'),
    "an unknown entry": (changed(["answers", "conditions", "gout"], "yes"), 'no entry "gout"'),
    "another answer": (changed(["answers", "conditions", "pregnancy"], "maybe"), '"maybe" is no answer'),
    "an answer from the prototype": (
        changed(["answers", "conditions", "toString"], "yes"),
        'no entry "toString"',
    ),
    "a line of what does not apply": (
        changed(["answers", "rises", "open_wound"], {"x": "yes"}),
        "was not answered with yes",
    ),
    "a line of what was not asked": (
        changed(["answers", "rises", "varicose_veins"], {"x": "no"}),
        "was not answered with yes",
    ),
    "places of what does not apply": (
        changed(["answers", "where", "open_wound"], ["foot"]),
        "was not answered with yes",
    ),
    "another answer to a line": (changed(["answers", "rises", "allodynia", "x"], "maybe"), '"maybe" is no'),
    "lines that are none": (changed(["answers", "rises", "allodynia"], "yes"), "cannot be read"),
    "an unknown area": (changed(["answers", "where", "allodynia"], ["elbow"]), 'no part of the body "elbow"'),
    "areas that are none": (changed(["answers", "where", "allodynia"], "foot"), "cannot be read"),
    "another last answer": (changed(["answers", "anything_else"], 3), "3 is no answer"),
}


def test_of_a_bad_file_nothing_is_taken_and_what_is_wrong_is_said():
    found = read_back([text for text, _ in BAD_FILES.values()])
    for (name, (_, words)), message in zip(BAD_FILES.items(), found, strict=True):
        assert isinstance(message, str) and words in message, (name, message)


REFUSED = [
    Answers({"allodynia": "no"}, where={"allodynia": ["foot"]}),
    Answers({}, where={"allodynia": ["foot"]}),
    Answers({"allodynia": "no"}, {"allodynia": {0: "no"}}),
    Answers({}, {"allodynia": {0: "yes"}}),
    Answers({"allodynia": "yes"}, where={"allodynia": ["elbow"]}),
    Answers({"gout": "yes"}),
    Answers({"allodynia": "perhaps"}),
    Answers({"allodynia": "yes"}, {"allodynia": {0: "perhaps"}}),
    Answers(anything_else="perhaps"),
]
TAKEN = [
    Answers({"allodynia": "no"}, {"allodynia": {}}, {"allodynia": []}),
    Answers({}, {"allodynia": {}}, {"allodynia": []}),
    Answers({"allodynia": "unknown"}, {"allodynia": {0: "no"}}, {"allodynia": ["affected_area"]}),
]


def test_a_file_is_refused_where_python_refuses_the_same_answers():
    def saved(answers):
        data = told(answers)
        data["rises"] = {
            name: {COURSE.conditions[name].rises[number].when: said for number, said in lines.items()}
            for name, lines in data["rises"].items()
        }
        return json.dumps({**SAVED, "answers": data})

    def is_taken(answers):
        try:
            screen(answers)
        except ValueError:
            return False
        return True

    many = [*REFUSED, *TAKEN]
    found = read_back([saved(answers) for answers in many])
    assert [isinstance(each, dict) for each in found] == [is_taken(answers) for answers in many]
    assert [is_taken(answers) for answers in many] == [False] * len(REFUSED) + [True] * len(TAKEN)


# What an outcome says


def in_words(program, data, names):
    return in_node("outcome_words.js", names, program, {"course": DATA, **data})


def test_areas_are_named_once_and_the_whole_body_only_where_it_is_whole():
    everything = [area.id for area in COURSE.screening.areas if area.id != "affected_area"]
    cases = [
        ["foot", "toes"],
        ["leg", "calf", "foot", "toes"],
        everything,
        [area for area in everything if area != "hand"],
    ]
    program = "return data.cases.map((areas) => areaWords(areas, data.course.screening));"
    cases += [["foot", "affected_area"], ["affected_area"]]
    found = in_words(program, {"cases": cases}, "areaWords")
    assert found[4:] == ["the feet, and wherever else the client has it", "wherever the client has it"]
    assert found[:3] == ["the feet", "thighs and lower legs and the feet", "the whole body"]
    assert "the whole body" not in found[3] and "hands" not in found[3] and "the back" in found[3]


@pytest.mark.parametrize(
    ("client", "predicted", "words"),
    [
        ("tight-calf", "stop-today", "The screener says the same."),
        ("tight-calf", "ask-first session", "The screener is stricter: Stop: care today."),
        ("numb-soles", "ask-first area", "The screener is milder: Adapt."),
        ("shaky-at-noon", "stop-today", "says the same, in its small form “Stop: help on the spot”."),
        ("shaky-at-noon", "stop-emergency", "The screener is milder: Stop: help on the spot."),
        ("feverish-cold", "stop-emergency", "The screener is milder: Stop: another day."),
        ("feverish-cold", "stop-today", "says the same, in its small form “Stop: another day”."),
        ("feverish-cold", "ask-first session", "The screener is stricter: Stop: another day."),
        ("weekly-infusion", "ask-first session", "The screener says the same."),
        ("weekly-infusion", "ask-first area", "The screener is stricter: Ask first: the whole session."),
        ("pain-on-walking", "ask-first area", "The screener says the same."),
        ("pain-on-walking", "ask-first session", "The screener is milder: Ask first: an area."),
        # Until it is known, the whole session waits.
        ("sock-not-looked-at", "ask-first session", "The screener says the same."),
        ("sock-not-looked-at", "ask-first area", "The screener is stricter: Ask first: the whole session"),
        ("sock-not-looked-at", "stop-today", "The screener is milder: Ask first: the whole session"),
        ("stiff-shoulders", "nothing-stops", "The screener says the same."),
    ],
)
def test_a_prediction_is_compared_by_the_order_of_strictness(client, predicted, words):
    program = "return comparedWords(data.predicted, data.decision, data.course.screening);"
    answer, _, waits = predicted.partition(" ")
    given = {
        "course": DATA,
        "predicted": {"answer": answer, "waits": waits or None},
        "decision": decided(client).as_json(),
    }
    found = in_node("prediction.js", "comparedWords", program, given)
    assert found["isSame"] is ("says the same" in words)
    assert words in found["words"]
    start = "You said: Ask first: " if waits else "You said: "
    assert found["words"].startswith(start)


def test_conflicts_name_both_sides():
    program = "return conflictWords(data.decision, data.course);"
    decision = decided("heart-bones-feet").as_json()
    found = {
        each["lead"]: each["words"] for each in in_words(program, {"decision": decision}, "conflictWords")
    }
    pressure = found["“Level 1-2 only” and “Level 1 only, or a resting hand”"]
    assert pressure.startswith("One entry allows level 1-2, another level 1 only.")
    for name in ("heart_failure_oedema", "osteoporosis", "allodynia"):
        assert COURSE.conditions[name].name in pressure
    assert found["The feet"].endswith("level 1 at most. Leaving out stands.")
    levels = screen(Answers({"loss_of_protective_sensation": "yes", "allodynia": "yes"})).as_json()
    [words] = [
        each["words"]
        for each in in_words(program, {"decision": levels}, "conflictWords")
        if each["words"].startswith("Different levels")
    ]
    assert "level 2" in words and "level 1" in words and words.endswith("The lowest stands.")


def test_what_is_to_be_settled_names_the_answer_of_a_yes():
    program = "return settleWords(data.decision, data.course);"
    decision = screen(
        Answers(
            {"foot_ulcer_neuropathic": "unknown", "allodynia": "yes", "varicose_veins": "yes"},
            {"varicose_veins": {0: "unknown"}},
        )
    ).as_json()
    found = in_words(program, {"decision": decision}, "settleWords")
    assert {(each["name"], each["then"]) for each in found} == {
        (COURSE.conditions["foot_ulcer_neuropathic"].name, "Stop: care today"),
        (COURSE.conditions["varicose_veins"].name, "Stop: emergency now"),
    }
    assert {each["when"] for each in found} == {"", COURSE.conditions["varicose_veins"].rises[0].when}


def test_leaving_out_stands_above_waiting_on_the_map():
    program = "return [...marksOf(data.decision, data.course)].map(([area, { kind }]) => [area, kind]);"
    said = {"peripheral_artery_disease": "yes", "varicose_veins": "yes", "anticoagulants": "yes"}
    decision = screen(Answers(said, where={"varicose_veins": ["calf"]})).as_json()
    marks = dict(in_words(program, {"decision": decision}, "marksOf"))
    assert "calf" in decision["left_out"] and "calf" in decision["waiting"]
    assert marks["calf"] == "out" and marks["foot"] == "waits" and marks["hand"] == "level"


def test_a_place_that_was_named_is_not_named_again():
    program = "return [...marksOf(data.decision, data.course)].map(([area, { kind }]) => [area, kind]);"
    for where in ({}, {"dvt_history": ["arm"]}):
        decision = screen(Answers({"dvt_history": "yes"}, where=where)).as_json()
        marks = dict(in_words(program, {"decision": decision}, "marksOf"))
        assert "affected_area" in decision["waiting"]
        assert ("affected_area" in marks) == (not where)


def test_a_place_that_no_hand_touches_is_marked_whatever_else_is_said_of_the_area():
    program = "return [...marksOf(data.decision, data.course)];"
    said = {"port_or_central_line": "yes", "osteoporosis": "yes"}
    decision = screen(Answers(said, where={"port_or_central_line": ["chest"]})).as_json()
    marks = dict(in_words(program, {"decision": decision}, "marksOf"))
    name = COURSE.conditions["port_or_central_line"].name
    assert (
        marks["chest"]["keepOff"]
        == f"for \N{LEFT DOUBLE QUOTATION MARK}{name}\N{RIGHT DOUBLE QUOTATION MARK}"
    )
    assert marks["chest"]["level"] == decision["ceilings"]["chest"]["level"]
    assert [area for area, mark in marks.items() if "keepOff" in mark] == list(decision["keep_off"])


def test_what_has_risen_does_not_say_what_it_would_by_itself():
    program = "return data.decision.lines.map((line) => actionWords(line, data.course));"

    def action(said, lines):
        decision = screen(Answers({"varicose_veins": said}, {"varicose_veins": lines})).as_json()
        [found] = in_words(program, {"decision": decision}, "actionWords")
        return found

    entry = COURSE.conditions["varicose_veins"]
    assert action("yes", {0: "no", 1: "yes"}) == {"label": "Do", "says": entry.do, "raised": [], "itself": ""}
    emergency = action("yes", {0: "yes", 1: "yes"})
    assert emergency["says"].startswith(COURSE.screening.answers[0].means)
    assert "Stop: emergency now, lying down, leg up, firm pressure on it." in emergency["says"]
    assert "level 1-2" not in emergency["says"]
    assert emergency["raised"] == [entry.rises[0].when] and emergency["itself"] == entry.do
    open_line = action("yes", {0: "unknown"})
    assert open_line["says"] == COURSE.screening.waits["known"]
    assert open_line["raised"] == [entry.rises[0].when] and open_line["itself"] == entry.do


def test_among_equals_those_that_say_so_by_themselves_come_first():
    program = "return inOrder(data.decision, data.course).map(({ condition }) => condition);"
    said = {"varicose_veins": "yes", "acute_limb_ischaemia": "yes", "allodynia": "yes"}
    decision = screen(Answers(said, {"varicose_veins": {0: "yes"}}))
    found = in_words(program, {"decision": decision.as_json()}, "inOrder")
    assert found == ["acute_limb_ischaemia", "varicose_veins", "allodynia"]
    assert decision.lines[0].condition == "varicose_veins"  # As they stand on the form.


def test_a_comparison_says_what_an_entry_has_risen_to():
    client = CLIENTS["weak-thighs"]
    page = BeautifulSoup(compare("weak-thighs").html, "html.parser")
    lines = [each.text for each in page.select("details.mn-answer li")]
    risen = COURSE.conditions["undiagnosed_neuropathy"]
    assert lines[0].startswith(COURSE.conditions["rapidly_progressive_weakness"].name)
    assert client.rises[risen.id] and risen.rises[1].when in lines[1]
    assert risen.do not in lines[1] and COURSE.screening.answers[0].means in lines[1]


def test_no_comparison_asks_for_a_written_answer_where_a_look_settles_it():
    page = BeautifulSoup(compare("sock-not-looked-at").html, "html.parser")
    assert "written answer" not in page.select_one("details.mn-answer").text
    assert COURSE.screening.waits["known"] in page.text


def test_no_words_of_an_outcome_give_permission():
    """What is shown of a decision: words of entries, answers, adaptations and clients."""
    words = COURSE.screening
    shown = [
        *(text for each in COURSE.conditions.values() for text in (each.name, each.why, each.do)),
        *(rise.when for each in COURSE.conditions.values() for rise in each.rises),
        *(text for each in words.answers for text in (each.say, each.means)),
        *(each.say for each in (*words.adaptations, *words.clashes, *words.areas)),
        *words.waits.values(),
        *words.kinds.values(),
        *words.weak_grounds.values(),
        *(
            words.numb_area,
            words.ceiling,
            words.dont_know.say,
            words.catch_all.say,
            words.catch_all.dont_know,
        ),
        words.urgencies["soon"],
        *(client.comment for client in CLIENTS.values()),
    ]
    assert [text for text in shown if PERMISSION.search(text)] == []


# Without a script


def test_without_a_script_every_question_stands_with_its_folded_answer():
    page = BeautifulSoup(screener().html, "html.parser")
    folds = page.select("details")
    assert len(folds) == len(COURSE.conditions) + 1
    by_question = {fold.summary.text: fold for fold in folds}
    for entry in COURSE.conditions.values():
        fold = by_question[entry.question]
        words = next(answer.say for answer in COURSE.screening.answers if answer.id == entry.answer)
        assert entry.name in fold.text and words in fold.text and entry.do in fold.text
        weak = COURSE.screening.weak_grounds
        assert [ground for ground, word in weak.items() if word in fold.text] == [
            ground for ground in weak if ground == entry.ground
        ]
        assert fold.a["href"] == f"../book/rules.md#{entry.id}"
    assert folds[-1].summary.text == COURSE.screening.catch_all.question
    assert COURSE.screening.numb_area in page.text
    assert not PERMISSION.search(page.text)


@pytest.mark.parametrize("name", CLIENTS)
def test_a_comparison_asks_first_and_folds_the_answer_away(name):
    page = BeautifulSoup(compare(name).html, "html.parser")
    root, fold = page.select_one(".mn-compare"), page.select_one("details.mn-answer")
    assert not fold.has_attr("open")
    asked = [radio["value"] for radio in root.select("fieldset input")]
    waits = ["ask-first-session", "ask-first-area"]
    assert asked == ["stop-emergency", "stop-today", *waits, "adapt", "nothing-stops"]
    decision = decided(name)
    found = next(answer for answer in COURSE.screening.answers if answer.id == decision.answer)
    ends = {None: "", "known": "-session", "session": "-session", "area": "-area"}
    assert root["data-right"] == (found.form_of or found.id) + ends[decision.waits]
    assert found.say in fold.text and not PERMISSION.search(fold.text)
    assert len(fold.select("li")) == len(decision.lines)
    grounds = [
        COURSE.conditions[line.condition].ground for line in decision.lines if line.condition != CATCH_ALL
    ]
    for ground, words in COURSE.screening.weak_grounds.items():
        assert fold.text.count(words) == grounds.count(ground)
    client = CLIENTS[name]
    wanted = [(word, COURSE.conditions[each].question) for each, word in client.conditions.items()]
    if client.anything_else != "no":
        wanted.append((client.anything_else, COURSE.screening.catch_all.question))
    said = [each.text for each in root.select("ul:not(details ul) > li")]
    assert len(said) == len(wanted)
    for line, (word, question) in zip(said, wanted, strict=True):
        lead, _, words = line.partition(": ")
        assert lead == {"yes": "Yes", "unknown": "Don\N{RIGHT SINGLE QUOTATION MARK}t know"}[word]
        assert words == question
    fold.extract()
    for each in client.conditions:
        assert COURSE.conditions[each].name not in root.text


def test_an_unknown_client_is_named():
    with pytest.raises(ValueError, match="did you mean 'numb-soles'"):
        compare("numb-sole")
