"""The share sheet: what is shared, and the apps that take it, each one tap away."""

from __future__ import annotations

from phoneagent.virtualphone.apps.launcher.icons import disc
from phoneagent.virtualphone.system.activities import EXTRA_TARGET
from phoneagent.virtualphone.system.intents import Component, Extra, Intent
from phoneagent.virtualphone.ui import (
    FILL,
    WRAP,
    Button,
    Column,
    Grid,
    Icon,
    Node,
    RecyclerView,
    Row,
    Screen,
    Spacer,
    Text,
)

CHOOSER = Component("android", "com.android.internal.app.ChooserActivity")
ACTION_CHOOSER = "android.intent.action.CHOOSER"
ACTION_SEND_MULTIPLE = "android.intent.action.SEND_MULTIPLE"
EXTRA_TEXT = "android.intent.extra.TEXT"
EXTRA_STREAM = "android.intent.extra.STREAM"
EXTRA_TITLE = "android.intent.extra.TITLE"
_COLUMNS = 4
_RADIUS = 28
_PREVIEW_LINES = 4


def choose(target: Intent, title: str = "") -> Intent:
    """Android's `Intent.createChooser`: lets the person pick who gets an intent, every time."""
    return Intent(
        ACTION_CHOOSER, component=CHOOSER, extras={EXTRA_TARGET: target, EXTRA_TITLE: title}
    )


class ChooserScreen(Screen):
    """A sheet at the bottom with a preview and a grid of apps."""

    fullscreen = True

    @property
    def target(self) -> Intent:
        """What is shared; an empty intent when the starter forgot it."""
        found: Extra = self.intent.extras.get(EXTRA_TARGET)
        return found if isinstance(found, Intent) else Intent()

    def view(self) -> Node:
        return Column(
            Spacer(1, on_click=self.finish),
            Column(
                Node(width=32, height=4, radius=2, background="outline"),
                self._title(),
                self._preview(),
                self._apps(),
                id="android:id/contentPanel",
                align="center",
                background="surface",
                radius=_RADIUS,
                pad=(0, 12, 0, 48 + _RADIUS),
                margin=(0, 0, 0, -_RADIUS),
                gap=8,
                shrinks=True,
            ),
            background="surface_high",
            height=FILL,
        )

    def _title(self) -> Node | None:
        title = self.intent.text(EXTRA_TITLE)
        return Text(title, id="android:id/title", size=18, pad=(24, 8, 24, 0)) if title else None

    def _preview(self) -> Node:
        text = self.target.text(EXTRA_TEXT)
        if text:
            return self._text_preview(text)
        return self._file_preview()

    def _text_preview(self, text: str) -> Node:
        def copy() -> None:
            self.phone.clipboard.set(text)
            self.toast("Copied")
            self.finish()

        shown = Text(
            text,
            id="android:id/content_preview_text",
            weight=1,
            max_lines=_PREVIEW_LINES,
        )
        button = Button("Copy", copy, style="outlined", id="android:id/chooser_copy_button")
        return Row(shown, button, width=FILL, pad=(24, 8, 24, 8), gap=12)

    def _file_preview(self) -> Node:
        paths = [path for path in map(self.phone.path_behind, self._streams()) if path]
        if not paths:
            return Spacer(0)
        first, more = paths[0].rpartition("/")[2], len(paths) - 1
        name = f"{first} + {more} file{'s' if more > 1 else ''}" if more else first
        label = Text(name, id="android:id/content_preview_filename", weight=1, max_lines=2)
        return Row(Icon("file"), label, width=FILL, pad=(24, 8, 24, 8), gap=16)

    def _streams(self) -> list[str]:
        stream = self.target.extras.get(EXTRA_STREAM)
        return list(stream) if isinstance(stream, tuple) else [str(stream)] if stream else []

    def _apps(self) -> Node:
        found = self.phone.packages.resolve(self.target)
        if not found:
            text = "No apps can perform this action."
            return Text(text, id="android:id/message", color="muted", pad=(24, 24, 24, 24))
        rows = [found[i : i + _COLUMNS] for i in range(0, len(found), _COLUMNS)]
        grids = [
            Grid(
                *(self._cell(component) for component in row),
                columns=_COLUMNS,
                class_name="android.widget.LinearLayout",
                id="android:id/chooser_row",
            )
            for row in rows
        ]
        return RecyclerView(
            *grids, id="android:id/resolver_list", height=WRAP, pad=(12, 8, 12, 8), shrinks=True
        )

    def _cell(self, component: Component) -> Node:
        package = self.phone.packages.get(component.package)
        assert package is not None, "a resolved component has a package"

        def go() -> None:
            self.start(self.target.to(component))
            self.finish()

        icon = disc(package)
        icon.id = "android:id/icon"
        label = Text(
            package.label, id="android:id/text1", size=12, max_lines=2, text_align="center"
        )
        return Column(
            icon,
            label,
            class_name="android.widget.LinearLayout",
            align="center",
            gap=6,
            pad=(4, 10, 4, 10),
            focusable=True,
            on_click=go,
        )
