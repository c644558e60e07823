"""The export of the questions that the bank's list shows, as a spreadsheet."""

from __future__ import annotations

from tempfile import TemporaryFile
from typing import IO, cast

from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.access import Request, requires
from common.downloads import CONTENT_TYPES
from common.ids import id_from
from qbank.imports.services.exporting import question_drafts
from qbank.models import Category, Question
from qbank.questions.filters import BankFilter
from qbank.spreadsheets.writing.export import table, write_csv, write_xlsx


@require_GET
@requires("qbank.export_question")
def question_export(request: Request, kind: str) -> HttpResponse:
    """The questions that the list's search and filters find, in the list's order; or those of ``?id=``."""
    questions = BankFilter(request.GET, user=request.user).qs
    if "id" in request.GET:
        ids = {pk for text in request.GET.getlist("id") if (pk := id_from(text))}
        questions = Question.objects.visible_to(request.user).filter(pk__in=ids)
    name = _("question-bank") + f"-{localdate():%Y-%m-%d}.{kind}"
    file = write_question_file(questions, kind)
    response = FileResponse(file, as_attachment=True, filename=name, content_type=CONTENT_TYPES[kind])
    return cast(HttpResponse, response)


def write_question_file(questions: QuerySet[Question], kind: str) -> IO[bytes]:
    """A temporary file with the questions, positioned at its beginning; closing it deletes it."""
    file = TemporaryFile()  # noqa: SIM115 (the response closes it)
    language = get_language() or ""
    rows = table(question_drafts(questions), language)
    if kind == "xlsx":
        write_xlsx(file, rows, language, list(Category.objects.values_list("name", flat=True)))
    else:
        write_csv(file, rows, language)
    file.seek(0)
    return file
