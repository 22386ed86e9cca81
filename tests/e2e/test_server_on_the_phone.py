"""A model served by the phone itself: `--base-url adb:PORT` sets up the way and takes it back."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from phoneagent.devices import adb
from phoneagent.virtualphone.server import PhoneServer
from phoneagent.virtualphone.wire.stream import Stream, StreamClosed
from tests.chat_server import Body, ChatServer, Say
from tests.e2e.conftest import Command
from tests.e2e.test_endings import ended
from tests.e2e.test_model_goals import Phone
from tests.e2e.test_model_server import GOAL, REPLIES, right_answer

PORT = 8080


def anything(body: Body) -> Say:
    """Right answers for a run, an empty object for anything else."""
    name = body["response_format"]["json_schema"]["name"] if "response_format" in body else ""
    return right_answer(body) if name in REPLIES else Say("{}")


@pytest.fixture
def served(server: PhoneServer) -> Iterator[ChatServer]:
    """A chat server that listens on a port of the phone."""
    with ChatServer(brain=anything) as chat:
        host_port = int(chat.base_url.rsplit(":", 1)[1].removesuffix("/v1"))

        def answer(stream: Stream) -> None:
            with socket.create_connection(("127.0.0.1", host_port)) as sock:
                threading.Thread(target=_say, args=(sock, stream), daemon=True).start()
                with contextlib.suppress(OSError):
                    while data := stream.read():
                        sock.sendall(data)

        server.adbd.ports.listen(f"tcp:{PORT}", answer)
        yield chat


def _say(sock: socket.socket, stream: Stream) -> None:
    with contextlib.suppress(OSError, StreamClosed):
        while data := sock.recv(1 << 16):
            stream.write(data)


def test_a_run_with_a_model_on_the_phone(agent: Command, served: ChatServer, phone: Phone) -> None:
    where = ("--model", "openai:test-model", "--base-url", f"adb:{PORT}")
    done = agent("run", *where, "--json", GOAL)
    assert ended(done) == (0, "succeeded"), done.err
    assert not phone.radios.wifi
    assert len(served.requests) == 3
    assert [f.remote for f in adb.client().forward_list()] == []


def test_doctor_tries_a_model_on_the_phone(agent: Command, served: ChatServer) -> None:
    agent.env |= {"PHONEAGENT_MODEL": "openai:test-model", "PHONEAGENT_BASE_URL": f"adb:{PORT}"}
    done = agent("doctor", "--json")
    assert "reachable" in {check["name"] for check in done.json["checks"] if check["ok"]}, done.err


def test_a_model_on_the_phone_is_measured(
    agent: Command, served: ChatServer, tmp_path: Path
) -> None:
    Image.linear_gradient("L").resize((1080, 2400)).save(tmp_path / "screen.png")
    where = ("--model", "openai:test-model", "--base-url", f"adb:{PORT}")
    done = agent("bench-model", *where, "--images", str(tmp_path), "--steps", "2", "--json")
    assert done.code == 0, done.err
    assert done.json["rows"][0]["steps"] == 2
    assert len(served.requests) == 3  # a greeting first
    assert [f.remote for f in adb.client().forward_list()] == []


def test_nothing_listens_there(agent: Command) -> None:
    where = ("--model", "openai:test-model", "--base-url", "adb:8081")
    done = agent("run", *where, "--max-time", "2", "--json", GOAL)
    assert ended(done) == (3, "infra")
    assert "127.0.0.1" in done.json["reason"]


def test_not_a_port(agent: Command) -> None:
    done = agent("run", "--model", "openai:test-model", "--base-url", "adb:tcp", GOAL)
    assert done.code == 2
    assert "adb:8080" in done.err
