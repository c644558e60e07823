"""Giving a question set to people, who then see and change it as if they had made it, and taking it back."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.models import User
from interviews.access import may_give
from interviews.building.services.order import SetRefusedError, lock_set
from interviews.common.forms import MODEL_BACKEND
from interviews.models import QuestionSet, SetShare
from interviews.models.visibility import CHANGE_SETS, KEEP_SETS


def people_to_give(question_set: QuestionSet) -> QuerySet[User]:
    """Active people who put sets together and don't have this one: neither made nor given, nor HR, who sees
    every set."""
    assemblers = User.objects.with_perm(CHANGE_SETS, include_superusers=False, backend=MODEL_BACKEND)
    keepers = User.objects.with_perm(KEEP_SETS, backend=MODEL_BACKEND)
    having = SetShare.objects.filter(question_set=question_set)
    return (
        User.objects.filter(pk__in=assemblers.values("pk"))
        .exclude(pk__in=keepers.values("pk"))
        .exclude(pk__in=having.values("person"))
        .exclude(pk=question_set.created_by_id or 0)
    )


@transaction.atomic
def give_set(*, actor: User, question_set: QuestionSet, person: User) -> SetShare:
    """Give the set to somebody of :func:`people_to_give`.

    Raises PermissionDenied for whoever may not give it, SetRefusedError when the person can't get it (any
    more), or the set is archived.
    """
    if not may_give(actor, question_set):
        raise PermissionDenied(_("HR and whoever made a set give it to people."))
    locked = lock_set(question_set, actor=actor)
    if not people_to_give(locked).filter(pk=person.pk).exists():
        raise SetRefusedError(
            _("%(name)s has this set already, or puts no sets together.") % {"name": person}
        )
    share = SetShare.objects.create(question_set=locked, person=person, given_by=actor)
    record(actor=actor, action="setshare.give", target=share, after=_state(share))
    return share


@transaction.atomic
def withdraw_share(*, actor: User, share: SetShare) -> None:
    """Take the set back from somebody; what they changed in it stays. Nothing happens the second time.

    Raises PermissionDenied for whoever may not give it.
    """
    if not may_give(actor, share.question_set):
        raise PermissionDenied(_("HR and whoever made a set give it to people."))
    locked = SetShare.objects.select_for_update(of=("self",)).filter(pk=share.pk).first()
    if locked is None:
        return
    record(actor=actor, action="setshare.withdraw", target=locked, before=_state(locked))
    locked.delete()


def _state(share: SetShare) -> dict[str, object]:
    return {"set": share.question_set_id, "person": str(share.person)}
