"""What is said of many questions at once: category, kind, difficulty, minutes, competencies and status."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, pgettext, pgettext_lazy

from accounts.models import User
from common.finding.tags import LONGEST_LINE, with_tags, without_tags
from qbank.models import Category, Competency, Question, QuestionRevision, Status
from qbank.questions.services.doubts import open_places_of_many, place_problems
from qbank.questions.services.questions import answer_drafts, point_drafts, ready_problems, unsaid_problems
from qbank.questions.services.revisions import record_revisions

CHANGED_TOGETHER = gettext_noop("Changed together with other questions.")
#: What may be set besides status and competencies.
SETTINGS: Final = ("category", "kind", "difficulty", "minutes")
_COLUMNS: Final = (*SETTINGS, "status", "tags")
_BATCH: Final = 500
ADD, REPLACE, REMOVE = "add", "replace", "remove"
#: What becomes of the competencies that questions have.
WAYS: Final = [
    (ADD, gettext_lazy("add these to those they have")),
    (REPLACE, gettext_lazy("these in place of those they have")),
    (REMOVE, gettext_lazy("take these away")),
]


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be said of questions. ``values``: {name of SETTINGS: value}; ``only_unsaid``: kind,
    difficulty, minutes and competencies only of questions of which nobody has said any."""

    values: Mapping[str, Any] = field(default_factory=dict)
    status: str = ""
    competencies: Collection[int] = ()
    way: str = ADD
    only_unsaid: bool = False
    #: Tags to give and to take, with commas between.
    add_tags: str = ""
    remove_tags: str = ""

    def __bool__(self) -> bool:
        tags = self.add_tags or self.remove_tags
        return bool(self.values or self.status or self.competencies or tags)

    def to_json(self) -> dict[str, Any]:
        values = {name: getattr(value, "pk", value) for name, value in self.values.items()}
        return {
            "values": values,
            "status": self.status,
            "competencies": sorted(self.competencies),
            "way": self.way,
            "only_unsaid": self.only_unsaid,
            "add_tags": self.add_tags,
            "remove_tags": self.remove_tags,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Change:
        """Raises Category.DoesNotExist when the category is gone meanwhile."""
        values = dict(data["values"])
        if "category" in values:
            values["category"] = Category.objects.get(pk=values["category"])
        ids = Competency.objects.filter(pk__in=data["competencies"]).values_list("pk", flat=True)
        return cls(**{**data, "values": values, "competencies": frozenset(ids)})


def words_of(change: Change) -> list[tuple[str, str]]:
    """(label, value) of all that a change says, in the reader's language."""
    words = []
    for name in (*SETTINGS, "status"):
        value = change.status if name == "status" else change.values.get(name)
        if value:
            column = Question._meta.get_field(name)
            label = dict(getattr(column, "choices", None) or ()).get(value, value)
            words.append((str(column.verbose_name).capitalize(), str(label)))  # type: ignore[union-attr]
    if change.competencies:
        names = Competency.objects.filter(pk__in=change.competencies).values_list("name", flat=True)
        labels = {
            ADD: pgettext_lazy("of many questions", "Competencies added"),
            REPLACE: pgettext_lazy("of many questions", "Competencies"),
            REMOVE: pgettext_lazy("of many questions", "Competencies taken away"),
        }
        words.append((str(labels[change.way]), _(", ").join(names)))
    if change.add_tags:
        words.append((pgettext("of many questions", "Tags added"), change.add_tags))
    if change.remove_tags:
        words.append((pgettext("of many questions", "Tags taken away"), change.remove_tags))
    return words


@dataclass(slots=True)
class Judged:
    """A question with the new values, not saved. ``problem``: why part of the change can't be made, and
    which stays as it was; ``competencies``: those it is to have, None: as it is."""

    question: Question
    changed: bool = False
    problem: str = ""
    competencies: frozenset[int] | None = None


@dataclass(slots=True)
class ManyReport:
    """``revisions`` of the questions that changed; ``refused``: {id: why part of the change was not made}."""

    revisions: list[QuestionRevision] = field(default_factory=list)
    refused: dict[int, str] = field(default_factory=dict)


def judge_many(questions: QuerySet[Question], change: Change) -> list[Judged]:
    """What a change would make of these questions. As many queries for one question as for hundreds."""
    rows = list(questions.select_related("category").prefetch_related("answers", "points"))
    links: dict[int, set[int]] = defaultdict(set)
    if change.competencies:
        through = Question.competencies.through._default_manager.filter(question__in=rows)
        for question, competency in through.values_list("question", "competency"):
            links[question].add(competency)
    return _judge(rows, links, change)


def _judge(rows: Sequence[Question], links: Mapping[int, set[int]], change: Change) -> list[Judged]:
    judged = []
    for question in rows:
        result = Judged(question)
        before = [getattr(question, name) for name in _COLUMNS]
        for name, value in change.values.items():
            said = name != "category" and getattr(question, name)
            if not (change.only_unsaid and said):
                setattr(question, name, value)
        if change.status and change.status != Status.READY:
            question.status = Status(change.status)
        tags = without_tags(with_tags(question.tags, change.add_tags), change.remove_tags)
        if len(tags) > LONGEST_LINE:
            result.problem = _("It would have too many tags.")
        else:
            question.tags = tags
        if change.competencies:
            _judge_competencies(result, frozenset(links.get(question.pk, ())), change)
        result.changed = result.competencies is not None or before != [
            getattr(question, name) for name in _COLUMNS
        ]
        judged.append(result)
    if change.status == Status.READY:
        _make_ready(judged)
    return judged


def _judge_competencies(result: Judged, has: frozenset[int], change: Change) -> None:
    if change.only_unsaid and has:
        return
    chosen = frozenset(change.competencies)
    wanted = {ADD: has | chosen, REPLACE: chosen, REMOVE: has - chosen}[change.way]
    if wanted == has:
        return
    if not wanted and result.question.status == Status.READY:
        result.problem = _("It is ready and would have no competency at all.")
    else:
        result.competencies = wanted


def _make_ready(judged: Sequence[Judged]) -> None:
    drafts = [result for result in judged if result.question.status != Status.READY]
    places = open_places_of_many(result.question for result in drafts)
    for result in drafts:
        question = result.question
        problems = ready_problems(question.rubric_kind, answer_drafts(question), point_drafts(question))
        problems += unsaid_problems(question) + place_problems(places[question.pk])
        if problems:
            result.problem = problems[0]
        else:
            question.status, result.changed = Status.READY, True


@transaction.atomic
def change_many(*, actor: User, ids: Iterable[int], change: Change) -> ManyReport:
    """Make a change of the questions that the actor may change; each that it changes gets a revision.

    A question that lacks what a ready one needs keeps its status and is reported; what else is said of it is
    set all the same. The queries are the same for one question and for hundreds.
    """
    report = ManyReport()
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), _BATCH):
        _change_batch(wanted[start : start + _BATCH], actor, change, report)
    return report


def _change_batch(ids: list[int], actor: User, change: Change, report: ManyReport) -> None:
    seen = Question.objects.visible_to(actor).filter(pk__in=ids).order_by("pk")
    list(seen.select_for_update().values_list("pk"))
    judged = judge_many(seen, change)
    changed = [result.question for result in judged if result.changed]
    now = timezone.now()
    for question in changed:
        question.updated_at = now
    Question.objects.bulk_update(changed, [*_COLUMNS, "updated_at"], batch_size=_BATCH)
    _write_competencies([result for result in judged if result.competencies is not None])
    report.revisions += record_revisions(
        question_ids=[question.pk for question in changed], actor=actor, note=CHANGED_TOGETHER
    )
    report.refused |= {result.question.pk: result.problem for result in judged if result.problem}


def _write_competencies(judged: Sequence[Judged]) -> None:
    if not judged:
        return
    through = Question.competencies.through
    through._default_manager.filter(question__in=[result.question.pk for result in judged]).delete()
    through._default_manager.bulk_create(
        (
            through(question_id=result.question.pk, competency_id=competency)
            for result in judged
            for competency in sorted(result.competencies or ())
        ),
        batch_size=_BATCH,
    )
