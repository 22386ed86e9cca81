"""What the buttons below the editor do to a text: marks around words and in front of lines."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from phoneagent.virtualphone.ui.editing import TextEdit

Change = Callable[[TextEdit], TextEdit]

_ITEM = re.compile(r"(?P<indent>\s*)(?P<mark>(?:[-*+]|\d+[.)])(?: \[[ xX]\])?) ")
_TASK = re.compile(r"(\s*)[-*+] \[([ xX])\] ")
_BULLET = re.compile(r"(\s*)[-*+] (?!\[[ xX]\] )")
_NUMBER = re.compile(r"(\s*)\d+[.)] ")
_HEADING = re.compile(r"#{1,6} ")
_DONE = re.compile(r"x (?:\d{4}-\d{2}-\d{2} )?")


def line_span(edit: TextEdit) -> tuple[int, int]:
    """Where the selected lines begin and end, without the last line's end."""
    start = edit.text.rfind("\n", 0, edit.start) + 1
    end = edit.text.find("\n", edit.end)
    return start, len(edit.text) if end < 0 else end


def around(mark: str) -> Change:
    """Put a mark on both sides of the selection, or take it away."""

    def change(edit: TextEdit) -> TextEdit:
        size, chosen = len(mark), edit.selected
        before, after = edit.text[: edit.start], edit.text[edit.end :]
        if before.endswith(mark) and after.startswith(mark):
            text = before[:-size] + chosen + after[size:]
            return TextEdit(text, edit.end - size, edit.start - size)
        text = before + mark + chosen + mark + after
        return TextEdit(text, edit.end + size, edit.start + size)

    return change


def each_line(rewrite: Callable[[str, int], str]) -> Change:
    """Rewrite every selected line; `rewrite` gets the line and its place among them."""

    def change(edit: TextEdit) -> TextEdit:
        start, end = line_span(edit)
        lines = edit.text[start:end].split("\n")
        written = [rewrite(line, place) for place, line in enumerate(lines)]
        text = edit.text[:start] + "\n".join(written) + edit.text[end:]
        first = len(written[0]) - len(lines[0])
        all_of_them = len(text) - len(edit.text)
        moved = (max(start, edit.start + first), max(start, edit.end + all_of_them))
        forward = edit.cursor == edit.end
        return TextEdit(text, moved[forward], moved[not forward])

    return change


def _prefix(line: str, place: int, mark: str, same: re.Pattern[str]) -> str:
    """Give a line a list mark, or take the same one away."""
    if same.match(line):
        return same.sub(r"\1", line, count=1)
    found = _ITEM.match(line)
    indent = re.match(r"\s*", line)
    start = found.end() if found else indent.end() if indent else 0
    space = found["indent"] if found else indent.group() if indent else ""
    return f"{space}{mark.format(place + 1)}{line[start:]}"


bullet_list = each_line(lambda line, place: _prefix(line, place, "- ", _BULLET))
numbered_list = each_line(lambda line, place: _prefix(line, place, "{}. ", _NUMBER))


def _check(line: str, place: int) -> str:
    found = _TASK.match(line)
    if not found:
        return _prefix(line, place, "- [ ] ", _TASK)
    ticked = "x" if found[2] == " " else " "
    return line[: found.start(2)] + ticked + line[found.end(2) :]


check_list = each_line(_check)
quote = each_line(lambda line, _: line[2:] if line.startswith("> ") else f"> {line}")
indent = each_line(lambda line, _: f"    {line}")
dedent = each_line(lambda line, _: re.sub(r"^(?: {1,4}|\t)", "", line))
priority = each_line(lambda line, _: re.sub(r"^(?:\([A-Z]\) )?", "(A) ", line))


def heading(level: int) -> Change:
    """Make lines headings of a level, or plain ones again."""
    mark = "#" * level + " "

    def rewrite(line: str, _: int) -> str:
        return line[len(mark) :] if line.startswith(mark) else mark + _HEADING.sub("", line, 1)

    return each_line(rewrite)


def toggle_done(today: str) -> Change:
    """Mark lines of a todo.txt as done today (`2023-10-15`), or as open again."""

    def rewrite(line: str, _: int) -> str:
        return _DONE.sub("", line, 1) if _DONE.match(line) else f"x {today} {line}"

    return each_line(rewrite)


def insert(text: str) -> Change:
    """Put a text in the selection's place."""
    return lambda edit: edit.insert(text)


def delete_lines(edit: TextEdit) -> TextEdit:
    """Take the selected lines away."""
    start, end = line_span(edit)
    if end < len(edit.text):
        return TextEdit(edit.text[:start] + edit.text[end + 1 :], start)
    text = edit.text[: max(0, start - 1)]
    return TextEdit(text, text.rfind("\n") + 1)


def new_line_below(edit: TextEdit) -> TextEdit:
    """Begin a line below the selected ones."""
    return edit.move(line_span(edit)[1]).insert("\n")


def move_lines(delta: int) -> Change:
    """Swap the selected lines with the one above (-1) or below (1)."""

    def change(edit: TextEdit) -> TextEdit:
        start, end = line_span(edit)
        lines = edit.text.split("\n")
        first = edit.text.count("\n", 0, start)
        last = edit.text.count("\n", 0, end)
        other = first - 1 if delta < 0 else last + 1
        if not 0 <= other < len(lines):
            return edit
        moved = len(lines[other]) + 1
        lines.insert(last + 1 if delta < 0 else first, lines[other])
        del lines[other if delta < 0 else other + 1]
        shift = -moved if delta < 0 else moved
        return TextEdit("\n".join(lines), edit.cursor + shift, edit.anchor + shift)

    return change


def continued(edit: TextEdit) -> TextEdit:
    """After Enter at the end of a list item: begin the next item, or end the list after none."""
    start = edit.text.rfind("\n", 0, edit.cursor - 1) + 1
    line = edit.text[start : edit.cursor - 1]
    found = _ITEM.match(line)
    if found is None:
        return edit
    if found.end() == len(line):
        return TextEdit(edit.text[:start] + edit.text[edit.cursor :], start)
    mark = found["mark"]
    number = re.match(r"\d+", mark)
    if number:
        mark = f"{int(number[0]) + 1}{mark[number.end() :]}"
    unticked = re.sub(r"\[[xX]\]", "[ ]", mark)
    return edit.insert(f"{found['indent']}{unticked} ")


def at_start(edit: TextEdit) -> TextEdit:
    """Put the cursor before everything."""
    return edit.move(0)


def at_end(edit: TextEdit) -> TextEdit:
    """Put the cursor behind everything."""
    return edit.move(len(edit.text))


def whole_lines(edit: TextEdit) -> TextEdit:
    """Select the lines the selection touches."""
    start, end = line_span(edit)
    return replace(edit, cursor=end, anchor=start)
