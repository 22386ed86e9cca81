"""What is known about one film or song."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import unquote, urlsplit

from phoneagent.virtualphone.apps.vlc.library import VIDEO
from phoneagent.virtualphone.apps.vlc.process import VlcScreen
from phoneagent.virtualphone.apps.vlc.times import length_text, size_text
from phoneagent.virtualphone.ui import FILL, Column, Icon, Node, Row, Scroll, Text, Toolbar


class InfoScreen(VlcScreen):
    """The file its intent names."""

    def view(self) -> Node:
        media = self.library.at(unquote(urlsplit(self.intent.data).path))
        facts = self.library.facts(media)
        modified = datetime.fromtimestamp(facts.modified_s, self.phone.clock.now().tzinfo)
        known = [
            ("clock", "Length", length_text(facts.duration_ms)),
            ("storage", "File size", size_text(facts.size_bytes)),
            ("folder", "Path", media.path),
            ("calendar", "Last modified", f"{modified:%Y-%m-%d %H:%M}"),
        ]
        if media.kind == VIDEO:
            known.append(("video", "Resolution", f"{facts.width_px}x{facts.height_px}"))
        else:
            known += [("person", "Artist", facts.artist), ("music", "Album", facts.album)]
        return Column(
            Toolbar(media.name, on_up=self.finish, id="main_toolbar"),
            Scroll(*(_line(*line) for line in known), id="container", weight=1),
            height=FILL,
        )


def _line(icon: str, title: str, value: str) -> Node:
    texts = Column(Text(title, color="muted"), Text(value, size=16), weight=1, gap=2)
    return Row(Icon(icon), texts, pad=(20, 12, 20, 12), gap=20)
