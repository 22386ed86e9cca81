"""Layout: sizes in dp become rectangles in px, and only what can be seen is shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phoneagent.virtualphone.ui import (
    FILL,
    Column,
    Flow,
    Frame,
    Grid,
    LazyList,
    Row,
    Scroll,
    Text,
    fonts,
)
from phoneagent.virtualphone.ui.bind import Binder
from phoneagent.virtualphone.ui.layout import Layout
from phoneagent.virtualphone.ui.node import Node, Rect
from phoneagent.virtualphone.ui.state import WidgetStates

SCREEN = Rect(0, 0, 1080, 2400)


def laid_out(root, states=None, area=SCREEN, density=2.0):
    Binder(states or WidgetStates(), "p").bind(root)
    Layout(density).run(root, area)
    return root


def block(**args):
    return Node(**({"width": 100, "height": 50} | args))


def test_a_column_stacks_with_gap_and_padding():
    root = laid_out(Column(block(), block(), gap=10, pad=5, align="start", height=FILL))
    assert [child.bounds for child in root.shown] == [
        (10, 10, 210, 110),
        (10, 130, 210, 230),
    ]


def test_weights_share_what_fixed_children_leave():
    root = laid_out(Row(block(width=40), block(weight=1), block(weight=2), block(width=40)))
    widths = [child.frame.width for child in root.shown]
    assert widths == [80, 306, 613, 80]


@pytest.mark.parametrize(
    ("justify", "lefts"),
    [("start", [0, 200]), ("center", [340, 540]), ("end", [680, 880]), ("between", [0, 880])],
)
def test_justify_distributes_spare_room(justify, lefts):
    root = laid_out(Row(block(), block(), justify=justify))
    assert [child.frame.left for child in root.shown] == lefts


@pytest.mark.parametrize(
    ("at", "corner"),
    [
        ("top_start", (20, 20)),
        ("bottom_end", (860, 2280)),
        ("center_center", (440, 1150)),
        ("top_end", (860, 20)),
    ],
)
def test_a_frame_places_children_by_their_at(at, corner):
    root = laid_out(Frame(block(at=at, margin=10), height=FILL))
    assert root.shown[0].frame[:2] == corner


def test_a_grid_has_equal_cells_and_rows_as_tall_as_their_tallest():
    cells = [block(width=FILL, height=h) for h in (50, 80, 30, 30)]
    root = laid_out(Grid(*cells, columns=3, gap=6))
    assert [c.frame for c in root.shown] == [
        (0, 0, 352, 160),
        (364, 0, 716, 160),
        (728, 0, 1080, 160),
        (0, 172, 352, 232),
    ]


def test_a_scroll_container_shows_only_what_can_be_seen():
    states = WidgetStates()
    states.scroll_of("list").offset_px = 130
    rows = [block(width=FILL, text=str(i)) for i in range(100)]
    root = laid_out(Scroll(*rows, key="list", height=FILL), states)
    assert root.scrollable
    assert [node.text for node in root.shown] == [str(i) for i in range(1, 26)]
    first, last = root.shown[0], root.shown[-1]
    assert (first.frame.top, first.bounds.top) == (-30, 0)
    assert (last.frame.bottom, last.bounds.bottom) == (2470, 2400)
    assert states.scroll_of("list").range_px == 100 * 100 - 2400


def test_scrolling_ends_where_the_content_ends():
    states = WidgetStates()
    states.scroll_of("list").offset_px = 10**6
    root = laid_out(Scroll(*[block() for _ in range(30)], key="list", height=FILL), states)
    assert root.shown[-1].bounds.bottom == 2400


def test_a_short_list_does_not_scroll():
    assert not laid_out(Scroll(block(), height=FILL)).scrollable


def test_a_lazy_list_builds_only_the_rows_on_the_screen():
    built = []

    def row(number):
        built.append(number)
        return Text(f"row {number}", id="row")

    states = WidgetStates()
    states.scroll_of("list").offset_px = 150
    root = laid_out(LazyList(10**6, row, item_height=50, key="list"), states)
    assert built == list(range(1, 26))
    assert root.shown[0].id == "p:id/row"
    assert root.scrollable


TREES = st.recursive(
    st.builds(
        block,
        width=st.sampled_from((FILL, 30, 700)),
        height=st.sampled_from((20, 900)),
        weight=st.sampled_from((0, 0, 1)),
    ),
    lambda inner: st.builds(
        lambda make, children, pad: make(*children, pad=pad),
        st.sampled_from((Column, Row, Frame, Scroll)),
        st.lists(inner, min_size=1, max_size=4),
        st.sampled_from((0, 8, 400)),
    ),
    max_leaves=12,
)


@given(TREES)
def test_nothing_is_shown_outside_its_parent_or_the_screen(tree):
    root = laid_out(Column(tree, height=FILL))
    for node in root.walk():
        assert not node.bounds.is_empty
        assert node.bounds.intersect(SCREEN) == node.bounds
        for child in node.shown:
            assert child.bounds.intersect(node.bounds) == child.bounds


@given(st.text(alphabet="abc  \n", max_size=60), st.integers(40, 400))
def test_wrapped_lines_hold_the_whole_text_and_fit(text, width):
    for paragraph in text.split("\n"):
        lines = fonts.wrap(paragraph, 40, width)
        assert "".join(lines) == paragraph
        assert all(fonts.width_px(line.rstrip(), 40) <= width or len(line) == 1 for line in lines)


def test_a_text_cut_short_ends_with_dots():
    lines = fonts.wrap("one two three four five six seven", 40, 200, 2)
    assert len(lines) == 2
    assert lines[-1].endswith("...")
    assert fonts.width_px(lines[-1], 40) <= 200


def test_a_long_paragraph_wraps_in_time_proportional_to_its_length():
    text = "lorem ipsum " * 2000
    lines = fonts.wrap(text, 42, 900)
    assert "".join(lines) == text
    assert len(lines) > 400


def test_a_new_list_may_start_at_a_row_or_at_its_end_and_is_left_alone_afterwards():
    for start_at, first in ((7, "7"), (-1, "76")):
        states = WidgetStates()

        def build(states=states, start_at=start_at):
            rows = [block(width=FILL, text=str(i)) for i in range(100)]
            return laid_out(Scroll(*rows, key="l", height=FILL, start_at=start_at), states)

        assert build().shown[0].text == first
        states.scroll_of("l").offset_px = 0
        assert build().shown[0].text == "0"


def test_a_flow_breaks_where_there_is_no_more_room():
    sizes = [(200, 50), (250, 25), (150, 40), (1000, 20)]
    flow = Flow(*(block(width=width, height=height) for width, height in sizes))
    assert [child.frame for child in laid_out(flow).shown] == [
        (0, 0, 400, 100),
        (400, 0, 900, 50),
        (0, 100, 300, 180),
        (0, 180, 1080, 220),
    ]


def test_the_lines_of_a_flow_are_aligned():
    flow = Flow(block(), block(height=100), justify="end", align="end")
    assert [child.frame for child in laid_out(flow).shown] == [
        (680, 100, 880, 200),
        (880, 0, 1080, 200),
    ]
