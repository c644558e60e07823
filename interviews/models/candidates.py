"""Around a candidate: notes, the erasure of their personal data, and lists of candidates brought in."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import AppendOnly
from interviews.models.decisions import Decision
from interviews.models.interviews import Candidate
from interviews.models.visibility import CandidateNoteQuerySet


class CandidateNote(AppendOnly):
    """What somebody in HR wrote down about a candidate. A later note corrects an earlier one.

    ``by`` is None where nobody knows any more who wrote it; ``by_name`` is then what is left of the name,
    or a dash.
    """

    candidate = models.ForeignKey(
        Candidate, models.PROTECT, related_name="notes", verbose_name=_("candidate")
    )
    text = models.TextField(_("note"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    by_name = models.CharField(_("name of the writer"), max_length=200)
    at = models.DateTimeField(_("at"), auto_now_add=True)

    objects: ClassVar[models.Manager[Any]] = CandidateNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note on a candidate")
        verbose_name_plural = _("notes on candidates")
        ordering = ["candidate", "-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="candidate_note_has_text",
                violation_error_message=_("Write something first."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.candidate)


class Erasure(AppendOnly):
    """That a candidate's personal data was erased. ``counts``: how much of what, {kind: number}."""

    in_chain = True

    class Cause(models.TextChoices):
        REQUEST = "request", _("By HR")
        RETENTION = "retention", _("Retention time was over")

    candidate = models.OneToOneField(
        Candidate, models.PROTECT, related_name="erasure", verbose_name=_("candidate")
    )
    cause = models.CharField(_("cause"), max_length=9, choices=Cause.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    by_name = models.CharField(_("by"), max_length=200)
    at = models.DateTimeField(_("at"), auto_now_add=True)
    counts = models.JSONField(_("what was erased"), default=dict)

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cause="request", by__isnull=False) | Q(cause="retention", by__isnull=True),
                name="erasure_by_a_person_or_by_time",
            ),
        ]

    def __str__(self) -> str:
        return str(self.candidate)


class ErasedSeal(AppendOnly):
    """The seal of a decision's report after the texts about the candidate were taken out of it.

    The decision keeps the hash of what was sealed first; this one is taken over what is left.
    """

    in_chain = True

    decision = models.OneToOneField(
        Decision, models.PROTECT, related_name="erased_seal", verbose_name=_("decision")
    )
    erasure = models.ForeignKey(Erasure, models.PROTECT, related_name="seals", verbose_name=_("erasure"))
    sha256 = models.CharField(_("hash"), max_length=64)

    class Meta:
        verbose_name = _("seal after an erasure")
        verbose_name_plural = _("seals after an erasure")
        ordering = ["decision"]

    def __str__(self) -> str:
        return self.sha256


class CandidateImport(models.Model):
    """A list of candidates somebody brings in. ``content`` is kept until it is imported or discarded.

    ``options``: how the file is read and what its columns hold, as ImportOptions writes it
    (interviews/candidates/services/imports.py).
    """

    class Status(models.TextChoices):
        PREVIEW = "preview", _("In preview")
        APPLIED = "applied", _("Imported")
        UNDONE = "undone", _("Taken back")

    name = models.CharField(_("file"), max_length=255)
    content = models.BinaryField(_("content"), null=True)
    names = models.JSONField(_("columns"), default=list)
    options = models.JSONField(_("options"), default=dict)
    status = models.CharField(_("status"), max_length=7, choices=Status.choices, default=Status.PREVIEW)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("uploaded by")
    )
    created_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    applied_at = models.DateTimeField(_("imported at"), null=True)
    undone_at = models.DateTimeField(_("taken back at"), null=True)

    class Meta:
        verbose_name = _("import of candidates")
        verbose_name_plural = _("imports of candidates")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="preview", applied_at__isnull=True, undone_at__isnull=True)
                | Q(status="applied", applied_at__isnull=False, undone_at__isnull=True)
                | Q(status="undone", applied_at__isnull=False, undone_at__isnull=False),
                name="candidate_import_times_fit_its_status",
            ),
        ]

    def __str__(self) -> str:
        # The trail keeps this for good: a file's name may hold a person's.
        return f"#{self.pk}"


class CandidateImportRow(models.Model):
    """One row of such a list: ``cells`` as in the file, ``mended`` {field: text} as corrected on the site.

    ``choice``: what somebody decided about it. ``candidate``: whom it made.
    """

    class Choice(models.TextChoices):
        TAKE = "take", _("Import")
        LEAVE = "leave", _("Leave out")

    batch = models.ForeignKey(
        CandidateImport, models.CASCADE, related_name="rows", verbose_name=_("import of candidates")
    )
    number = models.PositiveIntegerField(_("row"))
    cells = models.JSONField(_("cells"), default=list)
    mended = models.JSONField(_("mended"), default=dict)
    choice = models.CharField(_("decision"), max_length=5, choices=Choice.choices, blank=True)
    candidate = models.ForeignKey(
        Candidate, models.SET_NULL, null=True, related_name="import_rows", verbose_name=_("candidate")
    )

    class Meta:
        verbose_name = _("row of an import of candidates")
        verbose_name_plural = _("rows of imports of candidates")
        ordering = ["batch", "number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="candidate_import_row_once"),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.number}"
