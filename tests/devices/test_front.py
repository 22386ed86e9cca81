"""What is in front, read from the words of several Android versions.

The texts are shaped after AOSP: WindowManagerService, DisplayContent, InputMethodManagerService.
"""

from __future__ import annotations

import pytest

from phoneagent.core.hierarchy import Node
from phoneagent.devices.front import Front, is_secure, parse_front

CLOCK = "com.google.android.deskclock"
APP = (
    "  mFocusedApp=ActivityRecord{c0ffee0 u0 com.google.android.deskclock/"
    "com.android.deskclock.DeskClock t41}\n"
)


@pytest.mark.parametrize(
    ("text", "package", "activity"),
    [
        (
            "  mCurrentFocus=Window{8f1c2aa u0 com.android.settings/com.android.settings.X}\n",
            "com.android.settings",
            "com.android.settings.X",
        ),
        (
            "  mCurrentFocus=Window{8f1c2aa u0 com.android.settings/.SubSettings}\n" + APP,
            "com.android.settings",
            "com.android.settings.SubSettings",
        ),
        (
            "  mCurrentFocus=Window{8f1c2aa u0 PopupWindow:3b2f1c}\n" + APP,
            CLOCK,
            "com.android.deskclock.DeskClock",
        ),
        (
            "  mCurrentFocus=null\n  mCurrentFocus=Window{1 u0 a.b/a.b.C}\n" + APP,
            "a.b",
            "a.b.C",
        ),
        (
            "  mFocusedApp=AppWindowToken{41b token=Token{9 ActivityRecord{7d u0 "
            "com.v.notes/.Main t5}}}\n",
            "com.v.notes",
            "com.v.notes.Main",
        ),
        (
            "  mCurrentFocus=Window{d0 u0 NotificationShade}\n" + APP,
            "com.android.systemui",
            "NotificationShade",
        ),
        ("", "", ""),
    ],
)
def test_package_and_activity(text: str, package: str, activity: str) -> None:
    front = parse_front(text)
    assert (front.package, front.activity) == (package, activity)


def test_keyboard_and_lock() -> None:
    front = parse_front(APP + "  mDreamingLockscreen=true\n  mInputShown=true\n")
    assert front.keyboard_shown
    assert front.locked


@pytest.mark.parametrize(
    ("title", "dialog"),
    [
        ("Application Not Responding: com.foo", "anr_dialog"),
        ("Application Error: com.foo", "crash_dialog"),
        (
            "com.google.android.permissioncontroller/"
            "com.android.permissioncontroller.permission.ui.GrantPermissionsActivity",
            "permission_dialog",
        ),
        ("com.foo/com.foo.Main", ""),
    ],
)
def test_dialogs_of_the_system_by_title(title: str, dialog: str) -> None:
    assert parse_front(f"  mCurrentFocus=Window{{8f u0 {title}}}\n" + APP).dialog() == dialog


@pytest.mark.parametrize(
    ("ids", "dialog"),
    [
        (("android:id/aerr_wait", "android:id/aerr_close"), "anr_dialog"),
        (("android:id/aerr_app_info", "android:id/aerr_close"), "crash_dialog"),
        (("android:id/button1",), "system_dialog"),
    ],
)
def test_dialogs_of_the_system_by_their_buttons(ids: tuple[str, ...], dialog: str) -> None:
    buttons = tuple(Node(resource_id=each, package="android") for each in ids)
    window = Node(package="android", children=buttons)
    assert Front(package="com.foo").dialog(window) == dialog
    assert Front(package="android").dialog(window) == ""  # a chooser is an app of its own


def test_a_window_that_forbids_screenshots() -> None:
    text = (
        "WINDOW MANAGER WINDOWS (dumpsys window windows)\n"
        "  Window #7 Window{1d2 u0 com.bank/com.bank.Main}:\n"
        "    mAttrs={(0,0)(fillxfill) sim={adjust=resize} ty=BASE_APPLICATION\n"
        "      fl=LAYOUT_IN_SCREEN SECURE LAYOUT_INSET_DECOR HARDWARE_ACCELERATED\n"
        "  Window #6 Window{9ab u0 com.foo/com.foo.Main}:\n"
        "    mAttrs={(0,0)(fillxfill) ty=BASE_APPLICATION\n"
        "      fl=LAYOUT_IN_SCREEN LAYOUT_INSET_DECOR\n"
    )
    assert is_secure(text, "com.bank")
    assert not is_secure(text, "com.foo")
    assert not is_secure(text, "")
