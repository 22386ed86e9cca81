"""Contacts: the list, a person's card, and the form to add or change one."""

from __future__ import annotations

from phoneagent.virtualphone.apps.contacts.card import CardScreen
from phoneagent.virtualphone.apps.contacts.editor import EditorScreen
from phoneagent.virtualphone.apps.contacts.people import PeopleScreen
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import ACTION_MAIN, CATEGORY_APP_CONTACTS, answers

_PERSON = "vnd.android.cursor.item/contact"
_PEOPLE = "vnd.android.cursor.dir/contact"
_HOSTS = ("com.android.contacts", "contacts")


class ContactsApp(App):
    """The contacts provider's people, as Google's app shows them."""

    package = "com.google.android.contacts"
    label = "Contacts"
    version = "4.8.17"
    version_code = 4_008_017
    icon = "person"
    color = "#1a73e8"
    launcher = "com.android.contacts.activities.PeopleActivity"
    activities = {
        "com.android.contacts.activities.PeopleActivity": PeopleScreen,
        "com.google.android.apps.contacts.quickcontact.QuickContactActivity": CardScreen,
        "com.google.android.apps.contacts.editor.ContactEditorActivity": EditorScreen,
    }
    filters = (
        answers(
            "com.google.android.apps.contacts.editor.ContactEditorActivity",
            "android.intent.action.INSERT",
            "android.intent.action.INSERT_OR_EDIT",
            types=(_PEOPLE, "vnd.android.cursor.dir/raw_contact", _PERSON),
        ),
        answers(
            "com.google.android.apps.contacts.editor.ContactEditorActivity",
            "android.intent.action.INSERT",
            "android.intent.action.EDIT",
            schemes=("content",),
            hosts=_HOSTS,
            types=(_PERSON, "vnd.android.cursor.item/person", _PEOPLE),
        ),
        answers(
            "com.android.contacts.activities.PeopleActivity",
            "android.intent.action.PICK",
            schemes=("content",),
            hosts=_HOSTS,
            types=(_PEOPLE, "vnd.android.cursor.dir/person"),
        ),
        answers(
            "com.android.contacts.activities.PeopleActivity",
            "android.intent.action.PICK",
            types=(_PEOPLE, "vnd.android.cursor.dir/person"),
        ),
        answers(
            "com.android.contacts.activities.PeopleActivity",
            ACTION_MAIN,
            categories=(CATEGORY_APP_CONTACTS,),
        ),
        answers(
            "com.android.contacts.activities.PeopleActivity",
            "android.intent.action.VIEW",
            "com.android.contacts.action.LIST_DEFAULT",
            types=(_PEOPLE, "vnd.android.cursor.dir/person"),
        ),
        answers(
            "com.android.contacts.activities.PeopleActivity",
            "com.android.contacts.action.LIST_DEFAULT",
            "com.android.contacts.action.LIST_CONTACTS",
        ),
        answers(
            "com.google.android.apps.contacts.quickcontact.QuickContactActivity",
            "android.intent.action.VIEW",
            types=(_PERSON, "vnd.android.cursor.item/person"),
        ),
    )
