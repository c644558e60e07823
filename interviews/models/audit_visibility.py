"""What of the audit trail's entries about interviews is shown, and what is withheld from whoever is blind."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from accounts.audit_visibility import show
from accounts.models import User
from interviews.models.blueprints import Blueprint
from interviews.models.candidates import CandidateImport
from interviews.models.company import Company
from interviews.models.decisions import Consensus, Decision
from interviews.models.interviews import Candidate, Interview, PanelMember, Position
from interviews.models.letters import CandidateLetter, LetterKind, LetterTemplate
from interviews.models.mail import CalendarFeed
from interviews.models.panel import Tie
from interviews.models.practice import PracticeCard, PracticeSample
from interviews.models.review import ApprovalRequest, SetComment
from interviews.models.robots import GroupRobot
from interviews.models.scorecards import Scorecard
from interviews.models.sets import QuestionSet, SetShare, Sheet
from interviews.models.visibility import is_blind_q, is_released_q


def show_entries() -> None:
    """Enter this app's kinds of entry."""
    _show_what_is_prepared()
    _show_people()
    _show_interviews()


def _show_what_is_prepared() -> None:
    show(QuestionSet, "set.create", "set.change", "set.undo", "set.redo")
    show(SetShare, "setshare.give", "setshare.withdraw")
    show(SetComment, "setcomment.create", "setcomment.resolve", "setcomment.reopen", "setcomment.withdraw")
    show(
        ApprovalRequest,
        "approvalrequest.ask",
        "approvalrequest.approve",
        "approvalrequest.send-back",
    )
    show(Sheet, "sheet.publish")
    show(Blueprint, "blueprint.create", "blueprint.change")
    show(PracticeSample, "practicesample.create", "practicesample.change", "practicesample.remove")
    show(PracticeCard, "practicecard.ask", "practicecard.rest")
    show(Company, "company.change", "company.export")
    show(LetterTemplate, "lettertemplate.change", "lettertemplate.restore")
    show(GroupRobot, "grouprobot.create", "grouprobot.change", "grouprobot.delete")


def _show_people() -> None:
    show(Position, "position.create", "position.change")
    show(
        Candidate,
        "candidate.create",
        "candidate.change",
        "candidate.note",
        "candidate.add-paper",
        "candidate.remove-paper",
        "candidate.export",
        "candidate.pack",
        "candidate.warn",
        "candidate.spare",
        "candidate.keep",
        "candidate.erase",
        "candidate.merge",
        "candidate.tag",
        "candidate.unmerge",
    )
    show(
        CandidateImport,
        "candidateimport.receive",
        "candidateimport.apply",
        "candidateimport.discard",
        "candidateimport.undo",
    )
    show(Tie, "tie.declare", "tie.withdraw")
    show(CalendarFeed, "calendarfeed.create", "calendarfeed.replace", "calendarfeed.delete")


def _show_interviews() -> None:
    show(
        Interview,
        "interview.schedule",
        "interview.draw",
        "interview.change",
        "interview.focus",
        "interview.cancel",
        "interview.restore",
        "interview.no-show",
        "interview.drop-out",
        "interview.reply",
    )
    show(Interview, "interview.read", unless=_blind_interviews)
    show(CandidateLetter, "candidateletter.send", unless=_closed_letters)
    # Why a round was closed or opened again may tell who gave what.
    closed = {"unless": _blind_interviews, "details_unless": _closed_interviews}
    show(Interview, "interview.close", "interview.open", **closed)
    show(
        PanelMember,
        "panelmember.leave",
        "panelmember.return",
        "panelmember.replace",
        "panelmember.admit",
        unless=_others_seats,
        details_unless=_closed_seats,
    )
    show(
        Scorecard,
        "scorecard.submit",
        "scorecard.reopen",
        unless=_others_scorecards,
        details_unless=_closed_scorecards,
    )
    show(Consensus, "consensus.agree", unless=_blind_consensus, details_unless=_closed_consensus)
    show(
        Decision,
        "decision.decide",
        "decision.confirm",
        "decision.decline",
        "decision.withdraw",
        "decision.erase",
        unless=_blind_decisions,
        details_unless=_closed_decisions,
    )


def _blind_interviews(user: User) -> QuerySet[Any]:
    return Interview.objects.filter(is_blind_q(user, "pk"))


def _closed_letters(user: User) -> QuerySet[Any]:
    """Letters about an outcome: that one was written says what was decided."""
    tells = CandidateLetter.objects.filter(kind__in=(LetterKind.ACCEPTANCE, LetterKind.REJECTION))
    return tells.exclude(is_released_q(user, "interview"))


def _blind_consensus(user: User) -> QuerySet[Any]:
    return Consensus.objects.filter(is_blind_q(user, "interview"))


def _blind_decisions(user: User) -> QuerySet[Any]:
    return Decision.objects.filter(is_blind_q(user, "interview"))


def _others_scorecards(user: User) -> QuerySet[Any]:
    """Others' scorecards: not even that they were submitted is told."""
    blind = Scorecard.objects.filter(is_blind_q(user, "member__interview"))
    return blind.exclude(member__user=user)


def _others_seats(user: User) -> QuerySet[Any]:
    """Others' seats: why somebody left a panel may tell what they gave."""
    blind = PanelMember.objects.filter(is_blind_q(user, "interview"))
    return blind.exclude(user=user)


# Who is not blind and may not read a result either (an administrator outside HR) reads who did what.


def _closed_interviews(user: User) -> QuerySet[Any]:
    return Interview.objects.exclude(is_released_q(user, "pk"))


def _closed_seats(user: User) -> QuerySet[Any]:
    return PanelMember.objects.exclude(is_released_q(user, "interview")).exclude(user=user)


def _closed_scorecards(user: User) -> QuerySet[Any]:
    return Scorecard.objects.exclude(is_released_q(user, "member__interview")).exclude(member__user=user)


def _closed_consensus(user: User) -> QuerySet[Any]:
    return Consensus.objects.exclude(is_released_q(user, "interview"))


def _closed_decisions(user: User) -> QuerySet[Any]:
    return Decision.objects.exclude(is_released_q(user, "interview"))
