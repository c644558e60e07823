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
    """The context of the preview. ``focus``: key of the question to show; ``bound``: a form with errors."""
    preview = Preview.from_data(upload.drafts)
    show_leftovers = request.GET.get("show") == "leftovers" or not preview.questions
    items: list[Any] = list(preview.leftovers) if show_leftovers else list(enumerate(preview.questions, 1))
    page = Paginator(items, LEFTOVERS_PER_PAGE if show_leftovers else QUESTIONS_PER_PAGE).get_page(
        page_of(preview, focus) or request.GET.get("page")
    )
    names = [*preview.categories, *Category.objects.values_list("name", flat=True)]
    return {
        "upload": upload,
        "preview": preview,
        "page_obj": page,
        "rows": [] if show_leftovers else [_row(number, question, bound) for number, question in page],
        "show_leftovers": show_leftovers,
        "categories": [name for name in dict.fromkeys(names) if name],
        "unanswered": sum(1 for question in preview.questions if not question.draft.answers),
        "focus": focus,
    }


def page_of(preview: Preview, key: str) -> int | None:
    """The page a question is on, counting from 1; None where the preview doesn't have it."""
    for index, question in enumerate(preview.questions):
        if question.key == key:
            return index // QUESTIONS_PER_PAGE + 1
    return None


def _row(number: int, question: PreviewQuestion, bound: PreviewQuestionForm | None) -> dict[str, Any]:
    is_bound = bound is not None and bound.preview_question.key == question.key
    form = bound if is_bound else PreviewQuestionForm(question=question)
    texts = [sentence for _place, sentence in sentences(question.draft)]
    split = SplitForm(sentences=texts, auto_id=f"id_{question.key}_%s") if len(texts) > 1 else None
    return {"number": number, "question": question, "form": form, "split": split}
