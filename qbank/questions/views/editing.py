"""The form of a question: a new one, or a change that never overwrites what others changed meanwhile."""

from __future__ import annotations

from typing import Any, TypeVar

from django.contrib import messages
from django.db import IntegrityError
from django.db.models import Max, Model
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import Request, requires
from accounts.models import User
from common.ids import id_from
from qbank.models import Category, Passage, Question, QuestionRevision, Status
from qbank.questions.forms.questions import QuestionEditor
from qbank.questions.pages.drafts import DraftsInRow, MissingPart, in_row, missing_parts
from qbank.questions.pages.history import content_differences
from qbank.questions.services.questions import (
    ChangedMeanwhileError,
    NotReadyError,
    newest_number,
    next_code,
    save_question,
)

VIEW = "qbank.view_question"

ModelT = TypeVar("ModelT", bound=Model)


@require_http_methods(["GET", "POST"])
@requires("qbank.add_question", view_permission=VIEW)
def question_create(request: Request) -> HttpResponse:
    """A new question, a draft unless it is to be ready at once. ?category= and ?passage= prefill it."""
    passage = _get_or_none(Passage, request.GET.get("passage"))
    question = Question(
        category=_get_or_none(Category, request.GET.get("category")),
        source=passage.source if passage else None,
    )
    return _edit(request, question, passage=passage)


@require_http_methods(["GET", "POST"])
@requires("qbank.change_question", view_permission=VIEW)
def question_edit(request: Request, pk: int) -> HttpResponse:
    """Change a question. A version that is no longer the newest is refused, and nothing typed is lost. With
    ?drafts= (filters of the list) the next draft follows."""
    question = get_object_or_404(
        Question.objects.visible_to(request.user)
        .select_related("category")
        .prefetch_related("answers", "points", "competencies"),
        pk=pk,
    )
    if "drafts" not in request.GET:
        return _edit(request, question, missing=_missing(question))
    row = in_row(request.user, request.GET["drafts"], question)
    return _edit(request, question, missing=_missing(question), row=row)


def _missing(question: Question) -> list[MissingPart]:
    return missing_parts(question) if question.status == Status.DRAFT else []


def _edit(
    request: Request, question: Question, row: DraftsInRow | None = None, **context: Any
) -> HttpResponse:
    context |= {"row": row, "known_code": question.code, "may_make_ready": question.status == Status.DRAFT}
    data = request.POST if request.method == "POST" else None
    editor = QuestionEditor(question, data, codes={} if question.pk else _next_codes())
    if request.method == "POST" and editor.is_valid():
        try:
            _save(editor, request.user, request.POST)
        except ChangedMeanwhileError as error:
            context["conflict"] = _conflict(error.newest, request.POST)
        except NotReadyError as error:
            editor.form.add_error(None, error.messages)
        except IntegrityError:
            editor.form.add_error("code", _("Another question has just taken this code."))
        else:
            messages.success(request, _("%(code)s is saved.") % {"code": question.code})
            if row is not None:
                return redirect(f"{reverse('qbank:draft-next')}?after={question.pk}&{row.query}")
            return redirect("qbank:question-detail", question.pk)
    context |= {"editor": editor, "question": question, "revision": newest_number(question)}
    return render(request, "qbank/questions/form.html", context)


def _save(editor: QuestionEditor, actor: User, data: Any) -> None:
    question = editor.form.save(commit=False)
    if "ready" in data:
        question.status = Status.READY
    save_question(
        actor=actor,
        question=question,
        competencies=editor.form.cleaned_data["competencies"],
        answers=editor.answers,
        points=editor.points,
        opened_revision=id_from(data.get("revision")),
        note=editor.form.cleaned_data["note"],
    )


def _conflict(newest: QuestionRevision, data: Any) -> dict[str, Any]:
    """The newest revision and its differences to the one that was opened."""
    opened = newest.question.revisions.filter(number=id_from(data.get("revision"))).first()
    return {
        "newest": newest,
        "fields": content_differences(opened.content, newest.content) if opened else [],
    }


def _next_codes() -> dict[int, str]:
    """{category id: next code} of every category that has questions."""
    highest = Category.objects.annotate(highest=Max("questions__code")).values_list("pk", "highest")
    return {pk: next_code(code) for pk, code in highest if code}


def _get_or_none(model: type[ModelT], pk: str | None) -> ModelT | None:
    return model._default_manager.filter(pk=id_from(pk)).first()
