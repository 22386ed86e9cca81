"""Opening an app by the name that the goal uses."""

from tests.androidworld.experts.settings import turn_wifi
from tests.androidworld.person import Person, Task, solves

_LABELS = {"dialer": "Phone"}
_GRANTS = ("While using the app", "Allow")


@solves("OpenAppTaskEval")
def open_it(person: Person, task: Task) -> None:
    """Its icon; a question for a permission is answered with yes."""
    name = task.params["app_name"]
    person.open_app(_LABELS.get(name, name))
    while grant := next(filter(person.sees, _GRANTS), None):
        person.tap(grant)


@solves("TurnOnWifiAndOpenApp")
def turn_on_and_open(person: Person, task: Task) -> None:
    """Wi-Fi first."""
    turn_wifi(person, on=True)
    open_it(person, task)
