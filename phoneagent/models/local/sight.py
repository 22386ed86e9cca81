"""What a checkpoint's own files say about how it sees: its family, patches and picture sizes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from phoneagent.models.local.spec import LocalSpec
from phoneagent.models.local.weights import read_json
from phoneagent.models.profile import Profile, find_profile

_TOKENS = 512
_TILES = 3
_TILE_PX = 448
_TILE_TOKENS = 256
_UNKNOWN = Profile().family


def profile_of_checkpoint(spec: LocalSpec) -> Profile:
    """The profile for a folder: by its name, else by the model type in its `config.json`.

    Patches and picture sizes come from the checkpoint's processor; the area of a picture is held to
    what the spec allows in tokens.
    """
    config = read_json(spec.folder / "config.json") or {}
    found = find_profile(spec.name)
    if found.family == _UNKNOWN:
        found = find_profile(str(config.get("model_type", "")))
    if found.family == _UNKNOWN:
        found = replace(found, family=str(config.get("model_type", _UNKNOWN)))
    sees = bool({"vision_config", "vit_config"} & config.keys())
    if spec.format:
        found = replace(found, action_format="" if spec.format == "json" else spec.format)
    # Models that were trained to operate screens know them whole.
    own_form = bool(found.action_format)
    found = replace(found, sees_images=sees, prompt_size="short", hides_status_bar=not own_form)
    found = found if own_form else replace(found, json_mode="grammar")
    images = image_settings(spec)
    if {"patch_size", "merge_size"} <= images.keys():
        return _of_patches(found, spec, images)
    return _of_tiles(found, spec, images) if "max_patches" in images else found


def tile_px(images: Mapping[str, Any]) -> int:
    """The side of the tiles that pictures are cut into (InternVL)."""
    size = images.get("size") or {}
    return int(size.get("height") or _TILE_PX)


def _of_patches(found: Profile, spec: LocalSpec, images: Mapping[str, Any]) -> Profile:
    """Pictures of any size, a token for every few patches (Qwen-VL)."""
    patch_px = int(images["patch_size"]) * int(images["merge_size"])
    size = images.get("size") or {}
    least = int(size.get("shortest_edge") or images.get("min_pixels") or 0)
    most = int(size.get("longest_edge") or images.get("max_pixels") or found.max_pixels)
    allowed = (spec.image_tokens or _TOKENS) * patch_px**2
    return replace(
        found,
        patch_px=patch_px,
        min_pixels=min(least, allowed),
        max_pixels=min(most, allowed),
        text_px=spec.text_px,
    )


def _of_tiles(found: Profile, spec: LocalSpec, images: Mapping[str, Any]) -> Profile:
    """Pictures cut into square tiles, and one small picture of the whole beside several."""
    settings = read_json(spec.folder / "processor_config.json") or {}
    per_tile = int(settings.get("image_seq_length") or _TILE_TOKENS)
    all_tiles = (spec.image_tokens or _TILES * per_tile) // per_tile
    tiles = max(1, min(int(images["max_patches"]), all_tiles - 1 if all_tiles > 1 else 1))
    return replace(found, max_pixels=tiles * tile_px(images) ** 2)


def image_settings(spec: LocalSpec) -> dict[str, Any]:
    """The settings of the checkpoint's image processor, wherever its version keeps them."""
    own = read_json(spec.folder / "preprocessor_config.json")
    if own is not None:
        return own
    whole = read_json(spec.folder / "processor_config.json") or {}
    nested = whole.get("image_processor")
    return nested if isinstance(nested, dict) else {}
