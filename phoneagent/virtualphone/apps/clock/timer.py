"""The timer tab: a number pad to set it, then the countdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phoneagent.virtualphone.apps.clock.model import Timer, hms
from phoneagent.virtualphone.apps.clock.tab import Tab
from phoneagent.virtualphone.ui import (
    Button,
    Column,
    Fab,
    Grid,
    ImageButton,
    Node,
    Row,
    Screen,
    Text,
)

if TYPE_CHECKING:
    from phoneagent.virtualphone.apps.clock import ClockApp

_MOST_DIGITS = 6
_MINUTE_MS = 60_000


class TimerTab(Tab):
    """Typed digits fill seconds, minutes and hours from the right, as on a microwave oven."""

    def __init__(self, screen: Screen, app: ClockApp) -> None:
        super().__init__(screen)
        self.app = app
        self.digits = ""

    @property
    def refresh_ms(self) -> int:  # type: ignore[override]
        return 500 if self.app.store.timer().running else 0

    def view(self) -> Node:
        timer = self.app.store.timer()
        return self._countdown(timer) if timer.exists else self._setup()

    def on_back(self) -> bool:
        used = bool(self.digits) and not self.app.store.timer().exists
        self.digits = ""
        return used

    # setting it -------------------------------------------------------------------------------

    def _typed(self) -> tuple[int, int, int]:
        padded = self.digits.rjust(_MOST_DIGITS, "0")
        return int(padded[:2]), int(padded[2:4]), int(padded[4:])

    def _setup(self) -> Node:
        hours, minutes, seconds = self._typed()
        shown = f"{hours:02d}h {minutes:02d}m {seconds:02d}s"
        keys = [self._key(label) for label in (*"123456789", "00", "0")]
        delete = ImageButton(
            "backspace",
            self._erase,
            desc="Delete",
            id="timer_setup_delete",
            enabled=bool(self.digits),
            height=self._key_dp,
            width=96,
        )
        wide = self.screen.wide
        time = Text(
            shown,
            id="timer_setup_time",
            size=40,
            color="primary" if self.digits else "muted",
            desc=f"{hours} hours, {minutes} minutes, {seconds} seconds",
        )
        pad = Grid(*keys, delete, columns=3, gap=6 if wide else 10, width=320)
        ready = self.digits.strip("0")
        start = Fab("play", self._start, desc="Start", id="fab", margin=0) if ready else None
        if wide:
            side = Column(time, start, align="center", gap=16, weight=1)
            return Row(side, pad, weight=1, align="center", pad=(16, 0, 16, 0))
        return Column(time, pad, start, weight=1, align="center", gap=24, pad=(16, 32, 16, 16))

    def _key(self, label: str) -> Node:
        return Button(
            label,
            lambda: self._press(label),
            style="soft",
            id=f"timer_setup_digit_{label}",
            size=28,
            height=self._key_dp,
            width=96,
            radius=self._key_dp / 2,
            pad=0,
        )

    @property
    def _key_dp(self) -> float:
        return 40 if self.screen.wide else 72

    def _press(self, label: str) -> None:
        self.digits = (self.digits + label).lstrip("0")[:_MOST_DIGITS]

    def _erase(self) -> None:
        self.digits = self.digits[:-1]

    def _start(self) -> None:
        hours, minutes, seconds = self._typed()
        length_ms = ((hours * 60 + minutes) * 60 + seconds) * 1000
        self.digits = ""
        self._set(Timer(length_ms, length_ms).started(self.phone.clock.uptime_ms()))

    # running it -------------------------------------------------------------------------------

    def _countdown(self, timer: Timer) -> Node:
        left_ms = timer.left_ms(self.phone.clock.uptime_ms())
        hours, minutes, seconds = hms(abs(-(-left_ms // 1000)))
        sign = "-" if left_ms < 0 else ""
        short = (
            f"{sign}{hours}:{minutes:02d}:{seconds:02d}"
            if hours
            else f"{sign}{minutes}:{seconds:02d}"
        )
        whole = hms(timer.length_ms // 1000)
        names = ("h", "m", "s")
        label = " ".join(f"{n}{u}" for n, u in zip(whole, names, strict=True) if n)
        toggle = "pause" if timer.running else "play"
        return Column(
            Text(f"{label} timer", id="timer_label", size=16, color="muted"),
            Text(
                short,
                id="timer_time_text",
                size=56,
                desc=f"{sign}{hours} hours, {minutes} minutes, {seconds} seconds",
            ),
            Row(
                Button("+ 1:00", self._longer, style="soft", desc="Add 1 minute", id="add_one_min"),
                ImageButton("refresh", self._restart, desc="Reset", id="reset"),
                gap=16,
                justify="center",
            ),
            Row(
                ImageButton("delete", self._delete, desc="Delete", id="delete_timer"),
                Fab(
                    toggle,
                    self._toggle,
                    desc="Pause" if timer.running else "Start",
                    id="play_pause",
                    margin=0,
                ),
                gap=24,
                justify="center",
            ),
            weight=1,
            align="center",
            gap=4 if self.screen.wide else 28,
            pad=(16, 0, 16, 0) if self.screen.wide else (16, 64, 16, 16),
        )

    def _set(self, timer: Timer) -> None:
        self.app.store.set_timer(timer)
        self.app.schedule()
        self.screen.invalidate()

    def _toggle(self) -> None:
        timer, now = self.app.store.timer(), self.phone.clock.uptime_ms()
        self._set(timer.paused(now) if timer.running else timer.started(now))

    def _longer(self) -> None:
        self._set(self.app.store.timer().longer(_MINUTE_MS))

    def _restart(self) -> None:
        self._set(self.app.store.timer().restarted())

    def _delete(self) -> None:
        self._set(Timer())
