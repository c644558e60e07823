"""Messages of pure modules: marked here, translated where they are shown."""

from __future__ import annotations


def gettext_noop(message: str) -> str:
    """Mark a message for translation; pure modules don't import Django's own."""
    return message
