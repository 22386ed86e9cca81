"""Snapshots: everything that survives a reboot, in one tar archive."""

from __future__ import annotations

import io
import json
import tarfile
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

_STATE_NAME = "state.json"
_FILES_NAME = "root"


def take(phone: VirtualPhone) -> bytes:
    """Storage, settings, packages, alarms, clock and clipboard; not what is on the screen."""
    state: dict[str, Any] = {
        "settings": phone.settings.save(),
        "packages": phone.packages.save(),
        "alarms": phone.alarms.save(),
        "clock": phone.clock.save(),
        "properties": phone.props,
        "clipboard": phone.clipboard.text,
    }
    body = json.dumps(state).encode()
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        entry = tarfile.TarInfo(_STATE_NAME)
        entry.size = len(body)
        archive.addfile(entry, io.BytesIO(body))
        archive.add(phone.files.root, _FILES_NAME)
    return stream.getvalue()


def put_back(phone: VirtualPhone, snapshot: bytes) -> None:
    """Bring the storage and state of a snapshot back, as after a reboot.

    Raises:
        tarfile.TarError, KeyError: not a snapshot.
    """
    with tarfile.open(fileobj=io.BytesIO(snapshot)) as archive:
        facts = archive.extractfile(_STATE_NAME)
        assert facts is not None
        state = json.load(facts)
        phone.files.wipe()
        members = [m for m in archive.getmembers() if m.name.startswith(f"{_FILES_NAME}/")]
        for member in members:
            member.name = member.name.removeprefix(f"{_FILES_NAME}/")
        archive.extractall(phone.files.root, members, filter="tar")  # folders keep their dates
    phone.settings.load(state["settings"])
    phone.packages.load(state["packages"])
    phone.alarms.load(state["alarms"])
    phone.clock.load(state["clock"])
    phone.props.clear()
    phone.props.update(state["properties"])
    phone.clipboard.set(state["clipboard"])
