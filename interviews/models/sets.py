"""Question sets (working drafts) and sheets (published, frozen copies)."""

from decimal import Decimal
from functools import cached_property
from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import AppendOnly
from interviews.models.visibility import (
    QuestionSetQuerySet,
    SetRowQuerySet,
    SheetItemQuerySet,
    SheetPointQuerySet,
    SheetQuerySet,
)
from qbank.models.bank import Kind, Question, RubricKind
from qbank.models.scales import RatingScale


class QuestionSet(models.Model):
    """A working draft: ordered items from the bank, with sections, weights and minutes."""

    name = models.CharField(pgettext_lazy("of a thing", "name"), max_length=120)
    scale = models.ForeignKey(RatingScale, models.PROTECT, related_name="+", verbose_name=_("rating scale"))
    planned_minutes = models.PositiveSmallIntegerField(
        _("planned minutes"), default=45, validators=[MinValueValidator(5), MaxValueValidator(480)]
    )
    position = models.ForeignKey(
        "interviews.Position",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="question_sets",
        verbose_name=_("position"),
    )
    note = models.TextField(_("note"), blank=True)
    archived = models.BooleanField(_("archived"), default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, verbose_name=_("created by"), related_name="+"
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = QuestionSetQuerySet.as_manager()

    class Meta:
        verbose_name = _("question set")
        verbose_name_plural = _("question sets")
        ordering = ["-updated_at", "-id"]
        permissions = [("keep_questionset", "Can see and change everybody's question sets")]
        indexes = [models.Index(fields=["archived", "-updated_at"], name="set_open_newest")]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def open_comment_count(self) -> int:
        """How many comments still ask for something. The builder's query brings it along."""
        return self.comments.open().count()


class SetShare(models.Model):
    """A set given to somebody: they see and change it as if they had made it."""

    question_set = models.ForeignKey(
        QuestionSet, models.CASCADE, related_name="shares", verbose_name=_("set")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person")
    )
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("given by")
    )
    given_at = models.DateTimeField(_("given at"), auto_now_add=True)

    objects = SetRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("share of a set")
        verbose_name_plural = _("shares of sets")
        ordering = ["question_set", "given_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["question_set", "person"],
                name="set_given_once_to_a_person",
                violation_error_message=_("This person has the set already."),
            ),
        ]

    def __str__(self) -> str:
        # The audit trail keeps it: the same in every language.
        return f"{self.question_set} → {self.person}"


class SetSection(models.Model):
    """A part of a set under a title of its own. ``planned_minutes``: how long it may take; empty: no plan."""

    question_set = models.ForeignKey(
        QuestionSet, models.CASCADE, related_name="sections", verbose_name=_("set")
    )
    title = models.CharField(_("title"), max_length=120)
    planned_minutes = models.PositiveSmallIntegerField(
        _("planned minutes"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(480)],
    )
    position = models.PositiveIntegerField(_("order"), default=0)

    objects = SetRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["question_set", "position", "id"]

    def __str__(self) -> str:
        return self.title


class SetItem(models.Model):
    """A question in a set. ``position`` runs through the whole set, sections included."""

    question_set = models.ForeignKey(QuestionSet, models.CASCADE, related_name="items", verbose_name=_("set"))
    section = models.ForeignKey(
        SetSection, models.SET_NULL, null=True, blank=True, related_name="items", verbose_name=_("section")
    )
    question = models.ForeignKey(
        Question, models.PROTECT, related_name="set_items", verbose_name=_("question")
    )
    position = models.PositiveIntegerField(_("order"), default=0)
    weight = models.DecimalField(
        _("weight"),
        max_digits=5,
        decimal_places=2,
        default=Decimal(1),
        validators=[MinValueValidator(Decimal("0.1")), MaxValueValidator(Decimal(100))],
    )
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), validators=[MinValueValidator(1), MaxValueValidator(120)]
    )

    objects = SetRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("item")
        verbose_name_plural = _("items")
        ordering = ["question_set", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["question_set", "question"],
                name="question_once_per_set",
                violation_error_message=_("This question is in the set already."),
            ),
            models.CheckConstraint(
                condition=Q(weight__gt=0),
                name="set_item_weight_above_0",
                violation_error_message=_("The weight must be above 0."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.question_id)


class Sheet(AppendOnly):
    """Version n of a published set: a photograph that never changes.

    ``scale`` is the rating scale as interviews.scoring.Scale.to_json() writes it; ``sha256`` is taken
    over all that was copied.
    """

    question_set = models.ForeignKey(
        QuestionSet, models.PROTECT, related_name="sheets", verbose_name=_("set")
    )
    version = models.PositiveIntegerField(_("version"))
    name = models.CharField(pgettext_lazy("of a thing", "name"), max_length=120)
    planned_minutes = models.PositiveSmallIntegerField(_("planned minutes"))
    scale_name = models.CharField(_("rating scale"), max_length=120)
    scale = models.JSONField(_("rating scale as published"))
    sha256 = models.CharField(_("hash"), max_length=64)
    published_at = models.DateTimeField(_("published at"), auto_now_add=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, verbose_name=_("published by"), related_name="+"
    )

    objects: ClassVar[models.Manager[Any]] = SheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("sheet")
        verbose_name_plural = _("sheets")
        ordering = ["-published_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["question_set", "version"], name="sheet_version_once_per_set"),
        ]

    def __str__(self) -> str:
        # The audit trail keeps it: the same in every language.
        return f"{self.name} v{self.version}"


class SheetItem(AppendOnly):
    """A question as published. ``question`` only says where it came from; the wording is here.

    ``competencies``: names; ``probes``: texts; ``answers``: [{"text", "complete"}];
    ``wording_sha256`` equals QuestionRevision.sha256 of the wording that was copied.
    """

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="items", verbose_name=_("sheet"))
    question = models.ForeignKey(
        Question, models.PROTECT, related_name="sheet_items", verbose_name=_("question")
    )
    position = models.PositiveIntegerField(_("order"))
    section = models.CharField(_("section"), max_length=120, blank=True)
    code = models.CharField(_("code"), max_length=40)
    text = models.TextField(_("question"))
    short_title = models.CharField(
        _("short title"), max_length=40, blank=True, default="", db_default="", editable=False
    )
    wording_sha256 = models.CharField(_("hash of the wording"), max_length=64)
    category = models.CharField(_("category"), max_length=120)
    competencies = models.JSONField(_("competencies"), default=list)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    rubric_kind = models.CharField(_("rubric kind"), max_length=10, choices=RubricKind.choices)
    difficulty = models.CharField(_("difficulty"), max_length=8)
    probes = models.JSONField(_("follow-up probes"), default=list)
    answers = models.JSONField(_("reference answers"), default=list)
    weight = models.DecimalField(_("weight"), max_digits=5, decimal_places=2)
    minutes = models.PositiveSmallIntegerField(_("minutes"))

    objects: ClassVar[models.Manager[Any]] = SheetItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("sheet item")
        verbose_name_plural = _("sheet items")
        ordering = ["sheet", "position"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "position"], name="sheet_item_position_once"),
            models.UniqueConstraint(fields=["sheet", "question"], name="question_once_per_sheet"),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.text[:40]}"


class SheetPoint(AppendOnly):
    """A rubric point or red flag as published."""

    item = models.ForeignKey(SheetItem, models.CASCADE, related_name="points", verbose_name=_("sheet item"))
    position = models.PositiveIntegerField(_("order"))
    text = models.CharField(_("rubric point"), max_length=300)
    weight = models.DecimalField(_("weight"), max_digits=5, decimal_places=2)
    level = models.PositiveSmallIntegerField(_("level"), null=True)
    quote = models.TextField(_("quote from the reference answer"), blank=True)
    red_flag = models.BooleanField(_("red flag"), default=False)

    objects: ClassVar[models.Manager[Any]] = SheetPointQuerySet.as_manager()

    class Meta:
        verbose_name = _("sheet point")
        verbose_name_plural = _("sheet points")
        ordering = ["item", "position"]
        constraints = [
            models.UniqueConstraint(fields=["item", "position"], name="sheet_point_position_once"),
        ]

    def __str__(self) -> str:
        return self.text
