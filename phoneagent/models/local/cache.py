"""Keys and values of what a model has read: kept in place, cut without copying."""

from __future__ import annotations

from typing import Any

import torch
from transformers.cache_utils import Cache, DynamicLayer

_ROOM = 512


class RoomyLayer(DynamicLayer):
    """A layer's keys and values in buffers with room to grow, so that a token is not a copy of all.

    What transformers' own layer does by concatenation (one copy of everything per token) is a copy
    of the new token only. `keys` and `values` are views of the buffers.
    """

    def lazy_initialization(self, key_states: Any, value_states: Any) -> None:
        """Empty buffers of the states' shape and kind."""
        self.dtype, self.device = key_states.dtype, key_states.device
        self._length = 0
        self._key_room = self._enlarged(key_states, None, 0)
        self._value_room = self._enlarged(value_states, None, 0)
        self._show()
        self.is_initialized = True

    def update(self, key_states: Any, value_states: Any, *args: Any, **kwargs: Any) -> Any:
        """Add the new states; returns all of them."""
        if not self.is_initialized:
            self.lazy_initialization(key_states, value_states)
        end = self._length + key_states.shape[-2]
        if end > self._key_room.shape[-2]:
            self._key_room = self._enlarged(key_states, self._key_room, end)
            self._value_room = self._enlarged(value_states, self._value_room, end)
        self._key_room[..., self._length : end, :] = key_states
        self._value_room[..., self._length : end, :] = value_states
        self._length = end
        self._show()
        return self.keys, self.values

    def get_seq_length(self) -> int:
        """How many tokens are held."""
        return self._length if self.is_initialized else 0

    def keep(self, length: int) -> None:
        """Forget everything after the first `length` tokens."""
        if self.is_initialized:
            self._length = min(length, self._length)
            self._show()

    def _enlarged(self, like: Any, old: Any, needed: int) -> Any:
        """A buffer for at least `needed` tokens, with what `old` holds."""
        shape = list(like.shape)
        shape[-2] = max(_ROOM, -(-needed // _ROOM) * _ROOM + _ROOM)
        room = torch.empty(shape, dtype=like.dtype, device=like.device)
        if old is not None:
            room[..., : self._length, :] = old[..., : self._length, :]
        return room

    def _show(self) -> None:
        self.keys = self._key_room[..., : self._length, :]
        self.values = self._value_room[..., : self._length, :]


class RoomyCache(Cache):
    """An empty cache for a text model with so many layers."""

    def __init__(self, layers: int) -> None:
        super().__init__(layers=[RoomyLayer() for _ in range(layers)])

    def keep(self, length: int) -> None:
        """Forget everything after the first `length` tokens."""
        for layer in self.layers:
            layer.keep(length)
