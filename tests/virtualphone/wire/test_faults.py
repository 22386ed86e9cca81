"""Faults on demand, over the wire and by themselves."""

from __future__ import annotations

import contextlib
import time
import xml.etree.ElementTree as ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phoneagent.virtualphone import faultplan
from phoneagent.virtualphone.chaos import UnreliablePhone
from phoneagent.virtualphone.control import ControlClient, ControlError
from phoneagent.virtualphone.faultplan import BadSpec, Fault, FaultPlan, parse_spec
from phoneagent.virtualphone.server import PhoneServer
from phoneagent.virtualphone.system.intents import Intent
from tests.virtualphone.conftest import NOW

SETTINGS = Intent("android.settings.SETTINGS")


@pytest.fixture
def phone():
    with UnreliablePhone(now=NOW) as phone:
        phone.activities.start(SETTINGS)
        yield phone


def titles(phone) -> list[str]:
    return [node.text for root in phone.windows() for node in root.walk() if node.text]


def tap_text(phone, text: str) -> None:
    node = next(n for root in phone.windows() for n in root.walk() if n.text == text)
    phone.tap(*node.bounds.center)


def dump_and_go_on(host) -> None:
    host.run("exec:uiautomator dump /dev/tty")
    host.run("shell:true")


def test_a_specification_is_read() -> None:
    assert parse_spec(
        "lost_tap@3, slow_tree:200ms@5..9,sms:Hi there,black_frame@10%,rotate:3@2.."
    ) == (
        Fault("lost_tap", "", 3, 3),
        Fault("slow_tree", "200ms", 5, 9),
        Fault("sms", "Hi there", 1, 1),
        Fault("black_frame", "", chance=0.1),
        Fault("rotate", "3", 2, None),
    )
    assert parse_spec("") == ()


@pytest.mark.parametrize(
    "text", ["lost", "lost_tap@0", "lost_tap@x", "slow_tree:fast", "rotate:left", "@3", "sms@5..x"]
)
def test_what_cannot_be_followed_is_refused(text) -> None:
    with pytest.raises(BadSpec):
        parse_spec(text)


@given(st.text(st.sampled_from("lost_tap:@.,0123 %slow_treems"), max_size=25))
def test_any_text_is_a_plan_or_refused(text) -> None:
    with contextlib.suppress(BadSpec):
        assert all(fault.name in faultplan.KINDS for fault in parse_spec(text))


def test_chance_is_the_same_for_the_same_seed() -> None:
    def run(seed: int) -> list[int]:
        plan = FaultPlan(parse_spec("lost_tap@30%"), seed)
        return [len(plan.strike("touch")) for _ in range(200)]

    assert run(1) == run(1) != run(2)
    assert 30 < sum(run(1)) < 90


def test_a_lost_tap_changes_nothing_and_the_next_one_works(phone) -> None:
    phone.plan_faults("lost_tap@1")
    tap_text(phone, "Network & internet")
    assert "Connected devices" in titles(phone)
    tap_text(phone, "Network & internet")
    assert "Connected devices" not in titles(phone)


def test_a_doubled_tap_presses_twice(phone) -> None:
    phone.activities.start(Intent("android.settings.WIFI_SETTINGS"))
    before = phone.radios.wifi
    switch = next(n for r in phone.windows() for n in r.walk() if n.checkable)
    phone.plan_faults("doubled_tap@1")
    phone.tap(*switch.bounds.center)
    assert phone.radios.wifi == before
    phone.tap(*switch.bounds.center)
    assert phone.radios.wifi != before


def test_trees_can_be_slow_stale_and_empty(phone) -> None:
    phone.plan_faults("slow_tree:60ms@1,stale_tree@2,empty_tree@3")
    start = time.monotonic()
    first = phone.dump_xml()
    assert time.monotonic() - start >= 0.06
    tap_text(phone, "Network & internet")
    assert phone.dump_xml() == first
    assert len(ElementTree.fromstring(phone.dump_xml().partition("?>")[2])) == 0
    assert phone.dump_xml() not in (first, "")


def test_a_black_frame_is_followed_by_a_good_one(phone) -> None:
    phone.plan_faults("black_frame@1")
    assert phone.screenshot().getbbox() is None
    assert phone.screenshot().getbbox() is not None


def test_only_a_part_of_the_text_arrives(phone) -> None:
    tap_text(phone, "Search settings")
    phone.plan_faults("partial_text:2@1")
    phone.type_text("wifi")
    assert phone.look().focused()[1].text == "wi"
    phone.type_text("fi")
    assert phone.look().focused()[1].text == "wifi"


@pytest.mark.parametrize(
    ("fault", "shown", "button"),
    [
        ("crash", "Settings keeps stopping", "Close app"),
        ("anr", "Settings isn't responding", "Wait"),
        ("permission", "Allow Settings to send you notifications?", "Allow"),
        ("rating", "Enjoying Settings?", "Not now"),
    ],
)
def test_a_dialog_comes_up_and_its_button_takes_it_away(phone, fault, shown, button) -> None:
    phone.plan_faults(f"{fault}@1")
    phone.dump_xml()
    assert shown in phone.dump_xml().replace("&apos;", "'")
    tap_text(phone, button)
    assert shown not in phone.dump_xml()
    assert (phone.activities.top()[0] == "com.android.settings") == (fault != "crash")


def test_messages_calls_rotation_and_the_screen(phone) -> None:
    phone.plan_faults("sms:Call me,call:555-0142@2,rotate:1@3,screen_off@4")
    phone.key(0)
    assert phone.providers.query("content://sms/inbox")[0]["body"] == "Call me"
    phone.key(0)
    assert "Incoming call" in [note.text for note in phone.notifications.active()]
    phone.key(0)
    assert phone.rotation == 1
    phone.key(0)
    assert not phone.power.screen_on
    phone.plan_faults("lock@1")
    phone.key(0)
    assert phone.power.screen_on
    assert phone.power.locked


def test_faults_of_the_connection_break_it_and_it_comes_back(phone, private_world) -> None:
    from tests.virtualphone.wire.host import Host

    with PhoneServer(phone) as server:
        phone.plan_faults("adb_drop@1")
        with Host(server) as host, pytest.raises((EOFError, ConnectionError)):
            dump_and_go_on(host)
        with Host(server) as host:
            assert host.run("shell:echo back") == b"back\n"
        phone.plan_faults("offline:300ms@1")
        with Host(server) as host, pytest.raises((EOFError, ConnectionError)):
            dump_and_go_on(host)
        with pytest.raises((EOFError, ConnectionError)):
            Host(server)
        deadline = time.monotonic() + 5
        while True:
            try:
                with Host(server) as host:
                    assert host.run("shell:echo back") == b"back\n"
                break
            except (EOFError, ConnectionError):
                assert time.monotonic() < deadline


def test_uiautomator2_survives_the_death_of_its_server(phone, adb_client) -> None:
    import uiautomator2

    with PhoneServer(phone) as server:
        adb_client.connect(server.serial)
        device = uiautomator2.connect(adb_client.device(server.serial))
        with ControlClient(server.control.port, server.control.token) as control:
            control.ask("chaos", spec="u2_death@1")
            with pytest.raises(ConnectionError):  # died while it was asked
                device.dump_hierarchy()
            assert "<node" in device.dump_hierarchy()
            assert control.ask("status")["struck"] == ["u2_death"]
        device.stop_uiautomator()
        adb_client.disconnect(server.serial)


def test_the_control_socket_needs_its_token_and_does_what_it_is_told(phone) -> None:
    with PhoneServer(phone) as server:
        with (
            ControlClient(server.control.port, "guess") as stranger,
            pytest.raises(ControlError, match="wrong token"),
        ):
            stranger.ask("status")
        with ControlClient(server.control.port, server.control.token) as control:
            phone.unknown.append("frob")
            status = control.ask("status")
            assert (status["serial"], status["unknown"]) == (server.serial, ["frob"])
            assert status["package"] == "com.android.settings"
            control.ask("reset", state={"clipboard": "fixture"})
            assert phone.clipboard.text == "fixture"
            assert control.ask("status")["unknown"] == []
            control.ask("snapshot", name="a")
            control.ask("sms", number="555", text="hi")
            assert len(phone.providers.query("content://sms")) == 1
            control.ask("restore", name="a")
            assert phone.providers.query("content://sms") == []
            before = phone.clock.now()
            control.ask("advance", seconds=3600)
            assert (phone.clock.now() - before).total_seconds() >= 3600
            for bad in ({"do": "chaos", "spec": "nonsense"}, {"do": "fly"}, {"do": "restore"}):
                with pytest.raises(ControlError):
                    control.ask(**bad)
            with pytest.raises(ControlError, match="cannot be stopped"):
                control.ask("stop")


@given(st.binary(max_size=80))
def test_the_control_socket_answers_anything_with_no(data) -> None:
    from phoneagent.virtualphone.control import Control

    control = Control.__new__(Control)
    control.token = "t"
    assert control.answer(data)["ok"] is False
