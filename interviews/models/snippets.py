"""Phrases that a person inserts into their notes with a key."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class NoteSnippet(models.Model):
    """One phrase of one person; ``position`` (from 1) is the digit that inserts it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="note_snippets", verbose_name=_("person")
    )
    position = models.PositiveSmallIntegerField(_("position"))
    text = models.CharField(_("text"), max_length=200)

    class Meta:
        verbose_name = _("snippet")
        verbose_name_plural = _("snippets")
        ordering = ["user", "position"]
        constraints = [
            models.UniqueConstraint(fields=["user", "position"], name="snippet_once_per_position"),
        ]

    def __str__(self) -> str:
        return self.text
