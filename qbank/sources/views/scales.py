"""Rating scales and their bands."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import Request, requires
from accounts.concurrent_edits import edits
from qbank.models import RatingScale
from qbank.sources.forms.scales import ScaleForm
from qbank.sources.services.scales import SCALE_FIELDS, make_default, save_scale

VIEW = "qbank.view_ratingscale"


@require_GET
@requires(VIEW)
def scale_list(request: Request) -> HttpResponse:
    """Every scale with its bands, the default first."""
    scales = RatingScale.objects.select_related("source").defer("source__received", "source__restored")
    return render(request, "qbank/sources/scales.html", {"scales": scales.prefetch_related("bands")})


@require_http_methods(["GET", "POST"])
@requires("qbank.add_ratingscale", view_permission=VIEW)
def scale_create(request: Request) -> HttpResponse:
    return _edit(request, RatingScale())


@require_http_methods(["GET", "POST"])
@requires("qbank.change_ratingscale", view_permission=VIEW)
@edits(RatingScale, pk="pk")
def scale_edit(request: Request, pk: int) -> HttpResponse:
    return _edit(request, get_object_or_404(RatingScale, pk=pk))


def _edit(request: Request, scale: RatingScale) -> HttpResponse:
    form = ScaleForm(request.POST or None, instance=scale)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in SCALE_FIELDS}
        save_scale(actor=request.user, scale=scale, values=values, bands=form.cleaned_data["bands"])
        messages.success(request, _("Saved. Sheets that are published keep the scale they have."))
        return redirect("qbank:scale-list")
    return render(request, "qbank/sources/scale_form.html", {"form": form, "scale": scale})


@require_POST
@requires("qbank.change_ratingscale", view_permission=VIEW)
def scale_default(request: Request, pk: int) -> HttpResponse:
    """Let new question sets begin with this scale."""
    scale = get_object_or_404(RatingScale, pk=pk)
    make_default(actor=request.user, scale=scale)
    messages.success(request, _("New question sets begin with “%(name)s” now.") % {"name": scale.name})
    return redirect("qbank:scale-list")
