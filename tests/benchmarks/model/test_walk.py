"""The moments that a model is asked at: real screens, real histories."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from phoneagent.benchmarks.model.walk import (
    ERRANDS,
    walk_on_virtual_phone,
    walk_through_pictures,
)
from phoneagent.errors import ConfigError


def test_an_errand_on_the_virtual_phone():
    errand = "create a note with the title Packing and the body socks"
    walk = walk_on_virtual_phone(12, [errand])
    assert len(walk.runs) == 12
    pictures = set()
    for run in walk.runs:
        assert run.goal == errand
        assert run.plan.active is not None
        assert run.seen is not None
        assert run.seen.elements
        pictures.add(run.seen.shot)
        with Image.open(io.BytesIO(walk.album.image(run.seen.shot))) as image:
            assert image.size == run.seen.size_px
    assert len(pictures) > 3
    once = [run for n, run in enumerate(walk.runs) if run not in walk.runs[:n]]
    assert [len(run.steps) for run in once] == sorted(len(run.steps) for run in once)
    assert once[-1].steps
    assert walk.runs[len(once)] == once[0]  # a longer walk goes the same way again


def test_errands_go_to_many_places():
    assert len(ERRANDS) == len(set(ERRANDS)) > 5


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    for number, suffix in enumerate(("png", "jpg", "webp")):
        image = Image.linear_gradient("L").resize((108 + number, 240)).convert("RGB")
        image.save(tmp_path / f"{number}.{suffix}")
    (tmp_path / "notes.txt").write_text("no picture")
    return tmp_path


def test_somebodys_pictures(pictures: Path):
    walk = walk_through_pictures(pictures, 5)
    assert [run.seen.size_px[0] for run in walk.runs if run.seen] == [108, 109, 110, 108, 109]
    for run in walk.runs:
        assert run.seen is not None
        assert run.seen.needs in ("image", "marks")
        assert not run.seen.elements
        assert walk.album.image(run.seen.shot)


def test_fewer_steps_than_pictures(pictures: Path):
    assert len(walk_through_pictures(pictures, 2).runs) == 2


def test_a_folder_without_pictures(tmp_path: Path):
    with pytest.raises(ConfigError, match="no picture"):
        walk_through_pictures(tmp_path, 1)


def test_a_picture_that_is_none(tmp_path: Path):
    (tmp_path / "a.png").write_bytes(b"not at all")
    with pytest.raises(ConfigError, match=r"a\.png cannot be read"):
        walk_through_pictures(tmp_path, 1)
