"""Bottom sheets and navigation drawers."""

from __future__ import annotations

import pytest

from phoneagent.virtualphone.ui import (
    BottomSheet,
    Button,
    Column,
    DrawerItem,
    NavigationDrawer,
    Text,
)


@pytest.fixture
def screen(bench):
    return bench.open(lambda screen: Column(Text("Below"), height=-1))


def sheet(said):
    return BottomSheet(
        lambda: Column(Text("Details"), Button("Edit", lambda: said.append("edit"))),
        on_cancel=lambda: said.append("left"),
    )


def drawer(said, **args):
    first = [DrawerItem("Home", lambda: said.append("home"), icon="home", checked=True)]
    second = [DrawerItem("About", lambda: said.append("about"))]
    return NavigationDrawer(first, second, **args)


def test_a_sheet_lies_at_the_foot_of_the_screen(bench, screen):
    screen.show(sheet([]))
    root = bench.find(text="Details")
    panel = bench.display.active().root
    assert panel.bounds.bottom == 2400 - 126
    assert panel.bounds.left == 0
    assert panel.bounds.right == 1080
    assert panel.bounds.top > 1700
    assert panel.bounds.top < root.bounds.top


def test_a_choice_in_a_sheet_is_the_apps_business(bench, screen):
    said = []
    screen.show(sheet(said))
    bench.tap(bench.find(text="Edit"))
    assert said == ["edit"]
    assert bench.find(text="Details")


@pytest.mark.parametrize("leave", ["back", "above", "down"])
def test_a_sheet_is_left(bench, screen, leave):
    said = []
    screen.show(sheet(said))
    top = bench.display.active().root.bounds.top
    if leave == "back":
        bench.display.back()
    elif leave == "above":
        bench.touch("down", 500, top - 100)
        bench.touch("up", 500, top - 100)
    else:
        bench.swipe(500, top + 60, 500, top + 300)
    assert bench.find(text="Details") is None
    assert said == ["left"]


def test_a_drawer_opens_what_is_chosen(bench, screen):
    said = []
    screen.show(drawer(said))
    assert bench.find(text="Home").checked
    assert not bench.find(text="About").checked
    bench.tap(bench.find(text="About"))
    assert said == ["about"]
    assert bench.find(text="Home") is None


def test_a_drawer_leaves_room_beside_it_and_is_left_there(bench, screen):
    said = []
    screen.show(drawer(said))
    panel = bench.display.active().root.bounds
    assert panel.left == 0
    assert panel.right < 1080 - 100
    bench.touch("down", panel.right + 50, 1200)
    bench.touch("up", panel.right + 50, 1200)
    assert bench.find(text="Home") is None
    screen.show(drawer(said))
    bench.swipe(600, 2000, 100, 2000)
    assert bench.find(text="Home") is None
    assert said == []


def test_a_drawers_header_may_close_it(bench, screen):
    screen.show(drawer([], header=lambda close: Button("Close", close)))
    bench.tap(bench.find(text="Close"))
    assert bench.find(text="Home") is None
