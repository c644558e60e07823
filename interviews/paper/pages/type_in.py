"""The page for typing a scorecard in from paper: what it shows, and what its form means."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from common.numbers import format_decimal
from interviews.paper.filled.changes import MARK, FieldKey, FieldState, field_states
from interviews.paper.filled.reading import not_a_rating
from interviews.paper.filled.words import NOT_ASKED, mark_words, read_mark, read_rating
from interviews.room.pages.scorecard import PageItem, PagePoint
from interviews.room.pages.texts import script_texts
from interviews.room.services.changes import InvalidChangeError, read_text
from interviews.room.services.state import TEXT_FIELDS, ItemRules, ResponseState, SheetRules
from interviews.scoring import Mark, Requirement

_SALT = "interviews.type-in"
#: How a mark is typed.
_MARK_TEXTS = {Mark.MET: "1", Mark.PARTLY: "½", Mark.MISSED: "0"}


@dataclass(frozen=True, slots=True)
class MarkField:
    """A point with what is typed for it; a red flag is ticked instead."""

    point: PagePoint
    name: str
    value: str
    problem: str = ""
    read_as: str = ""


@dataclass(frozen=True, slots=True)
class TextField:
    """A text of a question; ``need`` is what calls for it, as the page's script names it."""

    name: str
    label: str
    field: str
    value: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class TypeInRow:
    """One question of the table."""

    item: Any
    marks: tuple[MarkField, ...]
    rating: TextField
    not_asked: bool
    suggested: str
    texts: tuple[TextField, ...]
    missing: tuple[str, ...]

    @property
    def not_asked_name(self) -> str:
        return f"not_asked-{self.item.pk}"


@dataclass(slots=True)
class TypedForm:
    """What the form said: the values that could be read, and what is wrong with the others by field name."""

    values: dict[FieldKey, str | None] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)


def text_labels() -> dict[str, str]:
    """The texts of a question in the order they are typed."""
    return {
        "not_asked_reason": _("Why not asked"),
        "evidence": _("Evidence"),
        "reason": _("Reason for differing"),
        "flag_note": _("Note on the red flag"),
        "notes": _("What the candidate said"),
    }


def requirement_texts() -> dict[str, str]:
    """What a question still lacks, in a few words."""
    return {
        str(Requirement.RATING): _("give a rating"),
        str(Requirement.NOT_ASKED_REASON): _("say why it was not asked"),
        str(Requirement.EVIDENCE_LOW): _("needs its evidence"),
        str(Requirement.EVIDENCE_HIGH): _("needs its evidence"),
        str(Requirement.REASON): _("differs from the suggestion: say why"),
        str(Requirement.FLAG_NOTE): _("the red flag needs a note"),
    }


def type_in_texts(rules: SheetRules) -> dict[str, str]:
    """What the page's scripts say: the scoring page's sentences, and those of the cells."""
    return script_texts() | {
        "device_paper": _("Typed in from paper"),
        "cell_unread": _("an entry can't be read"),
        "cell_unread_mark": "?",
        "cells_unread": _("Can't be read and is not saved: {count}"),
        "not_a_mark": _not_a_mark(),
        "not_a_rating": not_a_rating("{text}", rules),
        "need_versions": _("two versions"),
        **{f"need_{code}": words for code, words in requirement_texts().items()},
    }


def _not_a_mark() -> str:
    return _("Type 1 for met, 5 for partly, 0 for missed.")


def type_in_rows(
    items: list[PageItem],
    rules: SheetRules,
    states: Mapping[int, ResponseState],
    sent: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
) -> list[TypeInRow]:
    """The table: as recorded, or (``sent``) as typed, with what is wrong with it."""
    return [_row(page_item, rules, states[page_item.item.pk], sent, problems or {}) for page_item in items]


def _row(
    page_item: PageItem,
    rules: SheetRules,
    state: ResponseState,
    sent: Mapping[str, str] | None,
    problems: Mapping[str, str],
) -> TypeInRow:
    item, item_rules = page_item.item, rules.items[page_item.item.pk]

    def shown(name: str, recorded: str) -> str:
        return recorded if sent is None else sent.get(name, "")

    marks = [_mark_field(point, state, shown, problems) for point in (*page_item.points, *page_item.flags)]
    rating = f"rating-{item.pk}"
    suggestion = state.suggestion(item_rules, rules.scale)
    words = requirement_texts()
    recorded = "" if state.rating is None else format_decimal(state.rating)
    return TypeInRow(
        item=item,
        marks=tuple(marks),
        rating=TextField(rating, _("Rating"), "rating", shown(rating, recorded), problems.get(rating, "")),
        not_asked=bool(shown(f"not_asked-{item.pk}", "1" if state.not_asked else "")),
        suggested="" if suggestion is None else format_decimal(suggestion.rating),
        texts=tuple(
            TextField(name, label, text, shown(name, getattr(state, text)), problems.get(name, ""))
            for text, label in text_labels().items()
            if (name := f"{text}-{item.pk}") and (page_item.flags or text != "flag_note")
        ),
        missing=tuple(dict.fromkeys(words[code] for code in state.missing(item_rules, rules.scale))),
    )


def _mark_field(
    point: PagePoint,
    state: ResponseState,
    shown: Callable[[str, str], str],
    problems: Mapping[str, str],
) -> MarkField:
    name = f"mark-{point.id}"
    mark = state.marks.get(point.id)
    if point.red_flag:
        recorded = "1" if mark in (Mark.MET, Mark.PARTLY) else ""
        return MarkField(point, name, shown(name, recorded))
    typed = shown(name, "" if mark is None else _MARK_TEXTS[mark])
    problem = problems.get(name, "")
    read = None if problem else read_mark(typed)
    return MarkField(point, name, typed, problem, dict(mark_words()).get(read, "") if read else "")


def read_typed(sent: Mapping[str, str], rules: SheetRules) -> TypedForm:
    """What the form's fields mean. A field that was not sent says nothing, a tick that was not sent no."""
    typed = TypedForm()
    for item in rules.items.values():
        _read_marks(typed, sent, item)
        _read_rating(typed, sent, item, rules)
        for text in TEXT_FIELDS:
            name = f"{text}-{item.item_id}"
            if name not in sent:
                continue
            try:
                typed.values[item.item_id, text] = read_text(sent[name].replace("\r\n", "\n")) or None
            except InvalidChangeError as error:
                typed.problems[name] = str(error)
    return typed


def _read_marks(typed: TypedForm, sent: Mapping[str, str], item: ItemRules) -> None:
    for point in item.points:
        name, key = f"mark-{point.id}", (item.item_id, f"{MARK}{point.id}")
        if point.red_flag:
            typed.values[key] = str(Mark.MET) if sent.get(name) else None
        elif name in sent:
            try:
                mark = read_mark(sent[name])
                typed.values[key] = None if mark is None else str(mark)
            except ValueError:
                typed.problems[name] = _not_a_mark()


def _read_rating(typed: TypedForm, sent: Mapping[str, str], item: ItemRules, rules: SheetRules) -> None:
    name = f"rating-{item.item_id}"
    if name not in sent:
        return
    try:
        rating = read_rating(sent[name], rules.ratings)
    except ValueError:
        typed.problems[name] = not_a_rating(sent[name].strip(), rules)
        return
    not_asked = bool(sent.get(f"not_asked-{item.item_id}"))
    if not_asked and rating not in (None, NOT_ASKED):
        typed.problems[name] = _("Rated, and not asked as well: take one of them away.")
    elif not_asked:
        typed.values[item.item_id, "rating"] = NOT_ASKED
    else:
        typed.values[item.item_id, "rating"] = (
            rating if rating is None or isinstance(rating, str) else format_decimal(rating)
        )


def sign_basis(states: Mapping[int, ResponseState], seat: int) -> str:
    """What the page's fields said when it was made, signed, to be sent back with the form."""
    fields = [
        [item_id, name, state.value, state.head] for (item_id, name), state in field_states(states).items()
    ]
    return signing.dumps({"seat": seat, "stood": fields}, salt=_SALT, compress=True)


def read_basis(token: str, seat: int) -> dict[FieldKey, FieldState]:
    """What sign_basis() has signed for this seat. Raises ValueError for anything else."""
    try:
        payload = signing.loads(token, salt=_SALT)
    except signing.BadSignature as error:
        raise ValueError("not signed here") from error
    if payload["seat"] != seat:
        raise ValueError("another seat")
    return {(item_id, name): FieldState(value, head) for item_id, name, value, head in payload["stood"]}
