"""What the company sets for its whole site: who it is on paper, and the rules of its house."""

from __future__ import annotations

import hashlib

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Company(models.Model):
    """One row. ``logo`` holds a checked PNG or JPEG, ``logo_type`` its media type.

    ``exposure_limit`` uses within ``exposure_days`` keep a question out of new sets; empty: no limit.
    ``interviewers_see_bank`` and ``interviewers_publish`` switch permissions of the interviewer's role:
    accounts.roles.SWITCHED says which, so nothing but ``has_perm`` needs to ask for them.
    ``retention_months`` after a candidate's last interview their personal data is erased, after a warning
    ``retention_warning_days`` before; empty: kept until somebody erases it.
    """

    name = models.CharField(_("company name"), max_length=120, blank=True)
    footer = models.CharField(
        _("footer"), max_length=200, blank=True, help_text=_("Stands at the foot of every printed page.")
    )
    logo = models.BinaryField(_("logo"), null=True, blank=True)
    logo_type = models.CharField(_("kind of logo file"), max_length=20, blank=True)
    approval_needed = models.BooleanField(
        _("a second person approves a sheet before it is published"), default=False
    )
    interviewers_see_bank = models.BooleanField(
        _("interviewers read the bank and put question sets together"), default=True
    )
    interviewers_publish = models.BooleanField(_("interviewers publish their question sets"), default=False)
    exposure_limit = models.PositiveSmallIntegerField(
        _("uses of a question"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    exposure_days = models.PositiveSmallIntegerField(
        _("within days"), default=30, validators=[MinValueValidator(1), MaxValueValidator(3650)]
    )
    retention_months = models.PositiveSmallIntegerField(
        _("months until a candidate's personal data is erased"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(240)],
    )
    retention_warning_days = models.PositiveSmallIntegerField(
        _("days of warning before"), default=14, validators=[MinValueValidator(1), MaxValueValidator(365)]
    )
    sends_mail = models.BooleanField(_("send invitations and reminders by e-mail"), default=False)
    reminder_hours = models.PositiveSmallIntegerField(
        _("hours after an interview until an open scorecard is reminded of"),
        default=24,
        validators=[MinValueValidator(1), MaxValueValidator(720)],
    )
    coming_hours = models.PositiveSmallIntegerField(
        _("hours before an interview when its panel is reminded"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(168)],
    )

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("company")
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="one_company"),
            models.CheckConstraint(
                condition=Q(logo__isnull=True, logo_type="")
                | Q(logo__isnull=False, logo_type__in=("image/png", "image/jpeg")),
                name="company_logo_has_a_type",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def logo_sha256(self) -> str:
        """The logo's hash in hexadecimal, "" without a logo."""
        return hashlib.sha256(self.logo).hexdigest() if self.logo else ""

    @classmethod
    def current(cls) -> Company:
        """The settings as they are; those of a fresh site where nothing was set yet. One query."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)
