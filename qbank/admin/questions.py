"""Questions, categories and competencies in the admin. Every change of a question records a revision."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypedDict

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Count, Model, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin_base import AuditedAdmin, ReadOnlyAdmin, RowInline, SiteAdmin, acting_user
from qbank.admin.base import SourceFilter, with_source, without_prefix
from qbank.admin.question_spreadsheets import QuestionSpreadsheets
from qbank.admin.resources import CategoryResource, CompetencyResource
from qbank.admin.spreadsheets import SpreadsheetAdmin
from qbank.models import (
    Category,
    Competency,
    CompetencyPoint,
    Question,
    QuestionIndex,
    QuestionRevision,
    ReferenceAnswer,
    RubricPoint,
    Status,
)
from qbank.questions.forms import LinesField
from qbank.questions.search import reindex, search
from qbank.questions.services.questions import NotReadyError, newest_number, problems_of, set_status
from qbank.questions.services.revisions import CHANGED_IN_ADMIN, record_revision, record_revisions

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class _QuestionCount(TypedDict):
        question_count: int

    class _PointCount(TypedDict):
        point_count: int


#: The number of questions in the bank that a category or competency has.
QUESTION_COUNT = Count("questions", filter=Q(questions__arriving=None))


@admin.register(Category)
class CategoryAdmin(SpreadsheetAdmin, AuditedAdmin):
    few_rows = True
    resource_classes = [CategoryResource]
    list_display = ["name", "position", "question_count", "source"]
    search_fields = ["name"]
    list_filter = [SourceFilter]
    exclude = ["source"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Category]:
        categories: QuerySet[Category] = with_source(super().get_queryset(request))
        return categories.annotate(question_count=QUESTION_COUNT)

    @admin.display(description=gettext_lazy("questions"), ordering="question_count")
    def question_count(self, category: WithAnnotations[Category, _QuestionCount]) -> int:
        return category.question_count

    def view_on_site(self, category: Category) -> str:
        return f"{reverse('qbank:question-list')}?category={category.pk}"


class CompetencyPointInline(admin.StackedInline[CompetencyPoint, Competency]):
    model = CompetencyPoint
    extra = 0


@admin.register(Competency)
class CompetencyAdmin(SpreadsheetAdmin, AuditedAdmin):
    """Chapters and sections; a section's points are edited with it."""

    few_rows = True
    resource_classes = [CompetencyResource]
    list_display = ["name", "parent", "position", "question_count"]
    list_filter = [("parent", admin.RelatedOnlyFieldListFilter), SourceFilter]
    list_select_related = ["parent"]
    search_fields = ["name", "parent__name"]
    ordering = ["parent__position", "parent_id", "position", "id"]
    exclude = ["source"]
    inlines = [CompetencyPointInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Competency]:
        competencies: QuerySet[Competency] = super().get_queryset(request)
        return competencies.annotate(question_count=QUESTION_COUNT)

    def _delete(self, request: HttpRequest, objects: Iterable[Model]) -> None:
        """Questions with a deleted competency lose it and get a revision."""
        deleted = list(objects)
        with_deleted = Q(competencies__in=deleted) | Q(competencies__parent__in=deleted)
        questions = Question.objects.in_bank().filter(with_deleted)
        ids = list(questions.order_by("pk").values_list("pk", flat=True).distinct())
        with transaction.atomic():
            super()._delete(request, deleted)
            record_revisions(question_ids=ids, actor=acting_user(request), note=CHANGED_IN_ADMIN)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, Any, Any, Any]:
        """What is deleted too, without the links to questions: they would reveal arriving ones."""
        labels, counts, needed, protected = super().get_deleted_objects(objs, request)
        link = Question.competencies.through._meta
        counts = {name: count for name, count in counts.items() if name != link.verbose_name_plural}
        shown = without_prefix(f"{capfirst(str(link.verbose_name))}: ", list(labels))
        return shown, counts, needed, protected

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        if db_field.name == "parent":
            options["queryset"] = Competency.objects.filter(parent=None)
        return super().formfield_for_foreignkey(db_field, request, **options)

    @admin.display(description=gettext_lazy("questions"), ordering="question_count")
    def question_count(self, competency: WithAnnotations[Competency, _QuestionCount]) -> int:
        return competency.question_count


@admin.register(CompetencyPoint)
class CompetencyPointAdmin(AuditedAdmin):
    few_rows = True
    list_display = ["title", "competency", "position"]
    list_filter = [("competency", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["competency"]
    search_fields = ["title", "text", "competency__name"]


class AnswerInline(admin.StackedInline[ReferenceAnswer, Question]):
    model = ReferenceAnswer
    extra = 0


class PointInline(RowInline):
    model = RubricPoint

    def formfield_for_dbfield(self, db_field: Any, request: Any, **options: Any) -> Any:
        if db_field.name in ("text", "quote"):
            options["widget"] = forms.Textarea(attrs={"rows": 2, "cols": 40})
        return super().formfield_for_dbfield(db_field, request, **options)


class QuestionAdminForm(forms.ModelForm[Question]):
    """Refuses to overwrite what somebody else changed meanwhile, as the site's form does."""

    probes = LinesField(
        label=gettext_lazy("Follow-up probes"),
        required=False,
        help_text=gettext_lazy("One per line."),
        widget=forms.Textarea(attrs={"rows": 4, "cols": 80}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["revision"] = newest_number(self.instance)

    def clean(self) -> dict[str, Any] | None:
        data = super().clean()
        # The admin saves in the same transaction: nobody can change the question between this check and that.
        if self.instance.pk and self.cleaned_data.get("revision") != newest_number(self.instance, lock=True):
            raise forms.ValidationError(
                _("Somebody changed this question meanwhile. Open it anew and make your changes there.")
            )
        return data


@admin.register(Question)
class QuestionAdmin(QuestionSpreadsheets, SiteAdmin):
    """The status is changed by the actions, which check what a ready question needs."""

    form = QuestionAdminForm
    list_display = [
        "code",
        "beginning",
        "category",
        "kind",
        "difficulty",
        "minutes",
        "rubric_kind",
        "point_count",
        "status",
    ]
    list_display_links = ["code", "beginning"]
    list_filter = [
        "status",
        "category",
        "kind",
        "difficulty",
        "rubric_kind",
        ("competencies", admin.RelatedOnlyFieldListFilter),
        SourceFilter,
    ]
    list_select_related = ["category"]
    list_per_page = 50
    search_fields = ["code"]
    readonly_fields = ["status", "source", "created_at", "updated_at"]
    inlines = [AnswerInline, PointInline]
    actions = ["make_ready", "make_draft", "retire"]

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        if db_field.name == "competencies":
            options["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **options)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Question]:
        questions: QuerySet[Question] = super().get_queryset(request)
        point_count = Count("points", filter=Q(points__red_flag=False))
        return questions.filter(arriving=None).annotate(point_count=point_count)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Question], search_term: str
    ) -> tuple[QuerySet[Question], bool]:
        return search(queryset, search_term), False

    @admin.display(description=gettext_lazy("question"))
    def beginning(self, question: Question) -> str:
        return question.text[:60]

    @admin.display(description=gettext_lazy("points"), ordering="point_count")
    def point_count(self, question: WithAnnotations[Question, _PointCount]) -> int:
        return question.point_count

    def view_on_site(self, question: Question) -> str:
        return reverse("qbank:question-detail", args=[question.pk])

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Questions are retired, not deleted: sheets and revisions refer to them."""
        return False

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save answers and points. A ready question that lacks something then becomes a draft."""
        super().save_related(request, form, formsets, change)
        question = Question.objects.get(pk=form.instance.pk)
        problems = problems_of(question) if question.status == Status.READY else []
        if problems:
            question.status = Status.DRAFT
            question.save(update_fields=["status"])
            messages.warning(request, _("%(code)s went back to draft.") % {"code": question.code})
        for problem in problems:
            messages.warning(request, problem)
        record_revision(question=question, actor=acting_user(request), note=CHANGED_IN_ADMIN)
        reindex([question.pk])

    @admin.action(description=gettext_lazy("Make ready"), permissions=["change"])
    def make_ready(self, request: HttpRequest, queryset: QuerySet[Question]) -> None:
        self._set_status(request, queryset, Status.READY)

    @admin.action(description=gettext_lazy("Back to draft"), permissions=["change"])
    def make_draft(self, request: HttpRequest, queryset: QuerySet[Question]) -> None:
        self._set_status(request, queryset, Status.DRAFT)

    @admin.action(description=gettext_lazy("Retire"), permissions=["change"])
    def retire(self, request: HttpRequest, queryset: QuerySet[Question]) -> None:
        self._set_status(request, queryset, Status.RETIRED)

    def _set_status(self, request: HttpRequest, queryset: QuerySet[Question], status: Status) -> None:
        for question in queryset:
            try:
                set_status(actor=acting_user(request), question=question, status=status)
            except NotReadyError as error:
                messages.error(request, " ".join([f"{question.code}:", *error.messages]))
            else:
                messages.success(request, f"{question.code}: {status.label}")


class QuestionPartAdmin(ReadOnlyAdmin):
    """Answers and points, read-only: they are changed with their question, which records a revision."""

    list_select_related = ["question"]
    list_filter = ["question__category", "question__status"]
    ordering = ["-pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).filter(question__arriving=None)


@admin.register(ReferenceAnswer)
class ReferenceAnswerAdmin(QuestionPartAdmin):
    list_display = ["__str__", "question", "complete"]
    list_filter = ["complete", *QuestionPartAdmin.list_filter]
    search_fields = ["text", "question__code"]


@admin.register(RubricPoint)
class RubricPointAdmin(QuestionPartAdmin):
    list_display = ["text", "question", "weight", "level", "red_flag"]
    list_filter = ["red_flag", "level", *QuestionPartAdmin.list_filter]
    search_fields = ["text", "quote", "question__code"]


@admin.register(QuestionRevision)
class QuestionRevisionAdmin(ReadOnlyAdmin):
    list_display = ["question", "number", "at", "by_name", "why"]
    exclude = ["note"]
    readonly_fields = ["why"]
    list_filter = ["at", "question__category"]
    list_select_related = ["question"]
    search_fields = ["question__code", "by_name", "note"]
    date_hierarchy = "at"

    def get_queryset(self, request: HttpRequest) -> QuerySet[QuestionRevision]:
        return super().get_queryset(request).filter(question__arriving=None).order_by("-pk")

    @admin.display(description=gettext_lazy("note"))
    def why(self, revision: QuestionRevision) -> str:
        return _(revision.note)


@admin.register(QuestionIndex)
class QuestionIndexAdmin(ReadOnlyAdmin):
    list_display = ["question"]
    list_select_related = ["question"]
    search_fields = ["question__code"]
    exclude = ["grams"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[QuestionIndex]:
        return super().get_queryset(request).filter(question__arriving=None)
