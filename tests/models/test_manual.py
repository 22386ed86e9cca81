"""Answers by hand: what is laid out, and which files count as a reply."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from phoneagent.core.chat import ChatReply, ChatRequest, Message, Picture, Text
from phoneagent.errors import ConfigError, ModelUnavailable
from phoneagent.models.manual import Manual, build
from phoneagent.models.options import ModelOptions

PNG = b"\x89PNG\r\n\x1a\n"


def asking(role: str = "operator") -> ChatRequest:
    picture = Picture(sha="ab", size_px=(576, 1216), media_type="image/png", data=PNG)
    return ChatRequest(
        role=role,
        prompt="operator/choose",
        messages=(
            Message(role="system", parts=(Text(text="You operate a phone."),)),
            Message(role="user", parts=(Text(text="1 Wi-Fi [off]"), picture, Text(text="Go."))),
        ),
        reply_schema={"type": "object"},
    )


def eventually(what: Callable[[], bool], within_s: float = 10.0) -> None:
    until = time.monotonic() + within_s
    while not what():
        assert time.monotonic() < until, "it never came"
        time.sleep(0.005)


@pytest.fixture
def ask() -> Callable[[Manual], Future[ChatReply]]:
    """Asks on a thread, as a person answers meanwhile."""
    pool = ThreadPoolExecutor()
    yield lambda model: pool.submit(model.chat, asking())
    pool.shutdown()


Ask = Callable[[Manual], "Future[ChatReply]"]


def test_what_is_laid_out(tmp_path: Path, ask: Ask) -> None:
    model = Manual(tmp_path / "desk", poll_s=0.01, wait_s=30)
    (tmp_path / "desk").mkdir()
    future = ask(model)
    desk = tmp_path / "desk" / "0001-operator"
    eventually(desk.is_dir)
    assert sorted(p.name for p in desk.iterdir()) == ["image-1.png", "prompt.md", "request.json"]
    assert (desk / "image-1.png").read_bytes() == PNG
    prompt = (desk / "prompt.md").read_text()
    order = [
        "# operator",
        "## system",
        "You operate",
        "## user",
        "1 Wi-Fi [off]",
        "image-1.png",
        "Go.",
        "schema",
    ]
    assert [prompt.index(piece) for piece in order] == sorted(map(prompt.index, order))
    request = json.loads((desk / "request.json").read_text())
    assert request["role"] == "operator"
    (desk / "reply.json").write_text('{"tap": 1}')
    reply = future.result(timeout=10)
    assert reply.text == '{"tap": 1}'
    assert reply.usage.estimated_calls == 1
    assert reply.usage.input_tokens > 21 * 44


def test_a_reply_counts_only_when_complete(tmp_path: Path, ask: Ask) -> None:
    future = ask(Manual(tmp_path, poll_s=0.01, wait_s=30))
    desk = tmp_path / "0001-operator"
    eventually(desk.is_dir)
    with (desk / "reply.json").open("w") as file:
        for piece in ["", '{"tap"', ": 1", "2", "}"]:
            file.write(piece)
            file.flush()
            time.sleep(0.05)
            assert piece == "}" or not future.done()
    assert future.result(timeout=10).text == '{"tap": 12}'


@pytest.mark.parametrize(
    ("name", "text"), [("reply.txt", "I cannot.\n"), ("reply.json", '{"tap": ')]
)
def test_anything_else_counts_when_it_has_settled(
    tmp_path: Path, ask: Ask, name: str, text: str
) -> None:
    future = ask(Manual(tmp_path, poll_s=0.01, wait_s=30))
    desk = tmp_path / "0001-operator"
    eventually(desk.is_dir)
    (desk / name).write_text(text)
    assert future.result(timeout=10).text == text


def test_nobody_replies(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="0001-operator"):
        Manual(tmp_path, poll_s=0.01, wait_s=0.05).chat(asking())


def test_closing_ends_the_wait(tmp_path: Path, ask: Ask) -> None:
    model = Manual(tmp_path, poll_s=5, wait_s=None)
    future = ask(model)
    eventually((tmp_path / "0001-operator").is_dir)
    model.close()
    with pytest.raises(ModelUnavailable, match="closed"):
        future.result(timeout=10)


def test_several_runs_share_a_folder(tmp_path: Path) -> None:
    (tmp_path / "0007-manager").mkdir()
    (tmp_path / ".0009").mkdir()
    workers = [threading.Thread(target=_give_up, args=(tmp_path, f"role{n}")) for n in range(12)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    made = sorted(p.name for p in tmp_path.iterdir() if not p.name.startswith("."))
    assert [name[:4] for name in made] == ["0007", *(f"{n:04d}" for n in range(10, 22))]
    assert all((tmp_path / name / "prompt.md").exists() for name in made[1:])


def _give_up(folder: Path, role: str) -> None:
    with pytest.raises(ModelUnavailable):
        Manual(folder, poll_s=0.01, wait_s=0.01).chat(asking(role))


def test_the_folder_is_made(tmp_path: Path) -> None:
    model = build(str(tmp_path / "a" / "b"), ModelOptions(poll_s=0.01, wait_s=0.01))
    assert (tmp_path / "a" / "b").is_dir()
    assert model.name == f"manual:{tmp_path / 'a' / 'b'}"
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError):
        build(str(tmp_path / "file" / "desk"), ModelOptions())


def test_a_folder_that_went_away(tmp_path: Path) -> None:
    model = Manual(tmp_path / "gone", poll_s=0.01, wait_s=1)
    with pytest.raises(ModelUnavailable, match="Cannot lay"):
        model.chat(asking())
