"""Finding an element again, and refusing when it is another one."""

from __future__ import annotations

import pytest

from phoneagent.core.base import Point, Rect
from phoneagent.core.hierarchy import Node, parse_hierarchy
from phoneagent.core.screen import Locator
from phoneagent.devices.anchor import Gone, locate

TEXT, BUTTON, FIELD = (f"android.widget.{kind}" for kind in ("TextView", "Button", "EditText"))
SCREEN = (1080, 2400)


def node(cls: str, bounds: str, children: str = "", **attributes: str) -> str:
    told = " ".join(f'{name.replace("_", "-")}="{value}"' for name, value in attributes.items())
    return f'<node class="{cls}" package="p" bounds="{bounds}" {told}>{children}</node>'


def window(*nodes: str, bounds: str = "[0,0][1080,2400]", **attributes: str) -> str:
    return node("android.widget.FrameLayout", bounds, "".join(nodes), **attributes)


def tree(*windows: str) -> Node:
    return parse_hierarchy(f"<hierarchy>{''.join(windows)}</hierarchy>")


def row(number: int, title: str) -> str:
    top = 300 + number * 200
    title = node(TEXT, f"[40,{top}][800,{top + 100}]", text=title, resource_id="p:id/title")
    box = node("android.widget.CheckBox", f"[900,{top}][1000,{top + 100}]", clickable="true")
    return node("android.view.ViewGroup", f"[0,{top}][1080,{top + 200}]", title + box)


def rows(*titles: str) -> Node:
    items = "".join(row(n, title) for n, title in enumerate(titles))
    listed = node(
        "androidx.recyclerview.widget.RecyclerView", "[0,300][1080,2400]", items, scrollable="true"
    )
    return tree(window(listed))


def anchor(cls: str, bounds: tuple[int, int, int, int], **told: object) -> Locator:
    return Locator(cls=cls, bounds=Rect(*bounds), size_px=SCREEN, package="p", **told)


def test_the_same_words_elsewhere_are_the_same_element() -> None:
    wanted = anchor(
        TEXT, (40, 300, 800, 400), text="Ann", resource_id="p:id/title", path=(0, 0, 0, 0)
    )
    spot = locate(rows("Zoe", "Bob", "Ann"), wanted)
    assert spot.centre == Point(420, 750)


def test_other_words_in_the_same_place_are_another_element() -> None:
    wanted = anchor(
        TEXT, (40, 300, 800, 400), text="Ann", resource_id="p:id/title", path=(0, 0, 0, 0)
    )
    with pytest.raises(Gone, match="Ann"):
        locate(rows("Bob"), wanted)


def test_a_wordless_box_belongs_to_the_words_of_its_row() -> None:
    box = "android.widget.CheckBox"
    wanted = anchor(box, (900, 300, 1000, 400), label="Milk", path=(0, 0, 0, 1))
    assert locate(rows("Bread", "Milk"), wanted).centre == Point(950, 550)
    with pytest.raises(Gone):
        locate(rows("Bread", "Eggs"), wanted)


def test_a_control_alone_with_its_id_may_change_its_words() -> None:
    wanted = anchor(BUTTON, (400, 2000, 600, 2200), desc="Play", resource_id="p:id/toggle")
    button = node(BUTTON, "[400,2000][600,2200]", content_desc="Pause", resource_id="p:id/toggle")
    assert locate(tree(window(button)), wanted).centre == Point(500, 2100)


def test_a_field_stays_itself_whatever_was_typed() -> None:
    wanted = anchor(FIELD, (0, 500, 1080, 600), text="", resource_id="p:id/name", label="Name")
    field = node(FIELD, "[0,500][1080,600]", text="Ann", hint="Name", resource_id="p:id/name")
    spot = locate(tree(window(field)), wanted)
    assert spot.editable


def test_a_nameless_icon_must_be_where_it_was() -> None:
    icon = "android.widget.ImageView"
    wanted = anchor(icon, (960, 80, 1060, 180), path=(0, 0))
    here = tree(window(node(icon, "[960,80][1060,180]", clickable="true")))
    elsewhere = tree(window(node(icon, "[40,1800][140,1900]", clickable="true")))
    assert locate(here, wanted).centre == Point(1010, 130)
    with pytest.raises(Gone):
        locate(elsewhere, wanted)


def test_a_place_is_read_as_a_fraction_after_the_screen_was_turned() -> None:
    icon = "android.widget.ImageView"
    wanted = anchor(icon, (980, 100, 1080, 200), path=(0, 0))
    turned = tree(
        window(node(icon, "[2250,40][2400,90]", clickable="true"), bounds="[0,0][2400,1080]")
    )
    assert locate(turned, wanted).centre == Point(2325, 65)


def test_words_that_only_the_id_says_are_no_words() -> None:
    wanted = anchor(
        BUTTON, (900, 2100, 1000, 2200), label="add contact", resource_id="p:id/add_contact_fab"
    )
    fab = node(BUTTON, "[900,2000][1000,2100]", resource_id="p:id/add_contact_fab")
    assert locate(tree(window(fab)), wanted).centre == Point(950, 2050)


def test_a_keyboard_over_the_element_is_named() -> None:
    wanted = anchor(BUTTON, (0, 2000, 1080, 2200), text="Save")
    below = window(node(BUTTON, "[0,2000][1080,2200]", text="Save", clickable="true"))
    keyboard = window(
        node(BUTTON, "[0,1600][1080,2400]", text="space", clickable="true"),
        bounds="[0,1600][1080,2400]",
    )
    with pytest.raises(Gone, match="covered by 'space'"):
        locate(tree(below, keyboard), wanted)


def test_a_free_corner_of_a_covered_element_is_used() -> None:
    wanted = anchor(BUTTON, (0, 1000, 1080, 1400), text="Save")
    save = node(BUTTON, "[0,1000][1080,1400]", text="Save", clickable="true")
    bubble = node(BUTTON, "[400,1100][700,1300]", text="Chat", clickable="true")
    spot = locate(tree(window(save, bubble)), wanted)
    x, y = spot.centre
    assert Rect(0, 1000, 1080, 1400).contains(x, y)
    assert not Rect(400, 1100, 700, 1300).contains(x, y)


def test_what_lies_below_does_not_cover() -> None:
    wanted = anchor(BUTTON, (0, 0, 200, 200), text="Top")
    below = node(BUTTON, "[0,0][200,200]", text="Below", clickable="true", drawing_order="1")
    top = node(BUTTON, "[0,0][200,200]", text="Top", clickable="true", drawing_order="2")
    assert locate(tree(window(top, below)), wanted).centre == Point(100, 100)
