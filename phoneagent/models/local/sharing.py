"""One engine per checkpoint, however many roles and models use it."""

from __future__ import annotations

import threading

from phoneagent.models.local.engine import Engine
from phoneagent.models.local.spec import LocalSpec

_lock = threading.Lock()
_engines: dict[LocalSpec, tuple[Engine, int]] = {}
_ABOUT_WEIGHTS = ("folder", "quant", "packed", "device", "dtype", "threads")


def borrow(spec: LocalSpec) -> Engine:
    """The engine for this checkpoint, loaded when nobody has it yet; give it back when done."""
    key = _key(spec)
    with _lock:
        engine, users = _engines.get(key) or (Engine(spec), 0)
        _engines[key] = (engine, users + 1)
        return engine


def lend(spec: LocalSpec, engine: Engine) -> None:
    """Offer an engine that is there already to whoever borrows this checkpoint."""
    with _lock:
        _engines[_key(spec)] = (engine, 0)


def give_back(spec: LocalSpec) -> None:
    """One user less; the last one frees the memory."""
    key = _key(spec)
    with _lock:
        engine, users = _engines.pop(key)
        if users > 1:
            _engines[key] = (engine, users - 1)


def _key(spec: LocalSpec) -> LocalSpec:
    """What of a spec decides which weights are loaded; pictures may differ from role to role."""
    about = {name: getattr(spec, name) for name in _ABOUT_WEIGHTS}
    return LocalSpec(**about | {"folder": spec.folder.resolve()})
