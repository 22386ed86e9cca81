"""The time picker of Material Components: a clock face, or two fields to type into."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time

from phoneagent.virtualphone.ui.clockface import FACE_DP, TimePickerDialog
from phoneagent.virtualphone.ui.controls import EditText
from phoneagent.virtualphone.ui.node import WRAP, Node
from phoneagent.virtualphone.ui.views import Button, Column, ImageButton, Row, Spacer, Text

_CHIP_DP = 96.0


class MaterialTimePicker(TimePickerDialog):
    """`com.google.android.material.timepicker.MaterialTimePicker`, with its ids.

    Args:
        start: the time shown first.
        on_pick: gets the chosen time when OK is tapped.
        hour24: a 24-hour face instead of AM and PM; 12 to 23 lie on its inner ring.
        title: above the picker; "Select time" or "Enter time" when left out.
    """

    face_id = "material_clock_face"
    face_class = "android.view.ViewGroup"

    def __init__(
        self,
        start: time,
        on_pick: Callable[[time], object],
        *,
        hour24: bool = False,
        title: str = "",
    ) -> None:
        super().__init__(start, on_pick, hour24=hour24)
        self.heading = title

    def view(self) -> Node:
        title = self.heading or ("Enter time" if self._types else "Select time")
        body = self._fields() if self._types else self._header()
        if not self._types:
            shown = [body, self._face()]
            body = Row(*shown, gap=24) if self.wide else Column(*shown, align="center", gap=20)
        return Column(
            Text(title, id="header_title", size=12, bold=True, color="muted"),
            body,
            self._foot(),
            align="center" if self.wide else "fill",
            pad=(24, 20, 12, 12),
            gap=16,
        )

    def _foot(self) -> Node:
        mode = "clock" if self._types else "text input"
        return Row(
            ImageButton(
                "clock" if self._types else "keyboard",
                self._toggle,
                id="material_timepicker_mode_button",
                class_name="android.widget.Button",
                desc=f"Switch to {mode} mode for the time input.",
            ),
            Spacer(),
            self._action("Cancel", self.cancel),
            self._action("OK", self._confirm),
        )

    def _action(self, text: str, on_click: Callable[[], None]) -> Node:
        name = f"material_timepicker_{text.lower()}_button"
        return Button(text, on_click, style="text", id=name)

    # the clock ---------------------------------------------------------------------------

    def _header(self) -> Node:
        return Row(
            self._digits(self._hour_text(), "material_hour_tv", self._on_hours),
            Text(":", size=52, width=24, text_align="center"),
            self._digits(f"{self.minute:02d}", "material_minute_tv", not self._on_hours),
            None if self.hour24 else self._halves(),
            id="material_clock_display",
            width=WRAP,
        )

    def _digits(self, text: str, id: str, current: bool) -> Node:
        def choose() -> None:
            self._on_hours = id == "material_hour_tv"

        return Text(
            text,
            id=id,
            class_name="android.view.View",
            desc=self._spoken(text, hours=id == "material_hour_tv"),
            size=52,
            width=_CHIP_DP,
            height=80,
            radius=8,
            text_align="center",
            checkable=True,
            checked=current,
            background="primary_soft" if current else "surface_high",
            color="on_primary_soft" if current else "on_surface",
            on_click=choose,
            focusable=True,
        )

    def _spoken(self, number: str, *, hours: bool) -> str:
        """How a screen reader says a number of the face."""
        if hours:
            return f"{int(number)} hours" if self.hour24 else f"{int(number)} o'clock"
        return f"{int(number)} minutes"

    def _halves(self) -> Node:
        halves = [self._half("AM", self.hour < 12, -12), self._half("PM", self.hour >= 12, 12)]
        return Column(
            *halves,
            id="material_clock_period_toggle",
            width=52,
            height=80,
            border="outline",
            radius=8,
            margin=(12, 0, 0, 0),
        )

    def _half(self, label: str, current: bool, hours: int) -> Node:
        half = super()._half(label, current, hours)
        half.id = f"material_clock_period_{label.lower()}_button"
        half.weight = 1
        return half

    def _is_inner(self, hour: int) -> bool:
        return hour >= 12

    def _cell(self, label: str, position: int, reach_dp: float, chosen: bool) -> Node:
        cell = super()._cell(label, position, reach_dp, chosen)
        cell.class_name = "android.widget.TextView"
        cell.text, cell.desc = label, self._spoken(label, hours=self._on_hours)
        cell.paint = ""
        return cell

    @property
    def _face_dp(self) -> float:
        return FACE_DP * (0.8 if self.wide else 1)

    # typing ------------------------------------------------------------------------------

    def _fields(self) -> Node:
        return Row(
            self._input("hour", self._hour_text(), 23 if self.hour24 else 12),
            Text(":", size=52, width=24, text_align="center", margin=(0, 0, 0, 24)),
            self._input("minute", f"{self.minute:02d}", 59),
            None if self.hour24 else self._halves(),
            id="material_timepicker_edit_text",
            width=WRAP,
        )

    def _input(self, name: str, text: str, most: int) -> Node:
        """A field that takes up to two digits, and no number beyond `most`."""
        key = f"{name}_input"

        def typed(value: str) -> None:
            digits = "".join(char for char in value if char in "0123456789")[:2]
            if digits and int(digits) > most:
                digits = digits[:1]
            if digits != value:
                self.set_text(key, digits)
            if len(digits) == 2 and name == "hour" and self.states.focus == key:
                self.focus("minute_input")

        field = EditText(
            text,
            typed,
            key=key,
            input_type="number",
            ime_action="next" if name == "hour" else "done",
            size=44,
            width=_CHIP_DP,
            height=72,
            text_align="center",
            autofocus=name == "hour",
            border="outline",
        )
        label = Text(name.capitalize(), id="material_label", size=12, color="muted")
        return Column(field, label, id=f"material_{name}_text_input", width=WRAP, gap=4)

    def _read_fields(self) -> bool:
        """Take over what was typed; an empty field counts as it was."""
        hour, minute = self.text_of("hour_input"), self.text_of("minute_input")
        if hour:
            afternoon = not self.hour24 and self.hour >= 12
            self.hour = int(hour) if self.hour24 else int(hour) % 12 + 12 * afternoon
        self.minute = int(minute or self.minute)
        return True
