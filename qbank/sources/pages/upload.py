"""What the preview of an uploaded document shows: a page of the document with its borders, a question beside
it, and what asks to be looked at. All of it from the stored preview; the queries are the same for any length.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from accounts.access import Request
from common.ids import id_from
from qbank.models import Category, DocumentUpload, Question, Source
from qbank.sources.forms.documents import PART_LABELS, BulkForm, PreviewQuestionForm
from qbank.sources.pages.block_texts import Piece, pieces_of, sentences_of, shown_stretch
from qbank.sources.rules.borders import PreviewBlock
from qbank.sources.rules.flags import DOUBTFUL, Flag, flags_by_key, flags_of
from qbank.sources.rules.upload_preview import REPEATED, SAME, SIMILAR, Preview, PreviewQuestion
from qbank.sources.services.doubtful_places import doubtful_places
from qbank.sources.services.uploads import UploadStateError, stored_preview

#: A page of the document ends before the question after so many, or before the block after so many.
QUESTIONS_PER_PAGE: Final = 20
BLOCKS_PER_PAGE: Final = 120
LOOKED_AT_PER_PAGE: Final = 40
#: Characters of a block that are shown; a longer one is cut, and split where it is shown.
LONGEST_SHOWN: Final = 4000


@dataclass(frozen=True, slots=True)
class BlockView:
    """A block as it is drawn. ``number`` and ``question``: of the question that begins here."""

    block: PreviewBlock
    pieces: list[Piece]
    hidden: int
    shown_start: int
    number: int | None
    question: PreviewQuestion | None
    flags: list[Flag]
    #: (place, text) of its sentences, where it is open to be split without a script.
    sentences: list[tuple[int, str]]

    @property
    def look(self) -> str:
        """Its css classes."""
        look = self.block.part.replace(" ", "-")
        return look if self.question is None or self.question.taken else f"{look} not-taken"


@dataclass(frozen=True, slots=True)
class LookedAt:
    """A place that asks to be looked at: why, and where."""

    reason: str
    text: str
    start: int
    block: int
    number: int | None
    part: str


def preview_context(
    request: Request,
    upload: DocumentUpload,
    *,
    focus: str = "",
    bound: PreviewQuestionForm | None = None,
    bulk: BulkForm | None = None,
) -> dict[str, Any]:
    """The context of the preview. ``focus``: key of the question to show; ``bound``, ``bulk``: forms with
    errors."""
    source = _source(upload)
    preview = stored_preview(upload, source)
    places = doubtful_places(source)
    flags = flags_of(preview, places)
    pages = page_ranges(preview)
    wanted = focus or request.GET.get("q", "")
    page = page_of(preview, pages, wanted) or id_from(request.GET.get("page", "")) or 1
    page = min(page, len(pages))
    wanted = _key_at(preview, wanted)
    numbers = {question.key: number for number, question in enumerate(preview.questions, 1)}
    context: dict[str, Any] = {
        "upload": upload,
        "preview": preview,
        "show": "look" if request.GET.get("show") == "look" else "document",
        "summary": _summary(preview, places),
        "unsaid": _unsaid(preview),
        "categories": _category_names(preview),
        "looked_at_count": len(flags) + sum(block.part == "left" for block in preview.blocks),
        "bulk": bulk or BulkForm(preview=preview),
        "parts": PART_LABELS,
        "words": _words(),
    }
    if context["show"] == "look":
        found = list(_looked_at(preview, flags, numbers))
        context["page_obj"] = Paginator(found, LOOKED_AT_PER_PAGE).get_page(request.GET.get("page"))
        return context
    split_at = request.GET.get("split", "")
    views = _block_views(preview, pages[page - 1], flags, places, numbers, split_at)
    shown = [view.question for view in views if view.question]
    placeless = _without_place(preview, page == len(pages))
    selected = next(
        (question for question in preview.questions if question.key == wanted),
        next(iter(shown or placeless), None),
    )
    context |= {
        "page_obj": Paginator(range(len(pages)), 1).get_page(page),
        "blocks": views,
        "placeless": [(numbers[question.key], question) for question in placeless],
        "known": _known_questions([*shown, *placeless]),
    }
    return context | _side(upload, preview, selected, numbers, flags, bound)


def side_context(upload: DocumentUpload, key: str) -> dict[str, Any]:
    """The context of the part beside the document: one question."""
    source = _source(upload)
    preview = stored_preview(upload, source)
    flags = flags_of(preview, doubtful_places(source))
    numbers = {question.key: number for number, question in enumerate(preview.questions, 1)}
    selected = next((question for question in preview.questions if question.key == key), None)
    return {
        "upload": upload,
        "preview": preview,
        "categories": _category_names(preview),
        "known": _known_questions([selected] if selected else []),
    } | _side(upload, preview, selected, numbers, flags, None)


def _words() -> dict[str, str]:
    """The sentences of the page's script."""
    return {
        "split": _("Split here"),
        "question": _("A question begins here"),
        "answer": _("An answer begins here"),
        "out": _("Leave out from here"),
        "keys": _("Arrows move the mark, Enter splits, Esc stops."),
        "ticked": _("the ticked questions ({n})"),
        "unticked": _("the ticked questions (tick them in the document)"),
        "border": _("Border: drag it, or move it with the arrows and press Enter"),
    }


def _source(upload: DocumentUpload) -> Source:
    if upload.source is None:
        raise UploadStateError
    return upload.source


def _key_at(preview: Preview, key: str) -> str:
    """The key of the question at "at-START"; any other key as it is."""
    if not key.startswith("at-"):
        return key
    start = id_from(key.removeprefix("at-"))
    return next((block.key for block in preview.blocks if block.start <= start < block.end), "")


def page_ranges(preview: Preview) -> list[tuple[int, int]]:
    """The blocks of each page: (the first, the one after the last)."""
    heads: dict[str, int] = {}
    for index, block in enumerate(preview.blocks):
        if block.key and block.part == "question":
            heads.setdefault(block.key, index)
    starts = set(heads.values())
    pages: list[tuple[int, int]] = []
    first = questions = 0
    for index, block in enumerate(preview.blocks):
        if index in starts or not block.key:
            before = index
            while before > first + 1 and preview.blocks[before - 1].part == "heading":
                before -= 1
            if (questions >= QUESTIONS_PER_PAGE and index in starts) or index - first >= BLOCKS_PER_PAGE:
                pages.append((first, before))
                first, questions = before, 0
        questions += index in starts
    if first < len(preview.blocks) or not pages:
        pages.append((first, len(preview.blocks)))
    return pages


def page_of(preview: Preview, pages: Sequence[tuple[int, int]], key: str) -> int | None:
    """The page a question, or a block by its start, is on, counting from 1; None where there is none."""
    start = id_from(key.removeprefix("at-")) if key.startswith("at-") else None
    for index, block in enumerate(preview.blocks):
        is_it = block.start <= start < block.end if start is not None else bool(key) and block.key == key
        if is_it:
            return next(page for page, (_first, end) in enumerate(pages, 1) if index < end)
    return None


def _block_views(
    preview: Preview,
    blocks: tuple[int, int],
    flags: Sequence[Flag],
    places: Sequence[tuple[int, int]],
    numbers: dict[str, int],
    split_at: str,
) -> list[BlockView]:
    questions = {question.key: question for question in preview.questions}
    begun = {block.key for block in preview.blocks[: blocks[0]] if block.part == "question"}
    views = []
    for block in preview.blocks[blocks[0] : blocks[1]]:
        begins = block.part == "question" and block.key not in begun
        begun |= {block.key} if begins else set()
        start, end = shown_stretch(preview.text, block.start, block.end, LONGEST_SHOWN)
        views.append(
            BlockView(
                block,
                pieces_of(preview.text, start, end, places),
                _hidden(preview.text[end : block.end]),
                start,
                numbers.get(block.key) if begins else None,
                questions.get(block.key) if begins else None,
                [flag for flag in flags if block.start <= flag.start < block.end and flag.reason != DOUBTFUL],
                sentences_of(preview.text, start, end) if split_at == str(block.start) else [],
            )
        )
    return views


def _hidden(rest: str) -> int:
    """How many characters more than are shown; none where these only draw a table."""
    return len(rest.strip()) if any(character.isalnum() for character in rest) else 0


def _without_place(preview: Preview, is_last_page: bool) -> list[PreviewQuestion]:
    if not is_last_page:
        return []
    placed = {block.key for block in preview.blocks}
    return [question for question in preview.questions if question.key not in placed]


def _side(
    upload: DocumentUpload,
    preview: Preview,
    selected: PreviewQuestion | None,
    numbers: dict[str, int],
    flags: Sequence[Flag],
    bound: PreviewQuestionForm | None,
) -> dict[str, Any]:
    if selected is None:
        return {"selected": None}
    index = numbers[selected.key] - 1
    around = preview.questions
    is_bound = bound is not None and bound.preview_question.key == selected.key
    return {
        "selected": selected,
        "number": numbers[selected.key],
        "previous": around[index - 1] if index else None,
        "next": around[index + 1] if index + 1 < len(around) else None,
        "form": bound if is_bound else PreviewQuestionForm(question=selected, upload=upload),
        "question_flags": flags_by_key(flags).get(selected.key, []),
        "place": next((block.start for block in preview.blocks if block.key == selected.key), None),
        "repeats": numbers.get(selected.duplicate.repeats) if selected.duplicate else None,
    }


def _known_questions(questions: Sequence[PreviewQuestion]) -> dict[int, Question]:
    """The questions of the bank that these are or resemble."""
    ids = [question.duplicate.question for question in questions if question.duplicate]
    return Question.objects.in_bank().in_bulk([pk for pk in ids if pk])


def _category_names(preview: Preview) -> list[str]:
    names = [*preview.categories, *Category.objects.values_list("name", flat=True)]
    return [name for name in dict.fromkeys(names) if name]


def _summary(preview: Preview, places: Sequence[tuple[int, int]]) -> dict[str, int]:
    """The numbers at the top; the characters add up to the whole text."""
    lengths: Counter[str] = Counter()
    for block in preview.blocks:
        lengths[block.part] += block.end - block.start
    verdicts = Counter(question.duplicate.verdict for question in preview.questions if question.duplicate)
    total = len(preview.text)
    return {
        "questions": len(preview.questions),
        "taken": sum(question.taken for question in preview.questions),
        "answers": sum(len(question.draft.answers) for question in preview.questions),
        "points": sum(len(question.draft.points) for question in preview.questions),
        "probes": sum(len(question.draft.probes) for question in preview.questions),
        "doubtful": len(places),
        "same": verdicts[SAME],
        "similar": verdicts[SIMILAR],
        "repeated": verdicts[REPEATED],
        "undecided": sum(
            not question.decision
            and question.duplicate is not None
            and question.duplicate.verdict in (SIMILAR, REPEATED)
            for question in preview.questions
        ),
        "total": total,
        "used": total - lengths["left out"] - lengths["left"] if preview.blocks else 0,
        "left_out": lengths["left out"],
        "left": lengths["left"],
        "left_blocks": sum(block.part == "left" for block in preview.blocks),
    }


def _unsaid(preview: Preview) -> dict[str, int]:
    """How many of the taken questions leave what unsaid."""
    taken = [question.draft for question in preview.questions if question.taken]
    return {
        "kind": sum(not draft.kind for draft in taken),
        "difficulty": sum(not draft.difficulty for draft in taken),
        "minutes": sum(not draft.minutes for draft in taken),
        "answers": sum(not draft.answers for draft in taken),
    }


def _looked_at(preview: Preview, flags: Sequence[Flag], numbers: dict[str, int]) -> Iterator[LookedAt]:
    """Flags and what was not understood in the order of the document, then what was left out on purpose."""
    starts = [block.start for block in preview.blocks]
    found = [
        LookedAt(
            flag.reason,
            preview.text[max(0, flag.start - 20) : flag.end + 20][:160],
            flag.start,
            starts[bisect_right(starts, flag.start) - 1] if starts else 0,
            numbers.get(flag.key),
            "flag",
        )
        for flag in flags
    ]
    left = [
        LookedAt(
            block.reason,
            preview.text[block.start : block.end].strip()[:600],
            block.start,
            block.start,
            None,
            block.part,
        )
        for block in preview.left
    ]
    yield from sorted([*found, *(item for item in left if item.part == "left")], key=lambda item: item.start)
    yield from (item for item in left if item.part == "left out")
