"""Deleting events, with the question what to do with those that repeat."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from phoneagent.virtualphone.apps.calendar.model import Occurrence
from phoneagent.virtualphone.apps.calendar.store import Store
from phoneagent.virtualphone.ui import (
    AlertDialog,
    Column,
    DialogButton,
    Node,
    RadioButton,
    Text,
)

ONE, FUTURE, ALL = "one_only", "future", "all"
_RULES = {
    ONE: "Delete the selected occurrence only",
    FUTURE: "Delete this and all future occurrences",
    ALL: "Delete all occurrences",
}


class DeleteDialog(AlertDialog):
    """Asks whether, and how much of a repetition, to delete.

    Args:
        repeats: something repeats; else everything chosen goes.
        on_yes: gets `ONE`, `FUTURE` or `ALL`.
        what: "event" or "task".
    """

    def __init__(
        self, repeats: bool, on_yes: Callable[[str], object], *, what: str = "event"
    ) -> None:
        super().__init__(
            positive=DialogButton("Yes", lambda: on_yes(self.rule)),
            negative=DialogButton("No"),
            content=self._body,
        )
        self.rule = ONE if repeats else ALL
        self._repeats, self._what = repeats, what

    def _body(self) -> Node:
        question = Text(
            "Are you sure you want to proceed with the deletion?",
            id="delete_event_description",
            size=16,
        )
        return Column(
            question,
            *(self._choice() if self._repeats else ()),
            id="delete_event_holder",
            pad=(24, 12, 24, 0),
            gap=12,
        )

    def _choice(self) -> tuple[Node, ...]:
        note = Text(f"The {self._what} is repeatable", id="delete_event_repeat_description")
        lines = [self._line(rule, text) for rule, text in _RULES.items()]
        group = Column(*lines, id="delete_event_radio_view", class_name="android.widget.RadioGroup")
        return note, group

    def _line(self, rule: str, text: str) -> Node:
        def pick(_: bool) -> None:
            self.rule = rule

        return RadioButton(
            rule == self.rule, pick, text=text, id=f"delete_event_{rule}", min_height=44
        )


def delete_occurrences(store: Store, found: Iterable[Occurrence], rule: str) -> None:
    """Delete events, or as much of their repetition as the rule says."""
    for one in found:
        event = store.get(one.event.id)
        if event is None:
            continue
        if not event.repeats or rule == ALL:
            store.delete(event.id)
        elif rule == FUTURE:
            store.delete_from(event, one.start_s)
        else:
            store.delete_occurrence(event, one.start_s)
