"""What several screens share: times and sizes as text, the picture of a sound, the dialogs."""

from __future__ import annotations

import random
from collections.abc import Callable

from PIL import Image, ImageDraw

from phoneagent.virtualphone.apps.audiorecorder.store import FORMATS, Recording, Store
from phoneagent.virtualphone.timetext import clock_text, moment_of, span_text
from phoneagent.virtualphone.ui import (
    FILL,
    AlertDialog,
    Button,
    CheckBox,
    Column,
    Dialog,
    DialogButton,
    EditText,
    Node,
    Picture,
    Row,
    Screen,
    Spacer,
    Text,
)

Act = Callable[[], object]

_FIELD = "input_name"
_BAR_PX, _GAP_PX = 6, 5
_LIGHT, _DARK = ((53, 89, 183), (253, 251, 255)), ((180, 197, 255), (18, 19, 24))


def length_text(duration_ms: int) -> str:
    """00:07, or 1:00:07."""
    return span_text(duration_ms // 1000)


def size_text(size_bytes: int) -> str:
    """1.9 kB, 3.20 MB."""
    if size_bytes < 1_000_000:
        return f"{size_bytes / 1000:.1f} kB"
    return f"{size_bytes / 1_000_000:.2f} MB"


def facts_text(recording: Recording) -> str:
    """What it is and how large."""
    kind = FORMATS.get(recording.format, recording.format)
    return f"{size_text(recording.size_bytes)}, {kind}"


def waveform(seed: str, share: float, **args: object) -> Node:
    """Bars that stand for a sound; those before `share` (0..1) of it are played."""

    def draw(width: int, height: int, dark: bool) -> Image.Image:
        ink, ground = _DARK if dark else _LIGHT
        image = Image.new("RGB", (width, height), ground)
        pen, dice = ImageDraw.Draw(image), random.Random(seed)
        pale = tuple((a + 2 * b) // 3 for a, b in zip(ink, ground, strict=True))
        for x in range(0, width, _BAR_PX + _GAP_PX):
            half = height * (0.04 + 0.3 * dice.random() ** 2)
            box = (x, height / 2 - half, x + _BAR_PX, height / 2 + half)
            pen.rounded_rectangle(box, _BAR_PX / 2, fill=ink if x <= share * width else pale)
        return image

    return Picture(draw, class_name="android.view.View", width=FILL, **args)


class NameDialog(Dialog):
    """Asks for a recording's name; with a box not to be asked again after a new recording."""

    def __init__(self, screen: Screen, path: str, *, fresh: bool = False) -> None:
        super().__init__()
        self._screen = screen
        self._store = Store(screen.phone)
        self._path = path
        self._fresh = fresh
        self._never = False

    def view(self) -> Node:
        recording = self._store.get(self._path)
        return Column(
            Text("New name", id="dialog_title", size=20, bold=True),
            EditText(
                recording.name if recording else "",
                id=_FIELD,
                autofocus=True,
                ime_action="done",
                on_submit=self._save,
            ),
            CheckBox(self._never, self._set_never, text="Don\u2019t ask again", id="check_box")
            if self._fresh
            else None,
            Row(
                Spacer(1),
                Button("Cancel", self.cancel, style="text", id="dialog_negative_btn"),
                Button("Save", self._save, style="text", id="dialog_positive_btn"),
                gap=8,
            ),
            pad=(24, 24, 24, 12),
            gap=14,
        )

    def _set_never(self, never: bool) -> None:
        self._never = never
        self._store.prefs.put("pref_ask_to_rename", not never)

    def _save(self) -> None:
        self.close()
        try:
            self._store.rename(self._path, self.text_of(_FIELD))
        except FileExistsError:
            self._screen.toast("The record with the same name already exists")
        except ValueError:
            self._screen.toast("The record name can\u2019t be empty")
        except FileNotFoundError:
            self._screen.toast("The record file is not found")
        self._screen.invalidate()


def ask(screen: Screen, question: str, on_yes: Act) -> None:
    """The app's question before it throws something away."""
    screen.show(
        AlertDialog(
            "Warning!",
            question,
            positive=DialogButton("Yes", on_yes),
            negative=DialogButton("No"),
        )
    )


def show_information(screen: Screen, recording: Recording) -> None:
    """Everything the app knows about a recording."""
    added_ms = round(recording.added_s * 1000)
    moment = moment_of(screen.phone, added_ms)
    lines = (
        ("Name:", recording.name),
        ("Format:", FORMATS.get(recording.format, recording.format)),
        ("Duration:", length_text(recording.duration_ms)),
        ("Size:", size_text(recording.size_bytes)),
        ("Created:", f"{moment:%d %b %Y}, {clock_text(screen.phone, added_ms)}"),
        ("File location:", recording.path),
    )
    text = "\n".join(f"{title} {value}" for title, value in lines)
    screen.show(AlertDialog("Information", text, positive=DialogButton("Ok")))
