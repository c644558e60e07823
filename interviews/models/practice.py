"""Practice before the first live interview of a sheet: written sample answers, scored beside HR's reference.

Nothing here belongs to an interview, and no result reads it.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import AppendOnly
from interviews.models.sets import Sheet, SheetItem


class PracticeCard(models.Model):
    """What a sheet's panels are asked to practise on. ``asked``: HR wants it done before the first
    live interview."""

    sheet = models.OneToOneField(Sheet, models.CASCADE, related_name="practice_card", verbose_name=_("sheet"))
    asked = models.BooleanField(_("asked for"), default=False)

    class Meta:
        verbose_name = _("practice card")
        verbose_name_plural = _("practice cards")
        ordering = ["sheet"]

    def __str__(self) -> str:
        return str(self.sheet)


class PracticeSample(models.Model):
    """A written answer to one question, with HR's reference: the rating, the marks by point id, and why."""

    card = models.ForeignKey(
        PracticeCard, models.CASCADE, related_name="samples", verbose_name=_("practice card")
    )
    item = models.ForeignKey(SheetItem, models.PROTECT, related_name="+", verbose_name=_("question"))
    answer = models.TextField(_("sample answer"))
    rating = models.DecimalField(_("reference rating"), max_digits=4, decimal_places=1)
    marks = models.JSONField(_("reference marks"), default=dict)
    explanation = models.TextField(_("why it is rated so"), blank=True)

    class Meta:
        verbose_name = _("sample answer")
        verbose_name_plural = _("sample answers")
        ordering = ["card", "id"]

    def __str__(self) -> str:
        return self.answer[:40]


class PracticeAttempt(AppendOnly):
    """What one person gave, beside the reference as it stood then; ``content`` as
    interviews/room/rules/practice.py reads it. Only that person sees it."""

    card = models.ForeignKey(
        PracticeCard, models.PROTECT, related_name="attempts", verbose_name=_("practice card")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="practice_attempts", verbose_name=_("person")
    )
    content = models.JSONField(_("content"))
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("practice attempt")
        verbose_name_plural = _("practice attempts")
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.card_id}/{self.user_id}"
