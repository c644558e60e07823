"""What HR is told when an interview was planned or cancelled: nothing of it forbids anything."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from interviews.building.pages.exposure import overuse_sentence
from interviews.models import Company, Interview


def cancelled_sentence() -> str:
    """That an interview was cancelled, and whether the panel hears of it by itself."""
    if Company.current().sends_mail:
        return _("The interview is cancelled. The panel is told by e-mail.")
    return _("The interview is cancelled. The panel has to be told.")


def planning_remarks(interview: Interview) -> list[str]:
    """About an interview as it was saved: who sits on its panel and helped put its sheet together, and which
    of its questions candidates meet too often."""
    remarks = []
    members = interview.members.sitting().with_assembled().select_related("user").order_by("-lead", "pk")
    assembled = [str(member) for member in members if member.assembled]
    if assembled:
        names = pgettext("between names", ", ").join(assembled)
        remarks.append(
            _("On this panel sits who helped put its sheet together: %(names)s.") % {"names": names}
        )
    items = interview.sheet.items.order_by("position").values_list("question", "position")
    # The interview itself is one of the uses.
    if overused := overuse_sentence(dict(items), uses_not_counted=1):
        remarks.append(overused)
    return remarks
