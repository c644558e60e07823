"""What a panel agreed per question, and what was decided about the candidate. All of it append-only."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import AppendOnly
from interviews.models.interviews import Interview
from interviews.models.sets import SheetItem
from interviews.models.visibility import DecisionAnswerQuerySet, DecisionQuerySet, ReleasedQuerySet


class Consensus(AppendOnly):
    """What the panel agreed on one question; the newest row counts, the earlier ones are its history.

    ``rating`` is None where a consensus was taken back: the mean of the ratings counts again.
    ``after`` is the row its writer had before them; another one in between was written at the same time.
    ``rests_on``: what each panel member whose scorecard counted had given by then, as a list of
    {"member": id, "name": text, "rating": text or null}. None: written before this was remembered.
    """

    in_chain = True

    interview = models.ForeignKey(
        Interview, models.PROTECT, related_name="consensus", verbose_name=_("interview")
    )
    item = models.ForeignKey(SheetItem, models.PROTECT, related_name="+", verbose_name=_("question"))
    rating = models.DecimalField(_("rating"), max_digits=4, decimal_places=1, null=True)
    reason = models.TextField(_("reason"))
    rests_on = models.JSONField(_("ratings it was agreed on"), null=True)
    after = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", verbose_name=_("after"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    by_name = models.CharField(_("name of the writer"), max_length=200)
    at = models.DateTimeField(_("at"), auto_now_add=True)

    objects: ClassVar[models.Manager[Any]] = ReleasedQuerySet.as_manager()

    class Meta:
        verbose_name = _("consensus rating")
        verbose_name_plural = _("consensus ratings")
        ordering = ["interview", "item", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="consensus_has_reason",
                violation_error_message=_("Say why the panel agrees on this rating."),
            ),
            models.CheckConstraint(
                condition=Q(rating__isnull=True) | Q(rating__gte=0), name="consensus_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return str(self.interview)


class Decision(AppendOnly):
    """What was decided on an interview, with the sealed report it was taken on.

    ``sealed`` is the canonical text of decision, rules and report; ``sha256`` is taken over its bytes.
    A decision that needs confirmation counts once its answer confirms it. Of the decisions that count
    the newest is in force; a correction names the one it supersedes. ``rests_on``: the records its result was
    made of (``InterviewReport.basis``), as they stand in ``sealed`` too.
    """

    in_chain = True

    class Outcome(models.TextChoices):
        HIRE = "hire", _("Hire")
        HOLD = "hold", _("Hold")
        REJECT = "reject", _("Reject")
        AGAIN = "again", _("Another round")

    interview = models.ForeignKey(
        Interview, models.PROTECT, related_name="decisions", verbose_name=_("interview")
    )
    number = models.PositiveIntegerField(_("number"))
    outcome = models.CharField(_("decision"), max_length=6, choices=Outcome.choices)
    reason = models.TextField(_("reason"))
    needs_confirmation = models.BooleanField(_("needs a second person"))
    supersedes = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="corrections", verbose_name=_("supersedes")
    )
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("decided by")
    )
    taken_by_name = models.CharField(_("name of the decider"), max_length=200)
    taken_at = models.DateTimeField(_("decided at"))
    sealed = models.TextField(_("sealed report"))
    sha256 = models.CharField(_("hash"), max_length=64)
    rests_on = models.JSONField(_("records it was taken on"), null=True)

    objects: ClassVar[models.Manager[Any]] = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["interview", "number"]
        indexes = [models.Index(fields=["taken_at"], name="decision_time")]
        constraints = [
            models.UniqueConstraint(fields=["interview", "number"], name="decision_number_once"),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="decision_has_reason",
                violation_error_message=_("Say why you decide so."),
            ),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) | Q(needs_confirmation=True),
                name="correction_needs_confirmation",
                violation_error_message=_("A second person confirms every correction."),
            ),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) | Q(number__gt=1), name="first_decision_corrects_nothing"
            ),
        ]

    def __str__(self) -> str:
        return str(self.interview)

    @property
    def answered(self) -> "DecisionAnswer | None":
        return getattr(self, "answer", None)

    @property
    def pending(self) -> bool:
        """Whether it waits for a second person."""
        return self.needs_confirmation and self.answered is None

    @property
    def counts(self) -> bool:
        """Whether it needed no second person, or has had one; of rows ``counting()`` says so."""
        answer = self.answered
        confirmed = answer is not None and answer.kind == DecisionAnswer.Kind.CONFIRMED
        return confirmed or not self.needs_confirmation


def decision_in_force(decisions: Sequence[Decision]) -> Decision | None:
    """Of an interview's decisions, oldest first, the one in force: the newest that counts, as
    ``in_force_first()`` says of rows."""
    return next((decision for decision in reversed(decisions) if decision.counts), None)


class DecisionAnswer(AppendOnly):
    """How a decision that needs a second person came out: confirmed or declined by another, or withdrawn.

    ``asked_by`` repeats who decided, so that the database itself keeps one from confirming one's own.
    """

    in_chain = True

    class Kind(models.TextChoices):
        CONFIRMED = "confirmed", _("Confirmed")
        DECLINED = "declined", _("Not confirmed")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    decision = models.OneToOneField(
        Decision, models.PROTECT, related_name="answer", verbose_name=_("decision")
    )
    kind = models.CharField(_("answer"), max_length=9, choices=Kind.choices)
    reason = models.TextField(_("reason"), blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    by_name = models.CharField(_("name of the second person"), max_length=200)
    at = models.DateTimeField(_("at"), auto_now_add=True)

    objects: ClassVar[models.Manager[Any]] = DecisionAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer to a decision")
        verbose_name_plural = _("answers to decisions")
        ordering = ["decision"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="withdrawn", by=F("asked_by"))
                | (~Q(kind="withdrawn") & ~Q(by=F("asked_by"))),
                name="decision_answered_by_another",
                violation_error_message=_("Somebody else has to confirm your decision."),
            ),
            models.CheckConstraint(
                condition=Q(kind="confirmed") | ~Q(reason=""),
                name="decision_refused_with_reason",
                violation_error_message=_("Say why the decision does not stand."),
            ),
        ]

    def __str__(self) -> str:
        return self.kind
