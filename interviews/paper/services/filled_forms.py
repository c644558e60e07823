"""A filled-in form for one's own scorecard: first a preview of the changes; then, accepted, they are saved.

Nothing is stored in between: the changes travel through the page, signed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from accounts.models import User
from interviews.models import PanelMember, Scorecard
from interviews.paper.excel_form.layout import FORM_VERSION
from interviews.paper.filled.changes import Difference, changes_from, field_states, find_differences
from interviews.paper.filled.reading import (
    CellProblem,
    FilledForm,
    WrongFormError,
    read_basis,
    read_form,
    read_values,
)
from interviews.room.pages.scorecard import responses_of
from interviews.room.services.responses import Responses
from interviews.room.services.saving import Saved, save
from interviews.room.services.state import rules_of

_SALT = "interviews.filled-form"
#: Long enough to look something up on paper, in seconds.
_MAX_AGE = 12 * 3600
#: What one page can send back, in characters.
_MAX_TOKEN = 4_000_000


class StaleFormError(Exception):
    """What was accepted is not a preview made for this person, or the preview is too old."""


@dataclass(frozen=True, slots=True)
class FormPreview:
    """What a form would change. ``ids`` are those of the changes, in the order of ``differences``."""

    differences: tuple[Difference, ...]
    ids: tuple[str, ...]
    problems: tuple[CellProblem, ...]
    for_anybody: bool
    token: str


def preview_form(*, seat: PanelMember, name: str, data: bytes) -> FormPreview:
    """Read an upload for this seat's scorecard. Raises WrongFormError; writes nothing."""
    form = read_form(name, data)
    rules = rules_of(seat.interview.sheet)
    check_form_matches(form, seat)
    filled = read_values(form, rules)
    current = field_states(responses_of(_scorecard_of(seat), rules))
    differences = find_differences(filled.values, read_basis(form, rules), current, rules)
    changes = changes_from(differences)
    token = _sign(seat, changes, differences)
    if len(token) > _MAX_TOKEN:
        raise WrongFormError(
            _("The form holds more text than can be taken over at once. Shorten the notes, or type them in.")
        )
    return FormPreview(
        differences=tuple(differences),
        ids=tuple(change["id"] for change in changes),
        problems=tuple(filled.problems),
        for_anybody=form.interview is None,
        token=token,
    )


def _scorecard_of(seat: PanelMember) -> Scorecard | None:
    return getattr(seat, "scorecard", None)


def check_form_matches(form: FilledForm, seat: PanelMember) -> None:
    """Raises WrongFormError for a form of another interview, person, or sheet."""
    sheet = seat.interview.sheet
    if form.version != FORM_VERSION:
        raise WrongFormError(
            _(
                "This form was made by another version of the site. Download it again and copy what was "
                "entered."
            )
        )
    if form.interview is not None and form.interview != seat.interview_id:
        raise WrongFormError(
            _("This form was made for another interview. Open that interview and upload it there.")
        )
    if form.seat is not None and form.seat != seat.pk:
        raise WrongFormError(
            _("This form was made out for somebody else on the panel, and everybody uploads their own.")
        )
    if (form.sheet, form.sha256) != (sheet.pk, sheet.sha256):
        raise WrongFormError(
            _(
                "This form was made from another sheet, or from an earlier version of it: its questions are "
                "not those of this interview (%(sheet)s). Download the form again and copy what was entered."
            )
            % {"sheet": sheet}
        )


def _sign(seat: PanelMember, changes: list[dict[str, Any]], differences: Iterable[Difference]) -> str:
    conflicts = [
        change["id"] for change, difference in zip(changes, differences, strict=True) if difference.conflict
    ]
    payload = {"seat": seat.pk, "user": seat.user_id, "changes": changes, "conflicts": conflicts}
    return signing.dumps(payload, salt=_SALT, compress=True)


def accept_preview(*, actor: User, seat: PanelMember, token: str, accepted: Collection[str]) -> Saved:
    """Save what preview_form() has shown; of its conflicts only those whose change's id is in ``accepted``.

    What has changed on the scorecard since the preview is kept beside the form's value, as two devices' is.
    Accepting twice changes nothing more. Raises StaleFormError, and what save() raises.
    """
    try:
        payload = signing.loads(token, salt=_SALT, max_age=_MAX_AGE)
    except signing.BadSignature as error:
        raise StaleFormError from error
    if (payload["seat"], payload["user"]) != (seat.pk, actor.pk):
        raise StaleFormError
    declined = set(payload["conflicts"]) - set(accepted)
    changes = [change for change in payload["changes"] if change["id"] not in declined]
    return save(
        Responses,
        actor=actor,
        interview_id=seat.interview_id,
        seat_id=seat.pk,
        raw_changes=changes,
        device=_("Excel form"),
    )
