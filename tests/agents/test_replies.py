"""What models write becomes moves, or an error they can learn from."""

import pytest
from pydantic import ValidationError

from phoneagent.agents import replies
from phoneagent.core.base import Point
from phoneagent.core.lessons import Argument, Hole, Shortcut
from phoneagent.errors import ReplyError

ALARM = Shortcut(
    name="set_alarm",
    description="Set an alarm",
    kind="intent",
    arguments=(Argument(name="hour", pattern=r"\d+"),),
    uri=("intent:#Intent;action=SET;i.HOUR=", Hole(arg="hour"), ";end"),
)
OFFER = replies.Offer(
    shortcuts={"set_alarm": ALARM},
    elements=frozenset({1, 2, 7}),
    to_device=lambda point: Point(round(point[0] * 1.08), round(point[1] * 2.4)),
)


def moves(*items):
    return replies.read_moves({"do": list(items)}, OFFER)


def test_a_chain_with_its_expectation():
    first, last = moves({"type": "Ann", "into": 1}, {"tap": 7, "expect": {"text": "Saved"}})
    assert first.expect is None
    assert last.expect.text == "Saved"


def test_one_object_instead_of_a_list_is_understood():
    (move,) = replies.read_moves({"do": {"tap": 2}}, OFFER)
    assert move.action.target == 2


def test_at_most_four_moves_count():
    assert len(moves(*[{"tap": 1}] * 9)) == replies.MAX_MOVES


def test_points_come_in_the_models_scale_and_go_on_as_device_pixels():
    (tap,) = moves({"tap": [500, 500]})
    assert tap.action.target == (540, 1200)
    (swipe,) = moves({"swipe": [500, 800, 500, 200]})
    assert swipe.action.path == (540, 1920, 540, 480)


def test_a_shortcut_becomes_the_moves_it_stands_for():
    (move,) = moves({"shortcut": "set_alarm", "with": {"hour": "7"}, "expect": {"text": "7:00"}})
    assert move.action.uri == "intent:#Intent;action=SET;i.HOUR=7;end"
    assert move.expect.text == "7:00"


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        ({}, '"do" must be a list'),
        ({"do": []}, '"do" must be a list'),
        ({"do": ["tap 3"]}, "is an object"),
        ({"do": [{"tap": 3}]}, "no element 3 on this screen"),
        ({"do": [{"jump": 3}]}, "found only jump"),
        ({"do": [{"shortcut": "fly"}]}, "offered: set_alarm"),
        ({"do": [{"shortcut": "set_alarm", "with": {"hour": "x"}}]}, "hour"),
        ({"do": [{"tap": 1, "expect": "Saved"}]}, "an expectation is an object"),
    ],
)
def test_errors_say_how_to_mend_it(reply, message):
    with pytest.raises(ReplyError) as caught:
        replies.read_moves(reply, OFFER)
    assert message in str(caught.value)


def test_an_unknown_key_of_an_expectation_is_refused():
    with pytest.raises(ValidationError):
        moves({"tap": 1, "expect": {"txt": "Saved"}})


def test_an_empty_expectation_is_none():
    assert replies.read_expectation({}) is None
    assert replies.read_expectation({"text": ""}) is None
    assert replies.read_expectation({"field": "Name", "value": ""}).value == ""
