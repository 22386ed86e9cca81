"""Lists that only build the rows on the screen."""

from __future__ import annotations

from phoneagent.virtualphone.ui import SectionedList, Text


def open_list(bench, count, built):
    def line(number):
        def make():
            built.append(number)
            return Text(f"row {number}", id=f"row{number}")

        return (40.0 if number % 10 == 0 else 80.0), make

    bench.open(lambda screen: SectionedList([line(n) for n in range(count)], id="list"))


def test_rows_have_their_own_heights_and_those_off_the_screen_are_not_built(bench):
    built = []
    open_list(bench, 1000, built)
    heading, first, second = (bench.find(id=f"row{n}").frame for n in range(3))
    assert (heading.height, first.height) == (105, 210)
    assert (heading.bottom, first.bottom) == (first.top, second.top)
    assert max(built) < 20


def test_it_scrolls_to_its_end(bench):
    built = []
    open_list(bench, 60, built)
    for _ in range(9):
        bench.swipe(540, 2000, 540, 300)
    last = bench.find(text="row 59")
    assert last.frame.bottom == bench.find(id="list").frame.bottom
    assert bench.find(text="row 0") is None


def test_a_short_one_does_not_scroll(bench):
    open_list(bench, 3, [])
    assert not bench.find(id="list").scrollable
    assert bench.find(text="row 2") is not None
