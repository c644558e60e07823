from interviews.models.asides import AsideChange, ExtraQuestion, HandoverNote
from interviews.models.blueprints import Blueprint
from interviews.models.candidates import (
    CandidateImport,
    CandidateImportRow,
    CandidateNote,
    ErasedSeal,
    Erasure,
)
from interviews.models.company import Company
from interviews.models.decisions import Consensus, Decision, DecisionAnswer
from interviews.models.interviews import Candidate, Interview, PanelMember, Position
from interviews.models.letters import CandidateLetter, LetterKind, LetterLanguage, LetterTemplate
from interviews.models.mail import CalendarFeed, OutgoingMail
from interviews.models.merges import CandidateMerge
from interviews.models.panel import Focus, ScoresSeen, Tie
from interviews.models.papers import CandidatePaper
from interviews.models.practice import PracticeAttempt, PracticeCard, PracticeSample
from interviews.models.review import ApprovalAnswer, ApprovalRequest, SetComment
from interviews.models.robots import GroupRobot, RobotMessage
from interviews.models.scorecards import Mark, Response, Scorecard, ScoreChange, SubmittedVersion
from interviews.models.set_changes import SetChange
from interviews.models.sets import QuestionSet, SetItem, SetSection, SetShare, Sheet, SheetItem, SheetPoint
from interviews.models.snippets import NoteSnippet
from interviews.models.tags import CandidateTag, CandidateTagging

__all__ = [
    "ApprovalAnswer",
    "ApprovalRequest",
    "AsideChange",
    "Blueprint",
    "CalendarFeed",
    "Candidate",
    "CandidateImport",
    "CandidateImportRow",
    "CandidateLetter",
    "CandidateMerge",
    "CandidateNote",
    "CandidatePaper",
    "CandidateTag",
    "CandidateTagging",
    "Company",
    "Consensus",
    "Decision",
    "DecisionAnswer",
    "ErasedSeal",
    "Erasure",
    "ExtraQuestion",
    "Focus",
    "GroupRobot",
    "HandoverNote",
    "Interview",
    "LetterKind",
    "LetterLanguage",
    "LetterTemplate",
    "Mark",
    "NoteSnippet",
    "OutgoingMail",
    "PanelMember",
    "Position",
    "PracticeAttempt",
    "PracticeCard",
    "PracticeSample",
    "QuestionSet",
    "Response",
    "RobotMessage",
    "ScoreChange",
    "Scorecard",
    "ScoresSeen",
    "SetChange",
    "SetComment",
    "SetItem",
    "SetSection",
    "SetShare",
    "Sheet",
    "SheetItem",
    "SheetPoint",
    "SubmittedVersion",
    "Tie",
]
