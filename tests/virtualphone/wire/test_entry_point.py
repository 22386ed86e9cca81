"""`python -m phoneagent.virtualphone` as a process."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from urllib.request import urlopen

import pytest

from phoneagent.virtualphone.__main__ import main
from phoneagent.virtualphone.control import ControlClient
from tests.virtualphone.conftest import ADB


def start(*options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "phoneagent.virtualphone", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_serves_a_furnished_phone_until_it_is_asked_to_end(tmp_path, ending) -> None:
    fixture = tmp_path / "state.json"
    fixture.write_text(json.dumps({"files": {"/sdcard/hello.txt": "from the fixture"}}))
    with start("--state", str(fixture), "--now", "2026-05-04T09:30:00+00:00") as process:
        serial = process.stdout.readline().strip()
        _, port, token = process.stdout.readline().split()

        def adb(*args: str) -> str:
            command = [str(ADB), "-s", serial, *args]
            return subprocess.run(command, capture_output=True, text=True, timeout=30).stdout

        adb("connect", serial)
        assert adb("shell", "cat /sdcard/hello.txt") == "from the fixture"
        assert adb("shell", "date +%F") == "2026-05-04\n"
        adb("disconnect", serial)
        with ControlClient(int(port), token) as control:
            assert control.ask("status")["serial"] == serial
        process.send_signal(ending)
        assert process.wait(timeout=10) == 0
        assert process.stderr.read() == ""


def test_headed_serves_a_page_that_ends_with_the_phone() -> None:
    with start("--headed", "--now", "2026-05-04T09:30:00+00:00") as process:
        lines = [process.stdout.readline().split() for _ in range(3)]
        assert [words[0] for words in lines[1:]] == ["control", "screen"]
        url = lines[2][1]
        assert url.startswith("http://127.0.0.1:")
        assert b"<canvas" in urlopen(url, timeout=10).read()
        with urlopen(url.replace("/?", "/events?"), timeout=10) as events:
            assert events.readline().startswith(b"data: {")
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=10) == 0
        assert process.stderr.read() == ""


def test_the_control_socket_ends_it(tmp_path) -> None:
    with start("--count", "2") as process:
        first = process.stdout.readline().strip()
        _, port, token = process.stdout.readline().split()
        assert process.stdout.readline().strip() != first
        with ControlClient(int(port), token) as control:
            control.ask("stop")
        assert process.wait(timeout=10) == 0


@pytest.mark.parametrize(
    "options",
    [
        ["--state", "/no/such/file.json"],
        ["--chaos", "nonsense"],
        ["--now", "yesterday"],
        ["--port", "http"],
        ["--bogus"],
    ],
)
def test_bad_options_end_with_code_2_and_a_reason(options, capsys) -> None:
    with pytest.raises(SystemExit) as end:
        main(options)
    assert end.value.code == 2
    assert options[0] in capsys.readouterr().err


def test_a_fixture_of_the_wrong_shape_is_told(tmp_path) -> None:
    fixture = tmp_path / "state.json"
    fixture.write_text(json.dumps({"contacts": [{"phones": 5}], "settings": 3}))
    with start("--state", str(fixture)) as process:
        assert process.wait(timeout=20) == 2
        assert "does not start" in process.stderr.read()
