"""What a filled-in form would change, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from interviews.paper.filled.changes import MARK, Difference
from interviews.paper.filled.words import NOT_ASKED, mark_words
from interviews.room.services.state import ItemRules, SheetRules


@dataclass(frozen=True, slots=True)
class FilledLine:
    """One field: ``id`` is that of its change; empty texts are empty fields."""

    id: str
    label: str
    before: str
    after: str
    conflict: bool


@dataclass(frozen=True, slots=True)
class QuestionLines:
    position: int
    text: str
    lines: tuple[FilledLine, ...]


def question_lines(
    differences: Sequence[Difference], ids: Sequence[str], rules: SheetRules
) -> list[QuestionLines]:
    """The differences by question, in the sheet's order."""
    pairs = list(zip(differences, ids, strict=True))
    found = []
    for item_id, group in groupby(pairs, key=lambda pair: pair[0].place[0]):
        item = rules.items[item_id]
        lines = tuple(_line(difference, change, item) for difference, change in group)
        found.append(QuestionLines(item.position, item.text, lines))
    return found


def _line(difference: Difference, change: str, item: ItemRules) -> FilledLine:
    name = difference.place[1]
    flags = {f"{MARK}{point.id}" for point in item.points if point.red_flag}
    before, after = (_shown(value, name in flags) for value in (difference.before.value, difference.after))
    return FilledLine(change, _label(name, item, name in flags), before, after, difference.conflict)


def _label(name: str, item: ItemRules, flag: bool) -> str:
    if name.startswith(MARK):
        text = item.point_texts[int(name.removeprefix(MARK))]
        return _("Red flag: %(text)s") % {"text": text} if flag else text
    return {
        "rating": _("Rating"),
        "notes": _("What the candidate said"),
        "evidence": _("Evidence"),
        "reason": _("Reason for differing"),
        "flag_note": _("Note on the red flag"),
        "not_asked_reason": _("Why not asked"),
    }[name]


def _shown(value: str | None, flag: bool) -> str:
    if value is None:
        return ""
    if flag:
        return _("Appeared")
    if value == NOT_ASKED:
        return _("Not asked")
    return {str(mark): word for mark, word in mark_words()}.get(value, value)
