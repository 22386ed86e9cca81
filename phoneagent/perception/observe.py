"""The whole of perception in one call: a raw capture in, an observation out."""

from __future__ import annotations

from phoneagent.core.screen import Capture, Element, Observation
from phoneagent.perception.compact import element_line, header, warning_lines, with_edges
from phoneagent.perception.elements import Scene, scene_of
from phoneagent.perception.images import fingerprint
from phoneagent.perception.needs import needs_of, warnings_of
from phoneagent.perception.page import page_key
from phoneagent.perception.roles import is_searchy
from phoneagent.perception.titles import title_of
from phoneagent.perception.windows import Front, front_of


def observe(capture: Capture, *, label: str = "") -> Observation:
    """What a person would see in `capture`.

    Args:
        capture: one raw look at the phone.
        label: the launcher label of the app in front.

    Returns:
        The observation without `shot` and `tree`: whoever stores the bytes knows their hashes.
    """
    front = front_of(capture.root, capture.size_px, capture.package)
    scene = scene_of(front, capture.size_px)
    title = title_of(front, scene.drafts)
    warnings = warnings_of(capture, front, scene)
    needs = needs_of(capture, scene, warnings, front)
    return Observation(
        package=capture.package,
        activity=capture.activity,
        app=label,
        page=page_key(front, scene, _activity(capture, front), title),
        title=title,
        elements=scene.elements,
        text=_text(capture, front, scene, (label, title), warnings),
        size_px=capture.size_px,
        keyboard_shown=capture.keyboard_shown or front.keyboard is not None,
        toasts=capture.toasts,
        needs=needs,
        look=fingerprint(capture.image) if needs in ("marks", "image") else "",
        warnings=warnings,
        taken_at_s=capture.taken_at_s,
        waited_ms=capture.waited_ms,
        device_ms=capture.device_ms,
    )


def _activity(capture: Capture, front: Front) -> str:
    """The activity, unless the window in front belongs to someone else."""
    return capture.activity if front.package in ("", capture.package) else ""


def _text(
    capture: Capture,
    front: Front,
    scene: Scene,
    names: tuple[str, str],
    warnings: tuple[str, ...],
) -> str:
    label, title = names
    in_front = front.kind == "screen"
    lines = [header(label, capture.package, capture.activity, title if in_front else "")]
    lines.extend(warning_lines(warnings))
    lines.extend(f'toast "{toast}"' for toast in capture.toasts)
    if front.kind != "screen":
        lines.append(f'{front.kind} "{title}"' if title else front.kind)
    told = [
        (element, element_line(element, is_searchy(draft.view.node, element.label)))
        for draft, element in zip(scene.drafts, scene.elements, strict=True)
        if not _is_title(element, title)
    ]
    lines.extend(with_edges(told, scene.scrolls))
    return "\n".join(lines)


def _is_title(element: Element, title: str) -> bool:
    """The title stands in the header already."""
    return element.role == "text" and element.label == title and not element.detail
