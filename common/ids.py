"""Ids out of addresses and forms: what no database has counts as none."""

from __future__ import annotations

from typing import Any

from django import forms


def id_from(text: object) -> int:
    """A small number written in plain digits; 0 for anything else."""
    written = str(text)
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else 0


class ManyChoiceField(forms.ModelMultipleChoiceField):
    """Several rows by id. SQLite can't even be asked for an id beyond its integers."""

    def clean(self, value: Any) -> Any:
        for one in value or ():
            if not id_from(one):
                raise forms.ValidationError(
                    self.error_messages["invalid_choice"], code="invalid_choice", params={"value": one}
                )
        return super().clean(value)
