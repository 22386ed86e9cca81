"""Says what is missing on this machine for the whole suite, and how to get it."""

import shutil
import sys

WANTED = {
    ("chromium", "chromium-browser", "google-chrome"): "tests of pages: apt-get install chromium"
}

for names, why in WANTED.items():
    if not any(shutil.which(name) for name in names):
        print(f"note: no {names[0]} here, skipping only {why}", file=sys.stderr)
