"""The dumped tree is well-formed, true to the screen and has Android's attributes."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phoneagent.virtualphone.ui import (
    Column,
    EditText,
    ImageButton,
    Node,
    Rect,
    RecyclerView,
    SwitchRow,
    Text,
    Toolbar,
)
from phoneagent.virtualphone.ui.dump import dump

PLAIN = [
    "index",
    "text",
    "resource-id",
    "class",
    "package",
    "content-desc",
    "checkable",
    "checked",
    "clickable",
    "enabled",
    "focusable",
    "focused",
    "scrollable",
    "long-clickable",
    "password",
    "selected",
    "bounds",
]


@pytest.fixture
def settings(bench):
    return bench.open(
        lambda s: Column(
            Toolbar("Network", on_up=lambda: None),
            RecyclerView(SwitchRow("Wi-Fi", True, lambda v: None, "Connected", icon="wifi")),
        )
    )


def nodes(xml):
    return list(ElementTree.fromstring(xml.encode()).iter("node"))


def test_plain_attributes_in_the_platforms_order(bench, settings):
    for node in nodes(bench.display.dump_xml(u2=False)):
        assert [name for name in node.attrib if name != "NAF"] == PLAIN


def test_u2_adds_its_attributes_and_the_other_windows(bench, settings):
    found = nodes(bench.display.dump_xml(u2=True))
    assert all(
        {"visible-to-user", "drawing-order", "hint", "display-id"} <= set(node.attrib)
        for node in found
    )
    assert found[0].get("package") == "com.example.bench"
    assert {node.get("package") for node in found} == {"com.example.bench", "com.android.systemui"}
    assert {node.get("package") for node in nodes(bench.display.dump_xml(u2=False))} == {
        "com.example.bench"
    }


def test_a_switch_row_looks_as_in_settings(bench, settings):
    found = nodes(bench.display.dump_xml(u2=False))
    row = next(n for n in found if n.get("clickable") == "true" and n.findall(".//node[@text]"))
    assert row.get("class") in ("android.widget.LinearLayout", "android.widget.ImageButton")
    title = next(n for n in found if n.get("resource-id") == "android:id/title")
    switch = next(n for n in found if n.get("resource-id") == "android:id/switch_widget")
    assert title.get("text") == "Wi-Fi"
    assert (switch.get("class"), switch.get("checkable"), switch.get("checked")) == (
        "android.widget.Switch",
        "true",
        "true",
    )
    assert switch.get("clickable") == "false"


def test_the_keyboard_is_a_window_of_its_own_for_u2_only(bench):
    bench.open(lambda s: EditText(hint="Name", id="name", autofocus=True))
    package = 'package="com.google.android.inputmethod.latin"'
    assert package in bench.display.dump_xml(u2=True)
    assert package not in bench.display.dump_xml(u2=False)


def test_an_empty_field_reports_its_hint_as_text(bench):
    bench.open(lambda s: EditText(hint="Name", id="name"))
    field = next(n for n in nodes(bench.display.dump_xml()) if "EditText" in n.get("class", ""))
    assert (field.get("text"), field.get("hint")) == ("Name", "Name")


def test_a_clickable_node_without_any_label_is_marked(bench):
    bench.open(lambda s: Column(ImageButton("add", list), ImageButton("add", list, desc="Add")))
    buttons = [n for n in nodes(bench.display.dump_xml()) if "ImageButton" in n.get("class", "")]
    assert [button.get("NAF") for button in buttons] == ["true", None]


def test_compressed_leaves_out_nodes_that_say_nothing(bench, settings):
    full = nodes(bench.display.dump_xml(u2=False))
    short = nodes(bench.display.dump_xml(u2=False, compressed=True))
    assert 0 < len(short) < len(full)
    assert [n.get("text") for n in short if n.get("text")] == [
        n.get("text") for n in full if n.get("text")
    ]


def test_max_depth_cuts_the_tree(bench, settings):
    assert len(nodes(bench.display.dump_xml(u2=False, max_depth=1))) == 2


def test_there_is_always_a_node(bench):
    assert nodes(bench.display.dump_xml(u2=True))


@given(st.text(max_size=30))
def test_any_text_survives_xml(text):
    root = Node(text=text, desc=text, bounds=Rect(0, 0, 1, 1))
    parsed = nodes(dump([root]))[0]
    allowed = [c for c in text if c in "\t\n\r" or 0x20 <= ord(c) <= 0xD7FF or ord(c) >= 0xE000]
    expected = "".join(c if c in allowed and ord(c) not in (0xFFFE, 0xFFFF) else "." for c in text)
    assert parsed.get("text") == expected


def test_a_repeated_dump_costs_nothing_and_a_change_is_seen(bench, settings):
    windows = bench.display.windows()
    assert bench.display.windows() is windows
    bench.changes.note()
    assert bench.display.windows() is not windows


def test_the_minute_and_a_running_stopwatch_are_seen_without_a_change(bench):
    screen = bench.open(lambda s: Text(f"{bench.clock.ms}"))
    first = bench.display.dump_xml()
    bench.clock.ms += 500
    assert bench.display.dump_xml() == first
    screen.refresh_ms = 100
    assert bench.display.dump_xml() != first
