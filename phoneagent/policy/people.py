"""Who answers the gate's questions: nobody, or somebody who has already said it."""

from __future__ import annotations

from phoneagent.core.protocols import Human
from phoneagent.core.text import fold

YES, NO = ("y", "yes", "ok"), ("n", "no")


class Nobody:
    """The person when there is none: every question stays unanswered."""

    def ask(self, question: str) -> str | None:
        return None

    def confirm(self, question: str) -> bool | None:
        return None


class Forewarned:
    """A person who has already said the answer to the next question; later ones are put to `human`.

    Args:
        answer: what they said; "" when they said nothing.
        human: who answers after that.
    """

    def __init__(self, answer: str, human: Human) -> None:
        self._answer, self._human = answer, human

    def ask(self, question: str) -> str | None:
        return self._take() or self._human.ask(question)

    def confirm(self, question: str) -> bool | None:
        answer = self._take()
        return fold(answer) in YES if answer else self._human.confirm(question)

    def _take(self) -> str:
        answer, self._answer = self._answer, ""
        return answer
