"""Two small branching cases, to be added to the small course."""

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

FILE = "massage_neuropathy/content/cases/small.yml"
CASES = """\
- id: wet-sock
  title: The wet sock
  lesson: 00-start
  page: 27-cases
  client: A baker of 60
  intake: Your next client is a baker of 60. "Only the feet, please."
  minutes: 4
  conditions: [loss_of_protective_sensation]
  answer: stop-today
  start: arrival
  best: [arrival/care-today, how/call-now]
  scenes:
    - id: arrival
      text: |-
        He sits down.

        One sock is **wet**.
      ask:
        - id: fever
          say: Any fever?
          found: '"No."'
          red_flag: true
          needed: Fever changes the clock.
        - id: since-when
          say: Since when?
          found: '"Sunday."'
          minutes: 2
        - id: shoes
          say: Which shoes?
          found: '"Clogs."'
          minutes: 3
      look:
        - id: sole
          say: You look at the sole.
          found: A small wet spot.
          minutes: 2
          needed: He cannot feel it.
      decide: What do you do?
      objective: start-answers
      choices:
        - id: go-on
          say: Begin with the feet, lightly
          next: worse
          tag: unsafe
          error: err_wait_and_see
          why: Open skin is not massaged.
        - id: care-today
          say: '"Stop: care today."'
          next: how
          why: A sore on a numb foot is seen today.
        - id: never
          say: Tell him not to come back
          next: gone
          tag: overcautious
          error: err_blanket_refusal
          why: Whole skin can be massaged later.
    - id: how
      text: He nods. "And who sees it?"
      ask:
        - id: clinic
          say: Is there a clinic you go to?
          found: '"Yes."'
          minutes: 1
      decide: How does he get there?
      objective: length-pattern
      choices:
        - id: call-now
          say: He calls from here
          next: seen
          why: Then it is done.
        - id: name-it
          say: Say what it is called
          next: gone
          tag: scope
          error: err_circulation_myth
          why: The name is not yours to give.
  endings:
    - id: seen
      title: Seen the same day
      outcome: good
      text: The clinic sees him at four.
    - id: gone
      title: He stays away
      outcome: awkward
      text: He does not come again.
    - id: worse
      title: Two weeks in bed
      outcome: harm
      text: The sore is deep by then.
  reflect:
    - question: What made you look?
      answer: The sock did.
  references: [smith2019]
- id: two-questions
  title: Two questions
  lesson: 01-nerves
  page: 27-cases
  client: A cook of 30
  intake: Your next client is a cook of 30.
  minutes: 2
  conditions: [loss_of_protective_sensation]
  answer: adapt
  refusing_is_the_error: true
  start: door
  best: [door/adapt]
  scenes:
    - id: door
      text: She waits.
      ask:
        - id: where
          say: Where?
          found: '"Both feet."'
          minutes: 1
        - id: how-long
          say: How long?
          found: '"Years."'
          minutes: 2
      decide: What now?
      objective: start-answers
      choices:
        - id: adapt
          say: Light work, and a look before and after
          next: good
          why: Whole skin may be touched.
        - id: refuse
          say: Send her home
          next: home
          tag: overcautious
          error: err_blanket_refusal
          why: Nothing stops it.
        - id: chat
          say: Talk about the weather
          next: porch
          tag: fit
          error: err_circulation_myth
          why: It takes time.
    - id: porch
      text: It rains.
      decide: And now?
      objective: start-answers
      choices:
        - id: back
          say: Begin again
          next: door
          why: There is time.
        - id: hard
          say: Press until it hurts
          next: sore
          tag: unsafe
          error: err_wait_and_see
          why: Pain is no aim.
  endings:
    - id: good
      title: A good hour
      outcome: good
      text: She comes again.
    - id: home
      title: Home early
      outcome: awkward
      text: She goes home.
    - id: sore
      title: A bruise
      outcome: harm
      text: There is a bruise.
  reflect:
    - question: What did you need to know?
      answer: Where, and for how long.
  references: []
"""

NOTEBOOK = [
    new_markdown_cell("# Cases", id="title"),
    new_markdown_cell("## The wet sock", id="wet-sock-title"),
    new_code_cell('case("wet-sock")', id="wet-sock", execution_count=1),
    new_markdown_cell("## Two questions", id="two-questions-title"),
    new_code_cell('case("two-questions")', id="two-questions", execution_count=2),
]


def add_cases(root):
    """Add the cases and the notebook that shows them to the project under `root`; return `root`."""
    path = root / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(CASES, encoding="utf-8")
    nbformat.write(new_notebook(cells=NOTEBOOK), root / "notebooks/27-cases.ipynb")
    return root
