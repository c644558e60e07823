"""What scripts say about where a person's text is: the same words on every page."""

from __future__ import annotations

from django.utils.translation import gettext as _

from common.spacing import gap


def state_texts() -> dict[str, str]:
    """Saved, under way, or only in this browser; words in {braces} are filled in by the scripts."""
    return {
        "saved": _("Saved"),
        "saving": _("Saving…"),
        "offline": _("Offline"),
        "offline_kept": _("Offline · changes kept here: {count}"),
        "unkept": _("Not saved: {count} · keep this page open"),
        "signed-out_chip": _("Signed out · changes kept here: {count}"),
        "not-yours_chip": _("Not saved · changes kept here: {count}"),
        "gone_chip": _("Not saved · changes kept here: {count}"),
        "not-taken_chip": _("Not saved · changes kept here: {count}"),
    }


def sign_in_texts() -> dict[str, str]:
    """What is said while one signs in again on the page itself."""
    return {
        "signed_in": _("You are signed in again."),
        "sign_in_wrong": _("This password is not right. Nothing is lost: try again."),
        "sign_in_wait": _("Too many wrong passwords. Go on typing and try again in a quarter of an hour."),
        "sign_in_offline": _("The site can't be reached just now. Go on typing and try again in a moment."),
    }


def form_texts() -> dict[str, str]:
    """The sentences of static/js/forms: what became of a form, and what is still to be sent."""
    return (
        state_texts()
        | sign_in_texts()
        | {
            "sign_in_not_yours": _("Somebody else is signed in now. Nothing was sent in their name."),
            "sign_in_sent": _("Not sent yet: you are signed out. Sign in here, and it is sent."),
            "sign_in_other": _(
                "Not sent: somebody else is signed in in this browser now. Sign in as yourself here, which "
                "signs them out, and it is sent."
            ),
            "sign_in": _("Sign in and go on"),
            "retry": _("Try again"),
            "retrying": _("It is tried again by itself."),
            "kept": _("What you typed is still here."),
            "csrf": _("Not saved: this page was open for too long."),
            "denied": _("Not saved: you may not do this (any more)."),
            "gone": _("Not saved: this is not here any more, or not yours to see."),
            "conflict": _(
                "Not saved: somebody has changed this meanwhile. Open the page in a new tab to see it."
            ),
            "invalid": _("Not saved: the site does not take this as it is. Please look at what you entered."),
            "large": _("Not saved: this is too large."),
            "wait": _("Not saved: too many tries. Please wait a little."),
            "failed": _("Not saved: something went wrong on our side."),
            "unreachable": _("Not saved: the site can't be reached."),
            "slow": _("Not saved: the site did not answer in time."),
            "not_loaded": _("This could not be loaded."),
            "unsent": _("Not sent: what you typed here on {when} is still in this browser."),
            "unsent_partly": _("Some of it belongs to fields that this page does not have (any more):"),
            "restore": _("Bring it back"),
            "discard": _("Discard"),
            "restored": _("Brought back. It is not sent yet."),
            "discarded": _("Discarded."),
            # What stands between two sentences.
            "gap": str(gap()),
        }
    )
