"""adb command lines without the adb program: what the real program would do, and its exit codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from phoneagent.devices.adb_program import AdbProgram
from phoneagent.devices.android import AndroidDevice
from phoneagent.devices.virtual import StartedPhone
from phoneagent.errors import DeviceError


@pytest.fixture
def adb(device: AndroidDevice) -> AdbProgram:
    return AdbProgram(device.adb)


def test_shell_has_the_real_exit_status_and_both_streams(adb: AdbProgram) -> None:
    done = adb.run(["shell", "echo out; ls /nowhere; exit 7"])
    assert done.code == 7
    assert done.output.startswith(b"out\n")
    assert b"No such file" in done.output


def test_words_are_joined_by_blanks_as_adb_does(adb: AdbProgram) -> None:
    assert adb.run(["shell", "echo", "'a  b'", "|", "wc", "-c"]).output.strip() == b"5"


def test_a_file_goes_there_and_back(adb: AdbProgram, tmp_path: Path) -> None:
    source, target = tmp_path / "data.bin", tmp_path / "back.bin"
    source.write_bytes(bytes(range(256)) * 1000)  # more than one chunk of the protocol
    assert adb.run(["push", str(source), "/sdcard/new/folder/data.bin"]).code == 0
    assert adb.run(["push", str(source), "/sdcard/Download"]).code == 0
    assert adb.run(["pull", "/sdcard/Download/data.bin", str(target)]).code == 0
    assert target.read_bytes() == source.read_bytes()
    (tmp_path / "folder").mkdir()
    assert adb.run(["pull", "/sdcard/new/folder/data.bin", str(tmp_path / "folder")]).code == 0
    assert (tmp_path / "folder" / "data.bin").read_bytes() == source.read_bytes()


@pytest.mark.parametrize(
    "words",
    [
        ("pull", "/sdcard/nowhere.txt", "here.txt"),
        ("push", "no-such-file-here", "/sdcard/x"),
        ("emu", "sms", "send", "+15551234567", "hello"),  # this phone has no console
        ("flash",),
        (),
    ],
)
def test_what_adb_cannot_do_has_an_exit_status_and_a_reason(
    adb: AdbProgram, words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = adb.run(words)
    assert done.code == 1
    assert done.output.startswith(b"adb: ")


def test_a_command_that_takes_too_long_is_the_phones_fault(adb: AdbProgram) -> None:
    with pytest.raises(DeviceError, match="sleep"):
        adb.run(["shell", "sleep 5"], timeout_s=0.2)


def test_the_console_of_a_started_phone_takes_messages(private_world: object) -> None:
    started = StartedPhone()
    with started.open() as device:
        adb = AdbProgram(device.adb)
        assert adb.run(["emu", "sms", "send", "+15551234567", "two words"]).output == b"OK\n"
        inbox = adb.run(["shell", "content query --uri content://sms/inbox"])
        assert b"body=two words," in inbox.output
        refused = adb.run(["emu", "sms", "send"])
        assert (refused.code, refused.output[:3]) == (1, b"KO:")
        assert adb.run(["root"]).code == 0
        assert started.ask("status")["unknown"] == []
        with pytest.raises(DeviceError, match="wish"):
            started.ask("wish")
