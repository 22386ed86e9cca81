"""System: languages, keyboard, date and time, reset."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, time
from zoneinfo import ZoneInfo, available_timezones

from phoneagent.virtualphone.apps.settings.page import Page, choice_rows
from phoneagent.virtualphone.timetext import hour24, time_text
from phoneagent.virtualphone.ui.clockface import TimePickerDialog
from phoneagent.virtualphone.ui.controls import EditText
from phoneagent.virtualphone.ui.dialogs import AlertDialog, DialogButton
from phoneagent.virtualphone.ui.lists import ListRow, SwitchRow
from phoneagent.virtualphone.ui.node import Node
from phoneagent.virtualphone.ui.pickers import DatePickerDialog
from phoneagent.virtualphone.ui.views import Heading

_LANGUAGES = (
    ("en-US", "English (United States)"),
    ("en-GB", "English (United Kingdom)"),
    ("de-DE", "Deutsch (Deutschland)"),
    ("es-ES", "Espa\u00f1ol (Espa\u00f1a)"),
    ("fr-FR", "Fran\u00e7ais (France)"),
    ("it-IT", "Italiano (Italia)"),
    ("nl-NL", "Nederlands (Nederland)"),
)
_ZONE_SEARCH = "search_src_text"


class SystemPage(Page):
    """System."""

    title = "System"

    def rows(self) -> Sequence[Node | None]:
        return (
            self.link(LanguagesPage, _language(self), icon="language"),
            self.link(KeyboardPage, "On-screen keyboard", icon="keyboard"),
            self.link(DateTimePage, zone_name(self), icon="clock"),
            self.link(ResetPage, icon="refresh"),
        )


def _language(page: Page) -> str:
    return dict(_LANGUAGES).get(page.phone.props["persist.sys.locale"], "English")


def zone_name(page: Page) -> str:
    """`GMT+01:00 Berlin`, as Android names zones."""
    offset = f"{page.phone.clock.now():%z}"
    city = page.phone.clock.timezone.rpartition("/")[2].replace("_", " ")
    return f"GMT{offset[:3]}:{offset[3:]} {city}"


class LanguagesPage(Page):
    """The system language. It is stored and reported; the apps stay English."""

    title = "Languages"
    finds = ("System languages",)

    def rows(self) -> Sequence[Node | None]:
        props = self.phone.props

        def pick(tag: str) -> None:
            props["persist.sys.locale"] = tag
            self.phone.settings.put("system", "system_locales", tag)

        return choice_rows(_LANGUAGES, props["persist.sys.locale"], pick)


class KeyboardPage(Page):
    """On-screen keyboards: which are allowed."""

    title = "On-screen keyboard"
    finds = ("Manage keyboards", "Keyboard")

    def rows(self) -> Sequence[Node | None]:
        ime = self.phone.ime
        return [self._row(name, name in ime.enabled()) for name in ime.installed()]

    def _row(self, name: str, enabled: bool) -> Node:
        ime = self.phone.ime
        package = self.phone.packages.get(name.partition("/")[0])
        label = package.label if package else name
        return SwitchRow(label, enabled, lambda on: ime.enable(name) if on else ime.disable(name))


class DateTimePage(Page):
    """Date & time."""

    title = "Date & time"
    finds = (
        "Set time automatically",
        "Set time zone automatically",
        "Use 24-hour format",
        "Date",
        "Time",
    )

    def rows(self) -> Sequence[Node | None]:
        settings, now = self.phone.settings, self.phone.clock.now()
        automatic = settings.on("global", "auto_time")
        zone_automatic = settings.on("global", "auto_time_zone")
        long_day = hour24(settings)
        return (
            self.stored_switch("Set time automatically", "global", "auto_time"),
            ListRow(
                "Date",
                f"{now:%B} {now.day}, {now.year}",
                enabled=not automatic,
                on_click=self._pick_date,
            ),
            ListRow(
                "Time",
                time_text(now, long=long_day),
                enabled=not automatic,
                on_click=self._pick_time,
            ),
            Heading("Time zone"),
            self.stored_switch("Set automatically", "global", "auto_time_zone"),
            ListRow(
                "Time zone",
                zone_name(self),
                enabled=not zone_automatic,
                on_click=lambda: self.open(ZonePage),
            ),
            Heading("Time format"),
            self.stored_switch(
                "Use 24\u2011hour format", "system", "time_12_24", "13:00", on="24", off="12"
            ),
        )

    def _pick_date(self) -> None:
        clock = self.phone.clock
        self.show(DatePickerDialog(clock.now().date(), self._set_date))

    def _set_date(self, day: date) -> None:
        now = self.phone.clock.now()
        self.phone.clock.set(now.replace(year=day.year, month=day.month, day=day.day))

    def _pick_time(self) -> None:
        now = self.phone.clock.now()
        long_day = hour24(self.phone.settings)
        self.show(TimePickerDialog(now.time(), self._set_time, hour24=long_day))

    def _set_time(self, chosen: time) -> None:
        now = self.phone.clock.now()
        exact = now.replace(hour=chosen.hour, minute=chosen.minute, second=0, microsecond=0)
        self.phone.clock.set(exact)


class ZonePage(Page):
    """Every time zone, with a search."""

    title = "Select time zone"

    def rows(self) -> Sequence[Node | None]:
        wanted = self.text_of(_ZONE_SEARCH).casefold().replace(" ", "_")
        names = sorted(name for name in available_timezones() if "/" in name or name == "UTC")
        found = [name for name in names if wanted in name.casefold()]
        field = EditText(
            id=_ZONE_SEARCH, hint="Search region or city", margin=(16, 0, 16, 8), autofocus=True
        )
        return (field, *(self._row(name) for name in found[:60]))

    def _row(self, name: str) -> Node:
        def pick() -> None:
            self.phone.set_timezone(name)
            self.finish()

        moment = self.phone.clock.now().astimezone(ZoneInfo(name))
        region, _, city = name.rpartition("/")
        return ListRow(
            city.replace("_", " ") or name, f"{region} {moment:%H:%M}".strip(), on_click=pick
        )


class ResetPage(Page):
    """Resetting network settings, app preferences or everything."""

    title = "Reset options"
    finds = ("Erase all data (factory reset)", "Reset app preferences")

    def rows(self) -> Sequence[Node | None]:
        return (
            ListRow("Reset app preferences", on_click=self._ask_preferences),
            ListRow("Erase all data (factory reset)", on_click=self._ask_erase),
        )

    def _ask_preferences(self) -> None:
        self._ask("Reset app preferences?", "Disabled apps will be enabled.", "Reset", self._enable)

    def _enable(self) -> None:
        for package in self.phone.packages.all():
            self.phone.packages.set_enabled(package.name, enabled=True)

    def _ask_erase(self) -> None:
        text = "All of your personal information and downloaded apps will be deleted."
        self._ask("Erase all data?", text, "Erase all data", self.phone.reset)

    def _ask(self, title: str, text: str, yes: str, act: Callable[[], object]) -> None:
        positive = DialogButton(yes, act)
        self.show(AlertDialog(title, text, positive=positive, negative=DialogButton("Cancel")))
