"""SMS and call log providers, and the typed view of messages that apps use.

Table and column names are those of Android's telephony and contacts providers
(https://developer.android.com/reference/android/provider/Telephony.Sms).
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from phoneagent.virtualphone.system.clock import Clock
from phoneagent.virtualphone.system.files import Files
from phoneagent.virtualphone.system.providers.base import Query, Row, Table, TableProvider, Value

MMSSMS_DATABASE = "/data/data/com.android.providers.telephony/databases/mmssms.db"
CALLLOG_DATABASE = "/data/data/com.android.providers.contacts/databases/calllog.db"
INBOX, SENT, DRAFT, OUTBOX, FAILED = 1, 2, 3, 4, 5

_SMS_SCHEMA = """
BEGIN;
CREATE TABLE IF NOT EXISTS sms(_id INTEGER PRIMARY KEY, thread_id INTEGER, address TEXT,
  person INTEGER, date INTEGER, date_sent INTEGER DEFAULT 0, protocol INTEGER,
  read INTEGER DEFAULT 0, status INTEGER DEFAULT -1, type INTEGER, reply_path_present INTEGER,
  subject TEXT, body TEXT, service_center TEXT, locked INTEGER DEFAULT 0,
  sub_id INTEGER DEFAULT -1, error_code INTEGER DEFAULT -1, creator TEXT, seen INTEGER DEFAULT 0);
CREATE INDEX IF NOT EXISTS sms_thread_id ON sms(thread_id);
CREATE TABLE IF NOT EXISTS threads(_id INTEGER PRIMARY KEY, date INTEGER, recipient_ids TEXT);
CREATE TABLE IF NOT EXISTS canonical_addresses(_id INTEGER PRIMARY KEY, address TEXT);
COMMIT;
"""
_THREAD_DATES = "UPDATE threads SET date=(SELECT MAX(date) FROM sms WHERE thread_id=threads._id)"

_CALLS_SCHEMA = """
CREATE TABLE IF NOT EXISTS calls(_id INTEGER PRIMARY KEY AUTOINCREMENT, number TEXT,
  presentation INTEGER DEFAULT 1, date INTEGER, duration INTEGER DEFAULT 0, type INTEGER,
  new INTEGER DEFAULT 1, name TEXT, is_read INTEGER DEFAULT 0);
"""

_MIME_SMS = "vnd.android.cursor.dir/sms"
_TAIL = 7
_BOXES = {"inbox": INBOX, "sent": SENT, "draft": DRAFT, "outbox": OUTBOX, "failed": FAILED}
_NEWEST = "date DESC, _id DESC"
_SMS_TABLES = (
    Table("", "sms", target="sms", fixed=None, sort=_NEWEST, mime=_MIME_SMS),
    Table("#", "sms", "_id=?", "sms", mime="vnd.android.cursor.item/sms"),
    *(
        Table(name, "sms", f"type={kind}", "sms", {"type": kind}, _NEWEST, _MIME_SMS)
        for name, kind in _BOXES.items()
    ),
    Table(
        "conversations",
        "(SELECT thread_id, COUNT(*) AS msg_count, body AS snippet, MAX(date) AS date"
        " FROM sms GROUP BY thread_id)",
        sort="date DESC",
    ),
    Table("conversations/#", "sms", "thread_id=?", "sms", sort=_NEWEST),
)
_THREAD_TABLES = (
    Table(
        "conversations",
        "(SELECT t._id, t.date, t.recipient_ids, (SELECT COUNT(*) FROM sms WHERE thread_id=t._id)"
        " AS message_count, (SELECT body FROM sms WHERE thread_id=t._id ORDER BY date DESC,"
        " _id DESC LIMIT 1) AS snippet FROM threads t)",
        sort="date DESC",
    ),
    Table("conversations/#", "sms", "thread_id=?", "sms", sort="date, _id"),
    Table("canonical-addresses", "canonical_addresses"),
    Table("canonical-address/#", "canonical_addresses", "_id=?"),
)


@lru_cache(maxsize=4096)
def digits(number: str) -> str:
    """A phone number without spaces, dashes, dots and brackets."""
    return re.sub(r"[\s\-().]", "", number)


def tail(number: str) -> str:
    """The last seven digits: equal for numbers that ring the same phone."""
    return digits(number)[-_TAIL:]


def same_number(one: str, other: str) -> bool:
    """Whether two numbers ring the same phone: equal, or equal in their last seven digits."""
    first, second = digits(one), digits(other)
    if min(len(first), len(second)) < _TAIL:
        return first == second
    return first[-_TAIL:] == second[-_TAIL:] and (
        first.lstrip("+").endswith(second.lstrip("+"))
        or second.lstrip("+").endswith(first.lstrip("+"))
    )


class SmsProvider(TableProvider):
    """`content://sms`, with threads kept in step."""

    def __init__(self, files: Files, clock: Clock) -> None:
        super().__init__(files, MMSSMS_DATABASE, _SMS_SCHEMA, ("sms",), _SMS_TABLES)
        self._clock = clock

    def defaults(self, table: Table) -> Mapping[str, Value]:
        return {"date": self._clock.epoch_ms(), "read": 1, "type": INBOX}

    def inserted(self, db: sqlite3.Connection, table: Table, row_id: int) -> None:
        row = db.execute("SELECT * FROM sms WHERE _id=?", (row_id,)).fetchone()
        thread_id = row["thread_id"] or thread_of(db, row["address"] or "")
        db.execute("UPDATE sms SET thread_id=? WHERE _id=?", (thread_id, row_id))
        db.execute(f"{_THREAD_DATES} WHERE _id=?", (thread_id,))

    def changed(self, db: sqlite3.Connection, table: Table) -> None:
        db.execute("DELETE FROM threads WHERE _id NOT IN (SELECT thread_id FROM sms)")
        db.execute(_THREAD_DATES)


class ThreadProvider(TableProvider):
    """`content://mms-sms`: conversations and their recipients."""

    def __init__(self, files: Files) -> None:
        super().__init__(files, MMSSMS_DATABASE, _SMS_SCHEMA, ("mms-sms",), _THREAD_TABLES)


class CallLogProvider(TableProvider):
    """`content://call_log/calls`."""

    def __init__(self, files: Files, clock: Clock) -> None:
        tables = (
            Table(
                "calls", "calls", target="calls", sort=_NEWEST, mime="vnd.android.cursor.dir/calls"
            ),
            Table("calls/#", "calls", "_id=?", "calls"),
        )
        super().__init__(files, CALLLOG_DATABASE, _CALLS_SCHEMA, ("call_log",), tables)
        self._clock = clock

    def defaults(self, table: Table) -> Mapping[str, Value]:
        return {"date": self._clock.epoch_ms()}


def thread_of(db: sqlite3.Connection, address: str) -> int:
    """The id of the conversation with a number, made if there is none yet."""
    for row in db.execute(
        "SELECT t._id, a.address FROM threads t JOIN canonical_addresses a ON a._id=t.recipient_ids"
    ):
        if same_number(row["address"], address):
            return int(row["_id"])
    recipient = db.execute("INSERT INTO canonical_addresses(address) VALUES (?)", (address,))
    inserted = db.execute("INSERT INTO threads(recipient_ids) VALUES (?)", (recipient.lastrowid,))
    return int(inserted.lastrowid or 0)


@dataclass(frozen=True)
class Message:
    """One text message; `kind` is 1 inbox, 2 sent, 3 draft, 4 outbox, 5 failed."""

    id: int
    thread_id: int
    address: str
    body: str
    date_ms: int
    kind: int
    read: bool

    @property
    def incoming(self) -> bool:
        return self.kind == INBOX


class Messages:
    """Text messages as apps use them; everything goes through the provider's tables."""

    def __init__(self, provider: SmsProvider) -> None:
        self._provider = provider
        self._read_at: tuple[object, ...] = ()
        self._everything: list[Message] = []

    def prepare(self) -> None:
        """Make the database, which every phone has before the first message."""
        with self._provider.open():
            pass

    def conversations(self) -> list[Message]:
        """The latest message of each conversation, newest first."""
        latest: dict[int, Message] = {}
        for message in self._all():
            latest.setdefault(message.thread_id, message)
        return list(latest.values())

    def with_number(self, number: str) -> list[Message]:
        """All messages to and from a number, oldest first."""
        found = [m for m in self._all() if same_number(m.address, number)]
        return list(reversed(found))

    def get(self, message_id: int) -> Message | None:
        found = self._read(Query(where="_id=?", args=(message_id,)))
        return found[0] if found else None

    def add(
        self, number: str, body: str, kind: int, *, date_ms: int | None = None, read: bool = True
    ) -> int:
        """Store a message and return its id; the date is now unless given."""
        values: dict[str, Value] = {
            "address": number,
            "body": body,
            "type": kind,
            "read": int(read),
            "seen": int(read),
        }
        if date_ms is not None:
            values["date"] = date_ms
        return int(self._provider.insert("", values))

    def mark_read(self, number: str) -> None:
        """Mark everything from a number as read."""
        for message in self.with_number(number):
            if not message.read:
                self._provider.update(str(message.id), {"read": 1, "seen": 1}, Query())

    def unread(self) -> int:
        """How many incoming messages are unread."""
        return sum(1 for m in self._all() if m.incoming and not m.read)

    def delete(self, message_id: int) -> None:
        self._provider.delete(str(message_id), Query())

    def delete_conversation(self, number: str) -> None:
        """Delete everything to and from a number."""
        for message in self.with_number(number):
            self.delete(message.id)

    def _all(self) -> list[Message]:
        """Every message, newest first; read again once the database has changed."""
        version = self._provider.version()
        if not version or version != self._read_at:
            self._everything = self._read(Query())
            self._read_at = version
        return self._everything

    def _read(self, query: Query) -> list[Message]:
        return [_message(row) for row in self._provider.query("", query)]


def _message(row: Row) -> Message:
    return Message(
        id=cast("int", row["_id"]),
        thread_id=cast("int", row["thread_id"] or 0),
        address=str(row["address"] or ""),
        body=str(row["body"] or ""),
        date_ms=cast("int", row["date"] or 0),
        kind=cast("int", row["type"] or 0),
        read=bool(row["read"]),
    )
