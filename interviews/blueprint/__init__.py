"""Question sets from wishes. Pure; no database."""

from interviews.blueprint.choose import Choice, choose, mean_difficulty, unmet_by
from interviews.blueprint.parallel import Pair, Parallel, parallel
from interviews.blueprint.problem import Measure, eligible
from interviews.blueprint.stored import from_json, to_json
from interviews.blueprint.wishes import DIFFICULTIES, BankQuestion, Unmet, Wish, Wishes, held_back

__all__ = [
    "DIFFICULTIES",
    "BankQuestion",
    "Choice",
    "Measure",
    "Pair",
    "Parallel",
    "Unmet",
    "Wish",
    "Wishes",
    "choose",
    "eligible",
    "from_json",
    "held_back",
    "mean_difficulty",
    "parallel",
    "to_json",
    "unmet_by",
]
