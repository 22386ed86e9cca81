"""The list of recordings, and the panel that plays one of them."""

from __future__ import annotations

from functools import partial

from phoneagent.virtualphone.apps.audiorecorder.menu import copy, share, show_menu, throw_away
from phoneagent.virtualphone.apps.audiorecorder.panel import play_panel
from phoneagent.virtualphone.apps.audiorecorder.parts import ask, facts_text, length_text
from phoneagent.virtualphone.apps.audiorecorder.recorder import process_of
from phoneagent.virtualphone.apps.audiorecorder.store import SORTS, Recording, Store
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.timetext import moment_of
from phoneagent.virtualphone.ui import (
    FILL,
    Column,
    Empty,
    ImageButton,
    LongList,
    MenuItem,
    Node,
    PopupMenu,
    Row,
    Screen,
    Text,
)


class RecordsScreen(Screen):
    """A tap plays, a long press selects; bookmarks and the order are in the bar on top."""

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        self.player = process_of(app).player
        self.store = Store(app.phone)
        self.only_marked = False
        self.chosen: frozenset[str] = frozenset()
        self.open_path = self.player.path

    @property
    def refresh_ms(self) -> int:  # type: ignore[override]
        return 500 if self.player.playing else 0

    def _shown(self) -> list[Recording]:
        return [r for r in self.store.recordings() if r.marked or not self.only_marked]

    def view(self) -> Node:
        shown = self._shown()
        nothing = "Bookmarks is empty" if self.only_marked else "Records is empty"
        playing = self.store.get(self.open_path)
        return Column(
            self._selection_bar() if self.chosen else self._toolbar(),
            LongList(
                [partial(self._row, recording) for recording in shown],
                id="recycler_view",
                item_height=72,
                weight=1,
                height=FILL,
            )
            if shown
            else Empty(nothing, weight=1),
            play_panel(self, playing) if playing else None,
            height=FILL,
        )

    def _toolbar(self) -> Node:
        title = "Bookmarks" if self.only_marked else "Records"
        return Row(
            ImageButton("back", self.finish, id="btn_back"),
            Column(
                Text(title, id="txt_title", size=20, bold=True),
                Text(self.store.sort, id="txt_sub_title", size=13, color="muted"),
                weight=1,
            ),
            ImageButton("sort", self._show_sorts, id="btn_sort"),
            ImageButton(
                "star" if self.only_marked else "star_outline",
                self._toggle_marked,
                id="btn_bookmarks",
            ),
            id="toolbar",
            height=64,
            pad=(4, 0, 4, 0),
        )

    def _selection_bar(self) -> Node:
        return Row(
            ImageButton("close", self._unselect, id="btn_close_multi_select"),
            Text(f"{len(self.chosen)} selected", id="txt_selected_multi", size=18, weight=1),
            ImageButton("share", lambda: share(self, self._take_selected()), id="btn_share_multi"),
            ImageButton("download", self._ask_copy, id="btn_download_multi"),
            ImageButton("delete", self._ask_delete, id="btn_delete_multi"),
            id="menu_multi_select",
            height=64,
            pad=(4, 0, 4, 0),
            background="surface_high",
        )

    def _row(self, recording: Recording) -> Node:
        path = recording.path
        chosen = path in self.chosen
        added = moment_of(self.phone, round(recording.added_s * 1000))
        more = ImageButton("more", id="list_item_more", color="muted")
        more.on_click = lambda: show_menu(self, recording, more.frame)
        return Row(
            Column(
                Text(recording.name, id="list_item_name", size=17, max_lines=1),
                Row(
                    Text(length_text(recording.duration_ms), id="list_item_description"),
                    Text(facts_text(recording), id="list_item_info", color="muted"),
                    Text(f"{added:%d %b}", id="list_item_date", color="muted"),
                    gap=14,
                ),
                weight=1,
                gap=2,
            ),
            ImageButton(
                "star" if recording.marked else "star_outline",
                lambda: self.store.mark(path, marked=not recording.marked),
                id="list_item_bookmark",
                color="primary" if recording.marked else "muted",
            ),
            more,
            id="container",
            class_name="android.widget.FrameLayout",
            on_click=lambda: self._tapped(path),
            on_long_click=lambda: self._toggle(path),
            focusable=True,
            selected=chosen,
            background="primary_soft" if chosen else "",
            min_height=72,
            pad=(20, 6, 4, 6),
        )

    def _tapped(self, path: str) -> None:
        if self.chosen:
            self._toggle(path)
            return
        self.open_path = path
        self.store.make_active(path)
        self.player.toggle(path)

    def _toggle(self, path: str) -> None:
        self.chosen ^= {path}

    def _unselect(self) -> None:
        self.chosen = frozenset()

    def _take_selected(self) -> list[Recording]:
        found = [r for r in self.store.recordings() if r.path in self.chosen]
        self._unselect()
        return found

    def _ask_copy(self) -> None:
        count = len(self.chosen)
        what = f"{count} selected record{'' if count == 1 else 's'}"
        question = f"Copy {what} to the \u2018Downloads\u2019 directory?"
        ask(self, question, lambda: copy(self, self._take_selected()))

    def _ask_delete(self) -> None:
        count = len(self.chosen)
        question = f"Move to trash {count} selected record{'' if count == 1 else 's'}?"
        ask(self, question, lambda: throw_away(self, self._take_selected()))

    def _show_sorts(self) -> None:
        def pick(sort: str) -> None:
            self.store.prefs.put("pref_records_order", sort)

        self.show(PopupMenu([MenuItem(sort, partial(pick, sort)) for sort in SORTS]))

    def _toggle_marked(self) -> None:
        self.only_marked = not self.only_marked

    def on_back(self) -> bool:
        if self.chosen:
            self._unselect()
            return True
        if self.open_path:
            self.close_panel()
            return True
        return False

    def close_panel(self) -> None:
        """Stop playing and put the panel away."""
        self.player.stop()
        self.open_path = ""

    def step(self, places: int) -> None:
        """Play the next or the previous recording of the list."""
        paths = [recording.path for recording in self._shown()]
        if self.open_path in paths:
            path = paths[(paths.index(self.open_path) + places) % len(paths)]
            self.open_path = path
            self.store.make_active(path)
            self.player.toggle(path)
