"""The window, display and input parts of `dumpsys`."""

from __future__ import annotations

from phoneagent.virtualphone.shell.registry import Invocation

_HASH = 0x08F1C2AA


def _window_name(run: Invocation) -> str:
    """The title of the window in focus, as the window manager has it."""
    phone = run.phone
    if phone.power.locked or not phone.power.screen_on:
        return "NotificationShade"
    active = phone.look().active()
    package, activity = phone.activities.top()
    if active is not None and active.package == "com.android.systemui":
        return "NotificationShade"
    return f"{package}/{activity}" if package else "null"


def _token(name: str) -> str:
    return f"{(_HASH ^ sum(map(ord, name)) * 2654435761) & 0xFFFFFFF:x}"


def window(run: Invocation, args: list[str]) -> str:
    """`dumpsys window [windows|displays|policy]`."""
    phone = run.phone
    name = _window_name(run)
    package, activity = phone.activities.top()
    app = f"{package}/{activity}"
    task = phone.activities.front.id if phone.activities.front else 0
    focus = (
        f"  mCurrentFocus=Window{{{_token(name)} u0 {name}}}\n"
        f"  mFocusedApp=ActivityRecord{{{_token(app)} u0 "
        f"{package}/{_short(package, activity)} t{task}}}\n"
    )
    size = f"{phone.width_px}x{phone.height_px}"
    least, most = (f"{side}x{side}" for side in sorted((phone.width_px, phone.height_px)))
    turned = phone.rotation % 2 == 1
    now = f"{phone.height_px}x{phone.width_px}" if turned else size
    keyboard = phone.look().keyboard.shown
    ime = "Window{2c1ad3e u0 InputMethod}" if keyboard else "null"
    locked = str(phone.power.locked).lower()
    return (
        "WINDOW MANAGER DISPLAY CONTENTS (dumpsys window displays)\n"
        "  Display: mDisplayId=0 (organized)\n"
        f"    init={size} {phone.density_dpi}dpi mMinSizeOfResizeableTaskDp=220 "
        f"cur={now} app={now} rng={least}-{most}\n"
        f"{focus}"
        f"  mCurrentRotation=ROTATION_{phone.rotation * 90}\n"
        f"  mRotation={phone.rotation}\n\n"
        "WINDOW MANAGER WINDOWS (dumpsys window windows)\n"
        f"  Window #0 Window{{{_token(name)} u0 {name}}}:\n"
        f"    mDisplayId=0 rootTaskId={task} mSession=Session{{a1b2c3d 2001:u0a10100}}\n"
        f"    mOwnerUid=10100 showForAllUsers=false package={package} appop=NONE\n"
        f"    mHasSurface={str(phone.power.screen_on).lower()} isReadyForDisplay()=true\n"
        f"{focus}"
        f"  mInputMethodWindow={ime}\n"
        "  mTopFocusedDisplayId=0\n\n"
        "WINDOW MANAGER POLICY STATE (dumpsys window policy)\n"
        f"    isKeyguardShowing={locked}\n    mShowingDream=false mDreamingLockscreen={locked}\n"
        f"    showing={locked} inputRestricted={locked}\n"
        f"    mAwake={str(phone.power.screen_on).lower()} mScreenOnEarly=true\n"
    )


def _short(package: str, activity: str) -> str:
    return activity.removeprefix(package) if activity.startswith(package + ".") else activity


def display(run: Invocation, args: list[str]) -> str:
    """`dumpsys display`."""
    phone = run.phone
    rotation = phone.rotation
    width, height = phone.width_px, phone.height_px
    logical = (height, width) if rotation % 2 else (width, height)
    state = "ON" if phone.power.screen_on else "OFF"
    frame = f"Rect(0, 0 - {logical[0]}, {logical[1]})"
    return (
        "DISPLAY MANAGER (dumpsys display)\n  mSafeMode=false\n"
        f"  mGlobalDisplayState={state}\n"
        "  mViewports=[DisplayViewport{type=INTERNAL, valid=true, isActive=true, displayId=0, "
        f"uniqueId='local:4619827259835644672', physicalPort=0, orientation={rotation}, "
        f"logicalFrame={frame}, physicalFrame=Rect(0, 0 - {width}, {height}), "
        f"deviceWidth={width}, deviceHeight={height}}}]\n\n"
        "Display Devices: size=1\n"
        f'  DisplayDeviceInfo{{"Built-in Screen": uniqueId="local:4619827259835644672", '
        f"{width} x {height}, modeId 1, 60.0 fps, density {phone.density_dpi}, "
        f"{phone.density_dpi}.0 x {phone.density_dpi}.0 dpi, touch INTERNAL, rotation 0, "
        f"type INTERNAL, state {state}, committedState {state}}}\n\n"
        f"Logical Displays: size=1\n  Display 0:\n    mCurrentOrientation={rotation}\n"
        f"    mScreenState={state}\n"
    )


def input_devices(run: Invocation, args: list[str]) -> str:
    """`dumpsys input`."""
    phone = run.phone
    rotation, width, height = phone.rotation, phone.width_px, phone.height_px
    name = _window_name(run)
    logical = (height, width) if rotation % 2 else (width, height)
    viewport = (
        f"displayId=0, uniqueId=local:4619827259835644672, port=0, orientation={rotation}, "
        f"logicalFrame=[0, 0, {logical[0]}, {logical[1]}], "
        f"physicalFrame=[0, 0, {width}, {height}], deviceSize=[{width}, {height}], isActive=[1]"
    )
    return (
        "INPUT MANAGER (dumpsys input)\n\nEvent Hub State:\n  Devices:\n"
        "    1: virtio_input_multi_touch_1\n      Classes: TOUCH | TOUCH_MT\n"
        "      Path: /dev/input/event1\n\nInput Reader State:\n"
        "  Device 2: virtio_input_multi_touch_1\n    Touch Input Mapper (mode - DIRECT):\n"
        f"      Viewport INTERNAL: {viewport}\n"
        f"      SurfaceWidth: {width}px\n      SurfaceHeight: {height}px\n"
        f"      SurfaceOrientation: {rotation}\n"
        f"      InputDeviceOrientation: {rotation}\n"
        f"  Viewport INTERNAL: {viewport}\n"
        "\nInput Dispatcher State:\n  DispatchEnabled: true\n"
        f"  FocusedWindows:\n    displayId=0, name='{_token(name)} {name}'\n"
    )
