from dataclasses import dataclass
from pathlib import Path

import pytest
from pydantic import ValidationError
from small_course import edit, line_of, write_project

import massage_neuropathy.content
from massage_neuropathy.checks import check_project
from massage_neuropathy.content import ContentError, Reference, load_course, read_content, select_questions

CONTENT = "massage_neuropathy/content"


@dataclass(frozen=True)
class Broken:
    """One mistake: what is written in place of what, and how it must be reported.

    The first line with the text `at` is the one that must be named; `also` are the fields that must be
    reported because of it, and no other may be.
    """

    name: str
    file: str
    old: str
    new: str
    at: str
    field: str
    message: str
    fix: str
    also: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()  # What only the checks of the whole project see behind it.


QUESTIONS = "questions/01-nerves.yml"
START = "questions/00-start.yml"

BROKEN = [
    # The shape of records.
    Broken(
        "a field is missing",
        QUESTIONS,
        "      rationale: Blood is not the reason.\n",
        "",
        "- id: a",
        "why-toes-first.options.a.rationale",
        "is missing",
        "every option needs one",
    ),
    Broken(
        "a field is empty",
        QUESTIONS,
        "stem: Why do most neuropathies start in the toes?",
        "stem:",
        "stem:",
        "why-toes-first.stem",
        "is empty",
        "write the question",
    ),
    Broken(
        "a field holds only spaces",
        QUESTIONS,
        "text: The blood is slow there",
        "text: '  '",
        "text: '  '",
        "why-toes-first.options.a.text",
        "is empty",
        "every option needs one",
    ),
    Broken(
        "a field is misspelled",
        START,
        "  safety: F1",
        "  safty: F1",
        "safty: F1",
        "calf-after-flight.safty",
        "is not a field of this record",
        "did you mean 'safety'?",
    ),
    Broken(
        "a field is foreign",
        "lessons.yml",
        "  minutes: 30",
        "  minutes: 30\n  weather: fine",
        "weather: fine",
        "01-nerves.weather",
        "is not a field of this record",
        "the fields here are id, number, title, minutes, part",
    ),
    Broken(
        "a field of an option is misspelled",
        QUESTIONS,
        "      tag: fit",
        "      tagg: fit",
        "tagg: fit",
        "why-toes-first.options.a.tagg",
        "is not a field of this record",
        "did you mean 'tag'?",
        also=("why-toes-first.options.a.tag",),
    ),
    Broken(
        "a number stands for text",
        "glossary.yml",
        "term: paresthesia\n",
        "term: 42\n",
        "term: 42",
        "paresthesia.term",
        "should be text, but was read as a whole number",
        "put quotation marks around it",
    ),
    Broken(
        "a date stands for text",
        "glossary.yml",
        "definition: A feeling of tingling that is not painful.",
        "definition: 2020-01-31",
        "definition: 2020-01-31",
        "paresthesia.definition",
        "should be text, but was read as a date",
        "put quotation marks around it",
    ),
    Broken(
        "a truth value stands for text",
        START,
        "text: Decline politely",
        "text: true",
        "text: true",
        "past-illness.options.b.text",
        "should be text, but was read as true or false",
        "put quotation marks around it",
    ),
    Broken(
        "a date stands for a choice",
        "errors.yml",
        "tag: unsafe",
        "tag: 2020-01-31",
        "tag: 2020-01-31",
        "err_wait_and_see.tag",
        "'2020-01-31' is not one of the choices",
        "write one of unsafe",
    ),
    Broken(
        "text stands for a number",
        "lessons.yml",
        "minutes: 20",
        "minutes: twenty",
        "minutes: twenty",
        "00-start.minutes",
        "should be a whole number, but is text",
        "write how many minutes",
    ),
    Broken(
        "text stands for true",
        START,
        "refusing_is_the_error: true",
        "refusing_is_the_error: sure",
        "refusing_is_the_error: sure",
        "past-illness.refusing_is_the_error",
        "should be true or false, but is text",
        "write true if",
    ),
    Broken(
        "text stands for a list",
        QUESTIONS,
        "references: [ginsberg2020]",
        "references: ginsberg2020",
        "references: ginsberg2020",
        "why-toes-first.references",
        "should be a list, but is text",
        "write keys",
    ),
    Broken(
        "a list item stands for a record",
        "errors.yml",
        "- id: err_wait_and_see",
        "- just words\n- id: err_wait_and_see",
        "- just words",
        "entry 1",
        "should be a group of fields, but is text",
        "write a group of fields",
    ),
    Broken(
        "a number is out of range",
        "lessons.yml",
        "minutes: 20",
        "minutes: 0",
        "minutes: 0",
        "00-start.minutes",
        "out of range",
        "how many minutes",
    ),
    Broken(
        "a choice is misspelled",
        QUESTIONS,
        "bloom: understand",
        "bloom: understood",
        "bloom: understood",
        "why-toes-first.bloom",
        "'understood' is not one of the choices",
        "did you mean 'understand'? write one of remember, understand, apply, analyze, evaluate",
    ),
    Broken(
        "a safety family is unknown",
        START,
        "safety: F1",
        "safety: F9",
        "safety: F9",
        "calf-after-flight.safety",
        "'F9' is not one of the choices",
        "F1, F2",
    ),
    Broken(
        "a tag is unknown",
        QUESTIONS,
        "tag: fit",
        "tag: fits",
        "tag: fits",
        "why-toes-first.options.a.tag",
        "'fits' is not one of the choices",
        "did you mean 'fit'?",
    ),
    Broken(
        "an id has capital letters",
        "errors.yml",
        "- id: err_circulation_myth",
        "- id: err_Circulation_myth",
        "err_Circulation_myth",
        "err_Circulation_myth.id",
        "does not have the right form",
        "small letters and digits, such as err_wait_and_see",
        also=("why-toes-first.options.a.error", "why-toes-first.options.c.error"),
    ),
    Broken(
        "a lesson has the wrong number",
        "lessons.yml",
        "number: 1",
        "number: 2",
        "number: 2",
        "01-nerves.number",
        "2 is not the number of '01-nerves'",
        "write 1",
    ),
    Broken(
        "a question has no source",
        QUESTIONS,
        "references: [smith2019]",
        "references: []",
        "references: []",
        "maps-that-fit.references",
        "is empty",
        "every question needs a source",
    ),
    Broken(
        "a question has two options",
        QUESTIONS,
        """\
    - id: c
      text: Shoes press on them
      rationale: Bare feet are hit as well.
      error: err_circulation_myth
      tag: fit
""",
        "",
        "options:",
        "why-toes-first.options",
        "has too few entries: 2, limit 3",
        "write three to six options",
    ),
    Broken(
        "a term has no definition",
        "glossary.yml",
        "  definition: A feeling of tingling that is not painful.\n",
        "",
        "- id: paresthesia",
        "paresthesia.definition",
        "is missing",
        "every term needs one",
    ),
    # YAML as such.
    Broken(
        "YAML with a colon in plain text",
        "objectives.yml",
        "text: Sort five",
        "text: Sort: five",
        "text: Sort: five",
        "file",
        "is not valid YAML: mapping values are not allowed here",
        "put text with ': ' or quotation marks under >-",
    ),
    Broken(
        "a quotation mark is never closed",
        "objectives.yml",
        "text: Sort five",
        "text: 'Sort five",
        "text: 'Sort five",
        "file",
        "is not valid YAML",
        "quotation marks",
    ),
    Broken(
        "a tab stands at the start of a line",
        "claims.yml",
        "  verdict: partly",
        "\tverdict: partly",
        "verdict: partly",
        "file",
        "is not valid YAML",
        "indent with spaces",
    ),
    Broken(
        "a control character",
        "claims.yml",
        "press harder",
        "press\x07harder",
        "claim:",
        "file",
        "holds a character that YAML does not allow",
        "retype the line",
    ),
    Broken(
        "a file holds no list",
        "conditions/sensory.yml",
        "- id: loss_of_protective_sensation\n",
        "  id: loss_of_protective_sensation\n",
        "id: loss",
        "file",
        "does not hold a list",
        "begin every record with '- '",
    ),
    Broken(
        "a field is given twice",
        START,
        "  safety: F1\n",
        "  safety: F1\n  safety: F2\n",
        "safety: F2",
        "calf-after-flight.safety",
        "is given twice (first in line 7)",
        "keep the right one",
    ),
    # Ids that lead nowhere.
    Broken(
        "an objective is unknown",
        QUESTIONS,
        "objective: length-pattern",
        "objective: length-patern",
        "objective: length-patern",
        "why-toes-first.objective",
        "there is no objective 'length-patern'",
        "did you mean 'length-pattern'?",
    ),
    Broken(
        "a lesson is unknown",
        "objectives.yml",
        "lesson: 01-nerves",
        "lesson: 01-nerve",
        "lesson: 01-nerve",
        "length-pattern.lesson",
        "there is no lesson '01-nerve'",
        "did you mean '01-nerves'?",
    ),
    Broken(
        "an error is unknown",
        QUESTIONS,
        "error: err_wait_and_see",
        "error: err_wait_to_see",
        "err_wait_to_see",
        "maps-that-fit.options.b.error",
        "there is no error 'err_wait_to_see'",
        "did you mean 'err_wait_and_see'?",
    ),
    Broken(
        "a reference, condition or claim is unknown",
        START,
        "[s000-light-then-build, ginsberg2020]",
        "[s000-light-then-build, ginsberg2020, nonsense]",
        "nonsense",
        "past-illness.references.3",
        "there is no reference, condition or claim 'nonsense'",
        "use an id of references.bib, conditions/*.yml or claims.yml, or add it there",
    ),
    Broken(
        "a term cites an unknown work",
        "glossary.yml",
        "references: [ginsberg2020]",
        "references: [ginsburg2020]",
        "ginsburg2020",
        "paresthesia.references.1",
        "there is no reference 'ginsburg2020'",
        "did you mean 'ginsberg2020'?",
    ),
    Broken(
        "an objective belongs to another lesson",
        QUESTIONS,
        "objective: length-pattern",
        "objective: start-answers",
        "objective: start-answers",
        "why-toes-first.objective",
        "is an objective of lesson '00-start', not of '01-nerves'",
        "choose an objective of the same lesson",
    ),
    Broken(
        "a question stands in the file of another lesson",
        START,
        "lesson: 00-start\n  objective: start-answers\n  bloom: apply\n  pool: reserved\n"
        "  twin: faint-this-morning\n"
        "  teaches: Five answers",
        "lesson: 01-nerves\n  objective: length-pattern\n  bloom: apply\n  pool: reserved\n"
        "  twin: faint-this-morning\n"
        "  teaches: Six maps",
        "lesson: 01-nerves",
        "kept-back.lesson",
        "'01-nerves' is not the lesson of this file",
        "move the question to 01-nerves.yml",
        behind=("kept-back.objective",),
    ),
    Broken(
        "an id is used twice in two files",
        QUESTIONS,
        "- id: maps-that-fit",
        "- id: kept-back",
        "- id: kept-back",
        "kept-back.id",
        "'kept-back' is used twice (first in 00-start.yml, line 51)",
        "choose another id",
    ),
    Broken(
        "a claim has the id of a reference",
        "claims.yml",
        "- id: s000-light-then-build",
        "- id: smith2019",
        "- id: smith2019",
        "smith2019.id",
        "'smith2019' is also an id in references.bib",
        "choose another id",
        also=("past-illness.references.1", "s001-pressure-first.conflicts_with.1"),
    ),
    # Options.
    Broken(
        "a single has two correct options",
        QUESTIONS,
        "      rationale: Blood is not the reason.\n      error: err_circulation_myth\n      tag: fit\n",
        "      rationale: Blood is not the reason.\n      correct: true\n",
        "options:",
        "why-toes-first.options",
        "a question of type single has one correct option, and this has 2 (a, b)",
        "write correct: true at exactly one option, or type: multiple",
    ),
    Broken(
        "a single has no correct option",
        QUESTIONS,
        "      text: Their fibers are longest\n      correct: true\n",
        "      text: Their fibers are longest\n      error: err_circulation_myth\n      tag: fit\n",
        "options:",
        "why-toes-first.options",
        "this has 0",
        "write correct: true at exactly one option",
    ),
    Broken(
        "a multiple has no correct option",
        START,
        """\
  type: single
  lesson: 00-start
  objective: start-answers
  bloom: apply
  pool: reserved
  twin: faint-this-morning
  teaches: Five answers
  references: [office_page]
  stem: Which of five replies fits a client who fainted this morning?
  options:
    - id: a
      text: Carry on as planned
      rationale: Fainting needs a look first.
      error: err_wait_and_see
      tag: unsafe
    - id: b
      text: Ask for nothing
      rationale: Asking is the least.
      error: err_wait_and_see
      tag: unsafe
    - id: c
      text: Ask him to see a doctor
      correct: true
""",
        """\
  type: multiple
  lesson: 00-start
  objective: start-answers
  bloom: apply
  pool: reserved
  twin: faint-this-morning
  teaches: Five answers
  references: [office_page]
  stem: Which of five replies fits a client who fainted this morning?
  options: # here
    - id: a
      text: Carry on as planned
      rationale: Fainting needs a look first.
      error: err_wait_and_see
      tag: unsafe
    - id: b
      text: Ask for nothing
      rationale: Asking is the least.
      error: err_wait_and_see
      tag: unsafe
    - id: c
      text: Ask him to see a doctor
      error: err_wait_and_see
      tag: fit
""",
        "options: # here",
        "kept-back.options",
        "type multiple needs right and wrong options, and here 0 of 3 are right",
        "leave it out at one or more",
        behind=("kept-back.type",),
    ),
    Broken(
        "a multiple has only correct options",
        QUESTIONS,
        """\
  type: single
  lesson: 01-nerves
  objective: length-pattern
  bloom: understand
  pool: practice
  teaches: Why the toes come first
  references: [ginsberg2020]
  stem: Why do most neuropathies start in the toes?
  options:
    - id: a
      text: The blood is slow there
      rationale: Blood is not the reason.
      error: err_circulation_myth
      tag: fit
    - id: b
      text: Their fibers are longest
      correct: true
      rationale: The longest fibers fail first.
    - id: c
      text: Shoes press on them
      rationale: Bare feet are hit as well.
      error: err_circulation_myth
      tag: fit
""",
        """\
  type: multiple
  lesson: 01-nerves
  objective: length-pattern
  bloom: understand
  pool: practice
  teaches: Why the toes come first
  references: [ginsberg2020]
  stem: Why do most neuropathies start in the toes?
  options:
    - id: a
      text: The blood is slow there
      rationale: Blood is not the reason.
      correct: true
    - id: b
      text: Their fibers are longest
      correct: true
      rationale: The longest fibers fail first.
    - id: c
      text: Shoes press on them
      rationale: Bare feet are hit as well.
      correct: true
""",
        "options:",
        "why-toes-first.options",
        "type multiple needs right and wrong options, and here 3 of 3 are right",
        "leave it out at one or more",
    ),
    Broken(
        "a wrong option has no error",
        QUESTIONS,
        "      error: err_circulation_myth\n",
        "",
        "- id: a",
        "why-toes-first.options.a.error",
        "is missing: every wrong option needs one",
        "errors.yml",
    ),
    Broken(
        "a wrong option has no tag",
        QUESTIONS,
        "      tag: fit\n",
        "",
        "- id: a",
        "why-toes-first.options.a.tag",
        "is missing: every wrong option needs one",
        "unsafe, overcautious, scope or fit",
    ),
    Broken(
        "a correct option has a tag",
        QUESTIONS,
        "      correct: true\n",
        "      correct: true\n      tag: scope\n",
        "tag: scope",
        "why-toes-first.options.b.tag",
        "a correct option has no tag",
        "remove it",
    ),
    Broken(
        "a correct option has an error",
        QUESTIONS,
        "      correct: true\n",
        "      correct: true\n      error: err_blanket_refusal\n",
        "err_blanket_refusal",
        "why-toes-first.options.b.error",
        "a correct option has no error",
        "remove it",
    ),
    Broken(
        "two options have one id",
        QUESTIONS,
        "    - id: c",
        "    - id: b # again",
        "# again",
        "why-toes-first.options.b.id",
        "'b' stands for two options",
        "its own letter",
    ),
    Broken(
        "two options say the same",
        QUESTIONS,
        "text: Shoes press on them",
        "text: The Blood is slow there",
        "The Blood",
        "why-toes-first.options.c.text",
        "'The Blood is slow there' stands for two options",
        "change one of them",
    ),
    Broken(
        "an option says all of the above",
        QUESTIONS,
        "text: Shoes press on them",
        "text: None of the above",
        "None of the above",
        "why-toes-first.options.c.text",
        "points at the other options",
        "any order",
    ),
    Broken(
        "a safety question has no unsafe option",
        START,
        "      rationale: Rubbing could move a clot.\n      error: err_wait_and_see\n      tag: unsafe",
        "      rationale: Rubbing could move a clot.\n      error: err_wait_and_see\n      tag: fit",
        "safety: F1",
        "calf-after-flight.safety",
        "needs an unsafe answer",
        "tag the answer that would harm or delay as unsafe",
    ),
    Broken(
        "no option refuses where refusing is the error",
        START,
        "      rationale: Past illness is no reason to refuse.\n      error: err_blanket_refusal\n"
        "      tag: overcautious",
        "      rationale: Past illness is no reason to refuse.\n      error: err_blanket_refusal\n"
        "      tag: fit",
        "refusing_is_the_error: true",
        "past-illness.refusing_is_the_error",
        "no answer refuses",
        "overcautious",
    ),
    # The bibliography.
    Broken(
        "a work has no author",
        "references.bib",
        "  author = {Ginsberg, Lionel},\n",
        "",
        "@article{ginsberg2020",
        "ginsberg2020.author",
        "is missing",
        "author = {Surname, Given} or, for an organization, author = {{Its Name}}",
    ),
    Broken(
        "an organization stands without double braces",
        "references.bib",
        "{{Office of Feet and Hands}}",
        "{Office of Feet and Hands}",
        "author = {Office of Feet and Hands}",
        "office_page.author",
        "'Hands' is neither a person nor an organization",
        "in double braces",
    ),
    Broken(
        "a work has no title",
        "references.bib",
        "  title = {Peripheral neuropathy in practice},\n",
        "",
        "@article{ginsberg2020",
        "ginsberg2020.title",
        "is missing",
        "write title",
    ),
    Broken(
        "a work has no year",
        "references.bib",
        "  year = {n.d.},\n",
        "",
        "@misc{office_page",
        "office_page.year",
        "is missing",
        "year = {n.d.} for a page without a date",
    ),
    Broken(
        "a year is no year",
        "references.bib",
        "year = {2020}",
        "year = {in press}",
        "in press",
        "ginsberg2020.year",
        "'in press' is not a year",
        "four digits",
    ),
    Broken(
        "a work cannot be found",
        "references.bib",
        "  journal = {Foot Care},\n",
        "",
        "@article{smith2019",
        "smith2019.journal",
        "nobody could find this work",
        "add a journal, a publisher, a doi or a url",
    ),
    Broken(
        "a DOI is an address",
        "references.bib",
        "doi = {10.",
        "doi = {https://doi.org/10.",
        "https://doi.org/10.",
        "ginsberg2020.doi",
        "is not a DOI",
        "write it from 10. on",
    ),
    Broken(
        "an address is cut short",
        "references.bib",
        "url = {https://",
        "url = {www.",
        "www.",
        "office_page.url",
        "is not an address",
        "from https:// on",
    ),
    Broken(
        "a field of a work is misspelled",
        "references.bib",
        "  journal = {Medicine}",
        "  jounal = {Medicine}",
        "jounal",
        "ginsberg2020.jounal",
        "is not a field the course uses",
        "did you mean 'journal'?",
    ),
    Broken(
        "a note is left in a work",
        "references.bib",
        "  journal = {Medicine}",
        "  note = {seen at the library},\n  journal = {Medicine}",
        "note = ",
        "ginsberg2020.note",
        "is not printed",
        "remove it",
    ),
    Broken(
        "a brace is missing in the BibTeX",
        "references.bib",
        "year = {n.d.},",
        "year = {n.d.,",
        "@misc{office_page",
        "BibTeX",
        "cannot be read here",
        "missing brace",
    ),
    Broken(
        "a brace is missing before another work",
        "references.bib",
        "& More},",
        "& More,",
        "@misc{office_page",
        "BibTeX",
        "cannot be read here: syntax error: '}' expected",
        "look here and at the entry above",
    ),
    Broken(
        "text stands without braces in a work",
        "references.bib",
        "journal = {Medicine}",
        "journal = Medicine",
        "journal = Medicine",
        "BibTeX",
        "cannot be read here: undefined string: Medicine",
        "quotation mark",
    ),
    Broken(
        "a key is used twice",
        "references.bib",
        "@misc{office_page,",
        "@misc{smith2019, author = {{X}}, title = {Y}, year = {2000}, url = {https://y.org}}\n@misc{office_page,",
        "@misc{smith2019",
        "smith2019",
        "the key 'smith2019' is used twice (first in line 12)",
        "rename it if it is another work",
    ),
    Broken(
        "a field of a work is given twice",
        "references.bib",
        "  volume = {48},",
        "  volume = {48},\n  volume = {49},",
        "volume = {49}",
        "ginsberg2020.volume",
        "is given twice",
        "keep the right one",
    ),
]


@pytest.fixture
def project(tmp_path):
    return write_project(tmp_path)


@pytest.fixture
def course(project):
    return load_course(project / CONTENT)


def test_a_good_course_loads(course):
    assert list(course.lessons) == ["00-start", "01-nerves"]
    assert next(iter(course.questions)) == "calf-after-flight"
    assert course.questions["calf-after-flight"].options[1].correct


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.name)
def test_a_mistake_in_the_content_is_reported_where_it_stands(project, broken):
    file = f"{CONTENT}/{broken.file}"
    edit(project, file, broken.old, broken.new)

    with pytest.raises(ContentError) as raised:
        load_course(project / CONTENT)

    found = raised.value.problems
    assert sorted(problem.field for problem in found) == sorted([broken.field, *broken.also])
    problem = next(problem for problem in found if problem.field == broken.field)
    assert problem.file == str(project / file)
    assert problem.line == line_of(project, file, broken.at)
    assert broken.message in problem.message
    assert broken.fix in problem.fix
    assert str(problem) == f"{problem.file}:{problem.line}: {problem.field}: {problem.message}; {problem.fix}"
    assert str(problem) in str(raised.value)
    # The checks of the whole project say the same and see no second mistake behind it.
    seen = [each for each in check_project(project) if each.field not in broken.behind]
    assert [(each.line, each.field) for each in seen] == [(each.line, each.field) for each in found]


def test_all_mistakes_are_reported_in_one_go(project):
    for file, old, new in (
        ("lessons.yml", "minutes: 20", "minutes: twenty"),
        ("objectives.yml", "text: Sort five", "text: Sort: five"),
        ("references.bib", "  year = {2019}", "  volume = {3}"),
        (START, "safety: F1", "safety: F9"),
        (START, "text: Rub the calf upward", "text: All of the above"),
        (QUESTIONS, "      tag: fit\n", ""),
        (QUESTIONS, "error: err_wait_and_see", "error: err_unheard_of"),
    ):
        edit(project, f"{CONTENT}/{file}", old, new)

    with pytest.raises(ContentError) as raised:
        load_course(project / CONTENT)

    assert [(Path(problem.file).name, problem.field) for problem in raised.value.problems] == [
        ("lessons.yml", "00-start.minutes"),
        ("objectives.yml", "file"),
        ("00-start.yml", "calf-after-flight.safety"),
        ("00-start.yml", "calf-after-flight.options.a.text"),
        ("01-nerves.yml", "why-toes-first.options.a.tag"),
        ("01-nerves.yml", "maps-that-fit.options.b.error"),
        ("references.bib", "smith2019.year"),
    ]
    assert str(raised.value).startswith("7 problems in the content:\n")


@pytest.mark.parametrize("file", ["lessons.yml", "references.bib"])
def test_a_missing_file_is_named(project, file):
    (project / CONTENT / file).unlink()
    with pytest.raises(ContentError) as raised:
        load_course(project / CONTENT)
    assert [(Path(each.file).name, each.message) for each in raised.value.problems] == [(file, "is missing")]


@pytest.mark.parametrize("file", ["lessons.yml", "references.bib"])
def test_a_file_that_is_not_utf8_is_named_with_its_line(project, file):
    path = project / CONTENT / file
    path.write_bytes(path.read_bytes() + b"# caf\xe9\n")
    with pytest.raises(ContentError) as raised:
        load_course(project / CONTENT)
    (problem,) = raised.value.problems
    assert (problem.line, problem.fix) == (len(path.read_bytes().splitlines()), "save it as UTF-8")


def test_an_incomplete_work_far_from_a_missing_brace_is_still_reported(project):
    path = f"{CONTENT}/references.bib"
    edit(project, path, "  author = {Ginsberg, Lionel},\n", "")
    edit(project, path, "year = {n.d.},", "year = {n.d.,")
    with pytest.raises(ContentError) as raised:
        load_course(project / CONTENT)
    assert [problem.field for problem in raised.value.problems] == ["ginsberg2020.author", "BibTeX"]


def test_the_course_is_read_once(project):
    assert load_course(project / CONTENT) is load_course(project / CONTENT)


def test_the_course_of_the_package_is_the_default():
    assert load_course() is load_course(Path(massage_neuropathy.content.__file__).with_suffix(""))


def test_records_do_not_change(course):
    with pytest.raises(ValidationError):
        course.questions["why-toes-first"].stem = "Other words"


SEEN = [
    ("stem: Why do", "stem: Why did"),
    ("text: Shoes press on them", "text: Shoes press on toes"),
    ("rationale: Blood is not the reason.", "rationale: Blood is not it."),
    ("    - id: c", "    - id: x"),
]
UNSEEN = [
    ("bloom: understand", "bloom: remember"),
    ("pool: practice", "pool: reserved"),
    ("references: [ginsberg2020]", "references: [smith2019]"),
    ("error: err_circulation_myth\n      tag: fit", "error: err_wait_and_see\n      tag: unsafe"),
    ("teaches: Why the toes come first", "teaches: Other heading"),
    ("stem: Why do most neuropathies start", "stem: >-\n    Why do most\n    neuropathies start"),
]


@pytest.mark.parametrize(("old", "new"), SEEN)
def test_the_hash_changes_with_what_the_learner_sees(project, course, old, new):
    edit(project, f"{CONTENT}/{QUESTIONS}", old, new)
    changed = read_content(project / CONTENT).course.questions
    assert changed["why-toes-first"].hash != course.questions["why-toes-first"].hash
    assert changed["maps-that-fit"].hash == course.questions["maps-that-fit"].hash


@pytest.mark.parametrize(("old", "new"), UNSEEN)
def test_the_hash_stays_when_the_learner_sees_the_same(project, course, old, new):
    edit(project, f"{CONTENT}/{QUESTIONS}", old, new)
    changed = read_content(project / CONTENT).course.questions
    assert changed["why-toes-first"].hash == course.questions["why-toes-first"].hash


def test_the_hash_changes_with_the_key(course):
    question = course.questions["why-toes-first"]
    a, b, c = question.options
    a, b = a.model_copy(update={"correct": True}), b.model_copy(update={"correct": False})
    assert question.model_copy(update={"options": (a, b, c)}).hash != question.hash


def test_the_hash_is_twelve_digits_and_always_the_same(course):
    # A hash that changes with the version of the course would void every learner's answers.
    assert course.questions["why-toes-first"].hash == "963de45ea2f2"


def test_cite_finds_works_conditions_and_claims(course):
    assert course.cite("ginsberg2020") is course.references["ginsberg2020"]
    assert course.cite("loss_of_protective_sensation").answer == "adapt"
    assert course.cite("s000-light-then-build").verdict == "partly"
    with pytest.raises(KeyError, match="nobody1999"):
        course.cite("nobody1999")


def test_questions_are_selected_in_the_order_asked_for(course):
    chosen = select_questions(course, "why-toes-first", "calf-after-flight")
    assert [question.id for question in chosen] == ["why-toes-first", "calf-after-flight"]


def test_a_lesson_or_objective_selects_its_practice_questions_only(course):
    by_lesson = [question.id for question in select_questions(course, lesson="00-start")]
    assert by_lesson == ["calf-after-flight", "past-illness"]
    assert select_questions(course, objective="start-answers") == select_questions(course, lesson="00-start")


@pytest.mark.parametrize(
    ("ids", "by", "said"),
    [
        (["why-toe-first"], {}, "there is no question 'why-toe-first'; did you mean 'why-toes-first'?"),
        (["zzz"], {}, "there is no question 'zzz'; use the id of a question in content/questions"),
        (["kept-back"], {}, "'kept-back' is reserved .*; show a practice question"),
        (["past-illness", "past-illness"], {}, "'past-illness' is named twice; name it once"),
        ([], {}, "no question is chosen; name questions, or a lesson, or an objective"),
        (
            ["past-illness"],
            {"lesson": "00-start"},
            "by id and by lesson or objective at once; choose one way",
        ),
        ([], {"lesson": "00-strat"}, "there is no lesson '00-strat'; did you mean '00-start'?"),
        ([], {"lesson": "13"}, "there is no lesson '13'; use one of 00-start, 01-nerves"),
        ([], {"objective": "nerves"}, "there is no objective 'nerves'; use one of start-answers, length-"),
        (
            [],
            {"lesson": "00-start", "objective": "length-pattern"},
            "no practice question for lesson '00-start' and objective 'length-pattern'; write one",
        ),
    ],
)
def test_a_selection_that_fails_says_why_and_what_to_do(course, ids, by, said):
    with pytest.raises(ValueError, match=said.replace("?", r"\?")):
        select_questions(course, *ids, **by)


def reference(*names, **more):
    surnames = tuple(name.rpartition(" ")[0] or name for name in names)
    return Reference(key="key", authors=surnames, names=names, title="On feet", **{"year": "2019"} | more)


@pytest.mark.parametrize(
    ("cited", "short"),
    [
        (reference("Ginsberg L"), "Ginsberg 2019"),
        (reference("Smith A", "Jones B"), "Smith and Jones 2019"),
        (reference("Smith A", "Jones B", "Li C"), "Smith et al. 2019"),
        (reference("Smith A", more_authors=True), "Smith et al. 2019"),
        (reference("NHS", year="n.d."), "NHS"),
    ],
)
def test_a_reference_is_cited_by_its_authors_and_year(cited, short):
    assert cited.short == short


def test_a_reference_is_listed_in_one_plain_line(course):
    listed = course.references
    assert listed["ginsberg2020"].text == (
        "Ginsberg L. Peripheral neuropathy in practice. Medicine. 2020;48(9):612\N{EN DASH}618."
    )
    assert listed["smith2019"].text == "Smith AB, van der Berg J. Skin Atlas & More. Foot Care. 2019."
    assert listed["office_page"].text == "Office of Feet and Hands. Looking after feet. No date."
    assert reference(*"ABCDEFGH").text == "A, B, C, D, E, F, et al. On feet. 2019."


def test_a_reference_links_to_its_doi_or_else_to_its_page(course):
    listed = course.references
    assert listed["ginsberg2020"].link == "https://doi.org/10.1016/j.mpmed.2020.06.007"
    assert listed["office_page"].link == "https://example.org/feet_and_hands"
    assert listed["smith2019"].link is None
    assert listed["smith2019"].short == "Smith and van der Berg 2019"


def test_what_only_looks_like_a_date_is_text(project):
    file = f"{CONTENT}/glossary.yml"
    edit(project, file, "definition: A feeling of tingling that is not painful.", "definition: 2020-13-45")
    assert load_course(project / CONTENT).terms["paresthesia"].definition == "2020-13-45"
