"""What differs between two observations."""

from __future__ import annotations

from phoneagent.perception import appeared, changes, differs
from tests.perception.screens import listing, preference, see, switch, text, v


def wifi(on: bool) -> str:
    return listing(preference("Wi-Fi", 240, widget=switch(240, on=on)))


def test_the_same_screen_has_no_changes():
    assert not changes(see(wifi(True)), see(wifi(True))).any
    assert not differs(see(wifi(True)), see(wifi(True)))


def test_a_state_that_changed_is_named():
    found = changes(see(wifi(False)), see(wifi(True)))
    assert found.states == ("Wi-Fi: off -> on",)
    assert found.any


def test_texts_that_came_and_went():
    before = see(text("Loading", (0, 300, 500, 400)))
    after = see(text("Done", (0, 300, 500, 400)), toasts=("Saved",))
    found = changes(before, after)
    assert found.appeared == ("Saved", "Done")
    assert found.gone == ("Loading",)
    assert appeared(before, after) == ("Saved", "Done")
    assert appeared(None, before) == ("Loading",)


def test_what_was_typed_is_a_state_of_its_field():
    def name(words: str):
        return see(v("EditText", (0, 300, 1080, 420), text=words, hint="Name", flags="C"))

    assert changes(name(""), name("Ann")).states == ("Name: empty -> Ann",)


def test_a_poor_tree_is_compared_by_its_picture():
    game = v("android.view.SurfaceView", (0, 0, 1080, 2400), desc="Game")
    before, after = see(game), see(game)
    assert not differs(before.but(look="aa"), after.but(look="aa"))
    assert differs(before.but(look="aa"), after.but(look="ab"))
