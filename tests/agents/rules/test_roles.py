"""The roles on hand-made screens that no shipped app has."""

from __future__ import annotations

import pytest

from phoneagent.agents.rules.manager import RulesManager
from phoneagent.agents.rules.notetaker import RulesNotetaker
from phoneagent.agents.rules.operator import RulesOperator
from phoneagent.agents.rules.reflector import RulesReflector
from phoneagent.core.actions import (
    Finish,
    GiveUp,
    LongPress,
    OpenApp,
    Press,
    Slide,
    Swipe,
    Tap,
    Type,
    Wait,
)
from phoneagent.core.base import Rect
from phoneagent.core.plan import Plan, Subgoal
from phoneagent.core.run import Run
from phoneagent.core.screen import Element, Locator, Observation
from phoneagent.core.steps import Alarm, Choice, Move, Outcome, Receipt, Ruling
from phoneagent.perception import to_webp
from phoneagent.trace import ShotStore
from tests.core import builders

OPERATOR = RulesOperator()
SIZE = (1080, 2400)


@pytest.fixture
def reflector(tmp_path):
    shots = ShotStore(tmp_path, to_webp)
    yield RulesReflector(shots)
    shots.close()


def thing(index: int, label: str, role: str = "row", **fields) -> Element:
    takes = {"field": ("tap", "type"), "text": ()}.get(role, ("tap",))
    return builders.element(index, label, role, **({"actions": takes} | fields))


def screen(*elements: Element, **fields) -> Observation:
    return builders.screen(*elements, **({"size_px": SIZE, "app": "Sample"} | fields))


def run_at(text: str, seen: Observation, app: str = "Sample", apps=("Sample",)) -> Run:
    subgoal = Subgoal(id=1, text=text, app=app, yields=("proof_1",), status="active", max_steps=30)
    return Run(id="r", goal=text, apps=apps, plan=Plan(subgoals=(subgoal,)), seen=seen)


def chosen(run: Run):
    return OPERATOR.choose(run)


def after(run: Run, seen: Observation, verdict="succeeded") -> Run:
    return builders.acted(run, chosen(run), seen, verdict)


def tapped(run: Run, target: int, seen: Observation) -> Run:
    """A tap that brought up another screen."""
    return builders.acted(run, Choice(moves=(Move(action=Tap(target=target)),)), seen)


class TestSwitches:
    def test_is_tapped_only_when_it_is_not_as_wanted(self):
        off = screen(thing(1, "Sound"), thing(2, "Wi‑Fi", "switch", states=("off",)))
        choice = chosen(run_at("turn on “wifi”", off))
        assert choice.moves[0].action == Tap(target=2)
        assert choice.moves[0].expect.on == "Wi‑Fi"
        on = screen(thing(2, "Wi‑Fi", "switch", states=("on",)))
        assert isinstance(chosen(run_at("turn on “wifi”", on)).moves[0].action, Finish)

    def test_a_disabled_one_is_given_up_with_the_reason(self):
        dead = screen(thing(1, "Bluetooth", "switch", states=("off", "disabled")))
        choice = chosen(run_at("turn on “Bluetooth”", dead))
        assert isinstance(choice.moves[0].action, GiveUp)
        assert "cannot be changed" in choice.thought

    def test_a_row_of_related_words_leads_on_and_is_not_tried_twice(self):
        rows = screen(thing(1, "Battery"), thing(2, "Connections", detail="Wi-Fi, SIM"))
        run = run_at("turn off “wifi”", rows)
        assert chosen(run).moves[0].action == Tap(target=2)
        empty = screen(thing(1, "Nothing here", "text"), page="other")
        run = after(run, empty)
        assert chosen(run).moves[0].action == Press(key="back")
        run = after(run, rows)
        assert chosen(run).moves[0].action == Press(key="back")

    def test_rows_that_add_or_delete_are_no_ways(self):
        rows = screen(thing(1, "Add network"), thing(2, "Forget network"))
        assert chosen(run_at("turn off “wifi”", rows)).moves[0].action == Press(key="back")

    def test_a_slider_without_a_value_is_moved_again_to_see_that_it_stays(self):
        bar = screen(thing(1, "Brightness level", "slider"))
        run = run_at("set “brightness” to “70%”", bar)
        assert chosen(run).moves[0].action == Slide(target=1, to=70)
        run = after(run, bar)
        assert chosen(run).moves[0].action == Slide(target=1, to=70)
        run = after(run, bar, "no_change")
        assert isinstance(chosen(run).moves[0].action, Finish)

    def test_a_slider_that_does_not_move_at_all_proves_nothing(self, reflector):
        bar = screen(thing(1, "Brightness level", "slider"))
        run = after(run_at("set “brightness” to “70%”", bar), bar, "no_change")
        assert chosen(run).moves[0].action == Slide(target=1, to=30)
        run = after(run, bar, "no_change")
        assert chosen(run).moves[0].action == Slide(target=1, to=70)
        run = after(run, bar, "no_change")
        run = run.but(plan=Plan(subgoals=(run.plan.subgoals[0].but(status="done"),)))
        assert reflector.verify(run).verdict == "open"

    def test_a_slider_with_a_value_is_believed(self):
        bar = screen(thing(1, "Media volume", "slider", value="70%"))
        run = run_at("set “volume” to “70%”", bar)
        assert isinstance(chosen(run).moves[0].action, Finish)


class TestForms:
    text = "create a new contact with name “Ann Lee” and number “555-0100”"

    def test_one_name_field_takes_the_whole_name(self):
        form = screen(
            thing(1, "Full name", "field"), thing(2, "Mobile", "field"), thing(3, "✓", "button")
        )
        moves = chosen(run_at(self.text, form)).moves
        assert [(m.action.text, m.action.into) for m in moves] == [("Ann Lee", 1), ("555-0100", 2)]

    def test_first_and_last_name_are_filled_apart(self):
        form = screen(
            thing(1, "Given name", "field"),
            thing(2, "Surname", "field"),
            thing(3, "Phone", "field"),
        )
        moves = chosen(run_at(self.text, form)).moves
        assert [m.action.text for m in moves] == ["Ann", "Lee", "555-0100"]

    def test_a_search_field_is_no_form(self):
        page = screen(thing(1, "Search people", "field"), thing(2, "New person", "button"))
        assert chosen(run_at(self.text, page)).moves[0].action == Tap(target=2)

    def test_a_button_without_words_in_the_corner_adds(self):
        corner = Element(
            index=2,
            role="button",
            bounds=Rect(880, 2000, 1040, 2160),
            locator=Locator(cls="android.widget.ImageButton"),
            actions=("tap",),
        )
        page = screen(thing(1, "Bob"), corner)
        assert chosen(run_at(self.text, page)).moves[0].action == Tap(target=2)

    def test_typed_values_in_the_form_are_no_proof(self):
        form = screen(thing(1, "Full name", "field"), thing(2, "Mobile", "field"))
        filled = screen(
            thing(1, "Full name", "field", value="Ann Lee"),
            thing(2, "Mobile", "field", value="555-0100"),
            thing(3, "Save", "button"),
        )
        run = after(run_at(self.text, form), filled)
        run = builders.acted(run, None, filled)
        assert chosen(run).moves[0].action == Tap(target=3)
        shown = screen(thing(1, "Ann Lee", "text"), thing(2, "555-0100", "text"), page="card")
        run = after(run, shown)
        assert isinstance(chosen(run).moves[0].action, Finish)

    def test_a_field_without_a_name_is_never_overwritten_by_a_change(self):
        editor = screen(thing(1, "", "field", value="milk"), page="editor")
        run = run_at("edit the note “Shopping” with title “Groceries”", editor)
        assert not any(isinstance(m.action, Type) for m in chosen(run).moves)


class TestPickers:
    def test_wheels_with_two_number_fields(self):
        wheels = screen(
            thing(1, "", "field", value="12"),
            thing(2, "", "field", value="00"),
            thing(3, "AM", "radio", states=("unchecked",)),
            thing(4, "PM", "radio", states=("checked",)),
            thing(5, "OK", "button"),
            warnings=("dialog",),
        )
        run = run_at("create a new alarm with time “07:05”", wheels)
        moves = chosen(run).moves
        assert [(m.action.text, m.action.into) for m in moves] == [("7", 1), ("05", 2)]
        typed = wheels.but(
            elements=(
                thing(1, "", "field", value="7"),
                thing(2, "", "field", value="05"),
                *wheels.elements[2:],
            )
        )
        run = after(run, typed)
        run = builders.acted(run, None, typed)
        assert chosen(run).moves[0].action == Tap(target=3)

    def test_a_timer_with_fields(self):
        fields = screen(
            thing(1, "Hours", "field", value="0"),
            thing(2, "Minutes", "field", value="0"),
            thing(3, "Seconds", "field", value="0"),
            thing(4, "Start", "button"),
        )
        run = run_at("create a new timer with duration “630 seconds”", fields)
        moves = chosen(run).moves
        assert [(m.action.text, m.action.into) for m in moves] == [("10", 2), ("30", 3)]

    def test_a_timer_with_keys_is_entered_in_chains_of_four(self):
        keys = [thing(n + 1, str(n), "button") for n in range(10)]
        pad = screen(*keys, thing(11, "00h 00m 00s", "text"), thing(12, "Start", "button"))
        run = run_at("create a new timer with duration “5400 seconds”", pad)
        labels = [m.action.target - 1 for m in chosen(run).moves]
        assert labels == [1, 3, 0, 0]


class TestMessages:
    text = "send a message to “Bo” saying “hello”"

    def talk(self, *more: Element, value: str = "") -> Observation:
        field = thing(1, "Message", "field", value=value)
        return screen(field, thing(2, "Send", "button"), *more, title="Bo", page="talk")

    def test_is_written_then_sent_once(self):
        run = run_at(self.text, self.talk())
        assert chosen(run).moves[0].action == Type(text="hello", into=1)
        run = after(run, self.talk(value="hello"))
        assert chosen(run).moves[0].action == Tap(target=2)
        run = after(run, self.talk())
        assert isinstance(chosen(run).moves[0].action, Wait)
        run = after(run, self.talk())
        run = after(run, self.talk())
        assert isinstance(chosen(run).moves[0].action, GiveUp)

    def test_a_lost_tap_on_send_is_made_good_while_the_text_still_stands_in_the_field(self):
        run = after(run_at(self.text, self.talk()), self.talk(value="hello"))
        run = after(run, self.talk(value="hello"), "no_change")
        assert chosen(run).moves[0].action == Tap(target=2)

    def test_a_message_that_was_not_sent_proves_nothing(self):
        run = after(run_at(self.text, self.talk()), self.talk(value="hello"))
        unsent = self.talk(thing(3, "hello", "text", detail="Not sent. Tap to retry"))
        run = after(run, unsent)
        assert not isinstance(chosen(run).moves[0].action, Finish)
        sent = self.talk(thing(3, "hello", "text", detail="Now"))
        assert isinstance(chosen(run.see(sent)).moves[0].action, Finish)


class TestDeletion:
    text = "delete the note “Books”"

    def test_a_delete_button_in_another_row_is_not_pressed(self):
        rows = screen(thing(1, "Books"), thing(2, "Bills"), thing(3, "Delete", "button"))
        run = after(run_at(self.text, rows), rows)
        choice = chosen(run)
        assert choice.moves[0].action == LongPress(target=1)

    def test_a_selected_row_is_deleted_and_confirmed(self):
        rows = screen(thing(1, "Books"), thing(2, "Bills"))
        marked = screen(
            thing(1, "Delete", "button"), thing(2, "Books", states=("selected",)), page="marked"
        )
        question = screen(
            thing(1, "Delete this note?", "text"),
            thing(2, "Cancel", "button"),
            thing(3, "Move to bin", "button"),
            warnings=("dialog",),
            page="question",
        )
        run = after(run_at(self.text, rows), rows)
        run = after(run, marked)
        assert chosen(run).moves[0].action == Tap(target=1)
        run = after(run, question)
        assert chosen(run).moves[0].action == Tap(target=3)
        run = after(run, screen(thing(1, "Bills")))
        assert isinstance(chosen(run).moves[0].action, Finish)

    def test_a_picker_is_no_question_to_agree_to(self):
        rows = screen(thing(1, "Books"))
        picker = screen(
            *[thing(n, str(n), "button") for n in range(1, 13)],
            thing(13, "Cancel", "button"),
            thing(14, "OK", "button"),
            warnings=("dialog",),
            page="picker",
        )
        run = after(run_at(self.text, rows), picker)
        assert chosen(run).moves[0].action == Tap(target=13)

    def test_a_thing_that_is_only_called_alike_is_left_alone(self):
        run = run_at(self.text, screen(thing(1, "Books of the year")))
        assert not any(m.action.target_indexes() for m in chosen(run).moves if m.action.targets)

    def test_an_absent_thing_is_not_called_deleted(self):
        run = run_at(self.text, screen(thing(1, "Bills")))
        assert not isinstance(chosen(run).moves[0].action, Finish)


class TestInterruptions:
    def test_a_permission_is_not_granted_and_a_rating_put_off(self):
        ask = screen(
            thing(1, "Allow", "button"),
            thing(2, "Don’t allow", "button"),
            warnings=("dialog", "permission"),
        )
        assert chosen(run_at("turn on “wifi”", ask)).moves[0].action == Tap(target=2)
        rate = screen(
            thing(1, "Rate now", "button"), thing(2, "Not now", "button"), warnings=("dialog",)
        )
        assert chosen(run_at("turn on “wifi”", rate)).moves[0].action == Tap(target=2)

    def test_a_permission_that_saving_needs_is_granted_when_asked_for_again(self):
        """As little of it as is offered."""
        form = screen(thing(1, "Title", "field", value="Party"), thing(2, "Save", "button"))
        offers = ("While using the app", "Only this time", "Don’t allow")
        ask = screen(
            *(thing(n, label, "button") for n, label in enumerate(offers, start=1)),
            page="ask",
            title="Allow Sample to record audio?",
            warnings=("dialog", "permission"),
        )
        run = tapped(run_at("create a new event with title “Party”", form), 2, ask)
        assert chosen(run).moves[0].action == Tap(target=3)
        run = after(run, form)
        assert chosen(tapped(run, 2, ask)).moves[0].action == Tap(target=2)
        opened = Choice(moves=(Move(action=OpenApp(name="Sample")),))
        assert chosen(builders.acted(run, opened, ask)).moves[0].action == Tap(target=3)

    def test_a_notification_over_the_app_is_pushed_away(self):
        banner = Element(
            index=1,
            role="row",
            label="New message",
            bounds=Rect(0, 80, 1080, 300),
            locator=Locator(package="com.sample.bars"),
            actions=("tap",),
        )
        seen = screen(banner, thing(2, "Wi-Fi", "switch", states=("off",)), page="p")
        assert isinstance(chosen(run_at("turn on “wifi”", seen)).moves[0].action, Swipe)

    def test_another_app_in_front_is_left_for_the_right_one(self):
        seen = screen(thing(1, "Wi-Fi", "switch", states=("off",)), app="Other")
        assert chosen(run_at("turn on “wifi”", seen)).moves[0].action.wire == "open"


class TestManager:
    def plan(self, goal: str, apps=("Clock", "People", "Settings", "SMS")):
        return RulesManager().plan(Run(id="r", goal=goal, apps=apps, seen=screen()))

    def test_going_back_and_forth_twice_ends_the_run(self):
        circling = Alarm(kind="ping_pong", text="went back and forth", step=1)
        run = run_at("open “Display”", screen(thing(1, "Row")))
        for gives_up in (False, True):
            run = run.intend(Choice(moves=(Move(action=Tap(target=1)),)))
            run = run.allow(Ruling(verdict="allow")).begin(Receipt(ok=True)).see(run.seen)
            run = run.settle(Outcome(verdict="succeeded", alarms=(circling,)))
            decision = RulesManager().plan(run)
            assert ("went back and forth" in decision.give_up) is gives_up

    def test_apps_are_found_by_what_such_apps_are_called(self):
        decision = self.plan("add a contact named Bo with number 5 and then text Bo “hi”")
        assert [s.app for s in decision.subgoals] == ["People", "SMS"]
        assert all(s.yields for s in decision.subgoals)

    @pytest.mark.parametrize(
        ("goal", "reason"),
        [
            ("juggle three oranges", "not understood: 'juggle three oranges'"),
            ("turn on wifi; juggle", "not understood: 'juggle'"),
            ("create a note titled X", "no app for"),
            ("open Blorpify", "no app called 'Blorpify'"),
            ("in the Blorpify app, add a contact named Bo", "called 'Blorpify'"),
        ],
    )
    def test_gives_up_before_it_begins(self, goal: str, reason: str):
        decision = self.plan(goal)
        assert reason in decision.give_up
        assert not decision.subgoals

    def test_says_which_subgoal_failed_and_why(self):
        run = run_at("turn on “x”", screen())
        failed = run.plan.subgoals[0].but(status="failed", evidence="I found no 'x'")
        decision = RulesManager().plan(run.but(plan=Plan(subgoals=(failed,))))
        assert decision.give_up == "turn on “x”: I found no 'x'"

    def test_a_refuted_clause_is_tried_again_under_its_number(self):
        run = run_at("turn on “wifi”", screen())
        failed = run.plan.subgoals[0].but(status="failed", evidence="ended too early")
        alarm = Alarm(kind="refuted", text="no", step=1)
        decision = RulesManager().plan(run.but(plan=Plan(subgoals=(failed,)), alarms=(alarm,)))
        assert [(s.id, s.status) for s in decision.subgoals] == [(1, "pending")]


class TestNotesAndChecks:
    def done(self, text: str, seen: Observation) -> Run:
        run = run_at(text, seen)
        run = run.but(note_request="proof_1")
        return run.keep(RulesNotetaker().note(run))

    def test_a_proof_is_noted_with_its_place_and_checked_on_a_fresh_screen(self, reflector):
        on = screen(thing(1, "Wi-Fi", "switch", states=("on",)), shot="abc")
        run = self.done("turn on “wifi”", on)
        assert run.plan.subgoals[0].status == "done"
        found = reflector.verify(run)
        assert found.verdict == "proved"
        assert found.evidence[0].shot == "abc"

    def test_the_opposite_on_the_fresh_screen_refutes(self, reflector):
        on = screen(thing(1, "Wi-Fi", "switch", states=("on",)))
        off = screen(thing(1, "Wi-Fi", "switch", states=("off",)))
        run = self.done("turn on “wifi”", on).see(off)
        assert reflector.verify(run).verdict == "refuted"

    def test_nothing_seen_is_open_never_proved(self, reflector):
        on = screen(thing(1, "Wi-Fi", "switch", states=("on",)))
        run = self.done("turn on “wifi”", on).see(screen(thing(1, "Something", "text")))
        assert reflector.verify(run).verdict == "open"

    def test_what_the_screen_does_not_show_is_dropped(self):
        run = run_at("turn on “wifi”", screen(thing(1, "Sound")))
        noted = RulesNotetaker().note(run.but(note_request="proof_1"))
        assert not noted.notes
        assert noted.dropped == ("proof_1",)

    def test_an_answer_is_read_by_its_label_not_by_chance(self):
        people = screen(thing(1, "Bo"), page="list")
        card = screen(
            thing(1, "Bo", "text"),
            thing(2, "Call 999 in an emergency", "text"),
            thing(3, "+1 555 0100", detail="Mobile"),
            thing(4, "bo@example.org", detail="Home"),
            page="card",
        )
        run = run_at("what is the number of the contact “Bo”?", people)
        run = after(run, card)
        assert isinstance(chosen(run).moves[0].action, Finish)
        noted = RulesNotetaker().note(run.but(note_request="proof_1"))
        assert noted.answer == "+1 555 0100"

    def test_the_list_is_not_the_card(self):
        people = screen(thing(1, "Bo", detail="555-0100"), page="list")
        run = run_at("what is the number of the contact “Bo”?", people)
        assert chosen(run).moves[0].action == Tap(target=1)
