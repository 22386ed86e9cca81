"""Contacts: the form for a new one."""

from tests.androidworld.person import Person, Task, solves


@solves("ContactsAddContact")
def add(person: Person, task: Task) -> None:
    """Fill in name and number, save."""
    first, _, last = task.params["name"].rpartition(" ")
    _start(person, first, last, task.params["number"])
    person.tap("Save")


@solves("ContactsNewContactDraft")
def draft(person: Person, task: Task) -> None:
    """Fill in everything and leave it there."""
    wanted = task.params
    _start(person, wanted["first"], wanted["last"], wanted["phone"])
    person.hide_keyboard()
    person.tap(part=" Phone", cls="Spinner")
    person.tap(wanted["phone_label"])


def _start(person: Person, first: str, last: str, number: str) -> None:
    person.open_app("Contacts")
    person.tap("Create contact")
    for hint, text in (("First name", first), ("Last name", last), ("Phone", number)):
        person.fill(hint, text)
