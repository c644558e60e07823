"""What leaves the site: letters to panel members and HR, and the addresses that calendars read."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from interviews.models.interviews import Interview
from interviews.models.sets import QuestionSet
from interviews.models.visibility import OutgoingMailQuerySet


class Outgoing(models.Model):
    """Something that waits to be sent: written with the act that makes it necessary, and sent by the
    background worker (interviews/planning/services/outbox.py).

    ``next_try_at`` is also a worker's hold on it: while it is sent, the time lies ahead. ``error`` is a class
    or a code, no message: those hold addresses.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        DROPPED = "dropped", _("No longer needed")
        FAILED = "failed", _("Not delivered")

    #: Errors that nobody answered with: workers that died sending it, a company that sends no mail.
    INTERRUPTED, MAIL_OFF = "Interrupted", "MailOff"

    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    next_try_at = models.DateTimeField(_("next try at"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    error = models.CharField(_("last error"), max_length=80, blank=True)

    class Meta:
        abstract = True


class OutgoingMail(Outgoing):
    """A letter to one person about one interview, or about a question set that waits for approval. It is
    written with the act that makes it necessary and sent by the background worker, which puts it into words
    then: nothing of its content is kept here.

    ``sequence`` is the interview's calendar sequence when the letter became necessary, ``told`` the one it
    was sent with. ``number`` counts reminders (0: no reminder).
    """

    class Kind(models.TextChoices):
        INVITATION = "invitation", _("Invitation")
        UPDATE = "update", _("Change")
        CANCELLATION = "cancellation", _("Cancellation")
        REMOVAL = "removal", _("Seat taken back")
        REMINDER = "reminder", _("Reminder")
        STEP_BACK = "step_back", _("A seat to fill")
        APPROVAL = "approval", _("A set to approve")
        CONFIRMATION = "confirmation", _("A decision to confirm")
        COMING = "coming", _("Before the interview")
        SUBMITTED = "submitted", _("Everybody has submitted")
        REPLY = "reply", _("A candidate’s answer")

    #: An error that no mail server gave: a person without an e-mail address.
    NO_ADDRESS = "NoAddress"

    #: What tells a person how the interview stands.
    ABOUT_THE_PLAN = (Kind.INVITATION, Kind.UPDATE, Kind.CANCELLATION, Kind.REMOVAL)

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="mails", verbose_name=_("person")
    )
    interview = models.ForeignKey(
        Interview, models.CASCADE, null=True, blank=True, related_name="mails", verbose_name=_("interview")
    )
    question_set = models.ForeignKey(
        QuestionSet, models.CASCADE, null=True, blank=True, related_name="mails", verbose_name=_("set")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    number = models.PositiveSmallIntegerField(_("number"), default=0)
    sequence = models.PositiveIntegerField(_("calendar sequence"), default=0)
    told = models.PositiveIntegerField(_("calendar sequence sent"), null=True, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    # Set by interviews.planning.pages.mails.attach_reasons().
    why: str

    class Meta:
        verbose_name = pgettext_lazy("a letter", "e-mail")
        verbose_name_plural = _("e-mails")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["next_try_at", "id"], condition=Q(state="waiting"), name="mail_due"),
            models.Index(fields=["state", "-id"], name="mail_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "interview", "number"],
                condition=Q(kind="reminder"),
                name="reminded_once_each_time",
            ),
            models.UniqueConstraint(
                fields=["person", "interview", "sequence"],
                condition=Q(kind="coming"),
                name="reminded_once_before",
            ),
            models.CheckConstraint(
                condition=Q(kind="reminder", number__gte=1) | (~Q(kind="reminder") & Q(number=0)),
                name="only_reminders_are_numbered",
            ),
            models.CheckConstraint(
                condition=Q(kind="approval", question_set__isnull=False, interview__isnull=True)
                | (~Q(kind="approval") & Q(question_set__isnull=True, interview__isnull=False)),
                name="mail_is_about_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="sent_mail_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.person}"


class CalendarFeed(models.Model):
    """The secret address under which a person's calendar program reads their interviews without signing in.

    Only a hash of the secret is kept: whoever reads the database can't read the calendars with it. The
    person sees the address once, when it is made or renewed.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feed", verbose_name=_("person")
    )
    token_sha256 = models.CharField(_("fingerprint of the secret"), max_length=64, unique=True)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    read_at = models.DateTimeField(_("last read at"), null=True, blank=True)

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")
        ordering = ["user"]

    def __str__(self) -> str:
        return str(self.user)
