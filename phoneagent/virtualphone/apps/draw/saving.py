"""Writing a drawing into a file: the dialog that names it, and its bytes."""

from __future__ import annotations

import io
from collections.abc import Callable

from phoneagent.virtualphone.apps.draw.canvas import Canvas, Drawing, Size
from phoneagent.virtualphone.apps.draw.svg import to_svg
from phoneagent.virtualphone.phone import VirtualPhone
from phoneagent.virtualphone.ui import (
    AlertDialog,
    Column,
    DialogButton,
    EditText,
    Node,
    RadioButton,
)

ENDINGS = ("png", "svg", "jpg")
_JPEG_QUALITY = 70
_FORBIDDEN = '/\n\r\t\0`?*\\<>|":'


class SaveDialog(AlertDialog):
    """Asks for a name and a kind of file; `on_done` gets both."""

    def __init__(
        self,
        phone: VirtualPhone,
        name: str,
        ending: str,
        on_done: Callable[[str, str], object],
    ) -> None:
        super().__init__(
            "Save as",
            positive=DialogButton("OK", self._done, stays=True),
            negative=DialogButton("Cancel"),
            content=self._fields,
        )
        self.phone, self.name, self.ending, self.on_done = phone, name, ending, on_done

    def _fields(self) -> Node:
        kinds = [self._kind(ending) for ending in ENDINGS]
        name = EditText(
            self.name,
            id="save_image_filename",
            hint="Filename",
            floats=True,
            autofocus=True,
            ime_action="done",
        )
        group = Column(*kinds, class_name="android.widget.RadioGroup", id="save_image_radio_group")
        return Column(name, group, pad=(24, 4, 24, 0), gap=12)

    def _kind(self, ending: str) -> Node:
        def choose(_: bool) -> None:
            self.ending = ending

        return RadioButton(
            ending == self.ending,
            choose,
            text=f".{ending}",
            id=f"save_image_radio_{ending}",
            pad=(0, 10, 0, 10),
        )

    def _done(self) -> None:
        name = self.text_of("save_image_filename")
        if not name:
            self.phone.toasts.show("Filename cannot be empty", self.package)
        elif any(char in _FORBIDDEN for char in name):
            self.phone.toasts.show("Filename contains invalid characters", self.package)
        else:
            self.close()
            self.on_done(name, self.ending)


def file_bytes(drawing: Drawing, size: Size, ending: str) -> bytes:
    """A drawing as a file of a kind; an unknown one becomes a PNG."""
    if ending == "svg":
        return to_svg(drawing, size).encode()
    stream = io.BytesIO()
    image = Canvas().image(drawing, size)
    if ending in ("jpg", "jpeg"):
        image.save(stream, "JPEG", quality=_JPEG_QUALITY)
    else:
        image.save(stream, "PNG")
    return stream.getvalue()
