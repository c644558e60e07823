"""Sealing: one text for equal content, and its hash. Pure rules, no database."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any


def canonical_json(content: Mapping[str, Any]) -> str:
    """The canonical JSON text of a content: sorted keys, no spaces, letters not escaped.

    Numbers that must stay exact come as strings: raises ValueError for a float, TypeError for anything
    else JSON can't express.
    """
    _refuse_floats(content)
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def seal_hash(text: str) -> str:
    """The SHA-256 of the text's bytes (UTF-8), as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def seal_matches(text: str, sha256: str) -> bool:
    """Whether the text is, byte for byte, the one that was sealed."""
    return hmac.compare_digest(seal_hash(text).encode(), sha256.encode())


def _refuse_floats(value: Any) -> None:
    if isinstance(value, float):
        raise ValueError(f"A sealed content holds no float such as {value}.")
    if isinstance(value, Mapping):
        for child in value.values():
            _refuse_floats(child)
    elif isinstance(value, list | tuple):
        for child in value:
            _refuse_floats(child)
