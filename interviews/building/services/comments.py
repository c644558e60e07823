"""Comments on a question set: written, resolved and opened again, withdrawn by their writer."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.models import User
from interviews.models import QuestionSet, SetComment
from interviews.models.review import LONGEST_COMMENT
from qbank.models import Question


@transaction.atomic
def create_comment(
    *, actor: User, question_set: QuestionSet, text: str, question: Question | None = None
) -> SetComment:
    """Write a comment on a set, or on one of its questions.

    Raises ValidationError for an empty or too long text, an archived set, and a question that is not in it,
    PermissionDenied for a set that is not the actor's to change.
    """
    if not QuestionSet.objects.editable_by(actor).filter(pk=question_set.pk).exists():
        raise PermissionDenied(_("This set is no longer there, or no longer open to you."))
    text = text.strip()
    if not text:
        raise ValidationError({"text": _("Write something first.")})
    if len(text) > LONGEST_COMMENT:
        raise ValidationError({"text": _("At most %(most)s characters.") % {"most": LONGEST_COMMENT}})
    locked = QuestionSet.objects.select_for_update().get(pk=question_set.pk)
    if locked.archived:
        raise ValidationError(_("This set is archived. Bring it back before you comment on it."))
    if question is not None and not locked.items.filter(question=question).exists():
        raise ValidationError({"question": _("This question is no longer in the set.")})
    comment = SetComment.objects.create(question_set=locked, question=question, text=text, by=actor)
    after = {"set": locked.pk, "question": question.code if question else "", "text": text}
    record(actor=actor, action="setcomment.create", target=comment, after=after)
    return comment


@transaction.atomic
def resolve_comment(*, actor: User, comment: SetComment, resolved: bool) -> None:
    """Mark a comment as dealt with, or open it again. Nothing happens when it is so already.

    Raises ValidationError for one that was withdrawn.
    """
    locked = _lock(comment)
    if locked.withdrawn:
        raise ValidationError(_("This comment was withdrawn."))
    if locked.resolved == resolved:
        return
    locked.resolved_at, locked.resolved_by = (timezone.now(), actor) if resolved else (None, None)
    locked.save(update_fields=["resolved_at", "resolved_by"])
    action = "setcomment.resolve" if resolved else "setcomment.reopen"
    before, after = {"resolved": not resolved}, {"resolved": resolved}
    record(actor=actor, action=action, target=locked, before=before, after=after)


@transaction.atomic
def withdraw_comment(*, actor: User, comment: SetComment) -> None:
    """Withdraw one's own comment; it stays readable as withdrawn. Nothing happens the second time.

    Raises PermissionDenied for somebody else's.
    """
    locked = _lock(comment)
    if locked.by_id != actor.pk:
        raise PermissionDenied(_("Only its writer withdraws a comment; you can resolve it."))
    if locked.withdrawn:
        return
    locked.withdrawn_at = timezone.now()
    locked.save(update_fields=["withdrawn_at"])
    before, after = {"withdrawn": False}, {"withdrawn": True}
    record(actor=actor, action="setcomment.withdraw", target=locked, before=before, after=after)


def _lock(comment: SetComment) -> SetComment:
    return SetComment.objects.select_for_update().get(pk=comment.pk)
