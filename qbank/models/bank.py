"""The bank: categories, competencies, questions, reference answers, rubric points and revisions."""

from decimal import Decimal
from typing import Self, TypeVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import AppendOnly, User
from common.finding.tags import LONGEST_LINE, tags_in
from qbank.models.readable import Readable
from qbank.models.sources import Source

_Part = TypeVar("_Part", bound=models.Model, covariant=True)


class Category(models.Model):
    name = models.CharField(pgettext_lazy("of a thing", "name"), max_length=120, unique=True)
    position = models.PositiveIntegerField(_("order"), default=0)
    source = models.ForeignKey(
        Source, models.SET_NULL, null=True, blank=True, related_name="categories", verbose_name=_("source")
    )

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name


class Competency(models.Model):
    """A chapter or section of the competency framework. A chapter has no parent; a section's parent is its
    chapter."""

    name = models.CharField(pgettext_lazy("of a thing", "name"), max_length=120)
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="sections", verbose_name=_("chapter")
    )
    position = models.PositiveIntegerField(_("order"), default=0)
    source = models.ForeignKey(
        Source, models.SET_NULL, null=True, blank=True, related_name="competencies", verbose_name=_("source")
    )

    class Meta:
        verbose_name = _("competency")
        verbose_name_plural = _("competencies")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "name"],
                name="competency_name_once_per_chapter",
                violation_error_message=_("This chapter already has a competency of this name."),
            ),
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(parent__isnull=True),
                name="chapter_name_once",
                violation_error_message=_("There already is a chapter of this name."),
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="competency_not_its_own_chapter",
                violation_error_message=_("A competency can't be its own chapter."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CompetencyPoint(models.Model):
    competency = models.ForeignKey(
        Competency, models.CASCADE, related_name="points", verbose_name=_("competency")
    )
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"), blank=True)
    position = models.PositiveIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("competency point")
        verbose_name_plural = _("competency points")
        ordering = ["competency", "position", "id"]

    def __str__(self) -> str:
        return self.title


class Kind(models.TextChoices):
    MOTIVATION = "motivation", _("Motivation")
    BEHAVIOURAL = "behavioural", _("Behavioural")
    SITUATIONAL = "situational", _("Situational")
    KNOWLEDGE = "knowledge", _("Knowledge")


class Difficulty(models.TextChoices):
    EASY = "easy", _("Easy")
    MEDIUM = "medium", _("Medium")
    HARD = "hard", _("Hard")


class RubricKind(models.TextChoices):
    CHECKLIST = "checklist", _("Checklist")
    LADDER = "ladder", _("Ladder")


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    READY = "ready", _("Ready")
    RETIRED = "retired", _("Retired")


def keeps_bank(user: User) -> bool:
    """Whether the user writes and reviews questions (HR, admins); others read the ready ones."""
    return user.has_perm("qbank.change_question")


class QuestionQuerySet(models.QuerySet["Question"]):
    def in_bank(self) -> "QuestionQuerySet":
        """All questions but those that an import is still writing or deleting: nobody may see these.

        What services do to the bank starts from here; what a person is shown or chooses from, from
        :meth:`visible_to`.
        """
        return self.filter(arriving__isnull=True)

    def visible_to(self, user: User) -> "QuestionQuerySet":
        """All of the bank for those who keep it, the ready ones for other readers of the bank, else none.

        Every list, search, count, look-up, facet and choice of questions starts from here.
        """
        if not user.has_perm("qbank.view_question"):
            return self.none()
        return self.in_bank() if keeps_bank(user) else self.in_bank().filter(status=Status.READY)


class QuestionPartQuerySet(models.QuerySet[_Part]):
    """Answers and points."""

    def visible_to(self, user: User) -> Self:
        """Those of the questions that the user may see."""
        # Asked of each: else SQLite begins with all questions, and sorts what they have.
        return self.filter(Exists(Question.objects.visible_to(user).filter(pk=OuterRef("question"))))


class Question(models.Model):
    code = models.CharField(
        _("code"), max_length=40, unique=True, help_text=_("Stable: spreadsheets and sheets refer to it.")
    )
    category = models.ForeignKey(
        Category, models.PROTECT, related_name="questions", verbose_name=_("category")
    )
    text = models.TextField(_("question"))
    short_title = models.CharField(
        _("short title"),
        max_length=40,
        blank=True,
        default="",
        db_default="",
        help_text=_("A few words for lists and prints; left empty, they are made from the question."),
    )
    tags = models.CharField(
        pgettext_lazy("words", "tags"),
        max_length=LONGEST_LINE,
        blank=True,
        default="",
        db_default="",
        help_text=_("Words to find questions again by, with commas between."),
    )
    #: What a document doesn't say of a question stays unsaid until a person says it: "" or None, in drafts.
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, blank=True)
    rubric_kind = models.CharField(
        _("rubric kind"), max_length=10, choices=RubricKind.choices, default=RubricKind.CHECKLIST
    )
    difficulty = models.CharField(
        _("difficulty"), max_length=8, choices=Difficulty.choices, default=Difficulty.MEDIUM, blank=True
    )
    minutes = models.PositiveSmallIntegerField(
        _("suggested minutes"),
        default=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
    )
    probes = models.JSONField(_("follow-up probes"), default=list, blank=True)
    status = models.CharField(_("status"), max_length=8, choices=Status.choices, default=Status.DRAFT)
    competencies = models.ManyToManyField(
        Competency, blank=True, related_name="questions", verbose_name=_("competencies")
    )
    position = models.PositiveIntegerField(_("order"), default=0)
    source = models.ForeignKey(
        Source, models.SET_NULL, null=True, blank=True, related_name="questions", verbose_name=_("source")
    )
    #: The import that is writing this question now; cleared for a whole batch at once. The index covers
    #: only rows where it is set: SQLite would use a full one for every list of the bank.
    arriving = models.ForeignKey(
        "ImportBatch",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        db_index=False,
        related_name="arriving",
        verbose_name=_("arriving with"),
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["category__position", "category_id", "position", "id"]
        permissions = [("export_question", "Can export questions")]
        indexes = [
            models.Index(fields=["category", "position", "id"], name="question_in_category"),
            models.Index(fields=["status", "kind"], name="question_status_kind"),
            models.Index(fields=["difficulty", "id"], name="question_difficulty"),
            models.Index(fields=["minutes", "id"], name="question_minutes"),
            models.Index(fields=["rubric_kind"], name="question_rubric_kind"),
            models.Index(fields=["updated_at", "id"], name="question_updated"),
            # Draws questions of a sort by lot: interviews/building/pages/supply.py.
            models.Index(
                F("category"),
                F("kind"),
                F("rubric_kind"),
                F("difficulty"),
                (F("id") * 2654435761).bitand(4294967295),
                name="question_draw",
                condition=Q(status="ready", arriving__isnull=True),
            ),
            models.Index(fields=["tags"], condition=~Q(tags=""), name="question_tags"),
            models.Index(fields=["arriving"], condition=Q(arriving__isnull=False), name="question_arriving"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="question_has_text",
                violation_error_message=_("A question needs its text."),
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=120),
                name="question_minutes_in_range",
                violation_error_message=_("Minutes must be between 1 and 120."),
            ),
            models.CheckConstraint(
                condition=~Q(status="ready") | (~Q(kind="") & ~Q(difficulty="") & Q(minutes__isnull=False)),
                name="ready_question_leaves_nothing_unsaid",
                violation_error_message=_("A ready question needs its kind, difficulty and minutes."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.text[:40]}"

    @property
    def tag_list(self) -> list[str]:
        """The tags one by one."""
        return list(tags_in(self.tags).values())


class ReferenceAnswer(models.Model):
    question = models.ForeignKey(Question, models.CASCADE, related_name="answers", verbose_name=_("question"))
    text = models.TextField(_("reference answer"))
    complete = models.BooleanField(
        _("complete"), default=True, help_text=_("Off when the source cut the answer off.")
    )
    position = models.PositiveIntegerField(_("order"), default=0)

    objects = QuestionPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("reference answer")
        verbose_name_plural = _("reference answers")
        ordering = ["question", "position", "id"]

    def __str__(self) -> str:
        return self.text[:60]


class RubricPoint(models.Model):
    """Something observable that a good answer contains, or a red flag. Only ladders have ``level``."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="points", verbose_name=_("question"))
    text = models.CharField(_("rubric point"), max_length=300)
    weight = models.DecimalField(
        _("weight"),
        max_digits=5,
        decimal_places=2,
        default=Decimal(1),
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
    )
    level = models.PositiveSmallIntegerField(_("level"), null=True, blank=True)
    quote = models.TextField(
        _("quote from the reference answer"), blank=True, help_text=_("The words this point rests on.")
    )
    red_flag = models.BooleanField(_("red flag"), default=False)
    position = models.PositiveIntegerField(_("order"), default=0)

    objects = QuestionPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("rubric point")
        verbose_name_plural = _("rubric points")
        ordering = ["question", "red_flag", "level", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(red_flag=True, weight=0, level__isnull=True) | Q(red_flag=False, weight__gt=0),
                name="rubric_point_weight_or_flag",
                violation_error_message=_(
                    "A red flag has weight 0 and no level; a point weighs more than 0."
                ),
            ),
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(level__gte=1, level__lte=5),
                name="rubric_point_level_1_to_5",
                violation_error_message=_("Levels run from 1 to 5."),
            ),
        ]

    def __str__(self) -> str:
        return self.text


class QuestionRevision(AppendOnly):
    """A question after a change, complete: text, answers, points, competencies and settings.

    ``content`` has the shape of one question in the bank file; ``sha256`` is the hash of its wording and
    tells whether a sheet's copy is the newest.
    """

    question = models.ForeignKey(
        Question, models.PROTECT, related_name="revisions", verbose_name=_("question")
    )
    number = models.PositiveIntegerField(_("revision"))
    content = models.JSONField(_("content"), encoder=Readable)
    sha256 = models.CharField(_("hash of the wording"), max_length=64)
    at = models.DateTimeField(_("at"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, verbose_name=_("by"), related_name="+"
    )
    by_name = models.CharField(_("by"), max_length=200)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("question revision")
        verbose_name_plural = _("question revisions")
        ordering = ["question", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="revision_number_once_per_question"),
        ]

    def __str__(self) -> str:
        return f"{self.question_id} r{self.number}"
