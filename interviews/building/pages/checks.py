"""What the builder knows of each question beyond its wording (how often it was used, whether this candidate
knows it), and the warnings that come of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from interviews.building.pages.builder import BankTopics, SetBoard
from interviews.building.pages.exposure import (
    UNUSED,
    Exposure,
    Limits,
    load_exposures,
    load_limits,
)
from interviews.building.rules import set_warnings
from interviews.building.rules.coverage import Topic
from interviews.building.rules.set_warnings import PlacedQuestion, PlannedSection, SetWarnings
from interviews.building.services.undo import undo_steps_for
from interviews.models import Candidate, Interview, QuestionSet, SetItem
from interviews.models.visibility import keeps_interviews


@dataclass(frozen=True, slots=True)
class QuestionUse:
    """What is known of a question's use.

    ``overused``: its recent uses reach the company's limit; ``asked``: the day this candidate was asked it
    or, with ``asked_ahead``, will be.
    """

    exposure: Exposure
    days: int
    overused: bool
    asked: date | None
    asked_ahead: bool


@dataclass(frozen=True, slots=True)
class WarningLine:
    """One warning: a sentence, the items it is about, and the topics that lack a question (``filter``: by
    what the bank finds them)."""

    text: str
    items: tuple[SetItem, ...] = ()
    topics: tuple[Topic, ...] = ()
    filter: str = ""


@dataclass(frozen=True, slots=True)
class ChosenCandidate:
    """The candidate a set is looked at for."""

    pk: int
    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class OpenedSet:
    """A set, the company's rule on use, and whom the set is looked at for."""

    question_set: QuestionSet
    limits: Limits
    candidate: ChosenCandidate | None


def load_opened_set(*, user: User, pk: int, candidate: int = 0) -> OpenedSet:
    """``candidate``: an id; one that is not to be seen is as good as none.

    Raises Http404 when the user may see no such set.
    """
    sets = QuestionSet.objects.visible_to(user).select_related("scale", "position")
    question_set = get_object_or_404(sets, pk=pk)
    name = candidates_for(user).filter(pk=candidate).values_list("name", flat=True).first()
    chosen = None if name is None else ChosenCandidate(candidate, name)
    return OpenedSet(question_set, load_limits(), chosen)


class Checks:
    """The facts, read once for the questions of one page."""

    def __init__(self, *, user: User, questions: Iterable[int], opened_set: OpenedSet) -> None:
        self.limit, self.days = opened_set.limits.uses, opened_set.limits.days
        self._shows_days = keeps_interviews(user)
        self.candidate = opened_set.candidate
        # Nothing of what was recorded in these interviews is read: only which questions were on the sheet.
        candidate_interviews = (
            _interviews(user).filter(candidate=self.candidate.pk) if self.candidate else None
        )
        self.exposures = load_exposures(
            questions=questions, days=self.days, candidate_interviews=candidate_interviews
        )

    @property
    def asked(self) -> dict[int, date]:
        """The questions the candidate knows, with the latest day."""
        return {
            question: exposure.candidate_last
            for question, exposure in self.exposures.items()
            if exposure.candidate_last
        }

    def known(self, question: int) -> QuestionUse:
        exposure = self.exposures.get(question, UNUSED)
        if not self._shows_days:
            exposure = exposure.without_days()
        overused = self.limit is not None and exposure.recent >= self.limit
        return QuestionUse(exposure, self.days, overused, exposure.candidate_last, exposure.candidate_ahead)


class SetVerdict:
    """The warnings about one set."""

    def __init__(self, board: SetBoard, topics: BankTopics, checks: Checks) -> None:
        self.board, self.topics, self.checks = board, topics, checks

    @cached_property
    def warnings(self) -> SetWarnings:
        placed = [
            PlacedQuestion(item.question_id, item.question.text, item.minutes, item.section_id)
            for item in self.board.items
        ]
        sections = [
            PlannedSection(section.pk, section.title, section.planned_minutes)
            for section in self.board.sections
        ]
        recent = {question: exposure.recent for question, exposure in self.checks.exposures.items()}
        return SetWarnings(
            sections=set_warnings.sections_over(placed, sections),
            categories=set_warnings.uncovered_topics(self.board.by_category(self.topics.categories)),
            competencies=set_warnings.uncovered_topics(self.board.by_competency(self.topics.competencies)),
            similar_pairs=set_warnings.find_similar_pairs(placed),
            asked=set_warnings.asked_before(placed, self.checks.asked),
            overused=set_warnings.overused_in(placed, recent, self.checks.limit),
        )

    @cached_property
    def lines(self) -> list[WarningLine]:
        """The warnings as sentences. That the whole set is too long is shown beside its totals already."""
        return [*self._sections(), *self._topics(), *self._similar_pairs(), *self._used_before()]

    def _items(self, questions: Iterable[int]) -> tuple[SetItem, ...]:
        wanted = set(questions)
        return tuple(item for item in self.board.items if item.question_id in wanted)

    def _sections(self) -> list[WarningLine]:
        lines = []
        for exceeded in self.warnings.sections:
            text = ngettext(
                "“%(title)s” is %(number)s minute longer than planned.",
                "“%(title)s” is %(number)s minutes longer than planned.",
                exceeded.over,
            )
            lines.append(WarningLine(text % {"number": exceeded.over, "title": exceeded.section.title}))
        return lines

    def _topics(self) -> list[WarningLine]:
        position = {"position": self.board.question_set.position}
        lines = [
            WarningLine(
                _("“%(position)s” wants these categories, but no question asks about them:") % position,
                topics=self.warnings.categories,
                filter="category",
            ),
            WarningLine(
                _("“%(position)s” wants these competencies, but no question asks about them:") % position,
                topics=self.warnings.competencies,
                filter="competency",
            ),
        ]
        return [line for line in lines if line.topics]

    def _similar_pairs(self) -> list[WarningLine]:
        return [
            WarningLine(_("Two questions ask nearly the same:"), self._items((pair.first, pair.second)))
            for pair in self.warnings.similar_pairs
        ]

    def _used_before(self) -> list[WarningLine]:
        limit = self.checks.limit or 0
        often_used = ngettext(
            "Used once or more within %(days)s days:",
            "Used %(uses)s times or more within %(days)s days:",
            limit,
        )
        knows = _("%(candidate)s knows these questions from other interviews:")
        lines = [
            WarningLine(knows % {"candidate": self.checks.candidate}, self._items(self.warnings.asked)),
            WarningLine(
                often_used % {"uses": limit, "days": self.checks.days}, self._items(self.warnings.overused)
            ),
        ]
        return [line for line in lines if line.items]


def panel_context(
    *, user: User, board: SetBoard, topics: BankTopics, checks: Checks, back: str = ""
) -> dict[str, Any]:
    """What templates/interviews/building/panel.html and its parts read. ``back``: the page's query string."""
    return {
        "board": board,
        "set": board.question_set,
        "totals": board.totals,
        "categories": board.by_category(topics.categories),
        "competencies": board.by_competency(topics.competencies),
        "checks": checks,
        "verdict": SetVerdict(board, topics, checks),
        "steps": undo_steps_for(user, board.question_set),
        "back": back,
    }


def candidates_for(user: User) -> QuerySet[Candidate]:
    """The candidates whose interviews a person may know of, if they were or will be interviewed."""
    if not user.has_perm("interviews.view_candidate"):
        return Candidate.objects.none()
    return Candidate.objects.filter(Exists(_interviews(user).filter(candidate=OuterRef("pk"))))


def candidates_to_choose(user: User, question_set: QuestionSet, chosen: int = 0) -> QuerySet[Candidate]:
    """Those of the set's position; of every open one where it has none. ``chosen``: an id offered as well."""
    position = question_set.position_id
    offered = Q(position=position) if position else Q(position__open=True)
    return candidates_for(user).filter(offered | Q(pk=chosen)).select_related("position")


def _interviews(user: User) -> QuerySet[Interview]:
    return Interview.objects.visible_to(user).filter(status=Interview.Status.SCHEDULED)
