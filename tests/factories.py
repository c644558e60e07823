"""Small builders for tests: each makes one thing with sensible defaults and returns it."""

import hashlib
import itertools
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import Group
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from accounts.audit import SYSTEM
from accounts.models import User
from interviews.models import (
    Candidate,
    CandidateLetter,
    CandidateNote,
    CandidatePaper,
    GroupRobot,
    Interview,
    PanelMember,
    Position,
    QuestionSet,
    RobotMessage,
    Scorecard,
    SetItem,
    Sheet,
    SheetItem,
    SheetPoint,
)
from interviews.planning.services.encrypted_texts import encrypt
from interviews.scoring import DEFAULT_SCALE
from qbank.models import (
    Band,
    Category,
    Competency,
    Question,
    QuestionRevision,
    RatingScale,
    ReferenceAnswer,
    RubricPoint,
)
from qbank.questions.services.revisions import question_content, wording_sha256

PASSWORD = "correct-horse-battery"
_counter = itertools.count(1)


def make_user(role: str | None = "interviewer", **fields: Any) -> User:
    """A person in one role (None: in none), with PASSWORD."""
    number = next(_counter)
    fields.setdefault("username", f"{role or 'nobody'}{number}")
    fields.setdefault("name", f"{(role or 'nobody').title()} {number}")
    user = User.objects.create_user(password=PASSWORD, **fields)
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


def make_session(user: User) -> str:
    """The key of a session in which that person is signed in.

    As ``Client.force_login`` leaves it but for the date of the last sign-in, in one statement for its six.
    """
    session = SessionStore()
    session[SESSION_KEY] = user._meta.pk.value_to_string(user)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def make_category(**fields: Any) -> Category:
    number = next(_counter)
    return Category.objects.create(**{"name": f"Category {number}", "position": number} | fields)


def make_competency(**fields: Any) -> Competency:
    """A section with its chapter; pass parent=None for a chapter."""
    number = next(_counter)
    if "parent" not in fields:
        fields["parent"] = Competency.objects.create(name=f"Chapter {number}", position=number)
    return Competency.objects.create(**{"name": f"Competency {number}", "position": number} | fields)


def make_question(
    *, points: int = 3, red_flags: int = 1, answer: str = "先听完，再复述，最后跟进。", **fields: Any
) -> Question:
    """A ready question with an answer, points (ladder: one per level) and red flags, and its revision."""
    number = next(_counter)
    defaults = {
        "code": f"T-{number:05d}",
        "text": f"请描述第 {number} 个情境，你会如何处理？",
        "kind": "situational",
        "status": "ready",
        "minutes": 6,
        "probes": ["当时客户怎么说？", "结果如何？"],
        "position": number,
    }
    competencies = fields.pop("competencies", None)
    if "category" not in fields:
        fields["category"] = make_category()
    question = Question.objects.create(**defaults | fields)
    if answer:
        ReferenceAnswer.objects.create(question=question, text=answer)
    ladder = question.rubric_kind == "ladder"
    rubric = [
        RubricPoint(
            question=question,
            text=f"要点 {index + 1}",
            weight=Decimal(index + 1),
            level=index + 1 if ladder else None,
            quote="先听完" if index == 0 and answer.startswith("先听完") else "",
            position=index,
        )
        for index in range(5 if ladder else points)
    ]
    rubric += [
        RubricPoint(
            question=question, text=f"红旗 {index + 1}", weight=0, red_flag=True, position=100 + index
        )
        for index in range(red_flags)
    ]
    RubricPoint.objects.bulk_create(rubric)
    question.competencies.add(*(competencies if competencies is not None else [make_competency()]))
    # As record_revision would, which reads all of it again first to see what has changed.
    content = question_content(question)
    QuestionRevision.objects.create(
        question=question, number=1, content=content, sha256=wording_sha256(content), by_name=SYSTEM
    )
    return question


def make_scale(**fields: Any) -> RatingScale:
    """The default rating scale, made once."""
    existing = RatingScale.objects.filter(is_default=True).first()
    if existing and not fields:
        return existing
    scale = RatingScale.objects.create(
        **{"name": f"Scale {next(_counter)}", "lowest_band": "不合格", "is_default": existing is None}
        | fields
    )
    Band.objects.bulk_create(
        Band(scale=scale, name=name, lower=lower)
        for name, lower in (("优秀", 27), ("良好", 23), ("合格", 19))
    )
    return scale


def make_set(*, questions: list[Question] | None = None, **fields: Any) -> QuestionSet:
    """A question set over the given questions (default: one new checklist question)."""
    question_set = QuestionSet.objects.create(
        **{"name": f"Set {next(_counter)}", "scale": fields.pop("scale", None) or make_scale()} | fields
    )
    SetItem.objects.bulk_create(
        SetItem(
            question_set=question_set, question=question, position=position, minutes=question.minutes or 5
        )
        for position, question in enumerate(
            questions if questions is not None else [make_question()], start=1
        )
    )
    return question_set


def make_sheet(*, question_set: QuestionSet | None = None, version: int = 1, **fields: Any) -> Sheet:
    """A published sheet, written row by row, independent of the publishing service."""
    question_set = question_set or make_set()
    sheet = Sheet.objects.create(
        **{
            "question_set": question_set,
            "version": version,
            "name": question_set.name,
            "planned_minutes": question_set.planned_minutes,
            "scale_name": question_set.scale.name,
            "scale": DEFAULT_SCALE.to_json(),
            "sha256": "0" * 64,
        }
        | fields
    )
    items = question_set.items.select_related("question__category").prefetch_related(
        "question__answers", "question__points", "question__competencies"
    )
    for item in items:
        question = item.question
        content = question_content(question)
        sheet_item = SheetItem.objects.create(
            sheet=sheet,
            question=question,
            position=item.position,
            code=question.code,
            text=question.text,
            wording_sha256=wording_sha256(content),
            category=question.category.name,
            competencies=content["competencies"],
            kind=question.kind,
            rubric_kind=question.rubric_kind,
            difficulty=question.difficulty,
            probes=question.probes,
            answers=content["answers"],
            weight=item.weight,
            minutes=item.minutes,
        )
        SheetPoint.objects.bulk_create(
            SheetPoint(
                item=sheet_item,
                position=position,
                text=point.text,
                weight=point.weight,
                level=point.level,
                quote=point.quote,
                red_flag=point.red_flag,
            )
            for position, point in enumerate(question.points.all(), start=1)
        )
    return sheet


def make_candidate(**fields: Any) -> Candidate:
    if "position" not in fields:
        fields["position"] = Position.objects.create(name=f"Position {next(_counter)}")
    return Candidate.objects.create(**{"name": f"Candidate {next(_counter)}"} | fields)


def make_note(*, candidate: Candidate, text: str, by: User | None = None) -> CandidateNote:
    """What HR wrote down about somebody."""
    by = by or make_user("hr")
    return CandidateNote.objects.create(candidate=candidate, text=text, by=by, by_name=str(by))


def make_paper(*, candidate: Candidate, **fields: Any) -> CandidatePaper:
    """A file of a candidate's; unless said otherwise a PDF of a few bytes, of which no two are the same."""
    content = fields.pop("content", f"%PDF-1.4 {next(_counter)}\nstartxref\n9\n%%EOF\n".encode())
    about = {"name": "简历.pdf", "kind": "pdf", "added_by": fields.pop("added_by", None) or make_user("hr")}
    sha256 = hashlib.sha256(content).hexdigest()
    row = {"content": content, "size": len(content), "sha256": sha256} | about | fields
    return CandidatePaper.objects.create(candidate=candidate, **row)


def make_candidate_letter(*, interview: Interview, **fields: Any) -> CandidateLetter:
    """A letter to its candidate that the mail server did not take."""
    defaults = {"kind": "invitation", "language": "en", "address": "c@example.com", "state": "failed"}
    texts = {"subject": "Invitation", "body": "Please come.", "error": "SMTPRecipientsRefused"}
    by = fields.pop("sent_by", None) or make_user("hr")
    return CandidateLetter.objects.create(interview=interview, sent_by=by, **defaults | texts | fields)


def make_robot_message(**fields: Any) -> RobotMessage:
    """Something that a robot of WeCom could not say."""
    robot = fields.pop("robot", None) or GroupRobot.objects.create(
        name=f"面试群{next(_counter)}",
        service=GroupRobot.Service.WECOM,
        encrypted_address=encrypt("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=8f1c"),
        kinds=["planned"],
    )
    return RobotMessage.objects.create(robot=robot, **{"kind": "planned", "state": "failed"} | fields)


def make_interview(*, panel: list[User] | None = None, **fields: Any) -> Interview:
    """An interview that begins in a few minutes; the first of the panel leads it."""
    fields.setdefault("candidate", None)
    fields["candidate"] = fields["candidate"] or make_candidate()
    fields["sheet"] = fields.get("sheet") or make_sheet()
    interview = Interview.objects.create(
        **{"starts_at": timezone.now() + timedelta(minutes=10), "minutes": 60} | fields
    )
    for index, user in enumerate(panel if panel is not None else [make_user()]):
        PanelMember.objects.create(interview=interview, user=user, lead=index == 0)
    return interview


def make_scorecard(
    *, interview: Interview | None = None, user: User | None = None, submitted: bool = False
) -> Scorecard:
    """A scorecard of one panel member (made and seated when not given)."""
    if interview is None:
        user = user or make_user()
        interview = make_interview(panel=[user])
    member = interview.members.get(user=user) if user else interview.members.first()
    assert member is not None
    return Scorecard.objects.create(
        member=member,
        status="submitted" if submitted else "draft",
        submitted_at=timezone.now() if submitted else None,
    )
