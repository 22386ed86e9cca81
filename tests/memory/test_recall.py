"""What is recalled where: exact page, same structure, words; only what holds now."""

import pytest

from phoneagent.core.actions import OpenApp
from phoneagent.core.expectation import Expectation
from phoneagent.core.lessons import Learned, ShortcutStep
from phoneagent.core.plan import Subgoal
from phoneagent.core.screen import Observation
from phoneagent.memory import open_memory
from phoneagent.memory.pages import signature, similarity
from tests.memory.builders import card, finished, intent, notes_list, script, thing, tip

HOME = Observation(package="com.launcher", app="Home", page="com.launcher/.Home#:1")


@pytest.fixture
def memory(tmp_path):
    opened = open_memory(tmp_path / "memory.db", "write")
    yield opened
    opened.close()


def names(memory, goal, seen=HOME, subgoal=None):
    return [s.name for s in memory.recall(goal, subgoal, seen).shortcuts]


@pytest.mark.parametrize(
    ("goal", "wanted"),
    [
        ("turn Wi-Fi off", "open_wifi_settings"),
        ("switch on wifi", "open_wifi_settings"),
        ("turn on airplane mode", "open_airplane_settings"),
        ("set brightness to maximum", "open_display_settings"),
        ("add a contact with a name and a number", "new_contact"),
        ("send a text message to 555-0199", "compose_sms"),
        ("set an alarm for 7:30", "set_alarm"),
        ("start a timer of 10 minutes", "set_timer"),
        ("what is the battery level?", "open_battery_usage"),
        ("which Android version is this?", "open_about_phone"),
        ("change the time zone", "open_date_settings"),
        ("find a restaurant on the map", "show_on_map"),
        ("take a photo", "open_camera"),
        ("add an event to the calendar", "new_event"),
        ("pair a Bluetooth device", "open_bluetooth_settings"),
    ],
)
def test_the_shipped_shortcut_for_a_goal_is_offered(memory, goal, wanted):
    assert wanted in names(memory, goal)


def test_the_subgoal_counts_too(memory):
    subgoal = Subgoal(id=1, text="turn Bluetooth on")
    assert "open_bluetooth_settings" in names(memory, "listen to a song", subgoal=subgoal)


def test_what_has_nothing_to_do_with_it_stays_away(memory):
    assert names(memory, "quokka") == []
    assert memory.recall("quokka", None, HOME).tips == ()


def test_at_most_a_handful(memory):
    lessons = memory.recall("open settings app set turn on off phone list page " * 3, None, HOME)
    assert len(lessons.tips) <= 5
    assert len(lessons.shortcuts) <= 6
    assert len(lessons.pages) <= 3


def test_a_precondition_must_hold_now(memory):
    ready = intent("ready_now", description="dance", precondition=Expectation(text="New note"))
    memory.learn(finished(), Learned(shortcuts=(ready,)))
    assert "ready_now" in names(memory, "dance", notes_list())
    assert "ready_now" not in names(memory, "dance", HOME)


def test_a_script_is_offered_in_its_app(memory):
    memory.learn(finished(), Learned(shortcuts=(script(),)))
    assert "add_note" in names(memory, "write something down", notes_list())
    assert "add_note" not in names(memory, "add a note", HOME)
    opens = script("open_and_add")
    first = ShortcutStep(action=OpenApp(name="Notes"))
    memory.learn(finished(), Learned(shortcuts=(opens.but(steps=(first, *opens.steps)),)))
    assert "open_and_add" in names(memory, "add a note", HOME)


def test_seeds_wait_while_the_phone_is_locked(memory):
    locked = HOME.but(elements=(thing(1, "Emergency call", "button"),))
    assert names(memory, "turn Wi-Fi off", locked) == []


def test_tips_hold_where_they_say(memory):
    tips = (
        tip("here", "Long words about sorting", scope="page", about=notes_list().page),
        tip("app", "Another about swiping", scope="app", about="org.notes"),
        tip("label", "A third about colours", scope="app", about="Notes"),
        tip("else", "Sorting elsewhere", scope="app", about="org.other"),
    )
    memory.learn(finished(), Learned(tips=tips))
    inside = [t.id for t in memory.recall("sorting", None, notes_list()).tips]
    assert inside[0] == "here"
    assert set(inside) >= {"here", "app", "label"}
    assert "else" not in inside
    assert not {"here", "app", "label", "else"} & {
        t.id for t in memory.recall("sorting", None, HOME).tips
    }


def test_what_wins_comes_first(memory):
    two = (intent("aaa", description="juggle"), intent("bbb", description="juggle"))
    memory.learn(finished(id="1"), Learned(shortcuts=two))
    assert names(memory, "juggle") == ["bbb", "aaa"] or names(memory, "juggle") == ["aaa", "bbb"]
    last = names(memory, "juggle")[-1]
    memory.learn(finished(id="2"), Learned(worked=(last,)))
    assert names(memory, "juggle")[0] == last


def test_what_another_process_learned_counts_at_once(memory, tmp_path):
    assert names(memory, "water the plants") == []
    other = open_memory(tmp_path / "memory.db", "write")
    fresh = intent("water_plants", description="Water the plants")
    other.learn(finished(), Learned(shortcuts=(fresh,)))
    other.close()
    assert names(memory, "water the plants") == ["water_plants"]


def test_this_page_comes_first(memory):
    memory.recall("x", None, notes_list("a"))
    other = card("org.notes/.Edit#edit:2", "Editor", function="write a note")
    memory.learn(finished(), Learned(pages=(card(), other)))
    pages = memory.recall("write a note", None, notes_list("b", "c")).pages
    assert [p.key for p in pages][:2] == [card().key, other.key]


def test_a_page_built_the_same_is_found_under_another_key(memory):
    memory.recall("x", None, notes_list("a", "b"))
    memory.learn(finished(), Learned(pages=(card(),)))
    same = notes_list("q", "r", "s", "t", page="org.notes/.Main#notes:ffff")
    assert [p.key for p in memory.recall("quokka", None, same).pages] == [card().key]
    unlike = same.but(elements=(thing(1, "OK", "button", "org.notes:id/ok"),))
    assert memory.recall("quokka", None, unlike).pages == ()
    elsewhere = same.but(package="org.copycat")
    assert memory.recall("quokka", None, elsewhere).pages == ()


def test_odd_goals_are_no_trouble(memory):
    for goal in (
        '"',
        "AND OR NOT",
        "NEAR(a b)",
        "*",
        "删除便签",
        "x" * 10_000,
        "a:b -c ^d",
        "\x00",
    ):
        memory.recall(goal, None, notes_list())


def test_recall_works_from_another_thread(memory):
    import threading

    found = []
    thread = threading.Thread(target=lambda: found.append(names(memory, "turn Wi-Fi off")))
    thread.start()
    thread.join()
    assert found[0][0] == "open_wifi_settings"


# ---- structure ---------------------------------------------------------------------------------


def test_rows_do_not_change_a_layout_and_controls_do():
    base = signature(notes_list("a"))
    assert similarity(base, signature(notes_list("x", "y", "z"))) == 1.0
    more = notes_list("a").but(elements=(*notes_list("a").elements, thing(9, "Undo", "button")))
    assert 0.3 < similarity(base, signature(more)) < 1.0
    assert similarity(base, signature(HOME)) == 0.0
    assert similarity("", "") == 0.0
