"""JSON out of what models write: tolerant in form, strict in outcome."""

from __future__ import annotations

import contextlib
import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phoneagent.errors import ReplyError
from phoneagent.models.replies import extract_json, strip_thinking

TAP = {"tap": 3}


@pytest.mark.parametrize(
    "text",
    [
        '{"tap": 3}',
        '\ufeff{"tap": 3}',
        '```json\n{"tap": 3}\n```',
        '```\n{"tap": 3,}\n```\nThat opens it.',
        'Sure! Here it is: {"tap": 3} (the third row)',
        'The form is {action}. So: {"tap": 3}',
        '<think>{"tap": 1} or {"tap": 2}?</think>{"tap": 3}',
        'maybe {"tap": 1}? no.</think>\n{"tap": 3}',
        '{"tap": 3}\n{"tap": 3}',
        '{"tap": 3 ,\n }',
        '<|begin_of_box|>{"tap": 3}<|end_of_box|>',
    ],
)
def test_one_object_is_found(text: str) -> None:
    assert extract_json(text) == TAP


@pytest.mark.parametrize(
    "inside",
    [
        "https://x.org/a // not a comment",
        "# heading",
        "a, } b, ]",
        "{ not an object",
        'say \\"hi\\", }',
        "/* kept */",
        "two\nlines",
        "C:\\\\dir\\\\",
        "<think>quoted</think>",
        "```json",
        "مرحبا 你好 👋🏽",
    ],
)
def test_what_stands_inside_a_string_stays(inside: str) -> None:
    raw = f'```json\n{{"type": "{inside}", "into": [1, 2,],}}\n```'
    if "<think>" in inside or "```" in inside:
        raw = f'{{"type": "{inside}", "into": [1, 2,],}}'
    expected = inside.replace('\\"', '"').replace("\\\\", "\\")
    assert extract_json(raw) == {"type": expected, "into": [1, 2]}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "empty"),
        ("<think>never ends", "empty"),
        ("I would tap Save.", "no JSON object"),
        ('[{"tap": 3}]', "list"),
        ('```json\n[{"tap": 3}]\n```', "list"),
        ('{"tap": 1} or {"tap": 2}', "2 JSON objects"),
        ('{"tap": {"n": 3}', "cut off"),
        ('{"tap": 3} {"tap":', "cut off"),
        ('{"text": "no end} ', "cut off"),
        ('{"a": {"tap": 3}, oops}', "Not valid JSON at line 1 column 19"),
        ("{'tap': 3}", "Not valid JSON"),
        ('{"tap": 3, "tap": 4}', '"tap" stands twice'),
        ('{"on": 1} {"on": true}', "2 JSON objects"),
        ('{"x": NaN}', "NaN"),
        ('{"x": ' + "[" * 200_000 + "]" * 200_000 + "}", "nested too deeply"),
        ('{"x": ' + "9" * 5000 + "}", "digits"),
    ],
    ids=lambda value: value[:30],
)
def test_anything_else_is_an_error_that_helps(text: str, says: str) -> None:
    with pytest.raises(ReplyError, match=says):
        extract_json(text)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.text(), JSON, max_size=5), st.booleans())
def test_every_object_survives_fences_and_prose(value: dict[str, Any], fenced: bool) -> None:
    said = json.dumps(value, ensure_ascii=False, indent=1)
    if fenced:
        said = f"Here you are:\n```json\n{said}\n```\n"
    assert extract_json(said) == value


@given(st.text(alphabet='{}[]",:\\ a1\n', max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    with contextlib.suppress(ReplyError):
        assert isinstance(extract_json(text), dict)


def test_a_hundred_thousand_braces_take_no_time() -> None:
    began = time.monotonic()
    with pytest.raises(ReplyError):
        extract_json("{" * 100_000)
    with pytest.raises(ReplyError):
        extract_json("{} " + "{x} " * 100_000 + '{"a": 1}')
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("<think>a</think>b", "b"),
        ("<THINK>a\n</THINK>\n b ", "b"),
        ("a</think>b", "b"),
        ("<think>a", ""),
        ("x <thinking>y</thinking> z", "x  z"),
        ('{"a": "<think>"}', '{"a": "<think>"}'),
    ],
)
def test_strip_thinking(text: str, left: str) -> None:
    assert strip_thinking(text) == left
