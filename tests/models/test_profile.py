"""Profiles found by name, and points that come back from every scale."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phoneagent.core.base import Point
from phoneagent.models.coordinates import fit_image, smart_resize, to_device_px, to_model
from phoneagent.models.profile import Profile, find_profile

PIXEL_4 = (1080, 2280)


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("openai:gpt-4.1-mini", "GPT"),
        ("openai/gpt-4o", "GPT"),
        ("gpt-5-mini", "GPT with thinking"),
        ("anthropic/claude-sonnet-4", "Claude"),
        ("google/gemini-2.0-flash-001", "Gemini"),
        ("google/gemini-2.5-pro", "Gemini with thinking"),
        ("Qwen/Qwen2-VL-7B-Instruct", "Qwen2-VL"),
        ("Qwen/Qwen2.5-VL-72B-Instruct-AWQ", "Qwen2.5-VL"),
        ("openai:qwen2.5vl:7b@http://127.0.0.1:11434/v1", "Qwen2.5-VL"),
        ("qwen/qwen3-vl-235b-a22b-instruct", "Qwen3-VL"),
        ("Qwen/Qwen2.5-7B-Instruct", "Qwen text"),
        ("ByteDance-Seed/UI-TARS-7B-DPO", "UI-TARS"),
        ("bytedance/ui-tars-1.5-7b", "UI-TARS-1.5"),
        ("mPLUG/GUI-Owl-7B", "GUI-Owl"),
        ("openbmb/AgentCPM-GUI", "AgentCPM-GUI"),
        ("something-new", "unknown"),
    ],
)
def test_found_by_name(name: str, family: str) -> None:
    assert find_profile(name).family == family


def test_small_models_get_short_prompts() -> None:
    assert find_profile("qwen2.5vl:3b").prompt_size == "short"
    assert find_profile("qwen2.5vl:72b").prompt_size == "full"


@pytest.mark.parametrize(
    ("profile", "said", "meant"),
    [
        (Profile(), (288, 608), (540, 1140)),
        (Profile(coordinates="grid"), (500, 500), (540, 1140)),
        (Profile(coordinates="grid", grid=1), (0.5, 0.5), (540, 1140)),
        (Profile(coordinates="grid", grid=100), (50, 50), (540, 1140)),
        # 576 x 1216 becomes 588 x 1204 in patches of 28.
        (Profile(coordinates="resized_px", patch_px=28), (294, 602), (540, 1140)),
        (Profile(coordinates="grid"), (1000, 1000), (1079, 2279)),
        (Profile(coordinates="grid"), (-3, 2000), (0, 2279)),
    ],
)
def test_the_middle_and_the_edges(
    profile: Profile, said: tuple[float, float], meant: tuple[int, int]
) -> None:
    assert to_device_px(said, profile, (576, 1216), PIXEL_4) == meant


SIZES = st.tuples(st.integers(240, 3200), st.integers(240, 3200))
PROFILES = st.sampled_from(
    [
        Profile(),
        Profile(coordinates="grid"),
        Profile(coordinates="grid", grid=1),
        find_profile("qwen2.5-vl-7b"),
        find_profile("ui-tars-1.5-7b"),
        find_profile("qwen3-vl-8b"),
        find_profile("gpt-4.1"),
    ]
)


@given(PROFILES, SIZES, st.floats(0, 1), st.floats(0, 1))
def test_a_point_comes_back(
    profile: Profile, screen: tuple[int, int], across: float, down: float
) -> None:
    point = Point(int(across * (screen[0] - 1)), int(down * (screen[1] - 1)))
    image = fit_image(profile, screen)
    back = to_device_px(to_model(point, profile, image, screen), profile, image, screen)
    coarsest = 1 if profile.grid == 1 else 0
    for was, now, shown, pixels in zip(point, back, image, screen, strict=True):
        cells = {"grid": 1000}.get(profile.coordinates, shown)
        assert abs(was - now) <= pixels / cells + 1 + coarsest


@given(PROFILES, SIZES)
def test_pictures_fit_and_are_not_resized_again(profile: Profile, screen: tuple[int, int]) -> None:
    width, height = fit_image(profile, screen)
    assert max(width, height) <= max(profile.image_max_side_px, profile.patch_px)
    assert width % profile.patch_px == height % profile.patch_px == 0
    if width * height >= profile.min_pixels and profile.patch_px > 1:
        assert smart_resize(profile, (width, height)) == (width, height)


def test_smart_resize_as_published() -> None:
    qwen = find_profile("qwen2.5-vl-7b")
    assert smart_resize(qwen, (1080, 2400)) == (1092, 2408)
    small = Profile(patch_px=28, min_pixels=3136, max_pixels=1003520)
    assert smart_resize(small, (1080, 2400)) == (672, 1484)
    assert smart_resize(small, (20, 20)) == (56, 56)
