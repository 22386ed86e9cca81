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
from phoneagent.virtualphone.system.providers.telephony import digits, same_number

CONTACTS_DATABASE = "/data/data/com.android.providers.contacts/databases/contacts2.db"
NAME_TYPE = "vnd.android.cursor.item/name"
PHONE_TYPE = "vnd.android.cursor.item/phone_v2"
EMAIL_TYPE = "vnd.android.cursor.item/email_v2"
ORGANIZATION_TYPE = "vnd.android.cursor.item/organization"
NOTE_TYPE = "vnd.android.cursor.item/note"
ADDRESS_TYPE = "vnd.android.cursor.item/postal-address_v2"
LABELS: Mapping[str, int] = {"Home": 1, "Mobile": 2, "Work": 3, "Other": 7}

_SCHEMA = """
CREATE TABLE IF NOT EXISTS accounts(_id INTEGER PRIMARY KEY AUTOINCREMENT, account_name TEXT,
  account_type TEXT, data_set TEXT);
CREATE TABLE IF NOT EXISTS mimetypes(_id INTEGER PRIMARY KEY AUTOINCREMENT,
  mimetype TEXT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS contacts(_id INTEGER PRIMARY KEY AUTOINCREMENT,
  name_raw_contact_id INTEGER, photo_id INTEGER, starred INTEGER NOT NULL DEFAULT 0,
  has_phone_number INTEGER NOT NULL DEFAULT 0, lookup TEXT,
  contact_last_updated_timestamp INTEGER);
CREATE TABLE IF NOT EXISTS raw_contacts(_id INTEGER PRIMARY KEY AUTOINCREMENT,
  account_id INTEGER, contact_id INTEGER, version INTEGER NOT NULL DEFAULT 1,
  dirty INTEGER NOT NULL DEFAULT 0, deleted INTEGER NOT NULL DEFAULT 0,
  starred INTEGER NOT NULL DEFAULT 0, display_name TEXT, display_name_alt TEXT, sort_key TEXT,
  account_name TEXT, account_type TEXT);
CREATE TABLE IF NOT EXISTS data(_id INTEGER PRIMARY KEY AUTOINCREMENT, mimetype_id INTEGER,
  raw_contact_id INTEGER NOT NULL, is_primary INTEGER NOT NULL DEFAULT 0,
  is_super_primary INTEGER NOT NULL DEFAULT 0, data_version INTEGER NOT NULL DEFAULT 0,
  data1 TEXT, data2 TEXT, data3 TEXT, data4 TEXT, data5 TEXT, data6 TEXT, data7 TEXT, data8 TEXT,
  data9 TEXT, data10 TEXT, data11 TEXT, data12 TEXT, data13 TEXT, data14 TEXT, data15 TEXT);
CREATE VIEW IF NOT EXISTS view_contacts AS SELECT c._id, c.lookup, c.starred,
  c.has_phone_number, c.photo_id, c.name_raw_contact_id, r.display_name, r.display_name_alt,
  r.sort_key, c.contact_last_updated_timestamp
  FROM contacts c JOIN raw_contacts r ON r._id=c.name_raw_contact_id WHERE r.deleted=0;
CREATE VIEW IF NOT EXISTS view_data AS SELECT d._id, d.raw_contact_id, r.contact_id, m.mimetype,
  d.is_primary, d.is_super_primary, d.data1, d.data2, d.data3, d.data4, d.data5, d.data6, d.data7,
  d.data8, d.data9, d.data10, d.data11, d.data12, d.data13, d.data14, d.data15, r.display_name,
  r.starred, c.lookup
  FROM data d JOIN mimetypes m ON m._id=d.mimetype_id JOIN raw_contacts r ON r._id=d.raw_contact_id
  JOIN contacts c ON c._id=r.contact_id WHERE r.deleted=0;
CREATE VIEW IF NOT EXISTS view_phones AS SELECT _id, contact_id AS person, contact_id,
  display_name, display_name AS name, data1 AS number, data2 AS type, data3 AS label, starred
  FROM view_data WHERE mimetype='vnd.android.cursor.item/phone_v2';
"""

_BY_NAME = "sort_key COLLATE NOCASE, _id"
_PHONES = f"mimetype='{PHONE_TYPE}'"
_TABLES = (
    Table(
        "contacts",
        "view_contacts",
        sort=_BY_NAME,
        target="contacts",
        mime="vnd.android.cursor.dir/contact",
    ),
    Table(
        "contacts/#", "view_contacts", "_id=?", "contacts", mime="vnd.android.cursor.item/contact"
    ),
    Table("contacts/#/data", "view_data", "contact_id=?", mime="vnd.android.cursor.dir/data"),
    Table("contacts/lookup/*", "view_contacts", "lookup=?", mime="vnd.android.cursor.item/contact"),
    Table("contacts/lookup/*/#", "view_contacts", "lookup=? AND _id=?"),
    Table("contacts/filter/*", "view_contacts", "display_name LIKE '%'||?||'%'", sort=_BY_NAME),
    Table(
        "raw_contacts",
        "raw_contacts",
        "deleted=0",
        "raw_contacts",
        mime="vnd.android.cursor.dir/raw_contact",
    ),
    Table("raw_contacts/#", "raw_contacts", "_id=? AND deleted=0", "raw_contacts"),
    Table("raw_contacts/#/data", "view_data", "raw_contact_id=?"),
    Table("data", "view_data", target="data", mime="vnd.android.cursor.dir/data"),
    Table("data/#", "view_data", "_id=?", "data"),
    Table("data/phones", "view_data", _PHONES, mime="vnd.android.cursor.dir/phone_v2"),
    Table("data/emails", "view_data", f"mimetype='{EMAIL_TYPE}'"),
    Table(
        "phones",
        "view_phones",
        sort="display_name COLLATE NOCASE, _id",
        mime="vnd.android.cursor.dir/phone",
    ),
    Table("people", "view_contacts", sort=_BY_NAME, mime="vnd.android.cursor.dir/person"),
    Table("people/#", "view_contacts", "_id=?", mime="vnd.android.cursor.item/person"),
)


class ContactsProvider(TableProvider):
    """`content://com.android.contacts` and its old name `content://contacts`."""

    def __init__(self, files: Files, clock: Clock) -> None:
        super().__init__(
            files, CONTACTS_DATABASE, _SCHEMA, ("com.android.contacts", "contacts"), _TABLES
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
        self.changed(db, table)

    def changed(self, db: sqlite3.Connection, table: Table) -> None:
        """Bring names, phone flags and orphaned rows in line with the data table."""
        db.executescript(
            f"""
            DELETE FROM raw_contacts WHERE contact_id NOT IN (SELECT _id FROM contacts);
            DELETE FROM contacts WHERE _id NOT IN
              (SELECT contact_id FROM raw_contacts WHERE deleted=0 AND contact_id IS NOT NULL);
            DELETE FROM data WHERE raw_contact_id NOT IN (SELECT _id FROM raw_contacts);
            UPDATE raw_contacts SET display_name=COALESCE(
              (SELECT d.data1 FROM data d JOIN mimetypes m ON m._id=d.mimetype_id
               WHERE d.raw_contact_id=raw_contacts._id AND d.data1 <> ''
               AND m.mimetype IN ('{NAME_TYPE}', '{PHONE_TYPE}', '{EMAIL_TYPE}')
               ORDER BY m.mimetype<>'{NAME_TYPE}', m.mimetype<>'{PHONE_TYPE}', d._id LIMIT 1),
              display_name);
            UPDATE raw_contacts SET display_name_alt=display_name, sort_key=display_name;
            UPDATE contacts SET has_phone_number=EXISTS(SELECT 1 FROM view_data v
              WHERE v.contact_id=contacts._id AND v.mimetype='{PHONE_TYPE}');
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

    def all(self) -> list[Contact]:
        """Everybody, by name."""
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
        return next(
            (c for c in self.all() if any(same_number(p.value, number) for p in c.phones)), None
        )

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
        self._set_starred(contact_id, contact.starred)
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
