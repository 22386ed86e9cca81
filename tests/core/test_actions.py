"""The action table: wire form both ways, errors that teach, schema and prompt lines."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phoneagent.core.actions import TABLE, from_wire, prompt_lines, wire_schema
from phoneagent.errors import ReplyError

EXAMPLES = [json.loads(cls.example) for cls in TABLE]


@pytest.mark.parametrize("wire", EXAMPLES, ids=lambda w: next(iter(w)))
def test_every_example_survives_the_wire(wire):
    assert json.loads(from_wire(wire).describe()) == wire


@pytest.mark.parametrize("cls", TABLE, ids=lambda c: c.wire)
def test_every_action_has_a_line_a_schema_and_knows_how_it_is_done(cls):
    assert cls.example in prompt_lines()
    keys = [next(iter(o["properties"])) for o in wire_schema()["anyOf"]]
    assert cls.wire in keys
    assert cls.on_device == ("perform" in cls.__dict__)


@pytest.mark.parametrize(
    ("wire", "message"),
    [
        ({}, "exactly one of"),
        ({"fly": 3}, "found only fly"),
        ({"tap": 1, "press": "back"}, "found tap, press"),
        ({"tap": ""}, '"tap": target'),
        ({"tap": {"n": 3}}, '"tap": target'),
        ({"tap": 0}, "greater than or equal to 1"),
        ({"press": "any"}, '"press": key'),
        ({"type": "hi", "in_to": 3}, "in_to"),
        ({"slide": 3, "to": 400}, "less than or equal to 100"),
    ],
)
def test_a_wrong_action_says_how_to_mend_it(wire, message):
    with pytest.raises(ReplyError) as caught:
        from_wire(wire)
    assert message in str(caught.value)


@given(st.text(max_size=50))
def test_any_text_can_be_typed(text):
    assert from_wire({"type": text, "into": 3}).text == text


@given(st.dictionaries(st.text(max_size=8), st.none() | st.integers() | st.text(max_size=5)))
def test_any_object_is_an_action_or_a_reply_error(wire):
    try:
        from_wire(wire)
    except ReplyError as error:
        assert str(error)  # noqa: PT017


def test_numbers_given_to_a_shortcut_are_words():
    action = from_wire({"shortcut": "show_day", "with": {"time_ms": 1698408000000, "name": "x"}})
    assert action.with_ == {"time_ms": "1698408000000", "name": "x"}
