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

HOW = "python -m benchmarks.speed.screens"
ROWS = 20
APPS = [{"name": f"com.example.app{n}", "label": f"Example app {n}"} for n in range(ROWS)]
CHARS_PER_TOKEN = 4  # the usual rule of thumb for English; no tokenizer is needed for it


def rows() -> list[Row]:
    """Tokens of the first page of the settings, and of a list of 20 rows with summaries."""
    with VirtualPhone(height_px=5000, state={"packages": APPS}) as phone:
        return [
            *_screen(phone, "android.settings.SETTINGS", "first page of the settings", None),
            *_screen(
                phone,
                "android.settings.MANAGE_APPLICATIONS_SETTINGS",
                "settings list of 20 rows",
                ROWS,
            ),
        ]


def _screen(phone: VirtualPhone, action: str, name: str, most: int | None) -> list[Row]:
    phone.activities.start(Intent(action))
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
    head, *lines = seen.text.splitlines()
    listed = [line for line in lines if " \u2014 " in line]
    kept = listed[:most] if most else lines
    assert most is None or len(kept) == most, seen.text
    tokens = len("\n".join((head, *kept))) / CHARS_PER_TOKEN
    times = []
    for _ in range(30):
        started = time.perf_counter()
        observe(capture, label="Settings")
        times.append((time.perf_counter() - started) * 1000)
    note = f"{len(kept)} lines; the XML of the whole screen: {len(xml) // CHARS_PER_TOKEN} tokens"
    goal = 300 if most else None
    return [
        Row(f"tokens, {name}", tokens, "tokens", goal, how=HOW, note=note),
        Row(f"reading it, {name}", statistics.median(times), "ms", how=HOW),
    ]


if __name__ == "__main__":
    print(markdown(rows()))
