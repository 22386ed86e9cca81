"""Dialogs that several pages of Settings use."""

from __future__ import annotations

from phoneagent.virtualphone.apps.settings.page import Page
from phoneagent.virtualphone.system.settings import Namespace
from phoneagent.virtualphone.ui.controls import EditText
from phoneagent.virtualphone.ui.dialogs import AlertDialog, DialogButton
from phoneagent.virtualphone.ui.node import Node
from phoneagent.virtualphone.ui.views import Column

_EDIT = "android:id/edit"


def rename_dialog(page: Page, title: str, space: Namespace, key: str) -> AlertDialog:
    """Asks for a new name and stores it in a setting."""
    settings = page.phone.settings
    old = settings.get(space, key) or ""

    def rename() -> None:
        name = dialog.text_of(_EDIT).strip()
        if name:
            settings.put(space, key, name)

    def content() -> Node:
        return Column(EditText(old, id=_EDIT, autofocus=True), pad=(24, 8, 24, 0))

    dialog = AlertDialog(
        title,
        content=content,
        positive=DialogButton("OK", rename),
        negative=DialogButton("Cancel"),
    )
    return dialog
