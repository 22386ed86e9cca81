"""The pytest plugin: fixtures `phone`, `phone_device`, `phone_config`, `phone_secrets`.

Registered as a pytest11 entry point, so every pytest run in the environment imports this module:
it imports nothing heavy; the phone comes with the first test that asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from phoneagent.core.protocols import Device
    from phoneagent.phone import Phone
    from phoneagent.testing.cache import Cache

TRACES = ("on", "off", "retain-on-failure")
CACHES = ("off", "read", "read-write", "record")
RESETS = ("none", "data")
_PHONE = pytest.StashKey[Any]()
_FAILED = pytest.StashKey[bool]()
_MARKER = (
    "phone(app='', reset='none', max_steps=None, allow=()): the app to open before the test; "
    "reset='data' clears its data first; a step budget for do(); packages the agent may touch"
)
# The models that answer without a network.
_OFFLINE = ("cassette", "scripted", "manual", "local")


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("phoneagent", "phones")
    group.addoption(
        "--phone-device",
        action="append",
        metavar="SPEC",
        help="virtual (default), virtual:HOST:PORT or an adb serial; repeat it to give a pool",
    )
    group.addoption("--phone-model", action="append", metavar="SPEC", help="as for phoneagent run")
    group.addoption(
        "--phone-cache",
        choices=CACHES,
        default="off",
        help="keep model calls per test and replay them: no model on the second run "
        "(default: %(default)s)",
    )
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
        help="fail a test that would call a model over the network",
    )
    parser.addini("phone_device", "a pool of device specs", type="args", default=[])
    parser.addini("phone_model", "model specs", type="args", default=[])
    parser.addini("phone_cache_dir", "where --phone-cache keeps its files", default="phone-cache")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", _MARKER)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    """Keep the screen a test failed on, and tell faults of phone or model from failures."""
    report = yield
    if report.failed:
        item.stash[_FAILED] = True
        phone = item.stash.get(_PHONE, None)
        if phone is not None and report.when == "call":
            from phoneagent.testing.artefacts import keep_last_screen

            error = call.excinfo.value if call.excinfo else None
            report.phone_fault = _is_fault(error, phone)
            keep_last_screen(item, phone, report)
    return report


def pytest_report_teststatus(report: pytest.TestReport) -> tuple[str, str, str] | None:
    """A fault of the phone or the model is an error, not a failure."""
    if getattr(report, "phone_fault", False):
        return "error", "E", "ERROR"
    return None


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
    """A phone at its home screen, with artefacts of its own; the device stays open for others."""
    import shutil

    from phoneagent import config as settings
    from phoneagent.phone import Phone
    from phoneagent.testing.artefacts import finish, folder_of
    from phoneagent.testing.cache import Cache

    item = request.node
    shutil.rmtree(folder_of(item), ignore_errors=True)
    marked, cache = _marked(item), Cache.of(item)
    base = {"runs_dir": folder_of(item), "memory": "off", "secrets": phone_secrets}
    options = _options(request.config, base | phone_config, marked, cache)
    phone = Phone(phone_device, settings.load(options))
    phone.press("home")
    if marked["app"]:
        phone.open(marked["app"], fresh=marked["reset"] == "data")
    item.stash[_PHONE] = phone
    yield phone
    item.stash[_PHONE] = None
    failed = item.stash.get(_FAILED, False)
    cache.finish(failed=failed)
    finish(item, phone, failed=failed)


def _marked(item: pytest.Item) -> dict[str, Any]:
    """The arguments of @pytest.mark.phone, checked."""
    given: dict[str, Any] = {"app": "", "reset": "none", "max_steps": None, "allow": ()}
    marker = item.get_closest_marker("phone")
    wanted = dict(marker.kwargs) if marker else {}
    unknown = ", ".join(sorted(set(wanted) - set(given)))
    if unknown or (marker and marker.args):
        raise pytest.UsageError(f"@pytest.mark.{_MARKER.partition(':')[0]} does not know {unknown}")
    given |= wanted
    if given["reset"] not in RESETS or (given["reset"] == "data" and not given["app"]):
        raise pytest.UsageError("@pytest.mark.phone: reset is 'none', or 'data' together with app")
    return given


def _options(
    config: pytest.Config, base: dict[str, Any], marked: dict[str, Any], cache: Cache
) -> dict[str, Any]:
    """Settings of one test: the plugin's, the phone_config fixture's, then the marker's."""
    models = config.getoption("--phone-model") or config.getini("phone_model")
    options = {"model": tuple(models), **base}
    options |= cache.settings(tuple(options["model"]))
    limits = {"max_steps": marked["max_steps"], "allow_apps": tuple(marked["allow"])}
    options |= {name: value for name, value in limits.items() if value}
    given = {name: value for name, value in options.items() if value not in (None, ())}
    if config.getoption("--phone-offline"):
        _check_offline(given.get("model", ()))
    return given


def _check_offline(models: tuple[str, ...]) -> None:
    for spec in models:
        kind = spec.rpartition("=")[2].partition(":")[0]
        if kind not in _OFFLINE:
            pytest.fail(f"--phone-offline: {spec} would be called over the network", False)


def _is_fault(error: BaseException | None, phone: Phone) -> bool:
    """Whether the phone or the model is to blame: by the error, or by how the last run ended."""
    if getattr(error, "is_infra", False):
        return True
    return bool(phone.results) and phone.results[-1].status == "infra"
