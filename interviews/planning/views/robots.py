"""Robots in chat groups, and what has become of what they said. For those who keep the company's settings."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import Request, requires
from accounts.concurrent_edits import edits
from interviews.models import GroupRobot, RobotMessage
from interviews.planning.forms.robots import NewRobotForm, RobotAddressForm, RobotForm
from interviews.planning.pages.robots import robots_with_latest
from interviews.planning.services.robots import (
    RobotAddress,
    delete_robot,
    save_robot,
    say_again,
    try_robot,
)


@requires("interviews.view_grouprobot")
@require_GET
def robot_list(request: Request) -> HttpResponse:
    """Every robot with what it said last."""
    context = {"robots": robots_with_latest(request.user)}
    return render(request, "interviews/planning/robots/list.html", context)


@requires("interviews.add_grouprobot", view_permission="interviews.view_grouprobot")
@require_http_methods(["GET", "POST"])
def robot_create(request: Request) -> HttpResponse:
    """Enter a robot, which tries at once whether it is heard."""
    form = NewRobotForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        save_robot(actor=request.user, robot=form.instance, address=_address_of(form))
        messages.success(request, _("Saved. A trial is sent within a minute: look into the group."))
        return redirect("interviews:robot-list")
    return render(request, "interviews/planning/robots/form.html", {"form": form})


@requires("interviews.change_grouprobot", view_permission="interviews.view_grouprobot")
@require_http_methods(["GET", "POST"])
@edits(GroupRobot, pk="pk")
def robot_edit(request: Request, pk: int) -> HttpResponse:
    """Change what it says."""
    robot = get_object_or_404(GroupRobot, pk=pk)
    form = RobotForm(request.POST or None, instance=robot)
    if request.method == "POST" and form.is_valid():
        save_robot(actor=request.user, robot=form.instance)
        messages.success(request, _("Saved."))
        return redirect("interviews:robot-list")
    return render(request, "interviews/planning/robots/form.html", {"form": form, "robot": robot})


@requires("interviews.change_grouprobot", view_permission="interviews.view_grouprobot")
@require_http_methods(["GET", "POST"])
def robot_address(request: Request, pk: int) -> HttpResponse:
    """Enter another address for it, and what it signs with."""
    robot = get_object_or_404(GroupRobot, pk=pk)
    form = RobotAddressForm(request.POST or None, initial={"service": robot.service})
    if request.method == "POST" and form.is_valid():
        save_robot(actor=request.user, robot=robot, address=_address_of(form))
        messages.success(request, _("Saved. A trial is sent within a minute: look into the group."))
        return redirect("interviews:robot-list")
    return render(request, "interviews/planning/robots/address.html", {"form": form, "robot": robot})


def _address_of(form: RobotAddressForm) -> RobotAddress:
    return RobotAddress(**{name: form.cleaned_data[name] for name in ("service", "address", "secret")})


@requires("interviews.change_grouprobot", view_permission="interviews.view_grouprobot")
@require_POST
def robot_try(request: Request, pk: int) -> HttpResponse:
    """Have it send something at once."""
    try_robot(get_object_or_404(GroupRobot, pk=pk))
    messages.success(request, _("A trial is sent within a minute: look into the group."))
    return redirect("interviews:robot-list")


@requires("interviews.delete_grouprobot", view_permission="interviews.view_grouprobot")
@require_http_methods(["GET", "POST"])
def robot_delete(request: Request, pk: int) -> HttpResponse:
    """Remove it, after asking."""
    robot = get_object_or_404(GroupRobot, pk=pk)
    if request.method == "POST":
        delete_robot(actor=request.user, robot=robot)
        messages.success(
            request, _("“%(name)s” is removed: nothing is sent there any more.") % {"name": robot}
        )
        return redirect("interviews:robot-list")
    return render(request, "interviews/planning/robots/delete.html", {"robot": robot})


@requires("interviews.change_grouprobot", view_permission="interviews.view_grouprobot")
@require_POST
def robot_say_again(request: Request, pk: int) -> HttpResponse:
    """Send a message again that was given up."""
    message = get_object_or_404(RobotMessage, pk=pk)
    try:
        say_again(message)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("The message is sent again within a minute."))
    return redirect("interviews:robot-list")
