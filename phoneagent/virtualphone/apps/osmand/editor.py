"""The form for a favourite: name, group, address, description, colour."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from phoneagent.virtualphone.apps.osmand.favorites import DEFAULT_GROUP, Favorites, safe_group
from phoneagent.virtualphone.apps.osmand.gpx import Waypoint
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui import (
    FILL,
    AlertDialog,
    Button,
    Column,
    DialogButton,
    Divider,
    EditText,
    Frame,
    Icon,
    ImageButton,
    NameDialog,
    Node,
    Pan,
    Row,
    Screen,
    Scroll,
    Text,
    Toolbar,
)

if TYPE_CHECKING:
    from phoneagent.virtualphone.system.app import App

COLORS = {
    "Yellow": "#eeee10",
    "Red": "#d00d0d",
    "Orange": "#ff5020",
    "Light green": "#88e030",
    "Green": "#00842b",
    "Light blue": "#10c0f0",
    "Blue": "#1010a0",
    "Purple": "#a71de1",
}


class EditorScreen(Screen):
    """Adds a favourite or changes one; hands it to the screen below once it is stored.

    Args:
        app, intent: as every screen has them.
        draft: what the fields hold at first.
        known: the stored favourite that is changed; None adds one.
    """

    def __init__(
        self, app: App, intent: Intent, draft: Waypoint, known: Waypoint | None = None
    ) -> None:
        super().__init__(app, intent)
        self.draft = draft
        self.known = known
        self.group = draft.group
        self.new_groups: list[str] = []
        self.color = draft.color
        self.problem = ""
        self.open_fields = {
            key for key, text in (("address", draft.address), ("desc", draft.description)) if text
        }
        self.favorites = Favorites(self.phone)

    def view(self) -> Node:
        title = "Edit favorite" if self.known else "Add favorite"
        return Column(
            Toolbar(title, self._delete_button(), on_up=self._leave),
            Scroll(
                self._name_field(),
                self._optional("address", "Address", "Add address", self.draft.address),
                self._optional("desc", "Description", "Add description", self.draft.description),
                Divider(),
                Text("Select group", color="muted", bold=True, pad=(16, 16, 16, 8)),
                self._groups(),
                Divider(),
                Text("Select color", color="muted", bold=True, pad=(16, 16, 16, 8)),
                self._colors(),
                id="editor_scroll_view",
                weight=1,
            ),
            Divider(),
            Row(
                Button("Cancel", self._leave, style="soft", id="dismiss_button", **_BOTTOM),
                Button("Save", self._save, id="right_bottom_button", **_BOTTOM),
                pad=(16, 8, 16, 8),
                gap=12,
            ),
            height=FILL,
        )

    def _delete_button(self) -> Node | None:
        if self.known is None:
            return None
        return ImageButton("delete", self._ask_delete, desc="Delete", id="toolbar_action")

    def _name_field(self) -> Node:
        return Column(
            EditText(self.draft.name, id="name_edit", hint="Name"),
            Text(self.problem, size=12, color="error") if self.problem else None,
            pad=(16, 8, 16, 8),
            gap=4,
        )

    def _optional(self, key: str, hint: str, asking: str, text: str) -> Node:
        """A field that shows once it is asked for or has a text."""
        if key in self.open_fields:
            kind = "text" if key == "address" else "multiline"
            field = EditText(text, id=f"{_IDS[key]}_edit", key=key, hint=hint, input_type=kind)
            return Column(field, pad=(16, 4, 16, 8))

        def unfold() -> None:
            self.open_fields.add(key)
            self.focus(key)

        return Button(asking, unfold, style="text", id=f"{_IDS[key]}_button", text_align="start")

    def _groups(self) -> Node:
        names = {*self.favorites.groups(), *self.new_groups, self.group}
        cards = [self._group_card(name) for name in sorted(names, key=str.casefold)]
        add = self._card("Add new", "add", self._ask_group)
        return Pan(add, *cards, id="group_recycler_view", gap=8, pad=(16, 0, 16, 16))

    def _group_card(self, name: str) -> Node:
        def choose() -> None:
            self.group = name

        card = self._card(name or DEFAULT_GROUP, "folder", choose)
        card.selected = name == self.group
        if card.selected:
            card.border, card.background = "primary", "primary_soft"
        return card

    def _card(self, text: str, icon: str, on_click: object) -> Node:
        return Column(
            Icon(icon, id="groupIcon"),
            Text(text, id="groupName", size=14, max_lines=1),
            width=120,
            height=76,
            pad=(12, 12, 12, 10),
            gap=6,
            align="start",
            radius=8,
            border="outline",
            focusable=True,
            on_click=on_click,
        )

    def _colors(self) -> Node:
        return Pan(
            *[self._color(name, value) for name, value in COLORS.items()],
            gap=8,
            pad=(16, 0, 16, 16),
        )

    def _color(self, name: str, value: str) -> Node:
        def choose() -> None:
            self.color = value

        chosen = value == self.color
        return Frame(
            Frame(width=36, height=36, radius=18, background=value, at="center_center"),
            width=48,
            height=48,
            radius=24,
            border="primary" if chosen else "",
            desc=name,
            selected=chosen,
            focusable=True,
            on_click=choose,
        )

    def _ask_group(self) -> None:
        self.show(NameDialog("Add new group", "", "Save", self._add_group))

    def _add_group(self, name: str) -> str:
        group = safe_group(name)
        if group in self.favorites.groups() or group in self.new_groups:
            return "Category with this name already exists"
        self.new_groups.append(group)
        self.group = group
        return ""

    def _typed(self) -> Waypoint:
        return replace(
            self.draft,
            name=self.text_of("name_edit").strip(),
            address=self.text_of("address") if "address" in self.open_fields else "",
            description=self.text_of("desc") if "desc" in self.open_fields else "",
            group=self.group,
            color=self.color,
        )

    def _save(self) -> None:
        waypoint = self._typed()
        if not waypoint.name:
            self.problem = "Please fill in the field"
            return
        taken = self.favorites.named(waypoint.name, waypoint.group)
        if taken is None or taken == self.known:
            self._store(waypoint)
            return
        renamed = self._renamed(waypoint)
        self.show(
            AlertDialog(
                "Favorite point name duplicate",
                f"The name is already in use. It will be saved as \u201c{renamed.name}\u201d.",
                positive=DialogButton("OK", lambda: self._store(renamed)),
                negative=DialogButton("Cancel"),
            )
        )

    def _renamed(self, waypoint: Waypoint) -> Waypoint:
        names = (f"{waypoint.name} ({number})" for number in range(1, 10_000))
        free = (name for name in names if not self.favorites.named(name, waypoint.group))
        return replace(waypoint, name=next(free))

    def _store(self, waypoint: Waypoint) -> None:
        if self.known is None:
            self.favorites.add(waypoint)
        else:
            self.favorites.change(self.known, waypoint)
        self.finish(self.favorites.named(waypoint.name, waypoint.group))

    def _ask_delete(self) -> None:
        name = self.known.name if self.known else ""
        self.show(
            AlertDialog(
                "Delete favorite?",
                name,
                positive=DialogButton("Delete", self._delete),
                negative=DialogButton("Cancel"),
            )
        )

    def _delete(self) -> None:
        if self.known:
            self.favorites.remove([self.known])
        self.finish()

    def _leave(self) -> None:
        if not self.on_back():
            self.finish()

    def on_back(self) -> bool:
        """What was typed is not thrown away unasked."""
        if self._typed() == self.draft:
            return False
        self.show(
            AlertDialog(
                "Dismiss changes?",
                "What you have entered will be lost.",
                positive=DialogButton("Exit", self.finish),
                negative=DialogButton("Cancel"),
            )
        )
        return True


_IDS = {"address": "address", "desc": "description"}
_BOTTOM: dict[str, Any] = {"weight": 1, "width": FILL, "radius": 8}
