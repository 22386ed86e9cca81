"""Recorded requests come back as they were made: from cassettes and from folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from phoneagent.agents import replies
from phoneagent.benchmarks.model.recorded import read_data
from phoneagent.core.chat import ChatRequest, Message, Picture, Text
from phoneagent.errors import ConfigError
from phoneagent.models import ModelOptions, open_model

SAID = '{"do":[{"tap":1}]}'


def request(role: str = "operator", *pictures: Picture, **more: object) -> ChatRequest:
    parts = (Text(text=f"what now, {role}?"), *pictures)
    messages = (Message(role="system", parts=(Text(text="x"),)), Message(role="user", parts=parts))
    return ChatRequest(role=role, prompt=f"{role}/choose", messages=messages, **more)


PICTURE = Picture(sha="a", size_px=(4, 8), media_type="image/png", data=b"not looked at")


def record(folder: Path) -> Path:
    """A cassette with one call per role."""
    script = folder / "script.toml"
    script.write_text(f"[[rules]]\nwhen = 'now'\nreply = '{SAID}'\n")
    file = folder / "calls.jsonl"
    model = open_model(f"scripted:{script}", record=file)
    for role in ("manager", "operator"):
        model.chat(request(role, PICTURE))
    model.close()
    script.unlink()
    return file


def lay_out(folder: Path, asked: ChatRequest, reply: str = SAID) -> None:
    """Ask by hand; the answer lies there already for whoever looks."""
    model = open_model(f"manual:{folder}", ModelOptions(wait_s=0.0))
    with pytest.raises(Exception, match="Nobody replied"):
        model.chat(asked)
    if reply:
        (max(folder.glob("0*")) / "reply.json").write_text(reply)


def test_a_cassette(tmp_path: Path):
    (one,) = read_data(record(tmp_path)).requests
    assert one.request.role == "operator"
    assert [message.text for message in one.request.messages] == ["x", "what now, operator?"]
    assert one.request.reply_schema == replies.CHOICE
    assert one.reply == SAID


def test_requests_laid_out_by_hand(tmp_path: Path):
    asked = request("operator", PICTURE, reply_schema=replies.CHOICE, max_tokens=77)
    lay_out(tmp_path, asked)
    lay_out(tmp_path, request("manager"))
    lay_out(tmp_path, request("operator"), reply="")
    first, second = read_data(tmp_path).requests
    assert first.request == asked
    assert first.request.messages[1].parts[1].data == PICTURE.data
    assert (first.reply, second.reply) == (SAID, "")


def test_a_folder_of_everything(tmp_path: Path):
    record(tmp_path)
    lay_out(tmp_path, request("operator"))
    (tmp_path / "b.txt").write_text("two")
    (tmp_path / "a.txt").write_text("one")
    (tmp_path / "notes.md").write_text("no text to judge by")
    data = read_data(tmp_path)
    assert data.texts == ("one", "two")
    assert len(data.requests) == 2


def test_a_text_alone(tmp_path: Path):
    file = tmp_path / "book.md"
    file.write_text("Once upon a time")
    assert read_data(file).texts == ("Once upon a time",)


def test_native_requests_name_their_format(tmp_path: Path):
    lay_out(tmp_path, request("operator").but(prompt="operator/native/uitars"))
    assert read_data(tmp_path).requests[0].form == "uitars"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("calls.jsonl", b"{", "damaged"),
        ("book.txt", b"\xff\xfe\xff", "Cannot read"),
        ("picture.png", b"x", "nothing"),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, name: str, content: bytes, said: str):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ConfigError, match=said):
        read_data(tmp_path)


def test_a_request_without_its_picture(tmp_path: Path):
    lay_out(tmp_path, request("operator", PICTURE))
    next(tmp_path.rglob("image-1.png")).unlink()
    with pytest.raises(ConfigError, match="Cannot read the request in"):
        read_data(tmp_path)
