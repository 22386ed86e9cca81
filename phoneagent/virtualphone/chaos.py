"""A phone on which things go wrong on demand: lost taps, stale trees, crashes, broken adb."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from PIL import Image

from phoneagent.virtualphone import chaos_dialogs, turning
from phoneagent.virtualphone.faultplan import SHOT, TEXT, TOUCH, TREE, Fault, FaultPlan, parse_spec
from phoneagent.virtualphone.phone import VirtualPhone
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.system.notifications import Notification, NotificationAction
from phoneagent.virtualphone.ui.display import Display
from phoneagent.virtualphone.ui.layer import Layer

_EMPTY_TREE = (
    "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\r\n<hierarchy rotation=\"0\" />"
)
_SENDER = "+15550188"


class UnreliablePhone(VirtualPhone):
    """A virtual phone with a fault plan; without a plan it is a phone like any other.

    Attributes:
        plan: what goes wrong when.
        on_fault: what faults of the connection do, by name (`adb_drop`, `offline`, `u2_death`);
            whoever serves the phone fills it.
    """

    def __init__(self, *, chaos: str = "", **options: Any) -> None:
        """See `VirtualPhone`; `chaos` is a specification as `faultplan.parse_spec` reads it."""
        self.plan = FaultPlan(parse_spec(chaos), options.get("seed", 0))
        self.on_fault: dict[str, Callable[[Fault], None]] = {}
        self._popups: list[Layer] = []
        self._gesture: list[tuple[str, float, float, int | None]] = []
        self._twice = self._lost = False
        self._last_tree: dict[tuple[bool, bool, int], str] = {}
        super().__init__(**options)

    def plan_faults(self, chaos: str) -> None:
        """Take a new plan; counting starts again. An empty one ends all trouble.

        Raises:
            BadSpec: the specification cannot be read; the old plan stays.
        """
        self.plan = FaultPlan(parse_spec(chaos), self.seed)
        self._last_tree.clear()
        if not chaos:
            self._popups.clear()
            self.changes.note()

    # What a client sees

    def look(self) -> Display:
        display = super().look()
        display.overlays = [*display.overlays, *self._popups]
        return display

    def dump_xml(self, *, u2: bool = True, compressed: bool = False, max_depth: int = 50) -> str:
        names = {fault.name: fault for fault in self._strike(TREE)}
        wanted = (u2, compressed, max_depth)
        before = self._last_tree.get(wanted)
        tree = super().dump_xml(u2=u2, compressed=compressed, max_depth=max_depth)
        self._last_tree[wanted] = tree
        if "slow_tree" in names:
            time.sleep(names["slow_tree"].seconds)  # the fault itself
        if "empty_tree" in names:
            return _EMPTY_TREE
        return before if before and "stale_tree" in names else tree

    def screenshot(self) -> Image.Image:
        names = [fault.name for fault in self._strike(SHOT)]
        if "black_frame" in names:
            return Image.new("RGB", self.size_px)
        return super().screenshot()

    # What a client does

    def touch(self, kind: str, x: float, y: float, at_ms: int | None = None) -> None:
        if kind == "down":
            names = [fault.name for fault in self._strike(TOUCH)]
            self._lost, self._twice = "lost_tap" in names, "doubled_tap" in names
            self._gesture.clear()
        if self._lost:
            return
        self._gesture.append((kind, x, y, at_ms))
        super().touch(kind, x, y, at_ms)
        if kind == "up" and self._twice:
            self._twice = False
            for event in list(self._gesture):
                super().touch(*event)

    def key(self, keycode: int, *, long: bool = False, meta: int = 0) -> None:
        self._strike("key")
        super().key(keycode, long=long, meta=meta)

    def type_text(self, text: str) -> None:
        super().type_text(self._mutilated(text))

    def commit_text(self, text: str) -> bool:
        return super().commit_text(self._mutilated(text))

    def _mutilated(self, text: str) -> str:
        for fault in self._strike(TEXT):
            if fault.name == "partial_text":
                return text[: int(fault.value)]
        return text

    def reset(self, state: Mapping[str, Any] | None = None) -> None:
        self._popups.clear()
        super().reset(state)

    # What happens by itself

    def _strike(self, operation: str) -> list[Fault]:
        """Count an operation, let the events that are due happen, and return what strikes it."""
        due = self.plan.strike(operation)
        for fault in due:
            event = self._events().get(fault.name) or self.on_fault.get(fault.name)
            if event is not None:
                event(fault)
        return due

    def _events(self) -> Mapping[str, Callable[[Fault], None]]:
        return {
            "sms": lambda fault: self._note(self.receive_sms(_SENDER, fault.value)),
            "call": lambda fault: self._ring(fault.value),
            "rotate": lambda fault: turning.turn(self, int(fault.value)),
            "screen_off": lambda fault: self.power.sleep(),
            "lock": lambda fault: self._lock(),
            "crash": lambda fault: self._crash(),
            "anr": lambda fault: self._pop_up(chaos_dialogs.not_responding(self)),
            "permission": lambda fault: self._pop_up(chaos_dialogs.permission(self)),
            "rating": lambda fault: self._pop_up(chaos_dialogs.rating(self)),
        }

    def _note(self, _: object) -> None:
        self.changes.note()

    def _lock(self) -> None:
        self.power.sleep()
        self.power.wake()

    def _crash(self) -> None:
        """The process dies, its screens with it, and the system says so."""
        dialog = chaos_dialogs.crashed(self)
        self.activities.force_stop(self.activities.top()[0])
        self._pop_up(dialog)

    def _ring(self, number: str) -> None:
        owner = self.contacts.by_number(number)
        ending = Intent("com.android.server.telecom.DECLINE_CALL", data=f"tel:{number}")
        buttons = (NotificationAction("Decline", ending), NotificationAction("Answer", ending))
        name = owner.name if owner else number
        self.notifications.post(
            Notification(
                "com.android.systemui", "call", name, "Incoming call", None, buttons, urgent=True
            )
        )

    def _pop_up(self, dialog: chaos_dialogs.SystemDialog) -> None:
        def dismiss() -> None:
            if dialog in self._popups:
                self._popups.remove(dialog)
            self.changes.note()

        dialog.on_dismiss = dismiss
        self._popups.append(dialog)
        self.changes.note()
