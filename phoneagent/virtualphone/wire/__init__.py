"""What the virtual phone speaks over the wire: adb, sync, uiautomator2, the emulator console."""
