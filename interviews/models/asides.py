"""What a panel member writes down beside the sheet: questions added on the spot and the hand-over note.

Neither counts towards a score. Their ``revision`` and ``heads`` are those of a Response.
"""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from interviews.models.scorecards import RecordedChange, Scorecard
from interviews.models.visibility import AsideChangeQuerySet, HandoverNoteQuerySet, ResponseQuerySet


class ExtraQuestion(models.Model):
    """A question asked on the spot that is not on the sheet. Its id comes from the browser that added it."""

    id = models.UUIDField(primary_key=True)
    scorecard = models.ForeignKey(
        Scorecard, models.PROTECT, related_name="extras", verbose_name=_("scorecard")
    )
    text = models.TextField(_("question"), blank=True)
    notes = models.TextField(_("what the candidate said"), blank=True)
    removed = models.BooleanField(_("taken out again"), default=False)
    revision = models.PositiveIntegerField(_("revision"), default=0)
    heads = models.JSONField(_("versions of the fields"), default=dict, blank=True, editable=False)
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        verbose_name = _("question added on the spot")
        verbose_name_plural = _("questions added on the spot")
        ordering = ["scorecard", "added_at", "id"]

    def __str__(self) -> str:
        return self.text[:40]


class HandoverNote(models.Model):
    """What the next interviewer should verify: facts, no ratings.

    ``held``: it reads like a rating, so nobody but its author sees it until that is gone.
    """

    scorecard = models.OneToOneField(
        Scorecard, models.PROTECT, related_name="handover", verbose_name=_("scorecard")
    )
    text = models.TextField(_("to verify"), blank=True)
    held = models.BooleanField(_("held back"), default=False)
    revision = models.PositiveIntegerField(_("revision"), default=0)
    heads = models.JSONField(_("versions of the fields"), default=dict, blank=True, editable=False)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = HandoverNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("hand-over note")
        verbose_name_plural = _("hand-over notes")
        ordering = ["scorecard"]

    def __str__(self) -> str:
        return str(self.scorecard)


class AsideChange(RecordedChange):
    """A change to one of these. ``target`` is the id of an extra question or "handover"."""

    scorecard = models.ForeignKey(
        Scorecard, models.PROTECT, related_name="aside_changes", verbose_name=_("scorecard")
    )
    target = models.CharField(_("of"), max_length=36)
    field = models.CharField(_("field"), max_length=10)

    objects: ClassVar[models.Manager[Any]] = AsideChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change beside the sheet")
        verbose_name_plural = _("changes beside the sheet")
        ordering = ["scorecard", "at"]

    def __str__(self) -> str:
        return f"{self.field} {self.at:%H:%M:%S}"
