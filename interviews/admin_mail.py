"""Letters and calendar addresses, to read. The blind don’t see letters that tell who had not submitted."""

from typing import Any, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.admin_base import person
from interviews.admin_base import OpenAdmin
from interviews.admin_practice import OwnAdmin
from interviews.models import CalendarFeed, OutgoingMail
from interviews.models.visibility import OutgoingMailQuerySet


@admin.register(OutgoingMail)
class OutgoingMailAdmin(OpenAdmin):
    list_display = ["created_at", "kind", "person", "interview", "state", "tries", "sent_at", "error"]
    list_filter = ["state", "kind"]
    list_select_related = ["person", "interview__candidate"]
    search_fields = ["person__name", "person__username", "interview__candidate__name"]
    ordering = ["-pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        mails = cast(OutgoingMailQuerySet, super().get_queryset(request))
        return mails.visible_to(person(request))


@admin.register(CalendarFeed)
class CalendarFeedAdmin(OwnAdmin):
    list_display = ["user", "made_at", "read_at"]
    list_select_related = ["user"]
    fields = ["user", "made_at", "read_at"]
