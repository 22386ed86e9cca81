"""`phoneagent doctor` on phones that are well and not, and with models of both kinds."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from phoneagent.virtualphone.server import PhoneServer
from tests.chat_server import Body, ChatServer, Fail, Say, Turn
from tests.cli.conftest import Cli, Said


def _checks(said: Said) -> dict[str, dict[str, Any]]:
    return {check["name"]: check for check in said.json["checks"]}


def test_a_phone_that_is_well(cli: Cli, device: str, server: PhoneServer):
    with server.phone.lock:
        before = server.phone.ime.default
        front = server.phone.activities.top_screen()
    said = cli("doctor", "--device", device)
    assert said.code == 0, said.out
    assert "All is well." in said.out
    marked = [line for line in said.out.splitlines() if line.startswith(("✓", "!", "✗"))]
    assert all(line.startswith("✓") for line in marked), said.out
    names = [line.split()[1] for line in marked]
    assert {"adb", "phone", "tree", "screenshot", "typing", "keyboard", "memory"} <= set(names)
    assert re.search(r"tree +\d+ nodes in [\d.]+ ms", said.out)
    assert re.search(r"typing +7 scripts", said.out)
    with server.phone.lock:
        assert server.phone.ime.default == before
        assert type(server.phone.activities.top_screen()) is type(front)


def test_as_json_it_is_one_object(cli: Cli, device: str):
    said = cli("doctor", "--device", device, "--json")
    assert said.json["ok"] is True
    assert "hint" not in _checks(said)["tree"]


def test_a_phone_that_is_not_there_is_named_with_a_fix(cli: Cli):
    said = cli("doctor", "--device", "virtual:127.0.0.1:1")
    assert said.code == 1
    assert "✗ phone" in said.out
    assert "`phoneagent devices`" in said.out
    assert "Broken: phone." in said.out


def test_a_damaged_memory_is_worth_a_word_but_nothing_broke(cli: Cli, device: str, tmp_path: Path):
    (tmp_path / "memory.db").write_bytes(b"SQLite format 3\x00" + b"\xff" * 5000)
    said = cli("doctor", "--device", device)
    assert said.code == 0
    assert "! memory" in said.out
    assert "was damaged" in said.out


def _good(body: Body) -> Turn:
    """A model that sees, computes and points."""
    said = json.dumps(body["messages"])
    if "17 + 25" in said:
        return Say('{"sum": 42}')
    if "Which colours" in said:
        return Say('{"colours": ["blue", "red", "green"]}')
    return Say('{"point": [200, 950]}')


def test_a_model_that_is_well(cli: Cli, device: str):
    with ChatServer(brain=_good) as server:
        flags = ("--model", "openai:gpt-4.1-mini", "--base-url", server.base_url)
        said = cli("doctor", "--device", device, *flags, "--json")
    checks = _checks(said)
    assert said.code == 0, checks
    assert checks["crew"]["detail"] == "model"
    assert all(checks[name]["ok"] for name in ("reachable", "json", "vision", "scale")), checks


def test_a_model_that_sees_nothing_still_works(cli: Cli, device: str):
    def blind(body: Body) -> Turn:
        return Say('{"sum": 42, "colours": ["pink"], "point": [5000, 1]}')

    with ChatServer(brain=blind) as server:
        flags = ("--model", "openai:gpt-4.1-mini", "--base-url", server.base_url)
        said = cli("doctor", "--device", device, *flags)
    assert said.code == 0
    assert "! vision" in said.out
    assert "! scale" in said.out


@pytest.mark.parametrize("turn", [Say("I would rather not."), Fail(401, "no such key")])
def test_a_model_that_cannot_work_is_named(cli: Cli, device: str, turn: Turn):
    with ChatServer(turn) as server:
        flags = ("--model", "openai:gpt-4.1-mini", "--base-url", server.base_url)
        said = cli("doctor", "--device", device, *flags)
    assert said.code == 1
    assert re.search(r"Broken: (json|reachable)\.", said.out), said.out


def test_without_a_model_a_real_phone_needs_one(cli: Cli, device: str):
    said = cli("doctor", "--device", device.removeprefix("virtual:"), "--json")
    assert said.code == 1
    assert _checks(said)["crew"]["ok"] is False
    assert "--crew rules" in _checks(said)["crew"]["hint"]
