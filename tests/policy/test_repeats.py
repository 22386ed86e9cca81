"""What was sent is not sent again because a model says so."""

from phoneagent.core.actions import Tap, Type
from phoneagent.core.steps import Outcome, Receipt, Ruling
from tests.policy.builders import Answers, about_to, did, page, rule, start, thing

GOAL = "send Ann Lee the message on my way, then tell her see you"
CHAT = page(thing(1, "Message", "field"), thing(2, "Send"), title="Ann Lee")
BOB = page(thing(1, "Message", "field"), thing(2, "Send"), title="Bob Stone")


def sent(words="on my way", screen=CHAT, run=None, after=None):
    """The run after these words were typed and sent."""
    run = did(run or start(GOAL), screen, Type(text=words, into=1))
    return did(run, screen, Tap(target=2), after)


def sending(run, words, screen=CHAT):
    """The run about to send these words."""
    return about_to(did(run, screen, Type(text=words, into=1)), screen, Tap(target=2))


def test_the_same_words_to_the_same_person_need_a_person():
    human = Answers()
    ruling = rule(sending(sent(), "on my way"), human=human)
    assert ruling.verdict == "human"
    assert "step 2" in ruling.question
    assert human.asked == [ruling.question]


def test_yes_does_not_answer_that_and_a_person_does():
    run = sending(sent(), "on my way")
    assert rule(run, yes=True).verdict == "human"
    assert rule(run, human=Answers(True)).verdict == "allow"
    assert rule(run, human=Answers(False)).verdict == "deny"


def test_other_words_and_other_people_are_no_repetition():
    assert rule(sending(sent(), "see you")).verdict == "allow"
    run = sending(sent(run=start("send on my way to Ann Lee and Bob Stone")), "on my way", BOB)
    assert "once more" not in rule(run).question


def test_an_interrupted_step_may_have_happened():
    run = sending(start(GOAL), "on my way").allow(Ruling(verdict="allow", rule="send"))
    run = run.begin(Receipt(ok=False, uncertain=True, error="interrupted")).see(CHAT)
    doubted = run.settle(Outcome(verdict="unknown", by="model"))
    assert rule(about_to(doubted, CHAT, Tap(target=2))).verdict == "human"
    unchanged = run.settle(Outcome(verdict="no_change", by="difference"))
    assert rule(about_to(unchanged, CHAT, Tap(target=2))).verdict == "allow"


def test_a_step_the_phone_refused_may_be_tried_again():
    run = sending(start(GOAL), "on my way").allow(Ruling(verdict="allow", rule="send"))
    run = run.begin(Receipt(ok=False, error="no such element")).see(CHAT)
    run = run.settle(Outcome(verdict="failed", by="device"))
    assert rule(about_to(run, CHAT, Tap(target=2))).verdict == "allow"
