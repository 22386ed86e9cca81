"""Camera: photos and videos of the room the phone lies in, the film strip, other apps' requests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from phoneagent.virtualphone.apps.camera.capture import CaptureScreen
from phoneagent.virtualphone.apps.camera.model import ACTION_COUNTED_DOWN, Camera
from phoneagent.virtualphone.apps.camera.settings import CameraSettingsScreen
from phoneagent.virtualphone.apps.camera.viewfinder import VideoScreen, ViewfinderScreen
from phoneagent.virtualphone.system.app import App, BroadcastResult
from phoneagent.virtualphone.system.intents import Intent, answers

_LAUNCHER = "com.android.camera.CameraLauncher"
_VIDEO = "com.android.camera.VideoCamera"
_CAPTURE = "com.android.camera.CaptureActivity"


class CameraApp(App):
    """Android's own camera. Photos lie in /sdcard/Pictures, videos in /sdcard/Movies.

    Another app that asks for a picture (IMAGE_CAPTURE) or a video (VIDEO_CAPTURE) gets the device
    path of the file as its result; the extra `output` may name that path.
    """

    package = "com.android.camera2"
    label = "Camera"
    version = "2.0.002"
    version_code = 20_002_000
    icon = "camera"
    color = "#455a64"
    launcher = _LAUNCHER
    activities = {
        _LAUNCHER: ViewfinderScreen,
        _VIDEO: VideoScreen,
        _CAPTURE: CaptureScreen,
        "com.android.camera.settings.CameraSettingsActivity": CameraSettingsScreen,
    }
    filters = (
        answers(_LAUNCHER, "android.media.action.STILL_IMAGE_CAMERA"),
        answers(_VIDEO, "android.media.action.VIDEO_CAMERA"),
        answers(
            _CAPTURE,
            "android.media.action.IMAGE_CAPTURE",
            "android.media.action.VIDEO_CAPTURE",
        ),
    )
    receives = frozenset({ACTION_COUNTED_DOWN})

    def seed(self, state: Mapping[str, Any]) -> None:
        Camera(self.phone).make_folders()

    def on_broadcast(self, intent: Intent) -> BroadcastResult | None:
        """The countdown is over: take the picture."""
        Camera(self.phone).take_photo()
        self.phone.changes.note()
        return BroadcastResult(-1)
