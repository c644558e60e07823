"""Seats on panels: which of them are held, given up or abandoned, and who helped put the sheet together."""

from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q
from django.db.models.functions import Cast

from accounts.models import AuditEvent

_Seat = TypeVar("_Seat", bound=models.Model, covariant=True)


def set_changes(question_set: Any, until: Any) -> models.QuerySet[AuditEvent]:
    """What the trail tells of changes of a question set until a time; both may be expressions."""
    return AuditEvent.objects.filter(
        object_type="interviews.questionset",
        object_id=Cast(question_set, models.CharField()),
        at__lte=until,
    )


class PanelMemberQuerySet(models.QuerySet[_Seat]):
    def sitting(self) -> Self:
        """Those who have not left their panel."""
        return self.filter(withdrawn_at__isnull=True)

    def abandoned(self) -> Self:
        """Seats of people who can't sign in any more and owe their scorecard: they are to be replaced."""
        owing = self.sitting().filter(user__is_active=False, interview__closed_at__isnull=True)
        return owing.filter(interview__status="scheduled").exclude(scorecard__status="submitted")

    def given_up(self) -> Self:
        """Seats whose people stepped back, and that nobody fills yet."""
        return self.filter(withdrawn_by=F("user"), successor__isnull=True)

    def with_assembled(self) -> Self:
        """Adds whether the member helped put the interview's sheet together: made its set, or changed it
        before the sheet was published. No query of its own; the audit trail tells."""
        sheet = "interview__sheet__"
        changes = set_changes(OuterRef(f"{sheet}question_set"), OuterRef(f"{sheet}published_at"))
        changes = changes.filter(actor=OuterRef("user"))
        made = Q(interview__sheet__question_set__created_by=F("user"))
        assembled = ExpressionWrapper(made | Q(Exists(changes)), output_field=models.BooleanField())
        added: dict[str, Any] = {"assembled": assembled}
        return self.annotate(**added)
