"""That two entries of candidates were the same person and are one now."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from interviews.models.interviews import Candidate


class CandidateMerge(models.Model):
    """A merge that stands: what is needed to take it back. One that is taken back has no row any more.

    ``merged`` is the entry that went, column → value; ``before`` and ``after`` are those of ``candidate``,
    the entry that stays. ``moved``: relation → ids of the rows that went over; ``set_aside``: those that
    could not stand twice. interviews/candidates/services/merging.py writes them all.
    """

    candidate = models.ForeignKey(
        Candidate, models.PROTECT, related_name="merges", verbose_name=_("candidate")
    )
    merged_number = models.PositiveBigIntegerField(_("number of the entry that went"), unique=True)
    merged = models.JSONField(_("the entry that went"), default=dict)
    before = models.JSONField(_("the entry before"), default=dict)
    after = models.JSONField(_("the entry after"), default=dict)
    moved = models.JSONField(_("what went over"), default=dict)
    set_aside = models.JSONField(_("what was there twice"), default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("merge of candidates")
        verbose_name_plural = _("merges of candidates")
        ordering = ["-pk"]

    def __str__(self) -> str:
        # The trail keeps this for good: no name.
        return f"#{self.merged_number}"
