"""The tab "More": the app itself, its settings, help."""

from __future__ import annotations

from phoneagent.virtualphone.apps.markor.look import bar
from phoneagent.virtualphone.apps.markor.notebook import Order, settings_of
from phoneagent.virtualphone.system.intents import ACTION_VIEW, Intent
from phoneagent.virtualphone.ui import (
    FILL,
    AlertDialog,
    Column,
    DialogButton,
    Heading,
    ListDialog,
    ListRow,
    Node,
    RecyclerView,
    Screen,
    Scroll,
    SwitchRow,
)

_PAGE = "https://github.com/gsantner/markor"
_VIEW_MODE = "pref_key__is_view_mode_preferred"
_HELP = (
    "Tap the plus button to create a file or a folder. Hold a finger on a file to select it; then "
    "rename, move, copy, share or delete it. The eye shows a file in view mode."
)


def more(screen: Screen) -> Node:
    """The list of the tab."""

    def visit() -> None:
        browse = Intent(ACTION_VIEW, data=_PAGE)
        if not screen.phone.activities.start(browse, caller=screen).ok:
            screen.toast("No web browser is installed")

    def about() -> None:
        text = f"Version v{screen.app.version} ({screen.app.version_code})"
        screen.show(AlertDialog("Markor", text, positive=DialogButton("OK")))

    def show_help() -> None:
        screen.show(AlertDialog("Help", _HELP, positive=DialogButton("OK")))

    return RecyclerView(
        ListRow("Markor", f"Version v{screen.app.version}", icon="note", on_click=about),
        ListRow(
            "Settings",
            icon="settings",
            on_click=lambda: screen.start(SettingsScreen(screen.app, Intent())),
        ),
        ListRow("Help", icon="help", on_click=show_help),
        Heading("Contribute"),
        ListRow("Report bugs", "Give feedback", icon="warning", on_click=visit),
        ListRow("Project page", _PAGE, icon="language", on_click=visit),
        weight=1,
    )


class SettingsScreen(Screen):
    """What can be set for all files."""

    def view(self) -> Node:
        settings = settings_of(self.phone)
        order = Order.load(settings)

        def keep(**changes: object) -> None:
            Order(**(vars(order) | changes)).store(settings)

        viewing = settings.get(_VIEW_MODE, default=False)
        return Column(
            bar("Settings", on_up=self.finish),
            Scroll(
                Heading("File browser"),
                ListRow("Sort by", order.by.capitalize(), on_click=self._ask_order),
                SwitchRow("Folder first", order.folders_first, lambda on: keep(folders_first=on)),
                SwitchRow("Reverse order", order.reverse, lambda on: keep(reverse=on)),
                SwitchRow("Dotfiles", order.dotfiles, lambda on: keep(dotfiles=on)),
                Heading("Document"),
                SwitchRow(
                    "Open existing files in view mode",
                    viewing,
                    lambda on: settings.put(_VIEW_MODE, on),
                ),
                weight=1,
            ),
            height=FILL,
        )

    def _ask_order(self) -> None:
        names = ("name", "date", "size", "type")
        settings = settings_of(self.phone)
        order = Order.load(settings)

        def pick(number: int) -> None:
            Order(**(vars(order) | {"by": names[number]})).store(settings)

        titles = ("Name", "Date", "Size", "MIME type")
        self.show(ListDialog("Sort by", titles, pick, chosen=names.index(order.by)))
