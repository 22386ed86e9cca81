"""The canvas with its tools, and the ways of drawings into files and out of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PIL import Image

from phoneagent.virtualphone.apps.chooser import EXTRA_STREAM, choose
from phoneagent.virtualphone.apps.draw.canvas import Canvas, Drawing, Fill, Point, Stroke
from phoneagent.virtualphone.apps.draw.colors import ColorDialog
from phoneagent.virtualphone.apps.draw.options import PACKAGE, Options, SettingsScreen
from phoneagent.virtualphone.apps.draw.saving import SaveDialog, file_bytes
from phoneagent.virtualphone.apps.draw.sketch import Sketch
from phoneagent.virtualphone.apps.draw.svg import from_svg
from phoneagent.virtualphone.apps.draw.tools import (
    BRUSH,
    BRUSH_DP,
    BUCKET,
    DROPPER,
    ERASER,
    size_bar,
    tool_bar,
)
from phoneagent.virtualphone.media import pictures
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import (
    ACTION_EDIT,
    ACTION_GET_CONTENT,
    ACTION_SEND,
    Intent,
)
from phoneagent.virtualphone.ui import (
    FILL,
    AlertDialog,
    Column,
    DialogButton,
    Drag,
    Frame,
    ImageButton,
    MenuItem,
    Node,
    Picture,
    PopupMenu,
    Screen,
    Toolbar,
)

ACTION_CREATE_DOCUMENT = "android.intent.action.CREATE_DOCUMENT"
EXTRA_TITLE = "android.intent.extra.TITLE"
_SHARED = f"/data/data/{PACKAGE}/cache/images/simple-draw.png"
_MIMES = {"svg": "image/svg+xml", "jpg": "image/jpeg", "png": "image/png"}


class DrawScreen(Screen):
    """A finger draws; the picture an intent brings along lies below the strokes."""

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        self.options = Options(self.phone)
        self.tool = BRUSH
        self._name, self._ending = "", self.options.ending
        self._canvas, self._size_px = Canvas(), self.phone.size_px
        self._points: tuple[Point, ...] = ()
        self._then: Callable[[str], object] = self._write
        source = intent.text(EXTRA_STREAM) if intent.action == ACTION_SEND else intent.data
        opened = self._read(source) if source else None
        self.sketch = Sketch(opened or Drawing(ground=self.options.ground))

    # the screen ------------------------------------------------------------------------------

    def view(self) -> Node:
        canvas = Picture(
            self._picture,
            id="my_canvas",
            class_name="android.view.View",
            width=FILL,
            height=FILL,
            on_drag=self._touched,
        )
        tools = tool_bar(self.sketch, self.tool, self.options.color, self._take, self._ask_color)
        sized = self.options.shows_size and self.tool in (BRUSH, ERASER)
        layers = Frame(canvas, tools, size_bar(self.options) if sized else None, weight=1)
        return Column(self._bar(), layers, height=FILL)

    def _bar(self) -> Node:
        edits = self.intent.action == ACTION_EDIT
        return Toolbar(
            "Draw",
            ImageButton(
                "check" if edits else "save",
                self._save_edited if edits else self._ask_save,
                desc="Save",
                id="menu_confirm" if edits else "menu_save",
            ),
            ImageButton(
                "delete",
                self._clear,
                desc="Clear",
                id="clear",
                enabled=not self.sketch.drawing.is_empty,
            ),
            ImageButton("share", self._share, desc="Share", id="menu_share"),
            on_more=self._menu,
            id="main_toolbar",
        )

    def _menu(self) -> None:
        lines = [
            MenuItem("Open file", self._ask_file),
            MenuItem("Change background color", self._ask_ground),
            MenuItem("Settings", lambda: self.start(SettingsScreen(self.app, self.intent))),
        ]
        self.show(PopupMenu(lines))

    def _picture(self, width: int, height: int, dark: bool) -> Image.Image:
        drawing = self.sketch.drawing
        if self._points:
            drawing = replace(drawing, operations=(*drawing.operations, self._stroke()))
        return self._canvas.image(drawing, (width, height))

    # drawing ---------------------------------------------------------------------------------

    def _take(self, tool: str) -> None:
        self.tool = tool

    def _ask_color(self) -> None:
        def picked(color: str) -> None:
            self.options.color, self.tool = color, BRUSH

        self.show(ColorDialog(self.options.color, picked))

    def _ask_ground(self) -> None:
        def picked(color: str) -> None:
            self.options.ground = color
            self.sketch.change(replace(self.sketch.drawing, ground=color))

        self.show(ColorDialog(self.sketch.drawing.ground, picked))

    def _clear(self) -> None:
        self.sketch.change(Drawing(ground=self.options.ground))
        self._name = ""

    def _touched(self, drag: Drag) -> None:
        at = (drag.x - drag.frame.left, drag.y - drag.frame.top)
        self._size_px = (drag.frame.width, drag.frame.height)
        if self.tool in (DROPPER, BUCKET):
            if drag.kind == "down":
                self._use(at)
        elif drag.kind == "cancel":
            self._points = ()
        elif drag.kind == "down":
            self._points = (at,)
        else:
            self._go_on(at, lifted=drag.kind == "up")

    def _go_on(self, at: Point, *, lifted: bool) -> None:
        """Draw on to a point; a finger that is lifted ends the stroke."""
        if self._points and self._points[-1] != at:
            self._points += (at,)
        if lifted and self._points:
            stroke, self._points = self._stroke(), ()
            self.sketch.add(stroke)

    def _stroke(self) -> Stroke:
        largest_px = BRUSH_DP * self.phone.density_dpi / 160
        color = None if self.tool == ERASER else self.options.color
        return Stroke(self._points, color, largest_px * self.options.size_percent / 100)

    def _use(self, at: Point) -> None:
        """Fill the area at a point, or take its colour."""
        if self.tool == BUCKET:
            self.sketch.add(Fill(at, self.options.color))
            return
        image = self._canvas.image(self.sketch.drawing, self._size_px)
        pixel = image.getpixel((int(at[0]), int(at[1])))
        if isinstance(pixel, tuple):
            self.options.color = "#" + "".join(f"{part:02x}" for part in pixel)
        self.tool = BRUSH

    # files -----------------------------------------------------------------------------------

    def _read(self, uri: str) -> Drawing | None:
        """A picture to draw on, or a drawing in SVG; None for what is neither."""
        path = self.phone.path_behind(uri)
        if path.endswith(".svg"):
            try:
                drawing = from_svg(self.phone.files.read_text(path))
            except (OSError, ValueError):
                drawing = None
        else:
            picture = pictures.whole(self.phone.files.host(path)) if path else None
            drawing = Drawing((), self.options.ground, picture) if picture else None
        if drawing is None:
            self.toast("Invalid file format")
        else:
            self._ending = "svg" if path.endswith(".svg") else "jpg"
        return drawing

    def _ask_file(self) -> None:
        def opened(uri: str) -> None:
            drawing = self._read(uri)
            if drawing:
                self.sketch.change(drawing)

        self._then = opened
        self.start(Intent(ACTION_GET_CONTENT, type="image/*"))

    def _ask_save(self) -> None:
        name = self._name or f"image_{self.phone.clock.now():%Y%m%d_%H%M%S}"
        self.show(SaveDialog(self.phone, name, self._ending, self._ask_place))

    def _ask_place(self, name: str, ending: str) -> None:
        self._name, self._ending = name, ending
        self.options.ending = ending
        self._then = self._write
        extras = {EXTRA_TITLE: f"{name}.{ending}"}
        self.start(Intent(ACTION_CREATE_DOCUMENT, type=_MIMES[ending], extras=extras))

    def on_result(self, result: object) -> None:
        """A file to open, or a place to save at, has been picked."""
        if isinstance(result, Intent) and result.data:
            self._then(result.data)

    def _write(self, uri: str) -> None:
        drawn = file_bytes(self.sketch.drawing, self._size_px, self._ending)
        self.phone.files.write_bytes(self.phone.path_behind(uri), drawn)
        self.sketch.saved()
        self.toast("File saved successfully")

    def _save_edited(self) -> None:
        self._ending = self.phone.path_behind(self.intent.data).rpartition(".")[2].lower()
        self._write(self.intent.data)
        self.finish(Intent(data=self.intent.data))

    def _share(self) -> None:
        drawn = file_bytes(self.sketch.drawing, self._size_px, "png")
        self.phone.files.write_bytes(_SHARED, drawn)
        extras = {EXTRA_STREAM: f"file://{_SHARED}"}
        self.start(choose(Intent(ACTION_SEND, type="image/png", extras=extras), "Share via"))

    def on_back(self) -> bool:
        """Ask before a drawing is lost."""
        if self.sketch.is_saved:
            return False
        self.show(
            AlertDialog(
                "",
                "You have unsaved changes. Save before exit?",
                positive=DialogButton("Save", self._ask_save),
                negative=DialogButton("Discard", self.finish),
            )
        )
        return True
