"""Which faults strike when: the grammar of `--chaos` and the counters behind it."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass

TOUCH, TREE, SHOT, TEXT, ANY = "touch", "tree", "shot", "text", "any"


@dataclass(frozen=True)
class Kind:
    """One kind of fault.

    Attributes:
        counts: the operation that is counted for its `@` part; ANY counts every one.
        once: without an `@` part it strikes at the first operation only, not at every one.
        value: what its value is when none is given.
        meaning: for help texts.
    """

    counts: str
    once: bool
    value: str
    meaning: str


KINDS: Mapping[str, Kind] = {
    "lost_tap": Kind(TOUCH, False, "", "a gesture that the screen does not notice"),
    "doubled_tap": Kind(TOUCH, False, "", "a gesture that arrives twice"),
    "slow_tree": Kind(TREE, False, "500ms", "the tree takes that long"),
    "stale_tree": Kind(TREE, False, "", "the tree is the one of the time before"),
    "empty_tree": Kind(TREE, False, "", "the tree has no nodes"),
    "black_frame": Kind(SHOT, False, "", "the screenshot is black"),
    "partial_text": Kind(TEXT, False, "3", "only that many characters arrive"),
    "adb_drop": Kind(ANY, True, "", "every adb connection breaks"),
    "offline": Kind(ANY, True, "2s", "the phone cannot be reached for that long"),
    "u2_death": Kind(ANY, True, "", "uiautomator2's server dies"),
    "crash": Kind(ANY, True, "", "the app in front crashes and says so"),
    "anr": Kind(ANY, True, "", "the app in front does not respond and says so"),
    "permission": Kind(ANY, True, "", "an app asks for a permission"),
    "rating": Kind(ANY, True, "", "an app asks to be rated"),
    "sms": Kind(ANY, True, "Are you there?", "a text message with this text arrives"),
    "call": Kind(ANY, True, "+15550142", "this number calls"),
    "rotate": Kind(ANY, True, "1", "the phone is turned by that many quarters"),
    "screen_off": Kind(ANY, True, "", "the screen goes off"),
    "lock": Kind(ANY, True, "", "the screen is locked"),
}
_SPEC = re.compile(r"([a-z0-9_]+)(?::([^@]*))?(?:@(.+))?")
_WHEN = re.compile(r"(\d+)(?:(\.\.)(\d*))?|(\d+(?:\.\d+)?)%")


class BadSpec(ValueError):
    """A chaos specification nobody can follow; the message says what would be right."""


@dataclass(frozen=True)
class Fault:
    """One planned fault.

    Attributes:
        name: a key of `KINDS`.
        value: what comes after the colon.
        first, last: the operations it strikes, counted from 1; `last` None means for ever.
        chance: strike each of them only with this probability.
    """

    name: str
    value: str = ""
    first: int = 1
    last: int | None = None
    chance: float = 1.0

    @property
    def kind(self) -> Kind:
        return KINDS[self.name]

    @property
    def seconds(self) -> float:
        """The value as a duration: `200ms`, `2s` or plain seconds."""
        return seconds_of(self.value)


def seconds_of(text: str) -> float:
    """Read `200ms`, `1.5s` or `2`.

    Raises:
        BadSpec: not a duration.
    """
    match = re.fullmatch(r"(\d+(?:\.\d+)?)(ms|s|)", text)
    if match is None:
        raise BadSpec(f"{text!r} is not a duration such as 200ms or 2s")
    return float(match[1]) * (0.001 if match[2] == "ms" else 1)


def parse_spec(text: str) -> tuple[Fault, ...]:
    """Read `lost_tap@3,slow_tree:200ms@5..9,black_frame@10%`.

    Raises:
        BadSpec: an unknown fault, or a value or count that cannot be read.
    """
    return tuple(_fault(part.strip()) for part in text.split(",") if part.strip())


def _fault(text: str) -> Fault:
    match = _SPEC.fullmatch(text)
    if match is None or match[1] not in KINDS:
        raise BadSpec(f"unknown fault {text!r}; known are {', '.join(KINDS)}")
    kind = KINDS[match[1]]
    value = kind.value if match[2] is None else match[2]
    if match[1] in ("slow_tree", "offline"):
        seconds_of(value)
    if match[1] in ("partial_text", "rotate") and not value.isdecimal():
        raise BadSpec(f"{match[1]} needs a whole number, not {value!r}")
    if match[3] is None:
        return Fault(match[1], value, last=1 if kind.once else None)
    when = _WHEN.fullmatch(match[3])
    if when is None or when[1] == "0":
        raise BadSpec(f"{match[3]!r} in {text!r} is none of 3, 5..9, 5.. or 10%")
    if when[4]:
        return Fault(match[1], value, chance=min(1.0, float(when[4]) / 100))
    first = int(when[1])
    last = first if not when[2] else int(when[3]) if when[3] else None
    return Fault(match[1], value, first, last)


class FaultPlan:
    """Counts operations and says which faults strike.

    Args:
        faults: what is planned.
        seed: decides where a probability is given.
    """

    def __init__(self, faults: tuple[Fault, ...] = (), seed: int = 0) -> None:
        self.faults = faults
        self.struck: list[str] = []
        self._random = random.Random(seed)
        self._seen: dict[str, int] = {}

    def strike(self, operation: str) -> list[Fault]:
        """Count one operation and return the faults that strike it."""
        if not self.faults:
            return []
        for counted in (operation, ANY):
            self._seen[counted] = self._seen.get(counted, 0) + 1
        due = [fault for fault in self.faults if self._is_due(fault, operation)]
        self.struck += [fault.name for fault in due]
        return due

    def _is_due(self, fault: Fault, operation: str) -> bool:
        counts = fault.kind.counts
        if counts not in (operation, ANY):
            return False
        number = self._seen[counts]
        if number < fault.first or (fault.last is not None and number > fault.last):
            return False
        return fault.chance >= 1 or self._random.random() < fault.chance
