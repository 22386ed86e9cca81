"""The sheets that rise from below: what can be done with an item, and where to add it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from phoneagent.virtualphone.apps.vlc.library import Library, Media, Playlist
from phoneagent.virtualphone.ui import (
    WRAP,
    BottomSheet,
    Button,
    Column,
    EditText,
    Icon,
    Node,
    RecyclerView,
    Row,
    Spacer,
    Switch,
    Text,
)

Click = Callable[[], object]


def count_text(count: int, noun: str = "media") -> str:
    """`1 video`, `2 videos`; media are media however many."""
    return f"{count} {noun}" if count == 1 or noun == "media" else f"{count} {noun}s"


@dataclass(frozen=True)
class Choice:
    """A line of a context sheet."""

    title: str
    icon: str
    on_click: Click


class ContextSheet(BottomSheet):
    """What can be done with one item."""

    def __init__(self, title: str, choices: Sequence[Choice]) -> None:
        super().__init__()
        self.title = title
        self.choices = tuple(choices)

    def view(self) -> Node:
        rows = [self._row(choice) for choice in self.choices]
        return Column(
            Text(self.title, id="ctx_title", size=18, bold=True, pad=(20, 12, 20, 8), max_lines=2),
            RecyclerView(*rows, id="ctx_list", height=WRAP),
        )

    def _row(self, choice: Choice) -> Node:
        def pick() -> None:
            self.close()
            choice.on_click()

        return Row(
            Icon(choice.icon, id="context_option_icon"),
            Text(choice.title, id="context_option_title", size=16, weight=1),
            class_name="android.view.ViewGroup",
            min_height=52,
            pad=(20, 8, 20, 8),
            gap=20,
            focusable=True,
            on_click=pick,
        )


class AddToPlaylist(BottomSheet):
    """Adds media to playlists: those that are there, ticked, or one created here.

    Args:
        library: where the playlists are kept.
        media: what is added, in this order.
        on_done: called once they are in.
    """

    def __init__(
        self, library: Library, media: Sequence[Media], on_done: Click = lambda: None
    ) -> None:
        super().__init__()
        self.library = library
        self.media = tuple(media)
        self.on_done = on_done
        self.chosen: list[int] = []
        self.replaces = False
        self.problem = ""

    def view(self) -> Node:
        rows = [self._row(playlist) for playlist in self.library.playlists()]
        picked = f"{len(self.chosen)} selected" if self.chosen else "Add to existing playlist"
        return Column(
            Text("Create new playlist", size=16, bold=True),
            self._name(),
            Row(
                Text(picked, id="selected_playlist_count", size=16, bold=True, weight=1),
                Text(count_text(len(self.media)), id="medias", color="muted"),
            ),
            Row(
                Text("Replace playlist", weight=1),
                Switch(self.replaces, self._set_replaces, id="replaceSwitch"),
            ),
            RecyclerView(*rows, id="android:id/list", height=WRAP, shrinks=True)
            if rows
            else Text("No playlist found.", id="android:id/empty", color="muted"),
            Row(
                Spacer(1),
                Button("Save", self._save, id="dialog_playlist_save", enabled=bool(self.chosen)),
                pad=(0, 4, 0, 0),
            ),
            id="form_container",
            pad=(20, 12, 20, 4),
            gap=10,
        )

    def _name(self) -> Node:
        field = EditText(
            id="dialog_playlist_name",
            hint="Playlist name",
            weight=1,
            ime_action="done",
            on_submit=self._create,
        )
        create = Button("Create", self._create, id="dialog_playlist_create", style="soft")
        problem = Text(self.problem, size=12, color="error") if self.problem else None
        return Column(Row(field, create, gap=12), problem, gap=4)

    def _row(self, playlist: Playlist) -> Node:
        chosen = playlist.id in self.chosen
        texts = Column(
            Text(playlist.name, id="title", size=16, max_lines=1),
            Text(count_text(playlist.count), id="subtitle", color="muted"),
            weight=1,
        )
        return Row(
            Icon("list", id="imageView8"),
            texts,
            Icon("check", id="selected_check", color="primary") if chosen else None,
            class_name="android.view.ViewGroup",
            min_height=60,
            gap=16,
            pad=(4, 6, 4, 6),
            selected=chosen,
            focusable=True,
            on_click=lambda: self._flip(playlist.id),
        )

    def _flip(self, playlist: int) -> None:
        if playlist in self.chosen:
            self.chosen.remove(playlist)
        else:
            self.chosen.append(playlist)
        self.invalidate()

    def _set_replaces(self, wanted: bool) -> None:
        self.replaces = wanted
        self.invalidate()

    def _create(self) -> None:
        name = self.text_of("dialog_playlist_name").strip()
        if not name:
            return
        if any(playlist.name == name for playlist in self.library.playlists()):
            self.problem = f"Playlist {name} already exists"
        else:
            self.problem = ""
            self.chosen.append(self.library.create(name))
            self.set_text("dialog_playlist_name", "")
            self.focus("")
        self.invalidate()

    def _save(self) -> None:
        for playlist in self.chosen:
            if self.replaces:
                self.library.arrange(playlist, self.media)
            else:
                self.library.append(playlist, self.media)
        self.close()
        self.on_done()
