"""A candidate's papers: the résumé, certificates and what else HR has of them as files."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interviews.models.interviews import Candidate
from interviews.models.visibility import CandidatePaperQuerySet


class CandidatePaper(models.Model):
    """A file as interviews/candidates/rules/papers.py takes it. It stands in the database: so it travels in
    backups, goes with an erasure, and has no address but the one that asks who is asking."""

    class Kind(models.TextChoices):
        PDF = "pdf", _("PDF")
        WORD = "docx", _("Word")
        PNG = "png", _("Picture (PNG)")
        JPEG = "jpg", _("Picture (JPEG)")

    candidate = models.ForeignKey(
        Candidate, models.PROTECT, related_name="papers", verbose_name=_("candidate")
    )
    name = models.CharField(_("file name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=4, choices=Kind.choices)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    content = models.BinaryField(_("file"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("uploaded by")
    )
    added_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)

    objects: ClassVar[models.Manager[Any]] = CandidatePaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("paper of a candidate")
        verbose_name_plural = _("papers of candidates")
        ordering = ["candidate", "added_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "sha256"],
                name="candidate_paper_once",
                violation_error_message=_("This file is here already."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=("pdf", "docx", "png", "jpg")),
                name="candidate_paper_has_a_known_kind",
            ),
        ]

    def __str__(self) -> str:
        # The trail keeps this for good: a file's name may hold a person's.
        return f"#{self.pk}"

    @property
    def shown_by_browsers(self) -> bool:
        """Whether a browser shows it by itself; else it is saved and opened in its own program."""
        return self.kind != self.Kind.WORD
