"""Question sets that are ready to be used at once: chosen from the bank, balanced over its categories."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from interviews.blueprint import ChosenQuestions, OfferedQuestion, Wishes, choose
from interviews.building.pages.offers import bank_questions
from interviews.building.services.blueprints import create_filled_set
from interviews.building.services.order import SetRefusedError
from interviews.models import QuestionSet
from qbank.models import Category, Question, RatingScale
from qbank.questions.services.asking import askable_questions

#: The lengths that are offered, in minutes.
LENGTHS = (30, 45, 60)
#: So many questions of a category are looked at: one for each minute of the longest.
_OF_EACH = 60


@dataclass(frozen=True, slots=True)
class ReadyMade:
    """One of them, before it is made."""

    minutes: int
    choice: ChosenQuestions

    @property
    def name(self) -> str:
        return _("Interview of %(minutes)d minutes") % {"minutes": self.minutes}


def ready_made_sets() -> list[ReadyMade]:
    """What the bank gives for each length; none for a length that no question fits in."""
    bank = bank_questions(used={}, questions=_some_of_each_category())
    found = [ReadyMade(minutes, _balanced(bank, minutes)) for minutes in LENGTHS]
    return [ready for ready in found if ready.choice.chosen]


def create_ready_made(*, actor: User, minutes: int) -> QuestionSet:
    """Make the set of this length, with a section for each category.

    Raises SetRefusedError when the bank has no questions for it, or there is no rating scale, and
    PermissionDenied for whoever may make no sets.
    """
    ready = next((ready for ready in ready_made_sets() if ready.minutes == minutes), None)
    scale = RatingScale.objects.order_by("-is_default", "pk").first()
    if ready is None or scale is None:
        raise SetRefusedError(_("The bank has no ready questions for such a set."))
    return create_filled_set(
        actor=actor,
        name=ready.name,
        questions=ready.choice.ids,
        scale=scale,
        planned_minutes=minutes,
        sections=True,
    )


def _some_of_each_category() -> QuerySet[Question]:
    """The first of each, more than any of the sets takes: in a large bank they are as good as all of it."""
    askable = askable_questions()
    first = Q(pk__in=[])
    for category in Category.objects.values_list("pk", flat=True):
        inside = askable.filter(category=category).order_by("position", "pk")
        first |= Q(pk__in=inside.values("pk")[:_OF_EACH])
    return askable.filter(first)


def _balanced(bank: list[OfferedQuestion], minutes: int) -> ChosenQuestions:
    """As many questions as fit, of each category as many as of any other, as far as it has them."""
    offered = Counter(question.category for question in bank)
    mean = sum(question.minutes for question in bank) / max(1, len(bank))
    number = min(len(bank), round(minutes / max(1, mean)))
    while True:
        share = number // max(1, len(offered))
        wishes = Wishes(
            per_category={category: min(share, count) for category, count in offered.items()},
            total=number,
            aim=minutes,
            maximum=minutes,
        )
        choice = choose(bank, wishes, explain=False)
        if number == 0 or choice.minutes <= minutes:
            return choice
        number -= 1
