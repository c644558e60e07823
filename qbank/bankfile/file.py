"""The bank as one JSON file: what ``export_bank`` writes and ``import_bank`` reads.

The same bank always gives the same bytes, and :func:`loads` gives back exactly what :func:`dumps` was
given. :func:`loads` trusts nothing in a file: it checks every value, and its error names the place of the
first wrong one and what would be right.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NoReturn, Protocol

from common.finding.tags import LONGEST_LINE, line_of
from common.messages import gettext_noop
from common.numbers import format_decimal
from qbank.bankfile.drafts import (
    DIFFICULTIES,
    KINDS,
    RUBRIC_KINDS,
    SCALE_NUMBERS,
    STATUSES,
    AnswerDraft,
    BandDraft,
    BankDraft,
    CategoryDraft,
    ChapterDraft,
    CompetencyPointDraft,
    Leftover,
    PassageDraft,
    PointDraft,
    QuestionDraft,
    ScaleDraft,
    SectionDraft,
    SourceDraft,
)
from qbank.bankfile.fields import BankFileError, Fields

__all__ = [
    "BankFileError",
    "dumps",
    "from_data",
    "loads",
    "point_to_data",
    "question_from_data",
    "question_to_data",
    "to_data",
]

NOT_JSON = gettext_noop("This is not a JSON file: %(problem)s")
TOO_DEEP = gettext_noop("The file is nested too deeply to be a bank.")
REPEATED_KEY = gettext_noop("The key “%(key)s” stands twice in one object; keep one.")
NOT_FINITE = gettext_noop("%(value)s is not a number a bank can hold.")
FLAG_WEIGHS = gettext_noop("a red flag needs the weight 0 and no level")
POINT_WEIGHS_NOTHING = gettext_noop("a point needs a weight above 0; only a red flag weighs 0")
EMPTY_RANGE = gettext_noop("the minimum must be below the maximum, and the step above 0")

Data = dict[str, Any]


class PointLike(Protocol):
    """The content of a rubric point: of a draft, of the bank or of a published sheet."""

    @property
    def text(self) -> str: ...
    @property
    def weight(self) -> Decimal: ...
    @property
    def level(self) -> int | None: ...
    @property
    def quote(self) -> str: ...
    @property
    def red_flag(self) -> bool: ...


def dumps(bank: BankDraft) -> str:
    """The bank as JSON text, the same for the same bank to the last byte."""
    return json.dumps(to_data(bank), ensure_ascii=False, indent=2) + "\n"


def loads(text: str) -> BankDraft:
    """The bank in a JSON text. Raises BankFileError for any text that is no bank, and nothing else."""
    try:
        data = json.loads(
            text.removeprefix("\ufeff"),
            parse_float=Decimal,
            parse_constant=_not_finite,
            object_pairs_hook=_unique_keys,
        )
    except BankFileError:
        raise
    except ValueError as error:
        raise BankFileError("", NOT_JSON, {"problem": str(error)[:200]}) from error
    except RecursionError as error:
        raise BankFileError("", TOO_DEEP) from error
    return from_data(data)


def _unique_keys(pairs: list[tuple[str, Any]]) -> Data:
    seen: Data = {}
    for key, value in pairs:
        if key in seen:
            raise BankFileError("", REPEATED_KEY, {"key": key[:100]})
        seen[key] = value
    return seen


def _not_finite(value: str) -> NoReturn:
    raise BankFileError("", NOT_FINITE, {"value": value})


def to_data(bank: BankDraft) -> Data:
    """The bank as plain data, with the key "leftovers" only if there are any (only documents have them)."""
    data: Data = {
        "categories": [
            {"name": category.name, "questions": [question_to_data(q) for q in category.questions]}
            for category in bank.categories
        ],
        "competencies": [_chapter_to_data(chapter) for chapter in bank.chapters],
        "passages": [
            {
                "topic": passage.topic,
                "title": passage.title,
                "text": passage.text,
                "doubtful": passage.doubtful,
                "source": passage.source,
            }
            for passage in bank.passages
        ],
        "scales": [_scale_to_data(scale) for scale in bank.scales],
        "sources": [
            {"name": source.name, "title": source.title, "sha256": source.sha256} for source in bank.sources
        ],
    }
    if bank.leftovers:
        data["leftovers"] = [
            {"text": leftover.text, "reason": leftover.reason} for leftover in bank.leftovers
        ]
    return data


def point_to_data(point: PointLike) -> Data:
    """One rubric point as plain data: in the file, and wherever contents are stored or compared."""
    return {
        "text": point.text,
        "weight": format_decimal(point.weight),
        "level": point.level,
        "quote": point.quote,
        "red_flag": point.red_flag,
    }


def question_to_data(question: QuestionDraft) -> Data:
    """One question as plain data, as in the file."""
    return {
        "code": question.code,
        "text": question.text,
        **({"short_title": question.short_title} if question.short_title else {}),
        **({"tags": question.tags} if question.tags else {}),
        "kind": question.kind,
        "rubric_kind": question.rubric_kind,
        "difficulty": question.difficulty,
        "minutes": question.minutes,
        "status": question.status,
        "probes": list(question.probes),
        "answers": [{"text": answer.text, "complete": answer.complete} for answer in question.answers],
        "points": [point_to_data(point) for point in question.points],
        "competencies": list(question.competencies),
        "source": question.source,
    }


def _chapter_to_data(chapter: ChapterDraft) -> Data:
    return {
        "name": chapter.name,
        "sections": [
            {
                "name": section.name,
                "points": [{"title": point.title, "text": point.text} for point in section.points],
            }
            for section in chapter.sections
        ],
        "source": chapter.source,
    }


def _scale_to_data(scale: ScaleDraft) -> Data:
    return {
        "name": scale.name,
        **{name: format_decimal(getattr(scale, name)) for name in SCALE_NUMBERS},
        "bands": [{"name": band.name, "lower": format_decimal(band.lower)} for band in scale.bands],
        "lowest_band": scale.lowest_band,
        "rules": list(scale.rules),
        "source": scale.source,
        "default": scale.default,
    }


_BANK_KEYS = ("categories", "competencies", "passages", "scales", "sources", "leftovers")


def from_data(data: object) -> BankDraft:
    """The bank in plain data of the file's shape. Raises BankFileError."""
    fields = Fields(data, "", *_BANK_KEYS)
    codes: set[str] = set()
    return BankDraft(
        categories=tuple(_categories(fields, codes)),
        chapters=tuple(_chapters(fields)),
        passages=tuple(
            PassageDraft(
                passage.text("topic", max_length=80),
                passage.text("title", max_length=200),
                passage.text("text"),
                passage.boolean("doubtful"),
                passage.text("source", max_length=200),
            )
            for passage in fields.objects("passages", "topic", "title", "text", "doubtful", "source")
        ),
        scales=tuple(_scales(fields)),
        sources=tuple(_sources(fields)),
        leftovers=tuple(
            Leftover(leftover.text("text"), leftover.text("reason"))
            for leftover in fields.objects("leftovers", "text", "reason")
        ),
    )


def _categories(fields: Fields, codes: set[str]) -> Iterator[CategoryDraft]:
    names: set[str] = set()
    for category in fields.objects("categories", "name", "questions"):
        # A document without headings gives a category without a name.
        name = category.unique_text("name", names, max_length=120, required=False)
        questions = category.objects("questions", *_QUESTION_KEYS)
        yield CategoryDraft(name, tuple(_question(question, codes) for question in questions))


_QUESTION_KEYS = (
    *("code", "text", "short_title", "tags", "kind", "rubric_kind", "difficulty", "minutes", "status"),
    *("probes", "answers", "points", "competencies", "source"),
)


def question_from_data(data: object, path: str = "") -> QuestionDraft:
    """One question in plain data of the file's shape. Raises BankFileError."""
    return _question(Fields(data, path, *_QUESTION_KEYS), set())


def _question(question: Fields, codes: set[str]) -> QuestionDraft:
    return QuestionDraft(
        text=question.text("text", required=True),
        code=question.unique_text("code", codes, max_length=40) if question.has("code") else "",
        short_title=question.text("short_title", max_length=40),
        tags=line_of(question.text("tags", max_length=LONGEST_LINE)),
        kind=question.choice("kind", KINDS),
        rubric_kind=question.choice("rubric_kind", RUBRIC_KINDS) or "checklist",
        difficulty=question.choice("difficulty", DIFFICULTIES),
        minutes=question.integer("minutes", 1, 120),
        status=question.choice("status", STATUSES) or "draft",
        probes=question.texts("probes"),
        competencies=question.texts("competencies", max_length=250),
        answers=tuple(
            AnswerDraft(answer.text("text", required=True), answer.boolean("complete", default=True))
            for answer in question.objects("answers", "text", "complete")
        ),
        points=tuple(
            _point(point)
            for point in question.objects("points", "text", "weight", "level", "quote", "red_flag")
        ),
        source=question.text("source", max_length=200),
    )


def _point(point: Fields) -> PointDraft:
    flag = point.boolean("red_flag")
    draft = PointDraft(
        text=point.text("text", required=True, max_length=300),
        weight=point.number("weight", default=Decimal(0 if flag else 1), highest=100, places=2),
        level=point.integer("level", 1, 5),
        quote=point.text("quote"),
        red_flag=flag,
    )
    if flag and (draft.weight or draft.level is not None):
        raise BankFileError(point.path, FLAG_WEIGHS)
    if not flag and draft.weight <= 0:
        raise BankFileError(point.path_of("weight"), POINT_WEIGHS_NOTHING)
    return draft


def _chapters(fields: Fields) -> Iterator[ChapterDraft]:
    names: set[str] = set()
    for chapter in fields.objects("competencies", "name", "sections", "source"):
        sections: set[str] = set()
        yield ChapterDraft(
            name=chapter.unique_text("name", names, max_length=120),
            sections=tuple(
                SectionDraft(
                    section.unique_text("name", sections, max_length=120),
                    tuple(
                        CompetencyPointDraft(
                            point.text("title", required=True, max_length=120), point.text("text")
                        )
                        for point in section.objects("points", "title", "text")
                    ),
                )
                for section in chapter.objects("sections", "name", "points")
            ),
            source=chapter.text("source", max_length=200),
        )


_SCALE_KEYS = ("name", *SCALE_NUMBERS, "bands", "lowest_band", "rules", "source", "default")


def _scales(fields: Fields) -> Iterator[ScaleDraft]:
    names: set[str] = set()
    for scale in fields.objects("scales", *_SCALE_KEYS):
        numbers = {name: scale.number(name, highest=999, places=1) for name in SCALE_NUMBERS}
        if numbers["minimum"] >= numbers["maximum"] or numbers["step"] <= 0:
            raise BankFileError(scale.path, EMPTY_RANGE)
        band_names: set[str] = set()
        yield ScaleDraft(
            name=scale.unique_text("name", names, max_length=120),
            **numbers,
            bands=tuple(
                BandDraft(
                    band.unique_text("name", band_names, max_length=40),
                    band.number("lower", highest=9999, places=2),
                )
                for band in scale.objects("bands", "name", "lower")
            ),
            lowest_band=scale.text("lowest_band", required=True, max_length=40),
            rules=scale.texts("rules"),
            source=scale.text("source", max_length=200),
            default=scale.boolean("default"),
        )


def _sources(fields: Fields) -> Iterator[SourceDraft]:
    names: set[str] = set()
    for source in fields.objects("sources", "name", "title", "sha256"):
        yield SourceDraft(
            name=source.unique_text("name", names, max_length=200),
            title=source.text("title", max_length=200),
            sha256=source.text("sha256", max_length=64),
        )
