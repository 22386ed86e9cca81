"""Phone calls: placed, answered after a while, ended, and kept in the call log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from phoneagent.virtualphone.system.changes import Changes
from phoneagent.virtualphone.system.clock import Clock
from phoneagent.virtualphone.system.providers.base import Query
from phoneagent.virtualphone.system.providers.contacts import Contacts
from phoneagent.virtualphone.system.providers.telephony import CallLogProvider
from phoneagent.virtualphone.system.radios import Radios

INCOMING, OUTGOING, MISSED = 1, 2, 3
"""`CallLog.Calls.TYPE`."""
ANSWERED_AFTER_MS = 4000


@dataclass(frozen=True)
class Call:
    """The call that is going on; `began_ms` is uptime, `date_ms` the epoch."""

    number: str
    began_ms: int
    date_ms: int

    def talked_s(self, uptime_ms: int) -> int:
        """Seconds since the other side answered; negative while it rings there."""
        return (uptime_ms - self.began_ms - ANSWERED_AFTER_MS) // 1000


@dataclass(frozen=True)
class PastCall:
    """One line of the call log; `name` is the caller's as it was known at the time."""

    id: int
    number: str
    kind: int
    date_ms: int
    duration_s: int
    name: str


class Calls:
    """The telecom service: at most one call at a time, which somebody always answers."""

    def __init__(
        self,
        changes: Changes,
        clock: Clock,
        radios: Radios,
        contacts: Contacts,
        log: CallLogProvider,
    ) -> None:
        self._changes = changes
        self._clock = clock
        self._radios = radios
        self._contacts = contacts
        self._log = log
        self.current: Call | None = None

    def place(self, number: str) -> bool:
        """Call a number, ending a call that goes on; False in airplane mode."""
        if self._radios.airplane:
            return False
        self.end()
        self.current = Call(number, self._clock.uptime_ms(), self._clock.epoch_ms())
        self._changes.note()
        return True

    def end(self) -> None:
        """Hang up and log the call; nothing happens without one."""
        call, self.current = self.current, None
        if call is None:
            return
        owner = self._contacts.by_number(call.number)
        self._log.insert(
            "calls",
            {
                "number": call.number,
                "type": OUTGOING,
                "date": call.date_ms,
                "duration": max(0, call.talked_s(self._clock.uptime_ms())),
                "name": owner.name if owner else None,
                "new": 0,
            },
        )
        self._changes.note()

    def forget(self) -> None:
        """Drop the call unlogged, as a reboot does."""
        self.current = None

    def past(self) -> list[PastCall]:
        """The call log, the newest first."""
        return [
            PastCall(
                cast("int", row["_id"]),
                str(row["number"] or ""),
                cast("int", row["type"] or INCOMING),
                cast("int", row["date"] or 0),
                cast("int", row["duration"] or 0),
                str(row["name"] or ""),
            )
            for row in self._log.query("calls", Query())
        ]

    def delete(self, call_id: int) -> None:
        """Take one line out of the log."""
        self._log.delete(f"calls/{call_id}", Query())

    def clear_log(self) -> None:
        """Empty the log."""
        self._log.delete("calls", Query())
        self._changes.note()
