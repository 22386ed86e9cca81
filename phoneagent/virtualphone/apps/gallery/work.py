"""What can be done with media, wherever they are shown."""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image

from phoneagent.virtualphone.apps.chooser import ACTION_SEND_MULTIPLE, EXTRA_STREAM, choose
from phoneagent.virtualphone.apps.gallery.albums import EVERYTHING, Library, Medium
from phoneagent.virtualphone.apps.gallery.dialogs import (
    DeleteDialog,
    PropertiesDialog,
    RenameDialog,
)
from phoneagent.virtualphone.apps.gallery.folderpicker import DirectoryDialog
from phoneagent.virtualphone.media import pictures
from phoneagent.virtualphone.system import folders
from phoneagent.virtualphone.system.app import App
from phoneagent.virtualphone.system.intents import ACTION_EDIT, ACTION_SEND, ACTION_VIEW, Intent
from phoneagent.virtualphone.ui import AlertDialog, DialogButton, MenuItem, Screen

_NOBODY = "No valid app found"


class MediaWork(Screen):
    """A screen that shows media; the methods act on some of them and end in `done`."""

    def __init__(self, app: App, intent: Intent) -> None:
        super().__init__(app, intent)
        self.library = Library(self.phone)

    def done(self) -> None:
        """Something was done with the media; nothing is selected any more."""

    def renamed(self, old: str, new: str) -> None:
        """A file has another path now."""
        self.library.follow(old, new)
        self.done()

    # looking

    def open_medium(self, medium: Medium, album: str = EVERYTHING) -> None:
        """Show a picture on the whole screen, or a video in a player."""
        from phoneagent.virtualphone.apps.gallery.viewer import ViewerScreen

        if medium.is_video:
            self.hand_over(ACTION_VIEW, medium)
        else:
            self.start(ViewerScreen(self.app, self.intent, medium.path, album))

    def hand_over(self, action: str, medium: Medium) -> None:
        """Let another app view or edit a file."""
        uri = self.phone.documents.uri_of(medium.path)
        target = Intent(action, data=uri, type=medium.mime)
        if not self.phone.activities.start(target, caller=self).ok:
            self.toast(_NOBODY)

    def edit(self, medium: Medium) -> None:
        """Open a picture in an app that changes pictures."""
        self.hand_over(ACTION_EDIT, medium)

    def show_properties(self, media: Sequence[Medium]) -> None:
        """Show what is known about files."""
        self.show(PropertiesDialog(self.phone, media))

    def share(self, media: Sequence[Medium]) -> None:
        """Let the person choose who gets the files."""
        uris = tuple(self.phone.documents.uri_of(medium.path) for medium in media)
        kinds = {medium.mime.partition("/")[0] for medium in media}
        if len(uris) == 1:
            target = Intent(ACTION_SEND, type=media[0].mime, extras={EXTRA_STREAM: uris[0]})
        else:
            kind = f"{kinds.pop()}/*" if len(kinds) == 1 else "*/*"
            target = Intent(ACTION_SEND_MULTIPLE, type=kind, extras={EXTRA_STREAM: uris})
        self.start(choose(target, "Share via"))

    # changing

    def ask_rename(self, medium: Medium) -> None:
        """Ask for a new name."""
        path = medium.path
        self.show(RenameDialog(self.phone, path, lambda new: self.renamed(path, new)))

    def ask_delete(self, media: Sequence[Medium]) -> None:
        """Delete once a person has confirmed it."""

        def delete(for_good: bool) -> None:
            for medium in media:
                if for_good:
                    self.phone.files.remove(medium.path)
                else:
                    self.library.discard(medium.path)
            self.done()

        self.show(DeleteDialog(media, delete))

    def ask_destination(self, media: Sequence[Medium], *, moving: bool) -> None:
        """Copy or move into a folder a person picks."""

        def carry(folder: str) -> None:
            taken = [m for m in media if self.phone.files.exists(f"{folder}/{m.name}")]
            if taken:
                self._ask_conflict(media, folder, moving=moving, first=taken[0].name)
            else:
                self._carry(media, folder, moving=moving)

        self.show(DirectoryDialog(self.phone, media[0].folder, carry))

    def _ask_conflict(
        self, media: Sequence[Medium], folder: str, *, moving: bool, first: str
    ) -> None:
        """Something of that name is in the folder already: skip, replace, or keep both."""

        def overwrite() -> None:
            for medium in media:
                target = f"{folder}/{medium.name}"
                if target != medium.path and self.phone.files.exists(target):
                    self.phone.files.remove(target)
            self._carry(media, folder, moving=moving)

        self.show(
            AlertDialog(
                "",
                f'File "{first}" already exists. Overwrite?',
                positive=DialogButton("Overwrite", overwrite),
                negative=DialogButton("Cancel"),
                neutral=DialogButton(
                    "Keep both", lambda: self._carry(media, folder, moving=moving)
                ),
            )
        )

    def _carry(self, media: Sequence[Medium], folder: str, *, moving: bool) -> None:
        for medium in media:
            target = folders.unused_path(
                self.phone.files, f"{folder}/{medium.name}", "{stem}_{number}{ending}"
            )
            if moving:
                folders.move(self.phone.files, medium.path, target)
                self.library.follow(medium.path, target)
            else:
                folders.copy(self.phone.files, medium.path, target)
        what = "File" if len(media) == 1 else "Files"
        self.toast(f"{what} {'moved' if moving else 'copied'} successfully")
        self.done()

    def rotate(self, media: Sequence[Medium], degrees: int) -> None:
        """Turn pictures clockwise, in their files."""
        for medium in media:
            picture = pictures.whole(self.phone.files.host(medium.path))
            if picture is not None:
                kind = "PNG" if medium.mime == "image/png" else "JPEG"
                stream = io.BytesIO()
                picture.rotate(-degrees, Image.Resampling.NEAREST, expand=True).save(
                    stream, kind, quality=95
                )
                self.phone.files.write_bytes(medium.path, stream.getvalue())
        self.done()

    def work_lines(self, media: Sequence[Medium]) -> list[MenuItem]:
        """The lines of the menu that are the same for a selection and for one picture."""
        return [
            MenuItem("Rotate right", lambda: self.rotate(media, 90)),
            MenuItem("Rotate left", lambda: self.rotate(media, 270)),
            MenuItem("Copy to", lambda: self.ask_destination(media, moving=False)),
            MenuItem("Move to", lambda: self.ask_destination(media, moving=True)),
        ]
