"""Sheets, and what belongs to question sets: to read. sets.py beside this has the sets themselves."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.admin_acts import SeenRelatedFilter
from accounts.admin_base import ReadOnlyInline
from interviews.admin.base import OpenAdmin
from interviews.models import (
    ApprovalAnswer,
    ApprovalRequest,
    Blueprint,
    SetChange,
    SetComment,
    SetItem,
    SetSection,
    SetShare,
    Sheet,
    SheetItem,
    SheetPoint,
)


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
    list_filter = ["at", "act", "undone"]
    list_select_related = ["question_set", "actor"]
    search_fields = ["subject", "question_set__name"]

    def view_on_site(self, change: SetChange) -> str:
        return reverse("interviews:set-detail", args=[change.question_set_id])


@admin.register(Blueprint)
class BlueprintAdmin(OpenAdmin):
    few_rows = True
    list_display = ["name", "position", "created_by", "updated_at", "archived"]
    list_filter = ["archived", ("position", SeenRelatedFilter)]
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
    list_filter = ["published_at", ("published_by", SeenRelatedFilter), "scale_name"]
    list_select_related = ["published_by"]
    search_fields = ["name", "sha256", "items__code"]
    inlines = [SheetItemInline]

    def reason_against_adding(self, request: HttpRequest) -> str:
        return _("A sheet comes from publishing a question set: open the set and publish it.")

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
