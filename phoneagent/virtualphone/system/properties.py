"""The properties `getprop` prints: a Pixel-like phone with Android 14."""

from __future__ import annotations


def properties(serial: str = "VPHONE0001") -> dict[str, str]:
    """A fresh set of system properties."""
    return {
        "dev.bootcomplete": "1",
        "gsm.operator.alpha": "Virtual Mobile",
        "gsm.sim.state": "LOADED",
        "init.svc.adbd": "running",
        "init.svc.bootanim": "stopped",
        "persist.sys.locale": "en-US",
        "persist.sys.timezone": "UTC",
        "ro.boot.serialno": serial,
        "ro.bootmode": "unknown",
        "ro.build.characteristics": "nosdcard",
        "ro.build.date.utc": "1709251200",
        "ro.build.display.id": "UQ1A.240205.004",
        "ro.build.fingerprint": "virtual/vphone/vphone:14/UQ1A.240205.004/1:userdebug/dev-keys",
        "ro.build.id": "UQ1A.240205.004",
        "ro.build.tags": "dev-keys",
        "ro.build.type": "userdebug",
        "ro.build.version.codename": "REL",
        "ro.build.version.incremental": "1",
        "ro.build.version.release": "14",
        "ro.build.version.sdk": "34",
        "ro.build.version.security_patch": "2024-02-05",
        "ro.debuggable": "1",
        "ro.hardware": "virtual",
        "ro.kernel.qemu": "0",
        "ro.product.board": "virtual",
        "ro.product.brand": "virtual",
        "ro.product.cpu.abi": "x86_64",
        "ro.product.cpu.abilist": "x86_64,arm64-v8a",
        "ro.product.device": "vphone",
        "ro.product.locale": "en-US",
        "ro.product.manufacturer": "Virtual",
        "ro.product.model": "Virtual Phone",
        "ro.product.name": "vphone",
        "ro.secure": "0",
        "ro.serialno": serial,
        "ro.sf.lcd_density": "420",
        "sys.boot_completed": "1",
    }
