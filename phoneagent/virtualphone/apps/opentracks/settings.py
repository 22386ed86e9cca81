"""The app's settings: units, and the kind of activity a new track gets."""

from __future__ import annotations

from phoneagent.virtualphone.apps.opentracks.sports import SPORTS
from phoneagent.virtualphone.apps.opentracks.units import PACKAGE, SYSTEMS, UNIT_KEY, system_of
from phoneagent.virtualphone.system.preferences import Preferences
from phoneagent.virtualphone.ui import (
    FILL,
    Column,
    Heading,
    ListDialog,
    ListRow,
    Node,
    RecyclerView,
    Screen,
    Toolbar,
)

_ACTIVITY_KEY = "defaultActivity"


class SettingsScreen(Screen):
    """Lists to choose from."""

    def view(self) -> Node:
        prefs = Preferences(self.phone.files, PACKAGE)
        names = tuple(SYSTEMS)
        titles = [units.title for units in SYSTEMS.values()]
        system = names.index(system_of(self.phone))
        kind = prefs.get(_ACTIVITY_KEY, "unknown")
        place = SPORTS.index(kind) if kind in SPORTS else SPORTS.index("unknown")

        def pick_system(number: int) -> None:
            prefs.put(UNIT_KEY, names[number])

        def pick_kind(number: int) -> None:
            prefs.put(_ACTIVITY_KEY, SPORTS[number])

        return Column(
            Toolbar("Settings", on_up=self.finish),
            RecyclerView(
                Heading("User interface"),
                ListRow(
                    "Unit system",
                    titles[system],
                    on_click=lambda: self.show(
                        ListDialog("Unit system", titles, pick_system, chosen=system)
                    ),
                ),
                Heading("Recording"),
                ListRow(
                    "Default activity type",
                    SPORTS[place],
                    on_click=lambda: self.show(
                        ListDialog("Default activity type", SPORTS, pick_kind, chosen=place)
                    ),
                ),
                weight=1,
                height=FILL,
            ),
            height=FILL,
        )
