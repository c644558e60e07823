"""Candidates whose personal data was erased: their new name, and that nothing more is written about them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from interviews.models import (
    Candidate,
)


def erased_name(number: int) -> str:
    """What stands for a name, in the site's own language: it is stored."""
    with override(settings.LANGUAGE_CODE):
        return _("Erased candidate %(number)s") % {"number": number}


def refuse_erased(candidate_id: Any) -> None:
    """Raises ValidationError for a candidate whose personal data was erased: nothing more is written about
    them; nor for one whose entry was merged into another. Call it under the lock that the act takes anyway:
    an erasure or a merge waits for it, or is over by then."""
    stored = Candidate.objects.filter(pk=candidate_id).values_list("erased_at").first()
    if stored is None:
        raise ValidationError(
            _("This entry is gone meanwhile: it was merged with another one of the person.")
        )
    if stored != (None,):
        raise ValidationError(
            _("This candidate's personal data was erased: nothing more is written about them.")
        )
