"""What each panel member recorded: scorecards, responses, marks, and every change to them."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import AppendOnly
from interviews.models.interviews import PanelMember
from interviews.models.sets import SheetItem, SheetPoint
from interviews.models.visibility import (
    MarkQuerySet,
    ResponseQuerySet,
    ScorecardQuerySet,
    ScoreChangeQuerySet,
    SubmittedVersionQuerySet,
)


class Scorecard(models.Model):
    """One panel member's record of one interview. Totals are computed, never stored.

    A withdrawn one belongs to somebody who left the panel: it is locked and counts nowhere, and keeps the
    time it was submitted at, if it was.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("In progress")
        SUBMITTED = "submitted", _("Submitted")
        WITHDRAWN = "withdrawn", _("Does not count")

    member = models.OneToOneField(
        PanelMember, models.PROTECT, related_name="scorecard", verbose_name=_("panel member")
    )
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    opened_at = models.DateTimeField(_("opened at"), auto_now_add=True)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)

    objects = ScorecardQuerySet.as_manager()

    class Meta:
        verbose_name = _("scorecard")
        verbose_name_plural = _("scorecards")
        ordering = ["member"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="draft", submitted_at__isnull=True)
                | Q(status="submitted", submitted_at__isnull=False)
                | Q(status="withdrawn"),
                name="scorecard_submitted_has_time",
            ),
        ]
        permissions = [("reopen_scorecard", "Can reopen a submitted scorecard, with a reason")]

    def __str__(self) -> str:
        return f"{self.member.interview} · {self.member}"

    @property
    def submitted(self) -> bool:
        return self.status == self.Status.SUBMITTED


class Response(models.Model):
    """On a scorecard, for one question: what was said, how it was judged, or why it was not asked.

    ``probes_used``: positions (from 0) of the probes that were used. ``seconds``: time spent on the
    question. ``revision`` grows with every change. ``heads`` says of each field which changes gave it its
    value, and which were kept beside it unanswered: {field: {"now": [change ids], "kept": [change ids]}}
    (interviews/room/rules/field_versions.py).
    """

    scorecard = models.ForeignKey(
        Scorecard, models.CASCADE, related_name="responses", verbose_name=_("scorecard")
    )
    item = models.ForeignKey(SheetItem, models.PROTECT, related_name="responses", verbose_name=_("question"))
    notes = models.TextField(_("what the candidate said"), blank=True)
    rating = models.DecimalField(_("rating"), max_digits=4, decimal_places=1, null=True, blank=True)
    evidence = models.TextField(_("evidence"), blank=True)
    reason = models.TextField(_("reason for differing from the suggestion"), blank=True)
    flag_note = models.TextField(_("note on the red flag"), blank=True)
    not_asked = models.BooleanField(_("not asked"), default=False)
    not_asked_reason = models.TextField(_("why it was not asked"), blank=True)
    probes_used = models.JSONField(_("probes used"), default=list, blank=True)
    seconds = models.PositiveIntegerField(_("seconds spent"), default=0)
    revision = models.PositiveIntegerField(_("revision"), default=0)
    heads = models.JSONField(_("versions of the fields"), default=dict, blank=True, editable=False)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        ordering = ["scorecard", "item"]
        constraints = [
            models.UniqueConstraint(fields=["scorecard", "item"], name="response_once_per_item"),
            models.CheckConstraint(
                condition=Q(not_asked=False) | Q(rating__isnull=True),
                name="not_asked_has_no_rating",
                violation_error_message=_("A question that was not asked has no rating."),
            ),
            models.CheckConstraint(
                condition=Q(rating__isnull=True) | Q(rating__gte=0),
                name="rating_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scorecard_id}/{self.item_id}"


class Mark(models.Model):
    """How far one rubric point was met. On a red flag, "met" means that it appeared."""

    class Value(models.TextChoices):
        MET = "met", _("Met")
        PARTLY = "partly", _("Partly")
        MISSED = "missed", _("Missed")

    response = models.ForeignKey(Response, models.CASCADE, related_name="marks", verbose_name=_("response"))
    point = models.ForeignKey(
        SheetPoint, models.PROTECT, related_name="marks", verbose_name=_("rubric point")
    )
    value = models.CharField(_("mark"), max_length=6, choices=Value.choices)

    objects = MarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("mark")
        verbose_name_plural = _("marks")
        ordering = ["response", "point"]
        constraints = [
            models.UniqueConstraint(fields=["response", "point"], name="mark_once_per_point"),
        ]

    def __str__(self) -> str:
        return self.value


class RecordedChange(AppendOnly):
    """One change as a browser sent it. Its id makes repeating it harmless; the rows together are the audit
    trail of what they changed.

    ``value`` is what the field was set to. ``base`` is the change whose value it was made on (None: on an
    empty field, or not said). ``kept``: the field had another value by then, so this one was kept beside it
    until somebody chose; ``settles`` are the kept changes that this one chose about. ``device``: the
    browser's name for itself.
    """

    id = models.UUIDField(primary_key=True)
    value = models.JSONField(_("value"), null=True)
    base = models.UUIDField(_("made on"), null=True)
    settles = models.JSONField(_("settles"), null=True)
    kept = models.BooleanField(_("kept beside another value"), default=False)
    device = models.CharField(_("device"), max_length=60, blank=True)
    at = models.DateTimeField(_("at"), auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), related_name="+")

    class Meta:
        abstract = True


class ScoreChange(RecordedChange):
    """A change to a response. ``field`` is a Response field or "mark:<point id>"."""

    scorecard = models.ForeignKey(
        Scorecard, models.PROTECT, related_name="changes", verbose_name=_("scorecard"), db_index=False
    )
    item = models.ForeignKey(SheetItem, models.PROTECT, related_name="+", verbose_name=_("question"))
    field = models.CharField(_("field"), max_length=40)

    objects: ClassVar[models.Manager[Any]] = ScoreChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("score change")
        verbose_name_plural = _("score changes")
        ordering = ["scorecard", "at"]
        indexes = [models.Index(fields=["scorecard", "item"], name="score_change_on_item")]

    def __str__(self) -> str:
        return f"{self.field} {self.at:%H:%M:%S}"


class SubmittedVersion(AppendOnly):
    """A scorecard exactly as it was submitted; reopening adds a later one and changes none."""

    in_chain = True

    scorecard = models.ForeignKey(
        Scorecard, models.PROTECT, related_name="versions", verbose_name=_("scorecard")
    )
    number = models.PositiveIntegerField(_("version"))
    content = models.JSONField(_("content"))
    sha256 = models.CharField(_("hash"), max_length=64)
    submitted_at = models.DateTimeField(_("submitted at"))

    objects: ClassVar[models.Manager[Any]] = SubmittedVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submitted version")
        verbose_name_plural = _("submitted versions")
        ordering = ["scorecard", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["scorecard", "number"], name="submitted_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.scorecard_id} v{self.number}"
