"""Comments on sets, and their approval: to read. They are written on the site."""

from django.contrib import admin

from interviews.admin_base import OpenAdmin
from interviews.models import ApprovalAnswer, ApprovalRequest, SetComment


@admin.register(SetComment)
class SetCommentAdmin(OpenAdmin):
    list_display = ["text", "question_set", "question", "by", "at", "resolved_by", "withdrawn_at"]
    list_filter = ["question_set__archived"]
    list_select_related = ["question_set", "question", "by", "resolved_by"]
    search_fields = ["text", "question_set__name", "question__code"]


@admin.register(ApprovalRequest)
class ApprovalRequestAdmin(OpenAdmin):
    list_display = ["question_set", "asked_by_name", "asked_at", "sha256"]
    list_select_related = ["question_set"]
    search_fields = ["question_set__name", "asked_by_name", "sha256"]


@admin.register(ApprovalAnswer)
class ApprovalAnswerAdmin(OpenAdmin):
    list_display = ["request", "kind", "by_name", "at"]
    list_filter = ["kind"]
    list_select_related = ["request__question_set"]
    search_fields = ["request__question_set__name", "by_name", "reason"]
