"""Apps: the list of what is installed, and everything about one app."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from phoneagent.virtualphone.apps.launcher.icons import disc
from phoneagent.virtualphone.apps.settings.page import Page, choice_rows
from phoneagent.virtualphone.system.intents import ACTION_SENDTO, Intent, launch
from phoneagent.virtualphone.system.packages import Package
from phoneagent.virtualphone.ui.controls import EditText
from phoneagent.virtualphone.ui.dialogs import AlertDialog, DialogButton
from phoneagent.virtualphone.ui.lists import ListRow
from phoneagent.virtualphone.ui.node import Node
from phoneagent.virtualphone.ui.views import Button, Column, Heading, ImageButton, Row, Text

_FILTER_ID = "search_src_text"
_RECENT = 4


class AppsPage(Page):
    """Apps: recent ones, then everything."""

    title = "Apps"
    finds = ("Recently opened apps", "See all apps")

    def rows(self) -> Sequence[Node | None]:
        everything = self.phone.packages.launchable()
        recent = [task.affinity for task in self.phone.activities.recents()]
        names = [name for name in recent if name != self.app.package][:_RECENT]
        opened = [p for p in map(self.phone.packages.get, names) if p]
        return (
            Heading("Recently opened apps") if opened else None,
            *(app_row(self, package) for package in opened),
            self.link(AllAppsPage, title=f"See all {len(everything)} apps", icon="apps"),
            Heading("General"),
            self.link(DefaultAppsPage, "Home app, SMS app"),
        )


def app_row(page: Page, package: Package) -> Node:
    """One app in a list; opens its info."""

    def open_info() -> None:
        page.open(AppInfoPage, package=package.name)

    summary = "" if package.enabled else "Disabled"
    return ListRow(package.label, summary, leading=disc(package, 32), on_click=open_info)


class AllAppsPage(Page):
    """Every app with an icon, and with `Show system` the rest."""

    title = "All apps"
    finds = ("See all apps", "Uninstall apps", "App info")

    system_too = False
    searching = False

    def actions(self) -> Sequence[Node]:
        flip = "Hide system" if self.system_too else "Show system"
        return (
            ImageButton("search", self._search, desc="Search apps"),
            ImageButton("filter", self._flip, desc=flip),
        )

    def rows(self) -> Sequence[Node | None]:
        packages = self.phone.packages
        found = packages.all() if self.system_too else packages.launchable()
        wanted = self.text_of(_FILTER_ID).casefold() if self.searching else ""
        found = sorted(found, key=lambda package: package.label.casefold())
        field = EditText(id=_FILTER_ID, hint="Search apps", autofocus=True, margin=(16, 0, 16, 8))
        return (
            field if self.searching else None,
            *(app_row(self, p) for p in found if wanted in p.label.casefold()),
        )

    def on_back(self) -> bool:
        was_searching, self.searching = self.searching, False
        return was_searching

    def _search(self) -> None:
        self.searching = not self.searching
        self.set_text(_FILTER_ID, "")

    def _flip(self) -> None:
        self.system_too = not self.system_too


class AppInfoPage(Page):
    """One app: open it, stop it, remove it, what it may do."""

    title = "App info"

    @property
    def name(self) -> str:
        """The package it is about: an extra, or the data of an intent (`package:NAME`)."""
        return self.intent.text("package") or self.intent.address

    def rows(self) -> Sequence[Node | None]:
        package = self.phone.packages.get(self.name)
        if package is None:
            return (self.note("The app is not installed."),)
        permissions = [_plain(p) for p in package.permissions if p in package.granted]
        return (
            self._head(package),
            self._buttons(package),
            self.link_for(AppPermissionsPage, ", ".join(permissions) or "No permissions granted"),
            self.link_for(AppStoragePage, self._size()),
            Text(f"Version {package.version}", color="muted", pad=(20, 16, 20, 0)),
        )

    def link_for(self, page: type[Page], summary: str) -> Node:
        """A row that opens a page about the same app."""
        return ListRow(page.title, summary, on_click=lambda: self.open(page, package=self.name))

    def _head(self, package: Package) -> Node:
        icon = disc(package, 56)
        label = Text(package.label, id="entity_header_title", size=20)
        return Column(icon, label, align="center", gap=8, pad=(0, 0, 0, 12))

    def _buttons(self, package: Package) -> Node:
        running = self.phone.processes.get(package.name) is not None
        if package.system:
            label, ask = "Disable" if package.enabled else "Enable", self._ask_disable
        else:
            label, ask = "Uninstall", self._ask_uninstall
        return Row(
            Button(
                "Open",
                lambda: self._open(package),
                style="soft",
                weight=1,
                enabled=bool(package.launcher and package.enabled),
            ),
            Button(label, lambda: ask(package), style="soft", weight=1),
            Button(
                "Force stop",
                lambda: self._ask_stop(package),
                style="soft",
                weight=1,
                enabled=running,
            ),
            gap=8,
            pad=(16, 0, 16, 12),
        )

    def _open(self, package: Package) -> None:
        if package.launcher:
            self.start(launch(package.launcher))

    def _ask_stop(self, package: Package) -> None:
        self._ask(
            "Force stop?",
            "If you force stop an app, it may misbehave.",
            lambda: self.phone.force_stop(package.name),
        )

    def _ask_uninstall(self, package: Package) -> None:
        def uninstall() -> None:
            if self.phone.uninstall(package.name):
                self.toast(f"Uninstalled {package.label}")
                self.finish()

        self._ask(package.label, "Do you want to uninstall this app?", uninstall)

    def _ask_disable(self, package: Package) -> None:
        def disable() -> None:
            self.phone.force_stop(package.name)
            self.phone.packages.set_enabled(package.name, enabled=False)

        if not package.enabled:
            self.phone.packages.set_enabled(package.name, enabled=True)
        else:
            text = "If you disable this app, Android and other apps may no longer function."
            self._ask("", text, disable, yes="Disable app")

    def _ask(self, title: str, text: str, act: Callable[[], object], yes: str = "OK") -> None:
        positive = DialogButton(yes, act)
        self.show(AlertDialog(title, text, positive=positive, negative=DialogButton("Cancel")))

    def _size(self) -> str:
        folder = self.phone.files.host(f"/data/data/{self.name}")
        count = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
        return f"{count / 1e3:.0f} kB used in internal storage"


class AppPermissionsPage(Page):
    """The permissions of one app."""

    title = "Permissions"

    def rows(self) -> Sequence[Node | None]:
        package = self.phone.packages.get(self.intent.text("package"))
        if package is None or not package.permissions:
            return (self.note("No permissions requested"),)
        allowed = [p for p in package.permissions if p in package.granted]
        denied = [p for p in package.permissions if p not in package.granted]
        return (
            Heading("Allowed"),
            *(self._row(p) for p in allowed),
            None if allowed else ListRow("No permissions allowed", enabled=False),
            Heading("Not allowed"),
            *(self._row(p) for p in denied),
            None if denied else ListRow("No permissions denied", enabled=False),
        )

    def _row(self, permission: str) -> Node:
        extras = {"package": self.intent.text("package"), "permission": permission}
        return ListRow(_plain(permission), on_click=lambda: self.open(PermissionPage, **extras))


class PermissionPage(Page):
    """One permission of one app."""

    title = "Permission"

    def heading(self) -> str:
        return f"{_plain(self.intent.text('permission'))} permission"

    def rows(self) -> Sequence[Node | None]:
        name, permission = self.intent.text("package"), self.intent.text("permission")
        package = self.phone.packages.get(name)
        granted = bool(package and permission in package.granted)
        return choice_rows(
            (("1", "Allow"), ("0", "Don\u2019t allow")),
            "1" if granted else "0",
            lambda value: self.phone.packages.grant(name, permission, value == "1"),
        )


class AppStoragePage(Page):
    """What an app stores."""

    title = "Storage & cache"

    def rows(self) -> Sequence[Node | None]:
        return (
            Row(
                Button("Clear storage", self._ask, style="soft", weight=1),
                pad=(16, 0, 16, 12),
            ),
        )

    def _ask(self) -> None:
        name = self.intent.text("package")
        self.show(
            AlertDialog(
                "Delete app data?",
                "This app\u2019s data, including files and settings, will be permanently deleted.",
                positive=DialogButton("Delete", lambda: self.phone.clear_data(name)),
                negative=DialogButton("Cancel"),
            )
        )


class DefaultAppsPage(Page):
    """Which app handles texts."""

    title = "Default apps"
    finds = ("SMS app",)

    def rows(self) -> Sequence[Node | None]:
        candidates = self.phone.packages.answering(Intent(ACTION_SENDTO, data="sms:"))
        options = [(c.package, self._label(c.package)) for c in candidates]
        return (
            Heading("SMS app"),
            *choice_rows(options, self.phone.telephony.default_app(), self._choose),
        )

    def _label(self, name: str) -> str:
        package = self.phone.packages.get(name)
        return package.label if package else name

    def _choose(self, name: str) -> None:
        self.phone.settings.put("secure", "sms_default_application", name)


def _plain(permission: str) -> str:
    """`android.permission.READ_CONTACTS` as a person reads it."""
    words = permission.rpartition(".")[2].removeprefix("READ_").removeprefix("POST_")
    return words.replace("_", " ").capitalize()
