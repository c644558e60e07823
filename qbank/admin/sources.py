"""Sources, their repairs and passages, uploads and rating scales in the admin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypedDict

from django import forms
from django.contrib import admin
from django.db.models import OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.admin_acts import Act, Note
from accounts.admin_audited import AuditedAdmin, AuditedForm
from accounts.admin_base import ReadOnlyAdmin, acting_user
from accounts.admin_history import TrailEntry, entries_of, readable_events
from accounts.admin_rows import OpenedOnFormSet, RowInline
from accounts.models import User
from qbank.admin.base import SourceFilter, with_source
from qbank.models import (
    Band,
    Correction,
    DocumentUpload,
    LoadedItem,
    Passage,
    QuestionTally,
    RatingScale,
    Repair,
    Source,
)
from qbank.questions.listing import BoundedCount
from qbank.sources.services.scales import (
    bands_problem,
    bound_problem,
    check_may_make_default,
    make_default,
    scale_problems,
)

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class _SourceCounts(TypedDict):
        question_count: int
        doubtful_count: int


@admin.register(Source)
class SourceAdmin(AuditedAdmin):
    """Only the title can be changed; the site shows both texts side by side."""

    few_rows = True
    list_display = ["__str__", "name", "kind", "question_count", "doubtful_count", "added_at", "added_by"]
    list_filter = ["kind", "added_at"]
    list_select_related = ["added_by"]
    search_fields = ["name", "title", "sha256"]
    fields = ["title", "name", "kind", "sha256", "added_at", "added_by"]
    readonly_fields = ["name", "kind", "sha256", "added_at", "added_by"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        sources: QuerySet[Source] = super().get_queryset(request)
        doubtful = Repair.objects.filter(source=OuterRef("pk"), doubtful=True)
        return sources.defer("received", "restored").annotate(
            question_count=QuestionTally.objects.number_by("source"),
            doubtful_count=BoundedCount(doubtful.order_by().values("pk")),
        )

    @admin.display(description=_("questions"), ordering="question_count")
    def question_count(self, source: WithAnnotations[Source, _SourceCounts]) -> int:
        return source.question_count

    @admin.display(description=_("doubtful repairs"), ordering="doubtful_count")
    def doubtful_count(self, source: WithAnnotations[Source, _SourceCounts]) -> int:
        return source.doubtful_count

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Sources are created by loading documents, spreadsheets and uploads."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def view_on_site(self, source: Source) -> str:
        return reverse("qbank:source-detail", args=[source.pk])


class SourcePartAdmin(ReadOnlyAdmin):
    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return with_source(super().get_queryset(request))

    def view_on_site(self, part: Any) -> str:
        return reverse("qbank:source-detail", args=[part.source_id])


@admin.register(Repair)
class RepairAdmin(SourcePartAdmin):
    """Repairs, read-only: they are confirmed and corrected on their source's page."""

    list_display = ["source", "position", "received", "restored", "rule", "doubtful"]
    list_display_links = ["position"]
    list_filter = ["doubtful", "rule", SourceFilter]
    search_fields = ["received", "restored", "note"]


@admin.register(Correction)
class CorrectionAdmin(SourcePartAdmin):
    list_display = ["source", "damaged", "restored", "why", "made_at", "made_by"]
    list_display_links = ["damaged"]
    list_filter = [SourceFilter, "made_at"]
    search_fields = ["damaged", "restored", "reason"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("source", "made_by")

    @admin.display(description=_("reason"))
    def why(self, correction: Correction) -> str:
        return gettext(correction.reason)


@admin.register(LoadedItem)
class LoadedItemAdmin(SourcePartAdmin):
    list_display = ["source", "model", "key", "object_id"]
    list_display_links = ["key"]
    list_filter = ["model", SourceFilter]
    search_fields = ["key"]


@admin.register(DocumentUpload)
class DocumentUploadAdmin(ReadOnlyAdmin):
    """Uploads, read-only: they are reviewed and accepted on the site."""

    few_rows = True
    list_display = ["name", "status", "uploaded_at", "uploaded_by", "problem"]
    list_filter = ["status", "uploaded_at"]
    list_select_related = ["uploaded_by"]
    search_fields = ["name", "sha256"]
    exclude = ["content", "drafts"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[DocumentUpload]:
        return super().get_queryset(request).defer("content", "drafts")

    def view_on_site(self, upload: DocumentUpload) -> str:
        return reverse("qbank:upload-detail", args=[upload.pk])


@admin.register(Passage)
class PassageAdmin(AuditedAdmin):
    list_display = ["title", "topic", "source", "doubtful", "position"]
    list_filter = ["topic", "doubtful", SourceFilter]
    search_fields = ["title", "text", "topic"]
    readonly_fields = ["source"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return with_source(super().get_queryset(request))

    def view_on_site(self, passage: Passage) -> str:
        return reverse("qbank:passage-list")


class BandsFormSet(OpenedOnFormSet):
    """The bands of a scale, by the rules of the site's own page."""

    def clean(self) -> None:
        super().clean()
        scale, bands = self.instance, []
        for form in self.forms:
            row = getattr(form, "cleaned_data", {})
            if problem := bound_problem(row.get("lower"), scale.band_base):
                form.add_error("lower", problem)
            if row.get("name") and row.get("lower") is not None and not row.get("DELETE"):
                bands.append((row["name"], row["lower"]))
        if not any(self.errors) and (problem := bands_problem(bands, scale.band_base, scale.lowest_band)):
            raise forms.ValidationError(problem)


class BandInline(RowInline):
    model = Band
    formset = BandsFormSet


#: Why it is not simply taken off or deleted.
IS_DEFAULT = _(
    "New question sets begin with this scale. One has to be the default: to change it, make another scale "
    "the default on that scale’s page."
)


def _make_default(actor: User, scale: RatingScale, values: Mapping[str, Any]) -> str:
    make_default(actor=actor, scale=scale)
    return gettext("New question sets begin with “%(name)s” now.") % {"name": scale.name}


class RatingScaleForm(AuditedForm):
    """Refuses what no sheet could be published with (interviews/scoring/scale.py)."""

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        for name, problem in scale_problems(values).items():
            self.add_error(name, problem)
        return values


@admin.register(RatingScale)
class RatingScaleAdmin(AuditedAdmin):
    """A changed scale applies to sheets published from now on; older sheets keep theirs."""

    few_rows = True
    form = RatingScaleForm
    list_display = ["name", "minimum", "maximum", "step", "floor", "is_default"]
    list_filter = ["is_default"]
    search_fields = ["name", "lowest_band"]
    #: The default is handed on by an act: a tick that is taken off would leave none.
    readonly_fields = ["source", "is_default"]
    inlines = [BandInline]
    acts = [
        Act(
            name="make-default",
            label=_("Make it the default"),
            explanation=_("New question sets begin with this scale. Sets that are there keep theirs."),
            run=_make_default,
            check=check_may_make_default,
            fits=lambda user, scale: not scale.is_default,
        )
    ]

    def view_on_site(self, scale: RatingScale) -> str:
        return reverse("qbank:scale-list")

    def notes(self, request: HttpRequest, obj: Any = None) -> list[Note]:
        return [Note(IS_DEFAULT)] if obj is not None and obj.is_default else []

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """The first scale is the default."""
        if not change:
            obj.is_default = not RatingScale.objects.filter(is_default=True).exists()
        super().save_model(request, obj, form, change)

    def reasons_to_keep(self, objs: Any) -> list[Any]:
        return [IS_DEFAULT] if any(scale.is_default for scale in objs) else []

    def history(self, request: HttpRequest, obj: Any) -> Sequence[TrailEntry]:
        """With what was done to its bands."""
        own = Q(object_type=RatingScale._meta.label_lower, object_id=str(obj.pk))
        bands = [str(pk) for pk in obj.bands.values_list("pk", flat=True)]
        of_bands = Q(object_type=Band._meta.label_lower, object_id__in=bands)
        user = acting_user(request)
        return entries_of(user, readable_events(user).filter(own | of_bands))


@admin.register(Band)
class BandAdmin(ReadOnlyAdmin):
    """Bands, read-only: they are changed with their scale."""

    few_rows = True
    list_display = ["name", "scale", "lower"]
    list_filter = ["scale"]
    list_select_related = ["scale"]
    search_fields = ["name", "scale__name"]
