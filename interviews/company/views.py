"""The company's settings and its logo."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import Request, requires
from accounts.concurrent_edits import edits
from interviews.company.forms import CompanyForm
from interviews.company.services.company import change_company
from interviews.models import Company

_YEAR = 365 * 24 * 3600


@require_http_methods(["GET", "POST"])
@requires("interviews.change_company", view_permission="interviews.view_company")
@edits(Company)
def company_settings(request: Request) -> HttpResponse:
    """One page for all that the company sets; saving keeps what others changed meanwhile."""
    company = Company.current()
    form = CompanyForm(request.POST or None, request.FILES or None, instance=company)
    if request.method == "POST" and form.is_valid():
        change_company(
            actor=request.user,
            changes=form.changes,
            logo=form.cleaned_data["logo_file"],
            remove_logo=form.cleaned_data.get("remove_logo", False),
        )
        messages.success(request, _("Saved."))
        return redirect("interviews:company")
    return render(request, "interviews/company/settings.html", {"form": form, "logo": company.logo_sha256})


@require_GET
def company_logo(request: Request) -> HttpResponse:
    """The logo, for everybody who is signed in. With its hash as ``v`` it may be kept for good."""
    company = Company.current()
    if not company.logo:
        raise Http404
    is_current = request.GET.get("v") == company.logo_sha256
    cache_control = f"private, max-age={_YEAR}, immutable" if is_current else "private, no-cache"
    return HttpResponse(
        bytes(company.logo), content_type=company.logo_type, headers={"Cache-Control": cache_control}
    )
