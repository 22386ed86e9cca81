"""Screens that give a device something to do."""

from __future__ import annotations

from phoneagent.virtualphone.ui import (
    FILL,
    AlertDialog,
    Button,
    Column,
    DialogButton,
    EditText,
    ListRow,
    Node,
    RecyclerView,
    Screen,
    Text,
)


class Form(Screen):
    """Three fields: one line, many lines, a password."""

    def view(self) -> Node:
        return Column(
            Text("Form"),
            EditText(id="name", hint="Name"),
            EditText(id="note", hint="Note", input_type="multiline"),
            EditText(id="secret", hint="Password", password=True),
            height=FILL,
        )


class Counter(Screen):
    """Counts taps and long presses, each on its own button."""

    taps = 0
    holds = 0

    def view(self) -> Node:
        return Column(
            Text(f"{self.taps} taps, {self.holds} holds", id="told"),
            Button("Tap me", self._tapped, id="tap"),
            ListRow("Hold me", on_click=lambda: None, on_long_click=self._held, id="hold"),
            height=FILL,
        )

    def _tapped(self) -> None:
        self.taps += 1

    def _held(self) -> None:
        self.holds += 1


class Stopwatch(Screen):
    """Shows hundredths of a second that never stand still."""

    refresh_ms = 1

    def view(self) -> Node:
        elapsed_ms = self.phone.clock.uptime_ms()
        return Column(
            Text(f"{elapsed_ms / 1000:.3f}", id="elapsed"),
            Button("Stop", lambda: None),
            height=FILL,
        )


class Restless(Screen):
    """Moves all the time: no two looks are alike."""

    refresh_ms = 1

    def view(self) -> Node:
        above_dp = self.phone.clock.uptime_ms() % 701
        return Column(Text("Falling", margin=(0, above_dp, 0, 0)), Text("Too"), height=FILL)


class Sliding(Screen):
    """A list that comes to rest 300 ms after it was first shown."""

    refresh_ms = 10
    shown_at_ms = 0

    def view(self) -> Node:
        now_ms = self.phone.clock.uptime_ms()
        self.shown_at_ms = self.shown_at_ms or now_ms
        lag_dp = max(0, 300 - (now_ms - self.shown_at_ms))
        return Column(Text("Arriving", margin=(0, lag_dp, 0, 0)), Text("Two"), height=FILL)


class People(Screen):
    """A list of names that can be removed one by one; longer than the screen."""

    def __init__(self, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self.names = [f"Person {n:02}" for n in range(1, 41)]
        self.chosen = ""

    def view(self) -> Node:
        rows = (ListRow(n, on_click=lambda n=n: self._choose(n), id="row") for n in self.names)
        return Column(
            Text(f"Chosen: {self.chosen}"), RecyclerView(*rows, weight=1, id="list"), height=FILL
        )

    def _choose(self, name: str) -> None:
        self.chosen = name


class Covered(Screen):
    """A button below a dialog."""

    taps = 0

    def view(self) -> Node:
        return Column(Button("Below", self._tapped, id="below"), height=FILL)

    def _tapped(self) -> None:
        self.taps += 1

    def ask(self) -> None:
        self.show(AlertDialog("Rate us?", positive=DialogButton("Later")))
