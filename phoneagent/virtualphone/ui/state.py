"""What a screen remembers between two builds of its view: scroll offsets and text being edited."""

from __future__ import annotations

from dataclasses import dataclass, field

from phoneagent.virtualphone.ui.editing import TextEdit


@dataclass(slots=True)
class ScrollState:
    """Offset of a scroll container in px and how far it can go."""

    offset_px: int = 0
    range_px: int = 0
    started: bool = False
    """Whether it has been laid out before, so that `Node.start_at` no longer counts."""

    @property
    def has_more(self) -> bool:
        """Whether something lies beyond the end that is shown."""
        return self.offset_px < self.range_px

    def move(self, delta_px: float) -> bool:
        """Scroll by a distance, within the range; True when the offset changed."""
        before = self.offset_px
        self.offset_px = min(max(0, round(before + delta_px)), self.range_px)
        return self.offset_px != before


@dataclass(slots=True)
class FieldState:
    """A text field's content and the text its view last declared."""

    edit: TextEdit = field(default_factory=TextEdit)
    declared: str | None = None
    scroll: ScrollState = field(default_factory=ScrollState)
    """How far the text is shifted: a single line to the left, several lines up."""
    revealed: tuple[TextEdit, int] | None = None
    """The edit and the room in px for which the cursor was last brought into sight."""

    def declare(self, text: str) -> None:
        """Take over the view's text when the view changed its mind, else keep what was typed."""
        if text != self.declared:
            if text != self.edit.text:
                self.edit = TextEdit(text)
            self.declared = text


@dataclass(slots=True)
class WidgetStates:
    """All kept state of one layer, by node key."""

    fields: dict[str, FieldState] = field(default_factory=dict)
    scrolls: dict[str, ScrollState] = field(default_factory=dict)
    focus: str = ""
    """Key of the focused text field; empty for none."""
    wants_keyboard: bool = False
    """Whether the keyboard belongs up while a field has the focus: not after it was put away."""
    autofocused: set[str] = field(default_factory=set)
    """Fields present in the last build that asked for the focus."""

    def field_of(self, key: str) -> FieldState:
        return self.fields.setdefault(key, FieldState())

    def scroll_of(self, key: str) -> ScrollState:
        return self.scrolls.setdefault(key, ScrollState())
