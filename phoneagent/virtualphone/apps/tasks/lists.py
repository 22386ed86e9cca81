"""Lists of tasks: choosing one, making, renaming and deleting them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from phoneagent.virtualphone.apps.tasks.model import MY_TASKS, Filter, TaskList
from phoneagent.virtualphone.apps.tasks.store import DEFAULT_LIST, Store
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui import (
    FILL,
    AlertDialog,
    Column,
    DialogButton,
    EditText,
    ImageButton,
    Layer,
    ListDialog,
    Node,
    Row,
    Screen,
    Text,
)

if TYPE_CHECKING:
    from phoneagent.virtualphone.apps.tasks.listing import ListScreen


def ask_list(screen: Screen, held: str, on_pick: Callable[[str], object]) -> None:
    """Let a list be chosen; `on_pick` gets its uuid."""
    lists = Store(screen.phone).lists()
    uuids = [one.uuid for one in lists]
    now = uuids.index(held) if held in uuids else -1
    layer: Layer = ListDialog(
        "", [one.name for one in lists], lambda number: on_pick(uuids[number]), chosen=now
    )
    screen.show(layer)


def new_list(screen: ListScreen) -> None:
    """Open the form of a new list; it is shown once it is saved."""
    uuid = str(screen.phone.random.getrandbits(62))
    screen.start(ListFormScreen(screen, TaskList(uuid, ""), new=True))


def edit_list(screen: ListScreen, uuid: str) -> None:
    """Open the form of a list."""
    held = next(one for one in screen.store.lists() if one.uuid == uuid)
    screen.start(ListFormScreen(screen, held))


class ListFormScreen(Screen):
    """The name of a list.

    Args:
        owner: the screen that shows the list afterwards.
        held: the list.
        new: it is not stored yet.
    """

    def __init__(self, owner: ListScreen, held: TaskList, *, new: bool = False) -> None:
        super().__init__(owner.app, Intent())
        self._owner, self._held, self._new = owner, held, new
        self._problem = ""

    def view(self) -> Node:
        delete = ImageButton("delete", self._ask_delete, desc="Delete", id="delete")
        fixed = self._new or self._held.uuid == DEFAULT_LIST.uuid
        bar = Row(
            ImageButton("save", self._save, desc="Save"),
            Text("Create new list" if self._new else self._held.name, size=20, weight=1),
            None if fixed else delete,
            class_name="android.view.ViewGroup",
            id="toolbar",
            height=60,
            pad=(4, 0, 4, 0),
            gap=8,
        )
        field = EditText(
            self._held.name,
            id="name",
            hint="Display name",
            autofocus=self._new,
            ime_action="done",
            on_submit=self._save,
        )
        problem = Text(self._problem, size=12, color="error") if self._problem else None
        return Column(bar, Column(field, problem, pad=16, gap=6), height=FILL)

    def _save(self) -> None:
        name = self.text_of("name").strip()
        if not name:
            self._problem = "Name cannot be empty"
            self.invalidate()
            return
        self._owner.store.save_list(TaskList(self._held.uuid, name))
        self._owner.show_filter(Filter("list", name, self._held.uuid))
        self.finish()

    def _ask_delete(self) -> None:
        def delete() -> None:
            self._owner.store.delete_list(self._held.uuid)
            self._owner.show_filter(MY_TASKS)
            self.finish()

        yes, no = DialogButton("OK", delete), DialogButton("Cancel")
        self.show(AlertDialog(message=f"Delete {self._held.name}?", positive=yes, negative=no))

    def on_back(self) -> bool:
        if self.text_of("name").strip() == self._held.name:
            return False
        question = "Are you sure you want to discard your changes?"
        keep, leave = DialogButton("Keep editing"), DialogButton("Discard", self.finish)
        self.show(AlertDialog(message=question, positive=keep, negative=leave))
        return True
