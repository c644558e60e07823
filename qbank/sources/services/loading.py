"""Loads drafts into the bank: creates what is new, updates what nobody edited, keeps what people edited.

What was loaded from a source, and with which content, is recorded (:class:`LoadedItems`). So loading again
changes nothing, a better restoration updates what was loaded, and what a person edited or deleted on the
site stays as that person left it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction

from accounts.audit import record
from accounts.models import User
from qbank.bankfile.drafts import (
    SCALE_NUMBERS,
    BankDraft,
    ChapterDraft,
    CompetencyPointDraft,
    PassageDraft,
    ScaleDraft,
)
from qbank.models import Competency, CompetencyPoint, Passage, RatingScale, Source
from qbank.questions.services.writing import (
    scale_fields,
    scale_sha256,
    sha256_of,
    stored_scale_sha256,
    write_bands,
)
from qbank.sources.services.loaded_items import LoadedItems, LoadReport
from qbank.sources.services.loading_questions import QuestionEntry, QuestionLoader, question_entries


@transaction.atomic
def load_draft(
    *,
    source: Source,
    draft: BankDraft,
    actor: User | None,
    questions: Sequence[QuestionEntry] | None = None,
    status: str | None = None,
) -> LoadReport:
    """Write all contents of a draft into the bank, as coming from ``source``.

    ``questions`` replace the draft's own. ``status`` is given to new questions instead of the draft's. Each
    question's revision and audit event are written in the same transaction. Load frameworks before questions
    that name their sections.
    """
    items = LoadedItems(source)
    framework = _FrameworkLoader(items)
    for position, chapter in enumerate(draft.chapters, 1):
        framework.load(chapter, position)
    CompetencyPoint.objects.bulk_create(framework.new_points)
    QuestionLoader(items, actor, status).load(
        list(question_entries(draft)) if questions is None else questions
    )
    _load_passages(items, draft.passages)
    for scale in draft.scales:
        _load_scale(items, scale, actor)
    return items.save()


class _FrameworkLoader:
    """Loads chapters with their sections; ``new_points`` of the sections are the caller's to insert."""

    def __init__(self, items: LoadedItems) -> None:
        self.items = items
        self.new_points: list[CompetencyPoint] = []

    def load(self, draft: ChapterDraft, position: int) -> None:
        chapter = self._load_competency(draft.name, draft.name, None, position)
        if chapter is None:
            return
        for number, section_draft in enumerate(draft.sections, 1):
            key = f"{draft.name} / {section_draft.name}"
            section = self._load_competency(key, section_draft.name, chapter, number)
            if section is not None:
                self._load_points(key, section, section_draft.points)

    def _load_competency(
        self, key: str, name: str, parent: Competency | None, position: int
    ) -> Competency | None:
        """The chapter or section in the bank; None where a person deleted it."""
        source = self.items.source
        same_name = Competency.objects.filter(name=name[:120], parent=parent)
        item = self.items.find("competency", key)
        item = item or self.items.adopt("competency", key, same_name.filter(source=source))
        if item is not None:
            existing = Competency.objects.filter(pk=item.object_id).first()
            current = None if existing is None else sha256_of(existing.name)
            self.items.may_update(item, current, sha256_of(name), key)
            return existing
        existing = same_name.first()
        if existing is not None:
            self.items.report.elsewhere.append(key)
            return existing
        created = Competency.objects.create(name=name[:120], parent=parent, position=position, source=source)
        self.items.add_created("competency", key, created, sha256_of(created.name))
        return created

    def _load_points(self, prefix: str, section: Competency, drafts: Iterable[CompetencyPointDraft]) -> None:
        existing = {point.pk: point for point in section.points.all()}
        for position, draft in enumerate(drafts, 1):
            key = f"{prefix} / {draft.title}"
            item = self.items.find("competencypoint", key)
            if item is None and existing:
                same_title = section.points.filter(title=draft.title)
                item = self.items.adopt("competencypoint", key, same_title)
            sha256 = sha256_of([draft.title, draft.text])
            if item is None:
                point = CompetencyPoint(
                    competency=section, title=draft.title[:120], text=draft.text, position=position
                )
                self.new_points.append(point)
                self.items.add_created("competencypoint", key, point, sha256)
                continue
            existing_point = existing.get(item.object_id)
            current = (
                None if existing_point is None else sha256_of([existing_point.title, existing_point.text])
            )
            if self.items.may_update(item, current, sha256, key):
                CompetencyPoint.objects.filter(pk=item.object_id).update(text=draft.text)
                self.items.set_updated(item, sha256)


def _load_passages(items: LoadedItems, drafts: Sequence[PassageDraft]) -> None:
    own = Passage.objects.filter(source=items.source)
    stored = {passage.pk: passage for passage in own}
    new_passages: list[Passage] = []
    for position, draft in enumerate(drafts, 1):
        key = f"{draft.topic} / {draft.title}"[:380]
        while items.has_seen("passage", key):
            key += "+"
        item = items.find("passage", key)
        if item is None and stored:
            item = items.adopt("passage", key, own.filter(topic=draft.topic, title=draft.title))
        fields = _passage_fields(draft)
        sha256 = sha256_of(list(fields.values()))
        if item is None:
            new_passages.append(Passage(source=items.source, position=position, **fields))
            items.add_created("passage", key, new_passages[-1], sha256)
            continue
        passage = stored.get(item.object_id)
        current = None if passage is None else sha256_of([getattr(passage, name) for name in fields])
        if items.may_update(item, current, sha256, key):
            Passage.objects.filter(pk=item.object_id).update(**fields)
            items.set_updated(item, sha256)
    Passage.objects.bulk_create(new_passages, batch_size=500)


#: The columns that the hash of a loaded passage and of a loaded scale is made of.
PASSAGE_FIELDS = ("topic", "title", "text", "doubtful")
SCALE_FIELDS = (*SCALE_NUMBERS, "lowest_band", "rules")


def _passage_fields(draft: PassageDraft) -> dict[str, str | bool]:
    return {
        "topic": draft.topic[:80],
        "title": draft.title[:200],
        "text": draft.text,
        "doubtful": draft.doubtful,
    }


def _load_scale(items: LoadedItems, draft: ScaleDraft, actor: User | None) -> None:
    same_name = RatingScale.objects.filter(name=draft.name, source=items.source)
    item = items.find("ratingscale", draft.name) or items.adopt("ratingscale", draft.name, same_name)
    fields = scale_fields(draft)
    sha256 = scale_sha256(fields, {band.name: band.lower for band in draft.bands})
    if item is None:
        if RatingScale.objects.filter(name=draft.name).exists():
            items.report.elsewhere.append(draft.name)
            return
        is_default = not RatingScale.objects.filter(is_default=True).exists()
        scale = RatingScale.objects.create(
            name=draft.name, source=items.source, is_default=is_default, **fields
        )
        write_bands(scale, draft)
        items.add_created("ratingscale", draft.name, scale, sha256)
        record(actor=actor, action="ratingscale.create", target=scale, after={"name": scale.name})
        return
    existing = RatingScale.objects.filter(pk=item.object_id).first()
    current = None if existing is None else stored_scale_sha256(existing, fields)
    if items.may_update(item, current, sha256, draft.name) and existing is not None:
        RatingScale.objects.filter(pk=existing.pk).update(**fields)
        existing.bands.all().delete()
        write_bands(existing, draft)
        items.set_updated(item, sha256)
        record(actor=actor, action="ratingscale.change", target=existing, after={"name": draft.name})
