"""The phone by hand: looking, touching, typing, waiting; no model and no agent."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from phoneagent import perception
from phoneagent.core.actions import (
    BaseAction,
    Clear,
    DoubleTap,
    LongPress,
    OpenApp,
    OpenLink,
    Press,
    Scroll,
    Swipe,
    Tap,
    Type,
)
from phoneagent.core.expectation import Expectation
from phoneagent.core.protocols import Device
from phoneagent.core.screen import Element, Observation
from phoneagent.core.steps import Intention
from phoneagent.errors import ActionError, ConfigError, ExpectationFailed

POLL_S = 0.1


class ByHand:
    """Deterministic calls on an open phone.

    Attributes:
        device: the phone itself.
    """

    def __init__(self, device: Device) -> None:
        self.device = device
        self._steps = 0

    def look(self) -> Observation:
        """The present screen as the agent sees it: app, page, numbered elements, compact text."""
        capture = self.device.look()
        return perception.observe(capture, label=self.device.label_of(capture.package))

    def screenshot(self, path: str | Path | None = None) -> bytes:
        """The screen as PNG bytes, also written to `path` when one is given."""
        png = perception.to_png(self.device.look().image)
        if path is not None:
            Path(path).write_bytes(png)
        return png

    def wait_for(self, within: float, **wanted: Any) -> str:
        """Wait until all that is wanted holds on the screen; what that was, in words.

        Raises:
            ExpectationFailed: it did not in time.
        """
        __tracebackhide__ = True
        expectation = _expectation(wanted)
        if expectation.app:
            with suppress(ActionError):  # what lies over the launcher may go by itself
                self.device.app_labels()  # the name under an icon is known once it was read
        deadline = time.monotonic() + within
        while True:
            seen = self.look()
            if expectation.holds(seen):
                return expectation.describe()
            if time.monotonic() >= deadline:
                raise ExpectationFailed(
                    f"After {within:g} s the screen does not satisfy: {expectation.describe()}.",
                    hint=f"It shows:\n{seen.text}",
                )
            _wait_for_the_screen_to_change()

    def open(self, app: str, *, fresh: bool = False) -> None:
        """Bring an app to the front by the name under its icon, or open a link.

        Args:
            app: a name such as "Clock", a package, a web address or another URI.
            fresh: end it and clear its data first.
        """
        if "://" in app or app.startswith("intent:"):
            self._perform(OpenLink(uri=app))
            return
        if fresh:
            self.device.reset_app(app)  # type: ignore[attr-defined]
        self._perform(OpenApp(name=app))

    def tap(
        self, target: str | int | tuple[int, int] = "", *, text: str = "", within: float = 5.0
    ) -> None:
        """Tap what is called `text`, the element with a number, or a point in pixels."""
        self._touch(Tap, text or target, within)

    def long_press(self, target: str | int | tuple[int, int], *, within: float = 5.0) -> None:
        """Press and hold."""
        self._touch(LongPress, target, within)

    def double_tap(self, target: str | int | tuple[int, int], *, within: float = 5.0) -> None:
        """Tap twice quickly."""
        self._touch(DoubleTap, target, within)

    def type(
        self,
        text: str,
        into: str | int | tuple[int, int] | None = None,
        *,
        append: bool = False,
        enter: bool = False,
        within: float = 5.0,
    ) -> None:
        """Type into the field called `into`, or into the focused one; any Unicode, read back."""
        if into is None:
            self._perform(Type(text=text, append=append, enter=enter))
            return
        element, point = self._find(into, within, role="field")
        action = Type(text=text, into=point or _index(element), append=append, enter=enter)
        self._perform(action, into=element)

    def clear(self, target: str | int | tuple[int, int], *, within: float = 5.0) -> None:
        """Empty a field."""
        self._touch(Clear, target, within, role="field")

    def swipe(self, direction: str = "", *, path: tuple[int, int, int, int] | None = None) -> None:
        """Move the finger up, down, left or right across the screen, or along a path in pixels."""
        if path is None:
            path = _across(direction, self.look().size_px)
        self._perform(Swipe(path=path))

    def scroll(self, direction: str = "down", *, until: str = "") -> None:
        """Show more in a direction; go on until `until` is on the screen."""
        self._perform(_action(Scroll, direction=direction, until=until))

    def press(self, key: str) -> None:
        """Press back, home, enter, recents, delete, tab, search, power or a volume key."""
        self._perform(_action(Press, key=key))

    def _touch(
        self, kind: Any, target: str | int | tuple[int, int], within: float, role: str = ""
    ) -> None:
        __tracebackhide__ = True
        element, point = self._find(target, within, role=role)
        self._perform(kind(target=point or _index(element)), target=element)

    def _find(
        self, target: str | int | tuple[int, int], within: float, *, role: str = ""
    ) -> tuple[Element | None, tuple[int, int] | None]:
        """The element meant, waiting for it; or the point given."""
        __tracebackhide__ = True
        if isinstance(target, tuple):
            return None, target
        deadline = time.monotonic() + within
        while True:
            seen = self.look()
            element = seen.element(target) if isinstance(target, int) else seen.called(target, role)
            if element is not None:
                return element, None
            if time.monotonic() >= deadline:
                raise ActionError(
                    f"After {within:g} s there is no {role or 'element'} {target!r} on the screen.",
                    hint=f"It shows:\n{seen.text}",
                )
            _wait_for_the_screen_to_change()

    def _perform(self, action: Any, **targets: Element | None) -> None:
        self._steps += 1
        anchors = {name: element.locator for name, element in targets.items() if element}
        receipt = self.device.perform(
            Intention(n=self._steps, subgoal=0, action=action, anchors=anchors, by="person")
        )
        if not receipt.ok:
            raise ActionError(f"Cannot {action.kind.replace('_', ' ')}: {receipt.error}.")


def _expectation(wanted: dict[str, Any]) -> Expectation:
    unknown = set(wanted) - set(Expectation.model_fields)
    if unknown or not wanted:
        known = ", ".join(Expectation.model_fields)
        raise ConfigError(
            f"expect() does not know {', '.join(sorted(unknown)) or 'what to wait for'}.",
            hint=f"Give a sentence, or some of: {known}",
        )
    return Expectation.model_validate(wanted)


def _action(kind: type[BaseAction], **fields: Any) -> BaseAction:
    """The action, or a ConfigError that says which argument does not fit."""
    try:
        return kind.model_validate(fields)
    except ValidationError as error:
        wrong = error.errors()[0]
        raise ConfigError(f"{wrong['loc'][0]} = {wrong['input']!r}: {wrong['msg']}.") from error


def _index(element: Element | None) -> int:
    assert element is not None
    return element.index


def _across(direction: str, size_px: tuple[int, int]) -> tuple[int, int, int, int]:
    """The finger's path for a swipe through the middle half of the screen."""
    width, height = size_px
    x, y = width // 2, height // 2
    paths = {
        "up": (x, height * 3 // 4, x, height // 4),
        "down": (x, height // 4, x, height * 3 // 4),
        "left": (width * 4 // 5, y, width // 5, y),
        "right": (width // 5, y, width * 4 // 5, y),
    }
    if direction not in paths:
        raise ConfigError(f"Unknown direction {direction!r}.", hint=f"Known: {', '.join(paths)}")
    return paths[direction]


def _wait_for_the_screen_to_change() -> None:
    """A look costs a millisecond; without a pause waiting would keep a core and the phone busy."""
    time.sleep(POLL_S)
