"""The texts of letters to candidates: as they are shipped, until HR writes their own."""

from __future__ import annotations

import hashlib
from typing import Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.audit import record
from accounts.models import User
from common.spacing import join_sentences
from interviews.letters.rules.default_texts import DEFAULT_TEXTS
from interviews.letters.rules.placeholders import (
    LetterText,
    Placeholder,
    PlaceholderError,
    check,
    mark,
    names_in,
    narrowed,
)
from interviews.models import LetterKind, LetterLanguage, LetterTemplate

#: Letters whose receiver is asked for an answer.
ANSWERED: Final = (LetterKind.INVITATION, LetterKind.CHANGE)
#: Letters that tell what was decided.
TELLS_OUTCOME: Final = (LetterKind.ACCEPTANCE, LetterKind.REJECTION)

#: The code of the error that somebody else has changed a text meanwhile.
MEANWHILE: Final = "meanwhile"


def allowed_in(kind: LetterKind) -> frozenset[Placeholder]:
    """The placeholders that can stand in a text of this kind."""
    return frozenset(Placeholder) - (frozenset() if kind in ANSWERED else {Placeholder.LINK})


def text_of(kind: LetterKind, language: LetterLanguage) -> LetterText:
    """The text in force."""
    own = LetterTemplate.objects.filter(kind=kind, language=language).first()
    return LetterText(own.subject, own.body) if own else DEFAULT_TEXTS[kind, language]


def fingerprint(text: LetterText) -> str:
    """Says of an open form which text it shows."""
    return hashlib.sha256(f"{text.subject}\n{text.body}".encode()).hexdigest()


def check_text(text: LetterText, kind: LetterKind, language: LetterLanguage) -> None:
    """Raises ValidationError, keyed by field, for a text that can't be filled in; its sentence names the
    placeholders there are. A subject has no link."""
    allowed = {"subject": allowed_in(kind) - {Placeholder.LINK}, "body": allowed_in(kind)}
    errors = {}
    for field in ("subject", "body"):
        try:
            check(getattr(text, field), allowed[field])
        except PlaceholderError as error:
            known = [
                mark(placeholder, language) for placeholder in Placeholder if placeholder in allowed[field]
            ]
            errors[field] = join_sentences(
                [
                    _(error.message) % {"name": error.name},
                    _("Known are: %(names)s.") % {"names": pgettext("between names", ", ").join(known)},
                ]
            )
    if errors:
        raise ValidationError(errors)


@transaction.atomic
def save_text(
    *, actor: User, kind: LetterKind, language: LetterLanguage, text: LetterText, opened_on: str
) -> None:
    """Let the company's own text hold from now on. ``opened_on``: the fingerprint of the text it came from.

    Raises PermissionDenied for anybody but HR, ValidationError for an unknown placeholder, or when somebody
    else has changed the text meanwhile.
    """
    _check_may_change(actor)
    text = LetterText(" ".join(narrowed(text.subject).split()), narrowed(text.body).strip())
    check_text(text, kind, language)
    stored = LetterTemplate.objects.select_for_update().filter(kind=kind, language=language).first()
    before = LetterText(stored.subject, stored.body) if stored else DEFAULT_TEXTS[kind, language]
    if fingerprint(before) != opened_on:
        raise _meanwhile()
    if text == before:
        return
    if text == DEFAULT_TEXTS[kind, language] and stored:
        restore_text(actor=actor, kind=kind, language=language)
        return
    row = stored or LetterTemplate(kind=kind, language=language)
    row.subject, row.body, row.changed_by = text.subject, text.body, actor
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise _meanwhile() from error
    record(
        actor=actor,
        action="lettertemplate.change",
        target=row,
        before={"subject": before.subject, "body": before.body},
        after={"subject": text.subject, "body": text.body},
    )


@transaction.atomic
def restore_text(*, actor: User, kind: LetterKind, language: LetterLanguage) -> None:
    """Let the text that is shipped hold again. Raises PermissionDenied for anybody but HR, ValidationError
    when it holds already."""
    _check_may_change(actor)
    stored = LetterTemplate.objects.select_for_update().filter(kind=kind, language=language).first()
    if stored is None:
        raise ValidationError(_("This is the text that came with the site."))
    default = DEFAULT_TEXTS[kind, language]
    record(
        actor=actor,
        action="lettertemplate.restore",
        target=stored,
        before={"subject": stored.subject, "body": stored.body},
        after={"subject": default.subject, "body": default.body},
    )
    stored.delete()


def known_names(kind: LetterKind, language: LetterLanguage) -> list[str]:
    """The placeholders of a text, as they are written."""
    names = names_in(language)
    return [
        f"{{{name}}}"
        for name, placeholder in zip(names, Placeholder, strict=True)
        if placeholder in allowed_in(kind)
    ]


def _check_may_change(actor: User) -> None:
    if not actor.is_active or not actor.has_perm("interviews.change_lettertemplate"):
        raise PermissionDenied(_("HR changes the texts of letters."))


def _meanwhile() -> ValidationError:
    return ValidationError(
        _(
            "Somebody else has changed this text while you had this open. Theirs stands beside yours: take "
            "from it what you want, and save again."
        ),
        code=MEANWHILE,
    )
