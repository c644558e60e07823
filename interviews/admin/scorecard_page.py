"""One's own scorecard as a page of the admin: its questions, what the form changes, what it still lacks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.utils.formats import date_format
from django.utils.timezone import localtime

from interviews.admin.scorecard_form import HERE, Basis, ResponseForm
from interviews.models import PanelMember, ScoreChange
from interviews.paper.filled.changes import EMPTY, MARK, PROBES, Difference, changes_from
from interviews.paper.pages.type_in import requirement_texts
from interviews.room.pages.scorecard import Lead, PageItem, leads_for, page_items, responses_of
from interviews.room.pages.texts import script_texts, suggestion_text
from interviews.room.services.records import VersionJson, read_versions
from interviews.room.services.state import ResponseState, SheetRules, rules_of
from interviews.scoring import LadderSuggestion, Mark


@dataclass(frozen=True, slots=True)
class QuestionPart:
    """One question of the page: its form, and what the rules say of what is recorded.

    ``uncounted`` are the points of a ladder that count for nothing yet; ``missing`` is in words.
    """

    page: PageItem
    form: ResponseForm
    suggestion: str
    uncounted: frozenset[int]
    uncounted_text: str
    missing: tuple[str, ...]

    @property
    def lead(self) -> Lead | None:
        return self.page.lead


class ScorecardPage:
    """The page for a seat; ``data``: what was posted, and ``basis`` what it was opened on."""

    def __init__(
        self, seat: PanelMember, data: Mapping[str, Any] | None = None, basis: Basis | None = None
    ) -> None:
        self.seat = seat
        self.card = getattr(seat, "scorecard", None)
        self.rules: SheetRules = rules_of(seat.interview.sheet)
        self.states: dict[int, ResponseState] = responses_of(self.card, self.rules)
        self.basis = basis or Basis.of(self.states)
        self._data = data
        self._texts = script_texts()
        self._versions = self._read_versions()
        pages = page_items(seat.interview.sheet_id, leads_for(seat))
        self.questions = [self._question(page) for page in pages]

    def _read_versions(self) -> dict[str, VersionJson]:
        """Those that can be chosen, of this scorecard alone."""
        wanted = {change_id for others in self.basis.others.values() for change_id in others}
        if not wanted or self.card is None:
            return {}
        return read_versions(ScoreChange.objects.filter(scorecard=self.card, pk__in=wanted))

    def _question(self, page: PageItem) -> QuestionPart:
        item, state = self.rules.items[page.item.pk], self.states[page.item.pk]
        suggestion = state.suggestion(item, self.rules.scale)
        missing = [requirement_texts()[code] for code in state.missing(item, self.rules.scale)]
        if state.undecided:
            missing.insert(0, self._texts["state_versions"])
        levels, next_level = (
            (set(suggestion.uncounted), suggestion.next_level)
            if isinstance(suggestion, LadderSuggestion)
            else (set(), None)
        )
        return QuestionPart(
            page=page,
            form=ResponseForm(
                self._data, page=page, rules=self.rules, basis=self.basis, kept=self._kept(page)
            ),
            suggestion=suggestion_text(suggestion),
            uncounted=frozenset(point.id for point in page.points if point.level in levels),
            uncounted_text=self._texts["level_uncounted"].format(next=next_level),
            missing=tuple(dict.fromkeys(missing)),
        )

    # Versions

    def _kept(self, page: PageItem) -> dict[str, list[tuple[str, str]]]:
        flags = {f"{MARK}{point.id}" for point in page.flags}
        return {
            key: [(other, self._in_words(key, self._versions[other], key in flags)) for other in others]
            for (item_id, key), others in self.basis.others.items()
            if item_id == page.item.pk and all(other in self._versions for other in others)
        }

    def _in_words(self, key: str, version: VersionJson, is_flag: bool) -> str:
        texts = self._texts
        at = date_format(localtime(datetime.fromisoformat(version["at"])), "SHORT_DATETIME_FORMAT")
        where = texts["versions_from"].format(device=version["device"] or texts["versions_device"], time=at)
        if is_flag:
            ticked = version["value"] in (Mark.MET, Mark.PARTLY)
            return f"{where}\n{texts['flag_on' if ticked else 'flag_off']}"
        return f"{where}\n{self._value_in_words(key, version)}"

    def _value_in_words(self, key: str, version: VersionJson) -> str:
        texts, value = self._texts, version["value"]
        if version["field"] == "not_asked":
            return texts["state_not_asked" if value else "state_none"]
        if key == "rating":
            return value or texts["state_none"]
        if key == PROBES:
            return texts["comma"].join(str(number + 1) for number in value) or texts["versions_empty"]
        return texts[value or "unmarked"] if key.startswith(MARK) else value or texts["versions_empty"]

    # What was posted

    @property
    def forms(self) -> list[ResponseForm]:
        return [question.form for question in self.questions]

    def is_valid(self) -> bool:
        """Whether every field can be read; all are looked at."""
        return not self.problems

    def changes(self) -> list[dict[str, Any]]:
        """What was posted, as changes for the scoring service, made on what the page was opened on.

        Their ids follow from the page's and from what they say: sent twice, a form changes nothing twice.
        """
        changes = [change for form in self.forms for change in self._changes_of(form)]
        for change in changes:
            said = json.dumps([change[name] for name in change if name != "id"], sort_keys=True)
            change["id"] = str(uuid5(UUID(self.basis.form), said))
        return changes

    def _changes_of(self, form: ResponseForm) -> list[dict[str, Any]]:
        item_id, choices = form.page.item.pk, form.choices()
        typed = form.values()
        changes = changes_from(
            difference for difference in form.differences() if difference.key[1] not in choices
        )
        for key, choice in choices.items():
            stood = self.basis.fields.get((item_id, key), EMPTY)
            if choice == HERE:
                here = Difference(
                    (item_id, key), stood, typed.get((item_id, key), stood.value), conflict=False
                )
                change = changes_from([here])[0]
            else:
                version = self._versions[choice]
                change = {"item": item_id, "field": version["field"], "value": version["value"]}
                change["base"] = stood.head
            changes.append(change | {"settles": list(self.basis.others[item_id, key])})
        return changes

    def is_recorded(self) -> bool:
        """Whether the ledger has all of it already."""
        ids = [change["id"] for change in self.changes()]
        return ScoreChange.objects.filter(scorecard=self.card, pk__in=ids).count() == len(ids)

    # What the page shows

    @property
    def opened(self) -> str:
        """For the form to send back."""
        return self.basis.sign(self.seat.pk)

    @property
    def problems(self) -> int:
        """How many fields can't be read."""
        return sum(len(form.errors) for form in self.forms)
