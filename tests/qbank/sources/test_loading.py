"""Documents into the bank: what is in it afterwards, and what a second loading leaves alone."""

from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import translation

from accounts.models import AuditEvent
from qbank.bankfile.drafts import (
    AnswerDraft,
    BandDraft,
    BankDraft,
    CategoryDraft,
    ChapterDraft,
    CompetencyPointDraft,
    PassageDraft,
    PointDraft,
    QuestionDraft,
    ScaleDraft,
    SectionDraft,
)
from qbank.bankfile.kinds import guess_kind
from qbank.documents.restoring.rules import UNKNOWN
from qbank.models import (
    Category,
    Competency,
    CompetencyPoint,
    Passage,
    Question,
    QuestionIndex,
    QuestionRevision,
    RatingScale,
    ReferenceAnswer,
    RubricPoint,
    Source,
)
from qbank.sources.services.loaded_items import LoadReport
from qbank.sources.services.loading import load_draft
from qbank.sources.services.sources import FIXTURES, UnreadableFileError, load_documents
from tests.database import tampering
from tests.factories import make_competency, make_question, make_scale
from tests.qbank.sources.damaged import damaged_bank

pytestmark = pytest.mark.django_db

DOCUMENTS = sorted((FIXTURES / "documents").glob("*.txt"))

#: Characters that only damage leaves behind: tone-marked pinyin, and swapped look-alikes.
DAMAGE = set("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ" + UNKNOWN + "鈈茬尛烸姩の嘚紦")

SCALE = ScaleDraft("量表", 0, 5, 1, 0, 4, 1, 30, (BandDraft("优", 27),), "差")  # type: ignore[arg-type]


def make_source(name: str = "bank.txt") -> Source:
    return Source.objects.create(name=name, kind="document", sha256=name.rjust(64, "0"))


def question(text: str = "遇到投诉怎么办？", **fields: object) -> QuestionDraft:
    defaults = {
        "code": "Q-1",
        "kind": "situational",
        "answers": (AnswerDraft("先听完，再复述。"),),
        "points": (PointDraft("复述", quote="再复述"), PointDraft("打断客户", weight=0, red_flag=True)),
        "probes": ("然后呢？",),
    }
    return QuestionDraft(text=text, **defaults | fields)


def bank(*questions: QuestionDraft, **parts: object) -> BankDraft:
    return BankDraft(categories=(CategoryDraft("服务意识", questions),) if questions else (), **parts)


def load(source: Source, draft: BankDraft) -> LoadReport:
    return load_draft(source=source, draft=draft, actor=None)


class TestTheFourDocuments:
    def test_everything_is_there_and_a_second_run_changes_nothing(self) -> None:
        out = StringIO()
        call_command("load_documents", stdout=out)
        self.check_categories_and_questions()
        self.check_answers()
        self.check_framework_passages_and_scale()
        self.check_ladders()
        self.check_sources()

        def everything() -> list[object]:
            return [
                list(model.objects.order_by("pk").values())
                for model in (Question, ReferenceAnswer, RubricPoint, Passage, CompetencyPoint, Source)
            ] + [QuestionRevision.objects.count(), AuditEvent.objects.count()]

        before, again = everything(), StringIO()
        with translation.override("en"):
            call_command("load_documents", stdout=again)
        assert everything() == before
        assert again.getvalue().splitlines()[-1].startswith("unchanged")

    def check_categories_and_questions(self) -> None:
        main = Category.objects.exclude(name="价值观")
        assert [category.questions.count() for category in main] == [6, 6, 6, 6, 2]
        questions = Question.objects.prefetch_related("competencies", "points", "answers")
        for question in questions:
            assert question.status == "ready", question.code
            assert question.kind and question.difficulty and question.minutes
            assert 2 <= len(question.probes) <= 3
            assert question.competencies.all()
            assert question.source is not None
            for point in question.points.all():
                assert not point.quote or any(point.quote in a.text for a in question.answers.all()), point
        for question in questions.filter(rubric_kind="checklist"):
            assert 3 <= sum(not point.red_flag for point in question.points.all()) <= 8
        assert QuestionRevision.objects.count() == QuestionIndex.objects.count() == 41

    def check_answers(self) -> None:
        answers = ReferenceAnswer.objects.exclude(question__rubric_kind="ladder")
        assert answers.count() == 26
        assert answers.filter(complete=False).count() == 1
        texts = [*answers.values_list("text", flat=True), *Question.objects.values_list("text", flat=True)]
        for text in texts:
            assert not DAMAGE & set(text), sorted(DAMAGE & set(text))
            assert "(" not in text or text.count("(") == text.count(")")

    def check_framework_passages_and_scale(self) -> None:
        chapters = Competency.objects.filter(parent=None)
        assert chapters.count() == 6
        assert Competency.objects.filter(parent__in=chapters).count() == 17
        assert CompetencyPoint.objects.count() == 60
        assert not CompetencyPoint.objects.filter(text="").exists()
        assert Passage.objects.count() > 30
        scale = RatingScale.objects.get()
        assert scale.is_default
        assert [(band.name, int(band.lower)) for band in scale.bands.all()] == [
            ("优秀", 27),
            ("良好", 23),
            ("合格", 19),
        ]

    def check_ladders(self) -> None:
        ladders = Question.objects.filter(category__name="价值观", rubric_kind="ladder")
        assert ladders.count() == 15
        for ladder in ladders.prefetch_related("points"):
            levels = [point.level for point in ladder.points.all() if not point.red_flag]
            assert levels == [1, 2, 3, 4, 5], ladder.code

    def check_sources(self) -> None:
        assert Source.objects.filter(kind="document").count() == 4
        for source in Source.objects.all():
            received = (FIXTURES / "documents" / source.name).read_text("utf-8")
            assert source.received == received.replace("\r\n", "\n")
            assert source.title
            for repair in source.repairs.all():
                end = repair.position + len(repair.received)
                assert source.received[repair.position : end] == repair.received
                end = repair.restored_position + len(repair.restored)
                assert source.restored[repair.restored_position : end] == repair.restored
        assert not Passage.objects.filter(source=None).exists()
        assert not Competency.objects.filter(source=None).exists()


def test_loading_again_writes_nothing() -> None:
    source, draft = make_source(), bank(question())
    first = load(source, draft)
    assert first.created["question"] == 1
    events = AuditEvent.objects.count()
    second = load(source, draft)
    assert not second.changed
    assert second.unchanged["question"] == 1
    assert (QuestionRevision.objects.count(), AuditEvent.objects.count()) == (1, events)


def test_a_better_reading_reaches_a_question_nobody_touched() -> None:
    source = make_source()
    load(source, bank(question("遇到投拆怎么办？")))
    report = load(source, bank(question("遇到投诉怎么办？")))
    stored = Question.objects.get()
    assert (stored.text, stored.code, stored.revisions.count()) == ("遇到投诉怎么办？", "Q-1", 2)
    assert report.updated["question"] == 1
    assert [point.text for point in stored.points.all()] == ["复述", "打断客户"]


@pytest.mark.parametrize("what", ["text", "answer", "point", "competency", "minutes"])
def test_what_a_person_edited_is_kept(what: str) -> None:
    source = make_source()
    chapter = ChapterDraft("服务", (SectionDraft("投诉"),))
    load(source, bank(question(competencies=("投诉",)), chapters=(chapter,)))
    stored = Question.objects.get()
    if what == "text":
        Question.objects.update(text="我的话")
    elif what == "answer":
        stored.answers.update(text="我的答案，再复述")
    elif what == "point":
        stored.points.filter(red_flag=False).update(weight=3)
    elif what == "competency":
        stored.competencies.clear()
    else:
        Question.objects.update(minutes=9)
    before = Question.objects.values().get()
    report = load(source, bank(question("新读法？", competencies=("投诉",)), chapters=(chapter,)))
    assert report.left_alone == ["Q-1"]
    assert Question.objects.values().get() == before
    assert QuestionRevision.objects.count() == 1


def test_a_retired_question_stays_retired_and_still_gets_a_better_reading() -> None:
    source = make_source()
    load(source, bank(question("旧？")))
    Question.objects.update(status="retired")
    load(source, bank(question("新？")))
    assert Question.objects.values_list("text", "status").get() == ("新？", "retired")


def test_a_question_that_was_deleted_is_not_brought_back() -> None:
    source = make_source()
    load(source, bank(question()))
    with pytest.raises(ProtectedError):
        Question.objects.all().delete()
    # What only somebody with the database itself can do.
    with tampering():
        QuestionRevision.objects.all()._raw_delete("default")
    Question.objects.all().delete()
    report = load(source, bank(question()))
    assert report.left_alone == ["Q-1"]
    assert not Question.objects.exists()


def test_a_renamed_category_stays_the_same_category() -> None:
    source = make_source()
    load(source, bank(question()))
    Category.objects.update(name="服务")
    report = load(source, bank(question("新？")))
    assert Category.objects.get().name == "服务"
    assert Question.objects.get().text == "新？"
    assert not report.left_alone


def test_a_code_taken_elsewhere_is_left_alone() -> None:
    theirs = make_question(code="Q-1")
    report = load(make_source(), bank(question()))
    assert report.elsewhere == ["Q-1"]
    assert Question.objects.get().text == theirs.text


def test_questions_without_a_code_get_one_each_and_keep_it() -> None:
    source = make_source()
    draft = bank(question("一？", code=""), question("二？", code=""))
    load(source, draft)
    codes = list(Question.objects.order_by("id").values_list("code", flat=True))
    assert len(set(codes)) == 2
    load(source, draft)
    assert list(Question.objects.order_by("id").values_list("code", flat=True)) == codes


def test_two_documents_share_a_category_of_one_name() -> None:
    load(make_source("a.txt"), bank(question("一？", code="A")))
    load(make_source("b.txt"), bank(question("二？", code="B")))
    assert Category.objects.get().questions.count() == 2


def test_names_longer_than_their_column_are_cut_not_refused() -> None:
    draft = BankDraft(categories=(CategoryDraft("长" * 500, (question(),)),))
    source = make_source()
    load(source, draft)
    assert not load(source, draft).changed
    assert len(Category.objects.get().name) == 120


def test_many_questions_take_no_more_statements_than_few(django_assert_max_num_queries) -> None:
    """SQLite has one writer: whoever loads a long document must not keep people from saving scores."""
    section, used = make_competency(), []
    for size in (2, 40):
        draft = bank(
            *(question(code=f"{size}-{n}", competencies=(section.name,)) for n in range(size)),
            passages=tuple(PassageDraft("主题", f"段落{n}", "内容") for n in range(size)),
        )
        with django_assert_max_num_queries(60) as counted:
            load(make_source(f"{size}.txt"), draft)
        changed = replace(draft, passages=())
        used.append(len(counted))
        assert load(Source.objects.get(name=f"{size}.txt"), changed).unchanged["question"] == size
    assert used[1] <= used[0]


def test_a_note_that_the_site_writes_is_shown_in_the_readers_language(client_for) -> None:
    with translation.override("zh-hans"):
        load(make_source(), bank(question()))
    page = reverse("qbank:question-detail", args=[Question.objects.get().pk])
    assert "Loaded from its source document." in client_for("hr").get(page).content.decode()


def test_two_questions_of_one_code_are_told_apart_by_nobody() -> None:
    report = load(make_source(), bank(question(), question("另一题？")))
    assert (report.created["question"], report.left_alone) == (1, ["Q-1"])


def test_an_unknown_competency_is_named() -> None:
    report = load(make_source(), bank(question(competencies=("没有的",))))
    assert report.unknown_competencies == {"没有的"}


def test_framework_passages_and_scale_follow_and_keep() -> None:
    def draft(text: str) -> BankDraft:
        section = SectionDraft("节", (CompetencyPointDraft("点", text), CompetencyPointDraft("另", text)))
        passages = tuple(PassageDraft("题", title, text) for title in ("甲", "甲", "乙"))
        scale = replace(SCALE, rules=(text,))
        return BankDraft(chapters=(ChapterDraft("章", (section,)),), passages=passages, scales=(scale,))

    source = make_source()
    load(source, draft("旧"))
    CompetencyPoint.objects.filter(title="另").update(text="我的")
    Passage.objects.filter(title="乙").update(text="我的")
    report = load(source, draft("新"))
    assert list(CompetencyPoint.objects.values_list("text", flat=True)) == ["新", "我的"]
    assert list(Passage.objects.order_by("id").values_list("text", flat=True)) == ["新", "新", "我的"]
    assert RatingScale.objects.get().rules == ["新"]
    assert report.left_alone == ["章 / 节 / 另", "题 / 乙"]
    assert not load(source, draft("新")).changed


def test_a_default_scale_stays_the_default() -> None:
    mine = make_scale(name="mine")
    load(make_source(), BankDraft(scales=(SCALE,)))
    mine.refresh_from_db()
    assert mine.is_default
    assert not RatingScale.objects.get(name="量表").is_default


def test_the_kind_is_guessed_only_where_nothing_is_said() -> None:
    assert guess_kind("如果客户骂你怎么办？") == "situational"
    assert guess_kind("请讲一次经历。") == "behavioural"
    load(make_source(), bank(question("如果？", kind="knowledge")))
    assert Question.objects.get().kind == "knowledge"


class TestCommand:
    def test_a_file_that_cant_be_read_changes_nothing(self, tmp_path: Path) -> None:
        good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
        good.write_text("1、你为什么来？\n答：因为喜欢。\n2、你会什么？\n答：会听。\n", "utf-8")
        bad.write_bytes(b"\x7fELF\x00\x01\x02")
        with pytest.raises(CommandError, match=r"bad\.txt"):
            call_command("load_documents", good, bad, stdout=StringIO())
        assert not Source.objects.exists()

    def test_a_missing_file_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match=r"nowhere\.txt"):
            call_command("load_documents", tmp_path / "nowhere.txt")

    def test_two_files_of_one_name_are_refused(self, tmp_path: Path) -> None:
        (tmp_path / "a").mkdir()
        paths = [tmp_path / "x.txt", tmp_path / "a" / "x.txt"]
        for path in paths:
            path.write_text("1、问？", "utf-8")
        with pytest.raises(CommandError, match=r"x\.txt"):
            call_command("load_documents", *paths)

    def test_it_tells_counts_doubts_and_what_is_left(self, tmp_path: Path) -> None:
        document = tmp_path / "damaged.txt"
        document.write_text(damaged_bank(9000), "utf-8")
        out = StringIO()
        call_command("load_documents", document, stdout=out)
        printed = out.getvalue()
        assert "damaged.txt" in printed
        assert "??头枪久嫦蚩蛻舻淖钋把?" in printed, "the doubtful place as received"
        assert "人文关怀" in printed, "and with its context"
        assert "版权说明" in printed, "and the leftovers"

    def test_what_is_no_bank_loads_no_question(self, tmp_path: Path) -> None:
        letter = tmp_path / "letter.txt"
        letter.write_text("各位同事：明天下午停电，请提前保存文件。行政部", "utf-8")
        call_command("load_documents", letter, stdout=StringIO())
        assert not Question.objects.exists()
        assert Source.objects.get().received.startswith("各位同事")


def test_the_message_for_an_unreadable_file_names_it() -> None:
    with pytest.raises(UnreadableFileError, match=r"^empty\.txt: "):
        load_documents(files={"empty.txt": b"  "})
