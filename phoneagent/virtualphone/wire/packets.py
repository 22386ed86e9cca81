"""The 24-byte framed messages of the adb transport (AOSP: packages/modules/adb/protocol.txt)."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

VERSION = 0x01000001
"""Our version: when both sides speak it, the checksum field is ignored."""
MAX_PAYLOAD = 1024 * 1024
"""The largest payload this phone accepts, in bytes."""

_HEADER = struct.Struct("<6I")
HEADER_SIZE = _HEADER.size


class Kind(IntEnum):
    """The command word of a packet."""

    CNXN = 0x4E584E43
    OPEN = 0x4E45504F
    OKAY = 0x59414B4F
    WRTE = 0x45545257
    CLSE = 0x45534C43
    SYNC = 0x434E5953
    AUTH = 0x48545541
    STLS = 0x534C5453


_KINDS = {int(kind): kind for kind in Kind}


class PacketError(ValueError):
    """The peer sent something that is not an adb packet."""


@dataclass(frozen=True, slots=True)
class Packet:
    """One message: the meaning of both arguments depends on the kind."""

    kind: Kind
    arg0: int
    arg1: int
    payload: bytes = b""


def encode(packet: Packet, *, checksum: bool = False) -> bytes:
    """The bytes of a packet, payload included.

    Args:
        packet: what to send.
        checksum: fill in the byte sum, which only peers older than `VERSION` look at.
    """
    total = sum(packet.payload) & 0xFFFFFFFF if checksum else 0
    kind = int(packet.kind)
    size = len(packet.payload)
    header = _HEADER.pack(kind, packet.arg0, packet.arg1, size, total, kind ^ 0xFFFFFFFF)
    return header + packet.payload


def read_packet(read_exactly: Callable[[int], bytes]) -> Packet:
    """Read one packet.

    Args:
        read_exactly: returns exactly that many bytes or raises.

    Raises:
        PacketError: wrong magic, unknown kind or a payload larger than agreed.
    """
    kind, arg0, arg1, size, _, magic = _HEADER.unpack(read_exactly(HEADER_SIZE))
    if kind ^ magic != 0xFFFFFFFF:
        raise PacketError(f"bad magic {magic:#010x} for command {kind:#010x}")
    if kind not in _KINDS:
        raise PacketError(f"unknown command {kind:#010x}")
    if size > MAX_PAYLOAD:
        raise PacketError(f"payload of {size} bytes, at most {MAX_PAYLOAD} were agreed")
    return Packet(_KINDS[kind], arg0, arg1, read_exactly(size) if size else b"")
