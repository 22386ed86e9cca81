"""Moments as a phone writes them: by the 12 or the 24 hour clock, and how long ago."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone
    from phoneagent.virtualphone.system.settings import Settings

_WEEK_S = 6 * 86_400


def hour24(settings: Settings) -> bool:
    """Whether the person wants the day to have 24 hours."""
    return settings.get("system", "time_12_24") == "24"


def time_text(moment: datetime, *, long: bool, marked: bool = True) -> str:
    """The time of day: `13:05` when the day is `long`, else `1:05 PM`, or `1:05` unmarked."""
    if long:
        return f"{moment:%H:%M}"
    return f"{moment:%I:%M %p}".lstrip("0") if marked else f"{moment:%I:%M}".lstrip("0")


def moment_of(phone: VirtualPhone, epoch_ms: int) -> datetime:
    """Milliseconds since the epoch in the phone's time zone."""
    return datetime.fromtimestamp(epoch_ms / 1000, phone.clock.now().tzinfo)


def clock_text(phone: VirtualPhone, epoch_ms: int) -> str:
    """The time of day of a moment, as the phone is set to show it."""
    return time_text(moment_of(phone, epoch_ms), long=hour24(phone.settings))


def day_text(phone: VirtualPhone, epoch_ms: int) -> str:
    """The time for today, the weekday for this week, else the date."""
    moment, now = moment_of(phone, epoch_ms), phone.clock.now()
    if moment.date() == now.date():
        return clock_text(phone, epoch_ms)
    if (now - moment).total_seconds() < _WEEK_S:
        return f"{moment:%a}"
    return f"{moment:%b} {moment.day}"


def span_text(total_s: int) -> str:
    """How long something takes: `02:07`, or `1:02:07` from an hour on."""
    hours, minutes, seconds = total_s // 3600, total_s // 60 % 60, total_s % 60
    start = f"{hours}:" if hours else ""
    return f"{start}{minutes:02d}:{seconds:02d}"
