"""The Run as a state machine: who speaks next, what counts as done, how it ends."""

import pytest
from pydantic import ValidationError

from phoneagent.core.actions import Answer, Ask, Finish, GiveUp, OpenApp, Set, TakeNote, Tap, Type
from phoneagent.core.chat import Usage
from phoneagent.core.expectation import Expectation
from phoneagent.core.plan import Decision, Subgoal
from phoneagent.core.result import Verification
from phoneagent.core.run import MAX_CHECKS, Limits, Run
from phoneagent.core.steps import Alarm, Choice, Note, Noted, Outcome, Receipt, Ruling
from tests.core.builders import acted, choice, element, screen

SUCCEEDED = Outcome(verdict="succeeded")
HOME = screen(element(1, "Open"), element(2, "Save", role="button"))


def started(*subgoals, **fields):
    run = Run(id="r", goal="do it", **fields).see(HOME)
    return run.follow(Decision(subgoals=subgoals or (Subgoal(id=1, text="save it"),)))


def test_a_fresh_run_wants_a_plan_and_has_no_ending():
    run = Run(id="r", goal="do it")
    assert run.wants_plan
    assert run.ending is None


def test_a_plan_that_says_done_at_once_is_checked_not_asked_again():
    run = Run(id="r", goal="do it").see(HOME).follow(Decision(done=True))
    assert run.claims_done
    assert not run.wants_plan


def test_a_run_never_changes_and_a_misspelt_field_is_an_error():
    run = started()
    with pytest.raises(ValidationError):
        run.goal = "another"
    with pytest.raises(TypeError, match="no field 'gaol'"):
        run.but(gaol="another")
    with pytest.raises(ValidationError):
        run.but(limits="none")


def test_the_plan_stands_while_steps_go_well():
    run = acted(started(), choice(Tap(target=1)), HOME)
    assert not run.wants_plan
    assert run.plan.active.steps == 1


def test_two_bad_steps_in_a_row_call_the_manager_and_its_word_resets_the_count():
    run = started()
    for _ in range(2):
        assert not run.wants_plan
        run = acted(run, choice(Tap(target=1)), HOME, "no_change")
    assert run.wants_plan
    run = run.follow(Decision(subgoals=(Subgoal(id=1, text="save it another way"),)))
    assert not run.wants_plan


def test_steps_that_keep_failing_are_stuck_however_often_they_are_planned_anew():
    run, n = started(limits=Limits(max_steps=100)), 1
    while run.ending is None and n < 50:
        run = acted(run, choice(Tap(target=1)), HOME, "no_change", why="nothing changed")
        if run.ending is None and run.wants_plan:
            n += 1
            run = run.follow(Decision(subgoals=(Subgoal(id=n, text="save it another way"),)))
    assert run.ending is not None
    assert (run.ending.status, len(run.steps)) == ("stuck", 8)
    assert "nothing changed" in run.ending.reason


def test_a_question_in_the_plan_is_done_when_it_is_answered():
    asking = Subgoal(id=1, text="Which Ann?", kind="ask", yields=("who",))
    run = started(asking, Subgoal(id=2, text="write to {who}", needs=("who",)))
    assert isinstance(run.intention.action, Ask)
    run = run.allow(Ruling(verdict="allow", question="Which Ann?", answer="Ann Lee"))
    assert run.facts == {"who": "Ann Lee"}
    assert run.plan.active.text == "write to Ann Lee"


def test_what_failed_and_was_planned_anew_does_not_keep_the_run_from_its_end():
    run = started(Subgoal(id=1, text="save it")).intend(choice(GiveUp(why="no button")))
    assert not run.claims_done
    run = run.follow(Decision(subgoals=(Subgoal(id=2, text="save it by the menu"),)))
    run = run.intend(choice(Finish(because="saved")))
    assert [s.status for s in run.plan.subgoals] == ["failed", "done"]
    assert run.claims_done
    assert not run.wants_plan


def test_an_element_that_is_not_there_is_a_failed_step_and_touches_nothing():
    run = started().intend(choice(Tap(target=9)))
    assert run.intention is None
    assert run.steps[-1].outcome.verdict == "failed"
    assert "no element 9" in run.steps[-1].outcome.why


def test_an_unusable_reply_is_a_failed_step_never_an_end():
    run = started().intend(Choice(problem="not JSON"))
    assert run.steps[-1].action is None
    assert run.ending is None


def test_a_chain_goes_on_while_it_succeeds_and_stops_at_the_first_failure():
    run = started().intend(choice(Type(text="Ann", into=1), Tap(target=2), Tap(target=1)))
    run = run.allow(Ruling(verdict="allow")).begin(Receipt(ok=True)).see(HOME)
    run = run.settle(Outcome(verdict="succeeded"))
    assert len(run.queue) == 2
    run = acted(run, None, HOME, "no_change")
    assert run.queue == ()
    assert len(run.steps) == 2


def test_a_chained_move_keeps_the_element_of_the_screen_it_was_chosen_on():
    run = started().intend(choice(Tap(target=1), Tap(target=2)))
    run = run.allow(Ruling(verdict="allow")).begin(Receipt(ok=True))
    moved = screen(element(1, "New"), element(2, "Open"), element(3, "Save", role="button"))
    run = run.see(moved).settle(Outcome(verdict="succeeded")).next_of_chain()
    assert run.intention.anchors["target"].label == "Save"


def test_a_chained_move_may_name_what_the_next_screen_will_show():
    run = started().intend(choice(Tap(target=1), Tap(target="Internet"), Tap(target="Nowhere")))
    after = screen(element(1, "Up"), element(2, "Internet", detail="On"))
    run = run.allow(Ruling(verdict="allow")).begin(Receipt(ok=True)).see(after)
    run = run.settle(Outcome(verdict="succeeded")).next_of_chain()
    assert run.intention.anchors["target"].label == "Internet"
    run = run.allow(Ruling(verdict="allow")).begin(Receipt(ok=True)).see(after)
    run = run.settle(Outcome(verdict="succeeded")).next_of_chain()
    assert run.intention is None
    assert "no element called 'Nowhere'" in run.steps[-1].outcome.why


def test_a_field_may_be_named_by_the_words_before_it():
    form = screen(
        element(1, "To", role="text"), element(2, "Name or number", role="field"), element(3, "Bob")
    )
    run = started().see(form).intend(choice(Type(text="Ann", into="To")))
    assert run.intention.anchors["into"].label == "Name or number"
    missing = started().see(form).intend(choice(Type(text="Ann", into="Bob")))
    assert "no field called 'Bob'" in missing.steps[-1].outcome.why


def test_set_taps_only_what_is_not_as_wanted_already():
    page = screen(
        element(1, "Wi-Fi", role="switch", states=("off",)),
        element(2, "Bluetooth", role="switch", states=("on",)),
        element(3, "About"),
    )
    run = started().see(page)
    assert run.intend(choice(Set(target=1, to="on"))).chosen
    skipped = run.intend(choice(Set(target=2, to="on"), Tap(target=3)))
    assert skipped.intention.action == Tap(target=3)
    assert skipped.steps == ()
    wrong = run.intend(choice(Set(target=3, to="on")))
    assert "no switch" in wrong.steps[-1].outcome.why


def test_an_answer_after_a_note_is_kept():
    page = screen(element(1, "555-0100"))
    run = started(Subgoal(id=1, text="find it", yields=("number",))).see(page)
    run = run.intend(choice(TakeNote(what={"number": "555-0100"}), Answer(text="555-0100")))
    assert (run.answer, run.plan.finished) == ("555-0100", True)


def test_done_when_closes_a_subgoal_without_a_word_and_the_next_one_starts():
    first = Subgoal(id=1, text="turn it on", done_when=Expectation(on="Wi-Fi"))
    run = started(first, Subgoal(id=2, text="go on"))
    on = screen(element(1, "Wi-Fi", role="switch", states=("on",)))
    run = acted(run, choice(Tap(target=1)), on)
    assert [s.status for s in run.plan.subgoals] == ["done", "active"]
    assert run.plan.subgoals[0].evidence == '"Wi-Fi" is on'


def test_what_looks_odd_about_a_step_that_finished_its_subgoal_is_no_alarm():
    odd = Alarm(kind="ping_pong", text="back and forth", step=1)
    on = screen(element(1, "Wi-Fi", role="switch", states=("on",)))

    def settled(done_when):
        run = started(Subgoal(id=1, text="turn it on", done_when=done_when))
        run = run.intend(choice(Tap(target=1))).allow(Ruling(verdict="allow"))
        return run.begin(Receipt(ok=True)).see(on).settle(SUCCEEDED.but(alarms=(odd,)))

    assert settled(Expectation(on="Wi-Fi")).alarms == ()
    assert settled(Expectation(off="Wi-Fi")).alarms == (odd,)


def test_opening_the_app_never_closes_a_subgoal_by_chance():
    wanted = Subgoal(id=1, text="full brightness", done_when=Expectation(text="100%"))
    battery = screen(element(1, "Battery", detail="100%"))
    run = acted(started(wanted), choice(OpenApp(name="Settings")), battery)
    assert run.plan.active is not None


def test_finish_is_not_believed_when_the_screen_says_otherwise():
    run = started(Subgoal(id=1, text="turn it on", done_when=Expectation(on="Wi-Fi")))
    off = screen(element(1, "Wi-Fi", role="switch", states=("off",)))
    run = run.see(off).intend(choice(Finish(because="it is on")))
    assert run.plan.active is not None
    assert "not done yet" in run.steps[-1].outcome.why


def test_what_held_before_the_step_does_not_close_a_subgoal():
    run = started(Subgoal(id=1, text="open it", done_when=Expectation(text="Open")))
    assert acted(run, choice(Tap(target=2)), HOME).plan.active is not None


def test_a_second_finish_is_left_to_the_check_at_the_end():
    off = screen(element(1, "Wi-Fi", role="switch", states=("off",)))
    run = started(Subgoal(id=1, text="on", done_when=Expectation(on="Wi-Fi"))).see(off)
    run = run.intend(choice(Finish(because="it is")))
    assert run.plan.active is not None
    assert run.intend(choice(Finish(because="it really is"))).plan.finished


def test_a_denied_goal_reopens_the_subgoal_that_ended_last():
    run = started().intend(choice(Finish(because="saved")))
    run = run.conclude(Verification(verdict="refuted", reason="nothing was saved"))
    assert run.plan.subgoals[-1].status == "failed"
    assert "nothing was saved" in run.plan.subgoals[-1].evidence


def test_a_note_with_its_value_needs_no_notetaker_when_the_screen_says_it():
    page = screen(element(1, "555-0100", detail="Mobile"))
    run = started(Subgoal(id=1, text="find it", yields=("number",))).see(page)
    noted = run.intend(choice(TakeNote(what={"number": "555-0100"})))
    assert noted.facts == {"number": "555-0100"}
    assert noted.plan.finished
    invented = run.intend(choice(TakeNote(what={"number": "555-9999"})))
    assert invented.facts == {}
    assert "does not say" in invented.steps[-1].outcome.why


def test_a_note_may_list_what_stands_in_several_places():
    page = screen(element(1, "Water plants"), element(2, "Review changes"))
    run = started(Subgoal(id=1, text="find them", yields=("titles",))).see(page)
    noted = run.intend(choice(TakeNote(what={"titles": "Water plants, Review changes"})))
    assert noted.facts == {"titles": "Water plants, Review changes"}
    invented = run.intend(choice(TakeNote(what={"titles": "Water plants, Rest"})))
    assert invented.facts == {}


def test_a_note_may_list_what_came_into_sight_on_the_way():
    run = started(Subgoal(id=1, text="find them", yields=("titles",)))
    scroll = choice(Tap(target=1))
    run = run.intend(scroll).allow(Ruling(verdict="allow")).begin(Receipt(ok=True))
    run = run.see(screen(element(1, "Review changes"), tree="2"))
    run = run.settle(Outcome(verdict="succeeded", why="ok", shown=("Water plants",)))
    noted = run.intend(choice(TakeNote(what={"titles": "Water plants, Review changes"})))
    assert noted.facts == {"titles": "Water plants, Review changes"}


def test_a_subgoal_that_must_bring_facts_asks_for_them_before_it_is_done():
    run = started(Subgoal(id=1, text="find the number", yields=("number",)))
    run = run.intend(choice(Finish(because="it is shown")))
    assert run.wants_note
    run = run.keep(Noted(notes=(Note(name="number", value="555", step=1),)))
    assert run.plan.finished
    assert run.facts == {"number": "555"}


def test_facts_are_written_into_later_subgoals_or_the_manager_is_asked():
    first = Subgoal(id=1, text="find it", yields=("number",))
    later = Subgoal(id=2, text="send {number} to Bob", needs=("number",))
    run = started(first, later).intend(choice(Finish(because="seen")))
    run = run.keep(Noted(notes=(Note(name="number", value="555", step=1),)))
    assert run.plan.active.text == "send 555 to Bob"
    missing = started(later)
    assert missing.plan.active is None
    assert missing.wants_plan


def test_give_up_goes_to_the_manager_who_may_end_the_run():
    run = started().intend(choice(GiveUp(why="no such contact")))
    assert run.plan.subgoals[0].status == "failed"
    assert run.wants_plan
    assert run.ending is None
    run = run.follow(Decision(give_up="there is no such contact"))
    assert (run.ending.status, run.ending.reason) == ("failed", "there is no such contact")


def test_an_answer_is_kept_and_closes_its_subgoal():
    run = started().intend(choice(Answer(text="555-0100")))
    assert run.answer == "555-0100"
    assert run.claims_done


def test_asking_a_person_waits_at_the_gate_and_the_answer_becomes_a_fact():
    run = started().intend(choice(Ask(question="Which Ann?")))
    assert run.chosen
    waiting = run.allow(Ruling(verdict="human", question="Which Ann?"))
    assert waiting.ending.status == "needs_human"
    answered = run.allow(Ruling(verdict="allow", question="Which Ann?", answer="Ann Lee"))
    assert "Ann Lee" in answered.facts.values()
    assert answered.ending is None


def test_a_denial_ends_as_refused():
    run = started().intend(choice(Tap(target=2))).allow(Ruling(verdict="deny", why="no payments"))
    assert (run.ending.status, run.ending.reason) == ("refused", "no payments")


def test_endings_of_the_check_proved_open_and_refuted_at_most_thrice():
    run = started()
    assert run.conclude(Verification(verdict="proved")).ending.status == "succeeded"
    unproved = run.conclude(Verification(verdict="open"))
    assert unproved.ending is None
    assert unproved.wants_plan
    again = unproved.follow(Decision(done=True)).conclude(Verification(verdict="open"))
    assert again.ending.status == "unverified"
    refuted = Verification(verdict="refuted", reason="it is off")
    for _ in range(MAX_CHECKS - 1):
        run = run.conclude(refuted)
        assert run.ending is None
        assert run.wants_plan
        run = run.follow(Decision(done=True))
    assert run.conclude(refuted).ending.status == "failed"


def test_budgets_of_steps_money_and_time():
    run = acted(started(limits=Limits(max_steps=1)), choice(Tap(target=1)), HOME)
    assert run.ending.status == "budget"
    run = started(limits=Limits(max_cost_usd=0.01))
    assert run.ending is None
    spent = run.intend(choice(Tap(target=1), usage=Usage(calls=1, cost_usd=0.02)))
    assert spent.ending.status == "budget"
    late = started(limits=Limits(max_time_s=5), started_at_s=100.0)
    assert late.see(HOME.but(taken_at_s=106.0)).ending.status == "budget"


def test_planning_round_and_round_without_a_step_is_stuck():
    run = Run(id="r", goal="g").see(HOME)
    for _ in range(6):
        run = run.follow(Decision(problem="not JSON"))
    assert run.ending.status == "stuck"


def test_usage_is_kept_by_role():
    one = Usage(calls=1, input_tokens=10, output_tokens=2)
    run = started().intend(choice(Tap(target=1), usage=one))
    run = run.allow(Ruling(verdict="allow")).begin(Receipt(ok=True)).see(HOME)
    run = run.settle(Outcome(verdict="succeeded", usage=one))
    assert run.spent["operator"] == one
    assert run.usage.calls == 2


def test_a_run_survives_json():
    run = acted(started(), choice(Tap(target=1)), HOME)
    assert Run.model_validate_json(run.model_dump_json()) == run
