"""The dialogs that Simple Mobile Tools' apps share: one of several, and a question."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from phoneagent.virtualphone.ui import (
    AlertDialog,
    Column,
    DialogButton,
    Node,
    RadioButton,
    Scroll,
    Text,
)


class RadioDialog(AlertDialog):
    """Pick one of several lines; the choice closes the dialog.

    Args:
        items: the lines.
        chosen: the number of the line that holds now; -1 for none.
        on_pick: gets the number of the picked line.
        title: empty for none.
    """

    def __init__(
        self,
        items: Sequence[str],
        chosen: int,
        on_pick: Callable[[int], object],
        *,
        title: str = "",
    ) -> None:
        super().__init__(title, content=self._lines)
        self.items, self.chosen, self.on_pick = tuple(items), chosen, on_pick

    def _lines(self) -> Node:
        lines = [self._line(number, text) for number, text in enumerate(self.items)]
        group = Column(*lines, id="dialog_radio_group", class_name="android.widget.RadioGroup")
        return Scroll(group, id="dialog_radio_holder")

    def _line(self, number: int, text: str) -> Node:
        def pick(_: bool) -> None:
            self.close()
            self.on_pick(number)

        line = RadioButton(number == self.chosen, pick, text=text)
        line.min_height, line.pad = 52, (24, 8, 24, 8)
        return line


class Question(AlertDialog):
    """A message with two answers.

    Args:
        message: what is asked.
        on_yes: called for the positive answer.
        on_no: called for the negative answer.
        words: the positive and the negative answer.
    """

    def __init__(
        self,
        message: str,
        on_yes: Callable[[], object],
        on_no: Callable[[], object] | None = None,
        words: tuple[str, str] = ("Yes", "No"),
    ) -> None:
        super().__init__(
            positive=DialogButton(words[0], on_yes),
            negative=DialogButton(words[1], on_no),
            content=lambda: Text(message, id="message", size=15, pad=(24, 12, 24, 0)),
        )
