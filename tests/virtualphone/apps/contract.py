"""What the tests of every app share: starting one, looking at it, wandering through it."""

from __future__ import annotations

import random
import xml.etree.ElementTree as ET
from collections.abc import Iterator

from phoneagent.virtualphone.apps import discover
from phoneagent.virtualphone.phone import VirtualPhone
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import FLAG_CLEAR_TASK, FLAG_NEW_TASK, Intent
from phoneagent.virtualphone.ui.gestures import path_at
from phoneagent.virtualphone.ui.node import Node

APPS = [app for app in discover() if app.launcher and app.preinstalled]
LABELS = [app.label for app in APPS]
BACK = 4
_SYSTEM_WINDOWS = ("com.android.systemui", "com.google.android.inputmethod.latin")
_LOSE = ("discard", "don't save")
_WORDS = ("text", "content-desc")


def launch(phone: VirtualPhone, app: type[App]) -> None:
    """Start an app afresh, at its first screen."""
    assert app.launcher
    phone.force_stop(app.package)
    flags = FLAG_NEW_TASK | FLAG_CLEAR_TASK
    opens = Intent("android.intent.action.MAIN", component=app.component(app.launcher), flags=flags)
    assert phone.activities.start(opens).ok


def is_in_front(phone: VirtualPhone, app: type[App]) -> bool:
    return phone.activities.top()[0] == app.package


def app_root(phone: VirtualPhone, app: type[App]) -> Node:
    return next(root for root in phone.windows() if root.package == app.package)


def check_tree(phone: VirtualPhone) -> None:
    """Both kinds of dump are well-formed, lie on the display and say something."""
    for u2 in (True, False):
        tree = ET.fromstring(phone.dump_xml(u2=u2))
        nodes = list(tree.iter("node"))
        assert tree.get("rotation") == str(phone.rotation)
        assert nodes
        if u2:  # every window, not the active one alone, which may be a slider only
            assert any(node.get(word) for node in nodes for word in _WORDS)
    width, height = phone.size_px
    for root in phone.windows():
        for node in root.walk():
            left, top, right, bottom = node.bounds
            assert 0 <= left < right <= width, node
            assert 0 <= top < bottom <= height, node


def check_screen(phone: VirtualPhone) -> None:
    """The tree is in order and can be drawn: no empty picture."""
    check_tree(phone)
    image = phone.screenshot()
    assert image.size == phone.size_px
    assert len(image.reduce(10).getcolors(1 << 16) or "many") > 2


def look(phone: VirtualPhone) -> tuple[object, ...]:
    """Everything a tap may change."""
    toast = phone.toasts.last
    return phone.dump_xml(), phone.activities.top(), toast and (toast.text, id(toast))


def targets(root: Node) -> list[Node]:
    """What a finger can tap: enabled, clickable, and not covered in the middle."""
    found = []
    for node in root.walk():
        if node.is_clickable and node.enabled:
            path = path_at(root, *node.bounds.center)
            takers = [n for n in path if n.is_clickable]
            if takers and takers[-1] is node:
                found.append(node)
    return found


def touchable(phone: VirtualPhone) -> list[Node]:
    """The targets of what lies on top: a dialog, a menu, else the screen; no bars, no keys."""
    for root in reversed(phone.windows()):
        if root.package not in _SYSTEM_WINDOWS and (found := targets(root)):
            return found
    return []


def wander(phone: VirtualPhone, app: type[App], steps: int, seed: int) -> Iterator[str]:
    """Touch the app at random for some steps, as a child would; yields what each touch was."""
    chance = random.Random(seed)
    for _ in range(steps):
        if not is_in_front(phone, app):
            launch(phone, app)
        nodes = touchable(phone)
        if not nodes:
            phone.key(BACK)
            yield "back"
            continue
        node = chance.choice(nodes)
        x, y = node.bounds.center
        kind = chance.choices(("tap", "long press", "swipe", "type"), (12, 3, 1, 2))[0]
        if kind == "tap":
            phone.tap(x, y)
        elif kind == "long press":
            phone.long_press(x, y)
        elif kind == "swipe":
            phone.swipe(540, 1600, 540, 900)
        else:
            phone.commit_text("Zo\u00eb 7")
        yield f"{kind} {node.desc or node.text or node.id}"


def go_home(phone: VirtualPhone, app: type[App], most: int = 12) -> int:
    """Press Back until the app is left; how often it took (`most` when it holds on).

    Whoever is asked whether to lose what was typed says yes: Back alone would close the question.
    """
    for count in range(most):
        if not is_in_front(phone, app):
            return count
        phone.key(BACK)
        lose = [node for node in touchable(phone) if node.text.casefold() in _LOSE]
        if lose:
            phone.tap(*lose[0].bounds.center)
    return most
