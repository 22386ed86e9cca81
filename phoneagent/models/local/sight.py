"""What a checkpoint's own files say about how it sees: its family, patches and picture sizes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from phoneagent.models.local.spec import LocalSpec
from phoneagent.models.local.weights import read_json
from phoneagent.models.profile import Profile, find_profile

_TOKENS = 512
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
    if not {"patch_size", "merge_size"} <= images.keys():
        return found
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


def image_settings(spec: LocalSpec) -> dict[str, Any]:
    """The settings of the checkpoint's image processor, wherever its version keeps them."""
    own = read_json(spec.folder / "preprocessor_config.json")
    if own is not None:
        return own
    whole = read_json(spec.folder / "processor_config.json") or {}
    nested = whole.get("image_processor")
    return nested if isinstance(nested, dict) else {}
