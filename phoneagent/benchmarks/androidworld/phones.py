"""The phone that is measured on: a furnished virtual one, or one that may be overwritten."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from phoneagent import devices, resources
from phoneagent.benchmarks.androidworld.sleeps import virtual_sleeps
from phoneagent.devices.adb_program import AdbProgram
from phoneagent.devices.android import AndroidDevice
from phoneagent.devices.virtual import StartedPhone
from phoneagent.errors import ConfigError

_SNAPSHOTS = "/data/data/android_world/snapshots"
# What every AndroidWorld emulator has once its README was followed.
_EXPECTED = ("com.simplemobiletools.calendar.pro", "net.gsantner.markor", "org.tasks")


@dataclass(frozen=True)
class Bench:
    """An open phone, ready for AndroidWorld.

    Attributes:
        started: the virtual phone that was started for it.
    """

    device: AndroidDevice
    started: StartedPhone | None = None


@contextmanager
def open_phone(spec: str, *, virtual_time: bool = False, erase: bool = False) -> Iterator[Bench]:
    """Open a phone, with its apps' states kept for AndroidWorld to restore.

    Args:
        spec: "virtual", or a phone that runs: an emulator set up by AndroidWorld.
        virtual_time: AndroidWorld's own pauses take no real time; on a started phone only.
        erase: also when the phone is no emulator, though AndroidWorld deletes its files, messages
            and contacts.

    Raises:
        ConfigError: the phone is nobody's to erase, or lacks AndroidWorld's apps.
        DeviceError: it cannot be reached.
    """
    with ExitStack() as stack:
        if spec == "virtual":
            started = start()
            device = stack.enter_context(started.open())
            keep_apps(device)
            if virtual_time:
                stack.enter_context(virtual_sleeps(lambda s: started.ask("advance", seconds=s)))
            yield Bench(device, started)
            return
        if virtual_time:
            raise ConfigError("Pauses can be left out on a started virtual phone only.")
        device = stack.enter_context(devices.connect(spec))
        _check(device, erase=erase)
        yield Bench(device)


def start() -> StartedPhone:
    """A virtual phone furnished as AndroidWorld's reference device."""
    furniture = resources.data_dir("benchmarks") / "androidworld" / "phone.json"
    return StartedPhone(("--state", str(furniture)))


def keep_apps(device: AndroidDevice) -> None:
    """Keep every app's fresh data where AndroidWorld looks for it before and after each task."""
    device.adb.script(
        f"cd /data/data; for app in *.*; do mkdir -p {_SNAPSHOTS}/$app; "
        f"cp -a /data/data/$app/. {_SNAPSHOTS}/$app/; done"
    )


def _is_emulated(device: AndroidDevice, program: AdbProgram) -> bool:
    """Whether nobody's own things can be on the phone."""
    if device.spec.startswith("virtual") or device.serial.startswith("emulator-"):
        return True
    return b"1" in program.shell("getprop ro.kernel.qemu; getprop ro.boot.qemu").output


def _check(device: AndroidDevice, *, erase: bool) -> None:
    program = AdbProgram(device.adb)
    if not erase and not _is_emulated(device, program):
        raise ConfigError(
            f"{device.serial} is not an emulator, and AndroidWorld would erase it: all files on "
            "shared storage, all messages, all contacts, and its clock would be set to 2023.",
            hint="Use an emulator or --device virtual; if this phone is meant for it: --erase.",
        )
    installed = program.shell("pm list packages").output.decode().split()
    missing = [name for name in _EXPECTED if f"package:{name}" not in installed]
    if missing:
        raise ConfigError(
            f"{device.serial} lacks AndroidWorld's apps: {', '.join(missing)} ...",
            hint="Set it up once, as AndroidWorld's README says: "
            "python run.py --perform_emulator_setup",
        )
