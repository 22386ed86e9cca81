"""The methods of uiautomator2's JSON-RPC: the table, parameter checks, the device's own methods."""

from __future__ import annotations

import base64
import contextlib
import inspect
import io
import itertools
import threading
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from phoneagent.virtualphone import keynames, turning
from phoneagent.virtualphone.wire.selector import BadSelector

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

METHOD_NOT_FOUND, INVALID_PARAMS, FAILED = -32601, -32602, -32001
NOT_FOUND_EXCEPTION = "androidx.test.uiautomator.UiObjectNotFoundException"
STEP_MS = 5
"""How long the server takes for one step of a swipe."""
_TOUCHES = {0: "down", 1: "up", 2: "move", 3: "cancel"}
_ORIENTATIONS = {
    **{"natural": 0, "n": 0, "left": 1, "l": 1},
    **{"upsidedown": 2, "u": 2, "right": 3, "r": 3},
}
_KEYS = {
    **{"home": 3, "back": 4, "up": 19, "down": 20, "left": 21, "right": 22, "center": 23},
    **{"volume_up": 24, "volume_down": 25, "power": 26, "camera": 27, "enter": 66},
    **{"delete": 67, "del": 67, "menu": 82, "search": 84, "volume_mute": 164, "recent": 187},
}


class CallError(Exception):
    """A JSON-RPC error: code, message and data as the real server gives them."""

    def __init__(self, code: int, message: str, data: Any = None) -> None:
        super().__init__(message)
        self.code = code
        self.data = data


def not_found(selector: object) -> CallError:
    """No node on the screen is meant by the selector."""
    data = {"exceptionTypeName": NOT_FOUND_EXCEPTION, "message": str(selector)}
    return CallError(FAILED, NOT_FOUND_EXCEPTION, data)


Method = Callable[..., Any]
METHODS: dict[str, tuple[Method, inspect.Signature, bool]] = {}
"""Function, its parameters and whether it runs while it holds the phone, by JSON-RPC name."""


def method(name: str, *, holds_phone: bool = True) -> Callable[[Method], Method]:
    """Enter a function into the table; its first parameter is the `Calls` object."""

    def enter(function: Method) -> Method:
        METHODS[name] = (function, inspect.signature(function), holds_phone)
        return function

    return enter


class Calls:
    """Carries out JSON-RPC calls on one phone, and remembers encoded screens while they last.

    Attributes:
        kept: objects that a client refers to by name.
        may_keep: whether a screen may be remembered; a phone with faults wants to be asked.
    """

    def __init__(self, phone: VirtualPhone) -> None:
        self.phone = phone
        self.kept: dict[str, Any] = {}
        self.may_keep: Callable[[], bool] = lambda: True
        self._made: dict[Hashable, tuple[Hashable, str]] = {}
        self._caller = threading.local()

    @contextlib.contextmanager
    def serving(self, is_there: Callable[[], bool]) -> Iterator[None]:
        """Say, for the calls this thread makes inside the block, whether their client waits."""
        self._caller.is_there = is_there
        try:
            yield
        finally:
            del self._caller.is_there

    @property
    def is_wanted(self) -> bool:
        """Whether somebody still waits for the answer of this thread's call."""
        is_there: Callable[[], bool] = getattr(self._caller, "is_there", lambda: True)
        return is_there()

    def call(self, name: str, params: object) -> Any:
        """Run one method.

        Raises:
            CallError: what the client is to be told.
        """
        entry = METHODS.get(name)
        if entry is None:
            self.phone.unknown.append(f"rpc {name}")
            raise CallError(METHOD_NOT_FOUND, f"method not found: {name}")
        function, signature, holds_phone = entry
        positional, named = _arguments(params)
        try:
            bound = signature.bind(self, *positional, **named)
        except TypeError as error:
            raise CallError(INVALID_PARAMS, f"method parameters invalid: {error}") from None
        try:
            if not holds_phone:
                return function(*bound.args, **bound.kwargs)
            with self.phone.lock:
                return function(*bound.args, **bound.kwargs)
        except BadSelector as error:
            raise CallError(FAILED, f"java.lang.IllegalArgumentException: {error}") from None
        except (TypeError, ValueError, OverflowError) as error:
            raise CallError(INVALID_PARAMS, f"method parameters invalid: {error}") from None

    def while_unchanged(self, key: Hashable, make: Callable[[], str]) -> str:
        """A text made from the screen, made again only when the screen has changed."""
        if not self.may_keep():
            return make()
        stamp = self.phone.look().stamp()
        known = self._made.get(key)
        if known is None or known[0] != stamp:
            text = make()
            self._made[key] = known = (self.phone.look().stamp(), text)
        return known[1]


def _arguments(params: object) -> tuple[Sequence[Any], dict[str, Any]]:
    if params is None:
        return (), {}
    if isinstance(params, list):
        return params, {}
    if isinstance(params, dict) and all(str(name).isidentifier() for name in params):
        return (), params
    raise CallError(INVALID_PARAMS, "method parameters invalid")


@method("ping", holds_phone=False)
def _ping(calls: Calls) -> str:
    return "pong"


@method("deviceInfo")
def _device_info(calls: Calls) -> dict[str, Any]:
    phone = calls.phone
    dp_px = phone.density_dpi / 160
    width_px, height_px = phone.size_px
    active = phone.look().active()
    return {
        "currentPackageName": active.package if active else phone.activities.top()[0],
        "displayHeight": height_px,
        "displayRotation": phone.rotation,
        "displaySizeDpX": int(width_px / dp_px),
        "displaySizeDpY": int(height_px / dp_px),
        "displayWidth": width_px,
        "productName": phone.props["ro.product.name"],
        "screenOn": phone.power.screen_on,
        "sdkInt": int(phone.props["ro.build.version.sdk"]),
        "naturalOrientation": phone.rotation in (0, 2),
    }


@method("dumpWindowHierarchy")
def _dump(
    calls: Calls, compressed: bool = False, max_depth: int = 50, root_in_active: bool = False
) -> str:
    wanted = (bool(compressed), int(max_depth))
    return calls.while_unchanged(
        ("xml", wanted),
        lambda: calls.phone.dump_xml(u2=True, compressed=wanted[0], max_depth=wanted[1]),
    )


@method("takeScreenshot")
def _screenshot(calls: Calls, scale: float = 1, quality: int = 80) -> str:
    quality = min(100, max(1, int(quality)))
    if scale in (1, 0) or scale > 1:
        make: Callable[[], bytes] = lambda: calls.phone.jpeg(quality)  # noqa: E731
    else:
        make = lambda: _scaled(calls.phone, float(scale), quality)  # noqa: E731
    return calls.while_unchanged(
        ("jpeg", scale, quality, calls.phone.power.screen_on),
        lambda: base64.b64encode(make()).decode("ascii"),
    )


def _scaled(phone: VirtualPhone, scale: float, quality: int) -> bytes:
    image = phone.screenshot()
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    stream = io.BytesIO()
    image.resize(size).save(stream, "jpeg", quality=quality)
    return stream.getvalue()


@method("drag")
@method("swipe")
def _swipe(calls: Calls, x1: float, y1: float, x2: float, y2: float, steps: int) -> bool:
    calls.phone.swipe(x1, y1, x2, y2, max(1, int(steps)) * STEP_MS)
    return True


@method("swipePoints")
def _swipe_points(calls: Calls, points: list[float], steps: int) -> bool:
    """A finger along a path; `steps` for every stretch of it."""
    if len(points) < 4 or len(points) % 2:
        raise ValueError("points must be pairs of numbers, at least two")
    phone = calls.phone
    at_ms = phone.clock.uptime_ms()
    pairs = [(float(x), float(y)) for x, y in zip(points[::2], points[1::2], strict=True)]
    phone.touch("down", *pairs[0], at_ms)
    for before, after in itertools.pairwise(pairs):
        for step in range(1, 11):
            x = before[0] + (after[0] - before[0]) * step / 10
            y = before[1] + (after[1] - before[1]) * step / 10
            phone.touch("move", x, y, at_ms + int(steps) * STEP_MS * step // 10)
        at_ms += int(steps) * STEP_MS
    phone.touch("up", *pairs[-1], at_ms)
    return True


@method("injectInputEvent")
def _inject(calls: Calls, action: int, x: float, y: float, meta: int = 0) -> bool:
    if action not in _TOUCHES:
        raise ValueError(f"unknown touch action {action}")
    calls.phone.touch(_TOUCHES[action], float(x), float(y))
    return True


@method("pressKey")
def _press_key(calls: Calls, name: str) -> bool:
    code = _KEYS.get(str(name).lower()) or keynames.code_of(str(name))
    if code is None:
        return False
    calls.phone.key(code)
    return True


@method("pressKeyCode")
def _press_key_code(calls: Calls, code: int, meta: int = 0) -> bool:
    calls.phone.key(int(code), meta=int(meta))
    return True


@method("setClipboard")
def _set_clipboard(calls: Calls, label: str | None, text: str) -> None:
    calls.phone.clipboard.set(str(text), label or "")


@method("getClipboard")
def _get_clipboard(calls: Calls) -> str:
    return calls.phone.clipboard.text


@method("pasteClipboard")
def _paste(calls: Calls) -> bool:
    return calls.phone.paste()


@method("clearInputText")
def _clear_input(calls: Calls) -> bool:
    return calls.phone.look().typing.replace_all("")


@method("wakeUp")
def _wake(calls: Calls) -> bool:
    was_off = not calls.phone.power.screen_on
    calls.phone.power.wake()
    return was_off


@method("sleep")
def _sleep(calls: Calls) -> bool:
    was_on = calls.phone.power.screen_on
    if was_on:
        calls.phone.power.sleep()
    return was_on


@method("isScreenOn")
def _is_screen_on(calls: Calls) -> bool:
    return calls.phone.power.screen_on


@method("setOrientation")
def _orient(calls: Calls, name: str) -> None:
    if name not in _ORIENTATIONS:
        raise ValueError(f"unknown orientation {name}")
    turning.turn(calls.phone, _ORIENTATIONS[name])


@method("freezeRotation")
def _freeze(calls: Calls, frozen: bool) -> None:
    if frozen:
        turning.turn(calls.phone, calls.phone.rotation)
    else:
        turning.turn_freely(calls.phone)


@method("openNotification")
def _open_notification(calls: Calls) -> bool:
    calls.phone.open_notifications()
    return True


@method("openQuickSettings")
def _open_quick_settings(calls: Calls) -> bool:
    calls.phone.open_quick_settings()
    return True


@method("getLastToast")
def _last_toast(calls: Calls) -> str | None:
    last = calls.phone.toasts.last
    return last.text if last else None


@method("clearLastToast")
def _clear_toast(calls: Calls) -> bool:
    calls.phone.toasts.forget()
    return True


@method("makeToast")
def _make_toast(calls: Calls, text: str, duration_ms: float) -> bool:
    calls.phone.toasts.show(str(text), duration_ms=int(duration_ms))
    return True


@method("waitForIdle", holds_phone=False)
def _wait_idle(calls: Calls, timeout_ms: int) -> None:
    """Nothing moves on this phone once a call has returned."""


@method("getLastTraversedText")
def _traversed(calls: Calls) -> str | None:
    return None


@method("clearLastTraversedText")
def _clear_traversed(calls: Calls) -> None:
    return None
