"""Questions, categories and competencies in the admin. Every change of a question records a revision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import OuterRef, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.access import check_permission
from accounts.admin_acts import Act, SeenRelatedFilter
from accounts.admin_audited import AuditedAdmin, AuditedForm
from accounts.admin_base import ServiceAdmin, acting_user
from accounts.admin_history import TrailEntry, trail_of
from accounts.admin_rows import OpenedOnRows
from accounts.labels import action_label
from accounts.models import User
from common.differences import DiffOperation
from qbank.admin.base import SourceFilter, with_source
from qbank.admin.question_form import AnswerInline, PointInline, QuestionAdminForm, save_from_admin
from qbank.admin.question_spreadsheets import QuestionSpreadsheets
from qbank.admin.resources import CategoryResource, CompetencyResource
from qbank.admin.spreadsheets import SpreadsheetAdmin
from qbank.models import (
    Category,
    Competency,
    CompetencyPoint,
    Question,
    QuestionTally,
    RubricPoint,
    Status,
)
from qbank.questions.forms.questions import CategoryForm
from qbank.questions.listing import BoundedCount, at_most, tagged_count
from qbank.questions.pages.history import FieldDifference, history
from qbank.questions.search import search
from qbank.questions.services.categories import (
    create_category,
    delete_category,
    move_category,
    rename_category,
)
from qbank.questions.services.competencies import delete_competencies, left_without, parent_problem
from qbank.questions.services.doubts import confirm_places
from qbank.questions.services.questions import NotReadyError, set_status

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class _QuestionCount(TypedDict):
        question_count: int

    class _PointCount(TypedDict):
        point_count: int


def _move(category: Category, actor: User, *, up: bool) -> Any:
    move_category(actor=actor, category=category, up=up)
    return _("Moved.")


@admin.register(Category)
class CategoryAdmin(SpreadsheetAdmin, ServiceAdmin):
    few_rows = True
    resource_classes = [CategoryResource]
    form = CategoryForm
    fields = ["name"]
    list_display = ["name", "position", "question_count", "source"]
    search_fields = ["name"]
    list_filter = [SourceFilter]
    acts = [
        Act(
            name="up",
            label=gettext_lazy("Move up"),
            run=lambda actor, category, data: _move(category, actor, up=True),
            check=lambda user, category: check_permission(user, "qbank.change_category"),
        ),
        Act(
            name="down",
            label=gettext_lazy("Move down"),
            run=lambda actor, category, data: _move(category, actor, up=False),
            check=lambda user, category: check_permission(user, "qbank.change_category"),
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Category]:
        categories: QuerySet[Category] = with_source(super().get_queryset(request))
        seen = QuestionTally.objects.visible_to(acting_user(request))
        return categories.annotate(question_count=seen.number_by("category"))

    def save_by_service(self, request: HttpRequest, obj: Category, form: Any, *, change: bool) -> Category:
        actor, name = acting_user(request), form.cleaned_data["name"]
        if change:
            return rename_category(actor=actor, category=obj, name=name)
        return create_category(actor=actor, name=name)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.has_perm("qbank.delete_category"))

    def delete_model(self, request: HttpRequest, obj: Category) -> None:
        delete_category(actor=acting_user(request), category=obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Category]) -> None:
        with transaction.atomic():
            for category in queryset:
                delete_category(actor=acting_user(request), category=category)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, Any, Any, Any]:
        """Questions stand in the way; those that are arriving stay unseen."""
        labels, counts, needed, protected = super().get_deleted_objects(objs, request)
        if protected:
            questions = Question.objects.in_bank().filter(category__in=objs)
            number = questions.count()
            in_bank = ngettext("%(n)d question of the bank", "%(n)d questions of the bank", number)
            in_the_way = in_bank % {"n": number} if number else _("an import that is running")
            return labels, counts, set(), [in_the_way, [self.link(question) for question in questions]]
        return labels, counts, needed, protected

    @admin.display(description=gettext_lazy("questions"), ordering="question_count")
    def question_count(self, category: WithAnnotations[Category, _QuestionCount]) -> int:
        return category.question_count

    def view_on_site(self, category: Category) -> str:
        return reverse("qbank:category-list")


class CompetencyForm(AuditedForm):
    """The framework has two levels."""

    def clean_parent(self) -> Competency | None:
        parent: Competency | None = self.cleaned_data["parent"]
        if problem := parent_problem(self.instance, parent):
            raise forms.ValidationError(problem)
        return parent


class CompetencyPointInline(OpenedOnRows, admin.StackedInline[CompetencyPoint, Competency]):
    model = CompetencyPoint


@admin.register(Competency)
class CompetencyAdmin(SpreadsheetAdmin, AuditedAdmin):
    """Chapters and sections; a section's points are edited with it."""

    few_rows = True
    resource_classes = [CompetencyResource]
    form = CompetencyForm
    list_display = ["name", "parent", "position", "question_count"]
    list_filter = [("parent", SeenRelatedFilter), SourceFilter]
    list_select_related = ["parent"]
    search_fields = ["name", "parent__name"]
    ordering = ["parent__position", "parent_id", "position", "id"]
    exclude = ["source"]
    inlines = [CompetencyPointInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Competency]:
        competencies: QuerySet[Competency] = super().get_queryset(request)
        seen = Question.objects.visible_to(acting_user(request))
        return competencies.annotate(question_count=tagged_count(seen))

    def delete_model(self, request: HttpRequest, obj: Competency) -> None:
        delete_competencies(actor=acting_user(request), competencies=[obj])

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Competency]) -> None:
        delete_competencies(actor=acting_user(request), competencies=list(queryset))

    def reasons_to_keep(self, objs: Any) -> list[Any]:
        questions = left_without(objs)
        sentence = _("Ready questions that would have no competency at all; give them another one first:")
        return [sentence, [self.link(question) for question in questions]] if questions else []

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        if db_field.name == "parent":
            options["queryset"] = Competency.objects.filter(parent=None)
        return super().formfield_for_foreignkey(db_field, request, **options)

    @admin.display(description=gettext_lazy("questions"), ordering="question_count")
    def question_count(self, competency: WithAnnotations[Competency, _QuestionCount]) -> str:
        return str(at_most(competency.question_count))

    def view_on_site(self, competency: Competency) -> str:
        return reverse("qbank:competency-list")


@admin.register(CompetencyPoint)
class CompetencyPointAdmin(AuditedAdmin):
    few_rows = True
    list_display = ["title", "competency", "position"]
    list_filter = [("competency", SeenRelatedFilter)]
    list_select_related = ["competency"]
    search_fields = ["title", "text", "competency__name"]
    autocomplete_fields = ["competency"]

    def view_on_site(self, point: CompetencyPoint) -> str:
        return reverse("qbank:competency-list")


def _both_sides(field: FieldDifference) -> tuple[str, str]:
    """What stood there before and after, of stretches that are the same, removed or added."""
    parts = [part for part in field.stretches if part.text != " → "]
    before = (part.text for part in parts if part.change != DiffOperation.ADDED)
    after = (part.text for part in parts if part.change != DiffOperation.REMOVED)
    return "".join(before), "".join(after)


@admin.register(Question)
class QuestionAdmin(QuestionSpreadsheets, ServiceAdmin):
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
        ("competencies", SeenRelatedFilter),
        SourceFilter,
    ]
    list_select_related = ["category"]
    list_per_page = 50
    search_fields = ["code"]
    fields = [
        "category",
        "code",
        "text",
        "short_title",
        "tags",
        ("kind", "difficulty", "minutes"),
        "rubric_kind",
        "probes",
        "competencies",
        "note",
        "revision",
        "status",
        "source",
        ("created_at", "updated_at"),
    ]
    readonly_fields = ["status", "source", "created_at", "updated_at"]
    inlines = [AnswerInline, PointInline]
    actions = ["make_ready", "make_draft", "retire", "confirm_places"]

    def get_fields(self, request: HttpRequest, obj: Question | None = None) -> Any:
        """Who only reads writes no note about a change; who reads no sources learns of none."""
        fields = super().get_fields(request, obj)
        hidden = set() if request.user.has_perm("qbank.view_source") else {"source"}
        if obj is not None and not self.has_change_permission(request, obj):
            hidden |= {"note", "revision"}
        return [name for name in fields if name not in hidden]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Question]:
        questions: QuerySet[Question] = super().get_queryset(request)
        points = RubricPoint.objects.filter(question=OuterRef("pk"), red_flag=False)
        count = BoundedCount(points.order_by().values("pk"))
        return questions.filter(arriving=None).annotate(point_count=count)

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

    def save_model(self, request: HttpRequest, obj: Question, form: Any, change: bool) -> None:
        """Saved together with its answers and points, see save_related."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        save_from_admin(actor=acting_user(request), form=form, formsets=formsets)

    def history(self, request: HttpRequest, obj: Question) -> list[TrailEntry]:
        """The question's revisions: they tell imports too. As on the site, for those who read revisions."""
        if not request.user.has_perm("qbank.view_questionrevision"):
            return trail_of(acting_user(request), obj)
        return [
            TrailEntry(
                at=change.revision.at,
                by=change.revision.by_name,
                act=action_label(f"question.{'change' if change.revision.number > 1 else 'create'}"),
                reason=_(change.revision.note) if change.revision.note else "",
                changes=[(field.label, *_both_sides(field)) for field in change.fields],
            )
            for change in history(obj, 200)
        ]

    @admin.action(description=gettext_lazy("Make ready"), permissions=["change"])
    def make_ready(self, request: HttpRequest, queryset: QuerySet[Question]) -> None:
        self._set_status(request, queryset, Status.READY)

    @admin.action(description=gettext_lazy("Back to draft"), permissions=["change"])
    def make_draft(self, request: HttpRequest, queryset: QuerySet[Question]) -> None:
        self._set_status(request, queryset, Status.DRAFT)

    @admin.action(description=gettext_lazy("Retire"), permissions=["change"])
    def retire(self, request: HttpRequest, queryset: QuerySet[Question]) -> None:
        self._set_status(request, queryset, Status.RETIRED)

    @admin.action(description=gettext_lazy("Confirm doubtful places"), permissions=["change"])
    def confirm_places(self, request: HttpRequest, queryset: QuerySet[Question]) -> None:
        for question in queryset:
            for place in confirm_places(question=question, actor=acting_user(request)):
                read = f"{place.before}{place.run}{place.after}"
                messages.success(request, f"{question.code}: {read}")

    def _set_status(self, request: HttpRequest, queryset: QuerySet[Question], status: Status) -> None:
        for question in queryset:
            try:
                set_status(actor=acting_user(request), question=question, status=status)
            except NotReadyError as error:
                messages.error(request, " ".join([f"{question.code}:", *error.messages]))
            else:
                messages.success(request, f"{question.code}: {status.label}")
