"""What the site knows of its own backups. The files lie in a folder, see home/backups/keeping.py."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Backup(models.Model):
    """A backup that somebody or the clock asked for. In no backup itself: it speaks of files of this machine.

    ``made_at`` is None until it is made, ``fault`` says why it could not be. ``tried_at``: when it was last
    restored on trial and found to be the same; ``trial_fault``: what was wrong the last time.
    """

    asked_at = models.DateTimeField(_("asked for at"), auto_now_add=True, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    by_name = models.CharField(_("by"), max_length=200)
    made_at = models.DateTimeField(_("made at"), null=True)
    file_name = models.CharField(_("file"), max_length=80, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    rows = models.PositiveBigIntegerField(_("rows"), default=0)
    encrypted = models.BooleanField(_("encrypted"), default=False)
    fault = models.TextField(_("why it could not be made"), blank=True)
    tried_at = models.DateTimeField(_("restored on trial at"), null=True)
    trial_fault = models.TextField(_("what the trial found"), blank=True)

    class Meta:
        verbose_name = _("backup")
        verbose_name_plural = _("backups")
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name or f"{self.asked_at:%Y-%m-%d %H:%M}"
