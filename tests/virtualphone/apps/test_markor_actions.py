"""The buttons below Markor's editor, as changes of a text; and its undo."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phoneagent.virtualphone.apps.markor import actions
from phoneagent.virtualphone.apps.markor.history import History
from phoneagent.virtualphone.apps.markor.preview import inline
from phoneagent.virtualphone.ui.editing import TextEdit


def edit(marked):
    """A text in which `[` and `]` stand for the ends of the selection, `|` for the cursor."""
    text = marked.replace("|", "[]")
    start = text.index("[")
    end = text.index("]") - 1
    return TextEdit(text.replace("[", "").replace("]", ""), end, start)


def shown(found):
    if found.start == found.end:
        return f"{found.text[: found.end]}|{found.text[found.end :]}"
    return f"{found.text[: found.start]}[{found.selected}]{found.text[found.end :]}"


@pytest.mark.parametrize(
    ("change", "before", "after"),
    [
        (actions.around("**"), "a [b] c", "a **[b]** c"),
        (actions.around("**"), "a **[b]** c", "a [b] c"),
        (actions.around("_"), "a|", "a_|_"),
        (actions.bullet_list, "one\ntw|o\nthree", "one\n- tw|o\nthree"),
        (actions.bullet_list, "- tw|o", "tw|o"),
        (actions.bullet_list, "1. tw|o", "- tw|o"),
        (actions.numbered_list, "[a\nb\nc]", "1. [a\n2. b\n3. c]"),
        (actions.quote, "a|\n", "> a|\n"),
        (actions.quote, "> a|\n", "a|\n"),
        (actions.indent, "a|", "    a|"),
        (actions.dedent, "    a|", "a|"),
        (actions.heading(2), "# a|", "## a|"),
        (actions.heading(2), "## a|", "a|"),
        (actions.priority, "ca|ll", "(A) ca|ll"),
        (actions.toggle_done("2026-03-02"), "ca|ll", "x 2026-03-02 ca|ll"),
        (actions.toggle_done("2026-03-02"), "x 2026-03-01 ca|ll", "ca|ll"),
        (actions.delete_lines, "a\nb|\nc", "a\n|c"),
        (actions.delete_lines, "a\nb|", "|a"),
        (actions.delete_lines, "a|", "|"),
        (actions.new_line_below, "a|b\nc", "ab\n|\nc"),
        (actions.move_lines(-1), "a\nb|\nc", "b|\na\nc"),
        (actions.move_lines(1), "a\nb|\nc", "a\nc\nb|"),
        (actions.move_lines(-1), "a|\nb", "a|\nb"),
        (actions.move_lines(1), "[a\nb]\nc", "c\n[a\nb]"),
        (actions.continued, "- a\n|", "- a\n- |"),
        (actions.continued, "- \n|", "|"),
        (actions.continued, "  9. a\n|b", "  9. a\n  10. |b"),
        (actions.continued, "a\n|", "a\n|"),
    ],
)
def test_a_button_changes_text_and_cursor(change, before, after):
    assert shown(change(edit(before))) == after


def test_a_check_list_is_made_ticked_and_unticked():
    once = actions.check_list(TextEdit("milk"))
    assert once.text == "- [ ] milk"
    twice = actions.check_list(once)
    assert twice.text == "- [x] milk"
    assert actions.check_list(twice).text == "- [ ] milk"


@given(st.lists(st.text("ab \n", max_size=6), min_size=1, max_size=12))
def test_undo_leads_back_to_the_first_text_and_redo_to_the_last(texts):
    history = History("")
    for text in texts:
        if text != history.text:
            history.note(TextEdit(text))
    last = history.text
    while history.can_undo:
        history.undo()
    assert history.text == ""
    while history.can_redo:
        history.redo()
    assert history.text == last


def test_the_memory_of_changes_is_bounded():
    history = History("")
    for number in range(100):
        history.note(TextEdit("x" * 1_000_000 + str(number)))
    undone = 0
    while history.can_undo:
        history.undo()
        undone += 1
    assert undone <= 5


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("a **b** _c_ `d` ~~e~~", "a b c d e"),
        ("[page](https://example.org) ![cat](cat.png)", "page cat"),
        ("snake_case_name 2 * 3 * 4", "snake_case_name 2 * 3 * 4"),
    ],
)
def test_marks_vanish_in_view_mode(marked, plain):
    assert inline(marked) == plain
