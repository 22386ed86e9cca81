"""`content://com.mobilerun.portal/...`: one row, one column `result`, a JSON answer in it.

The paths and the shape of the answers are those of Portal's MobilerunContentProvider.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from phoneagent.virtualphone.apps.portal import trees
from phoneagent.virtualphone.system.providers.base import BadQuery, Query, Row, Value

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

AUTHORITY = "com.mobilerun.portal"
SERVICE = f"{AUTHORITY}/{AUTHORITY}.service.MobilerunAccessibilityService"
_ALWAYS = ("version", "auth_token")
_WITHOUT_EFFECT = (
    "overlay_offset",
    "overlay_visible",
    "socket_port",
    "toggle_socket_server",
    "toggle_websocket_server",
    "toggle_production_mode",
    "toggle_screen_keep_awake",
)


def is_enabled(phone: VirtualPhone) -> bool:
    """Whether the accessibility service is among the enabled ones."""
    enabled = phone.settings.get("secure", "enabled_accessibility_services") or ""
    return SERVICE in enabled.split(":")


class PortalProvider:
    """Answers queries about the screen and types what is inserted under `keyboard/`."""

    authorities: Sequence[str] = (AUTHORITY,)

    def __init__(self, phone: VirtualPhone, version: str) -> None:
        self._phone = phone
        self._answers: Mapping[str, Callable[[], Any]] = {
            "version": lambda: version,
            "auth_token": lambda: f"{phone.seed:032x}",
            "ping": lambda: "pong",
            "state_full": lambda: trees.state_full(phone),
            "a11y_tree_full": lambda: json.dumps(trees.full_tree(phone)),
            "state": lambda: json.dumps(trees.state(phone)),
            "a11y_tree": lambda: json.dumps(trees.tree(phone)),
            "phone_state": lambda: json.dumps(trees.phone_state(phone)),
            "packages": lambda: trees.packages(phone),
        }

    def query(self, path: str, query: Query) -> list[Row]:
        answer = self._answers.get(path)
        if answer is None:
            self._phone.unknown.append(f"content query {AUTHORITY}/{path}")
            return [_failed(f"Unknown endpoint: /{path}")]
        if path not in _ALWAYS and not is_enabled(self._phone):
            return [_failed("Accessibility service not available")]
        return [{"result": json.dumps({"status": "success", "result": answer()})}]

    def insert(self, path: str, values: Mapping[str, Value]) -> str:
        folder, _, action = path.partition("/")
        typing = self._phone.look().typing
        if path in _WITHOUT_EFFECT:
            return "result?status=success"
        if folder != "keyboard" or action not in ("input", "clear", "key"):
            self._phone.unknown.append(f"content insert {AUTHORITY}/{path}")
            raise BadQuery(f"Unsupported insert path: {path}")
        if action == "key":
            self._phone.key(int(values.get("key_code") or 0))
        elif action == "clear" or values.get("clear", 1):
            typing.replace_all(_text(values))
        else:
            typing.commit(_text(values))
        return "result?status=success"

    def update(self, path: str, values: Mapping[str, Value], query: Query) -> int:
        return 0

    def delete(self, path: str, query: Query) -> int:
        return 0

    def mime_of(self, path: str) -> str:
        return ""


def _failed(reason: str) -> Row:
    return {"result": json.dumps({"status": "error", "error": reason})}


def _text(values: Mapping[str, Value]) -> str:
    encoded = str(values.get("base64_text") or "")
    try:
        return base64.b64decode(encoded).decode("utf-8", errors="replace")
    except binascii.Error:
        raise BadQuery("base64_text is not base64") from None
