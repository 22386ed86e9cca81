"""Every adb that is here, each with a server of its own: the same phone for all of them."""

from __future__ import annotations

import hashlib
import os
import socket
import subprocess

import pytest

from phoneagent.virtualphone.phone import VirtualPhone
from phoneagent.virtualphone.server import PhoneServer
from tests.requirements import other_adb
from tests.virtualphone.conftest import ADB, NOW
from tests.virtualphone.wire.leaks import forget_peak, needs_proc, nothing_left, peak_mb

OTHER = other_adb()
LARGE_MB = 100
_skip = pytest.mark.skipif(OTHER is None, reason="no second adb here: apt-get install adb")
ADBS = [pytest.param(str(ADB), id="bundled"), pytest.param(OTHER, id="other", marks=_skip)]


class AdbProgram:
    """One adb with a server that nobody else uses, and a phone for it."""

    def __init__(self, program, server, home):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.program, self.phone, self.serial = program, server.phone, server.serial
        self.environment = {
            **os.environ,
            "ANDROID_ADB_SERVER_PORT": str(port),
            "HOME": str(home),
            "ADB_LOCAL_TRANSPORT_MAX_PORT": "5554",
        }

    def __call__(self, *args, code=0, **options):
        command = [self.program, "-s", self.serial, *map(str, args)]
        options = {"capture_output": True, "timeout": 60} | options
        done = subprocess.run(command, env=self.environment, check=False, **options)
        assert done.returncode == code, done
        return done.stdout


@pytest.fixture(scope="module", params=ADBS)
def adb(request, tmp_path_factory):
    with VirtualPhone(now=NOW) as phone, PhoneServer(phone) as server:
        adb = AdbProgram(request.param, server, tmp_path_factory.mktemp("home"))
        assert b"connected to" in adb("connect", server.serial)
        yield adb
        assert phone.unknown == []
        adb("kill-server")


def test_the_device_is_listed_with_its_model(adb):
    line = next(line for line in adb("devices", "-l").decode().splitlines() if adb.serial in line)
    assert " device " in line
    assert "model:" in line


def test_shell_output_input_and_exit_codes(adb):
    assert adb("shell", "echo out; echo err >&2; exit 7", code=7) == b"out\n"
    assert adb("shell", "cat", input=b"typed\n") == b"typed\n"
    assert adb("exec-out", "echo raw") == b"raw\n"
    assert adb("shell", "getprop ro.build.version.sdk").strip().isdigit()


def test_files_and_folders_go_and_come(adb, tmp_path):
    folder = tmp_path / "folder"
    (folder / "inner").mkdir(parents=True)
    (folder / "a.txt").write_text("a")
    (folder / "inner" / "b.bin").write_bytes(bytes(range(256)) * 500)
    adb("push", folder, "/sdcard/folder")
    adb("pull", "/sdcard/folder", tmp_path / "back")
    assert (tmp_path / "back" / "a.txt").read_text() == "a"
    assert (tmp_path / "back" / "inner" / "b.bin").read_bytes() == bytes(range(256)) * 500
    assert b"folder" in adb("shell", "ls /sdcard")
    adb("pull", "/sdcard/none", tmp_path / "none", code=1)


def test_touches_trees_and_screenshots(adb):
    adb("shell", "input keyevent 3; input swipe 540 1800 540 600")
    assert b"apps_view" in adb("exec-out", "uiautomator dump /dev/tty")
    assert adb("exec-out", "screencap -p").startswith(b"\x89PNG")


def test_a_forwarded_port_leads_to_the_phone(adb):
    port = int(adb("forward", "tcp:0", "tcp:9008"))
    with socket.create_connection(("127.0.0.1", port), timeout=10) as sock:
        sock.settimeout(10)
        assert sock.recv(1) == b""  # nobody listens there
    adb("forward", "--remove-all")
    assert adb("forward", "--list").strip() == b""


def test_it_can_be_connected_again_and_again(adb):
    for _ in range(5):
        adb("disconnect", adb.serial)
        assert b"connected to" in adb("connect", adb.serial)
        assert adb("shell", "echo here") == b"here\n"


@needs_proc
@pytest.mark.slow
def test_a_hundred_megabytes_go_and_come_in_little_memory(adb, tmp_path):
    block = os.urandom(1 << 20)
    there, back, wanted = tmp_path / "there.bin", tmp_path / "back.bin", hashlib.sha256()
    with there.open("wb") as file:
        for number in range(LARGE_MB):
            piece = number.to_bytes(4, "big") + block[4:]
            file.write(piece)
            wanted.update(piece)
    with nothing_left():
        forget_peak()
        before_mb = peak_mb()
        adb("push", there, "/sdcard/large.bin")
        adb("pull", "/sdcard/large.bin", back)
        assert peak_mb() < before_mb + 40
    with back.open("rb") as file:
        assert hashlib.file_digest(file, "sha256").digest() == wanted.digest()
    assert adb("shell", "md5sum /sdcard/large.bin").split()[1] == b"/sdcard/large.bin"
    adb("shell", "rm /sdcard/large.bin")
    for path in (there, back):
        path.unlink()
