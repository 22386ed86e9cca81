"""What every app keeps to with much data and with texts nobody would write."""

from __future__ import annotations

import time
import xml.etree.ElementTree as ET

import pytest

from phoneagent.virtualphone.phone import VirtualPhone
from tests.virtualphone.apps.contract import APPS, LABELS, check_screen, check_tree, launch, wander
from tests.virtualphone.apps.crowds import LONG_TEXTS, crowd_of, wordy
from tests.virtualphone.hands import NOON, Hands

_LISTING = [app for app in APPS if crowd_of(app.label)]


@pytest.mark.parametrize("app", _LISTING, ids=[app.label for app in _LISTING])
def test_a_thousand_rows_are_shown_and_scrolled_at_once(app):
    with VirtualPhone(now=NOON, state=crowd_of(app.label)) as phone:
        launch(phone, app)
        phone.dump_xml()
        begun = time.process_time()
        for _ in range(5):
            phone.swipe(540, 1700, 540, 900)
            phone.dump_xml()
        assert time.process_time() - begun < 5  # seconds; some 50 touches, each a new layout
        check_screen(phone)
        assert len(list(ET.fromstring(phone.dump_xml()).iter("node"))) < 400


@pytest.mark.parametrize("kind", LONG_TEXTS)
@pytest.mark.parametrize("app", APPS, ids=LABELS)
def test_strange_texts_stay_on_the_display(app, kind):
    with VirtualPhone(now=NOON, state=wordy(LONG_TEXTS[kind])) as phone:
        launch(phone, app)
        check_screen(phone)
        hands = Hands(phone)
        if hands.sees("More options"):
            hands.tap("More options")
            check_tree(phone)
        for _ in wander(phone, app, 4, 12):
            check_tree(phone)
        assert phone.unknown == []
