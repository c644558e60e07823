"""Places of a question whose reading is in doubt, and that a person has said to be right."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from qbank.models.bank import Question


class ConfirmedPlace(models.Model):
    """A doubtful place that a person has confirmed for one question.

    ``place`` is the run with the characters around it, without white space: when the words there change,
    the confirmation no longer fits (see qbank.questions.services.doubts).
    """

    question = models.ForeignKey(
        Question, models.CASCADE, related_name="confirmed_places", verbose_name=_("question")
    )
    place = models.TextField(_("place"))
    at = models.DateTimeField(_("at"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, verbose_name=_("by"), related_name="+"
    )

    class Meta:
        verbose_name = _("confirmed place")
        verbose_name_plural = _("confirmed places")
        ordering = ["question", "id"]
        constraints = [
            models.UniqueConstraint(fields=["question", "place"], name="place_confirmed_once"),
        ]

    def __str__(self) -> str:
        return self.place[:60]
