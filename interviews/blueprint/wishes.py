"""What a blueprint asks for, and what the bank offers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

#: In this order a difficulty counts 1, 2, 3 towards the mean of a selection.
DIFFICULTIES = ("easy", "medium", "hard")


@dataclass(frozen=True, slots=True)
class OfferedQuestion:
    """A question that could be chosen.

    ``place`` is its rank in the order of the bank, ``competencies`` holds the ids of its competencies and
    of their chapters. ``uses`` counts how often it was asked at all, ``recent`` how often within the days
    the wishes name, ``counted`` how often within the days the exposure limit looks at.
    """

    id: int
    category: int
    kind: str
    ladder: bool
    difficulty: str
    minutes: int
    competencies: frozenset[int] = frozenset()
    place: int = 0
    uses: int = 0
    recent: int = 0
    counted: int = 0


@dataclass(frozen=True, slots=True)
class Wishes:
    """All that may be wished for; what is empty or None is not wished for.

    ``per_category`` (id → number): with a ``total`` these are minima and the rest may come from any
    category; without one they are all that is chosen. ``aim`` and ``maximum`` are minutes. ``kinds`` (kind →
    number) and ``ladders`` are minima. ``mix`` (difficulty → share) holds any whole numbers: 1 : 2 : 1 is the
    same as 25 : 50 : 25. ``days``: nothing asked within them. ``limit``: nothing counted that often.
    ``fixed`` questions are in every selection, also against days and limit, and count towards the numbers;
    ``excluded`` ones are in none, unless they are fixed.
    """

    per_category: Mapping[int, int] = field(default_factory=dict)
    total: int | None = None
    aim: int | None = None
    maximum: int | None = None
    kinds: Mapping[str, int] = field(default_factory=dict)
    ladders: int = 0
    mix: Mapping[str, int] = field(default_factory=dict)
    competencies: tuple[int, ...] = ()
    days: int | None = None
    limit: int | None = None
    fixed: frozenset[int] = frozenset()
    excluded: frozenset[int] = frozenset()

    def without(self, wish: Wish) -> Wishes:
        """The same wishes but one."""
        match wish.name:
            case "category":
                per_category = {key: number for key, number in self.per_category.items() if key != wish.about}
                return replace(self, per_category=per_category)
            case "kind":
                return replace(
                    self, kinds={key: number for key, number in self.kinds.items() if key != wish.about}
                )
            case "competency":
                return replace(
                    self,
                    competencies=tuple(
                        competency for competency in self.competencies if competency != wish.about
                    ),
                )
            case "ladders":
                return replace(self, ladders=0)
            case "fixed":
                return replace(self, fixed=self.fixed - {wish.about})
            case "excluded":
                return replace(self, excluded=frozenset())
            case "total":
                return replace(self, total=None)
            case "maximum":
                return replace(self, maximum=None)
            case "days":
                return replace(self, days=None)
            case "limit":
                return replace(self, limit=None)
        raise ValueError(wish.name)


@dataclass(frozen=True, slots=True)
class Wish:
    """The name of one wish; ``about`` is the category, kind, competency or question it speaks of."""

    name: str
    about: int | str | None = None


@dataclass(frozen=True, slots=True)
class UnmetWish:
    """A wish the selection does not keep: ``got`` instead of ``wanted``.

    ``offered`` questions fit and may be chosen; ``elsewhere`` more fit but stand in categories nothing is
    wished from; ``held_back`` more would fit, were it not for the days, the limit or the exclusions.
    """

    wish: Wish
    wanted: int
    got: int
    offered: int = 0
    elsewhere: int = 0
    held_back: int = 0


def held_back(question: OfferedQuestion, wishes: Wishes) -> bool:
    """Whether the days, the limit or an exclusion keeps the question out."""
    return (
        question.id in wishes.excluded
        or (wishes.days is not None and question.recent > 0)
        or (wishes.limit is not None and question.counted >= wishes.limit)
    )
