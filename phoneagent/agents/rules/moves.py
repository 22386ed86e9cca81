"""Builders of choices: one move or a guarded few, each with what should be true afterwards."""

from __future__ import annotations

from phoneagent.agents.rules.words import is_number
from phoneagent.core.actions import (
    Answer,
    Finish,
    GiveUp,
    LongPress,
    OpenApp,
    Press,
    Scroll,
    Slide,
    Swipe,
    TakeNote,
    Tap,
    Type,
    Wait,
)
from phoneagent.core.expectation import Expectation
from phoneagent.core.screen import Element
from phoneagent.core.steps import Choice, Move

MAX_CHAIN = 4
CHANGES = Expectation(changes=True)
ANYTHING = Expectation()


def choice(why: str, *moves: Move) -> Choice:
    """Up to four moves, chosen by rule."""
    return Choice(thought=why, moves=moves[:MAX_CHAIN], by="rule")


def tap_move(element: Element, expect: Expectation = CHANGES) -> Move:
    return Move(action=Tap(target=element.index), expect=expect)


def tap(element: Element, why: str, expect: Expectation = CHANGES) -> Choice:
    return choice(why, tap_move(element, expect))


def hold(element: Element, why: str) -> Choice:
    return choice(why, Move(action=LongPress(target=element.index), expect=CHANGES))


def type_move(element: Element, text: str, *, append: bool = False, enter: bool = False) -> Move:
    """Typing; the device reads the field back, so the screen is only asked to show the text."""
    name = element.label or element.hint
    sure = name and not append and not enter and not is_number(text)
    holds = Expectation(field=name, value=text) if sure else None
    action = Type(text=text, into=element.index, append=append, enter=enter)
    return Move(action=action, expect=holds)


def press(key: str, why: str, expect: Expectation = CHANGES) -> Choice:
    return choice(why, Move(action=Press.model_validate({"key": key}), expect=expect))


def scroll(direction: str, why: str) -> Choice:
    action = Scroll.model_validate({"direction": direction})
    return choice(why, Move(action=action, expect=CHANGES))


def slide(element: Element, percent: float, why: str) -> Choice:
    return choice(why, Move(action=Slide(target=element.index, to=percent)))


def swipe_up(size_px: tuple[int, int], why: str) -> Choice:
    """A swipe from the lower part of the screen upwards, as one pulls up the app drawer."""
    width, height = size_px
    return choice(
        why, swipe_move((width // 2, round(height * 0.85), width // 2, round(height * 0.2)))
    )


def swipe_move(path: tuple[int, int, int, int]) -> Move:
    return Move(action=Swipe(path=path), expect=CHANGES)


def open_app(label: str) -> Choice:
    action = OpenApp(name=label)
    return choice(f"open {label}", Move(action=action, expect=Expectation(app=label)))


def wait(seconds: float, why: str) -> Choice:
    return choice(why, Move(action=Wait(seconds=seconds)))


def finish(because: str) -> Choice:
    return choice(because, Move(action=Finish(because=because[:1000])))


def note(about: str) -> Choice:
    return choice("write down what shows it", Move(action=TakeNote(what=about[:1000])))


def answer(text: str) -> Choice:
    return choice("the answer is on the screen", Move(action=Answer(text=text)))


def give_up(why: str) -> Choice:
    return choice(why, Move(action=GiveUp(why=why[:1000])))
