"""What runs leave behind: trajectories, merged items, wins and losses, and no personal data."""

import sqlite3

import pytest

from phoneagent.core.lessons import Learned
from phoneagent.core.run import Run
from phoneagent.core.screen import Locator
from phoneagent.memory import mask_personal, open_items, open_memory
from phoneagent.memory.personal import personal_texts
from tests.memory.builders import card, finished, intent, notes_list, script, tip


@pytest.fixture
def path(tmp_path):
    return tmp_path / "memory.db"


def learn(path, *learned, run=None):
    memory = open_memory(path, "write")
    memory.recall("x", None, notes_list("Groceries"))
    for n, one in enumerate(learned):
        memory.learn(run or finished(id=f"run-{n}"), one)
    memory.close()


@pytest.fixture
def items(path):
    opened = open_items(path)
    yield opened
    opened.close()


def test_every_run_leaves_its_trajectory(path, items):
    learn(path, Learned(), run=finished(typed="555 0100 123"))
    assert (items.stats().runs, items.stats().steps) == (1, 2)
    text = "\n".join(sqlite3.connect(path).iterdump())
    assert "org.notes:id/fab" in text


def test_learning_the_same_run_twice_keeps_one(path, items):
    run = finished()
    learn(path, Learned(), Learned(), run=run)
    assert (items.stats().runs, items.stats().steps) == (1, 2)


def test_what_was_typed_is_nowhere_in_the_file(path):
    typed = "Zanzibar Quagga"
    run = finished(goal=f"add a note {typed} for ann.lee@example.org", typed=typed)
    learned = Learned(
        tips=(tip(text=f"The note {typed} is the first; call +1 (555) 010-0199"),),
        shortcuts=(script(label=typed), intent("ok", description=f"Opens {typed}")),
        pages=(card(title=typed, function=f"Shows {typed} 4111 1111 1111 1111"),),
    )
    learn(path, learned, run=run)
    stored = path.read_bytes().lower()  # with the words of the search index
    for personal in (b"zanzibar", b"quagga", b"ann.lee", b"010-0199", b"4111 1111"):
        assert personal not in stored, personal
    items = open_items(path)
    assert items.show("ok").description == "Opens <typed>"
    items.close()


def test_names_in_the_goal_are_personal_too(path):
    goal = "delete the contact Zelda Quux, then send hi to Bob Marley in Messages"
    run = finished(goal=goal, typed="hi there you").but(apps=("Messages", "Notes"))
    learned = Learned(
        shortcuts=(intent("delete_zelda_quux", description="delete Zelda Quux in Messages"),),
        pages=(
            card("org.notes/.Card#zelda-quux:12ab", "Card", elements=()),
            card("org.notes/.Card#card:12ac", "Bob Marley", elements=()),
            card("org.notes/.List#messages:12ad", "Messages"),
        ),
    )
    learn(path, learned, run=run)
    stored = path.read_bytes().lower()
    for personal in (b"zelda", b"quux", b"marley"):
        assert personal not in stored, personal
    items = open_items(path)
    assert items.show("delete").description == "delete <typed> in Messages"
    assert [e.key for e in items.entries("page") if e.origin == "run"] == [
        "org.notes/.List#messages:12ad"
    ]
    items.close()


@pytest.mark.parametrize(
    ("goal", "texts"),
    [
        ("turn Wi-Fi off and go to Settings", []),
        ('delete the note called "my list"', ["my list"]),
        ("what is Ann Lee's number?", ["Ann Lee"]),
        ("text Ann hello", ["Ann"]),
        ("send hello to Ann Lee", ["Ann Lee"]),
        ("open the file Taxes", ["Taxes"]),
    ],
)
def test_what_counts_as_personal_in_a_goal(goal, texts):
    run = Run(id="r", goal=goal, apps=("Settings",))
    assert sorted(set(personal_texts(run))) == texts


def test_a_locator_does_without_its_personal_text(path, items):
    learn(path, Learned(shortcuts=(script(label="Shopping"),)))
    anchor = items.show("add_note").steps[0].anchors["target"]
    assert anchor == Locator(resource_id="org.notes:id/fab")


def test_a_shortcut_that_needs_personal_data_is_not_kept(path, items):
    only_text = script(label="Shopping")
    steps = (
        only_text.steps[0].but(anchors={"target": Locator(label="Shopping", text="Shopping")}),
        only_text.steps[1],
    )
    learn(path, Learned(shortcuts=(only_text.but(steps=steps),)))
    assert not items.entries("shortcut", "add_note")


def test_a_tip_that_says_the_same_is_merged(path, items):
    learn(
        path,
        Learned(tips=(tip("a", "Press the check mark to save a note."),)),
        Learned(tips=(tip("b", "Press the check mark, to save the note"),)),
        Learned(tips=(tip("c", "Press the check mark to save a note.", scope="app", about="x"),)),
    )
    kept = {e.key: e.wins for e in items.entries("tip") if e.origin == "run"}
    assert kept == {"a": 1, "c": 0}


def test_a_seed_is_never_overwritten_by_a_run(path, items):
    (learn(path, Learned(shortcuts=(intent("set_alarm"), intent("mine")))),)
    assert items.show("set_alarm").origin == "seed"
    assert items.show("set_alarm_2").origin == "run"
    learn(path, Learned(shortcuts=(intent("set_alarm"), intent("mine", description="new"))))
    assert not items.entries("shortcut", "set_alarm_3")


def test_a_broken_shortcut_is_not_kept(path, items):
    learn(path, Learned(shortcuts=(intent("odd", arguments=()),)))
    assert not items.entries("shortcut", "odd")


def test_pages_are_merged(path, items):
    learn(path, Learned(pages=(card(), card())), Learned(pages=(card(elements=()),)))
    page = items.show(card().key)
    assert page.seen == 3
    assert [(e.label, e.seen) for e in page.elements] == [("New note", 2)]
    assert page.signature


def test_three_losses_in_a_row_quarantine_a_shortcut(path, items):
    lost, won = Learned(failed=("set_timer",)), Learned(worked=("set_timer",))
    learn(path, lost, lost, won, lost, lost)
    timer = items.show("set_timer")
    assert (timer.state, timer.uses, timer.wins, timer.losses) == ("active", 5, 1, 4)
    learn(path, lost)
    assert items.show("set_timer").state == "quarantined"
    memory = open_memory(path, "read")
    names = [s.name for s in memory.recall("start a timer", None, notes_list()).shortcuts]
    memory.close()
    assert "set_timer" not in names
    items.set_state("set_timer", "active")
    assert items.show("set_timer").state == "active"


def test_names_nobody_knows_do_no_harm(path, items):
    learn(path, Learned(worked=("nothing",), failed=("nobody",)))
    assert items.stats().runs == 1


# ---- masking ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("mail ann.lee+x@mail.example.org now", "mail <email> now"),
        ("call 555-0100 today", "call <phone> today"),
        ("call +44 20 7946 0958", "call <phone>"),
        ("(555) 010-0199", "<phone>"),
        ("card 4111 1111 1111 1111.", "card <card>."),
        ("card 4111-1111-1111-1112.", "card <phone>."),
        ("on 2026-01-31 at 7:30", "on 2026-01-31 at 7:30"),
        ("brightness 100, 3 of 12, 1080 x 2400", "brightness 100, 3 of 12, 1080 x 2400"),
        ("org.notes/.Main#notes:1", "org.notes/.Main#notes:1"),
        ("", ""),
    ],
)
def test_personal_data_is_masked(text, masked):
    assert mask_personal(text) == masked


def test_typed_texts_are_masked_as_words():
    assert mask_personal("Ann went to Annapolis with ANN", ["Ann"]) == (
        "<typed> went to Annapolis with <typed>"
    )
    assert mask_personal("ann  lee and Ann", ["Ann", "Ann Lee"]) == "<typed> and <typed>"
    assert mask_personal("写给李雷的信", ["李雷"]) == "写给<typed>的信"
    assert mask_personal("a b c", ["a", "", " "]) == "a b c"
