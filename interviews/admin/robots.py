"""Robots in chat groups and their messages, to be read; they are kept on the site."""

from __future__ import annotations

from django.contrib import admin
from django.urls import reverse

from interviews.admin.base import OpenAdmin
from interviews.models import GroupRobot, RobotMessage


@admin.register(GroupRobot)
class GroupRobotAdmin(OpenAdmin):
    list_display = ["name", "service", "language", "names_candidate", "names_panel", "active"]
    list_filter = ["service", "active"]
    search_fields = ["name"]
    fields = [
        "name",
        "service",
        "language",
        "kinds",
        "names_candidate",
        "names_panel",
        "active",
        "created_at",
    ]

    def view_on_site(self, robot: GroupRobot) -> str:
        return reverse("interviews:robot-list")


@admin.register(RobotMessage)
class RobotMessageAdmin(OpenAdmin):
    list_display = ["created_at", "kind", "robot", "interview", "state", "tries", "sent_at", "error"]
    list_filter = ["state", "kind", "robot"]
    list_select_related = ["robot", "interview__candidate"]
    search_fields = ["robot__name", "interview__candidate__name"]
    ordering = ["-pk"]

    def view_on_site(self, message: RobotMessage) -> str:
        return reverse("interviews:robot-list")
