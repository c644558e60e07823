"""Comments on a question set: a page of their own, and the same thread folded in beside the builder."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from accounts.access import Request, requires
from common.ids import id_from
from common.spacing import join_sentences
from interviews.building.forms.review import CommentForm
from interviews.building.services.comments import create_comment, resolve_comment, withdraw_comment
from interviews.models import QuestionSet, SetComment

CHANGE = {"permission": "interviews.change_questionset", "view_permission": "interviews.view_questionset"}


@require_GET
@vary_on_headers("HX-Request")
@requires("interviews.view_questionset")
def set_comments(request: Request, pk: int) -> HttpResponse:
    """All comments on a set; with ``question`` in the query, those on that one."""
    question_set = get_object_or_404(QuestionSet.objects.visible_to(request.user), pk=pk)
    return _show(request, question_set, id_from(request.GET.get("question", "")))


@require_POST
@requires(**CHANGE)
def set_comment_add(request: Request, pk: int) -> HttpResponse:
    """Write a comment; what is refused stays in the form."""
    question_set = get_object_or_404(QuestionSet.objects.editable_by(request.user), pk=pk)
    form = CommentForm(request.POST, user=request.user, question_set=question_set)
    if form.is_valid():
        try:
            create_comment(actor=request.user, question_set=question_set, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            return _answer(request, question_set, _("Your comment stands below."))
    return _show(request, question_set, 0, form)


@require_POST
@requires(**CHANGE)
def set_comment_resolve(request: Request, pk: int, comment: int) -> HttpResponse:
    """Mark a comment as dealt with."""
    return _apply(
        request,
        pk,
        comment,
        lambda target: resolve_comment(actor=request.user, comment=target, resolved=True),
    )


@require_POST
@requires(**CHANGE)
def set_comment_reopen(request: Request, pk: int, comment: int) -> HttpResponse:
    """Open a resolved comment again."""
    return _apply(
        request,
        pk,
        comment,
        lambda target: resolve_comment(actor=request.user, comment=target, resolved=False),
    )


@require_POST
@requires(**CHANGE)
def set_comment_withdraw(request: Request, pk: int, comment: int) -> HttpResponse:
    """Withdraw one's own comment."""
    return _apply(request, pk, comment, lambda target: withdraw_comment(actor=request.user, comment=target))


def _apply(request: Request, pk: int, comment: int, change: Callable[[SetComment], None]) -> HttpResponse:
    question_set = get_object_or_404(QuestionSet.objects.editable_by(request.user), pk=pk)
    target = get_object_or_404(SetComment, pk=comment, question_set=question_set)
    try:
        change(target)
    except ValidationError as refusal:
        messages.warning(request, join_sentences(refusal.messages))
    return _answer(request, question_set)


def _answer(request: Request, question_set: QuestionSet, message: str = "") -> HttpResponse:
    """The thread of comments for htmx, else a redirect to the page."""
    if request.htmx:
        return _show(request, question_set, 0)
    if message:
        messages.success(request, message)
    return redirect("interviews:set-comments", question_set.pk)


def _show(
    request: Request, question_set: QuestionSet, question: int, form: CommentForm | None = None
) -> HttpResponse:
    comments = question_set.comments.select_related("by", "resolved_by", "question").order_by("at", "pk")
    if question:
        comments = comments.filter(question=question)
    context: dict[str, Any] = {
        "set": question_set,
        "open": [comment for comment in comments if not comment.resolved and not comment.withdrawn],
        "settled": [comment for comment in comments if comment.resolved or comment.withdrawn],
        "in_set": set(question_set.items.values_list("question", flat=True)),
        "question": question,
        "form": form
        or CommentForm(user=request.user, question_set=question_set, initial={"question": question or None}),
    }
    partial = request.htmx and not request.htmx.history_restore_request
    template = f"interviews/building/comments/{'thread' if partial else 'list'}.html"
    return render(request, template, context, status=422 if partial and form else 200)
