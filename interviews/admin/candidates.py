"""Positions and candidates, written by the services the site calls; notes, ties and imported lists: to read,
with what can be done to them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypedDict, cast

from django import forms
from django.contrib import admin
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import WithAnnotations

from accounts.access import check_permission
from accounts.admin_acts import Act, Note, SeenRelatedFilter, asks
from accounts.admin_base import ReadOnlyAdmin, ServiceAdmin, acting_user
from accounts.models import User
from common.finding.names import found_by
from interviews.candidates.forms.candidates import CandidateForm, NewCandidateForm, NoteForm, PositionForm
from interviews.candidates.forms.ties import TieForm
from interviews.candidates.pages.ties import declared_sentence
from interviews.candidates.services.candidates import (
    add_note,
    check_may_note,
    create_candidate,
    save_and_record,
)
from interviews.candidates.services.papers import check_may_keep_papers, remove_paper
from interviews.candidates.services.positions import save_position
from interviews.candidates.services.ties import (
    check_may_declare,
    check_may_withdraw,
    declare_tie,
    withdraw_tie,
)
from interviews.common.forms import ReasonForm
from interviews.models import (
    Candidate,
    CandidateImport,
    CandidateImportRow,
    CandidateMerge,
    CandidateNote,
    CandidatePaper,
    CandidateTag,
    CandidateTagging,
    Position,
    Tie,
)
from interviews.models.tags import CandidateTaggingQuerySet
from interviews.models.visibility import (
    CandidateNoteQuerySet,
    CandidatePaperQuerySet,
    TieQuerySet,
)


class CandidateCount(TypedDict):
    """What the list of positions adds to each."""

    candidate_count: int


def _set_open(actor: User, position: Position, *, is_open: bool) -> str:
    position.open = is_open
    save_and_record(actor=actor, instance=position)
    text = _("“%(name)s” is open again.") if is_open else _("“%(name)s” is closed.")
    return text % {"name": position}


@admin.register(Position)
class PositionAdmin(ServiceAdmin):
    form = PositionForm
    fields = ["name", "note", "papers_after_scoring", "wanted_categories", "wanted_competencies"]
    list_display = ["name", "open", "candidate_count"]
    list_filter = ["open"]
    search_fields = ["name", "note"]
    acts = [
        Act(
            name="close",
            label=gettext_lazy("Close"),
            explanation=gettext_lazy("No new candidates or interviews for it; everything recorded stays."),
            run=lambda actor, position, data: _set_open(actor, position, is_open=False),
            check=lambda user, position: check_permission(user, "interviews.change_position"),
            fits=lambda user, position: position.open,
            grave=True,
        ),
        Act(
            name="open",
            label=gettext_lazy("Open again"),
            run=lambda actor, position, data: _set_open(actor, position, is_open=True),
            check=lambda user, position: check_permission(user, "interviews.change_position"),
            fits=lambda user, position: not position.open,
        ),
    ]

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """The bank's categories and competencies are few: check boxes."""
        options["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **options)

    def save_by_service(self, request: HttpRequest, obj: Position, form: Any, *, change: bool) -> Position:
        categories, competencies = (form.cleaned_data[name] for name in self.fields[3:])
        save_position(
            actor=acting_user(request), position=obj, categories=categories, competencies=competencies
        )
        return obj

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """What is new belongs to open positions."""
        if request.resolver_match and request.resolver_match.view_name == "admin:autocomplete":
            queryset = queryset.filter(open=True)
        return super().get_search_results(request, queryset, search_term)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Position]:
        positions: QuerySet[Position] = super().get_queryset(request)
        # Only those of the page are counted.
        own = Candidate.objects.filter(position=OuterRef("pk")).order_by().values("position")
        number = Subquery(own.annotate(number=Count("pk")).values("number"))
        return positions.annotate(candidate_count=Coalesce(number, 0))

    @admin.display(description=gettext_lazy("candidates"), ordering="candidate_count")
    def candidate_count(self, position: WithAnnotations[Position, CandidateCount]) -> int:
        return position.candidate_count

    def view_on_site(self, position: Position) -> str:
        return reverse("interviews:position-board", args=[position.pk])


def _add_note(actor: User, candidate: Candidate, data: Mapping[str, Any]) -> str:
    add_note(actor=actor, candidate=candidate, text=data["text"])
    return _("The note is kept.")


def _declare_tie(actor: User, candidate: Candidate, data: Mapping[str, Any]) -> str:
    tie = declare_tie(actor=actor, candidate=candidate, **data)
    return declared_sentence(tie)


@admin.register(Candidate)
class CandidateAdmin(ServiceAdmin):
    form = CandidateForm
    list_display = ["name", "position", "email", "phone", "created_at"]
    list_filter = ["created_at", "position__open", ("position", SeenRelatedFilter)]
    list_select_related = ["position"]
    search_fields = ["name", "email", "phone", "position__name"]
    readonly_fields = ["created_at"]
    autocomplete_fields = ["position"]
    acts = [
        Act(
            name="note",
            label=gettext_lazy("Add a note"),
            explanation=gettext_lazy("For HR only; interviewers never see it."),
            form=asks(NoteForm),
            run=_add_note,
            check=check_may_note,
            fits=lambda user, candidate: not candidate.erased,
        ),
        Act(
            name="tie",
            label=gettext_lazy("Declare a tie"),
            explanation=gettext_lazy("Who is tied to a candidate sits on none of their panels."),
            form=asks(TieForm),
            run=_declare_tie,
            check=lambda user, candidate: check_may_declare(user),
            fits=lambda user, candidate: not candidate.erased,
        ),
    ]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:
        """A new candidate comes with the first note about them."""
        if obj is None:
            options["form"] = NewCandidateForm
        return super().get_form(request, obj, change, **options)

    def get_fieldsets(self, request: HttpRequest, obj: Candidate | None = None) -> Any:
        fields = ["name", "position", "email", "phone"]
        return [(None, {"fields": [*fields, "note"] if obj is None else [*fields, "created_at"]})]

    def save_by_service(self, request: HttpRequest, obj: Candidate, form: Any, *, change: bool) -> Candidate:
        actor = acting_user(request)
        if change:
            save_and_record(actor=actor, instance=obj)
        else:
            create_candidate(actor=actor, candidate=obj, note=form.cleaned_data["note"])
        return obj

    def has_change_permission(self, request: HttpRequest, obj: Candidate | None = None) -> bool:
        """Nobody gives somebody whose data was erased a name again."""
        return not (obj and obj.erased) and super().has_change_permission(request, obj)

    def reason_against_changing(self, request: HttpRequest, obj: Candidate) -> str:
        return _("This candidate’s personal data was erased and stays erased.") if obj.erased else ""

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """An interview is planned with candidates of open positions whose data is there."""
        if request.resolver_match and request.resolver_match.view_name == "admin:autocomplete":
            queryset = queryset.filter(erased_at__isnull=True, position__open=True).select_related("position")
        by_columns, duplicates = super().get_search_results(request, queryset, search_term)
        return found_by(queryset, search_term) | by_columns, duplicates

    def choice_label(self, obj: Candidate) -> str:
        return f"{obj} · {obj.position}"

    def notes(self, request: HttpRequest, obj: Candidate | None = None) -> list[Note]:
        if obj is None:
            lists = (reverse("interviews:candidate-import-list"), _("Import a list"))
            return [Note(_("Lists are brought in on the site: there each row is looked at before."), [lists])]
        if obj.erased:
            return []
        erase = (reverse("interviews:candidate-erase", args=[obj.pk]), _("Erase personal data"))
        return [Note(_("Erasing is done on the site: its page shows first what would go."), [erase])]

    def view_on_site(self, candidate: Candidate) -> str:
        return reverse("interviews:candidate-detail", args=[candidate.pk])


@admin.register(CandidateNote)
class CandidateNoteAdmin(ReadOnlyAdmin):
    list_display = ["at", "candidate", "by_name"]
    list_select_related = ["candidate"]
    search_fields = ["candidate__name", "by_name"]
    ordering = ["-pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[CandidateNote]:
        notes = cast("CandidateNoteQuerySet[CandidateNote]", super().get_queryset(request))
        return notes.visible_to(acting_user(request))

    def view_on_site(self, note: CandidateNote) -> str:
        return reverse("interviews:candidate-detail", args=[note.candidate_id])


def _remove_paper(actor: User, paper: CandidatePaper) -> str:
    remove_paper(actor=actor, paper=paper)
    return _("“%(name)s” is removed for good.") % {"name": paper.name}


@admin.register(CandidatePaper)
class CandidatePaperAdmin(ReadOnlyAdmin):
    list_display = ["name", "candidate", "kind", "size", "added_by", "added_at"]
    list_filter = ["added_at", "kind"]
    list_select_related = ["candidate", "added_by"]
    search_fields = ["name", "candidate__name"]
    exclude = ["content"]
    ordering = ["-pk"]
    acts = [
        Act(
            name="remove",
            label=gettext_lazy("Remove"),
            explanation=gettext_lazy("The file is deleted for good; that it was here stays in the trail."),
            run=lambda actor, paper, data: _remove_paper(actor, paper),
            check=lambda user, paper: check_may_keep_papers(user),
            fits=lambda user, paper: True,
            grave=True,
        )
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[CandidatePaper]:
        papers = cast("CandidatePaperQuerySet[CandidatePaper]", super().get_queryset(request))
        return papers.visible_to(acting_user(request)).defer("content")

    def notes(self, request: HttpRequest, obj: CandidatePaper | None = None) -> list[Note]:
        if obj is not None:
            return [Note(_("The file itself:"), [(reverse("interviews:paper", args=[obj.pk]), obj.name)])]
        candidates = (reverse("admin:interviews_candidate_changelist"), _("Candidates"))
        return [Note(_("Papers are uploaded on the page of the candidate."), [candidates])]

    def view_on_site(self, paper: CandidatePaper) -> str:
        return reverse("interviews:candidate-detail", args=[paper.candidate_id])


def _withdraw_tie(actor: User, tie: Tie, data: Mapping[str, Any]) -> str:
    withdraw_tie(actor=actor, tie=tie, reason=data["reason"])
    return _("The tie is withdrawn. It stays readable.")


@admin.register(Tie)
class TieAdmin(ReadOnlyAdmin):
    list_display = ["person", "candidate", "kind", "declared_by", "declared_at", "withdrawn_at"]
    list_filter = ["declared_at", "kind", ("person", SeenRelatedFilter)]
    list_select_related = ["person", "candidate", "declared_by"]
    search_fields = ["person__name", "candidate__name"]
    acts = [
        Act(
            name="withdraw",
            label=gettext_lazy("Withdraw the tie"),
            form=asks(ReasonForm),
            run=_withdraw_tie,
            check=check_may_withdraw,
            fits=lambda user, tie: tie.withdrawn_at is None,
            grave=True,
        )
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tie]:
        return cast("TieQuerySet[Tie]", super().get_queryset(request)).visible_to(acting_user(request))

    def notes(self, request: HttpRequest, obj: Tie | None = None) -> list[Note]:
        if obj is not None:
            return []
        candidates = (reverse("admin:interviews_candidate_changelist"), _("Candidates"))
        return [Note(_("A tie is declared on the page of the candidate."), [candidates])]

    def view_on_site(self, tie: Tie) -> str:
        return reverse("interviews:candidate-detail", args=[tie.candidate_id])


@admin.register(CandidateImport)
class CandidateImportAdmin(ReadOnlyAdmin):
    list_display = ["created_at", "name", "status", "created_by"]
    list_select_related = ["created_by"]
    list_filter = ["status"]
    search_fields = ["name"]
    exclude = ["content"]
    ordering = ["-pk"]

    def view_on_site(self, batch: CandidateImport) -> str:
        return reverse("interviews:candidate-import", args=[batch.pk])


@admin.register(CandidateImportRow)
class CandidateImportRowAdmin(ReadOnlyAdmin):
    list_display = ["batch", "number", "choice", "candidate"]
    list_select_related = ["batch", "candidate"]
    list_filter = ["choice"]
    search_fields = ["batch__name", "candidate__name"]
    ordering = ["-pk"]

    def view_on_site(self, row: CandidateImportRow) -> str:
        return reverse("interviews:candidate-import", args=[row.batch_id])


@admin.register(CandidateMerge)
class CandidateMergeAdmin(ReadOnlyAdmin):
    list_display = ["at", "candidate", "merged_number", "by"]
    list_select_related = ["candidate", "by"]
    search_fields = ["candidate__name"]
    exclude = ["merged", "before", "after", "moved", "set_aside"]
    ordering = ["-pk"]

    def view_on_site(self, merge: CandidateMerge) -> str:
        return reverse("interviews:candidate-detail", args=[merge.candidate_id])


@admin.register(CandidateTag)
class CandidateTagAdmin(ReadOnlyAdmin):
    list_display = ["name"]
    search_fields = ["name", "key"]

    def view_on_site(self, tag: CandidateTag) -> str:
        return f"{reverse('interviews:candidate-list')}?tag={tag.pk}"


@admin.register(CandidateTagging)
class CandidateTaggingAdmin(ReadOnlyAdmin):
    list_display = ["candidate", "tag", "by", "at"]
    list_select_related = ["candidate", "tag", "by"]
    search_fields = ["candidate__name", "tag__name"]
    ordering = ["-pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[CandidateTagging]:
        taggings = cast("CandidateTaggingQuerySet[CandidateTagging]", super().get_queryset(request))
        return taggings.visible_to(acting_user(request))

    def view_on_site(self, tagging: CandidateTagging) -> str:
        return reverse("interviews:candidate-detail", args=[tagging.candidate_id])
