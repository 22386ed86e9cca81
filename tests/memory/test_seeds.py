"""Shipped knowledge: complete, well-formed, copied once, updated unless somebody edited it."""

import re
import tomllib
from pathlib import Path
from urllib.parse import unquote

import pytest

from phoneagent.core.actions import OpenLink
from phoneagent.core.expectation import Expectation
from phoneagent.core.lessons import Shortcut, Tip
from phoneagent.core.shortcuts import expand
from phoneagent.errors import StoreError
from phoneagent.memory.items import Items
from phoneagent.memory.seeds import open_seeded, read_seeds
from phoneagent.resources import data_dir

ALL = list(read_seeds(data_dir("memory")))
SHORTCUTS = [item for _, _, item in ALL if isinstance(item, Shortcut)]
SAMPLES = {
    "hour": "7", "minutes": "05", "label": "50% off; now=yes", "seconds": "600",
    "number": "+1 (555) 010-0199", "body": "a;b=c#d&e%20f\nüñ你", "to": "ann@example.org",
    "subject": "Hi; there", "name": "Ann Lee", "phone": "555-0100", "email": "a@b.co",
    "title": "Tea", "begin_ms": "1700000000000", "end_ms": "1700003600000",
    "location": "Room 3", "description": "x", "time_ms": "1700000000000", "query": "tea & cake",
    "text": "hello", "package": "org.example.app", "domain": "example.org",
    "latitude": "-12.5", "longitude": "101",
}  # fmt: skip


def test_there_is_enough_and_no_name_twice():
    keys = [(kind, key) for kind, key, _ in ALL]
    assert len(keys) == len(set(keys))
    assert len(SHORTCUTS) >= 30
    assert len([item for _, _, item in ALL if isinstance(item, Tip)]) >= 15


@pytest.mark.parametrize("shortcut", SHORTCUTS, ids=lambda s: s.name)
def test_every_shortcut_expands_to_a_link_android_can_parse(shortcut):
    given = {argument.name: SAMPLES[argument.name] for argument in shortcut.arguments}
    (move,) = expand(shortcut, given)
    assert isinstance(move.action, OpenLink)
    uri = move.action.uri
    assert shortcut.precondition is not None
    if shortcut.kind == "intent":
        assert re.fullmatch(r"intent:[^#\s]*#Intent;(?:[\w.]+=[^;\s]*;)+end", uri), uri
        values = {
            unquote(part.partition("=")[2]) for part in uri.partition("#Intent;")[2].split(";")
        } | {unquote(uri.removeprefix("intent:").partition("#")[0]).rpartition("/")[2]}
        assert set(given.values()) <= values
    else:
        assert re.fullmatch(r"[a-z]+:\S+", uri), uri


@pytest.mark.parametrize("shortcut", SHORTCUTS, ids=lambda s: s.name)
def test_every_argument_refuses_what_does_not_fit(shortcut):
    from phoneagent.errors import ReplyError

    strict = [a for a in shortcut.arguments if not a.pattern.startswith(".")]
    for argument in strict:
        given = {a.name: SAMPLES[a.name] for a in shortcut.arguments} | {argument.name: ";end"}
        with pytest.raises(ReplyError, match=argument.name):
            expand(shortcut, given)


def test_tips_name_no_app_and_no_package():
    for _, key, item in ALL:
        if isinstance(item, Tip):
            assert item.scope == "global", key
            assert not re.search(r"com\.|org\.|https?:", item.text), key


# ---- planting ----------------------------------------------------------------------------------


def folder(tmp_path, *tips, name="one.toml"):
    place = tmp_path / "seeds" / "tips"
    place.mkdir(parents=True, exist_ok=True)
    lines = [f'[[tip]]\nid = "{key}"\ntext = "{text}"\n' for key, text in tips]
    (place / name).write_text("\n".join(lines))
    return tmp_path / "seeds"


def texts(tmp_path, seeds):
    items = Items(open_seeded(tmp_path / "m.db", seeds))
    found = {e.key: e.text for e in items.entries("tip")}
    return items, found


def test_an_updated_seed_replaces_the_old_one(tmp_path):
    items, found = texts(tmp_path, folder(tmp_path, ("a", "old"), ("b", "same")))
    assert found == {"a": "old", "b": "same"}
    items.close()
    items, found = texts(tmp_path, folder(tmp_path, ("a", "new"), ("b", "same"), ("c", "more")))
    assert found == {"a": "new", "b": "same", "c": "more"}
    items.close()


def test_an_updated_seed_keeps_its_wins(tmp_path):
    items, _ = texts(tmp_path, folder(tmp_path, ("a", "old")))
    with items._store.change("count") as change:
        change.put("tip", change.get("tip", "a") | {"uses": 3, "wins": 2})
    items.close()
    items, _ = texts(tmp_path, folder(tmp_path, ("a", "new")))
    assert (items.show("a").text, items.show("a").wins) == ("new", 2)
    items.close()


def test_an_edited_seed_stays_as_it_is(tmp_path):
    items, _ = texts(tmp_path, folder(tmp_path, ("a", "old")))
    with items._store.change("edit") as change:
        change.put("tip", change.get("tip", "a") | {"text": "mine"})
    items.close()
    items, found = texts(tmp_path, folder(tmp_path, ("a", "new")))
    assert found == {"a": "mine"}
    items.close()


def test_a_removed_seed_does_not_come_back(tmp_path):
    items, _ = texts(tmp_path, folder(tmp_path, ("a", "old")))
    items.remove("a")
    items.close()
    items, found = texts(tmp_path, folder(tmp_path, ("a", "new")))
    assert found == {}
    items.close()


def test_a_seed_that_is_shipped_no_more_goes(tmp_path):
    items, _ = texts(tmp_path, folder(tmp_path, ("a", "old"), ("b", "b")))
    items.close()
    items, found = texts(tmp_path, folder(tmp_path, ("b", "b")))
    assert found == {"b": "b"}
    items.close()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[tip]\n", "cannot be read"),
        ('[[tip]]\nid = "a"\n', "seed a"),
        ('[[tip]]\nid = "a"\ntext = "x"\ncolour = "red"\n', "seed a"),
    ],
)
def test_a_wrong_seed_is_told_with_its_file(tmp_path, text, says):
    place = tmp_path / "tips"
    place.mkdir()
    (place / "odd.toml").write_text(text)
    with pytest.raises(StoreError, match=says) as caught:
        list(read_seeds(tmp_path))
    assert "odd.toml" in str(caught.value)


def test_seed_files_say_where_their_facts_come_from():
    for path in Path(data_dir("memory")).glob("shortcuts/*.toml"):
        assert "https://developer.android.com/" in path.read_text(), path
        assert tomllib.loads(path.read_text())["shortcut"]


def test_preconditions_can_be_checked_by_code():
    for shortcut in SHORTCUTS:
        assert shortcut.precondition not in (None, Expectation())
