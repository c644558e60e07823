"""The secret in the link of a letter, by which its candidate answers.

It is derived from the site's secret key and is written down nowhere: the letter's row has only its hash, by
which it is found again, and whoever reads the database can't answer for anybody. It is the same each time the
worker tries to send the letter.
"""

from __future__ import annotations

import base64
from hashlib import sha256

from django.utils.crypto import salted_hmac

from interviews.models import CandidateLetter


def secret_for(letter: CandidateLetter) -> str:
    """The secret of a stored letter: 256 bits, as an address can hold them."""
    made = f"{letter.pk} {letter.created_at.timestamp():.6f}"
    digest = salted_hmac("interviews.letters.answer", made, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def hash_of(secret: str) -> str:
    """The hash by which a letter is found."""
    return sha256(secret.encode(errors="replace")).hexdigest()
