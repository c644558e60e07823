"""The texts of letters to candidates (HR)."""

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import Request, requires
from common.spacing import join_sentences
from interviews.letters.forms import LetterTextForm
from interviews.letters.rules.placeholders import LetterText
from interviews.letters.services.templates import (
    MEANWHILE,
    check_text,
    fingerprint,
    known_names,
    restore_text,
    save_text,
    text_of,
)
from interviews.letters.services.writing import example
from interviews.models import LetterKind, LetterLanguage, LetterTemplate


@requires("interviews.view_lettertemplate")
@require_GET
def template_list(request: Request) -> HttpResponse:
    """Every kind in both languages, and whether it is the company's own text."""
    own = {(row.kind, row.language): row for row in LetterTemplate.objects.select_related("changed_by")}
    kinds = [
        (kind, [(language, own.get((kind.value, language.value))) for language in LetterLanguage])
        for kind in LetterKind
    ]
    return render(request, "interviews/letters/templates.html", {"kinds": kinds})


@requires("interviews.change_lettertemplate")
@require_http_methods(["GET", "POST"])
def template_edit(request: Request, kind: str, language: str) -> HttpResponse:
    """Change a text; “preview” shows it filled in and saves nothing."""
    chosen_kind, chosen_language = _chosen(kind, language)
    current = text_of(chosen_kind, chosen_language)
    initial = {"subject": current.subject, "body": current.body, "opened_on": fingerprint(current)}
    form = LetterTextForm(request.POST or None, initial=initial)
    preview = theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            if "preview" in request.POST:
                check_text(form.text(), chosen_kind, chosen_language)
                preview = form.text()
            else:
                opened_on = form.cleaned_data["opened_on"]
                save_text(
                    actor=request.user,
                    kind=chosen_kind,
                    language=chosen_language,
                    text=form.text(),
                    opened_on=opened_on,
                )
                messages.success(request, _("Saved."))
                return redirect("interviews:letter-template-list")
        except ValidationError as error:
            form.add_error(None, error)
            if form.has_error(NON_FIELD_ERRORS, MEANWHILE):
                theirs = text_of(chosen_kind, chosen_language)
                typed = request.POST.copy()
                typed["opened_on"] = fingerprint(theirs)
                form.data = typed
    shown: LetterText | None = preview or (current if request.method == "GET" else None)
    context = {
        "form": form,
        "theirs": theirs,
        "kind": chosen_kind,
        "language": chosen_language,
        "names": known_names(chosen_kind, chosen_language),
        "example": example(actor=request.user, text=shown, language=chosen_language) if shown else None,
        "own": LetterTemplate.objects.filter(kind=kind, language=language).exists(),
    }
    return render(request, "interviews/letters/template.html", context)


@requires("interviews.change_lettertemplate")
@require_POST
def template_restore(request: Request, kind: str, language: str) -> HttpResponse:
    """Take the text that came with the site again."""
    chosen_kind, chosen_language = _chosen(kind, language)
    try:
        restore_text(actor=request.user, kind=chosen_kind, language=chosen_language)
    except ValidationError as error:
        messages.error(request, join_sentences(error.messages))
    else:
        messages.success(request, _("The text that came with the site holds again."))
    return redirect("interviews:letter-template-list")


def _chosen(kind: str, language: str) -> tuple[LetterKind, LetterLanguage]:
    if kind not in LetterKind.values or language not in LetterLanguage.values:
        raise Http404
    return LetterKind(kind), LetterLanguage(language)
