"""Loads tokenizer and image processor of a checkpoint, also where torchvision is absent."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from phoneagent.models.local.packages import has_torchvision


def load_processor(folder: Path) -> Any:
    """The checkpoint's processor, for text and pictures.

    Families that also take videos have a video processor that needs torchvision. Without it, their
    own processor class is made with none in its place: pictures go through Pillow.
    """
    can_resize_videos = has_torchvision()
    from transformers import AutoProcessor

    try:
        return AutoProcessor.from_pretrained(folder, local_files_only=True)
    except (ImportError, ValueError) as error:
        if can_resize_videos or "torchvision" not in str(error).lower():
            raise
    return _images_only(folder)


def _images_only(folder: Path) -> Any:
    from transformers import AutoConfig, AutoImageProcessor, AutoTokenizer
    from transformers.models.auto.processing_auto import PROCESSOR_MAPPING

    config = AutoConfig.from_pretrained(folder, local_files_only=True)
    registered = PROCESSOR_MAPPING[type(config)]
    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    images = AutoImageProcessor.from_pretrained(folder, local_files_only=True, backend="pil")
    settings, _ = registered.get_processor_dict(folder, local_files_only=True)
    known = registered.__init__.__code__.co_varnames
    extras = {k: v for k, v in settings.items() if k in known and not k.endswith("_processor")}
    extras["chat_template"] = settings.get("chat_template") or _template(folder, tokenizer)
    return _without_videos(registered)(
        image_processor=images, tokenizer=tokenizer, video_processor=None, **extras
    )


def _without_videos(registered: Any) -> Any:
    """The processor class, but content with no video processor."""

    def check(self: Any, name: str, argument: Any) -> Any:
        if name == "video_processor" and argument is None:
            return None
        return registered.check_argument_for_proper_class(self, name, argument)

    members = {"check_argument_for_proper_class": check, "__module__": registered.__module__}
    return type(registered.__name__, (registered,), members)


def _template(folder: Path, tokenizer: Any) -> str | None:
    file = folder / "chat_template.jinja"
    said = file.read_text(encoding="utf-8") if file.is_file() else tokenizer.chat_template
    return said if isinstance(said, str) else None
