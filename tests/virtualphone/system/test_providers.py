"""Content providers over real sqlite files, and the typed views apps use."""

from __future__ import annotations

import sqlite3

import pytest

from phoneagent.virtualphone.system.providers.base import BadQuery, UnknownUri
from phoneagent.virtualphone.system.providers.contacts import Contact, Labelled
from phoneagent.virtualphone.system.providers.telephony import FAILED, SENT, same_number

ANN = Contact("Ann", "Lee", (Labelled("555-0100"), Labelled("555-0101", "Work")))
MMSSMS = "/data/data/com.android.providers.telephony/databases/mmssms.db"


def test_a_contact_is_seen_through_every_table(phone):
    contact_id = phone.contacts.add(ANN)
    phones = phone.providers.query("content://contacts/phones/", ["display_name", "number"])
    assert phones == [
        {"display_name": "Ann Lee", "number": "555-0100"},
        {"display_name": "Ann Lee", "number": "555-0101"},
    ]
    (row,) = phone.providers.query("content://com.android.contacts/contacts")
    assert (row["display_name"], row["has_phone_number"]) == ("Ann Lee", 1)
    assert phone.contacts.get(contact_id).phones == ANN.phones


def test_contacts_arrive_through_the_provider_as_other_apps_do_it(phone):
    raw = phone.providers.insert("content://com.android.contacts/raw_contacts", {})
    raw_id = int(raw.rpartition("/")[2])
    for mimetype, value in (("name", "Bo Ray"), ("phone_v2", "+1 555 0199")):
        phone.providers.insert(
            "content://com.android.contacts/data",
            {
                "raw_contact_id": raw_id,
                "mimetype": f"vnd.android.cursor.item/{mimetype}",
                "data1": value,
            },
        )
    (contact,) = phone.contacts.all()
    assert (contact.first_name, contact.last_name) == ("Bo", "Ray")
    assert phone.contacts.by_number("15550199") == contact


def test_saving_and_deleting_a_contact(phone):
    contact_id = phone.contacts.add(ANN)
    phone.contacts.save(
        Contact("Anna", "Lee", (Labelled("555-0102"),), starred=True, id=contact_id)
    )
    (contact,) = phone.contacts.all()
    assert (contact.name, contact.starred, len(contact.phones)) == ("Anna Lee", True, 1)
    phone.contacts.delete(contact_id)
    assert phone.contacts.all() == []
    assert phone.providers.query("content://com.android.contacts/data") == []


def test_sms_rows_have_androids_columns_and_newest_first(phone):
    phone.messages.add("+15550100", "old", SENT, date_ms=1000)
    phone.messages.add("+15550100", "new, x=1", SENT, date_ms=2000)
    rows = phone.providers.query("content://sms/sent")
    assert [row["body"] for row in rows] == ["new, x=1", "old"]
    assert list(rows[0])[:6] == ["_id", "thread_id", "address", "person", "date", "date_sent"]
    assert rows[0]["thread_id"] == rows[1]["thread_id"]


def test_tables_emptied_from_outside_are_simply_empty(phone):
    phone.receive_sms("+15550100", "hi")
    with sqlite3.connect(phone.files.host(MMSSMS)) as db:
        db.execute("DELETE FROM sms")
        db.execute("DELETE FROM threads")
    db.close()
    assert phone.messages.conversations() == []
    phone.receive_sms("+15550100", "again")
    assert [m.body for m in phone.messages.with_number("+15550100")] == ["again"]


def test_a_text_in_airplane_mode_fails(phone):
    assert phone.telephony.send("5550100", "out")
    phone.radios.set_airplane(True)
    assert not phone.telephony.send("5550100", "lost")
    assert phone.messages.with_number("5550100")[-1].kind == FAILED


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("+1 (555) 010-0123", "15550100123", True),
        ("555-0100", "+15555550100", True),
        ("911", "911", True),
        ("911", "1911", False),
        ("+4930123456", "+4940123456", False),
    ],
)
def test_numbers_are_compared_as_phones_do(one, other, same):
    assert same_number(one, other) is same


def test_where_sort_projection_update_delete(phone):
    for body in ("b", "a", "c"):
        phone.messages.add("1", body, SENT)
    uri = "content://sms"
    rows = phone.providers.query(uri, ["body"], "body<>?", ("c",), "body ASC")
    assert rows == [{"body": "a"}, {"body": "b"}]
    assert phone.providers.update(uri, {"body": "z"}, "body='a'") == 1
    assert phone.providers.delete(uri, "body=?", ("z",)) == 1
    assert len(phone.providers.query("content://sms/sent")) == 2


def test_settings_through_the_provider(phone):
    uri = "content://settings/global"
    phone.providers.insert(uri, {"name": "wifi_on", "value": "0"})
    assert phone.settings.get("global", "wifi_on") == "0"
    assert phone.providers.query(uri, ["value"], "name='wifi_on'") == [{"value": "0"}]
    assert phone.providers.delete(uri, "name='wifi_on'") == 1


def test_media_lists_files_and_deleting_a_row_deletes_the_file(phone):
    phone.files.write_bytes("/sdcard/Download/a.txt", b"12")
    phone.files.write_bytes("/sdcard/DCIM/p.jpg", b"x")
    (download,) = phone.providers.query("content://media/external/downloads", ["_data", "_size"])
    assert download == {"_data": "/storage/emulated/0/Download/a.txt", "_size": 2}
    (image,) = phone.providers.query("content://media/external/images/media", ["_id", "mime_type"])
    assert image["mime_type"] == "image/jpeg"
    uri = f"content://media/external/images/media/{image['_id']}"
    assert phone.media.path_of(uri) == "/storage/emulated/0/DCIM/p.jpg"
    assert phone.providers.delete("content://media/external/downloads") == 1
    assert phone.files.names("/sdcard/Download") == []


def test_unknown_and_broken_requests_say_so(phone):
    for uri in ("content://nobody/x", "content://sms/nothing/here", "file:///x"):
        with pytest.raises(UnknownUri):
            phone.providers.query(uri)
    with pytest.raises(BadQuery, match="no such column"):
        phone.providers.query("content://sms", ["nonsense"])
