"""Touches become taps, long presses, scrolls and drags by position and event time."""

from __future__ import annotations

import pytest

from phoneagent.virtualphone.ui import (
    FILL,
    Button,
    Column,
    Frame,
    ListRow,
    Node,
    RecyclerView,
    Scroll,
    SeekBar,
    Text,
)


@pytest.fixture
def calls():
    return []


def rows(calls, count=40):
    return [
        ListRow(
            f"Row {i}",
            on_click=lambda i=i: calls.append(("tap", i)),
            on_long_click=lambda i=i: calls.append(("hold", i)),
        )
        for i in range(count)
    ]


def test_a_tap_reaches_the_row_around_the_text(bench, calls):
    bench.open(lambda s: RecyclerView(*rows(calls)))
    bench.tap(bench.find(text="Row 3"))
    assert calls == [("tap", 3)]


def test_a_touch_where_nothing_reacts_is_no_change(bench, calls):
    bench.open(lambda s: Column(Text("Words"), Button("Go", lambda: calls.append("go"))))
    words, button = bench.find(text="Words"), bench.find(text="Go")
    before = bench.changes.generation
    bench.tap(words)
    assert bench.changes.generation == before
    bench.tap(button)
    assert bench.changes.generation > before
    assert calls == ["go"]


def test_a_long_press_is_one_of_500_ms_by_event_time(bench, calls):
    bench.open(lambda s: RecyclerView(*rows(calls)))
    bench.tap(bench.find(text="Row 2"), hold_ms=499)
    bench.tap(bench.find(text="Row 2"), hold_ms=500)
    assert calls == [("tap", 2), ("hold", 2)]


def test_a_long_press_without_anyone_waiting_for_it_is_a_tap(bench, calls):
    bench.open(lambda s: Button("Go", lambda: calls.append("go")))
    bench.tap(bench.find(text="Go"), hold_ms=900)
    assert calls == ["go"]


def test_a_disabled_node_swallows_the_tap(bench, calls):
    bench.open(
        lambda s: Frame(
            Button("Go", lambda: calls.append("inner"), enabled=False),
            on_click=lambda: calls.append("outer"),
        )
    )
    bench.tap(bench.find(text="Go"))
    assert calls == []


def test_an_idle_overlay_lets_touches_through_and_an_active_one_does_not(bench, calls):
    below = Button("Below", lambda: calls.append("below"), width=FILL)
    for overlay, expected in ((None, ["below"]), (lambda: calls.append("above"), ["above"])):
        calls.clear()
        bench.open(
            lambda s, o=overlay: Frame(below, Node(width=FILL, height=FILL, on_click=o, text="x"))
        )
        bench.tap(bench.find(text="Below"))
        assert calls == expected


def test_dragging_scrolls_by_the_distance_and_taps_nothing(bench, calls):
    bench.open(lambda s: RecyclerView(*rows(calls), key="list"))
    top = bench.find(text="Row 9").bounds.top
    bench.swipe(500, 1500, 500, 1200)
    assert bench.find(text="Row 9").bounds.top == top - 300
    assert calls == []


@pytest.mark.parametrize(("px", "steps"), [(300, 8), (299, 7), (345, 11), (350, 13)])
def test_uneven_steps_add_up_to_where_the_finger_is(bench, calls, px, steps):
    bench.open(lambda s: RecyclerView(*rows(calls), key="list"))
    top = bench.find(text="Row 9").bounds.top
    bench.swipe(500, 1500, 500, 1500 - px, steps)
    assert bench.find(text="Row 9").bounds.top == top - px


def test_a_move_within_the_slop_is_still_a_tap(bench, calls):
    bench.open(lambda s: RecyclerView(*rows(calls)))
    x, y = bench.find(text="Row 4").bounds.center
    bench.swipe(x, y, x + 10, y + 15)
    assert calls == [("tap", 4)]


def test_the_list_stops_at_both_ends(bench, calls):
    bench.open(lambda s: RecyclerView(*rows(calls, 60), key="list"))
    for _ in range(6):
        bench.swipe(500, 2000, 500, 300)
    assert bench.find(text="Row 59") is not None
    for _ in range(8):
        bench.swipe(500, 300, 500, 2000)
    assert bench.find(text="Row 0") is not None


def test_the_inner_list_scrolls_first_then_the_outer_one(bench, calls):
    inner = [Text(f"inner {i}", height=60) for i in range(10)]
    outer = [Text(f"outer {i}", height=200) for i in range(20)]
    screen = bench.open(
        lambda s: Scroll(Scroll(*inner, key="inner", height=300), *outer, key="outer", height=FILL)
    )
    bench.swipe(500, 600, 500, 200)
    assert (screen.states.scroll_of("inner").offset_px > 0, bench.find(text="outer 0") is None) == (
        True,
        False,
    )
    assert screen.states.scroll_of("outer").offset_px == 0
    for _ in range(4):
        bench.swipe(500, 600, 500, 200)
    assert screen.states.scroll_of("outer").offset_px > 0


def test_a_double_tap_is_two_taps_within_300_ms(bench, calls):
    bench.open(
        lambda s: Button(
            "Like", lambda: calls.append(1), on_double_click=lambda: calls.append(2), height=100
        )
    )
    x, y = bench.find(text="Like").bounds.center
    for pause_ms in (1000, 200):
        for kind in ("down", "up", "down", "up"):
            bench.touch(kind, x, y)
            bench.clock.ms += pause_ms if kind == "up" else 20
        bench.clock.ms += 1000
    assert calls == [1, 1, 1, 2]


def test_a_seek_bar_follows_the_finger_between_its_ends(bench, calls):
    bench.open(lambda s: Column(SeekBar(0.0, lambda v: calls.append(round(v, 2)), id="bar")))
    left, top, right, bottom = bench.find(id="bar").bounds
    y = (top + bottom) // 2
    bench.swipe(left + 1, y, right - 1, y, steps=2)
    assert calls[0] == 0.0
    assert calls[-1] == 1.0
    assert 0.4 < calls[1] < 0.6


def test_a_seek_bar_in_a_list_lets_the_list_scroll(bench, calls):
    bars = [SeekBar(0.5, calls.append, id=f"bar{i}", height=100) for i in range(20)]
    screen = bench.open(lambda s: Scroll(*bars, key="list", height=FILL))
    bench.swipe(500, 1500, 510, 1000)
    assert calls == []
    assert screen.states.scroll_of("list").offset_px > 0
    bench.tap(bench.find(id="bar5"))
    assert calls == [0.5]


def test_a_dragged_node_gets_every_step_but_its_buttons_still_take_taps(bench, calls):
    bench.open(
        lambda s: Frame(
            Button("Tap", lambda: calls.append("tap")),
            on_drag=lambda drag: calls.append(drag.kind),
            height=200,
        )
    )
    bench.tap(bench.find(text="Tap"))
    x, y = bench.find(text="Tap").bounds.center
    bench.swipe(x, y, x, y + 200, steps=2)
    assert calls == ["tap", "down", "move", "move", "up"]


def test_pulling_the_status_bar_opens_the_shade_once(bench):
    bench.open(lambda s: Text("x"))
    bench.swipe(500, 10, 500, 900)
    assert bench.pulled == 1


def test_the_navigation_bar_presses_keys(bench):
    bench.open(lambda s: Text("x"))
    for desc in ("Back", "Home", "Overview"):
        bench.tap(bench.find(desc=desc))
    assert bench.pressed == [4, 3, 187]


def test_a_swipe_that_scrolls_nothing_reaches_the_row(bench, calls):
    rows = [
        ListRow(f"Row {i}", on_swipe=lambda way, i=i: calls.append((way, i))) for i in range(40)
    ]
    bench.open(lambda s: RecyclerView(*rows))
    x, y = bench.find(text="Row 3").bounds.center
    bench.swipe(x, y, x + 400, y)
    bench.swipe(x, y, x - 60, y)
    bench.swipe(x, y + 400, x, y)
    assert calls == [("right", 3)]


def test_a_list_inside_a_dragged_panel_scrolls_until_its_end_then_the_panel_moves(bench, calls):
    rows = [Text(f"row {i}", height=60) for i in range(40)]
    screen = bench.open(
        lambda s: Frame(
            RecyclerView(*rows, key="list"), on_drag=lambda d: calls.append(d.kind), height=FILL
        )
    )
    bench.swipe(500, 1500, 500, 1000)
    assert (screen.states.scroll_of("list").offset_px, calls) == (500, [])
    screen.scroll_to("list", 0)
    bench.swipe(500, 1000, 500, 1500, steps=2)
    assert calls == ["down", "move", "move", "up"]


def test_a_tap_may_tell_its_place(bench):
    told = []

    def view(screen):
        return Column(Node(id="board", height=100, on_tap=lambda *at: told.append(at)), pad=20)

    bench.open(view)
    left, top, _, _ = bench.find(id="board").frame
    bench.touch("down", left + 30, top + 40)
    bench.touch("up", left + 30, top + 40)
    assert told == [(30, 40)]
