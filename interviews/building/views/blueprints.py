"""Blueprints: from wishes to a filled set, to parallel sets, or to a template.

The wishes are in the address, so that a choice can be shown again and shared; the forms that make something
of it post the questions as they were shown.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from accounts.access import Request, requires
from accounts.concurrent_edits import edits
from accounts.models import User
from common.ids import id_from
from common.spacing import join_sentences
from interviews.building.forms.blueprints import (
    SHEETS,
    AddressForm,
    CreateSetsForm,
    FillForm,
    TemplateNameForm,
)
from interviews.building.pages.blueprint import BlueprintPage
from interviews.building.pages.blueprint_templates import edit_form, query_for
from interviews.building.services import blueprints
from interviews.building.services.order import SetRefusedError
from interviews.models import Blueprint, QuestionSet

VIEW = "interviews.view_blueprint"


def _address(query: str = "") -> str:
    return reverse("interviews:blueprint") + (f"?{query}" if query else "")


def _set_of(user: User, query: QueryDict) -> QuestionSet | None:
    """The open set to fill up, if the address names one. Raises Http404 when there is no such set."""
    if "set" not in query:
        return None
    return get_object_or_404(
        QuestionSet.objects.editable_by(user).filter(archived=False), pk=id_from(query["set"])
    )


@require_GET
@vary_on_headers("HX-Request")
@requires(VIEW)
def blueprint(request: Request) -> HttpResponse:
    """The wishes and, once they are stated, the choice. For htmx only what the bank offers for them."""
    page = BlueprintPage(request.user, request.GET, _set_of(request.user, request.GET))
    context = {"page": page, "form": page.form, "set": page.set}
    if request.htmx and not request.htmx.history_restore_request:
        return render(request, "interviews/building/blueprint/offers.html", context | {"oob": True})
    templates = list(Blueprint.objects.visible_to(request.user).order_by("archived", "name"))
    asked = id_from(request.GET.get("template"))
    template = next(
        (candidate for candidate in templates if candidate.pk == asked and not candidate.archived), None
    )
    context |= {"templates": templates, "template": template, "numbers": SHEETS}
    if page.valid:
        context["make"] = _make_form(request.user, page, template)
    if template:
        context["opened_on"] = request.GET.get("opened_on") or _fingerprints(request.user, template)
    return render(request, "interviews/building/blueprint/page.html", context)


def _fingerprints(user: User, template: Blueprint) -> str:
    """What the template is now, for an address that doesn't say what it was when it was opened."""
    try:
        return edit_form(user, template).fingerprints()
    except ValueError:
        return ""


def _make_form(user: User, page: BlueprintPage, template: Blueprint | None) -> CreateSetsForm:
    """The form beside the choice, filled with what it shows."""
    choices = page.parallel.sheets if page.parallel else (page.choice,)
    longest = max(choice.minutes for choice in choices)
    minutes = max(5, page.wishes.aim or page.wishes.maximum or 0, longest)
    initial: dict[str, object] = {
        "planned_minutes": min(minutes, 480),
        "name": template.name if template else "",
    }
    initial["position"] = page.form.chosen_position
    form = CreateSetsForm(initial=initial, user=user, sheets=len(choices))
    for name, choice in zip(form.sheets, choices, strict=True):
        form.initial[name] = ",".join(str(question_id) for question_id in choice.ids)
    return form


@require_GET
@requires(VIEW)
def template_open(request: Request, pk: int) -> HttpResponse:
    """A template, with a choice by it at once."""
    template = get_object_or_404(Blueprint.objects.visible_to(request.user), pk=pk)
    try:
        return redirect(_address(query_for(request.user, template)))
    except ValueError:
        messages.error(request, _("The wishes of “%(name)s” can't be read any more.") % {"name": template})
        return redirect(_address())


@require_POST
@requires("interviews.add_questionset", view_permission="interviews.view_questionset")
def sets_create(request: Request) -> HttpResponse:
    """One set, or parallel ones, of the questions that were shown."""
    number = AddressForm(request.POST).number("sheets") or 1
    form = CreateSetsForm(request.POST, user=request.user, sheets=number)
    if not form.is_valid():
        return _refused(request, join_sentences(error for errors in form.errors.values() for error in errors))
    chosen, options = form.chosen(), form.set_values()
    try:
        if number == 1:
            question_set = blueprints.create_filled_set(actor=request.user, questions=chosen[0], **options)
            messages.success(request, _("The set is made. Here you can still change it."))
            return redirect("interviews:set-detail", question_set.pk)
        sets = blueprints.create_parallel_sets(actor=request.user, sheets=chosen, **options)
    except SetRefusedError as refusal:
        return _refused(request, str(refusal))
    names = ", ".join(f"“{question_set}”" for question_set in sets)
    text = ngettext("%(number)d set is made: %(names)s.", "%(number)d sets are made: %(names)s.", len(sets))
    messages.success(request, text % {"number": len(sets), "names": names})
    return redirect("interviews:set-list")


@require_POST
@requires("interviews.change_questionset", view_permission="interviews.view_questionset")
def set_fill(request: Request, pk: int) -> HttpResponse:
    """Add the chosen questions to a set."""
    question_set = get_object_or_404(QuestionSet.objects.editable_by(request.user), pk=pk)
    form = FillForm(request.POST)
    if not form.is_valid():
        return _refused(request, _("These questions can't be read. Choose again."))
    try:
        added = blueprints.fill_set(
            actor=request.user, question_set=question_set, questions=form.cleaned_data["questions"]
        )
    except SetRefusedError as refusal:
        return _refused(request, str(refusal))
    text = ngettext("%(number)d question was added.", "%(number)d questions were added.", added)
    messages.success(request, text % {"number": added})
    return redirect("interviews:set-detail", pk)


@require_POST
@requires("interviews.add_blueprint", view_permission=VIEW)
def template_save(request: Request) -> HttpResponse:
    """Save the wishes as a new template."""
    page, form = BlueprintPage(request.user, _with_choice(request.POST)), TemplateNameForm(request.POST)
    if not page.valid:
        return _refused(request, _("Say first what you wish for, then keep it as a template."))
    if not form.is_valid():
        return _refused(request, _("A template needs a name of at most 120 characters."))
    wishes, position, name = page.form.wishes(), page.form.chosen_position, form.cleaned_data["title"]
    try:
        saved = blueprints.create_blueprint(actor=request.user, name=name, wishes=wishes, position=position)
    except blueprints.NameTakenError:
        return _refused(request, _("There is a template named “%(name)s” already.") % {"name": name})
    messages.success(request, _("Kept as the template “%(name)s”.") % {"name": saved})
    return redirect("interviews:blueprint-open", saved.pk)


@require_POST
@requires("interviews.change_blueprint", view_permission=VIEW)
@edits(Blueprint, pk="pk")
def template_change(request: Request, pk: int) -> HttpResponse:
    """Give the template that the wishes came from these wishes; asks where somebody changed it meanwhile."""
    template = get_object_or_404(Blueprint.objects.visible_to(request.user), pk=pk)
    if template.archived:
        text = _("The template “%(name)s” was archived meanwhile. Bring it back first.")
        return _refused(request, text % {"name": template})
    try:
        form = edit_form(request.user, template, request.POST)
    except ValueError:
        text = _("The wishes of “%(name)s” can't be read any more.")
        return _refused(request, text % {"name": template})
    if form.is_valid():
        wishes, position = form.wishes(), form.chosen_position
        blueprints.update_blueprint(actor=request.user, blueprint=template, wishes=wishes, position=position)
        messages.success(request, _("The template “%(name)s” is changed.") % {"name": template})
        return redirect("interviews:blueprint-open", pk)
    if not form.meanwhile:
        return _refused(request, _("Say first what you wish for, then keep it as a template."))
    sent = [(name, value) for name in form.fields for value in request.POST.getlist(name)]
    back = _address(request.POST.get("back", "")[:6000])
    context = {"form": form, "template": template, "sent": sent, "back": back}
    return render(request, "interviews/building/blueprint/changed.html", context)


def _with_choice(query: QueryDict) -> QueryDict:
    wishes = query.copy()
    wishes["choose"] = "1"
    return wishes


@require_POST
@requires("interviews.change_blueprint", view_permission=VIEW)
def template_archive(request: Request, pk: int) -> HttpResponse:
    """Archive a template or, with "restore", open it again."""
    template = get_object_or_404(Blueprint.objects.visible_to(request.user), pk=pk)
    archived = "restore" not in request.POST
    try:
        blueprints.set_blueprint_archived(actor=request.user, blueprint=template, archived=archived)
    except blueprints.NameTakenError:
        return _refused(request, _("There is a template named “%(name)s” already.") % {"name": template})
    text = _("The template “%(name)s” is archived.") if archived else _("The template “%(name)s” is back.")
    messages.success(request, text % {"name": template})
    return redirect(_address())


def _refused(request: Request, text: str) -> HttpResponse:
    """Say why, and show again what was on the page."""
    messages.error(request, text)
    query = QueryDict(request.POST.get("back", "")[:6000])
    return redirect(_address(query.urlencode()))
