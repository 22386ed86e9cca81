"""AndroidWorld's own pauses, turned into time that passes on a virtual phone."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module

_PACKAGES = ("android_world.", "android_env.")


@contextmanager
def virtual_sleeps(advance: Callable[[float], object]) -> Iterator[None]:
    """Let `time.sleep` in AndroidWorld's modules take no real time.

    Its evaluators wait for a phone that works in the background. A virtual phone does everything
    at once; only its clock must move on, for what is sent later to be later.

    Args:
        advance: moves the phone's clock by that many seconds.
    """
    import_module("android_world.registry")  # and with it every module of every task
    modules = [m for name, m in list(sys.modules.items()) if name.startswith(_PACKAGES)]
    using = [module for module in modules if vars(module).get("time") is time]
    for module in using:
        vars(module)["time"] = _Clock(advance)
    try:
        yield
    finally:
        for module in using:
            vars(module)["time"] = time


class _Clock:
    """The `time` module with another `sleep`."""

    def __init__(self, sleep: Callable[[float], object]) -> None:
        self.sleep = sleep

    def __getattr__(self, name: str) -> object:
        return getattr(time, name)
