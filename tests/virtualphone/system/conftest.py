"""Every test here holds a fresh phone."""

from tests.virtualphone.hands import hands, phone

__all__ = ["hands", "phone"]
