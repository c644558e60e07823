"""What the preview of a filled-in form shows: the fields it would change, by question, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from interviews.paper.filled.changes import MARK, Difference
from interviews.paper.filled.words import NOT_ASKED, field_label, mark_words
from interviews.room.services.state import ItemRules, SheetRules


@dataclass(frozen=True, slots=True)
class FormFieldDifference:
    """One field: ``id`` is that of its change; empty texts are empty fields."""

    id: str
    label: str
    before: str
    after: str
    conflict: bool


@dataclass(frozen=True, slots=True)
class QuestionDifferences:
    """The fields of one question that would change; ``position`` is its number on the sheet."""

    position: int
    text: str
    fields: tuple[FormFieldDifference, ...]


def question_differences(
    differences: Sequence[Difference], ids: Sequence[str], rules: SheetRules
) -> list[QuestionDifferences]:
    """The differences by question, in the sheet's order."""
    pairs = list(zip(differences, ids, strict=True))
    questions = []
    for item_id, group in groupby(pairs, key=lambda pair: pair[0].key[0]):
        item = rules.items[item_id]
        fields = tuple(_field_difference(difference, change, item) for difference, change in group)
        questions.append(QuestionDifferences(item.position, item.text, fields))
    return questions


def _field_difference(difference: Difference, change: str, item: ItemRules) -> FormFieldDifference:
    name = difference.key[1]
    flags = {f"{MARK}{point.id}" for point in item.points if point.red_flag}
    before, after = (_shown(value, name in flags) for value in (difference.before.value, difference.after))
    return FormFieldDifference(change, _label(name, item, name in flags), before, after, difference.conflict)


def _label(name: str, item: ItemRules, flag: bool) -> str:
    if name.startswith(MARK):
        text = item.point_texts[int(name.removeprefix(MARK))]
        return _("Red flag: %(text)s") % {"text": text} if flag else text
    return field_label(name)


def _shown(value: str | None, flag: bool) -> str:
    if value is None:
        return ""
    if flag:
        return _("Appeared")
    if value == NOT_ASKED:
        return _("Not asked")
    return {str(mark): word for mark, word in mark_words()}.get(value, value)
