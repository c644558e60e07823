"""Question sets from wishes. Pure; no database."""

from interviews.blueprint.choose import ChosenQuestions, choose, mean_difficulty, unmet_wishes
from interviews.blueprint.json_format import from_json, to_json
from interviews.blueprint.parallel import ParallelSheets, SheetPair, choose_parallel
from interviews.blueprint.problem import Measure, eligible
from interviews.blueprint.wishes import DIFFICULTIES, OfferedQuestion, UnmetWish, Wish, Wishes, held_back

__all__ = [
    "DIFFICULTIES",
    "ChosenQuestions",
    "Measure",
    "OfferedQuestion",
    "ParallelSheets",
    "SheetPair",
    "UnmetWish",
    "Wish",
    "Wishes",
    "choose",
    "choose_parallel",
    "eligible",
    "from_json",
    "held_back",
    "mean_difficulty",
    "to_json",
    "unmet_wishes",
]
