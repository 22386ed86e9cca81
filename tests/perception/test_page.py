"""The page key: the same page stays the same, another one does not."""

from __future__ import annotations

import pytest

from phoneagent.perception import observe
from tests.perception.screens import (
    capture,
    listing,
    preference,
    see,
    switch,
    text,
    toolbar,
    v,
    window,
)


def field(words: str, hint: str = "Name") -> str:
    return v("EditText", (0, 300, 1080, 440), text=words, hint=hint, id=hint.lower(), flags="CF")


def tabs(chosen: int) -> str:
    def tab(n: int, words: str) -> str:
        box = (360 * n, 2200, 360 * n + 360, 2400)
        return v("FrameLayout", box, text(words, box), flags="C" + ("s" if n == chosen else ""))

    return v("LinearLayout", (0, 2200, 1080, 2400), tab(0, "Chats"), tab(1, "Calls"), tab(2, "Me"))


def people(*names: str) -> str:
    return listing(*[preference(name, 240 + 200 * n) for n, name in enumerate(names)], scrolls=True)


SAME = {
    "list contents": (people("Ann"), people("Bob", "Carl")),
    "a counter in the title": (toolbar("Inbox (3)"), toolbar("Inbox (17)")),
    "typed text": (field(""), field("Ann")),
    "a switch": (
        listing(preference("Wi-Fi", 240, widget=switch(240, on=True))),
        listing(preference("Wi-Fi", 240, widget=switch(240, on=False))),
    ),
    "a clock": (text("12:59", (0, 300, 300, 400)), text("13:00", (0, 300, 300, 400))),
    "prices": (
        v("Button", (0, 300, 400, 420), text="Pay 7.50", flags="C"),
        v("Button", (0, 300, 400, 420), text="Pay 12", flags="C"),
    ),
}
OTHER = {
    "another title": (toolbar("Display"), toolbar("Sound")),
    "search mode": (toolbar("Contacts"), toolbar("Contacts") + field("", "Search")),
    "another tab": (tabs(0), tabs(1)),
    "another form": (field("", "Name"), field("", "Street")),
}


@pytest.mark.parametrize("case", SAME)
def test_volatile_text_does_not_change_the_key(case: str):
    one, other = SAME[case]
    assert see(one).page == see(other).page


@pytest.mark.parametrize("case", OTHER)
def test_another_page_of_the_same_activity_has_another_key(case: str):
    one, other = OTHER[case]
    assert see(one).page != see(other).page


def test_a_dialog_over_a_page_is_another_page():
    page = window(toolbar("Contacts"))
    box = window(
        text("Delete?", (100, 900, 900, 980)),
        v("Button", (500, 1200, 700, 1300), text="OK", flags="C"),
        box=(60, 860, 1020, 1340),
    )
    assert observe(capture(page)).page != observe(capture(page, box)).page


def test_the_keyboard_does_not_change_the_page():
    package = "com.android.inputmethod.latin"
    keys = v("View", (0, 1600, 1080, 2400), id="android:id/inputArea", package=package)
    page = window(toolbar("New contact"), field("A"))
    typing = observe(capture(page, window(keys, package=package)))
    assert typing.keyboard_shown
    assert typing.page == observe(capture(page)).page


def test_the_key_can_be_read():
    seen = observe(
        capture(
            window(toolbar("Network & internet")),
            package="com.android.settings",
            activity="com.android.settings.SubSettings",
        )
    )
    head, _, sum_ = seen.page.rpartition(":")
    assert head == "com.example.app/#network-internet"  # the window's own package counts
    assert len(sum_) == 4


def test_the_activity_is_part_of_the_key():
    one = see(toolbar("A"), activity="com.example.app.One").page
    assert one.startswith("com.example.app/.One#a:")
