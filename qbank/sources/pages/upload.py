"""What the preview of an uploaded document shows: one page of its questions, or of its leftovers."""

from typing import Any

from django.core.paginator import Paginator

from accounts.access import Request
from qbank.models import Category, DocumentUpload
from qbank.sources.forms import PreviewQuestionForm, SplitForm
from qbank.sources.rules.upload_preview import Preview, PreviewQuestion, sentences

QUESTIONS_PER_PAGE = 20
LEFTOVERS_PER_PAGE = 40


def preview_context(
    request: Request,
    upload: DocumentUpload,
    *,
    focus: str = "",
    bound: PreviewQuestionForm | None = None,
) -> dict[str, Any]:
    """``focus`` is the key of the question to bring into view, ``bound`` a form with errors to show."""
    preview = Preview.from_data(upload.drafts)
    show_leftovers = request.GET.get("show") == "leftovers" or not preview.questions
    things: list[Any] = list(preview.leftovers) if show_leftovers else list(enumerate(preview.questions, 1))
    page = Paginator(things, LEFTOVERS_PER_PAGE if show_leftovers else QUESTIONS_PER_PAGE).get_page(
        page_of(preview, focus) or request.GET.get("page")
    )
    names = [*preview.categories, *Category.objects.values_list("name", flat=True)]
    return {
        "upload": upload,
        "preview": preview,
        "page_obj": page,
        "rows": [] if show_leftovers else [_row(number, one, bound) for number, one in page],
        "show_leftovers": show_leftovers,
        "categories": [name for name in dict.fromkeys(names) if name],
        "unanswered": sum(1 for one in preview.questions if not one.question.answers),
        "focus": focus,
    }


def page_of(preview: Preview, key: str) -> int | None:
    """The page a question stands on, counting from 1; None where it is not there."""
    for index, one in enumerate(preview.questions):
        if one.key == key:
            return index // QUESTIONS_PER_PAGE + 1
    return None


def _row(number: int, one: PreviewQuestion, bound: PreviewQuestionForm | None) -> dict[str, Any]:
    form = bound if bound is not None and bound.one.key == one.key else PreviewQuestionForm(one=one)
    cuts = [sentence for _where, sentence in sentences(one.question)]
    split = SplitForm(sentences=cuts, auto_id=f"id_{one.key}_%s") if len(cuts) > 1 else None
    return {"number": number, "one": one, "form": form, "split": split}
