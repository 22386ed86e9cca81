"""What every ChatModel keeps, whoever answers: a server, a file, a person, or several of them."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from phoneagent.core.chat import ChatModel, ChatReply, ChatRequest, Message, Picture, Text
from phoneagent.errors import InfraError, PhoneagentError
from phoneagent.models import ModelOptions, open_model
from phoneagent.models.profile import Profile, profile_of
from phoneagent.models.replies import extract_json
from tests.chat_server import ChatServer, Fail, Say

REPLY = {"thought": "Über Größe: 你好 👋", "tap": 12}
SAID = json.dumps(REPLY, ensure_ascii=False)
QUICK = ModelOptions(
    timeout_s=10, retries=1, retry_for_s=10, backoff_s=0.01, poll_s=0.01, wait_s=20
)


def asking(text: str = "1 Wi-Fi [off]") -> ChatRequest:
    picture = Picture(sha="ab", size_px=(56, 56), media_type="image/png", data=b"\x89PNG")
    return ChatRequest(
        role="operator",
        prompt="operator/choose",
        messages=(
            Message(role="system", parts=(Text(text="You operate a phone."),)),
            Message(role="user", parts=(Text(text=text), picture)),
        ),
        reply_schema={"type": "object", "properties": {"tap": {"type": "integer"}}},
    )


@dataclass(frozen=True)
class Subject:
    """A model that will reply with SAID any number of times, and its twin that cannot answer."""

    spec: str
    able: ChatModel
    unable: ChatModel


def openai(_: Path) -> Iterator[Subject]:
    with ChatServer(Say(SAID)) as up, ChatServer(Fail(503)) as down:
        spec = f"openai:m@{up.base_url}"
        able = open_model(spec, QUICK)
        yield Subject(spec, able, open_model(f"openai:m@{down.base_url}", QUICK))


def scripted(folder: Path) -> Iterator[Subject]:
    (folder / "s.json").write_text(json.dumps({"rules": [{"reply": REPLY}]}))
    (folder / "empty.json").write_text("[]")
    spec = f"scripted:{folder / 's.json'}"
    able = open_model(spec, QUICK)
    yield Subject(spec, able, open_model(f"scripted:{folder / 'empty.json'}", QUICK))


def cassette(folder: Path) -> Iterator[Subject]:
    (folder / "s.json").write_text(json.dumps({"rules": [{"reply": REPLY}]}))
    path = folder / "calls.jsonl"
    recorder = open_model(f"scripted:{folder / 's.json'}", QUICK, record=path)
    for _ in range(8):
        recorder.chat(asking())
    (folder / "empty.jsonl").write_text("")
    spec = f"cassette:{path}"
    able = open_model(spec, QUICK)
    yield Subject(spec, able, open_model(f"cassette:{folder / 'empty.jsonl'}", QUICK))


def recorder(folder: Path) -> Iterator[Subject]:
    for subject in scripted(folder):
        able = open_model(subject.spec, QUICK, record=folder / "calls.jsonl")
        yield Subject(subject.spec, able, subject.unable)


def fallback(folder: Path) -> Iterator[Subject]:
    for subject in openai(folder):
        dead = subject.unable.name
        spec = f"{dead},{subject.spec}"
        yield Subject(spec, open_model(spec, QUICK), open_model(f"{dead},{dead}", QUICK))


def manual(folder: Path) -> Iterator[Subject]:
    """A person who answers whatever appears on the desk."""
    desk = folder / "desk"
    spec = f"manual:{desk}"
    able = open_model(spec, QUICK)
    leave = threading.Event()

    def person() -> None:
        while not leave.wait(0.01):
            for folder in desk.glob("*-operator"):
                if not (folder / "reply.json").exists():
                    (folder / "reply.json").write_text(SAID)

    thread = threading.Thread(target=person)
    thread.start()
    impatient = ModelOptions(poll_s=0.01, wait_s=0.02)
    yield Subject(spec, able, open_model(f"manual:{folder / 'nobody'}", impatient))
    leave.set()
    thread.join()


@pytest.fixture(params=[openai, scripted, cassette, recorder, fallback, manual])
def subject(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Subject]:
    make: Callable[[Path], Iterator[Subject]] = request.param
    making = make(tmp_path)
    made = next(making)
    yield made
    made.able.close()
    made.unable.close()
    for _ in making:
        raise AssertionError("one subject only")


def test_it_is_called_by_its_spec(subject: Subject) -> None:
    assert subject.able.name == subject.spec


def test_it_replies_with_text_and_usage(subject: Subject) -> None:
    reply = subject.able.chat(asking())
    assert extract_json(reply.text) == REPLY
    assert reply.finish == "stop"
    assert reply.model
    assert reply.usage.calls == 1
    assert reply.usage.input_tokens > 0
    assert reply.usage.output_tokens > 0
    assert reply.usage.seconds >= 0


def test_it_keeps_nothing_of_earlier_calls(subject: Subject) -> None:
    request = asking()
    before = request.model_dump_json()
    texts = {subject.able.chat(request).text for _ in range(3)}
    assert [json.loads(text) for text in texts] == [REPLY]
    assert request.model_dump_json() == before


def test_it_takes_calls_from_several_threads(subject: Subject) -> None:
    replies: list[ChatReply] = []
    threads = [
        threading.Thread(target=lambda: replies.append(subject.able.chat(asking())))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert [extract_json(reply.text) for reply in replies] == [REPLY] * 4


def test_it_says_whether_it_sees(subject: Subject) -> None:
    assert subject.able.sees_images is True
    assert isinstance(profile_of(subject.able), Profile)


def test_not_being_able_is_the_models_fault(subject: Subject) -> None:
    with pytest.raises(InfraError) as caught:
        subject.unable.chat(asking())
    assert isinstance(caught.value, PhoneagentError)
    assert caught.value.is_infra
    assert subject.unable.name.partition(",")[0].partition(":")[2].split("@")[0] in str(
        caught.value
    )


def test_closing_twice_does_no_harm(subject: Subject) -> None:
    subject.able.close()
    subject.able.close()
