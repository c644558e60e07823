"""People: the list, inviting, changing, and the link by which somebody sets their own password."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import Request, requires
from accounts.concurrent_edits import edits
from accounts.models import User
from accounts.people.forms import InvitationForm, PersonChangeForm, PersonSearchForm, WelcomeForm
from accounts.people.services import (
    HOLDS,
    change_person,
    check_may_manage,
    create_person,
    make_link,
    person_of,
    use_link,
)

VIEW = "accounts.view_user"
PER_PAGE = 30


@require_GET
@requires(VIEW)
def person_list(request: Request) -> HttpResponse:
    """Everybody who has an account, found by name, role and state."""
    form = PersonSearchForm(request.GET)
    people = form.apply(User.objects.prefetch_related("groups").select_related("link"))
    page = Paginator(people.order_by("sort_key", "username", "pk"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    narrowed = any(form[name].value() for name in form.fields)
    return render(
        request, "accounts/people/list.html", {"form": form, "page_obj": page, "narrowed": narrowed}
    )


@require_http_methods(["GET", "POST"])
@requires("accounts.add_user", view_permission=VIEW)
def person_invite(request: Request) -> HttpResponse:
    """An account without a password. Its page then makes the link by which the person sets one."""
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        person = create_person(
            actor=request.user,
            username=values["username"],
            name=values["name"],
            email=values["email"],
            roles=list(values["groups"]),
        )
        messages.success(request, _("The account of %(name)s is there.") % {"name": person})
        return redirect("accounts:person-edit", person.pk)
    return render(request, "accounts/people/invite.html", {"form": form})


@require_http_methods(["GET", "POST"])
@requires("accounts.change_user", view_permission=VIEW)
@edits(User, pk="pk")
def person_edit(request: Request, pk: int) -> HttpResponse:
    """Name, roles, and whether they may sign in."""
    person = get_object_or_404(User.objects.select_related("link"), pk=pk)
    form = PersonChangeForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            change_person(
                actor=request.user,
                person=person,
                name=values["name"],
                email=values["email"],
                active=values["is_active"],
                roles=list(values["groups"]),
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("accounts:person-list")
    return _person_page(request, person, form)


def _person_page(request: Request, person: User, form: PersonChangeForm, address: str = "") -> HttpResponse:
    try:
        check_may_manage(request.user, person)
        may_manage = True
    except PermissionDenied:
        may_manage = False
    context = {
        "person": User.objects.select_related("link").get(pk=person.pk),
        "form": form,
        "address": address,
        "days": HOLDS.days,
        "may_manage": may_manage,
    }
    return render(request, "accounts/people/edit.html", context)


@require_POST
@never_cache
@requires("accounts.change_user", view_permission=VIEW)
def person_link(request: Request, pk: int) -> HttpResponse:
    """Make the link. The answer is the only page that ever shows it."""
    person = get_object_or_404(User, pk=pk)
    try:
        secret = make_link(actor=request.user, person=person)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("accounts:person-edit", pk)
    address = request.build_absolute_uri(reverse("accounts:welcome", args=[secret]))
    response = _person_page(request, person, PersonChangeForm(instance=person), address)
    # The secret is kept nowhere: who sends this form a second time gets the page without it.
    again = _person_page(request, person, PersonChangeForm(instance=person))
    response.remembered_as = again  # type: ignore[attr-defined]
    return response


@login_not_required
@never_cache
@sensitive_post_parameters("new_password1", "new_password2")
@require_http_methods(["GET", "POST"])
def welcome(request: HttpRequest, secret: str) -> HttpResponse:
    """Somebody who was invited, or forgot their password, sets name and password by themselves."""
    person = person_of(secret)
    if person is None:
        return render(request, "accounts/people/no_link.html", status=404)
    form = WelcomeForm(person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        used = use_link(
            secret=secret,
            username=values["username"],
            name=values["name"],
            password=values["new_password1"],
        )
        if used is None:
            return render(request, "accounts/people/no_link.html", status=404)
        messages.success(request, _("Your password is set: sign in with it."))
        return redirect("accounts:sign-in")
    return render(request, "accounts/people/welcome.html", {"form": form, "person": person})
