"""Tracks as GPX files, to be shared (https://www.topografix.com/GPX/1/1/)."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence

from phoneagent.virtualphone.apps.chooser import ACTION_SEND_MULTIPLE, EXTRA_STREAM, choose
from phoneagent.virtualphone.apps.opentracks.model import Track
from phoneagent.virtualphone.system.intents import ACTION_SEND, Intent
from phoneagent.virtualphone.ui import Screen

_TYPE = "application/gpx+xml"
_FOLDER = "/sdcard/Android/data/de.dennisguse.opentracks/cache"
_UNFIT = re.compile(r"[^\w -]+")


def share(screen: Screen, tracks: Sequence[Track]) -> None:
    """Write tracks as files and hand them to another app."""
    uris = []
    for track in tracks:
        path = f"{_FOLDER}/{_UNFIT.sub('_', track.name) or track.id}.gpx"
        screen.phone.files.write_text(path, gpx(track))
        uris.append(f"file://{path}")
    if len(uris) == 1:
        target = Intent(ACTION_SEND, type=_TYPE, extras={EXTRA_STREAM: uris[0]})
    else:
        target = Intent(ACTION_SEND_MULTIPLE, type=_TYPE, extras={EXTRA_STREAM: tuple(uris)})
    screen.start(choose(target, "Share"))


def gpx(track: Track) -> str:
    """One track; what was recorded without a signal has no points."""
    root = ET.Element("gpx", version="1.1", creator="OpenTracks")
    root.set("xmlns", "http://www.topografix.com/GPX/1/1")
    body = ET.SubElement(root, "trk")
    for name, text in (("name", track.name), ("desc", track.description), ("type", track.category)):
        if text:
            ET.SubElement(body, name).text = text
    ET.SubElement(body, "trkseg")
    ET.indent(root)
    return ET.tostring(root, "unicode", xml_declaration=True)
