"""What lies over the viewfinder: the options of a mode, and the list of modes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from phoneagent.virtualphone.apps.camera.model import Camera
from phoneagent.virtualphone.ui import FILL, Column, Icon, ImageButton, Node, Row, Spacer, Text

Act = Callable[[], object]

_WHITE, _GREY, _DEEP = "#ffffff", "#303030", "#263238"
_FLASH_ICONS = {"off": "flash_off", "auto": "flash", "on": "flash"}
_MODES = (("Camera", "camera"), ("Video", "video"))


def mode_options(camera: Camera, *, filming: bool, shown: bool, toggle: Act) -> Node:
    """Three dots that show and hide the buttons for grid, countdown, flash and camera."""
    return Row(
        Spacer(1),
        *(_buttons(camera, filming=filming) if shown else ()),
        _button("more", "Options", "mode_options_toggle", toggle),
        id="mode_options_overlay",
        class_name="android.widget.FrameLayout",
        at="bottom_end",
        pad=12,
        gap=8,
    )


def _buttons(camera: Camera, *, filming: bool) -> list[Node]:
    side = "Front camera" if camera.front else "Back camera"
    switch = _button("switch_camera", side, "camera_toggle_button", camera.turn_around)
    if filming:
        return [switch]
    grid = "Grid lines on" if camera.grid else "Grid lines off"
    flash_icon, wait_s = _FLASH_ICONS[camera.flash], camera.countdown_s
    countdown = (
        f"Countdown timer duration is set to {wait_s} seconds"
        if wait_s
        else "Countdown timer is off"
    )
    return [
        _button("grid", grid, "grid_lines_toggle_button", camera.toggle_grid),
        _button("timer", countdown, "countdown_toggle_button", camera.next_countdown),
        _button(flash_icon, f"Flash {camera.flash}", "flash_toggle_button", camera.next_flash),
        switch,
    ]


def _button(icon: str, desc: str, id: str, act: Act) -> Node:
    return ImageButton(icon, act, desc=desc, id=id, color=_WHITE, background=_GREY)


def mode_list(
    filming: bool, choose: Callable[[str], object], open_settings: Act, hide: Act
) -> Node:
    """The modes, and the way to the settings; a tap beside them hides the list.

    Args:
        filming: whether video is the present mode.
        choose: gets `Camera` or `Video`.
        open_settings: opens the settings.
        hide: takes the list away.
    """
    rows = [
        Row(
            Icon(icon, color=_WHITE, id="selector_icon", width=40, height=40),
            Text(name, id="selector_text", size=20, color=_WHITE),
            class_name="android.widget.FrameLayout",
            desc=f"Switch to {name} Mode",
            on_click=partial(choose, name),
            focusable=True,
            selected=(name == "Video") == filming,
            height=72,
            gap=20,
            pad=(24, 0, 24, 0),
        )
        for name, icon in _MODES
    ]
    settings = ImageButton(
        "settings", open_settings, desc="Settings", id="settings_button", color=_WHITE
    )
    return Column(
        Spacer(1),
        *rows,
        Spacer(1),
        Row(settings, pad=(20, 12, 0, 20)),
        id="mode_list_layout",
        class_name="android.widget.FrameLayout",
        height=FILL,
        background=_DEEP,
        on_click=hide,
    )
