"""Exports the whole bank to one file, and imports such a file into an empty bank."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping

from django.db import DataError, IntegrityError, models, transaction
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.models import User
from common.message_texts import message_text
from qbank.bankfile.drafts import (
    SCALE_NUMBERS,
    AnswerDraft,
    BandDraft,
    BankDraft,
    CategoryDraft,
    ChapterDraft,
    CompetencyPointDraft,
    PassageDraft,
    PointDraft,
    QuestionDraft,
    ScaleDraft,
    SectionDraft,
    SourceDraft,
)
from qbank.bankfile.file import BankFileError, dumps, loads
from qbank.models import (
    Category,
    Competency,
    CompetencyPoint,
    Passage,
    Question,
    RatingScale,
    Source,
)
from qbank.questions.search import reindex
from qbank.questions.services.revisions import IMPORTED, record_revisions
from qbank.questions.services.writing import (
    QuestionWithDraft,
    competencies_by_name,
    create_questions,
    question_fields,
    scale_fields,
    write_bands,
    written_status,
)


class BankTransferError(Exception):
    """A file that can't be imported, or a bank that can't be written; the message says why."""


def export_bank() -> str:
    """The bank as the text of a bank file: the same bank always gives the same text."""
    sources = {source.pk: source for source in Source.objects.order_by("name", "sha256")}
    names = _source_names(sources)
    competencies = _competencies()
    return dumps(
        BankDraft(
            categories=tuple(_categories(names, _competency_names(competencies))),
            chapters=tuple(_chapters(competencies, names)),
            passages=tuple(
                PassageDraft(
                    passage.topic,
                    passage.title,
                    passage.text,
                    passage.doubtful,
                    names.get(passage.source_id, ""),
                )
                for passage in sorted(
                    Passage.objects.all(), key=lambda p: (names.get(p.source_id, ""), p.position, p.pk)
                )
            ),
            scales=tuple(_scales(names)),
            sources=tuple(
                SourceDraft(names[pk], source.title, source.sha256) for pk, source in sources.items()
            ),
        )
    )


def _source_names(sources: Mapping[int, Source]) -> dict[int | None, str]:
    """By id. Of two sources of one name each also gets the beginning of its hash."""
    count = Counter(source.name for source in sources.values())
    return {
        pk: source.name if count[source.name] == 1 else f"{source.name[:188]} ({source.sha256[:8]})"
        for pk, source in sources.items()
    }


def _competencies() -> list[Competency]:
    """Chapter by chapter, each followed by its sections."""
    competencies = list(Competency.objects.select_related("parent").prefetch_related("points"))
    below: dict[int | None, list[Competency]] = defaultdict(list)
    for competency in competencies:
        below[competency.parent_id].append(competency)
    ordered: list[Competency] = []
    for chapter in below[None]:
        ordered += [chapter, *below[chapter.pk]]
    misplaced = next((competency for competency in competencies if competency not in ordered), None) or next(
        (chapter for chapter in below[None] if chapter.points.all()), None
    )
    if misplaced is not None:
        raise BankTransferError(
            _("“%(name)s”: a bank file holds chapters, their sections and the points of these. Move it.")
            % {"name": misplaced.name}
        )
    return ordered


def _competency_names(ordered: list[Competency]) -> dict[int, str]:
    """By id, in order: the name, or "chapter / section" where the name alone would mean another one."""
    count = Counter(competency.name for competency in ordered)
    return {
        competency.pk: f"{competency.parent.name} / {competency.name}"
        if competency.parent and count[competency.name] > 1
        else competency.name
        for competency in ordered
    }


def _chapters(ordered: list[Competency], names: Mapping[int | None, str]) -> list[ChapterDraft]:
    return [
        ChapterDraft(
            chapter.name,
            tuple(
                SectionDraft(
                    section.name,
                    tuple(CompetencyPointDraft(point.title, point.text) for point in section.points.all()),
                )
                for section in ordered
                if section.parent_id == chapter.pk
            ),
            names.get(chapter.source_id, ""),
        )
        for chapter in ordered
        if chapter.parent_id is None
    ]


def _categories(sources: Mapping[int | None, str], competencies: Mapping[int, str]) -> list[CategoryDraft]:
    order = {pk: index for index, pk in enumerate(competencies)}
    questions = (
        Question.objects.in_bank()
        .order_by("position", "id")
        .prefetch_related("answers", "points", "competencies")
    )
    prefetched = models.Prefetch("questions", queryset=questions)
    return [
        CategoryDraft(
            category.name,
            tuple(
                _question(
                    question,
                    sources.get(question.source_id, ""),
                    [
                        competencies[pk]
                        for pk in sorted((c.pk for c in question.competencies.all()), key=order.__getitem__)
                    ],
                )
                for question in category.questions.all()
            ),
        )
        for category in Category.objects.prefetch_related(prefetched)
    ]


def _question(question: Question, source: str, competencies: list[str]) -> QuestionDraft:
    return QuestionDraft(
        text=question.text,
        code=question.code,
        short_title=question.short_title,
        tags=question.tags,
        kind=question.kind,
        rubric_kind=question.rubric_kind,
        difficulty=question.difficulty,
        minutes=question.minutes,
        status=question.status,
        probes=tuple(question.probes),
        competencies=tuple(competencies),
        answers=tuple(AnswerDraft(answer.text, answer.complete) for answer in question.answers.all()),
        points=tuple(
            PointDraft(point.text, point.weight, point.level, point.quote, point.red_flag)
            for point in sorted(question.points.all(), key=lambda point: (point.position, point.pk))
        ),
        source=source,
    )


def _scales(names: Mapping[int | None, str]) -> list[ScaleDraft]:
    return [
        ScaleDraft(
            name=scale.name,
            **{name: getattr(scale, name) for name in SCALE_NUMBERS},
            bands=tuple(BandDraft(band.name, band.lower) for band in scale.bands.all()),
            lowest_band=scale.lowest_band,
            rules=tuple(scale.rules),
            source=names.get(scale.source_id, ""),
            default=scale.is_default,
        )
        for scale in RatingScale.objects.order_by("name").prefetch_related("bands")
    ]


def import_bank(*, data: bytes, actor: User | None = None) -> Counter[str]:
    """Fill an empty bank from a bank file, all or nothing; returns {model name: number of objects created}.

    Raises BankTransferError when the bank is not empty or the file is invalid, naming the place in the file.
    """
    try:
        bank = loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BankTransferError(_("This is not a bank file: its text is not UTF-8.")) from error
    except BankFileError as error:
        problem = message_text(error.problem, error.params)
        raise BankTransferError(f"{error.path}: {problem}" if error.path else problem) from error
    try:
        with transaction.atomic():
            _refuse_unless_empty()
            return _Importer(bank, actor).run()
    except (IntegrityError, DataError) as error:
        raise BankTransferError(_("The file contradicts itself: %(problem)s") % {"problem": error}) from error


def _refuse_unless_empty() -> None:
    for model in (Question, Category, Competency, Passage, RatingScale):
        if model._default_manager.exists():
            raise BankTransferError(
                _("The bank is not empty: it has %(things)s. Import a bank file into a new database.")
                % {"things": model._meta.verbose_name_plural}
            )


class _Importer:
    """Creates what one bank file holds. Use it once."""

    def __init__(self, bank: BankDraft, actor: User | None) -> None:
        self.bank, self.actor = bank, actor
        self.count: Counter[str] = Counter()
        self.sources: dict[str, Source | None] = {"": None}
        self.questions: list[QuestionWithDraft] = []

    def run(self) -> Counter[str]:
        for draft in self.bank.sources:
            self.sources[draft.name] = self._get_or_create_source(draft)
        for position, chapter in enumerate(self.bank.chapters, 1):
            self._create_chapter(chapter, position)
        self.competencies = competencies_by_name()
        for position, category in enumerate(self.bank.categories, 1):
            self._create_category(category, position)
        self._create_questions()
        self._create_passages()
        for scale in self.bank.scales:
            write_bands(
                RatingScale.objects.create(
                    name=scale.name,
                    is_default=scale.default,
                    source=self._source(scale.source),
                    **scale_fields(scale),
                ),
                scale,
            )
            self.count["ratingscale"] += 1
        reindex()
        return self.count

    def _get_or_create_source(self, draft: SourceDraft) -> Source:
        """The source with the draft's hash; one that exists already keeps its own name and texts."""
        sha256 = draft.sha256 or hashlib.sha256(f"bank file: {draft.name}".encode()).hexdigest()
        source, created = Source.objects.get_or_create(
            sha256=sha256,
            defaults={
                "name": draft.name,
                "title": draft.title,
                "kind": Source.Kind.BANK_FILE,
                "added_by": self.actor,
            },
        )
        if created:
            record(actor=self.actor, action="source.load", target=source)
        return source

    def _source(self, name: str) -> Source | None:
        if name not in self.sources:
            self.sources[name] = self._get_or_create_source(SourceDraft(name))
        return self.sources[name]

    def _create_chapter(self, draft: ChapterDraft, position: int) -> None:
        source = self._source(draft.source)
        chapter = Competency.objects.create(name=draft.name, position=position, source=source)
        for number, section_draft in enumerate(draft.sections, 1):
            section = Competency.objects.create(
                name=section_draft.name, parent=chapter, position=number, source=source
            )
            CompetencyPoint.objects.bulk_create(
                CompetencyPoint(competency=section, title=point.title, text=point.text, position=place)
                for place, point in enumerate(section_draft.points, 1)
            )
            self.count["competencypoint"] += len(section_draft.points)
        self.count["competency"] += 1 + len(draft.sections)

    def _create_category(self, draft: CategoryDraft, position: int) -> None:
        sources = {question.source for question in draft.questions}
        category = Category.objects.create(
            name=draft.name,
            position=position,
            source=self._source(sources.pop()) if len(sources) == 1 else None,
        )
        self.count["category"] += 1
        for place, question in enumerate(draft.questions, 1):
            self._collect_question(question, category, place)

    def _collect_question(self, draft: QuestionDraft, category: Category, position: int) -> None:
        for name in draft.competencies:
            if name not in self.competencies:
                raise BankTransferError(
                    _("%(code)s names the competency “%(name)s”, which is not among the file's competencies.")
                    % {"code": draft.code or draft.text[:40], "name": name}
                )
        question = Question(
            code=draft.code or f"{category.position}-{position:02d}",
            short_title=draft.short_title,
            tags=draft.tags,
            category=category,
            status=written_status(draft),
            position=position,
            source=self._source(draft.source),
            **question_fields(draft),
        )
        self.questions.append((question, draft, [self.competencies[name] for name in draft.competencies]))

    def _create_questions(self) -> None:
        create_questions(self.questions)
        ids = [question.pk for question, _draft, _competencies in self.questions]
        record_revisions(question_ids=ids, actor=self.actor, note=IMPORTED)
        self.count["question"] = len(ids)

    def _create_passages(self) -> None:
        Passage.objects.bulk_create(
            Passage(
                topic=draft.topic,
                title=draft.title,
                text=draft.text,
                doubtful=draft.doubtful,
                position=position,
                source=self._source(draft.source),
            )
            for position, draft in enumerate(self.bank.passages, 1)
        )
        self.count["passage"] += len(self.bank.passages)
