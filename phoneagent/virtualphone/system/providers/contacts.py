"""The contacts provider over contacts2.db, and the typed view of it that apps use.

Tables, columns and MIME types are those of Android's ContactsContract
(https://developer.android.com/reference/android/provider/ContactsContract).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from phoneagent.virtualphone.system.clock import Clock
from phoneagent.virtualphone.system.files import Files
from phoneagent.virtualphone.system.providers.base import (
    Query,
    Row,
    Table,
    TableProvider,
    UnknownUri,
    Value,
)
from phoneagent.virtualphone.system.providers.contacts_schema import (
    ADDRESS_TYPE,
    CONTACTS_DATABASE,
    EMAIL_TYPE,
    LABELS,
    NAME_TYPE,
    NAMES,
    NOTE_TYPE,
    ORGANIZATION_TYPE,
    PHONE_FLAGS,
    PHONE_TYPE,
    SCHEMA,
    SORT_KEYS,
    TABLES,
)
from phoneagent.virtualphone.system.providers.telephony import digits, same_number, tail

__all__ = ["LABELS", "Contact", "Contacts", "ContactsProvider", "Labelled"]


class ContactsProvider(TableProvider):
    """`content://com.android.contacts` and its old name `content://contacts`."""

    def __init__(self, files: Files, clock: Clock) -> None:
        super().__init__(
            files, CONTACTS_DATABASE, SCHEMA, ("com.android.contacts", "contacts"), TABLES
        )
        self._clock = clock

    def query(self, path: str, query: Query) -> list[Row]:
        if path.startswith("phone_lookup/"):
            number = path.partition("/")[2]
            rows = super().query("phones", Query(where=query.where, args=query.args))
            found = [row for row in rows if same_number(str(row["number"]), number)]
            return [{c: row[c] for c in query.projection or row} for row in found]
        return super().query(path, query)

    def insert(self, path: str, values: Mapping[str, Value]) -> str:
        values = dict(values)
        with self.open() as db:
            if path.startswith("raw_contacts/") and path.endswith("/data"):
                values["raw_contact_id"], path = path.split("/")[1], "data"
            if path == "data" and "mimetype" in values:
                values["mimetype_id"] = _mimetype_id(db, str(values.pop("mimetype")))
        if path == "contacts":
            raise UnknownUri("Aggregate contacts are created automatically")
        return super().insert(path, values)

    def update(self, path: str, values: Mapping[str, Value], query: Query) -> int:
        known = {key: value for key, value in values.items() if key != "mimetype"}
        return super().update(path, known, query)

    def inserted(self, db: sqlite3.Connection, table: Table, row_id: int) -> None:
        if table.target == "raw_contacts":
            now = self._clock.epoch_ms()
            contact = db.execute(
                "INSERT INTO contacts(name_raw_contact_id, lookup, contact_last_updated_timestamp)"
                " VALUES (?, ?, ?)",
                (row_id, f"0r{row_id}-{now:x}", now),
            )
            db.execute(
                "UPDATE raw_contacts SET contact_id=? WHERE _id=?", (contact.lastrowid, row_id)
            )
            raw_id = row_id
        else:
            row = db.execute("SELECT raw_contact_id FROM data WHERE _id=?", (row_id,)).fetchone()
            raw_id = row["raw_contact_id"]
        db.execute(f"{NAMES} WHERE _id=?", (raw_id,))
        db.execute(f"{SORT_KEYS} WHERE _id=?", (raw_id,))
        of_raw = "_id=(SELECT contact_id FROM raw_contacts WHERE _id=?)"
        db.execute(f"{PHONE_FLAGS} WHERE {of_raw}", (raw_id,))

    def changed(self, db: sqlite3.Connection, table: Table) -> None:
        """Bring names, phone flags and orphaned rows in line with the data table."""
        db.executescript(
            f"""
            DELETE FROM raw_contacts WHERE contact_id NOT IN (SELECT _id FROM contacts);
            DELETE FROM contacts WHERE _id NOT IN
              (SELECT contact_id FROM raw_contacts WHERE deleted=0 AND contact_id IS NOT NULL);
            DELETE FROM data WHERE raw_contact_id NOT IN (SELECT _id FROM raw_contacts);
            {NAMES};
            {SORT_KEYS};
            {PHONE_FLAGS};
            """  # noqa: S608
        )


def _mimetype_id(db: sqlite3.Connection, mimetype: str) -> int:
    db.execute("INSERT OR IGNORE INTO mimetypes(mimetype) VALUES (?)", (mimetype,))
    row = db.execute("SELECT _id FROM mimetypes WHERE mimetype=?", (mimetype,)).fetchone()
    return int(row["_id"])


@dataclass(frozen=True)
class Labelled:
    """A phone number, e-mail or postal address and what it is for (`Mobile`, `Work` ...)."""

    value: str
    label: str = "Mobile"


@dataclass(frozen=True)
class Contact:
    """One person; `id` is that of the aggregate contact, 0 before it is stored."""

    first_name: str = ""
    last_name: str = ""
    phones: tuple[Labelled, ...] = ()
    emails: tuple[Labelled, ...] = ()
    company: str = ""
    note: str = ""
    address: str = ""
    starred: bool = False
    id: int = 0

    @property
    def name(self) -> str:
        """The display name; the number or e-mail of somebody without one."""
        full = f"{self.first_name} {self.last_name}".strip()
        return full or next((item.value for item in (*self.phones, *self.emails)), self.company)


class Contacts:
    """Contacts as apps use them; everything goes through the provider's tables."""

    def __init__(self, provider: ContactsProvider) -> None:
        self._provider = provider
        self._read_at: tuple[object, ...] = ()
        self._everybody: list[Contact] = []
        self._by_tail: dict[str, list[Contact]] = {}

    def all(self) -> list[Contact]:
        """Everybody, by name; read again once the database has changed."""
        version = self._provider.version()
        if not version or version != self._read_at:
            self._everybody = self._read()
            self._by_tail = {}
            for contact in self._everybody:
                for phone in contact.phones:
                    self._by_tail.setdefault(tail(phone.value), []).append(contact)
            self._read_at = version
        return list(self._everybody)

    def _read(self) -> list[Contact]:
        rows = self._provider.query("contacts", Query())
        data: dict[int, list[Row]] = {}
        for row in self._provider.query("data", Query()):
            data.setdefault(cast("int", row["contact_id"]), []).append(row)
        return [_contact(row, data.get(cast("int", row["_id"]), [])) for row in rows]

    def get(self, contact_id: int) -> Contact | None:
        return next((contact for contact in self.all() if contact.id == contact_id), None)

    def named(self, name: str) -> Contact | None:
        """The first contact with exactly this name, whatever its case."""
        wanted = name.casefold()
        return next((c for c in self.all() if c.name.casefold() == wanted), None)

    def by_number(self, number: str) -> Contact | None:
        """Who owns a phone number."""
        if not digits(number):
            return None
        self.all()
        alike = self._by_tail.get(tail(number), ())
        return next((c for c in alike if any(same_number(p.value, number) for p in c.phones)), None)

    def search(self, text: str) -> list[Contact]:
        """Contacts whose name or number contains the text."""
        wanted, number = text.casefold(), digits(text)
        return [
            contact
            for contact in self.all()
            if wanted in contact.name.casefold()
            or (number and any(number in digits(phone.value) for phone in contact.phones))
        ]

    def add(self, contact: Contact) -> int:
        """Store a new contact and return its id."""
        raw_id = int(self._provider.insert("raw_contacts", {"starred": int(contact.starred)}))
        self._write_data(raw_id, contact)
        row = self._provider.query(f"raw_contacts/{raw_id}", Query())[0]
        contact_id = cast("int", row["contact_id"])
        if contact.starred:
            self._set_starred(contact_id, starred=True)
        return contact_id

    def save(self, contact: Contact) -> None:
        """Replace what is stored about a contact that has an id."""
        for row in self._raw(contact.id):
            raw_id = cast("int", row["_id"])
            self._provider.delete("data", Query(where="raw_contact_id=?", args=(raw_id,)))
            self._write_data(raw_id, contact)
        self._set_starred(contact.id, contact.starred)

    def delete(self, contact_id: int) -> None:
        for row in self._raw(contact_id):
            raw_id = cast("int", row["_id"])
            self._provider.delete(f"raw_contacts/{raw_id}", Query())

    def _raw(self, contact_id: int) -> list[Row]:
        query = Query(where="contact_id=?", args=(contact_id,))
        return self._provider.query("raw_contacts", query)

    def _set_starred(self, contact_id: int, starred: bool) -> None:
        self._provider.update(f"contacts/{contact_id}", {"starred": int(starred)}, Query())

    def _write_data(self, raw_id: int, contact: Contact) -> None:
        rows: list[dict[str, Value]] = []
        if contact.first_name or contact.last_name:
            full = f"{contact.first_name} {contact.last_name}".strip()
            names = {"data2": contact.first_name, "data3": contact.last_name}
            rows.append({"mimetype": NAME_TYPE, "data1": full, **names})
        for kind, items in ((PHONE_TYPE, contact.phones), (EMAIL_TYPE, contact.emails)):
            rows += [{"mimetype": kind, **_labelled(item)} for item in items]
        single = (
            (ORGANIZATION_TYPE, contact.company),
            (NOTE_TYPE, contact.note),
            (ADDRESS_TYPE, contact.address),
        )
        rows += [{"mimetype": kind, "data1": text} for kind, text in single if text]
        for row in rows:
            self._provider.insert("data", {"raw_contact_id": raw_id, **row})


def _labelled(item: Labelled) -> dict[str, Value]:
    kind = LABELS.get(item.label, 0)
    return {"data1": item.value, "data2": kind, "data3": None if kind else item.label}


def _label(row: Row) -> Labelled:
    names = {str(kind): label for label, kind in LABELS.items()}
    label = names.get(str(row["data2"])) or str(row["data3"] or "Other")
    return Labelled(str(row["data1"] or ""), label)


def _contact(row: Row, data: Sequence[Row]) -> Contact:
    def of(kind: str) -> list[Row]:
        return [item for item in data if item["mimetype"] == kind]

    def first(kind: str, column: str = "data1") -> str:
        return next((str(item[column]) for item in of(kind) if item[column] is not None), "")

    first_name, last_name = first(NAME_TYPE, "data2"), first(NAME_TYPE, "data3")
    if not (first_name or last_name):
        first_name, _, last_name = first(NAME_TYPE).rpartition(" ")
        first_name, last_name = (first_name, last_name) if first_name else (last_name, "")
    return Contact(
        first_name=first_name,
        last_name=last_name,
        phones=tuple(_label(item) for item in of(PHONE_TYPE)),
        emails=tuple(_label(item) for item in of(EMAIL_TYPE)),
        company=first(ORGANIZATION_TYPE),
        note=first(NOTE_TYPE),
        address=first(ADDRESS_TYPE),
        starred=bool(row["starred"]),
        id=cast("int", row["_id"]),
    )
