"""Positions, candidates, interviews and their panels."""

from datetime import datetime, timedelta
from typing import Any, TypeAlias

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_stubs_ext import WithAnnotations

from common.finding.names import Named
from common.finding.same import LONGEST_KEY, SAME_PERSON_KEYS, email_key, name_key, phone_key
from interviews.models.seats import PanelMemberQuerySet
from interviews.models.sets import Sheet
from interviews.models.visibility import InterviewQuerySet, OwnState, PositionQuerySet


class Position(models.Model):
    """An opening people are interviewed for, with what its interviews should ask about."""

    name = models.CharField(pgettext_lazy("of a thing", "name"), max_length=120, unique=True)
    note = models.TextField(_("note"), blank=True)
    open = models.BooleanField(_("open"), default=True)
    papers_after_scoring = models.BooleanField(
        _("panels see a candidate’s papers only after they have submitted"), default=False
    )
    wanted_categories = models.ManyToManyField(
        "qbank.Category", blank=True, related_name="+", verbose_name=_("categories to ask about")
    )
    wanted_competencies = models.ManyToManyField(
        "qbank.Competency", blank=True, related_name="+", verbose_name=_("competencies to ask about")
    )

    objects = PositionQuerySet.as_manager()

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        ordering = ["-open", "name"]
        indexes = [models.Index(fields=["-open", "name"], name="position_open_name")]

    def __str__(self) -> str:
        return self.name


class Candidate(Named):
    name = models.CharField(_("name"), max_length=80)
    position = models.ForeignKey(
        Position, models.PROTECT, related_name="candidates", verbose_name=_("position")
    )
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    keep_until = models.DateField(_("keep until"), null=True, blank=True, editable=False)
    keep_reason = models.TextField(_("reason for keeping"), blank=True, editable=False)
    warned_at = models.DateTimeField(_("erasure announced at"), null=True, blank=True, editable=False)
    erased_at = models.DateTimeField(_("erased at"), null=True, blank=True, editable=False)
    name_key = models.CharField(max_length=LONGEST_KEY, default="", editable=False)
    email_key = models.CharField(max_length=LONGEST_KEY, default="", editable=False)
    phone_key = models.CharField(max_length=LONGEST_KEY, default="", editable=False)

    class Meta:
        verbose_name = _("candidate")
        verbose_name_plural = _("candidates")
        ordering = ["sort_key", "id"]
        indexes = [
            models.Index(fields=["sort_key", "id"], name="candidate_sort_key"),
            models.Index(fields=["name", "id"], name="candidate_name"),
            models.Index(fields=["warned_at"], name="candidate_warned", condition=Q(warned_at__isnull=False)),
            *(models.Index(fields=[key], name=f"candidate_{key}") for key in SAME_PERSON_KEYS),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(keep_until__isnull=True, keep_reason="")
                | Q(keep_until__isnull=False) & ~Q(keep_reason=""),
                name="kept_candidate_has_reason",
                violation_error_message=_("Say why this candidate's data is kept longer."),
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True)
                | Q(email="", email_key="", phone="", phone_key="", keep_reason="", warned_at__isnull=True),
                name="erased_candidate_holds_nothing",
                violation_error_message=_("This candidate's personal data was erased and stays erased."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    key_columns = ("name", "email", "phone")
    written_keys = ("sort_key", "search_keys", *SAME_PERSON_KEYS)

    def key_values(self) -> dict[str, Any]:
        return {"name": self.name, "texts": (self.email,), "phone": self.phone}

    def set_keys(self) -> None:
        super().set_keys()
        self.name_key = name_key(self.name)
        self.email_key, self.phone_key = email_key(self.email), phone_key(self.phone)

    @property
    def erased(self) -> bool:
        """Whether their personal data was erased; the name is a number then."""
        return self.erased_at is not None


class Interview(models.Model):
    """One candidate × one sheet × a panel × a time.

    ``status`` says whether it takes place, or took place; ``reply`` whether the candidate was told of its
    plan, and what they answered. ``reply_by`` is None where they answered by the link in their letter.
    """

    class Status(models.TextChoices):
        SCHEDULED = "scheduled", _("Scheduled")
        CANCELLED = "cancelled", _("Cancelled")
        NO_SHOW = "no_show", _("Candidate did not come")
        WITHDREW = "withdrew", _("Candidate withdrew")

    class Reply(models.TextChoices):
        NONE = "", _("Not invited yet")
        INVITED = "invited", _("Invited")
        CONFIRMED = "confirmed", pgettext_lazy("a candidate", "Confirmed")
        DECLINED = "declined", _("Can’t come at this time")

    #: Those that don't take place because of the candidate.
    OF_THE_CANDIDATE = (Status.NO_SHOW, Status.WITHDREW)

    candidate = models.ForeignKey(
        Candidate, models.PROTECT, related_name="interviews", verbose_name=_("candidate")
    )
    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="interviews", verbose_name=_("sheet"))
    round = models.CharField(
        _("round"), max_length=40, blank=True, help_text=_("For example: first interview.")
    )
    starts_at = models.DateTimeField(_("starts at"))
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=60, validators=[MinValueValidator(5), MaxValueValidator(480)]
    )
    place = models.CharField(_("place or link"), max_length=300, blank=True)
    note = models.TextField(_("note to the panel"), blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.SCHEDULED)
    # Rises with each change that calendars of the panel have to follow, see
    # interviews/planning/services/announcing.py.
    calendar_sequence = models.PositiveIntegerField(_("calendar sequence"), default=0, editable=False)
    cancel_reason = models.TextField(_("reason for cancelling"), blank=True)
    called_off_at = models.DateTimeField(_("called off at"), null=True, blank=True, editable=False)
    called_off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("called off by"),
        related_name="+",
    )
    reply = models.CharField(
        _("candidate"), max_length=9, choices=Reply.choices, default=Reply.NONE, blank=True, editable=False
    )
    reply_at = models.DateTimeField(_("candidate’s state since"), null=True, blank=True, editable=False)
    reply_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("candidate’s state recorded by"),
        related_name="+",
    )
    closed_at = models.DateTimeField(_("round closed at"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("round closed by"),
        related_name="+",
    )
    close_reason = models.TextField(_("reason for closing the round"), blank=True)
    # See interviews/common/settling.py: decided on, and nothing is left to do.
    settled = models.BooleanField(_("settled"), default=False, editable=False)
    panel = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        through="PanelMember",
        through_fields=("interview", "user"),
        related_name="interviews",
        verbose_name=_("panel"),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, verbose_name=_("scheduled by"), related_name="+"
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = InterviewQuerySet.as_manager()

    # Only on rows that interviews.common.progress.attach_stages() was given; see there.
    stage: str | None
    outcome: str
    decision_outdated: bool

    class Meta:
        verbose_name = _("interview")
        verbose_name_plural = _("interviews")
        ordering = ["-starts_at", "-id"]
        indexes = [
            models.Index(fields=["-starts_at", "-id"], name="interview_newest"),
            models.Index(fields=["status", "starts_at"], name="interview_status_time"),
            # How often the questions of each sheet were used is counted from it alone.
            models.Index(fields=["status", "sheet", "starts_at"], name="interview_of_sheet"),
            models.Index(fields=["starts_at"], name="interview_unsettled", condition=Q(settled=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="cancelled") | ~Q(cancel_reason=""),
                name="cancelled_interview_has_reason",
                violation_error_message=_("Say why the interview is cancelled."),
            ),
            models.CheckConstraint(
                condition=Q(status="scheduled", called_off_at__isnull=True, called_off_by__isnull=True)
                # Who cancelled was not kept from the beginning.
                | Q(status="cancelled", called_off_at__isnull=True, called_off_by__isnull=True)
                | Q(
                    status__in=("cancelled", "no_show", "withdrew"),
                    called_off_at__isnull=False,
                    called_off_by__isnull=False,
                ),
                name="called_off_by_somebody_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(reply="", reply_at__isnull=True, reply_by__isnull=True)
                | Q(reply="invited", reply_at__isnull=False, reply_by__isnull=False)
                | Q(reply__in=("confirmed", "declined"), reply_at__isnull=False),
                name="candidates_reply_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True, close_reason="")
                | Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(close_reason=""),
                name="closed_round_has_reason",
                violation_error_message=_("Say why the round is closed before all have submitted."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.candidate} {timezone.localtime(self.starts_at):%Y-%m-%d}"

    @property
    def called_off(self) -> bool:
        """Whether it does not, or did not, take place: cancelled, or because of the candidate."""
        return self.status != self.Status.SCHEDULED

    @property
    def why_called_off(self) -> str:
        """A sentence that says why it does not take place; "" where it does."""
        sentences = {
            self.Status.CANCELLED: _("This interview is cancelled."),
            self.Status.NO_SHOW: _("The candidate did not come to this interview."),
            self.Status.WITHDREW: _("The candidate withdrew: this interview does not take place."),
        }
        return str(sentences.get(self.Status(self.status), ""))

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def begun(self) -> bool:
        """Whether its time has come."""
        return self.starts_at <= timezone.now()

    @property
    def over(self) -> bool:
        """Whether its time has passed."""
        return self.ends_at <= timezone.now()

    @property
    def closed(self) -> bool:
        """Whether HR closed the round before all had submitted."""
        return self.closed_at is not None

    @property
    def sitting(self) -> "list[PanelMember]":
        """The panel as it is now, from the (prefetched) members."""
        return [member for member in self.members.all() if not member.withdrawn]

    @property
    def withdrawn_members(self) -> "list[PanelMember]":
        """Who has left the panel, from the (prefetched) members."""
        return [member for member in self.members.all() if member.withdrawn]


InterviewWithOwnState: TypeAlias = "WithAnnotations[Interview, OwnState]"


class PanelMember(models.Model):
    """A seat on a panel. Who leaves it keeps the row, with when, by whom and why; ``lead`` then says that
    they led until that time. ``successor`` is the seat HR gave to somebody else instead.
    ``admitted_by`` and ``admitted_reason``: who seated them, and why, although they had read scores.
    ``left_before_scoring``: somebody else took them off before anybody had recorded anything, so that the
    seat keeps nobody in HR from the result."""

    #: Added by :meth:`PanelMemberQuerySet.with_assembled`.
    assembled: bool
    #: Added by interviews.planning.pages.informed: the newest letter, and whether letters are sent.
    letter_state: str | None
    letter_error: str | None
    sends_mail: bool

    interview = models.ForeignKey(
        Interview, models.CASCADE, related_name="members", verbose_name=_("interview")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="panel_seats", verbose_name=_("person")
    )
    lead = models.BooleanField(_("leads the interview"), default=False)
    withdrawn_at = models.DateTimeField(_("left the panel at"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("taken off by"),
    )
    withdrawn_reason = models.TextField(_("reason for leaving the panel"), blank=True)
    left_before_scoring = models.BooleanField(_("taken off before scoring began"), default=False)
    successor = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("replaced by")
    )
    admitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("seated by"),
    )
    admitted_reason = models.TextField(_("reason for seating somebody who has read scores"), blank=True)

    objects = PanelMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("panel member")
        verbose_name_plural = _("panel members")
        ordering = ["interview", "-lead", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["interview", "user"],
                name="person_once_per_panel",
                violation_error_message=_("This person sits on the panel already."),
            ),
            models.UniqueConstraint(
                fields=["interview"],
                condition=Q(lead=True, withdrawn_at__isnull=True),
                name="one_lead_per_panel",
                violation_error_message=_("Only one person leads an interview."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_reason="")),
                name="withdrawn_seat_has_reason",
                violation_error_message=_("Say why this person leaves the panel."),
            ),
            models.CheckConstraint(
                condition=Q(left_before_scoring=False)
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_by=F("user"))),
                name="only_others_end_a_seat_before_scoring",
            ),
            models.CheckConstraint(
                condition=Q(admitted_by__isnull=True, admitted_reason="")
                | (Q(admitted_by__isnull=False) & ~Q(admitted_by=F("user")) & ~Q(admitted_reason="")),
                name="others_admit_with_a_reason",
                violation_error_message=_("Somebody else in HR says why this person is seated."),
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | Q(withdrawn_at__isnull=False),
                name="only_withdrawn_seats_are_replaced",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)

    @property
    def withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def abandoned(self) -> bool:
        """Whether its person can't sign in any more, and still sits. Give the row with its user."""
        return not self.withdrawn and not self.user.is_active

    @property
    def stepped_back(self) -> bool:
        """Whether they left by themselves."""
        return self.withdrawn and self.withdrawn_by_id == self.user_id
