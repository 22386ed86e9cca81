"""The door to all models: specs, fallbacks, roles, and what it says to the unknown."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from phoneagent import plugins
from phoneagent.core.chat import ChatRequest, Message, Text
from phoneagent.errors import ConfigError, ModelError, ModelRefused, ModelUnavailable
from phoneagent.models import ModelOptions, open_model, open_models, profile_of
from phoneagent.models.fallback import Fallback
from phoneagent.models.scripted import Line, Scripted
from tests.chat_server import ChatServer, Fail, Say

QUICK = ModelOptions(timeout_s=5, retries=0, retry_for_s=5, backoff_s=0.01)
REQUEST = ChatRequest(
    role="operator", messages=(Message(role="user", parts=(Text(text="What next?"),)),)
)


@pytest.fixture
def up() -> Iterator[ChatServer]:
    with ChatServer(Say("up")) as server:
        yield server


@pytest.fixture
def down() -> Iterator[ChatServer]:
    with ChatServer(Fail(503)) as server:
        yield server


def test_the_known_names() -> None:
    assert plugins.names("models") == ["cassette", "local", "manual", "openai", "scripted"]


@pytest.mark.parametrize(
    ("spec", "says"),
    [
        ("gpt:4", "Known: cassette, local, manual, openai, scripted"),
        ("", "Known:"),
        ("openai", "names no model"),
        ("openai:", "names no model"),
        ("openai:@http://127.0.0.1:1/v1", "No model is named"),
        ("cassette:", "names no model"),
        ("local:/models/x", "there is no such folder"),
        ("local:", "names no model"),
        ("local:/models/x?quant=int3", "Known: none, int8, int4, bnb4"),
        ("scripted:/no/such/file.json", "Cannot read the script"),
        ("replies:x", "Unknown model 'replies'"),
    ],
)
def test_bad_specs(spec: str, says: str) -> None:
    with pytest.raises(ConfigError) as caught:
        open_model(spec, QUICK)
    assert says in str(caught.value)


def test_a_base_url_beside_the_spec(up: ChatServer) -> None:
    model = open_model("openai:m", QUICK, base_url=up.base_url, api_key="k")
    assert model.chat(REQUEST).text == "up"
    assert up.keys == ["Bearer k"]
    assert model.name == "openai:m"
    model.close()


def test_the_next_model_answers_when_one_is_down(
    up: ChatServer, down: ChatServer, caplog: pytest.LogCaptureFixture
) -> None:
    spec = f"openai:a@{down.base_url}, openai:b@{up.base_url}"
    model = open_model(spec, QUICK)
    with caplog.at_level(logging.WARNING, logger="phoneagent"):
        assert [model.chat(REQUEST).text for _ in range(3)] == ["up"] * 3
    assert len(down.requests) == 1, "a model that is down rests"
    assert "openai:a@" in caplog.text
    assert "503" in caplog.text
    model.close()


def test_a_rested_model_is_asked_again(down: ChatServer, up: ChatServer) -> None:
    models = tuple(
        open_model("openai:m", replace(QUICK, base_url=server.base_url)) for server in (down, up)
    )
    model = Fallback(models, rest_s=0.0)
    for _ in range(2):
        assert model.chat(REQUEST).text == "up"
    assert len(down.requests) == 2
    model.close()


def test_all_down_is_the_last_ones_error() -> None:
    dead = Scripted([Line(fault="unavailable", reply="first", times=None)])
    model = Fallback((dead, Scripted([], name="second")))
    for _ in range(2):
        with pytest.raises(ModelError):
            model.chat(REQUEST)


def test_a_refusal_is_an_answer() -> None:
    model = Fallback((Scripted([Line(fault="refused")]), Scripted.of({"operator": ["no"]})))
    with pytest.raises(ModelRefused):
        model.chat(REQUEST)


def test_the_profile_is_that_of_who_answers(up: ChatServer, down: ChatServer) -> None:
    model = open_model(f"openai:qwen3-vl-8b@{down.base_url},openai:gpt-4.1@{up.base_url}", QUICK)
    assert profile_of(model).family == "Qwen3-VL"
    model.chat(REQUEST)
    assert profile_of(model).family == "GPT"
    model.close()


def test_roles_with_the_same_spec_share_a_model(up: ChatServer, tmp_path: Path) -> None:
    specs = {"manager": "openai:big", "operator": "openai:small", "reflector": "openai:small"}
    models = open_models(
        specs, replace(QUICK, base_url=up.base_url), record=tmp_path / "calls.jsonl"
    )
    assert models["operator"] is models["reflector"]
    assert models["operator"] is not models["manager"]
    for model in set(models.values()):
        model.chat(REQUEST)
        model.close()
    assert sorted(body["model"] for body in up.requests) == ["big", "small"]
    lines = (tmp_path / "calls.jsonl").read_text().splitlines()
    assert sum("call" in json.loads(line) for line in lines) == 2


def test_the_key_is_never_shown(down: ChatServer) -> None:
    options = replace(QUICK, base_url=down.base_url, api_key="sk-very-secret")
    assert "sk-very-secret" not in repr(options)
    model = open_model("openai:m", options)
    with pytest.raises(ModelUnavailable) as caught:
        model.chat(REQUEST)
    assert "sk-very-secret" not in str(caught.value)
    model.close()


def test_the_openai_library_is_loaded_only_when_it_is_used() -> None:
    code = (
        "import sys, phoneagent.models as m, phoneagent.plugins as p; p.names('models');"
        "bad = {'openai', 'httpx', 'httpx2', 'PIL'} & sys.modules.keys();"
        "sys.exit(str(bad) if bad else 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_page_about_models_is_true(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "models.md").read_text(encoding="utf-8")
    for name in plugins.names("models"):
        assert f"| `{name}:" in page
    script = tmp_path / "s.toml"
    script.write_text(page.split("```toml\n", 1)[1].split("```", 1)[0])
    model = open_model(f"scripted:{script}")
    message = Message(role="user", parts=(Text(text="Notes\n7 Save\n"),))
    reply = model.chat(ChatRequest(role="operator", messages=(message,)))
    assert json.loads(reply.text) == {"tap": 7}
