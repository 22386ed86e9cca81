"""`input`: taps, swipes, keys and text (AOSP: com.android.server.input.InputShellCommand)."""

from __future__ import annotations

from collections.abc import Sequence

from phoneagent.virtualphone import keynames
from phoneagent.virtualphone.shell.registry import CommandError, Invocation, command

_SOURCES = {
    *("keyboard", "dpad", "gamepad", "touchscreen", "mouse", "stylus", "trackball", "touchpad"),
    *("touchnavigation", "joystick", "rotaryencoder"),
}
_TOUCHES = {"DOWN": "down", "MOVE": "move", "UP": "up", "CANCEL": "cancel"}
_META = {"SHIFT": 0x41, "CTRL": 0x3000, "ALT": 0x12, "META": 0x30000}
_SWIPE_MS = 300


def _numbers(run: Invocation, words: Sequence[str], least: int) -> list[float]:
    if len(words) < least:
        raise CommandError(f"Error: Invalid arguments for command: {run.args[0]}", 255, bare=True)
    try:
        return [float(word) for word in words]
    except ValueError:
        bad = next(word for word in words if not _is_number(word))
        raise CommandError(
            f"\nException occurred while executing '{run.args[0]}':\n"
            f'java.lang.NumberFormatException: For input string: "{bad}"',
            255,
            bare=True,
        ) from None


def _is_number(word: str) -> bool:
    try:
        float(word)
    except ValueError:
        return False
    return True


@command("input")
def input_command(run: Invocation) -> int:
    """`input [SOURCE] [-d DISPLAY] COMMAND ...`."""
    args = list(run.args)
    while args and (args[0] in _SOURCES or args[0] == "-d"):
        del args[: 2 if args[0] == "-d" else 1]
    verbs = {
        "tap": _tap,
        "swipe": _swipe,
        "draganddrop": _drag,
        "press": _press,
        "roll": lambda run, words: 0 * len(_numbers(run, words, 2)),
        "text": _text,
        "keyevent": _keys,
        "keycombination": _combination,
        "motionevent": _motion,
    }
    if not args:
        raise CommandError("Error: Too few arguments", 255, bare=True)
    if args[0] not in verbs:
        run.phone.unknown.append(f"input {' '.join(run.args)}")
        raise CommandError(f"Error: Unknown command: {args[0]}", 255, bare=True)
    return verbs[args[0]](run, args[1:])


def _tap(run: Invocation, words: list[str]) -> int:
    x, y = _numbers(run, words, 2)[:2]
    run.phone.tap(x, y)
    return 0


def _swipe(run: Invocation, words: list[str]) -> int:
    x1, y1, x2, y2, *duration = _numbers(run, words, 4)
    run.phone.swipe(x1, y1, x2, y2, int(duration[0]) if duration else _SWIPE_MS)
    return 0


def _drag(run: Invocation, words: list[str]) -> int:
    x1, y1, x2, y2, *duration = _numbers(run, words, 4)
    run.phone.drag(x1, y1, x2, y2, int(duration[0]) if duration else _SWIPE_MS)
    return 0


def _press(run: Invocation, words: list[str]) -> int:
    """The centre key of a trackball."""
    run.phone.key(keynames.CODES["DPAD_CENTER"])
    return 0


def _text(run: Invocation, words: list[str]) -> int:
    """`%s` stands for a blank; Android knows no key for characters outside ASCII and crashes."""
    if not words:
        raise CommandError("Error: Invalid arguments for command: text", 255, bare=True)
    try:
        run.phone.type_text(" ".join(words).replace("%s", " "))
    except ValueError:
        raise CommandError(
            "\nException occurred while executing 'text':\njava.lang.NullPointerException: "
            "Attempt to get length of null array\n\tat com.android.server.input."
            "InputShellCommand.sendText(InputShellCommand.java:435)",
            255,
            bare=True,
        ) from None
    return 0


def _keys(run: Invocation, words: list[str]) -> int:
    long = "--longpress" in words
    names = [word for word in words if not word.startswith("--")]
    if not names:
        raise CommandError("Error: Invalid arguments for command: keyevent", 255, bare=True)
    for name in names:
        code = keynames.code_of(name)
        if code is None:
            raise CommandError(
                f"\nException occurred while executing 'keyevent':\n"
                f"java.lang.IllegalArgumentException: Unknown keycode: {name}",
                255,
                bare=True,
            )
        run.phone.key(code, long=long)
        if "--doubletap" in words:
            run.phone.key(code)
    return 0


def _combination(run: Invocation, words: list[str]) -> int:
    """Keys held together: modifiers first, then the key they modify."""
    names = words[2:] if words[:1] == ["-t"] else words
    meta, keys = 0, []
    for name in names:
        code = keynames.code_of(name)
        if code is None:
            raise CommandError(f"Error: Unknown keycode: {name}", 255, bare=True)
        kind = next((k for k in _META if f"{k}_" in _name(code)), None)
        if kind:
            meta |= _META[kind]
        else:
            keys.append(code)
    for code in keys:
        run.phone.key(code, meta=meta)
    return 0


def _name(code: int) -> str:
    return next((name for name, number in keynames.CODES.items() if number == code), "")


def _motion(run: Invocation, words: list[str]) -> int:
    kind = _TOUCHES.get(words[0].upper()) if words else None
    if kind is None:
        raise CommandError("Error: Invalid arguments for command: motionevent", 255, bare=True)
    x, y = _numbers(run, words[1:], 2)[:2] if kind != "cancel" or len(words) > 2 else (0.0, 0.0)
    run.phone.touch(kind, x, y)
    return 0
