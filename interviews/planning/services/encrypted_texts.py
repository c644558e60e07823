"""Texts that the database keeps unreadable: whoever holds a copy of it, or a backup, can't use them.

They are encrypted under a key that is made of the site's secret key, which stands outside the database. On a
site with another secret key they can't be read any more and have to be entered anew.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from cryptography.fernet import Fernet


class UnreadableSecretError(Exception):
    """It was encrypted under another secret key, or changed since."""


def encrypt(text: str) -> str:
    """The text as only this site can read it, in ASCII; an empty text stays empty."""
    return _cipher().encrypt(text.encode()).decode() if text else ""


def decrypt(encrypted: str) -> str:
    """What :func:`encrypt` was given. Raises UnreadableSecretError."""
    from cryptography.fernet import InvalidToken  # noqa: PLC0415 (8 MB that few processes need)

    if not encrypted:
        return ""
    try:
        return _cipher().decrypt(encrypted.encode()).decode()
    except InvalidToken as error:
        raise UnreadableSecretError from error


def _cipher() -> Fernet:
    from cryptography.fernet import Fernet  # noqa: PLC0415 (8 MB that few processes need)

    key = hmac.new(settings.SECRET_KEY.encode(), b"encrypted_texts", hashlib.sha256).digest()
    return Fernet(base64.urlsafe_b64encode(key))
