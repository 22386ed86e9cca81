"""`bench-model`: a served model end to end, its table and JSON, and how it fails."""

from __future__ import annotations

import base64
import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from tests.chat_server import Body, ChatServer, Drop, Fail, Hang, Say
from tests.cli.conftest import Cli

TAP = Say('{"do":[{"tap":[50,60]}]}')
NONSENSE = Say("I would rather not.")


@pytest.fixture
def screens(tmp_path: Path) -> Path:
    folder = tmp_path / "screens"
    folder.mkdir()
    gradient = Image.linear_gradient("L").resize((1080, 2400)).convert("RGB")
    gradient.save(folder / "one.png")
    gradient.rotate(180).save(folder / "two.png")
    return folder


def served(server: ChatServer, *more: str) -> tuple[str, ...]:
    model = ("--model", "openai:qwen2.5-vl-7b", "--base-url", server.base_url)
    return ("bench-model", *model, *more)


def pictures(body: Body) -> list[tuple[int, int]]:
    """The sizes of the pictures in a request."""
    parts = [part for message in body["messages"] for part in message["content"]]
    links = [
        part["image_url"]["url"]
        for part in parts
        if isinstance(part, dict) and len(part) > 1 and part["type"] == "image_url"
    ]
    found = []
    for link in links:
        with Image.open(io.BytesIO(base64.b64decode(link.partition(",")[2]))) as image:
            found.append(image.size)
    return found


def test_a_served_model_in_numbers(cli: Cli, screens: Path):
    with ChatServer(TAP) as server:
        said = cli(*served(server, "--images", str(screens), "--steps", "3", "--json"))
    assert said.code == 0, said.err
    (row,) = said.json["rows"]
    assert row["model"] == "openai:qwen2.5-vl-7b"
    assert (row["steps"], row["prompt_tokens"], row["cached_tokens"]) == (3, 100, 60)
    assert row["tokens_per_action"] == 10
    assert row["valid_share"] == row["usable_share"] == 1
    assert 0 < row["first_token_s"] <= row["samples"][0]["total_s"]
    assert row["decode_tok_s"]["best"] > 0
    for unknown in ("vision_s", "prefill_tok_s", "forwards_per_action", "image_tokens"):
        assert row[unknown] is None
    for unknown in ("peak_bytes", "energy_j_per_action", "bandwidth_share"):
        assert row[unknown] is None
    assert "3/3" in said.err  # progress goes there


def test_it_is_asked_as_the_operator_asks(cli: Cli, screens: Path):
    with ChatServer(TAP) as server:
        limits = ("--image-tokens", "0,256", "--steps", "2")
        said = cli(*served(server, "--images", str(screens), "--quiet", *limits))
        hello, *asked = server.requests
    assert hello["max_tokens"] == 1
    assert len(asked) == 4
    assert all(body["response_format"]["json_schema"]["name"] for body in asked)
    assert all('{"tap"' in json.dumps(body["messages"][0]).replace("\\", "") for body in asked)
    assert [pictures(body) for body in asked[:2]] == [[], []]
    for body in asked[2:]:
        ((width, height),) = pictures(body)
        assert width % 28 == height % 28 == 0
        assert 200 < (width // 28) * (height // 28) <= 256
    assert said.err == ""
    assert "pictures, tokens at most            none          256" in said.out


def test_a_walk_through_the_virtual_phone(cli: Cli):
    with ChatServer(TAP) as server:
        said = cli(*served(server, "--steps", "3"))
        asked = server.requests[1:]
    assert said.code == 0, said.err
    assert [len(pictures(body)) for body in asked] == [1, 1, 1]
    assert "3 steps, virtual phone" in said.out
    assert said.out.count("100 %") == 2  # they are actions, and they fit the screens
    assert max(map(len, said.out.splitlines())) <= 80


def test_replies_that_are_no_actions_are_counted_not_repaired(cli: Cli, screens: Path):
    with ChatServer(TAP, TAP, NONSENSE, TAP, NONSENSE) as server:
        steps = ("--images", str(screens), "--steps", "4", "--json")
        said = cli(*served(server, *steps))
        assert len(server.requests) == 5  # the greeting, and each once
    assert said.json["rows"][0]["valid_share"] == 0.5
    assert [sample["valid"] for sample in said.json["rows"][0]["samples"]] == [
        True, False, True, False,
    ]  # fmt: skip


def test_a_native_model_is_judged_by_its_own_grammar(cli: Cli, screens: Path):
    click = Say("Thought: the button\nAction: click(start_box='<|box_start|>(50,60)<|box_end|>')")
    with ChatServer(click, click, TAP) as server:
        model = ("--model", "openai:UI-TARS-1.5-7B", "--base-url", server.base_url)
        given = ("--images", str(screens), "--steps", "2")
        said = cli("bench-model", *model, *given, "--json")
        blind = cli("bench-model", *model, *given, "--image-tokens", "0")
    assert [sample["valid"] for sample in said.json["rows"][0]["samples"]] == [True, False]
    assert blind.code == 2
    assert "needs a screenshot" in blind.err


def test_a_server_that_counts_nothing(cli: Cli, screens: Path):
    with ChatServer(Say(TAP.text, usage=None, stream=False)) as server:
        said = cli(*served(server, "--images", str(screens), "--steps", "1"))
    lines = {line[:27].strip(): line[27:].strip() for line in said.out.splitlines()}
    for unknown in ("prompt, tokens", "tokens per action", "decode, tokens/s"):
        assert lines[unknown] == "n/a"
    assert lines["first token, s, first step"] == "n/a"  # it came in one piece
    assert lines["whole reply, s"] != "n/a"


def test_the_json_goes_to_a_file_too(cli: Cli, screens: Path, tmp_path: Path):
    out = tmp_path / "figures.json"
    with ChatServer(TAP) as server:
        said = cli(*served(server, "--images", str(screens), "--steps", "1", "--out", str(out)))
    assert said.code == 0
    assert "valid replies" in said.out
    assert json.loads(out.read_text())["rows"][0]["steps"] == 1


def test_a_server_that_fails_leaves_what_was_measured(cli: Cli, screens: Path):
    with ChatServer(TAP, TAP, TAP, Fail(401, "no more")) as server:
        said = cli(*served(server, "--images", str(screens), "--json"))
    assert said.code == 3
    assert said.json["rows"][0]["steps"] == 2
    assert "no more" in said.json["ended_early"]


def test_a_server_that_refuses_at_once(cli: Cli, screens: Path):
    with ChatServer(Fail(401, "no key")) as server:
        said = cli(*served(server, "--images", str(screens), "--json"))
    assert said.code == said.json["exit_code"] == 3
    assert "no key" in said.json["error"]


@pytest.mark.parametrize("ending", [Drop(), Hang()])
def test_interrupted(screens: Path, private_world: object, ending: Drop | Hang):
    """Ctrl-C while a reply is awaited: what came before is shown, as one JSON object."""
    with ChatServer(TAP, TAP, TAP, ending) as server:
        command = served(server, "--images", str(screens), "--steps", "9", "--json")
        process = subprocess.Popen(
            [sys.executable, "-m", "phoneagent", *command],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ,
        )
        assert process.stderr is not None
        for line in process.stderr:
            if "2/9" in line:
                break
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    found = json.loads(out)
    assert found["ended_early"] == "interrupted"
    assert found["rows"][0]["steps"] == 2
    assert "so far" in err


def test_without_the_extra(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "torch", None)
    for model in (("--model", f"local:{tmp_path}"), ("--random-weights", "qwen2.5-vl-3b")):
        said = cli("bench-model", *model)
        assert said.code == 2
        assert "torch" in said.err
        assert "pip install 'phoneagent[local]'" in said.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "No model is named"),
        (("--model", "cassette:x.jsonl"), "answers without a model"),
        (("--model", "openai:x", "--random-weights", "tiny"), "give one of them"),
        (("--model", "local:x", "--quant", "int3"), "'int3' is none of"),
        (("--model", "local:x", "--image-tokens", "many"), "no numbers"),
        (("--model", "local:x", "--steps", "0"), "measures nothing"),
        (("--model", "openai:x", "--quant", "int4"), "a server has chosen"),
        (("--model", "openai:x", "--quality", "."), "real weights"),
        (("--random-weights", "tiny", "--quality", "."), "real weights"),
        (("--model", "local:x", "--images", "nowhere"), "does not exist"),
    ],
)
def test_wrong_usage(cli: Cli, arguments: tuple[str, ...], said: str):
    found = cli("bench-model", *arguments)
    assert found.code == 2
    assert said in found.err
