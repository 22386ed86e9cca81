"""Everything of a phone that has no pixels, put together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from phoneagent.virtualphone.system.activities import Activities
from phoneagent.virtualphone.system.alarms import Alarms
from phoneagent.virtualphone.system.app import App, BroadcastResult
from phoneagent.virtualphone.system.broadcasts import Broadcasts
from phoneagent.virtualphone.system.calls import Calls
from phoneagent.virtualphone.system.changes import Changes
from phoneagent.virtualphone.system.clipboard import Clipboard
from phoneagent.virtualphone.system.clock import Clock
from phoneagent.virtualphone.system.files import Files
from phoneagent.virtualphone.system.ime import Board, Ime
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.system.notifications import (
    EXTRA_REPLY,
    Notification,
    Notifications,
)
from phoneagent.virtualphone.system.packages import Packages
from phoneagent.virtualphone.system.power import Power
from phoneagent.virtualphone.system.processes import Processes
from phoneagent.virtualphone.system.properties import properties
from phoneagent.virtualphone.system.providers import Providers
from phoneagent.virtualphone.system.providers.base import Provider, UnknownUri
from phoneagent.virtualphone.system.providers.contacts import Contacts, ContactsProvider
from phoneagent.virtualphone.system.providers.documents import DocumentsProvider
from phoneagent.virtualphone.system.providers.media import MediaProvider
from phoneagent.virtualphone.system.providers.settings import SettingsProvider
from phoneagent.virtualphone.system.providers.telephony import (
    CallLogProvider,
    Messages,
    SmsProvider,
    ThreadProvider,
)
from phoneagent.virtualphone.system.radios import Radios
from phoneagent.virtualphone.system.settings import Namespace, Settings
from phoneagent.virtualphone.system.telephony import (
    Telephony,
    default_messaging_app,
    messaging_role,
)
from phoneagent.virtualphone.system.toasts import Toasts
from phoneagent.virtualphone.system.wifi import Wifi


class System:
    """The parts of a phone behind its screen.

    Args:
        root: host folder for the device's storage.
        now: the time the clock starts at; the host's when None.
        known_apps: every app there is a screen for.
        create_app: makes the instance of an app.
        board: where keyboards type.
    """

    def __init__(
        self,
        root: Path,
        now: datetime | None,
        known_apps: Iterable[type[App]],
        create_app: Callable[[type[App]], App],
        board: Callable[[], Board],
    ) -> None:
        self.changes = Changes()
        self.props = properties()
        self.clock = Clock(now)
        self.files = Files(root, self.clock)
        self.settings = Settings(self.changes)
        self.radios = Radios(self.settings, self.clock)
        self.wifi = Wifi(self.changes, self.files, self.radios)
        self.clipboard = Clipboard()
        self.power = Power(self.changes, self.settings)
        self.toasts = Toasts(self.changes, self.clock)
        self.alarms = Alarms(self.clock)
        self.packages = Packages(self.changes, self.clock, self.files, known_apps)
        self.processes = Processes(lambda name: self._create(name, create_app))
        self.ime = Ime(self.changes, self.settings, self.packages, board)
        self.broadcasts = Broadcasts(self.packages, self.processes, self.ime)
        self.notifications = Notifications(self.changes, self.clock, self.settings)
        self._add_providers()
        self.activities = Activities(
            self.changes, self.packages, self.processes, self.providers.mime_of
        )
        self.telephony = Telephony(
            self.messages,
            self.contacts,
            self.notifications,
            self.broadcasts,
            self.radios,
            lambda: default_messaging_app(self.settings, self.packages),
        )
        self.packages.holder_of = lambda intent: messaging_role(self.settings, intent)
        self.settings.listen(self._obey)
        self._minute = self._reading()

    def _create(self, name: str, create_app: Callable[[type[App]], App]) -> App | None:
        package = self.packages.get(name)
        return create_app(package.app) if package and package.app else None

    def _add_providers(self) -> None:
        sms = SmsProvider(self.files, self.clock)
        contacts = ContactsProvider(self.files, self.clock)
        self.messages = Messages(sms)
        self.contacts = Contacts(contacts)
        self.media = MediaProvider(self.files)
        self.documents = DocumentsProvider(self.files)
        calls = CallLogProvider(self.files, self.clock)
        self.calls = Calls(self.changes, self.clock, self.radios, self.contacts, calls)
        self.providers = Providers(self.changes, self._provider_of_app)
        for provider in (
            sms,
            contacts,
            self.media,
            self.documents,
            ThreadProvider(self.files),
            calls,
            SettingsProvider(self.settings),
        ):
            self.providers.add(provider)

    def _provider_of_app(self, authority: str) -> Provider | None:
        for package in self.packages.all():
            if package.app and package.enabled and authority in package.app.authorities:
                app = self.processes.start(package.name).app
                return app.provider() if app else None
        return None

    # What happens by itself

    def settle(self) -> None:
        """Let everything happen whose time has come; called before anybody looks or touches."""
        for alarm in self.alarms.take_due():
            self.broadcasts.send(alarm.intent)
        self.toasts.expire()
        self.notifications.settle()
        reading = self._reading()
        if reading != self._minute:
            self._minute = reading
            self.changes.note()

    def _reading(self) -> str:
        return f"{self.clock.now():%Y-%m-%d %H:%M %Z}"

    def _obey(self, space: Namespace, key: str, value: str | None) -> None:
        if (space, key) == ("global", "device_name") and value:
            self.props["ro.product.model"] = value

    # What crosses several parts

    def broadcast(self, intent: Intent) -> BroadcastResult:
        """Send a broadcast and return what the last receiver answered."""
        result = self.broadcasts.send(intent)
        self.changes.note()
        return result

    def path_behind(self, uri: str) -> str:
        """The device path of the file a `file:` or `content:` URI means; empty when it is none."""
        if uri.startswith("file:"):
            return unquote(urlsplit(uri).path)
        if uri.startswith("content://media/"):
            try:
                return self.media.path_of(uri) or ""
            except UnknownUri:
                return ""
        return self.documents.path_of(uri)

    def receive_sms(self, number: str, text: str) -> int:
        """Let a text message arrive; returns its id in `content://sms`."""
        return self.telephony.receive(number, text)

    def set_timezone(self, name: str) -> None:
        """Move to a time zone, as `service call alarm 3 s16 NAME` does (ValueError if unknown)."""
        self.clock.set_timezone(name)
        self.props["persist.sys.timezone"] = name
        self.changes.note()

    def open_notification(self, notification: Notification) -> None:
        """What a tap on a notification does."""
        if notification.auto_cancel:
            self.notifications.cancel(notification.package, notification.tag)
        self.notifications.lower()
        if notification.intent is not None:
            self.activities.start(notification.intent)

    def press_action(self, notification: Notification, number: int, reply: str = "") -> None:
        """What a tap on the n-th button of a notification does, with the text for a reply."""
        action = notification.actions[number]
        intent = action.intent
        if action.reply:
            intent = intent.with_extra(EXTRA_REPLY, reply)
        if action.starts_activity:
            self.activities.start(intent)
        elif not self.telephony.answer(intent):
            self.broadcasts.send(intent)
        self.changes.note()

    def force_stop(self, package: str) -> None:
        """Kill an app: its screens, its memory, its alarms and its notifications."""
        self.activities.force_stop(package)
        self.alarms.cancel_all(package)
        self.notifications.cancel_all(package)

    def clear_data(self, package: str) -> bool:
        """What `pm clear` does; False when the package is not installed."""
        found = self.packages.get(package)
        if found is None:
            return False
        self.force_stop(package)
        folder = f"/data/data/{package}"
        self.files.remove(folder)
        self.files.make_folder(folder)
        found.granted.clear()
        app = self.processes.start(package).app
        if app is not None:
            app.clear()
        self.processes.kill(package)
        self.changes.note()
        return True

    def uninstall(self, package: str) -> bool:
        """Remove an app with all its data; False when it is missing or part of the system."""
        found = self.packages.get(package)
        if found is None or found.system:
            return False
        self.force_stop(package)
        return self.packages.uninstall(package)

    def wipe(self) -> None:
        """Back to how the phone left the factory; the clock goes back to the network's time."""
        self.activities.clear()
        self.processes.kill_all()
        self.alarms.clear()
        self.notifications.reset()
        self.calls.forget()
        self.toasts.forget()
        self.files.wipe()
        self.files.lay_out()
        self.settings.load(None)
        self.packages.load(None)
        self.ime.set_defaults()
        self.clipboard.set("")
        self.clock.resume()
        self.clock.synchronise()
        self.clock.set_timezone("UTC")
        self.props.clear()
        self.props.update(properties())
        self.power.screen_on, self.power.locked = True, False
