"""Just enough of the protocol-buffer wire format for the emulator's gRPC.

The format is protobuf.dev/programming-guides/encoding; messages are written by field number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_VARINT, _FIXED64, _LENGTH, _FIXED32 = 0, 1, 2, 5

Fields = Iterable[tuple[int, "int | bool | str | bytes"]]


class BadMessage(ValueError):
    """The bytes end in the middle of a field, or hold a field of no known kind."""


def varint(value: int) -> bytes:
    """A number in groups of seven bits, lowest first; negative ones as 64-bit two's complement.

    >>> varint(300).hex()
    'ac02'
    """
    rest = value & 0xFFFF_FFFF_FFFF_FFFF
    out = bytearray()
    while rest > 0x7F:
        out.append(rest & 0x7F | 0x80)
        rest >>= 7
    out.append(rest)
    return bytes(out)


def message(fields: Fields) -> bytes:
    """Encode (field number, value) pairs; zero, false and empty values are left out (proto3).

    >>> message([(1, 150), (2, "hi"), (3, False)]).hex()
    '08960112026869'
    """
    out = bytearray()
    for number, value in fields:
        if not value:
            continue
        if isinstance(value, int):
            out += varint(number << 3 | _VARINT) + varint(int(value))
        else:
            data = value.encode() if isinstance(value, str) else value
            out += varint(number << 3 | _LENGTH) + varint(len(data)) + data
    return bytes(out)


def packed(numbers: Iterable[int]) -> bytes:
    """A repeated number field in its packed form."""
    return b"".join(varint(number) for number in numbers)


def fields(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    """The fields of a message in order: numbers for varints, bytes for everything else.

    Raises:
        BadMessage: not a message.
    """
    at = 0
    while at < len(data):
        tag, at = _read_varint(data, at)
        kind = tag & 7
        if kind == _VARINT:
            value, at = _read_varint(data, at)
            yield tag >> 3, value
            continue
        if kind == _LENGTH:
            size, at = _read_varint(data, at)
        elif kind in (_FIXED32, _FIXED64):
            size = 4 if kind == _FIXED32 else 8
        else:
            raise BadMessage(f"field kind {kind}")
        if at + size > len(data):
            raise BadMessage("a field is cut off")
        yield tag >> 3, data[at : at + size]
        at += size


def numbers(data: bytes) -> dict[int, int]:
    """The number fields of a message, as signed 32-bit values, by field number."""
    return {
        number: (value & 0xFFFF_FFFF ^ 0x8000_0000) - 0x8000_0000
        for number, value in fields(data)
        if isinstance(value, int)
    }


def _read_varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while at < len(data) and shift < 64:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at += 1
        shift += 7
        if byte < 0x80:
            return value, at
    raise BadMessage("a number is cut off")
