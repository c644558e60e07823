"""Ids from URLs and forms: a value that no database could hold counts as missing."""

from __future__ import annotations

from typing import Any

from django import forms


def id_from(text: object) -> int:
    """A small number written in plain digits; 0 for anything else."""
    digits = str(text)
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else 0


class ManyChoiceField(forms.ModelMultipleChoiceField[Any]):
    """Several rows by id. SQLite can't even be asked for an id beyond its integers."""

    def clean(self, value: Any) -> Any:
        for id in value or ():
            if not id_from(id):
                raise forms.ValidationError(
                    self.error_messages["invalid_choice"], code="invalid_choice", params={"value": id}
                )
        return super().clean(value)
