"""What `doctor` tries on a phone: server, tree, screenshot, typing in several scripts, keyboard.

Everything is read back, and everything is put back: the app that was in front, the field that was
typed into, the keyboard.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from phoneagent.core.finding import Finding
from phoneagent.devices.anchor import is_editable
from phoneagent.devices.android import AndroidDevice
from phoneagent.devices.fields import focused_field
from phoneagent.devices.text_input import WAYS
from phoneagent.errors import ActionError, DeviceError

TEXTS = {
    "Latin": "Grüße, żółw",
    "Cyrillic": "Привет",
    "Arabic": "مرحبا",
    "Hindi": "नमस्ते",
    "Chinese": "你好",
    "Japanese": "こんにちは",
    "emoji": "👍🎉",
}
_SEARCH = "intent:#Intent;action=android.settings.APP_SEARCH_SETTINGS;end"
_SETTINGS = "intent:#Intent;action=android.settings.SETTINGS;end"
_APPEAR_S = 5.0


@dataclass(frozen=True)
class _Check:
    """One thing to try: what it found in words, or an ActionError or DeviceError why not."""

    name: str
    run: Callable[[AndroidDevice], str]
    hint: str
    needed: bool = True


def probe_adb() -> Finding:
    """Whether this computer has an adb that runs."""
    from adbutils import adb_path

    hint = "Reinstall adbutils, which brings adb along, or set ADBUTILS_ADB_PATH to yours."
    began = time.monotonic()
    try:
        path = adb_path()
        said = subprocess.run([path, "version"], capture_output=True, text=True, timeout=20)
        version = next(line for line in said.stdout.splitlines() if line.startswith("Version"))
    except (OSError, RuntimeError, subprocess.SubprocessError, StopIteration) as error:
        return Finding(name="adb", ok=False, detail=f"adb does not run: {error}", hint=hint)
    seconds = time.monotonic() - began
    return Finding(name="adb", ok=True, detail=f"{version} ({path})", seconds=seconds)


def probe(device: AndroidDevice) -> Iterator[Finding]:
    """Try an open phone, cheapest first; every finding has a number."""
    for check in _CHECKS:
        began = time.monotonic()
        ok, detail, hint = True, "", ""
        try:
            detail = check.run(device)
        except (ActionError, DeviceError) as error:
            ok, detail, hint = False, str(error.args[0]), error.hint or check.hint
        yield Finding(
            name=check.name,
            ok=ok,
            detail=detail,
            hint=hint,
            seconds=time.monotonic() - began,
            needed=check.needed,
        )


def _system(device: AndroidDevice) -> str:
    about = device.describe()
    width, height = device.hands.size_px
    if not about["android"]:
        raise ActionError("the phone does not tell its Android version")
    return f"Android {about['android']}, {about['model']}, {width} x {height} px"


def _automation(device: AndroidDevice) -> str:
    began = time.monotonic()
    device._automation.read("deviceInfo")
    return f"the uiautomator server answers in {_ms(began)}"


def _fast_line(device: AndroidDevice) -> str:
    slow = device.describe().get("slow")
    if slow:
        raise ActionError(f"not in use, calls are slower: {slow}")
    return "in use"


def _tree(device: AndroidDevice) -> str:
    device.eyes.dump()
    began = time.monotonic()
    dump = device.eyes.dump()
    spent = _ms(began)
    nodes = sum(1 for _ in dump.root.walk()) - 1
    if nodes < 1:
        raise ActionError("the tree of the screen is empty")
    return f"{nodes} nodes in {spent}"


def _screenshot(device: AndroidDevice) -> str:
    began = time.monotonic()
    image = device.eyes.image()
    spent = _ms(began)
    blind = {"black", "secure", "no_image"} & set(device.look().problems)
    if not image or blind:
        raise ActionError(f"no usable picture: {', '.join(sorted(blind)) or 'none came'}")
    return f"{len(image) / 1024:.0f} KiB in {spent}"


def _typing(device: AndroidDevice) -> str:
    ways: dict[str, None] = {}
    failed = []
    with _scratch_field(device):
        for script, text in TEXTS.items():
            try:
                ways[device.hands.text.enter(text, None, append=False)] = None
            except ActionError as error:
                failed.append(f"{script}: {error.args[0]}")
    if failed:
        raise ActionError(f"{len(failed)} of {len(TEXTS)} scripts failed; {'; '.join(failed)}")
    return f"{len(TEXTS)} scripts, each read back ({', '.join(ways)})"


def _keyboard(device: AndroidDevice) -> str:
    """Borrow the keyboard as typing's third way does, and see that the user's own comes back."""
    before = _current_keyboard(device)
    with _scratch_field(device):
        device.hands.text.enter(TEXTS["Chinese"], None, append=False, ways=WAYS[2:3])
    after = _current_keyboard(device)
    if after != before:
        raise ActionError(f"{before} was not restored, {after} is the keyboard now")
    return f"borrowed and given back: {after}"


_CHECKS = (
    _Check("system", _system, "Is this an Android phone with USB debugging switched on?"),
    _Check("automation", _automation, "Restart the phone, or: adb shell pkill -f uiautomator"),
    _Check("fast line", _fast_line, "`adb forward` must be allowed.", needed=False),
    _Check("tree", _tree, "Open another app: games and videos have no tree."),
    _Check("screenshot", _screenshot, "Open an app that allows screenshots."),
    _Check("typing", _typing, "Unlock the phone and close what covers the Settings app."),
    _Check(
        "keyboard",
        _keyboard,
        "Choose your keyboard again in the phone's settings; on Xiaomi allow installing via USB.",
        needed=False,
    ),
)


@contextmanager
def _scratch_field(device: AndroidDevice) -> Iterator[None]:
    """The search field of the Settings app has the focus; what was in front comes back.

    Raises:
        ActionError: there is no such field.
    """
    before = device.eyes.front().package
    try:
        _open_search(device)
        yield
        device.hands.text.enter("", None, append=False)
    finally:
        _bring_back(device, before)


def _open_search(device: AndroidDevice) -> None:
    try:
        device.hands.open_link(_SEARCH)
        if _field_appears(device):
            return
    except ActionError:  # not every maker's Settings answers this intent
        pass
    device.hands.open_link(_SETTINGS)
    for seen in device.eyes.looks(_APPEAR_S):
        for node in seen.root.walk():
            if "search" in node.resource_id.lower() and (node.clickable or is_editable(node)):
                device.hands.tap(node.bounds.centre)
                if _field_appears(device):
                    return
    raise ActionError("the Settings app has no search field to try typing in")


def _field_appears(device: AndroidDevice) -> bool:
    return any(focused_field(seen) for seen in device.eyes.looks(_APPEAR_S))


def _bring_back(device: AndroidDevice, package: str) -> None:
    """What was in front; the home screen when it cannot be opened."""
    for _ in range(2):  # the keyboard, then the search page
        device.hands.press("back")
    device.hands.press("home")
    try:
        device.hands.open_app(package)
    except ActionError:
        return  # it was the home screen, or has no icon


def _current_keyboard(device: AndroidDevice) -> str:
    return device.adb.shell("settings", "get", "secure", "default_input_method").strip()


def _ms(began_s: float) -> str:
    return f"{(time.monotonic() - began_s) * 1000:.1f} ms"
