"""What of this machine the suite uses if it is there; run by itself, it says what is missing."""

import shutil
import sys

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def browser() -> str | None:
    """The path of a browser that can show a page without a window."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


if __name__ == "__main__" and browser() is None:
    print(
        "note: no chromium here, skipping only the tests of pages: apt-get install chromium",
        file=sys.stderr,
    )
