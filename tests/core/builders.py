"""Small facts for tests of the core and the roles."""

from phoneagent.core.base import Rect
from phoneagent.core.run import Run
from phoneagent.core.screen import Element, Locator, Observation
from phoneagent.core.steps import Choice, Move, Outcome, Receipt, Ruling


def element(index=1, label="Row", role="row", **fields):
    box = Rect(0, index * 100, 1080, index * 100 + 100)
    return Element(
        index=index,
        role=role,
        label=label,
        bounds=box,
        locator=Locator(text=label, label=label, bounds=box, cls="android.widget.TextView"),
        **fields,
    )


def screen(*elements, **fields):
    lines = [f"{e.index} {e.label} {' '.join(e.states)} {e.value}".strip() for e in elements]
    values = {"package": "org.sample", "app": "Sample", "page": "sample", "title": "Sample"}
    return Observation(elements=elements, text="\n".join(lines), **(values | fields))


def acted(run: Run, choice: Choice, after: Observation, verdict="succeeded", why="ok") -> Run:
    """One whole step: chosen, allowed, done, seen, judged."""
    run = run.intend(choice) if choice else run.next_of_chain()
    run = run.allow(Ruling(verdict="allow")).begin(Receipt(ok=True)).see(after)
    return run.settle(Outcome(verdict=verdict, why=why))


def choice(*actions, **fields):
    return Choice(moves=tuple(Move(action=a) for a in actions), **fields)
