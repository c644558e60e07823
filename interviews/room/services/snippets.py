"""A person's own phrases for notes: saved all at once, as the dialog shows them."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import category

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from interviews.models import NoteSnippet

#: One for each digit.
MOST = 9
MAX_LENGTH = 200


def snippet_fields(user: User) -> list[str]:
    """The person's phrases in order, filled up with empty ones to MOST."""
    texts = list(NoteSnippet.objects.filter(user=user).order_by("position").values_list("text", flat=True))
    return texts + [""] * (MOST - len(texts))


def save_snippets(*, user: User, texts: Sequence[str]) -> list[str]:
    """Make these the person's phrases, without the empty ones; returns them.

    Raises ValidationError when there are too many, or one is too long or can't be stored.
    """
    snippets = [snippet for text in texts if (snippet := " ".join(text.split()))]
    if len(snippets) > MOST:
        raise ValidationError(_("Nine phrases are the most: one for each digit."))
    for snippet in snippets:
        if len(snippet) > MAX_LENGTH:
            raise ValidationError(_("This phrase is too long: 200 characters are the most."))
        if any(category(character) in ("Cc", "Cs") for character in snippet):
            raise ValidationError(_("This phrase has characters that can't be stored."))
    with transaction.atomic():
        # Two tabs that save at once would both insert the same positions.
        User.objects.select_for_update().get(pk=user.pk)
        NoteSnippet.objects.filter(user=user).delete()
        NoteSnippet.objects.bulk_create(
            NoteSnippet(user=user, position=position, text=snippet)
            for position, snippet in enumerate(snippets, start=1)
        )
    return snippets
