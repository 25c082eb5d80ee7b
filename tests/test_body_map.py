"""The map of the body: its areas, its patterns, and the same in words."""

import re

import numpy as np
import pytest
from matplotlib.path import Path as Outline

from massage_neuropathy.content import load_course
from massage_neuropathy.figures.outlines import PERSON
from tests.in_node import in_node
from tests.module_page import module_page

AREAS = [area.id for area in load_course().screening.areas]
WITHOUT_A_PLACE = {"whole_body", "affected_area"}
MARKS = """
    const marks = new Map([
      ["foot", { kind: "out", says: "numb" }], ["toes", { kind: "out", says: "numb" }],
      ["calf", { kind: "waits", says: "until the answer is there" }],
      ["back", { kind: "level", level: 2, says: "" }], ["hand", { kind: "level", level: 1 }],
      ["affected_area", { kind: "out", says: "a sore" }],
      ["chest", { keepOff: "for a port" }], ["abdomen", { kind: "level", level: 2, keepOff: "for a pump" }],
    ]);
    root.append(bodyMap(marks, course.screening));
"""


@pytest.fixture(scope="module")
def views():
    """The views, and for every area its patterns."""
    program = """
        return BODY_VIEWS.map((view) => ({
          ...view,
          patterns: Object.fromEntries(Object.entries(view.areas).map(([id, parts]) => [
            id, parts.map((part) => [crossHatch(part), dots(part)]),
          ])),
        }));
    """
    return in_node("body_outline.js", "BODY_VIEWS", program, also=[("body_patterns.js", "crossHatch, dots")])


def corners(points):
    return np.array([[float(number) for number in point.split(",")] for point in points.split()])


def ends(path):
    """Return the points that a path of lines or dots names."""
    return np.array([[float(x), float(y)] for x, y in re.findall(r"[ML](-?[\d.]+),(-?[\d.]+)", path)])


def distances(points, outlines):
    """Return how far each point is from the nearest edge."""
    edges = [np.vstack([one.vertices, one.vertices[:1]]) for one in outlines]
    edge = np.vstack([Outline(one).interpolated(200).vertices for one in edges])
    return np.linalg.norm(points[:, None] - edge, axis=2).min(axis=1)


def test_every_area_has_a_place_and_a_place_for_its_number(views):
    drawn = set().union(*(view["areas"] for view in views))
    assert drawn == set(AREAS) - WITHOUT_A_PLACE
    for view in views:
        assert view["signs"].keys() == view["areas"].keys(), view["name"]
    assert {"foot", "toes"} == views[-1]["areas"].keys()


def test_areas_lie_within_the_drawn_person(views):
    """Within half a percent of the height of the person that the figures draw."""
    loops = [Outline(loop) for loop in PERSON.to_polygons(closed_only=False)]
    for view in views[:2]:
        for name, parts in view["areas"].items():
            points = np.vstack([corners(part) for part in parts]) * (0.1, -0.1) + (0, 100)
            inside = np.any([loop.contains_points(points) for loop in loops], axis=0)
            assert (inside | (distances(points, loops) < 0.5)).all(), (view["name"], name, points[~inside])


def test_areas_of_a_view_do_not_lie_on_one_another(views):
    """Borders may differ by two thousandths of the height."""
    for view in views:
        areas = {name: [Outline(corners(part)) for part in parts] for name, parts in view["areas"].items()}
        for name, parts in view["patterns"].items():
            points = np.vstack([ends(dotted) for _, dotted in parts])
            for other in areas.keys() - {name}:
                for area in areas[other]:
                    common = points[area.contains_points(points)]
                    assert (distances(common, [area]) <= 2).all(), (view["name"], name, other)


def test_patterns_fill_every_area_and_stay_inside(views):
    for view in views:
        for name, parts in view["areas"].items():
            for part, (hatch, dotted) in zip(parts, view["patterns"][name], strict=True):
                area = Outline(corners(part))
                lines = ends(hatch).reshape(-1, 2, 2)
                assert len(lines) >= 4 and len(ends(dotted)) >= 2, (view["name"], name)
                # A line that only touches a corner is too short to have a middle.
                lines = lines[np.linalg.norm(lines[:, 0] - lines[:, 1], axis=1) > 1]
                assert area.contains_points(lines.mean(axis=1)).all(), (view["name"], name)
                near = area.contains_points(ends(dotted), radius=0.1)
                assert (near | area.contains_points(ends(dotted), radius=-0.1)).all(), (view["name"], name)
                directions = {
                    round(float(one)) for one in np.sign(np.prod(lines[:, 1] - lines[:, 0], axis=1))
                }
                assert directions == {1, -1}, (view["name"], name)


def test_a_square_is_hatched_from_both_sides():
    found = in_node(
        "body_patterns.js",
        "crossHatch, dots",
        "return data.map((each) => [crossHatch(each, 20), dots(each, 20)]);",
        ["0,0 100,0 100,100 0,100"],
    )
    ((hatch, dotted),) = found
    lines = ends(hatch).reshape(-1, 2, 2)
    sums = {round(float(x + y)) for (x, y), (x2, y2) in lines if x + y == pytest.approx(x2 + y2)}
    differences = {round(float(y - x)) for (x, y), (x2, y2) in lines if y - x == pytest.approx(y2 - x2)}
    assert {20, 40, 60, 80, 100, 120, 140, 160, 180} <= sums
    assert {-80, -60, -40, -20, 0, 20, 40, 60, 80} <= differences
    assert {(20, 0), (10, 20), (40, 80)} <= {(int(x), int(y)) for x, y in ends(dotted)}


@pytest.fixture
def body_map(page):
    page.set_content(module_page({"body_map.js": "bodyMap"}, MARKS))
    return page.locator(".mn-body-map")


def test_the_list_says_all_that_is_drawn(body_map):
    kinds = body_map.locator(".mn-body-kind strong").all_inner_texts()
    assert kinds == [
        "Left out",
        "Waits for a written answer",
        "Highest pressure level",
        "Keep off a place within it: no hand, strap or bolster",
    ]
    assert body_map.locator("li").all_inner_texts() == [
        "The feet: numb",
        "Wherever the client has it: a sore",
        "The calves: until the answer is there",
        "The belly and the back: level 2 at most",
        "The hands: level 1 at most",
        "The chest: for a port",
        "The belly: for a pump",
    ]


def test_the_drawing_is_an_image_with_a_label_and_no_ids(body_map):
    drawing = body_map.get_by_role("img")
    assert drawing.count() == 1
    assert len(drawing.get_attribute("aria-label")) < 120
    # A copy of it, as it is printed, must not refer to anything in the hidden page.
    assert not re.search(r"\bid=|url\(", body_map.inner_html())


def test_marks_differ_by_pattern_and_number(body_map):
    drawing = body_map.get_by_role("img")
    assert drawing.locator("path[data-kind=out]").count() == 2 * 2 * 3
    assert drawing.locator("path[data-kind=waits]").count() == 2
    assert drawing.locator("path[data-kind=level]").count() == 0
    assert drawing.locator("polygon[data-kind=level]").count() == 2 + 2 * 2
    assert sorted(drawing.locator(".mn-body-level").all_text_contents()) == ["1"] * 4 + ["2"] * 2
    # A place that no hand touches has a sign, whatever else is said of its area.
    assert drawing.locator(".mn-body-keep-off").count() == 2
    assert drawing.locator("polygon.mn-body-area").count() == 6 + 2 * 2 * 3 + 2


def test_the_legend_shows_the_levels_that_occur(body_map):
    assert body_map.locator("[data-kind=level] .mn-body-swatch text").all_text_contents() == ["1", "2"]
    assert body_map.locator("[data-kind=out] .mn-body-swatch").count() == 1
    assert body_map.locator("[data-kind=keep-off] .mn-body-swatch .mn-body-keep-off").count() == 1


def test_nothing_marked_is_said(page):
    page.set_content(
        module_page({"body_map.js": "bodyMap"}, "root.append(bodyMap(new Map(), course.screening));")
    )
    assert "Nothing is marked" in page.locator("figcaption").inner_text()
    assert page.locator(".mn-body-pattern").count() == 0


def test_it_fits_a_phone(body_map, page):
    page.set_viewport_size({"width": 375, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") == 375
    width = body_map.get_by_role("img").bounding_box()["width"]
    assert 300 < width < 375


def test_colors_of_the_learners_system_are_kept(chromium):
    context = chromium.new_context(forced_colors="active")
    page = context.new_page()
    page.set_content(module_page({"body_map.js": "bodyMap"}, MARKS))
    text = page.evaluate("getComputedStyle(document.querySelector('.mn-body-map li')).color")
    for name in (
        ".mn-body-skin",
        ".mn-body-area",
        ".mn-body-pattern[data-kind=out]",
        ".mn-body-pattern[data-kind=waits]",
        ".mn-body-keep-off",
    ):
        assert page.evaluate("name => getComputedStyle(document.querySelector(name)).stroke", name) == text
    assert page.evaluate("getComputedStyle(document.querySelector('.mn-body-level')).fill") == text
    context.close()
