"""A finished run as the loop leaves it, with pictures, for tests of the run folder."""

import io

from PIL import Image, ImageDraw

from phoneagent.core.actions import Tap, Type
from phoneagent.core.base import Rect
from phoneagent.core.chat import Usage
from phoneagent.core.expectation import Expectation
from phoneagent.core.plan import Decision, Subgoal
from phoneagent.core.result import Evidence, Requirement, Result, Seconds, Verification
from phoneagent.core.run import Run
from phoneagent.core.screen import Element, Locator, Observation
from phoneagent.core.steps import Choice, Move, Note, Noted, Outcome, Receipt, Ruling
from phoneagent.trace import event_data

SIZE_PX = (1080, 2400)


def picture(*labels, colour="#f3f3f7"):
    """A screenshot (JPEG bytes) with one white row per label."""
    image = Image.new("RGB", SIZE_PX, colour)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 1080, 260), fill="#3d5afe")
    for n, label in enumerate(labels):
        top = 300 + n * 180
        draw.rounded_rectangle((40, top, 1040, top + 150), 30, fill="white")
        draw.text((90, top + 40), label, fill="#222222", font_size=56)
    file = io.BytesIO()
    image.save(file, "JPEG", quality=80)
    return file.getvalue()


def webp(data):
    """What a session hands to the store for encoding."""
    file = io.BytesIO()
    Image.open(io.BytesIO(data)).save(file, "WEBP", quality=60, method=0)
    return file.getvalue()


def screen(shots, title, *labels):
    """An observation whose bytes lie in the store."""
    elements = tuple(_row(n, label) for n, label in enumerate(labels, 1))
    return Observation(
        package="org.sample.notes",
        app="Notes",
        page=f"notes#{title}",
        title=title,
        elements=elements,
        text="\n".join(labels),
        shot=shots.put_image(picture(title, *labels)) if shots else "",
        tree=shots.put_tree(f"<hierarchy><node text='{title}'/></hierarchy>") if shots else "",
        size_px=SIZE_PX,
        taken_at_s=1_000.0,
    )


def _row(n, label):
    box = Rect(40, 300 + n * 180, 1040, 450 + n * 180)
    locator = Locator(text=label, label=label, bounds=box, size_px=SIZE_PX, cls="a.TextView")
    return Element(index=n, role="row", label=label, bounds=box, locator=locator)


def walk(folder, shots, goal="add a note Shopping with the text milk"):
    """Three steps and a verification, each node journaled as a session does."""
    run = Run(id=folder.run_id, goal=goal, started_at_s=1_000.0)

    def heard(node, run):
        folder.append(node, event_data(node, run), durable=node == "reflect")
        return run

    folder.append("start", run, durable=True)
    listed = screen(shots, "Notes", "Groceries", "New note")
    edited = screen(shots, "New note", "Title", "Body", "Save")
    run = heard("perceive", run.see(listed))
    subgoal = Subgoal(
        id=1, text="add a note Shopping with the text milk", app="Notes",
        done_when=Expectation(text="Shopping saved"),
    )  # fmt: skip
    decision = Decision(
        thought="One subgoal is enough.",
        clauses=("a note Shopping exists", "its text is milk"),
        subgoals=(subgoal,),
        usage=Usage(calls=1, input_tokens=812, output_tokens=64, seconds=1.4, cost_usd=0.0011),
    )
    run = heard("plan", run.follow(decision))
    run = _step(heard, run, Tap(target=2), edited, "The list has a row for a new note.")
    run = _step(
        heard, run, Type(text="Shopping", into=1), edited, "The title comes first.", ok=False
    )
    done = screen(shots, "Shopping saved", "Shopping", "milk")
    run = _step(heard, run, Tap(target=3), done, "Save it.")
    note = Note(name="title", value="Shopping", step=3, where="first row")
    run = heard("note", run.keep(Noted(notes=(note,))))
    seen = Evidence(
        step=3, kind="element", text="Shopping", bounds=done.elements[0].bounds, shot=done.shot
    )
    found = Verification(
        verdict="proved",
        reason="the list shows the note",
        requirements=(
            Requirement(text="a note Shopping exists", met=True, evidence=(seen,)),
            Requirement(text="its text is milk", met=True),
        ),
    )
    return heard("verify", run.conclude(found))


def _step(heard, run, action, after, thought, *, ok=True):
    move = Move(action=action, expect=Expectation(changes=True))
    usage = Usage(calls=1, input_tokens=640, output_tokens=28, seconds=0.9, cost_usd=0.0008)
    run = heard("choose", run.intend(Choice(thought=thought, moves=(move,), usage=usage)))
    run = heard("guard", run.allow(Ruling(verdict="allow")))
    run = heard("act", run.begin(Receipt(ok=True, how="tap 540,735", device_ms=42)))
    run = heard("perceive", run.see(after))
    outcome = Outcome(verdict="succeeded", why="the screen changed", by="expectation")
    if not ok:
        outcome = Outcome(verdict="no_change", why="nothing changed", by="difference")
    return heard("reflect", run.settle(outcome))


def result_of(run, folder):
    ending = run.ending
    return Result(
        run_id=run.id,
        goal=run.goal,
        status=ending.status,
        verified=True,
        reason=ending.reason,
        evidence=run.verification.evidence,
        steps=len(run.steps),
        model_calls={role: usage.calls for role, usage in run.spent.items()},
        tokens={"input": 2732, "output": 148, "cached": 0},
        cost_usd=0.0035,
        seconds=Seconds(total=9.4, model=4.1, device=1.2, waiting=0.8, framework=0.3),
        device={"spec": "virtual", "serial": "127.0.0.1:5555", "android": "14"},
        crew="model",
        run_dir=str(folder.path),
    )
