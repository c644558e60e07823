"""Sources: documents as received and as restored, their repairs and passages, and uploads."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.limits import DOCUMENT_LIMITS


class Source(models.Model):
    """A document or spreadsheet. ``received`` is its decoded text, unchanged; ``restored`` the text after
    repair. A file (by the SHA-256 of its bytes) is one source."""

    class Kind(models.TextChoices):
        DOCUMENT = "document", _("Loaded document")
        UPLOAD = "upload", _("Uploaded document")
        SPREADSHEET = "spreadsheet", _("Spreadsheet")
        BANK_FILE = "bank-file", _("Bank file")

    name = models.CharField(_("file name"), max_length=200)
    title = models.CharField(_("title"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    sha256 = models.CharField(_("SHA-256"), max_length=64, unique=True)
    received = models.TextField(_("text as received"), blank=True)
    restored = models.TextField(_("text as restored"), blank=True)
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("added by"),
        related_name="+",
    )

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.title or self.name


class Repair(models.Model):
    """A repaired part of a source's text. Doubtful ones wait for a person.

    Repairs are created anew whenever the source is restored; what people decided is stored as
    :class:`Correction` and stays.
    """

    source = models.ForeignKey(Source, models.CASCADE, related_name="repairs", verbose_name=_("source"))
    position = models.PositiveIntegerField(_("position in the received text"))
    restored_position = models.PositiveIntegerField(_("position in the restored text"))
    received = models.TextField(_("as received"), blank=True)
    restored = models.TextField(_("as restored"), blank=True)
    rule = models.CharField(_("rule"), max_length=40)
    doubtful = models.BooleanField(_("doubtful"), default=False)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("repair")
        verbose_name_plural = _("repairs")
        ordering = ["source", "position"]
        constraints = [
            # A note on a place ("marks were lost here") has no text of its own and may stand before a repair.
            models.UniqueConstraint(
                fields=["source", "position"], condition=~Q(received=""), name="repair_once_per_place"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.received} → {self.restored}"


class Correction(models.Model):
    """A person's reading of a damaged place, found again by the text there and around it.

    Confirming a repair is a correction to the text that the rules gave.
    """

    source = models.ForeignKey(Source, models.CASCADE, related_name="corrections", verbose_name=_("source"))
    before = models.CharField(_("text before"), max_length=200, blank=True)
    damaged = models.TextField(_("as received"))
    after = models.CharField(_("text after"), max_length=200, blank=True)
    restored = models.TextField(_("reads"), blank=True)
    reason = models.TextField(_("reason"), blank=True)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, verbose_name=_("made by"), related_name="+"
    )

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["source", "id"]

    def __str__(self) -> str:
        return f"{self.damaged} → {self.restored}"


class Passage(models.Model):
    """A passage of a source that can be quoted, under a topic."""

    source = models.ForeignKey(
        Source, models.CASCADE, null=True, blank=True, related_name="passages", verbose_name=_("source")
    )
    topic = models.CharField(_("topic"), max_length=80, db_index=True)
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"))
    doubtful = models.BooleanField(_("marks were lost"), default=False)
    position = models.PositiveIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        ordering = ["topic", "position", "id"]

    def __str__(self) -> str:
        return self.title


class LoadedItem(models.Model):
    """An object that was loaded from a source, with the hash of its content as it was loaded.

    An object whose content has another hash by now was edited by a person: loading again leaves it alone.
    One that no longer exists was deleted by a person and is not created again.
    """

    source = models.ForeignKey(Source, models.CASCADE, related_name="loaded_items", verbose_name=_("source"))
    model = models.CharField(_("model"), max_length=40)
    key = models.CharField(_("key in the source"), max_length=400)
    object_id = models.PositiveBigIntegerField(_("id"))
    sha256 = models.CharField(_("hash of the content"), max_length=64)

    class Meta:
        verbose_name = _("loaded item")
        verbose_name_plural = _("loaded items")
        ordering = ["source", "model", "id"]
        constraints = [
            models.UniqueConstraint(fields=["source", "model", "key"], name="loaded_once_per_source"),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.key}"


class DocumentUpload(models.Model):
    """An uploaded document: read and parsed by a job, edited in a preview, then accepted into the bank.

    ``drafts`` is the preview (the JSON of qbank.sources.rules.upload_preview.Preview); nothing of it is in
    the bank before it is accepted.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting to be read")
        READY = "ready", _("Ready to look through")
        FAILED = "failed", _("Could not be read")
        ACCEPTED = "accepted", _("Accepted as drafts")
        UNDONE = "undone", _("Taken back")
        DISCARDED = "discarded", _("Discarded")

    source = models.OneToOneField(
        Source, models.CASCADE, null=True, blank=True, related_name="upload", verbose_name=_("source")
    )
    #: What its acceptance did to the bank, in the shape of every import: by it the upload is taken back.
    batch = models.OneToOneField(
        "ImportBatch", models.SET_NULL, null=True, blank=True, related_name="upload", verbose_name=_("import")
    )
    name = models.CharField(_("file name"), max_length=200)
    sha256 = models.CharField(_("SHA-256"), max_length=64, unique=True)
    content = models.BinaryField(_("file"))
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.WAITING)
    problem = models.TextField(_("problem"), blank=True)
    drafts = models.JSONField(_("drafts"), default=dict, blank=True)
    started_at = models.DateTimeField(_("reading began at"), null=True, blank=True)
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, verbose_name=_("uploaded by"), related_name="+"
    )

    class Meta:
        verbose_name = _("uploaded document")
        verbose_name_plural = _("uploaded documents")
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.name

    @property
    def problem_sentence(self) -> str:
        """Why it could not be read, in the reader's language; "" where it could."""
        return gettext(self.problem) % DOCUMENT_LIMITS if self.problem else ""
