"""Whether a second person has approved a set exactly as it is. Reads only; the writing is in
:mod:`interviews.building.services.approvals`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import (
    BooleanField,
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import AuditEvent, User
from interviews.access import may_approve
from interviews.common.forms import MODEL_BACKEND
from interviews.common.rules.resting import is_outdated
from interviews.models import ApprovalAnswer, ApprovalRequest, Company, QuestionSet, SetItem, Sheet
from interviews.models.visibility import KEEP_SETS

#: Acts of the trail that change what a set holds.
_EDITS = ("set.create", "set.change", "set.undo", "set.redo")
EDITOR_SENTENCE = gettext_lazy(
    "You have changed this set since its last version: somebody who has not has to approve it. You can still "
    "send it back."
)


#: What whoever approves must be able to do as well.
PUBLISH = "interviews.add_sheet"
STUCK_SENTENCE = gettext_lazy(
    "Nobody is left in HR to approve this: everybody there asked for it or has changed the set since its "
    "last version. An admin can give one more person the HR role, or the company's settings can do without "
    "approval."
)


class ApprovalState(StrEnum):
    """How far the approval of one content is. CHANGED: another content was asked about or approved last."""

    NONE = "none"
    WAITING = "waiting"
    APPROVED = "approved"
    RETURNED = "returned"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Approval:
    """``request`` is the newest about this content; with CHANGED the set's newest about any."""

    needed: bool
    state: ApprovalState
    request: ApprovalRequest | None

    @property
    def missing(self) -> bool:
        """Whether it still stands in the way of publishing."""
        return self.needed and self.state is not ApprovalState.APPROVED

    @property
    def waiting(self) -> bool:
        """Whether it was asked for and nobody has answered."""
        return self.state is ApprovalState.WAITING

    @property
    def asked(self) -> bool:
        """Whether there is no point in asking (again)."""
        return self.state in (ApprovalState.WAITING, ApprovalState.APPROVED)

    def sentence(self) -> str:
        """The state of the approval, as a sentence for the page."""
        request = self.request
        if request is None:
            return _("A second person has to approve this set before it is published.")
        answer = request.answered
        values = {"name": request.asked_by_name, "date": _format_date(request.asked_at)}
        if self.state is ApprovalState.WAITING:
            return _("%(name)s asked for approval on %(date)s: somebody else has to look at it.") % values
        if answer is not None:
            values = {"name": answer.by_name, "date": _format_date(answer.at), "reason": answer.reason}
        if self.state is ApprovalState.APPROVED:
            return _("%(name)s approved exactly this on %(date)s.") % values
        if self.state is ApprovalState.RETURNED:
            return _("%(name)s sent it back on %(date)s: “%(reason)s”") % values
        if answer is None:
            return _("It has changed since %(name)s asked for approval on %(date)s: ask again.") % values
        if answer.kind == ApprovalAnswer.Kind.APPROVED:
            return (
                _("It has changed since %(name)s approved it on %(date)s: that approval no longer holds.")
                % values
            )
        return _("%(name)s sent it back on %(date)s: “%(reason)s” It has changed since: ask again.") % values


def approval_of(question_set: QuestionSet, sha256: str) -> Approval:
    """The approval of the content with this hash (of the sheet it would become). Two queries."""
    needed = Company.objects.filter(pk=1, approval_needed=True).exists()
    requests = list(
        ApprovalRequest.objects.filter(question_set=question_set).select_related("answer").order_by("-pk")
    )
    about = next((request for request in requests if not is_outdated(request.sha256, sha256)), None)
    if about is None:
        return Approval(
            needed,
            ApprovalState.CHANGED if requests else ApprovalState.NONE,
            requests[0] if requests else None,
        )
    if about.answered is None:
        return Approval(needed, ApprovalState.WAITING, about)
    return Approval(needed, ApprovalState(about.answered.kind), about)


def edited_q(user: User, path: str) -> Q:
    """The person made the set at ``path``, or changed it, since its last version was published: the trail
    tells."""
    sheets = Sheet.objects.filter(question_set=OuterRef(path))
    creator = f"{path.removesuffix('pk')}created_by"
    return Q(Exists(_edits_since(OuterRef(path), user))) | Q(~Exists(sheets), **{creator: user})


def _edits_since(question_set: OuterRef, actor: Any) -> QuerySet[AuditEvent]:
    """The changes of the set that ``question_set`` refers to since its last version, by this person."""
    archiving = Q(after={"archived": True}) | Q(after={"archived": False})
    published = Sheet.objects.filter(question_set=OuterRef(question_set), published_at__gte=OuterRef("at"))
    return AuditEvent.objects.filter(
        ~Exists(published),
        object_type=QuestionSet._meta.label_lower,
        object_id=Cast(question_set, CharField()),
        actor=actor,
        action__in=_EDITS,
    ).exclude(archiving)


def _left_to_approve(path: str, asked_by: Any) -> QuerySet[User]:
    """Who in HR may still approve the set at ``path``: neither asked for it nor changed it."""
    unpublished = ~Exists(Sheet.objects.filter(question_set=OuterRef("pk")))
    made = QuestionSet.objects.filter(unpublished, pk=OuterRef(OuterRef(path)), created_by=OuterRef("pk"))
    publishers = User.objects.with_perm(PUBLISH, backend=MODEL_BACKEND).values("pk")
    return User.objects.with_perm(KEEP_SETS, backend=MODEL_BACKEND).filter(
        ~Q(pk=asked_by),
        ~Exists(made),
        ~Exists(_edits_since(OuterRef(OuterRef(path)), OuterRef("pk"))),
        pk__in=publishers,
    )


def nobody_is_left(question_set: QuestionSet, asked_by: int | None) -> bool:
    """Whether nobody may approve the set if this person asks, or asked, for it."""
    left = _left_to_approve("pk", asked_by or 0)
    return not QuestionSet.objects.filter(Exists(left), pk=question_set.pk).exists()


def has_edited(user: User, question_set: QuestionSet) -> bool:
    """Whether the person changed what an approval would be about now."""
    return QuestionSet.objects.filter(edited_q(user, "pk"), pk=question_set.pk).exists()


def approved_request(question_set: QuestionSet, sha256: str) -> ApprovalRequest | None:
    """The newest request about this content that was approved."""
    requests = ApprovalRequest.objects.filter(question_set=question_set, sha256=sha256)
    approved = requests.filter(answer__kind=ApprovalAnswer.Kind.APPROVED)
    return approved.select_related("answer").order_by("-pk").first()


def approvals_for(user: User) -> QuerySet[ApprovalRequest]:
    """The requests that wait for this person, oldest first: for HR others' to answer (not of sets they have
    changed themselves), and for everybody
    their own that were answered and neither asked for anew nor published since. ``stuck``: nobody is left to
    approve it, so that it waits for everybody in HR.

    Where the company demands no approval, only those of people outside HR, who need it to be published.
    """
    newest = ApprovalRequest.objects.filter(question_set=OuterRef("question_set")).order_by("-pk")
    published = Sheet.objects.filter(question_set=OuterRef("question_set"), sha256=OuterRef("sha256"))
    stuck = ~Exists(_left_to_approve("question_set", Coalesce(OuterRef("asked_by"), 0)))
    theirs = ~Q(asked_by=user) & ~edited_q(user, "question_set__pk")
    others = Q(answer__isnull=True) & (theirs | Q(stuck))
    to_answer = others if may_approve(user) else Q(pk__in=[])
    keepers = User.objects.with_perm(KEEP_SETS, backend=MODEL_BACKEND)
    demanded = Q(Exists(Company.objects.filter(approval_needed=True)))
    changed = SetItem.objects.filter(
        question_set=OuterRef("question_set"), question__updated_at__gt=OuterRef("asked_at")
    )
    added: dict[str, Any] = {
        "touched": Q(question_set__updated_at__gt=F("asked_at")) | Q(Exists(changed)),
        "stuck": ExpressionWrapper(Q(stuck), output_field=BooleanField()),
    }
    answered = Q(answer__isnull=False) & Q(asked_by=user)
    return (
        ApprovalRequest.objects.filter(
            to_answer | answered, ~Exists(published), pk=Subquery(newest.values("pk")[:1])
        )
        .filter(demanded | ~Q(asked_by__in=keepers.values("pk")), question_set__archived=False)
        .filter(question_set__in=QuestionSet.objects.visible_to(user).order_by().values("pk"))
        .select_related("question_set__scale", "answer")
        .annotate(**added)
        .order_by("asked_at")
    )


def _format_date(when: datetime) -> str:
    return date_format(timezone.localtime(when), "DATE_FORMAT")
