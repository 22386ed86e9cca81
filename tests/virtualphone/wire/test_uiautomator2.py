"""Unmodified uiautomator2 and adbutils against the phone."""

from __future__ import annotations

import io
import subprocess
import sys

import pytest
import uiautomator2
from PIL import Image

from phoneagent.virtualphone.phone import VirtualPhone
from phoneagent.virtualphone.server import PhoneServer
from tests.virtualphone.conftest import NOW

pytestmark = pytest.mark.xdist_group("uiautomator2")


@pytest.fixture(scope="module")
def served():
    with VirtualPhone(now=NOW) as phone, PhoneServer(phone) as server:
        yield server


@pytest.fixture(scope="module")
def adb_device(served, adb_client):
    assert "connected to" in adb_client.connect(served.serial)
    yield adb_client.device(served.serial)
    adb_client.disconnect(served.serial)


@pytest.fixture(scope="module")
def connected(adb_device):
    device = uiautomator2.connect(adb_device)
    device.settings["wait_timeout"] = 2.0
    yield device
    device.stop_uiautomator()


@pytest.fixture
def d(connected, served):
    """uiautomator2 on a phone that has just been reset; nothing unknown may be asked of it."""
    served.phone.reset()
    yield connected
    assert served.phone.unknown == []


def test_info_size_and_the_app_in_front(d) -> None:
    assert d.info["displayWidth"] == 1080
    assert d.info["sdkInt"] == 34
    assert d.window_size() == (1080, 2400)
    assert d.orientation == "natural"
    assert d.app_current()["package"] == "com.google.android.apps.nexuslauncher"
    assert d.device_info["brand"] == "virtual"
    assert d.wlan_ip == "10.0.2.16"


def test_tree_and_screenshot_are_of_the_same_screen(d, served) -> None:
    d.app_start("com.android.settings")
    xml = d.dump_hierarchy()
    assert xml == served.phone.dump_xml()
    assert 'text="Network &amp; internet"' in xml
    assert d.screenshot().size == (1080, 2400)
    assert "<node" in d.dump_hierarchy(compressed=True, max_depth=20)


def test_click_by_selector_opens_a_page_and_back_leaves_it(d) -> None:
    d.app_start("com.android.settings")
    d(text="Network & internet").click()
    assert d(text="Internet").wait(timeout=2)
    assert not d(text="No such text").exists
    d.press("back")
    assert d(text="Connected devices").wait(timeout=2)
    assert d(text="Internet").wait_gone(timeout=2)


def test_selector_fields_children_siblings_and_counts(d) -> None:
    d.app_start("com.android.settings")
    assert d(textContains="etwork &").exists
    assert d(textStartsWith="Connected").exists
    assert d(textMatches=r"N\w+ & .*").exists
    assert d(resourceId="android:id/title").count > 3
    assert d(resourceIdMatches=".*/homepage_title").exists
    assert d(className="android.widget.TextView", instance=1).exists
    assert d(scrollable=True).child(text="Connected devices").exists
    assert d(text="Network & internet").sibling(resourceId="android:id/summary").exists
    titles = [item.get_text() for item in d(resourceId="android:id/title")]
    assert titles[0] == "Network & internet"
    info = d(text="Network & internet").info
    assert info["className"] == "android.widget.TextView"
    assert info["visibleBounds"]["left"] < info["visibleBounds"]["right"]


def test_a_missing_element_is_an_error_of_its_own_kind(d) -> None:
    with pytest.raises(uiautomator2.UiObjectNotFoundError):
        d(text="No such text").click(timeout=0.1)
    with pytest.raises(uiautomator2.UiObjectNotFoundError):
        d.jsonrpc.objInfo(uiautomator2._selector.Selector(text="No such text"))


def test_scrolling_a_list_to_an_element_and_back(d) -> None:
    d.app_start("com.android.settings")
    assert not d(text="About phone").exists
    assert d(scrollable=True).scroll.to(text="About phone")
    assert d(text="About phone").exists
    d(scrollable=True).scroll.toBeginning()
    assert d(text="Network & internet").exists
    d(scrollable=True).fling.toEnd()
    assert d(text="About phone").exists


def test_text_goes_into_a_field_in_every_way(d) -> None:
    d.app_start("com.android.settings")
    d(resourceIdMatches=".*search_action_bar").click()
    field = d(className="android.widget.EditText")
    assert field.wait(timeout=2)
    field.set_text("héllo 世界")
    assert field.get_text() == "héllo 世界"
    field.clear_text()
    d.send_keys("wi-fi ☕")
    assert field.get_text() == "wi-fi ☕"
    d.clear_text()
    d.shell("input text abc%sdef")
    assert field.get_text() == "abc def"


def test_the_companion_keyboard_is_installed_and_types(d) -> None:
    d.app_start("com.android.settings")
    d(resourceIdMatches=".*search_action_bar").click()
    d.set_input_ime(True)
    assert d.current_ime() == "com.github.uiautomator/.AdbKeyboard"
    d.send_keys("Grüße")
    assert d(className="android.widget.EditText").get_text() == "Grüße"
    d.set_input_ime(False)
    assert "latin" in d.current_ime().lower()


def test_clipboard_toast_keys_and_touches(d, served) -> None:
    d.clipboard = "copied"
    assert d.clipboard == "copied"
    d.clear_toast()
    served.phone.toasts.show("Saved")
    assert d.last_toast == "Saved"
    d.screen_off()
    assert not d.info["screenOn"]
    d.screen_on()
    served.phone.power.unlock()
    d.open_notification()
    assert d(packageName="com.android.systemui").exists
    d.press("home")
    d.touch.down(500, 1500).move(500, 1000).up(500, 600)
    d.swipe(0.5, 0.8, 0.5, 0.2, 0.1)
    d.swipe_points([(500, 1500), (500, 1000), (400, 600)], 0.1)
    d.drag(500, 1500, 500, 600, 0.1)
    d.double_click(500, 1000)
    d.long_click(500, 1000)


def test_xpath_and_watcher_work_on_the_tree(d) -> None:
    d.app_start("com.android.settings")
    d.xpath('//*[@text="Connected devices"]').click()
    assert d.xpath("//*[contains(@text, 'Bluetooth')]").wait(timeout=2)


def test_apps_are_listed_started_and_stopped(d) -> None:
    assert "com.android.settings" in d.app_list()
    d.app_start("com.android.settings", wait=True)
    assert "com.android.settings" in d.app_list_running()
    assert d.app_info("com.android.settings")["versionName"]
    d.app_stop("com.android.settings")
    assert d.app_current()["package"] != "com.android.settings"
    d.open_url("tel:5551234")


def test_files_go_both_ways(d, tmp_path) -> None:
    d.push(io.BytesIO(b"x" * 10_000), "/sdcard/Download/x.bin")
    d.pull("/sdcard/Download/x.bin", str(tmp_path / "x.bin"))
    assert (tmp_path / "x.bin").read_bytes() == b"x" * 10_000


def test_a_server_that_dies_is_started_again_by_the_client(d, served) -> None:
    assert d(text="nothing").count == 0
    served.u2.die()
    assert d.info["sdkInt"] == 34


def test_connect_by_serial_alone_makes_the_connection_itself(served) -> None:
    script = (
        "import sys, uiautomator2; d = uiautomator2.connect(sys.argv[1]);"
        "print(d.info['sdkInt']); d.stop_uiautomator()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, served.serial], capture_output=True, text=True, timeout=60
    )
    assert done.stdout == "34\n", done.stderr


def test_adbutils_reads_what_it_needs(d, served, adb_device) -> None:
    device = adb_device
    assert device.window_size() == (1080, 2400)
    assert device.rotation() == 0
    assert device.app_current().package == "com.google.android.apps.nexuslauncher"
    assert "com.android.settings" in device.list_packages()
    assert device.is_screen_on()
    assert device.battery().level == 100
    assert device.app_info("com.android.settings").version_name
    assert device.screenshot().size == (1080, 2400)
    assert device.framebuffer().size == (1080, 2400)
    assert device.dump_hierarchy().startswith("<?xml")
    assert device.shell2("(exit 3)").returncode == 3
    assert device.shell2("echo a; echo b >&2", v2=True).stderr == "b\n"
    assert device.brightness_value == 102
    device.switch_airplane(True)
    assert served.phone.radios.airplane
    device.switch_wifi(False)
    assert not served.phone.radios.wifi


def test_adbutils_sync(d, adb_device) -> None:
    sync = adb_device.sync
    sync.push(b"hello", "/sdcard/Download/deep/er/h.txt")
    assert sync.exists("/sdcard/Download/deep/er/h.txt")
    assert not sync.exists("/sdcard/Download/none")
    assert sync.read_text("/sdcard/Download/deep/er/h.txt") == "hello"
    assert [item.path for item in sync.list("/sdcard/Download/deep")] == ["er"]
    assert sync.stat("/sdcard/Download/deep/er/h.txt").size == 5


def test_screencap_is_the_screen(d, served, adb_device) -> None:
    raw = adb_device.shell("screencap -p", encoding=None)
    with Image.open(io.BytesIO(raw)) as image:
        assert image.convert("RGB").tobytes() == served.phone.screenshot().tobytes()
