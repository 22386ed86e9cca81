"""AndroidWorld's environment on a phone of ours: no gRPC, no adb program, no forwarder app.

Four thin classes between AndroidWorld's own `AsyncAndroidEnv` and an open device. Imported only
when android_world is installed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import dm_env
import numpy as np
from android_env import env_interface
from android_env.components import adb_call_parser, adb_controller, config_classes, errors
from android_env.proto.a11y import android_accessibility_forest_pb2
from android_world.env import android_world_controller, interface, representation_utils

from phoneagent import perception
from phoneagent.benchmarks.androidworld.forest import forest_of
from phoneagent.devices.adb_program import AdbProgram
from phoneagent.devices.android import AndroidDevice
from phoneagent.errors import DeviceError

# android_env deletes both from this process's environment, also when nothing needs it.
_DELETED_BY_ANDROID_ENV = ("ANDROID_HOME", "ANDROID_ADB_SERVER_PORT")


def build(device: AndroidDevice) -> interface.AsyncAndroidEnv:
    """The environment that AndroidWorld's tasks are initialised, scored and torn down in.

    Args:
        device: an open phone; it stays the caller's.
    """
    with _kept_environment():
        phone = _PlainEnv(_Adb(device), device)
        return interface.AsyncAndroidEnv(_Controller(phone, device))


class _Adb(adb_controller.AdbController):
    """adb over our own connections, with real exit codes; never restarts an adb server."""

    def __init__(self, device: AndroidDevice) -> None:
        super().__init__(config_classes.AdbControllerConfig(device_name=device.serial))
        self._program = AdbProgram(device.adb)

    def execute_command(
        self, args: list[str], timeout: float | None = None, device_specific: bool = True
    ) -> bytes:
        try:
            done = self._program.run(args, timeout)
        except DeviceError as error:
            raise errors.AdbControllerError(str(error)) from error
        if done.code:
            raise errors.AdbControllerError(f"adb {' '.join(args)}: {done.output!r}")
        return done.output


class _PlainEnv(env_interface.AndroidEnvInterface):
    """The least of an android_env: adb calls and screenshots, no simulator behind it."""

    def __init__(self, adb: _Adb, device: AndroidDevice) -> None:
        self._parser = adb_call_parser.AdbCallParser(adb)
        self._device = device

    def action_spec(self) -> dict[str, Any]:
        return {}

    def observation_spec(self) -> dict[str, Any]:
        return {}

    def reset(self) -> dm_env.TimeStep:
        return dm_env.restart(self._see())

    def step(self, action: Any) -> dm_env.TimeStep:
        return dm_env.transition(0.0, self._see())

    def close(self) -> None:
        """The phone is closed by whoever opened it."""

    def stats(self) -> dict[str, Any]:
        return {"relaunch_count": 1}

    def execute_adb_call(self, call: Any) -> Any:
        return self._parser.parse(call)

    def _see(self) -> dict[str, Any]:
        (width_px, height_px), rows = perception.to_rgb(self._device.eyes.image())
        return {"pixels": np.frombuffer(rows, np.uint8).reshape(height_px, width_px, 3)}


class _Controller(android_world_controller.AndroidWorldController):
    """Reads the accessibility tree from the phone's own hierarchy."""

    def __init__(self, env: _PlainEnv, device: AndroidDevice) -> None:
        super().__init__(env, a11y_method=android_world_controller.A11yMethod.NONE)
        self._device = device

    def refresh_env(self) -> None:
        """Nothing here goes stale."""

    def get_ui_elements(self) -> list[representation_utils.UIElement]:
        return _elements(self._get_a11y_forest())

    def _get_a11y_forest(self) -> android_accessibility_forest_pb2.AndroidAccessibilityForest:
        fields = forest_of(self._device.eyes.dump().root)
        return android_accessibility_forest_pb2.AndroidAccessibilityForest(**fields)

    def _process_timestep(self, timestep: dm_env.TimeStep) -> dm_env.TimeStep:
        forest = self._get_a11y_forest()
        seen = timestep.observation
        seen[android_world_controller.OBSERVATION_KEY_FOREST] = forest
        seen[android_world_controller.OBSERVATION_KEY_UI_ELEMENTS] = _elements(forest)
        return timestep


def _elements(forest: Any) -> list[representation_utils.UIElement]:
    found: list[representation_utils.UIElement] = representation_utils.forest_to_ui_elements(
        forest, exclude_invisible_elements=True
    )
    return found


@contextmanager
def _kept_environment() -> Iterator[None]:
    kept = {name: os.environ.get(name) for name in _DELETED_BY_ANDROID_ENV}
    try:
        yield
    finally:
        os.environ.update({name: value for name, value in kept.items() if value is not None})
