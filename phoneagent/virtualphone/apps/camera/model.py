"""Taking pictures and films: what is set, and the files that are written."""

from __future__ import annotations

import io
import posixpath
from typing import TYPE_CHECKING

from PIL import Image

from phoneagent.virtualphone.apps.camera.scene import scene
from phoneagent.virtualphone.media.mp4_writer import film
from phoneagent.virtualphone.system.alarms import Alarm
from phoneagent.virtualphone.system.intents import Intent
from phoneagent.virtualphone.system.preferences import Preferences

if TYPE_CHECKING:
    from phoneagent.virtualphone.phone import VirtualPhone

PACKAGE = "com.android.camera2"
ACTION_COUNTED_DOWN = "com.android.camera2.COUNTED_DOWN"
PHOTOS, VIDEOS = "/sdcard/Pictures", "/sdcard/Movies"
COUNTDOWNS_S = (0, 3, 10)
FLASHES = ("off", "auto", "on")

_PHOTO_PX, _VIDEO_PX = (960, 1280), (240, 320)
_MOST_PICTURES = 60
_PICTURE_MS = 500
_EXIF_MODEL, _EXIF_MOMENT = 0x0110, 0x0132


class Camera:
    """The phone's cameras with their settings; everything is read from where it is stored."""

    def __init__(self, phone: VirtualPhone) -> None:
        self.phone = phone
        self.prefs = Preferences(phone.files, PACKAGE)

    def make_folders(self) -> None:
        for folder in (PHOTOS, VIDEOS):
            self.phone.files.make_folder(folder)

    @property
    def front(self) -> bool:
        """Whether the camera on the screen's side is chosen."""
        return self.prefs.get("pref_camera_front", False)

    @property
    def flash(self) -> str:
        """off, auto or on."""
        return self.prefs.get("pref_camera_flashmode", FLASHES[0])

    @property
    def grid(self) -> bool:
        """Whether lines divide the viewfinder."""
        return self.prefs.get("pref_camera_grid_lines", False)

    @property
    def countdown_s(self) -> int:
        """How long the camera waits before a photo."""
        return self.prefs.get("pref_camera_countdown_duration", 0)

    def turn_around(self) -> None:
        """Choose the other camera."""
        self.prefs.put("pref_camera_front", not self.front)

    def next_flash(self) -> None:
        """Choose the next way to flash."""
        following = FLASHES[(FLASHES.index(self.flash) + 1) % len(FLASHES)]
        self.prefs.put("pref_camera_flashmode", following)

    def toggle_grid(self) -> None:
        self.prefs.put("pref_camera_grid_lines", not self.grid)

    def next_countdown(self) -> None:
        """Choose the next countdown: none, 3 s, 10 s."""
        place = COUNTDOWNS_S.index(self.countdown_s)
        following = COUNTDOWNS_S[(place + 1) % len(COUNTDOWNS_S)]
        self.prefs.put("pref_camera_countdown_duration", following)

    # What it sees

    def sight(self, width_px: int, height_px: int, step: int = 0) -> Image.Image:
        """What the chosen camera sees now."""
        hour = self.phone.clock.now().hour
        return scene(width_px, height_px, front=self.front, hour=hour, step=step)

    def photo(self) -> bytes:
        """A JPEG of what the chosen camera sees, with the moment and the phone in its EXIF."""
        image = self.sight(*_PHOTO_PX)
        exif = Image.Exif()
        exif[_EXIF_MOMENT] = f"{self.phone.clock.now():%Y:%m:%d %H:%M:%S}"
        exif[_EXIF_MODEL] = str(self.phone.props.get("ro.product.model", ""))
        stream = io.BytesIO()
        image.save(stream, "jpeg", quality=88, exif=exif)
        return stream.getvalue()

    def film(self, duration_ms: int) -> bytes:
        """An MP4 of what the chosen camera sees for a while."""
        count = min(max(1, duration_ms // _PICTURE_MS), _MOST_PICTURES)
        pictures = []
        for step in range(count):
            stream = io.BytesIO()
            self.sight(*_VIDEO_PX, step=step % 4).save(stream, "jpeg", quality=70)
            pictures.append(stream.getvalue())
        return film(pictures, _VIDEO_PX, max(1, duration_ms // count))

    # What it stores

    def take_photo(self) -> str:
        """Store a photo and return its device path."""
        return self._store(PHOTOS, "IMG", ".jpg", self.photo())

    def take_video(self, duration_ms: int) -> str:
        """Store a video and return its device path."""
        return self._store(VIDEOS, "VID", ".mp4", self.film(duration_ms))

    def _store(self, folder: str, kind: str, ending: str, data: bytes) -> str:
        name = f"{kind}_{self.phone.clock.now():%Y%m%d_%H%M%S}"
        path, number = f"{folder}/{name}{ending}", 0
        while self.phone.files.exists(path):
            number += 1
            path = f"{folder}/{name}_{number}{ending}"
        self.phone.files.write_bytes(path, data)
        return path

    def strip(self) -> list[str]:
        """Device paths of all photos and videos this app took, the newest first."""
        files = self.phone.files
        found = [
            f"{folder}/{name}"
            for folder, start in ((PHOTOS, "IMG_"), (VIDEOS, "VID_"))
            for name in files.names(folder)
            if name.startswith(start)
        ]
        return sorted(found, key=lambda path: posixpath.basename(path)[4:], reverse=True)

    # The countdown

    def count_down(self) -> None:
        """Take a photo once the countdown is over."""
        at_ms = self.phone.clock.uptime_ms() + self.countdown_s * 1000
        intent = Intent(ACTION_COUNTED_DOWN, package=PACKAGE)
        self.phone.alarms.set(Alarm(PACKAGE, "countdown", at_ms, intent, "elapsed"))

    def counting_s(self) -> int:
        """Seconds left of a countdown, rounded up; 0 when none runs."""
        for alarm in self.phone.alarms.pending():
            if (alarm.package, alarm.tag) == (PACKAGE, "countdown"):
                return max(1, -(-(alarm.at_ms - self.phone.clock.uptime_ms()) // 1000))
        return 0

    def stop_counting(self) -> None:
        """Give the countdown up."""
        self.phone.alarms.cancel(PACKAGE, "countdown")


def is_video(path: str) -> bool:
    return path.endswith(".mp4")
