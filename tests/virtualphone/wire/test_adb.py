"""The real adb binary against the phone."""

from __future__ import annotations

import os
import subprocess
import threading
import time

import pytest

from tests.virtualphone.conftest import ADB, Adb


def test_is_listed_as_a_device_with_its_model(adb: Adb, server) -> None:
    listed = adb("devices", "-l").stdout.decode()
    line = next(line for line in listed.splitlines() if line.startswith(server.serial))
    assert " device " in line
    assert "product:vphone model:Virtual_Phone device:vphone" in line
    assert adb("get-state").stdout == b"device\n"


def test_shell_keeps_output_error_and_exit_code_apart(adb: Adb) -> None:
    done = adb("shell", "echo out; echo err >&2; exit 7")
    assert (done.stdout, done.stderr, done.returncode) == (b"out\n", b"err\n", 7)


def test_shell_without_shell_v2_mixes_both_and_has_no_code(adb: Adb) -> None:
    done = adb("shell", "-x", "echo out; nosuchthing")
    assert done.stdout == b"out\n/system/bin/sh: nosuchthing: inaccessible or not found\n"


def test_unknown_command_is_noted(adb: Adb, phone) -> None:
    done = adb("shell", "frobnicate --now")
    assert done.returncode == 127
    assert done.stderr == b"/system/bin/sh: frobnicate: inaccessible or not found\n"
    assert phone.unknown == ["frobnicate --now"]


def test_stdin_reaches_a_command(adb: Adb) -> None:
    done = adb("shell", "cat | tr a-z A-Z", input=b"hello\nworld\n")
    assert done.stdout == b"HELLO\nWORLD\n"
    assert adb("exec-in", "cat > /sdcard/in.txt", input=b"x\0y").returncode == 0
    assert adb("exec-out", "cat /sdcard/in.txt").stdout == b"x\0y"


def test_interactive_shell_echoes_and_keeps_its_state(adb: Adb) -> None:
    typed = b"cd /sdcard\rX=5\recho $X in $PWD\rexit\r"
    done = adb("shell", "-tt", input=typed)
    assert b"5 in /sdcard\r\n" in done.stdout
    assert b"vphone:/ # cd /sdcard\r\n" in done.stdout


def test_push_and_pull_a_file_keep_every_byte_and_the_time(adb: Adb, tmp_path) -> None:
    source, back = tmp_path / "a.bin", tmp_path / "b.bin"
    source.write_bytes(os.urandom(3_000_000))
    os.utime(source, (1_600_000_000, 1_600_000_000))
    assert adb("push", str(source), "/sdcard/new folder/a.bin").returncode == 0
    facts = adb("shell", "stat -c %Y,%s '/sdcard/new folder/a.bin'").stdout
    assert facts == b"1600000000,3000000\n"
    assert adb("pull", "/sdcard/new folder/a.bin", str(back)).returncode == 0
    assert back.read_bytes() == source.read_bytes()


def test_push_and_pull_a_folder(adb: Adb, tmp_path) -> None:
    folder = tmp_path / "tree"
    (folder / "deep" / "er").mkdir(parents=True)
    (folder / "deep" / "er" / "ünï.txt").write_text("x")
    (folder / "top.txt").write_text("y" * 70_000)
    assert adb("push", str(folder), "/sdcard/Download").returncode == 0
    assert adb("pull", "/sdcard/Download/tree", str(tmp_path / "back")).returncode == 0
    assert (tmp_path / "back" / "deep" / "er" / "ünï.txt").read_text() == "x"
    assert (tmp_path / "back" / "top.txt").read_text() == "y" * 70_000


def test_pull_of_what_is_missing_says_so(adb: Adb, tmp_path) -> None:
    done = adb("pull", "/sdcard/nothing.txt", str(tmp_path))
    assert done.returncode != 0
    assert b"No such file or directory" in done.stdout + done.stderr


def test_push_onto_a_folder_that_is_a_file_fails(adb: Adb, tmp_path) -> None:
    (tmp_path / "x").write_text("x")
    adb("shell", "echo hi > /sdcard/file")
    done = adb("push", str(tmp_path / "x"), "/sdcard/file/x")
    assert done.returncode != 0
    assert adb("shell", "cat /sdcard/file").stdout == b"hi\n"


@pytest.mark.parametrize("mode", ["--streaming", "--no-streaming"])
def test_install_and_uninstall_an_apk(adb: Adb, phone, mode) -> None:
    from uiautomator2.utils import with_package_resource

    with with_package_resource("assets/app-uiautomator.apk") as apk:
        done = adb("install", mode, "-r", "-t", str(apk))
    assert b"Success" in done.stdout, done
    package = phone.packages.get("com.github.uiautomator")
    assert (package.version, package.system) == ("2.4.0", False)
    assert adb("shell", "ime list -s -a").stdout.splitlines()[-1] == (
        b"com.github.uiautomator/.AdbKeyboard"
    )
    assert b"Success" in adb("uninstall", "com.github.uiautomator").stdout
    assert phone.packages.get("com.github.uiautomator") is None


def test_install_of_something_else_fails_with_a_reason(adb: Adb, tmp_path) -> None:
    fake = tmp_path / "fake.apk"
    fake.write_bytes(b"not a zip")
    done = adb("install", str(fake))
    assert done.returncode != 0
    assert b"INSTALL_PARSE_FAILED_NOT_APK" in done.stdout + done.stderr


def test_logcat_prints_what_was_logged_and_streams_until_killed(adb: Adb, server) -> None:
    adb("shell", "log -p w -t mytag hello there")
    assert b"W mytag: hello there" in adb("logcat", "-d").stdout
    with subprocess.Popen(
        [str(ADB), "-s", server.serial, "logcat"], stdout=subprocess.PIPE
    ) as process:
        assert b"beginning of main" in process.stdout.readline()
        assert b"mytag" in process.stdout.readline()
        adb("shell", "log -t later more to come")
        assert b"I later: more to come" in process.stdout.readline()
        process.kill()


def test_a_filter_on_an_endless_log_passes_lines_on_as_they_come(adb: Adb, server) -> None:
    command = [str(ADB), "-s", server.serial, "shell", "logcat | grep needle"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        adb("shell", "log hay; log a needle; log hay")
        assert b"a needle" in process.stdout.readline()
        process.kill()


def test_forward_leads_to_a_port_of_the_phone(adb: Adb, server) -> None:
    import socket

    def shout(stream) -> None:
        stream.write(stream.read().upper())

    server.adbd.ports.listen("tcp:7777", shout)
    port = int(adb("forward", "tcp:0", "tcp:7777").stdout)
    with socket.create_connection(("127.0.0.1", port), timeout=5) as sock:
        sock.sendall(b"hello")
        assert sock.recv(10) == b"HELLO"
    adb("forward", "--remove", f"tcp:{port}")


def test_reverse_leads_from_the_phone_to_the_host(adb: Adb) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as host:
        target = host.getsockname()[1]
        device_port = int(adb("reverse", "tcp:0", f"tcp:{target}").stdout)
        assert f"tcp:{device_port} tcp:{target}".encode() in adb("reverse", "--list").stdout
        with socket.create_connection(("127.0.0.1", device_port), timeout=5) as sock:
            accepted, _ = host.accept()
            with accepted:
                accepted.settimeout(5)
                sock.sendall(b"ping")
                assert accepted.recv(4) == b"ping"
                accepted.sendall(b"pong")
                assert sock.recv(4) == b"pong"
    assert adb("reverse", "--remove-all").returncode == 0
    assert adb("reverse", "--list").stdout.strip() == b""


def test_a_sleeping_command_ends_when_the_client_leaves(adb: Adb, server) -> None:
    process = subprocess.Popen([str(ADB), "-s", server.serial, "shell", "sleep 600; echo never"])
    deadline = time.monotonic() + 5
    while not _threads("adb shell") and time.monotonic() < deadline:
        time.sleep(0.01)
    assert _threads("adb shell")
    process.kill()
    process.wait()
    while _threads("adb shell") and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not _threads("adb shell")


def _threads(prefix: str) -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith(prefix)]


def test_root_and_unroot_restart_the_daemon(adb: Adb) -> None:
    assert adb("shell", "whoami").stdout == b"root\n"
    assert adb("root").stdout == b"adbd is already running as root\n"
    assert b"restarting adbd as non root" in adb("unroot").stdout


def test_emulator_console_receives_a_message(phone, private_world) -> None:
    import socket

    from phoneagent.virtualphone.server import PhoneServer

    with (
        PhoneServer(phone, console_port=0) as server,
        socket.create_connection(("127.0.0.1", server.console.port), timeout=5) as sock,
    ):
        sock.sendall(b"auth abc\n\nsms send +15551234 hello there\nfrob\nquit\n")
        answers = b""
        while data := sock.recv(4096):
            answers += data
    assert answers.count(b"OK\r\n") == 3
    assert b"KO: unknown command" in answers
    row = phone.providers.query("content://sms/inbox")[0]
    assert (row["address"], row["body"]) == ("+15551234", "hello there")
    assert phone.unknown == ["console frob"]


def test_adb_emu_sends_a_message_to_an_announced_emulator(phone, private_world) -> None:
    import socket

    from phoneagent.virtualphone.server import PhoneServer

    with _two_ports_in_a_row(phone) as server:
        assert isinstance(server, PhoneServer)
        serial = f"emulator-{server.console.port}"
        subprocess.run([str(ADB), "start-server"], check=True, capture_output=True, timeout=30)
        port = int(os.environ["ANDROID_ADB_SERVER_PORT"])
        with socket.create_connection(("127.0.0.1", port), timeout=10) as sock:
            request = f"host:emulator:{server.adbd.port}".encode()
            sock.sendall(b"%04x" % len(request) + request)
        for command in (["wait-for-device"], ["emu", "sms", "send", "+15551234", "hello", "there"]):
            done = subprocess.run(
                [str(ADB), "-s", serial, *command], capture_output=True, timeout=30, check=False
            )
            assert done.returncode == 0, done
        deadline = time.monotonic() + 5
        while not phone.providers.query("content://sms") and time.monotonic() < deadline:
            time.sleep(0.01)
    row = phone.providers.query("content://sms/inbox")[0]
    assert (row["address"], row["body"]) == ("+15551234", "hello there")


def _two_ports_in_a_row(phone):
    """A server whose console listens right below its adb port, as adb expects of an emulator."""
    from phoneagent.virtualphone.server import PhoneServer

    for _ in range(50):
        probe = PhoneServer(phone)
        port = probe.adbd.port
        probe.stop()
        try:
            return PhoneServer(phone, port, console_port=port - 1)
        except OSError:
            continue
    raise AssertionError("no two free ports in a row")
