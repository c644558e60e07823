"""What the rows of a question set's page say, written by the services that the builder calls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import User
from interviews.building.services import sets
from interviews.building.services.order import SetRefusedError, find_group, find_item, load_groups
from interviews.building.services.sets import Place
from interviews.models import QuestionSet, SetItem, SetSection


@contextmanager
def refusals_in_form() -> Iterator[None]:
    """What the services of sets refuse, as the admin's pages show refusals."""
    try:
        yield
    except SetRefusedError as refusal:
        raise ValidationError(str(refusal)) from refusal


class SetRows:
    """The sections and items of one page, to be saved in the order that their numbers say.

    Only what this person changed is written: what somebody else changed meanwhile stays as it is.
    """

    def __init__(self, actor: User, question_set: QuestionSet, formsets: Any) -> None:
        self.actor, self.set = actor, question_set
        by_model: dict[Any, Any] = {formset.model: formset for formset in formsets}
        self.sections: Any = by_model.get(SetSection)
        self.items: Any = by_model.get(SetItem)

    def save(self) -> None:
        """Sections first, for items move into them. Raises SetRefusedError."""
        if self.sections is not None:
            self._save_sections()
        if self.items is not None:
            self._save_items()

    def _save_sections(self) -> None:
        for form in self.sections.deleted_forms:
            if form.instance.pk:
                sets.remove_section(actor=self.actor, question_set=self.set, section=form.instance.pk)
        kept = _kept(self.sections)
        for form in kept:
            values = form.cleaned_data
            if not form.instance.pk:
                self._add_section(form, values)
            elif changes := _changes(form, ("title", "planned_minutes")):
                sets.change_section(
                    actor=self.actor, question_set=self.set, section=form.instance.pk, changes=changes
                )
        for form in _moved(kept, {"position"}):
            self._step(form.instance.pk, sum(_before(other, form) for other in kept))

    def _add_section(self, form: forms.ModelForm[SetSection], values: Mapping[str, Any]) -> None:
        section = sets.add_section(
            actor=self.actor,
            question_set=self.set,
            title=values["title"],
            planned_minutes=values["planned_minutes"],
        )
        form.instance.pk = section.pk

    def _step(self, section: int, wanted: int) -> None:
        order = list(self.set.sections.values_list("pk", flat=True))
        if section in order and (by := wanted - order.index(section)):
            sets.step_section(actor=self.actor, question_set=self.set, section=section, by=by)

    def _save_items(self) -> None:
        for form in self.items.deleted_forms:
            if form.instance.pk:
                sets.remove_item(actor=self.actor, question_set=self.set, item=form.instance.pk)
        kept = _kept(self.items)
        for form in kept:
            if not form.instance.pk:
                self._add_item(form)
            elif changes := _changes(form, ("weight", "minutes")):
                self._change(form.instance.pk, changes)
        for form in _moved(kept, {"position", "section"}):
            section = form.cleaned_data["section"]
            beside = [other for other in kept if other.cleaned_data["section"] == section]
            self._move(
                form.instance.pk, section and section.pk, sum(_before(other, form) for other in beside)
            )

    def _add_item(self, form: forms.ModelForm[SetItem]) -> None:
        values = form.cleaned_data
        item = sets.add_item(actor=self.actor, question_set=self.set, question=values["question"].pk)
        form.instance.pk = item.pk
        typed = {name: values[name] for name in ("weight", "minutes") if values[name] != getattr(item, name)}
        if typed:
            self._change(item.pk, typed)

    def _change(self, item: int, changes: Mapping[str, Any]) -> None:
        sets.change_item(actor=self.actor, question_set=self.set, item=item, changes=changes)

    def _move(self, item: int, section: int | None, index: int) -> None:
        groups = load_groups(self.set)
        group, moving = find_item(groups, item)
        if group is not find_group(groups, section) or group.items.index(moving) != index:
            place = Place(section, index)
            sets.move_item(actor=self.actor, question_set=self.set, item=item, place=place)


def _kept(formset: Any) -> list[Any]:
    """The rows that say something and stay."""
    rows = [form for form in formset.forms if form not in formset.deleted_forms]
    return [form for form in rows if form.instance.pk or form.has_changed()]


def _changes(form: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in names if name in form.changed_data}


def _moved(kept: list[Any], names: set[str]) -> list[Any]:
    """Those that this person put elsewhere, new ones included, in their new order."""
    return sorted(
        (form for form in kept if form.changed_data and (names & set(form.changed_data) or form.is_new)),
        key=lambda form: form.cleaned_data["position"],
    )


def _before(other: Any, form: Any) -> bool:
    """Whether a row comes before one that was moved. Of two with the same number, the one that was moved up
    (to a lower number than it had) comes first, the one that was moved down last."""
    if other is form:
        return False
    number, others_number = form.cleaned_data["position"], other.cleaned_data["position"]
    moved_down = "position" not in other.changed_data and number > (form.initial.get("position") or 0)
    return bool(others_number < number or (others_number == number and moved_down))
