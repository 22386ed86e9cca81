"""`dumpsys`: the state of system parts, in the words and layout clients look for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from phoneagent.virtualphone.shell.commands import dumpsys_activity, dumpsys_package, dumpsys_window
from phoneagent.virtualphone.shell.registry import Invocation, command

_Report = Callable[[Invocation, list[str]], str]


def _power(run: Invocation, args: list[str]) -> str:
    on = run.phone.power.screen_on
    return (
        "POWER MANAGER (dumpsys power)\n\nPower Manager State:\n"
        f"  mWakefulness={'Awake' if on else 'Asleep'}\n"
        f"  mWakefulnessRaw={'Awake' if on else 'Asleep'}\n"
        "  mWakefulnessChanging=false\n  mIsPowered=true\n  mPlugType=1\n  mBatteryLevel=100\n"
        f"  mHoldingWakeLockSuspendBlocker={str(on).lower()}\n"
        f"  mHoldingDisplaySuspendBlocker={str(on).lower()}\n"
        f"\nDisplay Power: state={'ON' if on else 'OFF'}\n"
    )


def _battery(run: Invocation, args: list[str]) -> str:
    status = run.phone.status()
    return (
        "Current Battery Service state:\n"
        f"  AC powered: {str(status.charging).lower()}\n  USB powered: false\n"
        "  Wireless powered: false\n  Dock powered: false\n  Max charging current: 0\n"
        "  Max charging voltage: 0\n  Charge counter: 10000\n"
        f"  status: {2 if status.charging else 3}\n  health: 2\n  present: true\n"
        f"  level: {status.battery_percent}\n  scale: 100\n  voltage: 5000\n  temperature: 250\n"
        "  technology: Li-ion\n"
    )


def _input_method(run: Invocation, args: list[str]) -> str:
    keyboards = run.phone.ime
    shown = str(run.phone.look().keyboard.shown).lower()
    return (
        "Current Input Method Manager state:\n  Input Methods:\n"
        + "".join(
            f"    InputMethodInfo{{{name}, settings: null}}\n" for name in keyboards.installed()
        )
        + f"  mCurMethodId={keyboards.default}\n  mCurId={keyboards.default} mHaveConnection=true\n"
        f"  mInputShown={shown}\n  mShowRequested={shown}\n"
    )


def _display_ids(run: Invocation, args: list[str]) -> str:
    if args[:1] == ["--display-id"]:
        return (
            "Display 4619827259835644672 (HWC display 0): port=0 pnpId=GGL "
            'displayName="EMU_display_0"\n'
        )
    size = f"{run.phone.width_px}x{run.phone.height_px}"
    return f"Build configuration: [sf]\nDisplay 4619827259835644672\n    size=[{size}]\n"


def _notification(run: Invocation, args: list[str]) -> str:
    lines = ["Current Notification Manager state:", "  Notification List:"]
    for number, item in enumerate(run.phone.notifications.active()):
        lines += [
            f"    NotificationRecord(0x{0x0A1B2C00 + number:08x}: pkg={item.package} "
            f"user=UserHandle{{0}} id=0 tag={item.tag} importance={4 if item.urgent else 3} "
            f"key=0|{item.package}|0|{item.tag}|10100)",
            f"      when={item.when_ms}",
            "      extras={",
            f"          android.title=String ({item.title})",
            f"          android.text=String ({item.text})",
            "      }",
        ]
    return "\n".join(lines) + "\n"


def _audio(run: Invocation, args: list[str]) -> str:
    settings = run.phone.settings
    streams = {
        "STREAM_VOICE_CALL": ("volume_voice", 5), "STREAM_RING": ("volume_ring", 7),
        "STREAM_MUSIC": ("volume_music", 15), "STREAM_ALARM": ("volume_alarm", 7),
        "STREAM_NOTIFICATION": ("volume_notification", 7),
    }  # fmt: skip
    lines = ["Stream volumes (device: index)"]
    for name, (key, most) in streams.items():
        level = settings.number("system", key)
        lines += [f"- {name}:", f"   Muted: {str(level == 0).lower()}", "   Min: 0"]
        lines += [f"   Max: {most}", f"   streamVolume:{level}"]
        lines += [f"   Current: 2 (speaker): {level}"]
    return "\n".join(lines) + "\n"


def _wifi(run: Invocation, args: list[str]) -> str:
    on = run.phone.radios.wifi
    ssid = 'SSID: "AndroidWifi", ' if on else "SSID: <unknown ssid>, "
    return f"Wi-Fi is {'enabled' if on else 'disabled'}\nmWifiInfo {ssid}BSSID: 02:15:b2:00:01:00\n"


def _bluetooth(run: Invocation, args: list[str]) -> str:
    on = run.phone.radios.bluetooth
    return f"Bluetooth Status\n  enabled: {str(on).lower()}\n  state: {'ON' if on else 'OFF'}\n"


def _telephony(run: Invocation, args: list[str]) -> str:
    state = 2 if run.phone.calls.current else 0  # TelephonyManager.CALL_STATE_OFFHOOK
    return f"last known state:\n  Phone Id=0\n    mCallState={state}\n    mRingingCallState=0\n"


def _connectivity(run: Invocation, args: list[str]) -> str:
    radios = run.phone.radios
    kind = "WIFI" if radios.wifi else "MOBILE" if radios.mobile_data else "none"
    return f"Active default network: {100 if radios.online else 'none'}\n  type: {kind}\n"


def _alarm(run: Invocation, args: list[str]) -> str:
    return f"Current Alarm Manager state:\n  nowRTC={run.phone.clock.epoch_ms()}\n"


_REPORTS: Mapping[str, _Report] = {
    "window": dumpsys_window.window,
    "display": dumpsys_window.display,
    "input": dumpsys_window.input_devices,
    "activity": dumpsys_activity.activity,
    "package": dumpsys_package.package,
    "power": _power,
    "battery": _battery,
    "input_method": _input_method,
    "SurfaceFlinger": _display_ids,
    "notification": _notification,
    "audio": _audio,
    "wifi": _wifi,
    "bluetooth_manager": _bluetooth,
    "telephony.registry": _telephony,
    "connectivity": _connectivity,
    "alarm": _alarm,
    "deviceidle": lambda run, args: "  mState=ACTIVE\n  mLightState=ACTIVE\n",
    "meminfo": lambda run, args: "Total RAM: 8,000,000K (status normal)\n",
    "cpuinfo": lambda run, args: "Load: 0.1 / 0.1 / 0.1\n0% TOTAL: 0% user + 0% kernel\n",
    "gfxinfo": lambda run, args: "Applications Graphics Acceleration Info:\n",
    "accessibility": lambda run, args: "ACCESSIBILITY MANAGER (dumpsys accessibility)\n",
    "usagestats": lambda run, args: "user=0\n",
    "statusbar": lambda run, args: "  mDisabled1=0x0\n  mDisabled2=0x0\n",
    "trust": lambda run, args: _trust(run),
}


def _trust(run: Invocation) -> str:
    locked = int(run.phone.power.locked)
    return f'Trust manager state:\n User "Owner" (id=0): trusted=0, deviceLocked={locked}\n'


@command("dumpsys")
def dumpsys(run: Invocation) -> int:
    """`dumpsys [-l] [-t SECONDS] [PART [ARG ...]]`."""
    args = list(run.args)
    if args[:1] in (["-t"], ["-T"]):
        args = args[2:]
    if not args or args[0] == "-l":
        run.out("Currently running services:\n" + "".join(f"  {n}\n" for n in sorted(_REPORTS)))
        return 0
    report = _REPORTS.get(args[0])
    if report is None:
        run.phone.unknown.append(f"dumpsys {' '.join(args)}")
        run.error_line(f"Can't find service: {args[0]}")
        return 0
    run.out(report(run, args[1:]))
    return 0
