"""A page that mirrors a phone live and passes clicks, keys and drags on to it."""

from phoneagent.virtualphone.mirror.web import Mirror

__all__ = ["Mirror"]
