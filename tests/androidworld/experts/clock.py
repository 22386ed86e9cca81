"""Clock: timer and stopwatch."""

from tests.androidworld.person import Person, Task, solves


@solves("ClockTimerEntry")
def enter_timer(person: Person, task: Task) -> None:
    """Digits from the left, without leading zeros; pairs of zeros have a key of their own."""
    _open_tab(person, "Timer")
    wanted = task.params
    digits = f"{wanted['hours']:02d}{wanted['minutes']:02d}{wanted['seconds']:02d}".lstrip("0")
    while digits:
        key = "00" if digits.startswith("00") else digits[0]
        person.tap(id=f"timer_setup_digit_{key}")
        digits = digits.removeprefix(key)


@solves("ClockStopWatchRunning")
def run_stopwatch(person: Person, task: Task) -> None:
    """Start it unless it runs."""
    _open_tab(person, "Stopwatch")
    if not person.sees("Pause"):
        person.tap("Start")


@solves("ClockStopWatchPausedVerify")
def pause_stopwatch(person: Person, task: Task) -> None:
    """Pause it if it runs."""
    _open_tab(person, "Stopwatch")
    if person.sees("Pause"):
        person.tap("Pause")


def _open_tab(person: Person, name: str) -> None:
    person.open_app("Clock")
    person.tap(name)
