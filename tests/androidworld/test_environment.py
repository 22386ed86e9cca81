"""AndroidWorld's environment on our device: what its own agents and evaluators see and do there."""

from __future__ import annotations

import os
import time
from typing import Any

import pytest

from phoneagent.benchmarks.androidworld.phones import Bench


def test_the_state_has_pixels_elements_and_the_forest(bench: Bench, env: Any):
    bench.device.hands.open_app("Contacts")
    state = env.get_state()
    assert state.pixels.shape == (2400, 1080, 3)
    assert state.pixels.std() > 0
    said = {element.content_description for element in state.ui_elements}
    assert "Create contact" in said
    packages = {node.package_name for window in state.forest.windows for node in window.tree.nodes}
    assert "com.google.android.contacts" in packages
    assert env.foreground_activity_name.startswith("com.google.android.contacts/")
    assert env.logical_screen_size == env.device_screen_size == (1080, 2400)


def test_its_own_actions_work(bench: Bench, env: Any):
    from android_world.env import adb_utils, json_action

    def act(**action: Any) -> None:
        env.execute_action(json_action.JSONAction(**action))

    bench.device.adb.shell("am", "force-stop", "com.android.settings")
    act(action_type="open_app", app_name="settings")
    assert env.foreground_activity_name.startswith("com.android.settings/")
    titles = [element.text for element in env.get_state().ui_elements]
    act(action_type="click", index=titles.index("Display"))
    assert "Brightness level" in [element.text for element in env.get_state().ui_elements]
    act(action_type="navigate_home")
    assert "launcher" in adb_utils.get_current_activity(env.controller)[0]
    act(action_type="answer", text="42")
    assert env.interaction_cache == "42"
    env.reset(go_home=True)
    assert env.interaction_cache == ""


def test_a_failing_command_raises_at_once(env: Any):
    from android_env.components import errors
    from android_world.env import adb_utils

    started_s = time.monotonic()
    with pytest.raises(errors.AdbControllerError, match="No such file"):
        adb_utils.issue_generic_request(["shell", "cat", "/no/such/file"], env.controller)
    assert time.monotonic() - started_s < 1  # stock android_env restarts the adb server: 2.5 s


def test_the_variables_that_android_env_deletes_stay(
    bench: Bench, env: Any, monkeypatch: pytest.MonkeyPatch
):
    from phoneagent.benchmarks.androidworld import environment

    port = os.environ["ANDROID_ADB_SERVER_PORT"]
    monkeypatch.setenv("ANDROID_HOME", "/kept/as/it/is")
    environment.build(bench.device)
    assert os.environ["ANDROID_HOME"] == "/kept/as/it/is"
    assert os.environ["ANDROID_ADB_SERVER_PORT"] == port


def test_its_pauses_only_move_the_clock_of_the_phone(bench: Bench, env: Any):
    from android_world.task_evals.single import sms

    def clock_s() -> int:
        return int(bench.device.adb.shell("date", "+%s"))

    before_s, started_s = clock_s(), time.monotonic()
    sms.time.sleep(30)
    assert 30 <= clock_s() - before_s < 35
    assert time.monotonic() - started_s < 5
    assert sms.time.monotonic() >= started_s  # the rest of the module is the real one
