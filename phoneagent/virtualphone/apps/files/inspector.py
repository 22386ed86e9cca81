"""What is known about one file or folder."""

from __future__ import annotations

from datetime import datetime

from phoneagent.virtualphone.apps.files.listing import kind_text, size_text
from phoneagent.virtualphone.apps.files.rows import icon_of
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.folders import Entry, entries, entry
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.timetext import hour24, time_text
from phoneagent.virtualphone.ui import (
    FILL,
    Column,
    Frame,
    Icon,
    Node,
    Screen,
    Scroll,
    Text,
    Toolbar,
)

EXTRA_PATH = "path"


class InspectorScreen(Screen):
    """Name, kind, size, date and place, as a table."""

    @classmethod
    def of(cls, app: App, path: str) -> InspectorScreen:
        """The screen for a file."""
        component = app.component("com.android.documentsui.inspector.InspectorActivity")
        return cls(app, Intent(component=component, extras={EXTRA_PATH: path}))

    def view(self) -> Node:
        path = self.intent.text(EXTRA_PATH)
        one = entry(self.phone.files, path)
        title = Toolbar("Info", on_up=self.finish)
        if one is None:
            text = Text("File info could not be loaded", color="muted", pad=24)
            return Column(title, text, height=FILL)
        head = Frame(
            Icon(icon_of(one), size=72, at="center_center"),
            id="inspector_thumbnail",
            height=160,
            background="surface_mid",
        )
        name = Text(one.name, id="inspector_file_title", size=22, pad=(20, 16, 20, 8))
        facts = [self._fact(key, value) for key, value in self._facts(one)]
        return Column(title, Scroll(head, name, *facts, weight=1, gap=4), height=FILL)

    def _facts(self, one: Entry) -> list[tuple[str, str]]:
        moment = datetime.fromtimestamp(one.modified_s, self.phone.clock.now().tzinfo)
        clock = time_text(moment, long=hour24(self.phone.settings))
        facts = [("Type", kind_text(one))]
        if one.is_folder:
            facts.append(("Number of items", str(len(entries(self.phone.files, one.path)))))
        else:
            facts.append(("Size", size_text(one.size_bytes)))
        return [
            *facts,
            ("Modified", f"{moment:%b} {moment.day}, {moment.year}, {clock}"),
            ("Location", one.folder),
        ]

    def _fact(self, key: str, value: str) -> Node:
        return Column(
            Text(key, id="table_row_key", color="muted"),
            Text(value, id="table_row_value", size=16),
            pad=(20, 6, 20, 6),
        )
