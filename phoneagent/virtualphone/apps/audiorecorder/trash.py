"""What was thrown away: restore it, or delete it for good."""

from __future__ import annotations

from functools import partial

from phoneagent.virtualphone.apps.audiorecorder.parts import ask
from phoneagent.virtualphone.apps.audiorecorder.store import Store
from phoneagent.virtualphone.ui import (
    FILL,
    Button,
    Column,
    Empty,
    ImageButton,
    LongList,
    Node,
    Row,
    Screen,
    Text,
)


class TrashScreen(Screen):
    """The list of thrown away recordings."""

    def view(self) -> Node:
        store = Store(self.phone)
        paths = store.trash()
        empty = Button("Delete all", self._ask_all, style="text", id="btn_delete_all")
        return Column(
            Row(
                ImageButton("back", self.finish, id="btn_back"),
                Text("Trash", id="txt_title", size=20, bold=True, weight=1),
                empty if paths else None,
                height=64,
                pad=(4, 0, 8, 0),
            ),
            LongList(
                [partial(self._row, path) for path in paths],
                item_height=88,
                weight=1,
                height=FILL,
            )
            if paths
            else Empty("Empty", weight=1),
            height=FILL,
        )

    def _row(self, path: str) -> Node:
        store = Store(self.phone)
        name = path.rpartition("/")[2].rpartition(".")[0].rpartition(".")[0]

        def restore() -> None:
            store.restore(path)
            self.toast("The record restored successfully")

        def delete() -> None:
            store.delete(path)
            self.toast("The record deleted successfully")

        return Row(
            Text(name, id="list_item_name", size=17, max_lines=1, weight=1),
            ImageButton(
                "undo",
                lambda: ask(self, f"Restore record {name}?", restore),
                desc="Restore",
                id="list_item_restore",
            ),
            ImageButton(
                "delete",
                lambda: ask(self, f"Delete record {name} forever?", delete),
                desc="Delete",
                id="list_item_delete",
            ),
            min_height=72,
            pad=(20, 6, 8, 6),
        )

    def _ask_all(self) -> None:
        ask(self, "Delete all records?", self._delete_all)

    def _delete_all(self) -> None:
        store = Store(self.phone)
        for path in store.trash():
            store.delete(path)
        self.toast("All records deleted successfully")
