"""What the blueprint page shows: the form with what the bank offers, the choice, the parallel sheets."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.forms import BoundField
from django.http import QueryDict

from accounts.models import User
from common.ids import id_from
from interviews.blueprint import (
    DIFFICULTIES,
    ChosenQuestions,
    OfferedQuestion,
    ParallelSheets,
    Wish,
    Wishes,
    choose,
    choose_parallel,
)
from interviews.building.forms.blueprints import AddressForm, BlueprintForm
from interviews.building.pages.blueprint_texts import Names, unmet_text, wish_text
from interviews.building.pages.builder import load_topics
from interviews.building.pages.exposure import UNUSED, Exposure, load_all_exposures, load_limits
from interviews.building.pages.offers import minutes_in
from interviews.building.pages.supply import BankOffer
from interviews.building.rules.coverage import Topic
from interviews.building.services.blueprints import LETTERS
from interviews.models import QuestionSet
from interviews.models.visibility import keeps_interviews
from qbank.models import Difficulty, Kind, Question

#: How many choices shown before are remembered in the address.
_SHOWN = 3
#: What of the address is not a wish.
_NOT_WISHES = ("seed", "shown", "sheets", "choose", "opened_on")


@dataclass(frozen=True, slots=True)
class WishRow:
    """A chosen question as the page shows it; ``also``: the letters of other sheets it is on."""

    question: Question
    offered: OfferedQuestion
    fixed: bool
    exposure: Exposure
    also: str = ""


@dataclass(frozen=True, slots=True)
class ChosenSection:
    """The chosen questions of one category; ``wanted`` of them were wished for (None: no number)."""

    name: str
    wanted: int | None
    rows: list[WishRow]


@dataclass(frozen=True, slots=True)
class WayOut:
    """A wish to give up so that all others can be met; ``query`` asks for the choice without it."""

    text: str
    query: str


@dataclass(frozen=True, slots=True)
class FieldOffer:
    """How many questions there are for a field, and how many of them the rules let through."""

    field: str
    ready: int
    free: int


@dataclass(frozen=True, slots=True)
class TopicCheckbox:
    """A competency in the form."""

    topic: Topic
    checked: bool


class BlueprintPage:
    """All the page shows for the wishes in ``query``.

    With ``question_set`` the choice fills up that set: its questions are fixed, with the minutes they have in
    it.
    """

    def __init__(self, user: User, query: QueryDict, question_set: QuestionSet | None = None) -> None:
        self.user, self.query, self.set = user, query, question_set
        bank_topics = load_topics()
        self.categories, self.competencies = bank_topics.categories, bank_topics.competencies
        self.limits = load_limits()
        self.address = AddressForm(query)
        self.in_set = minutes_in(question_set) if question_set else {}
        self.wanted = "choose" in query
        start = {} if self.wanted else self._initial()
        self.form = BlueprintForm(
            query if self.wanted else None,
            initial=start,
            user=user,
            categories=self.categories,
            competencies=self.competencies,
        )
        self.valid = self.wanted and self.form.is_valid()

    def _initial(self) -> dict[str, Any]:
        """What an empty form begins with."""
        start: dict[str, Any] = {"limit": self.limits.uses}
        if self.set:
            start |= {"aim": self.set.planned_minutes, "position": self.set.position_id}
        return start

    @cached_property
    def wishes(self) -> Wishes:
        """What the form wishes for; while it is not valid only its rules on use, for the counts."""
        if self.valid:
            return self.form.wishes(self.in_set)
        if not self.wanted:
            return Wishes(limit=self.limits.uses)
        data = self.form.cleaned_data
        return Wishes(days=data.get("days"), limit=data.get("limit"))

    @cached_property
    def bank(self) -> BankOffer:
        return BankOffer(
            self.wishes,
            used=self._exposures,
            minutes=self.in_set,
            seed=self._seed,
            sheets=self.address.number("sheets") or 1,
        )

    @property
    def _seed(self) -> int:
        return self.address.number("seed") or 0

    # What the bank offers

    @cached_property
    def offers(self) -> dict[str, FieldOffer]:
        """Field of the form → what there is for it."""
        wishes = {f"category_{category.id}": Wish("category", category.id) for category in self.categories}
        wishes |= {f"kind_{kind.value}": Wish("kind", kind.value) for kind in Kind}
        wishes |= {"ladders": Wish("ladders"), "total": Wish("total")}
        supplies = {name: self.bank.numbers(wish) for name, wish in wishes.items()}
        return {name: FieldOffer(name, supply.ready, supply.free) for name, supply in supplies.items()}

    def categories_offered(self) -> list[tuple[BoundField, FieldOffer]]:
        return [(field, self.offers[field.name]) for field in self.form.category_fields()]

    def kinds_offered(self) -> list[tuple[BoundField, FieldOffer]]:
        fields = [*self.form.kind_fields(), self.form["ladders"]]
        return [(field, self.offers[field.name]) for field in fields]

    def total_offered(self) -> FieldOffer:
        return self.offers["total"]

    # The form's parts

    def time_fields(self) -> list[BoundField]:
        return [self.form["aim"], self.form["maximum"]]

    def code_fields(self) -> list[BoundField]:
        return [self.form["fixed"], self.form["excluded"]]

    def has_code_wishes(self) -> bool:
        """Whether certain questions are fixed or excluded."""
        return any(field.value() or field.errors for field in self.code_fields())

    @cached_property
    def _topics_asked(self) -> set[str]:
        return {str(topic) for topic in self.form["competencies"].value() or ()}

    def topics_asked(self) -> int:
        return len(self._topics_asked)

    def chapters(self) -> list[tuple[TopicCheckbox, list[TopicCheckbox]]]:
        """Every chapter with its sections, each with whether it is wished for."""
        ticks = [TopicCheckbox(topic, str(topic.id) in self._topics_asked) for topic in self.competencies]
        return [
            (chapter, [tick for tick in ticks if tick.topic.parent == chapter.topic.id])
            for chapter in ticks
            if chapter.topic.parent is None
        ]

    # One choice

    @cached_property
    def choice(self) -> ChosenQuestions:
        shown = Counter(
            id_from(text) for ids in self.query.getlist("shown")[-_SHOWN:] for text in ids.split(",")[:100]
        )
        return choose(self.bank.questions, self.wishes, seed=self._seed, shown=shown)

    def sections(self) -> list[ChosenSection]:
        """The choice by category."""
        return self._sections(self.choice)

    def _sections(self, choice: ChosenQuestions, also: dict[int, str] | None = None) -> list[ChosenSection]:
        sections: dict[int, ChosenSection] = {}
        names = self.names.categories
        for question in choice.chosen:
            if question.category not in sections:
                wanted = self.wishes.per_category.get(question.category)
                sections[question.category] = ChosenSection(names.get(question.category, ""), wanted, [])
            row = WishRow(
                question=self._questions[question.id],
                offered=question,
                fixed=question.id in self.wishes.fixed,
                exposure=self._exposures.get(question.id, UNUSED),
                also=(also or {}).get(question.id, ""),
            )
            sections[question.category].rows.append(row)
        return list(sections.values())

    @property
    def added_ids(self) -> list[int]:
        """The ids of the chosen questions that are not in the set already."""
        return [question_id for question_id in self.choice.ids if question_id not in self.in_set]

    def mix(self) -> list[tuple[str, int, int]]:
        """For each difficulty: its label, how many questions have it, the share wished for."""
        return self._mix(self.choice)

    def _mix(self, choice: ChosenQuestions) -> list[tuple[str, int, int]]:
        numbers = Counter(question.difficulty for question in choice.chosen)
        labels = dict(Difficulty.choices)
        return [
            (str(labels[difficulty]), numbers[difficulty], self.wishes.mix.get(difficulty, 0))
            for difficulty in DIFFICULTIES
        ]

    def ladders(self) -> int:
        """How many of the chosen questions have a ladder."""
        return sum(question.ladder for question in self.choice.chosen)

    def unused(self) -> int:
        """How many of the chosen questions no interview has used."""
        return sum(question.uses == 0 for question in self.choice.chosen)

    def covered(self) -> int:
        """How many of the wished competencies a chosen question asks about."""
        seen = {topic for question in self.choice.chosen for topic in question.competencies}
        return len(seen & set(self.wishes.competencies))

    def unmet(self) -> list[str]:
        """The wishes the choice does not meet, as sentences."""
        return self._unmet(self.choice)

    def _unmet(self, choice: ChosenQuestions) -> list[str]:
        return [unmet_text(self.bank.counted(unmet), self.wishes, self.names) for unmet in choice.unmet]

    def ways(self) -> list[WayOut]:
        """The wishes of which giving up any single one helps."""
        return [
            WayOut(wish_text(wish, self.wishes, self.names), self._without(wish)) for wish in self.choice.ways
        ]

    # Parallel sheets

    @cached_property
    def parallel(self) -> ParallelSheets | None:
        number = self.address.number("sheets")
        if number is None:
            return None
        return choose_parallel(self.bank.questions, self.wishes, number=number, seed=self._seed)

    def sheets(self) -> list[dict[str, Any]]:
        """For each sheet: letter, choice, sections, mix, unmet wishes, questions shared with each."""
        result = self.parallel
        if result is None:
            return []
        return [
            {
                "letter": LETTERS[index],
                "choice": choice,
                "sections": self._sections(choice, _other_sheets(result, index)),
                "mix": self._mix(choice),
                "unmet": self._unmet(choice),
                "shares": _shared_with(result, index),
            }
            for index, choice in enumerate(result.sheets)
        ]

    # Addresses

    def another_query(self) -> str:
        """The query that asks for another choice by the same wishes."""
        query = self._copy("seed", "shown")
        query["seed"] = str(self._seed + 1)
        if self.parallel is None:
            shown = [
                *self.query.getlist("shown"),
                ",".join(str(question_id) for question_id in self.choice.ids),
            ]
            query.setlist("shown", [ids[:1000] for ids in shown[-_SHOWN:]])
        else:
            query["sheets"] = str(len(self.parallel.sheets))
        return query.urlencode()

    def single_set_query(self) -> str:
        """The query that asks for a single set instead of parallel ones."""
        return self._copy("sheets", "shown").urlencode()

    def hidden_fields(self) -> list[tuple[str, str]]:
        """Names and values of hidden fields that carry the wishes in another form."""
        return [
            (name, value) for name, values in self._copy(*_NOT_WISHES).lists() for value in values if value
        ]

    def _copy(self, *without: str) -> QueryDict:
        query = self.query.copy()
        for name in without:
            query.pop(name, None)
        return query

    def _without(self, wish: Wish) -> str:
        query = self._copy("shown")
        if wish.name == "competency":
            competencies = [
                competency for competency in query.getlist("competencies") if competency != str(wish.about)
            ]
            query.setlist("competencies", competencies)
        elif wish.name == "fixed":
            return ""
        else:
            query.pop(f"{wish.name}_{wish.about}" if wish.about is not None else wish.name, None)
        return query.urlencode()

    # Names and details, read once for all that is shown

    @cached_property
    def _shown_ids(self) -> set[int]:
        result = self.parallel
        choices = result.sheets if result else (self.choice,)
        return {question_id for choice in choices for question_id in choice.ids}

    @cached_property
    def _questions(self) -> dict[int, Question]:
        shown = self._shown_ids | self.wishes.fixed | self.wishes.excluded
        return Question.objects.visible_to(self.user).in_bulk(shown)

    @cached_property
    def _exposures(self) -> dict[int, Exposure]:
        position = self.form.cleaned_data.get("position") if self.wanted else None
        exposures = load_all_exposures(
            days=self.limits.days,
            not_within=self.wishes.days,
            position=position.pk if position else None,
        )
        if keeps_interviews(self.user):
            return exposures
        return {question: exposure.without_days() for question, exposure in exposures.items()}

    @cached_property
    def names(self) -> Names:
        return Names(
            _names_by_id(self.categories),
            _names_by_id(self.competencies),
            {pk: question.code for pk, question in self._questions.items()},
        )


def _shared_with(result: ParallelSheets, index: int) -> list[int | None]:
    """How many questions a sheet shares with every sheet; None for itself."""
    shared: list[int | None] = [None] * len(result.sheets)
    for pair in result.pairs:
        if index in (pair.first, pair.second):
            shared[pair.second if index == pair.first else pair.first] = len(pair.shared)
    return shared


def _other_sheets(result: ParallelSheets, index: int) -> dict[int, str]:
    """Question of a sheet → the letters of the other sheets it is on."""
    letters_by_question: dict[int, list[str]] = {}
    for other, sheet in enumerate(result.sheets):
        if other != index:
            for question_id in set(sheet.ids) & set(result.sheets[index].ids):
                letters_by_question.setdefault(question_id, []).append(LETTERS[other])
    return {question_id: ", ".join(letters) for question_id, letters in letters_by_question.items()}


def _names_by_id(topics: list[Topic]) -> dict[int, str]:
    return {topic.id: topic.name for topic in topics}
