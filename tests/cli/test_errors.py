"""What goes wrong says what happened and what to do, with the right exit code and no traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Cli

RULES = ("--crew", "rules", "--memory", "off")
# (arguments, exit code, words of the message, words of the hint)
WRONG = [
    (("run", ""), 2, "The goal is empty", "phoneagent run"),
    (("run", "   "), 2, "The goal is empty", "phoneagent run"),
    (("run",), 2, "Missing argument 'GOAL'", ""),
    (("run", "x", "--max-steps", "0"), 2, "max_steps", ""),
    (("run", "x", "--max-steps", "many"), 2, "--max-steps", ""),
    (("run", "x", "--memory", "maybe"), 2, "--memory", ""),
    (("run", "x", "--secrets", "nowhere.toml"), 2, "does not exist", ""),
    (("run", "x", "--no-such-flag"), 2, "--no-such-flag", ""),
    (("show", "nosuch"), 2, "There is no run 'nosuch'", "phoneagent runs"),
    (("show", "last"), 2, "There is no run 'last'", "phoneagent runs"),
    (("resume", "nosuch"), 2, "There is no run 'nosuch'", "phoneagent runs"),
    (("press", "any"), 2, "Unknown key 'any'", "back, home"),
    (("swipe", "a", "b", "c"), 2, "540,1800", ""),
    (("tap", "@x"), 2, "no element number", "@12"),
    (("rnu",), 2, "There is no command 'rnu'. Did you mean 'run'?", ""),
    (("frobnicate",), 2, "phoneagent --help", ""),
    (("memory", "show", "nosuch"), 1, "nothing called 'nosuch'", "memory list"),
    (("memory", "rm", "nosuch"), 1, "nothing called 'nosuch'", "memory list"),
    (("memory", "rm"), 2, "NAMES", ""),
    (("memory", "list", "poem"), 2, "poem", ""),
    (("memory", "add", " "), 1, "empty", ""),
    (("memory", "add", "x", "--app", "a", "--page", "b"), 2, "not both", ""),
    (("memory", "import", "nowhere.json"), 2, "does not exist", ""),
]


@pytest.mark.parametrize(("args", "code", "message", "hint"), WRONG, ids=lambda w: str(w)[:40])
def test_an_error_is_one_message(
    cli: Cli, args: tuple[str, ...], code: int, message: str, hint: str
):
    said = cli(*args)
    assert said.code == code, said.err
    assert message in said.err
    assert hint in said.err
    assert said.out == ""
    assert "Traceback" not in said.err


@pytest.mark.parametrize(("args", "code", "message", "hint"), WRONG, ids=lambda w: str(w)[:40])
def test_with_json_an_error_is_one_object_too(
    cli: Cli, args: tuple[str, ...], code: int, message: str, hint: str
):
    said = cli(*args, "--json")
    assert said.code == code
    assert said.json["exit_code"] == code
    assert message in said.json["error"]
    assert hint in said.json["hint"]


@pytest.mark.parametrize("spec", ["nosuch", "virtual:127.0.0.1:1"])
def test_a_phone_that_is_not_there(cli: Cli, spec: str):
    said = cli("ui", "--device", spec, "--json")
    assert said.code == 3
    assert "cannot be used" in said.json["error"]
    assert "phoneagent devices" in said.json["hint"]


MODELS = [
    (("--model", "nope:x"), "Unknown model 'nope'"),
    (("--model", "openai"), "names no model"),
    (("--model", "bogus=openai:x"), "Unknown role 'bogus'"),
    (("--model", "manager=openai:x"), "No model for: operator"),
    (("--model", "scripted:nowhere.toml"), "nowhere.toml"),
    (("--model", "cassette:nowhere.jsonl"), "There is no cassette"),
    (("--model", "local:model"), "there is no such folder"),
    (("--crew", "model"), "No model is configured"),
    (("--crew", "nope"), "Unknown crew 'nope'"),
    (("--crew", "no.such:thing"), "Unknown crew 'no.such:thing'"),
]


@pytest.mark.parametrize(("flags", "message"), MODELS, ids=lambda w: str(w)[:40])
def test_models_and_crews_that_cannot_be_had(
    cli: Cli, device: str, flags: tuple[str, ...], message: str
):
    said = cli("run", "turn on Wi-Fi", "--device", device, "--memory", "off", *flags)
    assert said.code == 2
    assert message in said.err


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("max_steps = [", "cannot be read"),
        ("colour = 1", "Unknown setting 'colour'"),
        ("max_steps = 'x'", "max_steps"),
        ("memory = 'maybe'", "config.toml"),
        ("\x00", "cannot be read"),
    ],
)
def test_a_damaged_config_file_is_named(cli: Cli, tmp_path: Path, text: str, message: str):
    (tmp_path / "config.toml").write_text(text)
    said = cli("config", "show")
    assert said.code == 2
    assert message in said.err


def test_a_setting_from_the_environment_is_blamed_by_name(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PHONEAGENT_MAX_STEPS", "many")
    assert "$PHONEAGENT_MAX_STEPS" in cli("config", "show").err


@pytest.mark.parametrize("flag", ["--policy", "--secrets"])
def test_a_damaged_rules_or_secrets_file_is_named(cli: Cli, device: str, tmp_path: Path, flag: str):
    path = tmp_path / "odd.toml"
    path.write_text("colour = 1")
    said = cli("run", "turn on Wi-Fi", "--device", device, *RULES, flag, str(path))
    assert said.code == 2
    assert "odd.toml" in said.err
    assert "colour" in said.err
