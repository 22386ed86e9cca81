"""The pytest plugin: fixtures `phone`, `phone_device`, `phone_config`, `phone_secrets`.

Registered as a pytest11 entry point, so every pytest run in the environment imports this module:
it imports nothing heavy; the phone comes with the first test that asks for it.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from phoneagent.core.protocols import Device
    from phoneagent.phone import Phone

TRACES = ("on", "off", "retain-on-failure")
_PHONE = pytest.StashKey[Any]()
_FAILED = pytest.StashKey[bool]()
_MARKER = (
    "phone(app=None, reset='none', max_steps=None, allow=()): the app to open before the test, "
    "'data' to clear it first, a step budget for do(), packages the agent may touch"
)


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("phoneagent")
    group.addoption(
        "--phone-device",
        action="append",
        metavar="SPEC",
        help="virtual (default), virtual:HOST:PORT or an adb serial; repeat it to give a pool",
    )
    group.addoption("--phone-model", action="append", metavar="SPEC", help="as for phoneagent run")
    group.addoption(
        "--phone-trace",
        choices=TRACES,
        default="retain-on-failure",
        help="keep run folders, last screen and its text (default: %(default)s)",
    )
    group.addoption(
        "--phone-output",
        default="test-results",
        metavar="DIR",
        help="where artefacts go, one folder per test (default: %(default)s)",
    )
    group.addoption(
        "--phone-offline",
        action="store_true",
        help="fail when a test would call a model over the network",
    )
    parser.addini("phone_device", "a pool of device specs", type="args", default=[])
    parser.addini("phone_model", "model specs", type="args", default=[])


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", _MARKER)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    """Remember whether the test failed, and keep the screen it failed on."""
    report = yield
    if report.failed:
        item.stash[_FAILED] = True
        phone = item.stash.get(_PHONE, None)
        if phone is not None and report.when == "call":
            _keep_last_screen(item, phone, report)
    return report


@pytest.fixture(scope="session")
def phone_config() -> dict[str, Any]:
    """Settings for every test, as for `Phone.connect`; override it to change them."""
    return {}


@pytest.fixture(scope="session")
def phone_secrets() -> Path | None:
    """A secrets file for every test; override it to give one."""
    return None


@pytest.fixture(scope="session")
def phone_device(request: pytest.FixtureRequest) -> Iterator[Device]:
    """The phone of this worker. With several specs, workers of pytest-xdist lease one each."""
    from phoneagent import devices

    config = request.config
    pool = config.getoption("--phone-device") or config.getini("phone_device") or ["virtual"]
    with devices.lease(pool) as spec, devices.connect(spec) as device:
        yield device


@pytest.fixture
def phone(
    request: pytest.FixtureRequest,
    phone_device: Device,
    phone_config: dict[str, Any],
    phone_secrets: Path | None,
) -> Iterator[Phone]:
    """A phone at its home screen, with artefacts of its own; the device is shared and stays open."""
    from phoneagent import config as settings
    from phoneagent.phone import Phone

    folder = _folder(request.node)
    shutil.rmtree(folder, ignore_errors=True)
    options, app, reset = _options(request, phone_config, phone_secrets, folder)
    phone = Phone(phone_device, settings.load(options))
    request.node.stash[_PHONE] = phone
    phone.press("home")
    if app:
        phone.open(app, fresh=reset == "data")
    yield phone
    request.node.stash[_PHONE] = None
    _report(request.node, phone_device, folder)


def _options(
    request: pytest.FixtureRequest,
    phone_config: dict[str, Any],
    secrets: Path | None,
    folder: Path,
) -> tuple[dict[str, Any], str, str]:
    """Settings of this test: plugin options, the config fixture, then the marker."""
    marker = request.node.get_closest_marker("phone")
    marked = dict(marker.kwargs) if marker else {}
    unknown = set(marked) - {"app", "reset", "max_steps", "allow"}
    if unknown:
        raise pytest.UsageError(f"@pytest.mark.phone does not know {', '.join(sorted(unknown))}")
    config = request.config
    models = config.getoption("--phone-model") or config.getini("phone_model")
    options = {
        "model": tuple(models),
        "runs_dir": folder,
        "memory": "off",
        "secrets": secrets,
        **phone_config,
        "max_steps": marked.get("max_steps"),
        "allow_apps": tuple(marked.get("allow", ())),
    }
    given = {name: value for name, value in options.items() if value not in (None, ())}
    if config.getoption("--phone-offline"):
        _check_offline(given.get("model", ()))
    return given, str(marked.get("app") or ""), str(marked.get("reset") or "none")


def _check_offline(models: tuple[str, ...]) -> None:
    for spec in models:
        kind = spec.rpartition("=")[2].partition(":")[0]
        if kind not in ("cassette", "scripted", "local"):
            pytest.fail(f"--phone-offline: model {spec} would be called over the network", False)


def _folder(item: pytest.Item) -> Path:
    name = re.sub(r"[^\w.\[\]-]+", "-", item.nodeid.replace("::", "-")).strip("-")
    attempt = getattr(item, "execution_count", 1)
    suffix = f"-retry{attempt - 1}" if attempt > 1 else ""
    return Path(item.config.getoption("--phone-output")) / f"{name}{suffix}"


def _keep_last_screen(item: pytest.Item, phone: Phone, report: pytest.TestReport) -> None:
    from phoneagent.errors import InfraError

    if item.config.getoption("--phone-trace") == "off":
        return
    try:
        seen = phone.look()
        folder = _folder(item)
        folder.mkdir(parents=True, exist_ok=True)
        phone.screenshot(folder / "last.png")
        (folder / "last.txt").write_text(seen.text, encoding="utf-8")
    except InfraError as error:
        report.sections.append(("phone", f"the last screen could not be kept: {error}"))
        return
    report.sections.append(("phone", f"{seen.text}\n\nscreen: {folder / 'last.png'}"))


def _report(item: pytest.Item, device: Device, folder: Path) -> None:
    """User properties for JUnit, and what of the artefacts stays."""
    trace = item.config.getoption("--phone-trace")
    keep = trace == "on" or (trace == "retain-on-failure" and item.stash.get(_FAILED, False))
    item.user_properties[:] = [p for p in item.user_properties if not p[0].startswith("phone.")]
    item.user_properties.append(("phone.device", device.serial))
    if keep and folder.exists():
        item.user_properties.append(("phone.trace", str(folder)))
    elif not keep:
        shutil.rmtree(folder, ignore_errors=True)
