"""One of everything, made once, for the tests that go through all addresses."""

from types import SimpleNamespace
from uuid import uuid4

from django.utils import timezone

from accounts.models import User
from interviews.candidates.rules.import_rows import CandidateField
from interviews.candidates.services.imports import ImportOptions
from interviews.models import (
    ApprovalRequest,
    Blueprint,
    CandidateImport,
    CandidateImportRow,
    CandidatePaper,
    Company,
    Consensus,
    Decision,
    ExtraQuestion,
    GroupRobot,
    HandoverNote,
    Interview,
    OutgoingMail,
    PanelMember,
    Position,
    PracticeAttempt,
    PracticeCard,
    PracticeSample,
    Response,
    Scorecard,
    SetComment,
    SetShare,
    Tie,
)
from interviews.outcome.rules.seals import canonical_json, seal_hash
from qbank.bankfile.drafts import QuestionDraft
from qbank.bulk.services.changes import begin_change, run_or_enqueue
from qbank.imports.services import configure, receive
from qbank.models import Competency, DocumentUpload, ImportBatch, Passage, Repair, Source
from qbank.questions.services.many import Change
from qbank.sources.rules.borders import PreviewBlock
from qbank.sources.rules.upload_preview import Preview, PreviewQuestion
from qbank.spreadsheets.columns.mapping import CREATE, ColumnMapping, Field
from qbank.spreadsheets.files.table import Reading
from tests import factories

#: Roles that are groups.
ROLES = ("admin", "hr", "interviewer", "panelist")
#: What somebody wrote on a submitted scorecard: nobody who is blind may read it anywhere.
SECRET = "只有本人看得到的一句话7391"


def make_world() -> SimpleNamespace:
    """Two panel members of whom the first has not submitted, and somebody in every role."""
    member, other = factories.make_user(), factories.make_user()
    people = {role: factories.make_user(role) for role in ROLES} | {"member": member}
    people |= {role: factories.make_user() for role in ("owner", "given")}
    question_set = factories.make_set(created_by=people["owner"])
    share = SetShare.objects.create(question_set=question_set, person=people["given"])
    sheet = factories.make_sheet(question_set=question_set)
    interview = factories.make_interview(panel=[member, other], sheet=sheet)
    card = factories.make_scorecard(interview=interview, user=other, submitted=True)
    Response.objects.create(
        scorecard=card, item=sheet.items.get(), notes=SECRET, evidence=SECRET, rating="4.5"
    )
    source = Source.objects.create(
        name="a.txt", kind="document", sha256="1" * 64, received="甲", restored="甲"
    )
    Repair.objects.create(
        source=source,
        position=0,
        restored_position=0,
        received="甲",
        restored="甲",
        rule="pinyin",
        doubtful=True,
    )
    Passage.objects.create(source=source, topic="沟通", title="标题", text="正文")
    drafts = [PreviewQuestion(key, "分类", QuestionDraft(f"第 {key} 题？先说，再做。")) for key in "12"]
    text = f"{drafts[0].draft.text}{drafts[1].draft.text}多出来的一段"
    length = len(drafts[0].draft.text)
    blocks = [
        PreviewBlock(0, length, "question", "1"),
        PreviewBlock(length, 2 * length, "question", "2"),
        PreviewBlock(2 * length, len(text), "left", reason="reason"),
    ]
    upload = DocumentUpload.objects.create(
        name="b.txt",
        sha256="2" * 64,
        content=b"x",
        status="ready",
        source=Source.objects.create(name="b.txt", kind="upload", sha256="2" * 64, restored=text),
        drafts=Preview(text, drafts, blocks).to_data(),
    )
    practice_card = PracticeCard.objects.create(sheet=sheet, asked=True)
    sample = PracticeSample.objects.create(card=practice_card, item=sheet.items.get(), answer="甲", rating=3)
    attempt = PracticeAttempt.objects.create(card=practice_card, user=member, content=[])
    Company.objects.create(pk=1, name="甲公司", logo=b"x", logo_type="image/png")
    remark = SetComment.objects.create(question_set=question_set, text="甲", by=people["hr"])
    approval = ApprovalRequest.objects.create(question_set=question_set, sha256="3" * 64, asked_by=other)
    left = make_left_seat(interview, card)
    make_decision(interview, people["admin"])
    tie = Tie.objects.create(
        person=other, candidate=interview.candidate, kind="family", declared_by=people["hr"]
    )
    return SimpleNamespace(
        sample=sample.pk,
        comment=remark.pk,
        approval=approval.pk,
        share=share.pk,
        member=member,
        people=people,
        sessions={role: factories.make_session(user) for role, user in people.items()},
        sheet=sheet,
        interview=interview,
        card=card,
        ids={
            "qbank:question": question_set.items.get().question_id,
            "qbank:category": question_set.items.get().question.category_id,
            "qbank:competency": Competency.objects.order_by("pk")[0].pk,
            "qbank:scale": question_set.scale_id,
            "accounts:person": people["hr"].pk,
            "qbank:source": source.pk,
            "qbank:repair": source.pk,
            "qbank:upload": upload.pk,
            "qbank:import": make_import(people["hr"]).pk,
            "qbank:change": make_change(people["hr"]).pk,
            "interviews:practice-attempt": attempt.pk,
            "interviews:practice": sheet.pk,
            "interviews:panel": interview.pk,
            "interviews:seat": left.pk,
            "interviews:tie": tie.pk,
            "interviews:blueprint": Blueprint.objects.create(name="蓝图", wishes={"total": 1}).pk,
            "interviews:set": question_set.pk,
            "interviews:sheet": sheet.pk,
            "interviews:interview": interview.pk,
            "interviews:mail": OutgoingMail.objects.create(
                person=other, interview=interview, kind="reminder", number=1, state="failed"
            ).pk,
            "interviews:letter": factories.make_candidate_letter(interview=interview).pk,
            "interviews:robot-say-again": factories.make_robot_message(interview=interview).pk,
            "interviews:robot": GroupRobot.objects.get().pk,
            "interviews:decision": interview.pk,
            "interviews:scorecard": card.pk,
            "interviews:paper": make_withheld_paper(interview, people["hr"]).pk,
            "interviews:candidate-import": make_candidate_import(people["hr"]).pk,
            "interviews:candidate": interview.candidate_id,
            "interviews:position": interview.candidate.position_id,
        },
        item=question_set.items.get().pk,
    )


def make_import(person: User) -> ImportBatch:
    """A spreadsheet in its preview; its only question stands in row 2."""
    data = "题目,分类\n夜班缺人怎么办？,导入的分类\n".encode()
    batch = receive(name="c.csv", data=data, actor=person)
    reading = Reading.from_json(batch.options)
    mapping = ColumnMapping({0: Field.TEXT, 1: Field.CATEGORY}, {Field.CATEGORY: {"导入的分类": CREATE}})
    configure(batch=batch, reading=reading, mapping=mapping, actor=person)
    return batch


def make_withheld_paper(interview: Interview, keeper: User) -> CandidatePaper:
    """A paper the panel does not see before it has submitted."""
    candidate = interview.candidate
    Position.objects.filter(pk=candidate.position_id).update(papers_after_scoring=True)
    return factories.make_paper(candidate=candidate, content=SECRET.encode(), added_by=keeper)


def make_change(person: User) -> ImportBatch:
    """A change of all questions, looked at and not made."""
    batch = begin_change(actor=person, change=Change(values={"minutes": 9}), query="")
    run_or_enqueue(batch)
    return batch


def make_candidate_import(person: User) -> CandidateImport:
    """A list of candidates in its preview, with one person in row 2."""
    batch = CandidateImport.objects.create(
        name="d.csv",
        content="姓名\n甲\n".encode(),
        names=["姓名"],
        options=ImportOptions(Reading(encoding="utf-8", separator=","), {0: CandidateField.NAME}).to_json(),
        created_by=person,
    )
    CandidateImportRow.objects.create(batch=batch, number=2, cells=["甲"])
    return batch


def make_decision(interview: Interview, keeper: User) -> None:
    """The round closed, something agreed, and a decision that waits for its second person."""
    interview.closed_at, interview.closed_by, interview.close_reason = timezone.now(), keeper, SECRET
    interview.save()
    item = interview.sheet.items.get()
    Consensus.objects.create(interview=interview, item=item, rating="4.5", reason=SECRET, by=keeper)
    sealed = canonical_json({"decision": {"reason": SECRET}})
    Decision.objects.create(
        interview=interview,
        number=1,
        outcome="hire",
        reason=SECRET,
        needs_confirmation=True,
        taken_by=keeper,
        taken_at=timezone.now(),
        sealed=sealed,
        sha256=seal_hash(sealed),
    )


def make_left_seat(interview: Interview, card: Scorecard) -> PanelMember:
    """Somebody who stepped back; and on the submitted scorecard an added question and a hand-over note."""
    person = factories.make_user()
    seat = PanelMember.objects.create(
        interview=interview,
        user=person,
        withdrawn_at=timezone.now(),
        withdrawn_by=person,
        withdrawn_reason=SECRET,
    )
    withdrawn = Scorecard.objects.create(member=seat, status="withdrawn")
    Response.objects.create(scorecard=withdrawn, item=interview.sheet.items.get(), notes=SECRET, rating="4.5")
    ExtraQuestion.objects.create(pk=uuid4(), scorecard=card, text=SECRET, notes=SECRET)
    HandoverNote.objects.create(scorecard=card, text=SECRET)
    return seat
