"""The Perceptor on a virtual phone over real adb."""

from __future__ import annotations

from pathlib import Path

from phoneagent.agents.perceptor import Perceptor
from phoneagent.core.hierarchy import parse_hierarchy
from phoneagent.devices import virtual
from phoneagent.perception import describe_image, differs, to_webp
from phoneagent.trace.shots import ShotStore


def test_a_screen_is_read_and_its_bytes_are_kept(tmp_path: Path):
    store = ShotStore(tmp_path, to_webp)
    device = virtual.build()
    try:
        seen = Perceptor(store).perceive(device)
        again = Perceptor(store).perceive(device)
    finally:
        device.close()
        store.close()
    assert seen.called("Settings").actions[0] == "tap"
    assert seen.size_px == (1080, 2400)
    assert seen.needs == "tree"
    assert describe_image(store.image(seen.shot))[0] == seen.size_px
    assert parse_hierarchy(store.tree(seen.tree)).children
    assert again.page == seen.page
    assert not differs(seen, again)
