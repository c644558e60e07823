"""What keeps a panel honest and divides its work: declared ties, and who leads which question."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interviews.models.interviews import Candidate, Interview, PanelMember
from interviews.models.sets import SheetItem
from interviews.models.visibility import TieQuerySet


class Tie(models.Model):
    """A person who is tied to a candidate and therefore judges them on no panel.

    Declared by HR or by the person; a tie that was declared by mistake is withdrawn, never deleted.
    """

    class Kind(models.TextChoices):
        FAMILY = "family", _("Family or partner")
        FRIEND = "friend", _("Friends, or know each other privately")
        WORK = "work", _("Have worked together closely")
        REFERRAL = "referral", _("Recommended this candidate")
        INTEREST = "interest", _("Money or business between them")
        OTHER = "other", _("Something else")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="ties", verbose_name=_("person")
    )
    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="ties", verbose_name=_("candidate"))
    kind = models.CharField(_("kind of tie"), max_length=8, choices=Kind.choices)
    note = models.TextField(_("note"), blank=True)
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("declared by")
    )
    declared_at = models.DateTimeField(_("declared at"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("withdrawn by"),
    )
    withdrawn_reason = models.TextField(_("reason for withdrawing"), blank=True)

    objects = TieQuerySet.as_manager()

    class Meta:
        verbose_name = _("tie")
        verbose_name_plural = _("ties")
        ordering = ["-declared_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "candidate"],
                condition=Q(withdrawn_at__isnull=True),
                name="tie_once_per_pair",
                violation_error_message=_("This tie is declared already."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_reason="")),
                name="withdrawn_tie_has_reason",
                violation_error_message=_("Say why the tie is withdrawn."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="other") | ~Q(note=""),
                name="other_tie_has_note",
                violation_error_message=_("Say what the tie is."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.candidate}"


class ScoresSeen(models.Model):
    """Somebody has read scores of an interview without a seat on its panel (common/scores_seen.py)."""

    interview = models.ForeignKey(
        Interview, models.CASCADE, related_name="scores_seen", verbose_name=_("interview")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person")
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("reader of scores")
        verbose_name_plural = _("readers of scores")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["interview", "person"], name="scores_seen_once_per_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.interview}"


class Focus(models.Model):
    """Who leads a question of an interview's sheet. Everybody may score all of them."""

    interview = models.ForeignKey(
        Interview, models.CASCADE, related_name="focuses", verbose_name=_("interview")
    )
    item = models.ForeignKey(SheetItem, models.PROTECT, related_name="+", verbose_name=_("question"))
    member = models.ForeignKey(
        PanelMember, models.CASCADE, related_name="focuses", verbose_name=_("panel member")
    )

    class Meta:
        verbose_name = _("lead of a question")
        verbose_name_plural = _("leads of questions")
        ordering = ["interview", "item"]
        constraints = [
            models.UniqueConstraint(
                fields=["interview", "item"],
                name="one_lead_per_question",
                violation_error_message=_("Only one person leads a question."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} · {self.item}"
