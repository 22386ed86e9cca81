"""At most once: an action that an earlier process began is never done again."""

import pytest

from phoneagent.core.actions import OpenApp, OpenLink, Press, Tap, Type
from phoneagent.core.base import Rect
from phoneagent.core.hierarchy import parse_hierarchy
from phoneagent.core.screen import Capture, Locator
from phoneagent.core.steps import Intention, Receipt
from phoneagent.policy import Redactor, load_secrets
from phoneagent.trace import AtMostOnce, RunFolder, begun_steps
from phoneagent.trace.mask import masked


class Recorder:
    """A device that writes down what it was asked to do; its screen shows a given tree."""

    spec, serial = "recorder", "0"

    def __init__(self, xml="<hierarchy/>"):
        self.done = []
        self._xml = xml

    def describe(self):
        return {}

    def look(self):
        return Capture(
            image=b"", xml=self._xml, root=parse_hierarchy(self._xml), package="p", activity="a",
            size_px=(1, 1), toasts=("sent hunter22",),
        )  # fmt: skip

    def perform(self, intention):
        self.done.append(intention)
        return Receipt(ok=True, how=f"did {intention.action.describe()}")

    def label_of(self, package):
        return ""

    def app_labels(self):
        return ()

    def close(self):
        return None


@pytest.fixture
def folder(tmp_path):
    with RunFolder.create(tmp_path, "r", {}, Redactor({"pw": "hunter22"})) as made:
        yield made


def tap(n):
    return Intention(n=n, subgoal=1, action=Tap(target=(1, 2)))


def test_it_is_journaled_before_it_is_done(folder):
    class Checking(Recorder):
        def perform(self, intention):
            assert [e.data["n"] for e in folder.events() if e.kind == "begin"] == [intention.n]
            return super().perform(intention)

    device = Checking()
    assert AtMostOnce(device, folder).perform(tap(1)).ok
    assert device.done == [tap(1)]


def test_what_was_begun_is_not_done_again(folder):
    AtMostOnce(Recorder(), folder).perform(tap(1))
    AtMostOnce(Recorder(), folder).perform(tap(2))
    assert begun_steps(folder) == {1, 2}
    device = Recorder()
    once = AtMostOnce(device, folder, begun_steps(folder))
    receipt = once.perform(tap(2))
    assert (receipt.ok, receipt.uncertain, device.done) == (False, True, [])
    assert once.perform(tap(3)).ok


@pytest.mark.parametrize(
    ("action", "again"),
    [
        (Type(text="hi"), True),
        (OpenApp(name="Clock"), True),
        (Type(text="hi", append=True), False),
        (Type(text="hi", enter=True), False),
        (OpenLink(uri="https://example.org/order"), False),
        (Press(key="back"), False),
    ],
)
def test_only_what_is_the_same_twice_as_once_is_done_again(folder, action, again):
    wanted = Intention(n=1, subgoal=1, action=action)
    AtMostOnce(Recorder(), folder).perform(wanted)
    device = Recorder()
    receipt = AtMostOnce(device, folder, begun_steps(folder)).perform(wanted)
    assert (receipt.ok, bool(device.done)) == (again, again)


def test_the_action_can_be_read_back_from_the_journal(folder):
    AtMostOnce(Recorder(), folder).perform(tap(1))
    event = next(e for e in folder.events() if e.kind == "begin")
    assert Intention.model_validate(event.data) == tap(1)


def test_secrets_go_down_and_never_up(folder, tmp_path):
    path = tmp_path / "secrets.toml"
    path.write_text('[[secret]]\nname = "pw"\nvalue = "hunter22"\npackage = "p"\n')
    device = Recorder("<hierarchy><node text='hunter22'/></hierarchy>")
    once = AtMostOnce(device, folder, fill=load_secrets(path).fill)
    anchor = Locator(package="p", bounds=Rect(0, 0, 9, 9))
    action = Type(text="<secret:pw>", into=(1, 1))
    receipt = once.perform(Intention(n=1, subgoal=1, action=action, anchors={"into": anchor}))
    assert device.done[0].action.text == "hunter22"
    assert "hunter22" not in receipt.how
    assert "hunter22" not in (folder.path / "journal.jsonl").read_text()
    seen = once.look()
    assert "hunter22" not in seen.xml + str(seen.toasts)
    assert seen.root.children[0].text == "<secret:pw>"


def test_a_secret_that_may_not_go_there_is_a_failed_step(folder, tmp_path):
    path = tmp_path / "secrets.toml"
    path.write_text('[[secret]]\nname = "pw"\nvalue = "hunter22"\npackage = "p"\n')
    device = Recorder()
    once = AtMostOnce(device, folder, fill=load_secrets(path).fill)
    receipt = once.perform(Intention(n=1, subgoal=1, action=Type(text="<secret:pw>")))
    assert (receipt.ok, device.done) == (False, [])


def test_a_screenshot_that_shows_a_secret_is_painted_over_or_dropped():
    mask = Redactor({"pw": "hunter22"})
    xml = "<hierarchy><node text='hunter22' bounds='[1,2][3,4]'/><node text='x'/></hierarchy>"
    seen = Capture(b"picture", xml, parse_hierarchy(xml), "p", "a", (9, 9))
    assert masked(seen, mask).image == b""
    blotted = masked(seen, mask, lambda image, boxes: image + repr(boxes).encode())
    assert blotted.image == b"picture" + repr([Rect(1, 2, 3, 4)]).encode()
    said = Capture(b"picture", "<hierarchy/>", parse_hierarchy("<hierarchy/>"), "p", "a", (9, 9))
    assert masked(said, mask) is said
    toast = Capture(b"p", said.xml, said.root, "p", "a", (9, 9), toasts=("hunter22",))
    assert (masked(toast, mask).image, masked(toast, mask).toasts) == (b"", ("<secret:pw>",))
