"""Action formats of native GUI models: their published examples, and there and back again."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phoneagent.core.actions import (
    Answer,
    Ask,
    DoubleTap,
    Drag,
    Finish,
    GiveUp,
    LongPress,
    OpenApp,
    Press,
    Scroll,
    Swipe,
    Tap,
    Type,
    Wait,
)
from phoneagent.errors import ConfigError, ReplyError
from phoneagent.models import find_profile
from phoneagent.models.formats import find_format
from phoneagent.models.formats.calls import as_point, read_call

NAMES = ("agentcpm", "autoglm", "gui_owl", "mai_ui", "qwen", "step_gui", "uitars")


def tool_call(arguments: str) -> str:
    return f'<tool_call>\n{{"name": "mobile_use", "arguments": {arguments}}}\n</tool_call>'


def scroll(direction: str, *point: int) -> Scroll:
    return Scroll.model_validate({"direction": direction, "in": point or None})


# format, reply, actions, thought; the forms are those of the families' own documents.
PUBLISHED = [
    ("agentcpm", '{"thought":"点击会员","POINT":[729,69]}', [Tap(target=(729, 69))], "点击会员"),
    ("agentcpm", '{"POINT":[480,320]}', [Tap(target=(480, 320))], ""),
    ("agentcpm", '{"POINT":[480,320],"duration":1000}', [LongPress(target=(480, 320))], ""),
    ("agentcpm", '{"POINT":[500,200],"to":"down"}', [scroll("up", 500, 200)], ""),
    ("agentcpm", '{"POINT":[500,800],"to":[500,200]}', [Swipe(path=(500, 800, 500, 200))], ""),
    ("agentcpm", '{"PRESS":"HOME"}', [Press(key="home")], ""),
    ("agentcpm", '{"TYPE":"Hello, world!"}', [Type(text="Hello, world!", append=True)], ""),
    ("agentcpm", '{"duration":500}', [Wait(seconds=0.5)], ""),
    ("agentcpm", '{"STATUS":"finish"}', [Finish(because="finished")], ""),
    (
        "agentcpm",
        '{"thought":"last","POINT":[1,2],"STATUS":"finish"}',
        [Tap(target=(1, 2)), Finish(because="last")],
        "last",
    ),
    ("agentcpm", '{"STATUS":"impossible"}', [GiveUp(why="impossible")], ""),
    (
        "uitars",
        "Thought: test\nAction: click(point='<point>200 300</point>')",
        [Tap(target=(200, 300))],
        "test",
    ),
    (
        "uitars",
        "Action: click(start_box='<|box_start|>(495,30)<|box_end|>')",
        [Tap(target=(495, 30))],
        "",
    ),
    (
        "uitars",
        "Thought: It's time.\nAction: type(content='it's\\n')",
        [Type(text="it's", append=True, enter=True)],
        "It's time.",
    ),
    (
        "uitars",
        "Thought: down\nAction: scroll(point='<point>5 6</point>', direction='down')",
        [scroll("down", 5, 6)],
        "down",
    ),
    (
        "uitars",
        "Thought: d\n"
        "Action: drag(start_point='<point>1 2</point>', end_point='<point>3 4</point>')",
        [Swipe(path=(1, 2, 3, 4))],
        "d",
    ),
    ("uitars", "Thought: o\nAction: open_app(app_name='Clock')", [OpenApp(name="Clock")], "o"),
    ("uitars", "Thought: b\nAction: press_back()", [Press(key="back")], "b"),
    (
        "uitars",
        "Thought: done\nAction: finished(content='It is 7')",
        [Finish(because="It is 7")],
        "done",
    ),
    (
        "autoglm",
        '<think>open it</think>\n<answer>do(action="Launch", app="Settings")</answer>',
        [OpenApp(name="Settings")],
        "open it",
    ),
    ("autoglm", 'Next. do(action="Tap", element=[300,190])', [Tap(target=(300, 190))], "Next."),
    ("autoglm", 'do(action="Type", text="say "hi"")', [Type(text='say "hi"')], ""),
    (
        "autoglm",
        'do(action="Swipe", start=[1,2], end=[3,4])',
        [Swipe(path=(1, 2, 3, 4))],
        "",
    ),
    ("autoglm", 'do(action="Wait", duration="2 seconds")', [Wait(seconds=2)], ""),
    ("autoglm", 'finish(message="Task completed.")', [Finish(because="Task completed.")], ""),
    (
        "qwen",
        'Thought: To search, tap it.\nAction: "I tapped."\n'
        + tool_call('{"action": "click", "coordinate": [447, 81]}'),
        [Tap(target=(447, 81))],
        'To search, tap it.\n"I tapped.',
    ),
    (
        "gui_owl",
        "Action: Go to the list of open apps.\n"
        + tool_call('{"action": "system_button", "button": "Menu"}'),
        [Press(key="recents")],
        "Go to the list of open apps.",
    ),
    (
        "gui_owl",
        tool_call('{"action": "key", "text": "volume_up"}'),
        [Press(key="volume_up")],
        "",
    ),
    (
        "gui_owl",
        tool_call('{"action": "swipe", "coordinate": [5, 9], "coordinate2": [5, 1]}'),
        [Swipe(path=(5, 9, 5, 1))],
        "",
    ),
    ("gui_owl", tool_call('{"action": "answer", "text": "42"}'), [Answer(text="42")], ""),
    ("gui_owl", tool_call('{"action": "interact", "text": "PIN?"}'), [Ask(question="PIN?")], ""),
    (
        "mai_ui",
        "<thinking>\nshow more\n</thinking>\n"
        + tool_call('{"action": "swipe", "direction": "up", "coordinate": [500, 500]}'),
        [scroll("down", 500, 500)],
        "show more",
    ),
    (
        "mai_ui",
        "plan</think>\n" + tool_call('{"action": "click", "coordinate": [10, 20, 30, 40]}'),
        [Tap(target=(20, 30))],
        "",
    ),
    (
        "mai_ui",
        tool_call('{"action": "terminate", "status": "fail"}'),
        [GiveUp(why="terminated with failure")],
        "",
    ),
    (
        "step_gui",
        "<THINK> go </THINK>\nexplain:打开\taction:CLICK\tpoint:120,340\tsummary:已打开",
        [Tap(target=(120, 340))],
        "打开",
    ),
    (
        "step_gui",
        "<TINK>x</TINK>\nexplain:e\taction:TYPE\tvalue:a:b c\tpoint:1 2\tsummary:s",
        [Type(text="a:b c", into=(1, 2), append=True)],
        "e",
    ),
    (
        "step_gui",
        "explain:e\taction:SLIDE\tpoint1:1,2\tpoint2:3,4\tsummary:s",
        [Swipe(path=(1, 2, 3, 4))],
        "e",
    ),
    ("step_gui", "explain:e\taction:AWAKE\tvalue:时钟\tsummary:s", [OpenApp(name="时钟")], "e"),
    ("step_gui", "explain:e\taction:COMPLETE\treturn:好了", [Finish(because="好了")], "e"),
]


@pytest.mark.parametrize(("name", "reply", "actions", "thought"), PUBLISHED)
def test_what_they_publish_is_understood(name, reply, actions, thought):
    spoken = find_format(name).read(reply)
    assert list(spoken.actions) == actions
    assert spoken.thought == thought


def test_a_summary_of_the_past_is_kept():
    reply = "<THINK> x </THINK>\nexplain:e\taction:CLICK\tpoint:1,2\tsummary:两步完成"
    assert find_format("step_gui").read(reply).summary == "两步完成"


points = st.tuples(st.integers(0, 1000), st.integers(0, 1000))
texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Z")), min_size=1)
common = st.one_of(
    points.map(lambda p: Tap(target=p)),
    points.map(lambda p: LongPress(target=p)),
    st.just(Press(key="home")),
    st.just(Press(key="back")),
)
swipes = st.tuples(points, points).map(lambda p: Swipe(path=(*p[0], *p[1])))
drags = st.tuples(points, points).map(lambda p: Drag(target=p[0], to=p[1]))
appended = texts.map(lambda text: Type(text=text, append=True))
replaced = texts.map(lambda text: Type(text=text))
opens = texts.map(lambda name: OpenApp(name=name[:200]))
waits = st.integers(1, 30).map(lambda seconds: Wait(seconds=seconds))
scrolls = st.tuples(st.sampled_from(("up", "down", "left", "right")), points).map(
    lambda s: scroll(s[0], *s[1])
)
finishes = texts.map(lambda text: Finish(because=text[:1000]))
asks = texts.map(lambda text: Ask(question=text[:1000]))
EACH = {
    "agentcpm": st.one_of(common, swipes, scrolls, appended, waits),
    "uitars": st.one_of(common, swipes, scrolls, appended, opens, finishes),
    "autoglm": st.one_of(common, swipes, replaced, opens, waits, finishes, asks),
    "qwen": st.one_of(common, swipes, appended, waits),
    "gui_owl": st.one_of(common, swipes, appended, opens, waits, asks),
    "mai_ui": st.one_of(common, drags, scrolls, appended, opens, asks),
    "step_gui": st.one_of(
        points.map(lambda p: Tap(target=p)), swipes, appended, opens, waits, finishes, asks
    ),
}


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
def test_what_is_written_is_read_back(name, data):
    action = data.draw(EACH[name])
    form = find_format(name)
    assert form.read(form.write(action, "I do it.")).actions == (action,)


@pytest.mark.parametrize("name", NAMES)
@given(reply=st.text())
def test_any_text_is_an_action_or_an_error(name, reply):
    with contextlib.suppress(ReplyError):
        assert find_format(name).read(reply).actions


BROKEN = [
    ("agentcpm", '{"thought":"nothing"}', "names no action"),
    ("agentcpm", '{"PRESS":"MENU"}', "HOME, BACK or ENTER"),
    ("agentcpm", '{"POINT":[1]}', "not a point"),
    ("uitars", "I click on it.", "Action:"),
    ("uitars", "Action: hover(point='<point>1 2</point>')", "no action hover"),
    ("uitars", "Action: click()", "needs a point"),
    ("autoglm", "I would tap the button.", "do(action=...)"),
    ("autoglm", 'do(action="Fly")', "no action 'Fly'"),
    ("autoglm", "do(action=__import__('os').name)", "not an action"),
    ("qwen", "Thought: x", "no <tool_call>"),
    ("qwen", tool_call('{"action": "click"}'), "needs coordinate"),
    ("gui_owl", tool_call('{"action": "key", "text": "camera"}'), "no key 'camera'"),
    ("mai_ui", tool_call('{"action": "swipe"}'), "direction"),
    ("step_gui", "explain:nothing", "action:NAME"),
    ("step_gui", "action:CLICK", "needs point"),
]


@pytest.mark.parametrize(("name", "reply", "why"), BROKEN)
def test_an_unusable_reply_says_why(name, reply, why):
    with pytest.raises(ReplyError, match=r".*") as error:
        find_format(name).read(reply)
    assert why in str(error.value)


def test_what_a_format_has_no_word_for_is_left_out():
    assert find_format("qwen").write(DoubleTap(target=(1, 2)), "") == ""
    assert find_format("agentcpm").write(OpenApp(name="Clock"), "") == ""


@pytest.mark.parametrize(
    ("model", "form"),
    [
        ("AgentCPM-GUI", "agentcpm"),
        ("ByteDance-Seed/UI-TARS-1.5-7B", "uitars"),
        ("mPLUG/GUI-Owl-1.5-8B-Instruct", "gui_owl"),
        ("zai-org/AutoGLM-Phone-9B", "autoglm"),
        ("Tongyi-MAI/MAI-UI-8B", "mai_ui"),
        ("stepfun-ai/GELab-Zero-4B-preview", "step_gui"),
        ("qwen2.5-vl-7b", ""),
        ("openai:qwen2.5-vl-7b?format=qwen", "qwen"),
        ("openai:AgentCPM-GUI?format=json", ""),
    ],
)
def test_the_name_picks_the_format(model, form):
    assert find_profile(model).action_format == form


def test_an_unknown_format_names_the_known_ones():
    with pytest.raises(ConfigError) as error:
        find_format("klingon")
    assert "uitars" in error.value.hint
    with pytest.raises(ConfigError):
        find_format("calls")


@pytest.mark.parametrize(
    ("value", "point"),
    [("<point>1 2</point>", (1, 2)), ("(1,2)", (1, 2)), ([1, 2], (1, 2)), ((0, 0, 4, 8), (2, 4))],
)
def test_points_in_every_writing(value, point):
    assert as_point(value) == point


@pytest.mark.parametrize("text", ["", "x", "f(1)", "f(a=b)", "a.b(c=1)", "f(x=[1", "f(**{'a': 1})"])
def test_nothing_but_constants_is_taken(text):
    try:
        call = read_call(text)
    except ReplyError:
        return
    assert call.values == {"x": [1]} or not call.values
