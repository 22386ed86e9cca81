"""The time picker: a clock face for hours and minutes, or two text fields."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import time
from typing import Any

from phoneagent.virtualphone.ui.controls import EditText
from phoneagent.virtualphone.ui.dialogs import AlertDialog, DialogButton
from phoneagent.virtualphone.ui.menus import Spinner
from phoneagent.virtualphone.ui.node import WRAP, Drag, Node
from phoneagent.virtualphone.ui.views import Column, Frame, ImageButton, Row, Text

FACE_DP = 256.0
CELL_DP = 44.0
_OUTER_DP, _INNER_DP = 102.0, 66.0
_WIDE_SCALE = 0.85
_HELPER = "android.widget.RadialTimePickerView$RadialPickerTouchHelper"


class TimePickerDialog(AlertDialog):
    """The platform's time picker, with the ids of android.widget.TimePicker.

    Args:
        start: the time shown first.
        on_pick: gets the chosen time when OK is tapped.
        hour24: a 24-hour face instead of AM and PM.
    """

    face_id = "android:id/radial_picker"
    face_class = "android.widget.RadialTimePickerView"

    def __init__(
        self, start: time, on_pick: Callable[[time], object], *, hour24: bool = False
    ) -> None:
        super().__init__(
            positive=DialogButton("OK", self._confirm, stays=True),
            negative=DialogButton("Cancel"),
            content=self._picker,
        )
        self.hour, self.minute = start.hour, start.minute
        self.hour24 = hour24
        self._on_pick = on_pick
        self._on_hours = True
        self._types = False
        self._error = False

    # what is shown -----------------------------------------------------------------------

    def _picker(self) -> Node:
        body = self._fields() if self._types else self._face()
        toggle = ImageButton(
            "clock" if self._types else "keyboard",
            self._toggle,
            id="android:id/toggle_mode",
            desc=(
                "Switch to clock mode for the time input."
                if self._types
                else "Switch to text input mode for the time input."
            ),
        )
        header = None if self._types else self._header()
        look: dict[str, Any] = {"id": "android:id/timePicker", "align": "center", "gap": 8}
        if self.wide:
            return Row(Column(header, toggle, align="center", weight=1), body, **look)
        return Column(header, body, toggle, **look, pad=(12, 0, 12, 0))

    @property
    def _face_dp(self) -> float:
        return FACE_DP * (_WIDE_SCALE if self.wide else 1)

    def _header(self) -> Node:
        hours = self._digits(self._hour_text(), "android:id/hours", self._on_hours)
        minutes = self._digits(f"{self.minute:02d}", "android:id/minutes", not self._on_hours)
        colon = Text(":", id="android:id/separator", size=44)
        return Row(
            hours,
            colon,
            minutes,
            None if self.hour24 else self._halves(),
            id="android:id/time_header",
            class_name="android.widget.RelativeLayout",
            width=WRAP,
            gap=6,
            pad=(0, 12, 0, 8),
        )

    def _digits(self, text: str, id: str, current: bool) -> Node:
        def choose() -> None:
            self._on_hours = id.endswith("hours")

        return Text(
            text,
            id=id,
            size=44,
            width=92,
            height=72,
            radius=10,
            text_align="center",
            selected=current,
            background="primary_soft" if current else "surface_high",
            color="on_primary_soft" if current else "on_surface",
            on_click=choose,
            focusable=True,
        )

    def _halves(self) -> Node:
        halves = [self._half("AM", self.hour < 12, -12), self._half("PM", self.hour >= 12, 12)]
        return Column(
            *halves,
            id="android:id/ampm_layout",
            class_name="android.widget.RadioGroup",
            width=56,
            margin=(8, 0, 0, 0),
        )

    def _half(self, label: str, current: bool, hours: int) -> Node:
        def choose() -> None:
            if not current:
                self.hour += hours

        return Node(
            class_name="android.widget.RadioButton",
            id=f"android:id/{label.lower()}_label",
            text=label,
            bold=True,
            height=36,
            radius=8,
            text_align="center",
            checkable=True,
            checked=current,
            focusable=True,
            background="primary_soft" if current else "",
            on_click=choose,
        )

    def _face(self) -> Node:
        hand = (self.hour % 12 / 12 if self._on_hours else self.minute / 60) * 360
        inside = self._on_hours and self.hour24 and self._is_inner(self.hour)
        reach = _INNER_DP if inside else _OUTER_DP
        reach *= self._face_dp / FACE_DP
        return Frame(
            *self._cells(),
            id=self.face_id,
            class_name=self.face_class,
            width=self._face_dp,
            height=self._face_dp,
            radius=self._face_dp / 2,
            background="surface_high",
            paint="clock",
            value=hand,
            size=reach,
            on_drag=self._dragged,
        )

    def _cells(self) -> list[Node]:
        if not self._on_hours:
            return [
                self._cell(f"{5 * i:02d}", i, _OUTER_DP, 5 * i == self.minute) for i in range(12)
            ]
        if not self.hour24:
            return [self._cell(str(i or 12), i, _OUTER_DP, self.hour % 12 == i) for i in range(12)]
        hours = [(hour, _INNER_DP if self._is_inner(hour) else _OUTER_DP) for hour in range(24)]
        hours.sort(key=lambda cell: (-cell[1], cell[0] % 12))
        return [
            self._cell(str(hour) if hour else "00", hour % 12, reach_dp, hour == self.hour)
            for hour, reach_dp in hours
        ]

    def _cell(self, label: str, position: int, reach_dp: float, chosen: bool) -> Node:
        angle = math.tau * position / 12
        center, scale = self._face_dp / 2, self._face_dp / FACE_DP
        reach = reach_dp * scale
        x, y = center + reach * math.sin(angle), center - reach * math.cos(angle)
        cell = scale * (CELL_DP if reach_dp == _OUTER_DP else CELL_DP * 0.8)
        return Node(
            class_name=_HELPER,
            desc=label,
            text_align="center",
            size=16,
            selected=chosen,
            color="on_primary" if chosen else "on_surface",
            width=cell,
            height=cell,
            margin=(x - cell / 2, y - cell / 2, 0, 0),
            paint="label",
        )

    def _fields(self) -> Node:
        hour = self._field("android:id/input_hour", self._hour_text())
        minute = self._field("android:id/input_minute", f"{self.minute:02d}")
        labels = Row(
            Text("hour", id="android:id/label_hour", color="muted", width=92),
            Text("minute", id="android:id/label_minute", color="muted", width=92),
            width=WRAP,
            gap=22,
        )
        error = Text("Enter a valid time", id="android:id/label_error", color="error")
        half = Spinner(
            self,
            ("AM", "PM"),
            int(self.hour >= 12),
            self._pick_half,
            id="android:id/am_pm_spinner",
            width=96,
        )
        row = Row(
            hour,
            Text(":", id="android:id/input_separator", size=40),
            minute,
            None if self.hour24 else half,
            width=WRAP,
            gap=6,
        )
        return Column(
            Text("Set time", id="android:id/top_label", size=20),
            row,
            labels,
            error if self._error else None,
            id="android:id/input_mode",
            width=WRAP,
            align="start",
            gap=12,
            pad=(12, 12, 12, 12),
        )

    def _field(self, id: str, text: str) -> Node:
        return EditText(
            text,
            id=id,
            input_type="number",
            size=36,
            width=92,
            height=72,
            text_align="center",
            autofocus=id.endswith("hour"),
        )

    # what is done --------------------------------------------------------------------------

    def _dragged(self, drag: Drag) -> None:
        """Turn the hand to the finger; letting go of the hours moves on to the minutes."""
        x, y = drag.frame.center
        turn = math.atan2(drag.x - x, y - drag.y) / math.tau % 1.0
        if self._on_hours:
            middle = (_INNER_DP + _OUTER_DP) / 2 / FACE_DP * drag.frame.width
            self._set_hour(round(turn * 12) % 12, math.dist((drag.x, drag.y), (x, y)) < middle)
        else:
            self.minute = round(turn * 60) % 60
        if drag.kind == "up":
            self._on_hours = False
        self.invalidate()

    def _set_hour(self, position: int, inner: bool) -> None:
        """Take an hour from its place on the face, 0 at the top."""
        if not self.hour24:
            self.hour = position + (12 if self.hour >= 12 else 0)
        else:
            self.hour = position + 12 * (self._is_inner(position) != inner)

    def _pick_half(self, number: int) -> None:
        self.hour = self.hour % 12 + 12 * number
        self.invalidate()

    def _toggle(self) -> None:
        if self._types and not self._read_fields():
            return
        self._types = not self._types
        self._on_hours = True
        self._error = False

    def _confirm(self) -> None:
        if self._types and not self._read_fields():
            return
        self.close()
        self._on_pick(time(self.hour, self.minute))

    def _read_fields(self) -> bool:
        """Take over what was typed; False, with an error shown, when it is no time."""
        hour, minute = (self.text_of(f"android:id/input_{name}") for name in ("hour", "minute"))
        hours = range(24) if self.hour24 else range(1, 13)
        self._error = not (
            hour.isdecimal()
            and minute.isdecimal()
            and int(hour) in hours
            and int(minute) in range(60)
        )
        if not self._error:
            afternoon = not self.hour24 and self.hour >= 12
            self.hour = int(hour) if self.hour24 else int(hour) % 12 + 12 * afternoon
            self.minute = int(minute)
        self.invalidate()
        return not self._error

    def _hour_text(self) -> str:
        return f"{self.hour:02d}" if self.hour24 else str(self.hour % 12 or 12)

    def _is_inner(self, hour: int) -> bool:
        """Whether an hour of the long day lies on the inner ring."""
        return hour == 0 or hour > 12
