"""Tables, views and content paths of the contacts provider, after Android's ContactsContract."""

from __future__ import annotations

from collections.abc import Mapping

from phoneagent.virtualphone.system.providers.base import Table

CONTACTS_DATABASE = "/data/data/com.android.providers.contacts/databases/contacts2.db"
NAME_TYPE = "vnd.android.cursor.item/name"
PHONE_TYPE = "vnd.android.cursor.item/phone_v2"
EMAIL_TYPE = "vnd.android.cursor.item/email_v2"
ORGANIZATION_TYPE = "vnd.android.cursor.item/organization"
NOTE_TYPE = "vnd.android.cursor.item/note"
ADDRESS_TYPE = "vnd.android.cursor.item/postal-address_v2"
LABELS: Mapping[str, int] = {"Home": 1, "Mobile": 2, "Work": 3, "Other": 7}

SCHEMA = """
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
CREATE INDEX IF NOT EXISTS data_raw_contact_id ON data(raw_contact_id);
CREATE INDEX IF NOT EXISTS raw_contact_contact_id ON raw_contacts(contact_id);
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

_NAMED_BY = f"'{NAME_TYPE}', '{PHONE_TYPE}', '{EMAIL_TYPE}'"
NAMES = f"""UPDATE raw_contacts SET display_name=COALESCE(
  (SELECT d.data1 FROM data d JOIN mimetypes m ON m._id=d.mimetype_id
   WHERE d.raw_contact_id=raw_contacts._id AND d.data1 <> '' AND m.mimetype IN ({_NAMED_BY})
   ORDER BY m.mimetype<>'{NAME_TYPE}', m.mimetype<>'{PHONE_TYPE}', d._id LIMIT 1), display_name)"""  # noqa: S608
SORT_KEYS = "UPDATE raw_contacts SET display_name_alt=display_name, sort_key=display_name"
PHONE_FLAGS = f"""UPDATE contacts SET has_phone_number=EXISTS(SELECT 1 FROM view_data v
  WHERE v.contact_id=contacts._id AND v.mimetype='{PHONE_TYPE}')"""  # noqa: S608
"""Statements that bring names and phone flags in line with the data table."""

_BY_NAME = "sort_key COLLATE NOCASE, _id"
_PHONES = f"mimetype='{PHONE_TYPE}'"
TABLES = (
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
