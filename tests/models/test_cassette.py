"""Cassettes: what was recorded comes back, and what was not is named."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from phoneagent.core.chat import ChatRequest, Message, Picture, Text
from phoneagent.errors import ConfigError, ModelError, ModelRefused, ModelUnavailable
from phoneagent.models import ModelOptions, open_model
from phoneagent.models.cassette import Cassette, Recorder
from phoneagent.models.cassette import build as build_cassette
from phoneagent.models.scripted import Line, Scripted

SYSTEM = "You operate a phone.\nReply with JSON."


def asking(
    text: str, *, role: str = "operator", system: str = SYSTEM, sha: str = ""
) -> ChatRequest:
    pictures = (Picture(sha=sha, size_px=(280, 560), data=b"pixels"),) if sha else ()
    return ChatRequest(
        role=role,
        prompt=f"{role}/choose",
        messages=(
            Message(role="system", parts=(Text(text=system),)),
            Message(role="user", parts=(Text(text=text), *pictures)),
        ),
    )


def record(path: Path, lines: list[Line], requests: list[ChatRequest]) -> None:
    recorder = Recorder(Scripted(lines), path)
    for request in requests:
        recorder.chat(request)
    recorder.close()


@pytest.fixture
def tape(tmp_path: Path) -> Path:
    path = tmp_path / "deep" / "calls.jsonl"
    lines = [Line(reply=f'{{"tap": {n}}}') for n in range(1, 5)]
    screen = "Settings\n1 Wi-Fi\n2 Bluetooth"
    record(
        path,
        lines,
        [asking(screen), asking("Clock\n1 Alarm"), asking(screen), asking("Notes", sha="aa")],
    )
    return path


def test_replies_come_back(tape: Path) -> None:
    cassette = Cassette(tape)
    assert cassette.chat(asking("Clock\n1 Alarm")).text == '{"tap": 2}'
    assert cassette.chat(asking("Notes", sha="bb")).text == '{"tap": 4}'


def test_the_same_request_gets_its_replies_in_order_and_no_more(tape: Path) -> None:
    cassette = Cassette(tape)
    request = asking("Settings\n1 Wi-Fi\n2 Bluetooth")
    assert [cassette.chat(request).text for _ in range(2)] == ['{"tap": 1}', '{"tap": 3}']
    with pytest.raises(ModelError, match="recorded 2 times"):
        cassette.chat(request)


def test_tokens_are_as_recorded_and_cost_nothing(tape: Path) -> None:
    recorded = json.loads(tape.read_text().splitlines()[2])["call"]["reply"]["usage"]
    usage = Cassette(tape).chat(asking("Settings\n1 Wi-Fi\n2 Bluetooth")).usage
    assert usage.input_tokens == recorded["input_tokens"] > 0
    assert usage.cost_usd == 0


def test_a_miss_shows_the_nearest_and_the_difference(tape: Path) -> None:
    with pytest.raises(ModelError) as caught:
        Cassette(tape).chat(asking("Settings\n1 Wi-Fi [on]\n2 Bluetooth"))
    message = str(caught.value)
    assert "-1 Wi-Fi\n" in message
    assert "+1 Wi-Fi [on]" in message
    assert "Clock" not in message


@pytest.mark.parametrize(
    "request_",
    [
        asking("Clock\n1 Alarm", role="manager"),
        asking("Clock\n1 Alarm", system="Another prompt."),
        asking("Clock\n1 Alarm", sha="aa"),
        asking("Clock\n1 Alarm\n2 Timer"),
        asking("Clock 1 Alarm"),
    ],
)
def test_what_makes_a_request_another_one(tape: Path, request_: ChatRequest) -> None:
    with pytest.raises(ModelError):
        Cassette(tape).chat(request_)


@pytest.mark.parametrize(
    ("then", "now"),
    [
        ("run 20250102-030405-ab12", "run 20261112-131415-zz99"),
        ("at 2025-01-02T03:04:05Z", "at 2026-11-12T13:14:15.678+02:00"),
        ("id 123e4567-e89b-12d3-a456-426614174000", "id 00000000-e89b-12d3-a456-426614174999"),
        ("shot " + "ab" * 32, "shot " + "cd" * 32),
        ("a line  \nnext", "a line\r\nnext\n"),
    ],
)
def test_what_may_differ(tmp_path: Path, then: str, now: str) -> None:
    path = tmp_path / "calls.jsonl"
    record(path, [Line(reply="{}")], [asking(then)])
    assert Cassette(path).chat(asking(now)).text == "{}"


def test_a_clock_counts_unless_it_is_masked(tmp_path: Path) -> None:
    path = tmp_path / "calls.jsonl"
    record(path, [Line(reply="{}")], [asking("status: 10:41 Wi-Fi")])
    with pytest.raises(ModelError):
        Cassette(path).chat(asking("status: 10:42 Wi-Fi"))
    masked = build_cassette(str(path), ModelOptions(mask=(r"\d\d:\d\d",)))
    assert masked.chat(asking("status: 10:42 Wi-Fi")).text == "{}"
    with pytest.raises(ConfigError, match="mask"):
        build_cassette(str(path), ModelOptions(mask=("(",)))


def test_a_text_is_stored_once_and_pictures_never(tape: Path) -> None:
    text = tape.read_text()
    assert text.count("Reply with JSON.") == 1
    assert "pixels" not in text


def test_refusals_are_recorded_and_outages_are_not(tmp_path: Path) -> None:
    path = tmp_path / "calls.jsonl"
    script = [Line(fault="refused", reply="no"), Line(fault="unavailable"), Line(reply="{}")]
    recorder = Recorder(Scripted(script), path)
    with pytest.raises(ModelRefused):
        recorder.chat(asking("a"))
    with pytest.raises(ModelUnavailable):
        recorder.chat(asking("b"))
    recorder.chat(asking("b"))
    cassette = Cassette(path)
    with pytest.raises(ModelRefused, match="no"):
        cassette.chat(asking("a"))
    assert cassette.chat(asking("b")).text == "{}"


def test_several_recorders_share_a_file(tmp_path: Path) -> None:
    path = tmp_path / "calls.jsonl"

    def work(who: str) -> None:
        lines = [Line(reply=f'{{"who": "{who}"}}') for _ in range(25)]
        record(path, lines, [asking(f"{who} {n} " + "x" * 5000) for n in range(25)])

    workers = [threading.Thread(target=work, args=(who,)) for who in "abcd"]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    cassette = Cassette(path)
    for who in "abcd":
        for n in range(25):
            reply = cassette.chat(asking(f"{who} {n} " + "x" * 5000))
            assert json.loads(reply.text) == {"who": who}


def test_recording_through_the_door(tmp_path: Path) -> None:
    script, path = tmp_path / "s.json", tmp_path / "calls.jsonl"
    script.write_text('{"operator": [{"tap": 9}]}')
    model = open_model(f"scripted:{script}", record=path)
    model.chat(asking("a"))
    assert model.name == f"scripted:{script}"
    replay = open_model(f"cassette:{path}")
    assert json.loads(replay.chat(asking("a")).text) == {"tap": 9}


def test_unicode_line_ends_in_a_text_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "calls.jsonl"
    said = "a\u2028b\x85c\x0bd"
    record(path, [Line(reply=said)], [asking(said)])
    assert Cassette(path).chat(asking(said)).text == said


@pytest.mark.parametrize(
    "damage",
    [
        '{"call": ',
        "[]",
        '{"call": {"role": "x"}}',
        '{"id": "a"}',
        '{"call": {"role": "x", "texts": [["user", "nowhere"]]}}',
        "\xff",
    ],
)
def test_a_damaged_cassette_names_the_line(tape: Path, damage: str) -> None:
    tape.write_bytes(tape.read_bytes() + damage.encode("latin-1"))
    with pytest.raises(ConfigError, match=r"line 9|Cannot read"):
        Cassette(tape)


def test_no_cassette(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="--record"):
        Cassette(tmp_path / "none.jsonl")


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match="Cannot write"):
        Recorder(Scripted([]), tmp_path / "file" / "calls.jsonl")
