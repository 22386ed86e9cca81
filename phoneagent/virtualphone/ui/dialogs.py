"""Dialogs in windows of their own, with the ids of Android's AlertDialog."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from phoneagent.virtualphone.ui.controls import EditText
from phoneagent.virtualphone.ui.layer import Layer, Room
from phoneagent.virtualphone.ui.layout import Layout
from phoneagent.virtualphone.ui.node import FILL, WRAP, Node, Rect
from phoneagent.virtualphone.ui.views import Button, Column, Frame, Row, Scroll, Spacer, Text

Click = Callable[[], object]

MAX_WIDTH_DP = 560.0
MARGIN_DP = 28.0


@dataclass(frozen=True, slots=True)
class DialogButton:
    """A button of a dialog: its text and what it does; the dialog closes unless it stays open."""

    text: str
    on_click: Click | None = None
    stays: bool = False


class Dialog(Layer):
    """A panel in the middle of the screen; everything below is dimmed and out of reach.

    Subclasses override `view`, or use `AlertDialog`.
    """

    kind = "dialog"
    dims = True
    cancelable = True

    def __init__(self, on_cancel: Click | None = None) -> None:
        super().__init__()
        self.on_cancel = on_cancel

    def cancel(self) -> None:
        """Close without a choice."""
        self.close()
        if self.on_cancel:
            self.on_cancel()

    def on_outside(self) -> None:
        if self.cancelable:
            self.cancel()

    def on_back(self) -> bool:
        if self.cancelable:
            self.cancel()
        return True

    def compose(self, room: Room, layout: Layout) -> Node:
        body = Node(id="android:id/content", width=FILL, children=[self.view()])
        panel = Node(width=FILL, children=[body])
        return Node(width=FILL, children=[panel], background="surface_mid", radius=28, elevation=3)

    def area(self, root: Node, room: Room, layout: Layout) -> Rect:
        free = room.content
        width = min(free.width - 2 * layout.px(MARGIN_DP), layout.px(MAX_WIDTH_DP))
        _, height = layout.measure(root, width, free.height - 2 * layout.px(12))
        left = free.left + (free.width - width) // 2
        top = free.top + (free.height - height) // 2
        return Rect(left, top, left + width, top + height)


class AlertDialog(Dialog):
    """Title, message or content, and up to three buttons.

    Args:
        title: empty for none.
        message: empty for none.
        positive, negative, neutral: the buttons android:id/button1, button2 and button3.
        content: builds a custom view; called at every rebuild, so it may show changing state.
        on_cancel: called when the dialog is left by back or by a tap outside.
    """

    def __init__(
        self,
        title: str = "",
        message: str = "",
        *,
        positive: DialogButton | None = None,
        negative: DialogButton | None = None,
        neutral: DialogButton | None = None,
        content: Callable[[], Node] | None = None,
    ) -> None:
        super().__init__()
        self.title = title
        self.message = message
        self.buttons = (neutral, negative, positive)
        self.content = content

    def view(self) -> Node:
        panels = [
            self._title_panel(),
            self._message_panel(),
            self._custom_panel(),
            self._button_panel(),
        ]
        present = [panel for panel in panels if panel is not None]
        return Column(*present, id="android:id/parentPanel")

    def _title_panel(self) -> Node | None:
        if not self.title:
            return None
        title = Text(self.title, id="android:id/alertTitle", size=22, max_lines=2)
        template = Row(title, id="android:id/title_template", pad=(24, 24, 24, 0))
        return Column(template, id="android:id/topPanel")

    def _message_panel(self) -> Node | None:
        if not self.message:
            return None
        text = Text(self.message, id="android:id/message", color="muted", size=15)
        scroll = Scroll(
            Column(text, pad=(24, 16 if self.title else 24, 24, 0)), id="android:id/scrollView"
        )
        return Frame(scroll, id="android:id/contentPanel", shrinks=True)

    def _custom_panel(self) -> Node | None:
        if self.content is None:
            return None
        inner = Frame(self.content(), id="android:id/custom")
        return Frame(inner, id="android:id/customPanel", margin=(0, 12, 0, 0), shrinks=True)

    def _button_panel(self) -> Node | None:
        if not any(self.buttons):
            return Spacer(0, height=20)
        neutral, negative, positive = self.buttons
        cells = [
            self._button(neutral, 3),
            Spacer(1),
            self._button(negative, 2),
            self._button(positive, 1),
        ]
        inner = Row(*[cell for cell in cells if cell is not None], gap=8, pad=(16, 16, 16, 16))
        return Scroll(inner, id="android:id/buttonPanel")

    def _button(self, button: DialogButton | None, number: int) -> Node | None:
        if button is None:
            return None

        def press() -> None:
            if not button.stays:
                self.close()
            if button.on_click:
                button.on_click()

        return Button(button.text, press, style="text", id=f"android:id/button{number}")


class NameDialog(AlertDialog):
    """Asks for a name and says what is wrong with it.

    Args:
        title: of the dialog.
        name: what the field holds at first.
        verb: the text of the button.
        then: takes the name; it returns what is wrong with it, or nothing.
        hint: of the field.

    Attributes:
        field_id: the id of the field.
        empty: what is said of no name at all.
    """

    field_id = "name_edit_text"
    empty = "Please fill in the field"

    def __init__(
        self, title: str, name: str, verb: str, then: Callable[[str], str], *, hint: str = "Name"
    ) -> None:
        super().__init__(
            title,
            positive=DialogButton(verb, self._done, stays=True),
            negative=DialogButton("Cancel"),
            content=self._field,
        )
        self._name, self._then, self._hint = name, then, hint
        self._problem = ""

    def _field(self) -> Node:
        return Column(
            EditText(
                self._name,
                id=self.field_id,
                hint=self._hint,
                autofocus=True,
                ime_action="done",
                on_submit=self._done,
            ),
            Text(self._problem, size=12, color="error") if self._problem else None,
            pad=(24, 8, 24, 8),
            gap=6,
        )

    def _done(self) -> None:
        name = self.text_of(self.field_id).strip()
        self._problem = self._then(name) if name else self.empty
        if self._problem:
            self.invalidate()
        else:
            self.close()


class ListDialog(AlertDialog):
    """Choose one of several lines at once.

    Args:
        items: the lines.
        on_pick: gets the number of the chosen line.
        chosen: the line that is checked now; None shows a plain list without radio buttons.
    """

    def __init__(
        self,
        title: str,
        items: Sequence[str],
        on_pick: Callable[[int], object],
        *,
        chosen: int | None = None,
        negative: DialogButton | None = None,
    ) -> None:
        super().__init__(title, negative=negative)
        self.items = tuple(items)
        self.on_pick = on_pick
        self.chosen = chosen

    def _custom_panel(self) -> Node | None:
        rows = [self._line(number, text) for number, text in enumerate(self.items)]
        rows_view = Scroll(
            *rows,
            id="android:id/select_dialog_listview",
            class_name="android.widget.ListView",
            pad=(0, 12, 0, 0),
        )
        return Frame(rows_view, id="android:id/contentPanel", shrinks=True)

    def _line(self, number: int, text: str) -> Node:
        def pick() -> None:
            self.close()
            self.on_pick(number)

        return _choice(
            text, "radio" if self.chosen is not None else "", number == self.chosen, pick
        )


class CheckDialog(AlertDialog):
    """Tick any of several lines; `on_done` gets the numbers of the ticked ones."""

    def __init__(
        self,
        title: str,
        items: Sequence[str],
        chosen: frozenset[int],
        on_done: Callable[[frozenset[int]], object],
    ) -> None:
        super().__init__(
            title,
            positive=DialogButton("OK", lambda: on_done(frozenset(self.chosen))),
            negative=DialogButton("Cancel"),
        )
        self.items = tuple(items)
        self.chosen = set(chosen)

    def _custom_panel(self) -> Node | None:
        rows = [
            _choice(text, "checkbox", number in self.chosen, self._flip(number))
            for number, text in enumerate(self.items)
        ]
        rows_view = Scroll(
            *rows,
            id="android:id/select_dialog_listview",
            class_name="android.widget.ListView",
            pad=(0, 12, 0, 0),
        )
        return Frame(rows_view, id="android:id/contentPanel", shrinks=True)

    def _flip(self, number: int) -> Click:
        def flip() -> None:
            self.chosen ^= {number}
            self.invalidate()

        return flip


def _choice(text: str, paint: str, checked: bool, on_click: Click) -> Node:
    """One line of a list dialog, as the platform's select_dialog layouts have it."""
    return Node(
        class_name="android.widget.CheckedTextView" if paint else "android.widget.TextView",
        id="android:id/text1",
        text=text,
        size=16,
        paint=paint,
        checkable=bool(paint),
        checked=checked,
        on_click=on_click,
        focusable=True,
        width=FILL,
        height=WRAP,
        min_height=48,
        pad=(24, 12, 24, 12),
    )
