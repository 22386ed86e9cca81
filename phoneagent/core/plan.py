"""The Manager's ledger: clauses of the goal, subgoals, and what became of each."""

from __future__ import annotations

from typing import Literal

from phoneagent.core.base import Fact
from phoneagent.core.chat import Usage
from phoneagent.core.expectation import Expectation
from phoneagent.core.steps import Move

SubgoalKind = Literal["gui", "reason", "ask"]
SubgoalStatus = Literal["pending", "active", "done", "failed", "dropped"]


class Subgoal(Fact):
    """One self-contained piece of work.

    Attributes:
        text: what to do, with every value inlined; `{name}` stands for a fact still to be found.
        kind: "gui" on the phone; "reason" from facts alone; "ask" a person.
        app: the app it happens in, as its launcher calls it; "" when it does not matter.
        needs, yields: names of facts it uses and facts it must bring back.
        done_when: what the screen shows when it is done, for code to check.
        start: first moves that need no look at the screen (open the app, an intent, a shortcut).
        evidence: what showed that it was done.
        steps: how many steps it has had.
    """

    id: int
    text: str
    kind: SubgoalKind = "gui"
    app: str = ""
    needs: tuple[str, ...] = ()
    yields: tuple[str, ...] = ()
    done_when: Expectation | None = None
    start: tuple[Move, ...] = ()
    max_steps: int = 15
    status: SubgoalStatus = "pending"
    evidence: str = ""
    steps: int = 0


class Plan(Fact):
    """The ledger: every subgoal so far, in order, with its status."""

    clauses: tuple[str, ...] = ()
    subgoals: tuple[Subgoal, ...] = ()

    @property
    def active(self) -> Subgoal | None:
        return next((s for s in self.subgoals if s.status == "active"), None)

    @property
    def pending(self) -> tuple[Subgoal, ...]:
        return tuple(s for s in self.subgoals if s.status == "pending")

    @property
    def finished(self) -> bool:
        """Nothing is open and something is done; what failed was planned anew and came out well."""
        states = [s.status for s in self.subgoals]
        return "done" in states and states[-1] != "failed" and not {"pending", "active"} & {*states}

    def with_subgoal(self, subgoal: Subgoal) -> Plan:
        """The ledger with the subgoal of that id replaced."""
        return self.but(subgoals=tuple(subgoal if s.id == subgoal.id else s for s in self.subgoals))


class Decision(Fact):
    """What the Manager decided: the rest of the plan, or that it is over.

    Attributes:
        subgoals: the open part of the ledger, rewritten; ids are new where the work is new.
        clauses: the goal, clause by clause (first plan only).
        done: every clause is covered; time to verify.
        give_up: why the goal cannot be reached; "" otherwise.
        answer: the answer to a question in the goal, when it is known.
    """

    thought: str = ""
    clauses: tuple[str, ...] = ()
    subgoals: tuple[Subgoal, ...] = ()
    done: bool = False
    give_up: str = ""
    answer: str = ""
    problem: str = ""  # the reply could not be used
    usage: Usage = Usage()
