"""An explorer in a real JupyterLab: real ipywidgets, drawn by the kernel, by mouse and by keyboard."""

import re
import time

import nbformat
import pytest
from playwright.sync_api import expect

from tests.test_quiz_in_lab import PATIENT, api, desk, notebook_of

__all__ = ["desk"]  # A fixture.

FIGURE = """\
import time
from typing import Annotated

from massage_neuropathy.figures.illustration import Illustration
from massage_neuropathy.figures.style import house_style, sheet, write
from massage_neuropathy.widgets import explore

drawn = []

@house_style()
def dots(
    myelin: Annotated[int, "Myelin left", "%"] = 100,
    skin: Annotated[str, "Skin"] = "light",
    palm: Annotated[bool, "The palm too"] = False,
) -> Illustration:
    time.sleep(0.1)
    drawn.append((myelin, skin, palm))
    figure, ax = sheet(120)
    write(ax, 20, 60, f"{myelin} {skin} {palm}")
    words = f"Words for {myelin}, {skin}, {palm}."
    return Illustration(figure, words, f"With {myelin} % on {skin} skin: {palm}.")
"""
CELLS = [
    FIGURE,
    'explorer = explore(dots, "Dots", myelin=(0, 100, 5), skin=["light", "dark"], palm=False)\nexplorer',
    "print(len(drawn), drawn[-1], explorer.values)",
]
HEIGHT = "document.querySelector('.mn-explorer-live .mn-explorer img').getBoundingClientRect().height"


@pytest.fixture
def notebook(lab, desk):
    """A notebook with an explorer, run; its figure takes a tenth of a second."""
    with notebook_of(lab, desk, CELLS) as page:
        expect(page.locator(".mn-explorer-live .mn-explorer img")).to_be_visible(timeout=PATIENT)
        yield page


def outcome(notebook):
    return notebook.locator(".mn-explorer-live .mn-outcome")


def slider(notebook):
    return notebook.get_by_role("slider", name="Myelin left")


def in_kernel(notebook):
    """Run the last cell again, and return what it prints: drawings so far, the last one, the values."""
    notebook.locator(".jp-Notebook .jp-Cell").last.locator(".cm-content").click()
    before = notebook.locator(".jp-Notebook .jp-Cell").last.locator(".jp-InputPrompt").text_content()
    notebook.keyboard.press("Control+Enter")
    prompt = notebook.locator(".jp-Notebook .jp-Cell").last.locator(".jp-InputPrompt")
    expect(prompt).not_to_have_text(before)
    expect(prompt).to_have_text(re.compile(r"\[\d+\]"))
    return notebook.locator(".jp-Notebook .jp-Cell").last.locator(".jp-OutputArea-output pre").inner_text()


def test_controls_are_ipywidgets_with_names_and_values_in_words(notebook):
    expect(outcome(notebook)).to_have_text("With 100 % on light skin: False.")
    expect(slider(notebook)).to_have_attribute("aria-valuetext", "100\N{NO-BREAK SPACE}%")
    expect(notebook.get_by_role("combobox", name="Skin")).to_be_visible()
    expect(notebook.get_by_role("checkbox", name="The palm too")).to_be_visible()
    expect(notebook.locator(".mn-explorer-live .widget-inline-hbox .noUi-target")).to_have_count(1)


def test_every_control_draws_anew_and_reset_goes_back(notebook):
    notebook.get_by_role("combobox", name="Skin").select_option("dark")
    expect(outcome(notebook)).to_have_text("With 100 % on dark skin: False.")
    notebook.get_by_role("checkbox", name="The palm too").check()
    expect(outcome(notebook)).to_have_text("With 100 % on dark skin: True.")
    image = notebook.locator(".mn-explorer-live .mn-explorer img")
    expect(image).to_have_attribute("alt", "Words for 100, dark, True.")
    expect(notebook.locator(".mn-explorer-live [role=status]")).to_have_text("With 100 % on dark skin: True.")
    notebook.get_by_role("button", name="Reset").click()
    expect(outcome(notebook)).to_have_text("With 100 % on light skin: False.")


def test_the_slider_moves_by_keys_that_jupyterlab_does_not_get(notebook):
    cells = notebook.locator(".jp-Notebook .jp-Cell").count()
    slider(notebook).focus()
    notebook.keyboard.press("ArrowLeft")
    expect(outcome(notebook)).to_have_text("With 95 % on light skin: False.")
    expect(slider(notebook)).to_have_attribute("aria-valuetext", "95\N{NO-BREAK SPACE}%")
    notebook.keyboard.press("Home")
    expect(outcome(notebook)).to_have_text("With 0 % on light skin: False.")
    for key in ("ArrowUp", "b", "d", "d"):
        notebook.keyboard.press(key)
    expect(outcome(notebook)).to_have_text("With 5 % on light skin: False.")
    expect(slider(notebook)).to_be_focused()
    expect(notebook.locator(".jp-Notebook .jp-Cell")).to_have_count(cells)


def test_a_key_says_the_new_value_in_words_at_once(notebook):
    """Before the kernel has drawn: what the slider itself says is the number of a place in a list."""
    said = slider(notebook).evaluate(
        """(handle) => {
            handle.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowLeft", bubbles: true }));
            return handle.getAttribute("aria-valuetext");
        }"""
    )
    assert said == "95\N{NO-BREAK SPACE}%"


def test_a_second_view_shows_what_is_set_and_not_what_was_first(notebook):
    slider(notebook).press("Home")
    expect(outcome(notebook)).to_have_text("With 0 % on light skin: False.")
    last = notebook.locator(".jp-Notebook .jp-Cell").last
    last.locator(".cm-content").click()
    notebook.keyboard.press("Control+a")
    notebook.keyboard.insert_text("explorer")
    notebook.keyboard.press("Control+Enter")
    view = last.locator(".mn-explorer-live")
    expect(view.locator(".mn-outcome")).to_have_text("With 0 % on light skin: False.", timeout=PATIENT)
    expect(view.locator(".mn-explorer img")).to_have_attribute("alt", "Words for 0, light, False.")


def test_dragging_draws_what_it_can_and_ends_with_the_last(notebook):
    """However fast the hand, one drawing is under way and one waits: none is drawn that nobody would see."""
    drawn_before = int(in_kernel(notebook).split()[0])
    bar = notebook.locator(".mn-explorer-live .noUi-target").bounding_box()
    y = bar["y"] + bar["height"] / 2
    notebook.mouse.move(bar["x"] + bar["width"] - 1, y)
    notebook.mouse.down()
    heights = []
    started = time.monotonic()
    for sweep in range(3):
        for step in range(20):
            share = step / 20 if sweep % 2 else 1 - step / 20
            notebook.mouse.move(bar["x"] + bar["width"] * share, y)
            heights.append(notebook.evaluate(HEIGHT))
    notebook.mouse.move(bar["x"] + 1, y)
    took = time.monotonic() - started
    notebook.mouse.up()
    expect(outcome(notebook)).to_have_text("With 0 % on light skin: False.")
    assert len(set(heights)) == 1, "the picture never goes away and never changes its size"
    text = in_kernel(notebook)
    drawn, _, rest = text.partition(" ")
    assert rest.startswith("(0, 'light', False)")
    assert int(drawn) - drawn_before <= took / 0.1 + 2


def test_a_kernel_that_is_gone_is_told_beside_the_old_picture(notebook, lab):
    slider(notebook).focus()
    notebook.keyboard.press("ArrowLeft")
    expect(outcome(notebook)).to_have_text("With 95 % on light skin: False.")
    for kernel in api(lab, "kernels"):
        api(lab, f"kernels/{kernel['id']}", method="DELETE")
    notebook.wait_for_timeout(5000)
    expect(outcome(notebook)).to_have_text("With 95 % on light skin: False.")
    slider(notebook).focus()
    notebook.keyboard.press("ArrowLeft")
    expect(outcome(notebook)).to_contain_text("The kernel does not answer", timeout=10_000)
    notebook.trouble.clear()  # What ipywidgets says of a kernel that is gone.


def test_what_is_saved_can_be_read_without_a_kernel(notebook, lab):
    notebook.keyboard.press("Control+s")
    path = lab.folder / "notebooks/made-for-a-test.ipynb"
    ends = time.monotonic() + 10
    while "mn-explorer" not in path.read_text(encoding="utf-8") and time.monotonic() < ends:
        notebook.wait_for_timeout(200)
    output = nbformat.read(path, as_version=4).cells[1].outputs[0]
    assert set(output.data) == {"text/html", "text/plain"}
    assert "<svg" in output.data["text/html"]
    assert (
        "Myelin left: 0\N{NO-BREAK SPACE}%, Skin: light, The palm too: off. With 0 %"
        in output.data["text/plain"]
    )
