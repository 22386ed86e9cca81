"""Notifications: posted by apps, shown in the shade and the status bar, opened by a tap."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace

from phoneagent.virtualphone.system.changes import Changes
from phoneagent.virtualphone.system.clock import Clock
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.system.settings import Settings

EXTRA_REPLY = "android.intent.extra.REMOTE_INPUT_REPLY"
HEADS_UP_MS = 5000


@dataclass(frozen=True)
class NotificationAction:
    """A button under a notification.

    Attributes:
        intent: sent as a broadcast to the posting app, or started when it names an activity.
        reply: ask for a text first; it travels in the extra `EXTRA_REPLY`.
        starts_activity: start the intent instead of broadcasting it.
    """

    label: str
    intent: Intent
    reply: bool = False
    starts_activity: bool = False


@dataclass(frozen=True)
class Notification:
    """One notification. Package and tag together name it; posting again replaces it.

    Attributes:
        intent: what a tap starts.
        when_ms: on the device's clock, milliseconds since the epoch.
        ongoing: cannot be swiped away.
        auto_cancel: a tap removes it.
        urgent: pops up over the app for a few seconds.
    """

    package: str
    tag: str
    title: str
    text: str = ""
    intent: Intent | None = None
    actions: tuple[NotificationAction, ...] = ()
    when_ms: int = 0
    ongoing: bool = False
    auto_cancel: bool = True
    urgent: bool = False

    @property
    def key(self) -> str:
        return f"{self.package}|{self.tag}"


class Notifications:
    """What the shade lists, newest first."""

    def __init__(self, changes: Changes, clock: Clock, settings: Settings) -> None:
        self._changes = changes
        self._clock = clock
        self._settings = settings
        self._posted: dict[str, Notification] = {}
        self._heads_up: tuple[str, int] | None = None

    def post(self, notification: Notification) -> None:
        """Show a notification, in place of an earlier one with the same package and tag."""
        if not notification.when_ms:
            notification = replace(notification, when_ms=self._clock.epoch_ms())
        self._posted.pop(notification.key, None)
        self._posted[notification.key] = notification
        if notification.urgent and self._settings.on("global", "heads_up_notifications_enabled"):
            self._heads_up = (notification.key, self._clock.uptime_ms() + HEADS_UP_MS)
        self._changes.note()

    def active(self, package: str = "") -> list[Notification]:
        """Posted notifications, newest first, of one package or of all."""
        found = [n for n in self._posted.values() if package in ("", n.package)]
        return list(reversed(found))

    def get(self, key: str) -> Notification | None:
        return self._posted.get(key)

    def heads_up(self) -> Notification | None:
        """The notification that pops up over the app now."""
        if self._heads_up is None or self._clock.uptime_ms() >= self._heads_up[1]:
            return None
        return self._posted.get(self._heads_up[0])

    def settle(self) -> None:
        """Take away a pop-up whose time is over; the notification stays in the shade."""
        if self._heads_up and self.heads_up() is None:
            self.lower()

    def hold(self) -> None:
        """Keep the pop-up until it is lowered, as while somebody types a reply in it."""
        if self._heads_up:
            self._heads_up = (self._heads_up[0], sys.maxsize)

    def lower(self) -> None:
        """Take the pop-up away now."""
        self._heads_up = None
        self._changes.note()

    def cancel(self, package: str, tag: str) -> None:
        """Remove a notification; nothing happens when it is gone already."""
        if self._posted.pop(f"{package}|{tag}", None):
            self._changes.note()

    def cancel_all(self, package: str) -> None:
        """Remove every notification of a package."""
        for notification in self.active(package):
            self.cancel(package, notification.tag)

    def clear(self) -> None:
        """What `Clear all` does: ongoing ones stay."""
        self._posted = {k: n for k, n in self._posted.items() if n.ongoing}
        self._changes.note()

    def reset(self) -> None:
        """Forget everything, as a reboot does."""
        self._posted.clear()
        self._heads_up = None
        self._changes.note()
