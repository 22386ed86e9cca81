"""Settings: radios and brightness."""

from tests.androidworld.person import Person, Task, solves


@solves(
    "SystemWifiTurnOn", "SystemWifiTurnOff", "SystemWifiTurnOnVerify", "SystemWifiTurnOffVerify"
)
def set_wifi(person: Person, task: Task) -> None:
    """Network & internet, Internet, the switch."""
    turn_wifi(person, on=task.params["on_or_off"] == "on")


@solves(
    "SystemBluetoothTurnOn",
    "SystemBluetoothTurnOff",
    "SystemBluetoothTurnOnVerify",
    "SystemBluetoothTurnOffVerify",
)
def set_bluetooth(person: Person, task: Task) -> None:
    """Connected devices, preferences, Bluetooth, the switch."""
    turn_bluetooth(person, on=task.params["on_or_off"] == "on")


@solves(
    "SystemBrightnessMax",
    "SystemBrightnessMin",
    "SystemBrightnessMaxVerify",
    "SystemBrightnessMinVerify",
)
def set_brightness(person: Person, task: Task) -> None:
    """The slider is drawn past its end."""
    open_settings(person)
    person.tap("Display")
    person.tap("Brightness level")
    bar = person.need("Display brightness", cls="SeekBar").bounds
    edge = bar.right - 1 if task.params["max_or_min"] == "max" else bar.left
    person.swipe(bar.centre, (edge, bar.centre.y))
    person.back()


@solves("TurnOffWifiAndTurnOnBluetooth")
def swap_radios(person: Person, task: Task) -> None:
    """One after the other."""
    turn_wifi(person, on=False)
    turn_bluetooth(person, on=True)


def turn_wifi(person: Person, *, on: bool) -> None:
    """Leave Settings with Wi-Fi on or off."""
    open_settings(person)
    person.tap("Network & internet")
    person.tap("Internet")
    _turn(person, "Wi-Fi", on=on)


def turn_bluetooth(person: Person, *, on: bool) -> None:
    """Leave Settings with Bluetooth on or off."""
    open_settings(person)
    person.tap("Connected devices")
    person.tap("Connection preferences")
    person.tap("Bluetooth")
    _turn(person, "Use Bluetooth", on=on)


def _turn(person: Person, title: str, *, on: bool) -> None:
    """Touch the switch in the row of a title unless it is as wanted."""
    row = person.need(title).bounds.centre
    switches = person.find_all(cls="Switch")
    switch = min(switches, key=lambda node: abs(node.bounds.centre.y - row.y))
    if switch.checked != on:
        person.tap_on(switch)


def open_settings(person: Person) -> None:
    """Settings comes back with the page that was left open."""
    person.open_app("Settings")
    while person.sees("Navigate up"):
        person.tap("Navigate up")
