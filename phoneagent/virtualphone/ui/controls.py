"""Controls with a state: switches, check boxes, radio buttons, seek bars, text fields, spinners."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from phoneagent.virtualphone.ui.node import FILL, Node

Toggle = Callable[[bool], object]


def Switch(checked: bool, on_toggle: Toggle | None = None, **args: Any) -> Node:
    """An on/off switch; without `on_toggle` it only shows a state (the row around it is tapped)."""
    return _toggle("android.widget.Switch", "switch", checked, on_toggle, args)


def CheckBox(checked: bool, on_toggle: Toggle | None = None, **args: Any) -> Node:
    """A check box, with its text behind it when there is one."""
    return _toggle("android.widget.CheckBox", "checkbox", checked, on_toggle, args)


def RadioButton(checked: bool, on_toggle: Toggle | None = None, **args: Any) -> Node:
    """One of several choices, with its text behind it when there is one."""
    return _toggle("android.widget.RadioButton", "radio", checked, on_toggle, args)


def _toggle(
    class_name: str, paint: str, checked: bool, on_toggle: Toggle | None, args: dict[str, Any]
) -> Node:
    def flip() -> None:
        if on_toggle is not None:
            on_toggle(not checked)

    defaults: dict[str, Any] = {
        "class_name": class_name,
        "size": 16,
        "focusable": on_toggle is not None,
        "on_click": flip if on_toggle is not None else None,
    }
    return Node(paint=paint, checkable=True, checked=checked, **(defaults | args))


def SeekBar(value: float, on_seek: Callable[[float], object] | None = None, **args: Any) -> Node:
    """A slider; `value` and what `on_seek` gets lie between 0 and 1."""
    defaults: dict[str, Any] = {
        "class_name": "android.widget.SeekBar",
        "width": FILL,
        "height": 40,
        "focusable": True,
    }
    return Node(paint="seekbar", value=value, on_seek=on_seek, **(defaults | args))


def Progress(value: float, **args: Any) -> Node:
    """A bar that shows how far something is, 0..1."""
    defaults: dict[str, Any] = {"class_name": "android.widget.ProgressBar", "width": FILL}
    return Node(paint="progress", value=value, height=4, **(defaults | args))


def EditText(text: str = "", on_change: Callable[[str], object] | None = None, **args: Any) -> Node:
    """A text field: `hint`, `floats`, `password`, `input_type`, `ime_action`, `on_submit`, ...

    The toolkit keeps what is typed under the field's `key` (or `id`), so `text` may stay the first
    value for ever; when the view later declares a *different* text, the field takes that one over.
    """
    multiline = args.get("input_type") == "multiline"
    defaults: dict[str, Any] = {
        "class_name": "android.widget.EditText",
        "width": FILL,
        "size": 16,
        "pad": (16, 20, 16, 8) if args.get("floats") else (16, 14, 16, 14),
        "radius": 8,
        "background": "surface_high",
        "min_height": 112 if multiline else 52,
    }
    return Node(text=text, on_change=on_change, editable=True, **(defaults | args))
