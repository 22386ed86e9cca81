"""Phones: `connect` opens one by its spec, `list_devices` says which are attached."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

from phoneagent import plugins
from phoneagent.core.base import Fact
from phoneagent.errors import ConfigError

if TYPE_CHECKING:
    from phoneagent.devices.android import AndroidDevice

_VIRTUAL = "virtual"


class AttachedPhone(Fact):
    """A phone that the adb server knows.

    Attributes:
        state: "device" when it can be used, else "offline", "unauthorized" ...
        model: as the phone names itself; "" unless it can be used.
    """

    serial: str
    state: str
    model: str = ""


def list_devices() -> list[AttachedPhone]:
    """Every phone the adb server of the environment knows; the server is started when needed.

    Raises:
        DeviceError: there is no adb, or its server does not answer.
    """
    from phoneagent.devices import adb

    server = adb.client()
    return [
        AttachedPhone(serial=serial, state=state, model=_model(serial, state))
        for serial, state in adb.attached(server).items()
    ]


def connect(spec: str = "", **options: Any) -> AndroidDevice:
    """Open a phone.

    Args:
        spec: "virtual" starts one, "virtual:HOST:PORT" is a running one, anything else is an adb
            serial or "NAME:ADDRESS" of a plugin. "": the only attached phone; none: "virtual".
        **options: of the device's `build`.

    Raises:
        ConfigError: several phones are attached and none was named.
        DeviceNotFound: there is no such phone.
        Busy: another process holds it.
    """
    from phoneagent.devices import leases

    spec = spec or default_spec()
    serial = _serial(spec)
    held = leases.take(serial) if serial else None
    try:
        device: AndroidDevice = _builder(spec)(**options)
    except BaseException:
        if held:
            held.release()
        raise
    if held:
        device.on_close(held.release)
    return device


@contextmanager
def lease(pool: Sequence[str], *, wait_s: float = 0.0) -> Iterator[str]:
    """A spec of the pool whose phone nobody holds, kept for this process inside the block.

    A spec that starts a phone of its own is always free.

    Raises:
        Busy: others hold every phone of the pool.
    """
    from phoneagent.devices import leases

    by_serial = {_serial(spec): spec for spec in pool}
    if "" in by_serial:
        with nullcontext(by_serial[""]) as spec:
            yield spec
        return
    with leases.first_free(list(by_serial), wait_s=wait_s) as serial:
        yield by_serial[serial]


def default_spec() -> str:
    """The only attached phone; "virtual" when there is none.

    Raises:
        ConfigError: several are attached; the hint lists them.
    """
    usable = [phone for phone in list_devices() if phone.state == "device"]
    if not usable:
        return _VIRTUAL
    if len(usable) > 1:
        raise ConfigError(
            "Several phones are attached: say which with --device.",
            hint="\n  ".join(f"{phone.serial}  {phone.model}" for phone in usable),
        )
    return usable[0].serial


def _builder(spec: str) -> Callable[..., Any]:
    """`build` of the spec's device with address and spec filled in."""
    from functools import partial

    name, _, address = spec.partition(":")
    if name != "android" and name in plugins.names("devices"):
        return partial(plugins.load("devices", name), address, spec=spec)
    return partial(plugins.load("devices", "android"), spec)


def _serial(spec: str) -> str:
    """The serial that a spec leases; "" when it starts a phone of its own."""
    if spec == _VIRTUAL:
        return ""
    return spec.removeprefix(f"{_VIRTUAL}:")


def _model(serial: str, state: str) -> str:
    from phoneagent.devices import adb

    if state != "device":
        return ""
    return adb.Adb(serial, adb.client()).shell("getprop", "ro.product.model").strip()
