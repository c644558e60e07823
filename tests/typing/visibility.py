"""What the querysets of interviews.models.visibility return.

Nothing runs this: mypy reads it (make check), and refuses an ``assert_type`` that is wrong as well as a
``type: ignore`` that nothing needs.
"""

from typing import assert_type

from accounts.models import User
from interviews.access import permissions_from_row
from interviews.common.progress import attach_stages, with_facts
from interviews.models import (
    AsideChange,
    Candidate,
    CandidateNote,
    Consensus,
    Decision,
    DecisionAnswer,
    ExtraQuestion,
    HandoverNote,
    Interview,
    Mark,
    OutgoingMail,
    Response,
    Scorecard,
    ScoreChange,
    SubmittedVersion,
    Tie,
)


def rows_are_of_their_model(user: User) -> None:
    assert_type(Interview.objects.visible_to(user).get(), Interview)
    assert_type(Interview.objects.visible_to(user).first(), Interview | None)
    assert_type(Interview.objects.released_to(user).get(), Interview)
    assert_type(Scorecard.objects.visible_to(user).get(), Scorecard)
    assert_type(Response.objects.visible_to(user).get(), Response)
    assert_type(Mark.objects.visible_to(user).get(), Mark)
    assert_type(ScoreChange.objects.visible_to(user).get(), ScoreChange)
    assert_type(SubmittedVersion.objects.visible_to(user).get(), SubmittedVersion)
    assert_type(ExtraQuestion.objects.visible_to(user).get(), ExtraQuestion)
    assert_type(AsideChange.objects.visible_to(user).get(), AsideChange)
    assert_type(HandoverNote.objects.visible_to(user).get(), HandoverNote)
    assert_type(Consensus.objects.visible_to(user).get(), Consensus)
    assert_type(Decision.objects.visible_to(user).in_force_first().get(), Decision)
    assert_type(DecisionAnswer.objects.visible_to(user).get(), DecisionAnswer)
    assert_type(CandidateNote.objects.visible_to(user).get(), CandidateNote)
    assert_type(Tie.objects.visible_to(user).active().get(), Tie)
    assert_type(OutgoingMail.objects.visible_to(user).undelivered().get(), OutgoingMail)


def rows_of_related_managers_too(interview: Interview, user: User) -> None:
    assert_type(interview.candidate.interviews.visible_to(user).get(), Interview)
    assert_type(interview.decisions.visible_to(user).get(), Decision)


def what_a_model_does_not_have_is_refused(user: User) -> None:
    _ = Interview.objects.visible_to(user).get().no_such_attribute  # type: ignore[attr-defined]
    _ = Scorecard.objects.visible_to(user).get().no_such_attribute  # type: ignore[attr-defined]
    _ = Decision.objects.visible_to(user).get().no_such_attribute  # type: ignore[attr-defined]


def own_state_is_there_only_where_it_was_asked_for(user: User) -> None:
    plain = Interview.objects.visible_to(user)
    stateful = plain.with_own_state(user)
    assert_type(stateful.get().candidate, Candidate)
    assert_type(stateful.get().blind, bool)
    assert_type(stateful.filter(round="1").get().own_status, str | None)
    assert_type(with_facts(stateful).get().seated, bool)
    permissions_from_row(user, stateful.get())
    permissions_from_row(user, with_facts(stateful).get())
    attach_stages(with_facts(stateful))

    _ = plain.get().blind  # type: ignore[attr-defined]
    _ = stateful.get().no_such_attribute  # type: ignore[attr-defined]
    _ = with_facts(plain).get().blind  # type: ignore[attr-defined]
    permissions_from_row(user, plain.get())  # type: ignore[arg-type]
    permissions_from_row(user, with_facts(plain).get())  # type: ignore[arg-type]
    attach_stages(with_facts(plain))  # type: ignore[arg-type]
