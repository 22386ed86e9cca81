"""The text formats Markor knows: how a file is recognised, which buttons its editor has."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from phoneagent.virtualphone.apps.markor import actions
from phoneagent.virtualphone.apps.markor.actions import Change
from phoneagent.virtualphone.ui.editing import TextEdit

MARKDOWN, PLAIN, TODO, WIKI, CSV, ASCIIDOC = (
    "Markdown",
    "Plain Text",
    "todo.txt",
    "Wikitext",
    "CSV",
    "AsciiDoc",
)
FORMATS = (PLAIN, ASCIIDOC, MARKDOWN, TODO, WIKI, CSV)
"""In the order of the menu "Format"."""

_MARKDOWN_ENDINGS = (".md", ".markdown", ".mkd", ".mdown", ".mkdn", ".mdwn", ".mdx", ".rmd")


@dataclass(frozen=True)
class Tool:
    """A button below the editor; `change` gets the device's time and the text."""

    title: str
    icon: str
    change: Callable[[datetime, TextEdit], TextEdit]


def format_of(path: str, text: str) -> str:
    """The format of a file, by its name and how it begins."""
    name = posixpath.basename(path).casefold()
    if name.endswith(_MARKDOWN_ENDINGS):
        return MARKDOWN
    if name == "todo.txt" or name.endswith((".todo.txt", "-todo.txt", "_todo.txt")):
        return TODO
    if text.startswith("Content-Type: text/x-zim-wiki"):
        return WIKI
    endings = {".csv": CSV, ".tsv": CSV, ".adoc": ASCIIDOC, ".asciidoc": ASCIIDOC}
    return endings.get(posixpath.splitext(name)[1], PLAIN)


def _tool(title: str, icon: str, change: Change) -> Tool:
    return Tool(title, icon, lambda now, edit: change(edit))


_CHECK = _tool("Check list", "check_box", actions.check_list)
_BULLETS = _tool("Unordered list", "list", actions.bullet_list)
_NUMBERS = _tool("Ordered list", "list_numbered", actions.numbered_list)
_DELETE = _tool("Delete lines", "delete", actions.delete_lines)
_TIME = Tool("Date and time", "clock", lambda now, edit: edit.insert(f"{now:%Y-%m-%d %H:%M}"))
_LINES = (
    _tool("Start new line below", "enter", actions.new_line_below),
    _tool("Move text one line up", "arrow_up", actions.move_lines(-1)),
    _tool("Move text one line down", "arrow_down", actions.move_lines(1)),
)
_INDENTS = (
    _tool("Indent", "arrow_right", actions.indent),
    _tool("Deindent", "back", actions.dedent),
)
_MARKDOWN_TOOLS = (
    _CHECK,
    _BULLETS,
    _tool("Bold", "bold", actions.around("**")),
    _tool("Italic", "italic", actions.around("_")),
    _DELETE,
    _TIME,
    _tool("Inline code", "code", actions.around("`")),
    _NUMBERS,
    _tool("Quote", "quote", actions.quote),
    _tool("Heading 1", "heading_1", actions.heading(1)),
    _tool("Heading 2", "heading_2", actions.heading(2)),
    _tool("Heading 3", "heading_3", actions.heading(3)),
    _tool("Horizontal line", "remove", actions.insert("----\n")),
    _tool("Strike out", "strike", actions.around("~~")),
    *_INDENTS,
    *_LINES,
)
_PLAIN_TOOLS = (_CHECK, _BULLETS, _NUMBERS, _DELETE, _TIME, *_INDENTS, *_LINES)
_TODO_TOOLS = (
    Tool(
        "Toggle done",
        "check_box",
        lambda now, edit: actions.toggle_done(f"{now:%Y-%m-%d}")(edit),
    ),
    _tool("Add context", "label", actions.insert(" @")),
    _tool("Add project", "flag", actions.insert(" +")),
    _tool("Priority", "star_outline", actions.priority),
    _DELETE,
    Tool("Current date", "calendar", lambda now, edit: edit.insert(f"{now:%Y-%m-%d}")),
    *_LINES,
)


def tools_of(kind: str) -> tuple[Tool, ...]:
    """The buttons below the editor for a format."""
    return {MARKDOWN: _MARKDOWN_TOOLS, TODO: _TODO_TOOLS}.get(kind, _PLAIN_TOOLS)
