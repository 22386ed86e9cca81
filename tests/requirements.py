"""What of this machine the suite uses if it is there; run by itself, it says what is missing."""

import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import adbutils

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
LOCAL_MODELS = ("torch", "transformers", "safetensors", "llguidance", "numpy")


def browser() -> str | None:
    """The path of a browser that can show a page without a window."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def other_adb() -> str | None:
    """The path of an adb of another version than the one inside adbutils; only Debian's is known.

    Two versions share nothing but the protocol: what both accept is more likely a phone.
    """
    found = shutil.which("adb")
    bundled = Path(adbutils.__file__).parent / "binaries" / "adb"
    return found if found and _adb_version(found) != _adb_version(str(bundled)) else None


def _adb_version(program: str) -> str:
    """The second line of `adb version`: Version 36.0.0-13206524."""
    said = subprocess.run([program, "version"], capture_output=True, text=True, check=False)
    return said.stdout.partition("\n")[2].partition("\n")[0]


def missing_for_local_models() -> str:
    """The libraries of the extra `local` that are not installed; empty when all are."""
    return ", ".join(name for name in LOCAL_MODELS if find_spec(name) is None)


def has_androidworld() -> bool:
    """Whether AndroidWorld can be imported, and so its tasks be played."""
    return find_spec("android_world") is not None and find_spec("android_env") is not None


if __name__ == "__main__":
    if other_adb() is None:
        print(
            "note: no second adb here, skipping only the tests of another version: "
            "apt-get install adb",
            file=sys.stderr,
        )
    if browser() is None:
        print(
            "note: no chromium here, skipping only the tests of pages: apt-get install chromium",
            file=sys.stderr,
        )
    if missing := missing_for_local_models():
        print(
            f"note: no {missing} here, skipping only the tests of models in process: "
            "pip install -e '.[local]'",
            file=sys.stderr,
        )
    if not has_androidworld():
        print(
            "note: no AndroidWorld here, skipping only the tests that play its tasks: "
            "docs/benchmarks.md says how to get it",
            file=sys.stderr,
        )
