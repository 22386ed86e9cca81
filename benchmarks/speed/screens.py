"""What a screen costs in tokens: the settings list of a phone tall enough to show 20 rows.

python -m benchmarks.speed.screens
"""

from __future__ import annotations

import statistics
import time

from benchmarks.speed.table import Row, markdown
from phoneagent.core.hierarchy import parse_hierarchy
from phoneagent.core.screen import Capture
from phoneagent.perception import observe
from phoneagent.virtualphone.phone import VirtualPhone
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.ui import FILL, Column, ListRow, Node, RecyclerView, Screen, Toolbar

HOW = "python -m benchmarks.speed.screens"
PAGE = (
    ("Network & internet", "Mobile, Wi-Fi, hotspot"),
    ("Connected devices", "Bluetooth, pairing"),
    ("Apps", "Recent apps, default apps"),
    ("Notifications", "History, conversations"),
    ("Battery", "85%, about 2 days left"),
    ("Storage", "41% used, 75 GB free"),
    ("Sound & vibration", "Volume, haptics, Do Not Disturb"),
    ("Display", "Dark theme, font size, brightness"),
    ("Wallpaper & style", "Colors, themed icons, app grid"),
    ("Accessibility", "Display, interaction, audio"),
    ("Security", "Device lock, permissions"),
    ("Privacy", "Account activity, personal data"),
    ("Location", "On, 4 apps have access"),
    ("Safety & emergency", "Medical info, alerts"),
    ("Passwords & accounts", "Saved passwords, autofill"),
    ("Digital Wellbeing", "Screen time, app timers"),
    ("Backup", "Never"),
    ("System", "Languages, gestures, time"),
    ("About phone", "Virtual Phone"),
    ("Tips & support", "Help articles, phone & chat"),
)
CHARS_PER_TOKEN = 4  # the usual rule of thumb for English; no tokenizer is needed for it


class TwentyRows(Screen):
    """A page as the settings have them: titles and summaries."""

    def view(self) -> Node:
        rows = [ListRow(title, summary, icon="info", on_click=str) for title, summary in PAGE]
        return Column(Toolbar("Settings"), RecyclerView(*rows, weight=1), height=FILL)


def rows() -> list[Row]:
    """Tokens of the settings' first page, and of a list of 20 rows with summaries."""
    with VirtualPhone(height_px=5000) as phone:
        phone.activities.start(Intent("android.settings.SETTINGS"))
        found = _screen(phone, "first page of the settings")
        below = phone.activities.top_screen()
        assert below is not None
        below.start(TwentyRows(below.app, Intent("")))
        return found + _screen(phone, "settings list of 20 rows", goal=300)


def _screen(phone: VirtualPhone, name: str, goal: float | None = None) -> list[Row]:
    xml = phone.dump_xml()
    capture = Capture(
        image=b"",
        xml=xml,
        root=parse_hierarchy(xml),
        package="com.android.settings",
        activity="com.android.settings.Settings",
        size_px=(phone.width_px, phone.height_px),
    )
    seen = observe(capture, label="Settings")
    tokens = len(seen.text) / CHARS_PER_TOKEN
    times = []
    for _ in range(30):
        started = time.perf_counter()
        observe(capture, label="Settings")
        times.append((time.perf_counter() - started) * 1000)
    xml_tokens = len(xml) // CHARS_PER_TOKEN
    note = f"{len(seen.text.splitlines())} lines; the XML: {xml_tokens} tokens"
    return [
        Row(f"tokens, {name}", tokens, "tokens", goal, how=HOW, note=note),
        Row(f"reading it, {name}", statistics.median(times), "ms", how=HOW),
    ]


if __name__ == "__main__":
    print(markdown(rows()))
