"""Intents, tasks, the back stack, the chooser, results."""

from __future__ import annotations

import pytest

from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import (
    ACTION_SEND,
    ACTION_VIEW,
    FLAG_CLEAR_TASK,
    FLAG_NEW_TASK,
    Component,
    Intent,
    answers,
    launch,
)
from phoneagent.virtualphone.ui import Screen, Text


class PageScreen(Screen):
    def view(self):
        return Text(f"{self.app.label} shows {self.intent.data}")


class FirstApp(App):
    package, label, system = "org.first", "First", False
    activities = {".Page": PageScreen}
    launcher = ".Page"
    filters = (answers(".Page", ACTION_VIEW, schemes=("page",)),)


class SecondApp(FirstApp):
    package, label = "org.second", "Second"


SETTINGS = Component.parse("com.android.settings/.Settings")
HOME = "com.google.android.apps.nexuslauncher"


def open_settings(phone):
    return phone.activities.start(launch(SETTINGS))


def test_launching_again_brings_the_task_forward_as_it_was(phone, hands):
    assert open_settings(phone).status == "started"
    hands.tap("Display")
    phone.key(3)
    assert phone.activities.top()[0] == HOME
    assert open_settings(phone).status == "brought_to_front"
    assert hands.sees("Display", id="collapsing_toolbar")
    assert phone.activities.top()[1] == "com.android.settings.SubSettings"


def test_back_leaves_page_by_page_and_then_the_app(phone, hands):
    open_settings(phone)
    hands.tap("Display")
    phone.key(4)
    assert hands.sees("Search settings")
    phone.key(4)
    assert phone.activities.top()[0] == HOME
    phone.key(4)
    assert phone.activities.top()[0] == HOME


def test_clear_task_starts_afresh(phone, hands):
    open_settings(phone)
    hands.tap("Display")
    phone.activities.start(Intent(component=SETTINGS, flags=FLAG_NEW_TASK | FLAG_CLEAR_TASK))
    assert hands.sees("Search settings")
    assert len(phone.activities.front.records) == 1


def test_force_stop_takes_every_screen_away(phone):
    open_settings(phone)
    pid = phone.processes.get(SETTINGS.package).pid
    phone.force_stop(SETTINGS.package)
    assert phone.activities.top()[0] == HOME
    assert phone.processes.get(SETTINGS.package) is None
    open_settings(phone)
    assert phone.processes.get(SETTINGS.package).pid != pid


def test_what_nobody_answers_is_not_found(phone):
    before = phone.activities.top()
    assert phone.activities.start(Intent("no.such.ACTION")).status == "not_found"
    assert not phone.activities.start(Intent(component=Component("a.b", "a.b.C"))).ok
    phone.packages.set_enabled("com.android.settings", enabled=False)
    assert not open_settings(phone).ok
    assert phone.activities.top() == before


def test_recents_and_removing_a_task(phone):
    open_settings(phone)
    (task,) = phone.activities.recents()
    assert phone.activities.remove_task(task.id)
    assert phone.activities.top()[0] == HOME
    assert phone.activities.recents() == []
    assert not phone.activities.remove_task(task.id)


def test_a_result_reaches_the_screen_that_asked(phone, hands):
    open_settings(phone)
    main = phone.activities.top_screen()
    got = []
    main.on_result = got.append
    hands.tap("Display")
    phone.activities.finish(phone.activities.top_screen(), result="chosen")
    assert got == ["chosen"]
    hands.tap("Display")
    phone.key(4)
    assert got == ["chosen"]


@pytest.mark.parametrize(
    ("intent", "matches"),
    [
        (Intent(ACTION_VIEW, "file:///sdcard/a.md", "text/markdown"), True),
        (Intent(ACTION_VIEW, "content://x/a.md", "text/plain"), True),
        (Intent(ACTION_VIEW, "http://x/a.md", "text/plain"), False),
        (Intent(ACTION_VIEW, "file:///sdcard/a.png", "image/png"), False),
        (Intent(ACTION_SEND, "file:///sdcard/a.md", "text/plain"), False),
        (Intent(ACTION_VIEW, type="*/*", data="file:///x"), True),
        (Intent(ACTION_VIEW, "file:///a", "text/x", categories=frozenset({"c.OTHER"})), False),
    ],
)
def test_filters_match_by_androids_rules(intent, matches):
    wanted = answers(".A", ACTION_VIEW, schemes=("file", "content"), types=("text/*",))
    assert wanted.matches(intent) is matches


def test_a_filter_without_data_takes_none():
    plain = answers(".A", "x.DO")
    assert plain.matches(Intent("x.DO"))
    assert not plain.matches(Intent("x.DO", "tel:1"))
    assert not plain.matches(Intent("x.DO", type="text/plain"))


def test_components_are_read_and_written():
    assert Component.parse("a.b/.C") == Component("a.b", "a.b.C")
    assert Component.parse("a.b/x.C").short == "a.b/x.C"
    assert Component.parse("a.b/a.b.C").short == "a.b/.C"
    with pytest.raises(ValueError, match="Bad component"):
        Component.parse("a.b")


def test_several_answers_are_offered_once_or_always(phone, hands):
    phone.packages.add(FirstApp)
    phone.packages.add(SecondApp)
    page = Intent(ACTION_VIEW, "page:one")
    assert phone.activities.start(page).status == "choosing"
    assert phone.activities.top()[1].endswith("ResolverActivity")
    assert not hands.find("Just once").enabled
    hands.tap("Second")
    hands.tap("Just once")
    assert hands.sees("Second shows page:one")
    phone.key(4)
    phone.activities.start(page)
    hands.tap("First")
    hands.tap("Always")
    phone.key(3)
    assert phone.activities.start(Intent(ACTION_VIEW, "page:two")).status == "started"
    assert hands.sees("First shows page:two")
    phone.uninstall("org.first")
    assert phone.activities.start(page).component.package == "org.second"


def test_the_question_is_left_by_back_or_by_a_tap_beside_it(phone, hands):
    phone.packages.add(FirstApp)
    phone.packages.add(SecondApp)
    for leave in (lambda: phone.key(4), lambda: phone.tap(540, 300)):
        phone.activities.start(Intent(ACTION_VIEW, "page:one"))
        leave()
        assert phone.activities.top()[0] == HOME


def test_an_app_is_there_until_it_is_uninstalled(phone, hands):
    phone.packages.add(FirstApp)
    phone.swipe(540, 1500, 540, 600)
    hands.tap("First")
    assert hands.sees("First shows ")
    phone.uninstall("org.first")
    assert phone.activities.top()[0] == HOME
    assert not phone.activities.start(Intent(ACTION_VIEW, "page:one")).ok
    phone.packages.install("org.first")
    assert phone.activities.start(Intent(ACTION_VIEW, "page:one")).ok


class LonelyApp(FirstApp):
    package, label = "org.lonely", "Lonely"
    filters = (answers(".Page", ACTION_VIEW, schemes=("lonely",)),)
    single_task = frozenset({".Page"})


def test_an_activity_of_a_single_task_leaves_the_task_of_who_starts_it(phone, hands):
    phone.packages.add(LonelyApp)
    open_settings(phone)
    phone.activities.start(Intent(ACTION_VIEW, data="lonely:1"), phone.activities.top_screen())
    assert hands.sees("Lonely shows lonely:1")
    assert len(phone.activities.recents()) == 2
    assert open_settings(phone).status == "brought_to_front"
    assert hands.sees("Search settings")
    phone.activities.start(Intent(ACTION_VIEW, data="lonely:2"), phone.activities.top_screen())
    assert hands.sees("Lonely shows lonely:2")
    phone.key(4)
    phone.key(4)
    assert hands.sees("Search settings")
