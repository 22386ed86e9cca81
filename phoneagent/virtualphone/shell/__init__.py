"""The device's command line: a small POSIX shell and the commands clients call."""
