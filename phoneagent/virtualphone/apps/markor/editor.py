"""Editing one file: text field, undo, view mode, search, sharing, the bar of buttons below."""

from __future__ import annotations

from collections.abc import Callable

from phoneagent.virtualphone.apps.chooser import EXTRA_STREAM, EXTRA_TEXT, choose
from phoneagent.virtualphone.apps.markor import actions, formats, preview
from phoneagent.virtualphone.apps.markor.dialogs import FileInfoDialog, FindDialog
from phoneagent.virtualphone.apps.markor.history import History
from phoneagent.virtualphone.apps.markor.look import action
from phoneagent.virtualphone.apps.markor.notebook import SHORTEST_KEPT, settings_of
from phoneagent.virtualphone.system.intents import ACTION_SEND, Intent
from phoneagent.virtualphone.ui import (
    FILL,
    Column,
    EditText,
    ImageButton,
    ListDialog,
    MenuItem,
    Node,
    Pan,
    PopupMenu,
    Screen,
)
from phoneagent.virtualphone.ui.editing import TextEdit

FIELD = "document__fragment__edit__highlighting_editor"
_SIZES_SP = tuple(range(8, 37, 2))
_SIZE_SP = 16


class Editor:
    """One open document on a screen: in a window of its own, or on a tab of the main one.

    Attributes:
        path: of the file; it need not exist yet.
        preview: it is shown in view mode.
        kind: its format.
    """

    def __init__(self, screen: Screen, path: str, *, preview: bool = False) -> None:
        self.screen, self.path, self.preview = screen, path, preview
        self.phone = screen.phone
        self._key = f"{FIELD}:{path}"
        self._stored = ""
        self._version: tuple[object, ...] = ()
        self.load()
        self.history = History(self._stored)
        kept = settings_of(self.phone).get(f"format:{path}", "")
        self.kind = kept or formats.format_of(path, self._stored)

    # the text ------------------------------------------------------------------------------

    @property
    def text(self) -> str:
        """The text as edited; what is stored as long as no field was shown for it."""
        field = self.screen.states.fields.get(self._key)
        return self._stored if field is None or field.declared is None else field.edit.text

    @property
    def changed(self) -> bool:
        return self.text != self._stored

    def load(self) -> None:
        """Read the file if it is another one than last time; what was typed is lost then."""
        version = self.phone.files.version(self.path)
        if version == self._version and version:
            return
        stored = self._read()
        self._version = version
        if stored == self._stored:
            return
        self._stored = stored
        self.history = History(stored)
        field = self.screen.states.fields.get(self._key)
        if field is not None:
            field.edit, field.declared = TextEdit(stored), stored

    def _read(self) -> str:
        try:
            return self.phone.files.read_text(self.path)
        except OSError:
            return ""

    def save(self, *, forced: bool = False) -> None:
        """Store what was typed; a text of one character or none only when asked for."""
        text = self.text
        if text == self._stored:
            return
        if not forced and len(text) < SHORTEST_KEPT:
            self.screen.toast(
                f"Files with fewer than {SHORTEST_KEPT} characters not saved automatically in "
                "order to prevent data loss."
            )
            return
        self.phone.files.write_text(self.path, text)
        self._stored, self._version = text, self.phone.files.version(self.path)
        field = self.screen.states.field_of(self._key)
        field.declared = text

    def apply(self, change: actions.Change) -> None:
        """Change the text as a button does; it can be undone."""
        field = self.screen.states.field_of(self._key)
        field.edit = change(field.edit)
        if field.edit.text != self.history.text:
            self.history.note(field.edit)
        self.screen.states.focus = self._key
        self.screen.invalidate()

    def _typed(self, text: str) -> None:
        field = self.screen.states.field_of(self._key)
        before = self.history.text
        entered = len(text) == len(before) + 1 and text[field.edit.cursor - 1] == "\n"
        if entered and field.edit.cursor and self._formats_lists:
            field.edit = actions.continued(field.edit)
        self.history.note(field.edit)

    @property
    def _formats_lists(self) -> bool:
        return settings_of(self.phone).get(f"autoformat:{self.path}", default=True)

    def _restore(self, edit: TextEdit) -> None:
        self.screen.states.field_of(self._key).edit = edit
        self.screen.invalidate()

    # what it looks like ----------------------------------------------------------------------

    def buttons(self) -> list[Node]:
        """The buttons of the toolbar."""
        if self.preview:
            return [
                action("edit", "Edit mode", "action_edit", self.turn),
                action("search", "Search", "action_search", self._ask_find),
            ]
        history = self.history
        return [
            action(
                "undo",
                "Undo",
                "action_undo",
                lambda: self._restore(history.undo()),
                enabled=history.can_undo,
            ),
            action(
                "redo",
                "Redo",
                "action_redo",
                lambda: self._restore(history.redo()),
                enabled=history.can_redo,
            ),
            action("visibility", "View mode", "action_preview", self.turn),
            action(
                "save",
                "Save",
                "action_save",
                lambda: self.save(forced=True),
                enabled=self.changed,
            ),
            action("search", "Search", "action_search", self._ask_find),
        ]

    def body(self) -> Node:
        """The text, as a field with buttons below it or as a page."""
        if self.preview:
            return Column(preview.page(self.text, self.kind), height=FILL, weight=1)
        field = EditText(
            self._stored,
            self._typed,
            id=FIELD,
            key=self._key,
            input_type="multiline",
            size=settings_of(self.phone).get(f"font_size:{self.path}", _SIZE_SP),
            background="surface",
            radius=0,
            height=FILL,
            weight=1,
        )
        return Column(field, self._tools(), height=FILL, weight=1)

    def _tools(self) -> Node:
        buttons = [
            ImageButton(tool.icon, self._press(tool), desc=tool.title, width=46, color="muted")
            for tool in formats.tools_of(self.kind)
        ]
        return Pan(
            *buttons,
            id="document__fragment__edit__text_actions_bar__scrolling_parent",
            background="surface_high",
            height=48,
        )

    def _press(self, tool: formats.Tool) -> Callable[[], object]:
        return lambda: self.apply(lambda edit: tool.change(self.phone.clock.now(), edit))

    # menus -----------------------------------------------------------------------------------

    def show_menu(self) -> None:
        """The overflow menu."""
        self.screen.show(
            PopupMenu(
                [
                    MenuItem("File settings", self._show_settings, icon="check"),
                    MenuItem("Share", self._show_share, icon="share"),
                    MenuItem("Info", self._show_info, icon="info"),
                    MenuItem("Reload", self._reload, icon="refresh"),
                ]
            )
        )

    def turn(self) -> None:
        """From edit mode to view mode or back."""
        self.preview = not self.preview
        self.screen.focus("")

    def _show_settings(self) -> None:
        on = self._formats_lists
        self.screen.show(
            PopupMenu(
                [
                    MenuItem("Auto-format", lambda: self._keep("autoformat", not on), checked=on),
                    MenuItem("Font Size", self._ask_size),
                    MenuItem("Format", self._ask_format),
                ]
            )
        )

    def _keep(self, name: str, value: bool | int | str) -> None:
        settings_of(self.phone).put(f"{name}:{self.path}", value)

    def _ask_size(self) -> None:
        size = settings_of(self.phone).get(f"font_size:{self.path}", _SIZE_SP)
        self.screen.show(
            ListDialog(
                "Font Size",
                [str(one) for one in _SIZES_SP],
                lambda number: self._keep("font_size", _SIZES_SP[number]),
                chosen=_SIZES_SP.index(size) if size in _SIZES_SP else -1,
            )
        )

    def _ask_format(self) -> None:
        def pick(number: int) -> None:
            self.kind = formats.FORMATS[number]
            self._keep("format", self.kind)

        chosen = formats.FORMATS.index(self.kind) if self.kind in formats.FORMATS else -1
        self.screen.show(ListDialog("Format", formats.FORMATS, pick, chosen=chosen))

    def _show_share(self) -> None:
        page = preview.to_html(self.text, self.kind)
        self.screen.show(
            PopupMenu(
                [
                    MenuItem("Plain Text", lambda: self._share(self.text), icon="file"),
                    MenuItem("File", self._share_file, icon="file"),
                    MenuItem("HTML", lambda: self._share(page, "text/html"), icon="code"),
                    MenuItem("HTML (as plain text)", lambda: self._share(page), icon="code"),
                ]
            )
        )

    def _share(self, text: str, kind: str = "text/plain") -> None:
        self.save()
        self.screen.start(choose(Intent(ACTION_SEND, type=kind, extras={EXTRA_TEXT: text})))

    def _share_file(self) -> None:
        self.save()
        uri = self.phone.documents.uri_of(self.path)
        extras = {EXTRA_STREAM: uri}
        self.screen.start(choose(Intent(ACTION_SEND, type="text/plain", extras=extras)))

    def _show_info(self) -> None:
        self.save()
        self.screen.show(FileInfoDialog(self.phone, self.path))

    def _reload(self) -> None:
        self._version = ()
        self.load()
        self.screen.toast("\N{HEAVY CHECK MARK}")

    def _ask_find(self) -> None:
        self.screen.show(FindDialog(self.text, self._go_to))

    def _go_to(self, offset: int) -> None:
        self.preview = False
        self.screen.invalidate()
        self._restore(TextEdit(self.text, offset))
        self.screen.focus(self._key)
