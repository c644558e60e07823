"""Base classes of the admin's pages: the trail as history, refusals in words, acts, and read-only pages.

What a page writes is written by a service (ServiceAdmin), or, where the admin is the only door to a table,
together with its audit event (accounts.admin_audited).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import get_fields_from_path, unquote
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError, models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import admin_acts
from accounts.admin_acts import Act, Note
from accounts.admin_history import TrailEntry, trail_of
from accounts.concurrent_edits import locked_rows
from accounts.deleting import link_to, loss_labels, without_links
from accounts.models import User
from common.ids import id_from
from common.spacing import join_sentences

#: What the database refuses although the form was in order: somebody was faster.
OVERTAKEN = gettext_lazy(
    "Something this belongs to was changed at the same moment. Nothing was saved: look again, then save once "
    "more."
)


def acting_user(request: HttpRequest) -> User:
    """The signed-in user; the admin lets nobody else in."""
    return cast(User, request.user)


def indexed_field_names(model: type[models.Model]) -> set[str]:
    """Names of the fields whose order an index keeps. Relations are sorted by a field of the other model."""
    own = [field for field in model._meta.concrete_fields if not field.is_relation]
    single = {field.name for field in own if field.unique or getattr(field, "db_index", False)}
    several = [index.fields for index in model._meta.indexes if index.condition is None]
    several += [constraint.fields for constraint in model._meta.total_unique_constraints]
    return single | {fields[0].lstrip("-") for fields in several if fields} & {field.name for field in own}


def add_refusal(form: forms.BaseForm, refusal: ValidationError) -> None:
    """Add what a service refused to the form: to its fields where it names them, else to the form."""
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
        return
    for name, errors in refusal.error_dict.items():
        form.add_error(name if name in form.fields else None, cast(Any, errors))


def _refused(form_class: type[forms.BaseForm], refusal: ValidationError) -> type[forms.BaseForm]:
    """The form with what the service refused among its errors."""

    class RefusedForm(form_class):  # type: ignore[misc,valid-type]
        def full_clean(self) -> None:
            super().full_clean()
            if self.is_bound:
                add_refusal(self, refusal)

    return RefusedForm


#: What a list's filters and its dates by month put behind the name of what they filter by.
FILTER_LOOKUPS = ("", "__exact", "__isnull", "__gte", "__lt")
DATE_LOOKUPS = ("__year", "__month", "__day")


def offered_lookups(model_admin: admin.ModelAdmin[Any], request: HttpRequest) -> Iterator[str]:
    """The parameters that the filters of a list use, as they stand in its address."""
    list_filters: Iterable[Any] = model_admin.get_list_filter(request)
    for list_filter in list_filters:
        if isinstance(list_filter, type):
            yield list_filter.parameter_name  # type: ignore[attr-defined]
            continue
        path = list_filter if isinstance(list_filter, str) else list_filter[0]
        field: Any = get_fields_from_path(model_admin.model, path)[-1]
        paths = [path, f"{path}__{field.target_field.name}"] if field.is_relation else [path]
        yield from (f"{path}{lookup}" for path in paths for lookup in FILTER_LOOKUPS)
    if model_admin.date_hierarchy:
        yield from (f"{model_admin.date_hierarchy}{lookup}" for lookup in DATE_LOOKUPS)


class SearchedChoice(AutocompleteSelect):
    """A choice that is searched for. What was sent instead of an id names nothing."""

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        return super().optgroups(name, [sent for sent in value if id_from(str(sent))], attr)


class SiteAdmin(admin.ModelAdmin[Any]):
    """What all pages of the admin have in common.

    What a service refuses stands in the form, with everything that was typed. The history is the audit trail,
    whichever door a change came through. Values in the URL that no database can be asked for lead to a
    message.
    """

    #: Whether every column may be sorted by; if not, only those that an index keeps in order.
    few_rows = False
    show_full_result_count, paginator = False, admin_acts.BoundedPaginator
    #: Buttons of an object's page, each with a service behind it.
    acts: Sequence[Act] = ()

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Only what the list's own filters ask for.

        Django lets an address filter by every column of the model, shown or not, and by what comes after:
        how many rows are left then tells, letter by letter, what nobody is shown.
        """
        return lookup in offered_lookups(self, request)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """The rows that the person may see: where a model says so, lists, searches, counts, histories, object
        pages and choices of the admin all begin from its ``visible_to``, for superusers too."""
        rows = super().get_queryset(request)
        visible_to = getattr(rows, "visible_to", None)
        return visible_to(acting_user(request)) if visible_to else rows

    def get_ordering(self, request: HttpRequest) -> Any:
        """The model's own order where the page names none; the newest first where no index keeps that one."""
        own = super().get_ordering(request) or self.opts.ordering
        kept = self.few_rows or not own or str(own[0]).lstrip("-") in indexed_field_names(self.model) | {"pk"}
        return own if kept else ["-pk"]

    def get_sortable_by(self, request: HttpRequest) -> list[Any]:
        ordered = indexed_field_names(self.model)
        return [name for name in super().get_sortable_by(request) if self.few_rows or name in ordered]

    def response_action(self, request: Any, queryset: QuerySet[Any]) -> Any:  # type: ignore[override]
        return admin_acts.refuse_uncounted(request, queryset) or super().response_action(request, queryset)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        try:
            return super().get_object(request, object_id, from_field)
        except OverflowError:
            return None

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        try:
            return super().get_changelist_instance(request)
        except (OverflowError, ValueError) as error:
            raise IncorrectLookupParameters from error

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            options.setdefault("widget", SearchedChoice(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **options)

    def choice_label(self, obj: Any) -> str:
        """How a search for a choice names the object."""
        return str(obj)

    # What stands on a page besides its rows

    def notes(self, request: HttpRequest, obj: Any = None) -> list[Note]:
        """Sentences above the list (``obj`` None) or the object's page, such as where else to do it."""
        return []

    def reason_against_changing(self, request: HttpRequest, obj: Any) -> str:
        """Why this person can't change the object; "" where their role doesn't let them."""
        return ""

    def reason_against_adding(self, request: HttpRequest) -> str:
        """Why this person, who may look, can't add anything here, or where else it is done."""
        return ""

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """The list. What an action refuses is told above it."""
        try:
            context = {"notes": self.notes(request)} | (extra_context or {})
            return super().changelist_view(request, context)
        except (ValidationError, IntegrityError) as error:
            if request.method != "POST":
                raise
            self._tell(request, error)
            return redirect(request.get_full_path())

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **options: Any) -> Any:
        obj = options.get("obj")
        reason = self.reason_against_changing(request, obj) if obj is not None else ""
        context["notes"] = [*([Note(reason)] if reason else []), *self.notes(request, obj)] if obj else []
        context["acts"] = self._offered_acts(request, obj) if obj is not None else []
        return super().render_change_form(request, context, *args, **options)

    # Refusals

    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        """The form. What the service refuses is an error of it: nothing is saved, nothing typed is lost."""
        obj = None
        if object_id is None and not self.has_add_permission(request):
            raise PermissionDenied(
                self.reason_against_adding(request) if self.has_view_permission(request) else ""
            )
        if request.method == "POST" and object_id is not None:
            obj = self.get_object(request, unquote(object_id))
            if obj is not None and not self.has_change_permission(request, obj):
                raise PermissionDenied(self.reason_against_changing(request, obj))
        with locked_rows(self.model, pk=obj.pk) if obj is not None else nullcontext():
            return self._changeform_or_refusal(request, object_id, form_url, extra_context)

    def _changeform_or_refusal(
        self, request: HttpRequest, object_id: str | None, form_url: str, extra_context: dict[str, Any] | None
    ) -> Any:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except (ValidationError, IntegrityError) as error:
            if request.method != "POST":
                raise
            refusal = error if isinstance(error, ValidationError) else ValidationError(OVERTAKEN)
            request.refusal = refusal  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:
        if obj is not None and not self.has_change_permission(request, obj):
            # Who only looks gets no fields: a form of our own may rely on having them.
            options["form"] = forms.ModelForm
        form = super().get_form(request, obj, change=change, **options)
        refusal = getattr(request, "refusal", None)
        return _refused(form, refusal) if refusal is not None else form

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        try:
            return super().delete_view(request, object_id, extra_context)
        except (ValidationError, IntegrityError) as error:
            if request.method != "POST":
                raise
            self._tell(request, error)
            return redirect(self._address("change", object_id))

    def _tell(self, request: HttpRequest, error: Exception) -> None:
        sentences = error.messages if isinstance(error, ValidationError) else [str(OVERTAKEN)]
        messages.error(request, join_sentences(sentences))

    # Deleting

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, Any, Any, Any]:
        """What is deleted too, and what stays and loses a link to it, each with the way there."""
        labels, counts, needed, protected = super().get_deleted_objects(objs, request)
        lost = loss_labels(objs, acting_user(request), self.admin_site._registry)
        labels, counts = without_links(labels, counts)
        return [*labels, *lost], counts, needed, protected or self.reasons_to_keep(objs)

    def reasons_to_keep(self, objs: Any) -> list[Any]:
        """What forbids deleting these, as a nested list of sentences and links."""
        return []

    def link(self, obj: models.Model) -> str:
        """The object's name, leading to its page on the site."""
        return link_to(obj, self.admin_site._registry)

    # Acts

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_act"
        view = self.admin_site.admin_view(self.act_view)
        return [path("<path:object_id>/do/<slug:act>/", view, name=name), *super().get_urls()]

    def act_view(self, request: HttpRequest, object_id: str, act: str) -> HttpResponse:
        """Ask for what an act needs, then have its service do it."""
        obj = self.get_object(request, unquote(object_id))
        chosen = next((offer for offer in self.acts if offer.name == act), None)
        if obj is None or chosen is None:
            return self._missing(request, object_id)
        if not self.has_view_permission(request, obj):
            raise PermissionDenied
        chosen.check(acting_user(request), obj)
        form = chosen.form(obj, request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            try:
                done = chosen.run(acting_user(request), obj, form.cleaned_data)
            except ValidationError as error:
                add_refusal(form, error)
            else:
                messages.success(request, done)
                if self.get_object(request, unquote(object_id)) is None:
                    # What was done took it out of this person's sight.
                    return redirect(self._address("changelist"))
                return redirect(self._address("change", object_id))
        context = self.admin_site.each_context(request) | {
            "title": chosen.label,
            "subtitle": str(obj),
            "opts": self.opts,
            "original": obj,
            "act": chosen,
            "notes": [note] if (note := chosen.about(obj)) else [],
            "form": form,
            "media": form.media,
        }
        return TemplateResponse(request, "admin/act.html", context)

    def _offered_acts(self, request: HttpRequest, obj: Any) -> list[tuple[Act, str]]:
        user = acting_user(request)
        return [(act, self._address("act", obj.pk, act.name)) for act in self.acts if act.offered(user, obj)]

    def _missing(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """To the index, with the sentence that there is no such object."""
        return cast(
            HttpResponse, cast(Any, self)._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        )

    def _address(self, page: str, *args: Any) -> str:
        opts = self.opts
        return reverse(f"{self.admin_site.name}:{opts.app_label}_{opts.model_name}_{page}", args=args)

    # History

    def history(self, request: HttpRequest, obj: Any) -> Sequence[TrailEntry]:
        """What was done to the object, the newest first."""
        return trail_of(acting_user(request), obj)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            return self._missing(request, object_id)
        if not self.has_view_permission(request, obj):
            raise PermissionDenied
        page = Paginator(self.history(request, obj), 100).get_page(request.GET.get("p"))
        context = self.admin_site.each_context(request) | {
            "title": _("History"),
            "subtitle": str(obj),
            "opts": self.opts,
            "object": obj,
            "module_name": self.opts.verbose_name_plural,
            "page_obj": page,
        }
        return TemplateResponse(request, "admin/object_history.html", context | (extra_context or {}))

    # Django's own log would be a second trail, which knows nothing of what was done on the site.

    def construct_change_message(self, *args: Any, **options: Any) -> Any:
        return []

    def log_addition(self, *args: Any, **options: Any) -> Any:
        return None

    def log_change(self, *args: Any, **options: Any) -> Any:
        return None

    def log_deletions(self, *args: Any, **options: Any) -> Any:
        return None


class ReadOnly:
    """Nothing is added, changed or deleted here: services write these rows, or they never change."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnlyAdmin(ReadOnly, SiteAdmin):
    def reason_against_adding(self, request: HttpRequest) -> str:
        return _("Nothing is added here: these rows come from what is done elsewhere.")


class ServiceAdmin(SiteAdmin):
    """Adds and changes rows by the services that the site calls. Nothing is saved or deleted here."""

    def save_by_service(self, request: HttpRequest, obj: Any, form: Any, *, change: bool) -> models.Model:
        """Have the service save what the form says; the saved row. Raises what the service raises."""
        raise NotImplementedError

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.pk = self.save_by_service(request, obj, form, change=change).pk

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """The service has saved all that belongs to the row."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnlyInline(ReadOnly, admin.TabularInline[Any, Any]):
    extra = 0
