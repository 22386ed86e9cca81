"""Leases: one holder at a time, gone with its holder."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from phoneagent import devices
from phoneagent.devices import leases

HOLD = (
    "import sys; from phoneagent.devices import leases\n"
    "leases.take(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
)


@contextmanager
def other_process_holds(serial: str) -> Iterator[subprocess.Popen[bytes]]:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, serial], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    with holder:
        yield holder
        holder.kill()


def test_a_second_process_is_told_who_holds_the_phone(private_world: object) -> None:
    with other_process_holds("lease-1") as holder:
        with pytest.raises(leases.Busy, match=str(holder.pid)):
            leases.take("lease-1")
        holder.kill()
        holder.wait()
        leases.take("lease-1").release()


def test_a_lease_may_be_taken_again_in_one_process(private_world: object) -> None:
    first, second = leases.take("lease-2"), leases.take("lease-2")
    first.release()
    first.release()
    check = "from phoneagent.devices import leases; leases.take('lease-2')"
    assert subprocess.run([sys.executable, "-c", check], capture_output=True).returncode == 1
    second.release()
    assert subprocess.run([sys.executable, "-c", check], capture_output=True).returncode == 0


def test_a_pool_gives_the_phone_that_is_free(private_world: object) -> None:
    with other_process_holds("lease-3"):
        with devices.lease(["lease-3", "lease-4"]) as spec:
            assert spec == "lease-4"
        with pytest.raises(leases.Busy, match="lease-3"), devices.lease(["lease-3"]):
            pass


def test_a_phone_that_is_started_is_always_free(private_world: object) -> None:
    with devices.lease(["virtual"]) as one, devices.lease(["virtual"]) as two:
        assert one == two == "virtual"
