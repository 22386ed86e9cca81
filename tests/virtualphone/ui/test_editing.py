"""The editing model against a plain model: two strings around a selection."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from phoneagent.virtualphone.ui.editing import TextEdit

TEXTS = st.text(alphabet="ab\n é😀", max_size=8)


class Editing(RuleBasedStateMachine):
    """The model keeps what lies before, inside and behind the selection."""

    def __init__(self):
        super().__init__()
        self.edit = TextEdit()
        self.before, self.inside, self.after = "", "", ""

    @rule(text=TEXTS)
    def insert(self, text):
        self.edit = self.edit.insert(text)
        self.before, self.inside = self.before + text, ""

    @rule()
    def backspace(self):
        self.edit = self.edit.backspace()
        self.before = self.before if self.inside else self.before[:-1]
        self.inside = ""

    @rule()
    def delete(self):
        self.edit = self.edit.delete()
        self.after = self.after if self.inside else self.after[1:]
        self.inside = ""

    @rule(offset=st.integers(-3, 40))
    def move(self, offset):
        self.edit = self.edit.move(offset)
        self._split(offset, offset)

    @rule(delta=st.sampled_from((-1, 1)))
    def step(self, delta):
        start, end = len(self.before), len(self.before) + len(self.inside)
        target = (start if delta < 0 else end) if self.inside else start + delta
        self.edit = self.edit.step(delta)
        self._split(target, target)

    @rule()
    def select_all(self):
        self.edit = self.edit.select_all()
        self._split(0, len(self.text))

    @rule(start=st.integers(0, 20), end=st.integers(0, 20))
    def select(self, start, end):
        self.edit = self.edit.move(start).move(end, extend=True)
        self._split(min(start, end), max(start, end))

    @property
    def text(self):
        return self.before + self.inside + self.after

    def _split(self, start, end):
        text = self.text
        start, end = max(0, min(start, len(text))), max(0, min(end, len(text)))
        self.before, self.inside, self.after = text[:start], text[start:end], text[end:]

    @invariant()
    def same(self):
        assert self.edit.text == self.text
        assert self.edit.selected == self.inside
        assert self.edit.start == len(self.before)


TestEditing = Editing.TestCase


@given(TEXTS, st.integers(0, 8))
def test_a_line_up_and_down_again_keeps_the_column_where_lines_are_long_enough(text, column):
    lines = ["x" * 9, text.replace("\n", "") + "y" * 9]
    edit = TextEdit("\n".join(lines), cursor=column)
    assert edit.line_step(1).line_step(-1).cursor == column


@given(TEXTS, st.integers(0, 8))
def test_line_edges_never_leave_the_line(text, offset):
    edit = TextEdit(text, min(offset, len(text)))
    start, end = edit.line_edge(end=False).cursor, edit.line_edge(end=True).cursor
    assert "\n" not in text[start:end]
    assert start <= edit.cursor <= end


def test_a_double_tap_selects_the_word():
    assert TextEdit("call Ann Lee").select_word(6).selected == "Ann"
