"""What the site itself remembers, whatever it is about."""

from __future__ import annotations

from django.db import models


class SentForm(models.Model):
    """A form that was sent, and the answer to it: sent once more, it is answered the same and does nothing.

    ``key``: hash of whose form it is, where it went and what was in it. ``answer`` is None while the first
    sending is under way; then {"status": int, "headers": {name: text}, "cookies": {name: text}}.
    See :mod:`common.sent_forms`.
    """

    key = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(auto_now_add=True, db_index=True)
    answer = models.JSONField(null=True)
    body = models.BinaryField(null=True)

    def __str__(self) -> str:
        return self.key[:12]
