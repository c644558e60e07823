"""Tags: words by which HR finds candidates again. They may carry a judgement, so interviewers see none."""

from __future__ import annotations

from typing import Any, ClassVar, Self, TypeVar, cast

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from common.folding import fold
from interviews.models.interviews import Candidate
from interviews.models.visibility import CandidateNoteQuerySet

_Row = TypeVar("_Row", bound=models.Model)


class CandidateTag(models.Model):
    """A tag, whoever has it. ``key``: the name folded, so that a word is one tag however it is typed."""

    name = models.CharField(pgettext_lazy("of a thing", "name"), max_length=40)
    key = models.CharField(max_length=80, unique=True, editable=False)

    class Meta:
        verbose_name = _("tag of candidates")
        verbose_name_plural = _("tags of candidates")
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(key=""),
                name="candidate_tag_has_a_word",
                violation_error_message=_("Write something first."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **options: Any) -> None:
        self.key = fold(self.name)
        super().save(*args, **options)


class CandidateTaggingQuerySet(QuerySet[_Row]):
    def visible_to(self, user: User) -> Self:
        """As notes are: HR's own, and others', but not those given since scoring began in an interview for
        which the reader is blind."""
        return cast("Self", CandidateNoteQuerySet.visible_to(cast("Any", self), user))


class CandidateTagging(models.Model):
    """That a candidate has a tag, since when, and by whom."""

    candidate = models.ForeignKey(
        Candidate, models.CASCADE, related_name="taggings", verbose_name=_("candidate")
    )
    tag = models.ForeignKey(
        CandidateTag, models.PROTECT, related_name="taggings", verbose_name=pgettext_lazy("a word", "tag")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)

    objects: ClassVar[models.Manager[Any]] = CandidateTaggingQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag of a candidate")
        verbose_name_plural = _("tags given to candidates")
        ordering = ["candidate", "tag"]
        constraints = [
            models.UniqueConstraint(fields=["candidate", "tag"], name="candidate_has_tag_once"),
        ]

    def __str__(self) -> str:
        # The trail keeps this for good: a tag may say something about a person.
        return f"#{self.pk}"
