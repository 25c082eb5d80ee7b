"""Pages that hold a few modules of the course's script, with its styles, and nothing else."""

import json

from massage_neuropathy.content import load_course
from massage_neuropathy.widgets.bundle import bundle
from massage_neuropathy.widgets.html_widget import COURSE_CSS, STUDY_CSS, TOOLS_CSS
from massage_neuropathy.widgets.shelf import shelf

STYLES = "\n".join(path.read_text(encoding="utf-8") for path in (COURSE_CSS, STUDY_CSS, *TOOLS_CSS))


def module_page(modules, program):
    """Return a page that runs a program with names of modules, `root` and the screener's `course` at hand."""
    joined = "".join(
        f"const {{ {names} }} = (() => {{\n{bundle(module)}\nreturn {{ {names} }};\n}})();\n"
        for module, names in modules.items()
    )
    course = json.dumps(shelf(load_course())["screener"]())
    return f"""<!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <title>A page for a test</title>
        <style>body {{ background: var(--mn-paper); color: var(--mn-ink); margin: 1rem; }} {STYLES}</style>
        </head>
        <body><main class="mn-study mn-tool"><h1>A page for a test</h1><h2>On it</h2><h3>This</h3></main>
        <script type="module">
        {joined}
        const root = document.querySelector("main");
        const course = {course};
        {program}
        </script></body></html>"""
