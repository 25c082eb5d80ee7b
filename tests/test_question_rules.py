"""What matching, ordering, numeric and picture questions must hold: each test breaks one in one place."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML
from small_course import MORE_TYPES, add_all_types, edit, line_of, write_project

from massage_neuropathy.checks import check_project
from massage_neuropathy.content import ContentError, load_course, read_content
from massage_neuropathy.question_rules import question_rules
from massage_neuropathy.schema import KINDS
from massage_neuropathy.scoring import score
from massage_neuropathy.yaml_reader import Entry, to_record

CONTENT = "massage_neuropathy/content"
FILE = f"{CONTENT}/questions/01-nerves.yml"
MISSED = "missed: {error: err_wait_and_see, tag: unsafe}"


@pytest.fixture
def project(tmp_path):
    return add_all_types(write_project(tmp_path))


def problems(project):
    with pytest.raises(ContentError) as raised:
        load_course(project / CONTENT)
    return raised.value.problems


# What is written, what in its place, the line that is named, the field, the message and what to do.
BROKEN = {
    "a type is misspelled, and nothing else is said": (
        "type: matching",
        "type: mathcing",
        "type: mathcing",
        "remark-to-change.type",
        "'mathcing' is not one of the choices",
        "did you mean 'matching'?",
    ),
    "a type is missing": (
        "- id: getting-up\n  type: ordering\n",
        "- id: getting-up\n",
        "- id: getting-up",
        "getting-up.type",
        "is missing",
        "write single, multiple, matching, ordering or numeric",
    ),
    "a field is one of another type": (
        "  unit: people",
        "  options: []",
        "options: []",
        "missed-by-filament.options",
        "is not a field of this record",
        "the fields here are id, type",
    ),
    "a picture belongs to options": (
        "  stem: Put the steps",
        "  picture: four-maps\n  stem: Put the steps",
        "picture: four-maps\n  stem: Put",
        "getting-up.picture",
        "is not a field of this record",
        "the fields here are",
    ),
    "the answer of the course is misspelled": (
        "  stem: Put the steps",
        "  answer: adopt\n  stem: Put the steps",
        "answer: adopt",
        "getting-up.answer",
        "'adopt' is not one of the choices",
        "did you mean 'adapt'?",
    ),
    "nine options": (
        "    - id: d\n      text: Right thumb",
        "".join(
            f"    - {{id: {x}, text: Map {x}, rationale: So, error: err_wait_and_see, tag: fit}}\n"
            for x in "efghi"
        )
        + "    - id: d\n      text: Right thumb",
        "options:\n    - id: a\n      text: Both feet to mid",
        "four-maps.options",
        "has too many entries: 9, limit 8",
        "for type multiple up to eight",
    ),
    "seven options, and one to choose": (
        "  - id: c\n      text: Shoes press on them",
        "".join(
            f"  - {{id: {x}, text: Why {x}, rationale: So, error: err_wait_and_see, tag: fit}}\n  "
            for x in "defg"
        )
        + "  - id: c\n      text: Shoes press on them",
        "options:",
        "why-toes-first.options",
        "has too many entries for a question of type single: 7, limit 6",
        "type: multiple",
    ),
    "an error of leaving out is unknown": (
        "since breakfast\n      correct: true",
        "since breakfast\n      correct: true\n      missed: {error: err_wait_and_se, tag: unsafe}",
        "missed: {",
        "four-maps.options.b.missed.error",
        "there is no error 'err_wait_and_se'",
        "did you mean 'err_wait_and_see'?",
    ),
    "a wrong option is one that must not be left out": (
        "rationale: The slow pattern.",
        "rationale: The slow pattern.\n      missed: {error: err_wait_and_see, tag: unsafe}",
        "missed: {",
        "four-maps.options.a.missed",
        "only a right option of a question of type multiple can be missed",
        "remove it",
    ),
    "the one right option must not be left out": (
        "text: Their fibers are longest\n      correct: true",
        "text: Their fibers are longest\n      correct: true\n"
        "      missed: {error: err_wait_and_see, tag: fit}",
        "missed: {",
        "why-toes-first.options.b.missed",
        "only a right option of a question of type multiple can be missed",
        "remove it",
    ),
    # Matching.
    "an item has no rationale": (
        "      rationale: Comfort cannot steer here.\n",
        "",
        '- id: "1"',
        "remark-to-change.items.1.rationale",
        "is missing",
        "say why this choice is right",
    ),
    "an item has no error": (
        "      error: err_circulation_myth\n      tag: fit\n- id: getting-up",
        "      tag: fit\n- id: getting-up",
        '- id: "3"',
        "remark-to-change.items.3.error",
        "is missing",
        "errors.yml",
    ),
    "an error behind an item is unknown": (
        "rationale: Comfort cannot steer here.\n      error: err_wait_and_see",
        "rationale: Comfort cannot steer here.\n      error: err_wait_and_se",
        "err_wait_and_se\n",
        "remark-to-change.items.1.error",
        "there is no error 'err_wait_and_se'",
        "did you mean 'err_wait_and_see'?",
    ),
    "an error behind a wrong choice is unknown": (
        "cannot warn.\n          error: err_wait_and_see",
        "cannot warn.\n          error: err_wait_and_se",
        "err_wait_and_se\n",
        "remark-to-change.items.1.wrong.1.error",
        "there is no error 'err_wait_and_se'",
        "did you mean 'err_wait_and_see'?",
    ),
    "the id of an item is a number": (
        '- id: "1"',
        "- id: 1",
        "- id: 1",
        "remark-to-change.items.1.id",
        "should be text, but was read as a whole number",
        "put quotation marks around it",
    ),
    "an item is answered by no choice": (
        "answer: a\n",
        "answer: x\n",
        "answer: x",
        "remark-to-change.items.1.answer",
        "there is no choice 'x'",
        "write the id of one of the choices: a, b, c, d",
    ),
    "a wrong choice is none": (
        "- choice: d",
        "- choice: x",
        "- choice: x",
        "remark-to-change.items.1.wrong.1.choice",
        "there is no choice 'x'",
        "a, b, c, d",
    ),
    "a wrong choice is the right one": (
        "- choice: d",
        "- choice: a",
        "- choice: a",
        "remark-to-change.items.1.wrong.1.choice",
        "'a' is the answer to this item",
        "name a wrong choice",
    ),
    "a wrong choice is named twice": (
        "        - choice: d\n",
        "        - {choice: d, rationale: So., error: err_wait_and_see, tag: fit}\n        - choice: d\n",
        "        - choice: d\n",
        "remark-to-change.items.1.wrong.2.choice",
        "'d' is named twice",
        "keep one",
    ),
    "a choice that is left over does not say why": (
        "      rationale: It steers by a report of pain that may be missing.\n",
        "",
        "    - id: d\n      text: Firm thumbs",
        "remark-to-change.choices.d.rationale",
        "is missing: no item has this choice",
        "say why it is left over",
    ),
    "a choice that an item has says why": (
        "text: Sit, wait, then stand",
        "text: Sit, wait, then stand\n      rationale: Here.",
        "rationale: Here.",
        "remark-to-change.choices.b.rationale",
        "this choice is the answer to an item",
        "remove it",
    ),
    "two choices say the same": (
        "text: Sit, wait, then stand",
        "text: A still hand through cloth # one",
        "text: A still hand through cloth\n",
        "remark-to-change.choices.c.text",
        "stands for two choices",
        "change one of them",
    ),
    "no wrong match is unsafe in a question of safety": (
        '          tag: unsafe\n    - id: "2"\n      text: I grey out when I get up.\n      answer: b\n'
        "      rationale: Slow rising lessens the fall.\n      error: err_wait_and_see\n      tag: unsafe",
        '          tag: fit\n    - id: "2"\n      text: I grey out when I get up.\n      answer: b\n'
        "      rationale: Slow rising lessens the fall.\n      error: err_wait_and_see\n      tag: fit",
        "safety: P1",
        "remark-to-change.safety",
        "a safety question needs an unsafe answer",
        "tag the answer that would harm",
    ),
    # Ordering.
    "a misplaced step is none": (
        "- early: d",
        "- early: x",
        "- early: x",
        "getting-up.misplaced.1.early",
        "there is no step 'x'",
        "write the id of one of the steps: c, a, d, b",
    ),
    "a misplaced step is in its place": (
        "- early: d\n      before: a",
        "- early: a\n      before: d",
        "- early: a",
        "getting-up.misplaced.1",
        "'a' before 'd' is not wrong",
        "name as early the step that comes later",
    ),
    "a misplaced step is named twice": (
        "    - early: d\n",
        "    - {early: d, before: a, rationale: So., error: err_wait_and_see, tag: unsafe}\n    - early: d\n",
        "    - early: d\n",
        "getting-up.misplaced.2",
        "'d' before 'a' is named twice",
        "keep one",
    ),
    "two steps have one letter": (
        "    - id: b\n      text: Walks",
        "    - id: d # again\n      text: Walks",
        "- id: d # again",
        "getting-up.steps.d.id",
        "'d' stands for two steps",
        "its own letter",
    ),
    "other wrong orders have no words": (
        "  otherwise:\n    rationale: Lie, sit, stand, walk.\n    error: err_circulation_myth\n"
        "    tag: fit\n",
        "",
        "- id: getting-up",
        "getting-up.otherwise",
        "is missing",
        "write what is said to any other wrong order",
    ),
    "an error behind other orders is unknown": (
        "stand, walk.\n    error: err_circulation_myth",
        "stand, walk.\n    error: err_circulation_mith",
        "err_circulation_mith",
        "getting-up.otherwise.error",
        "there is no error",
        "did you mean 'err_circulation_myth'?",
    ),
    "an error behind a misplaced step is unknown": (
        "how people fall.\n      error: err_wait_and_see",
        "how people fall.\n      error: err_wait_and_se",
        "err_wait_and_se\n",
        "getting-up.misplaced.1.error",
        "there is no error",
        "did you mean 'err_wait_and_see'?",
    ),
    # Numeric.
    "the answer is text": (
        "answer: 141",
        "answer: many",
        "answer: many",
        "missed-by-filament.answer",
        "should be a number, but is text",
        "write the right number",
    ),
    "the answer is outside what is right": (
        "answer: 141",
        "answer: 143",
        "accept: [140, 142]",
        "missed-by-filament.accept",
        "140 to 142 does not hold the answer 143",
        "the smallest and the largest number",
    ),
    "what is right has one end": (
        "accept: [140, 142]",
        "accept: [140]",
        "accept: [140]",
        "missed-by-filament.accept.2",
        "is missing",
        "such as [140, 142]",
    ),
    "a mistake is right": (
        "- value: 159",
        "- value: 142",
        "- value: 142",
        "missed-by-filament.mistakes.1",
        "142 is no mistake of its own: 140 to 142 is right",
        "change one",
    ),
    "two mistakes meet": (
        "- value: 159",
        "- value: 47",
        "- value: 47\n      accept",
        "missed-by-filament.mistakes.2",
        "47 is no mistake of its own: 47 to 47 is another mistake",
        "change one",
    ),
    "a mistake is outside its own span": (
        "accept: [46.5, 47.5]",
        "accept: [48, 49]",
        "accept: [48, 49]",
        "missed-by-filament.mistakes.2.accept",
        "48 to 49 does not hold the value 47",
        "that this mistake leads to",
    ),
    "an error behind a number is unknown": (
        "it notices.\n      error: err_wait_and_see",
        "it notices.\n      error: err_wait_and_se",
        "err_wait_and_se\n",
        "missed-by-filament.mistakes.1.error",
        "there is no error",
        "did you mean 'err_wait_and_see'?",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_mistake_in_a_question_is_reported_where_it_stands(project, name):
    old, new, at, field, message, fix = BROKEN[name]
    edit(project, FILE, old, new)
    (problem,) = problems(project)
    assert problem.field == field
    assert message in problem.message
    assert fix in problem.fix
    text = (project / FILE).read_text(encoding="utf-8")
    assert problem.line == text[: text.index(at)].count("\n") + 1


@pytest.mark.parametrize(
    ("letters", "order"), [("abcd", "the right order"), ("dcba", "the reversed order"), ("cadb", None)]
)
def test_steps_are_shown_neither_in_the_right_order_nor_reversed(project, letters, order):
    for old, new, text in zip("cadb", letters, ("Pumps", "Sits", "Stands", "Walks"), strict=True):
        edit(project, FILE, f"    - id: {old}\n      text: {text}", f"    - id: {new}\n      text: {text}")
    stands, sits = letters[2], letters[1]
    edit(project, FILE, "- early: d\n      before: a", f"- early: {stands}\n      before: {sits}")
    if order is None:
        load_course(project / CONTENT)
        return
    (problem,) = problems(project)
    assert (problem.field, problem.line) == ("getting-up.steps", line_of(project, FILE, "  steps:"))
    assert problem.message == f"the steps are shown by their ids, a, b, c, d, which is {order}"
    assert problem.fix == "give them letters that mix them"


def variations(value):
    """Yield a value again and again, each time with one thing inside it replaced by something odd."""
    yield from (None, 5, 2.5, True, "odd", "", [], {}, [{}], ["odd"], {"odd": "odd"})
    if isinstance(value, dict):
        for name, inner in value.items():
            yield {other: each for other, each in value.items() if other != name}
            yield from ({**value, name: each} for each in variations(inner))
    if isinstance(value, list):
        for i, inner in enumerate(value):
            yield from ([*value[:i], each, *value[i + 1 :]] for each in variations(inner))


def test_whatever_is_written_is_reported_and_nothing_breaks(tmp_path):
    written = YAML(typ="safe").load(MORE_TYPES)
    lessons = ["01-nerves"]
    count = 0
    for question in written:
        model = KINDS["questions"].model_for
        for number, odd in enumerate(variations(question)):
            entry = Entry(tmp_path / "01-nerves.yml", "odd", as_tuples(odd), {(): number})
            record, wrong = to_record(entry, model(entry.data))
            found = [entry.problem(*each) for each in question_rules(entry, lessons, {})]
            assert (record is None) == bool(wrong)
            if record and not found:
                assert score(record.type, record.right, list(record.right)[:1]) >= 0
                assert record.wrong and record.hash
            count += 1
    assert count > 1000


def as_tuples(value):
    if isinstance(value, dict):
        return {name: as_tuples(each) for name, each in value.items()}
    return tuple(map(as_tuples, value)) if isinstance(value, list) else value


def test_each_type_knows_its_right_answer_and_its_wrong_ones(project):
    questions = load_course(project / CONTENT).questions
    assert questions["maps-that-fit"].right == ["a", "c"]
    assert questions["remark-to-change"].right == ["1:a", "2:b", "3:c"]
    assert questions["getting-up"].right == ["c", "a", "d", "b"]
    assert questions["missed-by-filament"].right == ["140", "142"]
    tags = {name: [wrong.tag for wrong in question.wrong] for name, question in questions.items()}
    assert tags["four-maps"] == ["overcautious", "unsafe"]
    assert tags["remark-to-change"] == ["fit", "unsafe", "unsafe", "fit"]
    assert tags["getting-up"] == ["unsafe", "fit"]
    assert tags["missed-by-filament"] == ["unsafe", "fit", "fit"]


def test_each_type_says_what_in_an_answer_stands_for_which_error(project):
    edit(project, FILE, "breakfast\n      correct: true", f"breakfast\n      correct: true\n      {MISSED}")
    questions = load_course(project / CONTENT).questions
    assert questions["four-maps"].faults == {
        "a": ("overcautious", "err_blanket_refusal"),
        "d": ("unsafe", "err_wait_and_see"),
        "-b": ("unsafe", "err_wait_and_see"),
    }
    assert questions["remark-to-change"].faults == {
        "1:*": ("fit", "err_wait_and_see"),
        "2:*": ("unsafe", "err_wait_and_see"),
        "3:*": ("fit", "err_circulation_myth"),
        "1:d": ("unsafe", "err_wait_and_see"),
    }
    assert questions["getting-up"].faults == {
        "d<a": ("unsafe", "err_wait_and_see"),
        "*": ("fit", "err_circulation_myth"),
    }
    assert questions["missed-by-filament"].faults == {
        "159..159": ("unsafe", "err_wait_and_see"),
        "46.5..47.5": ("fit", "err_circulation_myth"),
        "*": ("fit", "err_circulation_myth"),
    }


def test_the_hash_stays_with_how_an_answer_is_shown_and_judged(project):
    before = load_course(project / CONTENT).questions["four-maps"].hash
    edit(project, FILE, "breakfast\n      correct: true", f"breakfast\n      correct: true\n      {MISSED}")
    edit(project, FILE, "  picture: four-maps\n", "  picture: four-maps\n  fixed: true\n")
    question = read_content(project / CONTENT).course.questions["four-maps"]
    assert question.fixed and question.options[1].missed and question.hash == before


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("four-maps", "picture: four-maps", "picture: other-maps"),
        ("remark-to-change", "text: Sit, wait, then stand", "text: Sit, then stand"),
        ("remark-to-change", "text: The bed sheet burns.", "text: The sheet burns."),
        ("remark-to-change", "rationale: Deep work on skin that cannot warn.", "rationale: Deep work."),
        ("remark-to-change", "rationale: Stroking is what hurts.", "rationale: Stroking hurts."),
        ("remark-to-change", "rationale: It steers by", "rationale: This steers by"),
        ("getting-up", "text: Walks with you", "text: Goes with you"),
        ("getting-up", "rationale: Now the second drop.", "rationale: The second drop."),
        ("getting-up", "rationale: Standing before sitting", "rationale: Standing first"),
        ("getting-up", "rationale: Lie, sit, stand, walk.", "rationale: Lie, sit, walk."),
        ("missed-by-filament", "answer: 141", "answer: 141.5"),
        ("missed-by-filament", "accept: [140, 142]", "accept: [139, 142]"),
        ("missed-by-filament", "unit: people", "unit: clients"),
        ("missed-by-filament", "rationale: A pass clears nobody.", "rationale: A pass clears no one."),
        ("missed-by-filament", "value: 159", "value: 158"),
        ("missed-by-filament", "accept: [46.5, 47.5]", "accept: [46, 47.5]"),
        ("missed-by-filament", "rationale: Those are the ones", "rationale: These are the ones"),
        ("missed-by-filament", "rationale: Find 53 percent", "rationale: Take 53 percent"),
    ],
)
def test_the_hash_changes_with_what_is_asked_scored_or_said(project, name, old, new):
    before = read_content(project / CONTENT).course.questions
    edit(project, FILE, old, new)
    after = read_content(project / CONTENT).course.questions
    assert {each for each in before if before[each].hash != after[each].hash} == {name}


def test_the_hash_stays_with_what_the_learner_does_not_see(project):
    before = read_content(project / CONTENT).course.questions
    text = (project / FILE).read_text(encoding="utf-8")
    start = text.index("- id: four-maps")
    changed = text[start:].replace("err_wait_and_see", "err_circulation_myth").replace("Six maps", "Other")
    (project / FILE).write_text(text[:start] + changed, encoding="utf-8")
    after = read_content(project / CONTENT).course.questions
    assert {name: each.hash for name, each in before.items()} == {name: x.hash for name, x in after.items()}


@pytest.mark.parametrize(
    ("file", "old", "new", "field", "message"),
    [
        ("claims.yml", "article: A", "article: F", "s000-light-then-build.article", "'F' is not one of"),
        ("claims.yml", "topic: technique", "topic: tecnique", "s000-light-then-build.topic", "is not one of"),
        ("claims.yml", "verdict: partly", "verdict: true", "s000-light-then-build.verdict", "is not one of"),
        ("claims.yml", "  say: We begin lightly.\n", "", "s001-pressure-first.say", "is missing"),
        (
            "claims.yml",
            "conflicts_with: [s001-pressure-first]",
            "conflicts_with: [s001-pressure]",
            "s000-light-then-build.conflicts_with.1",
            "there is no claim 's001-pressure'",
        ),
        ("blueprint.yml", "row: R1", "row: one", "faint-this-morning.row", "does not have the right form"),
        ("blueprint.yml", "twins: 1", "twins: 0", "faint-this-morning.twins", "out of range"),
        (
            "blueprint.yml",
            "objective: start-answers",
            "objective: start-answer",
            "faint-this-morning.objective",
            "there is no objective 'start-answer'",
        ),
        (
            "questions/00-start.yml",
            "twin: faint-this-morning",
            "twin: faint-this-evening",
            "kept-back.twin",
            "there is no slot 'faint-this-evening'",
        ),
    ],
)
def test_a_mistake_in_claims_and_slots_is_reported(project, file, old, new, field, message):
    edit(project, f"{CONTENT}/{file}", old, new)
    (problem,) = problems(project)
    assert problem.field == field
    assert message in problem.message


@pytest.mark.parametrize("new", ["answer: ask-first", "answer: adapt\n  waits: area"])
def test_a_condition_says_what_waits_where_it_asks_first_and_nowhere_else(project, new):
    edit(project, f"{CONTENT}/conditions/sensory.yml", "answer: adapt", new)
    found = {problem.field: problem.message for problem in problems(project)}
    assert "goes with the answer ask-first" in found["loss_of_protective_sensation.waits"]


@pytest.mark.parametrize(
    ("old", "new", "field", "message"),
    [
        ("answer: adapt", "answer: stop-today", "answer", "not what level, urgency and kind give"),
        ("level: modify", "level: absolute", "answer", "not what level, urgency and kind give"),
        ("areas: [foot]", "areas: [foof]", "areas.1", "'foof' is not in screening.yml"),
        ("[light_pressure_only]", "[light_pressure]", "adaptations.1", "is not in screening.yml"),
        ("group: sensory", "group: senses", "group", "is not in screening.yml"),
        ("  ceiling: 2", "  ceiling: 2\n  waits_areas: [foot]", "waits_areas", "goes with waits: area"),
    ],
)
def test_a_condition_uses_the_words_and_rules_of_the_screener(project, old, new, field, message):
    edit(project, f"{CONTENT}/conditions/sensory.yml", old, new)
    found = {problem.field: problem.message for problem in problems(project)}
    assert message in found[f"loss_of_protective_sensation.{field}"]


def test_without_the_words_of_the_screener_the_content_cannot_be_used(project):
    (project / CONTENT / "screening.yml").write_text("kinds: {}\n", encoding="utf-8")
    assert {Path(problem.file).name for problem in problems(project)} >= {"screening.yml"}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("leaves_out: [abdomen]", "leaves_out: [belly]", "there is no area 'belly'"),
        ("[side_lying, semi_reclined]", "[side_lying, upright]", "there is no adaptation 'upright'"),
        ("  - {answer: another-day}\n", "", "strictness leaves out another-day"),
        ("- [arm, hand]", "- [arm, paw]", "there is no area 'paw'"),
    ],
)
def test_the_words_of_the_screener_agree_with_one_another(project, old, new, message):
    edit(project, f"{CONTENT}/screening.yml", old, new)
    assert [problem for problem in problems(project) if message in problem.message]


def test_questions_without_options_give_away_nothing_by_their_places(project):
    assert not [each for each in check_project(project) if "over the whole bank" in each.message]
