"""A small, complete and correct course for the tests, which break it in one place at a time."""

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from massage_neuropathy.content import FOLDER
from massage_neuropathy.screening_words import FILE as SCREENING_FILE

SCREENING = FOLDER / SCREENING_FILE
FILES = {
    "massage_neuropathy/content/lessons.yml": """\
- id: 00-start
  number: 0
  title: Start here
  minutes: 20
  part: Start
- id: 01-nerves
  number: 1
  title: Nerves and what goes wrong
  minutes: 30
  part: Understand
""",
    "massage_neuropathy/content/objectives.yml": """\
- id: start-answers
  lesson: 00-start
  text: Sort five clients into the five answers.
- id: length-pattern
  lesson: 01-nerves
  text: Say which maps fit the slow pattern.
""",
    "massage_neuropathy/content/errors.yml": """\
- id: err_wait_and_see
  text: waits where help is needed
  tag: unsafe
- id: err_blanket_refusal
  text: refuses everyone
  tag: overcautious
- id: err_circulation_myth
  text: takes every numb foot for poor circulation
  tag: fit
""",
    "massage_neuropathy/content/glossary.yml": """\
- id: paresthesia
  term: paresthesia
  british: paraesthesia
  definition: A feeling of tingling that is not painful.
  lesson: 01-nerves
  references: [ginsberg2020]
""",
    # The words and rules of the screener are the course's own.
    "massage_neuropathy/content/screening.yml": SCREENING.read_text(encoding="utf-8"),
    "massage_neuropathy/content/conditions/sensory.yml": """\
- id: loss_of_protective_sensation
  name: skin that does not feel
  group: sensory
  kind: client-condition
  level: modify
  urgency: none
  answer: adapt
  areas: [foot]
  adaptations: [light_pressure_only]
  ceiling: 2
  question: Are there places where you feel little or nothing?
  why: Nobody can report what they do not feel.
  do: "Leave it out, or use level 1-2 and look before and after. A new sore: Stop: care today."
  ground: Guideline
  references: [smith2019]
""",
    "massage_neuropathy/content/clients.yml": "[]\n",
    "massage_neuropathy/content/planning.yml": """\
grounds: {Course reasoning: our own conclusion}
ticks: [loss_of_protective_sensation]
words:
  ceiling: No trial has tested it.
  usual: the usual level
  stops: There is no plan.
  session_waits: There is no plan yet.
  known: There is no plan until it is known.
  too_short: There are too few minutes.
  nothing_left: No area is left.
  rest: For the rest.
  swollen: It waits.
  lifted: Only what the answer names.
  was_waiting: It was waiting.
  letter: The letter stands above this plan.
  letter_minutes: By the letter, at most
  keep_off: No hand on the place of
  elsewhere: There, level
  not_screened: Nothing was screened.
  only_ticked: Only what was ticked.
  not_asked: "# questions were not asked."
  cut: Shorter than asked for.
  unpromised: This cannot be promised.
parts: [{id: technique, title: Techniques}]
zones: [{area: foot, parts: [toes], ceiling: 3, most: 15}]
levels: [light, heavier, medium, strong, deep]
swelling: {question: Is it new?, stops: There is no plan., entries: [loss_of_protective_sensation]}
symptoms:
  - id: numb
    name: numb
    say: feels little
    ceiling: 2
    entries: [loss_of_protective_sensation]
    leave_out: Or leave it out.
    left_out: You leave it out.
states: [{id: free, say: nothing found, most: 20}, {id: numb, say: numb, most: 10}]
goals:
  - {id: relaxation, say: to relax, answer: A fair aim., promised: true, ground: Course reasoning}
time:
  offered: [30]
  share_for_affected: 60
  least_for_affected: 3
  least_for_free: 8
  most_free: 1
  first: [foot]
frame: [{id: look, at_end: false, minutes: 2, say: Look at the skin.}]
suggestions:
  - id: resting-hand
    part: technique
    level: 1
    name: Resting hands
    say: Warm, resting hands.
    why: It stays below every level.
    ground: Course reasoning
traps: []
""",
    "massage_neuropathy/content/standards.yml": """\
questions_per_objective: 0
practice_questions_per_lesson: 0
share_apply_or_higher: 0.0
vignettes: 0
adapting_or_going_ahead_is_right: 0
figures: 0
new_terms_per_lesson: 8
words_per_lesson: 2000
words_between_acts: 300
lesson_reading_grade: 9
client_pages: []
client_reading_grade: 6
""",
    "massage_neuropathy/content/claims.yml": """\
- id: s000-light-then-build
  article: A
  topic: technique
  claim: Begin lightly and press harder later.
  verdict: partly
  finding: A light start is sound. Nothing says that more pressure should follow.
  say: We begin lightly and ask before we change anything.
  conflicts_with: [s001-pressure-first]
  references: [smith2019]
- id: s001-pressure-first
  article: B
  topic: technique
  claim: Begin with firm pressure.
  verdict: unsupported
  finding: No trial was found.
  say: We begin lightly.
  conflicts_with: [s000-light-then-build]
- id: s002-most-feet
  article: C
  topic: prevalence
  claim: Every foot over forty is numb.
  verdict: contradicted
  finding: Surveys find it in about one of seven.
  say: Many numb feet are found only when somebody looks.
  references: [ginsberg2020]
""",
    "massage_neuropathy/content/trials.yml": """\
- id: smith-2019
  reference: smith2019
  group: diabetes
  people: 40
  who: people with diabetic neuropathy
  massage: foot massage
  compared_with: nothing
  outcome: pain
  result: No clear difference.
  limit: A small study.
""",
    "massage_neuropathy/content/mechanisms.yml": """\
- id: warmer-skin
  name: Warmer skin
  claimed: Massage warms the skin.
  measured: It does for a while.
  whom: 13 healthy people
  sureness: measured
  say: Your skin may feel warmer for a while.
  references: [smith2019]
""",
    "massage_neuropathy/content/blueprint.yml": """\
- id: faint-this-morning
  row: R1
  objective: start-answers
  type: single
  bloom: apply
  twins: 1
""",
    "massage_neuropathy/content/references.bib": """\
@article{ginsberg2020,
  author = {Ginsberg, Lionel},
  title = {Peripheral neuropathy in practice},
  journal = {Medicine},
  year = {2020},
  volume = {48},
  number = {9},
  pages = {612--618},
  doi = {10.1016/j.mpmed.2020.06.007}
}

@article{smith2019,
  author = {Smith, Ann B. and van der Berg, Jan},
  title = {Skin {A}tlas \\& More},
  journal = {Foot Care},
  year = {2019}
}

@misc{office_page,
  author = {{Office of Feet and Hands}},
  title = {Looking after feet},
  year = {n.d.},
  url = {https://example.org/feet_and_hands}
}
""",
    "massage_neuropathy/content/questions/00-start.yml": """\
- id: calf-after-flight
  type: single
  lesson: 00-start
  objective: start-answers
  bloom: apply
  pool: practice
  safety: F1
  teaches: Five answers
  references: [loss_of_protective_sensation]
  stem: A calf has been swollen since a long flight. What is best?
  options:
    - id: a
      text: Rub the calf upward
      rationale: Rubbing could move a clot.
      error: err_wait_and_see
      tag: unsafe
    - id: b
      text: Send her for care today
      correct: true
      rationale: A clot is possible, and today matters.
    - id: c
      text: Never massage her again on any day
      rationale: Once treated she may return.
      error: err_blanket_refusal
      tag: overcautious
- id: past-illness
  type: single
  lesson: 00-start
  objective: start-answers
  bloom: understand
  pool: practice
  refusing_is_the_error: true
  teaches: Five answers
  references: [s000-light-then-build, ginsberg2020]
  stem: Nine years after a cured illness a man would like his shoulders done. And now?
  options:
    - id: a
      text: Go ahead with a relaxing session for him
      correct: true
      rationale: Nothing limits the shoulders.
    - id: b
      text: Decline politely
      rationale: Past illness is no reason to refuse.
      error: err_blanket_refusal
      tag: overcautious
    - id: c
      text: Press until it hurts
      rationale: Pain is no aim.
      error: err_wait_and_see
      tag: unsafe
- id: kept-back
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
      rationale: A faint without a known cause is for a doctor.
""",
    "massage_neuropathy/content/questions/01-nerves.yml": """\
- id: why-toes-first
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
- id: maps-that-fit
  type: multiple
  lesson: 01-nerves
  objective: length-pattern
  bloom: analyze
  pool: practice
  teaches: Six maps
  references: [smith2019]
  stem: Choose every map that fits the slow, feet-first pattern.
  options:
    - id: a
      text: Both feet, over four years
      correct: true
      rationale: Slow, even and from the toes.
    - id: b
      text: One hand since breakfast
      rationale: Sudden and one-sided is an emergency.
      error: err_wait_and_see
      tag: unsafe
    - id: c
      text: Both feet, then both hands
      correct: true
      rationale: The hands join in later.
    - id: d
      text: The seat and the inner thighs
      rationale: This is another pattern, and an emergency.
      error: err_wait_and_see
      tag: overcautious
""",
    "book/references.md": "# References\n\nWhat the lessons cite.\n\n<!-- references -->\n",
    "book/glossary.md": "# Glossary\n\n<!-- glossary -->\n",
    "book/about.md": """\
# About

Numb skin is common, as [Smith and van der Berg 2019](references.md#smith2019) say.

```{figure} _static/logo.svg
:alt: Two hands around a foot
The logo
```
""",
    "index.md": """\
# Massage and Neuropathy

![A hand on a foot](book/_static/cover.svg)

## What is here now

| No. | Lesson | Minutes |
|---|---|---|
| S | [Start here](notebooks/00-start.ipynb) | 20 |
| 1 | [Nerves and what goes wrong](notebooks/01-nerves.ipynb) | 30 |

## Where to begin

With [the first lesson](notebooks/00-start.ipynb).
""",
    "_toc.yml": """\
format: jb-book
root: index
parts:
  - caption: Start
    chapters:
      - file: notebooks/00-start
  - caption: Understand
    chapters:
      - file: notebooks/01-nerves
  - caption: Look things up
    chapters:
      - file: book/glossary
""",
}

# A question of each type that the others do not have, to be added to those of the second lesson.
MORE_TYPES = """\
- id: four-maps
  type: multiple
  lesson: 01-nerves
  objective: length-pattern
  bloom: analyze
  pool: practice
  safety: F2
  picture: four-maps
  teaches: Six maps
  references: [smith2019]
  stem: Choose the two who need emergency help now.
  options:
    - id: a
      text: Both feet to mid-calf, over four years
      rationale: The slow pattern.
      error: err_blanket_refusal
      tag: overcautious
    - id: b
      text: Left half of the face and left hand, since breakfast
      correct: true
      rationale: Sudden and one-sided.
    - id: c
      text: Seat and inner thighs, since yesterday
      correct: true
      rationale: Roots of the low spine may be pressed.
    - id: d
      text: Right thumb to middle finger, for three months
      rationale: One nerve at the wrist.
      error: err_wait_and_see
      tag: unsafe
- id: remark-to-change
  type: matching
  lesson: 01-nerves
  objective: length-pattern
  bloom: apply
  pool: practice
  safety: P1
  teaches: Six maps
  references: [smith2019, loss_of_protective_sensation]
  stem: Match each remark with the change it calls for.
  choices:
    - id: a
      text: Flat hands, skin seen before and after
    - id: b
      text: Sit, wait, then stand
    - id: c
      text: A still hand through cloth
    - id: d
      text: Firm thumbs until it lets go
      rationale: It steers by a report of pain that may be missing.
  items:
    - id: "1"
      text: I cannot feel my sock.
      answer: a
      rationale: Comfort cannot steer here.
      error: err_wait_and_see
      tag: fit
      wrong:
        - choice: d
          rationale: Deep work on skin that cannot warn.
          error: err_wait_and_see
          tag: unsafe
    - id: "2"
      text: I grey out when I get up.
      answer: b
      rationale: Slow rising lessens the fall.
      error: err_wait_and_see
      tag: unsafe
    - id: "3"
      text: The bed sheet burns.
      answer: c
      rationale: Stroking is what hurts.
      error: err_circulation_myth
      tag: fit
- id: getting-up
  type: ordering
  lesson: 01-nerves
  objective: length-pattern
  bloom: apply
  pool: practice
  safety: P4
  teaches: Six maps
  references: [smith2019]
  stem: Put the steps from lying to walking in order.
  steps:
    - id: c
      text: Pumps her ankles while lying
      rationale: It moves blood before gravity does.
    - id: a
      text: Sits on the edge for a while
      rationale: The first drop comes early.
    - id: d
      text: Stands and holds on
      rationale: Now the second drop.
    - id: b
      text: Walks with you beside her
      rationale: The session ends at the door.
  misplaced:
    - early: d
      before: a
      rationale: Standing before sitting is how people fall.
      error: err_wait_and_see
      tag: unsafe
  otherwise:
    rationale: Lie, sit, stand, walk.
    error: err_circulation_myth
    tag: fit
- id: missed-by-filament
  type: numeric
  lesson: 01-nerves
  objective: length-pattern
  bloom: apply
  pool: practice
  teaches: Six maps
  references: [smith2019]
  stem: A test notices 53 of every 100. How many of 300 will pass it?
  answer: 141
  accept: [140, 142]
  unit: people
  rationale: A pass clears nobody.
  mistakes:
    - value: 159
      rationale: Those are the ones it notices.
      error: err_wait_and_see
      tag: unsafe
    - value: 47
      accept: [46.5, 47.5]
      rationale: That is for each hundred.
      error: err_circulation_myth
      tag: fit
  otherwise:
    rationale: Find 53 percent of 300 first.
    error: err_circulation_myth
    tag: fit
"""


def figure_output(description):
    return new_output("display_data", {"image/svg+xml": "<svg></svg>", "text/plain": description})


OPENING = new_markdown_cell("## Before you read\n\nGuess.\n\n## One client\n\nHe comes in.", id="opening")
CLOSING = new_markdown_cell(
    "## Say it\n\nSay this.\n\n## Key points\n\nOne.\n\n## What we do not know\n\nMuch.\n\n"
    "## Sources\n\nMany works.\n\n## Off screen\n\nPlay it.",
    id="closing",
)

NOTEBOOKS = {
    "notebooks/00-start.ipynb": [
        new_markdown_cell("# Start here\n\nAbout 20 minutes.", id="title"),
        new_markdown_cell("## You will be able to\n\n- sort five clients.", id="objectives"),
        OPENING,
        new_markdown_cell(
            "## Five answers\n\nLook first.\n"
            "See [Office of Feet and Hands](../book/references.md#office_page).",
            id="five-answers",
        ),
        new_code_cell('quiz("calf-after-flight", "past-illness")', id="practice", execution_count=1),
        CLOSING,
    ],
    "notebooks/01-nerves.ipynb": [
        new_markdown_cell("# Nerves and what goes wrong\n\nAbout 30 minutes.", id="title"),
        new_markdown_cell("## You will be able to\n\n- say which maps fit.", id="objectives"),
        OPENING,
        new_code_cell('before_you_read("why-toes-first")', id="guess", execution_count=1),
        new_markdown_cell(
            "## Why the toes come first\n\n"
            "Tingling is [paresthesia](../book/glossary.md#paresthesia).\n"
            "The longest fibers fail first [Ginsberg 2020](../book/references.md#ginsberg2020).\n\n"
            "![Two feet](figures/feet.svg)",
            id="toes",
        ),
        new_code_cell(
            "nerve_to_toe()", id="figure", execution_count=2, outputs=[figure_output("Two feet, hatched.")]
        ),
        new_markdown_cell("## Six maps", id="maps"),
        new_code_cell('quiz(objective="length-pattern")', id="practice", execution_count=3),
        new_code_cell('your_guess("why-toes-first")', id="answer", execution_count=4),
        new_code_cell("claims_register()", id="register", execution_count=5),
        CLOSING,
    ],
}


def write_project(root):
    """Write the project under `root` and return `root`."""
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (root / "notebooks").mkdir()
    for name, cells in NOTEBOOKS.items():
        nbformat.write(new_notebook(cells=cells), root / name)
    return root


def add_all_types(root):
    """Add a question of each further type to the second lesson of the project."""
    path = root / "massage_neuropathy/content/questions/01-nerves.yml"
    path.write_text(path.read_text(encoding="utf-8") + MORE_TYPES, encoding="utf-8")
    return root


def edit(root, file, old, new):
    """Replace the first `old` in a file of the project, which must be there."""
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{file} has no {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def line_of(root, file, text):
    """Number of the first line of a file that holds `text`."""
    lines = (root / file).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)
