"""Few tokens per picture: the smallest legible grid, the status bar cut off, points mapped back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phoneagent.core.base import Point
from phoneagent.models.coordinates import fit_image, hidden_px, smart_resize, to_device_px, to_model
from phoneagent.models.grid import MAX_DISTORTION, TEXT_SHARE, smallest_grid
from phoneagent.models.profile import Profile

PHONE = (1080, 2400)
QWEN25 = Profile(
    coordinates="resized_px",
    patch_px=28,
    min_pixels=56 * 56,
    max_pixels=512 * 28 * 28,
    text_px=14.0,
    hides_status_bar=True,
)
QWEN3 = replace(QWEN25, coordinates="grid", patch_px=32, max_pixels=512 * 32 * 32)


@pytest.mark.parametrize(("profile", "most"), [(QWEN25, 495), (QWEN3, 377)])
def test_a_phone_costs_at_most_512_tokens(profile: Profile, most: int):
    width, height = fit_image(profile, PHONE)
    assert width % profile.patch_px == height % profile.patch_px == 0
    assert (width // profile.patch_px) * (height // profile.patch_px) <= most


@pytest.mark.parametrize("patch", [28, 32])
@pytest.mark.parametrize("text_px", [10, 12, 14, 16, 18])
def test_nothing_smaller_would_be_legible(patch: int, text_px: int):
    grid = smallest_grid(PHONE, patch, text_px, 2000)
    assert grid.text_px >= text_px
    assert grid.distortion <= MAX_DISTORTION
    for columns in range(1, PHONE[0] // patch + 1):
        for rows in range(1, PHONE[1] // patch + 1):
            across, down = columns * patch / PHONE[0], rows * patch / PHONE[1]
            straight = max(across, down) / min(across, down) - 1 <= MAX_DISTORTION
            legible = min(across, down) * TEXT_SHARE * PHONE[0] >= text_px
            assert not (straight and legible and columns * rows < grid.tokens)


def test_taller_text_costs_more():
    tokens = [smallest_grid(PHONE, 28, px, 3000).tokens for px in (10, 14, 18, 22)]
    assert tokens == sorted(tokens)
    assert tokens[0] < tokens[-1]


def test_the_limit_holds_where_nothing_is_legible():
    grid = smallest_grid(PHONE, 28, 30, 200)
    assert grid.tokens <= 200
    assert grid.text_px < 30
    assert smallest_grid((20, 20), 28, 14, 512).tokens == 1


@given(
    width=st.integers(300, 1600),
    height=st.integers(300, 3200),
    profile=st.sampled_from((QWEN25, QWEN3)),
    across=st.floats(0, 0.999),
    down=st.floats(0, 0.999),
)
def test_points_come_back_within_a_cell(
    width: int, height: int, profile: Profile, across: float, down: float
):
    screen = (width, height)
    top = hidden_px(profile, screen)
    point = Point(int(across * width), top + int(down * (height - top)))
    image = fit_image(profile, screen)
    assert smart_resize(profile, image) == image
    back = to_device_px(to_model(point, profile, image, screen), profile, image, screen)
    span = image if profile.coordinates == "resized_px" else (1000, 1000)
    assert abs(back[0] - point[0]) <= width / span[0] + 1
    assert abs(back[1] - point[1]) <= (height - top) / span[1] + 1


def test_the_corners_of_the_picture_are_those_of_what_is_shown():
    image = fit_image(QWEN25, PHONE)
    top = hidden_px(QWEN25, PHONE)
    assert top == 63
    assert to_device_px((0, 0), QWEN25, image, PHONE) == Point(0, top)
    assert to_device_px(image, QWEN25, image, PHONE) == Point(1079, 2399)
    whole = replace(QWEN25, hides_status_bar=False)
    assert to_device_px((0, 0), whole, fit_image(whole, PHONE), PHONE) == Point(0, 0)
