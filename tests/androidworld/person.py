"""A person at a phone: adb input events out, the screen's tree in, nothing else.

An expert is a function that plays one or more tasks::

    from tests.androidworld.person import Person, Task, solves

    @solves("SystemWifiTurnOff", "SystemWifiTurnOffVerify")
    def turn_off(person: Person, task: Task) -> str | None:
        person.open_app("Settings")
        person.tap("Network & internet")
        ...

It returns the answer of a question task, else nothing. It reads what is asked from `task.goal` and
`task.params`, and what the phone says from the screen; never a file, a database or what the
evaluator expects.
"""

from __future__ import annotations

import io
import re
import shlex
import time
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from PIL import Image

from phoneagent.core.base import Point, Rect
from phoneagent.core.hierarchy import Node
from phoneagent.core.text import fold
from phoneagent.devices.android import AndroidDevice

_KEYS = {"enter": 66, "delete": 67, "tab": 61, "back": 4, "home": 3, "recents": 187, "end": 123}
_LONG_MS = 1000  # as AndroidWorld's own long press
_STEADY_MS = 900  # slow enough that a list stops where the finger stops
_CHUNK = re.compile(r"(?:%(?!s)|[^%]){1,500}|%(?=s)")  # `input text` takes "%s" for a blank
_FLICKS = 60
_KEYBOARD = "com.google.android.inputmethod.latin"
_STATUS_PACKAGE = "com.android.systemui"


class Lost(AssertionError):
    """The person does not find what it looks for; the text says what it sees instead."""


class Task(Protocol):
    """What an expert is told: the task's name, its goal, its parameters, its step budget."""

    @property
    def name(self) -> str: ...
    @property
    def goal(self) -> str: ...
    @property
    def params(self) -> Mapping[str, Any]: ...
    @property
    def max_steps(self) -> int: ...


Expert = Callable[["Person", Task], str | None]
EXPERTS: dict[str, Expert] = {}
"""Who solves which task, by the task's class name."""


def solves(*names: str) -> Callable[[Expert], Expert]:
    """Enter an expert for these AndroidWorld tasks."""

    def enter(expert: Expert) -> Expert:
        for name in names:
            assert name not in EXPERTS, f"two experts for {name}"
            EXPERTS[name] = expert
        return expert

    return enter


@dataclass(frozen=True)
class Wish:
    """What is looked for; everything given must fit.

    `label`: the whole text or description. `id`: the resource id, with or without its package.
    `part`: a part of text or description. In both neither case nor kind of hyphen or blank counts.
    `cls`: how the class name ends. `hint`: a field's hint. `inside`: a box it lies in.
    """

    label: str = ""
    id: str = ""
    part: str = ""
    cls: str = ""
    hint: str = ""
    inside: Rect | None = None

    def fits(self, node: Node) -> bool:
        return (
            self._says(node)
            and (not self.id or self.id in (node.resource_id, node.resource_id.rpartition("/")[2]))
            and node.cls.endswith(self.cls)
            and (not self.hint or self.hint == node.hint)
            and (self.inside is None or self.inside.encloses(node.bounds))
        )

    def _says(self, node: Node) -> bool:
        said = (fold(node.text), fold(node.desc))
        if not any(fold(self.part) in text for text in said):
            return False
        return not self.label or fold(self.label) in said

    def exactly(self, node: Node) -> bool:
        return not self.label or self.label in (node.text, node.desc)


class Person:
    """Plays one task on one phone.

    Attributes:
        steps: actions so far, counted as AndroidWorld's action space counts them.
    """

    def __init__(self, device: AndroidDevice) -> None:
        self._device = device
        self.steps = 0
        self.width_px, self.height_px = device.hands.size_px

    # seeing -----------------------------------------------------------------------------

    def nodes(self) -> list[Node]:
        """Everything on the screen, the active window first, each window in reading order."""
        root = self._device.eyes.dump().root
        return [n for n in root.walk() if n.visible and n.bounds.area_px]

    def find_all(self, label: str = "", **wish: Any) -> list[Node]:
        """Every node that fits (see `Wish`), those of exactly this label first."""
        wanted = Wish(label, **wish)
        fitting = [node for node in self.nodes() if wanted.fits(node)]
        return sorted(fitting, key=lambda node: not wanted.exactly(node))

    def find(self, label: str = "", **wish: Any) -> Node | None:
        """The first node that fits, or None."""
        return next(iter(self.find_all(label, **wish)), None)

    def need(self, label: str = "", *, nth: int = 0, **wish: Any) -> Node:
        """The first node that fits (or the nth after it).

        Raises:
            Lost: it is not on the screen.
        """
        found = self.find_all(label, **wish)
        if len(found) <= nth:
            raise self.lost(f"{label or wish}" + (f" number {nth + 1}" if nth else ""))
        return found[nth]

    def lost(self, what: str) -> Lost:
        """An error that says what was looked for and what is there."""
        return Lost(f"looks for {what}, sees {self.texts()}")

    def sees(self, label: str = "", **wish: Any) -> bool:
        """Whether something fits."""
        return self.find(label, **wish) is not None

    def texts(self) -> list[str]:
        """Every text and description on the screen in reading order, the status bar left out."""
        nodes = (n for n in self.nodes() if n.package not in (_STATUS_PACKAGE, _KEYBOARD))
        return [said for n in nodes for said in dict.fromkeys((n.text, n.desc)) if said]

    def picture(self) -> Image.Image:
        """The screen as eyes see it (RGB), for what the tree does not say: colours."""
        png = self._device.adb.raw("screencap", "-p")
        return Image.open(io.BytesIO(png)).convert("RGB")

    def wait_for(self, label: str = "", within_s: float = 3.0, **wish: Any) -> Node:
        """Wait until something fits.

        Raises:
            Lost: it does not come within that time.
        """
        deadline_s = time.monotonic() + within_s
        while time.monotonic() < deadline_s:
            if found := self.find(label, **wish):
                return found
            time.sleep(0.02)
        return self.need(label, **wish)

    # touching ---------------------------------------------------------------------------

    def tap(self, label: str = "", *, nth: int = 0, **wish: Any) -> None:
        """Tap the middle of what fits."""
        self.tap_on(self._reachable(label, nth, wish))

    def tap_on(self, place: Node | Point | tuple[int, int]) -> None:
        """Tap the middle of a node, or a point."""
        x, y = place.bounds.centre if isinstance(place, Node) else place
        self._input("tap", x, y)

    def double_tap(self, label: str = "", *, nth: int = 0, **wish: Any) -> None:
        """Tap twice."""
        x, y = self._reachable(label, nth, wish).bounds.centre
        self._shell(f"input tap {x} {y}; input tap {x} {y}")
        self.steps += 1

    def long_press(self, label: str = "", *, nth: int = 0, **wish: Any) -> None:
        """Hold a finger on what fits."""
        self.long_press_on(self._reachable(label, nth, wish))

    def long_press_on(self, place: Node | Point | tuple[int, int]) -> None:
        """Hold a finger on the middle of a node, or on a point."""
        x, y = place.bounds.centre if isinstance(place, Node) else place
        self._input("swipe", x, y, x, y, _LONG_MS)

    def swipe(self, start: tuple[int, int], end: tuple[int, int], ms: int = 300) -> None:
        """Draw a finger in a straight line."""
        self._input("swipe", *start, *end, ms)

    def drag(self, start: tuple[int, int], end: tuple[int, int], ms: int = 800) -> None:
        """Pick up what lies at a point (a long press) and move it."""
        self._input("draganddrop", *start, *end, ms)

    def scroll(self, direction: str = "down", inside: Rect | None = None) -> None:
        """Move on: "down" shows what is further down; likewise up, left, right.

        Args:
            inside: the list that moves; the largest scrollable one when left out.
        """
        box = inside or self._scrollable()
        x, y = box.centre
        dx, dy = box.width_px * 35 // 100, box.height_px * 35 // 100
        moves = {
            "down": ((x, y + dy), (x, y - dy)),
            "up": ((x, y - dy), (x, y + dy)),
            "right": ((x + dx, y), (x - dx, y)),
            "left": ((x - dx, y), (x + dx, y)),
        }
        self.swipe(*moves[direction], _STEADY_MS)

    def scroll_to(
        self, label: str = "", *, direction: str = "down", in_list: Rect | None = None, **wish: Any
    ) -> Node:
        """Scroll until something fits, and return it.

        Raises:
            Lost: the list ends before.
        """
        for node in self.pages(direction, in_list):
            del node
            if found := self.find(label, **wish):
                return found
        raise self.lost(f"{label or wish} further {direction}")

    def pages(self, direction: str = "down", inside: Rect | None = None) -> Iterator[list[Node]]:
        """The screen, then scrolled on until nothing new comes."""
        before: list[Node] = []
        for _ in range(_FLICKS):
            now = self.nodes()
            if now == before:
                return
            yield now
            before = self.nodes()
            self.scroll(direction, inside)

    def read_all(self, inside: Rect | None = None, **wish: Any) -> list[str]:
        """The texts of all that fits on every page of a list, in order, each once.

        Only for lists in which no text stands twice.
        """
        seen: dict[str, None] = {}
        for _ in self.pages(inside=inside):
            seen |= dict.fromkeys(node.text or node.desc for node in self.find_all(**wish))
        return list(seen)

    # typing -----------------------------------------------------------------------------

    def type(self, text: str) -> None:
        """Type into the focused field; a newline is the Enter key.

        As in AndroidWorld, accents are dropped: no key of `input text` types them.
        """
        plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
        commands = []
        for number, line in enumerate(plain.split("\n")):
            if number:
                commands.append(f"input keyevent {_KEYS['enter']}")
            for typed in _CHUNK.findall(line):
                commands.append(f"input text {shlex.quote(typed.replace(' ', '%s'))}")
        if commands:  # an empty line would open a shell that waits for ever
            self._shell("; ".join(commands))
        self.steps += 1

    def fill(self, field: str | Node, text: str, **wish: Any) -> None:
        """Make a field hold a text: tap it, select all, delete, type. One action, as in
        AndroidWorld's `input_text` with `clear_text`.

        Args:
            field: the field itself, its hint, its resource id, or what it shows.
        """
        node = field if isinstance(field, Node) else self.field(field, **wish)
        steps = self.steps
        self.tap_on(node)
        self._shell("input keycombination 113 29; input keyevent 67")
        self.type(text)
        self.steps = steps + 1

    def field(self, name: str = "", *, nth: int = 0, **wish: Any) -> Node:
        """A text field by its hint, resource id, text or description; "" is the first one.

        Raises:
            Lost: there is no such field.
        """
        fields = self.find_all(cls="EditText", **wish)
        for by in ("hint", "id", "label"):
            named = [f for f in fields if not name or Wish(**{by: name}).fits(f)]
            if len(named) > nth:
                return named[nth]
        raise self.lost(f"the field {name!r}")

    def enter(self) -> None:
        """Press Enter."""
        self.key("enter")

    # keys -------------------------------------------------------------------------------

    def key(self, name: str | int) -> None:
        """Press a key: back, home, enter, delete, tab, recents, end, or an Android key code."""
        self._input("keyevent", _KEYS[name] if isinstance(name, str) else name)

    def back(self) -> None:
        """Press Back."""
        self.key("back")

    def home(self) -> None:
        """Press Home."""
        self.key("home")

    def open_app(self, label: str) -> None:
        """Open an app by its icon in the launcher's drawer. One action, as `open_app`.

        Raises:
            Lost: no icon has this label.
        """
        steps = self.steps
        self.home()
        self.swipe((540, self.height_px * 3 // 4), (540, self.height_px // 4))
        self.tap_on(self.scroll_to(label, id="icon"))
        self.steps = steps + 1

    def hide_keyboard(self) -> None:
        """Put the soft keyboard away if it is shown."""
        if self._keyboard():
            self.back()

    def wait(self, seconds: float = 1.0) -> None:
        """Let time pass."""
        time.sleep(seconds)
        self.steps += 1

    # ------------------------------------------------------------------------------------

    def _input(self, verb: str, *numbers: int) -> None:
        self.steps += 1
        self._shell(f"input {verb} {' '.join(map(str, numbers))}")

    def _shell(self, line: str) -> None:
        said = self._device.adb.script(line)
        assert not said, f"{line}: {said}"

    def _reachable(self, label: str, nth: int, wish: Mapping[str, Any]) -> Node:
        """What fits, with the keyboard put away when it lies over it."""
        found = self.need(label, nth=nth, **wish)
        keys = self._keyboard()
        if keys and found.package != keys.package and keys.bounds.contains(*found.bounds.centre):
            self.back()
            found = self.need(label, nth=nth, **wish)
        return found

    def _keyboard(self) -> Node | None:
        return next((node for node in self.nodes() if node.package == _KEYBOARD), None)

    def _scrollable(self) -> Rect:
        boxes = [node.bounds for node in self.nodes() if node.scrollable]
        whole = Rect(0, self.height_px // 10, self.width_px, self.height_px * 9 // 10)
        return max(boxes, key=lambda box: box.area_px, default=whole)
