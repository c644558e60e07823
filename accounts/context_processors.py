"""What the scripts of every form need to know about the person."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import salted_hmac

from accounts.models import User
from common.save_texts import form_texts

#: Forms in which nothing is typed that could be lost, or that change who is signed in.
PLAIN = ("accounts:sign-in", "accounts:sign-out", "set-language", "set-theme", "set-single-keys")


def draft_key(user: User) -> str:
    """The key, in hex, under which a browser keeps what this person typed: 256 bits, given to nobody else."""
    return salted_hmac("accounts.drafts", str(user.pk), algorithm="sha256").hexdigest()


def forms(request: HttpRequest) -> dict[str, Any]:
    """``forms_config``, asked for by pages behind the sign-in only: others needn't know the person."""

    def forms_config() -> dict[str, Any]:
        user = request.user
        if not isinstance(user, User) or not user.is_authenticated:
            return {}
        return {
            "person": user.pk,
            "key": draft_key(user),
            "who": reverse("accounts:who"),
            "signOut": reverse("accounts:sign-out"),
            "plain": [reverse(name) for name in PLAIN],
        }

    return {"forms_config": forms_config, "forms_texts": form_texts}
