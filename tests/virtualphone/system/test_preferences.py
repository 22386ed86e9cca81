"""An app's small settings survive as Android writes them."""

from __future__ import annotations

import pytest

from phoneagent.virtualphone.system.preferences import Preferences

PATH = "/data/data/com.example/shared_prefs/com.example_preferences.xml"


@pytest.fixture
def prefs(phone):
    return Preferences(phone.files, "com.example")


@pytest.mark.parametrize(
    "value", [True, False, 7, -(2**40), 1.5, "a <b> & 'c'", "", frozenset({"x", "y"})]
)
def test_a_value_comes_back_as_it_was(prefs, value):
    prefs.put("key", value)
    assert prefs.get("key", type(value)()) == value
    assert prefs.all() == {"key": value}


def test_the_file_is_androids(phone, prefs):
    prefs.put("dark", True)
    prefs.put("name", "Ann")
    text = phone.files.read_text(PATH)
    assert '<boolean name="dark" value="true" />' in text
    assert '<string name="name">Ann</string>' in text


def test_missing_broken_or_of_another_type_is_the_default(phone, prefs):
    assert prefs.get("key", "none") == "none"
    prefs.put("key", 3)
    assert prefs.get("key", "none") == "none"
    assert prefs.get("key", True) is True
    phone.files.write_text(PATH, "<map><int name='key' value='many'/></map>")
    assert prefs.get("key", 5) == 5
    phone.files.write_text(PATH, "\x00rubbish")
    assert prefs.get("key", 5) == 5
    prefs.put("key", 6)
    assert prefs.get("key", 5) == 6


def test_removing(prefs):
    prefs.put("one", 1)
    prefs.put("two", 2)
    prefs.remove("one")
    prefs.remove("one")
    assert prefs.all() == {"two": 2}
