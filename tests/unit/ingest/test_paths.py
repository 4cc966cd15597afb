"""Paths become rulings, shades and drawings."""

from __future__ import annotations

from natcom.ingest.paths import PathSorter

BLACK, GREY = 0x000000, 0xCCCCCC


def rectangle(x0: float, top: float, x1: float, bottom: float) -> list[tuple[str, tuple[tuple[float, float], ...]]]:
    return [("m", ((x0, top),)), ("l", ((x1, top),)), ("l", ((x1, bottom),)), ("l", ((x0, bottom),)), ("h", ())]


def test_a_thin_rectangle_is_a_ruling_along_its_middle() -> None:
    sorter = PathSorter()
    sorter.add(rectangle(50, 100, 300, 101), None, BLACK, 1.0)
    (ruling,) = sorter.rulings
    assert (ruling.horizontal, ruling.top, ruling.length, ruling.width) == (True, 100.5, 250, 1)
    assert not sorter.shades


def test_a_stroked_box_has_four_sides_and_a_filled_one_is_a_shade() -> None:
    sorter = PathSorter()
    sorter.add(rectangle(50, 100, 300, 140), BLACK, GREY, 0.5)
    assert len(sorter.rulings) == 4
    assert [shade.color for shade in sorter.shades] == [GREY]


def test_white_ground_is_nothing() -> None:
    sorter = PathSorter()
    sorter.add(rectangle(0, 0, 600, 800), None, 0xFFFFFF, 1.0)
    assert not sorter.shades
    assert not sorter.pictures()


def test_curves_near_each_other_are_one_drawing() -> None:
    sorter = PathSorter()
    for x in (100, 122):
        sorter.add([("m", ((x, 100),)), ("c", ((x + 5, 120), (x + 15, 80), (x + 20, 110)))], BLACK, None, 1.0)
    (picture,) = sorter.pictures()
    assert picture.vector
    assert picture.bbox.x1 == 142


def test_dots_in_a_row_are_one_dotted_line() -> None:
    sorter = PathSorter()
    for i in range(40):
        sorter.add(rectangle(100 + 1.5 * i, 200, 100.75 + 1.5 * i, 200.75), None, BLACK, 1.0)
        sorter.add(rectangle(300, 100 + 3 * i, 300.75, 101 + 3 * i), None, GREY, 1.0)
    across, upright = sorted(sorter.dotted(), key=lambda r: not r.horizontal)
    assert (across.horizontal, round(across.x0), round(across.x1), round(across.top, 1)) == (True, 100, 159, 200.4)
    assert (upright.horizontal, round(upright.top), round(upright.bottom), upright.color) == (False, 100, 218, GREY)
    assert not sorter.rulings


def test_few_dots_or_dots_far_apart_are_no_line() -> None:
    sorter = PathSorter()
    for i in range(5):
        sorter.add(rectangle(100 + 1.5 * i, 200, 100.75 + 1.5 * i, 200.75), None, BLACK, 1.0)
    for i in range(20):
        sorter.add(rectangle(100 + 8 * i, 300, 100.75 + 8 * i, 300.75), None, BLACK, 1.0)
    assert sorter.dotted() == ()
