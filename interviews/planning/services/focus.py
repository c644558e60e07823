"""Who leads which question: HR splits a sheet's questions among the panel. Everybody may score all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.models import User
from interviews.models import Focus, Interview, PanelMember, SheetItem
from interviews.planning.services.scheduling import restore_first


@transaction.atomic
def set_leads(*, actor: User, interview: Interview, leads: Mapping[int, int | None]) -> None:
    """Set who leads each question: item id → member id, None for nobody in particular.

    Raises ValidationError when the interview is cancelled, a question is not on its sheet, or a person
    does not sit on its panel.
    """
    locked = Interview.objects.select_for_update(of=("self",)).select_related("sheet").get(pk=interview.pk)
    if locked.called_off:
        raise ValidationError(restore_first(locked))
    items = {item.pk: item for item in locked.sheet.items.all()}
    members = {member.pk: member for member in locked.members.sitting().select_related("user")}
    if leads.keys() - items.keys() or {pk for pk in leads.values() if pk is not None} - members.keys():
        raise ValidationError(_("The sheet or the panel has changed meanwhile. Load the page again."))
    before = _audit_values(locked)
    Focus.objects.filter(interview=locked, item__in=leads.keys()).delete()
    Focus.objects.bulk_create(
        Focus(interview=locked, item=items[item], member=members[member])
        for item, member in leads.items()
        if member is not None
    )
    after = _audit_values(locked)
    if after != before:
        changed = {number for number in before.keys() | after if before.get(number) != after.get(number)}
        record(
            actor=actor,
            action="interview.focus",
            target=locked,
            before={number: lead for number, lead in before.items() if number in changed},
            after={number: after.get(number, "") for number in sorted(changed, key=int)},
        )


def propose_leads(items: Sequence[SheetItem], members: Sequence[PanelMember]) -> dict[int, int]:
    """Propose leads, item id → member id: for each person consecutive questions of about equal minutes."""
    if not members:
        return {}
    whole = sum(item.minutes for item in items) or 1
    leads, passed = {}, 0
    for item in items:
        middle = passed + item.minutes / 2
        leads[item.pk] = members[min(int(middle * len(members) / whole), len(members) - 1)].pk
        passed += item.minutes
    return leads


def _audit_values(interview: Interview) -> dict[str, str]:
    """As the trail keeps it: the question's number → who leads it."""
    focuses = interview.focuses.select_related("item", "member__user").order_by("item__position")
    return {str(focus.item.position): str(focus.member) for focus in focuses}
