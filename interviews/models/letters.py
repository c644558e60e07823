"""Letters to candidates, and the texts they are made of."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from interviews.models.interviews import Interview
from interviews.models.mail import Outgoing
from interviews.models.visibility import CandidateLetterQuerySet


class LetterKind(models.TextChoices):
    """What a letter to a candidate is about. ``ACCEPTANCE`` and ``REJECTION`` tell the outcome."""

    INVITATION = "invitation", _("Invitation")
    CHANGE = "change", _("Change of the interview")
    CANCELLATION = "cancellation", _("Cancellation")
    THANKS = "thanks", pgettext_lazy("a letter", "Thanks")
    ACCEPTANCE = "acceptance", _("Outcome: offer")
    REJECTION = "rejection", _("Outcome: rejection")


class LetterLanguage(models.TextChoices):
    CHINESE = "zh-hans", "简体中文"
    ENGLISH = "en", "English"


class LetterTemplate(models.Model):
    """A text as HR changed it. Without a row the one that is shipped holds (interviews/letters/rules)."""

    kind = models.CharField(_("kind"), max_length=12, choices=LetterKind.choices)
    language = models.CharField(_("language"), max_length=10, choices=LetterLanguage.choices)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"), max_length=5000)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("changed by")
    )

    class Meta:
        verbose_name = _("text of a letter")
        verbose_name_plural = _("texts of letters")
        ordering = ["kind", "language"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "language"], name="one_text_of_a_kind_and_language"),
            models.CheckConstraint(
                condition=~Q(subject="") & ~Q(body=""),
                name="letter_text_is_not_empty",
                violation_error_message=_("Write a subject and a text."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.get_language_display()})"


class CandidateLetter(Outgoing):
    """A letter to an interview's candidate, as HR saw it before they sent it.

    ``about`` says what it rests on: the plan it tells (a hash), the decision, or nothing. To one address
    nobody writes the same twice. ``token_sha256`` is the hash of the secret in its link; the text only marks
    where the link stands, so that nobody who reads this row can answer for the candidate.
    """

    #: An error that no mail server gave: what the letter says was no longer so.
    OUTDATED = "Outdated"

    interview = models.ForeignKey(
        Interview, models.CASCADE, related_name="candidate_letters", verbose_name=_("interview")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=LetterKind.choices)
    language = models.CharField(_("language"), max_length=10, choices=LetterLanguage.choices)
    address = models.EmailField(_("e-mail"))
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    about = models.CharField(_("what it rests on"), max_length=64, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("sent by")
    )
    token_sha256 = models.CharField(
        _("fingerprint of the secret"), max_length=64, unique=True, null=True, blank=True
    )
    expires_at = models.DateTimeField(_("link holds until"), null=True, blank=True)

    objects = CandidateLetterQuerySet.as_manager()

    #: Set by interviews.letters.pages.letters.attach_reasons().
    why: str

    class Meta:
        verbose_name = _("letter to a candidate")
        verbose_name_plural = _("letters to candidates")
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["next_try_at", "id"], condition=Q(state="waiting"), name="candidate_letter_due"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["interview", "kind", "about", "address"],
                condition=Q(state__in=("waiting", "sent")),
                name="candidate_told_once",
            ),
            models.CheckConstraint(
                condition=Q(token_sha256__isnull=True, expires_at__isnull=True)
                | Q(kind__in=("invitation", "change"), token_sha256__isnull=False, expires_at__isnull=False),
                name="only_what_is_answered_has_a_link",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="sent_candidate_letter_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.interview}"
