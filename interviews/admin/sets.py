"""Question sets in the admin: put together, approved and published by the services of the site's builder."""

from __future__ import annotations

from typing import Any, TypedDict

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import ForeignKeyRawIdWidget
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import WithAnnotations

from accounts.admin_acts import Note, SeenRelatedFilter
from accounts.admin_base import ServiceAdmin, acting_user
from accounts.admin_rows import OpenedOnForm, OpenedOnFormSet, RowInline
from accounts.concurrent_edits import ConcurrentEditMixin
from common.ids import id_from
from interviews.access import may_publish
from interviews.admin.set_acts import SET_ACTS, nothing_to_publish
from interviews.admin.set_rows import SetRows, refusals_in_form
from interviews.building.forms.sets import SetForm
from interviews.building.services import sets
from interviews.models import Position, QuestionSet, SetItem, SetSection
from qbank.models import Question


class SetRowForm(OpenedOnForm):
    """Moving a row renumbers others: the services put rows where their numbers say."""

    moving = frozenset({"position"})


class KnownQuestion(forms.Widget):
    """The question of a row that is there already: it is named, and stays."""

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        place = reverse("admin:qbank_question_change", args=[self.question.pk])
        text = Truncator(self.question).words(14)
        return format_html(
            '<input type="hidden" name="{}" value="{}"><a href="{}">{}</a>', name, value or "", place, text
        )


class KnownQuestionField(forms.Field):
    """Whatever is sent, the row's question stays; also one that the person would not find in the bank now."""

    def __init__(self, question: Question) -> None:
        super().__init__(label=_("question"), disabled=True, widget=KnownQuestion(question))
        self.question = question

    def clean(self, value: Any) -> Question:
        return self.question


class ItemFormSet(OpenedOnFormSet):
    """The choices of a section are read once for all rows."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if not hasattr(self, "section_choices"):
            self.section_choices = list(form.fields["section"].choices)
        form.fields["section"].choices = self.section_choices
        if form.instance.pk:
            form.fields["question"] = KnownQuestionField(form.instance.question)


class SetRowInline(RowInline):
    """Rows of a set; those of an archived set can only be read."""

    form = SetRowForm

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
    formset = ItemFormSet
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


class QuestionSetForm(ConcurrentEditMixin, forms.ModelForm[QuestionSet]):
    """As on the site, only what this person changed is saved."""

    class Meta:
        model = QuestionSet
        fields = [*SetForm.Meta.fields, "archived"]
        labels = SetForm.Meta.labels

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            for field in self.fields.values():
                field.show_hidden_initial = True


class ItemCount(TypedDict):
    """What the list of sets adds to each."""

    item_count: int


@admin.register(QuestionSet)
class QuestionSetAdmin(ServiceAdmin):
    few_rows = True
    form = QuestionSetForm
    acts = SET_ACTS
    list_display = ["name", "planned_minutes", "item_count", "scale", "archived", "created_by", "updated_at"]
    list_filter = ["archived", "scale", ("created_by", SeenRelatedFilter)]
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
        rows: QuerySet[QuestionSet] = super().get_queryset(request)
        return rows.annotate(item_count=Count("items", distinct=True))

    @admin.display(description=_("items"), ordering="item_count")
    def item_count(self, question_set: WithAnnotations[QuestionSet, ItemCount]) -> int:
        return question_set.item_count

    def notes(self, request: HttpRequest, obj: Any = None) -> list[Note]:
        if obj is None:
            return []
        user = acting_user(request)
        unchanged = nothing_to_publish(obj) if may_publish(user, obj) and not obj.archived else ""
        builder = (reverse("interviews:set-detail", args=[obj.pk]), gettext("Builder"))
        return [
            *([Note(unchanged)] if unchanged else []),
            Note(
                gettext(
                    "On the site the same set is put together by dragging, with coverage, blueprint, "
                    "comments, undo, and the people it is given to."
                ),
                [builder],
            ),
        ]

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

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        """Who sees all positions searches for one; others choose from the few they interview for."""
        return ["position"] if request.user.has_perm("interviews.view_position") else []

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "position":
            match = request.resolver_match
            own = Q(question_sets=id_from(match.kwargs.get("object_id", "")) if match else 0)
            offered = Position.objects.visible_to(acting_user(request)).filter(open=True).values("pk")
            kwargs["queryset"] = Position.objects.filter(Q(pk__in=offered) | own).distinct()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_by_service(
        self, request: HttpRequest, obj: QuestionSet, form: Any, *, change: bool
    ) -> QuestionSet:
        actor, values = acting_user(request), form.cleaned_data
        with refusals_in_form():
            if not change:
                names = [name for name in sets.FIELDS if name in values]
                return sets.create_set(actor=actor, **{name: values[name] for name in names})
            if _archived(obj) and not values["archived"]:
                sets.set_archived(actor=actor, question_set=obj, archived=False)
            elif not _archived(obj):
                changes = {name: values[name] for name in sets.FIELDS if name in form.changed_data}
                sets.change_set(actor=actor, question_set=obj, changes=changes)
        return obj

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Sections and items; an open set is archived after all else."""
        question_set, actor = form.instance, acting_user(request)
        if _archived(question_set):
            return
        with refusals_in_form():
            SetRows(actor, question_set, formsets).save()
            if form.cleaned_data.get("archived"):
                sets.set_archived(actor=actor, question_set=question_set, archived=True)

    def view_on_site(self, question_set: QuestionSet) -> str:
        return reverse("interviews:set-detail", args=[question_set.pk])
