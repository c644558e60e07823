"""Publishing a question set, asking for approval of it and answering: buttons of its page in the admin."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Count, Sum
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.access import check_permission
from accounts.admin_acts import Act, Note
from accounts.models import User
from common.spacing import join_sentences
from interviews.access import check_may_publish, may_approve, may_publish
from interviews.building.pages.exposure import overuse_sentence
from interviews.building.services import publishing
from interviews.building.services.approvals import answer_approval, ask_approval, check_may_answer
from interviews.building.services.order import SetRefusedError
from interviews.models import ApprovalRequest, Company, QuestionSet
from interviews.models.review import LONGEST_COMMENT


class SeenForm(forms.Form):
    """Sends back which content of the set the person agreed to."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class SeenWithReasonForm(SeenForm):
    """The same, with why it is sent back."""

    reason = forms.CharField(
        label=_("Reason"), max_length=LONGEST_COMMENT, widget=forms.Textarea(attrs={"rows": 3})
    )


def _asks(form: type[SeenForm]) -> Callable[[QuestionSet, Any], forms.Form]:
    def make(question_set: QuestionSet, data: Any) -> forms.Form:
        return form(data, initial={"seen": _content_hash(question_set)} if data is None else None)

    return make


def _frozen(question_set: QuestionSet) -> publishing.FrozenSheet | None:
    """The sheet it would become; None while it can't be published: the service then says why."""
    items = publishing.load_set_items(question_set)
    if publishing.publish_problems(question_set, items):
        return None
    return publishing.freeze(question_set, items)


def _content_hash(question_set: QuestionSet) -> str:
    frozen = _frozen(question_set)
    return frozen.sha256 if frozen else ""


def nothing_to_publish(question_set: QuestionSet) -> str:
    """That nothing has changed since the last version, as the site says it; else ""."""
    last = question_set.sheets.order_by("-version").first()
    if last is None or (frozen := _frozen(question_set)) is None:
        return ""
    unchanged = publishing.unchanged_problem(last, frozen)
    return unchanged.text if unchanged else ""


def _content(question_set: QuestionSet) -> Note:
    """What the act is about, in a line, and the page of the site that shows all of it."""
    items = question_set.items.aggregate(number=Count("pk"), minutes=Sum("minutes", default=0))
    number = ngettext("%(number)s question", "%(number)s questions", items["number"])
    minutes = ngettext("%(minutes)s minute", "%(minutes)s minutes", items["minutes"])
    parts = [number % items, minutes % items]
    last = question_set.sheets.order_by("-version").first()
    if last is None:
        parts.append(gettext("not published yet"))
    elif unchanged := nothing_to_publish(question_set):
        parts.append(unchanged)
    else:
        parts.append(gettext("changed since version %(version)s") % {"version": last.version})
    place = reverse("interviews:set-publish", args=[question_set.pk])
    return Note(" · ".join(parts), [(place, gettext("See all of it on the site"))])


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except publishing.PublishRefusedError as refusal:
        raise ValidationError([problem.text for problem in refusal.problems]) from refusal
    except SetRefusedError as refusal:
        raise ValidationError(str(refusal)) from refusal
    except publishing.SetChangedError as changed:
        raise ValidationError(
            gettext("The set was changed in the meantime: please look at it again.")
        ) from changed


def _publish(actor: User, question_set: QuestionSet, values: Mapping[str, Any]) -> str:
    with _refusals():
        sheet = publishing.publish(actor=actor, question_set=question_set, seen_sha256=values["seen"])
    published = gettext("Version %(version)s is published.") % {"version": sheet.version}
    overused = overuse_sentence(dict(sheet.items.values_list("question", "position")))
    return join_sentences([published, overused]) if overused else published


def _ask(actor: User, question_set: QuestionSet, values: Mapping[str, Any]) -> str:
    with _refusals():
        ask_approval(actor=actor, question_set=question_set, seen_sha256=values["seen"])
    if may_approve(actor):
        return gettext("Asked. It stands on the start page of everybody else in HR.")
    return gettext("Asked. It stands on HR's start page.")


def _approve(actor: User, question_set: QuestionSet, values: Mapping[str, Any]) -> str:
    _answer(actor, question_set, values["seen"])
    return gettext("Approved. The set can be published now.")


def _send_back(actor: User, question_set: QuestionSet, values: Mapping[str, Any]) -> str:
    request = _answer(actor, question_set, values["seen"], reason=values["reason"])
    return gettext("Sent back. %(name)s reads why on their start page.") % {"name": request.asked_by_name}


def _answer(actor: User, question_set: QuestionSet, seen: str, reason: str | None = None) -> ApprovalRequest:
    request = _waiting(question_set)
    if request is None:
        asked = question_set.approval_requests.exists()
        raise ValidationError(
            gettext("Somebody has answered this already.")
            if asked
            else gettext("Nobody asks for approval of this set.")
        )
    with _refusals():
        answer_approval(
            actor=actor, request=request, approve=reason is None, seen_sha256=seen, reason=reason or ""
        )
    return request


def _waiting(question_set: QuestionSet) -> ApprovalRequest | None:
    """The set's newest request, while nobody has answered it."""
    newest = (
        question_set.approval_requests.select_related("answer", "question_set__scale").order_by("-pk").first()
    )
    return newest if newest is not None and newest.answered is None else None


def _check_may_ask(user: User, question_set: QuestionSet) -> None:
    check_permission(user, "interviews.change_questionset")


def _is_asked_for(user: User, question_set: QuestionSet) -> bool:
    """Where somebody else has to approve the set or publish it."""
    return not question_set.archived and (
        not may_publish(user, question_set) or Company.objects.filter(approval_needed=True).exists()
    )


def _check_may_answer(user: User, question_set: QuestionSet) -> None:
    check_may_answer(user, _waiting(question_set))


def _waits(user: User, question_set: QuestionSet) -> bool:
    return not question_set.archived and _waiting(question_set) is not None


SET_ACTS = (
    Act(
        name="publish",
        label=_("Publish"),
        run=_publish,
        check=check_may_publish,
        fits=lambda user, question_set: not question_set.archived and not nothing_to_publish(question_set),
        form=_asks(SeenForm),
        about=_content,
        explanation=_(
            "Publishing freezes wording, points and scale as a sheet. Later changes make a new version."
        ),
    ),
    Act(
        name="ask-approval",
        label=_("Ask for approval"),
        run=_ask,
        check=_check_may_ask,
        fits=_is_asked_for,
        form=_asks(SeenForm),
        about=_content,
        explanation=_(
            "Somebody in HR looks at the set exactly as it is now, and approves it or sends it back."
        ),
    ),
    Act(
        name="approve",
        label=_("Approve"),
        run=_approve,
        check=_check_may_answer,
        fits=_waits,
        form=_asks(SeenForm),
        about=_content,
        explanation=_(
            "Whoever has changed the set since its last version can’t approve it: somebody else does."
        ),
    ),
    Act(
        name="send-back",
        label=_("Send back"),
        run=_send_back,
        check=_check_may_answer,
        fits=_waits,
        form=_asks(SeenWithReasonForm),
        about=_content,
    ),
)
