"""Secrets are typed only where they are bound to, and masked in every form."""

import base64
import json
from urllib.parse import quote, quote_plus
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phoneagent.core.actions import Type
from phoneagent.errors import ActionError, ConfigError
from phoneagent.policy import Redactor, load_secrets
from tests.policy.builders import about_to, page, rule, start, thing

FILE = """
[[secret]]
name = "bank_pin"
value = "s3cr&t \\"pässword"
package = "com.bank"
field = "password"

[[secret]]
name = "mail"
value = "ann.lee@example.org"
package = "com.mail"
field = "email"
"""
PIN = 's3cr&t "pässword'


@pytest.fixture
def secrets(tmp_path):
    path = tmp_path / "secrets.toml"
    path.write_text(FILE, encoding="utf-8")
    return load_secrets(path)


def typing(secrets, text, *, package="com.bank", password=True, yes=False, label="PIN"):
    field = thing(1, label, "field", package=package, password=password)
    seen = page(field, package=package)
    run = about_to(start("log in"), seen, Type(text=text, into=1))
    return rule(run, secrets=secrets, yes=yes), run.intention


def test_a_secret_goes_into_its_field(secrets):
    ruling, intention = typing(secrets, "<secret:bank_pin>")
    assert ruling.verdict == "allow"
    assert secrets.fill(intention).action.text == PIN
    assert "<secret:bank_pin>" in intention.action.text


@pytest.mark.parametrize(
    "wrong",
    [
        {"package": "com.evil"},
        {"password": False},
        {"text": "<secret:mail>"},
        {"text": "<secret:nothing>"},
        {"text": "hi <secret:bank_pin> <secret:mail>"},
    ],
)
def test_a_secret_goes_nowhere_else_even_with_yes(secrets, wrong):
    ruling, _ = typing(secrets, **({"text": "<secret:bank_pin>"} | wrong), yes=True)
    assert (ruling.verdict, ruling.rule) == ("deny", "secrets")


def test_field_kinds(secrets):
    ok, _ = typing(secrets, "<secret:mail>", package="com.mail", password=False, label="E-mail")
    assert ok.verdict == "allow"
    other, _ = typing(secrets, "<secret:mail>", package="com.mail", password=False, label="Notes")
    assert other.verdict == "deny"


def test_without_a_field_nothing_is_filled(secrets):
    seen = page(package="com.bank")
    run = about_to(start("log in"), seen, Type(text="<secret:bank_pin>"))
    assert rule(run, secrets=secrets).verdict == "deny"
    with pytest.raises(ActionError, match="bank_pin"):
        secrets.fill(run.intention)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[[secret]]\nname = "a"\nvalue = "hunter22"\n', "package"),
        ('[[secret]]\nname = "a b"\nvalue = "hunter22"\npackage = "p"\n', "name"),
        ('[[secret]]\nname = "a"\nvalue = "hunter22"\npackage = "p"\nfield = "moon"\n', "field"),
        ('[[secret]]\nname = "a"\nvalue = "x"\npackage = "p"\n', "shorter"),
        ('[[secret]]\nname = "a"\nvalue = "hunter22\n', "TOML"),
        ('[[secret]]\nname = "a"\nvalue = "hunter22"\npackage = "p"\n' * 2, "twice"),
    ],
)
def test_a_wrong_file_says_what_without_the_value(tmp_path, text, says):
    path = tmp_path / "secrets.toml"
    path.write_text(text)
    with pytest.raises(ConfigError, match=says) as caught:
        load_secrets(path)
    assert "hunter22" not in str(caught.value)
    assert "hunter22" not in repr(caught.value.__cause__)


def test_a_missing_file(tmp_path):
    with pytest.raises(ConfigError, match="cannot be read"):
        load_secrets(tmp_path / "nothing.toml")


def test_values_stay_out_of_representations(secrets):
    assert "s3cr" not in repr(vars(secrets)["_by_name"])


# ---- masking ---------------------------------------------------------------------------------


def forms(value):
    plain = value.encode()
    yield value
    yield json.dumps(value)
    yield json.dumps(value, ensure_ascii=False)
    yield json.dumps(json.dumps({"a": value}))
    yield quote(value, safe="")
    yield quote(value, safe="").lower()
    yield quote_plus(value)
    yield escape(value)
    yield quoteattr(value)
    yield escape(escape(value))
    yield "".join(f"&#{ord(c)};" for c in value)
    yield "".join(f"&#x{ord(c):X};" for c in value)
    yield plain.hex()
    yield base64.b64encode(plain).decode()
    yield base64.urlsafe_b64encode(plain).decode()
    for before in (b"", b"x", b"xy", b"xyz"):
        yield base64.b64encode(before + plain + b"tail").decode()


@pytest.mark.parametrize(
    "value", [PIN, "ann.lee@example.org", "a/b\\c'd<e>", "密码とпароль", "123456"]
)
def test_every_form_is_masked(value):
    redactor = Redactor({"it": value})
    for form in forms(value):
        shown = redactor.mask(f"before {form} after")
        assert "<secret:it>" in shown, form
        assert value not in shown


def test_a_long_number_is_masked_also_in_groups():
    redactor = Redactor({"card": "4111111111111111"})
    assert redactor.mask("4111 1111 1111 1111") == "<secret:card>"
    assert redactor.mask("4111-1111-1111-1111") == "<secret:card>"


def test_json_values_keep_their_shape():
    redactor = Redactor({"pin": "123456"})
    value = {"at": [123456, 12, 1.5, True, None], "text": "pin 123456!"}
    assert redactor.mask_value(value) == {
        "at": ["<secret:pin>", 12, 1.5, True, None],
        "text": "pin <secret:pin>!",
    }


def test_xml_stays_well_formed():
    from xml.etree import ElementTree

    xml = f"<node text={quoteattr('my ' + PIN)} />"
    masked = Redactor({"pin": PIN}).mask_xml(xml)
    assert ElementTree.fromstring(masked).get("text") == "my <secret:pin>"


def test_a_secret_inside_another_is_masked_whole():
    redactor = Redactor({"short": "hunter", "long": "hunter22"})
    assert redactor.mask("hunter22 hunter") == "<secret:long> <secret:short>"


@given(st.text(min_size=4, max_size=30), st.text(max_size=40))
def test_no_value_survives(value, around):
    redactor = Redactor({"it": value})
    shown = redactor.mask(around + value + around)
    assert value not in shown.replace("<secret:it>", "\0")
