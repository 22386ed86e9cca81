"""Scripts: replies in order, rules by pattern, and a clear end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from phoneagent.core.chat import ChatRequest, Message, Text
from phoneagent.errors import ConfigError, ModelError, ModelRefused, ModelUnavailable
from phoneagent.models.options import ModelOptions
from phoneagent.models.scripted import Scripted, build


def asking(role: str, text: str = "", prompt: str = "") -> ChatRequest:
    message = Message(role="user", parts=(Text(text=text),))
    return ChatRequest(role=role, prompt=prompt, messages=(message,))


def scripted(folder: Path, name: str, text: str) -> Scripted:
    (folder / name).write_text(text, encoding="utf-8")
    return build(str(folder / name), ModelOptions())


def test_replies_in_order_per_role(tmp_path: Path) -> None:
    model = scripted(
        tmp_path, "s.json", '{"manager": [{"a": 1}], "operator": [{"tap": 3}, "oops"]}'
    )
    assert model.chat(asking("operator")).text == '{"tap": 3}'
    assert json.loads(model.chat(asking("manager")).text) == {"a": 1}
    assert model.chat(asking("operator")).text == "oops"
    with pytest.raises(ModelError, match=r"no answer left for operator.*call 4, 3 of 3"):
        model.chat(asking("operator", "the last words"))


def test_lines_of_json(tmp_path: Path) -> None:
    lines = '{"role": "operator", "reply": {"tap": 1}}\n\n{"reply": "any", "times": 2}\n'
    model = scripted(tmp_path, "s.jsonl", lines)
    said = [model.chat(asking(role)).text for role in ("manager", "operator", "reflector")]
    assert said == ["any", '{"tap": 1}', "any"]


def test_rules_see_the_screen(tmp_path: Path) -> None:
    model = scripted(
        tmp_path,
        "s.toml",
        """
        [[replies]]
        role = "manager"
        reply = '{"plan": []}'

        [[rules]]
        role = "operator"
        when = '(?m)^(?P<n>\\d+) Save'
        reply = '{"tap": ${n}, "is": "${1}", "stays": "${other} $5"}'

        [[rules]]
        prompt = "operator/choose"
        reply = '{"press": "back"}'
        """,
    )
    for n in (4, 11):
        said = json.loads(model.chat(asking("operator", f"Notes\n{n} Save\n")).text)
        assert said == {"tap": n, "is": str(n), "stays": "${other} $5"}
    assert "back" in model.chat(asking("operator", "Notes", "operator/choose")).text
    assert "plan" in model.chat(asking("manager")).text
    with pytest.raises(ModelError):
        model.chat(asking("manager"))


def test_faults_on_purpose(tmp_path: Path) -> None:
    model = scripted(tmp_path, "s.json", '[{"fault": "unavailable"}, {"fault": "refused"}]')
    with pytest.raises(ModelUnavailable):
        model.chat(asking("operator"))
    with pytest.raises(ModelRefused):
        model.chat(asking("operator"))


def test_usage_is_an_estimate() -> None:
    usage = Scripted.of({"operator": ["x" * 40]}).chat(asking("operator", "y" * 80)).usage
    assert (usage.calls, usage.estimated_calls) == (1, 1)
    assert (usage.input_tokens, usage.output_tokens) == (20, 10)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("s.json", "{"),
        ("s.json", "3"),
        ("s.json", '[{"rolle": "operator", "reply": "x"}]'),
        ("s.json", '[{"role": "operator"}]'),
        ("s.json", '[{"when": "(", "reply": "x"}]'),
        ("s.json", '{"operator": 5}'),
        ("s.toml", "= 3"),
        ("s.jsonl", '{"reply": "x"}\n{'),
    ],
)
def test_a_damaged_script(tmp_path: Path, name: str, text: str) -> None:
    with pytest.raises(ConfigError, match="damaged"):
        scripted(tmp_path, name, text)


def test_no_script(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="Cannot read"):
        build(str(tmp_path / "none.json"), ModelOptions())
