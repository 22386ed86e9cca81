"""Which replies are actions, and when two of them are the same."""

from __future__ import annotations

import pytest

from phoneagent.benchmarks.model.quality import same_action
from phoneagent.benchmarks.model.spoken import actions_of, is_valid


@pytest.mark.parametrize(
    "reply",
    [
        '{"do": [{"tap": 999}]}',  # there may be no such element: another question
        '{"do": {"tap": [120.4, 80.2], "expect": {"text": "Saved"}}}',
        'Sure: {"thought": "x", "do": [{"type": "hi", "into": 3}, {"press": "back"}]}',
        '{"do": [{"shortcut": "wifi_settings", "with": {"a": "b"}}]}',
    ],
)
def test_valid_replies(reply: str):
    assert is_valid(reply)


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "I would tap Save.",
        "{}",
        '{"do": []}',
        '{"do": ["tap 4"]}',
        '{"do": [{"teleport": 4}]}',
        '{"do": [{"tap": 1, "type": "x"}]}',
        '{"do": [{"tap": 1}, {"tap": "Sa',
        '{"do": [{"tap": 1, "expect": {"field": 3}}]}',
    ],
)
def test_replies_that_are_no_actions(reply: str):
    assert not is_valid(reply)


def test_native_formats_have_their_own_grammar():
    said = "Thought: tap it\nAction: click(start_box='<|box_start|>(10,20)<|box_end|>')"
    assert is_valid(said, "uitars")
    assert not is_valid(said)
    assert not is_valid('{"do": [{"tap": 1}]}', "uitars")


def action(said: str):
    return actions_of(f'{{"do": [{said}]}}')[0]


SPAN = (1000, 1000)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ('{"tap": 4}', '{"tap": 4}', True),
        ('{"tap": 4}', '{"tap": 5}', False),
        ('{"tap": 4}', '{"long_press": 4}', False),
        ('{"tap": [500, 500]}', '{"tap": [560, 580]}', True),
        ('{"tap": [500, 500]}', '{"tap": [600, 600]}', False),  # 0.141 of the screen
        ('{"tap": [500, 500]}', '{"tap": 4}', False),
        ('{"type": "hi", "into": 2}', '{"type": "hi", "into": 2}', True),
        ('{"type": "hi", "into": 2}', '{"type": "ho", "into": 2}', False),
        ('{"swipe": [0, 900, 0, 100]}', '{"swipe": [50, 900, 50, 150]}', True),
        ('{"swipe": [0, 900, 0, 100]}', '{"swipe": [0, 100, 0, 900]}', False),
    ],
)
def test_same_action(one: str, other: str, same: bool):
    assert same_action(action(one), action(other), SPAN) is same


def test_points_are_equal_or_not_where_the_scale_is_unknown():
    assert same_action(action('{"tap": [5, 5]}'), action('{"tap": [5, 5]}'))
    assert not same_action(action('{"tap": [5, 5]}'), action('{"tap": [5, 6]}'))
