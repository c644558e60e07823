"""People and the audit trail in the admin. Rights come from roles alone; nobody hands out more."""

import json
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import labels
from accounts.admin_base import ReadOnlyAdmin, SiteAdmin, acting_user
from accounts.audit import SYSTEM, record
from accounts.audit_visibility import readable_by
from accounts.concurrent_edits import ConcurrentEditMixin
from accounts.forms import TimeZoneField
from accounts.labels import VERB_LABELS, role_label
from accounts.models import AuditEvent, User
from accounts.people.forms import PersonRolesField
from accounts.people.services import check_somebody_manages
from accounts.trail_words import TrailWords
from common.finding.names import found_by


class RoleFilter(admin.SimpleListFilter):
    """By role, under the names the site uses."""

    title = _("Role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(group.name, role_label(group.name)) for group in Group.objects.order_by("pk")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        return queryset if value is None else queryset.filter(groups__name=value)


class PersonForm(ConcurrentEditMixin, UserChangeForm[User]):
    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        roles = [group.name for group in values.get("groups", ())]
        check_somebody_manages(self.instance, active=bool(values.get("is_active")), roles=roles)
        return values


class SetPasswordForm(AdminPasswordChangeForm):  # type: ignore[type-arg]
    """Django's warning is in English alone; its script shows it by its id."""

    usable_password_help_text: Any = format_lazy(
        '{}<ul id="id_unusable_warning" class="messagelist"><li class="warning">{}</li></ul>',
        AdminUserCreationForm.usable_password_help_text,
        _("If disabled, the current password for this user will be lost."),
    )


@admin.register(User)
class PersonAdmin(SiteAdmin, UserAdmin[User]):
    """Name, roles, active or not. Superusers are made on the command line."""

    few_rows = True
    form = PersonForm
    change_password_form = SetPasswordForm
    list_display = ["username", "name", "roles", "is_active", "last_login"]
    list_filter = [RoleFilter, "is_active"]
    search_fields = ["username", "name", "email"]
    ordering = ["sort_key", "username"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": ["name", "email", "language", "time_zone"]}),
        (_("Role"), {"fields": ["groups", "is_active"]}),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "classes": ["wide"],
                "fields": ["username", "name", "usable_password", "password1", "password2"],
            },
        ),
        (_("Role"), {"fields": ["groups"]}),
    ]
    readonly_fields = ["last_login", "date_joined"]
    filter_horizontal: ClassVar[list[str]] = []

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """Roles are few: check boxes, with the labels the site uses."""
        if db_field.name != "groups":
            return super().formfield_for_manytomany(db_field, request, **options)
        return PersonRolesField(Group.objects.order_by("pk"), label=_("roles"), required=False)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        if db_field.name == "time_zone":
            return TimeZoneField()
        return super().formfield_for_dbfield(db_field, request, **options)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups")

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """As people are found on the site."""
        return found_by(queryset, search_term), False

    @admin.display(description=_("roles"))
    def roles(self, user: User) -> str:
        return ", ".join(user.role_labels)

    def view_on_site(self, user: User) -> str:
        return reverse("accounts:person-edit", args=[user.pk])

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """People are deactivated, not deleted: what they decided stays theirs."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only a superuser changes a superuser."""
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> Any:
        """Whoever sets another's password could act as them, so the trail records it."""
        with transaction.atomic():
            response = super().user_change_password(request, id, form_url)
            if request.method == "POST" and response.status_code == 302:
                user = User.objects.get(pk=id)
                record(actor=acting_user(request), action="user.set-password", target=user)
            return response

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """The audit trail says who gave which roles."""
        with transaction.atomic():
            before = {
                "roles": sorted(form.instance.groups.values_list("name", flat=True)),
                "active": form.initial.get("is_active"),
            }
            super().save_related(request, form, formsets, change)
            user = form.instance
            roles = sorted(user.groups.values_list("name", flat=True))
            if not change or form.changed_data:
                record(
                    actor=acting_user(request),
                    action="user.change" if change else "user.create",
                    target=user,
                    before=before if change else None,
                    after={"roles": roles, "active": user.is_active},
                )


# Roles are given on a person's page; accounts.roles alone says what each may do.
admin.site.unregister(Group)


class ActionFilter(admin.SimpleListFilter):
    """By what was done, whatever it was done to."""

    title = _("act")
    parameter_name = "act"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(verb, str(label)) for verb, label in VERB_LABELS.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        return queryset if value is None else queryset.filter(action__endswith=f".{value}")


class ObjectTypeFilter(admin.SimpleListFilter):
    """By kind of object, under the names the site uses."""

    title = _("kind of object")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        events = readable_by(acting_user(request)).order_by("object_type")
        object_types = events.values_list("object_type", flat=True).distinct()
        return [(object_type, labels.object_type_label(object_type)) for object_type in object_types]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        return queryset if value is None else queryset.filter(object_type=value)


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    """The audit trail, read-only. It holds no ratings and no notes."""

    list_display = ["at", "actor_label", "action_label", "object_type_label", "object_label", "reason_label"]
    list_filter = ["at", ActionFilter, ObjectTypeFilter]
    #: Not the stored reason: a search tells, letter by letter, what it finds.
    search_fields = ["actor_name", "object_label", "readable_reason", "request_id"]
    fieldsets = [
        (None, {"fields": [*map(str, list_display), "said"]}),
        (
            _("As it is stored"),
            {
                "classes": ["collapse"],
                "fields": [
                    "action",
                    "object_type",
                    "object_id",
                    "stored_before",
                    "stored_after",
                    "request_id",
                ],
            },
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        return readable_by(acting_user(request)).order_by("-at", "-id")

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        event = super().get_object(request, object_id, from_field)
        if event is not None:
            event.words = TrailWords(acting_user(request), [event])
        return event

    @admin.display(description=_("changes"))
    def said(self, event: Any) -> str:
        changes = list(event.words.changes(event)) if event.has_details else []
        return render_to_string("admin/changes.html", {"changes": changes})

    @admin.display(description=_("before"))
    def stored_before(self, event: Any) -> str:
        return self._stored(event, event.before)

    @admin.display(description=_("after"))
    def stored_after(self, event: Any) -> str:
        return self._stored(event, event.after)

    def _stored(self, event: Any, state: Any) -> str:
        if not event.has_details or state is None:
            return "–"
        return json.dumps(state, ensure_ascii=False)

    @admin.display(description=_("by"), ordering="actor_name")
    def actor_label(self, event: AuditEvent) -> str:
        return gettext("the system") if event.actor_name == SYSTEM else event.actor_name

    @admin.display(description=_("reason"))
    def reason_label(self, event: Any) -> str:
        """The site's own reasons are stored in English."""
        return gettext(event.readable_reason) if event.readable_reason else ""

    @admin.display(description=_("act"), ordering="action")
    def action_label(self, event: AuditEvent) -> str:
        return labels.action_label(event.action)

    @admin.display(description=_("kind of object"), ordering="object_type")
    def object_type_label(self, event: AuditEvent) -> str:
        return labels.object_type_label(event.object_type)
