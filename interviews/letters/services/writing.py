"""Letters to an interview's candidate: which are due, in which words, and having them sent.

HR sends each of them, and sees it before. What was told already to the same address is refused.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.audit import record
from accounts.models import User
from common.time_zones import zone_label
from interviews.access import check_may_plan
from interviews.letters.rules.placeholders import LetterText, Placeholder, fill, has, mark, narrowed
from interviews.letters.services.secrets import hash_of, secret_for
from interviews.letters.services.templates import ANSWERED, TELLS_OUTCOME, check_text, text_of
from interviews.models import CandidateLetter, Company, Decision, Interview, LetterKind, LetterLanguage
from interviews.planning.services.scheduling import lock_interview

State = CandidateLetter.State
#: Letters that were, or are being, sent.
ON_THEIR_WAY: Final = (State.WAITING, State.SENT)
_OUTCOMES: Final[dict[str, LetterKind]] = {
    Decision.Outcome.HIRE: LetterKind.ACCEPTANCE,
    Decision.Outcome.REJECT: LetterKind.REJECTION,
}
LONGEST_TEXT: Final = 5000


@dataclass(frozen=True, slots=True)
class LetterDraft:
    """A letter as it would be sent, but for the link; ``about``: what it rests on."""

    kind: LetterKind
    language: LetterLanguage
    text: LetterText
    about: str


def kinds_for(interview: Interview, user: User) -> list[LetterKind]:
    """The letters that make sense as things stand, as far as the user may know; what comes next is first."""
    kinds: list[LetterKind] = []
    plan = _told_plan(interview)
    if interview.called_off:
        if plan and interview.status == Interview.Status.CANCELLED and not interview.over:
            kinds.append(LetterKind.CANCELLATION)
    elif not interview.over:
        kinds.append(_plan_kind(interview, plan))
    if not interview.called_off:
        decision = decision_for(interview, user)
        if decision is not None and decision.outcome in _OUTCOMES:
            kinds.append(_OUTCOMES[decision.outcome])
        if interview.begun:
            kinds.append(LetterKind.THANKS)
    return kinds


def plan_kind(interview: Interview) -> LetterKind:
    """The letter that tells of an interview ahead. Asks nothing where its letters are fetched already."""
    return _plan_kind(interview, _told_plan(interview))


def _plan_kind(interview: Interview, plan: CandidateLetter | None) -> LetterKind:
    first = plan is None or (plan.kind == LetterKind.INVITATION and plan.about == _plan_key(interview))
    return LetterKind.INVITATION if first else LetterKind.CHANGE


def knows_plan(interview: Interview) -> bool:
    """Whether the candidate was told of the plan as it is: they answered, were told otherwise, or a letter is
    on its way to the address they have now."""
    if interview.reply:
        return True
    key, address = _plan_key(interview), interview.candidate.email
    letters = _on_their_way(interview, ANSWERED)
    return any(letter.about == key and letter.address == address for letter in letters)


def _told_plan(interview: Interview) -> CandidateLetter | None:
    """The letter by which the candidate knows of the interview; None too after a cancellation."""
    told = next(iter(_on_their_way(interview, (*ANSWERED, LetterKind.CANCELLATION))), None)
    return told if told is not None and told.kind != LetterKind.CANCELLATION else None


def decision_for(interview: Interview, user: User) -> Decision | None:
    """The decision in force, where the user may read it and none waits for a second person."""
    visible = Decision.objects.visible_to(user).filter(interview=interview).defer("sealed")
    if visible.pending().exists():
        return None
    decision: Decision | None = visible.in_force_first().first()
    return decision


def about(interview: Interview, kind: LetterKind) -> str:
    """What a letter of this kind would rest on now; "" for thanks, which rest on nothing."""
    if kind in ANSWERED:
        return _plan_key(interview)
    if kind == LetterKind.CANCELLATION:
        at = interview.called_off_at.astimezone(UTC).isoformat() if interview.called_off_at else ""
        return _hash(f"cancelled {at}")
    if kind in TELLS_OUTCOME:
        decisions = Decision.objects.filter(interview=interview)
        if decisions.pending().exists():
            return "pending"
        decision = decisions.in_force_first().values_list("pk", "outcome").first()
        return f"decision {decision[0]}" if decision and _OUTCOMES.get(decision[1]) == kind else "none"
    return ""


def draft(*, actor: User, interview: Interview, kind: LetterKind, language: LetterLanguage) -> LetterDraft:
    """The letter in the words that hold, for its sender to look at."""
    template = text_of(kind, language)
    values = _values(actor, interview, language)
    text = LetterText(" ".join(fill(template.subject, values).split())[:200], fill(template.body, values))
    return LetterDraft(kind, language, text, about(interview, kind))


def example(*, actor: User, text: LetterText, language: LetterLanguage) -> LetterText:
    """A text filled in for somebody who isn't there."""
    with translation.override(language):
        start = timezone.localtime(timezone=timezone.get_default_timezone()).replace(hour=14, minute=0)
        values = {
            Placeholder.CANDIDATE: pgettext("an example of a candidate", "Alex Morgan"),
            Placeholder.COMPANY: Company.current().name or _("Our company"),
            Placeholder.POSITION: _("Customer service manager"),
            Placeholder.ROUND: _("First interview"),
            Placeholder.DATE: _date(start),
            Placeholder.TIME: f"{start:%H:%M}",
            Placeholder.MINUTES: "60",
            Placeholder.PLACE: _("Room 302"),
            Placeholder.PANEL: str(actor),
            Placeholder.SENDER: str(actor),
            Placeholder.LINK: f"{settings.SITE_URL}/…",
        }
    return LetterText(fill(narrowed(text.subject), values), fill(narrowed(text.body), values))


def usual_language(interview: Interview) -> LetterLanguage:
    """The one this candidate was last written to in, else the site's."""
    last = CandidateLetter.objects.filter(interview__candidate=interview.candidate_id).order_by("-pk").first()
    return LetterLanguage(last.language if last else settings.LANGUAGE_CODE)


@transaction.atomic
def send_letter(
    *,
    actor: User,
    interview: Interview,
    kind: LetterKind,
    language: LetterLanguage,
    text: LetterText,
    seen: str,
) -> CandidateLetter:
    """Have a letter sent in these words. ``seen``: what it rested on when its sender looked at it.

    Raises PermissionDenied for anybody but HR; ValidationError when it makes no sense any more, what it tells
    has changed meanwhile, there is nobody to send it to, or the same was sent to the same address before.
    """
    check_may_plan(actor)
    locked = lock_interview(interview)
    address = _address_of(locked)
    if kind not in kinds_for(locked, actor):
        raise ValidationError(_("This letter no longer fits: something has changed meanwhile. Look again."))
    if seen != about(locked, kind):
        raise ValidationError(
            _(
                "What this letter tells has changed meanwhile. The text below is the earlier one: load the "
                "page again."
            )
        )
    text = LetterText(" ".join(text.subject.split()), narrowed(text.body).strip())
    _check_finished(text, kind, language)
    sent = locked.candidate_letters.filter(kind=kind, about=seen, address=address, state__in=ON_THEIR_WAY)
    if earlier := sent.first():
        at = date_format(timezone.localtime(earlier.sent_at or earlier.created_at), "DATETIME_FORMAT")
        raise ValidationError(
            _("This was sent to %(address)s already: %(at)s.") % {"address": address, "at": at}
        )
    letter = CandidateLetter.objects.create(
        interview=locked,
        kind=kind,
        language=language,
        address=address,
        subject=text.subject,
        body=text.body,
        about=seen,
        sent_by=actor,
    )
    if kind in ANSWERED and has(text.body, Placeholder.LINK):
        letter.token_sha256, letter.expires_at = hash_of(secret_for(letter)), locked.ends_at
        letter.save(update_fields=["token_sha256", "expires_at"])
    after = {"kind": str(kind), "language": str(language)}
    record(actor=actor, action="candidateletter.send", target=letter, after=after)
    return letter


@transaction.atomic
def send_again(*, actor: User, letter: CandidateLetter) -> None:
    """Have the worker try a letter again that was given up. ValidationError when it was not, or when another
    one told the same meanwhile."""
    check_may_plan(actor)
    lock_interview(letter.interview)
    same = CandidateLetter.objects.filter(
        interview=letter.interview_id, kind=letter.kind, about=letter.about, address=letter.address
    )
    if same.filter(state__in=ON_THEIR_WAY).exists():
        raise ValidationError(_("This letter waits to be sent, or was sent already."))
    given_up = CandidateLetter.objects.filter(pk=letter.pk, state=State.FAILED)
    if not given_up.update(state=State.WAITING, tries=0, next_try_at=timezone.now(), error=""):
        raise ValidationError(_("This letter waits to be sent, or was sent already."))


def _address_of(interview: Interview) -> str:
    address = interview.candidate.email
    if not address:
        raise ValidationError(_("This candidate has no e-mail address. Enter it on their page first."))
    validate_email(address)
    if not Company.current().sends_mail:
        raise ValidationError(
            _("E-mail is switched off in the company settings. Copy the text, or switch it on first.")
        )
    return address


def _check_finished(text: LetterText, kind: LetterKind, language: LetterLanguage) -> None:
    """A letter about to be sent has nothing to fill in but its link."""
    if not text.subject or not text.body:
        raise ValidationError({"body": _("Write a subject and a text.")})
    if len(text.body) > LONGEST_TEXT:
        raise ValidationError({"body": _("The text is too long.")})
    check_text(text, kind, language)
    open_names = [
        mark(placeholder, language)
        for placeholder in Placeholder
        if placeholder != Placeholder.LINK and (has(text.body, placeholder) or has(text.subject, placeholder))
    ]
    if open_names:
        names = pgettext("between names", ", ").join(open_names)
        raise ValidationError({"body": _("Still to be filled in: %(names)s.") % {"names": names}})


def _values(actor: User, interview: Interview, language: LetterLanguage) -> dict[Placeholder, str]:
    """What is filled in, in the company's time; the link comes last (see fill_link())."""
    panel = interview.members.sitting().select_related("user").order_by("-lead", "pk")
    with translation.override(language), timezone.override(None):
        start = timezone.localtime(interview.starts_at)
        return {
            Placeholder.CANDIDATE: interview.candidate.name,
            Placeholder.COMPANY: Company.current().name,
            Placeholder.POSITION: interview.candidate.position.name,
            Placeholder.ROUND: interview.round,
            Placeholder.DATE: _date(start),
            Placeholder.TIME: _("%(time)s, %(zone)s")
            % {"time": f"{start:%H:%M}", "zone": zone_label(timezone.get_current_timezone(), start)},
            Placeholder.MINUTES: str(interview.minutes),
            Placeholder.PLACE: interview.place,
            Placeholder.PANEL: pgettext("between names", ", ").join(str(member) for member in panel),
            Placeholder.SENDER: str(actor),
        }


def _date(start: object) -> str:
    return _("%(weekday)s, %(date)s") % {
        "weekday": date_format(start, "l"),  # type: ignore[arg-type]
        "date": date_format(start, "DATE_FORMAT"),  # type: ignore[arg-type]
    }


def _on_their_way(interview: Interview, kinds: tuple[LetterKind, ...]) -> list[CandidateLetter]:
    """Those that were, or are being, sent, the newest first."""
    letters = [
        letter
        for letter in interview.candidate_letters.all()
        if letter.kind in kinds and letter.state in ON_THEIR_WAY
    ]
    return sorted(letters, key=lambda letter: letter.pk, reverse=True)


def _plan_key(interview: Interview) -> str:
    """What a candidate has to know of the plan. Whoever was told of a cancellation is to be told anew, though
    nothing else has changed."""
    cancelled = _on_their_way(interview, (LetterKind.CANCELLATION,))
    starts_at = interview.starts_at.astimezone(UTC).isoformat()
    return _hash(f"{starts_at} {interview.minutes} {len(cancelled)} {interview.place}")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
