"""What the builder page shows of a set: its groups, totals, coverage and what changed since publishing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import (
    BigIntegerField,
    Count,
    Exists,
    F,
    OuterRef,
    Subquery,
    Value,
    prefetch_related_objects,
)
from django.db.models.functions import Coalesce

from accounts.models import User
from common.numbers import format_decimal
from interviews.building.rules import coverage
from interviews.building.rules.coverage import SetQuestion, Topic, TopicCoverage, Totals
from interviews.building.rules.set_warnings import over_plan
from interviews.models import Position, QuestionSet, SetComment, SetItem, SetSection, Sheet, SheetItem
from qbank.models import Category, Competency, Question, Status, keeps_bank
from qbank.questions.services.asking import asking_problems
from qbank.questions.services.revisions import question_content, wording_sha256

#: What of a question a row of the page reads.
DETAILS = ("answers", "points", "competencies")


@dataclass(frozen=True)
class ItemRow:
    """An item as the page shows it. ``newer``: its wording changed since the last published sheet;
    ``readable``: whether the reader sees the question as it is now."""

    item: SetItem
    readable: bool
    problems: list[str]
    sha256: str
    newer: bool

    @property
    def weight(self) -> str:
        return format_decimal(self.item.weight)


@dataclass(frozen=True)
class RowGroup:
    """A section with its rows; the first group has none."""

    section: SetSection | None
    rows: list[ItemRow]

    @property
    def minutes(self) -> int:
        return sum(row.item.minutes for row in self.rows)

    @property
    def over(self) -> int:
        """Minutes beyond the section's plan."""
        return over_plan(self.minutes, self.section.planned_minutes if self.section else None)


class SetBoard:
    """A set, read once for one page.

    ``also`` are questions shown beside the set: their details are fetched together with those of the
    set's own questions.
    """

    def __init__(self, user: User, question_set: QuestionSet, also: Sequence[Question] | None = None) -> None:
        self.question_set = question_set
        self._keeps_bank = keeps_bank(user)
        self.sections = list(question_set.sections.all())
        comments = open_comments(question_set=OuterRef("question_set"), question=OuterRef("question"))
        items = question_set.items.select_related("question__category")
        self.items = list(items.annotate(open_comment_count=comments))
        questions = [item.question for item in self.items]
        prefetch_related_objects([*questions, *(also or [])], *DETAILS)
        self._published = _latest_items(question_set)

    @cached_property
    def latest(self) -> Sheet | None:
        """The last published sheet."""
        return self._published[0].sheet if self._published else None

    @cached_property
    def rows(self) -> list[ItemRow]:
        published = {item.question_id: item.wording_sha256 for item in self._published}
        return [
            _row(
                item,
                published.get(item.question_id),
                self._keeps_bank or item.question.status == Status.READY,
            )
            for item in self.items
        ]

    @cached_property
    def groups(self) -> list[RowGroup]:
        groups = [RowGroup(None, []), *(RowGroup(section, []) for section in self.sections)]
        by_section = {group.section.pk if group.section else None: group for group in groups}
        for row in self.rows:
            by_section[row.item.section_id].rows.append(row)
        return groups

    @property
    def used(self) -> list[int]:
        return [item.question_id for item in self.items]

    @property
    def newer(self) -> list[ItemRow]:
        return [row for row in self.rows if row.newer]

    @property
    def changed(self) -> bool:
        """Whether the set differs from its last sheet; a scale of the same name counts as the same."""
        if self.latest is None:
            return False
        titles: dict[int | None, str] = {section.pk: section.title for section in self.sections}
        current = [(row.sha256, *_placed(row.item, titles.get(row.item.section_id, ""))) for row in self.rows]
        then = [(item.wording_sha256, *_placed(item, item.section)) for item in self._published]
        this, last = self.question_set, self.latest
        head = (this.name, this.planned_minutes, this.scale.name)
        return current != then or head != (last.name, last.planned_minutes, last.scale_name)

    @cached_property
    def _set_questions(self) -> list[SetQuestion]:
        return [set_question(item) for item in self.items]

    @property
    def totals(self) -> Totals:
        return coverage.totals(self._set_questions, planned=self.question_set.planned_minutes)

    def by_category(self, categories: list[Topic]) -> tuple[TopicCoverage, ...]:
        return coverage.by_category(self._set_questions, categories)

    def by_competency(self, competencies: list[Topic]) -> tuple[TopicCoverage, ...]:
        return coverage.by_competency(self._set_questions, competencies)


def open_comments(**about: OuterRef) -> Coalesce:
    """As an annotation: how many comments about this (set, question) still ask for something."""
    rows = SetComment.objects.open().filter(**about).order_by().values("question_set")
    return Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number")), 0)


def set_question(item: SetItem) -> SetQuestion:
    """An item as the rules of coverage see it."""
    return SetQuestion(
        minutes=item.minutes,
        weight=item.weight,
        category=item.question.category_id,
        competencies=frozenset(competency.pk for competency in item.question.competencies.all()),
    )


@dataclass(frozen=True, slots=True)
class BankTopics:
    """Every category and every competency of the bank, in its order, with what the position wants."""

    categories: list[Topic]
    competencies: list[Topic]


def load_topics(position: int | None = None) -> BankTopics:
    """The categories and competencies of the bank. One query.

    ``position``: the id of the set's position, if it has one.
    """
    category_wishes = Position.wanted_categories.through.objects.filter(position_id=position or 0)
    competency_wishes = Position.wanted_competencies.through.objects.filter(position_id=position or 0)
    categories = Category.objects.annotate(
        is_category=Value(True),
        under=Value(None, output_field=BigIntegerField()),
        wanted=Exists(category_wishes.filter(category=OuterRef("pk"))),
    )
    competencies = Competency.objects.annotate(
        is_category=Value(False),
        under=F("parent"),
        wanted=Exists(competency_wishes.filter(competency=OuterRef("pk"))),
    )
    columns = ("is_category", "pk", "name", "under", "wanted", "position")
    result = BankTopics([], [])
    both = (
        categories.order_by()
        .values_list(*columns)
        .union(competencies.order_by().values_list(*columns), all=True)
    )
    for is_category, pk, name, under, wanted, _position in both.order_by("position", "pk"):
        topic = Topic(pk, name, under, wanted=wanted)
        (result.categories if is_category else result.competencies).append(topic)
    return result


def _latest_items(question_set: QuestionSet) -> list[SheetItem]:
    newest = Sheet.objects.filter(question_set=OuterRef("sheet__question_set")).order_by("-version")
    return list(
        SheetItem.objects.filter(sheet__question_set=question_set)
        .alias(newest=Subquery(newest.values("pk")[:1]))
        .filter(sheet=F("newest"))
        .select_related("sheet")
        .order_by("position")
    )


def _placed(item: SetItem | SheetItem, section: str) -> tuple[object, ...]:
    return item.question_id, section, item.weight, item.minutes


def _row(item: SetItem, published: str | None, readable: bool) -> ItemRow:
    sha256 = wording_sha256(question_content(item.question))
    return ItemRow(
        item=item,
        readable=readable,
        problems=asking_problems(item.question),
        sha256=sha256,
        newer=published is not None and published != sha256,
    )
