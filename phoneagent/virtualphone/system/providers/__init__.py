"""Content providers: query, insert, update and delete over content URIs, as `content` does."""

from __future__ import annotations

from phoneagent.virtualphone.system.providers.base import Provider, Row, UnknownUri, Value
from phoneagent.virtualphone.system.providers.directory import Providers

__all__ = ["Provider", "Providers", "Row", "UnknownUri", "Value"]
