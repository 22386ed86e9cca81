"""The screen of a call that goes on, and the activity that carries out ACTION_CALL."""

from __future__ import annotations

from phoneagent.virtualphone.apps.dialer.placing import PACKAGE, name_of, place_call
from phoneagent.virtualphone.timetext import span_text
from phoneagent.virtualphone.ui import (
    FILL,
    Column,
    Frame,
    Icon,
    ImageButton,
    Node,
    Row,
    Screen,
    Spacer,
    Text,
)

_KEYS = "123456789*0#"


class InCallScreen(Screen):
    """Whom the call is with, how long it has lasted, and the buttons of a call."""

    refresh_ms = 1000
    muted = False
    speaker = False
    keypad = False
    typed = ""

    def view(self) -> Node:
        call = self.phone.calls.current
        if call is None:
            over = Text("Call ended", id="contactgrid_status_text", size=18, color="muted")
            close = ImageButton("close", self.finish, desc="Close")
            return Column(over, close, height=FILL, align="center", pad=(16, 120, 16, 16), gap=24)
        talked = call.talked_s(self.phone.clock.uptime_ms())
        status = "Calling\u2026" if talked < 0 else span_text(talked)
        name = name_of(self.phone, call.number)
        number = Text(call.number, id="contactgrid_forwardNumber", size=16, color="muted")
        whom = (
            Text(status, id="contactgrid_bottom_timer", size=16, color="muted"),
            Text(name, id="contactgrid_contact_name", size=32, text_align="center"),
            number if name != call.number else None,
            self._keys() if self.keypad else self._picture(),
        )
        if self.wide:
            return Row(
                Column(*whom, align="center", weight=1),
                Column(self._buttons(), self._end_button(), align="center", weight=1),
                height=FILL,
                background="surface_mid",
            )
        return Column(
            *whom,
            Spacer(1),
            self._buttons(),
            self._end_button(),
            height=FILL,
            align="center",
            pad=(24, 48, 24, 40),
            gap=8,
            background="surface_mid",
        )

    def _picture(self) -> Node:
        return Frame(
            Icon("person", color="on_primary_soft", size=72, at="center_center"),
            id="contactgrid_avatar",
            width=144,
            height=144,
            radius=72,
            background="primary_soft",
            margin=(0, 8 if self.wide else 40, 0, 0),
        )

    def _keys(self) -> Node:
        rows = [_KEYS[i : i + 3] for i in range(0, len(_KEYS), 3)]
        lines = [Row(*(self._key(key) for key in row), gap=24, justify="center") for row in rows]
        return Column(
            Text(self.typed, id="dtmf_digits", size=28, min_height=40, text_align="center"),
            *lines,
            gap=8,
            margin=(0, 8, 0, 0),
        )

    def _key(self, key: str) -> Node:
        def press() -> None:
            self.typed += key

        label = Text(key, id="dialpad_key_number", size=28, at="center_center")
        return Frame(
            label,
            on_click=press,
            focusable=True,
            desc=key,
            width=72,
            height=40 if self.wide else 60,
            radius=20,
        )

    def _buttons(self) -> Node:
        return Row(
            self._toggle("mic", "Mute", self.muted, "muted"),
            self._toggle("grid", "Keypad", self.keypad, "keypad"),
            self._toggle("volume", "Speaker", self.speaker, "speaker"),
            id="incall_button_grid",
            gap=8,
        )

    def _toggle(self, icon: str, label: str, on: bool, state: str) -> Node:
        def flip() -> None:
            setattr(self, state, not on)

        ink = "on_primary_soft" if on else "on_surface"
        ground = "primary_soft" if on else "surface_high"
        disc = Frame(
            Icon(icon, color=ink, at="center_center"),
            width=64,
            height=64,
            radius=32,
            background=ground,
        )
        return Column(
            disc,
            Text(label, size=14),
            class_name="android.widget.CompoundButton",
            desc=label,
            checkable=True,
            checked=on,
            focusable=True,
            on_click=flip,
            weight=1,
            align="center",
            gap=8,
        )

    def _end_button(self) -> Node:
        return ImageButton(
            "call",
            self._end,
            desc="End call",
            id="incall_end_call",
            width=88,
            height=72,
            radius=36,
            size=32,
            color="#ffffff",
            background="#d93025",
            margin=(0, 32, 0, 0),
        )

    def _end(self) -> None:
        self.phone.calls.end()
        self.phone.notifications.cancel(PACKAGE, "call")
        self.toast("Call ended")
        self.finish()


class PlaceCallScreen(Screen):
    """Calls the number of the intent at once; nothing of its own to see."""

    placed = False

    def on_resume(self) -> None:
        if self.placed or not self.intent.address:
            self.finish()
            return
        self.placed = True
        place_call(self, self.intent.address, self.finish)

    def view(self) -> Node:
        return Column(height=FILL)
