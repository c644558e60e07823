"""Question sets and sheets: sets can be edited, and every edit is recorded; the rest can only be read."""

from __future__ import annotations

from typing import Any, TypedDict

from django.contrib import admin
from django.contrib.admin import RelatedOnlyFieldListFilter
from django.contrib.admin.widgets import ForeignKeyRawIdWidget
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import WithAnnotations

from accounts.admin_base import ReadOnlyInline, RowInline, SiteAdmin, acting_user
from common.ids import id_from
from interviews.admin.base import OpenAdmin
from interviews.building.services import sets
from interviews.models import (
    ApprovalAnswer,
    ApprovalRequest,
    Blueprint,
    QuestionSet,
    SetChange,
    SetComment,
    SetItem,
    SetSection,
    SetShare,
    Sheet,
    SheetItem,
    SheetPoint,
)
from qbank.models import Question


class SetRowInline(RowInline):
    """Rows of a set; those of an archived set can only be read."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not _archived(obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not _archived(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not _archived(obj) and super().has_delete_permission(request, obj)


def _archived(question_set: QuestionSet | None) -> bool:
    """Whether it was when the page was asked for: checking the form writes what was typed into the object."""
    return getattr(question_set, "was_archived", False)


class SetSectionInline(SetRowInline):
    model = SetSection
    fields = ["title", "planned_minutes", "position"]


class BankQuestionWidget(ForeignKeyRawIdWidget):
    """Names the question of an id only when it is among ``questions``: those that the person sees."""

    questions: QuerySet[Question]

    def label_and_url_for_value(self, value: Any) -> tuple[str, str]:
        question = self.questions.filter(pk=id_from(value)).first()
        if question is None:
            return "", ""
        return Truncator(question).words(14), reverse("admin:qbank_question_change", args=[question.pk])


class SetItemInline(SetRowInline):
    model = SetItem
    fields = ["position", "section", "question", "weight", "minutes"]
    raw_id_fields = ["question"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[SetItem]:
        return super().get_queryset(request).select_related("question", "section")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """A section of this very set, and of no other; a question that the person sees in the bank."""
        if db_field.name == "question":
            questions = Question.objects.visible_to(acting_user(request))
            widget = BankQuestionWidget(db_field.remote_field, self.admin_site)
            widget.questions = questions
            kwargs |= {"queryset": questions, "widget": widget}
        if db_field.name == "section":
            match = request.resolver_match
            pk = match.kwargs.get("object_id") if match else None
            kwargs["queryset"] = SetSection.objects.filter(question_set_id=pk if str(pk).isdigit() else None)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class ItemCount(TypedDict):
    """What the list of sets adds to each."""

    item_count: int


@admin.register(QuestionSet)
class QuestionSetAdmin(SiteAdmin):
    few_rows = True
    list_display = ["name", "planned_minutes", "item_count", "scale", "archived", "created_by", "updated_at"]
    list_filter = ["archived", "scale", ("created_by", RelatedOnlyFieldListFilter)]
    list_select_related = ["scale", "created_by"]
    search_fields = ["name", "note", "items__question__code"]
    fields = [
        "name",
        "planned_minutes",
        "scale",
        "position",
        "note",
        "archived",
        "created_by",
        "created_at",
        "updated_at",
    ]
    readonly_fields = ["created_by", "created_at", "updated_at"]
    inlines = [SetSectionInline, SetItemInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[QuestionSet]:
        sets: QuerySet[QuestionSet] = super().get_queryset(request)
        return sets.annotate(item_count=Count("items", distinct=True))

    @admin.display(description=_("items"), ordering="item_count")
    def item_count(self, question_set: WithAnnotations[QuestionSet, ItemCount]) -> int:
        return question_set.item_count

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        question_set = super().get_object(request, object_id, from_field)
        if question_set is not None:
            question_set.was_archived = question_set.archived
        return question_set

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """An archived set can only be opened again; it is changed after that."""
        if _archived(obj):
            return [str(name) for name in self.fields or () if name != "archived"]
        return list(super().get_readonly_fields(request, obj))

    def save_model(self, request: HttpRequest, obj: QuestionSet, form: Any, change: bool) -> None:
        if not change:
            obj.created_by = acting_user(request)
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Whatever was typed as order, positions end up dense, and the change is recorded."""
        super().save_related(request, form, formsets, change)
        sets.renumber_set(actor=acting_user(request), question_set=form.instance, created=not change)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Sets are archived, not deleted: interviews may rest on their sheets."""
        return False

    def view_on_site(self, question_set: QuestionSet) -> str:
        return reverse("interviews:set-detail", args=[question_set.pk])


@admin.register(SetShare)
class SetShareAdmin(OpenAdmin):
    list_display = ["question_set", "person", "given_by", "given_at"]
    list_select_related = ["question_set", "person", "given_by"]
    search_fields = ["question_set__name", "person__name", "person__username"]

    def view_on_site(self, share: SetShare) -> str:
        return reverse("interviews:set-detail", args=[share.question_set_id])


@admin.register(SetSection)
class SetSectionAdmin(OpenAdmin):
    list_display = ["title", "question_set", "position"]
    list_filter = ["question_set__archived"]
    list_select_related = ["question_set"]
    search_fields = ["title", "question_set__name"]

    def view_on_site(self, section: SetSection) -> str:
        return reverse("interviews:set-detail", args=[section.question_set_id])


@admin.register(SetItem)
class SetItemAdmin(OpenAdmin):
    list_display = ["question", "question_set", "position", "section", "weight", "minutes"]
    list_filter = ["question_set__archived", "question__status", "question__category"]
    list_select_related = ["question", "question_set", "section"]
    search_fields = ["question__code", "question__text", "question_set__name"]

    def view_on_site(self, item: SetItem) -> str:
        return reverse("interviews:set-detail", args=[item.question_set_id])


@admin.register(SetChange)
class SetChangeAdmin(OpenAdmin):
    list_display = ["question_set", "act", "subject", "actor", "at", "undone"]
    list_filter = ["act", "undone"]
    list_select_related = ["question_set", "actor"]
    search_fields = ["subject", "question_set__name"]
    date_hierarchy = "at"

    def view_on_site(self, change: SetChange) -> str:
        return reverse("interviews:set-detail", args=[change.question_set_id])


@admin.register(Blueprint)
class BlueprintAdmin(OpenAdmin):
    list_display = ["name", "position", "created_by", "updated_at", "archived"]
    list_filter = ["archived", "position"]
    list_select_related = ["position", "created_by"]
    search_fields = ["name"]

    def view_on_site(self, blueprint: Blueprint) -> str:
        return reverse("interviews:blueprint-open", args=[blueprint.pk])


class SheetItemInline(ReadOnlyInline):
    model = SheetItem
    fields = ["position", "section", "code", "text", "weight", "minutes"]
    show_change_link = True


class SheetPointInline(ReadOnlyInline):
    model = SheetPoint
    fields = ["position", "text", "weight", "level", "quote", "red_flag"]


@admin.register(Sheet)
class SheetAdmin(OpenAdmin):
    list_display = ["name", "version", "planned_minutes", "scale_name", "published_at", "published_by"]
    list_filter = [("published_by", RelatedOnlyFieldListFilter), "scale_name"]
    list_select_related = ["published_by"]
    search_fields = ["name", "sha256", "items__code"]
    date_hierarchy = "published_at"
    inlines = [SheetItemInline]

    def view_on_site(self, sheet: Sheet) -> str:
        return reverse("interviews:sheet-detail", args=[sheet.pk])


@admin.register(SheetItem)
class SheetItemAdmin(OpenAdmin):
    list_display = ["code", "text", "sheet", "position", "rubric_kind", "weight", "minutes"]
    list_filter = ["kind", "rubric_kind", "difficulty", "category"]
    list_select_related = ["sheet"]
    search_fields = ["code", "text", "sheet__name", "wording_sha256"]
    inlines = [SheetPointInline]

    def view_on_site(self, item: SheetItem) -> str:
        return reverse("interviews:sheet-detail", args=[item.sheet_id])


@admin.register(SheetPoint)
class SheetPointAdmin(OpenAdmin):
    list_display = ["text", "item", "weight", "level", "red_flag"]
    list_filter = ["red_flag", "level"]
    list_select_related = ["item"]
    search_fields = ["text", "item__code", "item__sheet__name"]

    def view_on_site(self, point: SheetPoint) -> str:
        return reverse("interviews:sheet-detail", args=[point.item.sheet_id])


@admin.register(SetComment)
class SetCommentAdmin(OpenAdmin):
    list_display = ["text", "question_set", "question", "by", "at", "resolved_by", "withdrawn_at"]
    list_filter = ["question_set__archived"]
    list_select_related = ["question_set", "question", "by", "resolved_by"]
    search_fields = ["text", "question_set__name", "question__code"]

    def view_on_site(self, comment: SetComment) -> str:
        return reverse("interviews:set-detail", args=[comment.question_set_id])


@admin.register(ApprovalRequest)
class ApprovalRequestAdmin(OpenAdmin):
    list_display = ["question_set", "asked_by_name", "asked_at", "sha256"]
    list_select_related = ["question_set"]
    search_fields = ["question_set__name", "asked_by_name", "sha256"]

    def view_on_site(self, approval: ApprovalRequest) -> str:
        return reverse("interviews:set-detail", args=[approval.question_set_id])


@admin.register(ApprovalAnswer)
class ApprovalAnswerAdmin(OpenAdmin):
    list_display = ["request", "kind", "by_name", "at"]
    list_filter = ["kind"]
    list_select_related = ["request__question_set"]
    search_fields = ["request__question_set__name", "by_name", "reason"]

    def view_on_site(self, answer: ApprovalAnswer) -> str:
        return reverse("interviews:set-detail", args=[answer.request.question_set_id])
