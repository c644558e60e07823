"""People and the audit trail in the admin. Rights come from roles alone; nobody hands out more."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.acts import VERBS, act_name, kind_name, role_name
from accounts.admin_base import ReadOnly, ReadOnlyAdmin, SiteAdmin, acting_user
from accounts.audit import SYSTEM, record
from accounts.audit_visibility import readable_by
from accounts.models import AuditEvent, User
from accounts.roles import ADMIN, HR


class RolesField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Group) -> str:
        return role_name(obj.name)


class RoleFilter(admin.SimpleListFilter):
    """By role, under the names the site uses."""

    title = _("Role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(group.name, role_name(group.name)) for group in Group.objects.order_by("pk")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        return queryset if value is None else queryset.filter(groups__name=value)


@admin.register(User)
class PersonAdmin(SiteAdmin, UserAdmin):
    """Name, roles, active or not. ``is_staff`` follows the role; superusers are made on the command line."""

    few_rows = True
    list_display = ["username", "name", "roles", "is_active", "last_login"]
    list_filter = [RoleFilter, "is_active"]
    search_fields = ["username", "name", "email"]
    ordering = ["name", "username"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": ["name", "email", "language"]}),
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
        """Roles are few: boxes to tick, under the names the site uses."""
        if db_field.name != "groups":
            return super().formfield_for_manytomany(db_field, request, **options)
        return RolesField(Group.objects.order_by("pk"), label=_("roles"), required=False)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=_("roles"))
    def roles(self, user: User) -> str:
        return ", ".join(role_name(group.name) for group in user.groups.all())

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """People are deactivated, not deleted: what they decided stays theirs."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only a superuser changes a superuser."""
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> Any:
        """Who sets another's password could act as them: the trail says so."""
        with transaction.atomic():
            answer = super().user_change_password(request, id, form_url)
            if request.method == "POST" and answer.status_code == 302:
                user = User.objects.get(pk=id)
                record(actor=acting_user(request), action="user.set-password", target=user)
            return answer

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Staff status follows the roles just saved; the audit trail says who gave them."""
        with transaction.atomic():
            before = {
                "roles": sorted(form.instance.groups.values_list("name", flat=True)),
                "active": form.initial.get("is_active"),
            }
            super().save_related(request, form, formsets, change)
            user = form.instance
            roles = sorted(user.groups.values_list("name", flat=True))
            staff = user.is_superuser or bool({ADMIN, HR} & set(roles))
            if user.is_staff != staff:
                user.is_staff = staff
                user.save(update_fields=["is_staff"])
            if not change or form.changed_data:
                record(
                    actor=acting_user(request),
                    action="user.change" if change else "user.create",
                    target=user,
                    before=before if change else None,
                    after={"roles": roles, "active": user.is_active},
                )


admin.site.unregister(Group)


@admin.register(Group)
class RoleAdmin(ReadOnly, GroupAdmin):
    """Roles to read: what each may do is written in one table in the code. They are given on a person's
    page, so the index leaves them out."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False


class ActFilter(admin.SimpleListFilter):
    """By what was done, whatever it was done to."""

    title = _("act")
    parameter_name = "act"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(verb, str(name)) for verb, name in VERBS.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        return queryset if value is None else queryset.filter(action__endswith=f".{value}")


class KindFilter(admin.SimpleListFilter):
    """By kind of object, under the names the site uses."""

    title = _("kind of object")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        seen = readable_by(acting_user(request)).order_by("object_type")
        kinds = seen.values_list("object_type", flat=True).distinct()
        return [(kind, kind_name(kind)) for kind in kinds]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        return queryset if value is None else queryset.filter(object_type=value)


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    """The trail, to read. It holds no ratings and no notes."""

    list_display = ["at", "actor_shown", "act", "kind", "object_label", "why"]
    list_filter = [ActFilter, KindFilter]
    search_fields = ["actor_name", "object_label", "reason", "request_id"]
    date_hierarchy = "at"

    def get_queryset(self, request: HttpRequest) -> Any:
        return readable_by(acting_user(request)).order_by("-at", "-id")

    @admin.display(description=_("by"), ordering="actor_name")
    def actor_shown(self, event: AuditEvent) -> str:
        return gettext("the system") if event.actor_name == SYSTEM else event.actor_name

    @admin.display(description=_("reason"))
    def why(self, event: AuditEvent) -> str:
        """The site's own reasons are kept in English."""
        return gettext(event.reason)

    @admin.display(description=_("act"), ordering="action")
    def act(self, event: AuditEvent) -> str:
        return act_name(event.action)

    @admin.display(description=_("kind of object"), ordering="object_type")
    def kind(self, event: AuditEvent) -> str:
        return kind_name(event.object_type)
