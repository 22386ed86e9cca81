"""Every rendered prompt, as it is sent; rewrite with PHONEAGENT_REWRITE_SNAPSHOTS=1 and look."""

import os
from pathlib import Path

import pytest

from phoneagent import prompts
from phoneagent.agents.crew import build
from phoneagent.core.actions import Tap, Type
from phoneagent.core.expectation import Expectation
from phoneagent.core.lessons import Lessons, Shortcut, Tip
from phoneagent.core.plan import Decision, Plan, Subgoal
from phoneagent.core.run import Run
from phoneagent.core.steps import Choice, Intention, Move, Note, Outcome, Receipt, Ruling
from phoneagent.errors import ConfigError
from phoneagent.models.scripted import Scripted
from tests.core.builders import element, screen

SNAPSHOTS = Path(__file__).parents[1] / "snapshots" / "prompts"
REWRITE = os.environ.get("PHONEAGENT_REWRITE_SNAPSHOTS") == "1"
FORM = screen(
    element(1, "Cancel", role="button"),
    element(2, "Save", role="button"),
    element(3, "First name", role="field", hint="First name"),
    title="Create contact",
    app="Contacts",
    tree="1",
)
CARD = screen(
    element(1, "Navigate up", role="button"),
    element(2, "Ann Lee", role="text"),
    title="Ann Lee",
    app="Contacts",
    tree="2",
    toasts=("Ann Lee saved",),
)
LESSONS = Lessons(
    tips=(Tip(id="t", text="Names stand in two fields."),),
    shortcuts=(
        Shortcut(
            name="new_contact",
            description="Open a new contact",
            kind="intent",
            uri=("intent:#Intent;action=INSERT;end",),
        ),
    ),
)


class NoShots:
    def image(self, sha):
        return b""

    def tree(self, sha):
        return ""


def asked(role, run):
    """The request a role makes for this run; the reply does not matter."""
    said = []

    class Listening(Scripted):
        def chat(self, request):
            said.append(request)
            return super().chat(request)

    model = Listening.of({role: ["{}", "{}"]})
    models = dict.fromkeys(("manager", "operator", "reflector", "notetaker", "curator"), model)
    return build(models, NoShots()), said


def a_run():
    subgoal = Subgoal(
        id=2,
        text="add Ann Lee",
        app="Contacts",
        yields=("id",),
        done_when=Expectation(text="saved"),
        status="active",
        steps=1,
    )
    first = Subgoal(id=1, text="turn on Wi-Fi", status="done", evidence='"Wi-Fi" is on')
    run = Run(
        id="r",
        goal="turn on Wi-Fi, then add Ann Lee",
        apps=("Contacts", "Settings"),
        plan=Plan(clauses=("turn on Wi-Fi", "add Ann Lee"), subgoals=(first, subgoal)),
        notes=(Note(name="number", value="555-0100", step=1, where="Messages"),),
        lessons=LESSONS,
    ).see(FORM)
    run = run.intend(Choice(thought="name", moves=(Move(action=Type(text="Ann", into=3)),)))
    run = run.allow(Ruling(verdict="allow")).begin(Receipt(ok=True)).see(FORM)
    return run.settle(Outcome(verdict="failed", why="nothing changed on the screen"))


def under_way(run):
    intention = Intention(
        n=2,
        subgoal=2,
        action=Tap(target=2),
        anchors={"target": FORM.elements[1].locator},
        expect=Expectation(text="saved"),
        thought="Save the contact.",
    )
    ruled = run.but(intention=intention, before=FORM, ruling=Ruling(verdict="allow", rule="save"))
    return ruled.begin(Receipt(ok=True)).see(CARD.but(toasts=(), elements=CARD.elements[:1]))


CASES = {
    "manager-plan": ("manager", lambda crew, run: crew.manager.plan(run)),
    "operator-choose": ("operator", lambda crew, run: crew.operator.choose(run)),
    "reflector-judge": ("reflector", lambda crew, run: crew.reflector.judge(under_way(run))),
    "reflector-verify": ("reflector", lambda crew, run: crew.reflector.verify(run.see(CARD))),
    "notetaker-note": (
        "notetaker",
        lambda crew, run: crew.notetaker.note(run.but(note_request="id").see(CARD)),
    ),
    "notetaker-reason": (
        "notetaker",
        lambda crew, run: crew.notetaker.note(
            run.follow(Decision(subgoals=(Subgoal(id=3, text="add up", kind="reason"),)))
        ),
    ),
    "curator-distil": ("curator", lambda crew, run: crew.curator.distil(run)),
}


@pytest.mark.parametrize("name", CASES)
def test_a_prompt_as_it_is_sent(name):
    role, call = CASES[name]
    crew, said = asked(role, a_run())
    call(crew, a_run())
    text = "\n\n".join(f"# {m.role}\n\n{m.text}" for m in said[0].messages) + "\n"
    path = SNAPSHOTS / f"{name}.md"
    if REWRITE:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


def test_a_missing_and_an_unknown_name_are_errors():
    with pytest.raises(ConfigError, match="missing"):
        prompts.render("repair")
    with pytest.raises(ConfigError, match="unknown"):
        prompts.render("repair", error="x", other="y")


def test_values_are_inserted_once_and_empty_blocks_vanish():
    text = prompts.render(
        "notetaker/note", goal="$screen", subgoal="s", wanted="w", facts="", screen="now"
    )
    assert "Goal: $screen" in text
    assert "Facts known" not in text
