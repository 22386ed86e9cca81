"""Android key codes the phone itself acts on (android.view.KeyEvent)."""

from __future__ import annotations

HOME = 3
BACK = 4
VOLUME_UP = 24
VOLUME_DOWN = 25
POWER = 26
TAB = 61
ENTER = 66
MENU = 82
NOTIFICATION = 83
VOLUME_MUTE = 164
APP_SWITCH = 187
SLEEP = 223
WAKEUP = 224

POWER_KEYS = frozenset({POWER, SLEEP, WAKEUP})
WAKING_KEYS = frozenset({HOME})
VOLUME_STEPS = {VOLUME_UP: 1, VOLUME_DOWN: -1, VOLUME_MUTE: -100}
OF_CONTROL = {"\n": ENTER, "\t": TAB}
"""The key behind a control character of typed text."""
