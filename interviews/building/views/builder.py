"""The builder: the bank on one side, the set on the other.

Every change is a plain form. With htmx the answer is the set's panel alone, without it the whole page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import reswap, retarget

from accounts.access import Request, requires
from common.finding.choices import choices_found, typed_in, typed_name
from common.ids import id_from
from common.spacing import join_sentences
from interviews.building.forms.candidates import ForCandidateForm
from interviews.building.forms.sets import (
    AddForm,
    BankForm,
    ItemForm,
    MoveForm,
    SectionChangeForm,
    SectionForm,
)
from interviews.building.pages.builder import SetBoard, load_topics
from interviews.building.pages.checks import (
    Checks,
    OpenedSet,
    candidates_to_choose,
    load_opened_set,
    panel_context,
)
from interviews.building.services import sets, undo
from interviews.building.services.order import SetRefusedError
from interviews.common.forms import CandidateChoiceField
from interviews.models import QuestionSet, SetItem
from qbank.models import keeps_bank

CHANGE = {"permission": "interviews.change_questionset", "view_permission": "interviews.view_questionset"}


@require_GET
@vary_on_headers("HX-Request")
@requires("interviews.view_questionset")
def set_detail(request: Request, pk: int) -> HttpResponse:
    """The builder; for the bank's own search, the bank alone."""
    if typed_name("candidate") in request.GET:
        return _without_typed(request, pk)
    opened_set = load_opened_set(user=request.user, pk=pk, candidate=id_from(request.GET.get("candidate")))
    bank_topics = load_topics(opened_set.question_set.position_id)
    form = BankForm(
        request.GET,
        categories=bank_topics.categories,
        competencies=bank_topics.competencies,
        limits=opened_set.limits,
        drafts=keeps_bank(request.user),
    )
    page = form.page(request.user, request.GET.get("page"))
    board = SetBoard(request.user, opened_set.question_set, also=page.object_list)
    asked = [*board.used, *(question.pk for question in page.object_list)]
    checks = Checks(user=request.user, questions=asked, opened_set=opened_set)
    context = {"bank": form, "page_obj": page} | panel_context(
        user=request.user, board=board, topics=bank_topics, checks=checks, back=request.GET.urlencode()
    )
    if request.htmx and not request.htmx.history_restore_request:
        return render(request, "interviews/building/bank.html", context)
    return render(request, "interviews/building/detail.html", context)


def _without_typed(request: Request, pk: int) -> HttpResponse:
    """A choice stays in the address alone. A name without a choice, as without scripts, goes to the page that
    says who is called so."""
    query = request.GET.copy()
    name = "set-detail"
    if typed_in(query, "candidate") and not query.get("candidate"):
        name = "set-candidate"
    else:
        del query[typed_name("candidate")]
    return redirect(reverse(f"interviews:{name}", args=[pk]) + f"?{query.urlencode()}")


@require_GET
@vary_on_headers("HX-Request")
@requires("interviews.view_questionset")
@requires("interviews.view_candidate", view_permission="interviews.view_questionset")
def set_candidate(request: Request, pk: int) -> HttpResponse:
    """Choose the candidate to look at the set for; the search and filters stay. With htmx the form alone."""
    question_set = get_object_or_404(
        QuestionSet.objects.visible_to(request.user).select_related("position"), pk=pk
    )
    chosen = id_from(request.GET.get("candidate"))
    candidates = candidates_to_choose(request.user, question_set, chosen)
    form = ForCandidateForm(request.GET, chosen=chosen, question_set=question_set, candidates=candidates)
    filters = request.GET.copy()
    for name in ("candidate", typed_name("candidate"), "page"):
        filters.pop(name, None)
    context = {
        "set": question_set,
        "form": form,
        "any": candidates.exists(),
        "filters": list(filters.items()),
        "back": request.GET.urlencode(),
    }
    alone = request.htmx and not request.htmx.history_restore_request
    return render(request, f"interviews/building/candidate{'_form' if alone else ''}.html", context)


@require_GET
@requires("interviews.view_questionset")
@requires("interviews.view_candidate", view_permission="interviews.view_questionset")
def set_candidate_choices(request: Request, pk: int) -> JsonResponse:
    """Whom a set may be looked at for, by what is typed."""
    question_set = get_object_or_404(QuestionSet.objects.visible_to(request.user), pk=pk)
    field = CandidateChoiceField(candidates_to_choose(request.user, question_set))
    return JsonResponse(choices_found(field, request.GET))


@require_POST
@requires(**CHANGE)
def item_add(request: Request, pk: int) -> HttpResponse:
    """Add a question, at the end or where it was dropped."""

    def change(question_set: QuestionSet, form: Any) -> str:
        question = form.cleaned_data["question"]
        item = sets.add_item(
            actor=request.user, question_set=question_set, question=question, place=form.place()
        )
        return _("%(code)s added as question %(position)s.") % _place_words(item)

    return _apply(request, pk, AddForm(request.POST), change)


@require_POST
@requires(**CHANGE)
def item_move(request: Request, pk: int, item: int) -> HttpResponse:
    """One step up or down, or to a place in a section (what dragging sends)."""

    def change(question_set: QuestionSet, form: Any) -> str:
        options: dict[str, Any] = {"actor": request.user, "question_set": question_set, "item": item}
        if step := form.cleaned_data["direction"]:
            moved = sets.step_item(**options, by=step, sections=form.cleaned_data["across"])
        else:
            moved = sets.move_item(**options, place=form.place())
        message = _("%(code)s is question %(position)s now, in “%(section)s”.")
        if moved.section is None:
            message = _("%(code)s is question %(position)s now.")
        return message % _place_words(moved)

    return _apply(request, pk, MoveForm(request.POST), change)


@require_POST
@requires(**CHANGE)
def item_remove(request: Request, pk: int, item: int) -> HttpResponse:
    """Take a question out of the set."""

    def change(question_set: QuestionSet, _form: Any) -> str:
        removed = sets.remove_item(actor=request.user, question_set=question_set, item=item)
        return _("%(code)s is out of the set. “Undo” brings it back.") % {"code": removed.question.code}

    return _apply(request, pk, None, change)


@require_POST
@requires(**CHANGE)
def item_change(request: Request, pk: int, item: int) -> HttpResponse:
    """Save an item's weight or minutes."""
    return _save(
        request,
        pk,
        ItemForm(request.POST),
        lambda question_set, form: sets.change_item(
            actor=request.user,
            question_set=question_set,
            item=item,
            changes=form.cleaned_data,
            shown=form.shown(),
        ),
    )


@require_POST
@requires(**CHANGE)
def section_add(request: Request, pk: int) -> HttpResponse:
    """A new section at the end."""

    def change(question_set: QuestionSet, form: Any) -> str:
        section = sets.add_section(actor=request.user, question_set=question_set, **form.cleaned_data)
        return _("Section “%(title)s” is at the end of the set.") % {"title": section.title}

    return _apply(request, pk, SectionForm(request.POST), change)


@require_POST
@requires(**CHANGE)
def section_change(request: Request, pk: int, section: int) -> HttpResponse:
    """Save a section's title or minutes."""
    return _save(
        request,
        pk,
        SectionChangeForm(request.POST),
        lambda question_set, form: sets.change_section(
            actor=request.user,
            question_set=question_set,
            section=section,
            changes=form.cleaned_data,
            shown=form.shown(),
        ),
    )


@require_POST
@requires(**CHANGE)
def section_move(request: Request, pk: int, section: int) -> HttpResponse:
    """One step up or down, with its items."""

    def change(question_set: QuestionSet, form: Any) -> str:
        by = form.cleaned_data["direction"] or 0
        moved = sets.step_section(actor=request.user, question_set=question_set, section=section, by=by)
        return _("“%(title)s” is section %(position)s now.") % {
            "title": moved.title,
            "position": moved.position,
        }

    return _apply(request, pk, MoveForm(request.POST), change)


@require_POST
@requires(**CHANGE)
def section_remove(request: Request, pk: int, section: int) -> HttpResponse:
    """Delete a section; its items join the section above."""

    def change(question_set: QuestionSet, _form: Any) -> str:
        removed = sets.remove_section(actor=request.user, question_set=question_set, section=section)
        message = _("The heading “%(title)s” is gone; its questions stay.")
        return message % {"title": removed.title}

    return _apply(request, pk, None, change)


@require_POST
@requires(**CHANGE)
def set_undo(request: Request, pk: int) -> HttpResponse:
    """Undo the last change of the set."""

    def change(question_set: QuestionSet, _form: Any) -> str:
        undone = undo.undo(actor=request.user, question_set=question_set)
        return _("Undone: %(act)s.") % {"act": undone}

    return _apply(request, pk, None, change)


@require_POST
@requires(**CHANGE)
def set_redo(request: Request, pk: int) -> HttpResponse:
    """Redo what was undone last."""

    def change(question_set: QuestionSet, _form: Any) -> str:
        redone = undo.redo(actor=request.user, question_set=question_set)
        return _("Done again: %(act)s.") % {"act": redone}

    return _apply(request, pk, None, change)


def _place_words(item: SetItem) -> dict[str, Any]:
    return {"code": item.question.code, "position": item.position, "section": item.section}


def _apply(
    request: Request, pk: int, form: BaseForm | None, change: Callable[[QuestionSet, Any], str]
) -> HttpResponse:
    """Check the form, make the change, and answer with the set as it then is.

    ``change`` returns a sentence that says what it did.
    """
    opened_set = _opened(request, pk)
    if form is not None and not form.is_valid():
        return _answer(request, opened_set, refused=_errors(form))
    try:
        message = change(opened_set.question_set, form)
    except SetRefusedError as refusal:
        return _answer(request, opened_set, refused=str(refusal))
    return _answer(request, opened_set, message=message)


def _save(
    request: Request, pk: int, form: BaseForm, change: Callable[[QuestionSet, Any], object]
) -> HttpResponse:
    """Save one field in place. The answer is its state and the new sums; what is typed stays."""
    opened_set = _opened(request, pk)
    if not form.is_valid():
        if request.htmx:
            return render(request, "interviews/building/saved.html", {"form": form}, status=422)
        return _answer(request, opened_set, refused=_errors(form))
    try:
        change(opened_set.question_set, form)
    except SetRefusedError as refusal:
        return _answer(request, opened_set, refused=str(refusal))
    if request.htmx:
        context = _panel_context(request, opened_set) | {"form": form, "oob": True}
        return render(request, "interviews/building/saved.html", context)
    return _answer(request, opened_set)


def _page_query(request: Request) -> QueryDict:
    """The query of the page the form was sent from: its candidate and filters."""
    return QueryDict(request.POST.get("back", ""))


def _opened(request: Request, pk: int) -> OpenedSet:
    return load_opened_set(user=request.user, pk=pk, candidate=id_from(_page_query(request).get("candidate")))


def _panel_context(request: Request, opened_set: OpenedSet) -> dict[str, Any]:
    """The set as it is now, with the candidate and the filters the page was opened with."""
    board = SetBoard(request.user, opened_set.question_set)
    checks = Checks(user=request.user, questions=board.used, opened_set=opened_set)
    bank_topics = load_topics(opened_set.question_set.position_id)
    back = _page_query(request).urlencode()
    return panel_context(user=request.user, board=board, topics=bank_topics, checks=checks, back=back)


def _answer(request: Request, opened_set: OpenedSet, *, refused: str = "", message: str = "") -> HttpResponse:
    """The panel for htmx (whatever element asked), else a redirect to the page with its filters."""
    if request.htmx:
        context = _panel_context(request, opened_set) | {"refused": refused, "message": message}
        response = render(request, "interviews/building/panel.html", context, status=422 if refused else 200)
        # A retargeted answer is lost when its row was replaced by a new search meanwhile: only where needed.
        if request.htmx.target == "set-panel":
            return response
        return retarget(reswap(response, "outerHTML"), "#set-panel")
    if refused:
        messages.warning(request, refused)
    query = _page_query(request).urlencode()
    url = reverse("interviews:set-detail", args=[opened_set.question_set.pk])
    return redirect(f"{url}?{query}" if query else url)


def _errors(form: BaseForm) -> str:
    """The form's complaints in one sentence each, with what was typed."""
    return join_sentences(
        _("%(field)s “%(typed)s”: %(problem)s")
        % {
            "field": form.fields[name].label or name,
            "typed": form.data.get(name, "")[:40],
            "problem": join_sentences(problems),
        }
        for name, problems in form.errors.items()
    )
