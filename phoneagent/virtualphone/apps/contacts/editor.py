"""The form that adds or changes a contact."""

from __future__ import annotations

from dataclasses import replace

from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.system.providers.contacts import LABELS, Contact, Labelled
from phoneagent.virtualphone.ui import (
    FILL,
    AlertDialog,
    Button,
    Column,
    DialogButton,
    EditText,
    Icon,
    ImageButton,
    Node,
    Row,
    Screen,
    Scroll,
    Spinner,
    Text,
)

# key, hint, icon in front of the first field of a group
_FIELDS = (
    ("first_name", "First name", "person", "name"),
    ("last_name", "Last name", "", "name"),
    ("company", "Company", "business", "text"),
    ("phone", "Phone", "call", "phone"),
    ("email", "Email", "mail", "email"),
)
_MORE = (
    ("address", "Address", "location", "text"),
    ("note", "Notes", "note", "text"),
)
_PHONE_LABELS = tuple(LABELS)


class EditorScreen(Screen):
    """A new contact, or the one of the extra `id` or the intent's URI.

    Extras name, phone, email fill a new one in.
    """

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        stored = self.phone.contacts.get(intent.number("id") or intent.row_id)
        self.old = stored or _from_extras(intent)
        self.is_new = stored is None
        self.more = bool(self.old.address or self.old.note)
        self.label = self.old.phones[0].label if self.old.phones else "Mobile"

    def view(self) -> Node:
        fields = _FIELDS + (_MORE if self.more else ())
        title = "Create contact" if self.is_new else "Edit contact"
        return Column(
            Row(
                ImageButton("close", self._leave, desc="Cancel"),
                Text(title, size=22, max_lines=1, weight=1, margin=(4, 0, 8, 0)),
                Button("Save", self._save, id="toolbar_button"),
                id="toolbar",
                class_name="android.view.ViewGroup",
                height=64,
                pad=(4, 0, 12, 0),
            ),
            Scroll(
                Column(
                    *(self._field(*field) for field in fields),
                    None if self.more else Button("More fields", self._show_more, style="text"),
                    pad=(8, 8, 16, 24),
                    gap=12,
                ),
                weight=1,
                height=FILL,
            ),
            height=FILL,
        )

    def _field(self, key: str, hint: str, icon: str, input_type: str) -> Node:
        field = EditText(self._old_text(key), key=key, hint=hint, input_type=input_type, weight=1)
        lines = [Row(Icon(icon, width=40) if icon else _gap(), field, gap=8)]
        if key == "phone":
            shown = _PHONE_LABELS.index(self.label) if self.label in _PHONE_LABELS else 1
            spinner = Spinner(
                self, _PHONE_LABELS, shown, self._pick_label, desc=f"{self.label} Phone", width=160
            )
            lines.append(Row(_gap(), spinner, gap=8))
        return Column(*lines, gap=4)

    def _old_text(self, key: str) -> str:
        old = self.old
        many = {"phone": old.phones, "email": old.emails}
        if key in many:
            return many[key][0].value if many[key] else ""
        return str(getattr(old, key))

    def _pick_label(self, number: int) -> None:
        self.label = _PHONE_LABELS[number]

    def _show_more(self) -> None:
        self.more = True

    def _typed(self) -> Contact:
        shown = {key for key, *_ in _FIELDS + (_MORE if self.more else ())}

        def text(key: str) -> str:
            return self.text_of(key).strip() if key in shown else self._old_text(key)

        phone, email = text("phone"), text("email")
        kind = self.old.emails[0].label if self.old.emails else "Home"
        return replace(
            self.old,
            first_name=text("first_name"),
            last_name=text("last_name"),
            company=text("company"),
            phones=((Labelled(phone, self.label),) if phone else ()) + self.old.phones[1:],
            emails=((Labelled(email, kind),) if email else ()) + self.old.emails[1:],
            address=text("address"),
            note=text("note"),
        )

    def _save(self) -> None:
        typed = self._typed()
        if not typed.name:
            self.toast("Add info to save as a contact")
            return
        if self.is_new:
            new_id = self.phone.contacts.add(typed)
            self.toast(f"{typed.name} saved")
            self._open_card(new_id)
            self.finish(new_id)
        else:
            self.phone.contacts.save(typed)
            self.toast(f"{typed.name} saved")
            self.finish(typed.id)

    def _open_card(self, contact_id: int) -> None:
        from phoneagent.virtualphone.apps.contacts.card import CardScreen

        self.start(CardScreen(self.app, Intent(extras={"id": contact_id})))

    def _leave(self) -> None:
        if not self.on_back():
            self.finish()

    def on_back(self) -> bool:
        """Ask before changes are lost."""
        before = _from_extras(self.intent) if self.is_new else self.old
        if self._typed() in (before, self.old):
            return False
        self.show(
            AlertDialog(
                "",
                "Your changes have not been saved.",
                positive=DialogButton("Save", self._save),
                negative=DialogButton("Discard", self.finish),
                neutral=DialogButton("Cancel"),
            )
        )
        return True


def _gap() -> Node:
    return Column(width=40, height=1)


def _from_extras(intent: Intent) -> Contact:
    """What an INSERT intent brings along (ContactsContract.Intents.Insert)."""
    first, _, last = intent.text("name").rpartition(" ")
    if not first:
        first, last = last, ""
    phone, email = intent.text("phone"), intent.text("email")
    return Contact(
        first_name=first,
        last_name=last,
        phones=(Labelled(phone),) if phone else (),
        emails=(Labelled(email, "Home"),) if email else (),
        company=intent.text("company"),
        note=intent.text("notes"),
        address=intent.text("postal"),
    )
