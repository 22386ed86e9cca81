"""Shortcuts expand to moves; an argument is never anything but an argument."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phoneagent.core.actions import Tap, Type
from phoneagent.core.expectation import Expectation
from phoneagent.core.lessons import Argument, Hole, Shortcut, ShortcutStep
from phoneagent.core.screen import Locator
from phoneagent.core.shortcuts import expand, problems
from phoneagent.errors import ReplyError

LINK = Shortcut(
    name="go",
    description="",
    kind="intent",
    arguments=(Argument(name="a"), Argument(name="n", pattern=r"\d+", default="7")),
    uri=("intent:#Intent;S.x=", Hole(arg="a"), ";i.n=", Hole(arg="n"), ";S.lit={a};end"),
    postcondition=Expectation(text="there"),
)


def test_holes_are_filled_and_encoded():
    (move,) = expand(LINK, {"a": "ü;end#&=%/ \n"})
    assert move.action.uri == (
        "intent:#Intent;S.x=%C3%BC%3Bend%23%26%3D%25%2F%20%0A;i.n=7;S.lit={a};end"
    )
    assert move.expect == LINK.postcondition


@given(st.text(min_size=1, max_size=60))
def test_no_argument_can_break_out_of_its_hole(value):
    (move,) = expand(LINK, {"a": value})
    head, tail = "intent:#Intent;S.x=", ";i.n=7;S.lit={a};end"
    inside = move.action.uri.removeprefix(head).removesuffix(tail)
    assert not set(inside) & set(";#=/ \n&'\"")


@pytest.mark.parametrize(
    ("given_", "says"),
    [({}, "needs a"), ({"a": "x", "b": "y"}, "no argument 'b'"), ({"a": "x", "n": "1x"}, "n")],
)
def test_wrong_arguments_are_told(given_, says):
    with pytest.raises(ReplyError, match=says):
        expand(LINK, given_)


def test_scripts_fill_fields_anchors_and_expectations():
    row = Locator(label="Ann", resource_id="id/row")
    script = Shortcut(
        name="s",
        description="",
        kind="script",
        arguments=(Argument(name="who"), Argument(name="what")),
        steps=(
            ShortcutStep(
                action=Tap(target=1), anchors={"target": row}, fill={"target.label": "who"}
            ),
            ShortcutStep(
                action=Type(text="who", enter=True),
                fill={"text": "what", "expect.text": "what"},
                expect=Expectation(text="?"),
            ),
        ),
        postcondition=Expectation(app="x"),
    )
    first, second = expand(script, {"who": "Bob", "what": "{who}"})
    assert first.anchors["target"] == row.but(label="Bob")
    assert second.action == Type(text="{who}", enter=True)
    assert second.expect == Expectation(text="{who}")
    assert expand(script.but(steps=script.steps[:1], arguments=script.arguments[:1]), {"who": "B"})[
        0
    ].expect == Expectation(app="x")


@pytest.mark.parametrize("place", ["colour", "target.label", "expect.text"])
def test_a_fill_without_its_place_is_told(place):
    step = ShortcutStep(action=Type(text=""), fill={place: "a"})
    shortcut = Shortcut(
        name="s", description="", kind="script", arguments=(Argument(name="a"),), steps=(step,)
    )
    with pytest.raises(ReplyError, match="s"):
        expand(shortcut, {"a": "x"})


def test_problems_are_found():
    assert list(problems(LINK)) == []
    assert "not among" in next(problems(LINK.but(arguments=LINK.arguments[:1])))
    assert "not used" in next(problems(LINK.but(uri=LINK.uri[:3])))
    assert "no regular" in next(
        problems(LINK.but(arguments=(Argument(name="a", pattern="("), LINK.arguments[1])))
    )
    bad_default = (Argument(name="n", pattern=r"\d", default="x"), LINK.arguments[0])
    assert "default" in next(problems(LINK.but(arguments=bad_default)))
    assert "steps" in next(problems(Shortcut(name="x", description="", kind="script")))
    assert "uri" in next(problems(Shortcut(name="x", description="", kind="intent")))
