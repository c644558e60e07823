"""What filters of several lists share."""

from __future__ import annotations

import django_filters as filters

from interviews.common.forms import PositionChoiceField


class NarrowingFilterSet(filters.FilterSet):  # type: ignore[misc, unused-ignore] # untyped
    """A filter set that knows whether it filters."""

    @property
    def narrowed(self) -> bool:
        """Whether anything is filtered by, apart from the time."""
        return any(self.form[name].value() for name in self.filters if name != "when")


class PositionFilter(filters.Filter):  # type: ignore[misc, unused-ignore] # untyped
    """By a position that is found by typing."""

    field_class = PositionChoiceField
