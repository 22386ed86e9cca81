"""How Simple Calendar writes dates, times, repetitions and reminders."""

from __future__ import annotations

from datetime import date, datetime

from phoneagent.virtualphone.apps.calendar.model import (
    DAY_S,
    EVERY_DAY,
    LAST_DAY,
    LAST_WEEKDAY,
    MONTH_S,
    NO_REMINDER,
    NTH_WEEKDAY,
    WEEK_S,
    YEAR_S,
)

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ORDERS = ("first", "second", "third", "fourth", "fifth")
_PLAIN_INTERVALS = {
    0: "No repetition",
    DAY_S: "Daily",
    WEEK_S: "Weekly",
    MONTH_S: "Monthly",
    YEAR_S: "Yearly",
}
_UNITS = ((YEAR_S, "year"), (MONTH_S, "month"), (WEEK_S, "week"), (DAY_S, "day"))
_REMINDER_UNITS = ((10080, "week"), (1440, "day"), (60, "hour"), (1, "minute"))


def day_text(day: date, today: date) -> str:
    """`October 15`, with the year when it is not the present one."""
    year = f" {day.year}" if day.year != today.year else ""
    return f"{day:%B} {day.day}{year}"


def day_title(day: date, today: date) -> str:
    """`October 15 (Sun)`."""
    return f"{day_text(day, today)} ({day:%a})"


def full_date(day: date) -> str:
    """`October 15 2023`."""
    return f"{day:%B} {day.day} {day.year}"


def month_title(day: date, today: date) -> str:
    """`October`, with the year when it is not the present one."""
    return f"{day:%B}" if day.year == today.year else f"{day:%B} {day.year}"


def day_in_month(day: date) -> str:
    """`15 Sunday`."""
    return f"{day.day} {day:%A}"


def time_text(moment: datetime, *, long: bool) -> str:
    """`15:34`, or `03:34 PM` on a phone whose day has 12 hours."""
    return f"{moment:%H:%M}" if long else f"{moment:%I:%M %p}"


def counted(number: int, unit: str) -> str:
    """`1 week`, `2 weeks`."""
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def repetition_text(interval_s: int) -> str:
    """`No repetition`, `Weekly`, `3 days`."""
    if interval_s in _PLAIN_INTERVALS:
        return _PLAIN_INTERVALS[interval_s]
    length_s, unit = next(u for u in _UNITS if interval_s % u[0] == 0 or u[0] == DAY_S)
    return counted(max(1, interval_s // length_s), unit)


def weekdays_text(rule: int) -> str:
    """`Every day`, or `Mon, Wed`, the week beginning on Sunday."""
    if rule == EVERY_DAY:
        return "Every day"
    days = [6, 0, 1, 2, 3, 4, 5]
    return ", ".join(WEEKDAYS[day][:3] for day in days if rule >> day & 1)


def rule_text(interval_s: int, rule: int, day: date) -> tuple[str, str]:
    """The label and the value of the row that says on which days an event repeats."""
    if interval_s % YEAR_S and interval_s % MONTH_S:
        return "Repeat on", weekdays_text(rule)
    if rule == LAST_DAY:
        return "Repeat on", "The last day"
    if rule in (LAST_WEEKDAY, NTH_WEEKDAY):
        return "Repeat", f"Every {nth_weekday(day, rule, yearly=not interval_s % YEAR_S)}"
    return "Repeat on", "The same day"


def nth_weekday(day: date, rule: int, *, yearly: bool) -> str:
    """`third Sunday`, with `in October` for a yearly repetition."""
    order = "last" if rule == LAST_WEEKDAY else _ORDERS[(day.day - 1) // 7]
    return f"{order} {day:%A}{f' in {day:%B}' if yearly else ''}"


def reminder_text(minutes: int) -> str:
    """`No reminder`, `At start`, `10 minutes before`."""
    if minutes == NO_REMINDER:
        return "No reminder"
    if minutes < 0:
        return f"During the day at {-minutes // 60:02d}:{-minutes % 60:02d}"
    if minutes == 0:
        return "At start"
    length, unit = next(u for u in _REMINDER_UNITS if minutes % u[0] == 0)
    return f"{counted(minutes // length, unit)} before"
