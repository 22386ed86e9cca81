"""Settings: radios and brightness."""

from tests.androidworld.person import Person, Task, solves


@solves(
    "SystemWifiTurnOn", "SystemWifiTurnOff", "SystemWifiTurnOnVerify", "SystemWifiTurnOffVerify"
)
def set_wifi(person: Person, task: Task) -> None:
    """Network & internet, Internet, the switch."""
    turn_wifi(person, on=task.params["on_or_off"] == "on")


def turn_wifi(person: Person, *, on: bool) -> None:
    """Leave Settings with Wi-Fi on or off."""
    person.open_app("Settings")
    person.tap("Network & internet")
    person.tap("Internet")
    _turn(person, "Wi-Fi", on=on)


def _turn(person: Person, title: str, *, on: bool) -> None:
    """Touch the switch in the row of a title unless it is as wanted."""
    row = person.need(title).bounds.centre
    switches = person.find_all(cls="Switch")
    switch = min(switches, key=lambda node: abs(node.bounds.centre.y - row.y))
    if switch.checked != on:
        person.tap_on(switch)
