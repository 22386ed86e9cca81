"""What every page of Settings shares: the collapsing title, the list, opening the next page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from phoneagent.virtualphone.system.intents import Component, Intent
from phoneagent.virtualphone.ui.controls import SeekBar, Switch
from phoneagent.virtualphone.ui.lists import ListRow, RadioRow, RecyclerView, SwitchRow
from phoneagent.virtualphone.ui.node import FILL, Node
from phoneagent.virtualphone.ui.screen import Screen
from phoneagent.virtualphone.ui.views import Column, Icon, ImageButton, Row, Spacer, Text

if TYPE_CHECKING:
    from phoneagent.virtualphone.system.settings import Namespace

SUB_SETTINGS = Component("com.android.settings", "com.android.settings.SubSettings")
WIFI = "Wi\u2011Fi"
"""Android writes it with a non-breaking hyphen."""


class Page(Screen):
    """One page of Settings.

    Class attributes:
        title: shown large on top.
        finds: what the search finds on this page, beside its title.
    """

    title: ClassVar[str] = ""
    finds: ClassVar[Sequence[str]] = ()

    def rows(self) -> Sequence[Node | None]:
        """The page's list, top to bottom; None entries are left out."""
        raise NotImplementedError

    def actions(self) -> Sequence[Node]:
        """Icons in the title bar."""
        return ()

    def heading(self) -> str:
        """The title to show; pages about one thing override it."""
        return self.title

    def view(self) -> Node:
        title = self.heading()
        return Column(
            Column(
                Row(
                    ImageButton("back", self.finish, desc="Navigate up"),
                    Spacer(1),
                    *self.actions(),
                    id="action_bar",
                    class_name="android.view.ViewGroup",
                    height=56,
                    pad=(4, 0, 4, 0),
                ),
                Text(title, size=30, pad=(24, 12, 24, 20)),
                id="collapsing_toolbar",
                class_name="android.widget.FrameLayout",
                desc=title,
            ),
            RecyclerView(*self.rows(), weight=1, height=FILL, pad=(4, 0, 4, 24)),
            id="content_parent",
            height=FILL,
        )

    # Building blocks

    def open(self, page: type[Page], **extras: str) -> None:
        """Put another page on the back stack."""
        self.start(page(self.app, Intent(component=SUB_SETTINGS, extras=extras)))

    def link(self, page: type[Page], summary: str = "", title: str = "", **args: Any) -> Node:
        """A row that opens a page."""
        return ListRow(title or page.title, summary, on_click=lambda: self.open(page), **args)

    def stored_switch(
        self,
        title: str,
        space: Namespace,
        key: str,
        summary: str = "",
        *,
        on: str = "1",
        off: str = "0",
    ) -> Node:
        """A switch whose state is a setting."""
        settings = self.phone.settings
        checked = settings.get(space, key) == on
        return SwitchRow(
            title, checked, lambda wanted: settings.put(space, key, on if wanted else off), summary
        )

    def main_switch(self, title: str, checked: bool, on_toggle: Callable[[bool], object]) -> Node:
        """The prominent switch on top of a page."""
        return Row(
            Text(title, id="switch_text", size=18, weight=1, color="on_primary_soft"),
            Switch(checked, id="android:id/switch_widget"),
            id="main_switch_bar",
            class_name="android.widget.LinearLayout",
            on_click=lambda: on_toggle(not checked),
            focusable=True,
            background="primary_soft" if checked else "surface_high",
            radius=28,
            margin=(16, 0, 16, 12),
            pad=(20, 0, 20, 0),
            height=72,
        )

    def note(self, text: str) -> Node:
        """A grey explanation with the info sign, at the foot of a page."""
        return Column(
            Icon("info", width=24, height=24),
            Text(text, id="android:id/title", color="muted"),
            pad=(20, 16, 20, 16),
            gap=12,
            align="start",
        )

    def slider(
        self, title: str, icon: str, value: float, on_seek: Callable[[float], object]
    ) -> Node:
        """A row with a title and a seek bar below it."""
        return Row(
            Icon(icon, id="android:id/icon"),
            Column(
                Text(title, id="android:id/title", size=16),
                SeekBar(value, on_seek, id="seekbar", desc=title),
                weight=1,
                align="fill",
            ),
            pad=(20, 8, 20, 8),
            gap=16,
        )


def choice_rows(
    options: Sequence[tuple[str, str]], chosen: str, on_pick: Callable[[str], object]
) -> list[Node]:
    """Radio rows for (value, title) pairs."""

    def row(value: str, title: str) -> Node:
        return RadioRow(title, value == chosen, lambda: on_pick(value))

    return [row(value, title) for value, title in options]
