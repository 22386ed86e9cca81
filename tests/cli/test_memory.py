"""`phoneagent memory`: what is known can be seen, added to, taken away, moved and brought back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Cli


def test_the_shipped_knowledge_is_listed(cli: Cli):
    items = cli("memory", "list", "--json").json["items"]
    kinds = {kind: [i for i in items if i["kind"] == kind] for kind in ("tip", "shortcut", "page")}
    stats = cli("memory", "stats", "--json").json
    for kind, found in kinds.items():
        assert found
        assert stats[f"{kind}s"] == len(found)
    shown = cli("memory", "list", "shortcut", "--search", "alarm")
    assert "set_alarm" in shown.out
    assert "tip " not in shown.out
    assert shown.out.splitlines()[0].split()[:2] == ["kind", "name"]


def test_one_item_is_shown_whole(cli: Cli):
    item = json.loads(cli("memory", "show", "set_alarm").out)
    assert item["name"] == "set_alarm"
    assert item["arguments"]
    whole = cli("memory", "show", "set_alarm", "--json").json
    assert whole["origin"] == "seed"


def test_a_tip_is_added_shown_removed_and_brought_back(cli: Cli):
    name = cli("memory", "add", "Names are in capitals.", "--app", "Contacts", "--json").json[
        "added"
    ]
    tip = cli("memory", "show", name, "--json").json
    assert (tip["scope"], tip["about"], tip["origin"]) == ("app", "Contacts", "person")
    assert "Names are in capitals." in cli("memory", "list", "tip").out
    assert cli("memory", "rm", name).code == 0
    assert cli("memory", "show", name).code == 1
    assert "removed" in cli("memory", "undo").out
    assert cli("memory", "show", name).code == 0
    assert "added by hand" in cli("memory", "undo").out
    assert cli("memory", "show", name).code == 1
    assert cli("memory", "undo", "--json").json == {"undone": "", "items": 0}


def test_the_start_of_a_name_is_enough_when_it_is_the_only_one(cli: Cli):
    assert json.loads(cli("memory", "show", "set_al").out)["name"] == "set_alarm"
    said = cli("memory", "rm", "open_")
    assert said.code == 2
    assert "Several names begin with 'open_'" in said.err


def test_a_shortcut_can_be_retired(cli: Cli):
    assert cli("memory", "state", "set_alarm", "retired").code == 0
    assert "retired" in cli("memory", "list", "--search", "set_alarm").out
    assert cli("memory", "state", "set_alarm", "active", "--json").json["state"] == "active"


def test_a_memory_moves_by_export_and_import(cli: Cli, tmp_path: Path):
    cli("memory", "add", "The board meets on Mondays.")
    path = tmp_path / "memory.json"
    assert cli("memory", "export", str(path)).code == 0
    assert json.loads(cli("memory", "export").out) == json.loads(path.read_text())
    other = ("--memory-path", str(tmp_path / "other.db"))
    assert "Mondays" not in cli("memory", "list", *other).out
    imported = cli("memory", "import", str(path), "--json", *other).json["imported"]
    assert imported == len(cli("memory", "list", "--json").json["items"])
    assert "Mondays" in cli("memory", "list", *other).out


@pytest.mark.parametrize("text", ["", "[]", '{"format": "other"}', "\x00"])
def test_a_file_that_is_no_export_changes_nothing(cli: Cli, tmp_path: Path, text: str):
    path = tmp_path / "odd.json"
    path.write_text(text)
    before = cli("memory", "list", "--json").json
    assert cli("memory", "import", str(path)).code == 1
    assert cli("memory", "list", "--json").json == before


def test_a_damaged_memory_file_is_set_aside_and_said(cli: Cli, tmp_path: Path):
    (tmp_path / "memory.db").write_bytes(b"SQLite format 3\x00" + b"\xff" * 5000)
    stats = cli("memory", "stats")
    assert stats.code == 0
    assert "was damaged" in stats.out
    assert list(tmp_path.glob("memory.db.damaged-*"))


def test_a_place_that_cannot_be_used_is_an_error(cli: Cli, tmp_path: Path):
    (tmp_path / "file").write_text("")
    said = cli("memory", "stats", "--memory-path", str(tmp_path / "file" / "memory.db"))
    assert said.code == 1
    assert "cannot be used" in said.err
