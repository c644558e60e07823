"""What was done to a set in the builder, kept so that it can be undone."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from interviews.models.sets import QuestionSet


class SetChange(models.Model):
    """One change, with the sections and items of the set before and after it.

    Both are written as contents_of() gives them (interviews/building/services/undo.py). ``undone``: it was
    taken back, and can be done again until something else is done. Only the latest of a set are stored:
    they are for undoing, the audit trail is the record.
    """

    class Act(models.TextChoices):
        ADD = "add", pgettext_lazy("a set", "Add a question")
        REMOVE = "remove", _("Remove a question")
        MOVE = "move", _("Move a question")
        VALUES = "values", _("Change minutes or weight")
        FILL = "fill", _("Fill the set")
        SECTION_ADD = "section-add", _("Add a section")
        SECTION_CHANGE = "section-change", _("Change a section")
        SECTION_MOVE = "section-move", _("Move a section")
        SECTION_REMOVE = "section-remove", _("Remove a section")

    question_set = models.ForeignKey(
        QuestionSet, models.CASCADE, related_name="changes", verbose_name=_("set")
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person")
    )
    act = models.CharField(_("act"), max_length=20, choices=Act.choices)
    subject = models.CharField(_("of"), max_length=120, blank=True)
    at = models.DateTimeField(_("at"), auto_now_add=True)
    before = models.JSONField(_("before"))
    after = models.JSONField(_("after"))
    undone = models.BooleanField(_("undone"), default=False)

    class Meta:
        verbose_name = _("change of a set")
        verbose_name_plural = _("changes of sets")
        ordering = ["question_set", "id"]

    def __str__(self) -> str:
        act = self.get_act_display()
        return gettext("%(act)s: %(of)s") % {"act": act, "of": self.subject} if self.subject else act
