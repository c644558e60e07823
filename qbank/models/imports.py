"""Imports of spreadsheets: the batch, its file and rows, and the mappings people chose before. What was read
from a document and a change of many questions are batches too: they are taken back by the same rules."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qbank.models.bank import Question
from qbank.models.readable import Readable
from qbank.models.sources import Source


class ImportBatch(models.Model):
    """One spreadsheet, from its upload to its questions in the bank, and the undoing of that.

    ``options`` says how the file is read (the JSON of qbank.spreadsheets.files.table.Reading, with ``kind``
    and the columns' ``names``), ``mapping`` what its columns and values mean (the JSON of
    qbank.spreadsheets.columns.mapping.Mapping), ``scope`` and ``match`` what becomes of questions that the
    bank has and how they are known. While a job works on it, ``run`` identifies that job, ``done`` of
    ``total`` rows is its progress and ``beat_at`` its last sign of life: a job that was killed is noticed and
    enqueued again. A batch that is being applied or undone and has no ``run`` waits for its turn.
    """

    class Status(models.TextChoices):
        UPLOADED = "uploaded", _("Waiting for its columns to be matched")
        JUDGING = "judging", _("Being read")
        PREVIEW = "preview", _("Ready to look through")
        APPLYING = "applying", _("Being imported")
        APPLIED = "applied", _("Imported")
        UNDOING = "undoing", _("Being taken back")
        UNDONE = "undone", _("Taken back")
        FAILED = "failed", _("Could not be read")
        DISCARDED = "discarded", _("Discarded")

    class Scope(models.TextChoices):
        ASK = "ask", _("Add new questions; ask about each change of a known one")
        ADD = "add", _("Only add new questions; known ones stay as they are")
        UPDATE = "update", _("Only change known questions; add none")
        BOTH = "both", _("Add new questions and change known ones")

    class Match(models.TextChoices):
        CODE_OR_TEXT = "code-or-text", _("by code or text")
        CODE = "code", _("by code alone")
        TEXT = "text", _("by text alone")

    class Kind(models.TextChoices):
        FILE = "file", _("File")
        CHANGE = "change", _("Change of many questions")

    name = models.CharField(_("file name"), max_length=200)
    #: A change of many questions has no file, and what it says in ``options`` (qbank.bulk).
    kind = models.CharField(
        _("kind"), max_length=6, choices=Kind.choices, default=Kind.FILE, db_default=Kind.FILE.value
    )
    sha256 = models.CharField(_("SHA-256"), max_length=64, db_index=True)
    size = models.PositiveIntegerField(_("size in bytes"), default=0)
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.UPLOADED)
    problem = models.TextField(_("problem"), blank=True)
    options = models.JSONField(_("how the file is read"), default=dict, blank=True)
    mapping = models.JSONField(_("columns and values"), default=dict, blank=True)
    scope = models.CharField(
        _("questions that the bank has"), max_length=8, choices=Scope.choices, default=Scope.ASK
    )
    match = models.CharField(
        _("how known questions are recognised"),
        max_length=16,
        choices=Match.choices,
        default=Match.CODE_OR_TEXT,
    )
    source = models.ForeignKey(
        Source,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="import_batches",
        verbose_name=_("source"),
    )
    run = models.UUIDField(_("job"), null=True, blank=True, editable=False)
    done = models.PositiveIntegerField(_("rows done"), default=0)
    total = models.PositiveIntegerField(_("rows in all"), default=0)
    beat_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)
    result = models.JSONField(_("result"), default=dict, blank=True)
    created_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, verbose_name=_("uploaded by"), related_name="+"
    )
    applied_at = models.DateTimeField(_("imported at"), null=True, blank=True)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("imported by"),
        related_name="+",
    )
    undone_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("taken back by"),
        related_name="+",
    )

    class Meta:
        verbose_name = _("spreadsheet import")
        verbose_name_plural = _("spreadsheet imports")
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["-created_at", "-id"], name="import_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["status"],
                condition=Q(status__in=["applying", "undoing"], run__isnull=False),
                name="one_import_applied_at_a_time",
                violation_error_message=_("Another import is being applied just now."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["applied", "undoing", "undone"]) | Q(applied_at__isnull=False),
                name="applied_import_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ImportFile(models.Model):
    """The bytes of a batch's file, in a table of their own: SQLite rewrites the whole row of a batch whenever
    its job gives a sign of life."""

    batch = models.OneToOneField(
        ImportBatch, models.CASCADE, primary_key=True, related_name="file", verbose_name=_("import")
    )
    content = models.BinaryField(_("file"))

    class Meta:
        verbose_name = _("imported file")
        verbose_name_plural = _("imported files")

    def __str__(self) -> str:
        return str(self.batch_id)


class ImportRow(models.Model):
    """One row of the file, as the preview shows it.

    ``cells``: {column (from 0): text}, without empty ones; ``flags``: {column: Oddity of the cell};
    ``mended``: {column: the text a person put in its place}. ``draft`` is the question made of it, in the
    shape of a revision's content; ``problems`` are its errors and remarks (the JSON of
    qbank.spreadsheets.judging.verdicts.RowProblem). Duplicates are recognised by ``code`` and ``text_key``;
    ``repeats`` is the number of the earlier row with the same question. ``question`` is the one it changes,
    resembles or became; ``revision_before`` and ``revision_after`` are that question's revisions around
    the import.
    """

    class Verdict(models.TextChoices):
        NEW = "new", _("New")
        CHANGED = "changed", _("Changed")
        SAME = "same", _("Unchanged")
        REPEATED = "repeated", _("Twice in the file")
        SIMILAR = "similar", _("Looks like an existing question")
        CONFLICT = "conflict", _("Which question is it?")
        ERROR = "error", _("Error")

    class Decision(models.TextChoices):
        UNDECIDED = "", _("As judged")
        TAKE = "take", _("Import as a new question")
        CHANGE = "change", _("Change the existing question")
        LEAVE = "leave", _("Leave out")

    class Outcome(models.TextChoices):
        PENDING = "", _("Not imported")
        CREATED = "created", _("Created")
        CHANGED = "changed", _("Changed")
        REMOVED = "removed", _("Removed again")
        RESTORED = "restored", _("Earlier wording restored")
        RETIRED = "retired", _("Retired, because it is used")
        KEPT = "kept", _("Kept, because it was edited since")

    #: No index of its own: every index of the table begins with it.
    batch = models.ForeignKey(
        ImportBatch, models.CASCADE, related_name="rows", db_index=False, verbose_name=_("import")
    )
    number = models.PositiveIntegerField(_("row"))
    verdict = models.CharField(_("verdict"), max_length=8, choices=Verdict.choices)
    decision = models.CharField(_("decision"), max_length=8, choices=Decision.choices, blank=True, default="")
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome.choices, blank=True, default="")
    code = models.CharField(_("code"), max_length=40, blank=True)
    text_key = models.CharField(_("key of the text"), max_length=32, blank=True)
    repeats = models.PositiveIntegerField(_("same as row"), null=True, blank=True)
    question = models.ForeignKey(
        Question, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("question")
    )
    similarity = models.PositiveSmallIntegerField(_("similarity in per cent"), null=True, blank=True)
    revision_before = models.PositiveIntegerField(_("revision before"), null=True, blank=True)
    revision_after = models.PositiveIntegerField(_("revision after"), null=True, blank=True)
    # Long columns last: SQLite has to read them to reach the columns behind them.
    cells = models.JSONField(_("cells"), encoder=Readable, default=dict)
    flags = models.JSONField(_("odd cells"), encoder=Readable, default=dict, blank=True)
    mended = models.JSONField(_("mended cells"), encoder=Readable, default=dict, blank=True)
    draft = models.JSONField(_("question"), encoder=Readable, null=True, blank=True)
    problems = models.JSONField(_("problems"), encoder=Readable, default=list, blank=True)

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of an import")
        ordering = ["batch", "number"]
        indexes = [
            models.Index(fields=["batch", "verdict", "number", "decision"], name="import_row_verdict"),
            models.Index(fields=["batch", "code"], name="import_row_code"),
            models.Index(fields=["batch", "text_key"], name="import_row_text"),
        ]
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="import_row_once")]

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.number}"


class SavedMapping(models.Model):
    """The mapping people chose for files with this header, proposed for the next such file."""

    header_sha256 = models.CharField(_("hash of the header"), max_length=64, unique=True)
    header = models.JSONField(_("header"), default=list)
    mapping = models.JSONField(_("columns and values"), default=dict)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, verbose_name=_("changed by"), related_name="+"
    )

    class Meta:
        verbose_name = _("remembered mapping")
        verbose_name_plural = _("remembered mappings")
        ordering = ["-changed_at"]

    def __str__(self) -> str:
        return " · ".join(self.header)[:80]
