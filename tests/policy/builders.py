"""Screens and intentions for tests of the gate."""

from phoneagent.core.actions import OpenLink, Tap
from phoneagent.core.base import Rect
from phoneagent.core.run import Run
from phoneagent.core.screen import Element, Locator, Observation
from phoneagent.core.steps import Choice, Move, Outcome, Receipt, Ruling
from phoneagent.policy import build_gate

SIZE_PX = (1080, 2400)


class Answers:
    """A person who answers from a list, and remembers what was asked."""

    def __init__(self, *answers):
        self._answers = list(answers)
        self.asked = []

    def confirm(self, question):
        self.asked.append(question)
        return self._answers.pop(0) if self._answers else None

    def ask(self, question):
        return self.confirm(question)


def thing(index, label="", role="button", *, box=None, package="", resource_id="", **fields):
    """One element; by default a full-width row below the one before."""
    bounds = Rect(*(box or (0, 200 + index * 150, 1080, 340 + index * 150)))
    cls = {"button": "android.widget.Button", "image": "android.widget.ImageButton"}
    locator = Locator(
        resource_id=resource_id,
        cls=cls.get(role, "android.widget.TextView"),
        text=label,
        label=label,
        package=package or "org.sample",
        bounds=bounds,
        size_px=SIZE_PX,
    )
    return Element(
        index=index,
        role=role,
        label=label,
        bounds=bounds,
        locator=locator,
        actions=("tap",),
        **fields,
    )


def page(*elements, package="org.sample", title="", **fields):
    return Observation(
        elements=elements, package=package, app="Sample", title=title, size_px=SIZE_PX, **fields
    )


def dialog(question, *buttons, package="org.sample"):
    """A small window in the middle with a question and its buttons side by side."""
    text = thing(1, question, "text", box=(100, 1000, 980, 1150), package=package)
    rows = [
        thing(n, label, "button", box=(100 + n * 200, 1200, 290 + n * 200, 1300), package=package)
        for n, label in enumerate(buttons, 2)
    ]
    return page(text, *rows, package=package)


def start(goal):
    return Run(id="r", goal=goal)


def about_to(run, seen, action, **anchors):
    """The run with this action chosen on this screen."""
    return run.see(seen).intend(Choice(moves=(Move(action=action, anchors=anchors),)))


def did(run, seen, action, after=None):
    """The run after this action was done there and succeeded."""
    run = about_to(run, seen, action).allow(Ruling(verdict="allow")).begin(Receipt(ok=True))
    return run.see(after or seen).settle(Outcome(verdict="succeeded"))


def rule(run, *, human=None, **options):
    """What the gate for this run's goal says about its intention."""
    return build_gate(run.goal, human=human or Answers(), **options).check(run)


def tapping(goal, seen, index, **options):
    """What the gate says about tapping that element, with nothing done before."""
    return rule(about_to(start(goal), seen, Tap(target=index)), **options)


def linking(goal, uri, **options):
    return rule(about_to(start(goal), page(), OpenLink(uri=uri)), **options)
