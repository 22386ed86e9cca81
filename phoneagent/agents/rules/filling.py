"""Which value goes into which field of the form on the screen."""

from __future__ import annotations

from dataclasses import dataclass

from phoneagent.agents.rules.fields import Fields
from phoneagent.agents.rules.intents import Edit
from phoneagent.agents.rules.kept import made_up_title, reopened
from phoneagent.agents.rules.scene import Scene
from phoneagent.agents.rules.sight import field_for, form_fields, in_dialog
from phoneagent.agents.rules.words import SAME, best_likeness, same_text, vocabulary
from phoneagent.core.screen import Element

_PICKED = ("time", "duration")  # values that are picked rather than typed
_MOST = 4


@dataclass(frozen=True)
class Filling:
    """The fields of an intent against what was typed so far in this subgoal."""

    scene: Scene
    fields: Fields

    @classmethod
    def of(cls, scene: Scene, fields: Fields) -> Filling:
        """The fields to fill; a note without a title gets one where a title must be given."""
        named = dict(fields)
        if "title" not in named and "body" in named and _only_asks_for_title(scene):
            fields = (("title", made_up_title(named["body"])), *fields)
        return cls(scene, fields)

    @property
    def pending(self) -> Fields:
        """What has not been typed or picked yet."""
        return tuple((name, value) for name, value in self.fields if not self._is_done(name, value))

    @property
    def all_done(self) -> bool:
        return not self.pending

    @property
    def begun(self) -> bool:
        """Whether something of it has been typed or picked."""
        return len(self.pending) < len(self.fields)

    @property
    def reopened(self) -> bool:
        return any(reopened(self.scene, value) for _, value in self.fields)

    def pending_value(self, name: str) -> str:
        """The value of a field that is still to be given, or ""."""
        return dict(self.pending).get(name, "")

    def placements(self) -> list[tuple[Element, str]]:
        """Up to four pending values with the field on the present screen that each belongs into."""
        placed: list[tuple[Element, str]] = []
        unplaced = []
        for name, value in self.pending:
            if name in _PICKED:
                continue
            found = self._split_name(value) if name == "name" else []
            field = field_for(self.scene.seen, name)
            if not found and field and all(field is not other for other, _ in placed):
                found = [(field, value)]
            placed += found
            if not found:
                unplaced.append((name, value))
        placed += self._into_nameless(unplaced, [field for field, _ in placed])
        return placed[:_MOST]

    def _is_done(self, name: str, value: str) -> bool:
        if name in _PICKED:
            return self.scene.tapped("confirm")
        alike = [n for n, v in self.fields if v == value]
        if self.scene.times_typed(value) > alike.index(name):
            return True
        first, _, last = value.rpartition(" ")
        return name == "name" and self.scene.typed(first) and self.scene.typed(last)

    def _split_name(self, value: str) -> list[tuple[Element, str]]:
        """First and last name, where the form asks for them apart."""
        first, last = (self._exactly(n) for n in ("first_name", "last_name"))
        head, _, tail = value.rpartition(" ")
        if not (first and last) or self._exactly("name"):
            return []
        return [(first, head), (last, tail)] if head else [(first, tail)]

    def _exactly(self, name: str) -> Element | None:
        labels = vocabulary().fields[name].labels
        return next(
            (e for e in form_fields(self.scene.seen) if best_likeness(labels, e.label) == 1), None
        )

    def _into_nameless(
        self, values: list[tuple[str, str]], taken: list[Element]
    ) -> list[tuple[Element, str]]:
        """Values no field asks for by name go, in order, into empty fields without a name."""
        if isinstance(self.scene.intent, Edit):
            return []  # what stands in a field without a name may be something else
        free = [e for e in form_fields(self.scene.seen) if all(e is not t for t in taken)]
        nameless = [e for e in free if not _known_label(e) and not e.value]
        if len(free) == 1 and len(values) >= 1 and not taken and not self._holds_ours(free[0]):
            nameless = nameless or [e for e in free if not _known_label(e)]
        return [(field, value) for field, (_, value) in zip(nameless, values, strict=False)]

    def _holds_ours(self, field: Element) -> bool:
        return any(same_text(value, field.value) for _, value in self.fields)


def _known_label(element: Element) -> bool:
    """Whether the field says that it is for something in particular."""
    label = element.label or element.hint
    fields = vocabulary().fields.values()
    return bool(label) and any(best_likeness(f.labels, label) > SAME for f in fields)


def _only_asks_for_title(scene: Scene) -> bool:
    return in_dialog(scene.seen) and field_for(scene.seen, "title") is not None
