"""Asking a second person to approve a set as it is, and their answer. Neither is ever changed or deleted."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.models import User
from interviews.access import check_may_approve, may_approve, may_publish
from interviews.building.services import publishing
from interviews.building.services.approval_state import EDITOR_SENTENCE, approval_of, has_edited
from interviews.common.letters import write_to_hr
from interviews.models import ApprovalAnswer, ApprovalRequest, OutgoingMail, QuestionSet
from interviews.models.review import LONGEST_COMMENT


@transaction.atomic
def ask_approval(*, actor: User, question_set: QuestionSet, seen_sha256: str) -> ApprovalRequest:
    """Ask for approval of the set as the person saw it (``seen_sha256``: the hash of its preview).

    Whoever can't publish asks HR so, whether or not the company demands approval. Raises
    PublishRefusedError when it can't be published at all, SetChangedError when it is not what was seen,
    ValidationError when nobody needs to approve it or it was asked for or given already.
    """
    locked, frozen = _lock_and_freeze(actor, question_set)
    if seen_sha256 != frozen.sha256:
        raise publishing.SetChangedError
    approval = approval_of(locked, frozen.sha256)
    if not approval.needed and may_publish(actor, locked):
        raise ValidationError(_("Nobody has to approve sets here: publish it."))
    if approval.asked:
        raise ValidationError(approval.sentence())
    request = ApprovalRequest.objects.create(
        question_set=locked, sha256=frozen.sha256, asked_by=actor, asked_by_name=str(actor)
    )
    after = {"set": locked.pk, "sha256": request.sha256}
    record(actor=actor, action="approvalrequest.ask", target=request, after=after)
    write_to_hr(
        OutgoingMail.Kind.APPROVAL,
        actor=actor,
        question_set=locked,
        concerns=lambda person: may_approve(person) and not has_edited(person, locked),
    )
    return request


def check_may_answer(actor: User, request: ApprovalRequest | None) -> None:
    """Raises PermissionDenied for anybody outside HR, and for the person who asked."""
    check_may_approve(actor)
    if request is not None and actor.pk == request.asked_by_id:
        raise PermissionDenied(_("Somebody else has to approve what you asked for."))


@transaction.atomic
def answer_approval(
    *, actor: User, request: ApprovalRequest, approve: bool, seen_sha256: str, reason: str = ""
) -> ApprovalAnswer:
    """Approve what was asked for, or send it back with a reason.

    Raises PermissionDenied for the person who asked and for anybody outside HR, ValidationError when the
    person changed what they would approve, it is answered already, or a reason is missing or too long,
    PublishRefusedError or SetChangedError when the set is not what was asked about any more.
    """
    check_may_answer(actor, request)
    reason = reason.strip()
    if not approve and not reason:
        raise ValidationError({"reason": _("Say why you send it back.")})
    if len(reason) > LONGEST_COMMENT:
        raise ValidationError({"reason": _("At most %(most)s characters.") % {"most": LONGEST_COMMENT}})
    locked, frozen = _lock_and_freeze(actor, request.question_set)
    if approve and has_edited(actor, locked):
        raise ValidationError(EDITOR_SENTENCE)
    if not frozen.sha256 == request.sha256 == seen_sha256:
        raise publishing.SetChangedError
    if ApprovalAnswer.objects.filter(request=request).exists():
        raise ValidationError(_("Somebody has answered this already."))
    answer = ApprovalAnswer.objects.create(
        request=request,
        kind=ApprovalAnswer.Kind.APPROVED if approve else ApprovalAnswer.Kind.RETURNED,
        reason=reason,
        asked_by_id=request.asked_by_id,
        by=actor,
        by_name=str(actor),
    )
    record(
        actor=actor,
        action="approvalrequest.approve" if approve else "approvalrequest.send-back",
        target=request,
        after={"set": request.question_set_id, "sha256": request.sha256},
        reason=reason,
    )
    return answer


def _lock_and_freeze(actor: User, question_set: QuestionSet) -> tuple[QuestionSet, publishing.FrozenSheet]:
    """The set, locked until the transaction ends, and the sheet that publishing it would store."""
    locked, items = publishing.lock_for_publishing(actor, question_set)
    if problems := publishing.publish_problems(locked, items):
        raise publishing.PublishRefusedError(problems)
    return locked, publishing.freeze(locked, items)
