"""What the site knows of its own backups, whose files lie in a folder, and of what was verified."""

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


class Verification(models.Model):
    """One look at whether all that was recorded for good is still as it was (home/verification/checks.py).

    ``ended_at`` is None while it runs; ``fault`` says why it could not be ended. ``counts`` is what was
    looked at, by kind; ``differences`` the first of what does not agree, ``wrong`` their number.
    ``told`` are the people (ids) who have a letter about it.
    """

    class Fault(models.TextChoices):
        LOST = "lost", _("The worker that did it was ended, or none is running.")
        LIMITS = "limits", _("It took more time or memory than a job may.")

    asked_at = models.DateTimeField(_("asked for at"), auto_now_add=True, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    by_name = models.CharField(_("by"), max_length=200)
    total = models.PositiveBigIntegerField(_("to be checked"), default=0)
    done = models.PositiveBigIntegerField(_("checked"), default=0)
    ended_at = models.DateTimeField(_("ended at"), null=True)
    counts = models.JSONField(_("counts"), default=dict)
    differences = models.JSONField(_("differences"), default=list)
    wrong = models.PositiveBigIntegerField(_("number of differences"), default=0)
    fault = models.CharField(_("why it could not be ended"), max_length=6, choices=Fault.choices, blank=True)
    told = models.JSONField(default=list)

    class Meta:
        verbose_name = _("verification")
        verbose_name_plural = _("verifications")
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d %H:%M}"

    @property
    def is_alarm(self) -> bool:
        """Whether somebody has to look."""
        return bool(self.wrong or self.fault)


class BankHealth(models.Model):
    """What the bank's questions lack, counted by the clock where there are many. One row."""

    at = models.DateTimeField(_("counted at"), auto_now=True)
    counts = models.JSONField(_("counts"), default=dict)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
