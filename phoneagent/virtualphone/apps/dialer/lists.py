"""The dialer's lists: favourites, recent calls, people, and whom a typed number may mean."""

from __future__ import annotations

from collections.abc import Callable

from phoneagent.virtualphone.apps.contacts.people import avatar
from phoneagent.virtualphone.apps.dialer.placing import add_contact, write_text
from phoneagent.virtualphone.system.calls import INCOMING, MISSED, PastCall
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.system.providers.contacts import Contact
from phoneagent.virtualphone.system.providers.telephony import digits
from phoneagent.virtualphone.timetext import day_text, span_text
from phoneagent.virtualphone.ui import (
    Empty,
    Frame,
    Icon,
    ImageButton,
    LazyList,
    ListRow,
    Node,
    RecyclerView,
    Row,
    Screen,
    Text,
)

Call = Callable[[str], object]


def favourites(screen: Screen, call: Call) -> Node:
    """Starred people with a number; a tap calls."""
    people = [c for c in screen.phone.contacts.all() if c.starred and c.phones]
    if not people:
        return Empty("No one is on your speed dial yet", "star", weight=1)
    return LazyList(len(people), lambda n: _person(people[n], call), id="speed_dial_list", weight=1)


def people(screen: Screen) -> Node:
    """Everybody; a tap opens the card."""
    everybody = screen.phone.contacts.all()
    if not everybody:
        return Empty("No contacts yet", "people", weight=1)

    def row(number: int) -> Node:
        contact = everybody[number]
        uri = f"content://com.android.contacts/contacts/{contact.id}"
        show = Intent("android.intent.action.VIEW", data=uri)
        return ListRow(
            contact.name,
            leading=avatar(contact),
            on_click=lambda: screen.start(show),
            min_height=64,
        )

    return LazyList(len(everybody), row, id="contact_list", item_height=64, weight=1)


def matches(screen: Screen, typed: str, call: Call) -> Node:
    """People whose number holds what was typed, then what else can be done with it."""
    wanted = digits(typed)
    found = [
        (contact, phone.value)
        for contact in screen.phone.contacts.all()
        for phone in contact.phones
        if wanted and wanted in digits(phone.value)
    ]
    rows = [_person(contact, call, number) for contact, number in found[:20]]
    if wanted:
        rows.append(_deed("Create new contact", "person", lambda: add_contact(screen, typed)))
        rows.append(_deed("Send a message", "message", lambda: write_text(screen, typed)))
    return RecyclerView(*rows, id="search_view_container", weight=1)


def recents(screen: Screen, call: Call, on_row: Callable[[PastCall], object]) -> Node:
    """The call log; the handset calls back, the rest of the row offers more."""
    past = screen.phone.calls.past()
    if not past:
        return Empty("Your call history is empty", "call", weight=1)
    return LazyList(
        len(past), lambda n: _recent(screen, past[n], call, on_row), id="recycler_view", weight=1
    )


def _recent(screen: Screen, past: PastCall, call: Call, on_row: Callable[..., object]) -> Node:
    contact = screen.phone.contacts.by_number(past.number) if not past.name else None
    name = past.name or (contact.name if contact else past.number)
    missed = past.kind == MISSED
    icon = "arrow_down" if past.kind in (INCOMING, MISSED) else "arrow_up"
    return ListRow(
        name,
        f"{call_text(past)} \u00b7 {day_text(screen.phone, past.date_ms)}",
        leading=Icon(icon, color="#b3261e" if missed else "muted", size=20),
        trailing=ImageButton(
            "call", lambda: call(past.number), desc=f"Call {name}", id="call_button"
        ),
        on_click=lambda: on_row(past),
        height=72,
    )


def call_text(past: PastCall) -> str:
    """What kind of call it was, and how long it lasted."""
    if past.kind == MISSED:
        return "Missed"
    way = "Incoming" if past.kind == INCOMING else "Outgoing"
    return f"{way}, {span_text(past.duration_s)}" if past.duration_s else way


def _person(contact: Contact, call: Call, number: str = "") -> Node:
    phone = number or contact.phones[0].value
    return ListRow(
        contact.name,
        phone,
        leading=avatar(contact),
        on_click=lambda: call(phone),
        height=72,
        desc=f"Call {contact.name}",
    )


def _deed(title: str, icon: str, on_click: Callable[[], object]) -> Node:
    return Row(
        Frame(Icon(icon, color="primary", at="center_center"), width=40, height=40),
        Text(title, id="search_action_text", size=16, color="primary", weight=1),
        on_click=on_click,
        focusable=True,
        min_height=56,
        pad=(20, 8, 20, 8),
        gap=12,
    )


def found(screen: Screen, typed: str, call: Call) -> Node:
    """People whose name or number holds what was typed; a tap calls."""
    people = [c for c in screen.phone.contacts.search(typed) if c.phones] if typed else []
    if not people:
        return Empty("No results" if typed else "", "search", weight=1)
    return LazyList(len(people), lambda n: _person(people[n], call), id="search_results", weight=1)
