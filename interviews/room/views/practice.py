"""Practice cards: HR's page with the sample answers, and the page on which a panel practises."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import Request, requires
from accounts.concurrent_edits import edits
from accounts.models import User
from interviews.access import may_practise
from interviews.models import PanelMember, PracticeAttempt, PracticeCard, PracticeSample, Sheet, SheetItem
from interviews.room.forms.practice import JudgementForm, SampleForm
from interviews.room.rules.practice import FEWEST, MOST, compared
from interviews.room.services import practice
from interviews.scoring import Scale

hr_only = requires("interviews.change_practicecard", view_permission="interviews.view_sheet")


@hr_only
@require_GET
def practice_card(request: Request, pk: int) -> HttpResponse:
    """The sample answers, whether practice is asked for, and who of the panels has practised."""
    sheet = get_object_or_404(Sheet.objects.visible_to(request.user), pk=pk)
    card = PracticeCard.objects.filter(sheet=sheet).first()
    samples = list(card.samples.select_related("item")) if card else []
    practised = PracticeAttempt.objects.filter(card__sheet=sheet, user=OuterRef("pk"))
    seats = PanelMember.objects.sitting().filter(interview__sheet=sheet, interview__status="scheduled")
    people = User.objects.filter(pk__in=seats.order_by().values("user"))
    context = {
        "sheet": sheet,
        "card": card,
        "samples": samples,
        "items": sheet.items.all(),
        "people": people.annotate(practised=Exists(practised)),
        "may_ask": len(samples) >= FEWEST,
        "full": len(samples) >= MOST,
    }
    return render(request, "interviews/room/practice/card.html", context)


@hr_only
@require_POST
def practice_ask(request: Request, pk: int) -> HttpResponse:
    """Ask the panels to practise, or no longer."""
    sheet = get_object_or_404(Sheet.objects.visible_to(request.user), pk=pk)
    try:
        practice.ask_for_practice(actor=request.user, sheet=sheet, asked=request.POST.get("asked") == "1")
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("interviews:practice-card", sheet.pk)


@hr_only
@require_http_methods(["GET", "POST"])
def practice_sample_create(request: Request, pk: int) -> HttpResponse:
    """Write a sample answer to one of the sheet's questions (``item``)."""
    sheet = get_object_or_404(Sheet.objects.visible_to(request.user), pk=pk)
    item = next((item for item in _items(sheet) if str(item.pk) == request.GET.get("item")), None)
    if item is None:
        messages.error(request, _("Choose the question first."))
        return redirect("interviews:practice-card", sheet.pk)
    return _edit(request, sheet, PracticeSample(item=item))


@hr_only
@require_http_methods(["GET", "POST"])
@edits(PracticeSample, pk="sample")
def practice_sample_edit(request: Request, pk: int, sample: int) -> HttpResponse:
    stored = _sample(pk, sample)
    return _edit(request, stored.card.sheet, stored)


@hr_only
@require_POST
def practice_sample_remove(request: Request, pk: int, sample: int) -> HttpResponse:
    stored = _sample(pk, sample)
    practice.remove_sample(actor=request.user, sheet=stored.card.sheet, sample=stored)
    messages.success(request, _("The sample answer was taken off."))
    return redirect("interviews:practice-card", pk)


def _items(sheet: Sheet) -> QuerySet[SheetItem]:
    return SheetItem.objects.filter(sheet=sheet).prefetch_related("points")


def _sample(sheet_id: int, sample_id: int) -> PracticeSample:
    samples = PracticeSample.objects.select_related("card__sheet", "item").prefetch_related("item__points")
    return get_object_or_404(samples, pk=sample_id, card__sheet__id=sheet_id)


def _edit(request: Request, sheet: Sheet, sample: PracticeSample) -> HttpResponse:
    form = SampleForm(request.POST or None, sample=sample, scale=Scale.from_json(sheet.scale))
    if request.method == "POST" and form.is_valid():
        try:
            practice.save_sample(actor=request.user, sheet=sheet, sample=form.filled())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("interviews:practice-card", sheet.pk)
    return render(request, "interviews/room/practice/sample.html", {"sheet": sheet, "form": form})


@requires("interviews.view_interview")
@require_http_methods(["GET", "POST"])
def practice_try(request: Request, pk: int) -> HttpResponse:
    """Score the sample answers; for those who sit on a panel with this sheet."""
    card = get_object_or_404(PracticeCard.objects.select_related("sheet"), sheet__id=pk, asked=True)
    if not may_practise(request.user, card.sheet):
        raise Http404
    scale = Scale.from_json(card.sheet.scale)
    samples = card.samples.select_related("item").prefetch_related("item__points")
    forms = {
        sample: JudgementForm(
            request.POST or None, prefix=f"sample{sample.pk}", item=sample.item, scale=scale
        )
        for sample in samples
    }
    problem = ""
    # A list, so that every form says what it lacks.
    valid = [form.is_valid() for form in forms.values()]
    if request.method == "POST" and all(valid):
        judgements = {sample.pk: form.judgement for sample, form in forms.items()}
        try:
            attempt = practice.create_attempt(
                actor=request.user, card=card, judgements=judgements, seen=request.POST.get("seen", "")
            )
        except ValidationError as error:
            problem = error.messages[0]
        else:
            return redirect("interviews:practice-attempt", attempt.pk)
    context = {"sheet": card.sheet, "forms": forms.items(), "problem": problem}
    context["seen"] = practice.references_sha256(card)
    context["attempts"] = card.attempts.filter(user=request.user)
    return render(request, "interviews/room/practice/try.html", context)


@requires("interviews.view_interview")
@require_GET
def practice_attempt(request: Request, pk: int) -> HttpResponse:
    """How far one's own scores lie from the reference. Nobody else may look."""
    attempts = PracticeAttempt.objects.filter(user=request.user).select_related("card__sheet")
    attempt = get_object_or_404(attempts, pk=pk)
    context = {"attempt": attempt, "sheet": attempt.card.sheet, "result": compared(attempt.content)}
    context["changed"] = practice.references_changed(attempt)
    context["again"] = attempt.card.asked and may_practise(request.user, attempt.card.sheet)
    return render(request, "interviews/room/practice/attempt.html", context)
