"""What HR is told when an interview was planned or cancelled: nothing of it forbids anything."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Value
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User
from interviews.building.pages.exposure import overuse_sentence
from interviews.models import Company, Interview, Sheet
from interviews.models.seats import set_changes


def absence_sentence(status: Interview.Status) -> str:
    """What is said once it is recorded that a candidate does not come."""
    if status == Interview.Status.NO_SHOW:
        return _("Recorded: the candidate did not come. Nothing is scored.")
    if Company.current().sends_mail:
        return _("Recorded: the candidate withdrew. The panel is told by e-mail.")
    return _("Recorded: the candidate withdrew. The panel has to be told.")


def cancelled_sentence() -> str:
    """That an interview was cancelled, and whether the panel hears of it by itself."""
    if Company.current().sends_mail:
        return _("The interview is cancelled. The panel is told by e-mail.")
    return _("The interview is cancelled. The panel has to be told.")


def planning_remarks(interview: Interview) -> list[str]:
    """About an interview as it was saved: what :func:`plan_remarks` says."""
    members = interview.members.sitting().select_related("user").order_by("-lead", "pk")
    # The interview itself is one of the uses.
    return plan_remarks(interview.sheet, [member.user for member in members], uses_not_counted=1)


def plan_remarks(sheet: Sheet, people: Sequence[User], *, uses_not_counted: int = 0) -> list[str]:
    """Who of a panel helped put its sheet together, and which of its questions candidates meet too often."""
    remarks = []
    changes = set_changes(Value(sheet.question_set_id), sheet.published_at).filter(actor__in=people)
    assemblers = {*changes.values_list("actor", flat=True), sheet.question_set.created_by_id}
    assembled = [str(person) for person in people if person.pk in assemblers]
    if assembled:
        names = pgettext("between names", ", ").join(assembled)
        remarks.append(
            _("On this panel sits who helped put its sheet together: %(names)s.") % {"names": names}
        )
    items = sheet.items.order_by("position").values_list("question", "position")
    if overused := overuse_sentence(dict(items), uses_not_counted=uses_not_counted):
        remarks.append(overused)
    return remarks
