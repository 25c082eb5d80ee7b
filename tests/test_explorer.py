"""Explorers: their declaration, what is stored of them, and the pictures that are rendered for the book."""

import io
import json
import random
import re
from html import unescape
from pathlib import Path
from typing import Annotated

import ipywidgets
import matplotlib
import pytest
from PIL import Image

from massage_neuropathy import figures, frames
from massage_neuropathy.figures import Illustration
from massage_neuropathy.figures.style import house_style, sheet, write
from massage_neuropathy.sphinx_ext.rebuilding import fingerprint
from massage_neuropathy.widgets import explore
from massage_neuropathy.widgets.controls import MOST_STATES, Declaration, ExplorerError, declare

SPACE = "\N{NO-BREAK SPACE}"


@house_style()
def dots(
    count: Annotated[int, "Dots", "cm"] = 2,
    skin: Annotated[str, "Skin"] = "light",
    palm: Annotated[bool, "The palm too"] = False,
    plain: str = "no label",
) -> Illustration:
    figure, ax = sheet(60)
    # The skin changes no mark, so that states share pictures.
    write(ax, 20, 30, "." * count + ("!" if palm else ""))
    return Illustration(figure, f"{count} dots, {skin}.", f"There are {count} dots on {skin} skin.")


def declared(**grid):
    return declare(dots, "Dots to move", grid)


def controls(**grid):
    return {control.name: control for control in declared(**grid).controls}


# What can be declared


def test_ranges_lists_dictionaries_and_switches_are_controls():
    found = controls(count=(0, 4, 2), skin=["light", "dark"], palm=False)
    assert found["count"].values == (0, 2, 4)
    assert found["count"].texts == (f"0{SPACE}cm", f"2{SPACE}cm", f"4{SPACE}cm")
    assert (found["count"].kind, found["skin"].kind, found["palm"].kind) == ("range", "choice", "switch")
    assert found["skin"].texts == ("light", "dark")
    assert found["palm"].values == (False, True)
    named = controls(count={"a few": 2, "many": 9})["count"]
    assert (named.kind, named.texts, named.values) == ("choice", ("a few", "many"), (2, 9))
    assert controls(count=(1, 3))["count"].values == (1, 2, 3)
    assert [controls(count=given)["count"].kind for given in ([1, 2, 30], [1, 2], [2, 1, 3])] == [
        "range",
        "choice",
        "choice",
    ]


def test_the_figure_says_what_is_shown_first_and_what_learners_read():
    found = controls(count=[1, 2, 3], palm=True)
    assert found["count"].label == "Dots"
    assert found["count"].start == 1
    assert found["palm"].start == 1, "a switch stands as the cell declares it"


def test_tenths_and_numbers_below_zero_are_written_as_people_write_them():
    def figure(size: Annotated[float, "Size"] = 0.3):
        return None

    (control,) = declare(figure, "x", {"size": (-0.3, 0.3, 0.1)}).controls
    assert control.texts == (
        "\N{MINUS SIGN}0.3",
        "\N{MINUS SIGN}0.2",
        "\N{MINUS SIGN}0.1",
        "0",
        "0.1",
        "0.2",
        "0.3",
    )
    assert control.values[-1] == 0.3


@pytest.mark.parametrize("ends", [(-0.3, 0.0, 0.1), (-0.9, 0.0, 0.3)])
def test_a_scale_that_ends_at_zero_reaches_it_and_shows_no_minus(ends):
    def figure(size: Annotated[float, "Size"] = 0.0):
        return None

    (control,) = declare(figure, "x", {"size": ends}).controls
    assert control.texts[-1] == "0"


def test_a_parameter_may_say_itself_what_it_can_be():
    def figure(
        skin: Annotated[str, "Skin", ["light", "dark"]] = "dark",
        warm: Annotated[int, "Warmth", {"cold": 20, "warm": 35}] = 35,
        count: Annotated[int, "Count", "cm"] = 2,
        fixed: Annotated[int, "Fixed"] = 1,
    ):
        return None

    by_itself = declare(figure, "x", {"count": (1, 3)})
    assert [control.name for control in by_itself.controls] == ["skin", "warm", "count"]
    assert by_itself.controls[1].texts == ("cold", "warm")
    assert by_itself.start == {"skin": "dark", "warm": 35, "count": 2}
    narrowed = declare(figure, "x", {"skin": ["dark", "medium"]})
    assert [control.values for control in narrowed.controls] == [("dark", "medium"), (20, 35)]


def test_the_last_control_changes_fastest():
    states = list(declared(count=[1, 2], palm=False).states())
    assert states == [
        {"count": 1, "palm": False},
        {"count": 1, "palm": True},
        {"count": 2, "palm": False},
        {"count": 2, "palm": True},
    ]
    assert len(declared(count=[1, 2], palm=False)) == 4


@pytest.mark.parametrize(
    ("grid", "said"),
    [
        ({}, "nothing can be set"),
        ({"cuont": [1, 2]}, "has no parameter 'cuont'; did you mean 'count'?"),
        ({"plain": ["a", "b"]}, "plain has no label for learners"),
        ({"count": [1, 3]}, "2, which is shown first, is not among the values"),
        ({"count": [2]}, "there is nothing to choose between"),
        ({"count": 5}, "5 is no control"),
        ({"count": (0, 5, 2)}, "steps of 2 from 0 miss 5"),
        ({"count": (5, 0)}, "is no range"),
        ({"count": (0, 4, 0)}, "is no range"),
        ({"count": (4,)}, "is no range"),
        (
            {"count": (0, 100, 1), "skin": ["light", "dark"], "palm": False},
            "101 (count) x 2 (skin) x 2 (palm) = 404",
        ),
    ],
)
def test_what_cannot_work_is_refused_with_the_remedy(grid, said):
    with pytest.raises(ExplorerError, match=re.escape(said)):
        explore(dots, "Dots", **grid)


def test_the_limit_on_states_is_itself_allowed():
    assert len(declared(count=(0, MOST_STATES - 1))) == MOST_STATES


def test_a_figure_without_an_outcome_is_refused():
    def silent(count: Annotated[int, "Dots"] = 2):
        return Illustration(dots(count).figure, "words")

    with pytest.raises(ExplorerError, match="tells no outcome"):
        explore(silent, "Dots", count=[1, 2])


def test_a_declaration_is_the_same_after_it_was_text():
    declaration = declared(count=(0, 4, 2), skin=["light", "dark"], palm=False)
    assert Declaration.from_json(declaration.as_json()) == declaration


# What is shown and stored


def test_controls_are_ipywidgets_and_draw_anew():
    explorer = explore(dots, "Dots", count=(0, 4, 2), skin=["light", "dark"], palm=False)
    kinds = {name: type(widget) for name, widget in explorer.controls.items()}
    assert kinds == {
        "count": ipywidgets.SelectionSlider,
        "skin": ipywidgets.Dropdown,
        "palm": ipywidgets.Checkbox,
    }
    explorer.controls["count"].value = 4
    assert explorer.frame.state["outcome"] == "There are 4 dots on light skin."
    assert explorer.frame.state["source"].startswith("data:image/svg+xml;base64,")
    explorer.controls["skin"].value = "dark"
    assert explorer.values == {"count": 4, "skin": "dark", "palm": False}
    assert explorer.frame.state["description"] == "4 dots, dark."


def test_a_reset_is_one_drawing():
    drawn = []

    def counted(count: Annotated[int, "Dots"] = 2, palm: Annotated[bool, "Palm"] = False):
        drawn.append((count, palm))
        return dots(count, palm=palm)

    explorer = explore(counted, "Dots", count=[1, 2, 3], palm=False)
    explorer.controls["count"].value = 3
    explorer.controls["palm"].value = True
    assert drawn == [(2, False), (3, False), (3, True)], "one drawing for the start and one for each move"
    drawn.clear()
    explorer.reset()
    assert drawn == [(2, False)]
    assert explorer.frame.state["outcome"] == "There are 2 dots on light skin."


def test_what_is_stored_reads_by_itself_and_holds_no_control():
    stored = explore(dots, "Dots", count=[1, 2, 3])._repr_mimebundle_()
    html = stored["text/html"]
    assert "<svg" in html
    assert "There are 2 dots on light skin." in html
    assert "<summary>This figure in words</summary><p>2 dots, light.</p>" in html
    assert not re.search("<(input|select|button)", html)
    assert html == explore(dots, "Dots", count=[1, 2, 3])._repr_mimebundle_()["text/html"]


def test_the_numbers_at_the_ends_of_every_control_are_stored():
    text = explore(dots, "Dots", count=(0, 4, 1), palm=False)._repr_mimebundle_()["text/plain"]
    assert text.splitlines() == [
        "Dots: 10 states of dots",
        f"Dots: 2{SPACE}cm, The palm too: off. There are 2 dots on light skin.",
        f"Dots: 0{SPACE}cm, The palm too: off. There are 0 dots on light skin.",
        f"Dots: 4{SPACE}cm, The palm too: off. There are 4 dots on light skin.",
        f"Dots: 2{SPACE}cm, The palm too: on. There are 2 dots on light skin.",
    ]


def test_hostile_words_stay_words():
    hostile = '"><script>alert(1)</script>&'

    def figure(skin: Annotated[str, hostile] = hostile):
        drawn = dots()
        return Illustration(drawn.figure, hostile, hostile)

    html = explore(figure, hostile, skin=[hostile, "light"])._repr_mimebundle_()["text/html"]
    assert "<script" not in html
    told = unescape(re.search(r'data-explorer="([^"]*)"', html)[1])
    assert json.loads(told)["controls"][0]["label"] == hostile


# What is rendered for the book


@pytest.fixture
def real():
    """A declaration of a real figure, with few states."""
    return declare(figures.nothing_works, "A clinic", {"control": False, "clients": [20, 200]})


def script_of(folder):
    text = next(folder.glob("*.js")).read_text(encoding="utf-8")
    return json.loads(text[text.index(" = ") + 3 :].rstrip(";\n"))


def test_every_state_has_its_picture_and_its_words(real, tmp_path):
    (folder,) = frames.render_missing([real], tmp_path)
    told = script_of(folder)
    drawn = [figures.nothing_works(**state) for state in real.states()]
    assert [words for _, *words in told["states"]] == [[one.outcome, one.description] for one in drawn]
    for (place, *_), one in zip(told["states"], drawn, strict=True):
        assert (folder / told["files"][place]).read_text(encoding="utf-8") == one.drawing
    assert {path.name for path in folder.iterdir()} == {*told["files"], folder.name + ".js", frames.REPORT}


def test_an_unchanged_explorer_is_not_rendered_again(real, tmp_path, monkeypatch):
    (folder,) = frames.render_missing([real], tmp_path)
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}

    def forbidden(*_, **__):
        raise AssertionError("rendered again")

    monkeypatch.setattr(frames, "ProcessPoolExecutor", forbidden)
    assert frames.render_missing([real], tmp_path) == [folder]
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before


def test_what_is_rendered_is_the_same_everywhere_and_what_is_not_wanted_is_forgotten(real, tmp_path):
    (one,) = frames.render_missing([real], tmp_path / "one")
    (other,) = frames.render_missing([real], tmp_path / "other")
    files = {path.name: path.read_bytes() for path in one.iterdir() if path.name != frames.REPORT}
    assert files == {path.name: path.read_bytes() for path in other.iterdir() if path.name != frames.REPORT}
    assert frames.render_missing([], tmp_path / "one") == []
    assert list((tmp_path / "one").iterdir()) == []


def test_a_key_changes_with_the_grid_and_with_the_model_behind_the_figure(real, tmp_path, monkeypatch):
    more = declare(figures.nothing_works, "A clinic", {"clients": [20, 200]})
    assert frames.key(real) != frames.key(more)
    files = frames.sources("massage_neuropathy.figures.clinic")
    names = {path.relative_to(Path(frames.__file__).parent).as_posix() for path in files}
    assert {"figures/clinic.py", "science/clinic.py", "figures/style.py", "figures/illustration.py"} <= names
    assert not names & {"figures/foot.py", "science/conduction.py", "widgets/quiz.py"}
    changed = tmp_path / "clinic.py"
    changed.write_text("BAD_DAY = 5\n", encoding="utf-8")
    monkeypatch.setattr(
        frames, "sources", lambda _: [changed if path.name == "clinic.py" else path for path in files]
    )
    before = frames.key(real)
    changed.write_text("BAD_DAY = 6\n", encoding="utf-8")
    assert frames.key(real) != before


def test_a_key_changes_with_the_tools_that_draw_and_pages_that_hold_it_are_read_anew(real, monkeypatch):
    before = frames.key(real), fingerprint()
    monkeypatch.setattr(frames, "version", lambda tool: f"next {tool}")
    assert frames.key(real) != before[0]
    assert fingerprint() != before[1]


def test_a_module_is_followed_however_it_is_imported():
    code = "import massage_neuropathy.science.feet as feet\nfrom massage_neuropathy import figures\n"
    assert set(frames._imported(code)) == {
        "massage_neuropathy.science.feet",
        "massage_neuropathy",
        "massage_neuropathy.figures",
    }


def test_a_key_changes_with_the_data_beside_a_model(real, tmp_path, monkeypatch):
    (tmp_path / "model.py").write_text("", encoding="utf-8")
    data = tmp_path / "model.csv"
    data.write_text("1\n", encoding="utf-8")
    monkeypatch.setattr(frames, "sources", lambda _: [tmp_path / "model.py"])
    before = frames.key(real)
    assert frames.key(real) == before
    data.write_text("2\n", encoding="utf-8")
    assert frames.key(real) != before


def drawn(content=b"<svg/>", ending="svg", size=(500, 80), outcome="Out.", description="Words."):
    return frames._Drawn(ending, content, size, outcome, description)


def test_equal_pictures_are_stored_once(tmp_path):
    declaration = declared(count=[1, 2], skin=["light", "dark"])
    frames._store(tmp_path / "dots", declaration, [drawn(b"1"), drawn(b"1"), drawn(b"2"), drawn(b"1")], 1.0)
    told = script_of(tmp_path / "dots")
    assert [place for place, *_ in told["states"]] == [0, 0, 1, 0]
    assert len(told["files"]) == 2
    report = json.loads((tmp_path / "dots" / frames.REPORT).read_text(encoding="utf-8"))
    assert report == {"states": 4, "pictures": 2, "bytes": 2, "seconds": 1.0}


@pytest.mark.parametrize(
    ("states", "said"),
    [
        ([drawn(), drawn(size=(500, 90))], "its states differ in size"),
        ([drawn(), drawn(outcome="")], "(count=2) has no outcome or no description"),
        (
            [drawn(), drawn(bytes(range(256)) * 2**15)],
            "8,388,614 bytes, and 6,291,456 are allowed; about 1 states",
        ),
    ],
)
def test_what_cannot_be_published_is_refused_and_leaves_nothing_behind(tmp_path, states, said):
    with pytest.raises(ExplorerError, match=re.escape(said)):
        frames._store(tmp_path / "dots", declared(count=[1, 2]), states, 1.0)
    assert list(tmp_path.iterdir()) == []


def test_what_was_rendered_takes_its_place_all_at_once(tmp_path, monkeypatch):
    """Somebody who interrupts a build must not leave a folder in part, which would count as rendered."""

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        frames._store(tmp_path / "dots", declared(count=[1, 2]), [drawn(), drawn()], 1.0)
    assert list(tmp_path.iterdir()) == []


def test_a_state_that_cannot_be_drawn_is_named():
    with pytest.raises(ExplorerError, match=re.escape("nothing_works(clients=-1) cannot be drawn: ")):
        frames._draw("massage_neuropathy.figures.clinic:nothing_works", {"clients": -1})


def test_a_picture_too_heavy_for_a_phone_is_refused(tmp_path):
    noise = random.Random(1).randbytes(frames.MOST_BYTES_A_PICTURE + 1)
    with pytest.raises(ExplorerError, match="draw fewer marks and words"):
        frames._store(tmp_path / "dots", declared(count=[1, 2]), [drawn(), drawn(noise)], 1.0)


def test_a_figure_written_in_a_notebook_stays_in_the_notebook(tmp_path):
    declaration = Declaration("__main__:dots", "Dots", declared(count=[1, 2]).controls)
    with pytest.raises(ExplorerError, match="is written in a notebook"):
        frames.render_missing([declaration], tmp_path)


def test_pixels_are_taken_where_they_weigh_less(monkeypatch):
    state = {"clients": 20}
    svg = frames._draw("massage_neuropathy.figures.clinic:nothing_works", state)
    assert svg.ending == "svg"
    monkeypatch.setattr(frames, "_PIXELS_FROM_BYTES", 0)
    monkeypatch.setattr(frames, "_pixels", lambda _: b"few")
    assert frames._draw("massage_neuropathy.figures.clinic:nothing_works", state)[:2] == ("webp", b"few")
    monkeypatch.setattr(frames, "_pixels", lambda _: b"x" * 10**6)
    assert frames._draw("massage_neuropathy.figures.clinic:nothing_works", state)[:2] == svg[:2]


def test_pixels_show_the_drawing_twice_as_large():
    one = dots()
    image = Image.open(io.BytesIO(frames._pixels(one)))
    assert image.format == "WEBP"
    assert image.size == tuple(2 * side for side in one.size)
    assert len(image.getcolors(10**6)) > 2


def test_pixels_are_the_same_whatever_the_reader_has_set():
    pixels = frames._pixels(dots())
    with matplotlib.rc_context({"text.hinting": "none"}):
        assert frames._pixels(dots()) == pixels
