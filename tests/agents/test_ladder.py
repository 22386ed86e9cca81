"""The Reflector's ladder: what code decides, and what it leaves to a mind."""

import io

import pytest
from PIL import Image, ImageDraw

from phoneagent.agents import ladder
from phoneagent.core.actions import Scroll, Slide, Tap, Type, Wait
from phoneagent.core.expectation import Expectation
from phoneagent.core.run import Run
from phoneagent.core.steps import Intention, Receipt, Ruling
from phoneagent.perception import to_webp
from phoneagent.trace import ShotStore
from tests.core.builders import element, screen

BEFORE = screen(element(1, "Wi-Fi", role="switch", states=("off",)), tree="1")
AFTER = screen(element(1, "Wi-Fi", role="switch", states=("on",)), tree="2")
CRASH = screen(element(1, "Close app"), warnings=("crash",), tree="3")


@pytest.fixture
def shots(tmp_path):
    store = ShotStore(tmp_path, to_webp)
    yield store
    store.close()


@pytest.fixture
def judged(shots):
    def judge(after, expect=None, receipt=None, action=None, **fields):
        action = action or Tap(target=1)
        intention = Intention(n=1, subgoal=1, action=action, expect=expect, **fields)
        run = Run(id="r", goal="g", before=BEFORE, seen=after, intention=intention)
        return ladder.judge(run.but(receipt=receipt or Receipt(ok=True)), shots)

    return judge


@pytest.mark.parametrize(
    ("after", "expect", "verdict", "by"),
    [
        (AFTER, Expectation(on="Wi-Fi"), "succeeded", "expectation"),
        (AFTER, Expectation(off="Wi-Fi"), "unknown", "expectation"),
        (AFTER, Expectation(text="Saved"), "unknown", "expectation"),
        (AFTER, None, "succeeded", "difference"),
        (BEFORE, None, "no_change", "difference"),
        (BEFORE, Expectation(off="Wi-Fi"), "no_change", "difference"),
        (CRASH, Expectation(text="Close"), "unknown", "difference"),
    ],
)
def test_rungs(after, expect, verdict, by, judged):
    outcome = judged(after, expect)
    assert (outcome.verdict, outcome.by) == (verdict, by)


def slider_at(x_px, clock):
    """A screenshot with a status bar and a slider; the hierarchy tells of neither."""
    picture = Image.new("RGB", (540, 1200), "white")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((10, 10, 10 + clock, 30), fill="black")
    pen.ellipse((x_px - 20, 580, x_px + 20, 620), fill="blue")
    out = io.BytesIO()
    picture.save(out, "JPEG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("moved_px", "verdict"), [(0, "no_change"), (60, "succeeded"), (None, "no_change")]
)
def test_a_slider_is_seen_to_move_in_the_picture(moved_px, verdict, shots):
    before = shots.put_image(slider_at(200, clock=40))
    after = "lost" if moved_px is None else shots.put_image(slider_at(200 + moved_px, clock=48))
    assert before != after
    intention = Intention(n=1, subgoal=1, action=Slide(target=1, to=100))
    run = Run(id="r", goal="g", before=BEFORE.but(shot=before), seen=BEFORE.but(shot=after))
    run = run.but(intention=intention, receipt=Receipt(ok=True))
    assert ladder.judge(run, shots).verdict == verdict
    tapped = run.but(intention=intention.but(action=Tap(target=1)))
    assert ladder.judge(tapped, shots).verdict == "no_change"


def test_what_held_before_says_nothing_about_the_action(judged):
    outcome = judged(AFTER, Expectation(text="Wi-Fi"))
    assert outcome.by == "difference"


def test_an_error_of_the_phone_is_believed_at_once(judged):
    outcome = judged(AFTER, Expectation(on="Wi-Fi"), Receipt(ok=False, error="no such app"))
    assert (outcome.verdict, outcome.why) == ("failed", "no such app")


def test_after_an_interruption_only_the_screen_counts(judged):
    cut = Receipt(ok=False, uncertain=True, error="the line broke")
    assert judged(AFTER, Expectation(on="Wi-Fi"), cut).verdict == "succeeded"
    unknown = judged(AFTER, None, cut)
    assert unknown.verdict == "unknown"
    assert "check whether it happened" in unknown.why
    unchanged = judged(BEFORE, None, cut)
    assert (unchanged.verdict, unchanged.by) == ("no_change", "difference")


def test_an_interrupted_typing_is_known_by_what_the_field_holds(judged):
    cut = Receipt(ok=False, uncertain=True, error="the line broke")
    typed = screen(element(1, "Name", role="field", value="Ann  Lee"), tree="5")
    assert judged(typed, None, cut, action=Type(text="ann lee", into=1)).verdict == "succeeded"
    assert judged(typed, None, cut, action=Type(text="Bob", into=1)).verdict == "unknown"


def test_low_confidence_is_looked_at_and_waiting_needs_no_change(judged):
    assert judged(AFTER, confidence=0.3).verdict == "unknown"
    assert judged(BEFORE, action=Wait(seconds=1)).verdict == "succeeded"


def test_a_mind_looks_at_what_cannot_be_undone_unless_the_screen_proves_it(shots):
    def asks(after, expect):
        intention = Intention(n=1, subgoal=1, action=Tap(target=1), expect=expect)
        run = Run(id="r", goal="g", before=BEFORE, seen=after, intention=intention)
        run = run.but(receipt=Receipt(ok=True), ruling=Ruling(verdict="allow", rule="delete"))
        return ladder.needs_a_mind(run, ladder.judge(run, shots))

    question = screen(element(1, "Delete?"), warnings=("dialog",), tree="4")
    assert asks(AFTER, None)
    assert not asks(AFTER, Expectation(on="Wi-Fi"))
    assert not asks(question, None)
    assert asks(AFTER, Expectation(gone="Ann"))


def test_scrolling_to_what_can_be_seen_already_is_well(judged):
    found = judged(BEFORE, action=Scroll(direction="up", until="Wi-Fi"))
    assert found.verdict == "succeeded"
    missed = judged(BEFORE, action=Scroll(direction="up", until="Bluetooth"))
    assert missed.verdict == "no_change"
