"""What holds for every figure, and what each one must show."""

import gzip
import hashlib
import json
import math
import os
import re
import subprocess
import sys
from importlib.resources import files
from xml.etree import ElementTree

import matplotlib
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.path import Path
from matplotlib.transforms import Affine2D
from ruamel.yaml import YAML

from massage_neuropathy import figures
from massage_neuropathy.content import load_course
from massage_neuropathy.figures import (
    Illustration,
    deciding,
    illustration,
    nerves,
    outlines,
    pictures,
    pressure,
    regions,
    single,
    style,
)
from massage_neuropathy.figures.parts import answer_sign
from massage_neuropathy.figures.pictures import PICTURES
from massage_neuropathy.figures.style import sheet
from massage_neuropathy.science.conduction import FIBER_GROUPS
from massage_neuropathy.science.doses import DOSES

NAMES = [name for name in figures.__all__ if name != "Illustration"]


@pytest.fixture(scope="module")
def drawn():
    return {name: getattr(figures, name)() for name in NAMES}


@pytest.fixture(params=NAMES)
def figure(request, drawn):
    return drawn[request.param]


@pytest.fixture(scope="module")
def svgs(drawn):
    return {name: figure.svg for name, figure in drawn.items()}


@pytest.fixture
def svg(figure, drawn, svgs):
    return next(svgs[name] for name in NAMES if drawn[name] is figure)


def texts(figure):
    """Every visible text of a figure with its box in points."""
    renderer = FigureCanvasAgg(figure).get_renderer()
    to_points = Affine2D().scale(72 / figure.dpi)
    shown = [text for ax in figure.axes for text in ax.texts]
    return [(text, text.get_window_extent(renderer).transformed(to_points)) for text in shown]


def luminance(color):
    rgb = np.array(to_rgb(color))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return linear @ (0.2126, 0.7152, 0.0722)


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_there_are_thirty_figures_or_more_in_the_order_of_the_alphabet():
    assert len(NAMES) >= 30
    assert sorted(NAMES) == NAMES


def test_a_figure_is_an_illustration_with_size_and_words(figure):
    assert isinstance(figure, Illustration)
    width, height = figure.size
    assert width == 500 and 300 < height < 1100
    assert 200 < len(figure.description) < 1000
    assert figure.description.endswith(".")
    assert "\n" not in figure.description and "  " not in figure.description
    assert "!" not in figure.description


def test_two_draws_give_the_same_bytes(figure, request):
    name = request.node.callspec.params["figure"]
    assert getattr(figures, name)().svg == figure.svg == figure.svg


def test_another_process_with_other_settings_gives_the_same_bytes(svgs, tmp_path):
    (tmp_path / "matplotlibrc").write_text(
        "font.family: serif\nfont.size: 20\nhatch.linewidth: 3\nsvg.fonttype: none\nlines.linewidth: 4\n"
        "path.sketch: 2, 100, 2\nsavefig.facecolor: black\naxes.unicode_minus: False\n",
        encoding="utf-8",
    )
    code = (
        "import hashlib, json, sys\n"
        "from massage_neuropathy import figures\n"
        "names = [name for name in figures.__all__ if name != 'Illustration']\n"
        "svgs = {name: getattr(figures, name)().svg for name in names}\n"
        "digests = {name: hashlib.sha256(svg.encode()).hexdigest() for name, svg in svgs.items()}\n"
        "assert 'matplotlib.pyplot' not in sys.modules\n"
        "print(json.dumps(digests))\n"
    )
    env = os.environ | {"MATPLOTLIBRC": str(tmp_path), "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    run = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    here = {name: hashlib.sha256(svg.encode()).hexdigest() for name, svg in svgs.items()}
    assert json.loads(run.stdout) == here


def test_drawing_leaves_the_readers_settings_alone():
    with matplotlib.rc_context({"font.size": 31, "hatch.linewidth": 7}):
        before = dict(matplotlib.rcParams)
        _ = figures.nerve_to_toe().svg
        assert dict(matplotlib.rcParams) == before


def test_the_svg_is_well_formed_and_says_its_size_in_pixels(figure, svg):
    root = ElementTree.fromstring(svg)
    assert (root.get("width"), root.get("height")) == tuple(f"{side}px" for side in figure.size)
    box = [float(number) for number in root.get("viewBox").split()]
    assert box[2] / box[3] == pytest.approx(figure.size[0] / figure.size[1], rel=0.005)
    assert root.get("role") == "img" and root.get("aria-label") == figure.description


def test_the_svg_carries_no_date_program_or_comment(figure, svg):
    for left_over in (
        "<?xml",
        "<!DOCTYPE",
        "<metadata",
        "<!--",
        "atplotlib",
        "rdf:",
        "<image",
        "<text",
    ):
        assert left_over not in svg.replace(figure.description, "")
    assert not re.search(r"20\d\d-\d\d", svg)


def test_numbers_in_the_svg_have_at_most_two_decimals(svg):
    body = re.sub(r'scale\([^)]*\)|aria-label="[^"]*"', "", svg)
    assert not re.findall(r"\d\.\d{3,}", body)


def test_ids_are_numbered_referred_to_and_apart_from_those_of_other_figures(svgs):
    seen = set()
    for svg in svgs.values():
        ids = re.findall(r'\sid="([^"]+)"', svg)
        used = set(re.findall(r'(?:xlink:href="#|url\(#)([^")]+)', svg))
        assert len(ids) == len(set(ids)) and set(ids) == used
        assert all(re.fullmatch(r"f[0-9a-f]{4}-\d+", name) for name in ids)
        assert not seen & used
        seen |= used


def test_an_svg_is_small(svg):
    assert len(svg) < 68_000
    assert len(gzip.compress(svg.encode(), mtime=0)) < 17_500


def test_no_text_touches_the_edge_of_the_card(figure):
    width, height = figure.figure.get_size_inches() * 72
    for text, box in texts(figure.figure):
        inside = box.x0 >= 3 and box.y0 >= 3 and box.x1 <= width - 3 and box.y1 <= height - 3
        assert inside, f"{text.get_text()!r} at {box.extents.round(1)}"


def test_no_two_texts_overlap(figure):
    boxes = texts(figure.figure)
    for i, (one, a) in enumerate(boxes):
        for other, b in boxes[i + 1 :]:
            overlap = min(a.x1, b.x1) - max(a.x0, b.x0) > 0.5 and min(a.y1, b.y1) - max(a.y0, b.y0) > 0.5
            assert not overlap, f"{one.get_text()!r} and {other.get_text()!r}"


def test_text_is_large_enough_for_a_phone(figure):
    # At 340 pixels a point of these figures is about 0.9 pixels.
    assert all(text.get_fontsize() >= 11 for text, _ in texts(figure.figure))


def test_text_has_contrast(figure):
    badges = (style.TEAL, style.CLAY, style.PLUM, style.LEAF)
    for text, _ in texts(figure.figure):
        # Light text stands on badges; only ink and gray stand on the sand-colored panels.
        gray = (style.CARD, style.SAND) if text.get_color() in (style.INK, style.MUTED) else (style.CARD,)
        grounds = badges if text.get_color() == style.CARD else gray
        assert all(contrast(text.get_color(), ground) >= 4.5 for ground in grounds), text.get_text()


def test_hatching_stands_out_on_its_own_ground():
    assert contrast(style.INK, style.CARD) > 7


TWO_TONES = (
    "look_touch_look", "six_body_maps", "one_several_many", "nerves_near_surface", "hand_areas",
    "root_or_nerve", "ulcers_and_pain", "foot_findings", "foot_map", "now_today_soon", "five_levels",
    "two_conditions", "positions", "client_card", "how_firm", "speed_of_touch",
)  # fmt: skip


@pytest.mark.parametrize("name", TWO_TONES)
def test_feet_hands_and_bodies_come_in_two_skin_tones_or_more(svgs, name):
    skins = zip(style.SKIN.values(), style.SOLE.values(), strict=True)
    assert sum(any(f"fill:{tone}" in svgs[name] for tone in skin) for skin in skins) >= 2


@pytest.mark.parametrize(
    "name",
    ["six_body_maps", "one_several_many", "hand_areas", "root_or_nerve", "two_conditions"],
)
def test_loss_is_shown_by_hatching(drawn, svgs, name):
    assert "<pattern" in svgs[name] and "hatch" in drawn[name].description


def test_the_five_answers_stand_in_order_in_the_drawing_and_the_words(drawn):
    answers = ["Stop: emergency now", "Stop: care today", "Ask first", "Adapt", "Go ahead"]
    words = drawn["five_answers"].description
    assert [words.index(f"{i}. {answer}:") for i, answer in enumerate(answers, 1)] == sorted(
        words.index(f"{i}. {answer}:") for i, answer in enumerate(answers, 1)
    )
    height = {text.get_text(): box.y0 for text, box in texts(drawn["five_answers"].figure)}
    assert [height[answer] for answer in answers] == sorted((height[a] for a in answers), reverse=True)


def test_look_touch_look_allows_leaving_a_numb_area_out(drawn):
    words = drawn["look_touch_look"].description
    for part in ("1. Look", "2. Touch lightly", "3. Look again", "leaving a numb area out is just as sound"):
        assert part in words


def test_a_sign_at_the_second_look_means_care_today(drawn):
    figure = drawn["look_touch_look"]
    assert "Stop: care today" in figure.description
    assert any("Stop: care today" in text.get_text() for text, _ in texts(figure.figure))


def test_feedback_fails_in_three_ways_and_owns_to_be_a_drawing(drawn):
    words = drawn["feedback_fails"].description
    assert words.index("Missing") < words.index("False") < words.index("Late")
    assert "not anyone's measurements" in words


def test_the_nerve_runs_from_beside_the_spine_to_the_toe(drawn):
    words = drawn["nerve_to_toe"].description
    for part in ("cell body", "dorsal root ganglion", "axon", "big toe", "1 meter", "myelin"):
        assert part in words


def test_the_fiber_groups_are_drawn_fastest_at_the_top_with_their_ranges(drawn):
    boxes = {text.get_text(): box for text, box in texts(drawn["fiber_speeds"].figure)}
    heights = [boxes[group.name].y0 for group in FIBER_GROUPS]
    assert heights == sorted(heights, reverse=True)
    for group in FIBER_GROUPS:
        low, high = group.velocity_m_s
        assert f"{low:g} to {high:g} m/s" in boxes
        assert f"{low:g} to {high:g} meters per second" in drawn["fiber_speeds"].description
    for time in ("8 to 14 ms", "13 to 33 ms", "33 to 333 ms", "0.5 to 2 s"):
        assert f"1 m in {time}" in boxes
    assert "1 meter in 33 to 333 milliseconds" in drawn["fiber_speeds"].description
    assert "1 meter in 0.5 to 2 seconds" in drawn["fiber_speeds"].description


def test_the_six_maps_say_where_and_since_when(drawn):
    words = drawn["six_body_maps"].description
    for part in (
        "A: Both feet to mid-calf, over four years.",
        "B: Right hand and right side of the mouth, sudden, since lunch.",
        "C: Seat and inner thighs, since yesterday; slow to start passing urine.",
        "D: Left ring and little finger, the same for two years; grip strong.",
        "E: Both feet to the ankles, burning, over 18 months.",
        "F: Both legs, now the hands: weaker and tingling, climbing over five days.",
    ):
        assert part in words


def test_right_is_on_the_viewers_left_and_the_other_way_round():
    # A map on the wrong side would teach the wrong answer.
    middle = {letter: [region.get_extents().x0 + region.get_extents().x1 for region in regions]
              for letter, regions in nerves._REGIONS.items()}  # fmt: skip
    assert all(x < 0 for x in middle["B"])
    assert all(x > 0 for x in middle["D"])
    for both_sides in ("A", "C", "C back", "E"):
        assert middle[both_sides] == pytest.approx([0] * len(middle[both_sides]), abs=1e-9)
    assert sum(middle["F"]) == pytest.approx(0, abs=1e-9)


def test_the_hatched_fingers_of_map_d_are_the_two_away_from_the_thumb():
    (region,) = nerves._REGIONS["D"]
    tips = np.array([(-43, 63), (-17.5, 88), (-2, 96), (13, 91), (28, 76)])  # thumb to little finger, on HAND
    tips = outlines.place(Path(tips), *outlines.PERSON_LEFT_HAND).vertices
    assert region.contains_points(tips).tolist() == [False, False, False, True, True]


def test_a_smooth_outline_passes_through_its_points():
    points = [(0, 0), (4, 1), (5, 5), (1, 4)]
    vertices = outlines.smooth(points).vertices
    for point in points:
        assert np.any(np.all(np.isclose(vertices, point), axis=1))


@pytest.mark.parametrize("shape", ["FOOT", "HAND", "PERSON", "LEG", "FLAT_HAND"])
def test_all_loops_of_a_shape_run_the_same_way_also_in_the_mirror(shape):
    # Otherwise overlapping loops punch holes into each other.
    path = getattr(outlines, shape)
    for version in (path, outlines.mirrored(path)):
        for loop in version.to_polygons():
            x, y = loop.T
            assert np.sum(x * np.roll(y, -1) - y * np.roll(x, -1)) > 0


def test_the_person_is_symmetric_and_100_units_tall():
    box = outlines.PERSON.get_extents()
    assert box.x0 == pytest.approx(-box.x1)
    assert box.height == pytest.approx(100, abs=2)


def test_a_figure_is_displayed_as_svg_with_its_words_beside_it(drawn, monkeypatch):
    shown = []
    monkeypatch.setattr(illustration, "display", lambda bundle, raw: shown.append(bundle))
    hostile = Illustration(drawn["nerve_to_toe"].figure, 'Hands & <b onclick="x">feet</b>.')
    hostile._ipython_display_()
    svg, words = shown
    assert svg == {"image/svg+xml": hostile.svg, "text/plain": hostile.description}
    assert words["text/plain"] == hostile.description
    assert words["text/html"] == (
        '<details class="mn-described"><summary>This figure in words</summary>'
        "<p>Hands &amp; &lt;b onclick=&quot;x&quot;&gt;feet&lt;/b&gt;.</p></details>"
    )
    ElementTree.fromstring(hostile.svg)


def shown(figure):
    """All words of a drawing, in the order in which they were written."""
    return " ".join(text.get_text() for text, _ in texts(figure.figure))


def test_the_nine_places_of_nerves_are_numbered_and_named_in_drawing_and_words(drawn):
    figure = drawn["nerves_near_surface"]
    for number, name, *_ in single.PLACES:
        assert f"{number}, {name}" in figure.description
        assert number in shown(figure) and name.split(",")[0] in shown(figure)
    for place in ("outer knee", "groin", "armpit", "behind the inner ankle"):
        assert place in figure.description


def test_the_points_of_the_nerves_lie_on_the_body():
    spots = np.array([spot for _, _, _, spot, _ in single.PLACES])
    loops = [Path(loop) for loop in outlines.PERSON.to_polygons()]
    assert all(any(loop.contains_point(spot, radius=0.5) for loop in loops) for spot in spots)


def test_median_and_ulnar_area_share_the_ring_finger_and_nothing_else():
    # Tips from thumb to little finger on HAND, the ring finger with both its sides.
    tips = np.array([(-43, 63), (-17.5, 88), (-2, 96), (11, 88), (16, 88), (28, 76)])
    median, ulnar = (area.contains_points(tips) for area in (single._MEDIAN, single._ULNAR))
    assert median.tolist() == [True, True, True, True, False, False]
    assert (median != ulnar).all()


def test_the_bolster_presses_on_the_nerve_and_thumb_and_strap_do_not(drawn):
    words = drawn["fibular_head"].description
    assert "B, the edge of a bolster, lies right across the neck of the fibula, on the nerve" in words


def test_thirteen_and_seventeen_of_forty_had_painful_symptoms(drawn):
    words = drawn["ulcers_and_pain"].description
    for part in ("40 soles", "13 carry a filled", "4 carry an open", "17 at some time", "23 carry none"):
        assert part in words


def test_the_chain_shows_both_directions_and_forbids_multiplying(drawn):
    figure = drawn["foot_chain"]
    for part in ("19 to 34", "50 to 60", "about 20", "about 80"):
        assert part in figure.description
    for number in ("19 to 34", "50 to 60", "20", "80"):
        assert any(text.get_text() == number for text, _ in texts(figure.figure))
    assert "Never multiply" in shown(figure) and "never multiply" in figure.description
    heights = {text.get_text(): box.y0 for text, box in texts(figure.figure)}
    links = ["Numb foot", "Small injury,", "Foot ulcer", "Infection or", "Amputation"]
    assert [heights[link] for link in links] == sorted((heights[link] for link in links), reverse=True)


def test_the_foot_findings_do_not_tell_their_answers(drawn):
    for answer in ("Stop", "Ask first", "Adapt", "Go ahead", "today"):
        assert answer not in shown(drawn["foot_findings"])


def test_a_fever_in_treatment_is_given_in_both_units(drawn):
    assert "38.0 °C (100.4 °F)" in shown(drawn["ask_every_visit"])
    assert re.findall(r"\d\. ", drawn["ask_every_visit"].description)[:8] == [f"{i}. " for i in range(1, 9)]


def test_the_touch_test_touches_first_third_and_fifth_toes_and_two_are_missed(drawn):
    words = drawn["touch_test"].description
    for part in ("first, third and fifth toe", "not felt: 3 and 6", "two or more of six", "not a diagnosis"):
        assert part in words


def test_of_300_people_159_are_noticed_and_141_missed(drawn):
    figure = drawn["missed_by_filament"]
    for part in ("159 are filled", "141 are open", "from 78 to 204"):
        assert part in figure.description
    marks = [len(line.get_xdata()) for line in figure.figure.axes[0].lines]
    assert marks[:2] == [159, 141]


def test_every_urgency_has_four_signs_and_the_five_answers_keep_their_words(drawn):
    words = drawn["now_today_soon"].description
    for name in ("Stop: emergency now", "Stop: care today", "Soon: an appointment"):
        assert re.search(rf"{name}: ([^.;]+;){{3}}[^.;]+\.", words.replace("sits; bladder", "sits, bladder"))
    assert "Soon is no answer of its own" in words


def test_muscle_moves_from_level_three_on(drawn):
    deep = [pressure._DIPS[level][1] for level in range(1, 6)]
    assert deep == sorted(deep) and deep[1] < 2 < deep[2]
    assert "A dashed line stands between 2 and 3" in drawn["five_levels"].description


def test_two_therapists_differ_in_three_elements_and_share_the_place(drawn):
    first, second = re.findall(r"Card [AB]: ([^.]*)\.", drawn["elements_of_touch"].description)
    pairs = list(zip(first.split(", "), second.split(", "), strict=True))
    assert [one == other for one, other in pairs] == [False, False, False, True]


def test_the_flow_asks_for_the_strictest_answer_first(drawn):
    words = drawn["answers_flow"].description
    answers = ["Stop: emergency now", "Stop: care today", "Ask first", "Adapt", "Go ahead"]
    assert [words.index(answer) for answer in answers] == sorted(words.index(answer) for answer in answers)
    assert [answer for _, answer, _ in deciding.FLOW] == answers


def test_the_left_arm_is_marked_and_the_right_is_not():
    left_hand, right_hand, hip = (17, 48), (-17, 48), (9.4, 50)
    assert regions.LEFT_ARM.contains_point(left_hand)
    assert not regions.LEFT_ARM.contains_point(right_hand) and not regions.LEFT_ARM.contains_point(hip)


def test_getting_up_runs_from_the_ankles_over_sitting_and_shoes_to_walking(drawn):
    words = drawn["lying_to_walking"].description
    order = ["pump the ankles", "Sit on the edge", "shoes on", "Stand", "Stay a moment", "Walk"]
    assert [words.index(step) for step in order] == sorted(words.index(step) for step in order)
    assert "lie down again, legs supported" in words


def test_calves_and_ankles_carry_and_knees_heels_and_toes_stay_free(drawn):
    words = drawn["positions"].description
    assert words.index("under the calves") < words.index("back of the knee and the heel")
    assert "toes stay free" in words


def test_the_card_crosses_out_five_things_and_says_when_to_call(drawn):
    words = drawn["client_card"].description
    assert "five crossed out: heat; soak; machine; ball or stick; lotion between the toes" in words
    assert "I call today" in words


def test_most_tested_schedules_are_three_times_a_week(drawn):
    words = drawn["doses_tested"].description
    for part in ("Swedish, 30 min, 3 a week, 4 weeks, 71 people", "20 min, 1 a week, 4 weeks, 80 people",
                 "minutes not known, every 8 hours, 6 weeks", "Tested is not proven"):  # fmt: skip
        assert part in words
    assert sum(dose.per_week == 3 for dose in DOSES) > len(DOSES) / 2


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_gives_no_answer_away_and_fits_a_phone(name):
    picture = PICTURES[name]()
    illustration, areas = picture.illustration, picture.areas
    assert "the list beside the picture says the same" in illustration.description
    for word in ("emergency", "today", "sudden", "nerve", "years", "Stop"):
        assert word not in illustration.description and word not in shown(illustration)
    width, height = illustration.figure.get_size_inches() * 72
    letters = [text.get_text() for text, _ in texts(illustration.figure)]
    for letter, corners in areas.items():
        x, y = np.array(corners).T
        assert x.min() >= 0 and x.max() <= width and y.min() >= 0 and y.max() <= height
        assert min(np.ptp(x), np.ptp(y)) >= 24
        assert letters.count(letter.upper()) == 1
        assert f"{letter.upper()}, " in illustration.description
    assert len(illustration.svg) < 68_000


@pytest.mark.parametrize("name", PICTURES)
def test_the_letter_of_an_area_stands_in_it_and_in_no_other(name):
    picture = PICTURES[name]()
    middles = {
        text.get_text().lower(): ((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)
        for text, box in texts(picture.illustration.figure)
    }
    for letter in picture.areas:
        inside = [
            other for other, area in picture.areas.items() if Path(area).contains_point(middles[letter])
        ]
        assert inside == [letter]


BODY_MAPS = [name for name in PICTURES if "-maps" in name and name != "four-maps"]


@pytest.mark.parametrize("name", BODY_MAPS)
def test_a_map_is_hatched_on_the_side_that_its_words_say(monkeypatch, name):
    # A map on the wrong side would teach the wrong answer.
    monkeypatch.setattr(pictures, "_body_maps", lambda maps: maps)
    for letter, (_, words, views, *_) in PICTURES[name]().items():
        boxes = [region.get_extents() for side, regions in views for region in regions if side == "front"]
        middles = [round(box.x0 + box.x1, 6) for box in boxes]
        said = set(re.findall(r"\b(?:left|right)\b", words))
        if said and middles:
            assert {"left" if x > 0 else "right" for x in middles} == said, letter
        else:
            assert sum(middles) == pytest.approx(0, abs=1e-6), letter


def test_right_places_in_pictures_lie_by_one_of_the_nine_and_wrong_ones_do_not(monkeypatch):
    monkeypatch.setattr(pictures, "_places", lambda words, spots: spots)
    drawn_of = {name: draw() for name, draw in PICTURES.items() if name.startswith("nerve-places")}
    asked = [each for each in load_course().questions.values() if getattr(each, "picture", None) in drawn_of]
    assert {question.picture for question in asked} == set(drawn_of)
    for question in asked:
        for option in question.options:
            view, *spot = drawn_of[question.picture][option.id]
            near = min(math.dist(spot, at) for _, _, of, at, _ in single.PLACES if of == view)
            assert (near < 5) == option.correct, f"{question.id} {option.id}: {near:.1f}"


def test_every_picture_that_a_question_asks_for_is_drawn_with_its_options():
    for file in sorted((files("massage_neuropathy") / "content" / "questions").iterdir(), key=str):
        for question in YAML(typ="safe").load(file.read_text(encoding="utf-8")) or []:
            if name := question.get("picture"):
                assert set(PICTURES[name]().areas) == {option["id"] for option in question["options"]}, name


def test_no_unknown_answer_looks_like_permission():
    _, ax = sheet(100)
    with pytest.raises(ValueError, match="is not one of the five answers"):
        answer_sign(ax, 50, 50, "Go Ahead")


def test_a_path_that_is_stored_once_keeps_the_ends_of_its_lines_wherever_it_is_drawn():
    """A rule for every element would be one for the stored path too, and win over what its users say."""
    fig, ax = sheet(60)
    dots = Path(
        [(x + step, 30) for x in range(20, 300, 10) for step in (0, 0.1)], [Path.MOVETO, Path.LINETO] * 28
    )
    for color, width in (("#000000", 8), ("#ffffff", 4)):
        patch = matplotlib.patches.PathPatch(
            dots, facecolor="none", edgecolor=color, lw=width, capstyle="round"
        )
        ax.add_patch(patch)
        patch.set_clip_on(False)
    svg = Illustration(fig, "Rings.").svg
    assert svg.count("<use") == svg.count("stroke-linecap:round") == 2
    assert "<style" not in svg
