"""The whole bank out to a file and back: nothing is lost, and a bad file changes nothing."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import AuditEvent
from qbank.imports.services.bank_files import BankTransferError, export_bank, import_bank
from qbank.models import (
    Band,
    Category,
    Competency,
    CompetencyPoint,
    Passage,
    Question,
    QuestionIndex,
    QuestionRevision,
    RatingScale,
    Source,
)
from qbank.sources.services.sources import load_documents
from tests.database import tampering
from tests.factories import make_category, make_competency, make_question, make_scale

pytestmark = pytest.mark.django_db


def fill() -> None:
    """A bank with one of every oddity: two sections of a name, ladders, gaps in positions, a second scale."""
    source = Source.objects.create(name="甲.txt", title="甲", kind="document", sha256="a" * 64)
    Source.objects.create(name="甲.txt", kind="upload", sha256="b" * 64)
    first = Competency.objects.create(name="第一章", position=7, source=source)
    second = Competency.objects.create(name="第二章", position=3)
    late = Competency.objects.create(name="沟通", parent=first, position=2)
    early = Competency.objects.create(name="沟通", parent=second, position=1)
    CompetencyPoint.objects.create(competency=late, title="倾听", text="先听", position=4)
    CompetencyPoint.objects.create(competency=late, title="复述", text="再说", position=2)
    last, front = make_category(name="后", position=9), make_category(name="前", position=2)
    make_question(category=last, position=30, source=source, competencies=[late, early, first])
    make_question(category=last, position=4, status="retired", minutes=120, probes=[], answer="")
    make_question(
        category=front, rubric_kind="ladder", kind="knowledge", difficulty="hard", competencies=[early]
    )
    make_question(category=front, text='引号"与\n换行', points=0, red_flags=2)
    make_scale()
    make_scale(name="另一把", rules=["一", "二"])
    Passage.objects.create(source=source, topic="排班", title="乙", text="文\n字", doubtful=True, position=5)
    Passage.objects.create(topic="排班", title="甲", text="字", position=5)


def empty() -> None:
    """As a new database has it."""
    with tampering():
        QuestionRevision.objects.all()._raw_delete("default")
    Question.objects.all().delete()
    for model in (Category, CompetencyPoint, Passage, Band, RatingScale, Source):
        model.objects.all().delete()
    Competency.objects.exclude(parent=None).delete()
    Competency.objects.all().delete()


def test_a_second_export_is_the_same_before_and_after_an_import() -> None:
    fill()
    first = export_bank()
    assert export_bank() == first
    empty()
    import_bank(data=first.encode())
    assert export_bank() == first


def test_nothing_is_lost_on_the_way() -> None:
    fill()
    data = json.loads(export_bank())
    assert [c["name"] for c in data["categories"]] == ["前", "后"]
    retired, plain = data["categories"][1]["questions"]
    assert (retired["status"], retired["minutes"], retired["probes"]) == ("retired", 120, [])
    assert plain["competencies"] == ["第二章 / 沟通", "第一章", "第一章 / 沟通"]
    assert plain["source"] == "甲.txt (aaaaaaaa)"
    assert [s["default"] for s in data["scales"]].count(True) == 1
    assert data["passages"][0]["doubtful"] is False
    assert [p["title"] for p in data["competencies"][1]["sections"][0]["points"]] == ["复述", "倾听"]


def test_every_imported_question_has_its_revision_its_trail_and_is_found() -> None:
    fill()
    text = export_bank()
    empty()
    events = AuditEvent.objects.filter(action="question.create").count()
    import_bank(data=text.encode())
    assert QuestionRevision.objects.count() == Question.objects.count() == QuestionIndex.objects.count()
    assert AuditEvent.objects.filter(action="question.create").count() == events + Question.objects.count()


def test_the_documents_may_be_loaded_after_an_import_and_change_nothing_else() -> None:
    document = {"bank.txt": "1、你为什么来？\n答：因为喜欢。\n2、你会什么？\n答：会听。\n".encode()}
    load_documents(files=document)
    text = export_bank()
    empty()
    import_bank(data=text.encode())
    (loaded,) = load_documents(files=document)
    assert not loaded.report.changed
    assert export_bank() == text
    source = Source.objects.get()
    assert (source.kind, bool(source.received)) == ("document", True)


def test_a_bank_that_is_not_empty_is_not_touched() -> None:
    make_question()
    before = export_bank()
    with pytest.raises(BankTransferError):
        import_bank(data=before.encode())
    assert export_bank() == before


def with_question(**fields: Any) -> bytes:
    question = {"code": "A", "text": "问？"} | fields
    return json.dumps({"categories": [{"name": "类", "questions": [question]}]}).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe\x00",
        b"[]",
        b"null",
        b"{",
        b"[" * 100_000,
        b'{"categories": {}}',
        b'{"surprise": 1}',
        b'{"categories": [], "categories": []}',
        with_question(minutes=0),
        with_question(minutes=1e400),
        with_question(minutes=True),
        with_question(kind="x"),
        with_question(text=" "),
        with_question(text="\0"),
        with_question(text="\ud800"),
        with_question(code="A" * 41),
        with_question(points=[{"text": "p", "weight": "NaN"}]),
        with_question(points=[{"text": "p", "weight": -1}]),
        with_question(points=[{"text": "p", "red_flag": True, "weight": 1}]),
        with_question(points=[{"text": "p", "level": 6}]),
        with_question(competencies=["没有的"]),
        with_question(source={"a": 1}),
        b'{"scales": [{"name": "a", "minimum": 5, "maximum": 0, "step": 1}]}',
    ],
)
def test_a_hostile_file_is_refused_and_changes_nothing(data: bytes) -> None:
    with pytest.raises(BankTransferError) as refused:
        import_bank(data=data)
    assert str(refused.value)
    assert not Category.objects.exists()
    assert not Source.objects.exists()


def scale(name: str, **fields: Any) -> dict[str, Any]:
    numbers = {"minimum": 0, "maximum": 5, "step": 1, "floor": 1, "band_base": 30}
    evidence = {"evidence_at_or_below": 0, "evidence_from": 4, "lowest_band": "低"}
    return {"name": name} | numbers | evidence | fields


@pytest.mark.parametrize(
    "scales",
    [
        [scale("a", default=True), scale("b", default=True)],
        [scale("a", bands=[{"name": "x", "lower": 3}, {"name": "y", "lower": 3}])],
    ],
)
def test_a_file_that_contradicts_itself_is_refused_and_changes_nothing(scales: list[Any]) -> None:
    data = {"categories": [{"name": "类", "questions": [{"text": "问？"}]}], "scales": scales}
    with pytest.raises(BankTransferError):
        import_bank(data=json.dumps(data).encode())
    assert not Category.objects.exists()


def test_the_smallest_file_is_a_bank() -> None:
    import_bank(data=b'{"categories": [{"name": "c", "questions": [{"text": "q"}]}]}')
    assert Question.objects.get().status == "draft"


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "categories",
                        "name",
                        "questions",
                        "text",
                        "scales",
                        "passages",
                        "sources",
                        "competencies",
                    ]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_json_is_imported_or_refused_with_a_sentence(value: Any) -> None:
    empty()
    try:
        import_bank(data=json.dumps(value).encode())
    except BankTransferError as refused:
        assert str(refused)


def test_a_competency_below_a_section_is_refused_by_name() -> None:
    section = make_competency(name="节")
    make_competency(name="太深", parent=section)
    with pytest.raises(BankTransferError, match="太深"):
        export_bank()


class TestCommands:
    def test_out_and_in(self, tmp_path: Path) -> None:
        fill()
        first, second = tmp_path / "1.json", tmp_path / "2.json"
        call_command("export_bank", first, stdout=StringIO())
        empty()
        call_command("import_bank", first, stdout=StringIO())
        call_command("export_bank", second, stdout=StringIO())
        assert first.read_bytes() == second.read_bytes()

    def test_clear_messages(self, tmp_path: Path) -> None:
        bad = tmp_path / "bad.json"
        bad.write_text('{"categories": [{"name": "c", "questions": [{"text": ""}]}]}', "utf-8")
        with pytest.raises(CommandError, match=r"categories\[0\]\.questions\[0\]\.text"):
            call_command("import_bank", bad)
        with pytest.raises(CommandError, match="nowhere"):
            call_command("import_bank", tmp_path / "nowhere.json")
        with pytest.raises(CommandError, match="nowhere"):
            call_command("export_bank", tmp_path / "nowhere" / "x.json")
