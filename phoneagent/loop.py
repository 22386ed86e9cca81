"""The whole agent: goal, plan, subgoal, observation, action, outcome, notes, memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from phoneagent.graph import wire

if TYPE_CHECKING:
    from phoneagent.core.protocols import Crew, Device, Gate, Memory
    from phoneagent.core.run import Run


def build(crew: Crew, device: Device, memory: Memory, gate: Gate, checkpointer: Any) -> Any:
    """The agent as a checkpointed graph; one `Run` travels through it."""

    def perceive(run: Run) -> Run:  # phone -> observation
        return run.see(crew.perceptor.perceive(device))

    def recall(run: Run) -> Run:  # goal + this page -> lessons
        assert run.seen is not None
        return run.remember(memory.recall(run.goal, run.plan.active, run.seen))

    def plan(run: Run) -> Run:  # -> the ledger: next subgoal, or done, or given up
        return run.follow(crew.manager.plan(run))

    def choose(run: Run) -> Run:  # subgoal + observation -> one action, or a guarded few
        if run.queue:
            return run.next_of_chain()
        return run.intend(run.opening or crew.operator.choose(run))

    def guard(run: Run) -> Run:  # rules outside the model: allow, ask a person, refuse
        return run.allow(gate.check(run))

    def act(run: Run) -> Run:  # at most once, even after a crash
        assert run.intention is not None
        return run.begin(device.perform(run.intention))

    def reflect(run: Run) -> Run:  # before + action + after -> outcome
        return run.settle(crew.reflector.judge(run))

    def note(run: Run) -> Run:  # what the goal will need later
        return run.keep(crew.notetaker.note(run))

    def verify(run: Run) -> Run:  # fresh look + evidence, never the actor's word
        fresh = run.see(crew.perceptor.perceive(device))
        return fresh.conclude(crew.reflector.verify(fresh))

    def learn(run: Run) -> Run:  # finished trajectory -> tips, shortcuts, pages
        if not memory.learns:
            return run
        learned = crew.curator.distil(run)
        memory.learn(run, learned)
        return run.taught(learned)

    return wire(
        start="perceive",
        nodes=[perceive, recall, plan, choose, guard, act, reflect, note, verify, learn],
        roads={
            "perceive": was_an_action_under_way,
            "recall": what_now,
            "plan": after_words,
            "choose": after_words,
            "guard": may_it_act,
            "act": "perceive",
            "reflect": after_words,
            "note": after_words,
            "verify": after_words,
            "learn": None,
        },
        checkpointer=checkpointer,
    )


def was_an_action_under_way(run: Run) -> str:
    """After a look: judge what was just done, or go on."""
    return "reflect" if run.acted else "recall"


def after_words(run: Run) -> str:
    """After plan, choice, outcome or note: over? guard what was chosen? else recall what helps."""
    if run.ending:
        return "learn"
    return "guard" if run.chosen else "recall"


def what_now(run: Run) -> str:
    """With screen and lessons at hand: who speaks next?"""
    if run.ending:
        return "learn"
    if run.chosen:
        return "guard"
    if run.wants_plan:
        return "plan"
    if run.claims_done:
        return "verify"
    return "note" if run.wants_note else "choose"


def may_it_act(run: Run) -> str:
    """After the gate: act when it allowed something, stop when it did not, else go on."""
    if run.ending:
        return "learn"
    return "act" if run.chosen else "recall"
