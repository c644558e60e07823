"""Robots in the chat groups of a company, and what they are given to say."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interviews.models.interviews import Interview
from interviews.models.mail import Outgoing


class GroupRobot(models.Model):
    """A robot that HR has added to a chat group of 企业微信, 钉钉 or 飞书.

    ``encrypted_address`` and ``encrypted_secret`` hold its webhook address and what it signs with, as
    interviews/planning/services/encrypted_texts.py writes them. ``kinds`` are the RobotMessage.Kind it speaks
    of. Candidate and panel are named only where HR allows it: everybody in the group reads along.
    """

    class Service(models.TextChoices):
        WECOM = "wecom", _("WeCom")
        DINGTALK = "dingtalk", _("DingTalk")
        FEISHU = "feishu", _("Feishu")

    class Language(models.TextChoices):
        CHINESE = "zh-hans", "简体中文"
        ENGLISH = "en", "English"

    name = models.CharField(_("name"), max_length=60, unique=True)
    service = models.CharField(_("service"), max_length=8, choices=Service.choices)
    encrypted_address = models.TextField(_("webhook address"), editable=False)
    encrypted_secret = models.TextField(_("secret to sign with"), blank=True, editable=False)
    language = models.CharField(
        _("language"), max_length=10, choices=Language.choices, default=Language.CHINESE
    )
    kinds = models.JSONField(_("what it speaks of"), default=list)
    names_candidate = models.BooleanField(_("names the candidate"), default=False)
    names_panel = models.BooleanField(_("names the panel"), default=False)
    active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        verbose_name = _("group robot")
        verbose_name_plural = _("group robots")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class RobotMessage(Outgoing):
    """Something that a robot says about one interview, or a trial about none. It is written with the act that
    calls for it and sent by the worker, which puts it into words then: nothing of its content is kept here.

    ``sequence`` is the interview's calendar sequence when it was written. ``error`` is the service's own
    code, a status of HTTP, the class of an error, UNANSWERED or UNREADABLE.
    """

    class Kind(models.TextChoices):
        PLANNED = "planned", _("An interview is scheduled")
        CHANGED = "changed", _("An interview is moved or its panel changes")
        CANCELLED = "cancelled", _("An interview is cancelled")
        COMING = "coming", _("An interview begins soon")
        OPEN = "open", _("Scorecards are still open after an interview")
        SUBMITTED = "submitted", _("Everybody of a panel has submitted")
        TRIAL = "trial", _("Trial")

    #: No answer came to what was sent: it may have arrived, so nobody but a person sends it again.
    UNANSWERED = "Unanswered"
    #: The robot's address was encrypted by a site with another secret key.
    UNREADABLE = "Unreadable"

    robot = models.ForeignKey(
        GroupRobot, models.CASCADE, related_name="messages", verbose_name=_("group robot")
    )
    interview = models.ForeignKey(
        Interview,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="robot_messages",
        verbose_name=_("interview"),
    )
    kind = models.CharField(_("kind"), max_length=9, choices=Kind.choices)
    sequence = models.PositiveIntegerField(_("calendar sequence"), default=0)

    class Meta:
        verbose_name = _("message of a robot")
        verbose_name_plural = _("messages of robots")
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["next_try_at", "id"], condition=Q(state="waiting"), name="robot_message_due"
            ),
            models.Index(fields=["robot", "-id"], name="robot_message_latest"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["robot", "interview", "kind", "sequence"],
                condition=Q(kind__in=("coming", "open")),
                name="robot_reminds_once",
            ),
            models.CheckConstraint(
                condition=Q(kind="trial", interview__isnull=True)
                | (~Q(kind="trial") & Q(interview__isnull=False)),
                name="robot_message_is_about_an_interview",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="sent_robot_message_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.robot}: {self.get_kind_display()}"
