"""What colleagues say about a question set before it is published: comments, a second person's approval."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import AppendOnly
from interviews.models.sets import QuestionSet
from qbank.models.bank import Question

#: Characters a comment or a reason may have.
LONGEST_COMMENT = 2000


class SetCommentQuerySet(models.QuerySet["SetComment"]):
    def open(self) -> "SetCommentQuerySet":
        """Those that still ask for something: neither resolved nor withdrawn."""
        return self.filter(resolved_at=None, withdrawn_at=None)


class SetComment(models.Model):
    """A remark on a set, or on one of its questions. Its text never changes.

    ``question`` rather than the item: removed and put back, an item keeps what was said about it.
    Withdrawn by its writer, a comment stays readable.
    """

    question_set = models.ForeignKey(
        QuestionSet, models.PROTECT, related_name="comments", verbose_name=_("set")
    )
    question = models.ForeignKey(
        Question,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="set_comments",
        verbose_name=_("question"),
    )
    text = models.TextField(_("comment"), max_length=LONGEST_COMMENT)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("resolved by")
    )
    resolved_at = models.DateTimeField(_("resolved at"), null=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True)

    objects = SetCommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment on a set")
        verbose_name_plural = _("comments on sets")
        ordering = ["question_set", "at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="set_comment_has_text",
                violation_error_message=_("Write something first."),
            ),
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True, resolved_by__isnull=True)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="set_comment_resolved_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def resolved(self) -> bool:
        return self.resolved_at is not None

    @property
    def withdrawn(self) -> bool:
        return self.withdrawn_at is not None


class ApprovalRequest(AppendOnly):
    """Somebody asks a second person to approve a set just as it stands.

    ``sha256`` is the hash of the sheet that publishing would store then: it links the request to the sheet
    that came of it, and an approval holds for exactly that content. Of a set's requests the newest counts.
    """

    #: Added by interviews.building.services.approval_state.approvals_for(): nobody is left to approve it.
    stuck: bool
    #: Added there as well: something was saved since.
    touched: bool

    question_set = models.ForeignKey(
        QuestionSet, models.PROTECT, related_name="approval_requests", verbose_name=_("set")
    )
    sha256 = models.CharField(_("hash"), max_length=64)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    asked_by_name = models.CharField(_("name of who asked"), max_length=200)
    asked_at = models.DateTimeField(_("asked at"), auto_now_add=True)

    class Meta:
        verbose_name = _("request for approval")
        verbose_name_plural = _("requests for approval")
        ordering = ["question_set", "pk"]
        indexes = [models.Index(fields=["question_set", "sha256"], name="approval_of_content")]

    def __str__(self) -> str:
        return str(self.question_set)

    @property
    def answered(self) -> "ApprovalAnswer | None":
        return getattr(self, "answer", None)


class ApprovalAnswer(AppendOnly):
    """What the second person answered. ``asked_by`` repeats who asked, so that the database itself keeps
    anybody from approving their own."""

    class Kind(models.TextChoices):
        APPROVED = "approved", _("Approved")
        RETURNED = "returned", _("Sent back")

    request = models.OneToOneField(
        ApprovalRequest, models.PROTECT, related_name="answer", verbose_name=_("request")
    )
    kind = models.CharField(_("answer"), max_length=8, choices=Kind.choices)
    reason = models.TextField(_("reason"), blank=True, max_length=LONGEST_COMMENT)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    by_name = models.CharField(_("name of the second person"), max_length=200)
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("answer to a request for approval")
        verbose_name_plural = _("answers to requests for approval")
        ordering = ["request"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(by=F("asked_by")),
                name="approval_by_another",
                violation_error_message=_("Somebody else has to approve what you asked for."),
            ),
            models.CheckConstraint(
                condition=Q(kind="approved") | (Q(kind="returned") & ~Q(reason="")),
                name="approval_refused_with_reason",
                violation_error_message=_("Say why you send it back."),
            ),
        ]

    def __str__(self) -> str:
        return self.kind
