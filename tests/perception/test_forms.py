"""Fields: hint, value, label, password, search, focus."""

from __future__ import annotations

from tests.perception.screens import lines, see, text, v


def field(top: int, **attributes: object) -> str:
    flags = str(attributes.pop("flags", "CF"))
    return v("EditText", (60, top, 1020, top + 140), flags=flags, **attributes)


def test_an_empty_field_shows_its_hint_as_text_but_holds_nothing():
    [name] = see(field(300, text="First name", hint="First name")).elements
    assert (name.role, name.label, name.hint, name.value) == (
        "field",
        "First name",
        "First name",
        "",
    )
    assert name.actions == ("tap", "type")


def test_a_filled_field_is_labelled_by_its_hint():
    seen = see(field(300, text="Ann", hint="First name", flags="CFf"))
    assert lines(seen) == ['1 field "First name" = "Ann" [focused]']


def test_without_a_hint_the_words_above_name_the_field_and_are_said_once():
    seen = see(text("Company", (60, 240, 400, 290)), field(300, text="Acme"))
    assert lines(seen) == ['1 field "Company" = "Acme"']
    assert seen.says("company")


def test_without_a_hint_the_words_on_the_left_name_the_field():
    seen = see(
        text("Port", (60, 320, 260, 400)),
        v("EditText", (300, 300, 1020, 440), text="8080", flags="C"),
    )
    assert lines(seen) == ['1 field "Port" = "8080"']


def test_without_any_words_the_id_names_the_field():
    assert see(field(300, id="edit_phone_number")).elements[0].label == "edit phone number"


def test_a_label_drawn_inside_the_field_is_its_label():
    inner = text("Email", (80, 310, 300, 360))
    [email] = see(v("EditText", (60, 300, 1020, 440), inner, flags="C")).elements
    assert (email.label, email.value) == ("Email", "")


def test_a_password_is_marked_and_never_shown_in_clear():
    seen = see(field(300, text="••••", hint="Password", flags="CP"))
    [secret] = seen.elements
    assert secret.password
    assert "password" in secret.states
    assert lines(seen) == ['1 password "Password" = "••••"']


def test_a_field_to_search_with_says_so():
    seen = see(field(100, text="Search settings", hint="Search settings", id="search_src_text"))
    assert lines(seen) == ['1 search "Search settings"']


def test_a_value_keeps_its_line_breaks_and_is_told_in_one_line():
    seen = see(field(300, text="one&#10;two".replace("&#10;", "\n"), hint="Note"))
    assert lines(seen) == ['1 field "Note" = "one\\ntwo"']


def test_the_same_label_on_two_fields_keeps_two_elements():
    seen = see(field(300, hint="Phone", text="1"), field(500, hint="Phone", text="2"))
    assert [(e.label, e.value) for e in seen.elements] == [("Phone", "1"), ("Phone", "2")]
