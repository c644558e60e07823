"""Rating scales: range, ratings that need written evidence, bands and the disqualifying floor."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qbank.models.sources import Source


class RatingScale(models.Model):
    """A scale of ratings.

    The bounds of its bands are sums out of ``band_base`` (27 of 30), stored as the source states them, so
    that no rounding moves a result across a bound.
    """

    name = models.CharField(pgettext_lazy("of a thing", "name"), max_length=120, unique=True)
    minimum = models.DecimalField(_("lowest rating"), max_digits=4, decimal_places=1, default=Decimal(0))
    maximum = models.DecimalField(_("highest rating"), max_digits=4, decimal_places=1, default=Decimal(5))
    step = models.DecimalField(_("step"), max_digits=3, decimal_places=1, default=Decimal("0.5"))
    evidence_at_or_below = models.DecimalField(
        _("evidence at or below"), max_digits=4, decimal_places=1, default=Decimal("0.5")
    )
    evidence_from = models.DecimalField(
        _("evidence from"), max_digits=4, decimal_places=1, default=Decimal(4)
    )
    floor = models.DecimalField(
        _("disqualifying floor"),
        max_digits=4,
        decimal_places=1,
        default=Decimal(1),
        help_text=_("A ladder item rated below this disqualifies, whatever the total."),
    )
    band_base = models.DecimalField(
        _("bands are out of"), max_digits=6, decimal_places=1, default=Decimal(30)
    )
    lowest_band = models.CharField(_("band below all others"), max_length=40)
    rules = models.JSONField(_("rules as the source states them"), default=list, blank=True)
    is_default = models.BooleanField(_("default"), default=False)
    source = models.ForeignKey(
        Source, models.SET_NULL, null=True, blank=True, related_name="scales", verbose_name=_("source")
    )

    class Meta:
        verbose_name = _("rating scale")
        verbose_name_plural = _("rating scales")
        ordering = ["-is_default", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"],
                condition=Q(is_default=True),
                name="one_default_scale",
                violation_error_message=_("Another scale is the default already."),
            ),
            models.CheckConstraint(
                condition=Q(minimum__lt=F("maximum"), step__gt=0),
                name="scale_range",
                violation_error_message=_(
                    "The highest rating must lie above the lowest, and the step above 0."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Band(models.Model):
    scale = models.ForeignKey(RatingScale, models.CASCADE, related_name="bands", verbose_name=_("scale"))
    name = models.CharField(pgettext_lazy("of a thing", "name"), max_length=40)
    lower = models.DecimalField(_("from"), max_digits=6, decimal_places=2)

    class Meta:
        verbose_name = _("band")
        verbose_name_plural = _("bands")
        ordering = ["scale", "-lower"]
        constraints = [
            models.UniqueConstraint(
                fields=["scale", "lower"],
                name="band_bound_once_per_scale",
                violation_error_message=_("Two bands can't begin at the same bound."),
            ),
            models.UniqueConstraint(
                fields=["scale", "name"],
                name="band_name_once_per_scale",
                violation_error_message=_("This scale already has a band of this name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
