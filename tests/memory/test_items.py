"""Seeing and editing what memory holds."""

import json

import pytest

from phoneagent.core.lessons import Learned
from phoneagent.errors import StoreError
from phoneagent.memory import open_items, open_memory
from phoneagent.memory.items import read_export
from tests.memory.builders import card, finished, intent, notes_list, tip


@pytest.fixture
def items(tmp_path):
    opened = open_items(tmp_path / "memory.db")
    yield opened
    opened.close()


def test_adding_and_removing_a_tip(items):
    added = items.add_tip("  Tap twice.  ", scope="app", about="org.notes")
    assert items.show(added.id).text == "Tap twice."
    assert items.entries("tip", "tap TWICE")[0].origin == "person"
    assert items.remove(added.id).text == "Tap twice."
    with pytest.raises(StoreError, match="nothing called"):
        items.remove(added.id)


@pytest.mark.parametrize(("text", "scope", "about"), [("", "global", ""), ("x", "app", "")])
def test_an_empty_tip_is_refused(items, text, scope, about):
    with pytest.raises(StoreError):
        items.add_tip(text, scope=scope, about=about)


def test_unknown_names(items):
    with pytest.raises(StoreError, match="nothing called 'x'"):
        items.show("x")
    with pytest.raises(StoreError):
        items.set_state("com.android.settings/.Settings", "retired")


def test_export_and_import_round_trip(items, tmp_path):
    memory = open_memory(tmp_path / "memory.db", "write")
    memory.recall("x", None, notes_list("a"))
    learned = Learned(tips=(tip(),), shortcuts=(intent(),), pages=(card(),))
    memory.learn(finished(), learned)
    memory.close()
    file = tmp_path / "export.json"
    file.write_text(json.dumps(items.export()))
    other = open_items(tmp_path / "other.db")
    count = other.import_(read_export(file))
    assert count == len(items.entries()) == len(other.entries())
    assert other.show("t1") == items.show("t1")
    assert other.show("open_clock") == items.show("open_clock")
    assert other.show(card().key) == items.show(card().key)
    other.undo()
    assert other.entries(search="check mark to save a note") == ()
    other.close()


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"format": "other"},
        {"format": "phoneagent-memory-1", "tip": [{"id": 3}]},
        {
            "format": "phoneagent-memory-1",
            "shortcut": [{"name": "x", "description": "", "kind": "intent"}],
        },
    ],
)
def test_a_wrong_import_changes_nothing(items, data):
    before = items.entries()
    with pytest.raises(StoreError):
        items.import_(data)
    assert items.entries() == before


def test_a_file_that_is_no_export(tmp_path):
    for text in ("{", "[]"):
        (tmp_path / "x.json").write_text(text)
        with pytest.raises(StoreError):
            read_export(tmp_path / "x.json")
