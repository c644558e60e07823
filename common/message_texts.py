"""The texts of messages that pure modules marked (common.messages), in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext


def message_text(message: str, params: Mapping[str, Any]) -> str:
    """The message, translated, with its %(name)s places filled from ``params``."""
    return gettext(message) % params
